"""What notebooks show: escaped, in frames that reach nothing, with progress on one line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rich.console import Group
from rich.table import Table
from rich.text import Text

from geodata.geography import Geography
from geodata.problems import InputError
from modelling.case import Case
from modelling.plan import Plan
from modelling.scenario_files import load_scenario
from outputs import progress, show, show_map
from outputs.notebook.markup import html_of
from solvers.outcome import Outcome, Status
from solvers.sweeping.tally import Best, Tally

HOSTILE = "</script><script>window.hostile=1</script>[bold]"


def test_what_a_terminal_shows_becomes_paragraphs_and_tables_with_names_escaped() -> None:
    table = Table("Name", show_footer=True)
    table.add_column("Figure", justify="right", footer="7")
    table.add_row(Text(HOSTILE), "7")

    html = html_of(Group(Text("Title", style="bold"), Text("  • one\n  • two"), table))

    assert "<b>Title</b>" in html
    assert html.count("•") == 2 and html.count("<p ") == 3
    assert "<script>" not in html and "&lt;script&gt;" in html and "[bold]" in html
    assert "<tfoot>" in html and "text-align:right" in html


def test_a_map_is_a_whole_page_in_a_frame_that_cannot_reach_the_notebook(
    outcome: Outcome, plan: Plan
) -> None:
    shown = show_map(outcome)._repr_html_()

    assert shown.startswith("<iframe srcdoc=") and shown.count("<iframe") == 1
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    assert "Content-Security-Policy" in shown


def test_a_plan_is_drawn_with_a_case_and_not_without(england: Geography, plan: Plan) -> None:
    case = Case.of(load_scenario("london"), england)

    shown = show_map(plan, case, title="Six sectors").html
    assert "Scored by the scenario london." in shown and "Six sectors" in shown
    with pytest.raises(InputError, match="give its case"):
        show_map(plan)


def test_an_outcome_without_a_plan_has_no_map_and_is_said_to_have_none(england: Geography) -> None:
    nothing = Outcome(load_scenario("london"), england, Status.INFEASIBLE, reasons=("none fits",))

    assert "none fits" in show(nothing).html
    with pytest.raises(InputError, match="no plan to draw"):
        show_map(nothing)


def test_files_are_shown_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<p title='a'>{HOSTILE}</p>")
    (tmp_path / "drawn.svg").write_text("<svg/>")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "rows.csv").write_text("a,b\n" + "1,<b>2\n" * 20)

    assert "<script>" not in show(tmp_path / "page.html").html
    assert 'src="data:image/svg+xml;base64,' in show(tmp_path / "drawn.svg").html
    assert 'src="data:application/pdf;base64,' in show(tmp_path / "paper.pdf").html
    assert "and 8 more rows" in show(tmp_path / "rows.csv").html
    assert "&lt;b&gt;2" in show(tmp_path / "rows.csv").html
    assert show(tmp_path).html.count("<tr>") == 4
    assert "&lt;script&gt;" in show([HOSTILE]).html
    with pytest.raises(TypeError, match=r"notes\.txt"):
        show(tmp_path / "notes.txt")


def test_a_line_of_progress_overwrites_the_one_before(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        tell("a line that is rather long")
        tell(1, 3, "short")

    first, second, last = capsys.readouterr().out.lstrip("\r").split("\r")
    assert len(second) == len(first) and second.startswith("1 of 3: short")
    assert last.startswith("Done in ") and last.endswith("\n")


def test_the_line_of_a_sweep_says_the_time_left_the_best_and_in_the_end_what_it_came_to(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally(12, workers=2, ended=Counter(optimal=3, infeasible=1), best=Best(2, 0.75))

    with progress() as tell:
        tell(tally)

    first, last = capsys.readouterr().out.lstrip("\r").split("\r")
    assert first.startswith(
        "4 of 12: no time known yet; best by its own weights: scenario 2, 0.7500 of 1"
    )
    assert last.startswith("4 of 12: 3 with a plan (3 proven), 1 infeasible, 0 failed. Done in ")


def test_work_that_fails_says_so_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), progress() as tell:
        tell("begun")
        raise KeyError("x")

    assert capsys.readouterr().out.endswith("\rEnded early.\n")
