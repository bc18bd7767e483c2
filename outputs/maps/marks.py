"""What clusters and PCTs are called where there is no room for a name, on screen and on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_lowercase

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.cluster_facts import describe_clusters

MOST_DIGITS = 3


def cluster_numbers(plan: Plan, geography: Geography) -> Mapping[str, str]:
    """Return the number of every cluster, by its id.

    "C07" is 7, so that the map agrees with the tables; where ids hold no numbers, or one twice,
    clusters are counted by SHA and then by id.
    """
    found = {cluster: re.fullmatch(r"\D*0*(\d+)", cluster) for cluster in plan.clusters}
    numbers = {cluster: match[1] for cluster, match in found.items() if match}
    short = all(len(number) <= MOST_DIGITS for number in numbers.values())
    if short and len(set(numbers.values())) == len(found):
        return numbers
    ordered = describe_clusters(plan, geography)
    return {facts.id: str(i) for i, facts in enumerate(ordered, start=1)}


def pct_marks(plan: Plan, geography: Geography) -> Mapping[str, str]:
    """Return for every PCT of the plan its cluster's number and a letter, such as "7c".

    Letters follow the names of a cluster's PCTs: a to z, then aa, ab and so on.
    """
    numbers = cluster_numbers(plan, geography)
    return {
        pct: f"{numbers[cluster]}{_letters(i)}"
        for cluster, pcts in plan.clusters.items()
        for i, pct in enumerate(sorted(pcts, key=lambda p: (geography.short_names[p], p)))
    }


def _letters(place: int) -> str:
    letters = ""
    while place >= 0:
        place, letter = divmod(place, len(ascii_lowercase))
        letters = ascii_lowercase[letter] + letters
        place -= 1
    return letters
