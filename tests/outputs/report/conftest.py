"""A small report with a block of every kind, and one whose every text is hostile."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tampering import TWO_SHAS

from geodata import load_geography
from modelling.scenario import Scenario
from outputs.report.blocks import (
    Box,
    Boxes,
    Column,
    Facts,
    Items,
    Paragraph,
    Picture,
    Report,
    Section,
    Signature,
    Table,
)
from outputs.report.subject import Subject, subject_of
from outputs.run_folder import write_run
from solvers.engine import solve

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500" width="400" height="500">
<rect width="400" height="500" fill="#eef2f4"/>
<path d="M50 50H350V450H50Z" fill="#77aadd"/></svg>"""

COLUMNS = (
    Column("Cluster", width=2.0),
    Column("PCTs", "count"),
    Column("Residents", "count"),
    Column("Kilometres across", "km"),
    Column("Patient flow", "score"),
    Column("Share of England", "percent"),
    Column("Running costs", "money"),
)

LONG = "Wolverhampton" * 16
"""208 letters without a space to break at."""

HEBREW = "אשכול צפון"
ARABIC = "مجموعة الشمال"

NAMES = (
    "</script><script>window.hostile=1</script>",
    "\"'><img src=x onerror='window.hostile=1'>",
    '=HYPERLINK("http://example.org","click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "#pagebreak() $x^2$ *loud* _soft_ `code` \\ <label> @ref // gone",
    "{{ 7*7 }}{% raw %} &amp; &lt;",
    HEBREW,
    f"{ARABIC} \u202etxt.exe",
    LONG,
    "bell\x07 null\x00 feed\x0c line\nend\ttab \ud800 \uffff",
    "http://example.org/?a=1&b=2",
    "007",
    "🙂 中文 ไทย",
    "'quoted' “curly” --flag",
    "   ",
)
"""What somebody could put where a name belongs."""


def table_of(rows: int, name: str = "clusters") -> Table:
    """Return a table of clusters, whose residents are 100,000 and one more in each row."""
    filled = tuple(
        (f"Cluster {i}", i % 9 + 1, 100_000 + i, 12.25 + i, 0.5, 0.021, -1234.0 if i else None)
        for i in range(rows)
    )
    total = ("England", rows, sum(100_000 + i for i in range(rows)), "", 0.765, 1.0, None)
    note = "Residents of 2011; the flow of patients is of 2018, a proxy."
    return Table(name, "Clusters of England", COLUMNS, filled, total, note)


def hostile_section(name: str) -> Section:
    """Return a section that puts the name wherever a text may stand."""
    return Section(
        name,
        (
            Paragraph(name),
            Paragraph(f"Before {name} after", "warning"),
            Facts({name: name}),
            Items((name, name)),
            Table(name, name, (Column(name), Column(name, "count")), ((name, name),), note=name),
            Picture(name, SVG, name, name, "quarter"),
            Boxes((Box(name, name),)),
            Signature((name,)),
        ),
    )


@pytest.fixture(scope="session")
def hostile_names() -> tuple[str, ...]:
    return NAMES


@pytest.fixture(scope="session")
def report() -> Report:
    """Return a report with every kind of block, a table of two pages among them."""
    return Report(
        title="Clusters of England",
        subtitle="For decision by the NHS Chief Executive",
        facts=Facts({"Clusters": "50", "Proof": "Proven optimal."}),
        footer="Run 20111001T093000Z",
        attribution="Contains National Statistics data © Crown copyright.",
        moment=datetime(2011, 10, 1, 9, 30, tzinfo=UTC),
        sections=(
            Section(
                "The configuration",
                (
                    Paragraph("Fifty clusters.", "lead"),
                    Paragraph("Agree to it.", "advice"),
                    Paragraph("Ties are possible.", "warning"),
                    Paragraph("Measured on admissions.", "remark"),
                    Picture("national", SVG, "Map of England in two colours", "The clusters"),
                    Items(("Every PCT has a cluster.", "Every cluster keeps its SHA.")),
                ),
            ),
            Section(
                "Clusters",
                (table_of(60),),
                (Section("North West", (Facts({"Clusters": "5"}), table_of(3, "north-west"))),),
                new_page=True,
            ),
            Section(
                "Sign-off",
                (
                    Boxes((Box("Partners were engaged", "Paragraph 8"), Box("Equality looked at"))),
                    Signature(("NHS Chief Executive", "SHA Chief Executive")),
                ),
            ),
        ),
    )


@pytest.fixture(scope="session")
def hostile_report() -> Report:
    """Return a report in which everything is called by each of `NAMES` in turn."""
    return Report(
        title=NAMES[0],
        subtitle=NAMES[4],
        facts=Facts({name: name for name in NAMES}),
        footer=LONG,
        attribution=NAMES[1],
        sections=tuple(map(hostile_section, NAMES)),
    )


@pytest.fixture(scope="session")
def two_shas_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of two SHAs of England, proven."""
    outcome = solve(Scenario.model_validate(TWO_SHAS), load_geography("england-2011"))
    return write_run(outcome, tmp_path_factory.mktemp("two-shas"))


@pytest.fixture(scope="session")
def two_shas(two_shas_run: Path) -> Subject:
    """Return what a report on that run against the plan of 2011 is about."""
    return subject_of(two_shas_run)


@pytest.fixture
def tampered(two_shas_run: Path, tmp_path: Path) -> Path:
    """Return a copy of that run to tamper with."""
    return Path(shutil.copytree(two_shas_run, tmp_path / "run"))
