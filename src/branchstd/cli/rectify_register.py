"""Items as they stand: all of them, one with its history, and whether what was quoted still holds. Reads only."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final

import typer

from branchstd.cli.exits import Exit
from branchstd.cli.items import find
from branchstd.cli.language import HELP
from branchstd.cli.lists import ListFormat, write_out
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
    town = session.town(villages or [])
    entries = [entry for line in town.lines for entry in line.entries]
    kept = [entry for entry in entries if _is_meant(entry.one, state, overdue=overdue)]
    if format_ is ListFormat.TEXT:
        found, every = ([entry.one for entry in some] for some in (kept, entries))
        show(rectify_text.register(found, every, session.as_of, session.speech()))
    else:
        speech = session.speech(default="zh")
        named = cache(lambda slug: session.speech(session.names(slug), default="zh"))
        write_out([of_items("register", kept, session.as_of, speech, named)], format_, session)
    unless_lost([*town.missing.hidden, *(fault for desk in town.desks.values() for fault in desk.unread)])
    return Exit.CLEAN


def _is_meant(one: Rectification, states: list[str] | None, *, overdue: bool) -> bool:
    return (not states or one.state in states) and (not overdue or one.overdue > 0)


def show_(context: typer.Context, village: OneVillage, item: ItemNumber, as_of: AsOf = None) -> int:
    session = open_session(context.obj, as_of)
    seen = find(session, village, item)
    code = seen.item.item.id
    found = next(one for one in session.town([seen.slug]).items if one.item.id == code)
    show(rectify_text.whole(found, session.speech(session.names(seen.slug))))
    return Exit.CLEAN


def verify(context: typer.Context, villages: Villages = None, as_of: AsOf = None) -> int:
    session = open_session(context.obj, as_of)
    town = session.town(villages or [])
    desks = town.desks.values()
    found = [(one.name, verdict) for own in desks for one in own.items() for verdict in own.verify(one)]
    show(rectify_text.verdicts(found, session.speech()) if found else [session.speech().ui("nothing_quoted")])
    missing = town.missing
    unless_lost([*missing.hidden, *(fault for own in desks for fault in own.unread), *missing.unreadable])
    return Exit.FINDINGS if any(verdict.now != verdict.quoted for _, verdict in found) else Exit.CLEAN
