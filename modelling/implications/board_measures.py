"""The figures of boards: some of the cluster, and the same eight under each governance model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from modelling.implications.governance import MODELS
from modelling.implications.subject import Subject
from modelling.implications.topic import Kind, Measure

MODEL_TITLES = {
    1: "Model 1, a cluster board of nominees",
    2: "Model 2, one board for all",
    3: "Model 3, one chair, some shared",
    4: "Model 4, boards apart",
}
MODEL_PARAGRAPHS = {1: "A 4.3", 2: "A 4.5", 3: "A 4.7", 4: "A 4, model 4"}

PLACES = ("chairs", "non_executives", "shared", "boards", "cluster_board", "kept", "leave")
"""Figures of a model that need no rate of pay."""

_SIZES = "give boards.least_non_executives and boards.most_non_executives in the parameters"
_UNLAWFUL = (
    "the sizes of boards are not known, or more authorities nominate a non-executive than a board "
    "may have: give boards.least_non_executives and boards.most_non_executives"
)
_PAY = (
    "rates of pay, or the sizes of boards, are not known: give boards.non_executive_pay, "
    "boards.audit_chair_pay and boards.audit_chairs_per_board in "
    "the parameters"
)
_CHAIRS = "the table of chairs' pay by population is not known: give boards.chair_bands"
UNKNOWN = {
    "nominees": "care trusts and their local authorities are not known: give the column care_trust "
    "in pcts.csv, and local_authorities.csv",
    "non_executives_in_post": f"give the column non_executives in pcts.csv, or {_SIZES}",
    **{f"model_{m}_{key}": _UNLAWFUL for m in MODELS for key in PLACES},
    "model_1_cluster_board": f"{_UNLAWFUL}, and boards.nominated_to_cluster_board",
    **{f"model_{m}_cost": _PAY for m in MODELS},
    **{f"model_{m}_chairs_cost": _CHAIRS for m in MODELS},
}
"""Why each figure is not known, where it is not."""


def measures(subject: Subject) -> tuple[Measure, ...]:
    """Return the measures of boards, with the sizes of boards that these parameters have."""
    return (
        Measure("boards", "PCT boards", "count", "17, A 3.3", "one a PCT, which it keeps"),
        Measure(
            "nominees",
            "Places that local authorities nominate to",
            "count",
            "A 3.3",
            "sum over care trusts of the upper-tier authorities with a part in them that counts "
            "(2% of its residents or more); they are among the five to seven",
            "local_authorities.csv: which authorities are relevant is read off residents, a proxy",
            "Nominated places",
        ),
        Measure(
            "chairs_in_post",
            "Chairs in post",
            "count",
            "A 3.3",
            "sum over PCTs; one each where pcts.csv does not say",
            "pcts.csv, chairs",
        ),
        Measure(
            "non_executives_in_post",
            "Non-executives in post",
            "count",
            "A 3.3",
            "sum over PCTs; where pcts.csv does not say, what the law allows of each",
            "pcts.csv, non_executives; else boards.least_non_executives and most_non_executives",
        ),
        *(measure for model in MODELS for measure in _of_model(model, subject)),
    )


_WORDS: Mapping[str, tuple[str, Kind, str]] = {
    "chairs": ("chairs", "count", ""),
    "non_executives": ("non-executives", "count", ""),
    "shared": ("shared appointments", "count", ""),
    "boards": ("boards the team serves", "count", ""),
    "cluster_board": ("chair and non-executives on the cluster board", "count", ""),
    "kept": ("office holders who could stay, chairs as chairs only", "count", "A 5.3"),
    "leave": ("office holders without a place", "count", "A 5.3"),
    "cost": ("pay of non-executives", "money", "A 5.6"),
    "chairs_cost": ("pay of chairs", "money", "A 5.6"),
}
"""What each figure of a model is, how it reads, and its paragraph where that is not the model's."""


def _of_model(model: int, subject: Subject) -> Iterator[Measure]:
    """Yield the figures of one model."""
    said = subject.parameters.boards
    least, most = said.least_non_executives, said.most_non_executives
    sizes = "boards.least_non_executives, boards.most_non_executives"
    sources = dict.fromkeys(("non_executives", "shared", "kept", "leave"), sizes)
    sources["cluster_board"] = "boards.nominated_to_cluster_board" if model == 1 else sizes
    sources["cost"] = "boards.non_executive_pay, boards.audit_chair_pay"
    sources["chairs_cost"] = "boards.chair_bands"
    for key, (what, kind, paragraph) in _WORDS.items():
        formula = _FORMULAS[key][model].format(
            least="the least" if least.value is None else least.value,
            most="the most" if most.value is None else most.value,
        )
        yield Measure(
            f"model_{model}_{key}",
            f"{MODEL_TITLES[model]}: {what}",
            kind,
            paragraph or MODEL_PARAGRAPHS[model],
            formula,
            sources.get(key, ""),
            what.capitalize(),
        )


_N = "n being the cluster's PCT boards"
_ALONE = "; a single PCT has its own board and no other"
_OWN = f"n × {{least}} to n × {{most}}, {_N}; of a care trust at least its nominated places"
_SHARED = f"appointments to PCT boards beyond each person's first, {_N}"
_STAY = "chairs in post as chairs, at most {0}, plus non-executives in post, at most {1}"
_LEAVE = "chairs and non-executives in post less those who could stay, chairs as chairs only"
_PAID = "non-executives × pay + audit chairs × (audit chair's pay − pay), without chairs; {0}"
_EVERY = "an audit chair for each PCT board"
_OWN_BAND = "sum over PCTs of the band's pay for the PCT's population"
_COMBINED = "the band's pay for the combined population"
_FORMULAS: Mapping[str, Mapping[int, str]] = {
    "chairs": {1: "one a PCT", 2: "one for all", 3: "one for all", 4: "one a PCT"},
    "non_executives": {
        1: _OWN,
        2: "{least} to {most} for all boards, at least as many as authorities nominate",
        3: "s shared by all boards and b − s of each locality, s and b − s at least 1 and b from "
        f"{{least}} to {{most}}: s + n × (b − s), {_N}",
        4: _OWN,
    },
    "shared": {
        1: "none: each sits on one PCT board, and nominees on the cluster board besides, to which "
        "nobody is appointed (A 5.4)",
        2: f"(n − 1) × (1 + non-executives): {_SHARED}",
        3: f"(n − 1) × (1 + s), s being the shared non-executives: {_SHARED}",
        4: "none: each sits on one PCT board",
    },
    "boards": {
        1: f"PCT boards and the cluster board{_ALONE}",
        2: "one: all PCT boards have the same members and meet as one",
        3: f"PCT boards and the cluster board{_ALONE}",
        4: "PCT boards",
    },
    "cluster_board": {
        1: f"1 + n × nominees of each PCT, {_N}; one PCT has its own board",
        2: "1 + {least} to {most}",
        3: "1 + s, s being the shared non-executives; one PCT has its own board",
        4: "none",
    },
    "kept": {
        1: _STAY.format("one a PCT", "{most} on each board"),
        2: _STAY.format("one", "{most} in all"),
        3: _STAY.format("one", "{most} − s of each locality and s shared, for the best s"),
        4: _STAY.format("one a PCT", "{most} on each board"),
    },
    "leave": dict.fromkeys(MODELS, _LEAVE),
    "cost": {
        1: _PAID.format(_EVERY),
        2: _PAID.format("one audit chair"),
        3: _PAID.format("one audit chair for all, up to one for each PCT board"),
        4: _PAID.format(_EVERY),
    },
    "chairs_cost": {1: _OWN_BAND, 2: _COMBINED, 3: _COMBINED, 4: _OWN_BAND},
}
