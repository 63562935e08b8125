"""The town's targets over its villages, in exact fractions: how many count, of how
many, how many are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from branchstd.assess.result import Assessment, RuleResult
from branchstd.catalogue.model import Plan, Target
from branchstd.findings import Outcome
from branchstd.rules.granted import unfit_move
from branchstd.rules.periods import has_passed
from branchstd.rules.sets import FACTS, READS
from branchstd.rules.view import View

WAITING = (Outcome.REVIEW, Outcome.ERROR)
AFFIRMED = ("yes", "conforms")


class Tardy(NamedTuple):
    """A village that came after its day, and when, where that is known."""

    name: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What counts, of what could, and what waits for a person; of one village or of
    all.

    late: those that count and came after their day. lacks: the villages that do not
    count. named: how many the town has named for it, unreached: which of them do not
    count. moved: what somebody of the town has put off, and so is not counted.
    """

    have: Fraction = Fraction(0)
    of: Fraction = Fraction(0)
    waiting: int = 0
    late: tuple[Tardy, ...] = ()
    lacks: tuple[str, ...] = ()
    named: int = 0
    unreached: tuple[str, ...] = ()
    moved: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            *(
                getattr(self, one.name) + getattr(other, one.name)
                for one in fields(self)
            )
        )


@dataclass(frozen=True, slots=True)
class TargetResult:
    """`needed` is the smallest whole number that meets the target.

    Nothing to count (of = 0) is not due before the day, as there may be something by
    then; from it on not applicable, or waiting where what could count cannot be read.
    """

    target: Target
    tally: Tally
    needed: int
    due: date
    outcome: Outcome

    @property
    def is_late(self) -> bool:
        """Too few came by the day of the target itself; records of a kind have days of
        their own.
        """
        return (
            self.target.each is None
            and self.tally.have - len(self.tally.late) < self.needed <= self.tally.have
        )


def number_needed(target: Target, size: int) -> int:
    """以上 takes the number in, 超过 (strict) leaves it out; Civil Code 1259, by
    analogy.
    """
    if target.share is None:
        return target.number or 0
    least = target.share * size
    return floor(least) + 1 if target.strict else ceil(least)


def contribution(target: Target, found: Assessment, view: View) -> Tally:
    """What one village adds to a target; nothing where it is of a kind that the target
    does not count.
    """
    if view.kind not in target.kinds:
        return Tally()
    rules = {
        rule.rule.id: rule for standard in found.standards for rule in standard.rules
    }
    if target.tally is not None:
        return _tally(rules.get(target.tally))
    if target.each is not None:
        return _each(target, view)
    if (
        target.among is not None
        and (outside := _outside(rules.get(target.among))) is not None
    ):
        return outside
    name = view.village.name
    if target.rules:
        tally = _by_rules([rules[code] for code in target.rules if code in rules], name)
    else:
        day = _there(target, view)
        waits = day is None and _is_unreadable(target, view)
        late = (
            (Tardy(name, day),)
            if day is not None and day > view.plan.days[target.due]
            else ()
        )
        tally = Tally(Fraction(day is not None), Fraction(1), int(waits), late)
    return _with_names(target, tally, view)


def _with_names(target: Target, tally: Tally, view: View) -> Tally:
    name = (view.village.name,)
    is_named = target.named is not None and FACTS[target.named].holds(view, view.as_of)
    return replace(
        tally,
        lacks=() if tally.have or tally.waiting or not tally.of else name,
        named=int(is_named),
        unreached=name if is_named and not tally.have else (),
    )


def _tally(result: RuleResult | None) -> Tally:
    """Items that a rule counts: done in time, of those that are due."""
    if result is None or result.share is None:
        return Tally(
            waiting=int(result is not None and result.outcome is Outcome.ERROR)
        )
    return Tally(
        Fraction(result.answer.observed or 0), Fraction(result.answer.expected or 0)
    )


def _each(target: Target, view: View) -> Tally:
    """Each record of a kind: all belong to the year but those that somebody of the town
    has put off, with a basis.

    One finished late is finished.
    """
    records = view.records(target.each or "")
    owed = [record for record in records if unfit_move(record, view.town, view.as_of)]
    done = [record for record in owed if getattr(record, target.done or "")]
    names = (view.village.name,) if len(done) < len(owed) else ()
    return Tally(
        have=Fraction(len(done)),
        of=Fraction(len(owed)),
        waiting=sum(broken.kind == target.each for broken in view.village.broken),
        late=tuple(
            Tardy(view.village.name, day)
            for record in done
            if (day := getattr(record, target.done or ""))
            > getattr(record, target.limit or "")
        ),
        lacks=names,
        moved=len(records) - len(owed),
    )


def _outside(result: RuleResult | None) -> Tally | None:
    """A village that is not among those meant adds nothing; one of which that cannot be
    read waits. None: it is.
    """
    if result is not None and result.outcome is Outcome.ERROR:
        return Tally(of=Fraction(1), waiting=1)
    return None if result is not None and result.answer.counted else Tally()


def _by_rules(results: list[RuleResult], name: str) -> Tally:
    """A village counts in which all that the rules ask for is there, late or not; rules
    that do not apply are left out.

    With no rule left, none counts.
    """
    if not results:
        return Tally()
    owed = [
        result for result in results if result.outcome is not Outcome.NOT_APPLICABLE
    ]
    there = bool(owed) and all(result.is_there for result in owed)
    waits = not there and any(result.outcome in WAITING for result in owed)
    late = [
        result.answer.values.get("done") for result in owed if there and result.is_late
    ]
    days = [date.fromisoformat(day) for day in late if day]
    tardy = (
        (Tardy(name, max(days) if len(days) == len(late) else None),) if late else ()
    )
    return Tally(Fraction(there), Fraction(1), int(waits), tardy)


def _there(target: Target, view: View) -> date | None:
    """Since when a village has somebody in a set, a ruling of the year, or a record;
    None while it has not.
    """
    if target.set is not None:
        return view.plan.first_day if view.members_of(target.set) else None
    if target.ruling is not None:
        word = view.ruling(target.ruling)
        holds = (
            word is not None
            and word.verdict in AFFIRMED
            and word.date >= view.plan.first_day
        )
        return word.date if word is not None and holds else None
    records = (
        one
        for one in view.records(target.record or "")
        if getattr(one, "level", "town") == "town"
    )
    return min((one.date for one in records), default=None)


def _is_unreadable(target: Target, view: View) -> bool:
    """Whether what was not found may stand in what could not be read."""
    kinds = {kind for kind, _ in READS.get(target.set or "", ())} | {target.record}
    return any(
        broken.kind in kinds or (target.ruling and broken.kind == "ruling")
        for broken in view.village.broken
    )


def conclude_targets(
    plan: Plan, tallies: Mapping[str, Tally], as_of: date
) -> tuple[TargetResult, ...]:
    """All targets of the plan from the sums over the villages."""
    return tuple(
        _result(target, tallies.get(target.id, Tally()), plan, as_of)
        for target in plan.targets
    )


def _result(target: Target, tally: Tally, plan: Plan, as_of: date) -> TargetResult:
    """Met with enough of them, and with every village that is named besides."""
    least = number_needed(target, int(tally.of))
    result = TargetResult(target, tally, least, plan.days[target.due], Outcome.MET)
    is_empty = target.share is not None and not tally.of
    short = tally.have < least
    if not (short or is_empty or tally.unreached):
        return result
    if not has_passed(result.due, as_of):
        return replace(result, outcome=Outcome.NOT_DUE)
    if is_empty:
        return replace(
            result, outcome=Outcome.REVIEW if tally.waiting else Outcome.NOT_APPLICABLE
        )
    waits = tally.have + tally.waiting >= max(
        least, int(tally.have) + len(tally.unreached)
    )
    return replace(result, outcome=Outcome.REVIEW if waits else Outcome.UNMET)


def add_tallies(parts: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Over villages, one after the other; nothing of them is kept."""
    total: dict[str, Tally] = {}
    for part in parts:
        for code, tally in part.items():
            total[code] = total.get(code, Tally()) + tally
    return total
