"""How many clusters there are, in the nation and in each SHA."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema, model_validator

from geodata.words import counted
from modelling.linear import Counts, Statement
from modelling.loosening import Change, Ladder, Part, Path
from modelling.parameters import Code, Count, Parameters
from modelling.rules.base import Fault, Rule, Violation

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan


def _pair(value: Any) -> Any:
    return (value, value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number_or_pair(value: tuple[int, int]) -> int | list[int]:
    return value[0] if value[0] == value[1] else list(value)


MOST = 1_000_000
"""As many clusters as anybody could ask for: no limit."""

_number = {"type": "integer", "minimum": 1}
Range = Annotated[
    tuple[Count, Count],
    BeforeValidator(_pair),
    PlainSerializer(_number_or_pair),
    WithJsonSchema(
        {"anyOf": [_number, {"type": "array", "items": _number, "minItems": 2, "maxItems": 2}]}
    ),
]
"""A number of clusters, or the least and the most: `50` or `[48, 52]`."""


class ClusterCount(Parameters, Rule):
    """There are "around 50 clusters nationally" (paragraph 8), and as many as each SHA plans.

    `national` is the number over all SHAs in the run, `per_sha` that of single SHAs. A cluster
    with PCTs of two SHAs counts for the SHA, of those that it may belong to, where most of its
    residents live (the first by name if equal).
    """

    name: ClassVar[str] = "cluster_count"
    title: ClassVar[str] = "Number of clusters"
    paragraph: ClassVar[str] = "8"

    national: Range | None = None
    per_sha: Mapping[Code, Range] = {}

    @model_validator(mode="after")
    def _ranges_run_upwards(self) -> ClusterCount:
        for place, span in (("national", self.national), *self.per_sha.items()):
            if span is not None and span[0] > span[1]:
                said = f"{place}: the range [{span[0]}, {span[1]}] runs downwards"
                raise ValueError(f"{said} → write [{span[1]}, {span[0]}]")
        if self.national is None and not self.per_sha:
            raise ValueError("no number is given → add national, per_sha or both")
        return self

    def asked_for(self, shas: Iterable[str]) -> float | None:
        """Return the number of clusters asked for, None if some SHA's is left open.

        The middle of the national range, or else the sum of the middles of every SHA's.
        """
        if self.national is not None:
            return sum(self.national) / 2
        spans = [self.per_sha.get(sha) for sha in shas]
        return None if None in spans else sum(sum(span) / 2 for span in spans if span)

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield SHAs that are unknown or not in the run, and counts by SHA where clusters cross."""
        for sha in self.per_sha:
            yield from case.unknown_shas([sha], ("per_sha", sha))
        if self.per_sha and case.scenario.rules.sha_boundaries is None:
            message = "numbers of clusters by SHA need clusters that stay inside SHA boundaries"
            yield Fault(("per_sha",), message, "add the rule sha_boundaries or remove per_sha")
        outside = sorted(set(self.per_sha) & set(case.geography.shas) - set(case.shas))
        for sha in outside:
            message = f"{sha} is not in the run"
            yield Fault(("per_sha", sha), message, "add it to shas or remove the line")

    def linear(self, case: Case) -> Iterator[Statement]:
        """Yield the numbers asked for."""
        yield Counts(self.national, self.per_sha)

    def parts(self, case: Case) -> Iterator[Part]:
        """Yield the least (where it is more than one) and the most clusters of each number."""
        for place, span in self._spans():
            who = "there are" if place == ("national",) else f"{place[-1]} has"
            if span[0] > 1:
                yield Part((*place, "least"), f"{who} at least {counted(span[0], 'cluster')}")
            if span[1] < MOST:
                yield Part((*place, "most"), f"{who} at most {counted(span[1], 'cluster')}")

    def only(self, paths: Collection[Path]) -> ClusterCount | None:
        """Return the rule with those numbers alone."""
        kept = {}
        for place, (low, high) in self._spans():
            least, most = (*place, "least") in paths, (*place, "most") in paths
            if least or most:
                kept[place] = (low if least else 1, high if most else MOST)
        if not kept:
            return None
        per_sha = {str(place[1]): span for place, span in kept.items() if len(place) > 1}
        return ClusterCount(national=kept.get(("national",)), per_sha=per_sha)

    def ladder(self, path: Path, pcts: Sequence[str], case: Case) -> Ladder:
        """Return one cluster less at a time for a least, one more for a most."""
        place, end = path[:-1], path[-1]
        span = self.national if place == ("national",) else self.per_sha[str(place[1])]
        low, high = span or (1, MOST)
        who = "in all" if place == ("national",) else f"in {place[1]}"

        def change(rung: int) -> Change:
            to = low - 1 - rung if end == "least" else high + 1 + rung
            looser = (to, high) if end == "least" else (low, to)
            order = "ask for" if end == "least" else "allow"
            return Change(self._with(place, looser), f"{order} {counted(to, 'cluster')} {who}")

        rungs = low - 1 if end == "least" else max(0, len(case.pcts) - high)
        return Ladder(f"the {end} clusters {who}", rungs, change)

    def _spans(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        if self.national is not None:
            yield ("national",), self.national
        yield from ((("per_sha", sha), span) for sha, span in self.per_sha.items())

    def _with(self, place: Path, span: tuple[int, int]) -> ClusterCount:
        if place == ("national",):
            return ClusterCount(national=span, per_sha=self.per_sha)
        per_sha = {**self.per_sha, str(place[1]): span}
        return ClusterCount(national=self.national, per_sha=per_sha)

    def check(self, plan: Plan, case: Case) -> Iterator[Violation]:
        """Yield the numbers of clusters that miss what was asked for."""
        found = len(plan.clusters)
        if self.national and not self.national[0] <= found <= self.national[1]:
            yield Violation(self.name, f"{counted(found, 'cluster')}, not {_words(self.national)}")
        if not self.per_sha:
            return
        by_sha = Counter(sha_of_cluster(pcts, case) for pcts in plan.clusters.values())
        for sha, span in self.per_sha.items():
            if not span[0] <= by_sha[sha] <= span[1]:
                message = f"{sha} has {counted(by_sha[sha], 'cluster')}, not {_words(span)}"
                yield Violation(self.name, message)


def _words(span: tuple[int, int]) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"


def sha_of_cluster(pcts: tuple[str, ...], case: Case) -> str:
    """Return the SHA that the cluster counts for (see `ClusterCount`)."""
    rule = case.scenario.rules.sha_boundaries
    offers = rule.exceptions if rule else {}
    home = case.geography.sha_of
    lawful = set(case.shas).intersection(*({home[p], offers.get(p, home[p])} for p in pcts))
    at_home: Counter[str] = Counter()
    for pct in pcts:
        at_home[home[pct]] += case.geography.residents[pct]
    return min(lawful or set(at_home), key=lambda sha: (-at_home[sha], sha))
