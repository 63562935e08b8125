"""The plan's duties over all villages and the town's own records, each with what proves
it, on one day.

Contradictions that stand in the plan itself, found by its days: the town decides on
each, and until then it is told.

Nothing is corrected: a default holds where the plan names one, and every place that
uses the day says so. And what the town has relieved itself of: days moved, projects put
off, duties of which it says there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from branchstd.assess.targets import TargetResult
from branchstd.catalogue.model import Catalogue, Milestone, Phase, Plan, PlanDuty
from branchstd.catalogue.parts import OpenPoint
from branchstd.records.holdings import Town
from branchstd.records.town import Event, Project
from branchstd.rules.granted import unfit_move, unfit_none
from branchstd.rules.periods import has_passed
from branchstd.workflow.proof import DutyState, Proof
from branchstd.workflow.proofs import Proofs, beside, of_target, show_whole


@dataclass(frozen=True, slots=True)
class DutyResult:
    """`due`: its last day, None for what is owed all the year. `on`: the day on which
    the last of its records came.

    late: the villages in which it came after that day. none: the town's word that there
    is nothing of it.
    """

    duty: PlanDuty
    proofs: Mapping[str, Proof]
    due: date | None
    on: date | None
    state: DutyState
    late: tuple[str, ...] = ()
    none: Event | None = None


def duties(
    plan: Plan,
    villages: Proofs,
    town: Town,
    targets: Iterable[TargetResult],
    as_of: date,
) -> list[DutyResult]:
    """All of the plan, in its order. villages: what they prove together."""
    proofs = {**villages, **{result.target.id: of_target(result) for result in targets}}
    return [_result(duty, plan, proofs, town, as_of) for duty in plan.duties]


def _result(
    duty: PlanDuty, plan: Plan, known: Proofs, town: Town, as_of: date
) -> DutyResult:
    due = plan.days.get(duty.due) if duty.due else None
    seen = {
        code: known[code].of_kinds(duty.kinds) for code in duty.proof if code in known
    }
    every = {
        code: show_whole(code, seen.get(code) or beside(code, plan, town), plan, as_of)
        for code in duty.proof
    }
    proofs = {code: proof.on_day(due, as_of) for code, proof in every.items()}
    counted = _rules_counted(duty, plan)
    deciding = [proof for code, proof in proofs.items() if code not in counted]
    none = none_of(duty, town, as_of) if duty.none else None
    late = [seen.name for proof in deciding for seen in proof.late(due)]
    return DutyResult(
        duty=duty,
        proofs=proofs,
        due=due,
        on=max((proof.on for proof in deciding if proof.on is not None), default=None),
        state=_state(
            duty, deciding, due, as_of, is_none=none is not None, is_late=bool(late)
        ),
        late=tuple(dict.fromkeys(filter(None, late))),
        none=none,
    )


def _rules_counted(duty: PlanDuty, plan: Plan) -> set[str | None]:
    """Rules that a target of the duty counts over the villages: the target says how
    many are enough, not each rule.
    """
    targets = (target for target in plan.targets if target.id in duty.proof)
    return {
        code
        for target in targets
        for code in (*target.rules, *target.shown, target.tally)
    }


def _state(
    duty: PlanDuty,
    proofs: list[Proof],
    due: date | None,
    as_of: date,
    *,
    is_none: bool,
    is_late: bool,
) -> DutyState:
    """What speaks of an origin, a unit or a use waits while there is nothing of it and
    the town has not said so.
    """
    if duty.why is not None:
        return DutyState.UNPROVEN
    states = {proof.state for proof in proofs} - {DutyState.NOT_APPLICABLE}
    if not states:
        return (
            DutyState.WAITING if duty.none and not is_none else DutyState.NOT_APPLICABLE
        )
    if states == {DutyState.DONE}:
        return DutyState.LATE if is_late else DutyState.DONE
    if due is not None and not has_passed(due, as_of):
        return DutyState.NOT_DUE
    order = (DutyState.LACKING, DutyState.WAITING, DutyState.NOT_DUE)
    return next(state for state in order if state in states)


def none_of(duty: PlanDuty, town: Town, as_of: date) -> Event | None:
    """The town's word that there is nothing of a duty, by somebody who may say so."""
    events = town.of(Event)
    said = (
        event
        for event in events
        if event.kind == "none" and duty.id in event.covers and event.date <= as_of
    )
    return next((event for event in said if unfit_none(event, town) is None), None)


def phase_of(result: DutyResult, plan: Plan) -> Phase | None:
    """The phase of its milestone; None for what is owed all the year."""
    milestone = next(
        (one for one in plan.milestones if one.id == result.duty.due), None
    )
    return next(
        (phase for phase in plan.phases if milestone and phase.id == milestone.phase),
        None,
    )


Sort = Literal["overlap", "gap", "first_day", "after_successor", "two_days", "no_day"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What of the plan is at odds: two phases, or milestones. point: the open point
    under which the town decides.
    """

    sort: Sort
    ids: tuple[str, ...]
    days: tuple[date, ...]
    point: OpenPoint | None


def contradictions(plan: Plan) -> Iterator[Contradiction]:
    """By phases, then by milestones, then what has no day at all."""
    points = {point.id: point for point in plan.open}
    for sort, ids, days, point in (
        *_phases(plan),
        *_milestones(plan),
        *_find_undated(plan),
    ):
        yield Contradiction(sort, ids, days, points.get(point or ""))


def readings(plan: Plan, one: Milestone) -> tuple[date, ...]:
    """The days that the plan's text gives for one milestone, where it gives several."""
    choices = (
        choice
        for point in plan.open
        if point.id == one.open
        for choice in point.choices
    )
    return tuple(
        dict.fromkeys(
            choice.dates[one.id] for choice in choices if one.id in choice.dates
        )
    )


Found = tuple[Sort, tuple[str, ...], tuple[date, ...], str | None]


def _phases(plan: Plan) -> Iterator[Found]:
    """One ends on or after the day on which the next begins, or days between belong to
    none.
    """
    for first, after in pairwise(plan.phases):
        days = (first.end, after.start)
        if first.end >= after.start:
            yield "overlap", (first.id, after.id), days, None
        elif (after.start - first.end).days > 1:
            yield "gap", (first.id, after.id), days, None


def _milestones(plan: Plan) -> Iterator[Found]:
    """Due on the first day of its phase; two days for one; one of these days after what
    builds on it.
    """
    phases = {phase.id: phase for phase in plan.phases}
    ordered = [one for one in plan.milestones if one.phase]
    for place, one in enumerate(ordered):
        days = readings(plan, one)
        if one.phase and min(days, default=one.due) <= phases[one.phase].start:
            yield (
                "first_day",
                (one.id, one.phase),
                (min(days, default=one.due),),
                one.open,
            )
        if len(days) > 1:
            yield "two_days", (one.id,), days, one.open
            later = [
                other
                for other in ordered[place + 1 :]
                if other.due < max(days) and other.phase == one.phase
            ]
            yield from (
                (
                    "after_successor",
                    (one.id, other.id),
                    (max(days), other.due),
                    one.open,
                )
                for other in later
            )


def _find_undated(plan: Plan) -> Iterator[Found]:
    """A duty of acceptance by the county, to which the plan gives no day."""
    for duty in plan.duties:
        if (
            duty.owner == "county"
            and duty.due is None
            and "acceptance.county" in duty.proof
        ):
            yield "no_day", (duty.id,), (), _point_on(plan.open, duty.clause)


def _point_on(points: Iterable[OpenPoint], clause: str | None) -> str | None:
    """The open point about just this clause."""
    return next(
        (
            point.id
            for point in points
            if clause and point.clause == clause and not point.changes
        ),
        None,
    )


class Relief(NamedTuple):
    """what: the id or name; change: what was and is now, or the words of it; basis:
    paper or reason.
    """

    sort: Literal["day", "project", "none"]
    what: str
    change: str
    by: str
    date: date | None
    basis: str


def reliefs(
    catalogue: Catalogue, plan: Plan, town: Town, as_of: date
) -> Iterator[Relief]:
    """Days first, then projects in file order, then duties; all that was said by the
    day, with its basis.
    """
    for change in catalogue.changes:
        if change.what == "date":
            yield Relief(
                "day",
                change.id,
                f"{change.was} → {change.now}",
                change.by,
                change.date,
                change.basis,
            )
    projects = town.of(Project)
    for project in projects:
        if unfit_move(project, town, as_of) is None:
            planned = project.planned_finish.isoformat()
            yield Relief(
                "project",
                project.name,
                planned,
                project.moved_by or "",
                None,
                project.basis or "",
            )
    for duty in plan.duties:
        if duty.none and (word := none_of(duty, town, as_of)) is not None:
            yield Relief(
                "none",
                duty.id,
                duty.phrase,
                word.by or "",
                word.date,
                word.reason or "",
            )
