"""What comes after the plan's day is worth less: which rules have such a day, and what
a thing is worth by its own.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

from branchstd.catalogue.rules import Each, Rule
from branchstd.records.base import Record, dated_fields, has_field
from branchstd.records.town import Standing
from branchstd.records.village import PartyGroup, PersonRow, Term, Venue
from branchstd.rules.periods import has_passed, later
from branchstd.rules.view import View

# How things are, not what was done on a day: a state has no lateness.
STATES: Final = (PersonRow, Term, Venue, PartyGroup, Standing)


class Held(NamedTuple):
    """One thing by its own last day: whether it is there, what it is worth, and how
    many days it came late.
    """

    is_there: bool
    last: date
    worth: Fraction = Fraction(0)
    late: int = 0


class Clock(NamedTuple):
    """The rule's day; within so many days after it a thing is worth `share`, later
    nothing.
    """

    due: date
    days: int
    share: Fraction

    def last_for(self, joined: date | None) -> date:
        """Who or what joined after the day owes the thing so many days after
        joining.
        """
        return (
            self.due
            if joined is None or joined <= self.due
            else later(joined, self.days)
        )

    def is_owed(self, last: date, as_of: date) -> bool:
        """Of who joined after the day, once their own has passed; before the rule's day
        nothing is owed anyway.
        """
        return last == self.due or has_passed(last, as_of)

    def timing_of(self, done: date | None, last: date) -> Held:
        """Something there, since a day; None: since always."""
        if done is None or done <= last:
            return Held(is_there=True, last=last, worth=Fraction(1))
        worth = self.share if done <= later(last, self.days) else Fraction(0)
        return Held(is_there=True, last=last, worth=worth, late=(done - last).days)

    def until(self, missing: list[date], as_of: date) -> date | None:
        """Until when the first of the missing things, by their last days, would still
        be worth something.
        """
        return min(
            (day for last in missing if (day := later(last, self.days)) > as_of),
            default=None,
        )


def clock_of(view: View, rule: Rule) -> Clock | None:
    """None where it does not matter how late: no day of the plan's own or of the
    town's, or nothing that has a day.
    """
    due = due_day(view, rule)
    return (
        None
        if due is None or not rule.may_be_late or _is_default(view, rule)
        else clock_for(view, due)
    )


def clock_for(view: View, due: date) -> Clock:
    """Of a day of which it always matters how late a thing is."""
    numbers = view.catalogue.parameters
    return Clock(due, numbers.late_days, numbers.late_share)


def due_day(view: View, rule: Rule) -> date | None:
    """The day of the rule's milestone, or the date it names itself."""
    name = getattr(rule, "due", None)
    return None if name is None else day_of(view, name)


def day_of(view: View, name: str) -> date:
    """A day by the name of its milestone, or as a rule writes it."""
    return view.plan.days.get(name) or date.fromisoformat(name)


def _is_default(view: View, rule: Any) -> bool:
    """Neither the plan nor the town names the day."""
    return "due" in rule.source.default or any(
        m.default for m in view.plan.milestones if m.id == rule.due
    )


def done_on(rule: Any, record: Record) -> date | None:
    """The day from which a record proves: its own, and that of every dated field that
    the rule asks for.

    None for a state, and for what has no day at all: neither can be late.
    """
    if isinstance(record, STATES):
        return None
    own = record.day() or (record.parent.day() if record.parent else None)
    asked = days_wanted(rule, record) if rule.needs or isinstance(rule, Each) else ()
    return max((day for day in (own, *asked) if day is not None), default=None)


def days_wanted(rule: Any, record: Record) -> tuple[date, ...]:
    """The days in the fields that the rule wants filled."""
    wanted = (*rule.needs, *rule.filled) if isinstance(rule, Each) else rule.needs
    values = (
        getattr(record, name) for name in wanted if name in dated_fields(type(record))
    )
    return tuple(value for value in values if isinstance(value, date))


def has_ended(record: Any, day: date) -> bool:
    """A post that was given up before the day does not fill anything on it."""
    kind: type[Record] = type(record)
    return has_field(kind, "end") and record.end is not None and record.end < day
