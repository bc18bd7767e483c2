"""Plans nearly as good as the best as data: one JSON document, and a folder of tables."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from geodata.files import new_folder, write_text
from outputs.answers.alternatives_wording import moves_in_words
from outputs.file_names import safe_name
from outputs.maps.settled import write_settled_map
from outputs.record import finite, versions
from outputs.tables import BYTE_ORDER_MARK, defused, write_plan_csv
from outputs.wording import TOTAL
from solvers.nearly_best.alternatives import Alternatives

PAIRS = ("pct_a", "pct_a_name", "pct_b", "pct_b_name", "sha", "together", "always", "never")
SETTLED = ("pct", "pct_name", "sha", "settled", "clusters", "share", "usual", "usual_names")


def alternatives_record(found: Alternatives) -> dict[str, Any]:
    """Return everything as plain data for JSON.

    `total` is the least and the most that the number of plans within the tolerance can be, and
    `shares_of` says which plans the shares of `neighbours` and `places` are of.
    """
    return finite(
        {
            "scenario": found.scenario.as_data(),
            "geography": found.geography.name,
            "status": str(found.status),
            "within": str(found.within) if found.within else None,
            "given_up_at_most": found.tolerated,
            "count": found.count,
            "differ": found.differ,
            "complete": found.complete,
            "cut_short": found.cut_short,
            "total": None if found.total is None else [int(number) for number in found.total],
            "shares_of": "every plan" if found.over_all else "the plans listed",
            "plans": list(_plans(found)),
            "neighbours": [vars(pair) for pair in found.neighbours],
            "places": [vars(place) | {"settled": place.settled} for place in found.places],
            "reasons": found.reasons,
            "seconds": found.seconds,
            "inputs_sha256": found.geography.sha256,
            "versions": versions(),
        }
    )


def _plans(found: Alternatives) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(found.plans, start=1):
        yield {
            "plan": number,
            "score": item.score,
            "given_up": item.given_up,
            "scores": item.scores,
            "moves": [
                {"pct": move.pct, "from": move.before, "to": move.after} for move in item.moves
            ],
            "clusters": {item.plan.cluster_name(c): p for c, p in item.plan.clusters.items()},
        }


def write_alternatives(found: Alternatives, out_dir: Path) -> Path:
    """Write a folder about the alternatives into `out_dir`, whole or not at all; return it.

    alternatives.json and scenario.yaml; alternatives.csv, one row a plan; plans/, each plan as
    `clusters check` and `clusters map` read one; pairs.csv, settled.csv, and the map settled.html
    for a geography with boundaries. Tables are UTF-8 with a byte order mark, and cells that a
    spreadsheet would run are made harmless.
    """
    record = json.dumps(alternatives_record(found), indent=2, ensure_ascii=False, allow_nan=False)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    digest = hashlib.sha256(record.encode("utf-8")).hexdigest()[:8]
    target = Path(out_dir) / f"{safe_name(found.scenario.name)}-{moment}-{digest}"
    with new_folder(target) as folder:
        scenario = yaml.safe_dump(found.scenario.as_data(), sort_keys=False, allow_unicode=True)
        write_text(folder / "alternatives.json", record + "\n")
        write_text(folder / "scenario.yaml", scenario)
        _write(folder / "alternatives.csv", list(_plan_table(found)))
        width = len(str(len(found.plans)))
        for number, item in enumerate(found.plans, start=1):
            write_plan_csv(folder / "plans" / f"{number:0{width}}.csv", item.plan, found.geography)
        _write(folder / "pairs.csv", [PAIRS, *_pair_rows(found)])
        _write(folder / "settled.csv", [SETTLED, *_settled_rows(found)])
        if found.geography.boundaries is not None:
            write_settled_map(folder / "settled.html", found)
    return target


def _plan_table(found: Alternatives) -> Iterator[Sequence[Any]]:
    """Yield the heading and a row for each plan: score, what it gives up, moves, every score."""
    scores = [name for name in found.plans[0].scores if name != TOTAL] if found.plans else []
    yield ("plan", "score", "given_up", "pcts_moved", "moves", *scores)
    for number, item in enumerate(found.plans, start=1):
        said = moves_in_words(found.plans[0].plan, item.plan, item.moves, found.geography)
        own = [item.scores[name] for name in scores]
        yield (number, item.score, item.given_up, len(item.moves), "; ".join(said), *own)


def _pair_rows(found: Alternatives) -> Iterator[Sequence[Any]]:
    names, sha = found.geography.names, found.geography.sha_of
    for pair in found.neighbours:
        shas = " + ".join(dict.fromkeys((sha[pair.a], sha[pair.b])))
        known = (pair.a, names[pair.a], pair.b, names[pair.b], shas)
        yield (*known, pair.share, pair.always, pair.never)


def _settled_rows(found: Alternatives) -> Iterator[Sequence[Any]]:
    names, sha = found.geography.names, found.geography.sha_of
    for place in found.places:
        known = (place.pct, names[place.pct], sha[place.pct], place.settled, place.clusters)
        mates = "; ".join(names[pct] for pct in place.usual)
        yield (*known, place.share, "; ".join(place.usual), mates)


def _write(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([defused(c) if isinstance(c, str) else c for c in row] for row in rows)
    write_text(path, BYTE_ORDER_MARK + text.getvalue())
