"""How closely clusters keep to rules about the map: one piece, one SHA, no footprint shared."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from geodata.words import counted
from modelling.overlaps import nearest_footprints, overlaps
from modelling.rules.contiguity import Contiguity
from modelling.rules.footprint import Footprint
from modelling.rules.sha_boundaries import ShaBoundaries
from outputs.report.margins.base import Margin, Where, words_of


def in_one_piece(rule: Contiguity, where: Where) -> Iterator[Margin]:
    """Yield the clusters that hang together only by more than land borders."""
    land = nx.Graph(where.case.graph(["land"]))
    parted = [
        c
        for c, pcts in where.members.items()
        if len(pcts) > 1 and not nx.is_connected(land.subgraph(pcts))
    ]
    asked, met = words_of(rule, where.case)[()], not where.broken(rule)
    if not met:
        spare = f"{counted(len(where.broken(rule)), 'cluster')} in parts"
        names = where.named([v.cluster for v in where.broken(rule) if v.cluster])
        yield Margin(asked, rule.paragraph, names, "", spare, met)
        return
    figure = "not joined by land alone" if parted else "all joined by land alone"
    yield Margin(asked, rule.paragraph, where.named(parted), figure, "", met)


def in_one_sha(rule: ShaBoundaries, where: Where) -> Iterator[Margin]:
    """Yield the clusters with PCTs of more than one SHA, by an exception or against the rule."""
    sha_of, broken = where.case.geography.sha_of, where.broken(rule)
    across = [c for c, pcts in where.members.items() if len({sha_of[p] for p in pcts}) > 1]
    figure = "PCTs of more than one SHA" if across else "none crosses a border"
    spare = ""
    if broken:
        spare = f"{counted(len(broken), 'cluster')} against the rule"
    elif across:
        spare = "by an exception of the scenario"
    asked = words_of(rule, where.case)[()]
    yield Margin(asked, rule.paragraph, where.named(across), figure, spare, not broken)


def off_the_footprint(rule: Footprint, where: Where) -> Iterator[Margin]:
    """Yield for each set of consortia the cluster that comes nearest to the footprint of one."""
    asked = words_of(rule, where.case)
    for i, (name, threshold) in enumerate(rule.thresholds.items()):
        found = overlaps(where.plan, where.case.geography, {name: threshold})
        here = [p for c, p in nearest_footprints(found).items() if c in where.members]
        said = (asked["sets", i], rule.paragraph)
        if not here:
            yield Margin(*said, "", "no consortium here", "", True)
            continue
        nearest = max(here, key=lambda pair: pair.overlap)
        left = threshold - nearest.overlap
        way = "points to spare" if left > 0 else "points too far"
        figure = f"{nearest.overlap:.1%} with {nearest.name}"
        spare = f"{abs(left) * 100:.1f} {way}"
        yield Margin(*said, where.named([nearest.cluster]), figure, spare, left > 0)
