"""Partners: the consortia, local authorities and trusts that each cluster works with (2, 8, 14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from modelling.authorities import authorities_in
from modelling.implications.facts import LEAST_SHARE
from modelling.implications.partner_lists import (
    CONSORTIA_UNKNOWN,
    authority_rows,
    consortium_rows,
)
from modelling.implications.subject import Subject
from modelling.implications.topic import Figures, Measure, Topic, Value, by_cluster_of, summed
from modelling.implications.trusts import PIPELINE, Trust, trust_listing, trusts_of

_AUTHORITIES = "upper-tier authorities are not known: give local_authorities.csv"
_TRUSTS = "where trusts have their headquarters is not known: give hq_pct in trusts.csv"
_FLOWS = "where patients are treated is not known: give flows.csv"
UNKNOWN = {
    "consortia": CONSORTIA_UNKNOWN,
    "authorities": _AUTHORITIES,
    "split_authorities": _AUTHORITIES,
    "trusts": _TRUSTS,
    "acute_trusts": f"{_TRUSTS}, and flows.csv",
    "pipeline": f"{_TRUSTS}, and {PIPELINE}",
    "led": _FLOWS,
}
MEASURES = (
    Measure(
        "consortia",
        "Consortia with residents in the cluster",
        "count",
        "2, 8, 14",
        f"consortia with {LEAST_SHARE:.0%} or more of their residents in the cluster's PCTs",
        "{consortia}",
        "Consortia",
    ),
    Measure(
        "authorities",
        "Upper-tier authorities and their health and wellbeing boards",
        "count",
        "2, 8, 14",
        f"authorities with {LEAST_SHARE:.0%} or more of their residents in one of the "
        "cluster's PCTs",
        "{local_authorities}",
        "Authorities",
    ),
    Measure(
        "split_authorities",
        "Of these, lying partly outside the cluster",
        "count",
        "2, 8",
        "authorities with such a part in the cluster and one in a PCT outside it: in another "
        "cluster, in none, or outside this run",
        "{local_authorities}",
        "Split",
    ),
    Measure(
        "trusts",
        "Trusts with their headquarters in the cluster",
        "count",
        "2, 8",
        "trusts of trusts.csv by the PCT of their headquarters",
        "{trusts}",
        "Trusts",
    ),
    Measure(
        "acute_trusts",
        "Of these, treating admissions",
        "count",
        "2, 8",
        "those of them that flows.csv names",
        "{flows}",
        "Acute",
    ),
    Measure(
        "pipeline",
        "Of these trusts, in the foundation trust pipeline",
        "text",
        "2, 10, 14",
        "those of them that were trusts, but no foundation trusts, in 2011 as far as is known, "
        "the least there were; and those of which it is not known",
        "trusts.csv, ft_status_2011: indicative only",
        "FT pipeline",
    ),
    Measure(
        "led",
        "Trusts that the cluster leads on, as their largest commissioner",
        "count",
        "2, 8",
        "trusts to which the cluster's PCTs send more admissions (share × residents, summed) "
        "than those of any other cluster",
        "{flows}",
        "Leads on, by flow",
    ),
)
"""The measures, with the names of tables for what the geography calls their sources."""


def measures(subject: Subject) -> tuple[Measure, ...]:
    """Return the measures, with the sources that the geography names."""
    tables = ("local_authorities", "trusts", "flows")
    labels = {table: subject.geography.label(table) for table in tables}
    labels["consortia"] = _consortia_label(subject)
    return tuple(measure.filled(labels) for measure in MEASURES)


def partners(subject: Subject) -> Topic:
    """Return the consortia, authorities and trusts of every cluster."""
    consortia, authorities = consortium_rows(subject), authority_rows(subject)
    trusts = trusts_of(subject)

    def figures(cluster: str, pcts: tuple[str, ...]) -> Figures:
        mine = [row for row in authorities.rows if row[0] == cluster]
        known = bool(authorities_in(subject.case))
        return {
            "consortia": _rows_about(cluster, consortia.rows)
            if subject.consortia is not None
            else None,
            "authorities": len(mine) if known else None,
            "split_authorities": sum(bool(row[-1]) for row in mine) if known else None,
            **_trust_figures(subject, cluster, trusts),
        }

    by_cluster = by_cluster_of(subject.clusters, figures)
    names = {row[2] for row in authorities.rows}
    split = {row[2] for row in authorities.rows if row[-1]}
    seen = {row[2] for row in consortia.rows}
    total = summed(by_cluster, ["trusts", "acute_trusts", "led"])
    total |= {"pipeline": _pipeline(subject, [t for t in trusts if t.home])}
    total |= {"consortia": _distinct(seen, by_cluster, "consortia")}
    total |= {"authorities": _distinct(names, by_cluster, "authorities")}
    total |= {"split_authorities": _distinct(split, by_cluster, "split_authorities")}
    lists = (consortia, authorities, trust_listing(subject, trusts))
    return Topic(
        name="partners",
        title="Partners",
        paragraph="2, 8, 14",
        about="Clusters make space for consortia and for new arrangements with local authorities, "
        "and see the foundation trust pipeline through. In all, each partner is counted once.",
        measures=measures(subject),
        by_cluster=by_cluster,
        total=total,
        unknown=UNKNOWN,
        labels=tuple(_labels(subject)),
        notes=tuple(_notes(subject, trusts)),
        boxes=(
            (
                "Consortia, local authorities and providers were engaged in geography, functions "
                "and support",
                "paragraph 8",
            ),
        ),
        listings=tuple(listing for listing in lists if listing.rows),
    )


def _rows_about(cluster: str, rows: tuple[tuple[Value, ...], ...]) -> int:
    return sum(row[0] == cluster for row in rows)


def _distinct(names: set[Value], by_cluster: Mapping[str, Figures], key: str) -> int | None:
    """Return how many partners there are, None where they are not known."""
    unknown = any(figures[key] is None for figures in by_cluster.values())
    return None if unknown else len(names)


def _trust_figures(subject: Subject, cluster: str, trusts: tuple[Trust, ...]) -> Figures:
    at_home = [t for t in trusts if t.home == cluster]
    located, flows = bool(subject.geography.headquarters), not subject.geography.flows.empty
    return {
        "trusts": len(at_home) if located else None,
        "acute_trusts": sum(t.acute for t in at_home) if located and flows else None,
        "pipeline": _pipeline(subject, at_home),
        "led": sum(t.lead == cluster for t in trusts) if flows else None,
    }


def _pipeline(subject: Subject, trusts: Sequence[Trust]) -> str | None:
    """Return "at least 2; of 5 not known": how many were in the pipeline, None if nothing says."""
    if not subject.geography.headquarters or PIPELINE not in subject.geography.trusts:
        return None
    known, unknown = (
        sum(t.pipeline is True for t in trusts),
        sum(t.pipeline is None for t in trusts),
    )
    if not unknown:
        return str(known)
    return f"at least {known:,}; of {unknown:,} not known" if known else f"of {unknown:,} not known"


def _labels(subject: Subject) -> Iterator[str]:
    label = subject.geography.label
    for said in (_consortia_label(subject), label("flows")):
        if said:
            yield said
    if not subject.geography.trusts.empty:
        yield label("trusts") or "trusts by the headquarters in trusts.csv"
    if not subject.geography.flows.empty:
        yield "admissions as share × residents, an estimate"


def _consortia_label(subject: Subject) -> str:
    return subject.geography.label(f"consortia/{subject.consortia_set}")


def _notes(subject: Subject, trusts: tuple[Trust, ...]) -> Iterator[str]:
    geography = subject.geography
    if label := _consortia_label(subject):
        yield f"Consortia: {label}."
    if label := geography.label("flows"):
        yield f"Patient flows: {label}."
    later = [t.name for t in trusts if t.note]
    if later:
        yield (
            f"Trusts with a remark of their own, such as that they did not exist in 2011 and stand "
            f"for those they were formed of: {'; '.join(later)}. They are counted as they are."
        )
    if PIPELINE in geography.trusts and set(subject.case.pcts) == set(geography.codes):
        yield from _nationally(subject, trusts)


def _nationally(subject: Subject, trusts: Sequence[Trust]) -> Iterator[str]:
    """Yield what is known of the pipeline of the whole geography."""
    nationally = subject.parameters.partners.pipeline_nationally
    if nationally.value is not None:
        known = sum(t.pipeline is True for t in trusts if t.home)
        label = subject.geography.label("trusts")
        yield (
            f"Nationally {nationally.value} NHS trusts were in the pipeline ({nationally.said}). "
            f"Of the trusts in this list{f' ({label})' if label else ''} at least {known} were. "
            "The two cannot be set against each other: trusts have merged since."
        )
