"""流程 steps: dated steps of a template, in order and in time; and when a stop takes a
matter or candidate out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from branchstd.catalogue.model import Template, TemplateStep
from branchstd.catalogue.rules import Steps
from branchstd.records.base import Record
from branchstd.records.town import KIND_OF
from branchstd.records.village import Activity, Vote
from branchstd.rules.amounts import name_of
from branchstd.rules.answer import NOT_DUE, Answer, Rejected, add, empty
from branchstd.rules.derived import field_value, is_carried, is_filled, valid
from branchstd.rules.periods import after, has_passed
from branchstd.rules.select import select
from branchstd.rules.sets import days_agreed
from branchstd.rules.view import View


class StepLack(NamedTuple):
    """Why a step is not satisfied: `missing`, `order` (it lies before `other`), `late`,
    `early` (before its time), `unbacked` (no meeting on that day), `field` (not
    filled), `span` (put off for too short or too long a time), `negative` (its result).
    day: on which it was taken. limit: the day that it was held against.
    """

    step: str
    reason: str
    other: str = ""
    day: date | None = None
    limit: date | None = None

    @property
    def code(self) -> str:
        """With its days, as far as there are any."""
        return ":".join((*self[:3], *(str(day or "") for day in self[3:])))


@dataclass(frozen=True, slots=True)
class StepRun:
    """One instance against its template at the end of a day.

    entered: its first stage is passed, or an interval in it has run out; before, it
    neither helps nor hurts. due: steps up to the furthest done, and those whose
    interval has run out. lacks: due steps that are not satisfied. over: why a hard step
    counts as passed over; what came late was not. ended: the hard step that decided no
    or nothing, after which nothing was done.
    """

    record: Any
    dated: Mapping[str, date]
    entered: bool
    due: tuple[str, ...]
    lacks: tuple[StepLack, ...]
    over: tuple[StepLack, ...]
    ended: str | None


def steps(view: View, rule: Steps) -> Answer:
    """The mean over instances of satisfied ÷ due steps; with `hard`, of instances that
    passed over no hard step.
    """
    running = courses(view, rule)
    found = [course for course in running if course.entered]
    if not found:
        waits = NOT_DUE if running and rule.continuous else empty(rule.when_empty)
        return replace(waits, rejected=tuple(_left_out(view, rule, running)))
    told = [course.over if rule.hard else course.lacks for course in found]
    shares = [
        Fraction(not lacks) if rule.hard else 1 - Fraction(len(lacks), len(course.due))
        for course, lacks in zip(found, told, strict=True)
    ]
    coded = [
        (name_of(course.record), lack)
        for course, lacks in zip(found, told, strict=True)
        for lack in lacks
    ]
    of_town = {
        step.code
        for step in view.catalogue.templates[rule.template].steps
        if step.by == "town"
    }
    return Answer(
        share=add(shares) / len(shares),
        observed=sum(len(course.due) - len(course.lacks) for course in found),
        expected=sum(len(course.due) for course in found),
        missing=tuple(f"{name}:{lack.step}" for name, lack in coded),
        counted=tuple(
            course.record
            for course, lacks in zip(found, told, strict=True)
            if not lacks
        ),
        rejected=(
            *(
                _lacking(course.record, lacks)
                for course, lacks in zip(found, told, strict=True)
                if lacks
            ),
            *_left_out(view, rule, running),
        ),
        values={
            "instances": str(len(found)),
            "failed": str(sum(map(bool, told))),
            "lacks": " ".join(":".join((name, *lack[:3])) for name, lack in coded),
        },
        by_town=bool(coded) and of_town.issuperset(lack.step for _, lack in coded),
    )


def _lacking(record: Record, lacks: Iterable[StepLack]) -> Rejected:
    return Rejected(
        record, "steps", "", {"lacks": " ".join(lack.code for lack in lacks)}
    )


def _left_out(
    view: View, rule: Steps, running: Iterable[StepRun]
) -> Iterator[Rejected]:
    """What was not selected; what has no step, was stopped, or has not got so far that
    it is due.
    """
    begun = {id(course.record): course for course in running}
    selected = select(view, rule)
    yield from selected.rejected
    for record in selected.records:
        if not getattr(record, "steps", None):
            yield Rejected(record, "no_steps", "steps")
        elif id(record) not in begun:
            stopped: Any = record
            yield Rejected(
                record, "stopped", "stopped_on", {"day": str(stopped.stopped_on)}
            )
        elif not begun[id(record)].entered:
            yield Rejected(record, "waits", "steps")


def courses(view: View, rule: Steps) -> list[StepRun]:
    """Of all instances that have begun and that no stop takes out."""
    template = view.catalogue.templates[rule.template]
    begun = (
        record
        for record in select(view, rule).records
        if getattr(record, "steps", None)
    )
    return [
        _follow(view, template, record, view.as_of)
        for record in begun
        if not is_out(view, template, record)
    ]


def all_dated(view: View, rule: Steps) -> bool:
    """Whether every due step was taken, however late or in whatever order."""
    found = [course for course in courses(view, rule) if course.entered]
    return bool(found) and all(
        step in course.dated for course in found for step in course.due
    )


def winnable(view: View, rule: Steps) -> bool:
    """Whether a step that the village lacks would count if it were taken today, its
    meeting given, or filled in.
    """
    template = view.catalogue.templates[rule.template]
    own = {step.code for step in template.steps if step.by != "town"}
    for now in (one for one in courses(view, rule) if one.entered):
        passed_by = {code for step in now.dated for code in template.bound[step]}
        last_days = _last_days(template, now.record, now.dated)
        for lack in now.over if rule.hard else now.lacks:
            in_time = lack.step not in passed_by and view.as_of <= last_days.get(
                lack.step, view.as_of
            )
            if lack.step in own and (
                lack.reason == "field" or (lack.reason == "missing" and in_time)
            ):
                return True
    return False


def is_out(view: View, template: Template, record: Record) -> bool:
    """Stopped, and the stop holds: by itself, or by the town's word on the record's id
    or code.
    """
    stopped = getattr(record, "stopped_on", None) is not None
    return stopped and (
        not objections_to_stop(view, template, record) or stands(view, record)
    )


def stands(view: View, record: Record) -> bool:
    """Whether the latest word on it of somebody who may relieve the village says that
    the stop stands.
    """
    word = view.ruling(name_of(record))
    return word is not None and word.verdict == "yes"


def objections_to_stop(view: View, template: Template, record: Any) -> tuple[str, ...]:
    """The steps for which a stop takes nothing out; none where it does.

    Those due and not satisfied on its day, those dated after it, and from the first
    hard one on all that were taken, unless the last was a hard one with a negative
    result.
    """
    then, now = (
        _follow(view, template, record, day) for day in (record.stopped_on, view.as_of)
    )
    wrong = {lack.step for lack in then.lacks} - {now.ended}
    wrong |= {code for code, day in now.dated.items() if day > record.stopped_on}
    if not now.ended:
        codes = [step.code for step in template.steps]
        first = next(
            (n for n, step in enumerate(template.steps) if step.hard), len(codes)
        )
        wrong |= set(codes[first:]) & set(now.dated)
    return tuple(step.code for step in template.steps if step.code in wrong)


def _follow(view: View, template: Template, record: Any, on: date) -> StepRun:
    """One record on a day.

    One that is handled by another template's steps has begun and owes the first stage.
    """
    codes = [step.code for step in template.steps]
    first = len(template.stages[0].steps)
    taken = {code: day for code, day in record.steps.items() if day <= on}
    dated = {code: taken[code] for code in codes if code in taken}
    ended = _end_of(view, template, record, dated)
    last_days = _last_days(template, record, dated)
    so_far = Taken(record, dated, _first_days(template, record, dated), last_days)
    lacks = _lacks(view, template, so_far)
    reached = 1 + max((n for n, code in enumerate(codes) if code in dated), default=-1)
    # Handled by the steps of another template, with none of this one's.
    foreign = bool(taken and not dated)
    if foreign:
        reached = first
    run_out = {
        code
        for code, last in last_days.items()
        if has_passed(last, on) and code in lacks and not (ended and code not in dated)
    }
    spared = _steps_spared(template, dated)
    due = tuple(
        code
        for n, code in enumerate(codes)
        if (n < reached or code in run_out) and code not in spared
    )
    begun = foreign or reached > first or not (set(codes[:first]) & set(lacks))
    return StepRun(
        record=record,
        dated=dated,
        entered=bool(begun or run_out or ended),
        due=due,
        lacks=tuple(lacks[code] for code in due if code in lacks),
        over=tuple(
            _find_passed_over(
                view,
                template,
                so_far,
                {c: lacks[c] for c in codes[:reached] if c in lacks},
                ended,
            )
        ),
        ended=ended,
    )


class Taken(NamedTuple):
    """What of an instance was done by a day, and from when and until when its steps
    have time.
    """

    record: Any
    dated: Mapping[str, date]
    first_days: Mapping[str, date]
    last_days: Mapping[str, date]


def _steps_spared(template: Template, dated: Mapping[str, date]) -> set[str]:
    """Steps that are owed by nobody: not taken and optional, or spared by one that was
    taken.
    """
    spared = {
        code for step in template.steps if step.code in dated for code in step.spares
    }
    return (
        spared | {step.code for step in template.steps if step.optional}
    ) - dated.keys()


def _last_days(
    template: Template, record: Record, dated: Mapping[str, date]
) -> dict[str, date]:
    """Of steps with an interval; without its starting step it runs from that step's own
    last day.
    """
    found: dict[str, date] = {}
    for step in template.steps:
        start = dated.get(step.after or "") or found.get(step.after or "")
        if step.within is not None and start is not None:
            longer = (
                step.longer
                if step.longer and is_filled(getattr(record, step.longer.field))
                else None
            )
            found[step.code] = after(start, longer.within if longer else step.within)
    return found


def _first_days(
    template: Template, record: Record, dated: Mapping[str, date]
) -> dict[str, date]:
    """Of steps that have to wait; put off by the step that extends the time."""
    starts = {
        step.code: (dated.get(step.after or ""), step.not_before)
        for step in template.steps
    }
    found = {
        code: after(start, wait)
        for code, (start, wait) in starts.items()
        if start and wait
    }
    for one in (
        step.extends for step in template.steps if step.extends and step.code in dated
    ):
        found[one.step] = max(
            found.get(one.step, date.min), getattr(record, one.field) or date.min
        )
    return found


def _span(template: Template, step: TemplateStep, taken: Taken) -> str | None:
    """What is wrong with an extension: not told until when, or for too short or too
    long a time.
    """
    if step.extends is None:
        return None
    until = getattr(taken.record, step.extends.field)
    one = next(other for other in template.steps if other.code == step.extends.step)
    start = taken.dated.get(one.after or "")
    if until is None or start is None or one.not_before is None:
        return "field" if until is None else None
    least, most = (
        after(after(start, one.not_before), span)
        for span in (step.extends.least, step.extends.most)
    )
    return None if least <= until <= most else "span"


def _lacks(view: View, template: Template, taken: Taken) -> dict[str, StepLack]:
    satisfied: dict[str, date] = {}
    found: dict[str, StepLack] = {}
    for step in template.steps:
        day = taken.dated.get(step.code)
        last, first = taken.last_days.get(step.code), taken.first_days.get(step.code)
        if day is None:
            found[step.code] = StepLack(step.code, "missing", limit=last)
        elif other := too_early(template, step.code, day, satisfied):
            found[step.code] = StepLack(
                step.code, "order", other, day, satisfied[other]
            )
        elif reason := _fault(view, step, day, taken) or _span(template, step, taken):
            limit = {"late": last, "early": first}.get(reason)
            found[step.code] = StepLack(step.code, reason, day=day, limit=limit)
        else:
            satisfied[step.code] = day
    return found


def too_early(
    template: Template, code: str, day: date, done: Mapping[str, date]
) -> str | None:
    """The step that this one may not lie before and does; of several the latest."""
    bound = [other for other in template.bound[code] if other in done]
    latest = max(bound, key=lambda other: done[other], default=None)
    return latest if latest is not None and day < done[latest] else None


def _fault(view: View, step: TemplateStep, day: date, taken: Taken) -> str | None:
    """What else is wrong with a step that was taken in order."""
    if day > taken.last_days.get(step.code, day):
        return "late"
    if day < taken.first_days.get(step.code, day):
        return "early"
    if _elsewhere(view, taken.record, day):
        return None
    if not _has_backing(view, step, day):
        return "unbacked"
    if not _has(view, step, taken.record):
        return "negative" if _negative(view, step, day, taken.record) else "field"
    return None


def _elsewhere(view: View, record: Record, day: date) -> bool:
    """Before a member came: the other branch's meetings and introducers are not in
    these records.

    That somebody came is the village's word; it relieves once a count of the town's
    takes him in.
    """
    person = view.people.get(getattr(record, "person", ""))
    came = person.came_on if person else None
    return came is not None and day < came <= max(days_agreed(view), default=date.min)


def _has_backing(view: View, step: TemplateStep, day: date) -> bool:
    """Meetings of years whose records are not kept here are taken as they are."""
    if not step.backed or day < view.plan.first_day:
        return True
    return any(a.date == day and _backs(view, step, a) for a in view.of(Activity))


def _backs(view: View, step: TemplateStep, activity: Activity) -> bool:
    return bool(set(field_value(view, "activity", activity, "kind")) & set(step.backed))


def _has(view: View, step: TemplateStep, record: Record) -> bool:
    if step.needs is None:
        return True
    value = field_value(view, KIND_OF[type(record)], record, step.needs)
    return (
        value == "qualified"
        if step.needs == "review"
        else len(value) >= 2
        if isinstance(value, tuple)
        else bool(value)
    )


def _negative(view: View, step: TemplateStep, day: date, record: Any) -> bool:
    """A review that says no, or votes on it at that day's meeting of which none was
    carried.

    Votes have rules of their own: here they tell only whether a hard step was passed.
    """
    if step.needs == "review":
        return record.review is not None and not _has(view, step, record)
    votes = _votes(view, step, day, record)
    return bool(votes) and not any(is_carried(view, vote) for vote in votes)


def _votes(view: View, step: TemplateStep, day: date, record: Record) -> list[Vote]:
    name = name_of(record)
    held = (
        vote
        for vote in view.of(Vote)
        if vote.about == name and vote.meeting.date == day
    )
    return [vote for vote in held if _backs(view, step, vote.meeting)]


def _is_decided(view: View, step: TemplateStep, day: date, record: Record) -> bool:
    """Not with a negative result, and where it was voted on, validly: else there is
    nothing to go on with.
    """
    votes = _votes(view, step, day, record)
    return not _negative(view, step, day, record) and (
        not votes or any(valid(view, vote) for vote in votes)
    )


def _end_of(
    view: View, template: Template, record: Record, dated: Mapping[str, date]
) -> str | None:
    """The hard step with a negative result, or without a valid vote, after which
    nothing was done.
    """
    for step in _hard(template, dated):
        day, beyond = dated[step.code], template.after(step.code) & set(dated)
        if (
            not beyond
            and max(dated.values()) <= day
            and not _is_decided(view, step, day, record)
        ):
            return step.code
    return None


def _hard(template: Template, codes: Iterable[str]) -> Iterator[TemplateStep]:
    return (step for step in template.steps if step.hard and step.code in codes)


def _find_passed_over(
    view: View,
    template: Template,
    taken: Taken,
    lacks: Mapping[str, StepLack],
    ended: str | None,
) -> Iterator[StepLack]:
    """Hard steps not satisfied, or with a negative result, although they or later ones
    are dated; what was done before them but must follow. Waiting for one is neither,
    nor is ending with it.
    """
    over = {code: lack for code, lack in lacks.items() if lack.reason != "late"}
    yield from (over[step.code] for step in _hard(template, over) if step.code != ended)
    for step in _hard(template, set(taken.dated) - set(over) - {ended}):
        day = taken.dated[step.code]
        if _negative(view, step, day, taken.record):
            yield StepLack(step.code, "negative", day=day)
        for code in (
            code for code, bound in template.bound.items() if step.code in bound
        ):
            if taken.dated.get(code, day) < day:
                yield StepLack(code, "order", step.code, taken.dated[code], day)
