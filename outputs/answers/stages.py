"""How the stages of an order of objectives are worded wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outputs.wording import number, objective_title

if TYPE_CHECKING:
    from solvers.outcome import Stage


def stage_sentences(stages: Sequence[Stage]) -> Iterator[str]:
    """Yield for every objective in the order what it came to and where it is held, and the end."""
    for i, stage in enumerate(stages):
        under = " with that held" if i == 1 else " with those held" if i else ""
        title = objective_title(stage.objective)
        if stage.reached:
            yield f"{i + 1}. {title} stays at {number(stage.at_least)} or above, as asked{under}."
            continue
        word = "the best there is" if stage.proven else "the best found, not proven to be the best,"
        yield f"{i + 1}. {title}: {number(stage.best)} is {word}{under}; {_held(stage)}."
    if stages and not stages[-1].out_of_reach:
        those = "it" if len(stages) == 1 else "these"
        yield f"Between the plans that keep {those}, the weighted total decides."


def _held(stage: Stage) -> str:
    if stage.out_of_reach:
        return f"{number(stage.at_least)} is asked for"
    if not stage.within:
        return "none of it is given up"
    least = f"so it stays at {number(stage.held_at)} or above"
    return f"up to {stage.within * 100:.3g}% of it may be given up, {least}"
