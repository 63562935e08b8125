"""`lists`: the official tables, all out of one record; for the town, for each village,
for each person.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import typer

from branchstd.cli.support.documents import (
    FormatOption,
    ListFormat,
    document_text,
    hand_out,
    safe_name,
    write_out,
)
from branchstd.cli.support.exits import Exit, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, Villages, reads_words
from branchstd.cli.support.session import Session, open_session, show, unless_lost
from branchstd.findings import excerpt, nearest
from branchstd.mask import mask_all
from branchstd.messages import LANGUAGES, table
from branchstd.messages.messages import Messages
from branchstd.records.words import WORDS
from branchstd.render import lists
from branchstd.render.lists import Book
from branchstd.render.tables import Table

NAMES: Final = {key: str(table("sheets", "zh").LISTS[key]) for key in lists.LISTS}


class ListGrouping(StrEnum):
    """Into which parts a list is cut. `role`: by whose turn it is."""

    VILLAGE = "village"
    ROLE = "role"


def command(
    context: typer.Context,
    villages: Villages = None,
    *,
    wanted: Annotated[
        list[str] | None,
        typer.Option(
            "--list",
            help=HELP["list"],
            metavar="|".join(NAMES),
            callback=reads_words(NAMES),
        ),
    ] = None,
    by: Annotated[
        ListGrouping | None, typer.Option("--by", help=HELP["list_by"])
    ] = None,
    whose: Annotated[
        str | None, typer.Option("--for", help=HELP["list_for"], metavar="CODE")
    ] = None,
    format_: FormatOption = ListFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", help=HELP["list_out"], metavar="DIR")
    ] = None,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    villages, whose = _split_whose(villages or [], whose)
    keys = list(dict.fromkeys(wanted or lists.USUAL))
    document = format_.is_document or out is not None
    town = session.town(villages)

    @cache
    def names(slug: str) -> Messages:
        # What is written is handed on, and goes by codes alone.
        known = session.names(slug) if out is None else {}
        return session.messages(known, document=document)

    name = session.workspace.office.town.name
    unread = town.missing.files_in(lists.READ)
    book = Book(
        town.lines,
        name,
        session.as_of,
        session.messages(document=document),
        names,
        whose or "",
        unread,
    )
    if whose is not None:
        _one_person(book, whose)
    found = book.tables(keys, str(by) if by else None)
    if out is not None:
        _write_lists(found, out, format_, session)
    elif format_ is ListFormat.CSV and len(found) != 1:
        raise refusal("several_lists", "--list", count=str(len(found)))
    else:
        write_out(found, format_, session)
    unless_lost(town.missing.faults_in(lists.READ))
    return Exit.CLEAN


def _split_whose(
    villages: list[str], whose: str | None
) -> tuple[list[str], str | None]:
    """A code with its village, `VILLAGE/M01`, means that village; a role by its name is
    meant by its code.
    """
    village, slash, code = (whose or "").partition("/")
    if slash:
        return [village], code
    roles = {
        zh: role
        for role, (zh, _) in WORDS["roles"].items()
        if role in table("sentences", "zh").RESPONSIBLE
    }
    roles |= {
        label: role
        for lang in LANGUAGES
        for role, label in table("sentences", lang).RESPONSIBLE.items()
    }
    return villages, roles.get(whose or "", whose)


def _one_person(book: Book, whose: str) -> None:
    """Raises RefusalError where nobody has the code, or people of several villages
    have.
    """
    if whose not in book.codes_known:
        near = nearest(whose, sorted(book.codes_known))
        raise refusal("unknown_whose", "--for", name=excerpt(whose), near=near)
    if len(there := book.villages_of(whose)) > 1:
        near = "、".join(f"{slug}/{whose}" for slug in there)
        raise refusal("ambiguous_whose", "--for", name=whose, near=near)


def _write_lists(
    found: list[Table], folder: Path, format_: ListFormat, session: Session
) -> None:
    """A file for each list, named by its title; one that is there is left alone.

    Of a run that was broken off the rest is written. Raises RefusalError.
    """
    found = mask_all(found)
    ending = "md" if format_ is ListFormat.TEXT else str(format_)
    names = [safe_name(one.title) for one in found]
    # Villages of one name.
    before = (names[:place].count(name) for place, name in enumerate(names))
    paths = [
        folder / f"{name}{f'-{times + 1}' if times else ''}.{ending}"
        for name, times in zip(names, before, strict=True)
    ]
    form = ListFormat.MD if format_ is ListFormat.TEXT else format_
    hand_out(
        {
            path: document_text([one], form, session).encode()
            for one, path in zip(found, paths, strict=True)
        },
        session,
    )
    show([session.messages().ui("lists_written", count=len(found), folder=folder)])
