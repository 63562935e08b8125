"""What the town relieves itself of: a duty of which there is nothing, a project put
off; by whom, on what ground.
"""

from __future__ import annotations

from datetime import date

from branchstd.records.holdings import Town
from branchstd.records.town import Event, Project, VillageEntry
from branchstd.rules.view import role_of


def unfit_none(event: Event, town: Town) -> str | None:
    """Why a word `none` does not count, as a code: who says it has a role that day and
    looks after no village.
    """
    if not (event.by and event.reason):
        return "none_unsigned"
    if role_of(town, event.by, event.date) is None:
        return "unfit_no_role"
    return "unfit_liaison" if event.by in _liaisons(town) else None


def unfit_move(project: Project, town: Town, day: date) -> str | None:
    """Why a project is not put off though somebody is named for it, as a problem's
    code.
    """
    if not (project.moved_by and project.basis):
        return "moved_unfounded"
    if role_of(town, project.moved_by, day) is None:
        return "unfit_no_role"
    return (
        "unfit_liaison"
        if project.moved_by in _liaisons(town, project.village)
        else None
    )


def _liaisons(town: Town, slug: str | None = None) -> set[str | None]:
    """Who looks after a village, or after any."""
    entries = town.of(VillageEntry)
    return {entry.liaison for entry in entries if slug in {None, entry.slug}}
