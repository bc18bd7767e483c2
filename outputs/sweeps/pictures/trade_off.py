"""The plans of a sweep by two of their scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from geodata.words import counted
from outputs.maps.colours import INK
from outputs.maps.printed.drawing import Drawing
from outputs.sweeps.pictures.axes import (
    DOT,
    FAINT,
    MOST_MARKS,
    PLAIN,
    chart,
    quiet,
    score_limits,
    words,
)
from outputs.sweeps.undominated import Point
from outputs.wording import objective_title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HIGH_INCHES = 4.4
MOST_NUMBERED = 25
SMALLEST, LARGEST = 24.0, 180.0
"""Areas of marks in square points, by the number of scenarios."""


def trade_off_picture(points: Sequence[Point], between: tuple[str, str]) -> Drawing:
    """Return the scatter of the plans by two scores: those that no plan beats filled and numbered.

    A plan is a larger mark the more scenarios it is the plan of; its number is that of the tables.
    """
    first, second = between
    with chart(HIGH_INCHES) as figure:
        axes = figure.add_subplot()
        quiet(axes)
        for beaten in (True, False):
            _marks(axes, [p for p in points if p.beaten is beaten], between, beaten)
        _numbers(axes, [p for p in points if not p.beaten], between)
        axes.set_xlim(*score_limits([p.scores[first] for p in points]))
        axes.set_ylim(*score_limits([p.scores[second] for p in points]))
        for set_label, name, way in (
            (axes.set_xlabel, first, "further right"),
            (axes.set_ylabel, second, "higher"),
        ):
            set_label(f"{words(objective_title(name))} ({way} is better)", fontsize=9, **PLAIN)
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, 1.1), ncols=2, frameon=False, fontsize=8
        )
    title = f"{objective_title(first)} against {objective_title(second)}"
    return Drawing(figure, title, _alt(points, between))


def _marks(axes: Axes, points: Sequence[Point], between: tuple[str, str], beaten: bool) -> None:
    if not points:
        return
    across, up = ([p.scores[name] for p in points] for name in between)
    most = max(len(p.scenarios) for p in points)
    sizes = [SMALLEST + (LARGEST - SMALLEST) * (len(p.scenarios) - 1) / most for p in points]
    look: dict[str, Any] = (
        {
            "facecolor": "none",
            "edgecolor": FAINT,
            "label": "Beaten: another plan is better in some score and worse in none",
        }
        if beaten
        else {"facecolor": DOT, "edgecolor": INK, "label": "Not beaten by any plan of the sweep"}
    )
    look |= {"zorder": 2 if beaten else 3, "rasterized": len(points) > MOST_MARKS}
    axes.scatter(across, up, s=sizes, linewidth=1.0, **look)


def _numbers(axes: Axes, points: Sequence[Point], between: tuple[str, str]) -> None:
    """Write the numbers of the plans beside their marks, where there are not too many."""
    if len(points) > MOST_NUMBERED:
        return
    for point in points:
        at = (point.scores[between[0]], point.scores[between[1]])
        axes.annotate(
            str(point.plan), at, (5, 3), textcoords="offset points",
            fontsize=8, color=INK, zorder=4, **PLAIN,
        )  # fmt: skip


def _alt(points: Sequence[Point], between: tuple[str, str]) -> str:
    kept = [p for p in points if not p.beaten]
    first, second = (objective_title(name) for name in between)
    ends = [max(kept, key=_by(name)) for name in between]
    best = "; ".join(
        f"best by {objective_title(name)} is plan {p.plan} with {p.scores[name]:.3f}"
        for name, p in zip(between, ends, strict=True)
    )
    return (
        f"Scatter of {counted(len(points), 'plan')} by {first} and {second}, "
        f"{len(kept):,} of them not beaten: {best}."
    )


def _by(name: str) -> Callable[[Point], float]:
    return lambda point: point.scores[name]
