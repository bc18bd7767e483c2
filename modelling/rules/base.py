"""`Rule`: what every rule says of itself, of candidate clusters and of a finished plan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import networkx as nx
import numpy as np

from modelling.linear import NoLinearForm, Statement
from modelling.loosening import Change, Ladder, Part, Path

if TYPE_CHECKING:
    from modelling.candidates import Candidates
    from modelling.case import Case
    from modelling.plan import Plan


@dataclass(frozen=True)
class Fault:
    """Something in a scenario that the geography contradicts.

    `path` leads to it inside the rule or objective, as ("exceptions", "5ET").
    """

    path: tuple[str | int, ...]
    message: str
    remedy: str


@dataclass(frozen=True)
class Violation:
    """One breach of one rule by a finished plan, with the PCTs concerned.

    `paragraph` is that of the guidance where it is another than the rule's own, else "".
    """

    rule: str
    message: str
    pcts: tuple[str, ...] = ()
    cluster: str | None = None
    paragraph: str = ""


@dataclass(frozen=True)
class Search:
    """What the search for candidate clusters starts from; rules narrow it before it runs.

    pools          by SHA: the PCTs that a cluster of that SHA may be made of
    graph          PCTs as nodes; a candidate is a connected set of them (None: any set)
    max_pcts       most PCTs a candidate may hold
    max_residents  most residents a candidate may hold

    Only limits that a growing set can never come back from belong here; a rule that is not of
    that kind judges the finished list by its `mask`.
    """

    pools: Mapping[str, tuple[str, ...]]
    graph: nx.Graph | None
    max_pcts: int
    max_residents: int


class Rule(ABC):
    """A rule of a scenario: its own parameters, and what they mean.

    A rule says what it means for candidates by narrowing the search (`narrow`), by a mask over
    the list (`mask`), or both; and once more, for a finished plan (`check`), sharing with these at
    most the reading of a table. `paragraph` is the paragraph of the PCT Cluster Implementation
    Guidance (2011) that it comes from. A `pin` speaks of single PCTs and only judges the finished
    list, which is kept and serves the same scenario with other pins.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    paragraph: ClassVar[str]
    pin: ClassVar[bool] = False

    @property
    def shapes_the_list(self) -> bool:
        """Whether the list of candidates that is kept depends on this rule."""
        kind = type(self)
        return not self.pin and (kind.narrow is not Rule.narrow or kind.mask is not Rule.mask)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield what the geography contradicts in the rule's parameters."""
        yield from ()

    def narrow(self, search: Search, case: Case) -> Search:
        """Return the search with what this rule rules out from the start."""
        return search

    def mask(self, candidates: Candidates, case: Case) -> np.ndarray | None:
        """Return bool (n,), true where the rule allows the candidate; None where it allows all."""
        return None

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield what the rule says of clusters linearly, meaning what `narrow` and `mask` mean.

        Raises `NoLinearForm` where a rule cannot be said so.
        """
        raise NoLinearForm(self.name)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield what can be dropped of the rule by itself; by default only the rule as a whole."""
        yield Part((), f'the rule "{self.title}"')

    def only(self, paths: Collection[Path]) -> Self | None:
        """Return the rule with those of its parts alone, None where nothing is left of it."""
        return self if paths else None

    def allowances(self, case: Case) -> Iterator[Change]:
        """Yield the rule without each thing that it allows, and that thing, a clause."""
        yield from ()

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return how the part at `path` can be loosened, for the sake of `pcts` (all if none)."""
        return Ladder(f'the rule "{self.title}"')

    @abstractmethod
    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield every breach of the rule by a finished plan."""
