"""Reliefs of the town for itself that do not count: without name, reason or paper, or by the wrong person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from branchstd.findings import Problem, nearest
from branchstd.records.town import Event, Project
from branchstd.rules.granted import unfit_move, unfit_none
from branchstd.rules.view import View


def nones(view: View) -> Iterator[Problem]:
    """That there is nothing of a duty is said of duties that wait for it, by a name, with a reason."""
    known = [duty.id for duty in view.plan.duties if duty.none]
    for event in cast("tuple[Event, ...]", view.village.records.get("event", ())):
        if event.kind != "none":
            continue
        for code in event.covers:
            if code not in known:
                values = {"code": code, "near": nearest(code, known, 0), "known": ", ".join(known)}
                yield Problem("none_unasked", event.mark.of("covers"), values)
        if why := unfit_none(event, view.town):
            yield Problem(why, event.mark.of("by"), {"by": event.by or ""})


def moves(view: View) -> Iterator[Problem]:
    """A project is put off by a name and a paper; one that names neither was not."""
    for project in cast("tuple[Project, ...]", view.village.records.get("project", ())):
        why = unfit_move(project, view.town, view.as_of) if project.moved_by or project.basis else None
        if why:
            yield Problem(why, project.mark.of("moved_by"), {"by": project.moved_by or "", "name": project.name})
