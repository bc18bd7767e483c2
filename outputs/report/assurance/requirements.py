"""Paragraphs 6 to 12, each with what the run shows of it and what a person has to confirm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from geodata.words import counted
from outputs.report.assurance.base import Finding, Requirements
from outputs.report.assurance.boxes import BOXES
from outputs.report.assurance.geography import (
    around_fifty,
    exceptions,
    large_consortia,
    new_clusters,
    off_footprints,
    on_what_exists,
    patient_flows,
)
from outputs.report.assurance.shape import (
    authorities_whole,
    can_last,
    every_pct_once,
    in_one_piece,
    one_sha_leads,
)
from outputs.report.subject import Subject

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "6": "What every cluster has by June 2011",
        "7": "The geography of clusters",
        "8": "Partners, and the number of clusters",
        "9": "Appointments",
        "10": "Plans and development",
        "11": "Quality, equality and statutory duties",
        "12": "Assurance",
    }
)


def boards_kept(subject: Subject) -> Finding:
    """Return the statutory bodies whose duties one team has to see to."""
    asked = "PCTs stay the statutory bodies whose duties are to be handled"
    most = max(subject.clusters, key=lambda c: len(c.pcts))
    said = (
        f"A plan merges no PCT: {counted(len(subject.case.pcts), 'board')} remain, and one team "
        f"serves up to {len(most.pcts)} ({most.name})."
    )
    return Finding(asked, "Figures only", said)


SHOWN: Mapping[str, tuple[Callable[[Subject], Finding], ...]] = MappingProxyType(
    {
        "6": (every_pct_once, one_sha_leads, in_one_piece, can_last, authorities_whole),
        "7": (on_what_exists, exceptions, patient_flows, off_footprints, large_consortia),
        "8": (around_fifty, new_clusters),
        "11": (boards_kept,),
    }
)
"""What a run shows, by paragraph; of the others it shows nothing."""


def requirements(subject: Subject) -> tuple[Requirements, ...]:
    """Return every paragraph from 6 to 12."""
    return tuple(
        Requirements(
            paragraph=paragraph,
            title=title,
            findings=tuple(find(subject) for find in SHOWN.get(paragraph, ())),
            boxes=BOXES[paragraph],
        )
        for paragraph, title in TITLES.items()
    )
