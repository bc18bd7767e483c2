"""What the record and the certificate state of single numbers of clusters, held against proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from solvers.proof.blocks import BlockProof, Claim, clusters, shown
from solvers.proof.covering import TooManyError
from solvers.proof.exact import rational, up
from solvers.proof.rulebook import Cluster, Rulebook

ROUNDING = up(rational("1e-9"))
"""Bounds are stated as the engine's floating-point prices gave them."""

Key = tuple[str, int]


def claims_match(
    record: Mapping[str, Any], claims: Sequence[Claim], blocks: Sequence[BlockProof]
) -> Iterator[str]:
    """Yield where the record and the certificate speak of different counts or plans."""
    stated = _stated(record)
    claimed = {(claim.block, claim.count): claim for claim in claims}
    if len(stated) != len(record["counts"]) or len(claimed) != len(claims):
        yield "a number of clusters of an SHA stands twice in the record or the certificate"
    for block, count in sorted(stated.keys() - claimed.keys()):
        yield f"certificate.json lacks {block} at {clusters(count)}, which outcome.json states"
    for block, count in sorted(claimed.keys() - stated.keys()):
        yield f"outcome.json lacks {block} at {clusters(count)}, which certificate.json proves"
    for block in sorted({b.name for b in blocks} - {c.block for c in claims}):
        yield f"certificate.json says nothing of {block}"
    for key in sorted(stated.keys() & claimed.keys()):
        if stated[key]["survivors"] != claimed[key].survivors:
            where = f"{key[0]} at {clusters(key[1])}"
            yield f"outcome.json and certificate.json differ in the survivors of {where}"


def bests_are_plans(
    record: Mapping[str, Any], claims: Sequence[Claim], blocks: Sequence[BlockProof], book: Rulebook
) -> Iterator[str]:
    """Yield where a best plan found is unlawful, or does not score what is stated."""
    by_name = {block.name: block for block in blocks}
    stated = _stated(record)
    for claim in claims:
        where = f"the best plan of {claim.block} at {clusters(claim.count)}"
        said = stated[claim.block, claim.count]["best"]
        if (claim.best is None) != (said is None):
            yield f"{where} stands in only one of outcome.json and certificate.json"
        if claim.best is None or said is None:
            continue
        block = by_name[claim.block]
        yield from (f"{where}: {fault}" for fault in _unlawful(claim.best, claim, block, book))
        value = block.value_of(claim.best)
        if abs(value - up(rational(said))) > ROUNDING:
            yield f"{where} scores {shown(value)}, not {float(said):.9f} as outcome.json says"


def bounds_hold(
    record: Mapping[str, Any], claims: Sequence[Claim], blocks: Sequence[BlockProof]
) -> Iterator[str]:
    """Yield every stated bound that some plan exceeds, searching where prices do not suffice."""
    by_name = {block.name: block for block in blocks}
    for row in record["counts"]:
        block, count = by_name[row["block"]], row["count"]
        claim = next(c for c in claims if (c.block, c.count) == (row["block"], count))
        where = f"{block.name} at {clusters(count)}"
        floor = None if row["bound"] is None else up(rational(row["bound"])) + ROUNDING
        if claim.best is not None and floor is not None and floor < block.value_of(claim.best):
            yield f"the bound of {where} is below its best plan"
            continue
        if count not in block.upper or (floor is not None and block.upper[count] <= floor):
            continue
        try:
            block.settle(count, floor, None)
        except TooManyError:
            yield f"the prices of {where} leave too many candidates to search: nothing is proven"
            continue
        if count in block.upper and (floor is None or block.upper[count] > floor):
            limit = "no plan" if floor is None else f"at most {float(row['bound']):.9f}"
            yield f"{where} can score {shown(block.upper[count])}; outcome.json says {limit}"


def _unlawful(
    best: tuple[Cluster, ...], claim: Claim, block: BlockProof, book: Rulebook
) -> Iterator[str]:
    covered = sorted(pct for cluster in best for pct in cluster)
    if covered != list(block.pcts):
        yield "it does not hold every PCT once"
        return
    if len(best) != claim.count:
        yield f"it has {clusters(len(best))}"
    homes = [book.home(cluster) for cluster in best]
    for sha, (low, high) in block.per_sha.items():
        if not low <= homes.count(sha) <= high:
            yield f"it has {clusters(homes.count(sha))} in {sha}"
    for cluster in best:
        for fault in book.faults:
            said = fault(cluster)
            if said:
                yield f"the cluster of {', '.join(sorted(cluster))} {said}"


def _stated(record: Mapping[str, Any]) -> dict[Key, Mapping[str, Any]]:
    return {(row["block"], row["count"]): row for row in record["counts"]}
