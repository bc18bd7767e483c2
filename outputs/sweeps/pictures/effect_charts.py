"""Small charts of every score against one field of a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from geodata.words import counted
from outputs.maps.colours import INK
from outputs.maps.printed.drawing import Drawing
from outputs.sweeps.levels import Effect
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
from outputs.sweeps.values import shown_number
from outputs.sweeps.wording import field_title
from outputs.wording import objective_title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3
ROW_INCHES = 1.9
MOST_CHARTS = 9
LONGEST_TICK = 14
MOST_TICKS = 6


def effect_picture(effects: Sequence[Effect]) -> Drawing:
    """Return one chart a score of the effects of one field: every scenario, averages and ranges."""
    shown = effects[:MOST_CHARTS]
    columns = 2 if len(shown) in (2, 4) else COLUMNS
    rows = ceil(len(shown) / columns)
    title = field_title(shown[0].path)
    with chart(0.35 + rows * ROW_INCHES) as figure:
        grid = figure.subplots(rows, columns, squeeze=False).flat
        for axes, effect in zip(grid, shown, strict=False):
            _draw(axes, effect)
        for axes in list(figure.axes)[len(shown) :]:
            axes.set_visible(False)
        figure.supxlabel(words(title), fontsize=9, color=INK, **PLAIN)
    return Drawing(figure, words(title), _alt(title, shown))


def _draw(axes: Axes, effect: Effect) -> None:
    """Draw the scenarios as dots, the range of each level as a line, its average as a mark."""
    quiet(axes)
    at = _places(effect)
    many = len(effect.scores) > MOST_MARKS
    axes.scatter(
        _across(effect), effect.scores, s=9, color=DOT, linewidths=0, zorder=2, rasterized=many
    )
    axes.vlines(
        at, [x.least for x in effect.levels], [x.most for x in effect.levels],
        color=FAINT, linewidth=1.0, zorder=3,
    )  # fmt: skip
    means = [level.mean for level in effect.levels]
    line = "-" if effect.numeric else "none"
    axes.plot(at, means, linestyle=line, color=INK, linewidth=1.2, zorder=4)
    axes.scatter(at, means, s=26, marker="s", color=INK, linewidths=0, zorder=5)
    axes.set_ylim(*score_limits(effect.scores))
    if not effect.numeric:
        labels = [words(level.label, LONGEST_TICK) for level in effect.levels]
        axes.set_xlim(-0.5, len(at) - 0.5)
        turned = 90 if len(at) > 4 else 0
        axes.set_xticks(at, labels, rotation=turned, fontsize=8, **PLAIN)
    elif len(effect.levels) <= MOST_TICKS and not effect.ranged:
        axes.set_xticks(at, [level.label for level in effect.levels], fontsize=8)
    else:
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(lambda value, _place: shown_number(round(value, 9)))
    axes.set_title(words(objective_title(effect.score), 40), loc="left", fontsize=9, **PLAIN)


def _places(effect: Effect) -> list[float]:
    """Return where along the axis each level stands: the median of its values, or its place."""
    return [x.at if x.at is not None else float(i) for i, x in enumerate(effect.levels)]


def _across(effect: Effect) -> list[float]:
    """Return where along the axis each scenario stands."""
    if effect.numeric:
        return [float(value) for value in effect.values]
    return [float(i) for i in effect.level_of]


def _alt(title: str, effects: Sequence[Effect]) -> str:
    """Return what the charts show in words: for each score where its average begins and ends."""
    said = (
        f"{objective_title(e.score)} from an average of {e.levels[0].mean:.3f} at "
        f"{e.levels[0].label} to {e.levels[-1].mean:.3f} at {e.levels[-1].label}"
        for e in effects
    )
    charts = counted(len(effects), "small chart")
    return f"{charts} of a score against {title}: {'; '.join(said)}. The table gives every value."
