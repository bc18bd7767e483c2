"""Small pieces that several sections of a report word or lay out alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import TypeAdapter

from geodata.geography import Geography
from geodata.words import counted
from modelling.priority import Priority
from modelling.scenario import Scenario
from outputs.report.blocks import Column, Value
from outputs.report.margins.base import Margin
from outputs.report.margins.every import margins
from outputs.report.run import FinishedRun
from outputs.report.subject import Subject
from outputs.wording import objective_title, with_sets_by_label
from solvers.outcome import Stage

MARGIN_COLUMNS = (
    Column("Rule", width=3.2),
    Column("§", width=0.9),
    Column("Nearest to it", width=2.2),
    Column("It has", width=1.9),
    Column("Left", width=1.9),
)


def margin_rows(found: Iterable[Margin], geography: Geography) -> tuple[tuple[Value, ...], ...]:
    """Return a row for every margin, under `MARGIN_COLUMNS`."""
    return tuple(
        (
            _sentence(with_sets_by_label(m.asked, geography)),
            m.paragraph,
            m.nearest or "–",
            m.figure or "–",
            _left(m),
        )
        for m in found
    )


def _left(margin: Margin) -> str:
    if not margin.met:
        return f"BROKEN: {margin.spare}"
    return margin.spare or "kept"


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}"


CHOSEN = (
    "§: the paragraph of the PCT Cluster Implementation Guidance that a rule bears on; its figures "
    "are this scenario's choice, as the weights are."
)


def rules_in_words(subject: Subject) -> str:
    """Return every rule in a clause with the paragraphs it bears on; of pins their number."""
    found = margins(subject.plan, subject.case, subject.run.violations)
    said = [
        f"{with_sets_by_label(m.asked, subject.geography)} (§{m.paragraph})"
        for m in found
        if not m.pin
    ]
    if pins := sum(m.pin for m in found):
        said.append(f"{counted(pins, 'pin')} of single PCTs")
    if not said:
        return "no rule: every grouping of the PCTs was allowed"
    return "; ".join(said)


def aims_in_words(scenario: Scenario) -> str:
    """Return the objectives by weight, or in their order of importance."""
    weights = sorted(scenario.weights.items(), key=lambda w: (-w[1], w[0]))
    weighed = "; ".join(f"{objective_title(n)} (weight {w:g})" for n, w in weights if w > 0)
    weighed += ". Figures (§: what they bear on) and weights are chosen by the scenario"
    if scenario.priority is None:
        return weighed
    first = ", then ".join(map(_step, scenario.priority))
    return f"first {first}; then by weight: {weighed}"


def _step(step: Priority) -> str:
    """Return a step of an order: an objective, and how far it is aimed at."""
    title = objective_title(step.objective)
    return title if step.at_least is None else f"{title} at {step.at_least:g} or above"


def day(moment: object) -> str:
    """Return "22 November 2026" for a moment of a record, "" where it is none."""
    try:
        found = datetime.fromisoformat(str(moment))
    except ValueError:
        return ""
    return f"{found.day} {found:%B %Y}"


def listed(pcts: Iterable[str], geography: Geography) -> str:
    """Return "Leeds (5N1), Bradford (5NY)": PCTs by name and code."""
    return ", ".join(f"{geography.names[p]} ({p})" for p in pcts)


def stages_of(run: FinishedRun) -> tuple[Stage, ...]:
    """Return the stages of an order of objectives as the run recorded them."""
    return TypeAdapter(tuple[Stage, ...]).validate_python(tuple(run.record.get("stages") or ()))
