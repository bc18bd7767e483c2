"""Every topic of what a plan means for people and boards, in the order to read them in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from modelling.case import Case
from modelling.implications.accountability import accountability
from modelling.implications.boards import boards
from modelling.implications.bonuses import bonuses
from modelling.implications.equality import equality
from modelling.implications.functions import functions
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.partners import partners
from modelling.implications.pay import pay
from modelling.implications.posts import posts
from modelling.implications.subject import Subject
from modelling.implications.topic import Topic
from modelling.plan import Plan

TOPICS: Mapping[str, Callable[[Subject], Topic]] = MappingProxyType(
    {
        topic.__name__: topic
        for topic in (posts, pay, bonuses, boards, partners, accountability, functions, equality)
    }
)
"""What makes each topic, by its name."""


def topics(
    plan: Plan,
    case: Case,
    parameters: ImplicationParameters,
    names: Collection[str] | None = None,
) -> tuple[Topic, ...]:
    """Return the topics of those names, or all, for the plan's clusters in the run.

    Raises `InputError` where the parameters name what the geography does not have.
    """
    subject = Subject.of(plan, case, parameters)
    return tuple(make(subject) for name, make in TOPICS.items() if names is None or name in names)
