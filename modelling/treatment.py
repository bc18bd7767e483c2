"""Where patients are treated: admissions by the PCT in which the trust has its headquarters."""

from __future__ import annotations

import pandas as pd

from geodata.geography import Geography


def share_treated(geography: Geography) -> pd.DataFrame:
    """Return f_ij as a table, PCTs by PCTs in the order of `geography.codes`.

    f_ij is the share of PCT i's admissions at trusts with their headquarters in PCT j. There is no
    table of flows between PCTs: this is as near as flows.csv and trusts.csv come to one, and
    headquarters are not hospital sites. Admissions at trusts elsewhere are left out.
    """
    rows = geography.flows
    at = rows["trust"].map(geography.headquarters)
    wide = rows.assign(at=at).pivot_table(
        index="pct", columns="at", values="share_of_admissions", aggfunc="sum", fill_value=0.0
    )
    codes = list(geography.codes)
    return wide.reindex(index=codes, columns=codes, fill_value=0.0)
