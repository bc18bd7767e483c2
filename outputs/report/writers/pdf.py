"""A report as a PDF on A4, set by Typst with fonts of its own: the same on every machine."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import typst

from geodata.files import replacing
from outputs.assets import TEMPLATES
from outputs.report.blocks import Report
from outputs.report.writers.document import document, pictures

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
"""Fonts by the package that brings them: Latin, Greek and Cyrillic first, then other scripts."""

STANDARD: Final = "ua-1"
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
    for anchor, svg in pictures(report).items():
        (folder / f"{anchor}.svg").write_bytes(svg)
    data = json.dumps(document(report) | {"date": _date(report)}, ensure_ascii=False)
    (folder / "report.json").write_text(data, encoding="utf-8")


def _date(report: Report) -> dict[str, Any] | None:
    moment = report.moment
    return {"year": moment.year, "month": moment.month, "day": moment.day} if moment else None


def _package_folder(place: str) -> Path:
    """Return a folder within an installed package, which is located and not imported."""
    package, _, rest = place.partition("/")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"fonts are missing: install {package.replace('_', '-')}")
    return Path(spec.submodule_search_locations[0]) / rest
