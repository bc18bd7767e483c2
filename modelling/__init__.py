"""What a plan may be and how good it is: scenario, rules, objectives, candidates, plan."""

from typing import TYPE_CHECKING

from geodata.lazy import public_names

if TYPE_CHECKING:
    from modelling.agreement import Agreement, variation_of_information
    from modelling.agreement import agreement as agreement_between
    from modelling.cache import Cache
    from modelling.case import Case
    from modelling.check import check as check_plan
    from modelling.comparison import ComparedPlan, Comparison
    from modelling.comparison import compare as compare_plans
    from modelling.difference import Difference
    from modelling.difference import difference as difference_between
    from modelling.implications.parameter_files import load_parameters, parameters_of
    from modelling.implications.parameters import ImplicationParameters
    from modelling.implications.topic import Topic
    from modelling.implications.topics import topics
    from modelling.pairwise import PairAgreement
    from modelling.pairwise import pairwise as pairwise_agreement
    from modelling.plan import Plan
    from modelling.plan_files import load_plan, reference_plan
    from modelling.rules.base import Violation
    from modelling.scenario import Scenario
    from modelling.scenario_files import (
        load_scenario,
        parse_scenario,
        scenario_schema,
        scenario_text,
        shipped_scenarios,
    )
    from modelling.scoring import score
    from modelling.sweep import Sweep
    from modelling.sweep_files import load_sweep
    from modelling.sweep_members import Members

__all__ = [
    "Agreement",
    "Cache",
    "Case",
    "ComparedPlan",
    "Comparison",
    "Difference",
    "ImplicationParameters",
    "Members",
    "PairAgreement",
    "Plan",
    "Scenario",
    "Sweep",
    "Topic",
    "Violation",
    "agreement_between",
    "check_plan",
    "compare_plans",
    "difference_between",
    "load_parameters",
    "load_plan",
    "load_scenario",
    "load_sweep",
    "pairwise_agreement",
    "parameters_of",
    "parse_scenario",
    "reference_plan",
    "scenario_schema",
    "scenario_text",
    "score",
    "shipped_scenarios",
    "topics",
    "variation_of_information",
]

_HOMES = {
    "Agreement": "agreement",
    "Cache": "cache",
    "Case": "case",
    "ComparedPlan": "comparison",
    "Comparison": "comparison",
    "Difference": "difference",
    "ImplicationParameters": "implications.parameters",
    "Members": "sweep_members",
    "PairAgreement": "pairwise",
    "Plan": "plan",
    "Scenario": "scenario",
    "Sweep": "sweep",
    "Topic": "implications.topic",
    "Violation": "rules.base",
    "agreement_between": "agreement:agreement",
    "check_plan": "check:check",
    "compare_plans": "comparison:compare",
    "difference_between": "difference:difference",
    "load_parameters": "implications.parameter_files",
    "load_plan": "plan_files",
    "load_scenario": "scenario_files",
    "load_sweep": "sweep_files",
    "pairwise_agreement": "pairwise:pairwise",
    "parameters_of": "implications.parameter_files",
    "parse_scenario": "scenario_files",
    "reference_plan": "plan_files",
    "scenario_schema": "scenario_files",
    "scenario_text": "scenario_files",
    "score": "scoring",
    "shipped_scenarios": "scenario_files",
    "topics": "implications.topics",
    "variation_of_information": "agreement",
}

# Import a name when it is first asked for: tables and rules take half a second to import.
__getattr__, __dir__ = public_names(__name__, __all__, _HOMES)
