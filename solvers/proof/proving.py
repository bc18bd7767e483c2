"""`prove`: everything that a run claims, checked anew, and said in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from solvers.proof.blocks import BlockProof, Claim, clusters, read_claims, shown
from solvers.proof.combining import best_of_the_others, best_sum
from solvers.proof.covering import TooManyError
from solvers.proof.exact import UNIT, down
from solvers.proof.facts import Facts
from solvers.proof.measures import Aims, read_aims
from solvers.proof.pricing import Tell
from solvers.proof.refused import RefusedError
from solvers.proof.rulebook import Count, Rulebook, known_parameters, span_words, start
from solvers.proof.rules import read_rules
from solvers.proof.run_folder import Run, read_inputs, read_run
from solvers.proof.stated_counts import bests_are_plans, bounds_hold, claims_match
from solvers.proof.statements import (
    not_checked,
    plan_is_whole,
    scenarios_agree,
    scores_are_right,
)

MARGIN = UNIT // 10**8
"""A plan better by no more than 10^-8 counts as equal: the engine takes it for rounding."""

SCENARIO_KEYS = ("name", "title", "geography", "shas", "rules", "objectives")


@dataclass(frozen=True)
class Verdict:
    """What has been proven of a run.

    sentence    what is true, in one sentence
    faults      what is wrong, in plain words; none where the run is proven
    unchecked   scores that the run reports and nobody weighs, which are not known here
    candidates  lawful clusters listed, `survivors` those searched exhaustively, and `counts`
                numbers of clusters of all blocks that could be in a plan
    """

    sentence: str
    faults: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    candidates: int = 0
    survivors: int = 0
    counts: int = 0

    @property
    def proven(self) -> bool:
        """Whether everything that the run claims is true."""
        return not self.faults


def prove(folder: Path, geography: Path | None = None, tell: Tell = lambda _text: None) -> Verdict:
    """Return what is proven of the run in that folder.

    Its inputs are looked for in the folder `geography`, or where its scenario says. Raises
    `RefusedError` when files are missing, or a rule or objective is not known here.
    """
    run = read_run(folder)
    files, faults = read_inputs(run, geography)
    if faults:
        return _wrong(faults)
    try:
        return _Proof(run, files, tell).verdict()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"a file of the run is not as `clusters solve` writes it ({error!r})"
        raise RefusedError(str(folder), message, "solve again") from None


class _Proof:
    """The steps of one proof, in order; the first that finds something wrong ends it."""

    def __init__(self, run: Run, files: Mapping[str, bytes], tell: Tell) -> None:
        scenario = run.record["scenario"]
        known_parameters("the scenario", scenario, SCENARIO_KEYS)
        shas = scenario.get("shas")
        self._run, self._tell = run, tell
        self._facts = Facts(files, tuple(shas) if shas else None)
        self._book: Rulebook = read_rules(scenario.get("rules") or {}, start(self._facts))
        self._aims: Aims = read_aims(scenario["objectives"], self._book)
        self._blocks = [BlockProof(b, self._book, self._aims.whole) for b in self._book.blocks()]
        self._claims: list[Claim] = []
        self._infeasible = run.record["status"] == "infeasible"

    def verdict(self) -> Verdict:
        """Return the verdict of the first step that finds something wrong, or of them all."""
        steps: tuple[Callable[[], Iterator[str]], ...] = (
            self._statements,
            self._read_certificate,
            self._listing,
            self._stated_counts,
            self._combination,
        )
        for step in steps:
            faults = tuple(dict.fromkeys(step()))
            if faults:
                return _wrong(faults)
        return Verdict(
            self._sentence(),
            unchecked=not_checked(self._run, self._aims),
            candidates=self._candidates,
            survivors=self._survivors,
            counts=self._counts,
        )

    def _statements(self) -> Iterator[str]:
        """Yield where scenario, plan and scores are not what the record says, or not lawful."""
        yield from scenarios_agree(self._run)
        if self._facts.name not in (None, self._run.record["geography"]):
            said = f"not {self._run.record['geography']} as outcome.json says"
            yield f"the geography is {self._facts.name}, {said}"
        if self._infeasible:
            return
        strange = list(plan_is_whole(self._run, self._book))
        yield from strange
        codes = {pct for cluster in (self._run.plan or {}).values() for pct in cluster}
        if codes == self._facts.residents.keys():
            yield from (f"plan.csv: {said}" for said in self._book.broken(self._run.plan or {}))
            yield from scores_are_right(self._run, self._aims)

    def _read_certificate(self) -> Iterator[str]:
        """Yield where the certificate is not there, or speaks of something else than the record."""
        status, certificate = self._run.record["status"], self._run.certificate
        if certificate is None:
            yield f"outcome.json says {status}, but there is no certificate.json to prove it"
            return
        try:
            self._claims = read_claims(certificate, self._blocks)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield f"certificate.json is not a certificate of this run: {error}"
            return
        strange = list(claims_match(self._run.record, self._claims, self._blocks))
        yield from strange
        if not strange:
            claimed = (self._run.record, self._claims, self._blocks)
            yield from bests_are_plans(*claimed, self._book)

    def _listing(self) -> Iterator[str]:
        """Yield numbers of lawful clusters, and bounds by prices, that are not those stated."""
        stated = self._run.record["candidates"]
        for block in self._blocks:
            self._tell(f"{block.name}: listing and pricing every lawful cluster")
            claims = [c for c in self._claims if c.block == block.name]
            yield from block.bound_all_counts(claims, self._tell)
            streamed = self._run.record["engines"].get(block.name) == "streamed"
            for sha, number in block.listed.items():
                more = streamed and stated.get(sha, 0) >= number  # sets looked through, not lawful
                if stated.get(sha) != number and not more:
                    said = f"not {stated.get(sha)} as outcome.json says"
                    yield f"{sha} has {number:,} lawful clusters, {said}"

    def _stated_counts(self) -> Iterator[str]:
        """Yield stated bounds that some plan of a block exceeds."""
        self._tell("Checking the bound of every number of clusters")
        yield from bounds_hold(self._run.record, self._claims, self._blocks)

    def _combination(self) -> Iterator[str]:
        """Yield a better plan, or nothing once the bounds are settled and leave no room for one."""
        goal = self._goal
        while True:
            best = best_sum([block.upper for block in self._blocks], *self._national)
            if best is None or (goal is not None and best[0] <= goal):
                return
            loose = [
                (b, count) for b, count in enumerate(best[1]) if count not in self._blocks[b].exact
            ]
            if not loose:
                yield self._better(best[0], best[1])
                return
            try:
                for b, count in loose:
                    self._settle(b, count, goal)
            except TooManyError:
                yield "the prices leave too many candidates to search: nothing is proven"
                return

    def _settle(self, b: int, count: int, goal: int | None) -> None:
        block = self._blocks[b]
        self._tell(f"{block.name}: searching what is left at {clusters(count)}")
        others = best_of_the_others([x.upper for x in self._blocks], b, count, *self._national)
        floor = None if goal is None or others is None else goal - others
        known = (c.best for c in self._claims if (c.block, c.count) == (block.name, count))
        block.settle(count, floor, next(known, None))

    def _better(self, value: int, counts: Sequence[int]) -> str:
        chosen = zip(self._blocks, counts, strict=True)
        found = {frozenset(c) for block, k in chosen for c in block.exact[k]}
        if self._infeasible:
            some = "; ".join(sorted(" ".join(sorted(c)) for c in found))
            return f"there is a lawful plan: {some}"
        ours = found - set((self._run.plan or {}).values())
        some = "; ".join(sorted(" ".join(sorted(c)) for c in ours))
        total = shown(value + down(self._aims.whole.constant))
        return f"a lawful plan scores {total}, more than this one: with the clusters {some}"

    @property
    def _goal(self) -> int | None:
        """What no sum of bounds may exceed: the plan's score and the margin; None for no plan."""
        if self._infeasible:
            return None
        plan = (self._run.plan or {}).values()
        score = self._aims.whole.score(plan)
        return down(score - self._aims.whole.constant) + MARGIN

    @property
    def _national(self) -> Count:
        return self._book.national or (1, len(self._facts.residents))

    @property
    def _candidates(self) -> int:
        return sum(number for block in self._blocks for number in block.listed.values())

    @property
    def _survivors(self) -> int:
        return sum(block.searched for block in self._blocks)

    @property
    def _counts(self) -> int:
        return sum(len(block.counts) for block in self._blocks)

    @property
    def _taken_as_derived(self) -> str:
        names = {"adjacency": "the neighbours"}
        taken = [
            names.get(t, f"the residents of {t.removeprefix('consortia/')}")
            for t in self._facts.derived
        ]
        if not taken:
            return ""
        return f", taking {' and '.join(taken)} as the run derived them from polygons"

    def _sentence(self) -> str:
        book, record = self._book, self._run.record
        where = str(record["geography"])
        if self._facts.shas:
            where += f" ({', '.join(self._facts.shas)})"
        of = ""
        if book.national:
            of = f" of {span_words(book.national)} cluster{'s' * (book.national != (1, 1))}"
        checked = (
            f"checked {self._candidates:,} candidate clusters, {self._survivors:,} survivors and "
            f"{self._counts:,} count{'s' * (self._counts != 1)} in exact arithmetic"
            f"{self._taken_as_derived}."
        )
        if self._infeasible:
            return f"Proven: no plan{of} for {where} keeps every rule; {checked}"
        return (
            f"Proven: no lawful plan{of} for {where} under these rules scores above this one's "
            f"{float(record['objective']):.6f} by more than {MARGIN / UNIT:.8f}; {checked}"
        )


def _wrong(faults: Sequence[str]) -> Verdict:
    number = len(faults)
    things = "one thing is" if number == 1 else f"{number} things are"
    return Verdict(f"Not proven: {things} wrong with this run.", tuple(faults))
