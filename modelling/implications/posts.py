"""Posts: who is in the pool for the posts of a cluster's executive team, and who has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geodata.words import counted
from modelling.implications.established import NONE, alike, established
from modelling.implications.facts import chief_executives
from modelling.implications.pools import pools
from modelling.implications.post_boxes import POST_BOXES
from modelling.implications.post_measures import ALIKE, MEASURES, UNKNOWN
from modelling.implications.subject import Subject
from modelling.implications.topic import Figures, Topic, by_cluster_of, summed

CHIEF_EXECUTIVES = 1
"""Chief executives of a cluster (paragraph 6)."""

ONE_EACH = "one chief executive a PCT"
"""How the assumption is called wherever a figure rests on it."""

SHARED = ("chief executive", "executive team", "management team")
"""Words for kinds of arrangement whose PCTs do not have a chief executive each."""


def posts(subject: Subject) -> Topic:
    """Return the pools and posts of every cluster, and of every SHA (paragraphs 6, 20 to 34)."""
    existing = established(subject)
    known = not subject.geography.arrangements.empty

    def figures(cluster: str, pcts: tuple[str, ...]) -> Figures:
        return _figures(subject, pcts, alike(existing, cluster) if known else None)

    by_cluster = by_cluster_of(subject.clusters, figures)
    pooled, overall = pools(subject, by_cluster)
    same = sum(f["established"] != NONE for f in by_cluster.values()) if known else None
    return Topic(
        name="posts",
        title="Posts",
        paragraph="6, 20 to 34",
        about="Who is in the pool for the posts of each cluster's single executive team, and how "
        "many are not appointed at its first stage. One chief executive leads a cluster, whatever "
        "the number of its PCTs.",
        measures=MEASURES,
        by_cluster=by_cluster,
        total=summed(by_cluster, [m.key for m in MEASURES if m.kind != "text"]),
        overall=(*overall, (ALIKE, same)),
        unknown=UNKNOWN,
        labels=(ONE_EACH,) if subject.assumed else (),
        notes=tuple(_notes(subject)),
        boxes=(*_team_boxes(subject), *POST_BOXES),
        listings=(pooled, *((existing,) if existing.rows else ())),
    )


def _figures(subject: Subject, pcts: tuple[str, ...], earlier: str | None) -> Figures:
    chiefs = sum(chief_executives(subject.geography)[p] for p in pcts)
    without = max(0, chiefs - CHIEF_EXECUTIVES)
    wanted = director_posts(subject)
    directors = directors_of(subject, pcts)
    pool = None if directors is None else directors + without
    care_trusts = subject.care_trusts
    return {
        "pcts": len(pcts),
        "chief_executives": chiefs,
        "posts": CHIEF_EXECUTIVES,
        "without_post": without,
        "unfilled": None
        if subject.assumed.intersection(pcts)
        else max(0, CHIEF_EXECUTIVES - chiefs),
        "director_posts": wanted,
        "directors": directors,
        "director_pool": pool,
        "directors_without_post": None if pool is None or wanted is None else max(0, pool - wanted),
        "joint_posts": _sum(subject.by_pct("joint_posts", None)[p] for p in pcts),
        "care_trusts": None if care_trusts is None else len(care_trusts.intersection(pcts)),
        "established": earlier,
    }


def director_posts(subject: Subject) -> int | None:
    """Return how many directors a team must have beside its chief executive."""
    named = subject.parameters.posts.director_posts.value
    return None if named is None else len(named)


def directors_of(subject: Subject, pcts: Iterable[str]) -> int | None:
    """Return the substantive directors of some PCTs, None where one does not say."""
    known = subject.by_pct("directors", subject.parameters.posts.directors_per_pct.value)
    return _sum(known[p] for p in pcts)


def _sum(values: Iterable[float | None]) -> int | None:
    found = list(values)
    return None if None in found else int(sum(v for v in found if v is not None))


def _notes(subject: Subject) -> Iterator[str]:
    yield (
        "Nobody has lost a post who is not appointed at the first stage: chief executives join the "
        "directors' pool (27), and redundancy beyond what running costs require is not the aim "
        "(30). Those seconded out may apply at the first stage (24, directors 28) and are counted; "
        "vacancies lower the figures."
    )
    if assumed := subject.assumed:
        yield (
            f"One chief executive is assumed for {counted(len(assumed), 'PCT')} of which pcts.csv "
            "does not say how many there are. Where PCTs share one there are fewer."
        )
    shared = sorted(_sharing(subject))
    if shared:
        yield (
            "PCTs that shared a chief executive or a team already, as far as is known: "
            f"{'; '.join(shared)}. Their chief executives are counted one a PCT all the same, "
            "unless pcts.csv says otherwise."
        )
    yield from _single(subject)
    if not subject.geography.arrangements.empty:
        yield (
            "Established clusters with substantive appointments are not revisited unless the SHA, "
            "in agreement with the NHS Chief Executive, finds further change is required (20). An "
            "earlier arrangement of the same PCTs is no proof of either."
        )
    if subject.clusters:
        yield _panel(subject)
    yield (
        "The second stage adds the SHA's own staff and those of arm's length bodies who chose the "
        "region, and the third is open competition; nobody's number is known there (23, 27)."
    )


def _single(subject: Subject) -> Iterator[str]:
    """Yield what the pool of a cluster of one PCT is, its chief executive being there or not."""
    chiefs = chief_executives(subject.geography)
    single = {c: chiefs[pcts[0]] for c, pcts in subject.clusters.items() if len(pcts) == 1}
    held, empty = [c for c, n in single.items() if n], [c for c, n in single.items() if not n]
    if held:
        yield (
            f"{counted(len(held), 'cluster')} of a single PCT: its own chief executives are all "
            f"that the pool of the cluster has ({subject.clusters_named(held)})."
        )
    if empty:
        yield (
            f"{counted(len(empty), 'cluster')} of a single PCT without a chief executive of its "
            f"own in pcts.csv: the post is for the second stage ({subject.clusters_named(empty)})."
        )


def _panel(subject: Subject) -> str:
    """Return what the panel of paragraph 25 comes to in the largest cluster."""
    largest = max(subject.clusters, key=lambda c: len(subject.clusters[c]))
    chairs = counted(len(subject.clusters[largest]), "chair")
    return (
        "The panel that appoints a chief executive ideally has the chair of every PCT, the SHA's "
        f"chief executive or deputy and another assessor: {chairs} in "
        f"{subject.plan.cluster_name(largest)} (25, as Gateway letter 7246 has it)."
    )


def _team_boxes(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield what the teams of clusters with a care trust have to have (Appendix A 3.3)."""
    care_trusts = subject.care_trusts or frozenset()
    found = [c for c, pcts in subject.clusters.items() if care_trusts.intersection(pcts)]
    if found:
        yield (
            "Somebody in the executive team has experience of the health-related functions of the "
            f"care trust's local authorities: {subject.clusters_named(found)}",
            "Appendix A 3.3",
        )


def _sharing(subject: Subject) -> Iterator[str]:
    """Yield the arrangements of several PCTs under one chief executive or team."""
    table = subject.case.table("arrangements")
    if "kind" not in table:
        return
    for name, rows in table.groupby("arrangement"):
        kind = str(rows["kind"].iloc[0])
        if len(rows) > 1 and any(words in kind for words in SHARED):
            yield str(name)
