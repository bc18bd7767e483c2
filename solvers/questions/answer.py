"""`Answer`: an outcome beside the plan before it: what moves, and what it costs, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from geodata.words import counted
from modelling.case import Case
from modelling.moves import Move, moves
from modelling.objectives.evenness import Evenness
from modelling.plan import Plan
from modelling.registry import objective_types
from solvers.outcome import Outcome, Status

SAME = 1e-8
"""Scores that differ by no more are equal: the rest is rounding."""


@dataclass(frozen=True)
class Last:
    """The plan that an answer is compared with, scored by the weights of the new question.

    `measured_by` is the number of clusters that its balance is measured against.
    """

    plan: Plan
    scores: Mapping[str, float]
    same_weights: bool = True
    measured_by: float | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """What a question to a `Planner` came to.

    outcome       the best plan and its proof, clusters called as in the last plan where they stay
    last          the plan before, None where there was none
    without_pins  the best plan if no PCT were pinned, None where none is

    In a notebook it shows itself; `print(answer)` says the same.
    """

    outcome: Outcome
    last: Last | None = None
    without_pins: Outcome | None = None

    @property
    def plan(self) -> Plan | None:
        """The best plan found."""
        return self.outcome.plan

    @property
    def objective(self) -> float | None:
        """The weighted total of its scores."""
        return self.outcome.objective

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The PCTs that move from the last plan to this one."""
        if self.last is None or self.plan is None:
            return ()
        return moves(self.last.plan, self.plan, self.outcome.geography.residents)

    @property
    def given_up(self) -> float | None:
        """The score given up against the last plan (negative: gained), None if unknown."""
        if self.last is None or self.objective is None:
            return None
        return self.last.scores["objective"] - self.objective

    @property
    def pins_cost(self) -> float | None:
        """The score given up against the best plan without pins, None where it is not proven."""
        free, best = self.without_pins, self.outcome
        if free is None or {free.status, best.status} != {Status.OPTIMAL}:
            return None
        cost = float(free.objective or 0) - float(best.objective or 0)
        return 0.0 if abs(cost) <= SAME else cost

    def sentences(self) -> Iterator[str]:
        """Yield what a planner is told: the proof, how much moves, and what it costs."""
        if self.plan is None:
            yield from _nothing(self.outcome)
            return
        yield _proof(self.outcome)
        yield from self._changed()
        yield self._scored()
        yield from self._measured()
        yield from self._pinned()

    def _changed(self) -> Iterator[str]:
        """Yield how many PCTs move and how many clusters stay."""
        if self.last is None or self.plan is None:
            return
        before, after = (set(p.clusters.values()) for p in (self.last.plan, self.plan))
        stay = len(before & after)
        if before == after:
            yield "No PCT moves: the last plan is the best for this question too."
            return
        verb = "moves" if len(self.moves) == 1 else "move"
        keep = "stays as it is" if stay == 1 else "stay as they are"
        kept = f"{counted(stay, 'cluster')} {keep}" if stay else "no cluster stays as it is"
        yield f"{counted(len(self.moves), 'PCT')} {verb}; {kept}."

    def _scored(self) -> str:
        """Return the score, and how it compares with the last plan's."""
        most = sum(self.outcome.weights.values())
        said = f"scores {self.objective:.4f} of at most {most:g}"
        if self.last is None or self.given_up is None:
            return f"It {said}."
        who = "It" if self.last.same_weights else "By the new weights it"
        return f"{who} {said}, {_compared(self.given_up)} the last plan."

    def _measured(self) -> Iterator[str]:
        """Yield that the two plans are measured by different numbers of clusters, if they are."""
        scenario = self.outcome.scenario
        weighed = any(isinstance(o, Evenness) and o.weight for o in scenario.objectives.active())
        asked = Case(scenario, self.outcome.geography).clusters_asked_for
        before = None if self.last is None else self.last.measured_by
        if weighed and asked is not None and before is not None and before != asked:
            yield (
                f"Balance is measured against {before:g} clusters for the last plan and against "
                f"{asked:g} for this one."
            )

    def _pinned(self) -> Iterator[str]:
        """Yield what the pins cost."""
        free, cost = self.without_pins, self.pins_cost
        if free is None:
            return
        if cost is None:
            yield "What the pins cost is not known: not everything was proven."
        elif cost == 0:
            yield "The pins cost nothing: the best plan without them scores the same."
        else:
            best = f"the best plan scores {free.objective:.4f}"
            more = "more" if cost > 0 else "less"
            yield f"Without any pins {best}, {points(abs(cost))} {more}."

    def move_lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield PCTs that move as one, the cluster that they leave and the one that they join."""
        names = self.outcome.geography.names
        groups: dict[tuple[str, str], list[str]] = {}
        for move in self.moves:
            called = f"{names[move.pct]} ({move.pct})"
            groups.setdefault((move.before, move.after), []).append(called)
        yield from ((", ".join(pcts), *way) for way, pcts in groups.items())

    def score_lines(self) -> Iterator[tuple[str, float | None, float]]:
        """Yield title, score before (None without a last plan) and now of each weighted one."""
        types = objective_types()
        for name, weight in sorted(self.outcome.weights.items(), key=lambda w: (-w[1], w[0])):
            if weight > 0 and name in self.outcome.scores:
                before = self.last.scores.get(name) if self.last else None
                yield types[name].title, before, self.outcome.scores[name]

    def __str__(self) -> str:
        lines = [*self.sentences()]
        lines += [f"  {pct}: from {old} to {new}" for pct, old, new in self.move_lines()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Return what a notebook shows. Names are escaped."""
        title = self.outcome.scenario.title or self.outcome.scenario.name
        parts = [f"<p><b>{escape(title)}</b></p>"]
        parts += [f"<p>{escape(sentence)}</p>" for sentence in self.sentences()]
        if self.moves:
            parts.append(html_table(("PCT", "leaves", "is now in"), list(self.move_lines())))
        if self.outcome.scores:
            rows = [
                (said, "–" if before is None else f"{before:.4f}", f"{now:.4f}")
                for said, before, now in self.score_lines()
            ]
            parts.append(html_table(("Score", "last plan", "this plan"), rows, figures=2))
        return "\n".join(parts)


def points(score: float) -> str:
    """Return a difference of scores with four decimals, and never 0.0000 for what is not 0."""
    return f"{score:.4f}" if score >= 5e-5 or score == 0 else "less than 0.0001"


def html_table(headings: Sequence[str], rows: Sequence[Sequence[str]], figures: int = 0) -> str:
    """Return an HTML table of escaped cells, of which the last `figures` columns are figures."""
    sides = ["left"] * (len(headings) - figures) + ["right"] * figures

    def row(tag: str, cells: Sequence[str]) -> str:
        aligned = zip(sides, cells, strict=True)
        said = (f'<{tag} style="text-align:{s}">{escape(c)}</{tag}>' for s, c in aligned)
        return f"<tr>{''.join(said)}</tr>"

    body = "".join(row("td", cells) for cells in rows)
    return f"<table><thead>{row('th', headings)}</thead><tbody>{body}</tbody></table>"


def _compared(given_up: float) -> str:
    if abs(given_up) <= SAME:
        return "the same as"
    return f"{points(abs(given_up))} {'less' if given_up > 0 else 'more'} than"


def _proof(outcome: Outcome) -> str:
    if outcome.status is Status.OPTIMAL:
        better = "is better in the order asked for" if outcome.stages else "scores higher"
        return f"Proven: no plan that keeps these rules {better}."
    if outcome.gap is None:
        return "Not proven: how much better a plan could be is not known."
    return f"Not proven: a plan could score up to {points(outcome.gap)} more."


def _nothing(outcome: Outcome) -> Iterator[str]:
    if outcome.status is Status.INFEASIBLE:
        yield "Proven impossible: no plan keeps every rule."
        yield from outcome.reasons
    else:
        yield "Stopped before any lawful plan was found."
