"""Every way in which a table can be wrong is said with its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from geodata import InputError, load_geography
from geodata.loading import check_geography


class Case(NamedTuple):
    """What is broken, how, and what must be said about it where."""

    what: str
    change: Callable[[Any], None]
    file: str
    where: str
    says: str
    remedy: str


def swap(name: str, old: str, new: str) -> Callable[[Any], None]:
    return lambda folder: folder.swap(name, old, new)


def write(name: str, content: str | bytes) -> Callable[[Any], None]:
    return lambda folder: folder.write(name, content)


def remove(*names: str) -> Callable[[Any], None]:
    return lambda folder: [folder.remove(name) for name in names]


P, A, F = "pcts.csv", "adjacency.csv", "flows.csv"
CASES = [
    Case("missing file", remove(P), P, "", "is missing", "add it"),
    Case("neither borders nor boundaries", remove(A), "", "", "neither adjacency", "add one"),
    Case("misnamed file", lambda f: (f.path / F).rename(f.path / "flow.csv"), "flow.csv", "",
         "is not a table that is read", "rename it flows.csv"),
    Case("empty file", write(F, ""), F, "", "is empty", "write a header"),
    Case("header only", write(F, "pct,trust,share_of_admissions\n"), F, "",
         "header only", "add at"),
    Case("missing column", swap(P, "residents", "resident"), P, "row 1",
         "no column residents (residents (Census 2011)), did you mean 'resident'?",
         "columns: pcts:"),
    Case("column twice", swap(F, "pct,trust", "trust,trust"), F, "row 1, column trust",
         "two columns", "rename"),
    Case("semicolons", write(F, "pct;trust;share_of_admissions\nA1;T1;0,5\n"), F, "row 1",
         "one cell", "commas"),
    Case("duplicate code", swap(P, "A2,Beta", "A1,Beta"), P, "row 3, column pct",
         "pct A1: in row 2 already", "keep one"),
    Case("blank code", swap(P, "A2,Beta", " ,Beta"), P, "row 3, column pct", "pct is blank",
         "fill in the code"),
    Case("code with a space", swap(P, "A2,Beta", "A 2,Beta"), P, "row 3, column pct",
         "'A 2' is not a code", "1 to 32 letters"),
    Case("code as markup", swap(P, "A2,Beta", "<b>A2,Beta"), P, "row 3, column pct",
         "'<b>A2' is not a code", "letters"),
    Case("code over 32 letters", swap(P, "A2,Beta", "A" * 33 + ",Beta"), P, "row 3, column pct",
         "is not a code", "letters"),
    Case("code that became a number", swap(P, "A2,Beta", "5.00E+01,Beta"), P, "row 3, column pct",
         "a spreadsheet made of a code such as 5E1", "formatted as text"),
    Case("PCT without a name", swap(P, "Beta", ""), P, "row 3, column name", "blank", "name"),
    Case("control character in a name", swap(P, "Beta", "Be\x08ta"), P, "row 3, column name",
         "'Be\ufffdta' holds a control character", "write it again"),
    Case("name read in the wrong encoding", swap("trusts.csv", "First", "Fir\x92st"),
         "trusts.csv", "row 2, column trust_name", "holds a control character", "UTF-8"),
    Case("PCT without an SHA", swap(P, "Beta,North", "Beta,"), P, "row 3, column sha",
         "sha is blank", "say which SHA"),
    Case("residents in words", swap(P, "2000", "many"), P, "row 3, column residents",
         "'many' is not a number", "digits only"),
    Case("residents with a comma", swap(P, "2000", '"2,000"'), P, "row 3, column residents",
         "'2,000' is not a number", "digits only"),
    Case("negative residents", swap(P, "2000", "-5"), P, "row 3, column residents",
         "'-5' is negative", "0 or more"),
    Case("half a resident", swap(P, "2000", "2000.5"), P, "row 3, column residents",
         "'2000.5' is not a whole number", "round"),
    Case("endless residents", swap(P, "2000", "inf"), P, "row 3, column residents",
         "'inf' is not finite", "plain number"),
    Case("more residents than people", swap(P, "2000", "1e300"), P, "row 3, column residents",
         "more people than there are", "once"),
    Case("missing residents", swap(P, "2000", ""), P, "row 3, column residents",
         "residents is blank", "how many"),
    Case("nobody at all",
         lambda f: [f.swap(P, n, "0") for n in ("1000", "2000", "3000", "4000")]
         and f.remove("consortia/proposed.csv"),
         P, "column residents", "no residents", "fill in"),
    Case("not a flag", swap(P, "true", "maybe"), P, "row 3, column care_trust",
         "neither true nor false", "true or false"),
    Case("a planner's own numbers", swap(P, "1900", "n/a"), P, "row 3, column weighted_population",
         "'n/a' is not a number", "digits"),
    Case("share over 1", swap(F, "0.9", "90"), F, "row 4, column share_of_admissions",
         "'90' is over 1", "0.25"),
    Case("negative share", swap(F, "0.9", "-0.1"), F, "row 4, column share_of_admissions",
         "is negative", "0 or more"),
    Case("blank share", swap(F, "0.9", ""), F, "row 4, column share_of_admissions",
         "is blank", "write the share"),
    Case("shares that sum over 1", swap(F, "0.4", "0.5"), F, "row 2 and others of PCT A1",
         "sum to 1.1, over 1", "listed twice"),
    Case("flow of an unknown PCT", swap(F, "A2,T1", "Z9,T1"), F, "row 4, column pct",
         "PCT Z9 is not in pcts.csv", "add the PCT"),
    Case("PCT in small letters", swap(F, "A2,T1", "a2,T1"), F, "row 4, column pct",
         "PCT a2 is not in pcts.csv, did you mean 'A2'?", "correct the code"),
    Case("flow to an unknown trust", swap(F, "A2,T1", "A2,T9"), F, "row 4, column trust",
         "trust T9 is not in trusts.csv", "add the trust"),
    Case("flow twice", swap(F, "A1,T2", "A1,T1"), F, "row 3, column pct, trust",
         "pct A1 and trust T1: in row 2 already", "keep one"),
    Case("unknown headquarters", swap("trusts.csv", "Hospital,A1", "Hospital,Z9"), "trusts.csv",
         "row 2, column hq_pct", "Z9", "correct"),
    Case("authority in an unknown PCT", swap("local_authorities.csv", "A2", "Z9"),
         "local_authorities.csv", "row 3, column pct", "Z9", "correct"),
    Case("arrangement of an unknown PCT", swap("arrangements.csv", "A2", "Z9"),
         "arrangements.csv", "row 3, column pct", "Z9", "correct"),
    Case("consortium in an unknown PCT", swap("consortia/proposed.csv", "A1", "Z9"),
         "consortia/proposed.csv", "row 2, column pct", "Z9", "correct"),
    Case("adjacency of an unknown PCT", swap(A, "A2,B2", "A2,Z9"), A, "row 4, column pct_b", "Z9",
         "correct"),
    Case("bridge to an unknown PCT", swap("bridges.csv", "B1", "Z9"), "bridges.csv",
         "row 2, column pct_b", "Z9", "correct"),
    Case("pair twice", swap(A, "A2,B2", "A2,A1"), A, "row 4, column pct_a, pct_b",
         "A2 and A1 are a pair in row 2 already", "keep one"),
    Case("own neighbour", swap(A, "A2,B2", "A2,A2"), A, "row 4, column pct_a, pct_b",
         "A2 is paired with itself", "name two PCTs"),
    Case("unknown edge kind", swap(A, "water_or_gap", "water or gap"), A, "row 4, column kind",
         "is not a kind of edge, did you mean 'water_or_gap'?", "use one of land"),
    Case("border without length", swap(A, "B1,B2,land,10", "B1,B2,land,"), A,
         "row 5, column shared_km", "B1 and B2 has no length", "in km"),
    Case("negative length", swap(A, "B1,B2,land,10", "B1,B2,land,-1"), A,
         "row 5, column shared_km", "is negative", "0 or more"),
    Case("plan with a PCT twice", swap("plans/first.csv", "A2,N", "A1,N"), "plans/first.csv",
         "row 3, column pct", "pct A1: in row 2 already", "keep one"),
    Case("plan with an unknown PCT", swap("plans/first.csv", "A2,N", "Z9,N"), "plans/first.csv",
         "row 3, column pct", "PCT Z9 is not in pcts.csv", "correct"),
    Case("plan without a cluster", swap("plans/first.csv", "A2,N", "A2,"), "plans/first.csv",
         "row 3, column cluster", "blank", "which cluster the PCT joins"),
    Case("cluster of two names", swap("plans/first.csv", "A2,N,The North", "A2,N,Up there"),
         "plans/first.csv", "row 3, column cluster_name", "'Up there' here and 'The North'", "one"),
    Case("consortium larger than its PCT", swap("consortia/proposed.csv", "A1,900", "A1,1001"),
         "consortia/proposed.csv", "row 2, column residents",
         "hold 1,001 residents of PCT A1, which has 1,000", "the same way"),
    Case("source of nothing", swap("sources.csv", "flows,", "flow,"), "sources.csv",
         "row 2, column table", "no table 'flow', did you mean 'flows'?", "without its ending"),
    Case("wrong encoding", write(F, b"pct,trust,share_of_admissions\nA1,T1,0.5\nA2,T\xe9,0.5\n"), F,
         "row 3", "byte 45 (0xE9) is not UTF-8", "encoding: cp1252"),
    Case("UTF-16", write(F, "pct,trust\nA1,T1\n".encode("utf-16")), F, "", "UTF-16", "CSV UTF-8"),
    Case("a workbook", write(F, b"PK\x03\x04\x14\x00"), F, "", "a workbook", "CSV UTF-8"),
    Case("NUL byte", write(F, b"pct,trust,share_of_admissions\nA1,T\x00,0.5\n"), F, "row 2",
         "NUL byte", "CSV UTF-8"),
    Case("ragged row", swap(F, "A2,T1,0.9", "A2,T1,0,9"), F, "row 4",
         "has 4 cells where the header has 3", "comma too many"),
    Case("short row", swap(F, "A2,T1,0.9", "A2,T1"), F, "row 4", "has 2 cells", "too few"),
    Case("open quotation mark", swap(F, "A2,T1", 'A2,"T1'), F, "row",
         "is not CSV", "quotation mark"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_a_broken_table_is_refused_with_its_place_and_its_remedy(folder: Any, case: Case) -> None:
    case.change(folder)

    with pytest.raises(InputError) as refusal:
        load_geography(folder.path)

    problems = refusal.value.problems
    assert len(problems) <= 3, "one mistake is not reported many times over"
    file = f"{folder}/{case.file}" if case.file else str(folder)
    assert any(
        p.file == file
        and case.where in p.where
        and case.says in p.message
        and case.remedy in p.remedy
        for p in problems
    ), str(refusal.value)


def test_the_small_geography_has_no_problem_before_it_is_broken(folder: Any) -> None:
    assert check_geography(folder.path) == []


def test_the_problems_of_all_tables_are_shown_together(folder: Any) -> None:
    folder.swap("pcts.csv", "2000", "-1")
    folder.swap("flows.csv", "A2,T1", "Z9,T1")
    folder.swap("plans/first.csv", "A2,N", "A1,N")
    folder.swap("geography.yaml", "title:", "titel:")

    with pytest.raises(InputError) as refusal:
        load_geography(folder.path)

    said = str(refusal.value)
    assert all(f"{folder}/{name}" in said for name in ("pcts.csv", "flows.csv", "plans/first.csv"))
    assert "did you mean 'title'?" in said
    assert list(refusal.value.problems) == check_geography(folder.path)


def test_a_mistake_in_every_row_is_shown_ten_times_and_then_counted(folder: Any) -> None:
    rows = "".join(f"A1,X{n},0.01\n" for n in range(40))
    folder.write("flows.csv", f"pct,trust,share_of_admissions\n{rows}")

    problems = check_geography(folder.path)

    assert len(problems) == 10
    assert "and 30 more rows like it" in problems[-1].message


def test_blank_rows_are_passed_over_and_still_counted(folder: Any) -> None:
    folder.swap("flows.csv", "A2,T1,0.9", "\n,,\nA2,T1,nine")

    (problem,) = check_geography(folder.path)

    assert problem.where == "row 6, column share_of_admissions"
