"""Workbooks of villages: their sheets, their base, and the way of a file back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from branchstd.cli.support.session import Session
from branchstd.records.village import PartyGroup
from branchstd.store.files import path_name
from branchstd.store.layout import village_folder
from branchstd.workbook.book import Paper
from branchstd.workbook.sheets import Names, Sheet, sheets


def names_of(session: Session, slug: str, *, named: bool = True) -> Names:
    """What people and groups of a village are called here. named: else codes alone."""
    village = session.workspace.office.village(slug).village
    groups = {one.code: one.name for one in village.of(PartyGroup)}
    return Names(session.names(slug) if named else {}, groups)


def sheets_of(
    session: Session, *, named: bool, titles: Mapping[str, str] | None = None
) -> tuple[Sheet, ...]:
    """All sheets of a workbook. titles: as it has them; unless given, as offices call
    them.
    """
    titles = titles or session.messages(document=True).sheets.BOOK
    return sheets(session.workspace.catalogue, titles, named=named)


def folder_of(session: Session, slug: str) -> str:
    """A village's folder of the plan's year, from the root."""
    root = session.workspace.office.root
    return path_name(root, village_folder(root, slug, session.workspace.plan.year))


def paper_of(session: Session, slug: str) -> Paper:
    """What stands around the rows of a village's workbook."""
    name, year = session.workspace.office.names[slug], session.workspace.plan.year
    messages = session.messages(document=True)
    guide = str(messages.ui("book_guide", name=name, year=year))
    line = str(messages.ui("book_line", name=name, year=year))
    signed = str(messages.ui("book_signed"))
    head = f"{name}{{sheet}}"
    return Paper(guide.split("\n"), session.judging_day, head, line, signed)


def file_name(village: str, year: int) -> str:
    """What a workbook is called."""
    plain = "".join("-" if letter in '<>:"/\\|?*' else letter for letter in village)
    return f"{plain}{year}年记录.xlsx"


def ignored(folder: Path) -> bool:
    """Whether git would keep nothing of what is put into a folder: it lies in no work
    tree, or git ignores it.
    """
    from branchstd.store.templates import git  # noqa: PLC0415

    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    inside = git(there, "rev-parse", "--is-inside-work-tree")
    if inside != "true":
        return inside == ""
    return bool(git(there, "check-ignore", str(folder / "x.xlsx")))
