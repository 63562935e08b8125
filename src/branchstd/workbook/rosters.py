"""Rosters and plans as offices keep them: what a cell says beside its own field, and
one record on several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from branchstd.findings import Severity, excerpt
from branchstd.records import spelling
from branchstd.records.village import PersonRow
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import (
    Reader,
    columns_of,
    put,
    put_from,
    rows_of,
    tell_columns,
)
from branchstd.workbook.matching import fitting, named
from branchstd.workbook.meetings import REMARK
from branchstd.workbook.merging import Merge
from branchstd.workbook.rows import SheetRow
from branchstd.workbook.sheets import NAME, bare_name
from branchstd.workbook.tables import OwnTable, bare

NO_MORE: Final[Mapping[str, tuple[str, ...]]] = {}
# Of plans: of which standard and about what an item is.
PLANS: Final[Mapping[str, tuple[str, ...]]] = {
    "+standard": (
        "标准编号", "对应标准", "标准", "标准序号", "标准名称", "对应标准编号",
        "涉及标准",
    ),
    "=problem": (
        "存在问题", "问题表现", "问题描述", "具体问题", "存在的问题", "主要问题",
        "问题内容", "差距和问题", "未达标内容", "存在问题表现",
    ),
}  # fmt: skip
# What makes a person of a roster, or a plan.
_NEEDED: Final = {
    "person": {NAME},
    "rectify": {"item", "measure"},
}
# What a remark says of somebody that stands in another field, too.
_REMARKS: Final = {
    "left_on": re.compile(
        "去世|病故|逝世|亡故|死亡|已故|[转调迁]出|[转调]走|调离|[出退]党|开除|除名"
    ),
    "came_on": re.compile("[转迁调]入|转来"),
    "joined_on": re.compile("积极分子|申请人|发展对象|预备"),
    "full_on": re.compile("(?<!未)转正"),
}
_POINT: Final = re.compile("[・•‧∙・]")
_NOTHING: Final = frozenset({"无", "-", "—", "/", "\\"})
_NOT_YET_FULL: Final = frozenset({"", "预备", "预备期", "预备党员", "未转正", "未满"})
_SMALL: Final = re.compile(r"[\s_-]")
_BETWEEN: Final = re.compile("[、,，/和]")
_SEVERAL: Final = re.compile(r"(\D*?)(\d+(?:[、,，/和]\d+)+)", re.ASCII)
_OFFICE_BEFORE: Final = re.compile(
    r"(?:第一书记|副书记|书记|副主任|主任|(?:组织|宣传|纪检)?委员|文书|组长)[\s:：]+(?=\S)"
)


def people_of(grid: Grid, by: Reader) -> list[SheetRow] | None:
    """Rows of all rosters of a sheet; None where there is none."""
    people = {one.code: one for one in by.now.village.of(PersonRow)}
    rows: list[SheetRow] = []
    tables = [
        (table, columns)
        for table in by.tables(grid)
        if NAME in (columns := columns_of(table, by))
    ]
    for table, columns in tables:
        for row in rows_of(table, by, columns):
            if row.cells[NAME]:
                whole = _with_remarks(row, table, columns, people, by)
                rows.append(_person(whole, by))
            else:
                place, label = row.place(NAME), by.label(NAME)
                by.found.report("missing_field", place, field=NAME, label=label)
    return rows if tables else None


def _with_remarks(
    row: SheetRow,
    table: OwnTable,
    columns: Mapping[str, int],
    people: Mapping[str, PersonRow],
    by: Reader,
) -> SheetRow:
    """The row with the day on which somebody came or left, where a remark says it
    whole; else what a remark says beside the fields is asked. people: of the roster, by
    code.
    """
    name = bare_name(REMARK.sub("", row.cells[NAME]))
    codes = by.now.names.codes.get(name, ())
    there = (people[code] for code in codes if code in people)
    known = {key for one in there for key, value in one if value is not None}
    known |= {key for key, text in row.cells.items() if text}
    for at in table.columns:
        text = table.text(row.number, at)
        if at in columns.values():
            text = "".join(REMARK.findall(text)) if at == columns[NAME] else ""
        keys = [key for key, words in _REMARKS.items() if words.search(text)]
        lacks = [key for key in keys if key not in known]
        if "预备" in text and bare(row.cells.get("full_on", "")) not in _NOT_YET_FULL:
            lacks.append("full_on")
        cells = table.days([row.number]).items()
        days = [day for day, (_, column) in cells if column == at]
        place = table.grid.place(row.number, at)
        if len(keys) == len(days) == 1 and lacks == keys != ["joined_on"]:
            by.tell_above(place, keys[0], text)
            row = put_from(row, keys[0], days[0], (row.number, at))
            continue
        for key in lacks:
            seen, label = excerpt(text), by.label(key)
            if key == "joined_on":
                by.found.report("person_candidate", place, seen=seen, label=label)
            else:
                by.found.report("person_remark", place, seen=seen, label=label)
    return row


def _person(row: SheetRow, by: Reader) -> SheetRow:
    name = row.cells[NAME]
    bare_of = _POINT.sub("·", bare_name(REMARK.sub("", name)))
    if REMARK.search(name):
        place, label = row.place(NAME), by.label(NAME)
        by.found.report("table_remark_unread", place, Severity.WARNING, label=label)
    cells = {
        key: "" if bare(text) in _NOTHING and key != NAME else text
        for key, text in row.cells.items()
    }
    if bare(cells.get("full_on", "")) in _NOT_YET_FULL - {""}:
        seen = cells.pop("full_on")
        by.found.report(
            "table_part_unread", row.place("full_on"), Severity.WARNING, seen=seen
        )
    born = spelling.day(cells.get("born", ""))
    if spelling.DATE.fullmatch(born):
        cells["born"] = born[:7]
    return replace(row, cells={**cells, NAME: bare_of})


def tell_alike(rows: Sequence[SheetRow], found: Merge) -> None:
    """Two rows of one name that differ in nothing are no two people."""
    seen: dict[str, list[SheetRow]] = {}
    for row in rows:
        name = row.cells[NAME]
        for other in seen.get(name, []) if name else ():
            differ = any(
                row.cells.get(key)
                and other.cells.get(key)
                and row.cells[key] != other.cells[key]
                for key in ("code", "gender", "born", "joined_on", "full_on")
            )
            if not differ:
                first = str(other.place(NAME))
                found.report("table_row_twice", row.place(NAME), first=first)
        seen.setdefault(name, []).append(row)


def lines_of(grid: Grid, by: Reader) -> list[SheetRow] | None:
    """Rows of any other list; of plans several lines of one item are one."""
    kind = by.sheet.kind
    needed = _NEEDED.get(kind, {c.key for c in by.sheet.columns if c.needed})
    rows: list[SheetRow] = []
    found = False
    for table in by.tables(grid):
        columns = columns_of(table, by)
        here = rows_of(table, by, columns)
        if not needed & columns.keys():
            continue
        found = True
        _tell_unkept(table, columns, by)
        rows += _plans(here, columns, by) if kind == "rectify" else here
    return rows if found else None


def _tell_unkept(table: OwnTable, columns: Mapping[str, int], by: Reader) -> None:
    """What stands in a list and in no record, and what a plan should say."""
    used = set() if "item" in columns else {"=problem"}
    shown = [at for key, at in columns.items() if key[0] == "=" and key not in used]
    tell_columns(table, shown, by)
    plans = by.sheet.kind == "rectify"
    for key in ("measure", "responsible", "proof") if plans else ():
        if key not in columns and key not in by.said.fill:
            place, label = table.grid.place(table.head, 0), by.label(key)
            by.found.report(
                "table_column_missing", place, Severity.WARNING, label=label
            )


def _plans(
    rows: list[SheetRow], columns: Mapping[str, int], by: Reader
) -> Iterator[SheetRow]:
    """A row an item; one without its number is known by its words and its standard."""
    known = next((k for k in ("item", "=problem", "+standard") if k in columns), "item")
    for row in _each(_joined(rows, columns, known, by), by):
        own = {k: text for k, text in row.cells.items() if k != "+standard"}
        if row.cells.get("item") or not any(row.cells.get(k) for k in _KNOWN_BY):
            yield replace(row, cells=own)
            continue
        standard = row.cells.get("+standard", "")
        code = standard and _standard_of(standard, by)
        items = {
            number: one.problems
            for number, one in by.now.items.items()
            if code in {"", one.standard}
        }
        at = "=problem" if row.cells.get("=problem") else "+standard"
        if at == "+standard":
            items = {number: [*of, standard] for number, of in items.items()}
        yield replace(
            found := named(row, "item", at, items, by),
            cells={k: text for k, text in found.cells.items() if k != "+standard"},
        )


def _each(rows: Sequence[SheetRow], by: Reader) -> Iterator[SheetRow]:
    """A row an item, where a cell names several (A-01、02); numbers as records have
    them.
    """
    known = {_SMALL.sub("", item).upper(): item for item in by.now.items}
    for row in rows:
        said = spelling.plain(row.cells.get("item", ""))
        several = _SEVERAL.fullmatch(said)
        begin, parts = several.groups() if several else ("", said)
        every = [begin + part for part in _BETWEEN.split(parts)] if several else [said]
        items = [known.get(_SMALL.sub("", one).upper(), one) for one in every]
        for item in items:
            yield put(row, item=item) if said else row


_KNOWN_BY: Final = ("=problem", "+standard")


def _standard_of(text: str, by: Reader) -> str:
    """Its number, by that or by its name; empty where none fits alone."""
    _, fits = fitting(text, by.now.standards)
    return fits[0] if len(fits) == 1 else ""


def _joined(
    rows: list[SheetRow], columns: Mapping[str, int], known: str, by: Reader
) -> list[SheetRow]:
    """Lines below that only go on with what an item says, as one with it. known: the
    column by which an item is known.
    """
    found: list[SheetRow] = []
    for row in rows:
        covered = {
            key for key, at in columns.items() if (row.number, at) in row.grid.covered
        }
        own = {k: t for k, t in row.cells.items() if t and k not in covered}
        if "responsible" in own:
            own["responsible"] = _OFFICE_BEFORE.sub("", own["responsible"])
        if found and known in columns and known not in own:
            last = found[-1]
            for key in own:
                if key in {"start"} or (key == "responsible" and last.cells.get(key)):
                    label, place = by.label(key), row.place(key)
                    by.found.report("table_line_odd", place, label=label)
            texts = {k: _go_on(last.cells.get(k, ""), t) for k, t in own.items()}
            found[-1] = put(last, **texts)
        else:
            found.append(put(row, **own))
    return found


def _go_on(text: str, more: str) -> str:
    return text + ("" if not text or text[-1] in "；。;，、！" else "；") + more
