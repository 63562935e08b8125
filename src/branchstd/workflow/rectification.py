"""One rectification item as it stands on a day: state, mark, what its rule says now,
how late it is.

When it counts as made good, and by when: what was missed stays missed, what can still
be done is done. Items of many villages together: what comes up elsewhere too, how old
they are, how many of those due are closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from branchstd.assess import RuleResult
from branchstd.catalogue.model import Standard
from branchstd.catalogue.rules import Cadence, Each, OnTime, Rule, Steps, Total
from branchstd.findings import Outcome
from branchstd.records.base import Record
from branchstd.records.holdings import Village
from branchstd.records.town import KINDS, InspectionFinding, Item
from branchstd.records.village import Rectify
from branchstd.rules.amounts import reach
from branchstd.rules.answer import Answer
from branchstd.rules.cadence import fills_periods
from branchstd.rules.items import JoinedItem, State
from branchstd.rules.kinds import answer
from branchstd.rules.periods import Period, later, periods
from branchstd.rules.steps import all_dated
from branchstd.rules.view import View
from branchstd.workflow.evidence import Verdict

SOONEST: Final = 7
BEFORE_ACCEPTANCE: Final = 10
AT_ONCE: Final = 15  # days; a default of the town
MONTHS: Final = 2
Sort = Literal["following", "records", "exists", "done", "met"]
Manner = Literal["at_once", "in_time", "kept_up"]


class CompletionCriterion(NamedTuple):
    """What would show it.

    following: these periods are met. records: what is recorded in them is without
    fault. exists: all of it is there, however late. done: nothing that is due is left
    undone, however late. met: the rule is met. until: the last day for periods.
    """

    sort: Sort
    periods: tuple[Period, ...] = ()
    until: date | None = None


def mark_of(rule: Rule, found_on: date) -> CompletionCriterion:
    """By what the rule asks, nothing else."""
    if isinstance(rule, Cadence) and not rule.late:
        ahead = following(rule.every, found_on)
        return CompletionCriterion(
            "following", ahead, later(ahead[-1].last, rule.grace_days)
        )
    if isinstance(rule, Total) and rule.every:
        ahead = following(rule.every, found_on)
        return CompletionCriterion("following", ahead, ahead[-1].last)
    if rule.may_be_late:
        return CompletionCriterion("exists")
    if isinstance(rule, Each) and _happens(rule.record):
        ahead = following("month", found_on)
        return CompletionCriterion("records", ahead, ahead[-1].last)
    return CompletionCriterion("done" if isinstance(rule, (OnTime, Steps)) else "met")


def following(
    every: Literal["month", "quarter", "half", "year"], found_on: date
) -> tuple[Period, ...]:
    """The two months that begin after the day; the quarter or half-year that runs, as
    it can still be kept.
    """
    ahead = [*periods(found_on.year, every), *periods(found_on.year + 1, every)]
    if every == "month":
        return tuple(period for period in ahead if period.first > found_on)[:MONTHS]
    return tuple(period for period in ahead if period.last > found_on)[:1]


def _happens(kind: str) -> bool:
    """Records of things done on a day, which nobody can do better afterwards; also what
    stands in such a record.
    """
    around = [
        kind,
        *(name for name, model in KINDS.items() if kind in model.nested.values()),
    ]
    return any(KINDS[name].own in {"date", "month"} for name in around)


def _day(record: Record) -> date | None:
    return record.day() or (record.parent.day() if record.parent else None)


def due_on(
    mark: CompletionCriterion | None, found_on: date, days: int, acceptance: date
) -> date:
    """The end of the last following period; else a week at least, and ten days before
    acceptance where that can be.
    """
    if mark is not None and mark.until is not None:
        return mark.until
    return max(
        later(found_on, SOONEST),
        min(later(found_on, days), later(acceptance, -BEFORE_ACCEPTANCE)),
    )


def holds(
    view: View, item: Item, rule: Rule, mark: CompletionCriterion, standard: str
) -> bool:
    """Whether the mark shows at the end of the view's day; what waits for a person or
    cannot be read does not.
    """
    seen = without(view, item) if about_items(rule) else view
    if isinstance(rule, Cadence) and mark.sort == "following":
        return fills_periods(seen, rule, mark.periods)
    if mark.sort == "records":
        return answer(_within(seen, rule, mark.periods), rule, standard).share == 1
    if mark.sort == "exists" and getattr(rule, "window", None) == "winter":
        # What is held once winter is over is late, as all that comes after its day.
        rule = rule.model_copy(update={"window": "since_winter"})
    found = answer(seen, rule, standard)
    if isinstance(rule, Total) and mark.sort == "following":
        return _is_met(found) or _is_met(reach(seen, rule, mark.periods))
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
        return _is_met(
            answer(view, rule.model_copy(update={"grace_days": "any"}), None)
        )
    return _is_met(found)


def about_items(rule: Rule) -> bool:
    """Plans of items, or their closing."""
    return (
        getattr(rule, "record", None) in {"item", "rectify"}
        or getattr(rule, "set", None) == "items"
    )


def without(view: View, item: Item) -> View:
    """The same village without one item: an item about items would otherwise wait for
    itself.
    """
    return _with(
        view, "item", (one for one in view.village.of(Item) if one is not item)
    )


def _within(view: View, rule: Any, wanted: tuple[Period, ...]) -> View:
    """The same village with those records of the rule's kind that fall into the
    periods.
    """
    first, last = wanted[0].first, wanted[-1].last
    kept = (
        r
        for r in view.village.records.get(rule.record, ())
        if (day := _day(r)) and first <= day <= last
    )
    return _with(view, rule.record, kept)


def _with(view: View, kind: str, records: Iterable[Any]) -> View:
    village: Village = replace(
        view.village,
        records=MappingProxyType({**view.village.records, kind: tuple(records)}),
    )
    return View(village, view.town, view.catalogue, view.plan, view.as_of)


# Days overdue from which a step is proposed; all but the first are defaults of the
# town.
Step = Literal["remind", "liaison", "deputy", "interview"]
STEPS: Final[tuple[tuple[int, Step], ...]] = (
    (1, "remind"),
    (7, "liaison"),
    (15, "deputy"),
    (30, "interview"),
)


@dataclass(frozen=True, slots=True)
class Rectification:
    """One item on one day.

    standard, rule, result: as they hold now; None where the office has disabled the
    standard, or no rule was named.
    recalled: what the rule says of the day it was found, by the records as they are
    now; only where nobody wrote it.
    unread: some of what was said of it cannot be read. holds: whether its mark shows;
    None where no rule can tell.
    leaving: who answers for it in the village is reported to have left.
    again: it was settled, and what its rule misses has come back. elsewhere: where the
    same rule failed for the same sort of cause (village, or year). verdict: of what the
    word that settled it quoted.
    """

    village: str
    name: str
    joined: JoinedItem
    as_of: date
    standard: Standard | None
    rule: Rule | None
    result: RuleResult | None
    finding: InspectionFinding | None
    mark: CompletionCriterion | None
    holds: bool | None
    again: bool
    unread: bool = False
    verdict: Verdict | None = None
    leaving: bool = False
    elsewhere: tuple[str, ...] = ()
    recalled: RuleResult | None = None

    @property
    def item(self) -> Item:
        """The town's record of it."""
        return self.joined.item

    @property
    def plan(self) -> Rectify | None:
        """The village's record of it; None as long as it has written none."""
        return self.joined.plan

    @property
    def responsible(self) -> str | None:
        """Who has to do it in the village; nobody who is reported to have left."""
        return self.plan.responsible if self.plan and not self.leaving else None

    @property
    def state(self) -> State:
        """From what both voices said up to `as_of`, whatever the records show."""
        return self.joined.state

    @property
    def is_disabled(self) -> bool:
        """The office has disabled its standard: nobody is asked for it any more."""
        return self.standard is None

    @property
    def is_open(self) -> bool:
        """Not settled, and of a standard that is still asked for."""
        return not (self.joined.is_settled or self.is_disabled)

    @property
    def overdue(self) -> int:
        """Days since the day by which it was due has passed; 0 while it has not, or
        nothing is owed.
        """
        return max(0, (self.as_of - self.joined.due).days) if self.is_open else 0

    @property
    def left(self) -> int | None:
        """Days until the day by which it is due, 0 on that day; None when it has
        passed, or nothing is owed.
        """
        days = (self.joined.due - self.as_of).days
        return days if self.is_open and days >= 0 else None

    @property
    def manner(self) -> Manner:
        """How it is to be made good: kept up, by the town's word; at once, where the
        first due day is at most AT_ONCE days after the day it was found; else in time.
        """
        if self.state is State.WATCHED:
            return "kept_up"
        days = (self.item.due_on - self.item.found_on).days
        return "at_once" if days <= AT_ONCE else "in_time"

    @property
    def why_not(self) -> str:
        """Of what is open, why it takes longer and what comes next, as the village said
        when it last asked for more time; else empty.
        """
        asked = [one.text for one in self.joined.claims if one.kind == "extend"]
        return asked[-1] if asked and self.is_open else ""

    @property
    def age(self) -> int:
        """Days from the day it was found to the day it was settled, or to this one."""
        end = (
            self.joined.settled.date
            if self.joined.is_settled and self.joined.settled
            else self.as_of
        )
        return (end - self.item.found_on).days

    @property
    def by_town(self) -> bool:
        """What would prove it lies with the town: the village cannot be chased for
        it.
        """
        return (
            self.result.by_town
            if self.result
            else self.rule is not None and self.rule.by == "town"
        )

    @property
    def shows(self) -> bool:
        """The gap is gone, and only the village's word is wanted; what the town sent
        back it has seen otherwise.
        """
        return bool(self.holds) and self.state in {State.OPEN, State.PLANNED}

    @property
    def step(self) -> Step | None:
        """The step of escalation that its days overdue suggest; people decide. Of what
        is made good: to remind.
        """
        reached = [
            name
            for days, name in STEPS
            if self.overdue >= days and not (self.shows and name != "remind")
        ]
        return reached[-1] if reached else None

    def names(self, year: int) -> tuple[str, ...]:
        """Its number, then what older papers call it: year, village, standard as it was
        or is numbered, last digits.
        """
        code = self.item.id
        serial = code[len(code.rstrip("0123456789")) :] or code
        standards = dict.fromkeys(
            [self.item.standard, *([self.standard.id] if self.standard else ())]
        )
        return (
            code,
            *(f"{year}-{self.name}-{standard}-{serial}" for standard in standards),
        )


# Ages in days up to which open items are counted together.
AGES: Final = (7, 15, 30, 60)


def with_recurrence(
    found: Iterable[Rectification], earlier: Iterable[Rectification] = ()
) -> list[Rectification]:
    """All items with where the same came up elsewhere: same rule, same sort of cause,
    another village or year.
    """
    listed = list(found)
    places: dict[tuple[str, str], list[Rectification]] = {}
    for one in (*listed, *earlier):
        if key := _sort(one):
            places.setdefault(key, []).append(one)
    return [
        replace(
            one, elsewhere=tuple(_others(one, places.get(_sort(one) or ("", ""), [])))
        )
        for one in listed
    ]


def _sort(one: Rectification) -> tuple[str, str] | None:
    if one.item.rule is None or one.plan is None or one.plan.cause_kind is None:
        return None
    return one.item.rule, one.plan.cause_kind


def _others(one: Rectification, same: list[Rectification]) -> Iterator[str]:
    for other in same:
        if other.as_of.year != one.as_of.year:
            yield str(other.as_of.year)
        elif other.village != one.village:
            yield other.name


def by_rule(found: Iterable[Rectification]) -> dict[str, Rectification]:
    """The item of each rule, by the number the rule has now."""
    return {one.rule.id: one for one in found if one.rule is not None}


class ItemCount(NamedTuple):
    """`due`: settled as closed, or due by now; what was found groundless or lost its
    standard is in neither.
    """

    closed: int
    due: int
    open: int
    overdue: int
    ages: tuple[int, ...]


class Completion(NamedTuple):
    """Items as offices count them. kept_up: made good but for what is to be kept up, by
    the town's word. aside: found groundless, or of a standard that is not asked for.
    """

    done: int
    kept_up: int
    undone: int
    aside: int


def count_completion(found: Sequence[Rectification]) -> Completion:
    """Each item is in one of the four; what waits for the town's word is undone."""
    counted = [one for one in found if one.is_open or one.state is State.CLOSED]
    done = sum(one.state is State.CLOSED for one in counted)
    kept_up = sum(one.state is State.WATCHED for one in counted)
    undone = len(counted) - done - kept_up
    return Completion(done, kept_up, undone, len(found) - len(counted))


def count_items(found: Sequence[Rectification]) -> ItemCount:
    """The share of closing (销号率) is closed ÷ due; items not due and not closed are
    left out of it.

    ages: open items by their age, up to each of AGES and beyond.
    """
    closed = sum(one.state == "closed" for one in found)
    left = [one for one in found if one.is_open]
    overdue = sum(one.joined.due <= one.as_of for one in left)
    bounds = (-1, *AGES, 10**9)
    ages = tuple(
        sum(low < one.age <= high for one in left) for low, high in pairwise(bounds)
    )
    return ItemCount(
        closed, closed + overdue, len(left), sum(one.overdue > 0 for one in left), ages
    )
