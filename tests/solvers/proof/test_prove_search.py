"""The proof's own exhaustive search and its combination of counts, against every possibility."""

import random
from itertools import combinations, product

import pytest

from solvers.proof.combining import best_of_the_others, best_sum
from solvers.proof.covering import Search
from solvers.proof.pricing import Column

SETS = [s for size in (2, 3) for s in combinations(range(6), size)]
EVERYONE = 0b111111


def make_columns(seed: int) -> list[Column]:
    """Return columns of two SHAs with random scores; the slack is what the highest has more."""
    rng = random.Random(seed)
    scores = [rng.randint(-50, 50) for _ in SETS]
    sha = [rng.choice(("Alpha", "Beta")) for _ in SETS]
    masks = [sum(1 << p for p in members) for members in SETS]
    rows = zip(masks, scores, sha, strict=True)
    return [Column(max(scores) - score, mask, score, sha) for mask, score, sha in rows]


def best_of_all(
    columns: list[Column], count: int, per_sha: dict[str, tuple[int, int]]
) -> int | None:
    """Return the highest score of any columns that hold each PCT once."""
    return max(
        (
            sum(c.score for c in chosen)
            for chosen in combinations(columns, count)
            if sum(c.mask for c in chosen) == EVERYONE
            and sum(c.mask.bit_count() for c in chosen) == 6
            and all(
                low <= [c.sha for c in chosen].count(sha) <= high
                for sha, (low, high) in per_sha.items()
            )
        ),
        default=None,
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("per_sha", [{}, {"Alpha": (1, 1)}, {"Alpha": (0, 0), "Beta": (3, 3)}])
def test_the_search_finds_the_best_choice_above_the_floor_and_no_other(seed: int, per_sha: dict):
    columns = make_columns(seed)
    for count in (2, 3):
        best = best_of_all(columns, count, per_sha)
        bound = count * max(c.score for c in columns)
        found = Search(count, EVERYONE, per_sha, bound, None).run(columns)
        assert (found and sum(c.score for c in found)) == best
        if best is not None:
            assert Search(count, EVERYONE, per_sha, bound, best).run(columns) is None
            above = Search(count, EVERYONE, per_sha, bound, best - 1).run(columns)
            assert sum(c.score for c in above) == best


@pytest.mark.parametrize("seed", range(30))
def test_the_counts_are_combined_as_well_as_they_can_be(seed: int):
    rng = random.Random(seed)
    tables = [
        {k: rng.randint(-9, 9) for k in range(1, 6) if rng.random() < 0.7}
        for _ in range(rng.randint(1, 4))
    ]
    least = rng.randint(1, 9)
    most = least + rng.randint(0, 4)
    ways = [way for way in product(*tables) if least <= sum(way) <= most]
    sums = [sum(t[k] for t, k in zip(tables, way, strict=True)) for way in ways]
    best = best_sum(tables, least, most)
    assert (best and best[0]) == max(sums, default=None)
    for block, table in enumerate(tables):
        for count in table:
            with_it = [s for s, way in zip(sums, ways, strict=True) if way[block] == count]
            others = best_of_the_others(tables, block, count, least, most)
            assert (None if others is None else others + table[count]) == max(with_it, default=None)
