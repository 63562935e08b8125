"""The plan's duties over all villages and the town's own records, each with what proves it, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from branchstd.assess.targets import TargetResult
from branchstd.catalogue.model import Duty, Phase, Plan
from branchstd.records.holdings import Town
from branchstd.rules.periods import passed
from branchstd.workflow.proofs import DutyState, Proof, Proofs, beside, of_target


@dataclass(frozen=True, slots=True)
class DutyResult:
    """`due`: its last day, None for what is owed all the year. `on`: the day on which the last of its records came."""

    duty: Duty
    proofs: Mapping[str, Proof]
    due: date | None
    on: date | None
    state: DutyState


def duties(plan: Plan, villages: Proofs, town: Town, targets: Iterable[TargetResult], as_of: date) -> list[DutyResult]:
    """All of the plan, in its order. villages: what they prove together."""
    proofs = {**villages, **{result.target.id: of_target(result) for result in targets}}
    return [_result(duty, plan, proofs, town, as_of) for duty in plan.duties]


def _result(duty: Duty, plan: Plan, known: Proofs, town: Town, as_of: date) -> DutyResult:
    proofs = {code: known.get(code) or beside(code, town, as_of) for code in duty.proof}
    due = plan.days.get(duty.due) if duty.due else None
    days = [proof.on for proof in proofs.values() if proof.on is not None]
    on = max(days, default=None)
    counted = _counted(duty, plan)
    deciding = [proof for code, proof in proofs.items() if code not in counted]
    return DutyResult(duty, proofs, due, on, _state(duty, deciding, due, on, as_of))


def _counted(duty: Duty, plan: Plan) -> set[str | None]:
    """Rules that a target of the duty counts over the villages: the target says how many are enough, not each rule."""
    targets = (target for target in plan.targets if target.id in duty.proof)
    return {code for target in targets for code in (*target.rules, target.tally)}


def _state(duty: Duty, proofs: list[Proof], due: date | None, on: date | None, as_of: date) -> DutyState:
    if duty.why is not None:
        return DutyState.UNPROVEN
    states = {proof.state for proof in proofs} - {DutyState.NOT_APPLICABLE}
    if not states:
        return DutyState.NOT_APPLICABLE
    if states == {DutyState.DONE}:
        return DutyState.LATE if due and on and on > due else DutyState.DONE
    if due is not None and not passed(due, as_of):
        return DutyState.NOT_DUE
    order = (DutyState.LACKING, DutyState.WAITING, DutyState.NOT_DUE)
    return next(state for state in order if state in states)


def phase_of(result: DutyResult, plan: Plan) -> Phase | None:
    """The phase of its milestone; None for what is owed all the year."""
    milestone = next((one for one in plan.milestones if one.id == result.duty.due), None)
    return next((phase for phase in plan.phases if milestone and phase.id == milestone.phase), None)
