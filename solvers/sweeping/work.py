"""Solves one scenario of a sweep: what runs in a worker, here or on another machine.

What comes out depends on the scenario, the geography and the beginning alone, so it is the same
bit for bit in whatever order and on however many workers scenarios are solved. Where several plans
are equally good, it is the columns that a search begins with that tell which of them is found; so
all scenarios that share their lists begin with the columns that the first of them asked for, never
with those of the one that the worker happened to solve before.
"""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from geodata.geography import Geography
from geodata.loading import load_geography
from geodata.problems import InputError
from modelling.cache import Cache, user_cache_folder
from modelling.scenario import Scenario
from solvers.engine import EngineError, solve
from solvers.library import SolverName
from solvers.sweeping.store import FAILED, plan_text
from solvers.sweeping.version import program_version


class WrongWorkerError(Exception):
    """A worker cannot work on this sweep: other code, or other data, than where it was begun."""


@dataclass(frozen=True)
class Asked:
    """What is the same for every scenario of a sweep.

    geography    its name, or its folder as every worker sees it
    fingerprint  of the geography, and `version` of the program, that the results shall be of
    """

    geography: str
    fingerprint: str
    version: str
    solver: SolverName = "cbc"
    time_limit_s: float | None = None


@dataclass(frozen=True, eq=False)
class Finished:
    """What a worker found out about one scenario.

    See `solvers.sweeping.store.Result`; `plan` is the text that the store keeps, and `beginning`
    what scenarios with the same lists begin with, b"" where this one was not the first of them.
    """

    hash: str
    status: str
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    seconds: float = 0.0
    reason: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    clusters: int | None = None
    plan: str | None = None
    beginning: bytes = b""


class Workplace:
    """Where one process solves the scenarios of a sweep: its geography, lists and scores.

    One scenario at a time (see `solvers.sweeping.places`).
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._cache = Cache(user_cache_folder())

    def solve(self, key: str, scenario: str, beginning: bytes | None) -> Finished:
        """Return what becomes of a scenario (JSON, in full) whose content hash is `key`.

        With no `beginning` it is the first of those that share its lists, and makes one. Raises
        `WrongWorkerError` where this process has other code or data than the sweep; whatever else
        goes wrong is the scenario's own result.
        """
        geography = self._geography
        began = time.perf_counter()
        cache = self._cache.with_notes(beginning_notes(beginning or b""))
        try:
            asked = Scenario.model_validate_json(scenario)
            finished = self._solved(key, asked, geography, cache)
        except Exception as error:
            finished = Finished(key, FAILED, reason=_why(error))
        made = beginning_bytes(cache.notes) if beginning is None else b""
        seconds = time.perf_counter() - began
        return replace(finished, seconds=seconds, beginning=made)

    @cached_property
    def _geography(self) -> Geography:
        """The sweep's geography, once this process is known to have the same code and data."""
        asked = self._asked
        if program_version() != asked.version:
            raise WrongWorkerError("it runs another version of the program, or of a library")
        geography = load_geography(asked.geography)
        if geography.fingerprint != asked.fingerprint:
            raise WrongWorkerError(f"its {asked.geography} has other data")
        return geography

    def _solved(self, key: str, scenario: Scenario, geography: Geography, cache: Cache) -> Finished:
        asked = self._asked
        found = solve(
            scenario,
            geography,
            asked.solver,
            asked.time_limit_s,
            cache=cache,
            why_not=False,
        )
        return Finished(
            hash=key,
            status=str(found.status),
            objective=found.objective,
            bound=found.bound,
            gap=found.gap,
            reason=" ".join(found.reasons) if found.plan is None else "",
            scores=dict(found.scores),
            clusters=len(found.plan.clusters) if found.plan else None,
            plan=plan_text(found.plan),
        )


def beginning_bytes(notes: Mapping[str, np.ndarray]) -> bytes:
    """Return the columns that a solve noted, to be kept and sent."""
    held = io.BytesIO()
    np.savez_compressed(held, allow_pickle=False, **notes)
    return held.getvalue()


def beginning_notes(data: bytes) -> Mapping[str, np.ndarray]:
    """Return the columns again."""
    if not data:
        return {}
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}


def _why(error: Exception) -> str:
    """Return why a scenario failed, in words."""
    if isinstance(error, InputError):
        return " ".join(f"{p.message} → {p.remedy}." for p in error.problems)
    if isinstance(error, EngineError):
        return f"The program failed its own check: {error}."
    if isinstance(error, MemoryError):
        return "The worker had too little memory."
    return f"The program failed: {type(error).__name__}: {error}"
