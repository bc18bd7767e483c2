"""The command that says what a plan means for people and boards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.shared import JsonOption, bad, problems_shown
from outputs.terminal import console, print_json, say

if TYPE_CHECKING:
    from modelling.case import Case
    from modelling.plan import Plan
    from outputs.cluster_facts import ClusterFacts

SHIPPED = "england-2011"
"""The geography whose parameters a planner's file starts from where there are no others."""


def implications(
    plan: Annotated[
        str | None, typer.Argument(help="A plan CSV, a plan that ships, or a run's folder.")
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(help="The scenario that the plan answers; the run's own, or national."),
    ] = None,
    geography: Annotated[
        str | None, typer.Option(help="A geography in place of a scenario: all of its PCTs.")
    ] = None,
    parameters: Annotated[
        Path | None, typer.Option(help="Rates and choices that differ from the geography's own.")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(help="Only this topic, cluster by cluster; may be repeated.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="All about one cluster, by its name or id.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for a CSV of every topic.")] = None,
    new: Annotated[
        Path | None, typer.Option(help="Write a file of parameters to edit, and stop.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a plan means for posts, pay, boards, partners, duties and equality."""
    with problems_shown(as_json):
        from modelling.implications.parameter_files import load_parameters, parameters_of
        from modelling.implications.topics import topics
        from outputs.implications.files import implications_record, write_implications
        from outputs.implications.terminal import one_cluster, whole_plan

        if new is not None:
            _start(new, geography)
            return
        if plan is None:
            raise bad(
                "plan", "is missing", "name a plan, such as clusters-2011, or give --new FILE"
            )
        case, drawn = _load(plan, scenario, geography)
        known = (
            load_parameters(parameters, case.scenario.geography)
            if parameters
            else parameters_of(case.scenario.geography)
        )
        found = topics(drawn, case, known, _known_topics(topic))
        here = drawn.restricted(case.pcts)
        one = None if cluster is None else _cluster(cluster, here, case)
        written = write_implications(out, found, here, case.geography) if out else ()
        if as_json:
            print_json(implications_record(found, here, known, one.id if one else None))
        elif one is not None:
            console().print(one_cluster(found, here, case.geography, one))
        else:
            console().print(whole_plan(found, here, case.geography, clusters=bool(topic)))
        for path in () if as_json else written:
            say(f"Wrote {path}")


def _start(path: Path, geography: str | None) -> None:
    """Write the parameters of a geography, or England's where it has none, as a file to edit."""
    from geodata.files import write_text
    from geodata.loading import geography_folder
    from modelling.implications.parameter_files import parameter_file, parameter_text

    own = None if geography is None else parameter_file(str(geography_folder(geography)))
    like = own or parameter_file(SHIPPED)
    if path.exists():
        raise bad(str(path), "exists already", "choose another name, or remove it first")
    if like is None:
        raise bad(str(path), "has nothing to start from", "install the program anew")
    write_text(path, parameter_text(like))
    if geography is not None and own is None:
        say(f"{geography} has no parameters of its own: these are those of {SHIPPED}")
    say(f"Wrote {path}: edit it, then run `clusters implications PLAN --parameters {path}`")


def _load(plan: str, scenario: str | None, geography: str | None) -> tuple[Case, Plan]:
    """Return the case that the plan answers and the plan; of a run, those in its folder."""
    from geodata.loading import load_geography
    from modelling.case import Case
    from modelling.plan_files import load_plan
    from modelling.scenario import Scenario
    from modelling.scenario_files import load_scenario
    from outputs.run_files import PLAN, is_run, read_run_files

    if is_run(plan) and not scenario and not geography:
        files = read_run_files(Path(plan))
        if files.plan is None:
            raise bad(plan, "is a run without a plan", "name a run that found one")
        return files.case, files.plan
    if geography is not None and scenario is None:
        whole = {"name": "all", "geography": geography, "objectives": {"compactness": 1}}
        asked = Scenario.model_validate(whole)
        case = Case(asked, load_geography(geography))
    else:
        asked = load_scenario(scenario or "national")
        case = Case.of(asked, load_geography(geography or asked.geography))
    return case, load_plan(Path(plan) / PLAN if is_run(plan) else plan, case.geography)


def _known_topics(asked: list[str] | None) -> list[str] | None:
    """Return the topics asked for; all where none is. Raises `InputError` on an unknown one."""
    from geodata.problems import InputError, Problem, nearest
    from modelling.implications.topics import TOPICS

    problems = [
        Problem("--topic", "", f"'{name}' is no topic{nearest(name, TOPICS)}", _choose(TOPICS))
        for name in asked or ()
        if name not in TOPICS
    ]
    if problems:
        raise InputError(problems)
    return asked or None


def _choose(names: Iterable[str]) -> str:
    return f"choose from {', '.join(names)}"


def _cluster(asked: str, plan: Plan, case: Case) -> ClusterFacts:
    """Return the cluster of that id or name. Raises `InputError` where none or several have it."""
    from geodata.problems import nearest
    from outputs.cluster_facts import describe_clusters

    facts = describe_clusters(plan, case.geography)
    found = [c for c in facts if c.id == asked] or [
        c for c in facts if c.name.casefold() == asked.casefold()
    ]
    if len(found) == 1:
        return found[0]
    names = [c.name for c in facts]
    if found:
        remedy = f"use an id: {', '.join(c.id for c in found)}"
        raise bad("--cluster", f"several clusters are called '{asked}'", remedy)
    remedy = "use the name or id of one in the plan"
    raise bad("--cluster", f"no cluster is called '{asked}'{nearest(asked, names)}", remedy)
