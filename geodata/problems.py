"""What is wrong with an input: collected, then shown together as one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one input, and what to do about it.

    `file` is the file as the planner named it, `where` the place inside it ("row 7, column
    residents", "line 5, rules.population.min"; empty for the file as a whole), `message` what is
    wrong with the codes concerned, and `remedy` what to do next.
    """

    file: str
    where: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: {self.message} → {self.remedy}"


class InputError(Exception):
    """Bad input: carries every problem found, so that they can be mended in one go."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise `InputError` with all of `problems`, or do nothing when there are none."""
    found = tuple(problems)
    if found:
        raise InputError(found)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ", did you mean 'x'?" for the known word closest to `word`, or an empty string."""
    from difflib import get_close_matches

    options = {str(k).casefold(): str(k) for k in known}
    close = get_close_matches(str(word).casefold(), options, n=1, cutoff=0.6)
    return f", did you mean '{options[close[0]]}'?" if close else ""
