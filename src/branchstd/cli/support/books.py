"""Workbooks of villages: their sheets, their base, and the way of a file back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.session import Session
from branchstd.findings import Place, Problem, excerpt
from branchstd.messages import table
from branchstd.records.holdings import Village
from branchstd.records.persons import is_name
from branchstd.records.village import PartyGroup, Rectify, SelfCheck
from branchstd.records.words import WORDS
from branchstd.render.book_cells import item_cells, standard_cells
from branchstd.store.disk import LINE_END
from branchstd.store.files import bytes_of, exists, path_name
from branchstd.store.journal import FileChange
from branchstd.store.layout import village_folder
from branchstd.store.reading import read_names
from branchstd.store.search import NAMES
from branchstd.store.strict import everyday
from branchstd.store.village import codes_of
from branchstd.text.splice import SpliceError
from branchstd.workbook.book import Alongside, Frame
from branchstd.workbook.drafting import draft_names
from branchstd.workbook.sheets import Names, Sheet, bare_name, new_codes, sheets


def names_of(session: Session, village: Village, *, named: bool = True) -> Names:
    """What people and groups of a village are called here. named: else codes alone."""
    groups = {one.code: one.name for one in village.of(PartyGroup)}
    by_code = session.names(village.slug) if named else {}
    return Names(by_code=by_code, groups=groups)


def sheets_of(
    session: Session, *, named: bool, titles: Mapping[str, str] | None = None
) -> tuple[Sheet, ...]:
    """All sheets of a workbook. titles: as it has them; unless given, as offices call
    them.
    """
    words = table("sheets", "zh")  # as its columns are
    office = session.workspace.office
    said = everyday(office.root)
    titles = titles or words.BOOK
    return sheets(office.catalogue, titles, words.BESIDE, said, named=named)


def beside(session: Session, slug: str, *, named: bool) -> Alongside:
    """Results beside the branch's own answers, problems beside its plans; and rows for
    standards that it has not answered in this round, and for items without a plan.
    """
    workspace, day = session.workspace, session.judging_day
    found = workspace.village(slug, day)
    names = session.names(slug) if named else {}
    messages = session.messages(names, document=True)
    items = workspace.desk(found).items()
    shown = {
        "self_check": standard_cells(found.assessment, messages),
        "rectify": item_cells(items, messages),
    }
    last = workspace.plan.phases[-1]
    now = "baseline" if day < last.start else "final"
    rows = found.village.of(SelfCheck)
    answered = {row.standard for row in rows if row.round == now}
    word = WORDS["rounds"][now][0]
    unanswered = [
        {"round": word, "standard": standard}
        for standard in shown["self_check"]
        if standard not in answered
    ]
    planned = {one.item for one in found.village.of(Rectify)}
    unplanned = [
        {"item": one.joined.item.id}
        for one in items
        if one.is_open and one.joined.item.id not in planned
    ]
    return Alongside(shown, {"self_check": unanswered, "rectify": unplanned})


def folder_of(session: Session, slug: str, year: int | None = None) -> str:
    """A village's folder of a year, the plan's unless given, from the root."""
    root = session.workspace.office.root
    year = year or session.workspace.plan.year
    return path_name(root, village_folder(root, slug, year))


def _names_file(session: Session, slug: str) -> Path:
    """Where names of a village's people are kept, or go."""
    root = session.workspace.office.root
    names = root / "data/villages" / slug / NAMES
    yearly = root / folder_of(session, slug) / NAMES
    is_yearly = exists(root, yearly) is True and exists(root, names) is False
    return yearly if is_yearly else names


def change_names(session: Session, slug: str, names: Mapping[str, str]) -> FileChange:
    """The list of names with some of them set. Raises RefusalError."""
    root, path = session.workspace.office.root, _names_file(session, slug)
    before, file = bytes_of(root, path), path_name(root, path)
    if isinstance(before, Problem):
        raise RefusalError([before])
    try:
        after = draft_names(before or b"", file, names, LINE_END)
    except SpliceError:
        raise refusal("cannot_splice", file, Exit.UNWRITTEN) from None
    return FileChange(path, before, after)


def code_of_new(session: Session, slug: str, name: str = "") -> str:
    """The code of somebody who is to be on the roster: his own where the list of names
    has him, else the next. Raises RefusalError where that is no name, or somebody on
    the roster is called so.
    """
    office, place = session.workspace.office, Place("--name", 0)
    roster = codes_of([office.village(slug).village])["people"].known
    listed, _ = read_names(office.root, _names_file(session, slug))
    called = [c for c, one in listed.items() if bare_name(one) == bare_name(name)]
    if name and not is_name(name):
        raise RefusalError([Problem("not_a_name", place)])
    if there := [code for code in called if code in roster]:
        told = {"name": excerpt(name), "codes": "、".join(there)}
        raise RefusalError([Problem("name_taken", place, told)])
    return called[0] if called else next(new_codes({*roster, *listed}))


def frame_of(session: Session, slug: str) -> Frame:
    """What stands around the rows of a village's workbook."""
    name, year = session.workspace.office.names[slug], session.workspace.plan.year
    messages = session.messages(document=True)
    guide = str(messages.ui("book_guide", name=name, year=year))
    line = str(messages.ui("book_line", name=name, year=year))
    signed = str(messages.ui("book_signed"))
    return Frame(guide.split("\n"), session.judging_day, name, line, signed)


def refuse_kept(session: Session, folder: Path, ending: str = "xlsx") -> None:
    """Raises RefusalError where what is put into a folder stays with the records: it is
    one of theirs, or git would take files of this ending in.
    """
    if _is_kept(session.workspace.office.root / "data", folder.resolve(), ending):
        raise refusal("folder_kept", str(folder), Exit.UNWRITTEN)


def _is_kept(records: Path, folder: Path, ending: str) -> bool:
    from branchstd.store.templates import git

    if folder.is_relative_to(records.resolve()):
        return True
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    inside = git(there, "rev-parse", "--is-inside-work-tree")
    if inside != "true":
        return inside != ""  # nobody can tell
    return not git(there, "check-ignore", str(folder / f"x.{ending}"))
