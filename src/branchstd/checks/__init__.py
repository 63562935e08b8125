"""Checks across records: what each record alone cannot show. Pure; problems are values
and stop nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.checks import (
    attendance,
    dates,
    items,
    lost,
    posts,
    references,
    roster,
    shapes,
    sums,
)
from branchstd.checks.questions import questions
from branchstd.findings import MOST_TOLD, Problem, few
from branchstd.records.holdings import Broken, Town, Village
from branchstd.rules.view import View


class Checked(NamedTuple):
    """broken: where records are known to be incomplete.

    questions: for the town alone, and so not among the village's problems.
    """

    problems: tuple[Problem, ...]
    broken: tuple[Broken, ...]
    questions: tuple[Problem, ...]


CHECKS: Final[tuple[Callable[[View], Iterator[Problem]], ...]] = (
    references.duplicates,
    references.twice,
    references.two_facts,
    references.dangling,
    references.contents,
    references.check_replies,
    dates.outside_year,
    dates.wrong_month,
    dates.wrong_order,
    dates.steps_out_of_order,
    dates.check_stops,
    shapes.misshapen,
    shapes.check_images,
    shapes.waiver_without_end,
    shapes.major_by_amount,
    shapes.check_households,
    shapes.unclear_votes,
    attendance.numbers,
    attendance.membership,
    attendance.two_places,
    attendance.check_expected,
    attendance.check_entitled,
    attendance.hours,
    attendance.check_appraisals,
    sums.votes,
    sums.questions,
    sums.dues,
    sums.shifts,
    sums.stable,
    posts.two_holders,
    posts.conflicts,
    posts.reserves,
    posts.check_basis,
    posts.unsaid_elections,
    posts.long_terms,
    posts.committee_size,
    posts.branch_size,
    items.unfit_words,
    items.check_claims,
    items.textless,
    items.early,
    items.elsewhere,
    roster.problems,
    lost.problems,
)
OF_TOWN: Final[tuple[Callable[[View], Iterator[Problem]], ...]] = (
    references.duplicates,
    references.twice,
    references.dangling,
    references.taking_part,
    references.contents,
    dates.outside_year,
    items.nones,
    items.moves,
)


def check_village(
    village: Village, town: Town, catalogue: Catalogue, plan: Plan
) -> Checked:
    """Every problem between a village's records, and what it says that only the town
    can know.

    broken: where records are known to be incomplete, as something that is left tells.
    """
    view = View(village, town, catalogue, plan, plan.last_day)
    problems = tuple(problem for check in CHECKS for problem in few(check(view)))
    return Checked(
        problems,
        (*roster.incomplete(view), *lost.incomplete(view), *shapes.incomplete(view)),
        tuple(few(questions(view))),
    )


def check_town(town: Town, catalogue: Catalogue, plan: Plan) -> tuple[Problem, ...]:
    """Problems between the town's own records: double ids, days outside the year,
    references to nothing.
    """
    holder = Village("", town.name, town.records, town.broken, town.twins)
    view = View(holder, town, catalogue, plan, plan.last_day)
    most = MOST_TOLD * max(1, len(town.codes["villages"]))
    return tuple(problem for check in OF_TOWN for problem in few(check(view), most))
