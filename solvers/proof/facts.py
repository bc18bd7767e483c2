"""The geography's tables, read anew with the standard library from the files that the run read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import yaml

from solvers.proof.exact import rational
from solvers.proof.refused import RefusedError

LEAST_SHARE = Fraction(2, 100)
"""Share of an authority's residents below which the part of it in a PCT does not count."""

Row = Mapping[str, str]
Pair = frozenset[str]


@dataclass(frozen=True, eq=False)
class Facts:
    """What the run's input files say of the PCTs in the run.

    files  content of each input file by its name in the geography's folder, and of each table that
           the run derived by its name in the run's own, as "derived/adjacency.csv"
    shas   the SHAs that the run is restricted to; None for all
    """

    files: Mapping[str, bytes]
    shas: tuple[str, ...] | None

    @cached_property
    def all_residents(self) -> Mapping[str, int]:
        """Residents of every PCT, in the run or not."""
        return {r["pct"]: int(rational(r["residents"])) for r in self.rows("pcts")}

    @cached_property
    def sha_of(self) -> Mapping[str, str]:
        """SHA of each PCT in the run, in order of code."""
        home = {r["pct"]: r["sha"] for r in self.rows("pcts")}
        return {p: home[p] for p in sorted(home) if self.shas is None or home[p] in self.shas}

    @cached_property
    def residents(self) -> Mapping[str, int]:
        """Residents of each PCT in the run."""
        return {p: self.all_residents[p] for p in self.sha_of}

    @cached_property
    def total_residents(self) -> int:
        """Residents of all PCTs in the run."""
        return sum(self.residents.values())

    @cached_property
    def run_shas(self) -> tuple[str, ...]:
        """SHAs in the run, alphabetically."""
        return tuple(sorted(set(self.sha_of.values())))

    @cached_property
    def consortium_sets(self) -> tuple[str, ...]:
        """Names of the sets of consortia."""
        names = (name.removeprefix("derived/") for name in self.files)
        return tuple(
            sorted(
                name.removeprefix("consortia/").removesuffix(".csv")
                for name in names
                if name.startswith("consortia/") and name.endswith(".csv")
            )
        )

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """Tables that are taken as the run derived them, by name."""
        made = (name for name in self.files if name.startswith("derived/"))
        return tuple(sorted(n.removeprefix("derived/").removesuffix(".csv") for n in made))

    @cached_property
    def edges(self) -> Mapping[Pair, tuple[str, Fraction]]:
        """Kind and shared border in km of every pair of neighbours in the run.

        A pair in bridges.csv has the kind that stands there, and the border that adjacency.csv
        measures. Raises `RefusedError` where there is no adjacency.csv to read.
        """
        if "adjacency.csv" not in self.files and "adjacency" not in self.derived:
            message = "is not there, nor did the run derive neighbours from boundaries"
            remedy = "add adjacency.csv or boundaries and solve it again"
            raise RefusedError("adjacency.csv", message, remedy)
        found = {}
        for row in self.rows("adjacency"):
            km = rational(row.get("shared_km") or "0")
            found[frozenset((row["pct_a"], row["pct_b"]))] = (row["kind"], km)
        for row in self.rows("bridges"):
            pair = frozenset((row["pct_a"], row["pct_b"]))
            own = rational(row.get("shared_km") or "0")
            found[pair] = (row.get("kind") or "bridge", found.get(pair, ("", own))[1])
        return {pair: edge for pair, edge in found.items() if pair <= self.residents.keys()}

    @cached_property
    def headquarters(self) -> Mapping[str, str]:
        """PCT of the headquarters of each trust that has them in one of the PCTs."""
        known = self.all_residents
        at = {row["trust"]: row.get("hq_pct", "") for row in self.rows("trusts")}
        return {trust: pct for trust, pct in at.items() if pct in known}

    @cached_property
    def chief_executives(self) -> Mapping[str, int]:
        """Substantive chief executives of each PCT in the run; 1 where pcts.csv does not say."""
        rows = self.in_run("pcts")
        return {row["pct"]: int(rational(row.get("chief_executives") or "1")) for row in rows}

    @cached_property
    def authorities(self) -> Mapping[str, frozenset[str]]:
        """By upper-tier authority with a part in the run the PCTs, in the run or not, with one.

        A part counts that has `LEAST_SHARE` or more of the authority's residents in all PCTs.
        """
        held: dict[str, dict[str, Fraction]] = {}
        for row in self.rows("local_authorities"):
            held.setdefault(row["upper_tier_la"], {})[row["pct"]] = rational(row["residents"])
        counting: dict[str, frozenset[str]] = {}
        for authority, parts in held.items():
            least = LEAST_SHARE * sum(parts.values())
            counting[authority] = frozenset(p for p, n in parts.items() if n and n >= least)
        return {a: pcts for a, pcts in counting.items() if pcts & self.residents.keys()}

    def column(self, name: str) -> Mapping[str, Fraction]:
        """Return a column of numbers of pcts.csv by PCT in the run."""
        return {row["pct"]: rational(row[name]) for row in self.in_run("pcts")}

    def in_run(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table about PCTs in the run; none where there is no such table."""
        return (row for row in self.rows(table) if row["pct"] in self.residents)

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of `<table>.csv`, cells stripped; none where the run read no such file.

        Columns that geography.yaml says go by another name are given their own.
        """
        if table in self.derived:
            made = self.files[f"derived/{table}.csv"].decode("utf-8")
            return tuple(csv.DictReader(io.StringIO(made, newline="")))
        data = self.files.get(f"{table}.csv")
        if data is None:
            return ()
        encoding = codecs.lookup(str(self._described.get("encoding", "utf-8"))).name
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        cells = [[c.strip() for c in row] for row in csv.reader(io.StringIO(text, newline=""))]
        header, *body = [row for row in cells if any(row)]
        theirs = self._theirs(table)
        return tuple(_renamed(dict(zip(header, row, strict=True)), theirs) for row in body)

    @property
    def name(self) -> str | None:
        """What geography.yaml calls the geography, None where it does not say."""
        name = self._described.get("name")
        return None if name is None else str(name)

    @cached_property
    def _described(self) -> Mapping[str, object]:
        said = yaml.safe_load(self.files.get("geography.yaml", b""))
        return said if isinstance(said, dict) else {}

    def _theirs(self, table: str) -> Mapping[str, str]:
        """Return the columns of the file by the names that they have here."""
        columns = self._described.get("columns")
        said = columns if isinstance(columns, dict) else {}
        return {**said.get(table.partition("/")[0], {}), **said.get(table, {})}


def _renamed(row: Row, theirs: Mapping[str, str]) -> Row:
    kept = {name: cell for name, cell in row.items() if name not in theirs.values()}
    return kept | {our: row[their] for our, their in theirs.items() if their in row}
