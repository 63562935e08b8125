"""Items as they stand: all of them, one with its history, and whether what was quoted still holds. Reads only."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from branchstd.cli.exits import Exit
from branchstd.cli.items import desk, find
from branchstd.cli.language import HELP
from branchstd.cli.lists import ListFormat, lines_of, write_out
from branchstd.cli.options import AsOf, ItemNumber, OneVillage, Villages, reads_words
from branchstd.cli.session import open_session, show, unless_lost
from branchstd.messages import table
from branchstd.render import rectify_text
from branchstd.render.lists import of_items
from branchstd.rules.items import State
from branchstd.workflow.rectification import Rectification

STATES: Final = {str(state): table("zh").STATE_WORDS[state] for state in State}


def list_(
    context: typer.Context,
    villages: Villages = None,
    *,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", help=HELP["item_state"], metavar="|".join(STATES), callback=reads_words(STATES)),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=HELP["item_overdue"])] = False,
    format_: Annotated[ListFormat, typer.Option("--format", help=HELP["list_format"])] = ListFormat.TEXT,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    default = None if format_ is ListFormat.TEXT else "zh"
    entries = [entry for line in lines_of(session, villages or [], default) for entry in line.entries]
    unread = [problem for slug in session.chosen(villages or []) for problem in desk(session, slug).unread]
    kept = [entry for entry in entries if _is_meant(entry.one, state, overdue=overdue)]
    if format_ is ListFormat.TEXT:
        found, every = ([entry.one for entry in some] for some in (kept, entries))
        show(rectify_text.register(found, every, session.as_of, session.speech()))
    else:
        write_out([of_items("register", kept, session.as_of, session.speech(default="zh"))], format_, session)
    unless_lost([*session.survey.lost, *unread])
    return Exit.CLEAN


def _is_meant(one: Rectification, states: list[str] | None, *, overdue: bool) -> bool:
    return (not states or one.state in states) and (not overdue or one.overdue > 0)


def show_(context: typer.Context, village: OneVillage, item: ItemNumber, as_of: AsOf = None) -> int:
    session = open_session(context.obj, as_of)
    seen = find(session, village, item)
    code = seen.item.item.id
    (line,) = lines_of(session, [seen.slug])
    found = next(entry.one for entry in line.entries if entry.one.item.id == code)
    show(rectify_text.whole(found, session.speech(session.names(seen.slug))))
    return Exit.CLEAN


def verify(context: typer.Context, villages: Villages = None, as_of: AsOf = None) -> int:
    session = open_session(context.obj, as_of)
    there = [session.survey.village(slug, session.as_of) for slug in session.chosen(villages or [])]
    desks = [session.survey.desk(one) for one in there]
    found = [(one.name, verdict) for own in desks for one in own.items() for verdict in own.verify(one)]
    show(rectify_text.verdicts(found, session.speech()) if found else [session.speech().ui("nothing_quoted")])
    lost = (problem for one in there for problem in one.problems if problem.unreadable)
    unless_lost([*session.survey.lost, *(problem for own in desks for problem in own.unread), *lost])
    return Exit.FINDINGS if any(verdict.now != verdict.quoted for _, verdict in found) else Exit.CLEAN
