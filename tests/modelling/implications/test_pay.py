"""Pay by combined population, premiums, and what needs the Treasury's approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_maps import make_geography

from modelling.case import Case
from modelling.implications.parameters import Band, Bands
from modelling.implications.pay import pay
from modelling.implications.subject import Subject

Put = Callable[..., Subject]
BANDS = "{up_to: 250, pay: 100}, {up_to: 500, pay: 120}, {pay: 150}"
RATES = f"pay: {{bands: [{BANDS}], retention_premium: 0.3, additional_duties: 0.1, "
PEOPLE = {"A": 100, "B": 150, "C": 300}
TWO = {"A": "X", "B": "X", "C": "Y"}


def test_greater_manchester_is_in_the_last_band_and_above_the_threshold(of_2011: Subject) -> None:
    """2,715,618 residents: £144,271, which is more than £142,500; × 1.4 with both premiums.

    PCT by PCT 8 of 150,000 to 300,000, Wigan of 317,849 and Manchester of 503,127:
    8 × 112,211 + 122,897 + 133,584 = 1,154,169.
    """
    figures = pay(of_2011).by_cluster["C07"]
    assert figures["population"] == 2_715_618
    assert figures["band"] == "over 1,000,000"
    assert figures["base"] == 144_271
    assert figures["most"] == pytest.approx(144_271 * 1.4)
    assert figures["room"] == 0
    assert figures["base_over"] is True
    assert figures["base_of_pcts"] == 8 * 112_211 + 122_897 + 133_584
    assert figures["change"] == 144_271 - 1_154_169


def test_cumbria_keeps_its_pay_and_has_room_below_the_threshold(of_2011: Subject) -> None:
    """499,858 residents: £122,897; 142,500 / 122,897 − 1 = 15.95% may be added."""
    figures = pay(of_2011).by_cluster["C05"]
    assert figures["band"] == "300,000 to 500,000"
    assert figures["base"] == 122_897
    assert figures["room"] == pytest.approx(19_603 / 122_897)
    assert figures["base_over"] is False
    assert figures["most_over"] is True
    assert figures["change"] == 0


def test_a_chief_executive_whom_all_pcts_share_is_paid_by_their_combined_population(
    put: Put,
) -> None:
    """X has one for A and B, 250 people, and the cluster's is the same person: no difference."""
    shared = {"chief_executives": {"A": 1, "B": 0, "C": 1}}
    topic = pay(put(make_geography(PEOPLE, columns=shared), TWO, f"{RATES}}}"))
    assert topic.by_cluster["X"]["base_of_pcts"] == topic.by_cluster["X"]["base"] == 100
    assert topic.total["change"] == 0


def test_one_shared_by_some_pcts_alone_leaves_the_difference_unknown(put: Put) -> None:
    shared = {"chief_executives": {"A": 1, "B": 0, "C": 1}}
    three = {"A": "X", "B": "X", "C": "X"}
    topic = pay(put(make_geography(PEOPLE, columns=shared), three, f"{RATES}}}"))
    assert topic.by_cluster["X"]["base"] == 150
    assert topic.by_cluster["X"]["base_of_pcts"] is None
    assert topic.total["change"] is None
    assert "who shares a chief executive with whom" in topic.unknown["change"]


def test_the_north_of_tyne_with_one_shared_chief_executive_shows_no_difference(
    of_2011: Subject,
) -> None:
    pcts = of_2011.geography.pcts.copy()
    pcts["chief_executives"] = 1.0
    pcts.loc[list(of_2011.clusters["C01"][1:]), "chief_executives"] = 0
    england = replace(of_2011.geography, pcts=pcts)
    subject = Subject.of(of_2011.plan, Case(of_2011.case.scenario, england), of_2011.parameters)
    assert pay(subject).by_cluster["C01"]["change"] == 0


def test_clusters_close_to_the_end_of_a_band_are_named(of_2011: Subject, put: Put) -> None:
    """Cumbria has 499,858 residents; X of the small map exactly 250, the end of a band."""
    (england,) = (n for n in pay(of_2011).notes if "of the end of a band" in n)
    assert "Cumbria (499,858 of 500,000)" in england
    (small,) = (
        n
        for n in pay(put(make_geography(PEOPLE), TWO, f"{RATES}}}")).notes
        if "of the end of a band" in n
    )
    assert small == "Within 2% of the end of a band: X (250 of 250)."


def test_a_threshold_against_older_rates_is_said_to_be(of_2011: Subject) -> None:
    topic = pay(of_2011)
    titles = {m.key: m.title for m in topic.measures}
    assert titles["base_over"] == "Base pay above the threshold, at rates of April 2007"
    assert titles["room"].endswith("at rates of April 2007")
    assert any("so many are above it at least" in note for note in topic.notes)


def test_in_all_pay_is_the_sum_over_clusters_and_flags_are_counted(of_2011: Subject) -> None:
    topic = pay(of_2011)
    figures = topic.by_cluster.values()
    over = sum(f["population"] > 1_000_000 for f in figures)
    assert topic.total["base_over"] == over
    assert topic.total["base"] == sum(f["base"] for f in figures)
    assert topic.total["population"] == 53_012_456


def test_residents_in_place_of_weighted_population_are_called_a_proxy(of_2011: Subject) -> None:
    topic = pay(of_2011)
    (population,) = (m for m in topic.measures if m.key == "population")
    assert "proxy" in population.source
    assert any("residents are taken in its place, a proxy" in note for note in topic.notes)


def test_pay_goes_by_weighted_population_where_every_pct_has_it(put: Put) -> None:
    weighted = {"weighted_population": {"A": 200, "B": 400, "C": 100}}
    topic = pay(put(make_geography(PEOPLE, columns=weighted), TWO, f"{RATES}}}"))
    assert topic.by_cluster["X"]["population"] == 600
    assert topic.by_cluster["X"]["base"] == 150
    assert topic.by_cluster["X"]["base_of_pcts"] == 100 + 120
    assert not any("proxy" in note for note in topic.notes)


def test_weighted_population_of_some_pcts_alone_is_not_mixed_with_residents(put: Put) -> None:
    weighted = {"weighted_population": {"A": 200, "C": 100}}
    subject = put(make_geography(PEOPLE, columns=weighted), TWO, f"{RATES}}}")
    topic = pay(subject)
    assert topic.by_cluster["X"]["population"] == 250
    (said,) = (n for n in topic.notes if "is left aside" in n)
    name = subject.geography.short_names["B"]
    assert said == f"weighted_population is left aside: it is blank for {name}."


def test_directors_are_paid_by_the_base_of_their_chief_executive(put: Put) -> None:
    """X has 250 residents, pay 100: 0.75 × 100 and 0.5 × 100, so 125, and 225 with the chief."""
    shares = "director_shares: {Finance: 0.75, Nursing: 0.5}}"
    yaml = f"posts: {{director_posts: [Finance, Nursing]}}\n{RATES}{shares}"
    topic = pay(put(make_geography(PEOPLE), TWO, yaml))
    assert topic.by_cluster["X"]["directors"] == 125
    assert topic.by_cluster["X"]["team"] == 225
    (listing,) = topic.listings
    assert listing.rows == (("X", "X", 75, 50), ("Y", "Y", 90, 60))


def test_a_post_without_a_share_leaves_directors_pay_unknown(put: Put) -> None:
    shares = "director_shares: {Finance: 0.75}}"
    yaml = f"posts: {{director_posts: [Finance, Nursing]}}\n{RATES}{shares}"
    topic = pay(put(make_geography(PEOPLE), TWO, yaml))
    assert topic.by_cluster["X"]["directors"] is None
    assert "pay.director_shares" in topic.unknown["directors"]


def test_awards_since_the_rates_are_added_where_they_are_given(put: Put) -> None:
    topic = pay(put(make_geography(PEOPLE), TWO, f"{RATES}pay_awards: 0.1, rates_of: 2007 rates}}"))
    assert topic.by_cluster["X"]["base"] == pytest.approx(110)
    assert any("grown since by 10.0%" in note for note in topic.notes)


def test_without_bands_pay_is_not_known(put: Put) -> None:
    topic = pay(put(make_geography(PEOPLE), TWO, "pay: {treasury_threshold: 100}"))
    assert topic.by_cluster["X"]["base"] is None
    assert topic.total["base_over"] is None
    assert topic.by_cluster["X"]["population"] == 250


def test_without_premiums_only_what_needs_them_is_not_known(put: Put) -> None:
    yaml = f"pay: {{bands: [{BANDS}], treasury_threshold: 110}}"
    figures = pay(put(make_geography(PEOPLE), TWO, yaml)).by_cluster["Y"]
    assert (figures["base"], figures["base_over"]) == (120, True)
    assert figures["most"] is None
    assert figures["most_over"] is None


@pytest.mark.parametrize(
    ("population", "words", "rate"),
    [
        (0, "up to 250", 100),
        (250, "up to 250", 100),
        (251, "250 to 500", 120),
        (501, "over 500", 150),
    ],
)
def test_the_end_of_a_band_belongs_to_it(population: int, words: str, rate: int) -> None:
    bands = Bands(bands=(Band(up_to=250, pay=100), Band(up_to=500, pay=120), Band(pay=150)))
    assert bands.of(population).pay == rate
    assert bands.words(bands.of(population)) == words


@settings(deadline=None)
@given(st.lists(st.integers(1, 100), min_size=1, max_size=5, unique=True), st.integers(0, 120))
def test_a_population_is_in_the_first_band_that_reaches_it(ends: list[int], people: int) -> None:
    closed = [Band(up_to=end, pay=end) for end in sorted(ends)]
    bands = Bands(bands=(*closed, Band(pay=1000)))
    assert bands.of(people).pay == min((e for e in ends if people <= e), default=1000)
