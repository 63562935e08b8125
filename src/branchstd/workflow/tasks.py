"""What a village does first: the few things that press most, in their order. Decided
here for every view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from branchstd.assess import AssessedVillage, RuleResult, StandardResult, judge
from branchstd.assess.result import VetoResult
from branchstd.catalogue.rules import Judgement, OnTime, Steps
from branchstd.findings import Problem, Severity
from branchstd.outlook import (
    Upcoming,
    due_today,
    frozen,
    has_lapsed,
    upcoming,
    worth_making_good,
)
from branchstd.rules.items import State
from branchstd.rules.lateness import clock_of
from branchstd.rules.periods import later
from branchstd.rules.steps import winnable
from branchstd.rules.view import View
from branchstd.workflow.rectification import (
    Rectification,
    about_items,
    by_rule,
    mark_of,
)
from branchstd.workflow.village_items import VillageItems

MOST: Final = 5
AHEAD: Final = 30  # days
# States in which the village has to go on; in the others it waits for the town, or
# nothing is owed.
ITS_TURN: Final = (State.OPEN, State.PLANNED, State.RETURNED, State.REOPENED)
Sort = Literal["fault", "begin", "veto", "overdue", "due", "gap"]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do.

    fault: the first error (`problem`) of a file on account of which rules cannot be
    judged (`results`); `more` follow in that file. begin: nothing is recorded yet
    (`problem`). veto: one that is proposed or confirmed. overdue, due: an item
    (`item`), or what several rules want of one kind of record by a `day`. gap: a rule
    of `standard` that costs points (`lost`), with its open item, if any.
    """

    sort: Sort
    results: tuple[RuleResult, ...] = ()
    problem: Problem | None = None
    more: int = 0
    veto: VetoResult | None = None
    item: Rectification | None = None
    day: date | None = None
    standard: StandardResult | None = None
    lost: Fraction | None = None


class Now(NamedTuple):
    """The first of all things to do, and how many there are in all."""

    first: tuple[Task, ...]
    total: int


def to_do(assessed: AssessedVillage, desk: VillageItems) -> Now:
    """Errors that stop rules, vetoes, overdue items, what falls due within AHEAD days,
    gaps that the village can mend.

    Nothing that waits for the town, and no period that is over: nobody makes up for it.
    """
    found = tuple(_tasks(assessed, desk))
    return Now(found[:MOST], len(found))


def _tasks(assessed: AssessedVillage, desk: VillageItems) -> Iterator[Task]:
    yield from _faults(assessed)
    if assessed.nothing_recorded:
        yield Task("begin", problem=assessed.nothing_recorded)
        return
    vetoes = assessed.assessment.vetoes
    yield from (
        Task("veto", (veto.result,), veto=veto) for veto in vetoes if veto.is_live
    )
    items = desk.items()
    own = [
        one
        for one in items
        if one.is_open and one.state in ITS_TURN and not (one.by_town or one.unread)
    ]
    late = sorted(
        (one for one in own if one.overdue), key=lambda one: (-one.overdue, one.item.id)
    )
    pressing = [Task("overdue", item=one, day=one.joined.due) for one in late]
    pressing += _due(desk, [one for one in own if not one.overdue])
    yield from pressing
    listed = {one.item.rule.id for one in pressing if one.item and one.item.rule}
    listed |= {result.rule.id for one in pressing for result in one.results}
    yield from _gaps(desk, by_rule(items), listed)


def _faults(assessed: AssessedVillage) -> Iterator[Task]:
    """File by file, those first that stop the most points."""
    stopped: dict[str, list[tuple[Fraction, RuleResult]]] = {}
    for standard in assessed.assessment.standards:
        for result in standard.rules:
            if result.answer.cause == "unreadable":
                file = result.answer.values["file"]
                stopped.setdefault(file, []).append((standard.worth(result), result))
    errors: dict[str, list[Problem]] = {}
    for problem in assessed.problems:
        if problem.severity is Severity.ERROR and problem.place.file in stopped:
            errors.setdefault(problem.place.file, []).append(problem)
    for file in sorted(
        errors, key=lambda file: (-sum(worth for worth, _ in stopped[file]), file)
    ):
        first, *others = errors[file]
        yield Task(
            "fault",
            tuple(result for _, result in stopped[file]),
            problem=first,
            more=len(others),
        )


def _due(desk: VillageItems, items: list[Rectification]) -> list[Task]:
    """By day: items; then what is still to be recorded, together what one kind of
    record will hold.
    """
    until = later(desk.view.as_of, AHEAD)
    found = [
        Task("due", item=one, day=one.joined.due)
        for one in items
        if one.joined.due <= until
    ]
    wanted: dict[tuple[date, str], list[RuleResult]] = {}
    known: set[str] = set()
    for one in sorted(_coming(desk, until), key=lambda one: one.day):
        rule = one.result.rule
        if (
            one.day <= until
            and rule.id not in known
            and not (one.result.by_town or about_items(rule))
        ):
            known.add(rule.id)
            wanted.setdefault(
                (one.day, getattr(rule, "record", None) or ""), []
            ).append(one.result)
    found += [
        Task("due", tuple(results), day=day) for (day, _), results in wanted.items()
    ]
    return sorted(found, key=lambda task: task.day or until)


def _coming(desk: VillageItems, until: date) -> Iterator[Upcoming]:
    """What has its last day today, may still be late, or is owed next; and what will
    lapse without a day of its own.
    """
    found = desk.assessment
    if found.as_of < desk.view.as_of:  # the year is over
        return
    pairs = [
        (standard, result) for standard in found.standards for result in standard.rules
    ]
    yield from (
        Upcoming(found.as_of, *pair)
        for pair in pairs
        if due_today(pair[1], found.as_of)
    )
    yield from worth_making_good(found)
    yield from upcoming(found, until)
    last = min(until, desk.view.plan.last_day)
    if last == found.as_of:  # on this very day nothing more lapses
        return
    view, still = desk.view, frozen(desk.village, found.as_of)

    @cache
    def on(day: date) -> View:
        return View(still, view.town, view.catalogue, view.plan, day)

    for standard, result in pairs:
        if (
            getattr(result.rule, "every", None)
            or isinstance(result.rule, Judgement)
            or result.by_town
        ):
            continue

        def is_worse(
            day: date, was: RuleResult = result, code: str = standard.standard.id
        ) -> bool:
            return has_lapsed(was, judge(on(day), was.rule, code))

        if is_worse(last):
            yield Upcoming(_first_day(is_worse, found.as_of, last), standard, result)


def _first_day(is_so: Callable[[date], bool], first: date, last: date) -> date:
    """The first day on which something is so that is so on the last and stays so."""
    while first < last:
        middle = first + (last - first) // 2
        first, last = (first, middle) if is_so(middle) else (later(middle, 1), last)
    return last


def _gaps(
    desk: VillageItems, items: Mapping[str, Rectification], listed: set[str]
) -> list[Task]:
    found: list[Task] = []
    for standard in (
        desk.assessment.standards if desk.view.as_of <= desk.assessment.as_of else ()
    ):
        for result in standard.gaps:
            item = items.get(result.rule.id)
            waits = (
                item is not None
                and not item.joined.is_settled
                and item.state not in ITS_TURN
            )
            if (
                result.rule.id not in listed
                and not waits
                and can_mend(desk.view, result)
            ):
                lost = standard.worth(result) * (1 - (result.share or 0))
                own = item if item is not None and item.is_open else None
                found.append(
                    Task("gap", (result,), item=own, standard=standard, lost=lost)
                )
    return sorted(found, key=lambda task: -(task.lost or 0))


def can_mend(view: View, result: RuleResult) -> bool:
    """Whether the village itself can still win something of a gap.

    Not what the town does or judges, not a period or happening that is over, not what
    is there or would be late without worth.
    """
    rule: Any = result.rule
    if result.by_town or result.is_there or isinstance(rule, Judgement):
        return False
    if isinstance(rule, Steps):
        return winnable(view, rule)
    if isinstance(rule, OnTime):
        return rule.grace_days == "any" and not about_items(rule)
    if getattr(rule, "every", None):
        return bool(getattr(rule, "late", False))
    mark = mark_of(rule, view.as_of).sort
    if mark == "exists":
        return clock_of(view, rule) is None or result.answer.late_until is not None
    return mark != "records"
