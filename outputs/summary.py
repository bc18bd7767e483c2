"""What the terminal shows when a solve has ended: a summary that a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from geodata.geography import Geography
from geodata.words import counted
from modelling.case import Case
from modelling.plan import Plan
from outputs.answers.conflicts import conflict_lines, how_many
from outputs.answers.stages import stage_sentences
from outputs.cluster_facts import ClusterFacts, by_sha, describe_clusters
from outputs.wording import (
    TOTAL,
    ScoreLine,
    engine_sentences,
    holes,
    most,
    number,
    people,
    proof_sentence,
    score_lines,
)

if TYPE_CHECKING:
    from modelling.agreement import Agreement
    from solvers.outcome import Outcome


WIDEST = 200
"""Columns that the table of clusters takes at most, also where nothing else is wrapped."""


def _heading(text: str) -> Text:
    """Return a heading with a line of space above it. Names are never read as markup."""
    return Text(f"\n{text}", style="bold")


def _cluster_row(cluster: ClusterFacts, geography: Geography) -> tuple[Text, Text, Text]:
    """Return a cluster's name, its PCTs and its residents."""
    pcts = ", ".join(f"{geography.names[p]} ({p})" for p in cluster.pcts)
    name = Text(cluster.name)
    if len(cluster.shas) > 1:
        name.append(f" (also {', '.join(cluster.shas[1:])})", style="dim")
    return name, Text(pcts, style="dim"), Text(people(cluster.residents))


def clusters_by_sha(plan: Plan, geography: Geography) -> Iterator[RenderableType]:
    """Yield a heading and a table for every SHA: cluster, PCTs, residents."""
    for sha, clusters in by_sha(describe_clusters(plan, geography)).items():
        residents = sum(cluster.residents for cluster in clusters)
        size = f"{counted(len(clusters), 'cluster')}, {counted(residents, 'resident')}"
        yield Text.assemble((f"\n{sha}", "bold"), f"  {size}")
        table = Table(
            box=None, show_header=False, pad_edge=False, expand=True, padding=(0, 2, 0, 0)
        )
        table.add_column(ratio=5)
        table.add_column(ratio=8)
        table.add_column(justify="right", width=9)
        for cluster in clusters:
            table.add_row(*_cluster_row(cluster, geography))
        yield Constrain(Padding(table, (0, 0, 0, 2)), WIDEST)


def score_table(lines: tuple[ScoreLine, ...], total: float | None) -> Table:
    """Return the scores with their weights, their weighted total, and what each measures."""
    weights = {line.name: line.weight for line in lines if line.weight is not None}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=total is not None)
    table.add_column("Objective", footer="Weighted total", no_wrap=True)
    table.add_column("Score", footer=number(total), justify="right", no_wrap=True)
    table.add_column("Weight", justify="right", no_wrap=True)
    table.add_column("Measured on", footer=f"of at most {most(weights):g}", style="dim")
    for line in lines:
        weight = "–" if line.weight is None else f"{line.weight:g}"
        style = "dim" if line.weight is None else ""
        table.add_row(Text(line.title), number(line.value), weight, Text(line.label), style=style)
    return table


def agreement_sentence(agreement: Agreement) -> str:
    """Return how far the plan agrees with the geography's reference plan."""
    return (
        f"Finds {agreement.matched} of the {counted(agreement.total, 'cluster')} of "
        f"{agreement.plan_name} exactly (adjusted Rand index "
        f"{agreement.adjusted_rand_index:.3f}; 1 is the same plan, 0 chance)."
    )


def seconds_line(seconds: Mapping[str, float]) -> str:
    """Return "listing 0.1 s, pricing 1.2 s: 1.3 s in all"."""
    stages = ", ".join(f"{stage} {taken:.1f} s" for stage, taken in seconds.items())
    return f"{stages}: {sum(seconds.values()):.1f} s in all"


def _proof(outcome: Outcome) -> Iterator[RenderableType]:
    """Yield what was proven and the figures that it rests on."""
    good = outcome.status == "optimal"
    in_order = outcome.scenario.priority is not None
    sentence = proof_sentence(outcome.status, outcome.gap, outcome.bound, in_order)
    if outcome.stages:
        yield _heading("In order of importance")
        yield from (Text(f"  {said}") for said in stage_sentences(outcome.stages))
    yield Text(f"\n{sentence}", style="bold green" if good else "bold yellow")
    if outcome.objective is not None:
        gap = "unknown" if outcome.gap is None else f"{outcome.gap:.2g}"
        yield Text(f"Scores {outcome.objective:.6f}; gap {gap}; solver {outcome.solver}.")
    yield from map(Text, engine_sentences(outcome.engines, outcome.candidates))
    if how_many(outcome.conflicts):
        yield Text(how_many(outcome.conflicts))
    for conflict in outcome.conflicts:
        yield from conflict_lines(conflict)
    for reason in () if outcome.conflicts else outcome.reasons:
        yield Text(f"• {reason}")


def _files(folder: Path) -> Iterator[RenderableType]:
    """Yield the folder of the run and the files in it."""
    yield _heading("Written")
    for path in sorted(folder.iterdir()):
        yield Text(f"  {path}", overflow="fold")


def summary(outcome: Outcome, folder: Path | None = None) -> Group:
    """Return the summary of a run: clusters by SHA, scores, proof, agreement, times and paths."""
    geography, plan = outcome.geography, outcome.plan
    title = outcome.scenario.title or outcome.scenario.name
    parts: list[RenderableType] = [Text(f"{title}: {geography.title}", style="bold")]
    if plan is not None:
        parts += clusters_by_sha(plan, geography)
        missing = holes(plan, Case(outcome.scenario, geography).pcts)
        parts += [_heading(missing)] if missing else []
    if outcome.scores:
        chosen = outcome.scenario.measured_on
        lines = score_lines(outcome.scores, outcome.weights, geography, chosen)
        parts += [_heading("Scores, 0 to 1, higher is better")]
        parts += [score_table(lines, outcome.scores.get(TOTAL))]
    parts += _proof(outcome)
    if outcome.agreement is not None:
        parts.append(Text(agreement_sentence(outcome.agreement)))
    if outcome.seconds:
        parts.append(Text(f"Took {seconds_line(outcome.seconds)}."))
    if folder is not None:
        parts += _files(folder)
    return Group(*parts)


def print_summary(outcome: Outcome, folder: Path | None, console: Console) -> None:
    """Print the summary, wrapped to the console's width."""
    console.print(summary(outcome, folder), highlight=False)
