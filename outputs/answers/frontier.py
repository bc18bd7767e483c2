"""What the terminal shows of a frontier, and the folder that it leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from geodata.files import new_folder, write_text
from modelling.moves import moves
from outputs.answers.frontier_picture import write_pictures
from outputs.answers.frontier_tables import frontier_record, write_tables
from outputs.answers.frontier_words import sentences, shown, titles
from outputs.file_names import safe_name
from outputs.run_folder import RUNS
from outputs.wording import number

if TYPE_CHECKING:
    from solvers.trade_offs.frontier import Frontier

MOST_SHOWN = 15


def write_frontier(found: Frontier, out_dir: Path | None = None) -> Path:
    """Write everything about a frontier and return its folder.

    The folder is `out_dir` (by default `outputs/runs/<scenario name>`) and in it "frontier-" and
    the moment of writing: frontier.csv, frontier.json, frontier.svg and frontier.png,
    scenario.yaml, and in `plans` a CSV for each plan. It is there whole or not at all.
    """
    parent = Path(out_dir) if out_dir is not None else RUNS / safe_name(found.scenario.name)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    target = parent / f"frontier-{moment}"
    with new_folder(target) as folder:
        record = json.dumps(frontier_record(found), indent=2, ensure_ascii=False, allow_nan=False)
        write_text(folder / "frontier.json", record + "\n")
        asked = yaml.safe_dump(found.scenario.as_data(), sort_keys=False, allow_unicode=True)
        write_text(folder / "scenario.yaml", asked)
        write_tables(folder, found)
        write_pictures(folder, found)
    return target


def print_frontier(found: Frontier, folder: Path, console: Console) -> None:
    """Print what is proven, some of the plans, and where all of them are."""
    console.print(Group(*_parts(found, folder)), highlight=False)


def _parts(found: Frontier, folder: Path) -> Iterator[RenderableType]:
    where = found.scenario.title or found.scenario.name
    first, second = titles(found)
    yield Text(f"{where}: {first.lower()} against {second.lower()}", style="bold")
    if found.points:
        yield _table(found)
    said = list(sentences(found))
    yield Text(said[0], style="bold green" if found.complete else "bold yellow")
    yield from map(Text, said[1:])
    yield Text(f"Took {found.seconds:.1f} s.")
    yield Text("\nWritten", style="bold")
    yield from (Text(f"  {path}", overflow="fold") for path in sorted(folder.iterdir()))


def _table(found: Frontier) -> Table:
    """Return the ends of the frontier and some plans between them."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Plan", *titles(found), "Clusters", "PCTs that move from the row above"):
        table.add_column(title, justify="right")
    before, residents = None, found.geography.residents
    for place in shown(found, MOST_SHOWN):
        point = found.points[place]
        moved = "" if before is None else str(len(moves(before, point.plan, residents)))
        clusters = str(len(point.plan.clusters))
        table.add_row(str(place + 1), *map(number, point.scores), clusters, moved)
        before = point.plan
    return table
