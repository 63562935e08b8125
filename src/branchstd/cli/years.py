"""The villages as a report or a table of the year sees them: results, both voices, and the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from branchstd.assess import SurveyedVillage
from branchstd.cli.lists import lines_of
from branchstd.cli.session import Session
from branchstd.findings import Problem, Severity
from branchstd.outlook import lapsing
from branchstd.render.lists import VillageLine
from branchstd.render.report import VillageYear
from branchstd.workflow.hearing import heard
from branchstd.workflow.past import grown
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
        subsidies=tuple(row for row in view.records("income") if row.source == "subsidy"),
    )
