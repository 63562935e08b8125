"""The roster against the town's count: a member who is left out of it may not make the branch look better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from branchstd.findings import Place, Problem
from branchstd.records.holdings import Broken
from branchstd.rules.view import View


def problems(view: View) -> Iterator[Problem]:
    """Fewer members on the roster than the town has registered on a day; town facts that begin after the year does."""
    for facts, seen in _counts(view):
        if seen < facts.members and not _rows_failed(view):
            values = {"seen": str(seen), "needed": str(facts.members), "on": facts.start.isoformat()}
            yield Problem("roster_short" if seen else "roster_empty", _roster(view), values)
    known = view.village.records.get("facts", ())
    if known and all(facts.start > view.plan.first_day for facts in _facts(view)):
        yield Problem("facts_late", known[0].mark.of("start"), {"first": view.plan.first_day.isoformat()})


def incomplete(view: View) -> Iterator[Broken]:
    """Where the roster is known to lack somebody, all rules that go by its sets must answer that they cannot know.

    A roster with nobody on it is simply not kept yet: its duties are unmet, not unknown.
    """
    for facts, seen in _counts(view):
        if 0 < seen < facts.members:
            yield Broken("person", _roster(view), since=facts.start)
    for candidate in _candidates(view):
        if candidate.steps.get("15") and candidate.person not in view.people:
            yield Broken("person", candidate.mark.of("person"), since=candidate.steps["15"])


def _counts(view: View) -> Iterator[tuple[Any, int]]:
    for facts in _facts(view):
        yield facts, len(view.members_of("members.active", facts.start))


def _facts(view: View) -> tuple[Any, ...]:
    return view.village.records.get("facts", ())


def _candidates(view: View) -> tuple[Any, ...]:
    return view.village.records.get("candidate", ())


def _rows_failed(view: View) -> bool:
    """Rows that failed have been reported themselves."""
    return any(b.kind == "person" for b in view.village.broken)


def _roster(view: View) -> Place:
    rows = view.village.records.get("person", ())
    file = rows[0].mark.place.file if rows else f"data/villages/{view.village.slug}/{view.plan.year}/people.csv"
    return Place(file)
