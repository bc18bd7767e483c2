"""How the figures of the implications are worded, in one way wherever they are shown."""

from __future__ import annotations

from modelling.implications.topic import Kind, Measure, Span, Topic, Value
from outputs.report.writers.values import UNKNOWN, shown

_PENNY = 2
_DIGITS = 9


def worded(value: Value, kind: Kind) -> str:
    """Return a value as it is read: 1,234 / £1,234 / 12.3% / 5.2 to 1 / yes / 6–8 / not known."""
    if value is None:
        return UNKNOWN
    if isinstance(value, Span):
        ends = [worded(end, kind) for end in (value.least, value.most)]
        if kind == "ratio" and not value.exact:
            ends[0] = ends[0].removesuffix(" to 1")
        return ends[1] if ends[0] == ends[1] else "–".join(ends)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "ratio":
        return f"{shown(value, 'number')} to 1"
    return shown(value, "count" if kind == "flag" else kind)


def data_of(value: Value, kind: Kind) -> object:
    """Return a value for JSON: a range as {least, most}, money to the penny, no endless digits."""
    if isinstance(value, Span):
        return {end: data_of(getattr(value, end), kind) for end in ("least", "most")}
    if isinstance(value, float):
        rounded = round(value, _PENNY if kind == "money" else _DIGITS)
        return int(rounded) if kind == "count" and rounded == int(rounded) else rounded
    return value


def total_words(topic: Topic, measure: Measure) -> str:
    """Return the figure of the whole plan as it is read, "" where there is none to speak of."""
    if measure.key not in topic.total:
        return ""
    value = topic.total[measure.key]
    if measure.kind == "flag" and value is not None:
        return f"{worded(value, 'count')} of {len(topic.by_cluster):,}"
    return worded(value, measure.kind)
