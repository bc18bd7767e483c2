"""Which score vectors no other beats, against a comparison of each with all."""

import numpy as np
import pytest

from solvers.trade_offs.undominated import corners, frontier_of, hull, undominated


def beaten(one: np.ndarray, points: np.ndarray) -> bool:
    return bool(((points >= one).all(axis=1) & (points > one).any(axis=1)).any())


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_what_is_kept_is_beaten_by_none_and_what_is_not_kept_is_beaten_or_there_twice(width):
    for seed in range(20):
        points = np.random.default_rng(seed).integers(0, 5, (30, width)).astype(float)
        kept = undominated(points)
        expected = {tuple(p) for p in points if not beaten(p, points)}
        assert [tuple(points[i]) for i in kept] == sorted(expected, reverse=True)


def test_a_point_better_by_a_hair_alone_is_not_a_point_of_its_own():
    points = np.array([[0.5 + 1e-11, 0.1], [0.5, 0.3], [0.2, 0.3 + 1e-12], [0.1, 0.9]])
    assert frontier_of(points).tolist() == [1, 3]


def test_a_corner_takes_the_lower_of_each_score_of_two_neighbours():
    assert corners(np.array([[3.0, 1.0], [2.0, 2.0], [0.0, 5.0]])).tolist() == [[2, 1], [0, 2]]


def test_the_hull_leaves_out_points_on_or_under_the_line_of_others():
    points = np.array([[4.0, 0.0], [3.0, 1.0], [2.0, 1.5], [1.0, 3.0], [0.0, 3.1]])
    assert hull(points) == [0, 3, 4]
