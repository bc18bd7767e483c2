"""What a plan means for people and boards: posts, pay, boards, partners, duties and equality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from modelling.case import Case
from modelling.implications.parameters import ImplicationParameters
from modelling.implications.topic import Topic
from modelling.implications.topics import topics
from modelling.plan import Plan
from outputs.cluster_facts import ClusterFacts, describe_clusters
from outputs.implications.tables import not_known, parameter_table, whole_table, workings
from outputs.implications.topic_tables import topic_tables
from outputs.report.blocks import Block, Box, Boxes, Items, Paragraph, Section
from outputs.wording import holes

TITLE = "What it means for people and boards"


def people_section(plan: Plan, case: Case, parameters: ImplicationParameters) -> Section:
    """Return the fourth section: the whole plan first, then topic by topic and cluster by cluster.

    Raises `InputError` where the parameters name what the geography does not have.
    """
    found = topics(plan, case, parameters)
    here = plan.restricted(case.pcts)
    clusters = describe_clusters(here, case.geography)
    return Section(
        TITLE,
        tuple(_opening(plan, case, found)),
        (
            *(_topic(topic, clusters, case) for topic in found),
            Section(
                "How each figure is worked out",
                (
                    Paragraph(
                        "§ is the paragraph of the PCT Cluster Implementation Guidance; A is its "
                        "Appendix A. Names with a dot, such as pay.bands, are parameters, which a "
                        "planner may change; pcts.csv and the like are tables of the geography."
                    ),
                    parameter_table(parameters),
                    *workings(found),
                ),
                new_page=True,
            ),
        ),
        new_page=True,
    )


def _opening(plan: Plan, case: Case, found: Sequence[Topic]) -> Iterator[Block]:
    """Yield what matters most in a few words, and the figures of the whole plan."""
    yield Paragraph(" ".join(_lead({topic.name: topic for topic in found})), "lead")
    if missing := holes(plan, case.pcts):
        yield Paragraph(f"{missing}: they are left out here.", "warning")
    table = whole_table(found, "people", "The whole plan")
    if table is not None:
        yield table
    yield Paragraph(
        "What is not known is left blank and never counted as nought; each topic says what is "
        "missing and where to put it.",
        "remark",
    )


def _lead(found: dict[str, Topic]) -> Iterator[str]:
    posts, pay, boards = found["posts"].total, found["pay"].total, found["boards"].total
    assumed = ", ".join(f"{label} is assumed" for label in found["posts"].labels)
    yield (
        f"{posts['chief_executives']:,} chief executives of {posts['pcts']:,} PCTs are in the "
        f"first-stage pools for {posts['posts']:,} posts: at most {posts['without_post']:,} are "
        f"not appointed in their own cluster{f' ({assumed})' if assumed else ''}, and join the "
        "directors' pool."
    )
    if pay.get("base_over") is not None:
        by = "; ".join(x for x in found["pay"].labels if x not in found["posts"].labels)
        yield (
            f"At least {pay['base_over']:,} of these posts have base pay above the Treasury's "
            f"threshold"
            f"{f' ({by})' if by else ''}."
        )
    yield f"{boards['boards']:,} PCT boards remain, whatever model of governance is chosen."


def _topic(topic: Topic, clusters: Sequence[ClusterFacts], case: Case) -> Section:
    """Return one topic: what it is about, its tables, what is not known and what to confirm."""
    blocks: list[Block] = [Paragraph(f"{topic.about} (Guidance: {topic.paragraph}.)")]
    blocks += topic_tables(topic, clusters, case.geography)
    if topic.notes:
        blocks += [Paragraph("To bear in mind", "remark"), Items(topic.notes)]
    if unknown := not_known(topic):
        blocks += [Paragraph("Not known", "remark"), Items(unknown)]
    if topic.boxes:
        blocks += [Paragraph("To be confirmed by hand", "remark")]
        blocks += [Boxes(tuple(Box(label, hint) for label, hint in topic.boxes))]
    return Section(topic.title, tuple(blocks))
