"""A report as made: the day, the year as the records have it, the template, the check code.

The villages as a report or a table of the year sees them: results, both voices, and the year before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, timedelta
from typing import Any, Final

from branchstd.assess import SurveyedVillage
from branchstd.catalogue.model import Phase
from branchstd.cli.context import Options
from branchstd.cli.exits import RefusalError
from branchstd.cli.lists import lines_of
from branchstd.cli.session import Session, open_session
from branchstd.findings import Place, Problem, Severity
from branchstd.mask import mask_all
from branchstd.outlook import lapsing
from branchstd.records.base import record_as_of
from branchstd.records.town import Event
from branchstd.records.village import Income
from branchstd.render import report
from branchstd.render.confined import render_confined
from branchstd.render.lists import VillageLine
from branchstd.render.markdown import cell
from branchstd.render.plain import plain
from branchstd.render.report import VillageYear, Year
from branchstd.render.templates import ReportError, render
from branchstd.store.templates import FOLDER, Templates, report_templates, revision
from branchstd.workflow.evidence import SHORT, all_recorded, digest, fields_of, terms
from branchstd.workflow.feedback import heard
from branchstd.workflow.last_year import grown
from branchstd.workflow.reliefs import reliefs
from branchstd.workflow.stars import stars
from branchstd.workflow.visits import visits


def village_years(session: Session, villages: Iterable[str], ahead: date | None = None) -> tuple[VillageYear, ...]:
    """Of the villages asked for. ahead: up to which day it is looked at what will lapse; None: not at all."""
    return tuple(_village_year(session, line, ahead) for line in lines_of(session, list(villages), "zh", named=False))


def lost(session: Session, surveyed: Sequence[SurveyedVillage]) -> list[Problem]:
    """Faults on account of which something may lack in what is shown: of the town's files, and of these villages'."""
    survey = session.survey
    broken = {one.place.file for one in survey.office.town.broken}
    broken |= {one.place.file for found in surveyed for one in found.village.broken}
    problems = (*survey.problems, *(problem for found in surveyed for problem in found.problems))
    faults = (problem for problem in problems if problem.severity is Severity.ERROR)
    earlier = (problem for found in surveyed for problem in survey.last_year(found.village.slug).faults)
    return [*survey.lost, *(problem for problem in faults if problem.place.file in broken), *earlier]


def _village_year(session: Session, line: VillageLine, ahead: date | None) -> VillageYear:
    survey, surveyed = session.survey, line.surveyed
    view, slug = survey.view(surveyed), surveyed.village.slug
    before = survey.last_year(slug)
    return VillageYear(
        line=line,
        kind=view.kind,
        cycle=survey.cycle(surveyed),
        stars=stars(view, surveyed.assessment, line.standing),
        heard=tuple(heard(view)),
        visits=tuple(visits(survey.desk(surveyed), (entry.one for entry in line.entries))),
        lapses=lapsing(survey.assess, surveyed.village, session.as_of, ahead) if ahead else (),
        accepted_before=before.accepted,
        star_before=before.star,
        before_unread=bool(before.faults),
        aims=before.aims,
        grown=tuple(grown(view)),
        subsidies=tuple(row for row in view.of(Income) if row.source == "subsidy"),
    )


CODE_LENGTH: Final = 10
SETTINGS: Final = frozenset({"town", "decision", "manual_row"})  # of the town's records; they are among the terms
AHEAD: Final = 30  # days for which it is told what will lapse


def open_for_phase(settings: Options, phase: str, as_of: str | None) -> Session:
    """On the day asked for, else the earlier of today and the phase's last day."""
    session = open_session(settings, as_of)
    last = _phase(session, phase).end
    return Session(session.survey, settings, session.as_of if as_of else min(session.as_of, last))


def _phase(session: Session, name: str) -> Phase:
    return next(phase for phase in session.survey.plan.phases if phase.id == name)


def written(session: Session, phase: str, village: str | None, format_: str) -> str:
    """The report. Raises RefusalError where a template cannot be used."""
    return compose(session, year_of(session, phase, village), village, format_)


def compose(session: Session, year: Year, village: str | None, format_: str) -> str:
    """What the year comes to in a template. Raises RefusalError where it cannot be used."""
    speech, phase = session.speech(default="zh"), year.phase.id
    context = mask_all(report.village(year, speech) if village else report.town(year, speech))
    name = f"{'village-' if village else ''}{phase}.{format_}.j2"
    call = {"phase": phase, "village": year.villages[0].slug if village else "", "format": format_,
            "lang": speech.lang, "as_of": str(session.as_of)}  # fmt: skip
    rests = {"terms": terms(speech.catalogue, speech.plan), "ground": _ground(session, year)}
    said = " ".join(f"{key}={value}" for key, value in (call | rests).items())
    context |= {"code": code(context, call), "call": said}
    return _laid_out(report_templates(session.survey.office.root), name, context)


def _laid_out(templates: Templates, name: str, context: Mapping[str, Any]) -> str:
    """Shipped templates end; what a town's own do is known only when they have done it."""
    if templates.problems:
        raise RefusalError(templates.problems)
    html = name.endswith(".html.j2")
    data = plain(context, str if html else cell)
    try:
        return (render_confined if templates.own else render)(templates.texts, name, data, html=html)
    except ReportError as error:
        place = Place(f"{FOLDER.as_posix()}/{error.name}", error.line)
        values = {"line": str(error.line), "detail": error.detail[:200]}
        raise RefusalError([Problem(error.code, place, values)]) from None


def code(context: Mapping[str, Any], call: Mapping[str, str]) -> str:
    """Ten hexadecimal digits of everything that the report says, but for the revision it was said at."""
    said = {key: value for key, value in context.items() if key != "revision"}
    text = json.dumps([said, dict(call)], default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:CODE_LENGTH]


def _ground(session: Session, year: Year) -> str:
    """A digest of all that was recorded of the report's villages, and by the town, up to its day."""
    survey = session.survey
    town = survey.office.town.records
    lines = [line for one in year.villages for line in all_recorded(survey.view(one.line.surveyed))]
    own = (record_as_of(record, session.as_of) for kind in town.keys() - SETTINGS for record in town[kind])
    return digest([*lines, *sorted(fields_of(record) for record in own if record is not None)])[:SHORT]


def _plain(value: object) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def year_of(session: Session, phase: str, village: str | None) -> Year:
    survey = session.survey
    ahead = session.as_of + timedelta(days=AHEAD)
    every = village_years(session, [village] if village else [], ahead if phase == "advance" else None)
    surveyed = [one.line.surveyed for one in every]
    years = every if village else tuple(one for one in every if one.kind == "village")
    events = survey.office.town.of(Event)
    duties = survey.duties(surveyed, session.as_of)
    return Year(
        town=survey.office.town.name,
        county=survey.office.town.county,
        as_of=session.as_of,
        phase=_phase(session, phase),
        villages=years,
        others=tuple(one for one in every if one not in years),
        targets=survey.targets(surveyed, session.as_of),
        duties=tuple(one for one in duties if not village or one.duty.owner in {"village", "both"}),
        proofs={code: proof for one in duties for code, proof in one.proofs.items()},
        grown=() if village else tuple(survey.town_growth(session.as_of)),
        events=tuple(seen for event in events if (seen := event.as_of_day(session.as_of))),
        reliefs=tuple(reliefs(survey.catalogue, survey.plan, survey.office.town, session.as_of)),
        lapse_day=ahead,
        unread=tuple(sorted({problem.place.file for problem in lost(session, surveyed)})),
        revision=revision(survey.office.root),
    )
