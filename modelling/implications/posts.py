"""Posts: who is in the pool for the posts of a cluster's executive team, and who has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geodata.words import counted
from modelling.implications.established import established
from modelling.implications.facts import chief_executives, without_chief_executives
from modelling.implications.pools import pools
from modelling.implications.subject import Subject
from modelling.implications.topic import Figures, Measure, Topic, by_cluster_of, summed

CHIEF_EXECUTIVES = 1
"""Chief executives of a cluster (paragraph 6)."""

SHARED = ("chief executive", "executive team", "management team")
"""Words for kinds of arrangement whose PCTs do not have a chief executive each."""

ASSUMED = "pcts.csv, chief_executives; one a PCT is assumed where it is blank"
_POSTS = "posts.director_posts"
_DIRECTORS = (
    "how many substantive directors the PCTs have is not known: give the column directors in "
    "pcts.csv, or posts.directors_per_pct in the parameters"
)
UNKNOWN = {
    "director_posts": f"give {_POSTS} in the parameters",
    "directors": _DIRECTORS,
    "director_pool": _DIRECTORS,
    "directors_without_post": f"{_DIRECTORS}, and {_POSTS}",
    "joint_posts": "posts held jointly with a local authority are not known: give the column "
    "joint_posts in pcts.csv",
    "care_trusts": "which PCTs are care trusts is not known: give the column care_trust in "
    "pcts.csv",
    "established": "no arrangements from before are known: give arrangements.csv",
}
MEASURES = (
    Measure("pcts", "PCTs", "count", "1", "the PCTs of the cluster"),
    Measure(
        "chief_executives",
        "Chief executives in the first-stage pool",
        "count",
        "23",
        "sum over the cluster's PCTs of their substantive chief executives, those seconded out "
        "among them (24)",
        ASSUMED,
        "Chief executives",
    ),
    Measure("posts", "Chief executive posts", "count", "6", "one a cluster", short="Posts"),
    Measure(
        "without_post",
        "Chief executives without a post",
        "count",
        "23",
        "chief executives in the pool less posts, not below 0",
        ASSUMED,
        "Without a post",
    ),
    Measure(
        "unfilled",
        "Posts that the first stage cannot fill",
        "count",
        "23",
        "posts less chief executives in the pool, not below 0",
        ASSUMED,
        "Unfilled",
    ),
    Measure(
        "director_posts",
        "Director posts that the team must have",
        "count",
        "6",
        "director of finance, of commissioning development, medical and nurse directors; "
        "directors of public health stay local and are not among them",
        "posts.director_posts; a cluster may have others",
        "Director posts",
    ),
    Measure(
        "directors",
        "Substantive directors of the PCTs",
        "count",
        "27",
        "sum over the cluster's PCTs, those of public health not among them (6)",
        "pcts.csv, directors; else posts.directors_per_pct",
        "Directors",
    ),
    Measure(
        "director_pool",
        "Directors' first-stage pool",
        "count",
        "27",
        "substantive directors plus chief executives without a post",
        short="Directors' pool",
    ),
    Measure(
        "directors_without_post",
        "In the directors' pool without a post",
        "count",
        "27",
        "the directors' pool less director posts, not below 0",
        short="Without a post",
    ),
    Measure(
        "joint_posts",
        "Posts held jointly with a local authority",
        "count",
        "31",
        "sum over the cluster's PCTs; not to be dismantled by the appointment of a cluster's team",
        "pcts.csv, joint_posts",
        "Joint posts",
    ),
    Measure(
        "care_trusts",
        "Care trusts",
        "count",
        "A 3.3",
        "the cluster's PCTs that are care trusts: with one, somebody in the team must have "
        "experience of the health-related functions of its local authorities",
        "pcts.csv, care_trust",
    ),
    Measure(
        "established",
        "Arrangement from before with the same PCTs",
        "flag",
        "20",
        "whether an arrangement in arrangements.csv has exactly the cluster's PCTs: where "
        "appointments there are substantive they are not revisited, which the SHA has to say",
        "arrangements.csv",
        "Established",
    ),
)


def posts(subject: Subject) -> Topic:
    """Return the pools and posts of every cluster, and of every SHA (paragraphs 6, 20 to 34)."""
    existing = established(subject)
    exact = {row[0] for row in existing.rows if row[-1] == "the whole cluster"}
    known = not subject.geography.arrangements.empty

    def figures(cluster: str, pcts: tuple[str, ...]) -> Figures:
        return _figures(subject, pcts, cluster in exact if known else None)

    by_cluster = by_cluster_of(subject.clusters, figures)
    pooled, overall = pools(subject, by_cluster)
    return Topic(
        name="posts",
        title="Posts",
        paragraph="6, 20 to 34",
        about="Who is in the pool for the posts of each cluster's single executive team, and how "
        "many have none. One chief executive leads a cluster, whatever the number of its PCTs.",
        measures=MEASURES,
        by_cluster=by_cluster,
        total=summed(by_cluster, [m.key for m in MEASURES]),
        overall=overall,
        unknown=UNKNOWN,
        notes=tuple(_notes(subject)),
        boxes=(
            (
                "The SHA has said how posts are pooled, and consulted PCTs and the Regional Social "
                "Partnership Forum on it",
                "paragraphs 19, 21, 22 and 34",
            ),
            ("Joint posts with local authorities are provided for", "paragraph 31"),
            ("Staff at risk have been told, and alternative work looked for", "30, 34 and 36"),
        ),
        listings=(pooled, *((existing,) if existing.rows else ())),
    )


def _figures(subject: Subject, pcts: tuple[str, ...], exact: bool | None) -> Figures:
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
        "unfilled": max(0, CHIEF_EXECUTIVES - chiefs),
        "director_posts": wanted,
        "directors": directors,
        "director_pool": pool,
        "directors_without_post": None if pool is None or wanted is None else max(0, pool - wanted),
        "joint_posts": _sum(subject.by_pct("joint_posts", None)[p] for p in pcts),
        "care_trusts": None if care_trusts is None else len(care_trusts.intersection(pcts)),
        "established": exact,
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
    assumed = set(without_chief_executives(subject.geography)).intersection(subject.case.pcts)
    if assumed:
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
    single = [c for c, pcts in subject.clusters.items() if len(pcts) == 1]
    if single:
        yield (
            f"{counted(len(single), 'cluster')} of a single PCT: its chief executive is the only "
            f"one in the pool of the cluster ({subject.clusters_named(single)})."
        )
    yield (
        "The second stage adds the SHA's own staff and those of arm's length bodies who chose the "
        "region, and the third is open competition; nobody's number is known there (23, 27)."
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
