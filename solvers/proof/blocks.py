"""`BlockProof`: what is proven of one block at every number of clusters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from solvers.proof.covering import Search
from solvers.proof.exact import UNIT, up
from solvers.proof.listing import Pool
from solvers.proof.measure import Measure
from solvers.proof.pricing import Prices, Survey, Tell, possible_counts, survey, survivors
from solvers.proof.rulebook import Cluster, Rulebook


@dataclass(frozen=True)
class Claim:
    """What the certificate says of one number of clusters of a block.

    prices, bound  the bound that they are said to give, in units; None where they are said to
                   prove that there is no such plan
    best           the clusters of the best plan found, None where there is none
    """

    block: str
    count: int
    prices: Prices
    bound: int | None
    best: tuple[Cluster, ...] | None
    survivors: int | None


class BlockProof:
    """Bounds of one block by number of clusters, made exact where that is asked for.

    upper  by number of clusters: the most that a plan can score, in units; a count that is left
           out is impossible
    """

    def __init__(self, shas: tuple[str, ...], book: Rulebook, whole: Measure) -> None:
        self.name = " + ".join(shas)
        self.shas = shas
        self.pools = [Pool(sha, book.pools[sha], book, whole) for sha in shas]
        self.pcts = tuple(sorted({p for pool in self.pools for p in pool.pcts}))
        self.per_sha = {sha: book.per_sha[sha] for sha in shas if sha in book.per_sha}
        self.searched = 0
        self.upper: dict[int, int] = {}
        self.exact: dict[int, tuple[Cluster, ...]] = {}
        self._book, self._whole = book, whole
        self._prices_of: dict[int, tuple[Prices, int]] = {}
        self._found = Survey([])
        self.counts = range(0)

    @property
    def listed(self) -> Mapping[str, int]:
        """Lawful clusters of each SHA."""
        return self._found.listed

    def bound_all_counts(self, claims: Iterable[Claim], tell: Tell) -> list[str]:
        """List every lawful cluster, bound every count, and return which claims do not hold."""
        claims = list(claims)
        worth = [_worth(c.prices, 1) for c in claims]
        worthless = [_worth(c.prices, 0) for c in claims if c.bound is None]
        self._found = survey(self.pools, worth + worthless, tell)
        gains = self._found.gains
        residents = sum(self._book.facts.residents[p] for p in self.pcts)
        shape = (len(self.pcts), residents, self.per_sha, self.shas)
        self.counts = possible_counts(*shape, self._found)
        for count in self.counts:
            self._bound(count, zip(worth, gains, strict=False))
        barren = list(zip(worthless, gains[len(worth) :], strict=True))
        for count in [k for k in self.upper if any(self._impossible(k, *b) for b in barren)]:
            del self.upper[count]
        faults = (self._broken(claim, gain) for claim, gain in zip(claims, gains, strict=False))
        return [fault for fault in faults if fault]

    def value_of(self, clusters: Iterable[Cluster]) -> int:
        """Return the score of some clusters in units, rounded up."""
        return sum(up(self._whole.of_cluster(c)) for c in clusters)

    def settle(self, count: int, floor: int | None, known: tuple[Cluster, ...] | None) -> None:
        """Search for plans of `count` clusters that score more than `floor`, and lower the bound.

        `known` is a lawful plan that raises the floor to its own score; None stands for no floor.
        Raises `TooManyError` when the prices leave too many candidates.
        """
        own = None if known is None else self.value_of(known)
        if own is not None and (floor is None or own >= floor):
            floor, self.exact[count] = own, known or ()
        bound = self.upper[count]
        prices, most_gain = self._prices_of[count]
        reach = None if floor is None else bound - floor
        columns = survivors(self.pools, prices, most_gain, reach, self.pcts)
        self.searched += len(columns)
        search = Search(count, (1 << len(self.pcts)) - 1, self.per_sha, bound, floor)
        better = search.run(columns)
        if better is not None:
            self.exact[count] = tuple(self._cluster(column.mask) for column in better)
            self.upper[count] = sum(column.score for column in better)
        elif floor is None:
            del self.upper[count]
        else:
            self.upper[count] = min(bound, floor)

    def _bound(self, count: int, priced: Iterable[tuple[Prices, int | None]]) -> None:
        for prices, gain in priced:
            if gain is None:
                continue
            bound = prices.fixed(count, self.per_sha) + count * gain
            if count not in self.upper or bound < self.upper[count]:
                self.upper[count] = bound
                self._prices_of[count] = (prices, gain)

    def _impossible(self, count: int, prices: Prices, gain: int | None) -> bool:
        return gain is not None and prices.fixed(count, self.per_sha) + count * gain < 0

    def _broken(self, claim: Claim, gain: int | None) -> str | None:
        """Say what is wrong with the bound that a claim's prices are said to give."""
        where = f"the prices of {self.name} at {clusters(claim.count)}"
        if claim.bound is None:
            if claim.count in self.upper:
                return f"{where} do not prove that there is no such plan"
            return None
        given = claim.prices.fixed(claim.count, self.per_sha) + claim.count * max(0, gain or 0)
        sizes = sum(map(abs, claim.prices.pct.values())) + abs(claim.prices.cluster) * claim.count
        if abs(given - claim.bound) * 10**9 <= UNIT + sizes:
            return None
        return f"{where} give a bound of {shown(given)}, not {shown(claim.bound)}"

    def _cluster(self, mask: int) -> Cluster:
        return frozenset(p for b, p in enumerate(self.pcts) if mask >> b & 1)


def read_claims(certificate: Mapping[str, Any], blocks: Iterable[BlockProof]) -> list[Claim]:
    """Return what a certificate claims of the blocks.

    Raises `ValueError`, `TypeError` or `KeyError` where it is not made like a certificate.
    """
    pcts = {block.name: set(block.pcts) for block in blocks}
    per_sha = {block.name: set(block.per_sha) for block in blocks}
    denominator = int(certificate["denominator"])
    claims = []
    for row in certificate["counts"]:
        name, count, said = row["block"], int(row["count"]), row["prices"]
        where = f"{name} at {clusters(count)}"
        if name not in pcts:
            raise ValueError(f"there is no block {name} under these rules")
        if set(said["pct"]) != pcts[name] or set(said["sha"]) != per_sha[name]:
            raise ValueError(f"{where} lacks the prices of some PCT or SHA")
        prices = Prices(
            {pct: _units(price, denominator) for pct, price in said["pct"].items()},
            _units(said["cluster"], denominator),
            {sha: _units(price, denominator) for sha, price in said["sha"].items()},
            worth=1,
        )
        best = None if row["best"] is None else tuple(map(frozenset, row["best"]))
        bound = None if row["bound"] is None else _units(row["bound"], denominator)
        claims.append(Claim(name, count, prices, bound, best, row["survivors"]))
    return claims


def clusters(count: int) -> str:
    """Return "1 cluster" or "5 clusters"."""
    return f"{count:,} cluster{'s' * (count != 1)}"


def shown(units: int) -> str:
    """Return a score for a message."""
    return f"{units / UNIT:.9f}"


def _worth(prices: Prices, worth: int) -> Prices:
    return Prices(prices.pct, prices.cluster, prices.sha, worth)


def _units(value: Any, denominator: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a whole number")
    return value * UNIT // denominator
