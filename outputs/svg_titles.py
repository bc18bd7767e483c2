"""Names the marks of an SVG, so that a browser shows what is under the pointer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from geodata.words import plain

_MARK = re.compile(r"<use ([^>]*)/>")


def with_titles(svg: str, group: str, titles: Sequence[str]) -> str:
    """Return the SVG with a title for each mark of a group that Matplotlib drew, in their order.

    Raises `ValueError` where the group has fewer marks than there are titles.
    """
    start = svg.find(f'<g id="{group}">')
    if start < 0:
        raise ValueError(f"the SVG has no group {group}")
    left: Iterator[str] = iter(titles)

    def titled(mark: re.Match[str]) -> str:
        return f"<use {mark[1].rstrip()}><title>{escape(plain(next(left)))}</title></use>"

    named, count = _MARK.subn(titled, svg[start:], count=len(titles))
    if count < len(titles):
        raise ValueError(f"the group {group} has {count} marks, not {len(titles)}")
    return svg[:start] + named
