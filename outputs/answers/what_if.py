"""The answer to a what-if, as a terminal shows it and as one JSON document."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from outputs.record import finite
from solvers.questions.answer import SAME, Answer, points


def answer_summary(answer: Answer) -> Group:
    """Return what the terminal shows: what is proven, what moves, and what it costs."""
    outcome = answer.outcome
    title = outcome.scenario.title or outcome.scenario.name
    parts: list[RenderableType] = [Text(f"{title}: {outcome.geography.title}", style="bold")]
    parts += [Text(sentence) for sentence in answer.sentences()]
    if answer.moves:
        parts.append(_moves(answer))
    if answer.plan is not None:
        parts.append(_scores(answer))
    return Group(*parts)


def _moves(answer: Answer) -> Table:
    """Return the PCTs that move, with the clusters that they leave and that they are now in."""
    table = Table("Moves", "leaves", "is now in", box=box.SIMPLE_HEAD, pad_edge=False)
    for row in answer.move_lines():
        table.add_row(*map(Text, row))
    return table


def _scores(answer: Answer) -> Table:
    """Return every score that has a weight, of the last plan and of this one."""
    table = Table("Score", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("last plan", "this plan", "difference"):
        table.add_column(heading, justify="right")
    for title, before, now in answer.score_lines():
        known = before is not None
        table.add_row(
            Text(title),
            f"{before:.4f}" if known else "–",
            f"{now:.4f}",
            _difference(now - before) if before is not None else "–",
        )
    return table


def _difference(gained: float) -> str:
    if abs(gained) <= SAME:
        return "none"
    amount = points(abs(gained)).replace("less than ", "under ")
    return f"{'+' if gained > 0 else '−'}{amount}"


def print_answer(answer: Answer, console: Console) -> None:
    """Print the answer, wrapped to the console's width."""
    console.print(answer_summary(answer), highlight=False)


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return the answer as plain data for JSON.

    `given_up` is the last plan's score less this one's, and `pins_cost` the score of the best plan
    without pins less this one's; null where there is nothing to compare with.
    """
    outcome, last = answer.outcome, answer.last
    return finite(
        {
            "scenario": outcome.scenario.as_data(),
            "status": str(outcome.status),
            "objective": outcome.objective,
            "bound": outcome.bound,
            "gap": outcome.gap,
            "given_up": answer.given_up,
            "pins_cost": answer.pins_cost,
            "scores": outcome.scores,
            "last_scores": last.scores if last else None,
            "moves": [
                {
                    "pct": move.pct,
                    "pct_name": outcome.geography.names[move.pct],
                    "from": move.before,
                    "to": move.after,
                }
                for move in answer.moves
            ],
            "reasons": outcome.reasons,
        }
    )
