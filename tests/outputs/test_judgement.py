"""What the terminal shows of a plan that was checked."""

import pytest
from small_scenarios import make_scenario

from modelling.plan import Plan
from modelling.rules.base import Violation
from outputs.judgement import print_violations


@pytest.mark.parametrize(
    ("violation", "words"),
    [
        (Violation("limit", "X.", paragraph="2, 8, 14"), "limit (paragraph 2, 8, 14): X."),
        (Violation("limit", "X."), "limit (paragraph 2): X."),
        (Violation("partition", "X."), "partition: X."),
    ],
)
def test_a_violation_cites_its_own_paragraph_or_that_of_its_rule(
    capsys: pytest.CaptureFixture[str], violation: Violation, words: str
) -> None:
    print_violations([violation], Plan({}, name="p"), make_scenario(), as_json=False)
    assert words in capsys.readouterr().out
