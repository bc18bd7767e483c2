"""The report on a run: its sections, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from geodata.words import counted
from outputs.report.blocks import Facts, Report, Section
from outputs.report.plain import day
from outputs.report.sections.alternatives import alternatives_section
from outputs.report.sections.assurance import assurance_section
from outputs.report.sections.configuration import configuration_section
from outputs.report.sections.people import people_section
from outputs.report.sections.shas import shas_section
from outputs.report.sections.sources import sources_section
from outputs.report.subject import Subject, Tell


def _people(subject: Subject) -> Section:
    return people_section(subject.plan, subject.case, subject.parameters)


PARTS: Mapping[str, Callable[[Subject], Section]] = MappingProxyType(
    {
        "The configuration": configuration_section,
        "The SHAs, one by one": shas_section,
        "The alternatives": alternatives_section,
        "People and boards": _people,
        "Assurance": assurance_section,
        "Sources": sources_section,
    }
)
"""What makes each section of the report, by the name of the step that it is."""


def report_of(subject: Subject, tell: Tell = lambda _text: None) -> Report:
    """Return the report on a run; `tell` hears which part is being made."""
    run = subject.run
    return Report(
        title=run.title,
        subtitle=f"A configuration of PCT clusters: {run.geography.title}",
        sections=tuple(_sections(subject, tell)),
        facts=Facts(_facts(subject)),
        footer=f"Run {run.id}",
        attribution=run.geography.attribution,
        moment=_moment(run.record.get("started")),
    )


def _sections(subject: Subject, tell: Tell) -> list[Section]:
    made = []
    for name, make in PARTS.items():
        tell(name)
        made.append(make(subject))
    return made


def _facts(subject: Subject) -> dict[str, str]:
    """Return what stands on the title page."""
    run = subject.run
    compared = subject.compared.name if subject.compared else "no other plan"
    clusters = counted(len(run.plan.clusters), "cluster")
    return {
        "Status": _status(subject),
        "Clusters": f"{clusters} of {counted(len(run.case.pcts), 'PCT')}",
        "Area": ", ".join(run.case.shas) if run.case.scenario.shas else run.geography.title,
        "Compared with": f"{compared[:1].upper()}{compared[1:]}",
        "Solved": day(run.record.get("started")) or "on a day that is not known",
        "Run": run.id,
    }


def _status(subject: Subject) -> str:
    """Return whether the report is one to sign: its signatures are on paper, never here."""
    if subject.run.violations or not subject.run.as_recorded:
        return "Not to be signed as it stands: section 1 says why"
    if not subject.proof.proven:
        return "A draft: not proven, so not yet for signature"
    return "For signature: not yet signed"


def _moment(started: object) -> datetime | None:
    """Return when the run was made; None where the record does not say it."""
    try:
        return datetime.fromisoformat(str(started))
    except ValueError:
        return None
