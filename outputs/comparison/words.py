"""What is said of plans that are compared: their letters, and what sets them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import Any

from geodata.words import counted
from modelling.comparison import Comparison
from modelling.registry import rule_types
from modelling.rules.base import Violation
from outputs.difference_words import summary
from outputs.wording import TOTAL

MOST_NAMED = 12
"""PCTs in no cluster up to which each is named."""

MOST_LISTED = 6
"""Plans up to which a sentence names each."""

Names = Sequence[str]

IN_COMMON = (
    "Clusters in common have the very same PCTs in both plans. PCTs that move: the fewest that "
    "have to change clusters to make one plan of the other."
)
INDEX = (
    "The adjusted Rand index is 1 for the same plan and around 0 where two plans agree by chance "
    "only (Hubert and Arabie 1985)."
)
VARIATION = (
    "The variation of information is 0 bits for the same plan, and grows with what remains unknown "
    "of a PCT's cluster in one plan when its cluster in the other is known, both ways summed "
    "(Meilă 2007): cutting every cluster into two equal halves costs 1 bit."
)

PARTLY = (
    "Figures over different PCTs are not comparable: two plans that share few PCTs agree easily."
)


def letter(place: int) -> str:
    """Return the letter of the plan at a place from 0: A to Z, then AA, AB and so on."""
    before, last = divmod(place, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]


def opening(found: Comparison) -> str:
    """Return which plans are compared by which scenario, in one sentence."""
    scenario = found.case.scenario
    pcts = counted(len(found.case.pcts), "PCT")
    return f"{len(found.plans)} plans, scored by the scenario {scenario.name} ({pcts})."


def in_short(found: Comparison) -> Iterator[str]:
    """Yield of each plan but the first what moves to come to it, and what that gains or loses."""
    first = found.plans[0]
    for plan, change in zip(found.plans[1:], found.differences, strict=True):
        said = [summary(change).rstrip(".")]
        if not plan.missing and not first.missing:
            said.append(
                f"weighted total {plan.scores[TOTAL]:.3f} against {first.scores[TOTAL]:.3f}"
            )
        said.append(f"breaches of rules: {len(plan.violations)} against {len(first.violations)}")
        yield f"From {first.name} to {plan.name}: {'; '.join(said)}."


def most_in_bits(found: Comparison) -> str:
    """Return the most that the variation of information can be where plans share all PCTs."""
    whole = max(found.pairs, key=lambda pair: pair.shared)
    if whole.most_bits is None or whole.most_by_residents is None:
        return ""
    return (
        f"Over {counted(whole.shared, 'PCT')} it is at most {whole.most_bits:.2f} bits; with PCTs "
        f"counting by their residents, at most {whole.most_by_residents:.2f}."
    )


def warnings(found: Comparison) -> Iterator[str]:
    """Yield what is to be known before figures are compared: PCTs that only some plans have."""
    scenario = found.case.scenario.name
    for pcts, names in _alike((plan.name, plan.outside) for plan in found.plans):
        verb = "is" if len(pcts) == 1 else "are"
        yield (
            f"{counted(len(pcts), 'PCT')} of {_listed(names)} {verb} not in the scenario "
            f"{scenario} and left out."
        )
    for pcts, names in _alike((plan.name, plan.missing) for plan in found.plans):
        whose = "their" if len(names) > 1 else "its"
        yield (
            f"{_listed(names)} {'leave' if len(names) > 1 else 'leaves'} "
            f"{counted(len(pcts), 'PCT')} in no cluster: {whose} scores are not those of a whole "
            "plan."
        )
    if any(plan.missing for plan in found.plans):
        yield _like_with_like(found)
    if apart := sum(not pair.shared for pair in found.pairs):
        pairs = f"{counted(apart, 'pair')} of plans {'has' if apart == 1 else 'have'}"
        yield f"{pairs} no PCT in common: how far they agree is not known."


def _like_with_like(found: Comparison) -> str:
    """Return which SHAs every plan covers, since a scenario of those compares like with like."""
    sha_of, shared = found.case.geography.sha_of, set(found.shared)
    short = {sha_of[pct] for pct in found.case.pcts if pct not in shared}
    whole = [sha for sha in found.case.shas if sha not in short]
    if not whole:
        return "No SHA is covered whole by every plan, so that no scores compare like with like."
    return f"A scenario of {', '.join(whole)}, which every plan covers, compares like with like."


def identical(found: Comparison) -> Iterator[str]:
    """Yield which plans are the same, and which are like the first as far as both have PCTs."""
    clusters = ((plan.name, tuple(sorted(plan.plan.clusters.values()))) for plan in found.plans)
    for _, names in _alike(clusters):
        if len(names) > 1:
            yield f"{_listed(names)} are the same plan: the same PCTs in the same clusters."
    first = found.plans[0]
    for pair in found.pairs[: len(found.plans) - 1]:
        other = found.plans[pair.second]
        if pair.same and first.plan.cluster_of.keys() != other.plan.cluster_of.keys():
            over = "the one PCT" if pair.shared == 1 else f"all {pair.shared} PCTs"
            yield f"{first.name} and {other.name} agree on {over} that both have."


def _alike(said: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[tuple[Any, ...], Names]]:
    """Yield what is said of plans, each once with their names; nothing of whom nothing is said."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for name, what in said:
        if what:
            groups.setdefault(what, []).append(name)
    yield from groups.items()


def _listed(names: Names) -> str:
    """Return "a, b and c", or the first few and how many more."""
    if len(names) > MOST_LISTED:
        return f"{', '.join(names[:MOST_LISTED])} and {len(names) - MOST_LISTED} more"
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def breach(found: Violation) -> str:
    """Return what a breach is, with its PCTs counted where they are too many to name."""
    if found.rule == "partition" and len(found.pcts) > MOST_NAMED:
        return f"{counted(len(found.pcts), 'PCT')} in no cluster"
    return found.message


def rule_title(rule: str) -> str:
    """Return what a rule is called, or what a plan has to keep without being asked to."""
    kept = {"partition": "Every PCT is in a cluster", "priority": "Levels that the order asks for"}
    known = rule_types().get(rule)
    return known.title if known else kept.get(rule, rule)


def paragraph(rule: str) -> str:
    """Return the paragraph of the guidance that a rule comes from, "" for what has none."""
    known = rule_types().get(rule)
    return known.paragraph if known else ""
