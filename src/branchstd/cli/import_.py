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
from branchstd.cli.support.amending import in_chinese, lock
from branchstd.cli.support.answers import (
    Arrears,
    Fill,
    MapFile,
    PaidFor,
    PaidOn,
    SheetNames,
    Typed,
    answers_of,
    joined,
    read_map,
    unused,
)
from branchstd.cli.support.books import (
    change_names,
    folder_of,
    frame_of,
    refuse_kept,
    sheets_of,
)
from branchstd.cli.support.exits import (
    Exit,
    RefusalError,
    raise_together,
    refusal,
)
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import DryRun
from branchstd.cli.support.own_tables import (
    TABLES,
    Destination,
    about_of,
    data_of,
    items_of,
    keep_map,
    now_of,
    read_table,
    shown_map,
    year_of,
)
from branchstd.cli.support.session import (
    Session,
    open_session,
    refusing,
    show,
    stamp,
)
from branchstd.findings import Place, Problem, Severity, excerpt
from branchstd.render.amend_text import lines
from branchstd.render.check_text import problems
from branchstd.render.style import heading, indent
from branchstd.store import Writer
from branchstd.store.disk import LINE_END
from branchstd.store.files import bytes_of
from branchstd.store.journal import FileChange
from branchstd.store.search import NAMES
from branchstd.store.strict import everyday
from branchstd.store.templates import git
from branchstd.store.writing import put
from branchstd.text.splice import SpliceError
from branchstd.workbook.book import Base, read_base, write_book
from branchstd.workbook.drafting import Files, draft, edits_by_file
from branchstd.workbook.grids import (
    BookError,
    Grid,
    read_grids,
)
from branchstd.workbook.merging import (
    Merge,
    merge,
    point_out,
    trace,
)

_MOST_LINES: Final = 20  # of a file that has been written; before, all are shown
# What an option goes with.
_PARTNERS: Final = {
    "--as": "--village", "--village": "--as", "--paid-on": "--as 党费",
    "--paid-for": "--as 党费", "--arrears": "--as 党费", "--fill": "--as",
    "--sheet": "--as", "--year": "--as", "--map": "--as",
}  # fmt: skip


# What says that something is not there.
_LACKING: Final = frozenset(
    {"unknown_reference", "step_no_activity", "appraised_without_meeting"}
)


class _Wish(NamedTuple):
    """What is to be done with a file. kind: None for a workbook of ours."""

    kind: str | None
    village: str | None
    year: int | None
    typed: Typed
    map: Path | None
    deletions: bool


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
    year: Annotated[
        int | None, typer.Option("--year", help=HELP["import_year"], metavar="YEAR")
    ] = None,
    mapping: MapFile = None,
    paid_on: PaidOn = None,
    paid_for: PaidFor = None,
    arrears: Arrears = False,
    fill: Fill = None,
    sheet: SheetNames = None,
    commit: Annotated[
        bool, typer.Option("--commit", help=HELP["import_commit"])
    ] = False,
    dry_run: DryRun = False,
) -> int:
    typed = Typed(paid_on or [], paid_for or [], arrears, fill or [], sheet or [])
    wish = _Wish(kind, village, year, typed, mapping, deletions)
    _check_options(wish)
    refusals: list[RefusalError] = []
    with lock(context.obj, dry_run=dry_run) as hand:
        for path in files:
            session = open_session(context.obj)  # each sees what those before it wrote
            try:
                slug, written = _take(session, path, wish, hand)
                if commit and written:
                    _commit(session, slug, path, written)
            except RefusalError as refused:
                refusals.append(refused)
    raise_together(refusals)
    return Exit.CLEAN


def _check_options(wish: _Wish) -> None:
    """Raises RefusalError for an option without the one that it goes with."""
    kind, typed = wish.kind, wish.typed
    for option, lone in {
        "--as": kind is not None and wish.village is None,
        "--village": wish.village is not None and kind is None,
        "--paid-on": bool(typed.paid_on) and kind != "dues",
        "--paid-for": bool(typed.paid_for) and kind != "dues",
        "--arrears": typed.arrears and kind != "dues",
        "--fill": bool(typed.fill) and kind is None,
        "--sheet": bool(typed.sheets) and kind is None,
        "--year": wish.year is not None and kind is None,
        "--map": wish.map is not None and kind is None,
    }.items():
        if lone:
            raise refusal("option_needs", option, option=_PARTNERS[option])
    if kind is not None and wish.deletions:
        raise refusal("option_against", "--deletions", option="--as")


def _take(
    session: Session, path: Path, wish: _Wish, hand: Writer | None
) -> tuple[str, list[str]]:
    """One file: of which village, and the record files that were changed. Raises
    RefusalError.
    """
    if wish.kind is None or wish.village is None:
        target, base, found = _take_back(session, path, deletions=wish.deletions)
        return target.slug, _apply(session, path, (target, base, found), hand)
    (slug,) = session.chosen([wish.village])
    target = Destination(slug, year_of(session, wish.kind, wish.year))
    return slug, _take_own(session, path, (wish.kind, target), wish, hand)


def _take_own(
    session: Session,
    path: Path,
    what: tuple[str, Destination],
    wish: _Wish,
    hand: Writer | None,
) -> list[str]:
    """A table of people's own: of which kind, and where it goes. What is answered and
    what is still asked is kept in the mapping file. Raises RefusalError.
    """
    kind, target = what
    if wish.map is not None and hand is not None:
        refuse_kept(session, wish.map.parent, "yaml")
    now = replace(now_of(session, target, named=True), own=True)
    if kind == "rectify":
        now = replace(now, items=items_of(session, target))
    sheet = next(one for one in sheets_of(session, named=True) if one.kind == kind)
    about = about_of(session, sheet, now)
    kept = read_map(wish.map, about.kind, about.year) if wish.map else []
    answers = joined(wish.typed.answers(), kept, about)
    said = answers_of(answers, about)
    if wish.map and any(one.value for one in kept):
        show(shown_map(session, wish.map, [one for one in answers if one.place.line]))
    found = Merge()
    try:
        found = read_table(session, path, sheet, now, said)
        if not found.faults:
            found.problems += unused(answers, said)
        written = _apply(session, path, (target, None, found), hand)
    except RefusalError as refused:
        if wish.map and hand is not None:
            asking = [*refused.problems, *found.problems]
            keep_map(session, wish.map, about, (kept, answers, asking))
        raise
    if wish.map and hand is not None:
        keep_map(session, wish.map, about, (kept, answers, ()))
    return written


def _take_back(
    session: Session, path: Path, *, deletions: bool
) -> tuple[Destination, Base, Merge]:
    """A workbook of ours that has come back. Raises RefusalError."""
    grids, base, spoilt = _read(path)
    target = Destination(_village(session, base, path), session.workspace.plan.year)
    found = _merge(session, target, grids, base, deletions=deletions)
    # What such a cell says otherwise says nothing.
    found.problems = [one for one in found.problems if one.place not in spoilt]
    for place in spoilt:
        found.report("book_cell_error", place)
    return target, base, found


def _send_back(
    session: Session,
    path: Path,
    merged: tuple[Destination, Base, Merge],
    problems: Sequence[Problem],
) -> None:
    """The workbook once more, with red cells and a list of what is wrong, beside the
    one that came. Raises RefusalError.
    """
    (slug, _), base, found = merged
    messages = session.messages(session.names(slug), document=True)
    told: dict[Place, tuple[str, str]] = {}
    for one in problems:  # a cell may have several
        sentence, remedy = messages.problem(one)
        if one.place in told:
            before, was = told[one.place]
            sentence = f"{before}\n{sentence}"
            remedy = remedy if was == remedy else f"{was}\n{remedy}"
        told[one.place] = sentence, remedy
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
    merged: tuple[Destination, Base | None, Merge],
    hand: Writer | None,
) -> list[str]:
    """One file; the record files that were changed. Raises RefusalError with every cell
    because of which nothing is taken over.
    """
    target, base, found = merged
    slug = target.slug
    messages = session.messages(session.names(slug))
    _tell_waiting(session, slug)
    try:
        drafts = _weigh(session, target, found)
    except RefusalError as refused:
        if base is None or hand is None:
            raise
        try:
            _send_back(session, path, (target, base, found), refused.problems)
        except RefusalError as more:
            raise_together([refused, more])
        raise
    most = None if hand is None else _MOST_LINES
    show(_sentences(found, drafts, session, slug, most))
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


def _weigh(
    session: Session, target: Destination, found: Merge
) -> dict[str, FileChange]:
    """What each file becomes, by its name. Raises RefusalError for all that stands
    against it: what cannot be read, and what the rest brings in.
    """
    try:
        drafts = _drafts(session, target, found)
        wrong = _contradictions(session, target, found, drafts)
    except RefusalError as refused:
        raise RefusalError(found.faults or refused.problems, refused.code) from None
    if found.faults:
        # What they lack may stand in what cannot be read, and what stands at no cell of
        # the workbook comes of what must not be written.
        told = {one.place for one in found.faults}
        wrong = [
            one
            for one in wrong
            if one.place.cell and one.place not in told and one.code not in _LACKING
        ]
    if every := [*found.faults, *wrong]:
        raise RefusalError(every)
    return drafts


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


def _read(path: Path) -> tuple[dict[str, Grid], Base, list[Place]]:
    """Its sheets, what was sent, and cells that hold an error. Raises RefusalError."""
    try:
        data = data_of(path)
        grids = read_grids(data, path.name)
        base = read_base(grids)
    except BookError as error:
        raise RefusalError([error.problem]) from None
    if base is None:
        raise refusal("book_without_base", path.name)
    spoilt = [
        grids[title].place(*at)
        for title in base.sheets
        if title in grids
        for at in grids[title].spoilt
    ]
    return grids, base, spoilt


def _village(session: Session, base: Base, path: Path) -> str:
    office, plan = session.workspace.office, session.workspace.plan
    here = office.town.name, plan.year
    if (base.town, base.year) != here or base.slug not in office.names:
        seen = f"{base.town} {base.slug} {base.year}"
        raise refusal("book_of_another", path.name, seen=seen)
    return base.slug


def _merge(
    session: Session,
    target: Destination,
    grids: dict[str, Grid],
    base: Base,
    *,
    deletions: bool,
) -> Merge:
    now = now_of(session, target, named=base.named)
    titles = {kind: title for title, kind in base.sheets.items()}
    sheets = sheets_of(session, named=base.named, titles=titles)
    return merge(grids, sheets, base, now, deletions=deletions)


def _drafts(
    session: Session, target: Destination, found: Merge
) -> dict[str, FileChange]:
    """What each file becomes, by its name. Raises RefusalError."""
    root = session.workspace.office.root
    words, chinese = everyday(root), in_chinese(session)
    files = Files(folder_of(session, *target), words, chinese)
    drafts: dict[str, FileChange] = {}
    try:
        for file, edits in edits_by_file(found, files).items():
            before = _bytes(root, root / file)
            after = draft(before or b"", file, edits, files.words, LINE_END)
            drafts[file] = FileChange(root / file, before, after)
        if found.names:
            one = change_names(session, target.slug, found.names)
            drafts[one.path.relative_to(root).as_posix()] = one
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


def _contradictions(
    session: Session, target: Destination, found: Merge, drafts: dict[str, FileChange]
) -> list[Problem]:
    """Errors that the change would bring in, each told at the row that brings it."""
    texts = {
        one.path: one.after or b"" for one in drafts.values() if one.path.name != NAMES
    }
    workspace = session.workspace
    new: Sequence[Problem]
    if target.year == workspace.plan.year:
        was = workspace.village(target.slug, session.as_of)
        now = workspace.village(target.slug, session.as_of, texts)
        new, village = new_faults(was, now), now.village
    else:  # of which nothing is assessed
        before = workspace.office.earlier(target.slug)
        after = workspace.office.earlier(target.slug, texts)
        known = before.problems if before else ()
        if after is None:  # killed with its process, which this one is not
            return []
        village = after.village
        wrong = (p for p in after.problems if p.severity is Severity.ERROR)
        new = [problem for problem in wrong if problem not in known]
    if not new:
        return []
    sheets = sheets_of(session, named=True)
    return trace(new, village, folder_of(session, *target), found, sheets)


def _sentences(
    found: Merge,
    drafts: dict[str, FileChange],
    session: Session,
    slug: str,
    most: int | None,
) -> Iterator[RenderableType]:
    """In sentences, then line by line, of each file at most so many."""
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
            diff = difference(one.before or b"", one.after or b"", file)
            shown = list(lines(diff))
            yield from shown[:most]
            if left := len(shown[most:] if most else ()):
                yield indent(messages.ui("import_more", count=left))
    yield from problems(found.problems, messages)
