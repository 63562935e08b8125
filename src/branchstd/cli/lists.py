"""`lists`: the official tables, all out of one record; for the town, for each village,
for each person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import typer

from branchstd.cli.support.books import refuse_kept
from branchstd.cli.support.documents import (
    ListFormat,
    document_text,
    hand_out,
    safe_name,
    write_out,
)
from branchstd.cli.support.exits import Exit, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.lots import lots
from branchstd.cli.support.options import AsOf, Villages, reads_words
from branchstd.cli.support.session import Session, open_session, show, unless_lost
from branchstd.findings import excerpt, nearest
from branchstd.mask import mask_all
from branchstd.messages import LANGUAGES, table
from branchstd.messages.messages import Messages
from branchstd.records.words import WORDS
from branchstd.render import lists
from branchstd.render.lists import Book, ListPart
from branchstd.render.spreadsheet import workbook
from branchstd.workflow.oversight import DRAWN
from branchstd.workspace import TownOnDay

NAMES: Final = {key: str(table("sheets", "zh").LISTS[key]) for key in lists.LISTS}


class ListGrouping(StrEnum):
    """Into which parts a list is cut. `role`: by whose turn it is."""

    VILLAGE = "village"
    ROLE = "role"


DRAW: Final = "draw"


class PaperFormat(StrEnum):
    """`xlsx` is a workbook to be printed and handed in, a sheet a list."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"


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
    seed: Annotated[
        str | None, typer.Option("--seed", help=HELP["list_seed"], metavar="TEXT")
    ] = None,
    format_: Annotated[
        PaperFormat, typer.Option("--format", help=HELP["paper_format"])
    ] = PaperFormat.TEXT,
    named: Annotated[bool, typer.Option("--names", help=HELP["list_names"])] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help=HELP["list_out"], metavar="DIR")
    ] = None,
    as_of: AsOf = None,
) -> int:
    keys = list(dict.fromkeys(wanted or lists.USUAL))
    seed = (seed or "").strip()
    if bool(seed) != (DRAW in keys):
        raise refusal("draw_and_seed", "--seed")
    if format_ is PaperFormat.XLSX and out is None:
        raise refusal("needs_out", "--format")
    session = open_session(context.obj, as_of)
    if named and out is not None:
        refuse_kept(session, out, _ending(format_))
    villages, whose = _split_whose(villages or [], whose)
    town = session.town(villages)
    faults = town.missing.faults_in(lists.read_for(keys))
    is_handed = format_ is not PaperFormat.TEXT or out is not None
    book = _book(session, town, whose or "", named=named, is_handed=is_handed)
    book = replace(book, unread=town.missing.files_in(lists.read_for(keys)))
    if seed:
        drawn = lots(session, villages, DRAWN, seed, book.messages)
        shown = seed if seed.isprintable() else excerpt(seed)
        note = book.messages.ui("draw_seed", seed=shown)
        book = replace(book, made={DRAW: replace(drawn, note=note)})
    if whose is not None:
        _one_person(book, whose)
    parts = book.parts(keys, str(by) if by else None)
    _hand_out(parts, out, format_, session)
    unless_lost(faults)
    return Exit.CLEAN


def _book(
    session: Session, town: TownOnDay, whose: str, *, named: bool, is_handed: bool
) -> Book:
    """is_handed: to others, who see people's names only if they are wanted."""
    messages = session.messages(document=is_handed)
    shows = named or not is_handed

    @cache
    def names(slug: str) -> Messages:
        known = session.names(slug) if shows else {}
        return session.messages(known, document=is_handed)

    return Book(
        lines=town.lines,
        town=session.workspace.office.town.name,
        as_of=session.as_of,
        messages=messages,
        names=names,
        views={slug: desk.view for slug, desk in town.desks.items()},
        whose=whose,
        people=messages.ui("list_named" if shows else "list_codes")
        if is_handed
        else "",
    )


def _hand_out(
    parts: list[ListPart], out: Path | None, format_: PaperFormat, session: Session
) -> None:
    """Masked, to stdout or as files; one that is there is left alone, of a run that was
    broken off the rest is written. Raises RefusalError.
    """
    found = [table for part in parts for table in part.tables]
    if out is None:
        if format_ is PaperFormat.CSV and len(found) != 1:
            raise refusal("several_lists", "--list", count=str(len(found)))
        write_out(found, ListFormat(str(format_)), session)
        return
    parts, found = mask_all(parts), mask_all(found)
    if format_ is PaperFormat.XLSX:
        messages = session.messages(document=True)
        titled = [(_title(part, messages), part) for part in parts]
        files = [
            (f"{title}.xlsx", workbook(part.tables, session.as_of, messages))
            for title, part in titled
        ]
    else:
        form = ListFormat(_ending(format_))
        files = [
            (f"{one.title}.{form}", document_text([one], form, session).encode())
            for one in found
        ]
    hand_out(dict(_paths(out, files)), session)
    count = len(found)
    show([session.messages().ui("lists_written", count=count, folder=out)])


def _ending(format_: PaperFormat) -> str:
    return "md" if format_ is PaperFormat.TEXT else str(format_)


def _title(part: ListPart, messages: Messages) -> str:
    """Of a workbook: its list's, or that it holds several."""
    if len(part.tables) == 1:
        return part.tables[0].title
    title = messages.ui("lists_of")
    return messages.ui("title_of", title=title, whose=part.name) if part.name else title


def _paths(
    folder: Path, files: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[Path, bytes]]:
    """Where each goes; villages of one name are told apart by a number."""
    seen: Counter[str] = Counter()
    for title, data in files:
        name = safe_name(title)
        seen[name] += 1
        stem, dot, ending = name.rpartition(".")
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        yield folder / f"{stem}{number}{dot}{ending}", data


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
