"""The plans of a sweep by two of their scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from geodata.words import counted
from outputs.maps.colours import INK
from outputs.maps.printed.drawing import Drawing
from outputs.sweeps.pictures.axes import (
    DOT,
    MARK,
    MOST_MARKS,
    PLAIN,
    chart,
    quiet,
    score_limits,
    words,
)
from outputs.sweeps.pictures.beside import Mark, beside_marks
from outputs.sweeps.undominated import Point
from outputs.wording import objective_title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HIGH_INCHES = 4.4
SMALLEST, LARGEST = 24.0, 180.0
"""Areas of marks in square points, by the number of scenarios."""


@dataclass(frozen=True)
class Kind:
    """A kind of plan, and how its marks look."""

    words: str
    face: str
    edge: str


KINDS = (
    Kind("Beaten by a plan of the same number of clusters", "none", DOT),
    Kind("Beaten, but only by plans of another number of clusters", "white", INK),
    Kind("Not beaten by any plan of the sweep", MARK, INK),
)


def trade_off_picture(points: Sequence[Point], between: tuple[str, str]) -> Drawing:
    """Return the scatter of the plans by two scores: those that no plan alike beats are numbered.

    A plan is a larger mark the more scenarios it is the plan of; its number is that of the tables,
    and is written where there is room for it.
    """
    first, second = between
    with chart(HIGH_INCHES) as figure:
        axes = figure.add_subplot()
        quiet(axes)
        most = max(len(p.scenarios) for p in points)
        for kind in KINDS:
            _marks(axes, [p for p in points if _kind(p) is kind], between, kind, most)
        axes.set_xlim(*score_limits([p.scores[first] for p in points]))
        axes.set_ylim(*score_limits([p.scores[second] for p in points]))
        for set_label, name, way in (
            (axes.set_xlabel, first, "further right"),
            (axes.set_ylabel, second, "higher"),
        ):
            set_label(f"{words(objective_title(name))} ({way} is better)", fontsize=9, **PLAIN)
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1.0), ncols=1, frameon=False, fontsize=8,
            borderaxespad=0.2,
        )  # fmt: skip
        beside_marks(axes, _numbers(points, between))
    title = f"{objective_title(first)} against {objective_title(second)}"
    return Drawing(figure, title, _alt(points, between))


def _kind(point: Point) -> Kind:
    return KINDS[0] if point.beaten_alike else KINDS[1] if point.beaten else KINDS[2]


def _marks(
    axes: Axes, points: Sequence[Point], between: tuple[str, str], kind: Kind, most: int
) -> None:
    if not points:
        return
    across, up = ([p.scores[name] for p in points] for name in between)
    sizes = [SMALLEST + (LARGEST - SMALLEST) * (len(p.scenarios) - 1) / most for p in points]
    axes.scatter(
        across, up, s=sizes, linewidth=1.0, facecolor=kind.face, edgecolor=kind.edge,
        label=kind.words, zorder=2 + KINDS.index(kind), rasterized=len(points) > MOST_MARKS,
    )  # fmt: skip


def _numbers(points: Sequence[Point], between: tuple[str, str]) -> Iterator[Mark]:
    """Yield the number of each plan that none alike beats, those that none beats first."""
    most = max(len(p.scenarios) for p in points)
    for point in points:
        if not point.beaten_alike:
            area = SMALLEST + (LARGEST - SMALLEST) * (len(point.scenarios) - 1) / most
            at = (point.scores[between[0]], point.scores[between[1]])
            yield Mark(str(point.plan), at, sqrt(area) / 2)


def _alt(points: Sequence[Point], between: tuple[str, str]) -> str:
    kept = [p for p in points if not p.beaten]
    first, second = (objective_title(name) for name in between)
    ends = "; ".join(
        f"{objective_title(name)} is highest in plan {p.plan} with {p.scores[name]:.3f}"
        for name, p in ((name, max(kept, key=_by(name))) for name in between)
    )
    return (
        f"Scatter of {counted(len(points), 'plan')} by {first} and {second}, "
        f"{len(kept):,} of them not beaten: {ends}."
    )


def _by(name: str) -> Callable[[Point], float]:
    return lambda point: point.scores[name]
