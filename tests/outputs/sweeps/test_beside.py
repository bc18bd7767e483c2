"""Words beside marks stand over no mark and over no other words."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

from matplotlib.text import Annotation
from matplotlib.textpath import TextPath
from matplotlib.transforms import Bbox

from outputs.sweeps.pictures.axes import chart
from outputs.sweeps.pictures.beside import LETTERS, Mark, beside_marks


def ink(axes: Any, item: Annotation) -> Bbox:
    """Return where the letters themselves stand, in pixels."""
    pixels = axes.figure.dpi / 72
    drawn = TextPath((0, 0), item.get_text(), size=LETTERS.size, prop=LETTERS.font).get_extents()
    x, y = axes.transData.transform(item.xy) + [part * pixels for part in item.xyann]
    return Bbox.from_extents(*(drawn.extents * pixels + [x, y, x, y]))


def test_words_stand_clear_of_each_other_and_of_every_mark():
    drawn = random.Random(4)
    marks = [Mark(str(i), (drawn.random(), drawn.random()), 4.0) for i in range(150)]
    marks += [Mark("1000", marks[0].at, 4.0)]
    with chart(3) as figure:
        axes = figure.add_subplot()
        beside_marks(axes, marks)
        figure.draw_without_rendering()
        written = [item for item in axes.get_children() if isinstance(item, Annotation)]
        boxes = [ink(axes, item) for item in written]
        radius = 4.0 * figure.dpi / 72
        places = [axes.transData.transform(mark.at) for mark in marks]
    assert 50 < len(written) < len(marks)
    assert not any(a.padded(-0.5).overlaps(b.padded(-0.5)) for a, b in combinations(boxes, 2))
    for box in boxes:
        for x, y in places:
            across, up = max(box.x0 - x, x - box.x1, 0), max(box.y0 - y, y - box.y1, 0)
            assert across**2 + up**2 >= (radius - 1) ** 2
