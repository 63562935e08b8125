"""`lists`: the official tables, all out of one record; for the town, for each village, for each person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.language import HELP
from branchstd.cli.options import AsOf, Villages, reads_words
from branchstd.cli.session import Session, open_session, show, unless_lost, write
from branchstd.findings import Place, Problem, Severity, excerpt, nearest
from branchstd.mask import mask_all
from branchstd.messages import table
from branchstd.records.town import VillageEntry
from branchstd.records.words import WORDS
from branchstd.render import lists, sheets
from branchstd.render.lists import Book, Entry, VillageLine
from branchstd.render.sheets import Sheet
from branchstd.store.files import read_user_file
from branchstd.store.writing import put
from branchstd.text.tables import csv_text
from branchstd.workflow.rectification import Rectification, with_recurrence

BOM = "\ufeff"
NAMES: Final = {key: str(table("sheets_zh").LISTS[key]) for key in lists.LISTS}


class ListFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"


class ListGrouping(StrEnum):
    VILLAGE = "village"
    ROLE = "role"


def command(
    context: typer.Context,
    villages: Villages = None,
    *,
    wanted: Annotated[
        list[str] | None,
        typer.Option("--list", help=HELP["list"], metavar="|".join(NAMES), callback=reads_words(NAMES)),
    ] = None,
    by: Annotated[ListGrouping | None, typer.Option("--by", help=HELP["list_by"])] = None,
    whose: Annotated[str | None, typer.Option("--for", help=HELP["list_for"], metavar="CODE")] = None,
    format_: Annotated[ListFormat, typer.Option("--format", help=HELP["list_format"])] = ListFormat.TEXT,
    out: Annotated[Path | None, typer.Option("--out", help=HELP["list_out"], metavar="DIR")] = None,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    villages, whose = _split_whose(villages or [], whose)
    keys = list(dict.fromkeys(wanted or lists.USUAL))
    default = None if format_ is ListFormat.TEXT and out is None else "zh"
    lines = list(lines_of(session, villages, default, named=out is None))  # what is written is handed on
    town, lost = session.survey.office.town.name, tuple(problem.place.file for problem in session.survey.lost)
    book = Book(lines, town, session.as_of, session.speech(default=default), whose or "", lost)
    if whose is not None:
        _one_person(book, whose)
    found = book.sheets(keys, str(by) if by else None)
    if out is not None:
        _write_lists(found, out, format_, session)
    elif format_ is ListFormat.CSV and len(found) != 1:
        raise RefusalError([Problem("several_lists", Place("--list", 0), {"count": str(len(found))})])
    else:
        write_out(found, format_, session)
    faults = (p for line in lines for p in line.surveyed.problems if p.severity is Severity.ERROR)
    unless_lost([*session.survey.lost, *(problem for problem in faults if problem.place.file in book.unread)])
    return Exit.CLEAN


def _split_whose(villages: list[str], whose: str | None) -> tuple[list[str], str | None]:
    """A code with its village, `VILLAGE/M01`, means that village; a role by its Chinese name is meant by its code."""
    village, slash, code = (whose or "").partition("/")
    if slash:
        return [village], code
    known = table("zh").RESPONSIBLE
    roles = {zh: role for role, (zh, _) in WORDS["roles"].items() if role in known}
    roles |= {label: role for role, label in known.items()}
    return villages, roles.get(whose or "", whose)


def _one_person(book: Book, whose: str) -> None:
    """Raises RefusalError where nobody has the code, or people of several villages have."""
    if whose not in book.codes_known:
        values = {"name": excerpt(whose), "near": nearest(whose, sorted(book.codes_known))}
        raise RefusalError([Problem("unknown_whose", Place("--for", 0), values)])
    if len(there := book.villages_of(whose)) > 1:
        near = "、".join(f"{slug}/{whose}" for slug in there)
        raise RefusalError([Problem("ambiguous_whose", Place("--for", 0), {"name": whose, "near": near})])


def lines_of(
    session: Session, villages: list[str], default: str | None = None, *, named: bool = True
) -> Iterator[VillageLine]:
    """Each village with its items; what comes up elsewhere is seen over the whole town.

    default: the language of a document, which does not depend on where it is written. named: with people's names, where
    they are kept here; what goes beyond the branch has codes alone.
    """
    chosen, survey = session.chosen(villages), session.survey
    read = {slug: survey.village(slug, session.as_of) for slug in chosen}
    others = (slug for slug in survey.office.names if slug not in read)
    around = [one for slug in others for one in survey.recall_items(slug, session.as_of)]
    own_items = [one for slug in read for one in survey.desk(read[slug]).items()]
    earlier = list(survey.earlier())

    def of(kind: str, items: list[Rectification]) -> list[Rectification]:
        return [one for one in items if survey.kind(one.village) == kind]

    kinds = dict.fromkeys(survey.kinds)  # what comes up in units of one kind
    every = [one for kind in kinds for one in with_recurrence(of(kind, own_items), of(kind, [*around, *earlier]))]
    records: Any = survey.office.town.records
    roles = {row.code: row.role for row in records.get("staff", ())}
    entries: dict[str, VillageEntry] = {entry.slug: entry for entry in records.get("village_entry", ())}
    for slug in chosen:
        speech = session.speech(session.names(slug) if named else {}, default=default)
        own = tuple(Entry(one, entries[slug], roles, speech) for one in every if one.village == slug)
        yield VillageLine(read[slug], survey.standing(read[slug]), own, entries[slug], roles, speech)


def write_out(found: list[Sheet], format_: ListFormat, session: Session) -> None:
    found, speech = mask_all(found), session.speech(default=None if format_ is ListFormat.TEXT else "zh")
    if format_ is ListFormat.TEXT:
        for sheet in found:
            show(sheets.blocks(sheet, speech))
        return
    write(_text(found, format_, session), console=False)


def _text(found: list[Sheet], format_: ListFormat, session: Session) -> str:
    if format_ is ListFormat.JSON:
        head = {"format": "branchstd-lists-v1", "as_of": session.as_of.isoformat()}
        return json.dumps(head | {"lists": [sheets.as_data(sheet) for sheet in found]}, ensure_ascii=False) + "\n"
    if format_ is ListFormat.CSV:
        # With this mark and these line ends spreadsheets read it as it is meant.
        return BOM + csv_text(sheets.cells(found[0])).replace("\n", "\r\n")
    return "\n".join(sheets.markdown(sheet) for sheet in found)


def _write_lists(found: list[Sheet], folder: Path, format_: ListFormat, session: Session) -> None:
    """A file for each list, named by its title; one that is there is left alone.

    Of a run that was broken off the rest is written. Raises RefusalError.
    """
    found = mask_all(found)
    ending = "md" if format_ is ListFormat.TEXT else str(format_)
    names = [_safe(sheet.title) for sheet in found]
    before = (names[:place].count(name) for place, name in enumerate(names))  # villages of one name
    paths = [
        folder / f"{name}{f'-{times + 1}' if times else ''}.{ending}" for name, times in zip(names, before, strict=True)
    ]
    form = ListFormat.MD if format_ is ListFormat.TEXT else format_
    texts = {path: _text([sheet], form, session) for sheet, path in zip(found, paths, strict=True)}
    left = [path for path, text in texts.items() if read_user_file(path) != text.encode("utf-8")]
    if taken := [path for path in left or paths if path.exists()]:
        raise RefusalError([Problem("file_there", Place(str(path), 0)) for path in taken], Exit.UNWRITTEN)
    for path in left:
        with session.settings.writing(path):
            put(path, texts[path])
    show([session.speech().ui("lists_written", count=len(found), folder=folder)])


def _safe(title: str) -> str:
    """A title as a file's name, on Windows too."""
    return "".join("-" if character in '<>:"/\\|?*' else character for character in title)
