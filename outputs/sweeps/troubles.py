"""Scenarios of a sweep that have no plan, by reason, and those whose plan is not proven best."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.geography import Geography
from outputs.sweeps.cases import base_values
from outputs.sweeps.effects import plain_values
from outputs.sweeps.reading import SETTING, Reading
from outputs.sweeps.values import in_order, shown_value

STOPPED = "Stopped before any lawful plan was found."
GAP = "…"
"""What stands in the words that reasons share for a figure, a name, or a list of them."""


@dataclass(frozen=True)
class Otherwise:
    """How often scenarios ask otherwise than the base in one field, and the values they ask."""

    values: tuple[str, ...]
    scenarios: int


@dataclass(frozen=True)
class Trouble:
    """Scenarios that ended alike for one reason.

    words      the reason; the words that the reasons share where they differ in names and figures
    reasons    as they give it, each wording once
    otherwise  by path of the fields that the sweep varies: what they ask that the base does not
    """

    status: str
    words: str
    reasons: tuple[str, ...]
    scenarios: tuple[int, ...]
    otherwise: Mapping[str, Otherwise]


def troubles(reading: Reading, status: str) -> tuple[Trouble, ...]:
    """Return the scenarios that ended so without a plan, by reason, the most frequent first.

    Reasons that differ in figures and in names of PCTs, SHAs or consortia alone are one.
    """
    rows = reading.frame[(reading.frame["status"] == status) & reading.frame["plan"].isna()]
    found = tuple(_groups(rows, reading, status))
    return tuple(sorted(found, key=lambda t: (-len(t.scenarios), t.scenarios)))


def _groups(rows: pd.DataFrame, reading: Reading, status: str) -> Iterator[Trouble]:
    reasons = rows["reason"].where(rows["reason"].str.strip() != "", STOPPED)
    shared = shared_words(reading.geography)
    base = base_values(reading)
    words = reasons.map(shared)
    for _, group in rows.assign(reason=reasons).groupby(words.map(_in_one_number), sort=False):
        said = tuple(group["reason"].unique())
        yield Trouble(
            status=status,
            words=said[0] if len(said) == 1 else words[group.index[0]],
            reasons=said,
            scenarios=tuple(int(n) for n in group["number"]),
            otherwise=dict(_otherwise(group, base)),
        )


def shared_words(geography: Geography) -> Callable[[str], str]:
    """Return what takes the figures and names out of a reason; a gap stands for a list of them."""
    names = {*geography.names.values(), *geography.codes, *geography.shas, *geography.consortia}
    longest_first = sorted(filter(None, names), key=lambda name: (-len(name), name))
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    listed = re.compile(rf"{GAP}(?:(?:,? and|,|;)? (?:the )?{GAP}(?: others?\b)?)+")

    def without(reason: str) -> str:
        return listed.sub(GAP, without_figures(known.sub(GAP, reason)))

    return without


def without_figures(reason: str) -> str:
    """Return a reason with every figure taken out, but for those within a code or name."""
    return re.sub(r"(?<![\w.])[\d,]*\.?\d+(?![\w])", GAP, reason)


def _in_one_number(words: str) -> str:
    """Return words by which "1 cluster is" and "2 clusters are" are the same."""
    return re.sub(r"s\b", "", re.sub(r"\bare\b", "is", words))


def unproven(reading: Reading) -> pd.DataFrame:
    """Return the rows with a plan that is not proven best, the largest gap first."""
    rows = reading.solved
    return rows[rows["status"] != "optimal"].sort_values("gap", ascending=False, kind="stable")


def _otherwise(rows: pd.DataFrame, base: Mapping[str, str]) -> Iterator[tuple[str, Otherwise]]:
    """Yield the fields of which some row has another value than the base, with these values."""
    for path, said in base.items():
        values = plain_values(rows[SETTING + path])
        other = [value for value in values if shown_value(value) != said]
        if other:
            shown = dict.fromkeys(shown_value(value) for value in sorted(other, key=in_order))
            yield path, Otherwise(tuple(shown), len(other))
