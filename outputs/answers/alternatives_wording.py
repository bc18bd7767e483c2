"""How plans nearly as good as the best are spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geodata.geography import Geography
from geodata.words import counted
from modelling.moves import Move
from modelling.naming import called
from modelling.plan import Plan
from solvers.nearly_best.alternatives import Alternatives
from solvers.questions.answer import points

SCALES = ((1e12, " million million"), (1e9, " billion"), (1e6, " million"))
"""What large numbers are counted in."""


def number_of_plans(low: float, high: float) -> str:
    """Return "8", "between 672 and 694" or "between 170.7 and 175.1 billion"."""
    if low == high:
        return f"{high:,.0f}"
    unit, name = next(((u, n) for u, n in SCALES if high >= u), (1.0, ""))
    if unit == 1.0:
        return f"between {low:,.0f} and {high:,.0f}"
    if high >= 1e15:
        return f"more than {low / unit:,.0f}{name}"
    return f"between {low / unit:,.1f} and {high / unit:,.1f}{name}"


def share(part: float) -> str:
    """Return a share of the plans in whole per cent, never 0% or 100% for what is neither."""
    if 0 < part < 0.01:
        return "under 1%"
    if 0.99 < part < 1:
        return "over 99%"
    return f"{part:.0%}"


def listing(found: Alternatives) -> Iterator[str]:
    """Yield what the plans listed are, and whether they are all there are."""
    if found.total is not None and not (found.complete and not found.differ):
        number = number_of_plans(*found.total)
        one = found.total == (1.0, 1.0)
        who = "No lawful plan but the best scores" if one else f"{number} lawful plans score"
        yield f"{who[0].upper()}{who[1:]}{_within(found)}."
    yield from _differing(found) if found.differ else _next_best(found)
    if found.within and not found.over_all and not found.cut_short:
        yield (
            f"There are too many plans within {found.within} to count or to sum up: ask for less, "
            "and it will be said what all of them agree on."
        )
    if found.cut_short:
        yield "The search was cut short, so there may be more plans like these."


def _next_best(found: Alternatives) -> Iterator[str]:
    plans = len(found.plans)
    if found.complete and found.within:
        only = f"No other lawful plan scores{_within(found)}."
        yield only if plans == 1 else f"These are all {plans:,} plans that score{_within(found)}."
    elif found.complete:
        yield "There is no other lawful plan." if plans == 1 else f"These are all {plans:,} plans."
    elif plans > 1:
        last = points(found.plans[-1].given_up)
        more = "" if found.cut_short else "; there are more"
        yield f"The {plans:,} best are listed, the last of which gives up {last}{more}."


def _differing(found: Alternatives) -> Iterator[str]:
    plans, apart = len(found.plans), f"{counted(found.differ, 'PCT')} or more"
    limit = _within(found) if found.within else ""
    if plans == 1 and found.complete:
        that = f"that scores{limit} " if limit else ""
        yield f"No other plan {that}differs from it in {apart}."
        return
    yield f"Each plan listed is the best of those that differ in {apart} from every one above it."
    if found.complete:
        that = f" that scores{limit}" if limit else ""
        yield f"No further plan{that} differs so much from all of these {plans:,}."
    elif not found.cut_short:
        yield f"There are more beside these {plans:,}."


def _within(found: Alternatives) -> str:
    """Return " within 1% of the best (2.1363 or more)"."""
    if found.within is None or found.tolerated is None:
        return ""
    return (
        f" within {found.within} of the best ({found.plans[0].score - found.tolerated:.4f} or more)"
    )


def over_what(found: Alternatives) -> str:
    """Return which plans the shares are of: "all 8 plans within 1%", "the 20 plans listed"."""
    if found.over_all and found.within and found.total:
        if found.total[0] == found.total[1]:
            return f"all {found.total[0]:,.0f} plans within {found.within} of the best"
        return f"all plans within {found.within} of the best"
    if found.over_all:
        return f"all {len(found.plans):,} lawful plans"
    return f"the {len(found.plans):,} plans listed"


def moves_in_words(
    best: Plan, other: Plan, moves: Iterable[Move], geography: Geography
) -> list[str]:
    """Return "Rotherham leaves Doncaster to join Sheffield" for PCTs that make the same move."""
    groups: dict[tuple[str, str], list[str]] = {}
    for move in moves:
        way = best.cluster_of[move.pct], other.cluster_of[move.pct]
        groups.setdefault(way, []).append(move.pct)
    return [
        _move(pcts, best.clusters[before], other.clusters[after], geography)
        for (before, after), pcts in groups.items()
    ]


def _move(
    pcts: Sequence[str], before: Sequence[str], after: Sequence[str], geography: Geography
) -> str:
    """Return what PCTs do that leave one cluster and are in another now, named by the others."""
    left, joined = ([p for p in cluster if p not in pcts] for cluster in (before, after))
    one = len(pcts) == 1
    who = called(pcts, geography)
    if not left:
        return f"{who} {'joins' if one else 'join'} {called(joined, geography)}"
    leaves = f"{who} {'leaves' if one else 'leave'} {called(left, geography)}"
    if not joined:
        return f"{leaves} to be a cluster of {'its' if one else 'their'} own"
    return f"{leaves} to join {called(joined, geography)}"
