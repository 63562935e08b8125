"""A report as made: the day, the year as the records have it, the template, the check
code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import RefusalError, refusal
from branchstd.cli.support.session import Session, open_session
from branchstd.findings import Place
from branchstd.mask import mask_all
from branchstd.records.base import records_as_of
from branchstd.render.confined import render_confined
from branchstd.render.markdown import cell
from branchstd.render.report.sections import report_data
from branchstd.render.tables import plain
from branchstd.render.templates import ReportError, render
from branchstd.store.templates import FOLDER, Templates, report_templates, revision
from branchstd.workflow.evidence import SHORT, all_recorded, digest, fields_of, terms
from branchstd.workflow.year import Year
from branchstd.workspace import TownOnDay

CODE_LENGTH: Final = 10
# Of the town's records; they are among the terms.
SETTINGS: Final = frozenset({"town", "decision", "manual_row"})


class PhaseName(StrEnum):
    """Ids of the plan's phases; of each there is a report."""

    DEPLOY = "deploy"
    ADVANCE = "advance"
    ASSESS = "assess"


def open_for_phase(settings: Options, phase: str, as_of: str | None) -> Session:
    """On the day asked for, else the earlier of today and the phase's last day."""
    session = open_session(settings, as_of)
    phases = session.workspace.plan.phases
    last = next(one for one in phases if one.id == phase).end
    return Session(
        session.workspace,
        settings,
        session.as_of if as_of else min(session.as_of, last),
    )


def written(session: Session, phase: str, village: str | None, format_: str) -> str:
    """The report. Raises RefusalError where a template cannot be used."""
    town = session.town([village] if village else [])
    return compose(
        session, year_of(town, phase, of_one=bool(village)), village, format_
    )


def year_of(town: TownOnDay, phase: str, *, of_one: bool) -> Year:
    """With the revision of the records, which no result rests on."""
    return town.year(
        phase, of_one=of_one, revision=revision(town.workspace.office.root)
    )


def compose(session: Session, year: Year, village: str | None, format_: str) -> str:
    """What the year comes to in a template. Raises RefusalError where it cannot be
    used.
    """
    messages, phase = session.messages(document=True), year.phase.id
    context = mask_all(report_data(year, messages, of_one=bool(village)))
    call = {
        "phase": phase,
        "village": year.villages[0].slug if village else "",
        "format": format_,
        "lang": messages.lang,
        "as_of": str(session.as_of),
    }
    rests = {
        "terms": terms(messages.catalogue, messages.plan),
        "ground": _ground(session, year),
    }
    said = " ".join(f"{key}={value}" for key, value in (call | rests).items())
    context |= {"code": code(context, call), "call": said}
    return _laid_out(report_templates(session.workspace.office.root), call, context)


def _laid_out(
    templates: Templates, call: Mapping[str, str], context: Mapping[str, Any]
) -> str:
    """Shipped templates end; what a town's own do is known only when they have done
    it.
    """
    if templates.problems:
        raise RefusalError(templates.problems)
    html = call["format"] == "html"
    own = f"{'village-' if call['village'] else ''}{call['phase']}.{call['format']}.j2"
    name = own if own in templates.texts else f"report.{call['format']}.j2"
    data = plain(context, str if html else cell)
    try:
        return (render_confined if templates.own else render)(
            templates.texts, name, data, html=html
        )
    except ReportError as error:
        place = Place(f"{FOLDER.as_posix()}/{error.name}", error.line)
        raise refusal(
            error.code, place, line=str(error.line), detail=error.detail[:200]
        ) from None


def code(context: Mapping[str, Any], call: Mapping[str, str]) -> str:
    """Ten letters of a digest of everything that the report says, but for the revision
    it was said at.
    """
    said = {key: value for key, value in context.items() if key != "revision"}
    text = json.dumps([plain(said), dict(call)], ensure_ascii=False, sort_keys=True)
    return digest([text])[:CODE_LENGTH]


def _ground(session: Session, year: Year) -> str:
    """A digest of all that was recorded of the report's villages, and by the town, up
    to its day.
    """
    workspace = session.workspace
    town = workspace.office.town.records
    lines = [
        line
        for one in year.villages
        for line in all_recorded(workspace.view(one.line.assessed))
    ]
    own = (
        record
        for kind in town.keys() - SETTINGS
        for record in records_as_of(town[kind], session.as_of)
    )
    return digest([*lines, *sorted(map(fields_of, own))])[:SHORT]
