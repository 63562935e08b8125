"""覆盖 cover: which elements of a set have a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from branchstd.catalogue.names import PEOPLE_SETS, POST_SETS
from branchstd.catalogue.rules import Cover
from branchstd.records.base import Record
from branchstd.rules.answer import Answer, Rejected, empty, ratio
from branchstd.rules.elements import covers, elements, holders, people_of, unlisted
from branchstd.rules.periods import periods
from branchstd.rules.select import Selected, select
from branchstd.rules.view import View

Test = Callable[[str], tuple[Record, ...]]


def cover(view: View, rule: Cover) -> Answer:
    """min(1, (covered ÷ size) ÷ min_share); size is never less than the seats the town has allotted.

    A list that the office has not filled in waits for it (`review`). An empty set: `when_empty`.
    """
    names = elements(view, rule.set)
    if names is None:
        return unlisted(rule.set)
    size = max(len(names), view.number(rule.seats) * rule.seats_times if rule.seats else 0)
    if size == 0:
        return empty(rule.when_empty)
    found = select(view, rule)
    spared = view.members_of(rule.or_in) & view.members_of("spared") if rule.or_in else frozenset()
    proofs = _proofs(view, rule, found, names)
    good = [name for name in names if name in spared or _enough(view, rule, name, proofs[name])]
    counted = {id(r): r for name in good for r in proofs[name]}
    proving = {id(r) for records in proofs.values() for r in records}
    idle = tuple(Rejected(r, "outside") for r in found.records if id(r) not in proving)
    return Answer(
        share=ratio(Fraction(len(good), size), rule.min_share),
        observed=len(good),
        expected=size,
        missing=(*(name for name in names if name not in good), *(f"?{n}" for n in range(len(names) + 1, size + 1))),
        counted=tuple(counted.values()),
        rejected=_of_the_missing(found, set(names) - set(good)) + idle,
    )


def _of_the_missing(found: Selected, missing: set[str]) -> tuple[Rejected, ...]:
    """Left-out rows about somebody who is already covered say nothing."""
    return tuple(r for r in found.rejected if getattr(r.record, "person", None) in {None, *missing})


def _proofs(view: View, rule: Cover, found: Selected, names: Iterable[str]) -> dict[str, tuple[Record, ...]]:
    """For each element of the set the records that cover it."""
    if rule.set not in POST_SETS and rule.set not in PEOPLE_SETS:
        return {name: tuple(r for r in found.records if covers(view, r, name, rule.match)) for name in names}
    covered = [(record, people_of(view, record, rule.partner_in)) for record in found.records]
    if rule.set in PEOPLE_SETS:
        return {name: tuple(record for record, people in covered if name in people) for name in names}
    held = {name: holders(view, name) for name in names}
    return {name: tuple(record for record, people in covered if people & held[name]) for name in names}


def _enough(view: View, rule: Cover, name: str, proofs: tuple[Any, ...]) -> bool:
    if rule.sum is None:
        return len(proofs) >= rule.at_least
    reached = sum((Decimal(getattr(r, rule.sum) or 0) for r in proofs), Decimal(0))
    return Fraction(reached) >= Fraction(rule.at_least) * _whole_months(view, rule.set, name) / 12


def _whole_months(view: View, name: str, code: str) -> int:
    """Whole months of the plan year in which somebody is in the set; of months to come, those after joining."""
    return sum(
        code in view.members_of(name, min(p.first, view.as_of))
        and code in view.members_of(name, min(p.last, view.as_of))
        for p in periods(view.plan.year, "month")
    )
