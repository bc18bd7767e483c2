"""Accountability: who is Accountable Officer of which PCT, to whom, and what its board keeps."""

from __future__ import annotations

from collections.abc import Iterator

from modelling.implications.subject import Subject
from modelling.implications.topic import (
    Figures,
    Listing,
    Measure,
    Topic,
    Value,
    by_cluster_of,
    summed,
)

UNTIL, AFTER = "to 31 March 2012", "2012/13"
NATIONAL = "NHS Commissioning Board"

MEASURES = (
    Measure(
        "boards",
        "PCT boards that confirm the Accountable Officer",
        "count",
        "15",
        "one a PCT: the cluster's chief executive is confirmed by each board",
        short="Boards to confirm",
    ),
    Measure(
        "agreements",
        "Agreements that PCT boards adopt",
        "count",
        "17",
        "one a PCT, adopted by its board, on what the cluster exercises and what the PCT keeps",
        short="Agreements",
        headline=False,
    ),
    Measure(
        "accounts",
        "Allocations and sets of accounts",
        "count",
        "16, A 3.3",
        "one a PCT: allocations, accounts and annual report stay with it",
        short="Accounts",
        headline=False,
    ),
    Measure(
        "shas",
        "SHAs that hold the cluster to account",
        "count",
        "18",
        "SHAs with a PCT in the cluster, until 31 March 2012; the NHS Commissioning Board after",
        short="SHAs",
    ),
)
KEEPS = (
    "its full range of statutory accountabilities (paragraph 17)",
    "the agreement, adopted by the board, on which of them the cluster exercises and which it "
    "keeps (17)",
    "its allocation and its accounts, and a critical role in both (16)",
    "an annual report and accounts of its own (Appendix A 3.3 and 5.5)",
    "a chair and non-executives of its own in law, with experience of the PCT (Appendix A 3.3)",
    "being the employer of its staff (14 and 22), directors included (33)",
    "holding the cluster board to account for what it delegates (Appendix A 5.5)",
)
"""What stays with every PCT board."""

COLUMNS = (
    Measure("cluster", "Cluster", "text", "15", "id of the cluster"),
    Measure("pct", "PCT", "text", "15", "code of the PCT"),
    Measure("pct_name", "Name", "text", "15", "name of the PCT"),
    Measure(
        "officer",
        "Accountable Officer",
        "text",
        "15",
        "the chief executive of the PCT's cluster, once the PCT's board has confirmed it",
    ),
    Measure(
        "until", f"Held to account {UNTIL}", "text", "18", "the PCT's SHA, through the cluster"
    ),
    Measure(
        "after", f"Held to account {AFTER}", "text", "18", f"the {NATIONAL}, through the cluster"
    ),
)


def accountability(subject: Subject) -> Topic:
    """Return who answers for every PCT, and to whom (paragraphs 15 to 18)."""
    sha_of = subject.geography.sha_of

    def figures(_: str, pcts: tuple[str, ...]) -> Figures:
        each = dict.fromkeys(("boards", "agreements", "accounts"), len(pcts))
        return {**each, "shas": len({sha_of[p] for p in pcts})}

    by_cluster = by_cluster_of(subject.clusters, figures)
    answering = {sha_of[p] for p in subject.plan.cluster_of}
    return Topic(
        name="accountability",
        title="Accountability",
        paragraph="15 to 18",
        about="The cluster's chief executive is Accountable Officer of each of its PCTs. Managers "
        "answer through the cluster; the boards of PCTs keep their statutory duties.",
        measures=MEASURES,
        by_cluster=by_cluster,
        total={**summed(by_cluster, ["boards", "agreements", "accounts"]), "shas": len(answering)},
        notes=tuple(_notes(subject)),
        boxes=(
            (
                "Every PCT board has confirmed the cluster's chief executive as its Accountable "
                "Officer",
                "paragraph 15",
            ),
            (
                "Every PCT board has adopted an agreement on what the cluster exercises and what "
                "it keeps",
                "paragraph 17",
            ),
        ),
        listings=(
            Listing(
                "officers",
                "Who answers for each PCT, and to whom",
                COLUMNS,
                tuple(_rows(subject)),
                about="cluster",
            ),
            Listing(
                "kept",
                "What stays with every PCT board",
                (Measure("what", "It keeps", "text", "15 to 18", "as the guidance has it"),),
                tuple((item,) for item in KEEPS),
            ),
        ),
    )


def _rows(subject: Subject) -> Iterator[tuple[Value, ...]]:
    geography = subject.geography
    for cluster, pcts in subject.clusters.items():
        officer = f"Chief executive of {subject.plan.cluster_name(cluster)}"
        for pct in pcts:
            yield cluster, pct, geography.names[pct], officer, geography.sha_of[pct], NATIONAL


def _notes(subject: Subject) -> Iterator[str]:
    sha_of = subject.geography.sha_of
    for cluster, pcts in subject.clusters.items():
        lead = subject.lead(pcts, sha_of)
        for pct in pcts:
            if sha_of[pct] != lead:
                yield (
                    f"{subject.names([pct])} lies in {sha_of[pct]} and its cluster "
                    f"{subject.plan.cluster_name(cluster)} mostly in {lead}: which SHA holds the "
                    "cluster to account for it has to be agreed (18)."
                )
    missing = [p for p in subject.case.pcts if p not in subject.plan.cluster_of]
    if missing:
        yield f"In no cluster, and so left out: {subject.names(missing)}."
