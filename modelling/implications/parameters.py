"""What the implications are worked out with: rates, thresholds and choices, each with its source.

A value may stand by itself (`treasury_threshold: 150000`) or with where it comes from and how sure
it is (`{value: 142500, source: guidance 35, certainty: as stated}`). One that is left out or blank
is not known, and neither is what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from modelling.parameters import Code, Number, Parameters

T = TypeVar("T")

PLANNER = "the planner's own"
"""The source of a value that is written without one."""

CHANGED = "changed by the planner"
"""The source of a value that is no longer what its source says."""


class Sourced(Parameters, Generic[T]):
    """A value, where it comes from and how sure it is; None where it is not known."""

    value: T | None = None
    source: str = ""
    certainty: str = ""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        """Read a value that stands by itself as the planner's own."""
        if value is None or value == {}:
            return {}
        if isinstance(value, Mapping) and set(value) & {"value", "source", "certainty"}:
            return value
        return value if isinstance(value, Sourced) else {"value": value, "source": PLANNER}

    @property
    def said(self) -> str:
        """How it is named where a figure rests on it: "Hansard, 30 January 2008 (A)"."""
        certainty = f" ({self.certainty})" if self.certainty else ""
        return f"{self.source}{certainty}"


def _no_truth_value(value: Any) -> Any:
    """Refuse `yes`, which would pass for 1."""
    if isinstance(value, bool):
        raise ValueError(f"{'yes' if value else 'no'} is not a number → give a number")
    return value


def _part_of_one(value: float) -> float:
    """Refuse 30, which was meant for 30%."""
    if value > 1:
        raise ValueError(f"{value:g} is {value:.0%} → write 0.3 for 30%, at most 1")
    return value


People = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=0, le=1_000)]
Money = Annotated[Number, Field(gt=0, le=10_000_000)]
Share = Annotated[Number, Field(ge=0), AfterValidator(_part_of_one)]

MANY_POSTS = 20


class Band(Parameters):
    """Pay of a year for a population of at most `up_to` people; the last band has no end."""

    up_to: Annotated[Number, Field(gt=0)] | None = None
    pay: Money


class Bands(Parameters):
    """Pay by population, in bands from the smallest to one without an end."""

    bands: Annotated[tuple[Band, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _list(cls, value: Any) -> Any:
        return {"bands": value} if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _in_order(self) -> Bands:
        ends = [band.up_to for band in self.bands]
        if ends[-1] is not None or None in ends[:-1]:
            raise ValueError("only the last band has no end → leave up_to out there alone")
        known = [end for end in ends if end is not None]
        if known != sorted(set(known)):
            raise ValueError("the bands are not in order → begin with the smallest up_to")
        for one, more in pairwise(self.bands):
            if more.pay < one.pay:
                raise ValueError(
                    f"pay falls from {one.pay:,.0f} to {more.pay:,.0f} where the population grows "
                    "→ give the larger population no less"
                )
        return self

    def of(self, population: float) -> Band:
        """Return the band of a population: its end belongs to it."""
        return next(b for b in self.bands if b.up_to is None or population <= b.up_to)

    def words(self, band: Band) -> str:
        """Return "up to 150,000", "150,000 to 300,000" or "over 1,000,000"."""
        at = self.bands.index(band)
        below = f"{self.bands[at - 1].up_to:,.0f}" if at else ""
        if band.up_to is None:
            return f"over {below}" if below else "any"
        return f"{below} to {band.up_to:,.0f}" if below else f"up to {band.up_to:,.0f}"


class Posts(Parameters):
    """Posts of a cluster's single executive team, and pools for them (paragraphs 6, 23 and 27).

    `pool` names the column of pcts.csv with the region or sub region that is pooled in the second
    option; the SHA where it is blank.
    """

    director_posts: Sourced[
        Annotated[tuple[Code, ...], Field(min_length=1, max_length=MANY_POSTS)]
    ] = Sourced()
    directors_per_pct: Sourced[People] = Sourced()
    pool: Sourced[Code] = Sourced()


class Pay(Parameters):
    """Pay of chief executives and directors (paragraph 35); premiums are shares of the base.

    `pay_awards` is what the rates of the bands have grown by since, as a share; `director_shares`
    the pay of each director as a share of the chief executive's base.
    """

    bands: Sourced[Bands] = Sourced()
    rates_of: Sourced[str] = Sourced()
    pay_awards: Sourced[Share] = Sourced()
    retention_premium: Sourced[Share] = Sourced()
    additional_duties: Sourced[Share] = Sourced()
    treasury_threshold: Sourced[Money] = Sourced()
    director_shares: Sourced[dict[Code, Share]] = Sourced()


class Bonuses(Parameters):
    """Awards to the best performers, pay that has to be earned back, and the median of pay.

    `rounding` says what becomes of a part of an award: down, nearest (a half goes up) or up.
    """

    share: Sourced[Annotated[Number, Field(gt=0), AfterValidator(_part_of_one)]] = Sourced()
    rounding: Sourced[Literal["down", "nearest", "up"]] = Sourced()
    very_senior_managers_per_pct: Sourced[People] = Sourced()
    earn_back: Sourced[Share] = Sourced()
    median_pay: Sourced[Money] = Sourced()


class Boards(Parameters):
    """Sizes and pay of boards (Appendix A).

    `nominated_to_cluster_board` is of each PCT under model 1; `shared_non_executives` sit on every
    board of a cluster under model 3, any lawful number where it is blank.
    """

    least_non_executives: Sourced[Annotated[People, Field(ge=1)]] = Sourced()
    most_non_executives: Sourced[Annotated[People, Field(ge=1)]] = Sourced()
    nominated_to_cluster_board: Sourced[Annotated[People, Field(ge=1)]] = Sourced()
    shared_non_executives: Sourced[Annotated[People, Field(ge=1)]] = Sourced()
    non_executive_pay: Sourced[Money] = Sourced()
    audit_chair_pay: Sourced[Money] = Sourced()
    audit_chairs_per_board: Sourced[People] = Sourced()
    chair_bands: Sourced[Bands] = Sourced()

    @model_validator(mode="after")
    def _sizes_fit(self) -> Boards:
        least, most = self.least_non_executives.value, self.most_non_executives.value
        shared, audit = self.shared_non_executives.value, self.audit_chairs_per_board.value
        if audit is not None and most is not None and audit > most:
            raise ValueError(
                f"audit_chairs_per_board {audit} is more than most_non_executives {most} "
                f"→ give at most {most}"
            )
        if least is not None and most is not None and least > most:
            raise ValueError(
                f"least_non_executives {least} is more than most_non_executives {most} "
                "→ swap the two"
            )
        if shared is not None and most is not None and shared >= most:
            raise ValueError(
                f"shared_non_executives {shared} leaves no place for one of the locality "
                f"→ give at most {most - 1}"
            )
        return self


class Partners(Parameters):
    """Consortia, authorities and trusts (paragraphs 2, 8 and 14).

    `consortia` names the set to work with: where it is blank, that of the scenario's rule
    `footprint`, or else the only set of the geography.
    """

    consortia: Sourced[Code] = Sourced()
    pipeline_nationally: Sourced[People] = Sourced()


class ImplicationParameters(Parameters):
    """Everything that the implications are worked out with beside the tables of the geography."""

    posts: Posts = Posts()
    pay: Pay = Pay()
    bonuses: Bonuses = Bonuses()
    boards: Boards = Boards()
    partners: Partners = Partners()

    @model_validator(mode="before")
    @classmethod
    def _an_empty_section_is_all_blank(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {k: {} if v is None and k in cls.model_fields else v for k, v in value.items()}

    @model_validator(mode="after")
    def _shares_are_of_posts(self) -> ImplicationParameters:
        posts = self.posts.director_posts.value or ()
        strangers = [p for p in self.pay.director_shares.value or () if p not in posts]
        if strangers:
            raise ValueError(
                f"director_shares names {', '.join(strangers)}, no post of posts.director_posts "
                f"→ use {', '.join(posts) or 'posts.director_posts to name it'}"
            )
        return self

    def beside(self, shipped: ImplicationParameters) -> ImplicationParameters:
        """Return the same values, each that is not as shipped said to be the planner's."""
        sections = {}
        for name in type(self).model_fields:
            own, theirs = getattr(self, name), getattr(shipped, name)
            values = {
                k: _whose(getattr(own, k), getattr(theirs, k)) for k in type(own).model_fields
            }
            sections[name] = own.model_copy(update=values)
        return self.model_copy(update=sections)

    def every(self) -> Iterator[tuple[str, Sourced[Any]]]:
        """Yield every value with its dotted key, as "pay.treasury_threshold"."""
        for section in type(self).model_fields:
            part = getattr(self, section)
            for key in type(part).model_fields:
                yield f"{section}.{key}", getattr(part, key)


def _whose(own: Sourced[Any], shipped: Sourced[Any]) -> Sourced[Any]:
    """Return a value with where it comes from, beside what is shipped in its place.

    What is as shipped keeps its source; what is not cannot have the same one.
    """
    if own.value == shipped.value:
        return shipped if own.source in ("", PLANNER) else own
    if own.value is None:
        return own.model_copy(update={"source": CHANGED, "certainty": ""})
    if own.source in ("", PLANNER, shipped.source):
        source = PLANNER if shipped.value is None else CHANGED
        kept = "" if own.certainty == shipped.certainty else own.certainty
        return own.model_copy(update={"source": source, "certainty": kept})
    return own.model_copy(update={"source": f"{PLANNER}: {own.source}"})
