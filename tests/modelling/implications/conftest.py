"""The plan of 2011 put to England, and a plan of small maps, as topics read them."""

from collections.abc import Callable

import pytest
from small_scenarios import make_scenario

from geodata.geography import Geography
from modelling.case import Case
from modelling.implications.parameter_files import parameters_of, parse_parameters
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.subject import Subject
from modelling.plan import Plan
from modelling.plan_files import reference_plan
from modelling.scenario_files import load_scenario

Put = Callable[..., Subject]

GREATER_MANCHESTER, CUMBRIA, NORTH_OF_TYNE = "C07", "C05", "C01"
"""Ten PCTs; one PCT; three PCTs, one of them a care trust."""


@pytest.fixture(scope="session")
def parameters() -> ImplicationParameters:
    """Return what ships for England."""
    return parameters_of("england-2011")


@pytest.fixture(scope="session")
def of_2011(england: Geography, parameters: ImplicationParameters) -> Subject:
    """Return the plan of 2011 with England's own parameters."""
    case = Case.of(load_scenario("national-as-2011"), england)
    return Subject.of(reference_plan("clusters-2011", england), case, parameters)


@pytest.fixture
def put(parameters: ImplicationParameters) -> Put:
    """Return a function that puts clusters to a small map, with England's parameters or YAML."""

    def subject(
        geography: Geography, cluster_of: dict[str, str], yaml: str | None = None
    ) -> Subject:
        known = parameters if yaml is None else parse_parameters(yaml)
        case = Case(make_scenario(), geography)
        return Subject.of(Plan(cluster_of), case, known)

    return subject
