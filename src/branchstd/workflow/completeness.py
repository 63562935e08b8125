"""What results may lack, because it cannot be read; and the faults on account of
which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from branchstd.assess import AssessedVillage
from branchstd.findings import Problem, Severity


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of a town and some of its units on one day.

    hidden: faults that hide a unit, or leave open whose word counts. town: those of the
    town's other broken records.
    earlier: those of what is kept of the year before.
    """

    hidden: tuple[Problem, ...]
    town: tuple[Problem, ...]
    units: tuple[AssessedVillage, ...]
    earlier: tuple[Problem, ...]

    @property
    def faults(self) -> list[Problem]:
        """All, of records of whichever kind."""
        return [
            *self.hidden,
            *self.town,
            *(fault for one in self.units for fault in faults_of(one)),
            *self.earlier,
        ]

    def faults_in(self, kinds: Collection[str]) -> list[Problem]:
        """What hides a unit, and what is wrong with the units' records of these kinds
        that had begun by the day.
        """
        return [
            *self.hidden,
            *(fault for one in self.units for fault in faults_of(one, kinds)),
        ]

    def files_in(self, kinds: Collection[str]) -> tuple[str, ...]:
        """The files of all that: in them stands what is not shown."""
        files = (file for one in self.units for file in broken_files(one, kinds))
        return tuple(
            dict.fromkeys((*(fault.place.file for fault in self.hidden), *files))
        )

    @property
    def unreadable(self) -> list[Problem]:
        """Files of the units that could not be used at all."""
        return [
            problem
            for one in self.units
            for problem in one.problems
            if problem.unreadable
        ]


def faults_of(
    assessed: AssessedVillage, kinds: Collection[str] | None = None
) -> Iterator[Problem]:
    """The errors in files in which a record (of these kinds, begun by the day) is
    broken.
    """
    files = set(broken_files(assessed, kinds))
    return (
        p
        for p in assessed.problems
        if p.severity is Severity.ERROR and p.place.file in files
    )


def broken_files(
    assessed: AssessedVillage, kinds: Collection[str] | None = None
) -> Iterator[str]:
    """The files in which a record (of these kinds, begun by the day) is broken."""
    day = assessed.assessment.as_of
    for broken in assessed.village.broken:
        if kinds is None or (
            broken.kind in kinds and (broken.since is None or broken.since <= day)
        ):
            yield broken.place.file
