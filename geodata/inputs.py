"""The files of one geography folder, read one by one, with everything found wrong on the way."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from geodata.contracts import SCHEMAS
from geodata.description import Description, parse_description
from geodata.files import sha256_of
from geodata.problems import Problem, nearest
from geodata.reading import decode, read_csv
from geodata.tables import conform
from geodata.yaml_text import Lines, place

DESCRIPTION = "geography.yaml"
FOLDERS = ("consortia", "plans")
LAYERS = "boundaries"
LAYER_COLUMNS = MappingProxyType(
    {"local_authorities": ("upper_tier_la",), "consortia": ("consortium", "consortium_name")}
)
"""Of the layers boundaries/local_authorities.* and boundaries/consortia/<set>.*, the code first."""

MOST_UNZIPPED = 200_000_000
"""Bytes; small areas of ten countries fit, and nothing that would fill the memory does."""


@dataclass(frozen=True)
class Table:
    """A table that was read: the file as the planner named it, and its rows by spreadsheet row."""

    file: str
    frame: pd.DataFrame


@dataclass
class Inputs:
    """Reads the files of `folder`, called `shown` in messages; collects problems and hashes."""

    folder: Path
    shown: str
    problems: list[Problem] = field(default_factory=list)
    sha256: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    description: Description = field(default_factory=Description)
    lines: Lines = field(default_factory=dict)

    def say(self, file: str, where: str, message: str, remedy: str) -> None:
        """Add a problem with a file of the folder."""
        self.problems.append(Problem(self.name_of(file), where, message, remedy))

    def name_of(self, file: str) -> str:
        """Return the file as it is named in messages."""
        return f"{self.shown}/{file}" if file else self.shown

    def read_bytes(self, file: str) -> bytes | None:
        """Return the content of a file and remember its hash; None if it cannot be read."""
        try:
            data = (self.folder / file).read_bytes()
        except OSError as error:
            self.say(file, "", f"cannot be read: {error.strerror}", "check the file's permissions")
            return None
        self.sha256[file] = sha256_of(data)
        return data

    def read_description(self) -> None:
        """Read `geography.yaml` where there is one."""
        if not (self.folder / DESCRIPTION).is_file():
            return
        data = self.read_bytes(DESCRIPTION)
        text, problems = decode(data or b"", self.name_of(DESCRIPTION), "utf-8")
        self.problems += problems
        if text is not None:
            shown = self.name_of(DESCRIPTION)
            self.description, self.lines, problems = parse_description(text, shown)
            self.problems += problems

    def read_tables(self) -> None:
        """Read every table that is there, each held to its contract."""
        if not (self.folder / "pcts.csv").is_file():
            self.say(
                "pcts.csv", "", "is missing", "add it: a row a PCT with pct, name, sha, residents"
            )
        for stem in self.stems():
            self.read_table(stem, f"{stem}.csv")
        self._check_mapping()
        self._check_file_names()

    def stems(self) -> tuple[str, ...]:
        """Return every table in the folder by its file's name without the ending."""
        single = [s for s in SCHEMAS if s not in FOLDERS]
        found = [s for s in single if (self.folder / f"{s}.csv").is_file()]
        for kind in FOLDERS:
            found += sorted(f"{kind}/{p.stem}" for p in (self.folder / kind).glob("*.csv"))
        return tuple(found)

    def mapping(self, stem: str) -> Mapping[str, str]:
        """Return our column to theirs, for a table."""
        kind, columns = stem.partition("/")[0], self.description.columns
        mapping = {**columns.get(kind, {}), **columns.get(stem, {})}
        return {
            our: their for our, their in mapping.items() if our in _ours(stem) or kind == "pcts"
        }

    def read_table(self, stem: str, file: str) -> None:
        """Read a CSV file, which may be compressed by gzip, as the table `stem`."""
        data = self.read_bytes(file)
        if data is not None and file.endswith(".gz"):
            data = self._unzipped(data, file)
        if data is None:
            return
        raw, problems = read_csv(data, self.name_of(file), self.description.encoding)
        self.problems += problems
        if raw is None:
            return
        self._check_mapped_columns(stem, tuple(map(str, raw.columns)))
        schema = SCHEMAS[stem.partition("/")[0]]
        frame, problems = conform(raw, schema, self.name_of(file), self.mapping(stem))
        self.problems += problems
        if frame is not None:
            self.tables[stem] = Table(self.name_of(file), frame)

    def _unzipped(self, data: bytes, file: str) -> bytes | None:
        try:
            with gzip.open(io.BytesIO(data)) as content:
                text = content.read(MOST_UNZIPPED + 1)
        except (OSError, EOFError, zlib.error) as error:
            self.say(file, "", f"cannot be unzipped: {error}", "compress it again with gzip")
            return None
        if len(text) > MOST_UNZIPPED:
            self.say(file, "", f"is over {MOST_UNZIPPED:,} bytes unzipped", "leave out columns")
            return None
        return text

    def _check_mapped_columns(self, stem: str, present: tuple[str, ...]) -> None:
        for our, their in self.mapping(stem).items():
            if their not in present:
                message = f"{stem}.csv has no column '{their}'{nearest(their, present)}"
                self.say_of_key(("columns", stem, our), message, f"use one of {', '.join(present)}")

    def say_of_key(self, key: tuple[str, ...], message: str, remedy: str) -> None:
        """Add a problem with a key of `geography.yaml`."""
        self.say(DESCRIPTION, place(key, self.lines), message, remedy)

    def _check_mapping(self) -> None:
        folders = (*FOLDERS, LAYERS)
        members = (p for kind in folders for p in sorted((self.folder / kind).rglob("*.*")))
        inside = (p.relative_to(self.folder).with_suffix("").as_posix() for p in members)
        known = tuple(dict.fromkeys((*SCHEMAS, "boundaries", *inside)))
        for table, columns in self.description.columns.items():
            if table not in known:
                message = f"'{table}' is not a table{nearest(table, known)}"
                self.say_of_key(("columns", table), message, f"use one of {', '.join(known)}")
                continue
            ours = _ours(table)
            for our in set(columns) - set(ours) if table != "pcts" else ():
                message = f"'{our}' is not a column of {table}{nearest(our, ours)}"
                self.say_of_key(("columns", table, our), message, f"use one of {', '.join(ours)}")

    def _check_file_names(self) -> None:
        """Name files that a slip of the pen would have passed over in silence."""
        absent = {f"{s}.csv" for s in SCHEMAS if s not in FOLDERS and s not in self.stems()}
        names = {p.name for p in self.folder.iterdir() if p.is_file()}
        for name in sorted(names - {f"{s}.csv" for s in SCHEMAS}):
            close = get_close_matches(name.casefold(), absent, n=1, cutoff=0.85)
            if close:
                self.say(name, "", "is not a table that is read", f"rename it {close[0]}")


def _ours(stem: str) -> tuple[str, ...]:
    """Return the columns that a table or a layer of boundaries may have, by our names."""
    kind, _, layer = stem.partition("/")
    if kind == LAYERS:
        return LAYER_COLUMNS.get(layer.partition("/")[0], ()) if layer else ("pct",)
    return tuple(SCHEMAS[kind].columns)
