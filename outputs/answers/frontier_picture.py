"""The picture of a frontier, `frontier.svg` and `frontier.png`: readable in grey and on paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geodata.files import replacing, write_text
from geodata.words import counted
from modelling.registry import objective_types
from outputs.answers.frontier_words import point_words, titles
from outputs.maps.colours import INK
from outputs.svg_titles import with_titles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from solvers.trade_offs.frontier import Frontier, Placed

FAINT = "#6B7780"
BEYOND = "#E9ECEE"
PLAIN: dict[str, Any] = {"parse_math": False}
"""Names are text and never formulas, whatever signs they hold."""

MARGIN = 0.06


def write_pictures(folder: Path, found: Frontier) -> None:
    """Write `frontier.svg` and `frontier.png`. Nothing is drawn where there is no point.

    In a browser the SVG names the plan under the pointer.
    """
    if not found.points:
        return
    style: dict[Any, Any] = {"font.size": 10, "svg.hashsalt": "frontier", "svg.fonttype": "path"}
    with mpl.rc_context(style):
        figure = picture(found)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
        svg = drawn.getvalue()
        for kind, places in _kinds(found).items():
            svg = with_titles(svg, kind, [point_words(found, i) for i in places])
        write_text(folder / "frontier.svg", svg)
        with replacing(folder / "frontier.png") as path:
            figure.savefig(path, format="png", dpi=160, metadata={"Software": None})


def picture(found: Frontier) -> Figure:
    """Return the figure: both scores across the axes, higher is better, plans as marks."""
    figure = Figure(figsize=(9.5, 7), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _window(axes, found)
    _beyond(axes, found)
    _plans(axes, found)
    _ends(axes, found)
    if found.reference is not None:
        _reference(axes, found, found.reference)
    _words(axes, found)
    return figure


def _window(axes: Axes, found: Frontier) -> None:
    """Set the limits so that every mark has room, the axes not starting at 0."""
    marks = [point.scores for point in found.points]
    if found.reference is not None:
        marks.append(found.reference.scores)
    across, up = zip(*marks, strict=True)
    axes.set_xlim(*_roomy(across))
    axes.set_ylim(*_roomy(up))


def _roomy(values: Sequence[float]) -> tuple[float, float]:
    spread = max(max(values) - min(values), 0.01)
    return min(values) - 2 * MARGIN * spread, max(values) + 3 * MARGIN * spread


def _beyond(axes: Axes, found: Frontier) -> None:
    """Shade where no lawful plan is; only where that is proven."""
    if not found.complete:
        return
    x, y = _stairs(found)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    around = [right, x[0], *x, left, left, right], [bottom, bottom, *y, y[-1], top, top]
    axes.fill(*around, color=BEYOND, linewidth=0, zorder=0)
    axes.plot(x, y, color=FAINT, linewidth=0.8, zorder=1)
    axes.text(
        0.985,
        0.975,
        "No lawful plan is here",
        transform=axes.transAxes,
        ha="right",
        va="top",
        color=FAINT,
        style="italic",
    )


def _stairs(found: Frontier) -> tuple[list[float], list[float]]:
    """Return the line that no plan is beyond: down from each point to the next, then along."""
    x, y = [], []
    for i, point in enumerate(found.points):
        if i:
            x.append(point.scores[0])
            y.append(found.points[i - 1].scores[1])
        x.append(point.scores[0])
        y.append(point.scores[1])
    return x, y


def _plans(axes: Axes, found: Frontier) -> None:
    """Draw the plans: filled where some weights choose them, hollow where none do.

    While plans may be missing nobody knows which of them weights choose, and all look alike.
    """
    large: dict[str, Any] = {"facecolor": INK, "s": 34, "zorder": 4}
    small: dict[str, Any] = {"facecolor": "white", "s": 16, "zorder": 3}
    looks = {"found": small, "some": large, "none": small}
    labels = {
        "found": "Plans found",
        "some": "Best for some weights of the two",
        "none": "Best for no weights of the two",
    }
    for kind, places in _kinds(found).items():
        across, up = ([found.points[i].scores[axis] for i in places] for axis in (0, 1))
        label = labels[kind]
        axes.scatter(across, up, edgecolor=INK, linewidth=0.8, label=label, gid=kind, **looks[kind])


def _kinds(found: Frontier) -> dict[str, list[int]]:
    """Return the places of the points by how they look."""
    if not found.complete:
        return {"found": list(range(len(found.points)))}
    some = [i for i, point in enumerate(found.points) if point.supported]
    none = [i for i, point in enumerate(found.points) if not point.supported]
    return {"some": some, "none": none} if none else {"some": some}


def _ends(axes: Axes, found: Frontier) -> None:
    """Name the two ends by the objective that each is the best for."""
    if len(found.points) == 1:
        return
    first, second = (title.lower() for title in titles(found))
    last = len(found.points)
    for place, title, across, down in ((1, first, -9, -6), (last, second, 2, 13)):
        point = found.points[place - 1].scores
        axes.annotate(
            f"Plan {place}: best {title}",
            point,
            (across, down),
            textcoords="offset points",
            ha="right" if across < 0 else "left",
            va="center",
            color=INK,
            zorder=5,
            **PLAIN,
        )


def _reference(axes: Axes, found: Frontier, plan: Placed) -> None:
    """Draw the plan of the geography, and how far the frontier is to its right and above it."""
    x, y = plan.scores
    style: dict[str, Any] = {
        "marker": "D",
        "s": 64,
        "facecolor": "white",
        "edgecolor": INK,
        "linewidth": 1.8,
    }
    axes.scatter([x], [y], zorder=5, **style)
    right = [p.scores[0] for p in found.points if p.scores[1] >= y]
    above = [p.scores[1] for p in found.points if p.scores[0] >= x]
    arrow = {"arrowstyle": "->", "color": INK, "linewidth": 1.0, "shrinkA": 5, "shrinkB": 2}
    if right and max(right) > x:
        axes.annotate("", (max(right), y), (x, y), arrowprops=arrow, zorder=4)
        axes.annotate(
            f"{max(right) - x:+.3f}",
            ((x + max(right)) / 2, y),
            (0, -5),
            textcoords="offset points",
            ha="center",
            va="top",
            color=INK,
        )
    if above and max(above) > y:
        axes.annotate("", (x, max(above)), (x, y), arrowprops=arrow, zorder=4)
        axes.annotate(
            f"{max(above) - y:+.3f}",
            (x, (y + max(above)) / 2),
            (-5, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            color=INK,
        )
    broken = f"breaks the rules in {counted(plan.broken, 'place')}" if plan.broken else "lawful"
    axes.annotate(
        f"{plan.name}\n({broken})",
        (x, y),
        (-9, -6),
        textcoords="offset points",
        ha="right",
        va="top",
        color=INK,
        zorder=5,
        **PLAIN,
    )


def _words(axes: Axes, found: Frontier) -> None:
    """Title, axes in planners' words, and legend."""
    first, second = titles(found)
    plans = counted(len(found.points), "plan")
    said = "that no lawful plan beats in both" if found.complete else "found; others may be missing"
    where = found.scenario.title or found.scenario.name
    axes.set_title(
        f"{first} against {second.lower()}\n", loc="left", fontsize=14, fontweight="bold", **PLAIN
    )
    axes.text(0, 1.015, f"{where}: {plans} {said}", transform=axes.transAxes, color=FAINT, **PLAIN)
    types = objective_types()
    across, up = (types[name].reads for name in found.between)
    axes.set_xlabel(f"{first} (further right is better)\n{fill(across, 100)}", fontsize=9, **PLAIN)
    axes.set_ylabel(f"{second} (higher is better)\n{fill(up, 76)}", fontsize=9, **PLAIN)
    axes.grid(color="#D5DADD", linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower left", frameon=True, framealpha=1, edgecolor="#D5DADD")
