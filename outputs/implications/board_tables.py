"""Boards under the four governance models, side by side: a row for clusters that are alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from modelling.implications.board_measures import MODEL_TITLES
from modelling.implications.governance import MODELS
from modelling.implications.topic import Figures, Topic
from modelling.implications.topic import Kind as MeasureKind
from modelling.implications.topic import Value as Cell
from outputs.cluster_facts import ClusterFacts
from outputs.implications.tables import KINDS, assumed, cell
from outputs.implications.values import worded
from outputs.report.blocks import Column, Table, Value

FIGURES: tuple[tuple[str, str, MeasureKind], ...] = (
    ("chairs", "Chairs needed", "count"),
    ("non_executives", "Non-executives needed", "count"),
    ("shared", "Appointments shared", "count"),
    ("boards", "Boards that the executive teams serve", "count"),
    ("cluster_board", "Chair and non-executives on the cluster board", "count"),
    ("kept", "Office holders who could stay, chairs as chairs only", "count"),
    ("leave", "Office holders without a place, chairs as chairs only", "count"),
    ("cost", "Pay of non-executives a year", "money"),
    ("chairs_cost", "Pay of chairs a year", "money"),
)
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Non-executives needed, and boards that one team serves", ("non_executives", "boards")),
    ("Appointments shared, and people on the cluster board", ("shared", "cluster_board")),
    (
        "Office holders who could stay, chairs as chairs only, and who have no place",
        ("kept", "leave"),
    ),
    ("Pay of non-executives a year", ("cost",)),
    ("Pay of chairs a year", ("chairs_cost",)),
)
ABOUT = (
    ("boards", "PCT boards"),
    ("nominees", "Nominated places"),
    ("chairs_in_post", "Chairs in post"),
    ("non_executives_in_post", "Non-execs in post"),
)
_SHORT = {
    "non_executives": "needed",
    "boards": "boards",
    "shared": "shared",
    "cluster_board": "board",
    "kept": "stay",
    "leave": "leave",
}
_KINDS: Mapping[str, MeasureKind] = {key: kind for key, _, kind in FIGURES}


def models_table(topic: Topic) -> Table:
    """Return what the four models ask of all clusters together, one column a model."""
    rows = tuple(
        (title, *(worded(topic.total[f"model_{m}_{key}"], kind) for m in MODELS))
        for key, title, kind in FIGURES
        if any(topic.total.get(f"model_{m}_{key}") is not None for m in MODELS)
    )
    return Table(
        name="boards-models",
        title="The four governance models, all clusters together",
        columns=(
            Column("In all", width=2.6),
            *(Column(title, "count", 1.4) for title in MODEL_TITLES.values()),
        ),
        rows=rows or (("Nothing is known of them", *["not known"] * len(MODELS)),),
        note=f"A range is of the lawful numbers of non-executives. {assumed([topic])}",
    )


def cluster_boards(topic: Topic, clusters: Iterable[ClusterFacts]) -> Iterator[Table]:
    """Yield the kinds of cluster, alike in every figure, and what the models ask of one of each."""
    kinds = _alike(topic, clusters)
    if not kinds:
        return
    yield _which(topic, kinds)
    for page, (title, keys) in enumerate(PAGES, start=1):
        shown = [(model, key) for key in keys for model in MODELS]
        figures = [topic.by_cluster[alike[0].id] for alike in kinds.values()]
        if all(f[f"model_{m}_{key}"] is None for f in figures for m, key in shown):
            continue
        headings = [f"Model {m}" + (f": {_SHORT[k]}" if len(keys) > 1 else "") for m, k in shown]
        rows = ((kind, *_row(f, shown)) for kind, f in zip(kinds, figures, strict=True))
        yield Table(
            name=f"boards-{page}",
            title=f"{title}, by kind of cluster",
            columns=(
                Column("Kind", width=0.8),
                Column("PCT boards", "count", 0.9),
                *(
                    Column(h, KINDS[_KINDS[k]], 1.2)
                    for h, (_, k) in zip(headings, shown, strict=True)
                ),
            ),
            rows=tuple(rows),
            note="Each figure is that of one cluster of the kind.",
        )


def _which(topic: Topic, kinds: Mapping[str, Sequence[ClusterFacts]]) -> Table:
    """Return which clusters are of which kind."""
    rows = []
    for kind, alike in kinds.items():
        figures = topic.by_cluster[alike[0].id]
        about = (cell(figures[key], "count") for key, _ in ABOUT)
        rows.append((kind, *about, len(alike), "; ".join(c.name for c in alike)))
    return Table(
        name="boards-kinds",
        title="Kinds of cluster, alike in every figure of their boards",
        columns=(
            Column("Kind", width=0.6),
            *(Column(title, "count", 1.1) for _, title in ABOUT),
            Column("Clusters", "count", 0.9),
            Column("Which they are", width=5),
        ),
        rows=tuple(rows),
    )


def _row(figures: Figures, shown: Iterable[tuple[int, str]]) -> tuple[Value, ...]:
    found = (cell(figures[f"model_{m}_{key}"], _KINDS[key]) for m, key in shown)
    return (cell(figures["boards"], "count"), *found)


def _alike(topic: Topic, clusters: Iterable[ClusterFacts]) -> Mapping[str, Sequence[ClusterFacts]]:
    """Return the clusters of every kind by its letter: A, B, ... Z, AA, fewest boards first."""
    groups: dict[tuple[Cell, ...], list[ClusterFacts]] = {}
    for facts in clusters:
        groups.setdefault(tuple(topic.by_cluster[facts.id].values()), []).append(facts)
    found = sorted(groups.values(), key=lambda g: len(g[0].pcts))
    return {_letter(i): alike for i, alike in enumerate(found)}


def _letter(i: int) -> str:
    return (_letter(i // 26 - 1) if i >= 26 else "") + chr(ord("A") + i % 26)
