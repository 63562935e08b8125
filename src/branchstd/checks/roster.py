"""The roster against the town's count: a member who is left out of it may not make the
branch look better.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from branchstd.findings import Place, Problem, Severity
from branchstd.records.holdings import Broken
from branchstd.records.town import Facts
from branchstd.records.village import VILLAGE_KINDS, Candidate, PersonRow
from branchstd.rules.view import View

# What a village writes down of its year; who it is stands in village.yaml from the
# beginning.
WRITTEN: Final = tuple(
    kind for kind in VILLAGE_KINDS if kind not in {"village", "term", "venue", "group"}
)


def problems(view: View) -> Iterator[Problem]:
    """Fewer members on the roster than the town has registered on a day; town facts
    that begin after the village did.

    A village that has recorded nothing yet is told so, once and gently: it is unmet,
    not in error.
    """
    yield from _beginnings(view)
    for facts, seen in _counts(view):
        if 0 < seen < facts.members and not _rows_failed(view):
            values = {
                "seen": str(seen),
                "needed": str(facts.members),
                "on": facts.start.isoformat(),
            }
            yield Problem("roster_short", _roster(view), values)
    yield from _full_members(view)
    first = min(_facts(view), key=lambda facts: facts.start, default=None)
    if first is not None and first.start > view.founding_day:
        yield Problem(
            "facts_late",
            first.mark.of("start"),
            {"first": view.plan.first_day.isoformat()},
        )


def _full_members(view: View) -> Iterator[Problem]:
    """Another number of full members than the town has registered, where the roster is
    whole.
    """
    for facts, seen in _counts(view):
        full = len(view.members_of("registered.full", facts.start))
        if (
            seen == facts.members
            and full != facts.full_members
            and not _rows_failed(view)
        ):
            values = {
                "seen": str(full),
                "needed": str(facts.full_members),
                "on": facts.start.isoformat(),
            }
            fewer = Severity.ERROR if full < facts.full_members else Severity.WARNING
            yield Problem("full_members_other", _roster(view), values, fewer)


def _beginnings(view: View) -> Iterator[Problem]:
    slug, year = view.village.slug, view.plan.year
    lost = {broken.kind for broken in view.village.broken}
    if not _facts(view) and "facts" not in lost:
        yield Problem(
            "no_facts",
            Place(f"data/town/{year}/villages/{slug}.yaml"),
            severity=Severity.WARNING,
        )
    if not any(view.village.records.get(kind) or kind in lost for kind in WRITTEN):
        yield Problem(
            "nothing_recorded",
            Place(f"data/villages/{slug}/{year}", 0),
            severity=Severity.WARNING,
        )
    elif not any(seen for _, seen in _counts(view)) and not _rows_failed(view):
        for facts in _facts(view)[:1]:
            values = {"needed": str(facts.members)}
            yield Problem("roster_empty", _roster(view), values, Severity.WARNING)


def incomplete(view: View) -> Iterator[Broken]:
    """Where the roster is known to lack somebody, all rules that go by its sets must
    answer that they cannot know.

    A roster with nobody on it is simply not kept yet: its duties are unmet, not
    unknown.
    """
    for facts, seen in _counts(view):
        full = len(view.members_of("registered.full", facts.start))
        if 0 < seen < facts.members or (
            seen == facts.members and full < facts.full_members
        ):
            yield Broken("person", _roster(view), since=facts.start)
    for candidate in view.village.of(Candidate):
        if candidate.steps.get("15") and candidate.person not in view.people:
            yield Broken(
                "person", candidate.mark.of("person"), since=candidate.steps["15"]
            )


def _counts(view: View) -> Iterator[tuple[Facts, int]]:
    for facts in _facts(view):
        yield facts, len(view.members_of("registered", facts.start))


def _facts(view: View) -> tuple[Facts, ...]:
    return view.of(Facts)


def _rows_failed(view: View) -> bool:
    """Rows that failed have been reported themselves."""
    return any(b.kind == "person" for b in view.village.broken)


def _roster(view: View) -> Place:
    rows = view.village.of(PersonRow)
    file = (
        rows[0].mark.place.file
        if rows
        else f"data/villages/{view.village.slug}/{view.plan.year}/people.csv"
    )
    return Place(file)
