"""What is said of plans that are compared: their letters, and what sets them apart."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from geodata.words import counted
from modelling.comparison import Comparison
from modelling.registry import rule_types
from modelling.rules.base import Violation
from outputs.difference_words import summary
from outputs.wording import TOTAL, holes

MOST_NAMED = 12
"""PCTs in no cluster up to which each is named."""

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
    for plan in found.plans:
        if plan.outside:
            verb = "is" if len(plan.outside) == 1 else "are"
            yield (
                f"{counted(len(plan.outside), 'PCT')} of {plan.name} {verb} not in the scenario "
                f"{scenario} and left out."
            )
        if plan.missing:
            yield (
                f"{plan.name} leaves {holes(plan.plan, found.case.pcts)}: its scores are not "
                "those of a whole plan."
            )
    if any(plan.missing for plan in found.plans):
        yield _like_with_like(found)
    for pair in found.pairs:
        if not pair.shared:
            a, b = (found.plans[place].name for place in (pair.first, pair.second))
            yield f"{a} and {b} have no PCT in common: how far they agree is not known."


def _like_with_like(found: Comparison) -> str:
    """Return which SHAs every plan covers, since a scenario of those compares like with like."""
    sha_of, shared = found.case.geography.sha_of, set(found.shared)
    short = {sha_of[pct] for pct in found.case.pcts if pct not in shared}
    whole = [sha for sha in found.case.shas if sha not in short]
    if not whole:
        return "No SHA is covered whole by every plan, so that no scores compare like with like."
    return f"A scenario of {', '.join(whole)}, which every plan covers, compares like with like."


def identical(found: Comparison) -> Iterator[str]:
    """Yield which plans are the same, or the same as far as both have PCTs."""
    for pair in found.pairs:
        if not pair.same:
            continue
        a, b = (found.plans[place] for place in (pair.first, pair.second))
        if a.plan.cluster_of.keys() == b.plan.cluster_of.keys():
            yield f"{a.name} and {b.name} are the same plan: the same PCTs in the same clusters."
        else:
            over = "the one PCT" if pair.shared == 1 else f"all {pair.shared} PCTs"
            yield f"{a.name} and {b.name} agree on {over} that both have."


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
