"""Tables that people keep in their own way, taken into a village's records: which
sheets of a file are meant, and whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from branchstd.findings import Place, Problem, Severity
from branchstd.records.village import PartyGroup, PersonRow
from branchstd.workbook import (
    checklists,
    collections,
    dues_across,
    duty,
    meetings,
    offices,
    rosters,
)
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import Answers, Reader, headings_of, reader
from branchstd.workbook.merging import UNIQUE, Merge, VillageNow, adopt_rows
from branchstd.workbook.rows import HIGHEST, UNREAD, SheetRow, column_unread
from branchstd.workbook.sheets import KEYS, Sheet
from branchstd.workbook.tables import bare, meaning

Shape = Callable[[Grid, Reader], list[SheetRow] | None]
# How the tables of a kind are read, and the headings that they have besides.
_SHAPES: Final[Mapping[str, tuple[Shape, Mapping[str, Sequence[str]]]]] = {
    "person": (rosters.people_of, rosters.NO_MORE),
    "post": (offices.posts_of, offices.ALSO),
    "activity": (meetings.meetings_of, meetings.ALSO),
    "duty": (duty.duties_of, duty.ALSO),
    "self_check": (checklists.answers_of, checklists.ALSO),
    "rectify": (rosters.lines_of, rosters.PLANS),
}
# Headings of tables that are read as a whole file.
_ALSO: Final = {"dues": dues_across.ALSO}
# What a sheet is called that holds such a table; of several sheets those are meant.
_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("花名册", "党员名", "党员册", "党员信息", "党员基本", "党员登记"),
    "post": ("任职", "班子", "干部", "两委"),
    "duty": ("坐班", "值班", "考勤"),
    "self_check": ("自查", "自评"),
    "rectify": ("整改",),
}
_OF_THE_YEAR: Final = frozenset({"activity", "dues", "duty", "self_check"})
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年", re.ASCII)
_LACKING: Final = frozenset({"table_column_missing", "table_unmatched"})
_NAME: Final = "姓名"
# What may stand above the columns of a kind; of several forms one is enough.
_FORMS: Final[Mapping[str, str]] = {
    "post": "姓名、组织、职务、任职时间",
    "activity": "日期、种类、专题、应到、实到",
    "dues": "姓名、1月、2月……；所属月份、收缴日期、合计；日期、姓名、所属月份、金额",
    "duty": "姓名、1月、2月……；姓名、1、2……31；日期、值班人；月份、姓名、到岗次数",
}
_SHORTEST: Final = 2  # characters of a village's name without 村
_BEHIND: Final = ("村", "党支部", "支部", "党总支")


def known_headings(sheet: Sheet, now: VillageNow) -> Mapping[str, str]:
    """Columns of a kind of table by what may stand above them, as `bare` has it."""
    _, also = _SHAPES.get(sheet.kind, (rosters.lines_of, {}))
    return headings_of(sheet, now, _ALSO.get(sheet.kind, also))


def adopt(
    grids: Mapping[str, Grid],
    sheet: Sheet,
    now: VillageNow,
    said: Answers,
    others: Collection[str],
) -> Merge:
    """What a file adds: only rows that are new are taken, and what it tells otherwise
    of a record that is there is told. others: names of the other villages of the town.
    """
    found = Merge()
    grids = _chosen(grids, said, found)
    said.tell_named(grids.values())
    now = replace(now, names=replace(now.names, answered=said.people))
    for grid in grids.values():
        _tell_other(grid, others, found)
    if sheet.kind != "self_check" and not now.names.by_code:
        if people := now.village.of(PersonRow):
            count = str(len(people))
            found.report("names_not_here", _corner(grids), count=count)
        elif sheet.kind != "person":
            found.report("roster_first", _corner(grids))
    if found.faults:
        return found
    if sheet.kind == "dues":
        by = reader(sheet, now, said, found, dues_across.ALSO)
        rows = collections.collections_in(grids, by)
    else:
        rows = _rows(grids, sheet, now, said, found)
    if rows is None:
        needed = (c.title for c in sheet.columns if c.needed and c.key != "code")
        titles = _FORMS.get(sheet.kind) or "、".join(needed) or _NAME
        unread = [*_unread(grids, known_headings(sheet, now), now.year)]
        place = unread[0].place if unread else _corner(grids)
        seen = "、".join(one.values["seen"] for one in unread) or "-"
        found.report("table_no_headings", place, known=titles, seen=seen)
        found.problems += unread
        return found
    _tell_other_year(grids, sheet, now.year, found)
    _tell_missing(rows, sheet, found)
    _tell_twice(rows, sheet.kind, found)
    _tell_groups(rows, now, found)
    # A collection is made of many cells, and of a day in another year all is wrong.
    other = any(one.code == "book_other_year" for one in found.faults)
    if found.faults and (sheet.kind == "dues" or other):
        return found
    # What a column lacks is not told again of each row.
    lacks = {one.values["label"] for one in found.faults if one.code in _LACKING}
    adopt_rows(rows, sheet, now, found)
    found.problems = [
        one
        for one in found.problems
        if one.code != "missing_field" or one.values["label"] not in lacks
    ]
    return found


def _unread(
    grids: Mapping[str, Grid], titles: Mapping[str, str], year: int
) -> Iterator[Problem]:
    """What stands in the likeliest row of headings and is not understood."""
    for grid in grids.values():
        rows = grid.rows[:HIGHEST]
        known = [sum(bool(meaning(titles, cell)) for cell in row) for row in rows]
        cells = [sum(bool(cell.strip()) for cell in row) for row in rows]
        every = [*zip(known, cells, strict=True)]
        if (best := max(every, default=(0, 0)))[1] > 1:
            row = every.index(best)
            for at, cell in enumerate(rows[row]):
                is_known = meaning(titles, cell) or duty.month_of(cell, year)
                if cell.strip() not in {"", *UNREAD} and not is_known:
                    yield column_unread(grid.place(row, at), "".join(cell.split()))


def _corner(grids: Mapping[str, Grid]) -> Place:
    return next(iter(grids.values())).place(0, 0)


def _chosen(grids: Mapping[str, Grid], said: Answers, found: Merge) -> dict[str, Grid]:
    """The sheets that were asked for, or all."""
    for title in said.sheets:
        if title not in grids:
            titles = "、".join(grids)
            found.report("no_such_sheet", Place("--sheet", 0), seen=title, known=titles)
    chosen = {t: g for t, g in grids.items() if not said.sheets or t in said.sheets}
    return chosen or dict(grids)


def _tell_other(grid: Grid, others: Collection[str], found: Merge) -> None:
    """That a title is of another village of the town."""
    texts = [(0, 0, grid.title)]
    texts += [
        (row, at, cell)
        for row, line in enumerate(grid.rows[: HIGHEST // 2])
        for at, cell in enumerate(line)
        if cell
    ]
    for name in others:
        stem = name.removesuffix("村")
        forms = [f"{stem}{one}" for one in _BEHIND] if len(stem) >= _SHORTEST else []
        for row, at, text in texts:
            if any(form in bare(text) for form in (name, *forms)):
                found.report("table_of_another", grid.place(row, at), seen=name)
                return


def _rows(
    grids: Mapping[str, Grid],
    sheet: Sheet,
    now: VillageNow,
    said: Answers,
    found: Merge,
) -> list[SheetRow] | None:
    """Rows of all sheets that hold tables of the kind; of several only those that are
    called so, where some are and others are not.
    """
    shape, also = _SHAPES.get(sheet.kind, (rosters.lines_of, {}))
    read: dict[str, tuple[list[SheetRow], Merge]] = {}
    for title, grid in grids.items():
        own = Merge()
        rows = shape(grid, reader(sheet, now, said, own, also))
        if rows is not None:
            read[title] = rows, own
    called = [title for title in read if _is_called(grids[title], sheet.kind)]
    if len(read) > 1 and sheet.kind == "person" and not called and not said.sheets:
        titles = "、".join(read)
        found.report("table_sheets", _corner(grids), known=titles)
        return []
    taken = called if called and not said.sheets else [*read]
    years = {t: {y for _, of in _years(grids[t]) for y in of} for t in taken}
    if not said.sheets and any(str(now.year) in of for of in years.values()):
        # Of an old sheet and a new one the new one is meant.
        taken = [t for t in taken if not years[t] or str(now.year) in years[t]]
    for title, grid in grids.items():
        if title not in taken and any(any(row) for row in grid.rows):
            found.report("book_sheet_unread", grid.place(0, 0), Severity.WARNING)
    for title in taken:
        found.problems += read[title][1].problems
    return [row for title in taken for row in read[title][0]] if read else None


def _is_called(grid: Grid, kind: str) -> bool:
    texts = [grid.title, *(cell for row in grid.rows[:2] for cell in row)]
    said = [bare(text) for text in texts]
    return any(word in text for word in _CALLED.get(kind, ()) for text in said)


def _tell_other_year(
    grids: Mapping[str, Grid], sheet: Sheet, year: int, found: Merge
) -> None:
    """That a title is of another year, where days may stand without theirs."""
    for grid in grids.values() if sheet.kind in _OF_THE_YEAR else ():
        for place, said in _years(grid):
            if str(year) not in said:
                found.report("book_other_year", place, year=said[0])


def _years(grid: Grid) -> Iterator[tuple[Place, list[str]]]:
    """Titles that name years."""
    for row, line in enumerate(grid.rows[:2]):
        texts = [(at, cell) for at, cell in enumerate(line) if cell.strip()]
        if len(texts) == 1 and (said := _YEAR.findall(texts[0][1])):
            yield grid.place(row, texts[0][0]), said


def _tell_missing(rows: Sequence[SheetRow], sheet: Sheet, found: Merge) -> None:
    """Once for all rows what none of them says; not what was asked of each already."""
    asked = {
        one.values["field"] for one in found.faults if one.code == "table_unmatched"
    }
    for column in (one for one in sheet.columns if one.key not in asked):
        lacks = column.needed and column.own and column.key != "code"
        if rows and lacks and not any(row.cells.get(column.key) for row in rows):
            place, label = rows[0].place(), column.title
            found.report("table_column_missing", place, label=label)


def _tell_twice(rows: Sequence[SheetRow], kind: str, found: Merge) -> None:
    """Rows that say the same, or are known by the same where there is one of a kind."""
    if kind == "person":
        rosters.tell_alike(rows, found)
        return
    seen: dict[tuple[str, ...], SheetRow] = {}
    for row in rows:
        keys = KEYS[kind] if kind in UNIQUE else sorted(row.cells)
        said = tuple(bare(row.cells.get(key, "")) for key in keys)
        if kind in UNIQUE and not said[-1]:
            continue
        if seen.setdefault(said, row) is not row:
            first = str(seen[said].place())
            found.report("table_row_twice", row.place(), first=first)


def _tell_groups(rows: list[SheetRow], now: VillageNow, found: Merge) -> None:
    """Party groups that are not registered, once for all."""
    codes = now.context.codes["groups"]
    unknown: dict[str, SheetRow] = {}
    for number, row in enumerate(rows):
        name = row.cells.get("group", "").strip()
        if name and codes.meant(name) not in codes.known:
            unknown.setdefault(name, row)
            rows[number] = replace(row, cells={**row.cells, "group": ""})
    if unknown:
        place = next(iter(unknown.values())).place("group")
        there = "、".join(one.name for one in now.village.of(PartyGroup))
        found.report("groups_unknown", place, seen="、".join(unknown), known=there)
