"""The figures of boards: some of the cluster, and the same eight under each governance model."""

from __future__ import annotations

from collections.abc import Iterator

from modelling.implications.governance import MODELS
from modelling.implications.subject import Subject
from modelling.implications.topic import Measure

MODEL_TITLES = {
    1: "Model 1, a cluster board of nominees",
    2: "Model 2, one board for all",
    3: "Model 3, one chair, some shared",
    4: "Model 4, boards apart",
}
MODEL_PARAGRAPHS = {1: "A 4.3", 2: "A 4.5", 3: "A 4.7", 4: "A 4, model 4"}

_SIZES = "give boards.least_non_executives and boards.most_non_executives in the parameters"
_UNLAWFUL = (
    "the sizes of boards are not known, or more authorities nominate a non-executive than a board "
    "may have: give boards.least_non_executives and boards.most_non_executives"
)
_PAY = (
    "give boards.non_executive_pay, boards.audit_chair_pay and boards.audit_chairs_per_board in "
    "the parameters"
)
_CHAIRS = "the table of chairs' pay by population is not known: give boards.chair_bands"
UNKNOWN = {
    "care_trusts": "which PCTs are care trusts is not known: give the column care_trust in pcts.csv",
    "nominees": "care trusts and their local authorities are not known: give the column care_trust "
    "in pcts.csv, and local_authorities.csv",
    "non_executives_in_post": f"give the column non_executives in pcts.csv, or {_SIZES}",
    **{f"model_{m}_{key}": _UNLAWFUL for m in MODELS for key in ("chairs", "boards", "shared")},
    **{f"model_{m}_{key}": _UNLAWFUL for m in MODELS for key in ("non_executives",)},
    **{f"model_{m}_{key}": _UNLAWFUL for m in MODELS for key in ("kept", "leave")},
    **{f"model_{m}_cost": f"{_UNLAWFUL}; {_PAY}" for m in MODELS},
    **{f"model_{m}_chairs_cost": f"{_CHAIRS}; {_UNLAWFUL}" for m in MODELS},
}
"""Why each figure is not known, where it is not."""


def measures(subject: Subject) -> tuple[Measure, ...]:
    """Return the measures of boards, with the sources that these parameters have."""
    said = subject.parameters.boards
    return (
        Measure("boards", "PCT boards", "count", "17, A 3.3", "one a PCT, which it keeps"),
        Measure(
            "care_trusts",
            "Care trusts",
            "count",
            "A 3.3",
            "the cluster's PCTs that are care trusts",
            "pcts.csv, care_trust",
        ),
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
            f"pcts.csv, non_executives; else {said.least_non_executives.said}",
        ),
        *(measure for model in MODELS for measure in _of_model(model, subject)),
    )


def _of_model(model: int, subject: Subject) -> Iterator[Measure]:
    """Yield the figures of one model, n being the cluster's PCT boards."""
    said, title = subject.parameters.boards, MODEL_TITLES[model]
    paragraph = MODEL_PARAGRAPHS[model]
    sizes = f"{said.least_non_executives.said}; {said.most_non_executives.said}"
    one = "; a single PCT has its own board and no other"

    def measure(key: str, what: str, kind: str, formula: str, source: str, at: str = "") -> Measure:
        name = f"model_{model}_{key}"
        return Measure(
            name, f"{title}: {what}", kind, at or paragraph, formula, source, what.capitalize()
        )  # type: ignore[arg-type]

    yield measure("chairs", "chairs", "count", _CHAIRS_FORMULA[model], "")
    yield measure("non_executives", "non-executives", "count", _SEATS_FORMULA[model], sizes)
    yield measure("shared", "shared appointments", "count", _SHARED_FORMULA[model], sizes)
    yield measure("boards", "boards the team serves", "count", _BOARDS_FORMULA[model] + one, "")
    yield measure(
        "kept", "office holders who could stay", "count", _KEPT_FORMULA[model], sizes, "A 5.3"
    )
    yield measure(
        "leave",
        "office holders without a place",
        "count",
        "chairs and non-executives in post less those who could stay: the least who have to leave",
        sizes,
        "A 5.3",
    )
    yield measure(
        "cost",
        "pay of non-executives",
        "money",
        f"non-executives × pay + audit chairs × (audit chair's pay − pay); {_AUDIT[model]}; chairs "
        "not in it",
        f"boards.non_executive_pay: {said.non_executive_pay.said}; boards.audit_chair_pay: "
        f"{said.audit_chair_pay.said}",
        "A 5.6",
    )
    yield measure(
        "chairs_cost",
        "pay of chairs",
        "money",
        _CHAIRS_PAY[model],
        f"boards.chair_bands: {said.chair_bands.said}",
        "A 5.6",
    )


_EACH = "each board's own, n"
_CHAIRS_FORMULA = {1: _EACH, 2: "one for all boards", 3: "one for all boards", 4: _EACH}
_OWN = "5n to 7n, of a care trust's board at least its nominated places"
_SEATS_FORMULA = {
    1: _OWN,
    2: "5 to 7 for all boards, at least the authorities that nominate one",
    3: "s shared by all boards and b − s of each locality, b from 5 to 7: s + n (b − s), for every "
    "lawful s, or boards.shared_non_executives",
    4: _OWN,
}
_NONE = "none: each sits on one PCT board"
_SHARED_FORMULA = {
    1: f"{_NONE}; nominees sit on the cluster board besides, which makes no appointments (A 5.4)",
    2: "(n − 1) × (1 + non-executives): appointments to PCT boards beyond each person's first",
    3: "(n − 1) × (1 + s): appointments to PCT boards beyond each person's first",
    4: _NONE,
}
_BOARDS_FORMULA = {
    1: "n PCT boards and the cluster board",
    2: "one: the n boards have the same members and meet as one",
    3: "n PCT boards and the cluster board",
    4: "n PCT boards",
}
_STAY = "chairs in post, at most {chairs}, plus non-executives in post, at most {seats}"
_KEPT_FORMULA = {
    1: _STAY.format(chairs="n", seats="7 on each board"),
    2: _STAY.format(chairs="1", seats="7 in all"),
    3: _STAY.format(chairs="1", seats="7 − s of each locality and s shared, s as it suits best"),
    4: _STAY.format(chairs="n", seats="7 on each board"),
}
_ALL = "an audit chair for each of n boards"
_AUDIT = {1: _ALL, 2: "one audit chair", 3: "one audit chair to n of them", 4: _ALL}
_OWN_PAY = "sum over PCTs of the band's pay for the PCT's population"
_COMBINED = "the band's pay for the combined population"
_CHAIRS_PAY = {1: _OWN_PAY, 2: _COMBINED, 3: _COMBINED, 4: _OWN_PAY}
