"""数量 count, 逐条 each, 合计 total: how many, which share, how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from branchstd.catalogue.rules import Count, Each, Total
from branchstd.findings import Outcome
from branchstd.records.base import Record
from branchstd.rules.answer import (
    BEFORE_THE_VILLAGE,
    NOT_DUE,
    Answer,
    Late,
    Rejected,
    add,
    empty,
    ratio,
)
from branchstd.rules.derived import is_filled
from branchstd.rules.lateness import (
    Clock,
    Held,
    clock_of,
    days_wanted,
    done_on,
    has_ended,
)
from branchstd.rules.periods import Period, has_passed, periods
from branchstd.rules.select import (
    NAMING,
    Selected,
    add_up,
    against,
    belongs,
    by_period,
    fits,
    select,
    unsaid,
)
from branchstd.rules.sets import PEOPLE, outsiders
from branchstd.rules.view import View, periods_owed

# Records of what begins on a day and runs on: what is asked of them may come later than
# they do.
RUNNING: Final = frozenset({"steps", "found_on", "opened_on"})


def count(view: View, rule: Count) -> Answer:
    """Found ÷ need, at most 1; with `at_most`: 1 or 0.

    need = at_least × times; need 0: `when_empty`. Where there is a day of the plan's, Σ
    worth of the first `need` records ÷ need; the members of a set are a state. Somebody
    without a roster row counts where nothing is asked of the person.
    """
    found = _members(view, rule) if rule.set else select(view, rule)
    number = (
        len(view.members_of(rule.set))
        if rule.set and not rule.where
        else len(found.records)
    )
    need = rule.at_least * _times(view, rule.times, view.as_of)
    if need == 0:
        return empty(rule.when_empty)
    if rule.waiting and number < need <= number + _waiting(view, rule):
        return Answer(
            outcome=Outcome.REVIEW,
            cause="waiting",
            observed=number,
            expected=need,
            rejected=found.rejected,
        )
    within = rule.at_most is None or need <= number <= rule.at_most
    there = ratio(number, need) if rule.at_most is None else Fraction(within)
    clock = clock_of(view, rule)
    units = (
        list(_units(view, rule, clock, found, min(number, need)))
        if clock and there
        else []
    )
    late = tuple(Late(code, one.late) for code, one in units if one.late)
    return Answer(
        share=ratio(add(one.worth for _, one in units), need) if late else there,
        observed=number,
        expected=need,
        counted=found.records,
        rejected=found.rejected,
        late=late,
        there=there if late else None,
        late_until=clock.until([clock.due], view.as_of)
        if clock and number < need
        else None,
    )


def _units(
    view: View, rule: Count, clock: Clock, found: Selected, number: int
) -> Iterator[tuple[str, Held]]:
    """The first of what is counted, by day. A post stays filled in time, whoever has
    held it since.
    """
    ever = select(view, rule, "all") if rule.window == "now" else found
    days = (
        (done_on(rule, r) or date.min, n, r)
        for n, r in enumerate(ever.records)
        if not has_ended(r, clock.due)
    )
    for day, _, record in sorted(days)[:number]:
        yield name_of(record), clock.timing_of(day, clock.due)


def _waiting(view: View, rule: Count) -> int:
    """How many records lack nothing but time."""
    same = {
        "where": {
            name: wanted for name, wanted in rule.where.items() if name in NAMING
        },
        "waiting": (),
    }
    asked = rule.model_copy(update=same | {"needs": (*rule.needs, *rule.waiting)})
    found = (
        record
        for record in select(view, asked).records
        if not fits(view, asked.record or "", record, rule.where)
    )
    return len(tuple(found))


def _members(view: View, rule: Count) -> Selected:
    """The people of a set as their roster rows, those left out of whom `where` asks
    something else.
    """
    codes = sorted(view.members_of(rule.set or ""))
    rows = [view.people[code] for code in codes if code in view.people]
    unfit = [
        Rejected(row, "where", name, against(view, "person", row, name, wanted))
        for row in rows
        for name, wanted in rule.where.items()
        if not fits(view, "person", row, {name: wanted})
    ]
    out = {id(lack.record) for lack in unfit}
    return Selected(
        tuple(row for row in rows if id(row) not in out),
        (*unfit, *outsiders(view, rule.set or "")),
    )


def _times(view: View, name: str | None, day: date) -> int:
    """A number of the town's facts, or the size of a set of people, on a day; once
    where nothing is said.
    """
    if name is None:
        return 1
    return len(view.members_of(name, day)) if name in PEOPLE else view.number(name, day)


def each(view: View, rule: Each) -> Answer:
    """The share of the selected records that meet all demands, worth less where they
    came to do so after the day.
    """
    found = select(view, rule)
    if not found.records:
        return replace(empty(rule.when_empty), rejected=found.rejected)
    clock = clock_of(view, rule)
    held = [(record, _time(view, rule, clock, record)) for record in found.records]
    owed = [
        (record, one)
        for record, one in held
        if one.is_there or clock is None or clock.is_owed(one.last, view.as_of)
    ]
    if not owed:
        return NOT_DUE
    good = tuple(record for record, one in owed if one.is_there)
    bad = tuple(record for record, one in owed if not one.is_there)
    late = tuple(Late(name_of(record), one.late) for record, one in owed if one.late)
    return Answer(
        share=ratio(add(one.worth for _, one in owed), len(owed)),
        observed=len(good),
        expected=len(owed),
        missing=tuple(name_of(record) for record in bad),
        counted=good,
        rejected=(
            *(lack for record in bad for lack in _fallen_short(view, rule, record)),
            *found.rejected,
        ),
        late=late,
        there=ratio(len(good), len(owed)) if late else None,
        late_until=clock.until(
            [one.last for _, one in owed if not one.is_there], view.as_of
        )
        if clock
        else None,
    )


def _time(view: View, rule: Each, clock: Clock | None, record: Record) -> Held:
    """One record by its last day; what began after the day and runs on has so many days
    from its beginning.
    """
    meets = _meets(view, rule, record)
    if clock is None:
        return Held(is_there=meets, last=date.min, worth=Fraction(meets))
    runs = record.own in RUNNING
    last = clock.last_for(record.day() if runs else None)
    if not meets:
        return Held(is_there=False, last=last)
    return clock.timing_of(
        max(days_wanted(rule, record), default=None) if runs else done_on(rule, record),
        last,
    )


def _meets(view: View, rule: Each, record: Record) -> bool:
    return fits(view, rule.record, record, rule.equals) and all(
        is_filled(getattr(record, n)) for n in rule.filled
    )


def _fallen_short(view: View, rule: Each, record: Record) -> Iterator[Rejected]:
    """By each demand that the record does not meet."""
    for name, wanted in rule.equals.items():
        if not fits(view, rule.record, record, {name: wanted}):
            yield Rejected(
                record, "demand", name, against(view, rule.record, record, name, wanted)
            )
    empty_fields = (
        name for name in rule.filled if not is_filled(getattr(record, name))
    )
    yield from (
        Rejected(record, "demand", name, {"key": "needs"}) for name in empty_fields
    )


def name_of(record: Record) -> str:
    """A code that tells a record from its like without language: its id, item, person,
    period, or its day.
    """
    for name in ("id", "item", "about", "person", "code", "name", "period"):
        if isinstance(value := getattr(record, name, None), str) and value.isascii():
            return value
    days = (
        record.day(),
        getattr(record, "due_on", None),
        getattr(record, "planned_finish", None),
    )
    return next(
        (day.isoformat() for day in days if day),
        name_of(record.parent) if record.parent else "",
    )


def total(view: View, rule: Total) -> Answer:
    """Sum of a field ÷ what is owed: at_least × times; with `every` or `by_month` as it
    was in each period passed.
    """
    if rule.every is not None:
        return _of_passed(view, rule, periods_owed(view, rule.every))
    if rule.by_month:
        months = [
            m
            for m in periods(view.plan.year, "month")
            if m.last >= view.founding_day and has_passed(m.last, view.as_of)
        ]
        owed = sum(
            (
                rule.at_least / 12 * _times(view, rule.times, month.last)
                for month in months
            ),
            Fraction(0),
        )
        if not months:
            return NOT_DUE
    else:
        owed = rule.at_least * _times(view, rule.times, view.as_of)
    if owed == 0:
        return empty(rule.when_empty)
    found = select(view, rule)
    amount = add_up(found.records, rule.sum)
    return Answer(
        share=ratio(amount, owed),
        observed=amount,
        expected=owed,
        counted=tuple(r for r in found.records if is_filled(getattr(r, rule.sum))),
        rejected=(*found.rejected, *unsaid(found.records, rule.sum)),
    )


def _of_passed(view: View, rule: Total, owing: tuple[Period, ...]) -> Answer:
    if not owing:
        return BEFORE_THE_VILLAGE
    due = next((p.last for p in owing if not has_passed(p.last, view.as_of)), None)
    ended = [p for p in owing if has_passed(p.last, view.as_of)]
    return reach(view, rule, ended, due) if ended else replace(NOT_DUE, due=due)


def reach(
    view: View, rule: Total, wanted: Sequence[Period], due: date | None = None
) -> Answer:
    """Σ min(reached, owed) ÷ Σ owed over these periods, whether they have passed or
    not. due: when the next one ends.
    """
    owed = {
        period: rule.at_least * _times(view, rule.times, period.first)
        for period in wanted
    }
    if not any(owed.values()):
        return empty(rule.when_empty)
    found = select(view, rule)
    inside = {
        period: add_up(tuple(records), rule.sum)
        for period, records in by_period(rule, found.records, wanted).items()
    }
    reached = add(min(inside[period], owed[period]) for period in wanted)
    return Answer(
        share=ratio(reached, add(owed.values())),
        observed=reached,
        expected=add(owed.values()),
        missing=tuple(
            period.code for period in wanted if inside[period] < owed[period]
        ),
        counted=tuple(
            r for r in found.records if any(belongs(rule, r, p) for p in wanted)
        ),
        rejected=found.rejected,
        due=due,
    )
