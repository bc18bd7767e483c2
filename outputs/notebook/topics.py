"""What a plan means for people and boards, one topic after the other, for a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from modelling.implications.topic import Measure, Topic, Value
from outputs.implications.tables import not_known
from outputs.implications.values import worded


def topics_summary(found: Sequence[Topic]) -> Group:
    """Return the figures of the whole plan by topic, with what is assumed and what is not known."""
    return Group(*(part for topic in found for part in _parts(topic)))


def _parts(topic: Topic) -> Iterator[RenderableType]:
    yield Text(f"\n{topic.title}", style="bold")
    yield Text(topic.about)
    table = Table("In the whole plan", show_footer=False)
    table.add_column("", justify="right")
    table.add_column("Paragraph")
    rows = list(_figures(topic))
    for measure, value in rows:
        said = (measure.title, worded(value, measure.kind), measure.paragraph)
        table.add_row(*map(Text, said))
    if rows:
        yield table
    yield from (Text(f"  • {label}", style="dim") for label in topic.labels)
    yield from (Text(f"  • Not known: {said}", style="dim") for said in not_known(topic))


def _figures(topic: Topic) -> Iterator[tuple[Measure, Value]]:
    """Yield what is known of the whole plan."""
    totals = ((m, topic.total[m.key]) for m in topic.measures if m.key in topic.total)
    for measure, value in (*topic.overall, *totals):
        if value is not None and measure.headline:
            yield measure, value
