"""One line of advice, derived by rule from what is known of a plan. It never says to approve it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from geodata.words import counted
from modelling.overlaps import Overlap
from outputs.report.broken import breaches, rules_broken
from outputs.report.subject import Judged, Subject
from outputs.wording import TOTAL, as_shown
from solvers.questions.answer import SAME

MOST_NAMED = 3
POINTS = 5
"""Percentage points below the overlap that is too much, within which a footprint is close."""


def advice(subject: Subject) -> str:
    """Return the line: what is proven, what differs, and where to look first."""
    parts = [_proven(subject), _differs(subject)]
    first = list(_first(subject))
    if first:
        parts.append(f"look first at {' and at '.join(first)}")
    line = "; ".join(filter(None, parts))
    return f"{line[0].upper()}{line[1:]}."


def _proven(subject: Subject) -> str:
    """Return what the plan is, as far as that is known."""
    proof, run = subject.proof, subject.run
    if run.violations:
        number = counted(rules_broken(run.violations), "rule")
        said = breaches(run.violations, run.case)
        return f"not to be signed as it stands: it breaks {number} of this scenario ({said})"
    if not run.as_recorded:
        why = (
            "its files are not what they say they are"
            if run.unlike
            else "its tables are no longer those that it was made from"
        )
        return f"not to be signed as it stands: {why}"
    order = " and this order of objectives" if run.in_order else ""
    best = f"best of all plans that keep every rule of this scenario{order}"
    if proof.rests == "certificate":
        return f"proven {best}"
    if proof.rests == "engine":
        return f"the {best} by the engine's own proof, not checked anew"
    said = "not proven: solve to the end before it is signed"
    if proof.gap is not None:
        most = sum(run.scenario.weights.values())
        said += f" (another plan may score up to {proof.gap:.4f} more, of at most {most:g})"
    return f"{said}; it keeps every rule of this scenario"


def _differs(subject: Subject) -> str:
    """Return how much is grouped otherwise than in the plan compared with, and if that is worth it.

    A plan that scores higher is said to, with what excludes it.
    """
    difference, compared = subject.difference, subject.compared
    if difference is None or compared is None:
        return "compared with no other plan"
    moved = len(difference.moves)
    if not moved:
        return f"every PCT is grouped as in {compared.name}"
    said = f"{counted(moved, 'PCT')} would be grouped otherwise than in {compared.name}"
    return f"{said}, {_against(subject, compared)}"


def _against(subject: Subject, compared: Judged) -> str:
    """Return "which scores lower (2.146 against 2.158)", or higher, and what it breaks."""
    if compared.missing:
        missing = counted(len(compared.missing), "PCT")
        return f"which has {missing} of the run in no cluster, so that scores do not compare"
    ours, theirs = subject.run.scores[TOTAL], compared.scores[TOTAL]
    figures = f"({as_shown(theirs, ours)} against {as_shown(ours, theirs)})"
    if abs(theirs - ours) <= SAME:
        said = f"which scores the same {figures}"
    else:
        said = f"which scores {'HIGHER' if theirs > ours else 'lower'} {figures}"
    if subject.run.in_order:
        said += " by weighted total"
    if not compared.violations:
        return f"{said} and keeps every rule of this scenario too"
    number = counted(rules_broken(compared.violations), "rule")
    broken = f"{number} of this scenario ({breaches(compared.violations, subject.case)})"
    if theirs > ours:
        return f"{said} but is excluded by {broken}"
    return f"{said} and breaks {broken}"


def _first(subject: Subject) -> Iterator[str]:
    """Yield what to look at before anything else."""
    if subject.run.violations or not subject.run.as_recorded:
        yield (
            "what is wrong, which is listed below"
            if not subject.run.violations
            else "the rules broken"
        )
        return
    close = close_to_a_footprint(subject)
    if close:
        yield (
            f"{_named(close, subject)}, within {POINTS} points of what counts as being on the "
            "footprint of a consortium"
        )
    divided = [g.name for g in subject.groupings if not g.whole]
    if divided:
        yield f"{counted(len(divided), 'existing arrangement')} that it divides"


def close_to_a_footprint(subject: Subject) -> Mapping[str, Overlap]:
    """Return the clusters that are off a consortium's footprint by `POINTS` or less.

    With each is the overlap that comes nearest to the threshold of its set.
    """

    def left(pair: Overlap) -> float:
        return math.inf if pair.margin is None or pair.margin <= 0 else pair.margin

    nearest = {c: min(pairs, key=left) for c, pairs in subject.overlaps.items() if pairs}
    return {c: pair for c, pair in nearest.items() if left(pair) <= POINTS / 100}


def _named(close: Mapping[str, Overlap], subject: Subject) -> str:
    """Return the clusters with their overlaps where they are few, else their number."""
    if len(close) > MOST_NAMED:
        return counted(len(close), "cluster")
    return " and ".join(
        f"{subject.plan.cluster_name(c)} ({pair.overlap:.1%})" for c, pair in close.items()
    )
