"""`RefusedError`: why a run cannot be checked at all, which says nothing of whether it is right."""

from __future__ import annotations


class RefusedError(Exception):
    """What stands in the way of checking a run, and what to do about it."""

    def __init__(self, file: str, message: str, remedy: str) -> None:
        self.file, self.message, self.remedy = file, message, remedy
        super().__init__(f"{file}: {message} → {remedy}")
