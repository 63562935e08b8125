"""Items of many villages together: what comes up elsewhere too, how old they are, how many of those due are closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from branchstd.workflow.rectification import Rectification

# Ages in days up to which open items are counted together.
AGES: Final = (7, 15, 30, 60)


def with_recurrence(found: Iterable[Rectification], earlier: Iterable[Rectification] = ()) -> list[Rectification]:
    """All items with where the same came up elsewhere: same rule, same sort of cause, another village or year."""
    listed = list(found)
    places: dict[tuple[str, str], list[Rectification]] = {}
    for one in (*listed, *earlier):
        if key := _sort(one):
            places.setdefault(key, []).append(one)
    return [replace(one, elsewhere=tuple(_others(one, places.get(_sort(one) or ("", ""), [])))) for one in listed]


def _sort(one: Rectification) -> tuple[str, str] | None:
    if one.item.rule is None or one.plan is None or one.plan.cause_kind is None:
        return None
    return one.item.rule, one.plan.cause_kind


def _others(one: Rectification, same: list[Rectification]) -> Iterator[str]:
    for other in same:
        if other.as_of.year != one.as_of.year:
            yield str(other.as_of.year)
        elif other.village != one.village:
            yield other.name


def by_rule(found: Iterable[Rectification]) -> dict[str, Rectification]:
    """The item of each rule, by the number the rule has now."""
    return {one.rule.id: one for one in found if one.rule is not None}


class Count(NamedTuple):
    """`due`: settled as closed, or due by now; what was found groundless or lost its standard is in neither."""

    closed: int
    due: int
    open: int
    overdue: int
    ages: tuple[int, ...]


def counted(found: Sequence[Rectification]) -> Count:
    """The share of closing (销号率) is closed ÷ due; items not due and not closed are left out of it.

    ages: open items by their age, up to each of AGES and beyond.
    """
    closed = sum(one.state == "closed" for one in found)
    left = [one for one in found if one.is_open]
    overdue = sum(one.joined.due <= one.as_of for one in left)
    bounds = (-1, *AGES, 10**9)
    ages = tuple(sum(low < one.age <= high for one in left) for low, high in pairwise(bounds))
    return Count(closed, closed + overdue, len(left), sum(one.overdue > 0 for one in left), ages)
