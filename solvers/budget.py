"""`Budget`: how long a solve may take, and whether somebody asked it to stop."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Budget:
    """A time limit in seconds (None for none), counted from now, and a way to end it early."""

    def __init__(self, time_limit_s: float | None = None) -> None:
        self._ends = None if time_limit_s is None else time.monotonic() + time_limit_s
        self._stopped = threading.Event()

    @property
    def over(self) -> bool:
        """Whether the time is up or a stop was asked for."""
        return self._stopped.is_set() or self.left_s() <= 0

    def left_s(self) -> float:
        """Seconds left, infinite where there is no limit."""
        return float("inf") if self._ends is None else self._ends - time.monotonic()

    @property
    def stopped(self) -> bool:
        """Whether a stop was asked for."""
        return self._stopped.is_set()

    def part(self, time_limit_s: float | None) -> Budget:
        """Return a budget with a limit of its own, counted from now, that ends with this one."""
        part = Budget(min(self.left_s(), float("inf") if time_limit_s is None else time_limit_s))
        part._stopped = self._stopped
        return part

    def stop(self) -> None:
        """End the budget now."""
        self._stopped.set()

    @contextmanager
    def ended_by_interrupt(self) -> Iterator[None]:
        """Let the first Ctrl-C end the budget instead of the program; a second one ends both."""

        def on_interrupt(_signal: int, _frame: FrameType | None) -> None:
            if self._stopped.is_set():
                raise KeyboardInterrupt
            self.stop()

        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, on_interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
