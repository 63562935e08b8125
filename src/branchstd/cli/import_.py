"""`import`: a workbook that has come back; all of it is taken over, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer
from rich.console import RenderableType

from branchstd.amend import difference, new_faults
from branchstd.cli.support.amending import heard, in_chinese, lock
from branchstd.cli.support.books import (
    folder_of,
    frame_of,
    names_of,
    refuse_kept,
    sheets_of,
)
from branchstd.cli.support.exits import (
    Exit,
    RefusalError,
    raise_together,
    refusal,
    take_text,
)
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import DryRun
from branchstd.cli.support.session import (
    Session,
    open_session,
    refusing,
    show,
    stamp,
)
from branchstd.findings import Problem, excerpt
from branchstd.records import spelling
from branchstd.render.amend_text import lines
from branchstd.render.check_text import problems
from branchstd.render.style import heading, indent
from branchstd.store import Writer
from branchstd.store.disk import LINE_END
from branchstd.store.files import bytes_of, exists, read_user_file, text_of
from branchstd.store.journal import FileChange
from branchstd.store.search import NAMES
from branchstd.store.strict import everyday
from branchstd.store.templates import git
from branchstd.store.writing import put
from branchstd.text.splice import SpliceError
from branchstd.workbook.adopting import adopt
from branchstd.workbook.book import Base, read_base, write_book
from branchstd.workbook.drafting import Files, draft, draft_names, edits_by_file
from branchstd.workbook.grids import (
    BookError,
    Grid,
    find_spoilt,
    grid_of_csv,
    read_grids,
)
from branchstd.workbook.lists import Answers
from branchstd.workbook.merging import (
    Merge,
    VillageNow,
    merge,
    point_out,
    trace,
)

# What people's own tables are called, by kind of record.
TABLES: Final = {
    "花名册": "person", "任职": "post", "三会一课": "activity", "活动": "activity",
    "党费": "dues",
    "坐班": "duty", "文件": "document", "收入": "income", "自查": "self_check",
    "整改": "rectify",
}  # fmt: skip

# What an option goes with.
_PARTNERS: Final = {
    "--as": "--village", "--village": "--as", "--paid-on": "--as 党费",
    "--paid-for": "--as 党费", "--arrears": "--as 党费", "--fill": "--as",
    "--sheet": "--as",
}  # fmt: skip
_SPAN: Final = re.compile("—+|–|-+|～|~|至|到")
# Files of text: a table, its cells parted by commas, tabs or `;`.
_TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})


class _Typed(NamedTuple):
    """What the options say of a table, as it was typed."""

    paid_on: Sequence[str]
    paid_for: Sequence[str]
    arrears: bool
    fill: Sequence[str]
    sheets: Sequence[str]


def _read_kind(value: str | None) -> str | None:
    """The kind of record, by what offices call it or by its own name. Raises
    BadParameter.
    """
    kinds = {**TABLES, **{kind: kind for kind in TABLES.values()}}
    if value is not None and value not in kinds:
        said = f"{excerpt(value)} is not one of {', '.join(TABLES)}"
        raise typer.BadParameter(said, param_hint="--as")
    return value and kinds[value]


def command(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(help=HELP["import_files"], metavar="FILE...")
    ],
    *,
    deletions: Annotated[
        bool, typer.Option("--deletions", help=HELP["import_deletions"])
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--as",
            help=HELP["import_as"],
            metavar="|".join(TABLES),
            callback=_read_kind,
        ),
    ] = None,
    village: Annotated[
        str | None,
        typer.Option("--village", help=HELP["import_village"], metavar="VILLAGE"),
    ] = None,
    paid_on: Annotated[
        list[str] | None,
        typer.Option("--paid-on", help=HELP["import_paid"], metavar="MONTH=DAY"),
    ] = None,
    paid_for: Annotated[
        list[str] | None,
        typer.Option("--paid-for", help=HELP["import_paid_for"], metavar="CELL=MONTHS"),
    ] = None,
    arrears: Annotated[
        bool, typer.Option("--arrears", help=HELP["import_arrears"])
    ] = False,
    fill: Annotated[
        list[str] | None,
        typer.Option("--fill", help=HELP["import_fill"], metavar="COLUMN=TEXT"),
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option("--sheet", help=HELP["import_sheet"], metavar="NAME"),
    ] = None,
    commit: Annotated[
        bool, typer.Option("--commit", help=HELP["import_commit"])
    ] = False,
    dry_run: DryRun = False,
) -> int:
    said = _Typed(paid_on or [], paid_for or [], arrears, fill or [], sheet or [])
    _check_options(kind, village, said, deletions=deletions)
    refusals: list[RefusalError] = []
    with lock(context.obj, dry_run=dry_run) as hand:
        for path in files:
            session = open_session(context.obj)  # each sees what those before it wrote
            try:
                if kind is None or village is None:
                    slug, base, found = _take_back(session, path, deletions=deletions)
                else:
                    (slug,), base = session.chosen([village]), None
                    answers = _answers(session, kind, said)
                    found = _take_table(session, path, (kind, slug), answers)
                written = _apply(session, path, (slug, base, found), hand)
                if commit and written:
                    _commit(session, slug, path, written)
            except RefusalError as refused:
                refusals.append(refused)
    raise_together(refusals)
    return Exit.CLEAN


def _check_options(
    kind: str | None, village: str | None, said: _Typed, *, deletions: bool
) -> None:
    """Raises RefusalError for an option without the one that it goes with."""
    for option, lone in {
        "--as": kind is not None and village is None,
        "--village": village is not None and kind is None,
        "--paid-on": bool(said.paid_on) and kind != "dues",
        "--paid-for": bool(said.paid_for) and kind != "dues",
        "--arrears": said.arrears and kind != "dues",
        "--fill": bool(said.fill) and kind is None,
        "--sheet": bool(said.sheets) and kind is None,
    }.items():
        if lone:
            raise refusal("option_needs", option, option=_PARTNERS[option])
    if kind is not None and deletions:
        raise refusal("option_against", "--deletions", option="--as")


def _answers(session: Session, kind: str, said: _Typed) -> Answers:
    """What was said of a table, as its readers need it. Raises RefusalError."""
    days, own_days = _days(session, said.paid_on)
    months = _periods(session, said.paid_for)
    fill = _columns(session, kind, said.fill)
    return Answers(days, own_days, months, said.arrears, fill, said.sheets)


def _take_back(
    session: Session, path: Path, *, deletions: bool
) -> tuple[str, Base, Merge]:
    """A workbook of ours that has come back. Raises RefusalError."""
    grids, base = _read(path)
    slug = _village(session, base, path)
    return slug, base, _merge(session, slug, grids, base, deletions=deletions)


def _take_table(
    session: Session, path: Path, what: tuple[str, str], said: Answers
) -> Merge:
    """A table of people's own: of which kind, and of which village. Raises
    RefusalError.
    """
    kind, slug = what
    try:
        if path.suffix.lower() in _TEXTS:
            text = take_text(text_of(path))
            grids = {path.stem: grid_of_csv(text, path.stem)}
        else:
            grids = read_grids(_data(path), path.name)
    except BookError as error:
        raise RefusalError([error.problem]) from None
    sheets = sheets_of(session, named=True)
    sheet = next(one for one in sheets if one.kind == kind)
    now = replace(_now(session, slug, named=True), own=True)
    names = session.workspace.office.names
    others = [name for other, name in names.items() if other != slug]
    return adopt(grids, sheet, now, said, others)


def _days(
    session: Session, days: Sequence[str]
) -> tuple[dict[str, str | None], dict[tuple[str, str], str]]:
    """`2019-03=2019-03-11` by month or quarter, None for one that is left out
    (`2019-03=`); `3月:扎西=3月28日` by month and name. Raises RefusalError.
    """
    year = session.workspace.plan.year
    found: dict[str, str | None] = {}
    own: dict[tuple[str, str], str] = {}
    for text in days:
        whose, equals, said = spelling.plain(text).partition("=")
        month, colon, name = whose.partition(":")
        month, day = spelling.period(month.strip(), year), spelling.day(said, year)
        is_day = spelling.DATE.fullmatch(day) and not spelling.impossible(day)
        left_out = bool(equals) and not said.strip() and not colon
        if not (spelling.PERIOD.fullmatch(month) and (is_day or left_out)):
            raise refusal("bad_paid_on", "--paid-on", seen=excerpt(text))
        if colon:
            own[month, name.strip()] = day
        else:
            found[month] = day if is_day else None
    return found, own


def _periods(session: Session, said: Sequence[str]) -> dict[str, list[str]]:
    """`F8=1月—3月` or `F8=1月、3月` by cell. Raises RefusalError."""
    year = session.workspace.plan.year
    found: dict[str, list[str]] = {}
    for text in said:
        cell, _, periods = text.rpartition("=")
        months: list[str] = []
        for part in spelling.BETWEEN.split(spelling.plain(periods)):
            ends = [spelling.month(one, year) for one in _SPAN.split(part)]
            if len(ends) > 2 or not all(spelling.MONTH.fullmatch(one) for one in ends):
                raise refusal("bad_paid_for", "--paid-for", seen=excerpt(text))
            months += _months_from(ends[0], ends[-1])
        if not (cell and months) or len(months) > len({*months}):
            raise refusal("bad_paid_for", "--paid-for", seen=excerpt(text))
        sheet, mark, address = cell.rpartition("!")
        found[f"{sheet}{mark}{address.upper().strip()}"] = months
    return found


def _months_from(first: str, last: str) -> list[str]:
    """All from one to another of the same year or a later one."""
    count = [int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last)]
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(count[0], count[1] + 1)]


def _columns(session: Session, kind: str, said: Sequence[str]) -> dict[str, str]:
    """`轮次=自查评估` by the column's key. Raises RefusalError."""
    sheet = next(s for s in sheets_of(session, named=True) if s.kind == kind)
    titles = {column.title: column for column in sheet.columns if column.own}
    found = {}
    for text in said:
        title, _, value = text.partition("=")
        if title.strip() not in titles or not value.strip():
            known = "、".join(titles)
            raise refusal("bad_fill", "--fill", seen=excerpt(text), known=known)
        found[titles[title.strip()].key] = value.strip()
    return found


def _send_back(
    session: Session,
    path: Path,
    merged: tuple[str, Base, Merge],
    problems: Sequence[Problem],
) -> None:
    """The workbook once more, with red cells and a list of what is wrong, beside the
    one that came. Raises RefusalError.
    """
    slug, base, found = merged
    messages = session.messages(session.names(slug), document=True)
    told = {one.place: messages.problem(one) for one in problems}
    titles = {kind: title for title, kind in base.sheets.items()}
    sheets = sheets_of(session, named=base.named, titles=titles)
    lines, faults = point_out(sheets, base, found, told)
    stem = re.sub(r"（问题\d*）$", "", path.stem)
    numbers = ("", *map(str, range(2, 1000)))
    names = (path.with_name(f"{stem}（问题{n}）.xlsx") for n in numbers)
    copy = next(one for one in names if one != path and not one.exists())
    refuse_kept(session, copy.parent)
    data = write_book(sheets, base, frame_of(session, slug), lines, faults)
    with session.settings.writing(copy):
        put(copy, data)
    show([indent(messages.ui("sent_back", file=copy.name), 0, keep=True)])


def _apply(
    session: Session,
    path: Path,
    merged: tuple[str, Base | None, Merge],
    hand: Writer | None,
) -> list[str]:
    """One file; the record files that were changed. Raises RefusalError with every cell
    because of which nothing is taken over.
    """
    slug, base, found = merged
    messages = session.messages(session.names(slug))
    _tell_waiting(session, slug)
    try:
        if found.faults:
            raise RefusalError(found.faults)
        drafts = _drafts(session, slug, found)
        _check(session, slug, found, drafts)
    except RefusalError as refused:
        if base is None or hand is None:
            raise
        try:
            _send_back(session, path, (slug, base, found), refused.problems)
        except RefusalError as more:
            raise_together([refused, more])
        raise
    show(_sentences(found, drafts, session, slug))
    if not drafts:
        show([messages.ui("import_none", file=path.name)])
    elif hand is None:
        show([messages.ui("import_would", count=len(drafts), file=path.name)])
    else:
        with refusing():
            changes = list(drafts.values())
            name = hand.change_all(changes, f"import {path.name}", stamp())
        count = len(drafts)
        text = messages.ui("imported", count=count, file=path.name, name=name)
        show([indent(text, 0, keep=True)])
        return [file for file, one in drafts.items() if one.path.name != NAMES]
    return []


def _tell_waiting(session: Session, slug: str) -> None:
    """What git has not been told yet of a village's files, or has not brought yet."""
    root = session.workspace.office.root
    there = git(root, "status", "--porcelain", "--", f"data/villages/{slug}")
    ahead = git(root, "rev-list", "--count", "HEAD..@{upstream}")
    messages = session.messages()
    if there:
        count = len(there.splitlines())
        show([messages.ui("uncommitted", count=count)])
    if ahead and ahead != "0":
        show([messages.ui("behind", count=int(ahead))])


def _commit(session: Session, slug: str, path: Path, files: Sequence[str]) -> None:
    """One commit of what was written, the village as its author. Raises
    RefusalError.
    """
    root, name = session.workspace.office.root, session.workspace.office.names[slug]
    text = str(session.messages(document=True).ui("commit_import", file=path.name))
    author = f"{name} <{slug}@village.invalid>"
    words = ("commit", "--quiet", f"--author={author}", "-m", text, "--", *files)
    # Where there is no repository git says so, which is no commit.
    if not git(root, "rev-parse", "--git-dir") or None in (
        git(root, "add", "--", *files),
        git(root, *words),
    ):
        raise refusal("no_commit", ".git", Exit.UNWRITTEN)
    show([session.messages().ui("committed", name=name)])


def _data(path: Path) -> bytes:
    data = read_user_file(path)
    if isinstance(data, Problem):
        raise RefusalError([data])
    return data


def _read(path: Path) -> tuple[dict[str, Grid], Base]:
    try:
        data = _data(path)
        grids = read_grids(data, path.name)
        base = read_base(grids)
    except BookError as error:
        raise RefusalError([error.problem]) from None
    if base is None:
        raise refusal("book_without_base", path.name)
    if spoilt := find_spoilt(data, list(grids)):
        raise refusal("book_cell_error", spoilt)
    return grids, base


def _village(session: Session, base: Base, path: Path) -> str:
    office, plan = session.workspace.office, session.workspace.plan
    here = office.town.name, plan.year
    if (base.town, base.year) != here or base.slug not in office.names:
        seen = f"{base.town} {base.slug} {base.year}"
        raise refusal("book_of_another", path.name, seen=seen)
    return base.slug


def _merge(
    session: Session, slug: str, grids: dict[str, Grid], base: Base, *, deletions: bool
) -> Merge:
    now = _now(session, slug, named=base.named)
    titles = {kind: title for title, kind in base.sheets.items()}
    sheets = sheets_of(session, named=base.named, titles=titles)
    return merge(grids, sheets, base, now, deletions=deletions)


def _now(session: Session, slug: str, *, named: bool) -> VillageNow:
    village = session.workspace.office.village(slug).village
    return VillageNow(
        village,
        names_of(session, village, named=named),
        folder_of(session, slug),
        session.workspace.plan.year,
        heard(session.workspace, village),
    )


def _drafts(session: Session, slug: str, found: Merge) -> dict[str, FileChange]:
    """What each file becomes, by its name. Raises RefusalError."""
    root = session.workspace.office.root
    names = root / "data/villages" / slug / NAMES
    yearly = root / folder_of(session, slug) / NAMES
    files = Files(
        folder_of(session, slug),
        yearly
        if exists(root, yearly) is True and exists(root, names) is False
        else names,
        everyday(root),
        in_chinese(session),
    )
    drafts: dict[str, FileChange] = {}
    try:
        for file, edits in edits_by_file(found, files).items():
            before = _bytes(root, root / file)
            after = draft(before or b"", file, edits, files.words, LINE_END)
            drafts[file] = FileChange(root / file, before, after)
        if found.names:
            file = files.names.relative_to(root).as_posix()
            before = _bytes(root, files.names)
            after = draft_names(before or b"", file, found.names, LINE_END)
            drafts[file] = FileChange(files.names, before, after)
    except SpliceError as error:
        if error.problems:
            raise RefusalError(error.problems) from None
        raise refusal("cannot_splice", file, Exit.UNWRITTEN) from None
    return {file: one for file, one in drafts.items() if one.before != one.after}


def _bytes(root: Path, path: Path) -> bytes | None:
    found = bytes_of(root, path)
    if isinstance(found, Problem):
        raise RefusalError([found])
    return found


def _check(
    session: Session, slug: str, found: Merge, drafts: dict[str, FileChange]
) -> None:
    """Raises RefusalError for errors that the change would bring in, each told at the
    row that brings it.
    """
    texts = {
        one.path: one.after or b"" for one in drafts.values() if one.path.name != NAMES
    }
    was = session.workspace.village(slug, session.as_of)
    now = session.workspace.village(slug, session.as_of, texts)
    new = new_faults(was, now)
    if new:
        sheets = sheets_of(session, named=True)
        folder = folder_of(session, slug)
        raise RefusalError(trace(new, now.village, folder, found, sheets))


def _sentences(
    found: Merge, drafts: dict[str, FileChange], session: Session, slug: str
) -> Iterator[RenderableType]:
    """In sentences, then line by line."""
    messages = session.messages(session.names(slug))
    for change in found.changes:
        titles = {column.key: column.title for column in change.sheet.columns}
        if change.record is None or change.row is None:
            key = "import_new" if change.row else "import_goes"
            said = "、".join(out or back for out, back in change.texts.values())
            yield indent(messages.ui(key, place=change.place(), text=said), 0)
            continue
        for name, (out, back) in change.texts.items():
            values = {"label": titles[name], "out": out, "back": back}
            place = change.place(name)
            yield indent(messages.ui("import_set", place=place, **values), 0)
    for code, name in found.names.items():
        yield indent(messages.ui("import_name", code=code, name=name), 0)
    for file, one in drafts.items():
        if one.path.name != NAMES:
            yield heading(file)
            yield from lines(difference(one.before or b"", one.after or b"", file))
    yield from problems(found.problems, messages)
