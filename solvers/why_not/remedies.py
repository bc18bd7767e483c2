"""The smallest change to each member of a conflict that makes the scenario possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from modelling.case import Case
from modelling.loosening import Change, Ladder
from solvers.combination import national_counts
from solvers.conflict import Conflict, Member, Remedy
from solvers.why_not import bounds
from solvers.why_not.division import divides
from solvers.why_not.finding import find_in_shas
from solvers.why_not.members import (
    BOUNDARIES,
    droppable,
    is_count,
    members_of,
    only_shas,
    with_rules,
)
from solvers.why_not.oracle import Oracle
from solvers.why_not.words import lowered, worded

MOST_TRIED = 40
"""Changes of one kind that are tried one by one."""

SMALLER = "a smaller change may do: not every one could be settled"

NUMBERS = "the number of clusters asked for stays out of reach"

Works = Callable[[Case], bool | None]


class _Asked:
    """Whether a case works, and whether every answer so far was a sure one."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self.sure = True

    def __call__(self, variant: Case) -> bool | None:
        answer = self._works(variant)
        self.sure = self.sure and answer is not None
        return answer


@dataclass(frozen=True)
class _Found:
    """A change that works, and whether every smaller one is known not to."""

    change: Change
    smallest: bool


@dataclass(frozen=True)
class _Aim:
    """What a change should do, and whether the whole scenario is possible then.

    hopeless  whether it is plain that a case does not do, without asking `works`
    note      what else is to be said of a change that does
    """

    works: Works
    hopeless: Callable[[Case], bool]
    whole: bool = False
    note: str = ""


def remedies(
    conflict: Conflict, others: Sequence[Conflict], case: Case, oracle: Oracle
) -> Iterator[Remedy]:
    """Yield a remedy for every member of the conflict; `others` are the scenario's other ones."""
    for member in conflict.members:
        sure = not oracle.budget.over
        for aim in _aims(conflict, others, case, oracle) if sure else ():
            works = _Asked(aim.works)
            found = _smallest(member, conflict, replace(aim, works=works), case)
            sure = sure and works.sure
            if found is not None:
                scenario = _changed(member, found.change.rule, case).scenario
                said = "; ".join(filter(None, (aim.note, "" if found.smallest else SMALLER)))
                yield Remedy(member, found.change.words, scenario, aim.whole, said)
                break
        else:
            if sure:
                yield _none(member, conflict, others, case, oracle)
            else:
                said = f"which change to this alone helps is not known: {member.part.words}"
                yield Remedy(member, said)


def _aims(
    conflict: Conflict, others: Sequence[Conflict], case: Case, oracle: Oracle
) -> Iterator[_Aim]:
    """Yield what a change should do, the most first.

    It should make the whole scenario possible; or the SHAs concerned; or resolve the conflict,
    whatever becomes of the numbers of clusters.
    """

    def gone(variant: Case) -> bool | None:
        return _gone(conflict, variant, oracle)

    def here(variant: Case) -> bool | None:
        first = gone(variant)
        return oracle.possible(_here(conflict, variant)) if first else first

    def whole(variant: Case) -> bool | None:
        first = here(variant)
        return _whole(conflict, variant, case, oracle) if first else first

    def out_of_reach(variant: Case) -> bool:
        return bounds.impossible(_here(conflict, variant), oracle.budget)

    if not others:
        yield _Aim(whole, out_of_reach, whole=True)
        yield _Aim(here, out_of_reach, note=NUMBERS)
        return
    yield _Aim(here, out_of_reach)
    if any(set(other.shas) & set(conflict.shas) for other in others):
        yield _Aim(gone, hopeless=lambda _variant: False)


def _smallest(member: Member, conflict: Conflict, aim: _Aim, case: Case) -> _Found | None:
    """Return the first change to the member that works, doing without it if no other does."""
    rule = getattr(case.scenario.rules, member.rule)
    pcts = conflict.pcts or _of_shas(conflict, case)
    ladder = rule.ladder(member.part.path, pcts, case)

    def tried(change: Change) -> bool | None:
        return aim.works(_changed(member, change.rule, case))

    def hopeless(change: Change) -> bool:
        return aim.hopeless(_changed(member, change.rule, case))

    found = _climbed(ladder, tried, hopeless) if ladder.nested else _in_turn(ladder, tried)
    if found is None and droppable(member, members_of(case)):
        dropped = Change(_without(member, rule, case), f"do without this: {member.part.words}")
        found = _Found(dropped, True) if tried(dropped) else None
    return found


def _climbed(
    ladder: Ladder, works: Callable[[Change], bool | None], hopeless: Callable[[Change], bool]
) -> _Found | None:
    """Return the first rung that works, of a ladder where every rung after it works too.

    From the first rung that is not plainly hopeless it goes up in ever longer steps to one that
    works, then halves what lies between.
    """
    top = ladder.rungs - 1
    if top < 0 or hopeless(ladder.change(top)):
        return None
    low, high = -1, top
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if hopeless(ladder.change(middle)) else (low, middle)
    at, step, sure = high, 1, True
    while not (answer := works(ladder.change(at))):
        sure = sure and answer is not None
        if at == top:
            return None
        low, at, step = at, min(top, at + step), 4 * step
    high = at
    while high - low > 1:
        middle = (low + high) // 2
        answer = works(ladder.change(middle))
        sure = sure and answer is not None
        low, high = (low, middle) if answer else (middle, high)
    return _Found(ladder.change(high), sure)


def _in_turn(ladder: Ladder, works: Callable[[Change], bool | None]) -> _Found | None:
    sure = True
    for rung in range(min(ladder.rungs, MOST_TRIED)):
        answer = works(ladder.change(rung))
        if answer:
            return _Found(ladder.change(rung), sure)
        sure = sure and answer is not None
    return None


def _gone(conflict: Conflict, variant: Case, oracle: Oracle) -> bool | None:
    """Return whether the PCTs that the conflict is about can have clusters."""
    if not conflict.needed:
        return True
    for needed in (conflict.needed, *((p,) for p in conflict.also)):
        answer = oracle.housed(needed, variant)
        if not answer:
            return answer
    return True


def _here(conflict: Conflict, variant: Case) -> Case:
    """Return the case of the SHAs concerned: all of them where the national number is."""
    if any(is_count(m) and m.part.path[0] == "national" for m in conflict.members):
        return variant
    groups = (g for g in bounds.groups_of(variant) if set(g) & set(conflict.shas))
    return only_shas(variant, sorted({sha for group in groups for sha in group}))


def _whole(conflict: Conflict, variant: Case, case: Case, oracle: Oracle) -> bool | None:
    """Return whether the whole scenario is possible after the change.

    SHAs that the conflict is not about can have at least the numbers of clusters that they could
    have before it.
    """
    here = _here(conflict, variant)
    if here is variant or (here.shas == case.shas):
        return oracle.possible(variant)
    rest = only_shas(case, [sha for sha in case.shas if sha not in here.shas])
    numbers, before = oracle.numbers(here), oracle.numbers(rest)
    if numbers is None or before is None:
        return None
    if divides([*numbers, *before], national_counts(variant), oracle.budget):
        return True
    return oracle.possible(variant)


def _none(
    member: Member, conflict: Conflict, others: Sequence[Conflict], case: Case, oracle: Oracle
) -> Remedy:
    """Return that no change to the member alone helps, and what stands in the way without it."""
    rule = getattr(case.scenario.rules, member.rule)
    ladder = rule.ladder(member.part.path, conflict.pcts, case)
    said = f"no change to {ladder.what} alone helps"
    if not ladder.rungs:
        said = f"doing without this alone does not help: {member.part.words}"
    note = ""
    told = conflict.needed and not others and member.rule != BOUNDARIES
    if told and droppable(member, members_of(case)):
        without = _changed(member, _without(member, rule, case), case)
        left = next(find_in_shas(without, conflict.shas, oracle), None)
        note = "" if left is None else f"without it, {_in_short(left, without, oracle)}"
    return Remedy(member, said, note=note)


def _in_short(conflict: Conflict, case: Case, oracle: Oracle) -> str:
    """Return the headline, and the reason where there is one."""
    said = worded(conflict, case, oracle.budget)
    return ": ".join([lowered(said.headline), *map(lowered, said.reasons[:1])])


def _changed(member: Member, rule: Any, case: Case) -> Case:
    return with_rules(case, {member.rule: rule})


def _without(member: Member, rule: Any, case: Case) -> Any:
    """Return the rule without that part of it."""
    return rule.only([part.path for part in rule.parts(case) if part.path != member.part.path])


def _of_shas(conflict: Conflict, case: Case) -> tuple[str, ...]:
    return tuple(p for p in case.pcts if case.geography.sha_of[p] in conflict.shas)
