"""Writes a geography made in memory to a folder of tables, as a planner would keep it."""

from __future__ import annotations

from pathlib import Path

from geodata.geography import Geography


def write_geography(geography: Geography, folder: Path) -> Path:
    """Write every table that has rows, and return the folder."""
    tables = {
        "pcts": geography.pcts.reset_index(),
        "adjacency": geography.adjacency,
        "flows": geography.flows,
        "trusts": geography.trusts,
        "local_authorities": geography.local_authorities,
        "arrangements": geography.arrangements,
        **{f"consortia/{name}": rows for name, rows in geography.consortia.items()},
        **{f"plans/{name}": rows for name, rows in geography.plans.items()},
    }
    for name, rows in tables.items():
        if len(rows):
            path = folder / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            rows.to_csv(path, index=False)
    said = f"name: {geography.name}\n"
    if geography.reference_plan:
        said += f"reference_plan: {geography.reference_plan}\n"
    (folder / "geography.yaml").write_text(said)
    return folder
