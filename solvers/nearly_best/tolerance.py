"""`Tolerance`: how much score a planner would give up, as a share of the best or as a score."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geodata.problems import InputError, Problem


@dataclass(frozen=True)
class Tolerance:
    """A share of the best score (`of_best`), or an absolute difference of scores."""

    amount: float
    of_best: bool

    @classmethod
    def of(cls, text: str | float) -> Tolerance:
        """Return the tolerance that "1%" or "0.002" (or the number) says.

        Raises `InputError` for anything else, and for what is negative or more than 100%.
        """
        said = str(text).strip()
        share = said.endswith("%")
        try:
            amount = float(said.removesuffix("%")) / (100 if share else 1)
        except ValueError:
            amount = math.nan
        if not 0 <= amount <= (1 if share else math.inf) or math.isinf(amount):
            message = f"'{said}' is not a tolerance"
            remedy = "give a share of the best score, such as 1%, or a score, such as 0.002"
            raise InputError([Problem("within", "", message, remedy)])
        return cls(amount, share)

    def given_up(self, best: float) -> float:
        """Return the score that may be given up when the best plan scores `best`."""
        return self.amount * abs(best) if self.of_best else self.amount

    def __str__(self) -> str:
        return f"{100 * self.amount:g}%" if self.of_best else f"{self.amount:g}"
