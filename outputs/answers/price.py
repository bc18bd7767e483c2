"""What rules and numbers of clusters cost, as a terminal shows it and as spreadsheets read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from geodata.words import counted
from modelling.objectives.evenness import Evenness
from outputs.wording import most, proof_sentence
from solvers.outcome import Status
from solvers.questions.answer import points
from solvers.questions.count_table import Best, CountTable
from solvers.questions.price import SAME, Left, Price, PriceList

IN_THIS_ORDER = (
    "The best plan is always the one that is best in the scenario's order of objectives. Below, "
    "more and less are said of its weighted score, which the order does not aim at first."
)
MOST_NAMED = 5
NEAR = 5
"""Counts shown on either side of what is asked for; the files hold all."""

BESIDE = 2
"""Counts of one SHA shown on either side of the best."""


def price_sentence(price: Price) -> str:
    """Return in one sentence what a rule costs, or what something that it allows brings."""
    rule = price.left is not Left.ALLOWANCE
    what = f"the rule that {price.words}" if rule else f"allowing that {price.words}"
    what = price.words if price.words.startswith("the rule ") else what
    if price.status is None:
        return f"What {what} {'costs' if rule else 'brings'} is not known: {price.why}."
    if price.score is None:
        still = "the other rules either" if rule else "every rule"
        return f"Without {what} no plan keeps {still}."
    if price.gained is None:
        return f"Without {what} there is a plan; {_best(price)} {price.score:.4f}."
    if not price.proven:
        return _unproven(price, what, rule)
    if price.gained == 0:
        said = "no plan scores higher: it costs nothing" if rule else "the best plan is as good"
        return f"Without {what} {said}."
    return f"Without {what} the best plan scores {_difference(price.gained)}{_changes(price)}."


def _best(price: Price) -> str:
    return "the best scores" if price.proven else "the best found scores"


def _unproven(price: Price, what: str, rule: bool) -> str:
    """Return what is known of a price whose proof was not finished."""
    most = None if price.most is None else points(max(0.0, price.most))
    if rule and price.gained == 0:
        limit = f" but at most {most}" if most else ""
        return f"What {what} costs is not known{limit}: {price.why}."
    limit = f" and scores at most {most} more" if most else ""
    found = f"a plan scores {_difference(price.gained or 0.0)}{_changes(price)}"
    return f"Without {what} {found}. The best plan is not known{limit}: {price.why}."


def in_order(prices: Sequence[Price]) -> list[Price]:
    """Return what matters most first, what costs nothing later, and what is unknown last."""

    def key(price: Price) -> tuple[bool, bool, float]:
        nothing = price.gained == 0
        return price.status is None, nothing, -abs(price.gained or 0.0)

    return sorted(prices, key=key)


def _difference(gained: float) -> str:
    if abs(gained) <= SAME:
        return "the same"
    return f"{points(abs(gained))} {'more' if gained > 0 else 'less'}"


def _changes(price: Price) -> str:
    """Return "; 3 clusters would change: A; B; C"."""
    if not price.changed:
        return ""
    named = "; ".join(price.changed[:MOST_NAMED])
    further = len(price.changed) - MOST_NAMED
    more = f"; and {further} more" if further > 0 else ""
    return f"; {counted(len(price.changed), 'cluster')} would change: {named}{more}"


def price_summary(found: PriceList) -> Group:
    """Return what the terminal shows: the best plan, what rules cost, what counts cost."""
    best, scenario = found.best, found.best.scenario
    title = f"{scenario.title or scenario.name}: {best.geography.title}"
    parts: list[RenderableType] = [Text(title, style="bold")]
    scored = "" if best.objective is None else f"The best plan scores {best.objective:.4f} of at "
    scored += "" if best.objective is None else f"most {most(best.weights):g}. "
    ordered = scenario.priority is not None
    parts.append(Text(scored + proof_sentence(best.status, best.gap, best.bound, ordered)))
    if ordered:
        parts.append(Text(IN_THIS_ORDER))
    parts += [Text(f"  • {reason}") for reason in best.reasons]
    if best.status is Status.FEASIBLE:
        parts.append(Text("More and less are said against that plan, not against the best."))
    parts.append(Text("\nWhat the rules cost", style="bold"))
    parts += [Text(f"  • {price_sentence(price)}") for price in in_order(found.prices)]
    parts += _counts(found)
    return Group(*parts)


def _counts(found: PriceList) -> Iterator[RenderableType]:
    """Yield the tables of the counts, or why there are none."""
    table = found.counts
    yield Text("\nWhat the number of clusters costs", style="bold")
    if table is None:
        yield Text(f"  Not known: {found.why}.")
        return
    for objective in found.best.scenario.objectives.active():
        if isinstance(objective, Evenness) and objective.weight:
            yield Text(f"  {objective.title} is measured throughout against {_asked(found)}.")
    yield _counts_near(table, found)
    if len(found.by_sha()) > 1 and found.best.plan is not None:
        yield _by_sha(found)


def _asked(found: PriceList) -> str:
    rule = found.best.scenario.rules.cluster_count
    return f"{rule.asked_for(found.best.scenario.shas or found.best.geography.shas):g} clusters"


def _counts_near(table: CountTable, found: PriceList) -> Table:
    """Return the best score at every number of clusters near what is asked for."""
    best, (low, high) = table.in_all(), table.national
    if len(table.names) == 1:
        low, high = max(low, table.ranges[0][0]), min(high, table.ranges[0][1])
    shown = Table("Clusters in all", box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Best score", justify="right")
    shown.add_column("Against the best plan", justify="right")
    possible = [k for k in range(1, len(best.scores)) if not best.impossible(k)]
    near = [k for k in possible if low - NEAR <= k <= high + NEAR] or possible
    top = max(possible, key=lambda k: best.scores[k], default=None)
    for count in sorted({*near, *([] if top is None else [top])}):
        said = "  (the highest score of all)" if count == top else ""
        shown.add_row(f"{count}{said}", *_cells(best, count, found.best.objective))
    return shown


def _cells(best: Best, count: int, objective: float | None) -> tuple[str, str]:
    if not best.proven(count):
        return "not proven", ""
    score = float(best.scores[count])
    if objective is None:
        return f"{score:.4f}", ""
    return f"{score:.4f}", _signed(score - objective)


def _signed(difference: float) -> str:
    if abs(difference) <= SAME:
        return "the same"
    return f"{'+' if difference > 0 else '−'}{points(abs(difference))}".replace(
        "less than ", "under "
    )


def _by_sha(found: PriceList) -> Table:
    """Return what the best plan loses if an SHA had more or fewer clusters than in it."""
    shown = Table("If this SHA had", box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("clusters", justify="right")
    for step in range(-BESIDE, BESIDE + 1):
        if step:
            shown.add_column(f"{abs(step)} {'fewer' if step < 0 else 'more'}", justify="right")
    objective = float(found.best.objective or 0.0)
    for name, best in found.by_sha().items():
        now = int(np.abs(best.scores - objective).argmin())
        cells = []
        for count in (now + step for step in range(-BESIDE, BESIDE + 1) if step):
            if not 0 < count < len(best.scores) or best.impossible(count):
                cells.append("no plan")
            elif not best.proven(count):
                cells.append("not proven")
            else:
                cells.append(_signed(float(best.scores[count]) - objective))
        shown.add_row(Text(name), str(now), *cells)
    return shown


def print_prices(found: PriceList, console: Console) -> None:
    """Print the summary, wrapped to the console's width."""
    console.print(price_summary(found), highlight=False)
