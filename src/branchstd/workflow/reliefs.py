"""What the town has relieved itself of: days moved, projects put off, duties of which it says there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.records.holdings import Town
from branchstd.records.town import Project
from branchstd.rules.granted import unfit_move
from branchstd.workflow.duties import none_of


class Relief(NamedTuple):
    """what: the id or name; change: what was and is now, or the words of it; basis: paper or reason."""

    sort: Literal["day", "project", "none"]
    what: str
    change: str
    by: str
    date: date | None
    basis: str


def reliefs(catalogue: Catalogue, plan: Plan, town: Town, as_of: date) -> Iterator[Relief]:
    """Days first, then projects in file order, then duties; all that was said by the day, with its basis."""
    for change in catalogue.changes:
        if change.what == "date":
            yield Relief("day", change.id, f"{change.was} → {change.now}", change.by, change.date, change.basis)
    projects = town.of(Project)
    for project in projects:
        if unfit_move(project, town, as_of) is None:
            planned = project.planned_finish.isoformat()
            yield Relief("project", project.name, planned, project.moved_by or "", None, project.basis or "")
    for duty in plan.duties:
        if duty.none and (word := none_of(duty, town, as_of)) is not None:
            yield Relief("none", duty.id, duty.phrase, word.by or "", word.date, word.reason or "")
