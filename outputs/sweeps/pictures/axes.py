"""Axes of the charts of a sweep, alike in every one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from outputs.maps.colours import INK
from outputs.maps.printed.lettering import drawable_text
from outputs.maps.printed.settings import own_settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GRID, FAINT, DOT, MARK = "#D5DADD", "#55636F", "#9AA5AC", "#6F9FC8"
ACROSS_INCHES = 5.4
MARGIN = 0.08
LEAST_SPAN = 0.02
"""No axis of scores shows less than so much of [0, 1]: differences of a hair then look like one."""

MOST_MARKS = 300
"""Marks of one chart beyond which they are drawn as one small image: a report has to stay small."""

PLAIN: Mapping[str, Any] = MappingProxyType({"parse_math": False})
"""Names are text and never formulas, whatever signs they hold."""


@contextmanager
def chart(high_inches: float) -> Iterator[Figure]:
    """Yield an empty figure of the report's width."""
    with own_settings():
        yield Figure(figsize=(ACROSS_INCHES, high_inches), layout="constrained")


def quiet(axes: Axes) -> None:
    """Leave of the frame what is read from: a faint grid, and the axes at the left and below."""
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    axes.tick_params(labelsize=8, colors=INK)


def score_limits(scores: Sequence[float]) -> tuple[float, float]:
    """Return limits that show these scores with room around them, and no less than `LEAST_SPAN`."""
    low, high = min(scores), max(scores)
    span = max(high - low, LEAST_SPAN)
    room = span * MARGIN
    top = min((low + high + span) / 2, max(1.0, high))
    return top - span - room, top + room


def words(text: str, most: int = 60) -> str:
    """Return a name as it can be drawn, cut where it is long."""
    drawn = drawable_text(text, otherwise="(a name in other letters)")
    return drawn if len(drawn) <= most else f"{drawn[: most - 1].rstrip()}…"
