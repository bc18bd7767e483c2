"""What is shown of a sweep while it runs, and when it is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from geodata.words import counted
from outputs.terminal import complain

if TYPE_CHECKING:
    from solvers.sweeping.estimate import Estimate
    from solvers.sweeping.tally import Tally

EVERY_S = 5.0
"""Seconds between two lines where nobody looks."""


def in_time(seconds: float) -> str:
    """Return a length of time as "8 s", "12 min" or "3 h 20 min"."""
    if seconds < 90:
        return f"{max(0.0, seconds):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def how_it_goes(tally: Tally) -> str:
    """Return how the scenarios ended so far, in words."""
    ended = tally.ended
    found = ended["optimal"] + ended["feasible"]
    parts = [f"{found:,} with a plan ({ended['optimal']:,} proven)"]
    parts.append(f"{ended['infeasible']:,} infeasible")
    if ended["stopped"]:
        parts.append(f"{ended['stopped']:,} without a plan in time")
    parts.append(f"{ended['failed']:,} failed")
    if tally.before:
        parts.append(f"{tally.before:,} of them from before")
    return ", ".join(parts)


def the_best(tally: Tally) -> str:
    """Return the best plan so far, "" where there is none."""
    best = tally.best
    return (
        f"best by its own weights: scenario {best.number}, {best.average:.4f} of 1" if best else ""
    )


def time_left(tally: Tally) -> str:
    """Return how long the rest will take, in words."""
    left = tally.left_s
    if not tally.workers:
        return "waiting for workers"
    return f"about {in_time(left)} left" if left is not None else "no time known yet"


def _line(tally: Tally) -> str:
    known = filter(None, (how_it_goes(tally), the_best(tally), time_left(tally)))
    return f"[{tally.done}/{tally.total}] {'; '.join(known)}"


@contextmanager
def sweep_progress() -> Iterator[Callable[[Tally], None]]:
    """Show how far a sweep is on the error stream: in place on a terminal, else line by line."""
    shown = Console(stderr=True)
    if not shown.is_terminal:
        yield _line_by_line()
        return
    with Live(Text("Starting the workers"), console=shown, refresh_per_second=4) as live:
        yield lambda tally: live.update(_picture(tally))


def _line_by_line() -> Callable[[Tally], None]:
    """Return what prints a line at the beginning, now and then, and at the end.

    While there is no worker, it prints one that says so, and no other until something changes.
    """
    last, waiting = 0.0, ""

    def show(tally: Tally) -> None:
        nonlocal last, waiting
        now, line = time.monotonic(), _line(tally)
        if not tally.workers:
            if line != waiting:
                complain(line)
            waiting = line
        elif waiting or now - last >= EVERY_S or tally.done == tally.total:
            last, waiting = now, ""
            complain(line)

    return show


def _picture(tally: Tally) -> Group:
    bar = Table.grid(padding=(0, 1))
    counts = f"{tally.done:,} of {counted(tally.total, 'scenario')}"
    spent = f"{in_time(tally.seconds)} so far, {time_left(tally)}"
    working = counted(tally.workers, "worker")
    bar.add_row(ProgressBar(tally.total, tally.done, width=30), Text(counts), Text(spent))
    lines = (f"{working}; {how_it_goes(tally)}", the_best(tally))
    return Group(bar, *(Text(line) for line in lines if line))


def estimate_lines(found: Estimate, repeated: int) -> Iterator[str]:
    """Yield what a sweep amounts to and how long it will take, a sentence a line."""
    same = f" ({counted(repeated, 'more')} said the same as another)".replace("mores", "more")
    yield f"{counted(found.scenarios, 'scenario')} to solve{same if repeated else ''}."
    yield f"{counted(found.lists, 'distinct list')} of candidates."
    if not found.tried:
        return
    side = counted(found.workers, "worker")
    yield f"About {in_time(found.seconds)} on {side}, if they do not slow one another down:"
    yield (
        f"  {found.start_s:.1f} s to start and end {'it' if found.workers == 1 else 'them'}, and "
        f"{found.first_s:.1f} s for a worker's first scenario of a list, with what it loads for it;"
    )
    others = f"{found.each_s:.2f} s for each after it (of {found.tried} solved)"
    yield f"  {others if found.tried > 1 else 'no other shares its list'}: measured just now."
    failed = found.ended.count("failed")
    if failed:
        yield f"  {failed} of these failed."


def estimate_record(found: Estimate, repeated: int) -> dict[str, Any]:
    """Return the estimate as plain data."""
    return {**vars(found), "ended": list(found.ended), "repeated": repeated} | {
        "seconds": found.seconds
    }


def sweep_lines(tally: Tally, store: Path, repeated: int = 0) -> Iterator[str]:
    """Yield what came of a sweep, a sentence a line; `repeated` scenarios were said twice."""
    yield f"{tally.done:,} of {counted(tally.total, 'scenario')}: {how_it_goes(tally)}."
    if repeated:
        yield f"{repeated:,} more said the same as another, and were not solved again."
    if tally.best:
        yield f"{the_best(tally).capitalize()}."
    yield f"{in_time(tally.seconds)}; kept in {store}"


def sweep_record(tally: Tally, store: Path) -> dict[str, Any]:
    """Return what came of a sweep as plain data."""
    return {
        "store": str(store),
        "scenarios": tally.total,
        "done": tally.done,
        "before": tally.before,
        "ended": dict(tally.ended),
        "best": vars(tally.best) if tally.best else None,
        "seconds": tally.seconds,
    }
