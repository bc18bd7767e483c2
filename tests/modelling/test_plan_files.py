"""Plan files: `pct,cluster` is read, and every bad row is named with its remedy."""

import pytest
from small_maps import REFERENCE, make_geography

from geodata.problems import InputError
from modelling.plan_files import load_plan

MAP = make_geography({"5E1": 10, "TAC": 20, "5N1": 30}, plan={"5E1": "C1", "TAC": "C2"})


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a plan file and gives its path."""

    def write(content: str | bytes):
        path = tmp_path / "mine.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def problems(path):
    with pytest.raises(InputError) as error:
        load_plan(path, MAP)
    return error.value.problems


def test_a_plan_is_read_with_its_clusters_names(written):
    plan = load_plan(written("pct,cluster,cluster_name\n5E1,a,East\n TAC ,b,\n5N1,a,East\n"), MAP)
    assert plan.clusters == {"a": ("5E1", "5N1"), "b": ("TAC",)}
    assert (plan.cluster_name("a"), plan.cluster_name("b"), plan.name) == ("East", "b", "mine")


def test_further_columns_blank_lines_and_a_byte_order_mark_are_read_over(written):
    text = "\ufeffcluster,notes,pct\r\na,x,5E1\r\n\r\nb,y,TAC\r\n"
    assert load_plan(written(text), MAP).cluster_of == {"5E1": "a", "TAC": "b"}


def test_a_reference_plan_is_loaded_by_its_name():
    assert load_plan(REFERENCE, MAP).cluster_of == {"5E1": "C1", "TAC": "C2"}


@pytest.mark.parametrize(
    ("text", "where", "message", "remedy"),
    [
        ("pct,cluster\n5E2,a\n", "row 2, column pct", "'5E2'", "did you mean '5E1'?"),
        ("pct,cluster\ntac,a\n", "row 2, column pct", "'tac'", "did you mean 'TAC'?"),
        ("pct,cluster\n5.00E+01,a\n", "row 2, column pct", "'5.00E+01'", "store it as text"),
        ("pct,cluster\nTAC,a\n5E1,a\nTAC,b\n", "row 4, column pct", "in row 2", "keep one"),
        ("pct,cluster\nTAC,\n", "row 2, column cluster", "TAC has no cluster", "fill it in"),
        ("pct,cluster\nTAC\n", "row 2, column cluster", "TAC has no cluster", "fill it in"),
        ("pct,cluster\n,a\n", "row 2, column pct", "no PCT has the code ''", "use a code"),
        ("pct,group\nTAC,a\n", "row 1", "has no column cluster (it has pct, group)", "pct,cluster"),
        ("pct;cluster\nTAC;a\n", "row 1", "(it has pct;cluster)", "pct,cluster"),
        ("", "row 1", "(it has nothing)", "pct,cluster"),
        ("pct,cluster\n", "", "has no rows", "add a row for each PCT"),
        (b"pct,cluster\nTAC,\xe9\n", "", "byte 17 is not UTF-8", "save the file as UTF-8"),
        (b"\xff\xfep\0c\0t\0", "", "is not UTF-8", "save the file as UTF-8"),
        ("pct,cluster\nTAC," + "x" * 200_000 + "\n", "", "", ""),
    ],
)
def test_a_bad_plan_file_is_told_where_and_what_to_do(written, text, where, message, remedy):
    (problem,) = problems(written(text))
    assert problem.file == "mine.csv"
    assert where in problem.where
    assert message in problem.message
    assert remedy in problem.remedy


def test_all_bad_rows_are_told_at_once(written):
    found = problems(written("pct,cluster\nXXX,a\nTAC,\n5E1,a\n5E1,b\n"))
    assert [p.where.split(",")[0] for p in found] == ["row 2", "row 3", "row 5"]


def test_a_cluster_with_two_names_is_told_to_keep_one(written):
    (problem,) = problems(written("pct,cluster,cluster_name\nTAC,a,East\n5E1,a,West\n"))
    assert "a" in problem.message
    assert "East" in problem.message
    assert problem.where == "row 3, column cluster_name"


def test_an_unknown_plan_suggests_the_nearest(tmp_path):
    (problem,) = problems(tmp_path / "nothing.csv")
    assert REFERENCE in problem.remedy
    assert "did you mean 'as-it-was'?" in problems("as-it-is")[0].remedy


def test_a_control_character_in_the_name_of_a_cluster_is_refused(written):
    (problem,) = problems(written("pct,cluster,cluster_name\nTAC,a,Ea\x0bst\n"))
    assert problem.where == "row 2, column cluster_name"
    assert "holds a control character" in problem.message
