"""What the terminal shows of a plan that was checked, scored or proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geodata.geography import Geography
from geodata.words import counted
from modelling.plan import Plan
from modelling.registry import rule_types
from modelling.rules.base import Violation
from modelling.scenario import Scenario
from outputs.summary import score_table
from outputs.terminal import console, print_json, say
from outputs.wording import TOTAL, holes, score_lines
from solvers.proof.proving import Verdict


def print_violations(
    found: Sequence[Violation], plan: Plan, scenario: Scenario, as_json: bool
) -> None:
    """List what a plan breaks, rule by rule, and say whether it is lawful."""
    if as_json:
        rows = [
            {"rule": v.rule, "message": v.message, "pcts": v.pcts, "cluster": v.cluster}
            for v in found
        ]
        print_json({"plan": plan.name, "scenario": scenario.name, "violations": rows})
        return
    for violation in found:
        say(f"{violation.rule}{_paragraph(violation)}: {violation.message}")
    verdict = f"has {counted(len(found), 'violation')} of" if found else "is lawful under"
    say(f"{plan.name} {verdict} {scenario.name}.")


def _paragraph(violation: Violation) -> str:
    """Return where in the guidance it comes from; nothing for what goes without saying."""
    kind = rule_types().get(violation.rule)
    cited = violation.paragraph or (kind.paragraph if kind else "")
    return f" (paragraph {cited})" if cited else ""


def print_scores(
    found: Mapping[str, float],
    plan: Plan,
    scenario: Scenario,
    geography: Geography,
    pcts: Sequence[str],
    as_json: bool,
) -> None:
    """Show a plan's scores with their weights, and say how many PCTs of the run it leaves out."""
    if as_json:
        print_json({"plan": plan.name, "scenario": scenario.name, "scores": dict(found)})
        return
    missing = holes(plan, pcts)
    say(f"{plan.name}, scored by {scenario.name}{missing and f'; {missing}'}")
    lines = score_lines(found, scenario.weights, geography, scenario.measured_on)
    console().print(score_table(lines, found[TOTAL]))


def print_verdict(verdict: Verdict, as_json: bool) -> None:
    """Say in one sentence what has been proven of a run, and list what is wrong with it."""
    if as_json:
        print_json({"proven": verdict.proven, **vars(verdict)})
        return
    say(verdict.sentence)
    for fault in verdict.faults:
        say(f"  • {fault}")
    if verdict.unchecked:
        say(f"Not checked, and not weighed: {', '.join(verdict.unchecked)}.")
