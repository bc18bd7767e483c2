"""The duties of clusters, PCTs and consortia in the transition: paragraph 14, in our own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CLUSTERS, PCTS, CONSORTIA = "Cluster", "PCTs", "Consortia"
BODIES = (CLUSTERS, PCTS, CONSORTIA)
YEARS = ("2011/12", "2012/13")
JUNE = "June 2011"


@dataclass(frozen=True)
class Duty:
    """One duty: its function, whose it is, in which year, by when if that is said, and what."""

    function: str
    body: str
    year: str
    by: str
    what: str


_Years = tuple[tuple[str, ...], tuple[str, ...]]
"""What is done in 2011/12 and in 2012/13; a "*" marks what is to be in place by June 2011."""

_STAFF: _Years = (
    ("Agree with the cluster who is assigned to consortia to help them develop",),
    ("Once authorised, employ more and more staff directly, also by TUPE transfer",),
)
_SUPPORT = ("Make people and systems available for commissioning, with the cluster",)
_TRANSFER = ("Move people and skills to the new arrangements, with the cluster",)
_EMPLOYER = (
    "Help the cluster to manage the transition of people",
    "As employers, keep to employment law and good practice, consultation included",
)
_NEEDS = (
    "Work on the Joint Strategic Needs Assessment with public health and local authorities",
    "Keep emergency planning resilient",
    "Create the local part of the new public health service with the Department of Health",
    "Develop Healthwatch with the Department of Health and local partners",
)
_JOINT = "Oversee that joint working goes on, and engagement with patients and groups seldom heard"

_TABLE: dict[str, dict[str, _Years]] = {
    "Integrated plans": {
        CLUSTERS: (
            (
                "*Oversee and manage the 2011/12 plans of PCTs",
                "Oversee what PCTs put into the foundation trust pipeline",
            ),
            (
                "Develop and deliver the integrated plans of 2012/13",
                "Give commissioning intentions for sign-off in the foundation trust pipeline",
            ),
        ),
        PCTS: (
            (
                "Carry out the 2011/12 plans locally, guided by the cluster",
                "Develop the 2012/13 plans, guided by the cluster",
            ),
            ("Carry out the 2012/13 plans locally, guided by the cluster",),
        ),
        CONSORTIA: (
            (
                "As far as developed, own more and more of the delivery of the 2011/12 plans",
                "As far as developed, take a growing part in making the 2012/13 plans",
            ),
            (
                "As far as developed, own more and more of the delivery of the 2012/13 plans",
                "Lead in making the 2013/14 plans",
            ),
        ),
    },
    "Direct commissioning": {
        CLUSTERS: (
            (
                "*Oversee and manage the 2011/12 contracts and meet the Operating Framework",
                "Negotiate the 2012/13 contracts",
            ),
            (
                "Oversee and manage the 2012/13 contracts and meet the framework or mandate",
                "Help consortia to negotiate the 2013/14 contracts",
                "Negotiate what the NHS Commissioning Board will commission, and prepare its "
                "oversight",
            ),
        ),
        PCTS: (
            (
                "Agree the 2011/12 contracts",
                "*Manage delivery in 2011/12 as the cluster requires",
                "Agree and deliver primary care contracts",
                "Annual accounts",
                "Give commissioning intentions for sign-off in the foundation trust pipeline",
            ),
            (
                "Manage delivery in 2012/13 as the cluster requires",
                "Annual accounts",
                "Give commissioning intentions for sign-off in the foundation trust pipeline",
            ),
        ),
        CONSORTIA: (
            (
                "Take part in negotiating the 2011/12 contracts",
                "As far as possible, manage agreed parts of the 2011/12 contracts",
            ),
            (
                "As far as possible, take part in negotiating and managing the 2012/13 contracts",
                "As far as possible, lead in negotiating the 2013/14 contracts",
            ),
        ),
    },
    "Medium-term QIPP plans": {
        CLUSTERS: (
            (
                "*Own and lead the QIPP plans of the cluster",
                "Manage the medium-term QIPP plans and keep them up to date",
            ),
            (
                "Manage the medium-term QIPP plans and keep them up to date",
                "Hand the QIPP process for 2014 onwards to consortia",
            ),
        ),
        PCTS: (
            (
                "Hand their QIPP plans to the cluster",
                "As the cluster requires, lead the changes of services in QIPP plans",
            ),
            ("As the cluster requires, lead the changes of services in QIPP plans",),
        ),
        CONSORTIA: (
            ("Engage with the local QIPP plans and own them",),
            (
                "As agreed with the cluster, lead changes of services in QIPP plans",
                "Develop the approach to QIPP beyond 2013",
            ),
        ),
    },
    "Closing down PCTs": {
        CLUSTERS: (
            ("Lead the consolidation of capacity and capability across the cluster",),
            (
                "Pass all that is left of the PCTs' functions to the NHS Commissioning Board and "
                "consortia smoothly",
            ),
        ),
        PCTS: (_TRANSFER, _TRANSFER),
        CONSORTIA: _STAFF,
    },
    "Developing consortia, and wider reform": {
        CLUSTERS: (
            (
                "*Support the development of pathfinders",
                "With the Provider Development Authority, tie commissioning and QIPP plans to the "
                "foundation trust pipeline",
            ),
            (
                "Support consortia and, as the NHS Commissioning Board requires, their assessment "
                "and what is left to settle in their formation",
                "With the Provider Development Authority, tie commissioning and QIPP plans to the "
                "foundation trust pipeline",
            ),
        ),
        PCTS: (
            (
                "Hand the development of consortia to the cluster",
                "As the cluster requires, support the development of consortia",
            ),
            ("As the cluster requires, support the development of consortia",),
        ),
        CONSORTIA: (("Develop locally",), ("Apply formally, and be assessed",)),
    },
    "Commissioning support for consortia": {
        CLUSTERS: (
            (
                "*Keep commissioning capacity available throughout",
                "With the SHA's development team, consortia and other clusters, develop forms of "
                "organisation for commissioning support and begin with them",
                "With clinical networks, find and set up their part in commissioning",
            ),
            (
                "Keep commissioning capacity available throughout",
                "With the NHS Commissioning Board, set up new forms of commissioning support",
            ),
        ),
        PCTS: (_SUPPORT, _SUPPORT),
        CONSORTIA: (
            (
                "Engage with the first offer of commissioning support",
                "Help to design what commissioning support may be later",
            ),
            ("Choose commissioning support and place contracts for it",),
        ),
    },
    "Governance": {
        CLUSTERS: (
            (
                "See that all statutory duties of PCTs are covered",
                "Keep the executive in line with the governance and delegation agreed",
            ),
            (
                "Prepare the handover of statutory responsibilities to the NHS Commissioning Board "
                "and consortia",
            ),
        ),
        PCTS: (("Set up the governance of their boards", "Set up schemes of delegation"), ()),
        CONSORTIA: (
            ("Understand local governance and delegation, and engage with them",),
            (
                "Take on more as they become statutory bodies, with budgets that PCTs hand over on "
                "their way out",
            ),
        ),
    },
    "Keeping talent, and supporting people": {
        CLUSTERS: (
            ("*Lead in helping PCT staff to secure a future through the transition",),
            ("Finish helping PCT staff to secure a future through the transition",),
        ),
        PCTS: (_EMPLOYER, _EMPLOYER),
        CONSORTIA: _STAFF,
    },
    "Local government and other partners": {
        CLUSTERS: (
            (_JOINT, "Oversee the development of health and wellbeing boards", *_NEEDS),
            (_JOINT, "Work with the developing health and wellbeing boards", *_NEEDS),
        ),
        PCTS: (
            (
                "Keep up joint working, and engagement with patients and groups seldom heard",
                "Plan how public health moves to the national service and local authorities",
            ),
            (
                "Keep up joint working and engagement, and hand them over to consortia and health "
                "and wellbeing boards",
                "Support the health and wellbeing boards",
                "Transfer public health to the national service and local authorities",
            ),
        ),
        CONSORTIA: (
            ("Engage with joint working and commissioning as above",),
            ("Be strategic partners of local government, health and wellbeing boards and others",),
        ),
    },
}


def duties() -> Iterator[Duty]:
    """Yield every duty of the paragraph's table, in its order: by function, body and year."""
    for function, bodies in _TABLE.items():
        for body in BODIES:
            for year, done in zip(YEARS, bodies[body], strict=True):
                for what in done:
                    by = JUNE if what.startswith("*") else ""
                    yield Duty(function, body, year, by, what.lstrip("*"))
