"""How far a piece of work has come, on one line that the next one overwrites."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from outputs.sweep_progress import how_it_goes, in_time, the_best, time_left

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
        self._write, self._close = _in_a_cell() if _in_a_notebook() else _on_a_terminal()
        self._came_to = ""

    def __call__(self, *said: str | int | Tally) -> None:
        """Overwrite the line."""
        if len(said) == 1 and not isinstance(said[0], str | int):
            tally = said[0]
            self._came_to = f"{tally.done:,} of {tally.total:,}: {how_it_goes(tally)}. "
        self._write(_worded(*said))

    def end(self, text: str) -> None:
        """Overwrite the line for the last time, with what a sweep came to before the text."""
        self._write(f"{self._came_to}{text}")
        self._close()


def _on_a_terminal() -> tuple[Callable[[str], None], Callable[[], None]]:
    """Return what writes a line over the last one, and what closes it."""
    shown = 0

    def write(text: str) -> None:
        nonlocal shown
        short = text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
        print(f"\r{short:<{shown}}", end="", flush=True)
        shown = len(short)

    return write, print


def _in_a_notebook() -> bool:
    """Return whether this runs in a kernel: what that has shown it can change."""
    ipython: Any = sys.modules.get("IPython")
    return ipython is not None and getattr(ipython.get_ipython(), "kernel", None) is not None


def _in_a_cell() -> tuple[Callable[[str], None], Callable[[], None]]:
    """Return what changes one output of a cell, and what closes it: nothing needs to."""
    shown: Any = None

    def write(text: str) -> None:
        nonlocal shown
        said = {"text/plain": text}
        if shown is None:
            display = import_module("IPython.display").display
            shown = display(said, raw=True, display_id=True)
        else:
            shown.update(said, raw=True)

    return write, lambda: None


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
    known = filter(None, (time_left(found), the_best(found), how_it_goes(found)))
    return f"{found.done:,} of {found.total:,}: {'; '.join(known)}"
