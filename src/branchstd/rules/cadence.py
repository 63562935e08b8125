"""频次 cadence: in every owed period at least so many entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

from branchstd.catalogue.rules import Cadence
from branchstd.findings import Outcome
from branchstd.records.base import Record, has_field
from branchstd.records.village import Dues
from branchstd.rules.answer import BEFORE_THE_VILLAGE, Answer, Rejected, empty, ratio
from branchstd.rules.elements import (
    ask_for_list,
    covers,
    elements,
    elements_in,
    is_unlisted,
    not_among,
)
from branchstd.rules.periods import Period, days_of, has_passed, later, periods
from branchstd.rules.select import (
    Selected,
    add_up,
    belongs,
    by_period,
    compare,
    period_of,
    select,
)
from branchstd.rules.sets import FACTS, dues_day, left_out, longest
from branchstd.rules.view import View, periods_owed

# Reasons of records that lie in none of the rule's periods.
OF_NO_PERIOD: Final = frozenset({"another_year", "window", "ended"})


class Pair(NamedTuple):
    """One element's one period: who, when, until when, and what fills it. Element ""
    stands for the village.
    """

    element: str
    period: Period
    until: date
    records: tuple[Record, ...]
    satisfied: bool

    @property
    def code(self) -> str:
        """As among what is missing: `M01:2019-03`; of the village itself `2019-Q1`."""
        return (
            f"{self.element}:{self.period.code}" if self.element else self.period.code
        )


Dated = tuple[date | None, Record]


def cadence(view: View, rule: Cadence) -> Answer:
    """Satisfied periods ÷ owed periods.

    A period is owed once its end plus grace has passed, or when it has begun and is
    already satisfied; the first one is the first full one after the village was
    founded. Nobody in the set: `when_empty`. No period owed: not due. A list that the
    office has not filled in waits for it.
    """
    if rule.owed:
        return _together(view, rule)
    if not periods_owed(view, rule.every):
        return BEFORE_THE_VILLAGE
    if rule.per and is_unlisted(view, rule.per):
        return ask_for_list(rule.per)
    found = select(view, rule)
    inside = by_period(rule, found.records, _begun(view, rule))
    pairs = [
        pair
        for period, records in inside.items()
        for pair in _pairs(view, rule, period, records)
    ]
    owed = [
        pair for pair in pairs if pair.satisfied or has_passed(pair.until, view.as_of)
    ]
    open_until = _next_day(view, rule, pairs)
    if not owed:
        if rule.per and not pairs and _nobody(view, rule):
            return empty(rule.when_empty)
        return Answer(
            outcome=Outcome.NOT_DUE,
            cause="due",
            due=open_until,
            rejected=_blame(view, rule, pairs, found),
        )
    return replace(
        _answer(view, rule, owed),
        due=open_until,
        rejected=_blame(view, rule, pairs, found),
    )


def _together(view: View, rule: Cadence) -> Answer:
    """The periods of all kinds that are owed, each kind by itself: what one has too
    many fills no other's period.
    """
    found = [(kind, cadence(view, part)) for kind, part in rule.strands]
    owed, kept = (sum(int(number or 0) for number in numbers)
                  for numbers in zip(*((part.expected, part.observed) for _,
                      part in found), strict=True))  # fmt: skip
    return Answer(
        share=ratio(Fraction(kept, owed), rule.min_share) if owed else None,
        outcome=None if owed else Outcome.NOT_DUE,
        cause=None if owed else "due",
        observed=kept,
        expected=owed,
        missing=tuple(
            f"{kind}:{code}" for kind, part in found for code in part.missing
        ),
        counted=_unique(record for _, part in found for record in part.counted),
        rejected=tuple(
            {
                (id(r.record), r.reason, r.detail): r
                for _, part in found
                for r in part.rejected
            }.values()
        ),
        due=min((part.due for _, part in found if part.due), default=None),
    )


def fills_periods(view: View, rule: Cadence, wanted: Iterable[Period]) -> bool:
    """Whether each of these periods has begun and is filled for as large a share of the
    elements as the rule asks.
    """
    if rule.owed:
        return all(
            fills_periods(view, part, wanted)
            for _, part in rule.strands
            if part.every == rule.every
        )
    if rule.per and is_unlisted(view, rule.per):
        return False
    inside = by_period(rule, select(view, rule).records, wanted)
    for period, records in inside.items():
        pairs = (
            list(_pairs(view, rule, period, records))
            if period.first <= view.as_of
            else []
        )
        if (
            not pairs
            or Fraction(sum(pair.satisfied for pair in pairs), len(pairs))
            < rule.min_share
        ):
            return False
    return True


def _blame(
    view: View, rule: Cadence, pairs: list[Pair], found: Selected
) -> tuple[Rejected, ...]:
    """Records that did not count, of periods that miss something; what a satisfied
    period has too many is no fault.
    """
    counted = {
        id(record) for pair in pairs if pair.satisfied for record in pair.records
    }
    missed: dict[Period, list[Pair]] = {}
    for pair in (pair for pair in pairs if not pair.satisfied):
        missed.setdefault(pair.period, []).append(pair)
    blamed = (
        lack
        for lack in found.rejected
        if missed
        and (
            lack.reason in OF_NO_PERIOD
            or any(belongs(rule, lack.record, period) for period in missed)
        )
    )
    unused = (
        _why_unused(view, rule, record, missed)
        for record in found.records
        if missed and id(record) not in counted
    )
    return (*blamed, *(lack for lack in unused if lack))


def _why_unused(
    view: View, rule: Cadence, record: Record, missed: dict[Period, list[Pair]]
) -> Rejected | None:
    """Why a record that is one of them fills none of the periods that miss something;
    None where it is of another.
    """
    period = next((period for period in missed if belongs(rule, record, period)), None)
    if period is None:
        named = period_of(rule, record)
        is_of_none = named and not any(
            belongs(rule, record, one) for one in periods(view.plan.year, rule.every)
        )
        return (
            Rejected(record, "period", "", {"seen": named or "", "every": rule.every})
            if is_of_none
            else None
        )
    open_ = [pair for pair in missed[period] if not pair.element.startswith("?")]
    own = [
        p
        for p in open_
        if not p.element or covers(view, record, p.element, rule.match, period)
    ]
    if not own:
        return _of_others(view, rule, record, open_)
    day = _done_on(rule, record)
    if day is not None and day > (last := max(pair.until for pair in own)):
        return Rejected(record, "after", "", {"day": str(day), "last": str(last)})
    pair = own[0]
    have = {"have": str(_amount(rule, pair.records)), "need": str(rule.at_least)}
    return Rejected(record, "short", rule.sum or "", {"code": pair.code} | have)


def _of_others(
    view: View, rule: Cadence, record: Record, missed: list[Pair]
) -> Rejected:
    """A record about other elements than those that miss something."""
    wanted = [pair.element for pair in missed]
    if isinstance(record, Dues) and not record.people:
        key = (
            {}
            if len(record.month) == len("2019-01") and "Q" not in record.month
            else {"key": "unnamed"}
        )
        return Rejected(
            record, "general", "people", {"missing": " ".join(wanted)} | key
        )
    kind: type[Record] = type(record)
    name = rule.match or ("people" if has_field(kind, "people") else "person")
    if not rule.match and name == "people" and not isinstance(record, Dues):
        return not_among(view, record, wanted)
    return Rejected(record, "covers", name, compare(getattr(record, name), wanted))


def _answer(view: View, rule: Cadence, owed: list[Pair]) -> Answer:
    missed = [pair for pair in owed if not pair.satisfied]
    run = rule.run and int(getattr(view.catalogue.parameters, rule.run, rule.run))
    counted = _unique(
        record for pair in owed if pair.satisfied for record in pair.records
    )
    return Answer(
        share=_broken(owed, run)
        if run
        else ratio(Fraction(len(owed) - len(missed), len(owed)), rule.min_share),
        observed=len(owed) - len(missed),
        expected=len(owed),
        missing=tuple(pair.code for pair in missed),
        counted=counted,
        values={"run": str(run)} if run else {},
    )


def _broken(owed: list[Pair], run: int) -> Fraction:
    """0 where one element missed so many periods in a row."""
    missed: dict[str, list[bool]] = {}
    for pair in owed:
        missed.setdefault(pair.element, []).append(not pair.satisfied)
    return Fraction(0 if max(map(longest, missed.values())) >= run else 1)


def _begun(view: View, rule: Cadence) -> Iterator[Period]:
    """Periods that have begun, and in which the rule's condition held from the first
    day.
    """
    for period in periods_owed(view, rule.every):
        if period.first <= view.as_of and (
            rule.when is None or FACTS[rule.when].holds(view, period.first)
        ):
            yield period


def _pairs(
    view: View, rule: Cadence, period: Period, records: Iterable[Record]
) -> Iterator[Pair]:
    names = ("",) if rule.per is None else elements_in(view, rule.per, period) or ()
    until = later(period.last, rule.grace_days)
    inside = {id(one): (_done_on(rule, one), one) for one in records}
    filling = (
        _of_dues(view, period, inside)
        if rule.record == "dues" and rule.every == "month"
        else None
    )
    for name in names:
        last = _last_day(view, rule, name, period)
        if filling:
            own = filling(name, last)
        else:
            intime = (
                record for day, record in inside.values() if day is None or day <= last
            )
            own = tuple(
                r
                for r in intime
                if not name or covers(view, r, name, rule.match, period)
            )
        yield Pair(name, period, last, own, _amount(rule, own) >= rule.at_least)
    seats = view.number(rule.seats, period.first) if rule.seats else 0
    for number in range(len(names) + 1, seats + 1):
        yield Pair(f"?{number}", period, until, (), False)


def _amount(rule: Cadence, records: tuple[Any, ...]) -> Fraction | int:
    """How many there are, or what a field of them comes to."""
    return add_up(records, rule.sum) if rule.sum else len(records)


def _of_dues(
    view: View, month: Period, inside: Mapping[int, Dated]
) -> Callable[[str, date], tuple[Record, ...]]:
    """What covers a member's month by a day: of its many collections only those that
    name the member, or nobody.
    """
    rows = [(day, row) for day, row in inside.values() if isinstance(row, Dues)]
    whole = month.first, month.last
    unnamed = [
        (day, row)
        for day, row in rows
        if not row.people and days_of(row.month) == whole
    ]
    general = [(day, row, left_out(view, row, month)) for day, row in unnamed]
    order = {row: number for number, row in enumerate(inside)}

    def covering(name: str, last: date) -> tuple[Record, ...]:
        found: list[Record] = [
            row
            for day, row, out in general
            if name not in out and (day is None or day <= last)
        ]
        own = [
            inside[id(row)]
            for row in view.dues_naming(name, month.first)
            if id(row) in inside
        ]
        if own:
            found += [row for day, row in own if day is None or day <= last]
            found.sort(key=lambda row: order[id(row)])
        return tuple(found)

    return covering


def _done_on(rule: Cadence, record: Record) -> date | None:
    """The day that must lie in time; None where any does."""
    return None if rule.late or record.own == "start" else record.day()


def _last_day(view: View, rule: Cadence, element: str, period: Period) -> date:
    """Members who pay dues by the quarter owe at the quarter's end."""
    last = (
        dues_day(view, element, period)
        if rule.record == "dues" and rule.every == "month"
        else period.last
    )
    return later(last, rule.grace_days)


def _next_day(view: View, rule: Cadence, pairs: list[Pair]) -> date | None:
    """The next day by which something more is owed: the open period's, or the coming
    one's where it is satisfied.
    """
    waiting = [
        p.until
        for p in pairs
        if not p.satisfied and not has_passed(p.until, view.as_of)
    ]
    coming = [
        later(p.last, rule.grace_days)
        for p in periods_owed(view, rule.every)
        if p.first > view.as_of
    ]
    return min(waiting or coming, default=None)


def _nobody(view: View, rule: Cadence) -> bool:
    """The set is empty now, and a whole period has gone by without anybody in it."""
    gone = any(
        has_passed(later(p.last, rule.grace_days), view.as_of)
        for p in _begun(view, rule)
    )
    return gone and not elements(view, rule.per or "")


def _unique(records: Iterator[Record]) -> tuple[Record, ...]:
    return tuple({id(record): record for record in records}.values())
