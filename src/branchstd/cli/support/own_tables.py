"""Tables that people keep in their own way: where they go, what is known when they are
read, and the mapping file of what people answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import RenderableType

from branchstd.catalogue.model import Standard
from branchstd.cli.support.amending import heard
from branchstd.cli.support.answers import (
    About,
    TableAnswer,
    asked_by,
    written_map,
)
from branchstd.cli.support.books import folder_of, names_of
from branchstd.cli.support.exits import RefusalError, refusal, take_text
from branchstd.cli.support.session import Session, show
from branchstd.findings import Problem
from branchstd.render.rectify_text import problem
from branchstd.render.style import heading, indent
from branchstd.store.disk import LINE_END
from branchstd.store.files import read_user_file, text_of
from branchstd.store.writing import put
from branchstd.text.decode import end_lines
from branchstd.workbook.adopting import adopt, known_headings
from branchstd.workbook.grids import BookError, grid_of_csv, read_grids
from branchstd.workbook.lists import Answers
from branchstd.workbook.merging import Merge, NamedItem, VillageNow
from branchstd.workbook.sheets import Sheet

# What people's own tables are called, by kind of record.
TABLES: Final = {
    "花名册": "person", "任职": "post", "三会一课": "activity", "活动": "activity",
    "党费": "dues",
    "坐班": "duty", "文件": "document", "收入": "income", "自查": "self_check",
    "整改": "rectify",
}  # fmt: skip

# Who there is, by which what others say is understood.
_OF_PEOPLE: Final = ("village", "person", "group", "standing")
# Of which the year before is read; who there is, and in which post, is of the year.
_KEPT: Final = frozenset(
    {"activity", "dues", "duty", "document", "income", "self_check", "rectify"}
)
# Files of text: a table, its cells parted by commas, tabs or `;`.
_TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})


class Destination(NamedTuple):
    """Where records go: of which village and year."""

    slug: str
    year: int


def year_of(session: Session, kind: str, year: int | None) -> int:
    """In which year's folder a table goes. Raises RefusalError where none is read."""
    this = session.workspace.plan.year
    if year not in {None, this, this - 1}:
        years = {"first": str(this - 1), "last": str(this)}
        raise refusal("year_unread", "--year", seen=str(year), **years)
    if year == this - 1 and kind not in _KEPT:
        label = next(word for word, code in TABLES.items() if code == kind)
        raise refusal("kind_of_this_year", "--year", label=label, year=str(this))
    return this if year is None else year


def about_of(session: Session, sheet: Sheet, now: VillageNow) -> About:
    """What answers may name."""
    word = next(word for word, code in TABLES.items() if code == sheet.kind)
    columns = {column.title: column.key for column in sheet.columns if column.own}
    headings = known_headings(sheet, now)
    standards = list(now.standards)
    return About(word, now.year, columns, headings, now.names, standards, [*now.items])


def shown_map(
    session: Session, path: Path, answers: Sequence[TableAnswer]
) -> Iterator[RenderableType]:
    """What a mapping file answers, in sentences, before it serves a table."""
    messages = session.messages()
    yield heading(messages.ui("map_shown", file=path.name))
    for one in answers:
        left = one.part == "days" and not one.value[0].isdecimal()
        key = f"map_{one.part}{'_left' if left else ''}"
        yield indent(messages.ui(key, name=one.key, value=one.value), 1)


def keep_map(
    session: Session,
    path: Path,
    about: About,
    said: tuple[Sequence[TableAnswer], Sequence[TableAnswer], Sequence[Problem]],
) -> None:
    """Writes a mapping file where there is anything new in it: what it said before, all
    answers, what is still asked. Raises RefusalError.
    """
    kept, answers, problems = said
    messages = session.messages(document=True)
    asked = {
        key: messages.ui("map_asked", place=one.place)
        if key[0] == "headings"
        else f"{one.place} {messages.problem(one)[0]}"
        for key, one in asked_by(problems).items()
    }
    before = {(one.part, one.key, one.value) for one in kept}
    after = {(one.part, one.key, one.value) for one in answers}
    if before == after | {(*key, "") for key in asked}:
        return
    with session.settings.writing(path):
        head = messages.ui("map_head")
        text = written_map(about, head, answers, asked)
        put(path, end_lines(text, LINE_END))
    told = session.messages()
    values = {"file": path.name, "count": len(answers), "open": len(asked)}
    show([told.ui("map_written", **values)])
    if any(one.part == "people" for one in answers) or any(
        part == "people" for part, _ in asked
    ):
        show([told.ui("map_names", file=path.name)])


def read_table(
    session: Session, path: Path, sheet: Sheet, now: VillageNow, said: Answers
) -> Merge:
    """What a table of people's own adds. Raises RefusalError."""
    try:
        if path.suffix.lower() in _TEXTS:
            text = take_text(text_of(path))
            grids = {path.stem: grid_of_csv(text, path.stem)}
        else:
            grids = read_grids(data_of(path), path.name)
    except BookError as error:
        raise RefusalError([error.problem]) from None
    names = session.workspace.office.names
    others = [name for slug, name in names.items() if slug != now.village.slug]
    return adopt(grids, sheet, now, said, others)


def data_of(path: Path) -> bytes:
    data = read_user_file(path)
    if isinstance(data, Problem):
        raise RefusalError([data])
    return data


def now_of(session: Session, target: Destination, *, named: bool) -> VillageNow:
    workspace = session.workspace
    village, earlier = workspace.office.village(target.slug).village, None
    if target.year != workspace.plan.year:
        earlier = workspace.office.earlier(target.slug)
        kept = earlier.village.records if earlier else {}
        # Who there is, is known of this year.
        people = {kind: village.records.get(kind, ()) for kind in _OF_PEOPLE}
        village = replace(village, records={**kept, **people})
    return VillageNow(
        village,
        names_of(session, village, named=named),
        folder_of(session, *target),
        target.year,
        replace(heard(workspace, village), year=target.year),
        standards={one.id: _called(one) for one in workspace.catalogue.standards},
        local=names_of(session, village),
    )


def _called(standard: Standard) -> Sequence[str]:
    """What a standard is called in offices, its title first."""
    said = standard.title["zh"], standard.requirement["zh"], standard.official_wording
    return [text for text in said if text]


def items_of(session: Session, target: Destination) -> dict[str, NamedItem]:
    """The village's items, as a table without their numbers may know them."""
    workspace, messages = session.workspace, session.messages(document=True)
    if target.year == workspace.plan.year:
        found = workspace.village(target.slug, session.judging_day)
        desk = workspace.desk(found).items()
    else:
        desk = tuple(one for one in workspace.earlier() if one.village == target.slug)
    return {
        one.joined.item.id: NamedItem(
            one.joined.item.standard,
            [*filter(None, [one.joined.item.text]), problem(one, messages)],
        )
        for one in desk
    }
