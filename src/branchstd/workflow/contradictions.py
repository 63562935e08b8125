"""Contradictions that stand in the plan itself, found by its days: the town decides on each, and until then it is told.

Nothing is corrected: a default holds where the plan names one, and every place that uses the day says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from branchstd.catalogue.model import Milestone, Plan
from branchstd.catalogue.points import OpenPoint

Sort = Literal["overlap", "gap", "first_day", "after_successor", "two_days", "no_day"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What of the plan is at odds: two phases, or milestones. point: the open point under which the town decides."""

    sort: Sort
    ids: tuple[str, ...]
    days: tuple[date, ...]
    point: OpenPoint | None


def contradictions(plan: Plan) -> Iterator[Contradiction]:
    """By phases, then by milestones, then what has no day at all."""
    points = {point.id: point for point in plan.open}
    for sort, ids, days, point in (*_phases(plan), *_milestones(plan), *_undated(plan)):
        yield Contradiction(sort, ids, days, points.get(point or ""))


def readings(plan: Plan, one: Milestone) -> tuple[date, ...]:
    """The days that the plan's text gives for one milestone, where it gives several."""
    choices = (choice for point in plan.open if point.id == one.open for choice in point.choices)
    return tuple(dict.fromkeys(choice.dates[one.id] for choice in choices if one.id in choice.dates))


Found = tuple[Sort, tuple[str, ...], tuple[date, ...], str | None]


def _phases(plan: Plan) -> Iterator[Found]:
    """One ends on or after the day on which the next begins, or days between belong to none."""
    for first, after in pairwise(plan.phases):
        days = (first.end, after.start)
        if first.end >= after.start:
            yield "overlap", (first.id, after.id), days, None
        elif (after.start - first.end).days > 1:
            yield "gap", (first.id, after.id), days, None


def _milestones(plan: Plan) -> Iterator[Found]:
    """Due on the first day of its phase; two days for one; one of these days after what builds on it."""
    phases = {phase.id: phase for phase in plan.phases}
    ordered = [one for one in plan.milestones if one.phase]
    for place, one in enumerate(ordered):
        days = readings(plan, one)
        if one.phase and min(days, default=one.due) <= phases[one.phase].start:
            yield "first_day", (one.id, one.phase), (min(days, default=one.due),), one.open
        if len(days) > 1:
            yield "two_days", (one.id,), days, one.open
            later = [other for other in ordered[place + 1 :] if other.due < max(days) and other.phase == one.phase]
            yield from (("after_successor", (one.id, other.id), (max(days), other.due), one.open) for other in later)


def _undated(plan: Plan) -> Iterator[Found]:
    """A duty of acceptance by the county, to which the plan gives no day."""
    for duty in plan.duties:
        if duty.owner == "county" and duty.due is None and "acceptance.county" in duty.proof:
            yield "no_day", (duty.id,), (), _named(plan.open, duty.clause)


def _named(points: Iterable[OpenPoint], clause: str | None) -> str | None:
    """The open point about just this clause."""
    return next((point.id for point in points if clause and point.clause == clause and not point.changes), None)
