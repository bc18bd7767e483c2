"""Samples of a sweep: one in every part of a range, readable, and the same everywhere."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from math import ulp

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from modelling.sweep import Sample
from modelling.sweep_sampling import drawn

thorough = settings(max_examples=80, deadline=None, derandomize=True)
counts = st.integers(1, 400)
ends = st.floats(-1e300, 1e300)
wholes = st.integers(-(10**6), 10**6)


def values(low: float, high: float, count: int, whole: bool = False, **more: object) -> list:
    """Return what is drawn of one field."""
    said = {"count": count, "seed": 1, "fields": {"a": [low, high]}} | more
    return [said["a"] for said in drawn(Sample.model_validate(said), {"a"} if whole else ())]


def part_of(value: float, low: float, high: float, count: int) -> int:
    """Return the part of a range that holds a value, worked out exactly."""
    at = (Fraction(value) - Fraction(low)) / (Fraction(high) - Fraction(low))
    return int(at * count) if at >= 0 else -1


@thorough
@given(ends, ends, counts, st.integers(0, 2**32 - 1))
@example(0.5, 2.0, 400, 1)
@example(0.0, 1e-12, 400, 1)
@example(-1e300, 1e300, 400, 1)
@example(1e-310, 2e-310, 100, 1)
@example(1.0, 1.0 + 2**-40, 400, 1)
def test_every_part_of_any_range_has_exactly_one_value(
    one: float, other: float, count: int, seed: int
) -> None:
    low, high = sorted((one, other))
    assume((Fraction(high) - Fraction(low)) / count > 2 * Fraction(ulp(max(-low, high))))
    found = values(low, high, count, seed=seed)
    assert sorted(part_of(v, low, high, count) for v in found) == list(range(count))


def test_no_part_is_left_empty_by_as_many_samples_as_a_sweep_may_have() -> None:
    found = values(0.5, 2.0, 100_000)
    assert sorted(part_of(v, 0.5, 2.0, 100_000) for v in found) == list(range(100_000))


@thorough
@given(wholes, wholes, counts)
def test_whole_numbers_are_shared_out_among_the_parts(one: int, other: int, count: int) -> None:
    low, high = sorted((one, other))
    numbers = high - low + 1
    found = sorted(values(low, high, count, whole=True))
    assert all(isinstance(value, int) and low <= value <= high for value in found)
    for part, value in enumerate(found):
        assert part * numbers // count <= value - low <= max(0, (part + 1) * numbers - 1) // count
    if count <= numbers:
        assert len(set(found)) == count
    else:
        assert {*Counter(found).values()} <= {count // numbers, -(-count // numbers)}
        assert len(set(found)) == numbers


@pytest.mark.parametrize("method", ["random", "latin-hypercube"])
def test_no_digit_is_rounded_away_from_whole_numbers(method: str) -> None:
    last = Counter(v % 10 for v in values(0, 300_000, 2000, whole=True, method=method))
    assert set(last) == set(range(10))
    assert max(last.values()) < 2 * min(last.values())


def test_each_whole_number_of_a_part_comes_up_as_often() -> None:
    first = Counter(min(values(1, 12, 4, whole=True, seed=seed)) for seed in range(300))
    assert set(first) == {1, 2, 3}
    assert max(first.values()) < 1.5 * min(first.values())


@thorough
@given(ends, ends, counts)
def test_random_values_lie_within_their_range(one: float, other: float, count: int) -> None:
    low, high = sorted((one, other))
    assert all(low <= v <= high for v in values(low, high, count, method="random"))


@pytest.mark.parametrize(("count", "decimals"), [(20, 4), (1000, 5), (20_000, 7)])
def test_values_have_no_more_digits_than_tell_them_apart(count: int, decimals: int) -> None:
    longest = max(-int(Decimal(repr(v)).as_tuple().exponent) for v in values(0.5, 2.0, count))
    assert longest == decimals


def test_a_range_of_one_value_gives_that_value() -> None:
    assert values(0.3, 0.3, 3) == [0.3, 0.3, 0.3]
    assert values(4, 4, 3, whole=True) == [4, 4, 4]


def test_a_seed_draws_these_values_on_every_machine() -> None:
    sample = {"count": 4, "seed": 7, "fields": {"a": [0.5, 2.0], "b": [3, 300_000]}}
    latin = [tuple(s.values()) for s in drawn(Sample.model_validate(sample), {"b"})]
    assert latin == [(1.7009, 71020), (1.4033, 234839), (0.6016, 212314), (1.2169, 95175)]
    sample["method"] = "random"
    random = [tuple(s.values()) for s in drawn(Sample.model_validate(sample), {"b"})]
    assert random == [(1.4377, 269165), (1.6635, 67564), (0.9503, 262067), (0.508, 246369)]
