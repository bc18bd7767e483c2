"""The second pooling option: posts and people of a whole region or sub region, not of a cluster."""

from __future__ import annotations

from collections.abc import Mapping

from modelling.implications.facts import chief_executives
from modelling.implications.subject import Subject
from modelling.implications.topic import Figures, Listing, Measure, Value, summed

COLUMNS = (
    Measure(
        "pool", "Region or sub region", "text", "23", "the SHA, unless posts.pool names others"
    ),
    Measure("pcts", "PCTs", "count", "23", "PCTs of the region in the plan"),
    Measure(
        "chief_executives",
        "Chief executives in the first-stage pool",
        "count",
        "23",
        "sum over the region's PCTs of their substantive chief executives",
        short="Chief executives",
    ),
    Measure(
        "posts",
        "Chief executive posts",
        "count",
        "23",
        "clusters with most of their residents in the region",
        short="Posts",
    ),
    Measure(
        "without_post",
        "At most, chief executives not appointed at stage 1",
        "count",
        "23, 27",
        "chief executives in the region's pool less posts, not below 0; they join the directors' "
        "pool (27)",
        short="Not appointed, at most",
    ),
    Measure(
        "unfilled",
        "Posts that the first stage cannot fill",
        "count",
        "23",
        "posts less chief executives in the region's pool, not below 0; not known where these are "
        "assumed",
        short="Unfilled",
    ),
    Measure(
        "director_pool",
        "Directors' first-stage pool",
        "count",
        "27",
        "the region's substantive directors plus its chief executives not appointed, at most",
        short="Directors' pool",
    ),
    Measure(
        "director_posts",
        "Director posts that the teams must have",
        "count",
        "6, 27",
        "director posts of a team times the region's clusters",
        short="Director posts",
    ),
    Measure(
        "directors_without_post",
        "In the directors' pool without a post",
        "count",
        "27",
        "the region's directors' pool less its director posts, not below 0",
        short="Directors without a post",
    ),
)
OVERALL = (
    Measure(
        "region_without_post",
        "At most, chief executives not appointed at stage 1, pooled by region",
        "count",
        "23, 27",
        "sum over regions of chief executives in the pool less posts, not below 0",
    ),
    Measure(
        "region_unfilled",
        "Posts that the first stage cannot fill, pooled by region",
        "count",
        "23",
        "sum over regions of posts less chief executives in the pool, not below 0; not known where "
        "these are assumed",
    ),
)


def pools(
    subject: Subject, by_cluster: Mapping[str, Figures]
) -> tuple[Listing, tuple[tuple[Measure, Value], ...]]:
    """Return the pools and posts of every region, and how many have no post in all of them."""
    led: dict[str, list[str]] = {pool: [] for pool in sorted(set(_pools(subject).values()))}
    for cluster, pcts in subject.clusters.items():
        led[subject.lead(pcts, subject.pool_of)].append(cluster)
    rows = [_figures(subject, pool, clusters, by_cluster) for pool, clusters in led.items()]
    whole = summed({str(i): row for i, row in enumerate(rows)}, ["without_post", "unfilled"])
    keys = [column.key for column in COLUMNS]
    listing = Listing(
        "pools",
        "Pooled by region or sub region",
        COLUMNS,
        tuple(tuple(row[key] for key in keys) for row in rows),
        note="A PCT is pooled where it lies; the post of a cluster that crosses a border is where "
        "most of its residents live.",
    )
    return listing, tuple((m, whole[m.key.removeprefix("region_")]) for m in OVERALL)


def _pools(subject: Subject) -> Mapping[str, str]:
    return {pct: subject.pool_of[pct] for pct in subject.plan.cluster_of}


def _figures(
    subject: Subject, pool: str, clusters: list[str], by_cluster: Mapping[str, Figures]
) -> dict[str, Value]:
    pcts = [pct for pct, home in _pools(subject).items() if home == pool]
    chiefs = sum(chief_executives(subject.geography)[p] for p in pcts)
    posts = len(clusters)
    without = max(0, chiefs - posts)
    known = subject.by_pct("directors", subject.parameters.posts.directors_per_pct.value)
    directors = [known[p] for p in pcts]
    waiting = None if None in directors else int(sum(d or 0 for d in directors)) + without
    named = subject.parameters.posts.director_posts.value
    wanted = None if named is None else len(named) * posts
    left = None if waiting is None or wanted is None else max(0, waiting - wanted)
    return {
        "pool": pool,
        "pcts": len(pcts),
        "chief_executives": chiefs,
        "posts": posts,
        "without_post": without,
        "unfilled": None if subject.assumed.intersection(pcts) else max(0, posts - chiefs),
        "director_pool": waiting,
        "director_posts": wanted,
        "directors_without_post": left,
    }
