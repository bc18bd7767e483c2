"""Which scenario of a sweep is solved next, and by which worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence

from modelling.sweep_members import Member


class Order:
    """The scenarios that wait, by the lists of candidates that they share.

    A worker stays with the lists that it has in memory. When nothing of theirs waits it takes
    lists that no worker has yet, or else helps with those of which most waits. The first scenario
    of each list goes before the others with it, which begin with what it leaves (see
    `solvers.sweeping.work`).
    """

    def __init__(self, waiting: Sequence[Member], begun: Collection[str]) -> None:
        self._waiting: dict[str, deque[Member]] = {}
        for member in waiting:
            self._waiting.setdefault(member.lists, deque()).append(member)
        self._begun = set(begun)
        self._beginning: set[str] = set()
        self._at: dict[str, str] = {}

    def __len__(self) -> int:
        """How many scenarios wait."""
        return sum(map(len, self._waiting.values()))

    def take(self, worker: str, staying: bool = False) -> Member | None:
        """Return the next scenario for a worker, None where none can be begun.

        With `staying` only one of the lists that the worker has already.
        """
        lists = self._at.get(worker)
        if lists is None or not self._open(lists):
            lists = None if staying else self._best()
        if lists is None:
            return None
        self._at[worker] = lists
        if lists not in self._begun:
            self._beginning.add(lists)
        member = self._waiting[lists].popleft()
        if not self._waiting[lists]:
            del self._waiting[lists]
        return member

    def begun(self, lists: str) -> None:
        """Let all scenarios of the lists go: what they begin with is known."""
        self._begun.add(lists)

    def gone(self, worker: str) -> None:
        """Forget a worker that is no longer there."""
        self._at.pop(worker, None)

    def _open(self, lists: str) -> bool:
        """Whether a scenario of the lists waits and may be begun."""
        may = lists in self._begun or lists not in self._beginning
        return may and bool(self._waiting.get(lists))

    def _best(self) -> str | None:
        """Return the lists to turn to: those of fewest workers, and of these where most waits."""
        held = list(self._at.values())
        choice = [lists for lists in self._waiting if self._open(lists)]
        return min(choice, key=lambda x: (held.count(x), -len(self._waiting[x])), default=None)
