"""The one table from a rule's kind to its meaning, and the order in which the answers
are tried.

Here are the kinds about days and words: 时限 deadline and 按时 on_time, things done by
their day; 评判 judgement, the word of a named person, in force on the day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from branchstd.catalogue.rules import Deadline, Judgement, OnTime, Rule
from branchstd.findings import Outcome
from branchstd.records.base import Record
from branchstd.records.holdings import Broken
from branchstd.records.town import Item, Ruling
from branchstd.rules.amounts import count, each, name_of, total
from branchstd.rules.answer import (
    BEFORE_THE_VILLAGE,
    NOT_DUE,
    Answer,
    Late,
    Rejected,
    empty,
    ratio,
)
from branchstd.rules.cadence import cadence
from branchstd.rules.coverage import cover
from branchstd.rules.derived import field_value
from branchstd.rules.items import is_owed
from branchstd.rules.lateness import clock_for, day_of, done_on, due_day
from branchstd.rules.periods import has_passed, later
from branchstd.rules.select import select
from branchstd.rules.sets import BY_THE_TOWN, FACTS
from branchstd.rules.steps import steps
from branchstd.rules.unreadable import find_undecided, unreadable
from branchstd.rules.view import View


def deadline(view: View, rule: Deadline) -> Answer:
    """The first record by the day: 1; within `late_days` after it: `late_share`; later
    or never: 0.
    """
    clock = clock_for(view, day_of(view, rule.due))
    found = select(view, rule)
    days = sorted(
        (day, n)
        for n, r in enumerate(found.records)
        if (day := _done_on(rule, r)) is not None
    )
    if not days:
        until = clock.until([clock.due], view.as_of)
        undated = (
            Rejected(record, "needs", rule.date or "") for record in found.records
        )
        left = (*found.rejected, *undated)
        return Answer(
            share=Fraction(0), observed=0, expected=1, rejected=left, late_until=until
        )
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
    day = (
        getattr(record, rule.date)
        if rule.date
        else done_on(rule, record) or record.day()
    )
    return day if isinstance(day, date) else None


def on_time(view: View, rule: OnTime) -> Answer:
    """Obligations done by their limit ÷ obligations done or due; items that are owed no
    more stay out.

    So does what was due before the village existed.
    """
    selected = select(view, rule)
    found = [r for r in selected.records if not isinstance(r, Item) or is_owed(view, r)]
    found = [
        r
        for r in found
        if view.exists_on(field_value(view, rule.record, r, rule.limit))
    ]
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
        field_value(view, rule.record, record, rule.limit),
        int(rule.grace_days) if rule.grace_days != "any" else 0,
    )
    values = {"fields": rule.done, "last": str(last)}
    return Rejected(
        record,
        "late",
        rule.limit,
        values | ({"day": str(done)} if done else {"key": "undone"}),
    )


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


WORTH: Final = {"conforms": Fraction(1), "partly": Fraction(1, 2), "fails": Fraction(0)}


def judgement(view: View, rule: Judgement) -> Answer:
    """符合 1, 基本符合 1/2, 不符合 0; the latest ruling in force by whoever may give
    it, else it waits for one.

    A veto is also judged by the town's plain yes to it.
    """
    ruling = view.ruling(rule.id, lambda r: _decides(view, rule, r))
    if ruling is None:
        spoken = (*view.spoken(rule.id), *view.spoken(rule.id, lapsed=True))
        others = tuple(
            _unfit(view, rule, word) for word in spoken if word.verdict in WORTH
        )
        return Answer(
            outcome=Outcome.REVIEW,
            cause="no_judgement",
            rejected=others,
            values={"role": rule.role},
        )
    return Answer(
        share=WORTH.get(ruling.verdict, Fraction(0)),
        counted=(ruling,),
        values=ruling_values(ruling),
    )


def _unfit(view: View, rule: Judgement, word: Ruling) -> Rejected:
    """Whose word does not count, and whose would."""
    values = {"by": word.by, "day": str(word.date), "role": rule.role}
    if word.until and word.until < view.as_of:
        return Rejected(word, "expired", "until", {"day": str(word.until)})
    had = view.role(word.by, word.date)
    key = (
        "no_role"
        if had is None
        else "other_liaison"
        if had == rule.role
        else "other_role"
    )
    return Rejected(word, "where", "by", values | {"key": key, "had": had or ""})


def ruling_values(word: Ruling) -> dict[str, str]:
    """Who ruled what, when and why."""
    return {
        "by": word.by,
        "on": word.date.isoformat(),
        "verdict": word.verdict,
        "reason": word.reason,
    }


def _decides(view: View, rule: Judgement, ruling: Ruling) -> bool:
    if rule.effect and ruling.verdict == "yes":
        return True
    return ruling.verdict in WORTH and view.role(ruling.by, ruling.date) == rule.role


_KINDS: Final = MappingProxyType(
    {
        "cadence": cadence,
        "count": count,
        "cover": cover,
        "each": each,
        "on_time": on_time,
        "total": total,
        "deadline": deadline,
        "steps": steps,
        "judgement": judgement,
    }
)
KINDS: Final[MappingProxyType[str, Callable[..., Answer]]] = _KINDS  # type: ignore[assignment]


# Where a rule names what it applies to, or how much or of whom is owed; `seats` only
# add to what the records show.
_BY_NAME: Final = ("when", "times", "set", "per")


def answer(view: View, rule: Rule, standard: str | None) -> Answer:
    """Not applicable, error, review, not due, share: in this order (semantics, section
    2).

    What was due before the village existed is not for it. What the town has not said is
    not thereby denied: a rule that asks for it waits.

    Before the rule's `due` has passed only a full share counts; a ruling `none`
    confirms an emptiness that waits.
    """
    due = due_day(view, rule)
    if spared := _relief(view, rule, standard, due):
        return spared
    if broken := next(find_undecided(view, rule), None):
        return _unreadable(broken)
    if view.facts() is None and any(
        vars(rule).get(name) in BY_THE_TOWN for name in _BY_NAME
    ):
        return Answer(outcome=Outcome.REVIEW, cause="no_facts")
    if rule.when and not FACTS[rule.when].holds(view, view.as_of):
        return Answer(outcome=Outcome.NOT_APPLICABLE, cause="when")
    if broken := next(unreadable(view, rule, standard), None):
        return _unreadable(broken)
    found = KINDS[rule.kind](view, rule)
    if found.is_there:  # what nothing is missing for lacks nothing
        found = replace(
            found,
            rejected=tuple(lack for lack in found.rejected if not lack.is_elsewhere),
        )
    left = view.members_of("leaving") & {
        code.partition(":")[0] for code in found.missing
    }
    return _settle(view, rule, replace(found, leaving=left) if left else found, due)


def _relief(
    view: View, rule: Rule, standard: str | None, due: date | None
) -> Answer | None:
    """By the town's word, or because its day lies before the village's first."""
    if word := _waiver(view, rule, standard):
        return Answer(
            outcome=Outcome.NOT_APPLICABLE, cause="ruling", values=ruling_values(word)
        )
    return BEFORE_THE_VILLAGE if due is not None and not view.exists_on(due) else None


def _waiver(view: View, rule: Rule, standard: str | None) -> Ruling | None:
    """The town's latest word on the rule or its standard, where it waives it; a waiver
    without an end is none.
    """
    words = (view.ruling(about) for about in (rule.id, standard or ""))
    return next(
        (
            word
            for word in words
            if word and word.verdict == "not_applicable" and word.until
        ),
        None,
    )


def _unreadable(broken: Broken) -> Answer:
    values = {"file": broken.place.file, "line": str(broken.place.line)}
    return Answer(outcome=Outcome.ERROR, cause="unreadable", values=values)


def _late_until(view: View, found: Answer) -> date | None:
    """Only of a gap; the year's last day ends it all."""
    if found.share == 1 or found.late_until is None or view.as_of >= view.plan.last_day:
        return None
    return min(found.late_until, view.plan.last_day)


def _settle(view: View, rule: Rule, found: Answer, due: date | None) -> Answer:
    waits_empty = found.outcome is Outcome.REVIEW and found.cause == "empty"
    if waits_empty and (word := view.ruling(rule.id)) and word.verdict == "none":
        return replace(
            found,
            outcome=Outcome.NOT_APPLICABLE,
            cause="ruling",
            values=ruling_values(word),
        )
    if due is None:
        return found
    waits = found.outcome is Outcome.REVIEW and found.cause in {"list", "no_judgement"}
    if has_passed(due, view.as_of):
        # Owed only by who joined after the day, each by a day of their own.
        if found.outcome is Outcome.NOT_DUE:
            return found
        return replace(found, due=due, late_until=_late_until(view, found))
    if found.share == 1 or waits:
        return replace(found, due=due, late_until=None)
    return replace(
        found,
        share=None,
        outcome=Outcome.NOT_DUE,
        cause="due",
        due=due,
        late_until=None,
    )
