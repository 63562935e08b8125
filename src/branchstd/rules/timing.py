"""时限 deadline and 按时 on_time: things done by their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from branchstd.catalogue.rules import Deadline, OnTime
from branchstd.records.base import Record
from branchstd.records.town import Item
from branchstd.rules.amounts import name_of
from branchstd.rules.answer import NOT_DUE, Answer, Late, Rejected, empty, ratio
from branchstd.rules.derived import field_value
from branchstd.rules.items import is_owed
from branchstd.rules.lateness import clock_for, day_of, done_on
from branchstd.rules.periods import has_passed, later
from branchstd.rules.select import select
from branchstd.rules.view import View


def deadline(view: View, rule: Deadline) -> Answer:
    """The first record by the day: 1; within `late_days` after it: `late_share`; later or never: 0."""
    clock = clock_for(view, day_of(view, rule.due))
    found = select(view, rule)
    days = sorted((day, n) for n, r in enumerate(found.records) if (day := _done_on(rule, r)) is not None)
    if not days:
        until = clock.until([clock.due], view.as_of)
        undated = (Rejected(record, "needs", rule.date or "") for record in found.records)
        left = (*found.rejected, *undated)
        return Answer(share=Fraction(0), observed=0, expected=1, rejected=left, late_until=until)
    first, number = days[0]
    record, held = found.records[number], clock.timing_of(first, clock.due)
    return Answer(
        share=held.worth,
        observed=1,
        expected=1,
        counted=(record,),
        rejected=found.rejected,
        late=(Late(name_of(record), held.late),) if held.late else (),
        there=Fraction(1),
        values={"done": first.isoformat(), "late": str(held.late)},
    )


def _done_on(rule: Deadline, record: Record) -> date | None:
    day = getattr(record, rule.date) if rule.date else done_on(rule, record) or record.day()
    return day if isinstance(day, date) else None


def on_time(view: View, rule: OnTime) -> Answer:
    """Obligations done by their limit ÷ obligations done or due; items that are owed no more stay out.

    So does what was due before the village existed.
    """
    selected = select(view, rule)
    found = [r for r in selected.records if not isinstance(r, Item) or is_owed(view, r)]
    found = [r for r in found if view.exists_on(field_value(view, rule.record, r, rule.limit))]
    if not found:
        return replace(empty(rule.when_empty), rejected=selected.rejected)
    states = [(record, _state(view, rule, record)) for record in found]
    owed = [(record, good) for record, good in states if good is not None]
    if not owed:
        return NOT_DUE
    bad = tuple(_late(view, rule, record) for record, good in owed if not good)
    return Answer(
        share=ratio(len(owed) - len(bad), len(owed)),
        observed=len(owed) - len(bad),
        expected=len(owed),
        missing=tuple(name_of(r.record) for r in bad),
        counted=tuple(record for record, good in owed if good),
        rejected=(*bad, *selected.rejected),
    )


def _late(view: View, rule: OnTime, record: Record) -> Rejected:
    """When it was done, if it was, and its last day with the days of grace."""
    done = field_value(view, rule.record, record, rule.done)
    last = later(
        field_value(view, rule.record, record, rule.limit), int(rule.grace_days) if rule.grace_days != "any" else 0
    )
    values = {"fields": rule.done, "last": str(last)}
    return Rejected(record, "late", rule.limit, values | ({"day": str(done)} if done else {"key": "undone"}))


def _state(view: View, rule: OnTime, record: Record) -> bool | None:
    """True: done in time; False: late or overdue; None: neither done nor due."""
    done = field_value(view, rule.record, record, rule.done)
    limit = field_value(view, rule.record, record, rule.limit)
    if rule.grace_days == "any":
        return True if done else (False if has_passed(limit, view.as_of) else None)
    last = later(limit, int(rule.grace_days))
    if done:
        return bool(done <= last)
    return False if has_passed(last, view.as_of) else None
