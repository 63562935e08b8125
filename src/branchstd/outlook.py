"""What lies ahead if nothing more is recorded: the next days that something is owed,
and what lapses by when. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from branchstd.assess import Assessment, RuleResult, StandardResult
from branchstd.catalogue.rules import Cadence
from branchstd.findings import Outcome
from branchstd.records.base import records_as_of
from branchstd.records.holdings import Village
from branchstd.rules.periods import days_of, later

Assess = Callable[[Village, date], Assessment]


class Upcoming(NamedTuple):
    """A rule that owes something by `day`."""

    day: date
    standard: StandardResult
    result: RuleResult


@dataclass(frozen=True, slots=True)
class Lapse:
    """On `day` a rule gets worse."""

    day: date
    standard: StandardResult
    before: RuleResult
    after: RuleResult

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes that were not missing the day before.

        Nothing is asked of who is reported to have left.
        """
        return _newly(self.before, self.after, self.after.answer.leaving)


def _newly(
    before: RuleResult, after: RuleResult, left: Collection[str] = ()
) -> tuple[str, ...]:
    known = set(before.answer.missing)
    return tuple(
        c
        for c in after.answer.missing
        if c not in known and c.partition(":")[0] not in left
    )


def upcoming(assessment: Assessment, until: date) -> tuple[Upcoming, ...]:
    """What is owed next, by day: open periods, and days that have not come for what is
    not there yet.
    """
    found = (
        Upcoming(result.answer.due, standard, result)
        for standard in assessment.standards
        for result in standard.rules
        if result.answer.due is not None
        and assessment.as_of < result.answer.due <= until
        and _is_open(result)
    )
    return tuple(sorted(found, key=lambda item: (item.day, item.result.rule.id)))


def worth_making_good(assessment: Assessment) -> tuple[Upcoming, ...]:
    """What is missing after its day and would still be worth part of it, by the last
    day for that.
    """
    found = (
        Upcoming(result.answer.late_until, standard, result)
        for standard in assessment.standards
        for result in standard.rules
        if result.answer.late_until is not None
    )
    return tuple(sorted(found, key=lambda item: (item.day, item.result.rule.id)))


def due_today(result: RuleResult, as_of: date) -> bool:
    """Whether what a gap misses has its last day at the end of which it is assessed: it
    can still be done today.
    """
    rule = result.rule
    if isinstance(rule, Cadence):
        periods = (code.rpartition(":")[2] for code in result.answer.missing)
        return any(
            later(days_of(code)[1], rule.grace_days) == as_of for code in periods
        )
    return (
        result.is_gap
        and getattr(rule, "due", None) is not None
        and result.answer.due == as_of
    )


def _is_open(result: RuleResult) -> bool:
    """A rule with periods always owes the next one; a rule with one day owes nothing
    once it is settled.
    """
    return (
        getattr(result.rule, "every", None) is not None
        or result.outcome is Outcome.NOT_DUE
    )


def frozen(village: Village, as_of: date) -> Village:
    """The village as known at the end of `as_of`: what is dated later does not come to
    pass.
    """
    records = {
        kind: records_as_of(held, as_of) for kind, held in village.records.items()
    }
    before = records_as_of(village.before, as_of)
    return replace(village, records=MappingProxyType(records), twins=(), before=before)


# What may be asked of a day and decides nothing: its text is told.
_TOLD: Final = frozenset({"isoformat", "__class__"})


class WatchedDay(date):
    """A day that knows up to which day all comparisons made with it come out the same.

    An assessment does little else with its day: until then its shares, outcomes and
    what is missing are the same. Whatever else is asked of the day (a sum, its month)
    is taken to be otherwise on the next. It may be a key of what is kept.
    """

    until: date = date.max

    def _hold(self, other: date, days: int, *, so: bool) -> bool:
        """What is so up to some days before another day, and not any more then."""
        if so and other is not self:
            self.until = min(self.until, later(other, -days))
        return so

    def __lt__(self, other: date, /) -> bool:
        return self._hold(other, 1, so=super().__lt__(other))

    def __le__(self, other: date, /) -> bool:
        return self._hold(other, 0, so=super().__le__(other))

    def __gt__(self, other: date, /) -> bool:
        return not self <= other

    def __ge__(self, other: date, /) -> bool:
        return not self < other

    def __eq__(self, other: object, /) -> bool:
        return isinstance(other, date) and self <= other and self >= other

    def __ne__(self, other: object, /) -> bool:
        return not self == other

    __hash__ = date.__hash__

    def __add__(self, other: timedelta, /) -> Any:
        return date.fromordinal(self.toordinal()) + other

    __radd__ = __add__

    def __sub__(self, other: Any, /) -> Any:
        return date.fromordinal(self.toordinal()) - other

    def __rsub__(self, other: Any, /) -> Any:
        return other - date.fromordinal(self.toordinal())

    def __getattribute__(self, name: str, /) -> Any:
        if name not in _TOLD and name not in WatchedDay.__dict__:
            self.until = date.min
        return super().__getattribute__(name)


def lapses(
    assess: Assess, village: Village, as_of: date, until: date
) -> Iterator[Lapse]:
    """Day by day, the rules that get worse if nothing more is recorded after
    `as_of`.
    """
    looks = _looks(assess, frozen(village, as_of), as_of, until)
    for (_, before), (day, after) in pairwise(looks):
        yield from _worse(day, before, after)


def _looks(
    assess: Assess, village: Village, day: date, until: date
) -> Iterator[tuple[date, Assessment]]:
    """Day by day, but for days on which nothing can have come out otherwise."""
    while day <= until:
        watched = WatchedDay.fromordinal(day.toordinal())
        yield day, assess(village, watched)
        day = later(min(max(day, watched.until), until), 1)


def lapsing(
    assess: Assess, village: Village, as_of: date, until: date
) -> tuple[Lapse, ...]:
    """What will have got worse by `until` if nothing more is recorded: two looks,
    without the days between.
    """
    still = frozen(village, as_of)
    return tuple(_worse(until, assess(still, as_of), assess(still, until)))


def _worse(day: date, before: Assessment, after: Assessment) -> Iterator[Lapse]:
    for old, new in zip(before.standards, after.standards, strict=True):
        for was, now in zip(old.rules, new.rules, strict=True):
            if has_lapsed(was, now):
                yield Lapse(day, new, was, now)


def has_lapsed(was: RuleResult, now: RuleResult) -> bool:
    """A gap that was none, a smaller share, one more thing missing, or a judgement
    whose time has run out.
    """
    if now.share is None:
        return was.share is not None and now.outcome is Outcome.REVIEW
    if _newly(was, now) and not _newly(was, now, now.answer.leaving):
        return False
    if was.share is None:
        return now.is_gap
    return now.share < was.share or (
        now.is_gap and not set(now.answer.missing) <= set(was.answer.missing)
    )
