"""When an item counts as made good, and by when: what was missed stays missed, what can still be done is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from branchstd.catalogue.rules import Cadence, Each, OnTime, Rule, Steps
from branchstd.findings import Outcome
from branchstd.records.base import Record
from branchstd.records.holdings import Village
from branchstd.records.town import KINDS, Item
from branchstd.rules.answer import Answer
from branchstd.rules.cadence import fills_periods
from branchstd.rules.kinds import answer
from branchstd.rules.lateness import may_be_late
from branchstd.rules.periods import Period, later, periods
from branchstd.rules.steps import all_dated
from branchstd.rules.view import View

SOONEST: Final = 7
BEFORE_ACCEPTANCE: Final = 10
MONTHS: Final = 2
Sort = Literal["following", "records", "exists", "done", "met"]


class CompletionCriterion(NamedTuple):
    """What would show it.

    following: these periods are met. records: what is recorded in them is without fault. exists: all of it is there,
    however late. done: nothing that is due is left undone, however late. met: the rule is met. until: the last day for
    periods.
    """

    sort: Sort
    periods: tuple[Period, ...] = ()
    until: date | None = None


def mark_of(rule: Rule, found_on: date) -> CompletionCriterion:
    """By what the rule asks, nothing else."""
    if isinstance(rule, Cadence) and not rule.late:
        ahead = following(rule.every, found_on)
        return CompletionCriterion("following", ahead, later(ahead[-1].last, rule.grace_days))
    if may_be_late(rule):
        return CompletionCriterion("exists")
    if isinstance(rule, Each) and _happens(rule.record):
        ahead = following("month", found_on)
        return CompletionCriterion("records", ahead, ahead[-1].last)
    return CompletionCriterion("done" if isinstance(rule, (OnTime, Steps)) else "met")


def following(every: Literal["month", "quarter", "half", "year"], found_on: date) -> tuple[Period, ...]:
    """The two months that begin after the day; the quarter or half-year that runs, as it can still be kept."""
    ahead = [*periods(found_on.year, every), *periods(found_on.year + 1, every)]
    if every == "month":
        return tuple(period for period in ahead if period.first > found_on)[:MONTHS]
    return tuple(period for period in ahead if period.last > found_on)[:1]


def _happens(kind: str) -> bool:
    """Records of things done on a day, which nobody can do better afterwards; also what stands in such a record."""
    around = [kind, *(name for name, model in KINDS.items() if kind in model.nested.values())]
    return any(KINDS[name].own in {"date", "month"} for name in around)


def _day(record: Record) -> date | None:
    return record.day() or (record.parent.day() if record.parent else None)


def due_on(mark: CompletionCriterion | None, found_on: date, days: int, acceptance: date) -> date:
    """The end of the last following period; else a week at least, and ten days before acceptance where that can be."""
    if mark is not None and mark.until is not None:
        return mark.until
    return max(later(found_on, SOONEST), min(later(found_on, days), later(acceptance, -BEFORE_ACCEPTANCE)))


def holds(view: View, item: Item, rule: Rule, mark: CompletionCriterion, standard: str) -> bool:
    """Whether the mark shows at the end of the view's day; what waits for a person or cannot be read does not."""
    seen = without(view, item) if about_items(rule) else view
    if mark.sort == "following":
        return isinstance(rule, Cadence) and fills_periods(seen, rule, mark.periods)
    if mark.sort == "records":
        return answer(_within(seen, rule, mark.periods), rule, standard).share == 1
    found = answer(seen, rule, standard)
    if mark.sort == "exists":
        return found.is_there or _is_met(found)
    return _all_done(seen, rule, found) if mark.sort == "done" else _is_met(found)


def _is_met(found: Answer) -> bool:
    """A full share, or nothing is asked."""
    return found.share == 1 or found.outcome is Outcome.NOT_APPLICABLE


def _all_done(view: View, rule: Any, found: Answer) -> bool:
    """The rule in which it does not matter how late, nor in which order."""
    if isinstance(rule, Steps):
        return _is_met(found) or (found.share is not None and all_dated(view, rule))
    if isinstance(rule, OnTime):
        return _is_met(answer(view, rule.model_copy(update={"grace_days": "any"}), None))
    return _is_met(found)


def about_items(rule: Rule) -> bool:
    """Plans of items, or their closing."""
    return getattr(rule, "record", None) in {"item", "rectify"} or getattr(rule, "set", None) == "items"


def without(view: View, item: Item) -> View:
    """The same village without one item: an item about items would otherwise wait for itself."""
    return _with(view, "item", (one for one in view.village.of(Item) if one is not item))


def _within(view: View, rule: Any, wanted: tuple[Period, ...]) -> View:
    """The same village with those records of the rule's kind that fall into the periods."""
    first, last = wanted[0].first, wanted[-1].last
    kept = (r for r in view.village.records.get(rule.record, ()) if (day := _day(r)) and first <= day <= last)
    return _with(view, rule.record, kept)


def _with(view: View, kind: str, records: Iterable[Any]) -> View:
    village: Village = replace(view.village, records=MappingProxyType({**view.village.records, kind: tuple(records)}))
    return View(village, view.town, view.catalogue, view.plan, view.as_of)
