"""Boards under the four governance models, side by side: a row for clusters that are alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from modelling.implications.board_measures import MODEL_TITLES
from modelling.implications.governance import MODELS
from modelling.implications.topic import Figures, Topic
from outputs.cluster_facts import ClusterFacts
from outputs.implications.tables import cell
from outputs.implications.values import worded
from outputs.report.blocks import Column, Kind, Table, Value

FIGURES: tuple[tuple[str, str, Kind], ...] = (
    ("chairs", "Chairs needed", "count"),
    ("non_executives", "Non-executives needed", "count"),
    ("shared", "Appointments shared", "count"),
    ("boards", "Boards that the executive teams serve", "count"),
    ("kept", "Office holders who could stay, at most", "count"),
    ("leave", "Office holders without a place, at least", "count"),
    ("cost", "Pay of non-executives a year", "money"),
    ("chairs_cost", "Pay of chairs a year", "money"),
)
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Non-executives needed, and boards that one team serves", ("non_executives", "boards")),
    ("Office holders who could stay at most, and who have no place at least", ("kept", "leave")),
    ("Appointments shared", ("shared",)),
    ("Pay of non-executives a year", ("cost",)),
    ("Pay of chairs a year", ("chairs_cost",)),
)
_SHORT = {"non_executives": "needed", "boards": "boards", "kept": "stay", "leave": "leave"}


def models_table(topic: Topic) -> Table:
    """Return what the four models ask of all clusters together, one column a model."""
    rows = tuple(
        (title, *(worded(topic.total[f"model_{m}_{key}"], kind) for m in MODELS))  # type: ignore[arg-type]
        for key, title, kind in FIGURES
        if any(topic.total[f"model_{m}_{key}"] is not None for m in MODELS)
    )
    return Table(
        name="boards-models",
        title="The four governance models, all clusters together",
        columns=(
            Column("In all", width=2.6),
            *(Column(title, "count", 1.4) for title in MODEL_TITLES.values()),
        ),
        rows=rows or (("Nothing is known of them", *["not known"] * len(MODELS)),),
        note="A range is of the lawful numbers of non-executives. Model 4 is read from the end of "
        "its paragraph alone.",
    )


def cluster_boards(topic: Topic, clusters: Iterable[ClusterFacts]) -> Iterator[Table]:
    """Yield the figures of the models by cluster, clusters with the same figures in one row."""
    alike = _alike(topic, clusters)
    for page, (title, keys) in enumerate(PAGES, start=1):
        shown = [(m, key) for key in keys for m in MODELS]
        if all(f[f"model_{m}_{key}"] is None for f in alike.values() for m, key in shown):
            continue
        kinds = {key: kind for key, _, kind in FIGURES}
        wide = 1.0 if len(keys) > 1 else 1.8
        yield Table(
            name=f"boards-{page}",
            title=f"{title}, by cluster",
            columns=(
                Column("Clusters", width=3.4),
                Column("PCT boards", "count", 0.9),
                *(Column(_heading(m, key, len(keys)), kinds[key], wide) for m, key in shown),
            ),
            rows=tuple((names, *_row(figures, shown)) for names, figures in alike.items()),
            note="Each figure is that of one cluster; clusters with the same figures share a row.",
        )


def _heading(model: int, key: str, figures: int) -> str:
    return f"Model {model}: {_SHORT[key]}" if figures > 1 else f"Model {model}"


def _row(figures: Figures, shown: Iterable[tuple[int, str]]) -> tuple[Value, ...]:
    kinds = {key: kind for key, _, kind in FIGURES}
    found = (cell(figures[f"model_{m}_{key}"], kinds[key]) for m, key in shown)  # type: ignore[arg-type]
    boards = figures["boards"]
    return (cell(boards, "count"), *found)


def _alike(topic: Topic, clusters: Iterable[ClusterFacts]) -> dict[str, Figures]:
    """Return the figures by the names of the clusters that share them, fewest boards first."""
    groups: dict[tuple[object, ...], list[ClusterFacts]] = {}
    for facts in clusters:
        groups.setdefault(tuple(topic.by_cluster[facts.id].values()), []).append(facts)
    found = {"; ".join(c.name for c in g): topic.by_cluster[g[0].id] for g in groups.values()}
    return dict(sorted(found.items(), key=lambda item: str(item[1]["boards"]).rjust(9)))
