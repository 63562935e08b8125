"""What the town does beside its villages: training, answers, visits, warnings, aid; and
what will lapse by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from branchstd.findings import Outcome
from branchstd.messages.messages import Messages
from branchstd.messages.phrases import Counted
from branchstd.records.town import Inspection
from branchstd.render.rectify_text import state_text
from branchstd.render.style import LOOKS
from branchstd.render.tables import Block, Row, Table, as_table, table
from branchstd.rules.periods import days_of, has_passed
from branchstd.workflow.duties import phase_of
from branchstd.workflow.last_year import Figures, Grown
from branchstd.workflow.oversight import FeedbackStatus, Followed, Visit, by_quarter
from branchstd.workflow.proof import ESCALATIONS
from branchstd.workflow.rectification import STEPS
from branchstd.workflow.year import VillageYear, Year


def inspections(
    villages: Sequence[VillageYear], as_of: date, messages: Messages
) -> dict[str, Table]:
    """How often each village was visited, each visit by day, and what became of what
    was found.
    """
    visits = sorted(
        chain.from_iterable(one.visits for one in villages),
        key=lambda one: one.record.date,
    )
    findings = [
        _finding(visit, one, messages) for visit in visits for one in visit.findings
    ]
    return {
        "coverage": _coverage(villages, as_of, messages),
        "visits": table("visits", [_visit(one, messages) for one in visits], messages),
        "findings": table("findings", findings, messages),
    }


def studies(year: Year, messages: Messages) -> list[Block]:
    """How each village stands in the rules that prove the duties of this phase: study,
    training, groups, plans.
    """
    wanted = dict.fromkeys(
        code
        for one in year.duties
        if phase_of(one, messages.plan) == year.phase
        for code in one.duty.proof
    )
    known = {
        rule.id: rule
        for standard in messages.catalogue.standards
        for rule in standard.rules
        if rule.id in wanted
    }
    rows = []
    for one in year.villages:
        found = {
            r.rule.id: r.outcome
            for s in one.line.assessed.assessment.standards
            for r in s.rules
        }
        cells = [
            {"sign": LOOKS[found[code]].sign, "outcome": found[code].value}
            for code in known
            if code in found
        ]
        rows.append({"name": one.name, "cells": cells})
    titles = [f"{rule.id} {rule.noun[messages.lang]}" for rule in known.values()]
    return [
        Block("matrix", {"heads": list(known), "rows": rows}),
        Block("names", titles),
    ]


@as_table("training")
def training(year: Year, messages: Messages) -> Iterator[Row]:
    """The town's courses: from which villages how many took part. No names."""
    names = {one.slug: one.name for one in year.villages}
    for event in year.of_kind("training"):
        there = Counter(names.get(code.partition("/")[0], "") for code in event.people)
        took = messages.words.AND.join(
            f"{name}{count}" for name, count in sorted(there.items()) if name
        )
        if took or len(year.villages) > 1:
            yield {
                "date": event.date,
                "title": event.title,
                "form": messages.word_of("forms", event.form) if event.form else None,
                "hours": event.hours,
                "people": took,
                "record": event.record,
            }


@as_table("feedback")
def feedback(found: Iterable[FeedbackStatus], messages: Messages) -> Iterator[Row]:
    """Words that villages sent up, with the town's answers and the days they took."""
    for one in found:
        said = one.said
        yield {
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
        "asked": _question_counts(record, messages),
        "findings": len(one.findings),
    }


def _coverage(
    villages: Sequence[VillageYear], as_of: date, messages: Messages
) -> Table:
    """Visits by quarter, those announced and those not; a quarter without one is
    said.
    """
    rows: list[Row] = []
    for one in villages:
        cells = {}
        for code, made in by_quarter(one.visits, messages.plan.year, as_of):
            forms = Counter(visit.record.form for visit in made)
            said = (
                f"{messages.word_of('inspection_forms', form)}{count}"
                for form, count in sorted(forms.items())
            )
            cells[code] = messages.words.AND.join(said) or _none(code, as_of, messages)
        quarters = {
            f"q{place}": cells.get(f"{messages.plan.year}-Q{place}")
            for place in range(1, 5)
        }
        rows.append({"village": one.name, **quarters})
    return table("coverage", rows, messages)


def _none(code: str, as_of: date, messages: Messages) -> str:
    """A quarter without a visit: not over yet, or over before the plan began, or
    none.
    """
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
        "state": messages.words.SEMI.join(
            filter(None, [*states, messages.sheets.FOLLOWED[one.state]])
        ),
        "again": one.again.date if one.again else None,
    }


@as_table("escalation")
def escalation(year: Year, messages: Messages) -> Iterator[Row]:
    """Overdue items and the step that their days suggest, beside what people of the
    town have done.
    """
    order = [name for _, name in STEPS]
    for one in year.villages:
        late = [entry.one for entry in one.line.entries if entry.one.overdue]
        steps = sorted((item.step for item in late if item.step), key=order.index)
        acts = [
            event for event in year.of_kind(*ESCALATIONS) if one.slug in event.villages
        ]
        said = (
            f"{event.date} {messages.word_of('event_kinds', event.kind)} {event.title}"
            for event in acts
        )
        if late or acts:
            yield {
                "village": one.name,
                "late": len(late),
                "days": max((item.overdue for item in late), default=0),
                "step": messages.sheets.ESCALATION[steps[-1]] if steps else None,
                "acts": messages.words.SEMI.join(said),
            }


@as_table("lapses")
def lapses(year: Year, messages: Messages) -> Iterator[Row]:
    """What a village will no longer have proven in some time if nothing more is
    recorded.
    """
    for one in year.villages:
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


def _question_counts(record: Inspection, messages: Messages) -> str:
    """The sample questions of a visit: counts alone, and who asked. What is half told
    is no count.
    """
    if record.asked is None or record.right is None:
        return ""
    by = record.asked_by or messages.words.AND.join(record.by)
    return messages.ui("asked", asked=record.asked, right=record.right, by=by)


@as_table("questions")
def questions(year: Year, messages: Messages) -> Iterator[Row]:
    """Sample questions on the handbook, in sums by village: counts alone."""
    for one in year.villages:
        records = [visit.record for visit in one.visits]
        told = [
            record
            for record in records
            if record.asked is not None and record.right is not None
        ]
        said = (
            f"{record.date} {_question_counts(record, messages)}" for record in told
        )
        yield {
            "village": one.name,
            "visits": len(told) or None,
            "asked": sum(record.asked or 0 for record in told) if told else None,
            "right": sum(record.right or 0 for record in told) if told else None,
            "by": messages.words.SEMI.join(said) or messages.ui("not_kept"),
        }


@as_table("growth")
def growth(year: Year, messages: Messages) -> Iterator[Row]:
    """Each village's figures beside those of the same months of the year before, then
    the town's own.
    """
    for one in year.villages:
        yield from (_grown(one.name, grown, messages) for grown in one.grown)
    yield from (_grown(year.town, grown, messages) for grown in year.grown)


def _grown(name: str, one: Grown, messages: Messages) -> Row:
    """What is not there is told so, and compared with nothing."""
    note = messages.ui("unread_before") if one.is_unread else ""
    if one.before is not None and one.kept < one.months:
        note = messages.ui("kept_months", kept=one.kept, months=one.months)
    return {
        "village": name,
        "what": one.growth.title[messages.lang],
        "before": _figures(one.before, one, messages),
        "now": _figures(one.now, one, messages),
        "more": _more(one, messages),
        "note": note,
    }


def _parts(figures: Figures, one: Grown) -> dict[str, int | Decimal | None]:
    return {
        "times": figures.times,
        "people": figures.people,
        one.growth.sum: figures.sum,
    }


def _figures(figures: Figures | None, one: Grown, messages: Messages) -> str:
    if figures is None:
        return messages.ui("not_kept")
    parts = _parts(figures, one)
    return _join(
        {
            key: f"{Decimal(value):f}"
            for key, value in parts.items()
            if value is not None
        },
        messages,
    )


def _more(one: Grown, messages: Messages) -> str:
    if not one.is_comparable or one.now is None or one.before is None:
        return ""
    now, before = _parts(one.now, one), _parts(one.before, one)
    both = {
        key: value - then
        for key, value in now.items()
        if value is not None and (then := before[key]) is not None
    }
    return _join(
        {key: f"{Decimal(value):+f}" if value else "0" for key, value in both.items()},
        messages,
    )


def _join(parts: Mapping[str, str], messages: Messages) -> str:
    return str(messages.words.AND).join(
        messages.sheets.GROWTH[key].format(value=Counted(value))
        for key, value in parts.items()
    )


@as_table("subsidies")
def subsidies(year: Year, messages: Messages) -> Iterator[Row]:
    """One row a payment; what nobody said of fund or use is told as not said."""
    untold = messages.ui("not_said")
    for one in year.villages:
        for row in one.subsidies:
            yield {
                "village": one.name,
                "date": row.date,
                "amount": row.amount,
                "fund": messages.word_of("funds", row.fund) if row.fund else untold,
                "use": row.use or untold,
                "basis": row.basis,
            }


def subsidies_use(year: Year, messages: Messages) -> str:
    """How many subsidies there are and of how many the use is told, those of centre and
    province apart.
    """
    rows = [row for one in year.villages for row in one.subsidies]
    if not rows:
        return ""
    used = [row for row in rows if row.use]
    upper = [row for row in rows if row.fund in {"central", "provincial"}]
    told = {
        "count": len(rows),
        "sum": _money(rows),
        "used": len(used),
        "spent": _money(used),
        "upper": len(upper),
        "upper_sum": _money(upper),
        "untold": sum(row.fund is None for row in rows),
    }
    return messages.ui("subsidies_said", **told)


def _money(rows: Iterable[Any]) -> str:
    return f"{sum((row.amount for row in rows), Decimal(0)):f}"
