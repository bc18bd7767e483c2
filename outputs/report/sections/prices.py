"""What each rule and each number of clusters costs, where that is kept with the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geodata.geography import Geography
from geodata.words import counted
from outputs.report.answers import Kept
from outputs.report.blocks import Block, Column, Paragraph, Table, Value
from outputs.report.run import FinishedRun
from outputs.report.sections.near_best import missing, refused
from outputs.wording import with_sets_by_label
from solvers.questions.answer import SAME
from solvers.questions.price import Left

MOST_CHANGED = 4
AROUND = 5
"""Numbers of clusters that are shown on either side of the plan's own."""

ALL = "all"


def prices(kept: Kept, run: FinishedRun) -> Iterator[Block]:
    """Yield what each rule and each number of clusters costs, or how to have that worked out."""
    if not kept.record:
        yield Paragraph(missing("what each rule costs", "price", run))
        yield from refused(kept)
        return
    rules = _each_once(kept.record["rules"])
    asked = [rule for rule in rules if rule["left_out"] != Left.ALLOWANCE]
    allowed = [rule for rule in rules if rule["left_out"] == Left.ALLOWANCE]
    if asked:
        yield _rule_table(asked, run.geography)
    else:
        yield Paragraph("The scenario has no rule that could cost anything.")
    if allowed:
        yield _allowed_table(allowed, run.geography)
    counts = [row for row in kept.record.get("counts") or () if row["sha"] == ALL]
    if counts:
        yield _count_table(counts, len(run.plan.clusters))
    elif kept.record.get("counts_not_known"):
        why = kept.record["counts_not_known"]
        yield Paragraph(f"What other numbers of clusters cost is not known: {why}.", "remark")


def _each_once(rules: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the rows but those of a whole rule that costs just what one part of it does."""

    def told_by_a_part(rule: Mapping[str, Any]) -> bool:
        score = rule["score_without"]
        return rule["left_out"] == Left.RULE and any(
            part["rule"] == rule["rule"]
            and part["left_out"] == Left.PART
            and part["proven"]
            and rule["proven"]
            and None not in (score, part["score_without"])
            and abs(part["score_without"] - score) <= SAME
            for part in rules
        )

    return [rule for rule in rules if not told_by_a_part(rule)]


def _rule_table(rules: Sequence[Mapping[str, Any]], geography: Geography) -> Table:
    return Table(
        name="prices",
        title="The best score without each rule, or each part of one",
        columns=_columns("Without", "More than now"),
        rows=tuple(_row(rule, geography) for rule in sorted(rules, key=_dearest_first)),
        note=(
            "What a rule costs is what the best plan would score more without it. A rule of "
            "several parts is shown by them, and as a whole only where it costs more than each. "
            "Not known: the search without the rule was not ended; at most is what is proven."
        ),
    )


def _allowed_table(rules: Sequence[Mapping[str, Any]], geography: Geography) -> Table:
    return Table(
        name="allowed",
        title="The best score if something that a rule lets pass were not allowed",
        columns=_columns("Not allowed", "Against now"),
        rows=tuple(_row(rule, geography) for rule in sorted(rules, key=_dearest_first)),
        note="No plan: the other rules could not be kept without it.",
    )


def _columns(left_out: str, gained: str) -> tuple[Column, ...]:
    return (
        Column(left_out, width=3.4),
        Column("Best score", "score", 1.1),
        Column(gained, "score", 1.3),
        Column("Proven", width=0.8),
        Column("Clusters that would change", width=3.4),
    )


def _dearest_first(rule: Mapping[str, Any]) -> float:
    """Return what a rule costs, or may cost at most where that is not known, the most first."""
    known = rule["gained"] if rule["proven"] else rule.get("most")
    return -abs(known or 0.0)


def _row(rule: Mapping[str, Any], geography: Geography) -> tuple[Value, ...]:
    words = with_sets_by_label(str(rule["words"]), geography)
    words = f"{words[:1].upper()}{words[1:]}"
    if not rule["proven"]:
        why = rule["not_known"] or "the search was not ended"
        return (words, "not known", _not_known(rule), "no", why)
    if rule["score_without"] is None:
        return (words, "no plan", "–", "yes", "no plan would keep the other rules")
    changed = list(rule["changed"] or ())
    more = len(changed) - MOST_CHANGED
    named = "; ".join(changed[:MOST_CHANGED]) + (f"; and {more} more" if more > 0 else "")
    gained = rule["gained"]
    nothing = gained is not None and abs(gained) <= SAME
    said = named or ("none: it costs nothing" if nothing else "–")
    return (words, rule["score_without"], gained, "yes", said)


def _not_known(rule: Mapping[str, Any]) -> str:
    """Return "not known, at least 0.003, at most 0.116" by what is known of it."""
    said, gained, most = ["not known"], rule["gained"], rule.get("most")
    if gained is not None and gained > SAME:
        said.append(f"at least {gained:.3f}")
    if most is not None:
        said.append(f"at most {most:.3f}")
    return ", ".join(said)


def _count_table(counts: Sequence[Mapping[str, Any]], own: int) -> Table:
    """Return the best score of the numbers of clusters around the plan's own, and the best of all.

    A number whose best plan is not known cannot be the best of all.
    """
    known = [row for row in counts if row["plan_score"] is not None]
    best = max(known, key=lambda row: row["plan_score"])["clusters"] if known else None
    near = [r for r in counts if abs(r["clusters"] - own) <= AROUND or r["clusters"] == best]
    note = "Balance is measured against the number of clusters that the scenario asks for."
    if best is not None:
        all_known = "" if len(known) == len(counts) else " that are known"
        note += f" Of all numbers{all_known}, {counted(best, 'cluster')} would score highest."
    return Table(
        name="counts",
        title="The best score for other numbers of clusters in all",
        columns=(
            Column("Clusters", "count"),
            Column("Best score", "score"),
            Column("Against this plan", "score"),
            Column("Proven"),
            Column("Note", width=1.4),
        ),
        rows=tuple(
            (
                row["clusters"],
                row["plan_score"],
                row["against_best"],
                "yes" if row["proven"] else "no",
                _which(row["clusters"], own, best),
            )
            for row in near
        ),
        note=note,
    )


def _which(clusters: int, own: int, best: int | None) -> str:
    """Return what stands out about a number of clusters."""
    said = ["this plan"] * (clusters == own) + ["highest of all numbers"] * (clusters == best)
    return ", ".join(said)
