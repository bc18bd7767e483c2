"""`Topic`: figures about every cluster of a plan, each with its paragraph and its formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "count", "number", "percent", "money", "ratio", "flag"]
"""1,234 / 1,234.5 / 12.3% (of a share) / £1,234 / 5.2 to 1 / yes or no; text as it stands."""


@dataclass(frozen=True, order=True)
class Span:
    """What a figure is at least and at most, where the guidance leaves a range."""

    least: float
    most: float

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise ValueError(f"{self.least} is more than {self.most}")

    def __add__(self, other: Span) -> Span:
        return Span(self.least + other.least, self.most + other.most)

    @property
    def exact(self) -> bool:
        """Whether the range is a single figure."""
        return self.least == self.most

    @classmethod
    def over(cls, values: Iterable[float]) -> Span:
        """Return the range of some figures, of which there is at least one."""
        found = list(values)
        return cls(min(found), max(found))


Value = str | int | float | bool | Span | None
"""A figure; None is one that is not known, which is never nought."""


@dataclass(frozen=True)
class Measure:
    """One figure of a topic.

    key        its name in CSV and JSON
    title      what it is, in full
    kind       how it reads
    paragraph  where the guidance asks for it ("A 5.6" is of its Appendix A), or what else does
    formula    how it is worked out, in words
    source     whose figures it takes and how sure they are, proxies and assumptions named
    short      its heading in narrow tables, the title where there is none
    headline   whether it stands among the figures of the whole plan, saying something of its own
    """

    key: str
    title: str
    kind: Kind
    paragraph: str
    formula: str
    source: str = ""
    short: str = ""
    headline: bool = True

    def filled(self, texts: Mapping[str, str]) -> Measure:
        """Return the measure with these texts in place of their names in braces."""
        own = {name: getattr(self, name) for name in ("title", "formula", "source", "short")}
        return replace(self, **{name: text.format_map(texts) for name, text in own.items()})

    @property
    def heading(self) -> str:
        """What stands over the figure in a table."""
        return self.short or self.title


@dataclass(frozen=True)
class Listing:
    """A longer table of a topic: a row a PCT, a consortium, a trust or a duty.

    about    the column that holds the id of a cluster, none where rows are not about one
    repeats  whether it says again, cluster by cluster, what the topic says elsewhere
    """

    name: str
    title: str
    columns: tuple[Measure, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: str = ""
    note: str = ""
    repeats: bool = False

    def __post_init__(self) -> None:
        if uneven := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"{self.name} has rows of other lengths: {uneven[0]}")

    def of_cluster(self, cluster: str) -> Listing:
        """Return the listing with the rows about one cluster, or all if none is about any."""
        if not self.about:
            return self
        at = [c.key for c in self.columns].index(self.about)
        rows = tuple(row for row in self.rows if row[at] == cluster)
        return Listing(
            self.name, self.title, self.columns, rows, self.about, self.note, self.repeats
        )


Figures = Mapping[str, Value]
"""A value by the key of its measure."""


@dataclass(frozen=True)
class Topic:
    """What a plan means for one thing, by cluster and in all.

    measures    figures that every cluster has, in the order to show them in
    by_cluster  by cluster id, a value for each measure
    total       the same of the whole plan; a key is absent where there is none to speak of
    overall     figures of the whole plan alone, each with its measure
    unknown     by key of a measure that is not known: why, and what to put where
    labels      assumptions and proxies in a few words each, to stand wherever its figures do
    notes       what to bear in mind: assumptions, proxies, readings of the guidance
    boxes       what a person has to confirm: (label, hint)
    listings    longer tables
    """

    name: str
    title: str
    paragraph: str
    about: str
    measures: tuple[Measure, ...]
    by_cluster: Mapping[str, Figures]
    total: Figures = field(default_factory=dict)
    overall: tuple[tuple[Measure, Value], ...] = ()
    unknown: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    boxes: tuple[tuple[str, str], ...] = ()
    listings: tuple[Listing, ...] = ()

    def __post_init__(self) -> None:
        keys = [m.key for m in self.measures]
        for cluster, figures in self.by_cluster.items():
            if sorted(figures) != sorted(keys):
                raise ValueError(f"{self.name}: {cluster} has other figures than the topic")
        for key in self._blank():
            if key not in self.unknown:
                raise ValueError(f"{self.name}: {key} is not known and nothing says why")

    def _blank(self) -> Iterator[str]:
        """Yield the key of every figure that is not known."""
        for figures in (*self.by_cluster.values(), self.total):
            yield from (key for key, value in figures.items() if value is None)
        yield from (measure.key for measure, value in self.overall if value is None)

    @property
    def known(self) -> tuple[Measure, ...]:
        """The measures that are known of some cluster, or of the plan."""
        return tuple(m for m in self.measures if any(v is not None for v in self._values(m.key)))

    def _values(self, key: str) -> Iterator[Value]:
        yield from (figures[key] for figures in self.by_cluster.values())
        yield self.total.get(key)

    def every_measure(self) -> tuple[Measure, ...]:
        """Return the measures by cluster, then those of the plan alone."""
        return (*self.measures, *(measure for measure, _ in self.overall))


def by_cluster_of(
    clusters: Mapping[str, tuple[str, ...]], figures: Callable[[str, tuple[str, ...]], Figures]
) -> Mapping[str, Figures]:
    """Return for every cluster what `figures` says of its id and PCTs."""
    return MappingProxyType({c: MappingProxyType(dict(figures(c, p))) for c, p in clusters.items()})


def summed(by_cluster: Mapping[str, Figures], keys: Iterable[str]) -> dict[str, Value]:
    """Return the sum over clusters of each of those figures, None where one is not known."""
    return {key: total(figures[key] for figures in by_cluster.values()) for key in keys}


def total(values: Iterable[Value]) -> Value:
    """Return the sum of some figures: of ranges end by end, of yes and no how many are yes.

    None where one is not known, since what is not known is not nought.
    """
    whole = Span(0, 0)
    for value in values:
        if value is None:
            return None
        if isinstance(value, str):
            raise TypeError(f"{value!r} is no figure to add up")
        whole += value if isinstance(value, Span) else Span(value, value)
    return whole.least if whole.exact else whole
