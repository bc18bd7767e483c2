"""Which SHAs belong together, because clusters of one may hold PCTs of another."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import combinations
from typing import TypeVar

import networkx as nx

K = TypeVar("K", bound=Hashable)


def sharing(
    pools: Mapping[K, Collection[str]], tied: Iterable[tuple[K, K]] = ()
) -> tuple[tuple[K, ...], ...]:
    """Return the keys whose pools share PCTs, directly or through others, in order.

    `tied` are pairs that belong together besides.
    """
    links = nx.Graph()
    links.add_nodes_from(pools)
    links.add_edges_from(
        (a, b) for a, b in combinations(pools, 2) if not set(pools[a]).isdisjoint(pools[b])
    )
    links.add_edges_from(tied)
    at = {key: i for i, key in enumerate(pools)}
    found = (tuple(sorted(group, key=at.__getitem__)) for group in nx.connected_components(links))
    return tuple(sorted(found, key=lambda group: at[group[0]]))
