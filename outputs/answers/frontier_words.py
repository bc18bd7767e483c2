"""What a planner is told of a frontier: what is proven, what it costs, where a plan stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geodata.words import counted
from outputs.wording import number, objective_title

if TYPE_CHECKING:
    from solvers.trade_offs.frontier import Frontier, Placed

GIVEN_UP = (0.01, 0.05)
"""Shares of the best of the first objective, whose price a planner asks for."""

SAME = 5e-4
"""Scores that differ by less look the same with three decimals."""


def titles(found: Frontier) -> tuple[str, str]:
    """Return what the two objectives are called."""
    first, second = found.between
    return objective_title(first), objective_title(second)


def sentences(found: Frontier) -> Iterator[str]:
    """Yield everything that is said of a frontier, the proof first."""
    yield proof(found)
    if found.scenario.priority is not None:
        yield "The order of objectives in the scenario counts for nothing here, nor do weights."
    if found.points:
        yield from _ends(found)
        yield from _bought(found)
        if found.reference is not None:
            yield from placed(found, found.reference)


def proof(found: Frontier) -> str:
    """Return in one sentence what is proven."""
    if found.impossible:
        return "Proven impossible: no plan keeps every rule; `clusters solve` says why."
    if not found.points:
        return "Stopped before any lawful plan was found."
    many = counted(len(found.points), "plan")
    if found.complete and len(found.points) == 1:
        return "Proven: one plan is the best by both, so there is nothing to trade off."
    if found.complete:
        return (
            f"Proven: these {many} are all there is to choose from. Every other lawful plan has "
            "one among them that is as good or better in both scores."
        )
    sure = len(proven_points(found))
    return (
        f"Not complete: {many} found, {sure} of them proven unbeaten; better plans may be missing "
        f"in {counted(len(found.open), 'place')}, marked in the table."
    )


def proven_points(found: Frontier) -> tuple[int, ...]:
    """Return the places of the points, from 0, that no lawful plan beats: no gap beside is open."""
    gaps = set(found.open)
    return tuple(i for i in range(len(found.points)) if gaps.isdisjoint((i - 1, i)))


def _ends(found: Frontier) -> Iterator[str]:
    """Yield how far the two scores go, and how many plans no weights would find."""
    first, second = (title.lower() for title in titles(found))
    top, bottom = found.points[0].scores, found.points[-1].scores
    if len(found.points) == 1:
        yield f"It scores {number(top[0])} on {first} and {number(top[1])} on {second}."
        return
    yield (
        f"From one end to the other the score on {first} falls from {number(top[0])} to "
        f"{number(bottom[0])}, and that on {second} rises from {number(top[1])} to "
        f"{number(bottom[1])}."
    )
    hidden = sum(not point.supported for point in found.points)
    if hidden and found.complete:
        which = "1 of them is" if hidden == 1 else f"{hidden:,} of them are"
        yield f"{which} the best for no weights of the two: only a list like this has such plans."


def _bought(found: Frontier) -> Iterator[str]:
    """Yield what giving up a little of the first score buys of the second."""
    first, second = (title.lower() for title in titles(found))
    top = found.points[0].scores
    for share in GIVEN_UP:
        within = [i for i, p in enumerate(found.points) if p.scores[0] >= (1 - share) * top[0]]
        bought = found.points[within[-1]].scores[1] - top[1]
        if within[-1] > 0 and bought >= SAME:
            yield (
                f"Giving up {share:.0%} of the best score on {first} buys {bought:.3f} on {second} "
                f"(plan {within[-1] + 1})."
            )


def point_words(found: Frontier, place: int) -> str:
    """Return what one point is: its number from 1, its scores, and what changes from the last."""
    first, second = (title.lower() for title in titles(found))
    point = found.points[place]
    said = f"Plan {place + 1}: {number(point.scores[0])} on {first}, "
    said += f"{number(point.scores[1])} on {second}; {counted(len(point.plan.clusters), 'cluster')}"
    if not place:
        return said
    verb = "moves" if point.moves == 1 else "move"
    return f"{said}; {counted(point.moves, 'PCT')} {verb} from plan {place}"


def placed(found: Frontier, plan: Placed) -> Iterator[str]:
    """Yield where a plan that was not chosen here stands, and how far from the frontier it is."""
    first, second = (title.lower() for title in titles(found))
    scores = f"{number(plan.scores[0])} on {first} and {number(plan.scores[1])} on {second}"
    lawful = "keeps every rule"
    if plan.broken:
        lawful = f"breaks the rules in {counted(plan.broken, 'place')}"
    yield f"{plan.name} scores {scores}, and {lawful}."
    for here, there, title, other in ((0, 1, first, second), (1, 0, second, first)):
        yield _against(found, plan, here, there, title, other)


def _against(found: Frontier, plan: Placed, here: int, there: int, title: str, other: str) -> str:
    """Return how much more of one score the frontier has with no less of the other."""
    as_good = [
        i for i, p in enumerate(found.points) if p.scores[there] >= plan.scores[there] - 1e-9
    ]
    if not as_good:
        return f"No plan {'here' if found.complete else 'found'} scores as much on {other}."
    best = max(as_good, key=lambda i: found.points[i].scores[here])
    more = found.points[best].scores[here] - plan.scores[here]
    if abs(more) < SAME:
        return f"With no less on {other}, plan {best + 1} scores as much on {title}."
    if more > 0:
        return f"With no less on {other}, plan {best + 1} scores {more:.3f} more on {title}."
    less = f"the nearest, plan {best + 1}, scores {-more:.3f} less"
    return f"With no less on {other}, no plan here scores as much on {title}: {less}."


def shown(found: Frontier, most: int) -> list[int]:
    """Return the places, from 0, of at most so many points for a short table: from end to end.

    Where there are more points than that, they are supported ones, in even steps.
    """
    places = list(range(len(found.points)))
    if len(places) > most:
        places = [i for i in places if found.points[i].supported]
    if len(places) <= most:
        return places
    steps = {round(i * (len(places) - 1) / (most - 1)) for i in range(most)}
    return [places[i] for i in sorted(steps)]
