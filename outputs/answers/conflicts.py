"""Why a scenario is impossible, as the terminal shows it and as the record keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from solvers.conflict import Conflict, Member, Remedy


def how_many(conflicts: Sequence[Conflict]) -> str:
    """Return that there are several conflicts and each needs a change, "" where there is one."""
    if len(conflicts) < 2:
        return ""
    return f"There are {len(conflicts)} separate conflicts; each of them has to be resolved."


def conflict_lines(conflict: Conflict) -> Iterator[RenderableType]:
    """Yield what is impossible, why, what it takes together, and what change to each would do."""
    yield Text(f"\n{conflict.headline}.", style="bold")
    yield from (_line(f"{reason}.") for reason in conflict.reasons)
    together = "It takes this alone:" if len(conflict.members) == 1 else "It takes all of these:"
    yield _line(together)
    for member in conflict.members:
        unsure = " (or it may not be needed)" if member in conflict.unsettled else ""
        yield _item(f"{member.part.words}{unsure}")
    works = [r for r in conflict.remedies if r.scenario is not None]
    if works:
        yield _line(
            "Any one of these changes resolves it:" if len(works) > 1 else "What resolves it:"
        )
    for remedy in works:
        yield _item(f"{remedy.order}{note_of(remedy)}")
    for remedy in conflict.remedies:
        if remedy.scenario is None:
            yield _line(f"{remedy.order[:1].upper()}{remedy.order[1:]}{note_of(remedy)}.")


def note_of(remedy: Remedy) -> str:
    """Return what else is to be said of a remedy, in brackets, "" for nothing."""
    return f" ({remedy.note})" if remedy.note else ""


def conflict_record(conflict: Conflict) -> dict[str, Any]:
    """Return the conflict as plain data; `rule` in a remedy is the rule as changed."""
    return {
        "headline": conflict.headline,
        "reasons": list(conflict.reasons),
        "members": [_member(m) for m in conflict.members],
        "unsettled": [m.key for m in conflict.unsettled],
        "needed": list(conflict.needed),
        "needed_settled": conflict.pcts_settled,
        "also": list(conflict.also),
        "shas": list(conflict.shas),
        "remedies": [_remedy(r) for r in conflict.remedies],
    }


def _member(member: Member) -> dict[str, Any]:
    part = member.part
    return {"rule": member.rule, "at": list(part.path), "words": part.words, "pcts": part.pcts}


def _remedy(remedy: Remedy) -> dict[str, Any]:
    changed = remedy.scenario and getattr(remedy.scenario.rules, remedy.member.rule)
    return {
        "member": remedy.member.key,
        "order": remedy.order,
        "helps": remedy.scenario is not None,
        "whole_scenario": remedy.whole,
        "rule": changed.model_dump(mode="json", exclude_none=True) if changed else None,
        "note": remedy.note,
    }


def _line(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2), expand=False)


def _item(text: str) -> Padding:
    return Padding(Text(f"• {text}"), (0, 0, 0, 4), expand=False)
