"""Which records a rule looks at, and which of them it leaves out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from branchstd.catalogue.rules import Count, Selecting
from branchstd.records.base import Record, has_field
from branchstd.records.village import Venue
from branchstd.rules.answer import Rejected
from branchstd.rules.derived import field_value, is_filled, measure_of
from branchstd.rules.periods import Period, days_of
from branchstd.rules.view import View, in_force

Rule = Selecting | Count

# The fields by which a reader would say "that is one of them": a record that differs
# here is not even looked at.
NAMING: Final = (
    "kind",
    "form",
    "type",
    "body",
    "post",
    "about",
    "round",
    "meeting",
    "covers",
    "place",
)
# Those of them that are easily left out of a record which is one all the same: it is
# looked at and told what it lacks.
FORGOTTEN: Final = ("covers", "place")
# Records are of few days, and one rule after another asks for the same periods.
_REMEMBERED: Final = 16384


class Selected(NamedTuple):
    """rejected: records that look like what the rule wants and still do not count."""

    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]


def select(view: View, rule: Rule, window: str | None = None) -> Selected:
    """Records of the rule's kind in its window (or another) that fit `where`, `needs`
    and `person_in`.
    """
    assert rule.record is not None  # noqa: S101  Count without record never selects
    taken: list[Record] = []
    left: list[Rejected] = []
    naming = {
        name: wanted
        for name, wanted in rule.where.items()
        if name in NAMING and name not in FORGOTTEN
    }
    others = {k: wanted for k, wanted in rule.where.items() if k not in naming}
    demands = bool(others or rule.needs or rule.person_in)
    is_inside = _window_test(view, rule, window or rule.window)
    for record in _named(view, rule.record, naming):
        if not is_inside(record):
            left += _outside(view, rule, record, window or rule.window)
        elif demands and (objections := list(_objections(view, rule, record, others))):
            left += objections
        else:
            taken.append(record)
    return Selected(tuple(taken), tuple(left))


def _named(
    view: View, kind: str, naming: Mapping[str, tuple[str, ...]]
) -> Iterable[Record]:
    """The records of a kind that have one of the wanted words in each field, in file
    order; looked up by the first of the fields.
    """
    if not naming:
        return view.records(kind)
    (name, wanted), *more = naming.items()
    by_word = view.memo((kind, name), lambda: _by_word(view, kind, name))
    numbers = {number for word in wanted for number in by_word.get(word, ())}
    records, rest = view.records(kind), dict(more)
    found = (records[number] for number in sorted(numbers))
    return [one for one in found if fits(view, kind, one, rest)] if rest else found


def _by_word(view: View, kind: str, name: str) -> Mapping[str, list[int]]:
    """By each word of a field the numbers of the records that have it."""
    found: dict[str, list[int]] = {}
    for number, record in enumerate(view.records(kind)):
        value = field_value(view, kind, record, name)
        for word in value if isinstance(value, tuple) else (plain(value),):
            found.setdefault(word, []).append(number)
    return found


def _outside(view: View, rule: Rule, record: Any, window: str) -> Iterator[Rejected]:
    """What happened in another year, as its folder says, is not even spoken of."""
    if of_another_year(view, record):
        yield Rejected(
            record,
            "another_year",
            "period",
            {"seen": record.period, "year": str(view.plan.year)},
        )
    elif window == "now":
        yield why_ended(view, record)
    elif (
        rule.record != "activity" or (record.day() or view.as_of) >= view.plan.first_day
    ):
        first, last = _bounds(view, window)
        by_name = _goes_by_name(rule)
        day = period_of(rule, record) or str(_deciding_day(record, by_name=by_name))
        yield Rejected(
            record, "window", "", {"on": day, "first": str(first), "last": str(last)}
        )


def why_ended(view: View, record: Any) -> Rejected:
    """Of what is not in force on the day: when it ended, or what came after it."""
    end = getattr(record, "end", None)
    if end is not None and end < view.as_of:
        return Rejected(record, "ended", "end", {"day": str(end)})
    later = (r.start for r in view.of(Venue) if r.start > record.start)
    return Rejected(
        record, "replaced", "", {"day": str(min(later, default=record.start))}
    )


def _objections(
    view: View, rule: Rule, record: Record, where: Mapping[str, tuple[str, ...]]
) -> Iterator[Rejected]:
    """All that a record lacks; of one that may be about something else only that."""
    kind = rule.record or ""
    unfit = {
        name: wanted
        for name, wanted in where.items()
        if not equal(field_value(view, kind, record, name), wanted)
    }
    if soft := next((name for name in FORGOTTEN if name in unfit), None):
        yield Rejected(
            record, "covers", soft, compare(getattr(record, soft), unfit[soft])
        )
        return
    yield from (
        Rejected(record, "where", name, against(view, kind, record, name, unfit[name]))
        for name in unfit
    )
    yield from (
        Rejected(record, "needs", name)
        for name in rule.needs
        if not is_filled(getattr(record, name))
    )
    if rule.person_in and not person_fits(view, rule.person_in, record):
        person = _person(record)
        key = {} if person else {"key": "nobody"}
        values = {
            "person": person,
            "set": rule.person_in,
            "day": str(_person_day(view, record)),
        }
        yield Rejected(record, "person_in", rule.person_in, values | key)


def against(
    view: View, kind: str, record: Record, name: str, wanted: tuple[str, ...]
) -> Mapping[str, str]:
    """By what a field falls short: what it was measured by, else what stands there and
    what should.
    """
    return measure_of(view, kind, record, name) or compare(
        field_value(view, kind, record, name), wanted
    )


def compare(value: object, wanted: Iterable[str]) -> dict[str, str]:
    """What stands there, and what is wanted: codes with blanks between."""
    seen = value if isinstance(value, tuple) else (plain(value),)
    return {"seen": " ".join(seen), "wanted": " ".join(wanted)}


def person_fits(view: View, name: str, record: Record) -> bool:
    """Whether whoever did it, or whom it is about, is in a set on the record's day."""
    return _person(record) in view.members_of(name, _person_day(view, record))


def _person(record: Any) -> str:
    kind: type[Record] = type(record)
    return (
        (has_field(kind, "by") and record.by)
        or (has_field(kind, "person") and record.person)
        or ""
    )


def _person_day(view: View, record: Record) -> date:
    return min(record.day() or view.as_of, view.as_of)


def fits(
    view: View, kind: str, record: Record, where: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether every field, stored or computed, has one of the words wanted of it."""
    return all(
        equal(field_value(view, kind, record, name), wanted)
        for name, wanted in where.items()
    )


def equal(value: object, wanted: tuple[str, ...]) -> bool:
    """One of the wanted; of several values one must be."""
    if isinstance(value, tuple):
        return any(part in wanted for part in value)
    return plain(value) in wanted


def plain(value: object) -> str:
    """A value as the catalogue writes it: yes/no for truth values."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def in_window(
    view: View, rule: Rule, record: Record, window: str | None = None
) -> bool:
    """Whether a record's day lies in the rule's window, or in another; or that it is in
    force.
    """
    return _window_test(view, rule, window or rule.window)(record)


def _window_test(view: View, rule: Rule, window: str) -> Callable[[Record], bool]:
    """What is the same for all records of a rule is asked once."""
    if window == "now":
        return lambda record: _holds_now(view, rule.record or "", record)
    if window == "all":
        return lambda _: True
    first, last = _bounds(view, window)
    last, by_name = min(last, view.as_of), _goes_by_name(rule)

    def is_inside(record: Record) -> bool:
        day = _deciding_day(record, by_name=by_name)
        return day is None or not _yearly(record) or first <= day <= last

    return is_inside


def _deciding_day(record: Record, *, by_name: bool) -> date | None:
    """The day that decides about the window: of a dated record the first of the period
    that it names, else its own.
    """
    if not record.own:
        return record.parent.day() if record.parent else None
    named = _named_period(record) if by_name else None
    return days_of(named)[0] if named else record.day()


def belongs(rule: Rule, record: Any, period: Period) -> bool:
    """The period that the record names, else the one of its day; a post belongs to
    every period it spans.
    """
    span = _span_of(record, by_name=_goes_by_name(rule))
    return bool(_inside(span, (period,), whole=rule.record == "dues"))


class _Span(NamedTuple):
    """What decides to which periods a record belongs: the one that it names, else from
    when to when (None: still) it lasted.
    """

    named: str | None
    first: date | None
    last: date | None


def _span_of(record: Any, *, by_name: bool) -> _Span:
    if by_name and (named := _named_period(record)) is not None:
        return _Span(named, None, None)
    first = record.day()
    if record.own == "start":
        return _Span(None, first, getattr(record, "end", None))
    return _Span(None, first, first)


@lru_cache(_REMEMBERED)
def _inside(
    span: _Span, wanted: tuple[Period, ...], *, whole: bool
) -> tuple[Period, ...]:
    """The periods to which it belongs. whole: a named period belongs to what lies
    within it (a quarter's dues are those of its months), not to what it lies in.
    """
    if span.named is not None:
        first, last = days_of(span.named)
        return tuple(
            one
            for one in wanted
            if (
                first <= one.first and one.last <= last
                if whole
                else lies_within(span.named, one)
            )
        )
    if span.first is None:
        return ()
    return tuple(
        one
        for one in wanted
        if span.first <= one.last and (span.last is None or span.last >= one.first)
    )


def by_period(
    rule: Rule, records: Iterable[Any], wanted: Iterable[Period]
) -> dict[Period, list[Record]]:
    """The records that belong to each of the periods, in their order."""
    found: dict[Period, list[Record]] = {period: [] for period in wanted}
    by_name, whole, every = _goes_by_name(rule), rule.record == "dues", tuple(found)
    alike: dict[_Span, list[list[Record]]] = {}
    for record in records:
        span = _span_of(record, by_name=by_name)
        if span not in alike:
            alike[span] = [found[one] for one in _inside(span, every, whole=whole)]
        for inside in alike[span]:
            inside.append(record)
    return found


def lies_within(named: str, period: Period) -> bool:
    """A named month lies in its quarter and half-year; a named quarter is that
    quarter.
    """
    first, last = days_of(named)
    return period.first <= first and last <= period.last


def add_up(records: tuple[Any, ...], name: str) -> Fraction:
    """What a field of the records comes to; what is not typed adds nothing."""
    return Fraction(
        sum((Decimal(getattr(record, name) or 0) for record in records), Decimal(0))
    )


def unsaid(records: Iterable[Record], name: str) -> Iterator[Rejected]:
    """Those that do not say how much."""
    return (
        Rejected(record, "unsaid", name)
        for record in records
        if not is_filled(getattr(record, name))
    )


def period_of(rule: Rule, record: Any) -> str | None:
    """The period that a record says it is about; None where for the rule the day
    decides on which it happened.

    What is asked once a year is of the year that it says it is about, whenever it was.
    """
    return _named_period(record) if _goes_by_name(rule) else None


def _goes_by_name(rule: Rule) -> bool:
    return not rule.by_date or getattr(rule, "every", None) == "year"


def _named_period(record: Record) -> str | None:
    name = _field_of_period(type(record))
    return (getattr(record, name) or None) if name else None


@cache
def _field_of_period(kind: type[Record]) -> str | None:
    return next((name for name in ("period", "month") if has_field(kind, name)), None)


def of_another_year(view: View, record: Any) -> bool:
    """Whether what was held within the plan's year says that it is about another
    one.
    """
    kind: type[Record] = type(record)
    named = record.period if has_field(kind, "period") else None
    if named is None or len(named) != len("2019") or named == str(view.plan.year):
        return False
    return (record.day() or view.plan.first_day) >= view.plan.first_day


def _yearly(record: Record) -> bool:
    """Records with steps or with a start run over years; the year window is for dated
    ones.
    """
    return record.own not in {"steps", "start", "found_on"}


def _holds_now(view: View, kind: str, record: Any) -> bool:
    """In force on the day; a state of the venue until the next begins."""
    after = (r.start for r in view.records(kind)) if kind == "venue" else ()
    return in_force(record, view.as_of) and not any(
        record.start < start <= view.as_of for start in after
    )


def _bounds(view: View, window: str) -> tuple[date, date]:
    if window == "year":
        return view.plan.first_day, view.plan.last_day
    numbers = view.catalogue.parameters
    last = numbers.winter_end if window == "winter" else view.plan.last_day
    return numbers.winter_start, last
