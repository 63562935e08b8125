"""`check`: what the records of villages prove, standard by standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import typer

from branchstd.assess import SurveyedVillage
from branchstd.cli.exits import Exit
from branchstd.cli.help import HELP
from branchstd.cli.options import AsOf, Villages
from branchstd.cli.session import Session, open_session, show, write
from branchstd.cli.verdict import of_problems, of_village
from branchstd.render import catalogue_text, check_json, check_text


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def command(
    context: typer.Context,
    villages: Villages = None,
    as_of: AsOf = None,
    format_: Annotated[Format, typer.Option("--format", help=HELP["format"])] = Format.TEXT,
) -> int:
    session = open_session(context.obj, as_of)
    exits = [of_problems(session.survey.problems)]
    found = _noting(session.villages(villages or ()), exits)
    _json(session, found) if format_ is Format.JSON else _text(session, found)
    return max(exits)


def _noting(found: Iterable[SurveyedVillage], exits: list[Exit]) -> Iterator[SurveyedVillage]:
    for village in found:
        exits.append(of_village(village))
        yield village


def _json(session: Session, found: Iterable[SurveyedVillage]) -> None:
    speech = session.speech(default="zh")
    write(check_json.chunks(found, session.survey.problems, speech, session.as_of))


def _text(session: Session, found: Iterable[SurveyedVillage]) -> None:
    speech = session.speech()
    show(catalogue_text.summary(speech))
    show(check_text.problems(session.survey.problems, speech))
    for village in found:
        show(check_text.village(village, session.speech(session.names(village.village.slug))))
