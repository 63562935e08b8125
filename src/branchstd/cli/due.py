"""`due`: what falls due, and what lapses by when if nothing more is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, Villages
from branchstd.cli.support.output import write
from branchstd.cli.support.session import (
    Session,
    day,
    noting,
    open_session,
    show,
    unless_lost,
)
from branchstd.findings import Problem
from branchstd.mask import mask
from branchstd.outlook import lapses, worth_making_good
from branchstd.render import catalogue_text, due_text
from branchstd.render.calendar import calendar

LONGEST = 366  # days: each may be an assessment of its own


class DueFormat(StrEnum):
    """`ics`: a calendar."""

    TEXT = "text"
    ICS = "ics"


class DueGrouping(StrEnum):
    """`role`: a few lines for each role, to be sent on."""

    ROLE = "role"


def command(
    context: typer.Context,
    villages: Villages = None,
    *,
    days: Annotated[
        int, typer.Option("--days", help=HELP["days"], min=1, max=LONGEST)
    ] = 30,
    until: Annotated[
        str | None, typer.Option("--until", help=HELP["until"], metavar="YYYY-MM-DD")
    ] = None,
    by: Annotated[DueGrouping | None, typer.Option("--by", help=HELP["due_by"])] = None,
    format_: Annotated[
        DueFormat, typer.Option("--format", help=HELP["due_format"])
    ] = DueFormat.TEXT,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    last = day(until, "--until") if until else session.as_of + timedelta(days=days)
    if not session.as_of <= last <= session.as_of + timedelta(days=LONGEST):
        raise typer.BadParameter(last.isoformat(), param_hint="--until")
    if by is not None and format_ is DueFormat.ICS:
        raise typer.BadParameter(f"{by}, {format_}", param_hint="--by")
    unread: list[Problem] = []
    if format_ is DueFormat.ICS:
        messages = session.messages(document=True)
        found = _calls(session, villages or [], last, unread)
        write(calendar(found, session.as_of, messages), console=False)
    elif by is not None:
        messages = session.messages(document=True)
        found = _calls(session, villages or [], last, unread)
        lines = due_text.by_role(found, messages)
        write("".join(f"{mask(line)}\n" for line in lines), console=True)
    else:
        _show(session, villages or [], last, unread)
    unless_lost(unread)
    return Exit.CLEAN


def _calls(
    session: Session, villages: list[str], last: date, unread: list[Problem]
) -> Iterator[due_text.Call]:
    """To be handed on: people go by their codes."""
    messages = session.messages(document=True)
    for one in noting(session.villages(villages), unread):
        yield from due_text.calls(
            (one.village.slug, one.village.name),
            worth_making_good(one.assessment),
            lapses(session.workspace.assess, one.village, session.as_of, last),
            messages,
        )


def _show(
    session: Session, villages: list[str], last: date, unread: list[Problem]
) -> None:
    chosen = session.villages(villages)
    messages = session.messages()
    show(catalogue_text.summary(messages))
    show(
        [messages.ui("lapses", first=session.as_of.isoformat(), last=last.isoformat())]
    )
    for one in noting(chosen, unread):
        found = lapses(session.workspace.assess, one.village, session.as_of, last)
        own = session.messages(session.names(one.village.slug))
        show(
            due_text.due(
                one.village.name, worth_making_good(one.assessment), found, own
            )
        )
