"""流程 steps: dated steps of a template, in order and in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from branchstd.catalogue.model import Template, TemplateStep
from branchstd.catalogue.rules import Steps
from branchstd.records.base import Record
from branchstd.rules.amounts import name_of
from branchstd.rules.answer import Answer, Rejected, empty
from branchstd.rules.derived import field_value
from branchstd.rules.periods import later, passed
from branchstd.rules.select import select
from branchstd.rules.view import View


class Course(NamedTuple):
    """One instance against its template: the steps that are due, those satisfied, those up to the furthest done."""

    record: Record
    due: tuple[str, ...]
    satisfied: frozenset[str]
    reached: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(f"{name_of(self.record)}:{step}" for step in self.due if step not in self.satisfied)


def steps(view: View, rule: Steps) -> Answer:
    """The mean over instances of satisfied ÷ due steps; with `hard`, of instances that passed over no hard step."""
    template = view.catalogue.templates[rule.template]
    running = [record for record in select(view, rule).records if _runs(record)]
    courses = [_course(view, template, record) for record in running]
    courses = [course for course in courses if course.due]
    if not courses:
        return empty(rule.when_empty)
    shares = [
        _hard_share(template, c) if rule.hard else Fraction(len(c.satisfied & set(c.due)), len(c.due)) for c in courses
    ]
    whole = tuple(c.record for c, share in zip(courses, shares, strict=True) if share == 1)
    return Answer(
        share=sum(shares, Fraction(0)) / len(shares),
        observed=sum(len(c.satisfied & set(c.due)) for c in courses),
        expected=sum(len(c.due) for c in courses),
        missing=tuple(code for c in courses for code in c.missing),
        counted=whole,
        rejected=tuple(Rejected(c.record, "steps") for c in courses if c.missing),
        values={"instances": str(len(courses))},
    )


def _runs(record: Any) -> bool:
    return bool(record.steps) and getattr(record, "stopped_on", None) is None


def _course(view: View, template: Template, record: Any) -> Course:
    dated: Mapping[str, date] = record.steps
    satisfied: dict[str, date] = {}
    for step in template.steps:
        day = dated.get(step.code)
        if day is not None and day >= max(satisfied.values(), default=date.min) and _holds(view, step, day, record):
            satisfied[step.code] = day
    done = [n for n, step in enumerate(template.steps) if step.code in dated]
    furthest = max(done, default=len(template.steps))  # only steps of some other kind of matter: all were passed over
    reached = frozenset(step.code for step in template.steps[: furthest + 1])
    due = tuple(s.code for s in template.steps if s.code in reached or _run_out(view, s, dated))
    return Course(record, due, frozenset(satisfied), reached)


def _run_out(view: View, step: TemplateStep, dated: Mapping[str, date]) -> bool:
    start = dated.get(step.after or "")
    return start is not None and step.within is not None and passed(later(start, step.within), view.as_of)


def _holds(view: View, step: TemplateStep, day: date, record: Any) -> bool:
    """Interval kept, the meeting of that day recorded, the needed field filled."""
    return _interval(step, day, record.steps) and _backed(view, step, day) and _has(step, record)


def _interval(step: TemplateStep, day: date, dated: Mapping[str, date]) -> bool:
    start = dated.get(step.after or "")
    if start is None:
        return True
    in_time = step.within is None or day <= later(start, step.within)
    return in_time and (step.not_before is None or day >= later(start, step.not_before))


def _backed(view: View, step: TemplateStep, day: date) -> bool:
    """Meetings of years whose records are not kept here are taken as they are."""
    if not step.backed or day < view.plan.first_day:
        return True
    return any(
        a.date == day and set(field_value(view, "activity", a, "kind")) & set(step.backed)
        for a in view.records("activity")
    )


def _has(step: TemplateStep, record: Any) -> bool:
    if step.needs is None:
        return True
    value = getattr(record, step.needs)
    return (
        value == "qualified" if step.needs == "review" else len(value) >= 2 if isinstance(value, tuple) else bool(value)
    )


def _hard_share(template: Template, course: Course) -> Fraction:
    """0 where a hard step was passed over: not satisfied, although it or a later one is dated. Waiting is not that."""
    hard = {step.code for step in template.steps if step.hard}
    return Fraction(0 if hard & course.reached - course.satisfied else 1)
