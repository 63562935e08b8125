"""What the town does beside its villages: training, answers, visits, warnings; and what will lapse by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from branchstd.findings import Outcome
from branchstd.messages.messages import Messages
from branchstd.render.report.asks import sample_questions
from branchstd.render.states import state_text
from branchstd.render.style import LOOKS
from branchstd.render.tables import Row, Table, table
from branchstd.rules.periods import days_of, has_passed
from branchstd.workflow.duties import phase_of
from branchstd.workflow.feedback import FeedbackStatus
from branchstd.workflow.proof import ESCALATIONS
from branchstd.workflow.rectification import STEPS
from branchstd.workflow.visits import Followed, Visit, by_quarter
from branchstd.workflow.year import VillageYear, Year


def oversight(year: Year, messages: Messages) -> dict[str, object]:
    return {
        "studies": _studies(year, messages),
        "training": _training(year, messages),
        "feedback": feedback(chain.from_iterable(one.heard for one in year.villages), messages),
        **inspections(year.villages, year.as_of, messages),
        "escalation": table("escalation", [row for one in year.villages if (row := _escalation(one, year, messages))],
                            messages),
        "lapses": table("lapses", [row for one in year.villages for row in _lapses(one, messages)], messages),
        "lapse_day": year.lapse_day.isoformat(),
    }  # fmt: skip


def feedback(found: Iterable[FeedbackStatus], messages: Messages) -> Table:
    return table("feedback", [_heard(one, messages) for one in found], messages)


def inspections(villages: Sequence[VillageYear], as_of: date, messages: Messages) -> dict[str, Table]:
    """How often each village was visited, each visit by day, and what became of what was found."""
    visits = sorted(chain.from_iterable(one.visits for one in villages), key=lambda one: one.record.date)
    findings = [_finding(visit, one, messages) for visit in visits for one in visit.findings]
    return {
        "coverage": _coverage(villages, as_of, messages),
        "visits": table("visits", [_visit(one, messages) for one in visits], messages),
        "findings": table("findings", findings, messages),
    }


def _studies(year: Year, messages: Messages) -> dict[str, object]:
    """How each village stands in the rules that prove the duties of this phase: study, training, groups, plans."""
    wanted = dict.fromkeys(
        code for one in year.duties if phase_of(one, messages.plan) == year.phase for code in one.duty.proof
    )
    known = {rule.id: rule for standard in messages.catalogue.standards for rule in standard.rules if rule.id in wanted}
    rows = []
    for one in year.villages:
        found = {r.rule.id: r.outcome for s in one.line.assessed.assessment.standards for r in s.rules}
        cells = [{"sign": LOOKS[found[code]].sign, "outcome": found[code].value} for code in known if code in found]
        rows.append({"name": one.name, "cells": cells})
    titles = [{"id": rule.id, "title": rule.noun[messages.lang]} for rule in known.values()]
    return {"heads": list(known), "titles": titles, "rows": rows}


def _training(year: Year, messages: Messages) -> Table:
    """The town's courses: from which villages how many took part. No names."""
    names = {one.slug: one.name for one in year.villages}
    rows: list[Row] = []
    for event in year.of_kind("training"):
        there = Counter(names.get(code.partition("/")[0], "") for code in event.people)
        took = messages.words.AND.join(f"{name}{count}" for name, count in sorted(there.items()) if name)
        if took or len(year.villages) > 1:
            rows.append(
                {
                    "date": event.date,
                    "title": event.title,
                    "form": messages.word_of("forms", event.form) if event.form else None,
                    "hours": event.hours,
                    "people": took,
                    "record": event.record,
                }
            )
    return table("training", rows, messages)


def _heard(one: FeedbackStatus, messages: Messages) -> Row:
    said = one.said
    return {
        "village": one.name,
        "id": said.id,
        "date": said.date,
        "kind": messages.word_of("feedback_kinds", said.kind),
        "text": said.text,
        "standard": said.standard,
        "answered_on": one.answer_day,
        "reply": messages.words.SEMI.join(reply.text for reply in one.replies),
        "days": None if one.state == "none" else one.days,
        "to_county_on": one.to_county_on,
        "state": messages.sheets.HEARD[one.state],
    }


def _visit(one: Visit, messages: Messages) -> Row:
    record = one.record
    return {
        "village": one.name,
        "date": record.date,
        "form": messages.word_of("inspection_forms", record.form),
        "by": messages.words.AND.join(record.by),
        "standards": messages.words.AND.join(record.standards),
        "note": record.note,
        "asked": sample_questions(record, messages),
        "findings": len(one.findings),
    }


def _coverage(villages: Sequence[VillageYear], as_of: date, messages: Messages) -> Table:
    """Visits by quarter, those announced and those not; a quarter without one is said."""
    rows: list[Row] = []
    for one in villages:
        cells = {}
        for code, made in by_quarter(one.visits, messages.plan.year, as_of):
            forms = Counter(visit.record.form for visit in made)
            said = (f"{messages.word_of('inspection_forms', form)}{count}" for form, count in sorted(forms.items()))
            cells[code] = messages.words.AND.join(said) or _none(code, as_of, messages)
        quarters = {f"q{place}": cells.get(f"{messages.plan.year}-Q{place}") for place in range(1, 5)}
        rows.append({"village": one.name, **quarters})
    return table("coverage", rows, messages)


def _none(code: str, as_of: date, messages: Messages) -> str:
    """A quarter without a visit: not over yet, or over before the plan began, or none."""
    last = days_of(code)[1]
    if not has_passed(last, as_of):
        return messages.ui("quarter_runs")
    return messages.ui("before_plan" if last < messages.plan.start else "no_visit")


def _finding(visit: Visit, one: Followed, messages: Messages) -> Row:
    """With its item under the number and in the state that the register gives it."""
    item = one.item
    states = [state_text(item, messages)] if item else []
    return {
        "village": visit.name,
        "id": one.finding.id,
        "standard": one.finding.standard,
        "text": one.finding.text,
        "due": one.finding.due_on,
        "item": item.item.id if item else None,
        "state": messages.words.SEMI.join(filter(None, [*states, messages.sheets.FOLLOWED[one.state]])),
        "again": one.again.date if one.again else None,
    }


def _escalation(one: VillageYear, year: Year, messages: Messages) -> Row | None:
    """Overdue items and the step that their days suggest, beside what people of the town have done; or nothing."""
    late = [entry.one for entry in one.line.entries if entry.one.overdue]
    order = [name for _, name in STEPS]
    steps = sorted((item.step for item in late if item.step), key=order.index)
    acts = [event for event in year.of_kind(*ESCALATIONS) if one.slug in event.villages]
    if not (late or acts):
        return None
    said = (f"{event.date} {messages.word_of('event_kinds', event.kind)} {event.title}" for event in acts)
    return {
        "village": one.name,
        "late": len(late),
        "days": max((item.overdue for item in late), default=0),
        "step": messages.sheets.ESCALATION[steps[-1]] if steps else None,
        "acts": messages.words.SEMI.join(said),
    }


def _lapses(one: VillageYear, messages: Messages) -> Iterator[Row]:
    """What a village will no longer have proven in some time if nothing more is recorded."""
    for lapse in one.lapses:
        rule = lapse.after.rule
        noun = rule.noun[messages.lang]
        if lapse.after.outcome is Outcome.REVIEW:
            noun = messages.ui("judgement_ends", noun=noun)
        yield {
            "village": one.name,
            "rule": rule.id,
            "what": noun,
            "missing": messages.missing(rule, lapse.missing),
            "who": messages.words.RESPONSIBLE[lapse.standard.standard.responsible],
            "due": lapse.before.answer.due or lapse.after.answer.due,
        }
