"""The last section names sources, proxies, disagreements and hashes, and has lines to sign on."""

import shlex
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from finished_runs import squares_run

from outputs.report.blocks import Facts, Items, Paragraph, Section, Signature, Table
from outputs.report.sections.sources import sources_section
from outputs.report.subject import Subject, subject_of


def part(subject: Subject, title: str) -> Section:
    return next(s for s in sources_section(subject).sections if s.title.startswith(title))


def tables(section: Section) -> dict[str, Table]:
    return {b.name: b for b in section.blocks if isinstance(b, Table)}


def items(section: Section) -> str:
    return "\n".join(i for b in section.blocks if isinstance(b, Items) for i in b.items)


def test_every_proxy_is_named(two_shas: Subject) -> None:
    said = items(part(two_shas, "Proxies"))

    assert "hospital admissions of 2018, a proxy for 2008-11." in said
    assert "CCGs of July 2015, a proxy for the proposed consortia." in said
    assert "Census 2011 residents." in said


def test_every_source_stands_there_with_its_certainty(two_shas: Subject) -> None:
    sources = two_shas.geography.sources
    rows = {row[0]: row for row in tables(part(two_shas, "Sources"))["sources"].rows}

    assert set(rows) == set(sources["table"])
    for table, certainty in zip(sources["table"], sources["certainty"], strict=True):
        assert rows[table][2] == certainty
    assert (rows["flows"][3], rows["facts/pathfinders"][3]) == ("yes", "no")


def test_every_hash_is_that_of_the_file_and_what_changed_is_marked(tmp_path: Path) -> None:
    squares, run = squares_run(tmp_path)
    squares.write("flows.csv", "pct,trust,share_of_admissions\nA1,T1,0.5\n")
    subject = subject_of(run)

    table = tables(part(subject, "The run"))["inputs"]

    assert [row[:2] for row in table.rows] == list(subject.run.record["inputs_sha256"].items())
    marked = {row[0]: row[2] for row in table.rows}
    assert marked["flows.csv"] == "CHANGED"
    assert set(marked.values()) == {"CHANGED", "the same"}
    assert "flows.csv is no longer" in items(part(subject, "The run"))


def test_the_run_is_made_again_by_one_command(two_shas: Subject) -> None:
    (facts,) = (b for b in part(two_shas, "The run").blocks if isinstance(b, Facts))

    command = f"clusters solve {two_shas.run.files.folder}/scenario.yaml"
    assert facts.values["Make it again"] == command
    assert (two_shas.run.files.folder / "scenario.yaml").is_file()


def test_commands_name_the_folder_as_it_was_given_and_quote_it(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path / "my runs & notes")

    (facts,) = (b for b in part(subject_of(run), "The run").blocks if isinstance(b, Facts))

    for title, words in (
        ("Make it again", ["clusters", "solve", str(run / "scenario.yaml")]),
        ("Check its proof", ["clusters", "prove", str(run)]),
        ("Write this report again", ["clusters", "report", str(run)]),
    ):
        assert shlex.split(str(facts.values[title])) == words


def test_the_report_is_written_again_by_one_command_with_its_parameters_by_hash(
    two_shas_run: Path, two_shas: Subject, tmp_path: Path
) -> None:
    mine = tmp_path / "my rates.yaml"
    mine.write_text("pay: {treasury_threshold: 150000}\n")
    asked = subject_of(two_shas_run, "clusters-2011", parameters=mine)

    (plain,) = (b.values for b in part(two_shas, "The run").blocks if isinstance(b, Facts))
    (facts,) = (b.values for b in part(asked, "The run").blocks if isinstance(b, Facts))

    assert plain["Write this report again"] == f"clusters report {two_shas.run.files.folder}"
    assert facts["Write this report again"] == (
        f"clusters report {asked.run.files.folder} --against clusters-2011 --parameters '{mine}'"
    )
    digest = sha256(mine.read_bytes()).hexdigest()
    assert facts["Parameters of section 4"] == f"my rates.yaml, SHA-256 {digest}"
    shipped = facts["Where these say nothing"]
    assert shipped == plain["Parameters of section 4"]
    assert shipped.startswith("implications.yaml, SHA-256 ")


def test_a_report_says_whether_its_figures_are_those_recorded(two_shas: Subject) -> None:
    wrong = replace(two_shas, proof=replace(two_shas.proof, faults=("One.", "Two.")))

    said = [
        b.values["Checked anew"]
        for subject in (two_shas, wrong)
        for b in part(subject, "The run").blocks
        if isinstance(b, Facts)
    ]

    assert said[0].endswith("and agree with the record.")
    assert said[1] == "2 faults found; section 1 lists what is wrong."


def test_the_chief_executives_of_the_nhs_and_of_every_sha_sign(two_shas: Subject) -> None:
    (lines,) = (b for b in part(two_shas, "Signatures").blocks if isinstance(b, Signature))

    assert lines.lines == (
        "NHS Chief Executive",
        "Chief Executive, North East",
        "Chief Executive, Yorkshire and the Humber",
    )


def test_disagreements_are_shown_where_the_geography_notes_them(
    two_shas: Subject, tmp_path: Path
) -> None:
    table = tables(part(two_shas, "Where"))["disagreements"]
    assert table.rows[0][0] == "number of clusters"

    squares, run = squares_run(tmp_path)
    (none,) = part(subject_of(run), "Where").blocks
    squares.write("disagreements.csv", "topic,reading_1,reading_2\nsize,4,5\n")
    (noted,) = part(subject_of(run), "Where").blocks

    assert none == Paragraph("None is noted with the geography.")
    assert isinstance(noted, Table)
    assert noted.rows == (("size", "4", "5", "–"),)


def test_tables_without_a_source_are_named(tmp_path: Path) -> None:
    _, run = squares_run(tmp_path)
    _, bare = squares_run(tmp_path / "bare", bare=True)

    one, other = (part(subject_of(r), "Sources").blocks[-1] for r in (run, bare))

    assert isinstance(one, Paragraph)
    assert isinstance(other, Paragraph)
    assert one.text.startswith("No source is given of adjacency, arrangements")
    assert other.text == "sources.csv is missing. No source of adjacency, pcts."
