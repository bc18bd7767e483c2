"""The plans nearly as good as the best, and what they agree on, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from geodata.words import counted
from modelling.naming import called
from outputs.answers.alternatives_wording import listing, moves_in_words, over_what, share
from outputs.wording import most
from solvers.nearly_best.alternatives import Alternatives
from solvers.nearly_best.settled import Place
from solvers.outcome import Status
from solvers.questions.answer import points

MOST_SHOWN = 15
"""Rows of a table that the terminal shows; the files hold all."""

MOST_MOVES = 5
NEARLY = 0.95
"""The share of the plans from which on a place that is not settled is called nearly settled."""


def alternatives_summary(found: Alternatives) -> Group:
    """Return what the terminal shows: the plans, the places that are settled, pairs in doubt."""
    scenario, geography = found.scenario, found.geography
    title = f"{scenario.title or scenario.name}: {geography.title}"
    parts: list[RenderableType] = [Text(title, style="bold")]
    if not found.plans:
        parts.append(Text(_why_none(found)))
        return Group(*parts, *(Text(f"  • {reason}") for reason in found.reasons))
    best = f"The best plan scores {found.plans[0].score:.4f} of at most {most(scenario.weights):g}."
    parts.append(Text(f"{best} Proven: no lawful plan scores higher."))
    parts += [Text(sentence) for sentence in listing(found)]
    if len(found.plans) > 1:
        parts.append(_plans(found))
    if len(found.plans) > 1 or not found.over_all:
        parts.append(Text(f"\nWhat {over_what(found)} agree on", style="bold"))
        parts += _places(found)
        parts += _neighbours(found)
    return Group(*parts)


def _why_none(found: Alternatives) -> str:
    if found.status is Status.INFEASIBLE:
        return "Proven impossible: no plan keeps every rule."
    return "Stopped before the best plan was proven, so that there is nothing to compare with."


def _plans(found: Alternatives) -> Table:
    """Return the plans with what each gives up, and what moves from the best plan to it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Plan", "Score", "Gives up", "PCTs that move"):
        table.add_column(heading, justify="right", no_wrap=heading != "PCTs that move")
    table.add_column("Moves from the best plan", ratio=1)
    for number, plan in enumerate(found.plans, start=1):
        said = moves_in_words(found.plans[0].plan, plan.plan, plan.moves, found.geography)
        if len(said) > MOST_MOVES:
            rest = len(said) - MOST_MOVES + 1
            said = [*said[: MOST_MOVES - 1], f"and {rest} moves more"]
        given_up = points(plan.given_up).replace("less than ", "under ")
        cells = (str(number), f"{plan.score:.4f}", given_up, str(len(plan.moves)))
        if number == 1:
            cells, said = (*cells[:2], "–", "–"), ["the best plan"]
        table.add_row(*cells, Text("\n".join(said)))
    return table


def _places(found: Alternatives) -> Iterator[RenderableType]:
    """Yield the clusters that are settled or nearly so, and the PCTs whose place is most open."""
    settled = [place for place in found.places if place.settled]
    unsettled = [place for place in found.places if not place.settled]
    nearly = [place for place in unsettled if place.share >= NEARLY]
    total = counted(len(found.places), "PCT")
    who = f"{len(settled)} of {total}" if settled else f"None of {total}"
    verb = "have" if len(settled) > 1 else "has"
    yield Text(f"{who} {verb} a settled place (the same cluster in every plan).")
    yield from _by_sha(settled, found)
    if nearly:
        verb = "is" if len(nearly) == 1 else "are"
        often = f"in the same cluster in {NEARLY:.0%} of the plans or more."
        yield Text(f"{counted(len(nearly), 'PCT')} {verb} nearly settled: {often}")
        yield from _by_sha(nearly, found)
    doubtful = sorted(unsettled, key=lambda place: (place.share, place.pct))
    if doubtful:
        shown = doubtful[:MOST_SHOWN]
        yield Text(_heading("PCTs whose place is open", len(shown), len(doubtful), "the most open"))
        yield _open(shown, found)


def _by_sha(places: list[Place], found: Alternatives) -> Iterator[RenderableType]:
    """Yield by SHA the clusters that these PCTs are in most often."""
    best = found.plans[0].plan
    names: dict[str, list[str]] = {}
    known = {pcts: best.cluster_name(cluster) for cluster, pcts in best.clusters.items()}
    for pcts in {place.usual for place in places}:
        name = known.get(pcts) or called(pcts, found.geography)
        names.setdefault(found.geography.sha_of[pcts[0]], []).append(name)
    for sha in sorted(names):
        yield Padding(Text(f"{sha}: {'; '.join(sorted(names[sha]))}"), (0, 0, 0, 2))


def _heading(what: str, shown: int, whole: int, which: str) -> str:
    return f"\n{what}" if shown == whole else f"\n{what}: {which} {shown} of {whole}"


def _open(places: list[Place], found: Alternatives) -> Table:
    """Return a table of PCTs with the cluster that each is in most often."""
    geography = found.geography
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("PCT")
    table.add_column("Different clusters", justify="right")
    table.add_column("Most often with", ratio=1)
    table.add_column("In so many plans", justify="right")
    for place in places:
        mates = [p for p in place.usual if p != place.pct]
        company = called(mates, geography) if mates else "no other PCT"
        name = f"{geography.names[place.pct]} ({place.pct})"
        table.add_row(Text(name), str(place.clusters), Text(company), share(place.share))
    return table


def _neighbours(found: Alternatives) -> Iterator[RenderableType]:
    """Yield how many neighbours always or never share a cluster, and those most in doubt."""
    pairs = found.neighbours
    always, never = (sum(getattr(pair, kind) for pair in pairs) for kind in ("always", "never"))
    yield Text(
        f"\nOf {counted(len(pairs), 'pair')} of neighbours that could share a cluster, {always} "
        f"{'is' if always == 1 else 'are'} always together and {never} never."
    )
    doubtful = sorted(
        (pair for pair in pairs if not pair.always and not pair.never),
        key=lambda pair: (abs(pair.share - 0.5), pair.a, pair.b),
    )
    if not doubtful:
        return
    shown, names = doubtful[:MOST_SHOWN], found.geography.names
    yield Text(_heading("Neighbours in doubt", len(shown), len(doubtful), "the most doubtful"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Neighbours")
    table.add_column("Together in", justify="right")
    for pair in shown:
        said = f"{names[pair.a]} ({pair.a}) and {names[pair.b]} ({pair.b})"
        table.add_row(Text(said), share(pair.share))
    yield table


def print_alternatives(found: Alternatives, console: Console) -> None:
    """Print the alternatives, wrapped to the console's width."""
    console.print(alternatives_summary(found), highlight=False)
