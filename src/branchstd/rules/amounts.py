"""数量 count, 逐条 each, 合计 total: how many, which share, how much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from branchstd.catalogue.names import PEOPLE_SETS
from branchstd.catalogue.rules import Count, Each, Total
from branchstd.findings import Outcome
from branchstd.records.base import Record
from branchstd.rules.answer import Answer, Rejected, empty, ratio
from branchstd.rules.periods import passed, periods
from branchstd.rules.select import Selected, filled, fits, select
from branchstd.rules.view import View


def count(view: View, rule: Count) -> Answer:
    """n ÷ need, at most 1; with `at_most`: 1 or 0. need = at_least × times; need 0: `when_empty`.

    Somebody without a roster row counts where nothing is asked of the person.
    """
    found = _members(view, rule) if rule.set else select(view, rule)
    number = len(view.members_of(rule.set)) if rule.set and not rule.where else len(found.records)
    need = rule.at_least * _times(view, rule.times, view.as_of)
    if need == 0:
        return empty(rule.when_empty)
    within = rule.at_most is None or need <= number <= rule.at_most
    share = ratio(number, need) if rule.at_most is None else Fraction(within)
    return Answer(share=share, observed=number, expected=need, counted=found.records, rejected=found.rejected)


def _members(view: View, rule: Count) -> Selected:
    """The people of a set as their roster rows, those left out of whom `where` asks something else."""
    codes = sorted(view.members_of(rule.set or ""))
    rows = [view.people[code] for code in codes if code in view.people]
    if not rule.where:
        return Selected(tuple(rows), ())
    fitting = tuple(row for row in rows if fits(view, "person", row, rule.where))
    left = tuple(Rejected(row, "where", next(iter(rule.where))) for row in rows if row not in fitting)
    return Selected(fitting, left)


def _times(view: View, name: str | None, day: date) -> int:
    """A number of the town's facts, or the size of a set of people, on a day; once where nothing is said."""
    if name is None:
        return 1
    return len(view.members_of(name, day)) if name in PEOPLE_SETS else view.number(name, day)


def each(view: View, rule: Each) -> Answer:
    """The share of the selected records that meet all demands."""
    found = select(view, rule)
    if not found.records:
        return empty(rule.when_empty)
    good = tuple(record for record in found.records if _meets(view, rule, record))
    bad = tuple(Rejected(r, "demand", _unmet(view, rule, r)) for r in found.records if r not in good)
    return Answer(
        share=ratio(len(good), len(found.records)),
        observed=len(good),
        expected=len(found.records),
        missing=tuple(name_of(r.record) for r in bad),
        counted=good,
        rejected=bad,
    )


def _meets(view: View, rule: Each, record: Record) -> bool:
    return fits(view, rule.record, record, rule.equals) and all(filled(getattr(record, n)) for n in rule.filled)


def _unmet(view: View, rule: Each, record: Record) -> str:
    wrong = (name for name, wanted in rule.equals.items() if not fits(view, rule.record, record, {name: wanted}))
    return next(wrong, None) or next(name for name in rule.filled if not filled(getattr(record, name)))


def name_of(record: Any) -> str:
    """A code that tells a record from its like without language: its id, item, person, period, or its day."""
    for name in ("id", "item", "about", "person", "code", "name", "period"):
        if isinstance(value := getattr(record, name, None), str) and value.isascii():
            return value
    days = (record.day(), getattr(record, "due_on", None), getattr(record, "planned_finish", None))
    return next((day.isoformat() for day in days if day), name_of(record.parent) if record.parent else "")


def total(view: View, rule: Total) -> Answer:
    """Sum of a field ÷ what is owed: at_least × times; with `every` so much for each period passed, as it then was."""
    ended, due = _ended(view, rule)
    if not ended:
        return Answer(outcome=Outcome.NOT_DUE, cause="due", due=due)
    owed = sum((rule.at_least * _times(view, rule.times, day) for day in ended), Fraction(0))
    if owed == 0:
        return empty(rule.when_empty)
    found = select(view, rule)
    amount = Fraction(sum((Decimal(getattr(r, rule.sum) or 0) for r in found.records), Decimal(0)))
    return Answer(
        share=ratio(amount, owed),
        observed=amount,
        expected=owed,
        counted=found.records,
        rejected=found.rejected,
        due=due,
    )


def _ended(view: View, rule: Total) -> tuple[list[date], date | None]:
    """The first days of the periods passed, and when the next one ends; without periods the day itself."""
    if rule.every is None:
        return [view.as_of], None
    start = view.catalogue.parameters.count_from
    all_periods = [p for p in periods(view.plan.year, rule.every) if p.first >= start]
    ended = [p.first for p in all_periods if passed(p.last, view.as_of)]
    return ended, next((p.last for p in all_periods if not passed(p.last, view.as_of)), None)
