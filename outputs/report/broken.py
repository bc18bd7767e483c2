"""Which rules of a scenario a plan breaks, and how often, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geodata.words import counted
from modelling.case import Case
from modelling.rules.base import Violation
from outputs.wording import source_label


def rules_broken(found: Sequence[Violation]) -> int:
    """Return how many rules are broken, however often each is."""
    return len({violation.rule for violation in found})


def breaches(found: Sequence[Violation], case: Case) -> str:
    """Return "Residents of a cluster: 5 clusters; PCTs that stay together: 1 time"."""
    return "; ".join(_by_rule(found, case))


def _by_rule(found: Sequence[Violation], case: Case) -> Iterator[str]:
    rules = {rule.name: rule for rule in case.scenario.rules.active()}
    for name in sorted({violation.rule for violation in found}):
        of = [violation for violation in found if violation.rule == name]
        clusters = {violation.cluster for violation in of if violation.cluster}
        often = counted(len(clusters), "cluster") if clusters else counted(len(of), "time")
        title = rules[name].title if name in rules else name
        proxy = source_label("consortia", case.geography) if name == "footprint" else ""
        yield f"{title}: {often}{f', on {proxy}' if proxy else ''}"
