"""Contradictions that stand in the plan itself, found by its days: the town decides on each, and until then it is told.

Nothing is corrected: a default holds where the plan names one, and every place that uses the day says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from branchstd.catalogue.model import OpenPoint, Plan
from branchstd.records.holdings import Town
from branchstd.records.town import Decision

Sort = Literal["overlap", "gap", "first_day", "after_successor", "two_days", "no_day"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What of the plan is at odds: two phases, or milestones. point: the open point under which the town decides."""

    sort: Sort
    ids: tuple[str, ...]
    days: tuple[date, ...]
    point: OpenPoint | None
    decision: Decision | None


def contradictions(plan: Plan, town: Town) -> Iterator[Contradiction]:
    """By phases, then by milestones, then what has no day at all."""
    points = {point.id: point for point in plan.open}
    decided = {decision.id: decision for decision in decisions(town)}
    for sort, ids, days, point in (*_phases(plan), *_milestones(plan), *_undated(plan)):
        yield Contradiction(sort, ids, days, points.get(point or ""), decided.get(point or ""))


def decisions(town: Town) -> tuple[Any, ...]:
    return tuple(town.records.get("decision", ()))


def undecided(plan: Plan, town: Town, as_of: date) -> tuple[OpenPoint, ...]:
    """Open points of the plan that the town had not decided by a day: their defaults hold."""
    taken = {decision.id for decision in decisions(town) if decision.date <= as_of}
    return tuple(point for point in plan.open if point.id not in taken)


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
    """Due on the first day of its phase; two days for one; a second day after what builds on it."""
    phases = {phase.id: phase for phase in plan.phases}
    ordered = [one for one in plan.milestones if one.phase]
    for place, one in enumerate(ordered):
        if one.phase and one.due <= phases[one.phase].start:
            yield "first_day", (one.id, one.phase), (one.due,), one.open
        if one.also is not None:
            yield "two_days", (one.id,), (one.due, one.also), one.open
            later = [other for other in ordered[place + 1 :] if other.due < one.also and other.phase == one.phase]
            yield from (("after_successor", (one.id, other.id), (one.also, other.due), one.open) for other in later)


def _undated(plan: Plan) -> Iterator[Found]:
    """A duty of acceptance by the county, to which the plan gives no day."""
    for duty in plan.duties:
        if duty.owner == "county" and duty.due is None and "acceptance.county" in duty.proof:
            yield "no_day", (duty.id,), (), _named(plan.open, duty.clause)


def _named(points: Iterable[OpenPoint], clause: str | None) -> str | None:
    """The open point about just this clause."""
    return next((point.id for point in points if clause and point.clause == clause and not point.changes), None)
