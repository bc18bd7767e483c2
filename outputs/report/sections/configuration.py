"""The configuration on a page: the map, what was asked, what was proven, and one line of advice."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from outputs.answers.stages import stage_sentences
from outputs.maps.printed.scene import is_closer
from outputs.report.advice import advice
from outputs.report.blocks import Block, Column, Facts, Items, Paragraph, Section, Table
from outputs.report.margins.every import margins
from outputs.report.page_one import page_facts
from outputs.report.pictures import overview_map, plan_map
from outputs.report.plain import CHOSEN, MARGIN_COLUMNS, margin_rows, stages_of
from outputs.report.subject import Subject
from outputs.wording import TOTAL, most, score_lines, without_law

TITLE = "The configuration on a page"


def configuration_section(subject: Subject) -> Section:
    """Return the first section: one page, and behind it the map with its key and the figures."""
    page = (
        Paragraph(without_law(subject.proof.sentence), "lead"),
        Paragraph(advice(subject), "advice"),
        *_warnings(subject),
        Facts(page_facts(subject)),
        *overview_map(subject, "overview"),
    )
    behind = (
        Section("Rules and scores", (*_asked(subject), *_scores(subject)), new_page=True),
        *_whole_map(subject),
    )
    return Section(TITLE, page, behind, new_page=True)


def _whole_map(subject: Subject) -> tuple[Section, ...]:
    """Return the map with its key on a page of its own, where the overview is without one."""
    if subject.geography.boundaries is None or is_closer(subject.geography, subject.case.pcts):
        return ()
    blocks = tuple(plan_map(subject, "plan", _caption(subject), subject.case.pcts, "page"))
    return (Section("The map", blocks, new_page=True),)


def _warnings(subject: Subject) -> Iterator[Block]:
    """Yield what keeps the plan from being what it is said to be."""
    if subject.proof.faults:
        yield Paragraph("What is wrong with this run:", "warning")
        yield Items(subject.proof.faults)


def _caption(subject: Subject) -> str:
    return (
        f"{subject.run.title}: {counted(len(subject.clusters), 'cluster')}, "
        "neighbouring ones in different colours."
    )


def _asked(subject: Subject) -> Iterator[Block]:
    """Yield the rules in words, each with its paragraph and how closely it is met."""
    run = subject.run
    found = margins(subject.plan, subject.case, run.violations)
    if not found:
        yield Paragraph("The scenario asks for no rule: every grouping of its PCTs was allowed.")
    else:
        yield Table(
            name="rules",
            title="What was asked, and how closely it is met",
            columns=MARGIN_COLUMNS,
            rows=margin_rows(found, run.geography),
            note=CHOSEN,
        )
    if subject.run.in_order:
        yield Paragraph("Objectives were taken in this order of importance:")
        yield Items(tuple(stage_sentences(stages_of(subject.run))))


def _scores(subject: Subject) -> Iterator[Block]:
    """Yield what the plan was to aim at, beside the plan compared with."""
    run, compared = subject.run, subject.compared
    lines = score_lines(run.scores, run.scenario.weights, run.geography, run.scenario.measured_on)
    first = {step.objective for step in run.scenario.priority or ()}
    weighed = [line for line in lines if line.weight or line.name in first]
    theirs = compared.scores if compared else {}
    rows = tuple(
        (
            line.title,
            line.weight or 0.0,
            line.value,
            *_beside(line.value, theirs.get(line.name), compared),
        )
        for line in weighed
    )
    limit = most(run.scenario.weights)
    total = run.scores[TOTAL]
    yield Table(
        name="aims",
        title="What was aimed at: scores from 0 to 1, higher is better",
        columns=_columns(compared.name if compared else None),
        rows=rows,
        total=(
            "Weighted total",
            limit,
            total,
            *_beside(total, theirs.get(TOTAL), compared),
        ),
        note=_note(subject, [line.label for line in weighed]),
    )


def _columns(compared: str | None) -> tuple[Column, ...]:
    own = (Column("Objective", width=3), Column("Weight", "score"), Column("This plan", "score"))
    if compared is None:
        return own
    return (*own, Column(compared, "score"), Column("Difference", "score"))


def _beside(value: float, theirs: float | None, compared: object) -> tuple[float | None, ...]:
    """Return the other plan's score and how much higher this one is; nothing without one."""
    if compared is None:
        return ()
    return (theirs, None if theirs is None else value - theirs)


def _with_an_arrangement(subject: Subject) -> str:
    """Return of how many PCTs a grouping is known, where that is weighed; "" where it is not."""
    if not subject.run.scenario.weights.get("arrangements"):
        return ""
    known = set(subject.geography.arrangements["pct"]) & set(subject.case.pcts)
    return f"the {len(known):,} of {counted(len(subject.case.pcts), 'PCT')} with a known one"


def _note(subject: Subject, labels: list[str]) -> str:
    said = "; ".join(dict.fromkeys(filter(None, labels)))
    note = f"Measured on: {said}." if said else ""
    if known := _with_an_arrangement(subject):
        note += f" Existing arrangements: of {known}; others count neither way."
    compared = subject.compared
    if compared and compared.missing:
        missing = counted(len(compared.missing), "PCT")
        note += f" {compared.name} has {missing} of the run in no cluster."
    return note.strip()
