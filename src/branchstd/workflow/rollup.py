"""Whole numbers over many villages and towns, as an office above the towns asks for
them: nobody is named, and nobody ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from branchstd.assess import AssessedVillage
from branchstd.assess.targets import Tally, TargetResult, add_tallies
from branchstd.catalogue.model import Catalogue
from branchstd.findings import Outcome, Problem
from branchstd.workflow.rectification import Rectification, count_items

VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class TownCount:
    """What one unit adds to its town's row, or all of them together.

    units: by kind. outcomes: of standards, conclusions: of those proposed; both over
    villages alone. items: open, overdue, closed; problems: by severity, and those that
    are `unreadable`; both over all units. tallies: by target.
    """

    units: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    conclusions: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    tallies: Mapping[str, Tally] = field(default_factory=dict)

    def __add__(self, other: TownCount) -> TownCount:
        return TownCount(
            self.units + other.units,
            self.outcomes + other.outcomes,
            self.conclusions + other.conclusions,
            self.items + other.items,
            self.problems + other.problems,
            add_tallies([self.tallies, other.tallies]),
        )


def count_unit(
    found: AssessedVillage,
    items: Sequence[Rectification],
    tallies: Mapping[str, Tally],
) -> TownCount:
    """Its problems with what the town is asked about it, as its check tells them."""
    assessment = found.assessment
    is_village = assessment.kind == VILLAGE
    counted = count_items(items)
    return TownCount(
        Counter([assessment.kind]),
        Counter(assessment.outcomes() if is_village else {}),
        Counter([assessment.conclusion.proposed] if is_village else ()),
        Counter(open=counted.open, overdue=counted.overdue, closed=counted.closed),
        count_problems((*found.problems, *found.questions)),
        tallies,
    )


def count_problems(problems: Sequence[Problem]) -> Counter[str]:
    """By severity; those that hide records once more."""
    severities = Counter(problem.severity.value for problem in problems)
    return severities + Counter(unreadable=sum(one.unreadable for one in problems))


class Terms(NamedTuple):
    """By what a town is judged. own: how much of what ships it has changed."""

    catalogue: str
    version: str
    own: int


def terms_of(catalogue: Catalogue) -> Terms:
    """Of a town, by the catalogue that holds in it."""
    return Terms(catalogue.id, catalogue.version, len(catalogue.changes))


@dataclass(frozen=True, slots=True)
class TownRow:
    """What is said of one town. root: its folder as it was named. exit: what its own
    `check` and `town` would end with, the higher of the two.

    faults: why nothing is said of it; all else is empty then.
    """

    root: str
    exit: int
    faults: tuple[Problem, ...] = ()
    name: str = ""
    as_of: date | None = None
    terms: Terms | None = None
    count: TownCount = field(default_factory=TownCount)
    targets: tuple[TargetResult, ...] = ()


@dataclass(frozen=True, slots=True)
class RollupTotal:
    """Over all towns that could be read. unread: how many could not. reached: by
    target, in how many towns it has each outcome. terms, days: in how many towns they
    hold.
    """

    towns: int = 0
    unread: int = 0
    exit: int = 0
    count: TownCount = field(default_factory=TownCount)
    reached: Mapping[str, Counter[Outcome]] = field(default_factory=dict)
    terms: Counter[Terms] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)

    def add(self, row: TownRow) -> RollupTotal:
        """With one town more; what villages say of targets is summed in its row."""
        reached = dict(self.reached)
        for one in row.targets:
            there = reached.get(one.target.id, Counter[Outcome]())
            reached[one.target.id] = there + Counter([one.outcome])
        return RollupTotal(
            self.towns + (row.terms is not None),
            self.unread + (row.terms is None),
            max(self.exit, row.exit),
            self.count + replace(row.count, tallies={}),
            reached,
            self.terms + Counter([row.terms] if row.terms else ()),
            self.days + Counter([row.as_of] if row.as_of else ()),
        )

    @property
    def targets(self) -> Counter[Outcome]:
        """Of all towns' targets together."""
        return sum(self.reached.values(), Counter[Outcome]())
