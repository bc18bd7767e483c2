"""Conflicts in a planner's words: what is impossible, the arithmetic behind it, what would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil, floor, inf

from geodata.words import counted
from modelling.case import Case
from modelling.check import violations
from modelling.linear import Connected, Total
from modelling.naming import called
from modelling.plan import Plan
from modelling.registry import rule_types
from solvers.budget import Budget
from solvers.conflict import Conflict, Member
from solvers.why_not import bounds
from solvers.why_not.members import is_count, with_only

MOST_NAMED = 6
MOST_NEIGHBOURS = 4
HAIR = 1e-6


def worded(conflict: Conflict, case: Case, budget: Budget) -> Conflict:
    """Return the conflict with its headline and its reasons."""
    if conflict.needed:
        said = _no_home(conflict, case)
        why = tuple(_tried(conflict, case)) if len(conflict.needed) == 1 else ()
    else:
        said = conflict.headline or _numbers(conflict, case)
        why = tuple(_arithmetic(conflict, case, budget)) or conflict.reasons
    return replace(conflict, headline=said, reasons=why)


def sentences(conflict: Conflict) -> Iterator[str]:
    """Yield the conflict as sentences: what is impossible, why, what it takes, what would help."""
    yield f"{conflict.headline}."
    yield from (f"{reason}." for reason in conflict.reasons)
    words = [m.part.words for m in conflict.members]
    if len(words) > 1:
        every = "both" if len(words) == 2 else f"all {len(words)}"
        yield f"It takes {every} of these together: {'; '.join(words)}."
    elif words:
        yield f"It takes only this: {words[0]}."
    if conflict.unsettled:
        unsure = "; ".join(m.part.words for m in conflict.unsettled)
        why = "There were too many clusters, or too little time,"
        yield f"{why} to say whether this is needed for it: {unsure}."
    works = [r for r in conflict.remedies if r.scenario is not None]
    if works:
        yield "Any one of these changes resolves it:" if len(works) > 1 else "What resolves it:"
    for remedy in works:
        note = f" ({remedy.note})" if remedy.note else ""
        if remedy.whole is None and not remedy.note:
            note = " (for the SHAs named: the rest could not be settled)"
        yield f"{_capital(remedy.order)}{note}."
    for remedy in conflict.remedies:
        if remedy.scenario is None:
            note = f": {remedy.note}" if remedy.note else ""
            yield f"{_capital(remedy.order)}{note}."


def _no_home(conflict: Conflict, case: Case) -> str:
    if len(conflict.needed) == 1:
        also = len(conflict.also)
        named = [case.named([p]) for p in (*conflict.needed, *conflict.also[: MOST_NAMED - 1])]
        if also >= MOST_NAMED:
            named.append(f"{also - MOST_NAMED + 1} more")
        same = f", and none can hold {_or(named[1:])}" if also else ""
        return f"No lawful cluster can hold {named[0]}{same}"
    fewer = "" if conflict.pcts_settled else ", or fewer of them,"
    if len(conflict.needed) <= MOST_NAMED:
        all_of_them = _and([case.named([p]) for p in conflict.needed])
        return f"{all_of_them}{fewer} cannot each have a lawful cluster at the same time"
    return (
        f"{counted(len(conflict.needed), 'PCT')} of {_and(conflict.shas)}{fewer} cannot each have "
        f"a lawful cluster at the same time: {case.named(conflict.needed)}"
    )


def _tried(conflict: Conflict, case: Case) -> Iterator[str]:
    """Yield what keeps the PCT from being a cluster alone, and with each PCT that it touches."""
    (pct,) = conflict.needed
    strict = with_only(case, conflict.members)
    graphs = [s.graph for s in bounds.said_of_clusters(strict) if isinstance(s, Connected)]
    alone = _breach((pct,), strict)
    beside = sorted(graphs[0][pct]) if graphs else []
    if alone:
        yield f"By itself, {alone}"
    if graphs and not beside:
        joined = next(m.part.words for m in conflict.members if m.rule == "contiguity")
        yield f"No other PCT can join {case.named([pct])}: {joined}"
    if len(beside) <= MOST_NEIGHBOURS:
        for other in beside:
            breach = _breach((pct, other), strict)
            if breach:
                yield f"With {case.named([other])}, {breach}"


def _breach(pcts: Sequence[str], case: Case) -> str:
    """Return the first rule but the pins that a cluster of these PCTs breaks, "" if none."""
    name = called(pcts, case.geography)
    ours = dict.fromkeys(pcts, "ours")
    plan = Plan({p: p for p in case.pcts} | ours, {"ours": name})
    for violation in violations(plan, case):
        if violation.cluster == "ours" and not rule_types()[violation.rule].pin:
            return violation.message
    return ""


def _numbers(conflict: Conflict, case: Case) -> str:
    counts = [m for m in conflict.members if is_count(m)]
    if len(counts) == 1:
        low, high = _span(counts[0], case)
        least = counts[0].part.path[-1] == "least"
        number = counted(low if least else high, "cluster")
        more = "" if low == high else " or more" if least else " or fewer"
        if counts[0].part.path[0] == "national":
            return f"There cannot be {number}{more}"
        return f"{counts[0].part.path[1]} cannot have {number}{more}"
    if not counts:
        return f"{_and(conflict.shas)} cannot be divided into lawful clusters"
    return f"The numbers of clusters do not go together: {_and([m.part.words for m in counts])}"


def _span(member: Member, case: Case) -> tuple[int, int]:
    rule = case.scenario.rules.cluster_count
    path = member.part.path
    return rule.national if path[0] == "national" else rule.per_sha[str(path[1])]


def _arithmetic(conflict: Conflict, case: Case, budget: Budget) -> Iterator[str]:
    """Yield what residents, PCTs and other totals leave of the number of clusters asked for."""
    counts = [m for m in conflict.members if is_count(m)]
    if len(counts) != 1:
        return
    (count,) = counts
    strict = with_only(case, conflict.members)
    national = count.part.path[0] == "national"
    pools = {s: pool for s, pool, _ in bounds.pools_of(strict)}
    pool = case.pcts if national else pools[str(count.part.path[1])]
    least = count.part.path[-1] == "least"
    asked = _span(count, case)[0 if least else 1]
    said = list(_by_totals(conflict, case, pool, least, asked))
    if not said and len(pool) < asked:
        said = [f"There are only {counted(len(pool), 'PCT')}"]
    if not said and national and len(pools) > 1:
        said = list(_by_sha(strict, least, asked, budget))
    yield from said


def _by_totals(
    conflict: Conflict, case: Case, pool: Sequence[str], least: bool, asked: int
) -> Iterator[str]:
    """Yield each total that alone rules the number out."""
    for member in conflict.members:
        if is_count(member) or not member.part.unit:
            continue
        rule = getattr(case.scenario.rules, member.rule).only([member.part.path])
        for total in bounds.totals_of(s for s in rule.linear(case) if isinstance(s, Total)):
            held = sum(total.amounts.get(p, 0.0) for p in pool)
            unit = member.part.unit
            if least and 0 < total.least < inf:
                room = floor(held / total.least + HAIR)
                each = f"of at least {total.least:,.10g}"
            elif not least and 0 < total.most < inf:
                room = ceil(held / total.most - HAIR)
                each = f"of at most {total.most:,.10g}"
            else:
                continue
            have = f"The {counted(len(pool), 'PCT')} have {held:,.10g} {unit}"
            if unit == "PCTs":
                have = f"There are {counted(len(pool), 'PCT')}"
            if least and room < asked:
                yield f"{have}: enough for {counted(room, 'cluster')} {each}"
            elif not least and room > asked:
                yield f"{have}: they take {counted(room, 'cluster')} {each}"
            elif least and bounds.paired(pool, total) < asked:
                yield from _paired(pool, total, unit)


def _paired(pool: Sequence[str], total: Total, unit: str) -> Iterator[str]:
    alone = sum(total.amounts.get(p, 0.0) >= total.least for p in pool)
    more = bounds.paired(pool, total) - alone
    reach = f"{total.least:,.10g} {unit} alone"
    have = f"Only {counted(alone, 'PCT')} {'has' if alone == 1 else 'have'} {reach}; the other"
    most = f"{len(pool) - alone} make at most {counted(more, 'cluster')}"
    yield f"{have} {most} more" if alone else f"No PCT has {reach}; the {most}"


def _by_sha(case: Case, least: bool, asked: int, budget: Budget) -> Iterator[str]:
    """Yield how many clusters each SHA can have at most, or needs at least."""
    found = {
        sha: bounds.most_of(pool, case, budget) if least else bounds.least_of(own, case)
        for sha, pool, own in bounds.pools_of(case)
    }
    total = sum(found.values())
    if total < asked if least else total > asked:
        listed = ", ".join(f"{sha} {n}" for sha, n in found.items())
        how = "The SHAs can have at most" if least else "The SHAs need at least"
        yield f"{how}: {listed}; {total} in all"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return the text to go on with after a comma: without its capital, but for a code's."""
    return text if text[:2].isupper() or text[:1].isdigit() else text[:1].lower() + text[1:]


def _and(words: Sequence[str]) -> str:
    return _joined(words, "and")


def _or(words: Sequence[str]) -> str:
    return _joined(words, "or")


def _joined(words: Sequence[str], last: str) -> str:
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
