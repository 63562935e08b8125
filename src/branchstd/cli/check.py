"""`check`: what the records of villages prove, standard by standard."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from branchstd.assess import SurveyedVillage
from branchstd.cli.exits import Exit
from branchstd.cli.help import HELP
from branchstd.cli.options import AsOf, Villages
from branchstd.cli.session import Session, open_session, show, write
from branchstd.cli.verdict import of_problems, of_village
from branchstd.render import catalogue_text, check_github, check_json, check_text


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def command(
    context: typer.Context,
    villages: Villages = None,
    as_of: AsOf = None,
    format_: Annotated[Format, typer.Option("--format", help=HELP["format"])] = Format.TEXT,
    problems: Annotated[bool, typer.Option("--problems", help=HELP["problems"])] = False,
) -> int:
    session = open_session(context.obj, as_of)
    exits = [of_problems(session.survey.problems)]
    found = _noting(session.villages(villages or ()), exits, problems)
    {Format.TEXT: _text, Format.JSON: _json, Format.GITHUB: _github}[format_](session, found, problems)
    return max(exits)


def _noting(found: Iterable[SurveyedVillage], exits: list[Exit], problems: bool) -> Iterator[SurveyedVillage]:
    for village in found:
        exits.append(of_problems(village.problems) if problems else of_village(village))
        yield village


def _json(session: Session, found: Iterable[SurveyedVillage], _problems: bool) -> None:
    speech = session.speech(default="zh")
    write(check_json.chunks(found, session.survey.problems, speech, session.as_of))


def _github(session: Session, found: Iterable[SurveyedVillage], problems: bool) -> None:
    speech, prefix = session.speech(default="zh"), _prefix(session.survey.office.root)
    write(check_github.problems(session.survey.problems, speech, prefix))
    for village in found:
        write(check_github.problems(village.problems, speech, prefix))
        write(() if problems else check_github.gaps(village, speech, prefix))


def _prefix(root: Path) -> str:
    """From here, where a workflow runs, down to the town; nothing where the town is not below."""
    inside = Path(os.path.relpath(root))
    return "" if inside.parts[:1] == ("..",) or inside == Path() else f"{inside.as_posix()}/"


def _text(session: Session, found: Iterable[SurveyedVillage], problems: bool) -> None:
    speech = session.speech()
    show(catalogue_text.summary(speech))
    show(check_text.problems(session.survey.problems, speech))
    for village in found:
        own = session.speech(session.names(village.village.slug))
        show(check_text.faults(village, own) if problems else check_text.village(village, own))
