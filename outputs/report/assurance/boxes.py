"""What paragraphs 6 to 12 ask for that no table shows: a person confirms it, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from outputs.report.blocks import Box

BOXES: Mapping[str, tuple[Box, ...]] = MappingProxyType(
    {
        "6": (
            Box(
                "Each cluster has a single chief executive",
                "accountable across all of it for quality, finance, performance, QIPP and the "
                "development of commissioning",
            ),
            Box(
                "Each cluster has a single executive team with the directors that it must have",
                "finance; commissioning development in its full range; a medical director; a "
                "nurse director",
            ),
            Box(
                "It is clear which director leads on what",
                "performance in the year and QIPP delivery in the medium term; quality and "
                "safety of services; communications; informatics",
            ),
            Box(
                "Directors of Public Health stay local",
                "they are not brought together at cluster level, since public health moves to "
                "upper-tier authorities",
            ),
            Box("The clusters are sensible: no figure says so"),
            Box("Each cluster's team can be sustained until the end of March 2013"),
            Box("All of this is in place by June 2011"),
        ),
        "7": (
            Box("Exceptions to existing arrangements reflect local circumstances or patient flows"),
            Box(
                "No cluster is on the footprint of a consortium as now proposed",
                "the table used here may be a proxy for what is proposed",
            ),
            Box("The configuration is signed off by the NHS Chief Executive", "see section 6"),
        ),
        "8": (
            Box("GP commissioning consortia were engaged on the new clusters in their area"),
            Box("Local authorities were engaged on the new clusters in their area"),
            Box("NHS providers were engaged on the new clusters in their area"),
            Box(
                "They were engaged on all that they were to be engaged on",
                "geography; functions; how clusters support local commissioning and partnership "
                "through consortia and Health and Wellbeing Boards",
            ),
        ),
        "9": (
            Box(
                "Chief executives and executive teams are appointed by a transparent and "
                "appropriate process"
            ),
            Box("The appointments have national oversight"),
            Box(
                "The NHS Top Leaders programme supports candidates and teams where appropriate",
            ),
        ),
        "10": (
            Box(
                "Clusters take part in, and take on, the integrated plans for 2011/12",
                "this and the three below at the earliest opportunity",
            ),
            Box("Clusters take on the implementation of QIPP plans"),
            Box("Clusters take on the development and support of consortia"),
            Box("Clusters take on the commissioning side of the foundation trust pipeline"),
        ),
        "11": (
            Box("Clusters can meet the National Quality Board's requirements on quality in change"),
            Box("Clusters can promote the Equality Delivery System"),
            Box(
                "Every statutory duty is handled clearly, explicitly and effectively",
                "among them safeguarding, equality and diversity, information governance",
            ),
            Box("Due regard is paid to the Equality Act 2010", "see the figures in section 4"),
        ),
        "12": (
            Box(
                "The Department of Health's assurance process has found these arrangements secure",
                "early in 2011/12",
            ),
        ),
    }
)
"""Boxes by paragraph, in our own words."""
