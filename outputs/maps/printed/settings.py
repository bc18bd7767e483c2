"""Matplotlib's settings while a picture is made: its own defaults, whatever a user has set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import matplotlib as mpl

STYLE: dict[Any, Any] = {"svg.hashsalt": "printed", "svg.fonttype": "path"}
"""Letters are drawn as shapes: they look the same in Typst, in a browser and in print, whatever
fonts are there. The SVG's title and description carry the words for who cannot see."""

_ONE_AT_A_TIME = RLock()


@contextmanager
def own_settings() -> Iterator[None]:
    """Keep to the same settings inside the block, so that the same plan gives the same bytes.

    Matplotlib has one set of settings for the whole process: threads take turns.
    """
    with _ONE_AT_A_TIME, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield
