"""The front door: `clusters`, for planners at a terminal and for batches.

Exit codes: 0 solved or lawful, 1 infeasible or violations found, 2 bad input, 3 stopped without
proof, 4 the program failed its own check, 130 interrupted where there was nothing to keep.
"""

from __future__ import annotations

import sys

import typer

from commands import (
    alternatives,
    compare,
    frontier,
    geography,
    implications,
    maps,
    plans,
    price,
    report,
    scenario,
    sweep,
    sweep_report,
    what_if,
)
from commands.shared import INTERRUPTED
from outputs.terminal import complain

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Group Primary Care Trusts into clusters, prove the plan optimal, and draw it.",
)
app.command()(plans.solve)
app.command()(plans.check)
app.command()(plans.score)
app.command()(plans.prove)
app.command("map")(maps.draw)
app.command()(price.price)
app.command()(alternatives.alternatives)
app.command()(frontier.frontier)
app.command()(compare.compare)
app.command()(implications.implications)
app.command("what-if")(what_if.what_if)
app.command()(report.report)
app.command()(sweep.sweep)
app.command("sweep-report")(sweep_report.sweep_report)
app.add_typer(geography.app, name="geography")
app.add_typer(scenario.app, name="scenario")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        complain("Stopped.")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
