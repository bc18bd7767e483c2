"""`Finding`: one requirement of the guidance, and what a run shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from outputs.report.blocks import Box
from outputs.report.subject import Subject

Answer = Literal["Yes", "No", "Figures only", "Not asked for", "Not known"]
"""Met or not, by this run's own figures; figures that a reader has to judge; or neither."""

MOST_NAMED = 6


@dataclass(frozen=True)
class Finding:
    """What a run shows of one requirement of one paragraph; `evidence` says by what figures."""

    requirement: str
    answer: Answer
    evidence: str


@dataclass(frozen=True)
class Requirements:
    """A paragraph of the guidance: what a run shows of it, and what a person has to confirm."""

    paragraph: str
    title: str
    findings: tuple[Finding, ...]
    boxes: tuple[Box, ...]


def named(names: list[str]) -> str:
    """Return "A; B", or "A; B; ...; and 3 others" where there are many."""
    more = len(names) - MOST_NAMED
    return "; ".join([*names[:MOST_NAMED], *([f"and {more} others"] if more > 0 else [])])


def broken_by(rule: str, subject: Subject) -> list[str]:
    """Return what breaks a rule of the run's scenario, by the rule's own check."""
    return [v.message for v in subject.run.violations if v.rule == rule]
