"""The plan's duties over all villages and the town's own records, each with what proves it, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from branchstd.assess.targets import TargetResult
from branchstd.catalogue.model import Duty, Phase, Plan
from branchstd.records.holdings import Town
from branchstd.records.town import Event
from branchstd.rules.granted import unfit_none
from branchstd.rules.periods import passed
from branchstd.workflow.proof import DutyState, Proof
from branchstd.workflow.proofs import Proofs, beside, of_target, shown


@dataclass(frozen=True, slots=True)
class DutyResult:
    """`due`: its last day, None for what is owed all the year. `on`: the day on which the last of its records came.

    late: the villages in which it came after that day. none: the town's word that there is nothing of it.
    """

    duty: Duty
    proofs: Mapping[str, Proof]
    due: date | None
    on: date | None
    state: DutyState
    late: tuple[str, ...] = ()
    none: Event | None = None


def duties(plan: Plan, villages: Proofs, town: Town, targets: Iterable[TargetResult], as_of: date) -> list[DutyResult]:
    """All of the plan, in its order. villages: what they prove together."""
    proofs = {**villages, **{result.target.id: of_target(result) for result in targets}}
    return [_result(duty, plan, proofs, town, as_of) for duty in plan.duties]


def _result(duty: Duty, plan: Plan, known: Proofs, town: Town, as_of: date) -> DutyResult:
    due = plan.days.get(duty.due) if duty.due else None
    seen = {code: known[code].of_kinds(duty.kinds) for code in duty.proof if code in known}
    every = {code: shown(code, seen.get(code) or beside(code, plan, town), plan, as_of) for code in duty.proof}
    proofs = {code: proof.on_day(due, as_of) for code, proof in every.items()}
    counted = _counted(duty, plan)
    deciding = [proof for code, proof in proofs.items() if code not in counted]
    none = none_of(duty, town, as_of) if duty.none else None
    late = [seen.name for proof in deciding for seen in proof.late(due)]
    return DutyResult(
        duty=duty,
        proofs=proofs,
        due=due,
        on=max((proof.on for proof in deciding if proof.on is not None), default=None),
        state=_state(duty, deciding, due, as_of, is_none=none is not None, is_late=bool(late)),
        late=tuple(dict.fromkeys(filter(None, late))),
        none=none,
    )


def _counted(duty: Duty, plan: Plan) -> set[str | None]:
    """Rules that a target of the duty counts over the villages: the target says how many are enough, not each rule."""
    targets = (target for target in plan.targets if target.id in duty.proof)
    return {code for target in targets for code in (*target.rules, *target.shown, target.tally)}


def _state(
    duty: Duty, proofs: list[Proof], due: date | None, as_of: date, *, is_none: bool, is_late: bool
) -> DutyState:
    """What speaks of an origin, a unit or a use waits while there is nothing of it and the town has not said so."""
    if duty.why is not None:
        return DutyState.UNPROVEN
    states = {proof.state for proof in proofs} - {DutyState.NOT_APPLICABLE}
    if not states:
        return DutyState.WAITING if duty.none and not is_none else DutyState.NOT_APPLICABLE
    if states == {DutyState.DONE}:
        return DutyState.LATE if is_late else DutyState.DONE
    if due is not None and not passed(due, as_of):
        return DutyState.NOT_DUE
    order = (DutyState.LACKING, DutyState.WAITING, DutyState.NOT_DUE)
    return next(state for state in order if state in states)


def none_of(duty: Duty, town: Town, as_of: date) -> Event | None:
    """The town's word that there is nothing of a duty, by somebody who may say so."""
    events = cast("tuple[Event, ...]", town.records.get("event", ()))
    said = (event for event in events if event.kind == "none" and duty.id in event.covers and event.date <= as_of)
    return next((event for event in said if unfit_none(event, town) is None), None)


def phase_of(result: DutyResult, plan: Plan) -> Phase | None:
    """The phase of its milestone; None for what is owed all the year."""
    milestone = next((one for one in plan.milestones if one.id == result.duty.due), None)
    return next((phase for phase in plan.phases if milestone and phase.id == milestone.phase), None)
