"""Which tables each topic is shown with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.geography import Geography
from modelling.implications.topic import Topic
from outputs.cluster_facts import ClusterFacts
from outputs.implications.board_tables import cluster_boards, models_table
from outputs.implications.partner_tables import (
    duties_table,
    kept_table,
    listing_of,
    officers_table,
    split_table,
    trust_table,
    who_table,
)
from outputs.implications.tables import MOST_FIGURES, cluster_tables, known_columns, listing_table
from outputs.report.blocks import Table

OWN_TABLES = frozenset(["boards", "accountability", "functions"])
"""Topics whose figures by cluster stand in tables of their own."""


def topic_tables(
    topic: Topic, clusters: Sequence[ClusterFacts], geography: Geography
) -> tuple[Table, ...]:
    """Return the tables of a topic, by cluster and of names, those without rows left out."""
    shown = () if topic.name in OWN_TABLES else cluster_tables(topic, clusters)
    more = (table for table in _more(topic, clusters, geography) if table is not None)
    return (*shown, *more)


def _more(
    topic: Topic, clusters: Sequence[ClusterFacts], geography: Geography
) -> Iterator[Table | None]:
    if topic.name == "posts":
        yield _pools(topic)
    elif topic.name == "pay":
        yield _directors(topic, clusters)
    elif topic.name == "boards":
        yield models_table(topic)
        yield from cluster_boards(topic, clusters)
    elif topic.name == "partners":
        yield split_table(topic)
        yield trust_table(topic, clusters)
    elif topic.name == "accountability":
        yield officers_table(topic, clusters, geography)
        yield kept_table(topic)
    elif topic.name == "functions":
        yield duties_table(topic)
        yield who_table(topic, clusters)


def _pools(topic: Topic) -> Table | None:
    listing = listing_of(topic, "pools")
    if listing is None:
        return None
    keys = known_columns(listing)
    return listing_table(listing, keys, "pools", [2.4, *[1.0] * (len(keys) - 1)])


def _directors(topic: Topic, clusters: Sequence[ClusterFacts]) -> Table | None:
    found = listing_of(topic, "directors")
    if found is None:
        return None
    rows = [row for facts in clusters for row in found.of_cluster(facts.id).rows]
    if not rows:
        return None
    listing = replace(found, rows=tuple(rows))
    keys = [c.key for c in listing.columns if c.key != "cluster"][: 1 + MOST_FIGURES]
    return listing_table(listing, keys, "pay-directors", [2.4, *[1.2] * (len(keys) - 1)])
