"""Draws a scene: map, inset, furniture, key and heading on one sheet."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.figure import Figure

from outputs.maps.colours import INK
from outputs.maps.printed.furniture import scale_bar
from outputs.maps.printed.ground import draw_around
from outputs.maps.printed.inset import HEADER
from outputs.maps.printed.key import Key
from outputs.maps.printed.labels import draw_labels
from outputs.maps.printed.layout import SPARE, WIDTH, Page, best_page
from outputs.maps.printed.lettering import HEADING, TITLE, drawable_text, wrapped
from outputs.maps.printed.mapped import Mapped, mapped
from outputs.maps.printed.scene import Scene
from outputs.maps.printed.settings import own_settings
from outputs.maps.printed.sheet import Box, Sheet
from outputs.maps.printed.window import Window

FRAME = "#9AA5AC"


def composed(scene: Scene, inset: str | None = None, heading: str = "") -> Figure:
    """Return the picture of a scene, with a heading where one is given.

    `inset` names the region of the inset, "" for none; by default it is chosen.
    """
    with own_settings():
        return _composed(scene, inset, drawable_text(heading))


def _composed(scene: Scene, inset: str | None, words: str) -> Figure:
    title = wrapped(words, TITLE, WIDTH - 2 * SPARE) if words else ()
    page, found = _settled(scene, inset, title)
    sheet = Sheet(WIDTH, page.height)
    _draw_map(sheet, scene, page, found)
    page.strip.draw(sheet, found.panes.main, scene.shapes.crs)
    page.key.draw(sheet, *page.key_corner)
    for i, line in enumerate(title):
        sheet.text(0, page.height - TITLE.size - i * TITLE.leading, line, TITLE)
    return sheet.figure


def _settled(scene: Scene, inset: str | None, title: tuple[str, ...]) -> tuple[Page, Mapped]:
    """Return the page and its map, the key without what the map names.

    The first try keeps room for a key of everything; a second gives what the key spares to the
    map, and is taken if its own key fits.
    """
    page = best_page(scene, title)
    found = mapped(scene, page.map, inset)
    if not found.named:
        return page, found
    second = best_page(scene, title, found.named)
    again = mapped(scene, second.map, inset)
    if _key(scene, second, again).height <= second.key.height:
        page, found = second, again
    return replace(page, key=_key(scene, page, found)), found


def _key(scene: Scene, page: Page, found: Mapped) -> Key:
    return replace(page.key, rows=scene.rows(found.named))


def _draw_map(sheet: Sheet, scene: Scene, page: Page, found: Mapped) -> None:
    """Draw the map, a frame around it where it is a part of something, and the inset over it."""
    if scene.part:
        draw_around(sheet, found.terrain)
    scene.paint(sheet, found.terrain)
    if scene.part:
        sheet.rectangle(page.map, edge=FRAME, width=0.6)
    if found.closer is not None and found.panes.inset is not None and found.panes.box is not None:
        _draw_inset(sheet, scene, found, found.panes.inset, found.panes.box)
    draw_labels(sheet, found.labels)


def _draw_inset(sheet: Sheet, scene: Scene, found: Mapped, window: Window, box: Box) -> None:
    """Draw the inset with its name and its own scale, and on the map the ground that it shows."""
    left, bottom, right, top = box
    sheet.rectangle(box, fill="white", edge=INK, width=0.6)
    if found.closer is not None and found.region is not None:
        draw_around(sheet, found.closer)
        scene.paint(sheet, found.closer)
        name = wrapped(drawable_text(found.region.name), HEADING, right - left - 8, 1)
        sheet.rectangle((left, top - HEADER, right, top), fill="white", edge=INK, width=0.6)
        sheet.text(left + 4, top - HEADER + 3, name[0], HEADING)
    scale_bar(sheet, window, left + 4, bottom + 3.5, (right - left) / 3)
    draw_labels(sheet, found.closer_labels)
    sheet.rectangle(_on_map(found.panes.main, window), edge=INK, width=0.6)


def _on_map(main: Window, inset: Window) -> Box:
    """Return the box of the map that an inset shows."""
    west, south, east, north = inset.ground
    left, bottom, _, _ = main.box
    scale = main.metres_per_point
    return (
        left + (west - main.west) / scale,
        bottom + (south - main.south) / scale,
        left + (east - main.west) / scale,
        bottom + (north - main.south) / scale,
    )
