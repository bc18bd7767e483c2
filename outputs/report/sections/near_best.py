"""The plans nearly as good as a run's own, where they are kept with the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geodata.words import counted
from outputs.report.answers import Kept
from outputs.report.blocks import Block, Column, Items, Kind, Paragraph, Table, Value
from outputs.report.run import FinishedRun
from outputs.wording import objective_title
from solvers.questions.answer import SAME

MOST_OPEN = 30
"""PCTs without a settled place that are named; of more their number is said."""


def near_best(kept: Kept, run: FinishedRun) -> Iterator[Block]:
    """Yield the plans listed with what each gives up, or how to have them listed."""
    if not kept.record:
        yield Paragraph(missing("which plans are nearly as good", "alternatives", run))
        yield from refused(kept)
        return
    plans = kept.record["plans"]
    yield Paragraph(_how_many(kept.record))
    weighed = [n for n, w in run.scenario.weights.items() if w > 0 and n in plans[0]["scores"]]
    names = [n for n in weighed if _kind([plan["scores"].get(n) for plan in plans])]
    where = f"The plans are kept as {kept.folder.name}." if kept.folder else ""
    kinds = {name: _kind([plan["scores"].get(name) for plan in plans]) for name in names}
    yield Table(
        name="alternatives",
        title="The best plans, in order",
        columns=(
            Column("Plan", "count", 0.6),
            Column("Score", _kind([plan["score"] for plan in plans]) or "score"),
            Column("Thousandths given up", "score", 1.2),
            *(Column(objective_title(name), kinds[name] or "score") for name in names),
            Column("PCTs that move", width=3),
        ),
        rows=tuple(_plan_row(plan, names, run) for plan in plans),
        note=" ".join(filter(None, ("Given up against plan 1.", _alike(weighed, names), where))),
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


def _kind(scores: Sequence[float | None]) -> Kind | None:
    """Return how finely to show scores so that they differ; None where all are the same."""
    known = [score for score in scores if score is not None]
    if len(known) == len(scores) and max(known) - min(known) <= SAME:
        return None
    alike = len({f"{score:.3f}" for score in known}) < len({f"{score:.5f}" for score in known})
    return "fine" if alike else "score"


def _alike(weighed: Sequence[str], shown: Sequence[str]) -> str:
    """Return which scores have no column, as they are the same in every plan listed."""
    same = [objective_title(name) for name in weighed if name not in shown]
    return f"The same in all of them: {', '.join(same).lower()}." if same else ""


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
    if not places:
        return
    unsettled = open_places(record)
    over = "every plan within that" if record.get("shares_of") == "every plan" else "these plans"
    settled = len(places) - len(unsettled)
    said = f"In {over} {settled or 'none'} of {len(places)} PCTs have the very same cluster."
    if 0 < len(unsettled) <= MOST_OPEN:
        names = ", ".join(run.geography.short_names.get(p, p) for p in unsettled)
        said += f" Open is the place of {names}."
    yield Paragraph(said)


def open_places(record: Mapping[str, Any]) -> list[str]:
    """Return the PCTs whose cluster is not the same in all of those plans."""
    return [p["pct"] for p in record.get("places") or () if not p.get("settled")]


def missing(what: str, command: str, run: FinishedRun) -> str:
    """Return that nobody has asked yet, and which command does."""
    return (
        f"Nobody has worked out {what} for this run. “clusters {command}”, given the folder of run "
        f"{run.id}, does so and keeps it there for the next report."
    )


def refused(kept: Kept) -> Iterator[Block]:
    """Yield why answers that are there were not used, where any was not."""
    if kept.refused:
        yield Paragraph("What was found beside the run was not used:", "remark")
        yield Items(kept.refused)
