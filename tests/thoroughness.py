"""How many random maps a test tries: `make thorough` tries ten times as many."""

from __future__ import annotations

import os


def examples(number: int) -> int:
    """Return how many examples a test shall try that tries so many as a rule."""
    return number * int(os.environ.get("THOROUGHNESS", "1"))
