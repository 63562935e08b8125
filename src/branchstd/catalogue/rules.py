"""The nine kinds of rules as a closed discriminated union. What a kind means is
computed in `branchstd.rules`.

A rule names record kinds, fields, sets, facts and numbers by bare words of closed
registries (`catalogue.names`, `rules.sets`); there are no paths, no expressions, no
code. Adding a standard needs none of this file.
"""

from fractions import Fraction
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, PlainValidator, model_validator

from branchstd.catalogue.parts import (
    Every,
    Flag,
    Names,
    Part,
    Share,
    Source,
    Words,
    read_share,
)
from branchstd.records.types import Code, Text, Whole, fault, read_int

MOST_DAYS: Final = 366
Window = Literal["year", "now", "winter", "since_winter", "all"]
WhenEmpty = Literal["not_applicable", "review", "unmet"]


def _conditions(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise fault("not_a_mapping")
    found = {
        key: tuple(item) if isinstance(item, list) else (item,)
        for key, item in value.items()
    }
    if not all(isinstance(part, str) for parts in found.values() for part in parts):
        raise fault("not_a_list")
    return found


def _days(value: object) -> int:
    """Days of grace: more than a year is a slip of the hand."""
    days = read_int(value)
    if days > MOST_DAYS:
        raise fault("bad_int", seen=str(days))
    return days


def _grace(value: object) -> str:
    return "any" if value == "any" else str(_days(value))


def _least(value: object) -> Fraction:
    """A share of which something is owed."""
    found = read_share(value)
    if not 0 < found <= 1:
        raise fault("bad_share", seen=str(found))
    return found


Days = Annotated[int, PlainValidator(_days)]
Grace = Annotated[str, PlainValidator(_grace)]
Least = Annotated[Fraction, PlainValidator(_least)]
Conditions = Annotated[dict[str, tuple[str, ...]], PlainValidator(_conditions)]


class RuleBase(Part):
    """What every rule has. `when`: a fact that switches it on. `by`: who holds the
    records that prove it.

    kinds: of which kinds of units it is asked; none: as its standard, and a veto of
    villages.
    key: the number that the rule was first given, where it has another now; what was
    opened about it stays with it.
    awaits: of a kind, whether it waits for single records, which may come after its
    day; the members of a set, a sum and a person's word cannot.
    """

    awaits: ClassVar[bool] = False

    id: Code
    key: Code | None = None
    weight: Whole
    noun: Words
    source: Source
    when: Text | None = None
    by: Literal["village", "town"] = "village"
    kinds: Names = ()
    effect: Literal["fail", "cap"] | None = None

    @property
    def stable(self) -> str:
        """Survives a new number."""
        return self.key or self.id

    @property
    def may_be_late(self) -> bool:
        """Whether what it asks for has a day and may come after it."""
        dated = getattr(self, "due", None) and getattr(self, "record", None)
        return self.awaits and bool(dated)


class Selecting(RuleBase):
    """A rule that looks at records of one kind.

    where: field equal to, or one of; on a list field: contains one of. needs: fields
    that are filled, else the record does not count. person_in: its person is in that
    set on the record's day. window: which days count. by_date: what happened at a place
    or with people belongs to the period of its day, else to the one that the record
    names.
    """

    record: Text
    where: Conditions = Field(default_factory=dict)
    needs: Names = ()
    person_in: Text | None = None
    window: Window = "year"
    by_date: Flag = False


class Cadence(Selecting):
    """频次: in every period at least so many records, or so much of a summed field.

    per: once for each element of a set; match: the record's field that names the
    element; seats: no fewer elements than this number. late: a later record still
    counts for the period that it names. run: the rule breaks only when so many periods
    in a row are missed: a number, or the parameter that holds it. owed: kinds of
    activity that are each owed in periods of their own; the rule looks at them one by
    one, and adds up.
    """

    kind: Literal["cadence"]
    every: Every
    at_least: Whole = 1
    sum: Text | None = None
    per: Text | None = None
    match: Text | None = None
    seats: Text | None = None
    grace_days: Days = 0
    late: Flag = False
    run: Text | None = None
    owed: dict[str, Every] = Field(default_factory=dict)
    min_share: Least = Fraction(1)
    when_empty: WhenEmpty | None = None

    @property
    def strands(self) -> tuple[tuple[str, "Cadence"], ...]:
        """For each kind that is owed the rule about it alone."""
        parts = (
            {"owed": {}, "every": every, "where": {**self.where, "kind": (k,)}}
            for k, every in self.owed.items()
        )
        return tuple(
            zip(
                self.owed, (self.model_copy(update=part) for part in parts), strict=True
            )
        )

    @model_validator(mode="after")
    def _answers_the_empty_set(self) -> Self:
        if self.per and not self.when_empty:
            raise fault("when_empty_missing")
        return self


class Count(RuleBase):
    """数量: how many records, or members of a set, against a number (`times` a fact's
    number).

    waiting: records that do not fit `where` and have these fields filled may come to
    fit it; while they would be enough, the rule waits.
    """

    awaits = True
    kind: Literal["count"]
    record: Text | None = None
    set: Text | None = None
    where: Conditions = Field(default_factory=dict)
    needs: Names = ()
    person_in: Text | None = None
    window: Window = "year"
    by_date: Flag = False
    at_least: Whole = 1
    at_most: Whole | None = None
    times: Text | None = None
    due: Text | None = None
    continuous: Flag = False
    waiting: Names = ()
    when_empty: WhenEmpty | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if (self.record is None) == (self.set is None):
            raise fault("record_or_set")
        if self.times and not self.when_empty:
            raise fault("when_empty_missing")
        return self


class Cover(Selecting):
    """覆盖: the share of a set's elements that records cover.

    partner_in: a talk counts with a partner in that set. sum: the field whose sum must
    reach at_least, in proportion to whole months of membership. or_in: an element that
    is in this set needs no record. seats: no fewer elements than this number (times
    `seats_times`). turnout: the least share of those due that day who were there, by
    the roster.
    """

    awaits = True
    kind: Literal["cover"]
    set: Text
    match: Text | None = None
    sum: Text | None = None
    at_least: Whole = 1
    partner_in: Text | None = None
    or_in: Text | None = None
    seats: Text | None = None
    seats_times: Whole = 1
    turnout: Least | None = None
    min_share: Least = Fraction(1)
    due: Text | None = None
    continuous: Flag = False
    when_empty: WhenEmpty


class Each(Selecting):
    """逐条: the share of records that meet a demand."""

    awaits = True
    kind: Literal["each"]
    equals: Conditions = Field(default_factory=dict)
    filled: Names = ()
    due: Text | None = None
    continuous: Flag = False
    when_empty: WhenEmpty


class OnTime(Selecting):
    """按时: the share of obligations done by their day; those neither done nor due stay
    out.

    grace_days `any`: done at all is enough.
    """

    kind: Literal["on_time"]
    done: Text
    limit: Text
    grace_days: Grace = "0"
    continuous: Flag
    when_empty: WhenEmpty


class Total(Selecting):
    """合计: the sum of a field against what is owed: at_least × times.

    every: so much in each period passed, and what is too much in one makes up for no
    other. by_month: `at_least` is for a year, of which each month passed owes a
    twelfth, `times` the number on its last day.
    """

    kind: Literal["total"]
    sum: Text
    at_least: Share
    times: Text | None = None
    every: Every | None = None
    by_month: Flag = False
    due: Text | None = None
    when_empty: WhenEmpty | None = None


class Deadline(Selecting):
    """时限: the first record by a day; late within the catalogue's late days it is
    worth its late share.
    """

    awaits = True
    kind: Literal["deadline"]
    due: Text
    date: Text | None = None


class Steps(Selecting):
    """流程: dated steps in order and in time, a mean over instances. hard: only the
    hard steps, passed over or not.
    """

    kind: Literal["steps"]
    template: Text
    hard: Flag = False
    due: Text | None = None
    continuous: Flag = False
    when_empty: WhenEmpty


class Judgement(RuleBase):
    """评判: a named person's word (符合, 基本符合, 不符合); it waits until there is
    one.
    """

    kind: Literal["judgement"]
    role: Text
    continuous: Flag


Rule = Annotated[
    Cadence | Count | Cover | Each | OnTime | Total | Deadline | Steps | Judgement,
    Field(discriminator="kind"),
]
KINDS = (Cadence, Count, Cover, Each, OnTime, Total, Deadline, Steps, Judgement)
