"""`Subject`: what a report is about: a finished run, and all that it is held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geodata.geography import Geography
from geodata.problems import InputError, Problem
from modelling.case import Case
from modelling.check import every_violation
from modelling.difference import Difference, difference
from modelling.implications.parameter_files import load_parameters, parameter_file, parameters_of
from modelling.implications.parameters import ImplicationParameters
from modelling.overlaps import Overlap, overlaps, thresholds
from modelling.plan import Plan
from modelling.plan_files import load_plan, reference_plan
from modelling.rules.base import Violation
from modelling.scoring import scores
from outputs.cluster_facts import ClusterFacts, by_sha, describe_clusters
from outputs.report.groupings import Grouping, groupings
from outputs.report.proof import Proof, proof_of
from outputs.report.run import FinishedRun, load_run
from outputs.run_files import PLAN, is_run
from outputs.wording import called

Tell = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Judged:
    """A plan of the run's PCTs, scored and checked by the run's scenario.

    `missing` are PCTs of the run that the plan has in no cluster.
    """

    name: str
    plan: Plan
    scores: Mapping[str, float]
    violations: tuple[Violation, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What a report was asked for with: the options of its command, as they were given.

    `files` are the files of parameters that were read, the planner's own first.
    """

    against: str = ""
    geography: str = ""
    parameters: str = ""
    files: tuple[Path, ...] = ()

    @property
    def options(self) -> Mapping[str, str]:
        """The options that were given, by their names."""
        given = {
            "--against": self.against,
            "--parameters": self.parameters,
            "--geography": self.geography,
        }
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, eq=False)
class Subject:
    """What a report is about.

    parameters  what the implications for people and boards are worked out with
    compared    the plan that the run's is compared with; None where there is none
    reference   the geography's reference plan, None where it has none or it is the one compared
    asked       the options that the report was asked for with
    """

    run: FinishedRun
    proof: Proof
    parameters: ImplicationParameters
    compared: Judged | None = None
    reference: Judged | None = None
    asked: Asked = Asked()

    @property
    def plan(self) -> Plan:
        """The run's plan."""
        return self.run.plan

    @property
    def case(self) -> Case:
        """The run's scenario put to its geography."""
        return self.run.case

    @property
    def geography(self) -> Geography:
        """The run's geography."""
        return self.run.geography

    @cached_property
    def difference(self) -> Difference | None:
        """What changes from the plan compared with to the run's plan."""
        if self.compared is None:
            return None
        return difference(self.compared.plan, self.plan, self.geography)

    @cached_property
    def clusters(self) -> tuple[ClusterFacts, ...]:
        """Every cluster of the run's plan, by SHA."""
        return describe_clusters(self.plan, self.geography, self.run.cluster_scores)

    @cached_property
    def by_sha(self) -> Mapping[str, tuple[ClusterFacts, ...]]:
        """The clusters of every SHA that has any, most of their residents living in it."""
        return by_sha(self.clusters)

    @cached_property
    def overlaps(self) -> Mapping[str, tuple[Overlap, ...]]:
        """The consortia that every cluster shares residents with, the nearest first."""
        return overlaps(self.plan, self.geography, thresholds(self.case))

    @cached_property
    def groupings(self) -> tuple[Grouping, ...]:
        """What becomes of every grouping of PCTs that exists already."""
        return groupings(self.plan, self.case)


def judged(plan: Plan, case: Case, name: str = "") -> Judged:
    """Return the plan, for the run's PCTs alone, with its scores and what it breaks.

    Raises `InputError` for a plan that has none of them.
    """
    here = plan.restricted(case.pcts)
    if not here.cluster_of:
        remedy = "compare with a plan of the same PCTs"
        raise InputError([Problem(name or plan.name, "", "has no PCT of the run", remedy)])
    missing = tuple(p for p in case.pcts if p not in here.cluster_of)
    found = every_violation(here, case)
    return Judged(name or plan.name, here, scores(here, case), found, missing)


def subject_of(
    folder: Path,
    against: str | Path | None = None,
    geography: Path | None = None,
    parameters: Path | None = None,
    tell: Tell = lambda _text: None,
) -> Subject:
    """Return what a report on the run in that folder is about.

    The run's plan is compared with `against`: a plan that ships, a CSV, or the folder of another
    run; with the geography's reference plan unless told otherwise. The run's tables are looked
    for in the folder `geography`, or else where its scenario says, and the parameters of the
    implications in the file `parameters`, or else with those tables. Raises `InputError` with every
    problem found.
    """
    tell("Reading the run")
    run = load_run(folder, geography)
    other = _compared(against, run.case)
    own = _reference(run.case)
    place = str(run.files.geography_folder)
    known = load_parameters(parameters, place) if parameters else parameters_of(place)
    tell("Checking what was proven")
    proof = proof_of(run, tell)
    compared = other or own
    reference = None if other is None or _same(own, other) else own
    files = tuple(file for file in (parameters, parameter_file(place)) if file is not None)
    asked = Asked(str(against or ""), str(geography or ""), str(parameters or ""), files)
    return Subject(run, proof, known, compared, reference, asked)


def _compared(against: str | Path | None, case: Case) -> Judged | None:
    if against is None:
        return None
    path = Path(against)
    if str(against) not in case.geography.plans and is_run(path):
        plan = load_plan(path / PLAN, case.geography)
        return judged(plan, case, f"run {path.resolve().name}")
    return _named(load_plan(against, case.geography), str(against), case)


def _reference(case: Case) -> Judged | None:
    name = case.geography.reference_plan
    return None if name is None else _named(reference_plan(name, case.geography), name, case)


def _named(plan: Plan, name: str, case: Case) -> Judged:
    """Return the plan under what the geography calls it, where it ships with it."""
    if name not in case.geography.plans:
        return judged(plan, case)
    title = called(f"plans/{name}", case.geography)
    return judged(Plan(plan.cluster_of, plan.cluster_names, title), case)


def _same(one: Judged | None, other: Judged) -> bool:
    """Return whether two plans group the PCTs alike, whatever their clusters are called."""
    return one is not None and _groups(one) == _groups(other)


def _groups(judged: Judged) -> set[frozenset[str]]:
    return set(map(frozenset, judged.plan.clusters.values()))
