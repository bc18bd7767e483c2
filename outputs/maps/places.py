"""Where a map is written: a web page, or a folder of files."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.files import new_folder
from geodata.problems import InputError, Problem

WEB_PAGES = (".html", ".htm")
OF_FILES = (*WEB_PAGES, ".svg", ".png", ".pdf")
"""Endings that name a file, never a folder."""

MAPS = "maps"
"""The folder of a run that its maps are written to."""

INDEX = "index.html"
MADE_BY = '<meta name="generator" content="clusters map --show shas">'
"""What the index of a folder of SHAs says of itself, so that it may be written over."""

_PAGE = re.compile(r"\d{2,}-.*\.html")


def page_at(out: Path | None, name: str, folder: Path) -> Path:
    """Return the web page to write.

    Called `name` in `folder` where `out` is None, and in `out` where that is a folder; else `out`,
    with .html after it where it has no such ending. Raises `InputError` for a file that is no page.
    """
    if out is None or out.is_dir():
        return (out or folder) / f"{name}.html"
    if out.exists() and out.suffix.lower() not in WEB_PAGES:
        remedy = "give a file that ends in .html"
        raise InputError([Problem(str(out), "", "exists and is no map", remedy)])
    return out if out.suffix.lower() in WEB_PAGES else out.with_name(f"{out.name}.html")


def folder_at(out: Path | None, name: str, folder: Path) -> Path:
    """Return the folder to write: `out`, or one called `name` in `folder`.

    Raises `InputError` for a file, or for what is called like one.
    """
    target = out or folder / name
    if target.is_dir() or not (target.exists() or target.suffix.lower() in OF_FILES):
        return target
    remedy = f"name a folder: --out {target.with_suffix('')}"
    raise InputError([Problem(str(target), "", "is a file, and this map is a folder", remedy)])


@contextmanager
def own_folder(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder to fill with pages of SHAs, that becomes `folder` once it is whole.

    An empty folder is filled, and one that was filled like this before is replaced. Raises
    `InputError` for a folder that holds anything else.
    """
    if not folder.exists():
        with new_folder(folder) as hidden:
            yield hidden
        return
    if any(folder.iterdir()) and not _is_own(folder):
        remedy = "name a new folder, or an empty one, with --out"
        message = "holds other files than the pages of SHAs"
        raise InputError([Problem(str(folder), "", message, remedy)])
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as kept:
        new, old = Path(kept) / "new", Path(kept) / "old"
        with new_folder(new) as hidden:
            yield hidden
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise


def _is_own(folder: Path) -> bool:
    """Return whether the folder holds the pages of SHAs and nothing else."""
    index = folder / INDEX
    others = [path.name for path in folder.iterdir() if path.name != INDEX]
    pages = all(map(_PAGE.fullmatch, others))
    return pages and index.is_file() and MADE_BY in index.read_text("utf-8", "replace")
