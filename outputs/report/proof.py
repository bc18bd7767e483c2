"""What may be said to be proven of a run, and what it rests on: never more than is known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from outputs.report.run import FinishedRun
from outputs.wording import TOTAL, proof_sentence
from solvers.proof.proving import prove
from solvers.proof.refused import RefusedError

Rests = Literal["certificate", "engine", "bound", "nothing"]
"""On what a proof rests: its certificate checked anew, the engine's word, a bound, or nothing."""


@dataclass(frozen=True)
class Proof:
    """What is proven of a run's plan.

    sentence  what may be said of the plan
    basis     what that rests on, a sentence
    rests     the same in a word
    faults    what keeps it from being said, a sentence each
    gap       how much more a lawful plan can score at most, in units of the weighted total; 0
              where none can, None where that is not known
    """

    sentence: str
    basis: str
    rests: Rests
    faults: tuple[str, ...] = ()
    gap: float | None = None

    @property
    def proven(self) -> bool:
        """Whether no lawful plan is better."""
        return self.rests in ("certificate", "engine")


def proof_of(run: FinishedRun, tell: Callable[[str], None] = lambda _text: None) -> Proof:
    """Return what may be said of the run: its certificate is checked anew where it has one."""
    if not run.as_recorded or run.violations:
        return _void(run)
    if run.status != "optimal":
        return _stopped(run)
    if run.in_order:
        basis = "There is no certificate of an order of objectives to check."
        return _by_engine(run, basis)
    if run.certificate is None:
        basis = "The record calls the plan optimal, but the certificate that would show it is gone."
        return _nothing(run, basis)
    return _checked(run, tell)


def _void(run: FinishedRun) -> Proof:
    """Return that nothing can be said: the run is not what its record says, or breaks a rule."""
    faults = (*run.unlike, *run.changed, *(f"{v.message}." for v in run.violations))
    sentence = "Nothing is proven of this plan as it stands here."
    if not run.unlike and not run.violations:
        sentence = "What was proven was proven with other tables than those read here."
    basis = "The run was held against its record and its tables, and what is wrong is listed."
    return Proof(sentence, basis, "nothing", tuple(dict.fromkeys(faults)))


def _stopped(run: FinishedRun) -> Proof:
    """Return how much better a plan could be than that of a run that was stopped."""
    bound = run.record.get("bound")
    if run.in_order or not isinstance(bound, int | float):
        sentence = proof_sentence(run.status, None, None, run.in_order)
        return Proof(sentence, "The run was stopped before the proof.", "nothing")
    gap = max(0.0, bound - run.scores[TOTAL])
    basis = "The run was stopped before the proof; the bound is the engine's."
    return Proof(proof_sentence(run.status, gap, bound), basis, "bound", gap=gap)


def _by_engine(run: FinishedRun, why: str) -> Proof:
    basis = f"This rests on the engine's own proof, which was not checked anew. {why}"
    sentence = proof_sentence("optimal", in_order=run.in_order)
    return Proof(sentence, basis, "engine", gap=None if run.in_order else 0.0)


def _nothing(run: FinishedRun, basis: str, faults: tuple[str, ...] = ()) -> Proof:
    sentence = proof_sentence("feasible", None, None, run.in_order)
    return Proof(sentence, basis, "nothing", faults)


def _checked(run: FinishedRun, tell: Callable[[str], None]) -> Proof:
    """Return what the certificate proves, checked in exact arithmetic and without the engine."""
    try:
        verdict = prove(Path(run.files.folder), run.files.geography_folder, tell)
    except RefusedError as error:
        return _by_engine(run, f"It could not be: {error.message}.")
    if not verdict.proven:
        basis = "The run's certificate was checked anew, and does not hold."
        return _nothing(run, basis, verdict.faults)
    checked = f"Checked anew, in exact arithmetic, over {verdict.candidates:,} possible clusters."
    return Proof(proof_sentence("optimal"), checked, "certificate", gap=0.0)
