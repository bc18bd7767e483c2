"""What a difference between two plans is called, in sentences that stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.words import counted
from modelling.difference import Difference

MILLION = 1_000_000


def residents_in_words(count: int) -> str:
    """Return "5.1 million residents", or the number in full below a million."""
    if count < MILLION:
        return counted(count, "resident")
    return f"{count / MILLION:.1f} million residents"


def summary(found: Difference) -> str:
    """Return "23 PCTs with 5.1 million residents move; 31 of 50 clusters are the same".

    The clusters are those of the later plan that have a PCT of both plans.
    """
    if not found.shared:
        return "The two plans have no PCT in common, so there is nothing to compare."
    verb = "moves" if len(found.moves) == 1 else "move"
    moved = f"{counted(len(found.moves), 'PCT')} with {residents_in_words(found.residents_moved)}"
    return f"{f'{moved} {verb}' if found.moves else 'No PCT moves'}; {_the_same(found)}."


def what_happens(found: Difference) -> Iterator[str]:
    """Yield for each plan what becomes of its clusters, each counted once, where any changes."""
    kept, gone, new = found.kept, set(found.gone), set(found.new)
    split, merged = set(found.split) - gone, set(found.merged) - new
    before, after = set(found.compared_before), set(found.compared_after)
    whole = before - set(kept.values()) - gone - split
    shrunk = after - set(kept) - new - merged
    ends = (
        (
            found.before.name,
            before,
            kept,
            (split, "is split", "are split"),
            (gone, "is gone", "are gone"),
            (whole, "only gains PCTs", "only gain PCTs"),
        ),
        (
            found.after.name,
            after,
            kept,
            (merged, "is made of parts of several", "are made of parts of several"),
            (new, "is new", "are new"),
            (shrunk, "has only lost PCTs", "have only lost PCTs"),
        ),
    )
    for name, clusters, same, *fates in ends:
        if len(same) == len(clusters):
            continue
        parts = [_so_many(len(same), "is the same", "are the same")] if same else []
        parts += [_so_many(len(some), *said) for some, *said in fates if some]
        yield f"Of the {counted(len(clusters), 'cluster')} of {name}, {_and(parts)}."


def not_compared(found: Difference) -> Iterator[str]:
    """Yield for each plan how many PCTs it alone has, where it has any."""
    for pcts, has, lacks in (
        (found.only_before, found.before.name, found.after.name),
        (found.only_after, found.after.name, found.before.name),
    ):
        if pcts:
            verb = "is" if len(pcts) == 1 else "are"
            yield f"{counted(len(pcts), 'PCT')} of {has} {verb} not in {lacks} and not compared."


def _and(parts: list[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _so_many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _the_same(found: Difference) -> str:
    """Return how many clusters of the later plan are as they were, of those that are compared."""
    clusters, same = len(found.compared_after), len(found.kept)
    partly = " compared" if found.only_before or found.only_after else ""
    if clusters == 1:
        return f"the one cluster{partly} is {'' if same else 'not '}the same"
    if same == clusters:
        return f"all {clusters:,} clusters{partly} are the same"
    if not same:
        return f"none of the {clusters:,} clusters{partly} is the same"
    return f"{same:,} of {clusters:,} clusters{partly} {'is' if same == 1 else 'are'} the same"
