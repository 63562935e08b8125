"""The one table from a rule's kind to its meaning, and the order in which the answers are tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from branchstd.catalogue.rules import Rule
from branchstd.findings import Outcome
from branchstd.records.holdings import Broken
from branchstd.records.town import Ruling
from branchstd.rules.amounts import count, each, total
from branchstd.rules.answer import BEFORE_THE_VILLAGE, Answer
from branchstd.rules.cadence import cadence
from branchstd.rules.coverage import cover
from branchstd.rules.judging import judgement, ruling_values
from branchstd.rules.lateness import due_day
from branchstd.rules.periods import has_passed
from branchstd.rules.sets import BY_THE_TOWN, FACTS
from branchstd.rules.steps import steps
from branchstd.rules.timing import deadline, on_time
from branchstd.rules.unreadable import find_undecided, unreadable
from branchstd.rules.view import View

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


def answer(view: View, rule: Rule, standard: str | None) -> Answer:
    """Not applicable, error, review, not due, share: in this order (semantics, section 2).

    What was due before the village existed is not for it. What the town has not said is not thereby denied: a rule that
    asks for it waits.

    Before the rule's `due` has passed only a full share counts; a ruling `none` confirms an emptiness that waits.
    """
    due = due_day(view, rule)
    if spared := _relief(view, rule, standard, due):
        return spared
    if broken := next(find_undecided(view, rule), None):
        return _unreadable(broken)
    if rule.when in BY_THE_TOWN and view.facts() is None:
        return Answer(outcome=Outcome.REVIEW, cause="no_facts")
    if rule.when and not FACTS[rule.when](view, view.as_of):
        return Answer(outcome=Outcome.NOT_APPLICABLE, cause="when")
    if broken := next(unreadable(view, rule, standard), None):
        return _unreadable(broken)
    found = KINDS[rule.kind](view, rule)
    if found.is_there:  # what nothing is missing for lacks nothing
        found = replace(found, rejected=tuple(lack for lack in found.rejected if not lack.is_elsewhere))
    left = view.members_of("leaving") & {code.partition(":")[0] for code in found.missing}
    return _settle(view, rule, replace(found, leaving=left) if left else found, due)


def _relief(view: View, rule: Rule, standard: str | None, due: date | None) -> Answer | None:
    """By the town's word, or because its day lies before the village's first."""
    if word := _waiver(view, rule, standard):
        return Answer(outcome=Outcome.NOT_APPLICABLE, cause="ruling", values=ruling_values(word))
    return BEFORE_THE_VILLAGE if due is not None and not view.exists_on(due) else None


def _waiver(view: View, rule: Rule, standard: str | None) -> Ruling | None:
    """The town's latest word on the rule or its standard, where it waives it; a waiver without an end is none."""
    words = (view.ruling(about) for about in (rule.id, standard or ""))
    return next((word for word in words if word and word.verdict == "not_applicable" and word.until), None)


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
        return replace(found, outcome=Outcome.NOT_APPLICABLE, cause="ruling", values=ruling_values(word))
    if due is None:
        return found
    waits = found.outcome is Outcome.REVIEW and found.cause in {"list", "no_judgement"}
    if has_passed(due, view.as_of):
        if found.outcome is Outcome.NOT_DUE:  # owed only by who joined after the day, each by a day of their own
            return found
        return replace(found, due=due, late_until=_late_until(view, found))
    if found.share == 1 or waits:
        return replace(found, due=due, late_until=None)
    return replace(found, share=None, outcome=Outcome.NOT_DUE, cause="due", due=due, late_until=None)
