"""`export`: a village's records as a workbook, for who keeps Excel or WPS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from branchstd.cli.support.books import (
    beside,
    folder_of,
    frame_of,
    names_of,
    refuse_kept,
    sheets_of,
)
from branchstd.cli.support.documents import hand_out, safe_name
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, Villages
from branchstd.cli.support.session import Session, open_session, show
from branchstd.records.holdings import Village


def command(
    context: typer.Context,
    villages: Villages = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help=HELP["export_out"], metavar="DIR")
    ] = Path("导出"),
    codes: Annotated[bool, typer.Option("--codes", help=HELP["export_codes"])] = False,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    slugs = session.chosen(villages or ())
    refuse_kept(session, out)
    known = session.workspace.office.names
    year = session.workspace.plan.year
    paths = {slug: out / f"{safe_name(known[slug])}{year}年记录.xlsx" for slug in slugs}
    messages, books = session.messages(), dict[Path, bytes]()
    unread: dict[str, int] = {}
    for slug, path in paths.items():
        village = session.workspace.office.village(slug).village
        books[path] = _book(session, village, named=not codes)
        unread[known[slug]] = len(village.broken)
    hand_out(books, session, again=True)
    for name, count in unread.items():
        if count:
            show([messages.ui("export_unread", name=name, count=count)])
    show([messages.ui("exported", count=len(books), folder=out)])
    return Exit.CLEAN


def _book(session: Session, village: Village, *, named: bool) -> bytes:
    from branchstd.workbook.book import base_of, write_book

    slug, names = village.slug, names_of(session, village, named=named)
    sheets = sheets_of(session, named=named)
    office, plan = session.workspace.office, session.workspace.plan
    folder = folder_of(session, slug)
    where = office.town.name, folder, plan.year, session.judging_day
    more = beside(session, slug, named=named)
    base = base_of(sheets, village, names, where, more)
    return write_book(sheets, base, frame_of(session, slug))
