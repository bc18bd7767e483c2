"""A comparison as a terminal shows it: at 80 columns and more."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from geodata.words import counted
from modelling.comparison import ComparedPlan, Comparison
from modelling.difference import Difference
from outputs.comparison.tables import (
    moves_table,
    pairs_table,
    plans_table,
    rules_table,
    scores_table,
)
from outputs.comparison.words import breach, identical, letter, opening, warnings
from outputs.difference_words import not_compared, summary, what_happens
from outputs.report.blocks import Table
from outputs.report.writers.values import shown

WIDEST = 140
"""Columns that a table takes at most, also where nothing else is wrapped."""

TITLES, SCORE, VERDICT = 46, 8, 11
"""Columns that headings of rows take, and that one plan takes in each table."""

WORD = 12
"""Letters of a word that no column is too narrow for."""

MOST_PAIRS = 15
MOST_MOVES = 12
MOST_BROKEN = 10
"""Rows that are shown of each; the files hold all."""


def comparison_summary(found: Comparison, width: int) -> Group:
    """Return what the terminal shows, for a terminal that is so many columns wide."""
    wide = min(width, WIDEST)
    parts: list[RenderableType] = [Text(opening(found), style="bold")]
    parts += [Text(f"• {said}") for said in warnings(found)]
    parts += [*_drawn(plans_table(found))]
    for places in _parted(found, (wide - TITLES) // SCORE):
        headings = [letter(i) for i in places]
        parts += _drawn(scores_table(found, places, headings, measured=False))
    for places in _parted(found, (wide - TITLES) // VERDICT):
        parts += _drawn(rules_table(found, places, [letter(i) for i in places], cited=False))
    for plan in found.plans:
        parts += _broken(plan)
    parts += _pairs(found)
    for change in found.differences:
        parts += _change(change)
    return Group(*parts)


def print_comparison(found: Comparison, console: Console) -> None:
    """Print the comparison, wrapped to the console's width."""
    console.print(comparison_summary(found, console.width), highlight=False)


def _parted(found: Comparison, most: int) -> Iterator[range]:
    """Yield the places of as many plans at a time as there is room for, of about equal number."""
    plans = len(found.plans)
    tables = -(-plans // max(1, most))
    step = -(-plans // tables)
    return (range(start, min(start + step, plans)) for start in range(0, plans, step))


def _drawn(table: Table) -> Iterator[RenderableType]:
    """Yield a table of the report. Names are never read as markup."""
    columns: list[list[Text]] = []
    found = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=table.total is not None)
    for i, column in enumerate(table.columns):
        foot = "" if table.total is None else shown(table.total[i], column.kind)
        figures = column.kind != "text"
        cells = [Text(shown(row[i], column.kind)) for row in table.rows]
        found.add_column(
            Text(column.title),
            footer=Text(foot),
            justify="right" if figures else "left",
            overflow="fold",
            min_width=_needed(cells, column.title, figures),
        )
        columns.append(cells)
    for row in zip(*columns, strict=True):
        found.add_row(*row)
    yield Text(f"\n{table.title}", style="bold")
    yield Constrain(found, WIDEST)
    if table.note:
        yield Constrain(Text(table.note, style="dim"), WIDEST)


def _needed(cells: list[Text], title: str, figures: bool) -> int:
    """Return the width that a column keeps when there is little room: figures and words whole."""
    words = [Text(word).cell_len for cell in cells for word in cell.plain.split()]
    whole = [cell.cell_len for cell in cells] if figures else [min(w, WORD) for w in words]
    return max((*whole, *(len(word) for word in title.split())), default=1)


def _broken(plan: ComparedPlan) -> Iterator[RenderableType]:
    if not plan.violations:
        return
    yield Text(f"\nWhat {plan.name} breaks")
    for violation in plan.violations[:MOST_BROKEN]:
        yield _bullet(breach(violation))
    more = len(plan.violations) - MOST_BROKEN
    if more > 0:
        yield _bullet(f"and {more} more")


def _pairs(found: Comparison) -> Iterator[RenderableType]:
    """Yield every pair, or where there are many those with the first plan, as far as they go."""
    pairs = found.pairs
    if len(pairs) > MOST_PAIRS:
        pairs = tuple(pair for pair in pairs if pair.first == 0)[:MOST_PAIRS]
    yield from _drawn(pairs_table(found, pairs))
    if rest := len(found.pairs) - len(pairs):
        yield Text(f"{counted(rest, 'pair')} more: --out FOLDER writes all of them.")
    yield from map(Text, identical(found))


def _change(change: Difference) -> Iterator[RenderableType]:
    title = f"From {change.before.name} to {change.after.name}"
    yield Text(f"\n{title}", style="bold")
    yield Text(summary(change))
    yield from map(_bullet, (*what_happens(change), *not_compared(change)))
    if change.moves:
        yield from _drawn(moves_table(change, "moves", change.moves[:MOST_MOVES]))
    if len(change.moves) > MOST_MOVES:
        rest = counted(len(change.moves) - MOST_MOVES, "PCT")
        yield Text(f"{rest} more: --out FOLDER writes all of them.")


def _bullet(text: str) -> RenderableType:
    return Padding(Text(f"• {text}"), (0, 0, 0, 2), expand=False)
