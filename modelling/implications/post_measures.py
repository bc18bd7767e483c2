"""The figures of posts and pools, and why each may not be known."""

from __future__ import annotations

from modelling.implications.topic import Measure

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
    **dict.fromkeys(
        ("unfilled", "region_unfilled"),
        "whether every post has candidates in its first pool is not known while chief executives "
        "are assumed: give the column chief_executives in pcts.csv",
    ),
    **dict.fromkeys(
        ("established", "alike"),
        "no arrangements from before are known: give arrangements.csv",
    ),
}
MEASURES = (
    Measure("pcts", "PCTs", "count", "1", "the PCTs of the cluster", headline=False),
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
        "At most, chief executives not appointed at stage 1",
        "count",
        "23, 27",
        "chief executives in the pool less posts, not below 0: those seconded out are among them "
        "(24), vacancies make them fewer, and they join the directors' pool (27)",
        ASSUMED,
        "Not appointed, at most",
    ),
    Measure(
        "unfilled",
        "Posts that the first stage cannot fill",
        "count",
        "23",
        "posts less chief executives in the pool, not below 0; not known where these are assumed",
        "pcts.csv, chief_executives",
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
        "substantive directors plus chief executives not appointed at stage 1, at most",
        short="Directors' pool",
    ),
    Measure(
        "directors_without_post",
        "In the directors' pool without a post",
        "count",
        "27",
        "the directors' pool less director posts, not below 0",
        short="Directors without a post",
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
        "Same PCTs as an earlier arrangement",
        "text",
        "20",
        "kind and certainty of every arrangement in arrangements.csv with exactly the cluster's "
        "PCTs; whether appointments there are substantive the table does not say",
        "arrangements.csv",
    ),
)
ALIKE = Measure(
    "alike",
    "Clusters with the same PCTs as an earlier arrangement",
    "count",
    "20",
    "clusters of which arrangements.csv has exactly the PCTs, of whatever kind and certainty",
    "arrangements.csv",
)
"""A figure of the whole plan."""
