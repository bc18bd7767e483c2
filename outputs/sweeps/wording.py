"""How the fields, scenarios and shares of a sweep are worded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from geodata.words import counted
from modelling.registry import objective_types, rule_types
from outputs.sweeps.effects import FieldEffects
from outputs.sweeps.reading import Reading
from outputs.wording import objective_title

MOST_NUMBERS = 12
"""Runs of scenario numbers that a sentence lists; the tables have all."""

ENDED: Mapping[str, str] = MappingProxyType(
    {
        "optimal": "proven best",
        "feasible": "not proven best",
        "infeasible": "impossible",
        "stopped": "cut short",
        "failed": "failed",
    }
)
"""How scenarios ended, by status."""

ONE_MEASURE = (
    "Every plan is scored once, whichever scenarios found it: by the base scenario's objectives, "
    "and balance against as many clusters as the plan has. A scenario's own scores are in the "
    "table scenarios, as CSV and Parquet."
)

NO_BEST = (
    "No plan and no scenario is called the best here. Scenarios weigh the scores differently, so a "
    "weighted total, or an average, of one is on another scale than that of the next: a higher one "
    "may come of the weights alone. Which of the plans is best is for those to say who set the "
    "weights."
)


def field_title(path: str) -> str:
    """Return a field as "Weight of Patient flow" or "Number of clusters: national"."""
    part, _, rest = path.partition(".")
    name, _, within = rest.partition(".")
    if part == "objectives" and within in ("", "weight"):
        return f"Weight of {objective_title(name)}"
    known: Mapping[str, type] = {**rule_types(), **objective_types()}
    title = known[name].title if name in known else (rest or part).replace("_", " ")  # type: ignore[attr-defined]
    said = within.removeprefix("per_sha.") if within.startswith("per_sha.") else within
    return f"{title}: {said.replace('_', ' ')}" if said else title


def effects_title(found: FieldEffects, every: Iterable[FieldEffects]) -> str:
    """Return the title of a field, and of which part where the grid and the samples vary it."""
    twice = sum(other.path == found.path for other in every) > 1
    where = {"grid": ", in the grid", "sample": ", in the samples"}[found.part]
    return field_title(found.path) + (where if twice else "")


def scenario_numbers(numbers: Sequence[int], most: int = MOST_NUMBERS) -> str:
    """Return "3, 5 to 9 and 12" for the numbers of scenarios, and how many more there are."""
    runs: list[tuple[str, int]] = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda item: item[1] - item[0]):
        held = [number for _, number in run]
        if len(held) > 2:
            runs.append((f"{held[0]} to {held[-1]}", len(held)))
        else:
            runs += [(str(number), 1) for number in held]
    listed = [text for text, _ in runs[:most]]
    left = sum(count for _, count in runs[most:])
    if left:
        return f"{', '.join(listed)} and {counted(left, 'other')}"
    return " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))


def in_store(reading: Reading) -> str:
    """Return how many of the scenarios are finished: what every figure of a report rests on."""
    if not reading.unfinished:
        return f"All {counted(reading.total, 'scenario')} of the sweep are finished."
    return (
        f"This sweep is unfinished: {reading.finished:,} of its "
        f"{counted(reading.total, 'scenario')} have a result. Every figure is of these alone, and "
        "may change when the sweep goes on."
    )
