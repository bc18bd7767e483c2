"""What the tables of a geography must agree on: one check a function, each listing its problems.

A check sees every table that was read, by the file's name without its ending. It passes over what
the contracts have reported already: tables that are not there, blank cells, and codes and residents
that are wrong at their source, lest one slip in pcts.csv be told of every other table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from geodata.cell_checks import CODE
from geodata.inputs import Table
from geodata.problems import Problem, nearest
from geodata.tables import shown_up_to

Tables = Mapping[str, Table]
PCT_COLUMNS = ("pct", "pct_a", "pct_b", "hq_pct")
SHARES_MAY_EXCEED_1_BY = 0.005
"""Shares rounded to four places, of up to a hundred trusts, may sum to this much over 1."""


def check_total_residents(tables: Tables) -> list[Problem]:
    """Somebody must live in the PCTs."""
    table = tables.get("pcts")
    if (
        table is None
        or table.frame["residents"].sum() != 0
        or table.frame["residents"].isna().any()
    ):
        return []
    message = "all PCTs together have no residents"
    return [Problem(table.file, "column residents", message, "fill in the residents of each PCT")]


def check_pct_codes(tables: Tables) -> list[Problem]:
    """Every PCT that a table names must be in pcts.csv."""
    known = known_codes(tables, "pcts", "pct")
    problems: list[Problem] = []
    for stem, table in tables.items():
        for column in PCT_COLUMNS:
            if known and column in table.frame and stem != "pcts":
                problems += _unknown(table, column, known, "pcts.csv", "PCT")
    return problems


def check_trust_codes(tables: Tables) -> list[Problem]:
    """Every trust that flows.csv names must be in trusts.csv, where there is one."""
    known = known_codes(tables, "trusts", "trust")
    if not known or "flows" not in tables:
        return []
    return list(_unknown(tables["flows"], "trust", known, "trusts.csv", "trust"))


def check_pairs_differ(tables: Tables) -> list[Problem]:
    """No PCT is its own neighbour."""
    problems = []
    for table in _pair_tables(tables):
        same = table.frame[
            (table.frame["pct_a"] == table.frame["pct_b"]) & table.frame["pct_a"].ne("")
        ]
        for row, code in same["pct_a"].items():
            where = f"row {row}, column pct_a, pct_b"
            message = f"{code} is paired with itself"
            problems.append(Problem(table.file, where, message, "name two PCTs, or remove the row"))
    return problems


def check_pairs_once(tables: Tables) -> list[Problem]:
    """Allow a pair one row, whichever PCT comes first."""
    problems = []
    for table in _pair_tables(tables):
        first: dict[frozenset[str], int] = {}
        for row, a, b in zip(
            table.frame.index, table.frame["pct_a"], table.frame["pct_b"], strict=True
        ):
            pair = frozenset((a, b))
            if pair in first and "" not in pair:
                where = f"row {row}, column pct_a, pct_b"
                message = f"{a} and {b} are a pair in row {first[pair]} already"
                problems.append(Problem(table.file, where, message, "keep one of the two rows"))
            first.setdefault(pair, row)
    return problems


def check_land_has_length(tables: Tables) -> list[Problem]:
    """Ask every pair by land how much border it shares: compactness is measured by it."""
    table = tables.get("adjacency")
    if table is None:
        return []
    frame = table.frame
    length = frame["shared_km"] if "shared_km" in frame else pd.Series(float("nan"), frame.index)
    rows = list(frame.index[(frame["kind"] == "land") & length.isna()])

    def problem(row: int) -> Problem:
        a, b = frame.loc[row, ["pct_a", "pct_b"]]
        message = f"the land border of {a} and {b} has no length"
        remedy = "write its length in km, or leave out adjacency.csv to have it measured"
        return Problem(table.file, f"row {row}, column shared_km", message, remedy)

    return list(shown_up_to(rows, problem))


def check_shares_sum(tables: Tables) -> list[Problem]:
    """Let the shares of one PCT's admissions sum to 1 at most."""
    table = tables.get("flows")
    if table is None:
        return []
    sums = table.frame.groupby("pct", sort=False)["share_of_admissions"].sum()
    first = table.frame.drop_duplicates("pct").reset_index().set_index("pct")["row"].to_dict()
    return [
        Problem(
            table.file,
            f"row {first[pct]} and others of PCT {pct}, column share_of_admissions",
            f"the shares of PCT {pct} sum to {total:.4g}, over 1",
            "divide each admission once: look for trusts listed twice under two codes",
        )
        for pct, total in sums[sums > 1 + SHARES_MAY_EXCEED_1_BY].items()
    ]


def check_consortium_residents(tables: Tables) -> list[Problem]:
    """Let the consortia of a set hold no more of a PCT's residents than there are."""
    if "pcts" not in tables:
        return []
    residents = dict(tables["pcts"].frame[["pct", "residents"]].itertuples(index=False, name=None))
    problems: list[Problem] = []
    for stem, table in tables.items():
        if not stem.startswith("consortia/"):
            continue
        for pct, rows in table.frame.groupby("pct", sort=False):
            total = rows["residents"].sum()
            if total > residents.get(pct, float("inf")) >= 0:
                where = f"row {rows.index[0]}, column residents"
                names = ", ".join(rows["consortium"])
                message = (
                    f"{names} hold {total:,.0f} residents of PCT {pct}, "
                    f"which has {residents[pct]:,.0f}"
                )
                remedy = "count residents the same way here and in pcts.csv"
                problems.append(Problem(table.file, where, message, remedy))
    return problems


def check_one_name_each(tables: Tables) -> list[Problem]:
    """Let a consortium or a cluster go by one name."""
    problems: list[Problem] = []
    for stem, table in tables.items():
        code = {"consortia": "consortium", "plans": "cluster"}.get(stem.partition("/")[0], "")
        if f"{code}_name" in table.frame:
            problems += _second_names(table, code)
    return problems


CHECKS: tuple[Callable[[Tables], list[Problem]], ...] = (
    check_total_residents,
    check_pct_codes,
    check_trust_codes,
    check_pairs_differ,
    check_pairs_once,
    check_land_has_length,
    check_shares_sum,
    check_consortium_residents,
    check_one_name_each,
)


def check_tables(tables: Tables) -> list[Problem]:
    """Return what every check finds."""
    return [problem for check in CHECKS for problem in check(tables)]


def known_codes(tables: Tables, stem: str, column: str) -> list[str]:
    """Return the codes that a table lists; none where one of them is blank, wrong or doubled."""
    if stem not in tables:
        return []
    codes = tables[stem].frame[column]
    sound = codes.str.fullmatch(CODE).all() and codes.is_unique
    return list(codes) if sound else []


def _pair_tables(tables: Tables) -> Iterator[Table]:
    yield from (tables[stem] for stem in ("adjacency", "bridges") if stem in tables)


def _unknown(
    table: Table, column: str, known: list[str], home: str, what: str
) -> Iterator[Problem]:
    frame = table.frame
    rows = list(frame.index[frame[column].ne("") & ~frame[column].isin(known)])

    def problem(row: int) -> Problem:
        code = str(frame.at[row, column])
        case = nearest(code, (k for k in known if k.casefold() == code.casefold()))
        message = f"{what} {code} is not in {home}{case}"
        remedy = f"correct the code, or add the {what} to {home}"
        return Problem(table.file, f"row {row}, column {column}", message, remedy)

    yield from shown_up_to(rows, problem)


def _second_names(table: Table, code: str) -> Iterator[Problem]:
    name = f"{code}_name"
    first: dict[str, str] = {}
    for row, which, called in zip(
        table.frame.index, table.frame[code], table.frame[name], strict=True
    ):
        if which and first.setdefault(which, called) != called:
            message = f"{code} {which} is '{called}' here and '{first[which]}' before"
            where = f"row {row}, column {name}"
            yield Problem(table.file, where, message, "call it by one name, or use two codes")
