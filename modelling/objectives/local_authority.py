"""Clusters keep upper-tier local authorities whole."""

from __future__ import annotations

from typing import ClassVar

from modelling.objectives.cohesion import Cohesion


class LocalAuthority(Cohesion):
    """Cohesion of upper-tier authorities by residents.

    Clusters make "space for new arrangements with Local Authorities" (paragraph 2) and oversee
    Health and Wellbeing Boards (paragraph 14).
    """

    name: ClassVar[str] = "local_authority"
    title: ClassVar[str] = "Local authorities"
    reads: ClassVar[str] = (
        "the chance that two residents of one upper-tier authority share a cluster"
    )
    table: ClassVar[str] = "local_authorities"
    group: ClassVar[str] = "upper_tier_la"
