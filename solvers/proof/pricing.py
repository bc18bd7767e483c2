"""What the certificate's prices prove of every number of clusters of a block, by duality.

Let a block be divided into k lawful clusters S. For any prices π_i of its PCTs, λ of a cluster and
μ_h of a cluster in SHA h, with c_h the clusters there and G the most that any lawful cluster's
score exceeds its price Σ_{i∈S} π_i + λ + μ_h,

    Σ_S score(S) <= Σ_i π_i + λ k + Σ_h max over h's range of μ_h c_h + k G.

Every PCT is paid for once, so nothing is assumed of the prices but that they are numbers. The same
with every score taken as 0 proves that no such plan exists where the right side is below 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from solvers.proof.listing import Pool
from solvers.proof.rulebook import Count

Tell = Callable[[str], None]
TOLD_EVERY = 200_000


@dataclass(frozen=True)
class Prices:
    """The prices that a certificate gives for one number of clusters, in units.

    worth  1 where clusters are worth their score, 0 where every score is taken as 0
    """

    pct: Mapping[str, int]
    cluster: int
    sha: Mapping[str, int]
    worth: int

    def of_pool(self, pool: Pool) -> tuple[list[int], int]:
        """Return the price of each PCT of the pool, and of a cluster there."""
        each = self.cluster + self.sha.get(pool.sha, 0)
        return [self.pct[p] for p in pool.pcts], each

    def fixed(self, count: int, per_sha: Mapping[str, Count]) -> int:
        """Return Σ_i π_i + λ k + Σ_h max over h's range of μ_h c_h."""
        shas = sum(max(m * n for n in per_sha[sha]) for sha, m in self.sha.items())
        return sum(self.pct.values()) + self.cluster * count + shas


@dataclass
class Survey:
    """What one listing of a block's lawful clusters found.

    listed  lawful clusters of each SHA
    gains   for each of the prices: the most that a cluster's score exceeds its price, None
            where there is no cluster
    sizes, people  the fewest and the most PCTs, and residents, of a cluster
    """

    gains: list[int | None]
    listed: dict[str, int] = field(default_factory=dict)
    sizes: tuple[int, int] = (0, 0)
    people: tuple[int, int] = (0, 0)


def survey(pools: Sequence[Pool], priced: Sequence[Prices], tell: Tell) -> Survey:
    """List every lawful cluster of a block once, and price it by each of the prices."""
    found = Survey([None] * len(priced))
    sizes: set[int] = set()
    fewest, most = -1, -1
    for pool in pools:
        rows = [(r, p.worth, *p.of_pool(pool)) for r, p in enumerate(priced)]
        best: list[int | None] = list(found.gains)
        number = 0
        for _, people, score, members in pool.lawful():
            number += 1
            if number % TOLD_EVERY == 0:
                tell(f"{pool.sha}: {number:,} lawful clusters priced")
            sizes.add(len(members))
            most = max(most, people)
            if people < fewest or fewest < 0:
                fewest = people
            for r, worth, price, each in rows:
                gain = score * worth - each - sum([price[b] for b in members])
                top = best[r]
                if top is None or gain > top:
                    best[r] = gain
        found.gains = best
        found.listed[pool.sha] = number
    if sizes:
        found.sizes, found.people = (min(sizes), max(sizes)), (fewest, most)
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """A lawful cluster that the prices leave: what a plan that uses it loses of the bound."""

    slack: int
    mask: int
    score: int
    sha: str


def survivors(
    pools: Sequence[Pool], prices: Prices, most_gain: int, reach: int | None, order: Sequence[str]
) -> list[Column]:
    """Return the lawful clusters whose slack is below `reach` (None: all of them).

    Masks are over `order`, the PCTs of the block; the least slack comes first.
    """
    at = {pct: b for b, pct in enumerate(order)}
    columns = []
    for pool in pools:
        price, each = prices.of_pool(pool)
        bits = [1 << at[p] for p in pool.pcts]
        for _, _, score, members in pool.lawful():
            asked = each + sum([price[b] for b in members])
            slack = most_gain - (score * prices.worth - asked)
            if reach is None or slack < reach:
                columns.append(Column(slack, sum([bits[b] for b in members]), score, pool.sha))
    return sorted(columns, key=lambda column: (column.slack, column.mask))


def possible_counts(
    pcts: int, residents: int, per_sha: Mapping[str, Count], shas: Iterable[str], found: Survey
) -> range:
    """Return the numbers of clusters that SHA counts and the clusters' sizes leave."""
    shas = tuple(shas)
    if not any(found.listed.values()):
        return range(0)
    asked = [per_sha[sha] for sha in shas if sha in per_sha]
    least = max(1, sum(low for low, _ in asked))
    most = sum(high for _, high in asked) if len(asked) == len(shas) else pcts
    most = min(most, pcts)
    for whole, (smallest, largest) in ((pcts, found.sizes), (residents, found.people)):
        least = max(least, -(-whole // max(1, largest)))
        if smallest:
            most = min(most, whole // smallest)
    return range(least, most + 1)
