"""Which engine looks for the best clusters of which SHAs: chosen by how many candidates there are.

Listed, where the candidates fit in memory; else streamed, where a look at all of them takes
seconds; else labelled, where they are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geodata.problems import InputError
from geodata.words import counted
from modelling.cache import Cache
from modelling.candidates import Candidates
from modelling.case import Case
from modelling.linear import NoLinearForm
from modelling.listing import DEFAULT_CAP, TooManyError, candidates_of, connected_count
from solvers.blocks import Block, make_blocks
from solvers.budget import Budget
from solvers.grouping import sharing
from solvers.integer import SolverName
from solvers.labelling import LabellingSearch, make_regions
from solvers.search import BlockSearch
from solvers.streaming.block import StreamedBlock, StreamedPricer

MOST_STREAMED = 500_000_000
"""Sets of PCTs of one SHA that are visited again and again: some ten seconds a time."""

Progress = Callable[[str], None]


class Engine(StrEnum):
    """How the clusters of an SHA are looked for."""

    LISTED = "listed"
    STREAMED = "streamed"
    LABELLED = "labelled"


@dataclass(frozen=True, eq=False)
class Chosen:
    """The search for the clusters of SHAs that share PCTs, and the engine that it is.

    listed     their candidates, () where they are not listed
    looked_at  by SHA: the candidates, or the sets visited in looking for them
    """

    search: BlockSearch | LabellingSearch
    engine: Engine
    listed: tuple[Candidates, ...]
    looked_at: Mapping[str, int]


def chosen_searches(
    case: Case,
    solver: SolverName = "cbc",
    budget: Budget | None = None,
    cap: int = DEFAULT_CAP,
    cache: Cache | None = None,
    on_progress: Progress = lambda _text: None,
) -> tuple[Chosen, ...]:
    """Return a search for every group of SHAs that share PCTs; as a rule, for every SHA.

    Raises `TooManyError`, with what to tighten, when an SHA has more candidates than can be looked
    at and some rule or objective cannot be said of labels.
    """
    ends = budget or Budget()
    kept = cache or Cache()
    scale = sum(case.scenario.weights.values())
    return tuple(
        _listed(shas, case, scale, solver, ends, cap, kept, on_progress) for shas in groups(case)
    )


def block_searches(chosen: Sequence[Chosen], case: Case) -> tuple[BlockSearch, ...]:
    """Return the searches for a question that needs candidates, listed or looked through.

    Raises `InputError` where some SHA has too many.
    """
    found = tuple(c.search for c in chosen if isinstance(c.search, BlockSearch))
    if len(found) < len(chosen):
        names = " and ".join(c.search.block.name for c in chosen if c.engine is Engine.LABELLED)
        message = f"{names} has too many lawful clusters for this question"
        remedy = "tighten size: max or population: max, or restrict the run with shas"
        raise InputError([case.scenario.problem(("rules",), message, remedy)])
    return found


def _listed(
    shas: tuple[str, ...],
    case: Case,
    scale: float,
    solver: SolverName,
    budget: Budget,
    cap: int,
    cache: Cache,
    on_progress: Progress,
) -> Chosen:
    """Return the search over listed candidates, or the next best where they are too many."""

    def tell(candidates: Candidates) -> None:
        on_progress(f"{candidates.sha}: {counted(len(candidates), 'lawful cluster')}")

    try:
        listed = candidates_of(case, cap, cache, tell, shas)
    except TooManyError as error:
        try:
            return _unlisted(shas, case, scale, solver, budget, on_progress)
        except NoLinearForm:
            raise TooManyError(error.problems) from None
    (block,) = make_blocks(listed, case)
    search = BlockSearch(block, scale, solver, budget)
    if len(shas) == 1:
        begun = cache.noted(_begun_with(block, case))
        if begun is not None:
            search.begin_with(block.find(begun))
    return Chosen(search, Engine.LISTED, listed, {c.sha: len(c) for c in listed})


def remember(chosen: Sequence[Chosen], case: Case, cache: Cache) -> None:
    """Keep the candidates that mattered, for the next solve that is like this one to begin with."""
    for one in chosen:
        search = one.search
        if isinstance(search, BlockSearch) and len(one.listed) == 1:
            masks = search.block.masks(search.known_columns)
            cache.note(_begun_with(search.block, case), masks)


def _begun_with(block: Block, case: Case) -> str:
    return Cache.key("begin with", case.geography.fingerprint, block.shas, block.pcts)


def _unlisted(
    shas: tuple[str, ...],
    case: Case,
    scale: float,
    solver: SolverName,
    budget: Budget,
    on_progress: Progress,
) -> Chosen:
    """Return the search that lists nothing: looking through, or labels where that is too long."""
    names = " + ".join(shas)
    on_progress(f"{names}: too many lawful clusters to list; counting them")
    visited = connected_count(shas[0], case, MOST_STREAMED) if len(shas) == 1 else None
    if visited is None or visited > MOST_STREAMED:
        hint = " (--solver highs is quicker at it)" if solver == "cbc" else ""
        on_progress(f"{names}: too many to look through as well; labelling PCTs instead{hint}")
        (region,) = (r for r in make_regions(case) if set(r.pools) == set(shas))
        return Chosen(LabellingSearch(region, solver, budget), Engine.LABELLED, (), {})
    on_progress(f"{names}: {visited:,} sets of PCTs are looked through, none is stored")
    streamed = StreamedBlock(shas[0], case.search().pools[shas[0]], case, visited)
    search = BlockSearch(streamed, scale, solver, budget, StreamedPricer(streamed))
    return Chosen(search, Engine.STREAMED, (), {shas[0]: visited})


def groups(case: Case) -> tuple[tuple[str, ...], ...]:
    """Return the SHAs that share PCTs, in order."""
    return sharing(case.search().pools)
