"""What a cell of a table may hold: each check says what is wrong with a value, and what to do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pandera.pandas as pa

from geodata.geography import EDGE_KINDS
from geodata.words import UNWRITABLE

CODE = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}"
MANGLED_CODE = r"\d(\.\d+)?E\+\d+"
FLAGS = ("true", "false", "yes", "no")


def _is_code(values: pd.Series) -> pd.Series:
    return values.str.fullmatch(CODE) | values.str.fullmatch(MANGLED_CODE)


def _is_not_mangled(values: pd.Series) -> pd.Series:
    return ~values.str.fullmatch(MANGLED_CODE)


CODE_CHECKS = (
    pa.Check(
        _is_code,
        error="is not a code",
        description="use 1 to 32 letters, digits, '_', '.' or '-', a letter or digit first",
    ),
    pa.Check(
        _is_not_mangled,
        error="is a number that a spreadsheet made of a code such as 5E1",
        description="write the code again in a column formatted as text",
    ),
)
FINITE = pa.Check(np.isfinite, error="is not finite", description="write a plain number")
NOT_NEGATIVE = pa.Check(lambda s: s >= 0, error="is negative", description="write 0 or more")
POSITIVE = pa.Check(lambda s: s > 0, error="is not above 0", description="write a plain number")
WHOLE = pa.Check(
    lambda s: ~np.isfinite(s) | (s % 1 == 0),
    error="is not a whole number",
    description="round it: people come whole",
)
IMAGINABLE = pa.Check(
    lambda s: ~np.isfinite(s) | (s <= 1e10),
    error="is more people than there are",
    description="count each person once",
)
AT_MOST_1 = pa.Check(
    lambda s: s <= 1, error="is over 1", description="write shares as 0.25, not 25 or 25%"
)
IS_KIND = pa.Check.isin(
    EDGE_KINDS, error="is not a kind of edge", description=f"use one of {', '.join(EDGE_KINDS)}"
)
IS_FLAG = pa.Check(
    lambda s: s.str.lower().isin(FLAGS),
    error="is neither true nor false",
    description="write true or false",
)
IS_WRITABLE = pa.Check(
    lambda s: ~s.str.contains(UNWRITABLE),
    error="holds a control character",
    description="write it again without that; where accents are wrong too, save it as UTF-8",
)
