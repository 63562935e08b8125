"""Parts of a report that come out of results alone: targets, duties, the chain, the matrix, items by state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from branchstd.assess.targets import TargetResult
from branchstd.messages.speech import Speech
from branchstd.messages.telling import number
from branchstd.render.cycle_text import lack
from branchstd.render.figures import bar, year_line
from branchstd.render.lists import Entry, VillageLine
from branchstd.render.look import LOOKS
from branchstd.render.plan_text import LOOKS as DUTY_LOOKS
from branchstd.render.plan_text import proofs
from branchstd.render.report.year import VillageYear, Year, sheet
from branchstd.render.sheets import Sheet
from branchstd.render.town_text import numbers
from branchstd.workflow.cycle import Step
from branchstd.workflow.duties import DutyResult, phase_of
from branchstd.workflow.ledger import counted
from branchstd.workflow.proof import DutyState
from branchstd.workflow.reliefs import Relief

WORST = (
    DutyState.LACKING, DutyState.WAITING, DutyState.LATE, DutyState.NOT_DUE, DutyState.DONE, DutyState.NOT_APPLICABLE,
    DutyState.UNPROVEN,
)  # fmt: skip


def parts(year: Year, speech: Speech) -> dict[str, Any]:
    return {
        "targets": targets(year.targets, speech),
        "target_bars": [_target_bar(one) for one in year.targets if one.target.share is not None],
        "duties": duties(year, speech),
        "line": _line(year, speech),
        "chain": chain(year, speech),
        "matrix": matrix(year.lines, speech),
        "units": sheet("units", [_unit(one, speech) for one in year.others], speech),
        "unit_matrices": [matrix([one.line], speech) for one in year.others],
        "reliefs": sheet("reliefs", [_relief(one, speech) for one in year.reliefs], speech),
    }


def targets(found: Sequence[TargetResult], speech: Speech) -> dict[str, Sheet]:
    """What must be reached apart from what is only striven for."""
    rows: dict[str, list[tuple[str, ...]]] = {"must": [], "strive": []}
    for one in found:
        numbers_ = speech.words.SEMI.join(numbers(one, speech))
        word = f"{LOOKS[one.outcome].sign} {speech.words.OUTCOMES[one.outcome]}"
        rows[one.target.strength].append((one.target.id, one.target.title[speech.lang], word, numbers_))
    return {key: sheet("targets", own, speech, speech.sheets.REPORT[key]) for key, own in rows.items()}


def _target_bar(result: TargetResult) -> dict[str, Any]:
    tally, share = result.tally, float(result.tally.have / result.tally.of) if result.tally.of else 0.0
    needed = float(result.target.share or 0)
    return bar(result.target.id, share, f"{number(tally.have)}/{number(tally.of)}", needed)


def duties(year: Year, speech: Speech) -> Sheet:
    """Those of the phase; in a village's report those in which villages have a part."""
    return sheet("plan_duties", [_duty(one, speech) for one in _of_phase(year, speech)], speech)


def _of_phase(year: Year, speech: Speech) -> list[DutyResult]:
    return [one for one in year.duties if phase_of(one, speech.plan) == year.phase]


def _duty(one: DutyResult, speech: Speech) -> tuple[str, ...]:
    return (
        one.duty.id,
        one.duty.phrase,
        speech.words.OWNERS[one.duty.owner],
        one.due.isoformat() if one.due else "",
        f"{DUTY_LOOKS[one.state][0]} {speech.words.DUTY_STATES[one.state]}",
        speech.words.SEMI.join(proofs(one, speech)),
    )


def _line(year: Year, speech: Speech) -> dict[str, Any]:
    """The year as a line: its phases, its milestones each with the worst state of its duties, and this day."""
    states: dict[str, list[DutyState]] = {}
    for one in year.duties:
        states.setdefault(one.duty.due or "", []).append(one.state)
    marks = [
        (one.due, DUTY_LOOKS[next(state for state in WORST if state in states[one.id])][0], one.title[speech.lang])
        for one in speech.plan.milestones
        if one.id in states
    ]
    phases = [(one.start, one.end, one.title[speech.lang]) for one in speech.plan.phases]
    return year_line(speech.plan.year, phases, marks, year.as_of)


def chain(year: Year, speech: Speech) -> Sheet:
    """How far each village has come; where a step is not done, the first thing that it lacks."""
    rows = [(one.name, *(_step(step, speech) for step in one.cycle.steps)) for one in year.villages]
    return sheet("chain", rows, speech)


def _step(step: Step, speech: Speech) -> str:
    if step.on is not None:
        return step.on.isoformat()
    return lack(step.lacks[0], speech) if step.lacks else ""


def _unit(one: VillageYear, speech: Speech) -> tuple[str, ...]:
    """A unit that is no village, by its own set of standards."""
    found, line = one.line.surveyed.assessment, one.line
    outcomes = (
        speech.ui("outcome_count", word=speech.words.OUTCOMES[word], count=count)
        for word, count in found.outcomes().items()
        if count
    )
    kind, score = speech.closed("unit_kinds", one.kind), "" if line.is_new else line.score
    return (one.name, kind, str(len(found.standards)), number(found.total), score, line.word,
            speech.words.AND.join(outcomes), str(sum(entry.one.is_open for entry in line.entries)))  # fmt: skip


def _relief(one: Relief, speech: Speech) -> tuple[str, ...]:
    """What the town relieved itself of, what of it, by whose word, when and on what ground."""
    day = one.date.isoformat() if one.date else ""
    return speech.sheets.RELIEFS[one.sort], one.what, one.change, one.by, day, one.basis


def matrix(lines: Sequence[VillageLine], speech: Speech) -> dict[str, Any]:
    """Units of one kind by their standards, a sign each; rows and columns in their own order, never by rank."""
    asked = lines[0].surveyed.assessment.standards if lines else ()
    heads = [one.standard.id for one in asked] or [standard.id for standard in speech.catalogue.standards]
    rows = [
        {
            "name": line.surveyed.village.name,
            "cells": [{"sign": LOOKS[one.outcome].sign, "outcome": one.outcome.value} for one in found.standards],
        }
        for line in lines
        for found in [line.surveyed.assessment]
    ]
    return {"heads": heads, "rows": rows}


def items(entries: Sequence[Entry], speech: Speech) -> dict[str, Any]:
    """Items by state, and the share of closing."""
    found = counted([entry.one for entry in entries])
    states = [entry.one.state for entry in entries]
    each = [(speech.words.STATE_WORDS[state], states.count(state)) for state in dict.fromkeys(states)]
    return {
        "count": len(entries),
        "closed": found.closed,
        "due": found.due,
        "open": found.open,
        "overdue": found.overdue,
        "states": [{"word": word, "count": count} for word, count in each],
        "bars": [bar(word, count / len(states), str(count)) for word, count in each],
    }
