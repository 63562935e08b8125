"""Registers of meetings as branches keep them, and minutes of one meeting with labels
at the left: what a cell says beside its own field, taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from branchstd.catalogue.everyday import Everyday
from branchstd.findings import Severity
from branchstd.records import spelling
from branchstd.records.types import NOBODY
from branchstd.records.words import WORDS
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import (
    Reader,
    columns_of,
    put,
    put_from,
    rows_of,
    said_above,
    texts_above,
)
from branchstd.workbook.rows import SheetRow, column_unread
from branchstd.workbook.tables import OwnTable, bare, meaning, upright

# Headings of what is taken apart: of the month beside a day, of both numbers in a cell.
ALSO: Final = {
    "+year": ("年", "年份"),
    "+month": ("月份", "月"),
    "date": ("日",),
    "+both": ("应到/实到", "应到实到", "应到、实到", "人数", "与会人数", "参会人数"),
    "+turned": ("实到/应到", "实到应到", "实到、应到"),
    "+missing": ("缺席人数", "未到人数", "缺席数", "缺勤人数"),
}
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
# What is said of a meeting in a line below it, and no record holds.
_LABELS_BELOW: Final = frozenset({"决议", "决定", "议定事项", "会议决议", "结果"})
CAME: Final = frozenset("√✓✔☑●到")
STAYED_AWAY: Final = frozenset(
    {"×", "✗", "X", "x", "假", "请假", "事假", "病假", "公假", "缺", "缺席", "未到"}
)
_NOT_EXPECTED: Final = frozenset({"", "/", "-", "—"})
_ALL_CAME: Final = frozenset({"全到", "全部到齐", "全部", "到齐"})
_BESIDE_KIND: Final = re.compile(r"(.+?)[(·・•]([^()]+)\)?")
_SPEAKER: Final = re.compile(r"(?:主?讲人?:)(\w+)|(?<!\w)(\w{2,8}?)主?讲(?!\w)")
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
    grid = upright(grid, by.known)
    if _has_labels_left(grid, by):
        by = _with_content(by, (cell for row in grid.rows for cell in row))
        minutes = _minutes(grid, by)
        return None if minutes is None else [_take_apart(minutes, by)]
    tables = by.tables(grid)
    rows: list[SheetRow] = []
    for whole in tables:
        table, signed = _without_people(whole, by)
        by = _with_content(by, (of[-1] for of in table.words.values()))
        columns = columns_of(table, by)
        if "kind" not in columns and not {"date", "topic"} <= columns.keys():
            return None
        labelled = _labelled(table, columns, by)
        here = [_with_signed(row, signed, by) for row in labelled]
        if "kind" not in columns and "kind" not in by.said.fill:
            here = _with_kind(table, here, by)
        rows += [_take_apart(row, by) for row in here]
    return rows if tables else None


def _with_content(by: Reader, headings: Iterable[str]) -> Reader:
    """Of a topic and a content beside it the content is what was discussed."""
    said = [bare(one) for one in headings]
    topics = [one for one in said if meaning(by.titles, one) == "topic"]
    contents = [one for one in topics if "内容" in one]
    if len(topics) != 2 or len(contents) != 1 or "讨论要点" in said:
        return by
    return replace(by, titles={**by.titles, contents[0]: "discussion"})


def _without_people(table: OwnTable, by: Reader) -> tuple[OwnTable, dict[int, str]]:
    """A table without the columns that are headed by people's names, and whose each of
    these is.
    """
    codes = by.now.names.codes
    named = {at: codes.get(bare(words[-1]), ()) for at, words in table.words.items()}
    whose = {at: of[0] for at, of in named.items() if len(of) == 1}
    rest = {at: words for at, words in table.words.items() if at not in whose}
    return replace(table, words=rest), whose


def _with_signed(row: SheetRow, whose: Mapping[int, str], by: Reader) -> SheetRow:
    """Who was absent, and how many came, by the marks below people's names: an empty
    cell, or a stroke, is of one who was not expected.
    """
    marks = {at: bare(row.grid.cell(row.number, at)) for at in whose}
    for at, mark in marks.items():
        if mark not in {*CAME, *STAYED_AWAY, *_NOT_EXPECTED}:
            by.found.report("meeting_mark", row.grid.place(row.number, at), seen=mark)
    away = {at: whose[at] for at, mark in marks.items() if mark in STAYED_AWAY}
    came = sum(mark in CAME for mark in marks.values())
    if not came or row.cells.get("absent"):
        return row
    if "" in marks.values() and not row.cells.get("expected"):
        # Who is left blank may have been expected.
        place, label = row.place(), by.label("expected")
        by.found.report("missing_field", place, field="expected", label=label)
    cell = row.number, next(iter(away or whose))
    row = put_from(row, "absent", " ".join(away.values()) or NOBODY[1], cell)
    for key, count in (("expected", came + len(away)), ("present", came)):
        if not row.cells.get(key):  # a number that is another is told of each record
            row = put_from(row, key, str(count), cell)
    return row


def _labelled(
    table: OwnTable, columns: Mapping[str, int], by: Reader
) -> Iterator[SheetRow]:
    """Rows, each with what lines below it say behind a label (议题：…)."""
    said: dict[int, tuple[int, int, str, str]] = {}
    for number in sorted((*table.rows, *table.notes)):
        cells = [(at, text) for _, at, text in table.said([number])]
        label, colon, text = spelling.plain(cells[0][1]).partition(":")
        if colon and (meaning(by.titles, label) or label in _LABELS_BELOW):
            at, text = cells[1] if not text and len(cells) > 1 else (cells[0][0], text)
            said[number] = number, at, meaning(by.titles, label) or "", text.strip()
    meetings = [number for number in table.rows if number not in said]
    notes = [number for number in table.notes if number not in said]
    table = replace(table, rows=meetings, notes=notes)
    for own in rows_of(table, by, columns):
        row = own
        end = min((n for n in meetings if n > row.number), default=len(row.grid.rows))
        for number, at, key, text in (said[n] for n in said if row.number < n < end):
            if key and text:
                row = put_from(row, key, text, (number, at))
            elif text:
                place, label = row.grid.place(number, 0), row.grid.cell(number, 0)
                by.found.problems.append(column_unread(place, label))
        yield row


def _has_labels_left(grid: Grid, by: Reader) -> bool:
    """Whether labels stand in the first column, not in one row."""
    first = {meaning(by.titles, row[0]) for row in grid.rows if row and row[0].strip()}
    return len(first - {None}) >= _LABELS


def _with_kind(table: OwnTable, rows: list[SheetRow], by: Reader) -> list[SheetRow]:
    """Where no column says what was held, the sheet or its title may."""
    words = by.now.context.words
    kinds = ((_kind_in(text, words), cell) for cell, text in texts_above(table))
    first = next(((kind, cell) for kind, cell in kinds if kind), None)
    return said_above(rows, "kind", dict([first] if first else []), by)


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
    row = _with_counts(_with_kind_apart(row, by))
    cells = {**row.cells, **_unread(row, by)}
    year, month = cells.pop("+year", ""), cells.pop("+month", "")
    cells["date"] = day_in(cells.get("date", ""), month, year)
    words, place = by.now.context.words, cells.get("place", "")
    host = bare(place).removesuffix("家") in by.now.names.codes
    if words.code("places", place) is None and (host or _HOME.fullmatch(place)):
        cells["place"] = WORDS["places"]["home"][0]
    kind = bare(cells.get("kind", ""))
    if words.code("activity_kinds", kind) == "care" and not cells.get("form"):
        cells["form"] = kind if words.code("forms", kind) else ""
    return replace(row, cells={key: text for key, text in cells.items() if text})


def _with_kind_apart(row: SheetRow, by: Reader) -> SheetRow:
    """The kind alone, without the group, the form or the speaker that stand with it
    (沟里组党小组会, 党日·学习, 党课（马占福讲）); a speaker also out of other cells.
    """
    words, groups = by.now.context.words, by.now.context.codes["groups"]
    said = bare(row.cells.get("kind", ""))
    apart = _BESIDE_KIND.fullmatch(said)
    ends = [(said[at:], said[:at]) for at in range(2, len(said))]
    every = [(said, ""), apart.groups() if apart else ("", ""), *ends]
    known = (one for one in every if words.code("activity_kinds", one[0]))
    kind, more = next(known, ("", said))
    for group in (more, f"{more}组"):
        if groups.meant(group) in groups.known and not row.cells.get("group"):
            row, more = put_from(row, "group", group, _cell_of(row, "kind")), ""
    if words.code("forms", more) and not row.cells.get("form"):
        row, more = put_from(row, "form", more, _cell_of(row, "kind")), ""
    code, note = words.code("activity_kinds", kind), bare(row.cells.get("note", ""))
    if code == "theme_day" and not row.cells.get("form") and words.code("forms", note):
        row = put_from(put(row, note=""), "form", note, _cell_of(row, "note"))
    if code == "lecture" and not row.cells.get("by"):
        row = _with_speaker(row, by)
        more = "" if row.cells.get("by") else more
    return row if more else put(row, kind=kind)


def _cell_of(row: SheetRow, key: str) -> tuple[int, int]:
    return row.numbers.get(key, row.number), row.columns[key]


def _with_speaker(row: SheetRow, by: Reader) -> SheetRow:
    for key in ("kind", "topic", "note"):
        said = _SPEAKER.search(bare(row.cells.get(key, "")))
        codes = by.now.names.codes.get(said[1] or said[2], ()) if said else ()
        if said and len(codes) == 1:
            by.tell_above(row.place(key), "by", said[0])
            row = put_from(row, "by", codes[0], _cell_of(row, key))
            rest = _SPEAKER.sub("", bare(row.cells[key])).strip("（()）")
            return row if key == "kind" else put(row, **{key: rest})
    return row


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
    if bare(row.cells.get("absent", "")) in _NOT_EXPECTED:
        found["absent"] = ""
    if bare(row.cells.get("record", "")) in by.now.names.codes:  # who wrote it
        found["record"] = ""
        _tell(row, "record", by)
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
    expected, present = (row.cells.get(key, "") for key in ("expected", "present"))
    if present in _ALL_CAME:
        row = put(row, present=expected)
    missing = spelling.count("against", row.cells.get("+missing", "").rstrip("人名"))
    all_ = spelling.count("expected", expected)
    if not present and missing.isdecimal() and all_.isdecimal():
        count, cell = int(all_) - int(missing), _cell_of(row, "+missing")
        row = put_from(row, "present", str(count), cell)
    left = {"+both", "+turned", "+missing"}
    cells = {k: t for k, t in row.cells.items() if k not in left}
    return replace(row, cells=cells)


def day_in(text: str, month: str, year: str = "") -> str:
    """Of a day without its month with that of the column beside, and the year beside
    that.
    """
    alone = _DAY_ALONE.fullmatch(bare(spelling.without_hour(text)))
    if not month or not alone:
        return text
    spelt = bare(month).rpartition("年")[2].removesuffix("份").removesuffix("月")
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
