"""A report as one HTML file that opens in any browser with the network unplugged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup, escape

from geodata.files import write_text
from outputs.assets import environment, own, script_hash
from outputs.report.blocks import Report
from outputs.report.writers.document import document, pictures

LONGEST_WORD, PART = 24, 12
"""A word of more letters than this may be broken after every `PART` letters."""

UNQUOTED = " !$&()*+,-./:;=?@_~'"
"""What may stand in a data URI as it is, beside letters and digits."""


def write_html(path: Path, report: Report, sortable: bool = False) -> None:
    """Write the report as one HTML file, whole or not at all."""
    write_text(path, report_page(report, sortable))


def report_page(report: Report, sortable: bool = False) -> str:
    """Return the HTML of the report: no script, no request, every text escaped.

    With `sortable` it has one script, its own, by which a reader sorts and narrows the tables;
    without scripts it is the same page.

    Pictures are images and no part of the page, so that nothing inside one can run or be styled.
    """
    style = own("report/report.css") + (own("report/tables.css") if sortable else "")
    script = own("report/tables.js") if sortable else ""
    jinja = environment().overlay()
    jinja.filters = {**jinja.filters, "wrapped": wrapped}
    return jinja.get_template("report/report.html").render(
        **document(report),
        pictures={anchor: _data_uri(svg) for anchor, svg in pictures(report).items()},
        style=Markup(style),  # noqa: S704
        allowed=Markup(script_hash(style)),  # noqa: S704
        script=Markup(script),  # noqa: S704
        script_allowed=Markup(script_hash(script)),  # noqa: S704
    )


def wrapped(text: str) -> Markup:
    """Return the text escaped, with places to break in words that no column is wide enough for."""
    return Markup("").join(_parts(text))


def _parts(text: str) -> Iterator[Markup]:
    for word in re.split(r"(\s+)", text):
        if len(word) <= LONGEST_WORD:
            yield escape(word)
        else:
            parts = [escape(word[i : i + PART]) for i in range(0, len(word), PART)]
            yield Markup("<wbr>").join(parts)


def _data_uri(svg: bytes) -> str:
    """Return an SVG as a data URI, in which spaces and most signs need no quoting."""
    return "data:image/svg+xml," + quote(re.sub(rb"\s+", b" ", svg), safe=UNQUOTED)
