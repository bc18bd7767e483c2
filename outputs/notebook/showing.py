"""`show`: what a result, a file or a page looks like in a notebook.

Everything shown is in the output itself: nothing is fetched, and what has a script runs in a frame
of its own that cannot reach the notebook.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from rich.console import Group

from geodata.words import counted
from modelling.implications.topic import Topic
from outputs.answers.alternatives import alternatives_summary
from outputs.answers.frontier_words import sentences
from outputs.answers.price import price_summary
from outputs.answers.what_if import answer_summary
from outputs.maps.printed.drawing import Drawing
from outputs.notebook.frontier import frontier_drawing
from outputs.notebook.markup import html_of
from outputs.notebook.topics import topics_summary
from outputs.summary import summary
from solvers.nearly_best.alternatives import Alternatives
from solvers.outcome import Outcome
from solvers.questions.answer import Answer
from solvers.questions.price import PriceList
from solvers.trade_offs.frontier import Frontier

HEIGHT = 620
"""Pixels of a page within a notebook."""

MOST_ROWS = 12
"""Rows of a CSV that are shown."""

PICTURES: Mapping[str, str] = MappingProxyType({".svg": "image/svg+xml", ".png": "image/png"})


@dataclass(frozen=True)
class Shown:
    """HTML that a notebook shows when it is the last thing in a cell."""

    html: str = field(repr=False)
    title: str = ""

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return self.html


def show(found: object, height: int = HEIGHT) -> Shown:
    """Return what a notebook shows of a result, of a file, or of the files in a folder.

    Results are outcomes, answers, prices, alternatives, frontiers, drawings and lists of topics;
    files are web pages, PDFs, pictures and CSV tables; any other list is shown an item a line.
    `height` is that of a page or a PDF, in pixels. Raises `TypeError` for anything else.
    """
    if isinstance(found, Path):
        return _path(found, height)
    if isinstance(found, Drawing):
        return picture(found.svg, ".svg", found.alt)
    if isinstance(found, Frontier):
        said = html_of(Group(*sentences(found)))
        return Shown(picture(*frontier_drawing(found)).html + said, "frontier")
    for kind, summed_up in SUMMARIES.items():
        if isinstance(found, kind):
            return Shown(html_of(summed_up(found)), kind.__name__)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return _listed(found)
    raise TypeError(f"{type(found).__name__} is not shown: give a result, a path or a list")


SUMMARIES: Mapping[type, Callable[..., Group]] = MappingProxyType(
    {
        Outcome: summary,
        Answer: answer_summary,
        PriceList: price_summary,
        Alternatives: alternatives_summary,
    }
)
"""What sums up each kind of result, as the terminal shows it."""


def framed(page: str, title: str, height: int = HEIGHT) -> Shown:
    """Return a web page within the notebook, in a frame that cannot reach it."""
    frame = (
        f'<iframe srcdoc="{escape(page)}" title="{escape(title)}" '
        'sandbox="allow-scripts allow-downloads" '
        f'style="width:100%;height:{height}px;border:1px solid #d9dfe3"></iframe>'
    )
    return Shown(frame, title)


def picture(drawn: bytes, ending: str, alt: str) -> Shown:
    """Return a picture, as wide as the notebook at most."""
    data = base64.b64encode(drawn).decode("ascii")
    source = f"data:{PICTURES[ending]};base64,{data}"
    style = "max-width:100%;max-height:46rem;background:#fff"
    return Shown(f'<img src="{source}" alt="{escape(alt)}" style="{style}">', alt)


def _path(path: Path, height: int) -> Shown:
    ending = path.suffix.lower()
    if path.is_dir():
        return _folder(path)
    if ending in (".html", ".htm"):
        return framed(path.read_text(encoding="utf-8"), path.name, height)
    if ending in PICTURES:
        return picture(path.read_bytes(), ending, path.name)
    if ending == ".pdf":
        return _paper(path, height)
    if ending == ".csv":
        return _csv(path)
    endings = ".html, .pdf, .svg, .png or .csv"
    raise TypeError(f"{path.name} is not shown: give a {endings} file, or a folder")


def _paper(path: Path, height: int) -> Shown:
    """Return a PDF, shown by the browser's own reader where it has one."""
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    name = escape(path.name)
    return Shown(
        f'<embed src="data:application/pdf;base64,{data}" type="application/pdf" title="{name}" '
        f'style="width:100%;height:{height}px">',
        path.name,
    )


def _csv(path: Path) -> Shown:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    shown = table.head(MOST_ROWS).to_html(index=False, border=0, justify="left")
    left = len(table) - MOST_ROWS
    more = f"<p>and {counted(left, 'more row')}</p>" if left > 0 else ""
    return Shown(f'<div style="overflow-x:auto">{shown}</div>{more}', path.name)


def _folder(folder: Path) -> Shown:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    rows = "".join(
        f'<tr><td style="text-align:left">{escape(file.relative_to(folder).as_posix())}</td>'
        f"<td>{max(1, round(file.stat().st_size / 1000)):,} kB</td></tr>"
        for file in files
    )
    return Shown(f"<table><tbody>{rows}</tbody></table>", str(folder))


def _listed(found: Sequence[object]) -> Shown:
    if not found:
        return Shown("<p>Nothing.</p>")
    topics = [item for item in found if isinstance(item, Topic)]
    if len(topics) == len(found):
        return Shown(html_of(topics_summary(topics)), "topics")
    return Shown(f"<ul>{''.join(f'<li>{escape(str(item))}</li>' for item in found)}</ul>")
