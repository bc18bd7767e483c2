"""What a sweep came to, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from geodata.words import counted
from outputs.answers.alternatives_wording import share
from outputs.report.blocks import Block, Items, Paragraph, Section
from outputs.sweeps.findings import Findings
from outputs.sweeps.troubles import unproven
from outputs.sweeps.wording import NO_BEST, effects_title, in_store
from outputs.wording import objective_title

OVER: Mapping[str, str] = MappingProxyType(
    {
        "grid": " over the same combinations of the other fields",
        "sample": " among the samples",
    }
)


def brief_section(findings: Findings) -> Section:
    """Return the section."""
    return Section("In brief", tuple(_blocks(findings)))


def _blocks(findings: Findings) -> Iterator[Block]:
    reading = findings.reading
    yield Paragraph(in_store(reading), "warning" if reading.unfinished else "lead")
    if reading.changed:
        yield Paragraph(
            f"The tables of {reading.geography.title} have changed since the sweep was begun. "
            "Plans and scores are as they were found then; names and maps are of the tables now.",
            "warning",
        )
    yield Items(tuple(sentences(findings)))
    yield Paragraph(
        "Shares are of the scenarios that have a plan, each counted once: a sweep that asks one "
        "thing more often than another weighs it more. They say how far the choices made here "
        f"agree, and nothing of how likely a plan is to be right. {NO_BEST}",
        "remark",
    )


def sentences(findings: Findings) -> Iterator[str]:
    """Yield what a reader should know first."""
    reading = findings.reading
    if not reading.plans:
        yield "No scenario has a plan: the reasons are below."
        return
    first, solved = reading.plans[0], len(reading.solved)
    if len(reading.plans) == 1:
        yield f"All {counted(solved, 'scenario')} with a plan have the same one."
    else:
        yield (
            f"{counted(len(reading.plans), 'different plan')} came up in the "
            f"{counted(solved, 'scenario')} with a plan. The most frequent, plan 1, is that of "
            f"{len(first.scenarios):,} ({share(first.share)})."
        )
    yield from _settled(findings)
    yield from _unbeaten(findings)
    yield from _strongest(findings)
    yield from _without(findings)


def _settled(findings: Findings) -> Iterator[str]:
    settled = sum(place.settled for place in findings.places)
    yield (
        f"{settled:,} of {counted(len(findings.places), 'PCT')} "
        f"{'is' if settled == 1 else 'are'} in the same cluster in every one of them."
    )


def _unbeaten(findings: Findings) -> Iterator[str]:
    if len(findings.compared_by) < 2 or not findings.points:
        return
    kept, alike = len(findings.unbeaten), len(findings.unbeaten_alike)
    yield (
        f"{kept:,} of the {counted(len(findings.points), 'plan')} "
        f"{'is' if kept == 1 else 'are'} not beaten by any other: none is better in one of the "
        "scores weighed and worse in none."
        + (f" {alike:,} are not beaten by any with as many clusters." if alike > kept else "")
    )


def _strongest(findings: Findings) -> Iterator[str]:
    """Yield for each weighed score the field of the grid or the samples that moves it most."""
    for name in findings.compared_by:
        moving = [(e.spread, of) for of in findings.effects if (e := of.on(name)) is not None]
        spread, strongest = max(moving, key=lambda item: item[0], default=(0.0, None))
        if strongest is not None and spread >= 0.0005:
            yield (
                f"The score of {objective_title(name)} moves most with "
                f"{effects_title(strongest, findings.effects)}: between its values here the "
                f"average differs by {spread:.3f}{OVER[strongest.part]}."
            )


def _without(findings: Findings) -> Iterator[str]:
    for found, words in (
        (findings.infeasible, "impossible: no plan keeps every rule"),
        (findings.failed, "not solved: the program failed"),
        (findings.stopped, "cut short before a plan was found"),
    ):
        many = sum(len(trouble.scenarios) for trouble in found)
        if many:
            yield f"{counted(many, 'scenario')} {'is' if many == 1 else 'are'} {words}."
    if open_ := len(unproven(findings.reading)):
        verb = "is" if open_ == 1 else "are"
        yield f"{counted(open_, 'scenario')} {verb} solved, but the plan is not proven best."
