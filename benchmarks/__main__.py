"""Run every case in a fresh process and print seconds, stages, peak memory and ratios."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.cases import CASES, RATIOS


def _measure(name: str) -> dict[str, Any]:
    """Run a case here; add the peak memory of this process and of its children."""
    result = dict(CASES[name]())
    unit = 1024**2 if sys.platform != "darwin" else 1024**3
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {**result, "peak_gb": max(own, children) / unit}


def _measure_apart(name: str) -> Mapping[str, Any]:
    """Run a case in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", "--here", name]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _row(name: str, result: Mapping[str, Any]) -> list[str]:
    stages = ", ".join(f"{stage} {taken:.2f}" for stage, taken in result["stages"].items())
    gap = (
        result["status"]
        if result["gap"] is None
        else f"{result['status']}, gap {result['gap']:.1g}"
    )
    candidates = "" if result["candidates"] is None else f"{result['candidates']:,}"
    return [name, candidates, gap, f"{result['seconds']:.2f}", stages, f"{result['peak_gb']:.2f}"]


def main() -> None:
    """Run the cases named on the command line, or all, and print a table (or --json)."""
    if sys.argv[1:2] == ["--here"]:
        print(json.dumps(_measure(sys.argv[2])))
        return
    wanted = [a for a in sys.argv[1:] if a != "--json"] or list(CASES)
    results = {name: _measure_apart(name) for name in wanted}
    if "--json" in sys.argv:
        print(json.dumps(results, indent=2))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("Case", "Candidates", "Proof", "Seconds", "Stages", "Peak GB"):
        table.add_column(heading, justify="left" if heading in {"Case", "Stages"} else "right")
    for name, result in results.items():
        table.add_row(*_row(name, result))
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(f"{platform.platform()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    console.print(table)
    for slow, fast in RATIOS:
        if slow in results and fast in results:
            times = results[slow]["seconds"] / results[fast]["seconds"]
            ended = results[slow]["status"] == "optimal"
            said = f"{times:.0f} times as long" if ended else f"more than {times:.0f} times as long"
            console.print(f"{slow}: {said} as {fast}")


if __name__ == "__main__":
    main()
