"""What answers kept with a run say: the plans nearly as good as its own, and what rules cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geodata.words import counted
from outputs.report.answers import Kept
from outputs.report.blocks import Block, Column, Items, Paragraph, Table, Value
from outputs.report.run import FinishedRun
from outputs.wording import objective_title
from solvers.questions.answer import SAME
from solvers.questions.price import Left

MOST_CHANGED = 4
MOST_OPEN = 30
"""PCTs without a settled place that are named; of more their number is said."""

ALL = "all"


def near_best(kept: Kept, run: FinishedRun) -> Iterator[Block]:
    """Yield the plans listed with what each gives up, or how to have them listed."""
    if not kept.record:
        yield Paragraph(_missing("which plans are nearly as good", "alternatives", run))
        yield from _refused(kept)
        return
    plans = kept.record["plans"]
    yield Paragraph(_how_many(kept.record))
    names = [n for n, w in run.scenario.weights.items() if w > 0 and n in plans[0]["scores"]]
    yield Table(
        name="alternatives",
        title="The best plans, in order",
        columns=(
            Column("Plan", "count", 0.6),
            Column("Score", "score"),
            Column("Thousandths given up", "number", 1.2),
            *(Column(objective_title(name), "score") for name in names),
            Column("PCTs that move", width=3),
        ),
        rows=tuple(_plan_row(plan, names, run) for plan in plans),
        note=(
            "Against plan 1. A plan's clusters stand in the folder of the answer, "
            f"{kept.folder.name if kept.folder else ''}."
        ),
    )
    yield from _places(kept.record, run)


def _how_many(record: Mapping[str, Any]) -> str:
    """Return how many plans there are within the tolerance, and which of them are listed."""
    listed = counted(len(record["plans"]), "plan")
    said = f"{listed} listed" + (", all there are" if record.get("complete") else "")
    if record.get("differ"):
        said += f", each differing in {counted(record['differ'], 'PCT')} or more from those above"
    total, within = record.get("total"), record.get("within")
    if total and within:
        low, high = total
        many = f"{low:,}" if low == high else f"between {low:,} and {high:,}"
        said += f"; within {within} of the best there are {many}"
    if record.get("cut_short"):
        said += "; the search was cut short, so there may be more"
    return f"{said}."


def _plan_row(plan: Mapping[str, Any], names: Sequence[str], run: FinishedRun) -> tuple[Value, ...]:
    geography = run.geography
    moved = [geography.short_names.get(m["pct"], m["pct"]) for m in plan["moves"]]
    return (
        plan["plan"],
        plan["score"],
        1000 * plan["given_up"],
        *(plan["scores"].get(name) for name in names),
        f"{len(moved)}: {', '.join(moved)}" if moved else "–",
    )


def _places(record: Mapping[str, Any], run: FinishedRun) -> Iterator[Block]:
    """Yield how many PCTs have the same place in all of those plans, and whose place is open."""
    places = record.get("places") or ()
    unsettled = [p["pct"] for p in places if not p.get("settled")]
    if not places:
        return
    over = "every plan within that" if record.get("shares_of") == "every plan" else "these plans"
    settled = len(places) - len(unsettled)
    said = f"In {over} {settled or 'none'} of {len(places)} PCTs have the very same cluster."
    if 0 < len(unsettled) <= MOST_OPEN:
        names = ", ".join(run.geography.short_names.get(p, p) for p in unsettled)
        said += f" Open is the place of {names}."
    yield Paragraph(said)


def prices(kept: Kept, run: FinishedRun) -> Iterator[Block]:
    """Yield what each rule and each number of clusters costs, or how to have that worked out."""
    if not kept.record:
        yield Paragraph(_missing("what each rule costs", "price", run))
        yield from _refused(kept)
        return
    rules = kept.record["rules"]
    if rules:
        yield _rule_table(rules)
    else:
        yield Paragraph("The scenario has no rule that could cost anything.")
    counts = [row for row in kept.record.get("counts") or () if row["sha"] == ALL]
    if counts:
        yield _count_table(counts, len(run.plan.clusters))
    elif kept.record.get("counts_not_known"):
        why = kept.record["counts_not_known"]
        yield Paragraph(f"What other numbers of clusters cost is not known: {why}.", "remark")


def _rule_table(rules: Sequence[Mapping[str, Any]]) -> Table:
    ordered = sorted(rules, key=lambda r: -(r["gained"] or 0.0))
    return Table(
        name="prices",
        title="The best score without each rule, or each part of one",
        columns=(
            Column("Without", width=3.4),
            Column("Best score", "score"),
            Column("More than now", "score", 1.1),
            Column("Proven", width=0.8),
            Column("Clusters that would change", width=3.6),
        ),
        rows=tuple(_rule_row(rule) for rule in ordered),
        note=(
            "What a rule costs is what the best plan would score more without it. Allowed: what a "
            "rule lets pass, and the best plan if it did not."
        ),
    )


def _rule_row(rule: Mapping[str, Any]) -> tuple[Value, ...]:
    changed = list(rule["changed"] or ())
    more = len(changed) - MOST_CHANGED
    named = "; ".join(changed[:MOST_CHANGED]) + (f"; and {more} more" if more > 0 else "")
    gained = rule["gained"]
    nothing = gained is not None and abs(gained) <= SAME
    said = rule["not_known"] or named or ("none: it costs nothing" if nothing else "–")
    words = str(rule["words"])
    proven = "yes" if rule["proven"] else "no"
    score = rule["score_without"]
    if score is None and rule["proven"]:
        score, gained, said = "no plan", "–", "no plan would keep the other rules"
    allowed = "Allowed: " if rule["left_out"] == Left.ALLOWANCE else ""
    return (f"{allowed}{words[:1].upper()}{words[1:]}", score, gained, proven, said)


def _count_table(counts: Sequence[Mapping[str, Any]], own: int) -> Table:
    """Return the best score of the numbers of clusters around the plan's own."""
    near = [row for row in counts if abs(row["clusters"] - own) <= 5]
    return Table(
        name="counts",
        title="The best score for other numbers of clusters in all",
        columns=(
            Column("Clusters", "count"),
            Column("Best score", "score"),
            Column("Against this plan", "score"),
            Column("Proven"),
        ),
        rows=tuple(
            (
                row["clusters"],
                row["plan_score"],
                row["against_best"],
                "yes" if row["proven"] else "no",
            )
            for row in near or counts
        ),
        note="Balance is measured against the number of clusters that the scenario asks for.",
    )


def _missing(what: str, command: str, run: FinishedRun) -> str:
    return (
        f"Nobody has worked out {what} for this run. “clusters {command}”, given the folder of run "
        f"{run.id}, does so and keeps it there for the next report."
    )


def _refused(kept: Kept) -> Iterator[Block]:
    if kept.refused:
        yield Paragraph("What was found beside the run was not used:", "remark")
        yield Items(kept.refused)
