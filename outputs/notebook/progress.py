"""How far a piece of work has come, on one line that the next one overwrites."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from outputs.sweep_progress import how_it_goes, in_time

if TYPE_CHECKING:
    from solvers.sweeping.tally import Tally

WIDEST = 110
"""Characters of a line: one that is wrapped cannot be overwritten."""


class Line:
    """One line of output. Call it as everything that tells of progress does.

    With a text, as `solve` and its like do; with steps done, steps in all and a text, as
    `write_pack` does; or with a tally, as `solve_sweep` does.
    """

    def __init__(self) -> None:
        self._shown = 0

    def __call__(self, *said: str | int | Tally) -> None:
        """Overwrite the line."""
        self._write(_worded(*said))

    def end(self, text: str) -> None:
        """Overwrite the line for the last time."""
        self._write(text)
        print()

    def _write(self, text: str) -> None:
        short = text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
        print(f"\r{short:<{self._shown}}", end="", flush=True)
        self._shown = len(short)


@contextmanager
def progress() -> Iterator[Line]:
    """Show what is being done, and in the end how long it took.

    with progress() as tell:
        outcome = solve(scenario, geography, on_progress=tell)
    """
    began, line = time.perf_counter(), Line()
    try:
        yield line
    except BaseException:
        line.end("Ended early.")
        raise
    seconds = time.perf_counter() - began
    line.end(f"Done in {seconds:.1f} s." if seconds < 90 else f"Done in {in_time(seconds)}.")


def _worded(*said: str | int | Tally) -> str:
    """Return one line of text."""
    if len(said) == 3:
        done, total, text = said
        return f"{done} of {total}: {text}"
    (found,) = said
    if isinstance(found, str | int):
        return " ".join(str(found).split())
    return f"{found.done:,} of {found.total:,}: {how_it_goes(found)}"
