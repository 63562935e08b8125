"""`lists`: the official tables, all out of one record; for the town, for each village, for each person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.help import HELP
from branchstd.cli.options import AsOf, Villages
from branchstd.cli.session import Session, open_session, show, write
from branchstd.findings import Place, Problem
from branchstd.records.town import VillageEntry
from branchstd.render import lists, sheets
from branchstd.render.lists import Entry, VillageLine
from branchstd.render.sheets import Sheet
from branchstd.store.writing import put
from branchstd.text.tables import csv_text
from branchstd.workflow.ledger import with_recurrence

BOM = "\ufeff"
Name = StrEnum("Name", {key.upper(): key for key in lists.LISTS})  # type: ignore[misc]


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"


class By(StrEnum):
    VILLAGE = "village"
    ROLE = "role"


def command(
    context: typer.Context,
    villages: Villages = None,
    *,
    wanted: Annotated[list[Name] | None, typer.Option("--list", help=HELP["list"])] = None,
    by: Annotated[By | None, typer.Option("--by", help=HELP["list_by"])] = None,
    whose: Annotated[str | None, typer.Option("--for", help=HELP["list_for"], metavar="CODE")] = None,
    format_: Annotated[Format, typer.Option("--format", help=HELP["list_format"])] = Format.TEXT,
    out: Annotated[Path | None, typer.Option("--out", help=HELP["list_out"], metavar="DIR")] = None,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    keys = [str(key) for key in wanted or ()] or list(lists.USUAL)
    lines = list(lines_of(session, villages or []))
    found = list(_sheets(session, lines, keys, by, whose))
    if out is not None:
        _kept(found, out, format_, session)
    elif format_ is Format.CSV and len(found) != 1:
        raise RefusalError([Problem("several_lists", Place("--list", 0), {"count": str(len(found))})])
    else:
        told(found, format_, session)
    return Exit.CLEAN


def lines_of(session: Session, villages: list[str]) -> Iterator[VillageLine]:
    """Each village with its items; what comes up elsewhere is seen over the whole town."""
    chosen, survey = session.chosen(villages), session.survey
    read = {slug: survey.village(slug, session.as_of) for slug in chosen}
    others = (slug for slug in survey.office.names if slug not in read)
    around = [one for slug in others for one in survey.recalled(slug, session.as_of)]
    own_items = (one for slug in read for one in survey.desk(read[slug]).items())
    every = with_recurrence(own_items, (*around, *survey.earlier()))
    records: Any = survey.office.town.records
    roles = {row.code: row.role for row in records.get("staff", ())}
    entries: dict[str, VillageEntry] = {entry.slug: entry for entry in records.get("village_entry", ())}
    for slug in chosen:
        speech = session.speech(session.names(slug))
        own = tuple(Entry(one, entries[slug], roles, speech) for one in every if one.village == slug)
        yield VillageLine(read[slug], survey.standing(read[slug]), own, entries[slug], roles, speech)


def _sheets(
    session: Session, lines: list[VillageLine], keys: list[str], by: By | None, whose: str | None
) -> Iterator[Sheet]:
    speech, entries = session.speech(), [entry for line in lines for entry in line.entries]
    if whose is not None:
        entries = [entry for entry in entries if entry.concerns(whose)]
    if by is By.ROLE:  # a list to work through
        entries = [entry for entry in entries if entry.one.is_open]
    groups = list(lists.grouped(entries, by)) if by else [(whose or "", entries)]
    for title, group in groups:
        for key in (key for key in keys if key in lists.OF_ITEMS):
            yield lists.of_items(key, group, session.as_of, speech, title)
    for key in (key for key in keys if key in lists.OF_VILLAGES):
        yield lists.of_villages(key, lines, session.as_of, speech)


def told(found: list[Sheet], format_: Format, session: Session) -> None:
    speech = session.speech(default=None if format_ is Format.TEXT else "zh")
    if format_ is Format.TEXT:
        for sheet in found:
            show(sheets.blocks(sheet, speech))
        return
    write(_text(found, format_, session), console=False)


def _text(found: list[Sheet], format_: Format, session: Session) -> str:
    if format_ is Format.JSON:
        head = {"format": "branchstd-lists-v1", "as_of": session.as_of.isoformat()}
        return json.dumps(head | {"lists": [sheets.as_data(sheet) for sheet in found]}, ensure_ascii=False) + "\n"
    if format_ is Format.CSV:
        # With this mark and these line ends spreadsheets read it as it is meant.
        return BOM + csv_text(sheets.cells(found[0])).replace("\n", "\r\n")
    return "\n".join(sheets.markdown(sheet) for sheet in found)


def _kept(found: list[Sheet], folder: Path, format_: Format, session: Session) -> None:
    """A file for each list, named by its title; one that is there is left alone. Raises RefusalError."""
    ending = "md" if format_ is Format.TEXT else str(format_)
    paths = [folder / f"{_safe(sheet.title)}.{ending}" for sheet in found]
    if taken := [path for path in paths if path.exists()]:
        raise RefusalError([Problem("file_there", Place(str(path), 0)) for path in taken], Exit.UNWRITTEN)
    for sheet, path in zip(found, paths, strict=True):
        put(path, _text([sheet], Format.MD if format_ is Format.TEXT else format_, session))
    show([session.speech().ui("lists_written", count=len(found), folder=folder)])


def _safe(title: str) -> str:
    """A title as a file's name, on Windows too."""
    return "".join("-" if character in '<>:"/\\|?*' else character for character in title)
