"""What a terminal shows, as HTML that a notebook shows: paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rich.console import ConsoleRenderable, Group, RichCast
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

Renderable = ConsoleRenderable | RichCast | str

CELL = "vertical-align:top;padding:0.25em 0.9em 0.25em 0"


def html_of(found: Renderable) -> str:
    """Return the HTML of what is printed with Rich. Names are escaped, colours left to the page.

    Raises `TypeError` for what is neither text nor a table, nor a group of them.
    """
    if isinstance(found, Group):
        return "\n".join(map(html_of, found.renderables))
    if isinstance(found, Constrain | Padding):
        return html_of(found.renderable)
    if isinstance(found, Table):
        return _table(found)
    if isinstance(found, Text | str):
        return "\n".join(map(_paragraph, _text(found).split("\n")))
    raise TypeError(f"{type(found).__name__} is not shown in a notebook")


def _text(found: object) -> Text:
    """Return a cell or a line as Rich text; nothing in it is read as markup."""
    return found if isinstance(found, Text) else Text(str(found))


def _paragraph(line: Text) -> str:
    """Return a line as a paragraph, indented as much as it is."""
    bare = line.copy()
    bare.rstrip()
    if not bare.plain:
        return ""
    spaces = len(bare.plain) - len(bare.plain.lstrip())
    said = _inline(bare[spaces:])
    return f'<p style="margin:0.3em 0 0.3em {spaces * 0.6:g}em">{said}</p>'


def _inline(text: Text) -> str:
    """Return text with what is bold or dim kept so."""
    cuts = sorted({end for span in text.spans for end in (span.start, span.end)})
    inside = [cut for cut in cuts if 0 < cut < len(text.plain)]
    return "".join(map(_piece, text.divide(inside)))


def _piece(text: Text) -> str:
    styles = " ".join([str(text.style), *(str(span.style) for span in text.spans)]).split()
    said = escape(text.plain)
    if "bold" in styles:
        return f"<b>{said}</b>"
    return f'<span style="opacity:0.75">{said}</span>' if "dim" in styles else said


def _table(table: Table) -> str:
    """Return a table with its title, header and footer; wide ones are scrolled by themselves."""
    parts = []
    if table.title:
        parts.append(f'<caption style="text-align:left">{_inline(_text(table.title))}</caption>')
    if table.show_header:
        parts.append(f"<thead>{_row(table, [c.header for c in table.columns], 'th')}</thead>")
    rows = zip(*(column.cells for column in table.columns), strict=True)
    parts.append(f"<tbody>{''.join(_row(table, list(row), 'td') for row in rows)}</tbody>")
    if table.show_footer:
        parts.append(f"<tfoot>{_row(table, [c.footer for c in table.columns], 'th')}</tfoot>")
    return f'<div style="overflow:auto;max-height:26em"><table>{"".join(parts)}</table></div>'


def _row(table: Table, cells: list[object], tag: str) -> str:
    return f"<tr>{''.join(_cells(table.columns, cells, tag))}</tr>"


def _cells(columns: list[Column], cells: list[object], tag: str) -> Iterator[str]:
    for column, cell in zip(columns, cells, strict=True):
        side = "right" if column.justify == "right" else "left"
        lines = "<br>".join(map(_inline, _text(cell).split("\n")))
        yield f'<{tag} style="text-align:{side};{CELL}">{lines}</{tag}>'
