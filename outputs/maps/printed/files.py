"""The printed maps as files: of the plan, of what differs, and of each SHA."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from geodata.files import replacing
from geodata.geography import Geography
from modelling.plan import Plan
from outputs.file_names import safe_name
from outputs.maps.printed.difference import difference_picture
from outputs.maps.printed.drawing import Drawing
from outputs.maps.printed.plan import plan_picture
from outputs.maps.views import MapAsk

DPI = 200


def write_printed(
    folder: Path,
    plan: Plan,
    geography: Geography,
    against: Plan | None = None,
    *,
    title: str = "",
) -> list[Path]:
    """Write the maps of a plan for print, each as SVG and as PNG, and return the files.

    plan.svg and plan.png; difference.svg and difference.png where there is a plan to compare
    with; and where the plan has several SHAs, one of each named for it. Files of these names are
    written over. Raises `InputError` for a geography without boundaries.
    """
    title = title or plan.name
    pictures = [("plan", plan_picture(plan, geography, heading=title))]
    if against is not None:
        heading = f"What moves from {against.name} to {title}"
        drawn = difference_picture(against, plan, geography, heading=heading)
        pictures.append(("difference", drawn))
    pictures.extend(_of_shas(plan, geography, title))
    return [path for name, drawing in pictures for path in _write(folder, name, drawing)]


def draw(ask: MapAsk) -> list[Path]:
    """Write the maps for print into a folder, compared with another plan if one was given."""
    folder = ask.folder("printed")
    return write_printed(folder, ask.plan, ask.case.geography, ask.against, title=ask.title)


def _of_shas(plan: Plan, geography: Geography, title: str) -> Iterator[tuple[str, Drawing]]:
    """Yield a file name and the picture of every SHA that the plan has PCTs of, if many."""
    shas = sorted({geography.sha_of[pct] for pct in plan.cluster_of})
    if len(shas) == 1:
        return
    for name, sha in zip(_file_names(shas), shas, strict=True):
        pcts = [pct for pct in geography.codes if geography.sha_of[pct] == sha]
        yield name, plan_picture(plan, geography, pcts, heading=f"{title}: {sha}")


def _file_names(shas: Iterable[str]) -> Iterator[str]:
    """Yield a file name for every SHA, no two alike on any system."""
    used: set[str] = set()
    for sha in shas:
        name, number = f"sha-{safe_name(sha)}", 1
        while name.casefold() in used:
            number += 1
            name = f"sha-{safe_name(sha)}-{number}"
        used.add(name.casefold())
        yield name


def _write(folder: Path, name: str, drawing: Drawing) -> Iterator[Path]:
    """Write a picture as SVG and as PNG, each whole or not at all."""
    for ending, data in (("svg", drawing.svg), ("png", drawing.png(DPI))):
        path = folder / f"{name}.{ending}"
        with replacing(path) as temporary:
            temporary.write_bytes(data)
        yield path
