"""How figures, proofs and proxies are worded wherever they are shown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geodata.geography import Geography
from geodata.words import counted
from modelling.plan import Plan
from modelling.registry import objective_types

TOTAL = "objective"
"""The key of the weighted total among the scores of a plan."""


@dataclass(frozen=True)
class ScoreLine:
    """One score as it is shown.

    `reads` says in words what it is, and `label` names what it was measured on, proxies as such.
    """

    name: str
    title: str
    value: float
    weight: float | None
    reads: str
    label: str


def source_label(table: str, geography: Geography) -> str:
    """Return how the geography names a table's source; for "consortia", that of all its sets."""
    exact = geography.label(table)
    if exact:
        return exact
    sets = geography.sources.loc[geography.sources["table"].str.startswith(f"{table}/"), "label"]
    return "; ".join(dict.fromkeys(str(label) for label in sets if label))


def called(table: str, geography: Geography) -> str:
    """Return what a plan or a set of consortia is called: its label up to the first comma.

    `table` is "plans/clusters-2011" or "consortia/ccg-2015". Its short name, the part after the
    slash, where sources.csv has no label of it.
    """
    label = geography.label(table).partition(",")[0].strip()
    return label or table.rpartition("/")[2]


def with_sets_by_label(text: str, geography: Geography) -> str:
    """Return the text with every "consortium of <set>" said by what the set is called."""
    for name in geography.consortia:
        said = called(f"consortia/{name}", geography)
        if said != name:
            text = text.replace(f"consortium of {name}", f"consortium ({said})")
    return text


def objective_title(name: str) -> str:
    """Return an objective's title, or its name in plain words where it is not registered."""
    registered = objective_types().get(name)
    return registered.title if registered else name.replace("_", " ").capitalize()


def _label(name: str, geography: Geography) -> str:
    registered = objective_types().get(name)
    if registered is None:
        return ""
    return registered.label or source_label(registered.table, geography)


def score_lines(
    scores: Mapping[str, float],
    weights: Mapping[str, float],
    geography: Geography,
    measured_on: Mapping[str, str] | None = None,
) -> tuple[ScoreLine, ...]:
    """Return the scores but the total: those with a weight first, heaviest first, then by name.

    `measured_on` says of an objective what it measures where the label of its table does not.
    """
    said = measured_on or {}
    types = objective_types()
    lines = [
        ScoreLine(
            name=name,
            title=objective_title(name),
            value=value,
            weight=weights.get(name) or None,
            reads=types[name].reads if name in types else "",
            label=said.get(name) or _label(name, geography),
        )
        for name, value in scores.items()
        if name != TOTAL
    ]
    return tuple(sorted(lines, key=lambda line: (-(line.weight or 0), line.title)))


def most(weights: Mapping[str, float]) -> float:
    """Return the most that the weighted total can be: the sum of the weights."""
    return sum(weights.values())


def holes(plan: Plan, pcts: Iterable[str]) -> str:
    """Return "149 PCTs in no cluster" for those of `pcts` that the plan leaves out, "" for none."""
    missing = set(pcts) - set(plan.cluster_of)
    return f"{counted(len(missing), 'PCT')} in no cluster" if missing else ""


def number(value: float | None) -> str:
    """Return a score with three decimals, and "–" for one that is not known."""
    return "–" if value is None or not math.isfinite(value) else f"{value:.3f}"


def as_shown(value: float, other: float) -> str:
    """Return a score with three decimals, or with the four that set it apart from the other."""
    return f"{value:.4f}" if f"{value:.3f}" == f"{other:.3f}" and value != other else number(value)


def people(count: int) -> str:
    """Return a number of residents with thousands set apart."""
    return f"{count:,}"


def proof_sentence(
    status: str, gap: float | None = None, bound: float | None = None, in_order: bool = False
) -> str:
    """Return what a run has proven about its plan, in one sentence.

    `gap` is bound − objective and `bound` what no lawful plan can score above, both in units of
    the weighted total. `in_order` says that objectives were taken in order of importance.
    """
    better = "is better in this order of objectives" if in_order else "scores higher"
    unknown = "nothing is proven about how much better a plan could be"
    if in_order:
        unknown = "not every step is proven: a plan could be better in this order"
    known = {
        "optimal": f"Proven optimal: no lawful plan {better}.",
        "infeasible": "Proven impossible: no plan keeps every rule.",
        "stopped": "Stopped before any lawful plan was found.",
    }
    if status in known:
        return known[status]
    if in_order or gap is None or not math.isfinite(gap):
        return f"Lawful, but {unknown}."
    limit = f" (none scores above {bound:.4f})" if bound is not None else ""
    return f"Lawful; the best plan scores at most {gap:.4f} more{limit}."


def without_law(sentence: str) -> str:
    """Return a sentence with rules of the scenario in place of "lawful", which reads as law."""
    kept = "that keeps every rule of this scenario"
    for old, new in (
        ("no lawful plan is", f"no plan {kept} is"),
        ("no lawful plan scores", f"no plan {kept} scores"),
        ("Lawful", "Keeps every rule of this scenario"),
    ):
        sentence = sentence.replace(old, new)
    return sentence


def engine_sentences(engines: Mapping[str, str], candidates: Mapping[str, int]) -> Iterator[str]:
    """Yield how the clusters of every SHA were looked for, and among how many.

    `engines` is by SHA, or by SHAs that share PCTs as "A + B"; see `solvers.outcome.Outcome`.
    """
    of = {name: sum(candidates.get(sha, 0) for sha in name.split(" + ")) for name in engines}
    listed = sum(of[name] for name, engine in engines.items() if engine == "listed")
    if "listed" in engines.values():
        yield f"Candidates: {counted(listed, 'lawful cluster')}."
    for name, engine in engines.items():
        if engine == "streamed":
            yield (
                f"{name} has too many lawful clusters to list: {of[name]:,} sets of PCTs were "
                "looked through instead, as often as it took."
            )
        elif engine == "labelled":
            yield (
                f"{name} has too many lawful clusters to list or to look through: each PCT was "
                "given its cluster by one integer program instead."
            )
