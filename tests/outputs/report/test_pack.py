"""The pack of a run whose PCTs have hostile names: whole in every format, and none of them runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from small_folder import Folder

from geodata import load_geography
from modelling.scenario import Scenario
from outputs.report.pack import FORMATS, Steps, write_pack
from outputs.run_folder import write_run
from solvers.engine import solve

NAMES = {
    "Alpha": "</script><script>window.hostile=1</script>",
    "Beta": '=HYPERLINK("http://example.org","#strong[x]")',
    "Gamma": "אשכול צפון",
    "Delta": "Wolverhampton" * 16,
}
TITLE = "<b>two</b>"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the pack of four squares with hostile names."""
    place = tmp_path_factory.mktemp("hostile")
    squares = Folder(place / "squares")
    for name, other in NAMES.items():
        squares.swap("pcts.csv", name, '"' + other.replace('"', '""') + '"')
    squares.draw()
    scenario = Scenario.model_validate(
        {
            "name": "two",
            "title": f"{TITLE}\x07",
            "geography": str(squares),
            "rules": {"cluster_count": {"national": 2}, "contiguity": {"edges": ["land"]}},
            "objectives": {"compactness": 1},
        }
    )
    run = write_run(solve(scenario, load_geography(str(squares))), place / "runs")
    write_pack(run, out=place / "pack")
    return place / "pack"


def test_in_the_pdf_every_name_is_whole(pack: Path):
    pages = PdfReader(pack / "report.pdf").pages
    text = re.sub(r"[\s\u200b]+", "", "".join(page.extract_text() for page in pages))
    for name in (NAMES["Alpha"], NAMES["Beta"], NAMES["Delta"], TITLE):
        assert re.sub(r"\s+", "", name) in text
    for word in NAMES["Gamma"].split():
        assert word in text


def test_in_the_workbook_every_name_is_whole_and_a_text(pack: Path):
    book = openpyxl.load_workbook(pack / "report.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    texts = "\n".join(str(cell.value) for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]
    for name in (*NAMES.values(), TITLE):
        assert name in texts


@pytest.mark.browser
def test_in_the_html_every_name_is_whole_and_none_runs(pack: Path, browser: Any):
    page, heard = browser.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url))
    page.goto((pack / "report.html").as_uri())
    text = page.locator("body").inner_text()
    for name in (*NAMES.values(), TITLE):
        assert name in text
    assert page.evaluate("window.hostile === undefined && document.scripts.length === 0")
    assert page.eval_on_selector_all("img", "all => all.every(i => i.naturalWidth > 0)")
    assert [said for said in heard if not said.startswith(("data:", "file:"))] == []
    page.close()


def test_every_file_is_small_enough_to_send(pack: Path):
    sizes = [(pack / f"report.{name}").stat().st_size for name in FORMATS]
    assert 0 < max(sizes) < 5_000_000


def test_what_is_said_within_a_step_does_not_count_as_one():
    heard: list[tuple[int, int, str]] = []
    steps = Steps(2, lambda *told: heard.append(told))
    steps.begin("one")
    steps.say("more of one")
    steps.begin("two")
    steps.end()
    assert heard == [(0, 2, "one"), (0, 2, "more of one"), (1, 2, "two"), (2, 2, "Done")]
