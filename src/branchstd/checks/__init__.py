"""Checks across records: what each record alone cannot show. Pure; problems are values and stop nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.checks import attendance, dates, granted, ids, items, posts, references, roster, shapes, sums
from branchstd.findings import Problem
from branchstd.records.holdings import Broken, Town, Village
from branchstd.rules.view import View


class Checked(NamedTuple):
    problems: tuple[Problem, ...]
    broken: tuple[Broken, ...]


CHECKS: Final[tuple[Callable[[View], Iterator[Problem]], ...]] = (
    ids.duplicates,
    references.dangling,
    references.contents,
    references.answered,
    dates.outside_year,
    dates.wrong_month,
    dates.wrong_order,
    dates.steps_out_of_order,
    shapes.needed_by_kind,
    shapes.wrong_pair,
    shapes.town_only,
    shapes.waiver_without_end,
    attendance.numbers,
    attendance.membership,
    attendance.two_places,
    sums.votes,
    sums.questions,
    sums.dues,
    posts.two_holders,
    items.unfit_words,
    items.unclaimed,
    items.textless,
    items.early,
    items.elsewhere,
    roster.problems,
)
OF_TOWN: Final[tuple[Callable[[View], Iterator[Problem]], ...]] = (
    ids.duplicates,
    references.dangling,
    references.taking_part,
    references.contents,
    dates.outside_year,
    granted.nones,
    granted.moves,
)


def check_village(village: Village, town: Town, catalogue: Catalogue, plan: Plan) -> Checked:
    """Every problem between a village's records; `broken` says where the roster is known to be incomplete."""
    view = View(village, town, catalogue, plan, plan.last_day)
    problems = tuple(problem for check in CHECKS for problem in check(view))
    return Checked(problems, tuple(roster.incomplete(view)))


def check_town(town: Town, catalogue: Catalogue, plan: Plan) -> tuple[Problem, ...]:
    """Problems between the town's own records: double ids, days outside the year, references to nothing."""
    holder = Village("", town.name, town.records, town.broken)
    view = View(holder, town, catalogue, plan, plan.last_day)
    return tuple(problem for check in OF_TOWN for problem in check(view))
