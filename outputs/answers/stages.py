"""How the stages of an order of objectives are worded wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from modelling.check import LEVEL_HAIR
from outputs.wording import number, objective_title

if TYPE_CHECKING:
    from solvers.outcome import Stage


def stage_sentences(stages: Sequence[Stage]) -> Iterator[str]:
    """Yield for every objective in the order what it came to and where it is held, and the end."""
    for i, stage in enumerate(stages):
        under = " with that held" if i == 1 else " with those held" if i else ""
        word = "the best there is" if stage.proven else "the best found, not proven to be the best,"
        best = f"{objective_title(stage.objective)}: {number(stage.best)} is {word}{under}"
        yield f"{i + 1}. {best}; {_held(stage)}."
    if stages and not _out_of_reach(stages[-1]):
        those = "it" if len(stages) == 1 else "these"
        yield f"Between the plans that keep {those}, the weighted total decides."


def _out_of_reach(stage: Stage) -> bool:
    return stage.at_least is not None and stage.at_least > stage.best + LEVEL_HAIR


def _held(stage: Stage) -> str:
    if stage.at_least is not None:
        if _out_of_reach(stage):
            return f"no plan reaches {number(stage.at_least)}, which is asked for"
        return f"it stays at {number(stage.at_least)} or above, as asked"
    if not stage.within:
        return "none of it is given up"
    least = f"so it stays at {number(stage.held_at)} or above"
    return f"up to {stage.within * 100:.3g}% of it may be given up, {least}"
