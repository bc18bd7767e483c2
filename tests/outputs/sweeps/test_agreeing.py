"""How like plans are agrees with matching and comparing them one by one."""

from __future__ import annotations

from pathlib import Path

from written_sweeps import COLUMNS, ROWS, WHOLE, filled, members

from modelling.agreement import agreement
from modelling.moves import moves
from outputs.sweeps.agreeing import reference_of, with_most_frequent, with_reference
from outputs.sweeps.reading import Reading, read_sweep
from solvers.sweeping.store import Store

ALONE = tuple((pct,) for pct in ("A1", "A2", "B1", "B2"))
THREE = (("A1", "A2", "B1"), ("B2",))


def test_every_plan_is_as_like_the_first_and_the_reference_as_comparing_the_two_says(
    tmp_path: Path, reading: Reading
):
    results = [{"groups": g} for g in (ROWS, COLUMNS, WHOLE, ALONE, THREE, (("A1", "B2"),))]
    small = read_sweep(Store.open(filled(tmp_path / "s.sqlite", members(tmp_path), results)))
    checked = 0
    for one in (reading, small):
        reference = reference_of(one)
        assert reference is not None
        for other, found in (
            (one.plans[0].plan, with_most_frequent(one)),
            (reference, with_reference(one)),
        ):
            for plan, like in zip(one.plans, found, strict=True):
                both = set(plan.plan.cluster_of) & set(other.cluster_of)
                ours, theirs = plan.plan.restricted(both), other.restricted(both)
                assert like is not None
                assert like.agreement == agreement(plan.plan, other)
                assert like.moved == len(moves(theirs, ours, one.geography.residents))
                checked += like.moved > 0
    assert checked > 5
