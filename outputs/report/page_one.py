"""The facts of the first page: what anybody asks before they sign, in a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.words import counted
from modelling.implications.topics import topics
from outputs.difference_words import residents_in_words
from outputs.report.answers import kept_alternatives
from outputs.report.margins.every import margins
from outputs.report.plain import aims_in_words, day, rules_in_words
from outputs.report.sections.near_best import open_places
from outputs.report.subject import Subject
from outputs.two_scores import change
from outputs.wording import TOTAL, as_shown, most, number, people

TOPICS = ("posts", "boards", "partners")
MOST_OPEN = 6


def page_facts(subject: Subject) -> dict[str, str]:
    """Return how many clusters, how large, by what rules, how good, for whom, and on what data."""
    said = {
        "Clusters": _clusters(subject),
        "Residents": _residents(subject),
        "Asked for": rules_in_words(subject),
        "Only just kept": "; ".join(_tight(subject)),
        "Aimed at": aims_in_words(subject.run.scenario),
        "Score": _scored(subject),
        "Nearly as good": near_plans(subject),
        "People": people_line(subject),
        "Proxies": "; ".join(_proxies(subject)),
        "Proof": _proof(subject),
    }
    return {label: text for label, text in said.items() if text}


def _proof(subject: Subject) -> str:
    """Return what the proof rests on, and the day of the run."""
    solved = day(subject.run.record.get("started"))
    return f"{subject.proof.basis}{f' Solved {solved}.' if solved else ''}"


def _clusters(subject: Subject) -> str:
    alone = sum(len(c.pcts) == 1 for c in subject.clusters)
    return (
        f"{len(subject.clusters):,} in {counted(len(subject.by_sha), 'SHA')}, of "
        f"{counted(len(subject.plan.cluster_of), 'PCT')}; {alone:,} of a single PCT"
    )


def _residents(subject: Subject) -> str:
    clusters = subject.clusters
    smallest = min(clusters, key=lambda c: c.residents)
    largest = max(clusters, key=lambda c: c.residents)
    return (
        f"{people(sum(c.residents for c in clusters))}; from {people(smallest.residents)} "
        f"({smallest.name}) to {people(largest.residents)} ({largest.name})"
    )


def _tight(subject: Subject) -> Iterator[str]:
    """Yield the bounds that a cluster only just keeps: 2,715,618 residents, 84,382 to spare."""
    for margin in margins(subject.plan, subject.case, subject.run.violations):
        if margin.tight:
            yield f"{margin.nearest}: {margin.figure} ({margin.spare})"


def _scored(subject: Subject) -> str:
    """Return the weighted total, and what it gains on the plan compared with for how much."""
    limit, own = most(subject.run.scenario.weights), subject.run.scores[TOTAL]
    compared, found = subject.compared, subject.difference
    if compared is None or found is None or compared.missing:
        return f"{number(own)} of at most {limit:g}"
    theirs = compared.scores[TOTAL]
    gain = change(theirs, own)
    said = f"{as_shown(own, theirs)} of at most {limit:g}"
    said += f"; {compared.name}: {as_shown(theirs, own)} (difference {gain})"
    if not found.moves:
        return said
    moved = counted(len(found.moves), "PCT")
    return f"{said}, for regrouping {moved} with {residents_in_words(found.residents_moved)}"


def near_plans(subject: Subject) -> str:
    """Return how many plans lie within how little, and whose place is open; "" where not known."""
    record = kept_alternatives(subject.run).record
    if not record or len(record["plans"]) < 2:
        return ""
    others, given_up = record["plans"][1:], record["plans"][-1]["given_up"]
    least = "" if record.get("complete") else "at least "
    said = f"{least}{counted(len(others), 'other plan')} within {given_up:.5f} of it"
    places = open_places(record)
    if not places:
        return said
    if len(places) > MOST_OPEN:
        return f"{said}; the place of {counted(len(places), 'PCT')} is open (section 3)"
    names = ", ".join(subject.geography.short_names.get(p, p) for p in places)
    return f"{said}; open is the place of {names}"


def people_line(subject: Subject) -> str:
    """Return what the plan means for chief executives, boards and authorities, as far as known."""
    found = {t.name: t for t in topics(subject.plan, subject.case, subject.parameters, TOPICS)}
    totals: Mapping[str, Mapping[str, object]] = {n: dict(t.total) for n, t in found.items()}
    posts, boards, partners = (totals.get(name, {}) for name in TOPICS)
    said = []
    if posts.get("without_post") is not None:
        said.append(
            f"at most {posts['without_post']} of {posts['chief_executives']} PCT chief executives "
            f"are not appointed at stage 1 ({posts['posts']} posts)"
        )
    if boards.get("boards") is not None:
        said.append(f"{boards['boards']} PCT boards remain")
    if partners.get("split_authorities") is not None:
        split, all_of_them = partners["split_authorities"], partners["authorities"]
        said.append(f"{split} of {all_of_them} upper-tier authorities are split between clusters")
    line = "; ".join(said)
    return f"{line[:1].upper()}{line[1:]}"


def _proxies(subject: Subject) -> Iterator[str]:
    """Yield what stands for something else among the tables that the run read."""
    sources = subject.geography.sources
    read = {name.partition(".")[0] for name in subject.geography.sha256}
    for table, label in zip(sources["table"], sources["label"], strict=True):
        drawn = str(table).startswith("boundaries")
        if table in read and not drawn and "proxy" in str(label):
            yield str(label)
