"""A report as a PDF on A4, set by Typst with fonts of its own: the same on every machine."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from geodata.files import replacing
from outputs.assets import TEMPLATES
from outputs.report.blocks import Boxes, Facts, Items, Paragraph, Picture, Report, Signature, Table
from outputs.report.writers.reading import Heading, Placed, reading
from outputs.report.writers.values import UNKNOWN, plain, shown

PARTS = ("report.typ", "tables.typ", "words.typ")

FONTS: Mapping[str, tuple[str, ...]] = {
    "font_source_sans_pro/files": (
        "SourceSansPro-Regular.ttf",
        "SourceSansPro-It.ttf",
        "SourceSansPro-Semibold.ttf",
        "SourceSansPro-Bold.ttf",
    ),
    "matplotlib/mpl-data/fonts/ttf": (
        "DejaVuSans.ttf",
        "DejaVuSans-Bold.ttf",
        "DejaVuSans-Oblique.ttf",
        "LastResortHE-Regular.ttf",
    ),
}
"""Fonts by the package that brings them: one for Latin, Greek and Cyrillic, then those for the rest."""

UNTITLED = "–"
"""What stands for a heading of nothing but spaces, which no reader of bookmarks could find."""

STANDARD = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged for screen readers, with words for every picture."""


def write_pdf(path: Path, report: Report) -> None:
    """Write the report as a PDF, whole or not at all.

    Typst reads nothing but a temporary folder that holds the template, the blocks as JSON, the
    pictures and the fonts: no network, no font of the machine's own.
    """
    with tempfile.TemporaryDirectory(prefix="report-") as temporary, replacing(path) as target:
        folder = Path(temporary)
        _lay_out(folder, report)
        typst.compile(
            str(folder / "report.typ"),
            output=str(target),
            root=str(folder),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
            pdf_standards=[STANDARD],
            timestamp=int(report.moment.timestamp()) if report.moment else 0,
        )


def _lay_out(folder: Path, report: Report) -> None:
    """Fill the folder that Typst reads."""
    for part in PARTS:
        text = (TEMPLATES / "report" / part).read_text(encoding="utf-8")
        (folder / part).write_text(text, encoding="utf-8")
    fonts = folder / "fonts"
    fonts.mkdir()
    for package, names in FONTS.items():
        for name in names:
            shutil.copyfile(_package_folder(package) / name, fonts / name)
    data = json.dumps(report_data(report, folder), ensure_ascii=False, allow_nan=False)
    (folder / "report.json").write_text(data, encoding="utf-8")


def _package_folder(place: str) -> Path:
    """Return a folder within an installed package, which is located and not imported."""
    package, _, rest = place.partition("/")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"fonts are missing: install {package.replace('_', '-')}")
    return Path(spec.submodule_search_locations[0]) / rest


def report_data(report: Report, folder: Path) -> dict[str, Any]:
    """Return what the template reads; the pictures are written to `folder`."""
    moment = report.moment
    return {
        "title": plain(report.title),
        "subtitle": plain(report.subtitle),
        "footer": plain(report.footer),
        "attribution": plain(report.attribution),
        "moment": {"year": moment.year, "month": moment.month, "day": moment.day}
        if moment
        else None,
        "unknown": UNKNOWN,
        "facts": _pairs(report.facts),
        "blocks": list(_blocks(report, folder)),
    }


def _blocks(report: Report, folder: Path) -> Iterator[dict[str, Any]]:
    for entry in reading(report):
        if isinstance(entry, Heading):
            yield {
                "block": "section",
                "depth": entry.depth,
                "title": plain(entry.title).strip() or UNTITLED,
                "new_page": entry.new_page,
            }
        else:
            yield _block(entry, folder)


def _block(entry: Placed, folder: Path) -> dict[str, Any]:
    match entry.block:
        case Paragraph(text, kind):
            return {"block": "paragraph", "kind": kind, "text": plain(text)}
        case Facts():
            return {"block": "facts", "values": _pairs(entry.block)}
        case Items(items):
            return {"block": "items", "items": [plain(item) for item in items]}
        case Table():
            return {"block": "table", **_table(entry.block)}
        case Picture():
            return {"block": "picture", **_picture(entry.block, entry.anchor, folder)}
        case Boxes(boxes):
            rows = [{"label": plain(box.label), "hint": plain(box.hint)} for box in boxes]
            return {"block": "boxes", "boxes": rows}
        case Signature(lines):
            return {"block": "signature", "lines": [plain(line) for line in lines]}


def _pairs(facts: Facts) -> list[tuple[str, str]]:
    return [(plain(label), plain(value)) for label, value in facts.values.items()]


def _table(table: Table) -> dict[str, Any]:
    """Return a table with every cell as it is read, and null for what is not known."""

    def read(row: tuple[Any, ...]) -> list[str | None]:
        said = [shown(value, c.kind) for value, c in zip(row, table.columns, strict=True)]
        return [None if text == UNKNOWN else text for text in said]

    return {
        "title": plain(table.title),
        "note": plain(table.note),
        "columns": [
            {"title": plain(c.title), "figure": c.kind != "text", "width": c.width}
            for c in table.columns
        ],
        "rows": [read(row) for row in table.rows],
        "total": None if table.total is None else read(table.total),
    }


def _picture(picture: Picture, name: str, folder: Path) -> dict[str, Any]:
    """Write a picture under a name of our own, and return how it is set."""
    file = f"{name}.svg"
    (folder / file).write_bytes(picture.svg)
    return {
        "file": file,
        "alt": plain(picture.alt),
        "caption": plain(picture.caption),
        "size": picture.size,
    }
