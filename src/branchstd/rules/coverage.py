"""覆盖 cover: which elements of a set have a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from branchstd.catalogue.rules import Cover
from branchstd.findings import Outcome
from branchstd.records.base import Record
from branchstd.rules.answer import Answer, Late, Rejected, add, empty, ratio
from branchstd.rules.derived import has_turnout, is_filled, roster_count
from branchstd.rules.elements import (
    ask_for_list,
    covers,
    elements,
    holders,
    joining_day,
    people_of,
    tenures,
)
from branchstd.rules.lateness import Clock, Held, clock_of, done_on, has_ended
from branchstd.rules.periods import periods
from branchstd.rules.select import Selected, add_up, compare, select
from branchstd.rules.sets import PEOPLE, POSTS
from branchstd.rules.view import View

Proofs = Mapping[str, tuple[Record, ...]]
Covered = tuple[Record, frozenset[str]]


def cover(view: View, rule: Cover) -> Answer:
    """min(1, (Σ worth ÷ size) ÷ min_share); size is never less than the seats the town
    has allotted.

    What is covered is worth 1, or less where it came after a day of the plan's. A list
    that the office has not filled in waits for it (`review`). An empty set:
    `when_empty`. Nobody who owes it yet: not due.
    """
    names = elements(view, rule.set)
    if names is None:
        return ask_for_list(rule.set)
    seats = view.number(rule.seats) * rule.seats_times if rule.seats else 0
    if not (names or seats):
        return empty(rule.when_empty)
    found = select(view, rule)
    spared = frozenset[str]()
    if rule.or_in:
        spared = view.members_of(rule.or_in) & view.members_of("spared")
    proofs = _proofs(view, rule, found, names)
    good = {
        name: None
        for name in names
        if name in spared or _enough(view, rule, name, proofs[name])
    }
    clock = clock_of(view, rule)
    if clock is None or clock.due >= view.as_of:  # nothing can have come late
        last = clock.due if clock else date.min
        worth_of = {True: Fraction(1), False: Fraction(0)}
        held = {
            name: Held(name in good, last, worth_of[name in good]) for name in names
        }
    else:
        own = {name: () if name in spared else proofs[name] for name in good}
        held = dict(_time(view, rule, clock, names, own))
    size = max(len(held), seats)
    if size == 0:
        return Answer(outcome=Outcome.NOT_DUE, cause="due")
    there = [name for name, one in held.items() if one.is_there]
    counted = {id(r): r for name in there for r in proofs[name]}
    late = tuple(Late(name, one.late) for name, one in held.items() if one.late)
    vacant = range(len(held) + 1, size + 1)
    missing = {name: one.last for name, one in held.items() if not one.is_there}
    reached = add(one.worth for one in held.values())
    lasts = [*missing.values(), *(clock.due for _ in vacant)] if clock else []
    return Answer(
        share=ratio(reached / size, rule.min_share),
        observed=len(there),
        expected=size,
        missing=(*missing, *(f"?{n}" for n in vacant)),
        counted=tuple(counted.values()),
        rejected=(
            *_of_the_missing(found, set(missing)),
            *_why_unused(view, rule, found, proofs, held),
        ),
        late=late,
        there=ratio(Fraction(len(there), size), rule.min_share) if late else None,
        late_until=clock.until(lasts, view.as_of) if clock else None,
    )


def _why_unused(
    view: View, rule: Cover, found: Selected, proofs: Proofs, held: Mapping[str, Held]
) -> Iterator[Rejected]:
    """Why records of the kind prove nothing, or not enough; what proves only what is
    not owed yet is left alone.
    """
    missing = [name for name, one in held.items() if not one.is_there]
    proving = {id(record) for records in proofs.values() for record in records}
    counted = {
        id(record) for name in held if name not in missing for record in proofs[name]
    }
    own: dict[int, str] = {}
    for name in missing:
        for record in proofs[name]:
            own.setdefault(id(record), name)
    for record in found.records:
        if id(record) in counted:
            continue
        if rule.sum and not is_filled(getattr(record, rule.sum)):
            yield Rejected(record, "unsaid", rule.sum)
        elif id(record) in own:
            yield _in_part(view, rule, record, own[id(record)], proofs[own[id(record)]])
        elif id(record) not in proving:
            yield _idle(view, rule, record, missing)


def _in_part(
    view: View, rule: Cover, record: Any, name: str, proofs: tuple[Any, ...]
) -> Rejected:
    """It is about something missing; but too few were there, or all that there is comes
    to too little.
    """
    if rule.turnout is None:
        have = add_up(proofs, rule.sum) if rule.sum else len(proofs)
        values = {
            "code": name,
            "have": str(have),
            "need": str(_amount_needed(view, rule, name)),
        }
        return Rejected(record, "short", rule.sum or "", values)
    if record.present is None:
        return Rejected(record, "needs", "present")
    return Rejected(record, "turnout", "", roster_count(view, rule.turnout, record))


def _idle(view: View, rule: Cover, record: Any, missing: list[str]) -> Rejected:
    """It is about something else, or nobody knows whom it is about."""
    if rule.match:
        return Rejected(
            record, "covers", rule.match, compare(getattr(record, rule.match), missing)
        )
    if people_of(view, record, rule.partner_in):
        values = (
            {"missing": " ".join(missing)}
            if missing
            else {"key": "not_in_set", "set": rule.set}
        )
        return Rejected(record, "not_in", "people", values)
    if rule.partner_in:
        return Rejected(
            record, "partner", "by", {"set": rule.partner_in, "day": str(record.date)}
        )
    return Rejected(record, "attendance", "people")


def _of_the_missing(found: Selected, missing: set[str]) -> tuple[Rejected, ...]:
    """Left-out rows about somebody who is already covered say nothing."""
    return tuple(
        r
        for r in found.rejected
        if getattr(r.record, "person", None) in {None, *missing}
    )


def _proofs(
    view: View, rule: Cover, found: Selected, names: Iterable[str]
) -> dict[str, tuple[Record, ...]]:
    """For each element of the set the records that cover it."""
    if rule.set not in POSTS and rule.set not in PEOPLE:
        return {
            name: tuple(r for r in found.records if covers(view, r, name, rule.match))
            for name in names
        }
    covered = [
        (record, people_of(view, record, rule.partner_in)) for record in found.records
    ]
    if rule.set in PEOPLE:
        return {
            name: tuple(record for record, people in covered if name in people)
            for name in names
        }
    held = {name: holders(view, name) for name in names}
    return {
        name: tuple(record for record, people in covered if people & held[name])
        for name in names
    }


def _enough(view: View, rule: Cover, name: str, proofs: tuple[Any, ...]) -> bool:
    if rule.turnout is not None and not has_turnout(view, rule.turnout, proofs):
        return False
    return (add_up(proofs, rule.sum) if rule.sum else len(proofs)) >= _amount_needed(
        view, rule, name
    )


def _amount_needed(view: View, rule: Cover, name: str) -> Fraction | int:
    return (
        Fraction(rule.at_least * _whole_months(view, rule.set, name), 12)
        if rule.sum
        else rule.at_least
    )


def _whole_months(view: View, name: str, code: str) -> int:
    """Whole months of the plan year in which somebody is in the set; of months to come,
    those after joining.
    """
    months = view.memo(
        ("whole months", name),
        lambda: [
            view.members_of(name, min(p.first, view.as_of))
            & view.members_of(name, min(p.last, view.as_of))
            for p in periods(view.plan.year, "month")
        ],
    )
    return sum(code in there for there in months)


def _time(
    view: View, rule: Cover, clock: Clock, names: tuple[str, ...], good: Proofs
) -> Iterator[tuple[str, Held]]:
    """Each element that owes the thing by now, or has it. good: those that have it,
    with what proves it.

    A post that was filled by the day stays filled in time, whoever has held it since.
    """
    ever = select(view, rule, "all" if rule.window == "now" else rule.window)
    if rule.set in POSTS:
        covered = [
            (record, people_of(view, record, rule.partner_in))
            for record in ever.records
        ]
        states = (
            (
                name,
                _of_post(
                    view, rule, clock, name, good=good.get(name, ()), covered=covered
                ),
            )
            for name in names
        )
        yield from ((name, one) for name, one in states if one is not None)
        return
    proofs = _proofs(view, rule, ever, good)
    for name in names:
        done = (
            _became(view, rule, clock, name, proofs[name]) if good.get(name) else None
        )
        if name in good and (done is None or done <= clock.due):
            yield name, clock.timing_of(None, clock.due)
            continue
        last = clock.last_for(joining_day(view, rule.set, name, clock.due))
        if name in good:
            yield name, clock.timing_of(done, last)
        elif clock.is_owed(last, view.as_of):
            yield name, Held(is_there=False, last=last)


def _became(
    view: View, rule: Cover, clock: Clock, name: str, proofs: Iterable[Record]
) -> date | None:
    """The day on which the proofs, one after the other, came to be enough; None where
    they do not.
    """
    dated = (
        (done_on(rule, r) or date.min, n, r)
        for n, r in enumerate(proofs)
        if not has_ended(r, clock.due)
    )
    reached, need = Fraction(0), _amount_needed(view, rule, name)
    for day, _, record in sorted(dated):
        reached += add_up((record,), rule.sum) if rule.sum else 1
        if reached >= need:
            return day
    return None


def _of_post(
    view: View,
    rule: Cover,
    clock: Clock,
    name: str,
    *,
    good: Iterable[Record],
    covered: list[Covered],
) -> Held | None:
    """By who holds the post: whoever took office after the day owes the thing so many
    days after that.

    A post whose holder did not have it on the day is late, whoever has it since. None:
    not owed yet. good: what proves it now; covered: what has ever proved it, with whom
    it covers.
    """
    asked = joining_day(view, rule.set, name, clock.due)
    held = tenures(view, name, clock.due)
    has = {
        one: _became(
            view, rule, clock, name, (r for r, who in covered if one.person in who)
        )
        for one in held
    }
    filled = (
        max(done, one.first)
        for one, done in has.items()
        if done and one.holds_on(max(done, one.first))
    )
    day = min(filled, default=None)
    first = clock.timing_of(day, clock.last_for(asked)) if day else None
    on_the_day = any(one.first <= clock.due for one in held)
    now = frozenset(
        person for record in good for person in people_of(view, record, rule.partner_in)
    )
    states: list[Held | None] = []
    for one in (one for one in held if one.holds_on(view.as_of)):
        last = clock.last_for(max(one.first, asked or one.first))
        if one.person in now:
            own = clock.timing_of(has[one], last)
            states.append(
                min(own, first or own, key=_rank)
                if on_the_day and one.first > clock.due
                else own
            )
        elif not clock.is_owed(last, view.as_of) and (first or not on_the_day):
            states.append(first)
    if states and None in states and not any(states):
        return None
    return max(
        (state for state in states if state),
        key=_rank,
        default=Held(is_there=False, last=clock.due),
    )


def _rank(held: Held) -> tuple[bool, Fraction, int]:
    return held.is_there, held.worth, -held.late
