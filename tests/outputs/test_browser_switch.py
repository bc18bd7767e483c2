"""Without a browser the browser tests skip with a reason, and in CI they fail."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1] / "conftest.py"
USES_BROWSER = "def test_looks(browser): pass"


@pytest.fixture
def bare_machine(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return a folder with one browser test and the suite's fixtures, and a PATH of nothing."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(USES_BROWSER)
    monkeypatch.setenv("PATH", str(pytester.path))
    monkeypatch.syspath_prepend(CONFTEST.parents[1])
    return pytester


def test_a_machine_without_chromium_skips_and_says_why(
    bare_machine: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("CI", raising=False)
    result = bare_machine.runpytest_inprocess("-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines("*SKIPPED*no Chromium was found on this machine*")


def test_in_ci_a_missing_chromium_is_a_failure(
    bare_machine: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CI", "true")
    result = bare_machine.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("*no Chromium was found*in CI the pages must be looked at*")
