"""The town's targets over its villages, in exact fractions: how many count, of how many, how many are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor

from branchstd.assess.result import Assessment, RuleResult
from branchstd.catalogue.model import Plan, Target
from branchstd.findings import Outcome
from branchstd.rules.periods import passed
from branchstd.rules.sets import READS
from branchstd.rules.view import View

WAITING = (Outcome.REVIEW, Outcome.ERROR)
AFFIRMED = ("yes", "conforms")


@dataclass(frozen=True, slots=True)
class Tally:
    """What counts, of what could, and what waits for a person; of one village or of all."""

    have: Fraction = Fraction(0)
    of: Fraction = Fraction(0)
    waiting: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.have + other.have, self.of + other.of, self.waiting + other.waiting)


@dataclass(frozen=True, slots=True)
class TargetResult:
    """`needed` is the smallest whole number that meets the target.

    Nothing to count (of = 0) is not due before the day, as there may be something by then, and not applicable from it.
    """

    target: Target
    tally: Tally
    needed: int
    due: date
    outcome: Outcome


def needed(target: Target, size: int) -> int:
    """以上 takes the number in, 超过 (strict) leaves it out; Civil Code 1259, by analogy."""
    if target.share is None:
        return target.number or 0
    least = target.share * size
    return floor(least) + 1 if target.strict else ceil(least)


def contribution(target: Target, found: Assessment, view: View) -> Tally:
    """What one village adds to a target."""
    rules = {rule.rule.id: rule for standard in found.standards for rule in standard.rules}
    if target.tally is not None:
        return _tallied(rules.get(target.tally))
    if target.among is not None and (outside := _outside(rules.get(target.among))) is not None:
        return outside
    if target.rules:
        return _by_rules([rules[code] for code in target.rules if code in rules])
    there = _there(target, view)
    return Tally(Fraction(there), Fraction(1), int(not there and _is_unreadable(target, view)))


def _tallied(result: RuleResult | None) -> Tally:
    """Projects or items that a rule counts: done in time, of those that are due."""
    if result is None or result.share is None:
        return Tally(waiting=int(result is not None and result.outcome is Outcome.ERROR))
    return Tally(Fraction(result.answer.observed or 0), Fraction(result.answer.expected or 0))


def _outside(result: RuleResult | None) -> Tally | None:
    """A village that is not among those meant adds nothing; one of which that cannot be read waits. None: it is."""
    if result is not None and result.outcome is Outcome.ERROR:
        return Tally(of=Fraction(1), waiting=1)
    return None if result is not None and result.answer.counted else Tally()


def _by_rules(results: list[RuleResult]) -> Tally:
    """A village counts whose rules are met, those left aside that do not apply to it; with no rule left, none does."""
    if not results:
        return Tally()
    owed = [result.outcome for result in results if result.outcome is not Outcome.NOT_APPLICABLE]
    met = bool(owed) and all(outcome is Outcome.MET for outcome in owed)
    waits = not met and any(outcome in WAITING for outcome in owed)
    return Tally(Fraction(met), Fraction(1), int(waits))


def _there(target: Target, view: View) -> bool:
    if target.set is not None:
        return bool(view.members_of(target.set))
    if target.ruling is not None:
        return view.ruling(target.ruling, lambda ruling: ruling.verdict in AFFIRMED) is not None
    last = view.plan.days[target.due]
    records = (one for one in view.records(target.record or "") if getattr(one, "level", "town") == "town")
    return any(one.date <= last for one in records)  # late is late for the town as it is for villages


def _is_unreadable(target: Target, view: View) -> bool:
    """Whether what was not found may stand in what could not be read."""
    kinds = {kind for kind, _ in READS.get(target.set or "", ())} | {target.record}
    return any(broken.kind in kinds or (target.ruling and broken.kind == "ruling") for broken in view.village.broken)


def concluded(plan: Plan, tallies: Mapping[str, Tally], as_of: date) -> tuple[TargetResult, ...]:
    """All targets of the plan from the sums over the villages."""
    return tuple(_result(target, tallies.get(target.id, Tally()), plan, as_of) for target in plan.targets)


def _result(target: Target, tally: Tally, plan: Plan, as_of: date) -> TargetResult:
    least = needed(target, int(tally.of))
    result = TargetResult(target, tally, least, plan.days[target.due], Outcome.MET)
    is_empty = target.share is not None and not tally.of
    if tally.have >= least and not is_empty:
        return result
    if not passed(result.due, as_of):
        return replace(result, outcome=Outcome.NOT_DUE)
    if is_empty:
        return replace(result, outcome=Outcome.NOT_APPLICABLE)
    return replace(result, outcome=Outcome.REVIEW if tally.have + tally.waiting >= least else Outcome.UNMET)


def summed(parts: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Over villages, one after the other; nothing of them is kept."""
    total: dict[str, Tally] = {}
    for part in parts:
        for code, tally in part.items():
            total[code] = total.get(code, Tally()) + tally
    return total
