"""`due`: what falls due, and what lapses by when if nothing more is recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, Villages
from branchstd.cli.support.session import day, noting, open_session, show, unless_lost
from branchstd.findings import Problem
from branchstd.outlook import lapses, worth_making_good
from branchstd.render import catalogue_text, due_text

LONGEST = 366  # days: each is an assessment of its own


def command(
    context: typer.Context,
    villages: Villages = None,
    days: Annotated[
        int, typer.Option("--days", help=HELP["days"], min=1, max=LONGEST)
    ] = 30,
    until: Annotated[
        str | None, typer.Option("--until", help=HELP["until"], metavar="YYYY-MM-DD")
    ] = None,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    last = day(until, "--until") if until else session.as_of + timedelta(days=days)
    if not session.as_of <= last <= session.as_of + timedelta(days=LONGEST):
        raise typer.BadParameter(last.isoformat(), param_hint="--until")
    chosen = session.villages(villages or ())
    messages = session.messages()
    show(catalogue_text.summary(messages))
    show(
        [messages.ui("lapses", first=session.as_of.isoformat(), last=last.isoformat())]
    )
    unread: list[Problem] = []
    for one in noting(chosen, unread):
        found = lapses(session.workspace.assess, one.village, session.as_of, last)
        own = session.messages(session.names(one.village.slug))
        show(
            due_text.due(
                one.village.name, worth_making_good(one.assessment), found, own
            )
        )
    unless_lost(unread)
    return Exit.CLEAN
