"""Facts about chief executives, boards and authorities that topics, rules and objectives read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from geodata.geography import Geography

COLUMN = "chief_executives"
"""Column of pcts.csv with the substantive chief executives of each PCT."""

ASSUMED = 1
"""Chief executives of a PCT of which pcts.csv says nothing: every PCT has one by law."""

LEAST_SHARE = 0.02
"""Share of an authority's residents below which the part of it in a PCT does not count.

England's table is derived by small area (LSOA). Its parts of authorities hold either at most 1.3%
of the residents, where a PCT's border strays from the authority's (Oxfordshire, Buckinghamshire,
Staffordshire, Surrey), or at least 4.3%, where a PCT was made to reach over it (Glossop, in
Derbyshire, with Tameside): 2% lies between the two.
"""


def chief_executives(geography: Geography) -> Mapping[str, int]:
    """Return the substantive chief executives of each PCT, the pool of paragraph 23.

    `ASSUMED` where pcts.csv has no column `chief_executives` or leaves the cell blank. Where PCTs
    share one, the table counts the person at one of them and has 0 at the others.
    """

    def make() -> Mapping[str, int]:
        known = dict.fromkeys(geography.codes, ASSUMED)
        if COLUMN in geography.pcts:
            known |= {str(p): int(n) for p, n in geography.pcts[COLUMN].dropna().items()}
        return MappingProxyType(known)

    return geography.once("chief executives", make)


def without_chief_executives(geography: Geography) -> tuple[str, ...]:
    """Return the PCTs whose number of chief executives is assumed."""
    if COLUMN not in geography.pcts:
        return geography.codes
    blank = geography.pcts[COLUMN].isna()
    return tuple(str(p) for p in geography.pcts.index[blank])


def boards(geography: Geography) -> Mapping[str, int]:
    """Return the boards of each PCT: its own, which it keeps in a cluster (paragraph 17)."""
    return MappingProxyType(dict.fromkeys(geography.codes, 1))


def authority_parts(
    geography: Geography, least_share: float = LEAST_SHARE
) -> Mapping[str, Mapping[str, int]]:
    """Return by upper-tier authority its residents in every PCT that has a part of it that counts.

    A part counts where it has at least `least_share` of the authority's residents in all PCTs of
    the geography. An authority without residents has no parts.
    """

    def make() -> Mapping[str, Mapping[str, int]]:
        whole: dict[str, dict[str, int]] = {}
        table = geography.local_authorities
        columns = (table[c] for c in ("upper_tier_la", "pct", "residents"))
        for authority, pct, residents in zip(*columns, strict=True):
            whole.setdefault(str(authority), {})[str(pct)] = int(residents)
        counting = {a: _counting(parts, least_share) for a, parts in sorted(whole.items())}
        return MappingProxyType({a: MappingProxyType(p) for a, p in counting.items() if p})

    return geography.once(("authority parts", least_share), make)


def _counting(parts: Mapping[str, int], least_share: float) -> dict[str, int]:
    total = sum(parts.values())
    return {pct: n for pct, n in parts.items() if n > 0 and n / total >= least_share}
