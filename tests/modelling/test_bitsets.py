"""The compiled kernels against the same thing said in plain Python, over one word and several."""

import random
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from modelling import bitsets

WIDTHS = [1, 7, 8, 9, 63, 64, 65, 100, 128, 151]

every_width = pytest.mark.parametrize("bits", WIDTHS)


def random_rows(bits: int, rows: int = 40) -> np.ndarray:
    return np.random.default_rng(bits).random((rows, bits)) < 0.3


@every_width
def test_unpacking_gives_back_what_was_packed(bits):
    rows = random_rows(bits)
    masks = bitsets.pack(rows)
    assert masks.shape == (40, -(-bits // 64))
    assert (bitsets.unpack(masks, bits) == rows).all()


@every_width
def test_bit_b_stands_in_word_b_over_64(bits):
    for b in range(bits):
        row = np.zeros((1, bits), dtype=bool)
        row[0, b] = True
        (mask,) = bitsets.pack(row)
        assert int(mask[b // 64]) == 1 << (b % 64)
        assert bitsets.lowest_bit(mask) == b


def test_no_bit_has_no_lowest():
    assert bitsets.lowest_bit(np.zeros(3, dtype=np.uint64)) == -1


@every_width
def test_sums_add_up_the_values_of_the_members(bits):
    rows = random_rows(bits)
    values = np.random.default_rng(1).normal(size=bits)
    found = bitsets.sums(bitsets.pack(rows), bitsets.byte_tables(values))
    assert found == pytest.approx(rows @ values, abs=1e-12)


@every_width
def test_pair_sums_add_up_the_matrix_over_all_pairs_of_members(bits):
    rows = random_rows(bits)
    half = np.random.default_rng(2).normal(size=(bits, bits))
    matrix = half + half.T
    found = bitsets.pair_sums(bitsets.pack(rows), matrix)
    plain = [sum(matrix[i, j] for i in np.flatnonzero(r) for j in np.flatnonzero(r)) for r in rows]
    assert found == pytest.approx(plain, abs=1e-9)


def listed(graph, people, max_pcts=99, max_residents=10**9, cap=10**6):
    """Return the sets that the search lists, and how many it counts."""
    n = len(people)
    relation = np.zeros((n, n), dtype=bool)
    for a, b in graph.edges:
        relation[a, b] = relation[b, a] = True
    touches = bitsets.pack(relation)
    limits = (np.array(people, dtype=np.int64), max_pcts, max_residents, cap)
    none = np.zeros((0, touches.shape[1]), dtype=np.uint64)
    count = bitsets.connected_sets(touches, *limits, none)
    out = np.zeros((min(count, cap), touches.shape[1]), dtype=np.uint64)
    assert bitsets.connected_sets(touches, *limits, out) == count
    return [tuple(map(int, np.flatnonzero(r))) for r in bitsets.unpack(out, n)], count


@pytest.mark.parametrize("seed", range(25))
def test_the_search_lists_every_connected_set_within_the_limits_once(seed):
    rng = random.Random(seed)
    n = rng.randint(1, 9)
    graph = nx.gnp_random_graph(n, rng.choice((0.2, 0.4, 0.8)), seed=seed)
    people = [rng.randint(0, 9) for _ in range(n)]
    most, residents = rng.randint(1, n), rng.randint(5, 40)
    found, count = listed(graph, people, most, residents)
    expected = [
        s
        for size in range(1, most + 1)
        for s in combinations(range(n), size)
        if nx.is_connected(graph.subgraph(s)) and sum(people[i] for i in s) <= residents
    ]
    assert sorted(found) == sorted(expected)
    assert count == len(expected)


def test_the_search_crosses_from_one_word_to_the_next():
    graph = nx.cycle_graph(150)
    found, _ = listed(graph, [1] * 150, max_pcts=5)
    runs = {tuple(sorted((i + k) % 150 for k in range(n))) for i in range(150) for n in range(1, 6)}
    assert set(found) == runs
    assert len(found) == len(runs) == 750


def test_counting_stops_just_after_the_cap():
    _, count = listed(nx.complete_graph(12), [1] * 12, cap=100)
    assert count == 101


def test_a_long_list_divided_among_the_cores_gives_the_same_sums(monkeypatch):
    monkeypatch.setattr(bitsets, "WORTH_DIVIDING", 10)
    masks = bitsets.pack(random_rows(9))
    tables = bitsets.byte_tables(np.arange(9.0))
    divided = bitsets.side_by_side(bitsets.sums, masks, tables)
    assert (divided == bitsets.sums(masks, tables)).all()


@pytest.mark.parametrize("bits", [7, 64, 70])
def test_masks_are_found_where_they_stand_and_those_that_do_not_are_missed(bits):
    rng = np.random.default_rng(bits)
    rows = np.unique(rng.random((200, bits)) < 0.5, axis=0)
    masks = bitsets.pack(rows)
    wanted = np.concatenate([masks[::3], bitsets.pack(~rows[:5]), masks[1:2]])
    places = bitsets.find(masks, wanted)
    where = {row.tobytes(): i for i, row in enumerate(masks)}
    assert places.tolist() == [where.get(mask.tobytes(), -1) for mask in wanted]
