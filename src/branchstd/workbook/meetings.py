"""Registers of meetings as branches keep them, and minutes of one meeting with labels
at the left: what a cell says beside its own field, taken apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from branchstd.catalogue.everyday import Everyday
from branchstd.findings import Severity
from branchstd.records import spelling
from branchstd.records.words import WORDS
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import (
    Reader,
    columns_of,
    put_from,
    rows_of,
    texts_above,
)
from branchstd.workbook.rows import SheetRow, column_unread
from branchstd.workbook.tables import OwnTable, bare, meaning

# Headings of what is taken apart: of the month beside a day, of both numbers in a cell.
ALSO: Final = {
    "+year": ("年", "年份"),
    "+month": ("月份", "月"),
    "date": ("日",),
    "+both": ("应到/实到", "应到实到", "应到、实到", "人数", "与会人数", "参会人数"),
    "+turned": ("实到/应到", "实到应到", "实到、应到"),
}
_HOUR: Final = re.compile(
    r"(?<=[\d日号])\s*(?:[上下]午|早上|中午|晚上|晚)?\s*(?<!\d-)"
    r"\d{1,2}(?:[:：]\d{2}){1,2}(?:\s*[-—~～至到]+\s*\d{1,2}[:：]\d{2})?$"
    r"|(?<=[日号\s])\s*(?:[上下]午|早上|中午|晚上|晚)?\d{1,2}[时点](?:\d{1,2}分?|半)?$"
)
_DAY_ALONE: Final = re.compile(r"(\d{1,2})[日号]?", re.ASCII)
_BOTH: Final = re.compile(
    r"应到(?:会)?(\d{1,4})[人名]?[，,、；;/\s]*实到(?:会)?(\d{1,4})[人名]?", re.ASCII
)
_PAIR: Final = re.compile(r"(\d{1,4})[人名]?/(\d{1,4})[人名]?", re.ASCII)
_COUNTED: Final = re.compile(r"\d+[人名个]?[:：]\s*", re.ASCII)
# What stands in brackets behind a name, but for a code.
REMARK: Final = re.compile(r"[（(](?![A-Za-z0-9][\w.-]*[）)])[^（()）]*[）)]")
_HOME: Final = re.compile(
    r"\w{0,6}(?:组长|社长|书记|主任|委员|党员|牧户|农户)家(?:里|中)?"
)
_REGISTER: Final = re.compile(
    r"(?:开展)?(?:情况)?(?:记录|登记|台[账帐]|签到)?[表本册簿单]?(?:\([^()]*\))?$"
)
_NO_PICTURE: Final = re.compile(r"\d+ ?[张幅个]?|[有无√×是否]")
_SEVERAL: Final = re.compile("三会一课|[、和与及]")
_LABELS: Final = 3  # fewest at the left by which minutes are known
_HEALTH: Final = re.compile("病|住院|手术|残疾|怀孕|孕|癌|医院")


def meetings_of(grid: Grid, by: Reader) -> list[SheetRow] | None:
    """Rows of all registers of a sheet, or of the one meeting of its minutes; None
    where it holds neither.
    """
    if _has_labels_left(grid, by):
        minutes = _minutes(grid, by)
        return None if minutes is None else [_take_apart(minutes, by)]
    tables = by.tables(grid)
    rows: list[SheetRow] = []
    for table in tables:
        columns = columns_of(table, by)
        if "kind" not in columns and not {"date", "topic"} <= columns.keys():
            return None
        here = rows_of(table, by, columns)
        if "kind" not in columns and "kind" not in by.said.fill:
            here = _with_kind(table, here, by)
        rows += [_take_apart(row, by) for row in here]
    return rows if tables else None


def _has_labels_left(grid: Grid, by: Reader) -> bool:
    """Whether labels stand in the first column, not in one row."""
    first = {meaning(by.titles, row[0]) for row in grid.rows if row and row[0].strip()}
    return len(first - {None}) >= _LABELS


def _with_kind(table: OwnTable, rows: list[SheetRow], by: Reader) -> list[SheetRow]:
    """Where no column says what was held, the sheet or its title may."""
    for cell, text in texts_above(table):
        if word := _kind_in(text, by.now.context.words):
            if rows:
                by.tell_above(table.grid.place(*cell), "kind", word)
            return [put_from(row, "kind", word, cell) for row in rows]
    return rows


def _kind_in(text: str, words: Everyday) -> str:
    """What a title says was held (支委会记录): at its end, and nothing else."""
    said = _REGISTER.sub("", bare(text))
    labels = [zh for zh, _ in WORDS["activity_kinds"].values()]
    every = {*words.others("activity_kinds"), *labels}
    ends = [word for word in every if said.endswith(word) and len(word) > 1]
    kind = max(ends, key=len, default="")
    return "" if _SEVERAL.search(said.removesuffix(kind)) else kind


def _take_apart(row: SheetRow, by: Reader) -> SheetRow:
    """A row with what its cells say beside their own field in the fields of that."""
    row = _with_counts(row)
    cells = {**row.cells, **_unread(row, by)}
    year, month = cells.pop("+year", ""), cells.pop("+month", "")
    cells["date"] = _day(cells.get("date", ""), month, year)
    words, place = by.now.context.words, cells.get("place", "")
    if words.code("places", place) is None and _HOME.fullmatch(place):
        cells["place"] = WORDS["places"]["home"][0]
    kind = bare(cells.get("kind", ""))
    if words.code("activity_kinds", kind) == "care" and not cells.get("form"):
        cells["form"] = kind if words.code("forms", kind) else ""
    return replace(row, cells={key: text for key, text in cells.items() if text})


def _unread(row: SheetRow, by: Reader) -> dict[str, str]:
    """Cells without what no record holds, which is told: remarks behind names, what
    speaks of health, how many pictures there are.
    """
    found: dict[str, str] = {}
    for key in ("absent", "people", "by"):
        if text := row.cells.get(key, ""):
            found[key] = REMARK.sub("", _COUNTED.sub("", text)).strip()
            if REMARK.search(text):
                _tell(row, key, by)
    for key in ("note", "discussion"):
        if _HEALTH.search(row.cells.get(key, "")):
            found[key] = ""
            place, label = row.place(key), by.label(key)
            by.found.report("table_health_unread", place, Severity.WARNING, label=label)
    if _NO_PICTURE.fullmatch(spelling.plain(row.cells.get("image", ""))):
        found["image"] = ""
        _tell(row, "image", by)
    return found


def _tell(row: SheetRow, key: str, by: Reader) -> None:
    place, label = row.place(key), by.label(key)
    by.found.report("table_remark_unread", place, Severity.WARNING, label=label)


def _with_counts(row: SheetRow) -> SheetRow:
    """Who was expected and who came, out of one cell; where it does not say both, that
    is told of each.
    """
    for key in ("+both", "+turned"):
        if text := row.cells.get(key, ""):
            said = bare(text)
            pair = _PAIR.fullmatch(said)
            both = _BOTH.fullmatch(said) or pair
            counts = both.groups() if both else (text, text)
            counts = counts[::-1] if pair and key == "+turned" else counts
            cell = row.number, row.columns[key]
            row = put_from(row, "expected", counts[0], cell)
            row = put_from(row, "present", counts[1], cell)
    cells = {k: t for k, t in row.cells.items() if k not in {"+both", "+turned"}}
    return replace(row, cells=cells)


def _day(text: str, month: str, year: str) -> str:
    """Without the hour; of a day without its month with that of the column beside, and
    the year beside that.
    """
    day = _HOUR.sub("", text).strip()
    alone = _DAY_ALONE.fullmatch(bare(day))
    if not month or not alone:
        return day
    spelt = bare(month).removesuffix("份").removesuffix("月")
    of = f"{bare(year).removesuffix('年')}年" if year else ""
    return f"{of}{spelt}月{alone[1]}日"


def _minutes(grid: Grid, by: Reader) -> SheetRow | None:
    """One meeting, each of its fields behind its label."""
    cells: dict[str, str] = {}
    columns: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for number, line in enumerate(grid.rows):
        at = 0
        while at < len(line):
            key = meaning(by.titles, line[at]) if line[at].strip() else None
            value = grid.cell(number, at + 1).strip()
            if key is None or meaning(by.titles, value) is not None:
                if key is None and at % 2 == 0 and value:
                    by.found.problems.append(
                        column_unread(grid.place(number, at), line[at])
                    )
                at += 1
                continue
            if key in cells:
                return None
            cells[key], columns[key], numbers[key] = value, at + 1, number
            at += 2
    if not {"date", "kind", "topic"} <= cells.keys():
        return None
    return SheetRow(grid, min(numbers.values()), "", cells, columns, numbers)
