"""Tables of duty as villages keep them, as months of persons: shifts a month across,
days of a month ticked, a day or a visitor a row. Nothing is divided or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from branchstd.findings import Severity, excerpt
from branchstd.records import spelling
from branchstd.workbook.entries import in_codes
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import (
    Reader,
    check_sum,
    columns_by,
    columns_of,
    rows_of,
    tell_columns,
    texts_above,
)
from branchstd.workbook.meetings import CAME, REMARK, STAYED_AWAY, day_in
from branchstd.workbook.rows import UNREAD, SheetRow
from branchstd.workbook.tables import OwnTable, bare, find_tables, meaning

ALSO: Final = {
    "+day": ("日期", "值班日期", "坐班日期", "时间", "值班时间", "坐班时间"),
    "+lead": ("带班领导", "带班人", "带班人员", "带班干部", "带班"),
    "+part": ("时段", "上下午", "班次", "午别"),
    "+morning": ("上午签到", "上午", "上午到岗", "上午签字", "上班签到"),
    "+afternoon": ("下午签到", "下午", "下午到岗", "下午签字", "下班签到"),
    "+signed": (
        "签到", "签到情况", "签到时间", "签到人", "到岗情况", "是否到岗", "在岗情况",
        "出勤情况", "考勤", "考勤情况", "签字", "签名",
    ),
    "+visitor": (
        "来访群众", "办事群众", "群众姓名", "来访人", "办事人", "来访人姓名",
        "服务对象", "办事群众姓名",
    ),
    "+matter": ("办理事项", "事项", "服务事项", "办事内容", "办理内容"),
    "+sum": ("合计", "总计", "小计", "累计", "出勤天数", "合计天数", "出勤"),
}  # fmt: skip
_MONTH: Final = re.compile(
    r"(?:(?:19|20)\d\d年|(?:19|20)\d\d[-.])?(?:\d{1,2}|[一二三四五六七八九十元]{1,2})月份?"
    r"|(?:19|20)\d\d-\d\d(?:-01)?"
)
_IN_TITLE: Final = re.compile(r"((?:19|20)\d\d)年度?(\d{1,2})月(?!\d{1,2}日)", re.ASCII)
_TICKS: Final = frozenset("√✓✔☑●1")
_SURE: Final = _TICKS - {"●"}  # by some legends somebody is on a journey
_WEEKDAYS: Final = frozenset("一二三四五六日天")
_BLANKS: Final = frozenset({"", "×", "✗", "X", "x", "休", "0", "-", "—", "/"})
_NOBODY: Final = frozenset({"无", "没有", "无人", "无来访", "/", "-", "—"})
_LAST_DAY: Final = 28
_MATTERS: Final = ("+matter", "+visitor")
_SIGNED: Final = ("+morning", "+afternoon", "+signed")
_NOTES: Final = frozenset({"备注", "说明"})
# What is written of half a day: whether it counts.
_SETTLED: Final = frozenset({"算", "不算"})
_HERE: Final = (CAME - {"●"}) | {
    "1", "算", "已到", "到岗", "在岗", "出勤", "是", "全天",
}  # fmt: skip
_AWAY: Final = (_BLANKS - {""}) | STAYED_AWAY | {
    "不算", "未签到", "未签", "未到岗", "缺岗", "缺勤", "不在", "否", "没到", "没来",
}  # fmt: skip
_HOUR: Final = re.compile(r"\d{1,2}[:点时](?:\d{1,2}分?|半)?(?::\d\d)?", re.ASCII)
_GONE: Final = re.compile("[请病事]假|[未没缺]到|没来|缺[岗勤席]|不在|旷工")
_UNKNOWN: Final = re.compile("不详|不清楚|不知道|分不清")
_APART: Final = re.compile(r"[、，,;；。\s]+")
_PIECES: Final = re.compile(r"(?<![第\d])(\d+)[份件起人次户笔名个]", re.ASCII)


@dataclass
class _Month:
    """A person's month as it is counted: days with the part of the day, and matters;
    None where the table has no such column. is_unknown: whether nobody can tell how
    many. row, at: the first cell that says it.
    """

    row: int
    at: int
    days: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    handled: int | None = None
    is_unknown: bool = False


def duties_of(grid: Grid, by: Reader) -> list[SheetRow] | None:
    """Rows for the sheet of duty; None where no table of the kind stands."""
    if (crossed := _crossed(grid, by)) is not None:
        return crossed
    rows: list[SheetRow] = []
    tables = by.tables(grid)
    for table in tables:
        columns = columns_of(table, by)
        if {"month", "person"} <= columns.keys():
            for key in [key for key in columns if key[0] == "+"]:
                del columns[key]
            rows += rows_of(table, by, columns)
        elif {"+day", "person"} <= columns.keys():
            rows += _by_day(table, columns, by)
        else:
            return None
    return rows if tables else None


def month_of(text: str, year: int) -> str:
    """`2019-05` of a heading that is a month; else empty."""
    said = bare(text).replace("元月", "1月")
    spelt = spelling.month(said, year) if _MONTH.fullmatch(said) else ""
    return spelt if spelling.MONTH.fullmatch(spelt) else ""


def _row(grid: Grid, cell: tuple[int, int], cells: Mapping[str, str]) -> SheetRow:
    number, at = cell
    return SheetRow(grid, number, "", cells, dict.fromkeys(cells, at))


def _codes(by: Reader, grid: Grid, cell: tuple[int, int]) -> list[str]:
    """Who is named in a cell; who is not known is told."""
    text = REMARK.sub("", grid.cell(*cell)).strip()
    said, wrong = in_codes(text, by.now.names)
    place = grid.place(*cell)
    by.found.problems += [replace(one, place=place) for one in wrong]
    return [] if wrong else said.split()


def _one(
    codes: Sequence[str], grid: Grid, cell: tuple[int, int], by: Reader
) -> Sequence[str]:
    """The one person of a row; none or several are told."""
    place = grid.place(*cell)
    if len(codes) > 1:
        by.found.report("duty_shared", place, count=str(len(codes)))
    elif not codes and not grid.cell(*cell).strip():
        label = by.label("person")
        by.found.report("missing_field", place, field="person", label=label)
    return codes if len(codes) == 1 else ()


def _count(by: Reader, grid: Grid, cell: tuple[int, int], key: str) -> int | None:
    """A number; None of a blank cell; what is none is told."""
    text = grid.cell(*cell).strip()
    if not text:
        return None
    spelt = spelling.count(key, text)
    if spelt.isascii() and spelt.isdecimal():
        return int(spelt)
    label, seen, place = by.label(key), excerpt(text), grid.place(*cell)
    by.found.report("bad_int", place, field=key, label=label, seen=seen)
    return None


def _crossed(grid: Grid, by: Reader) -> list[SheetRow] | None:
    """People down, and across months with shifts and matters, or the days of a month,
    ticked.
    """

    def read(row: Sequence[str]) -> Mapping[int, str]:
        months = ((at, month_of(cell, by.now.year)) for at, cell in enumerate(row))
        days = {at: f"+{day}" for at, day in _days_across(row).items()}
        return {**by.known(row), **{at: month for at, month in months if month}, **days}

    rows: list[SheetRow] = []
    found = False
    for table in find_tables(grid, read):
        days = _days_across(grid.rows[table.head])
        roles = {at: _role(table.words[at], by) for at in table.columns}
        person = next((at for at, of in roles.items() if of == ("", "person")), None)
        counted = {at: of for at, of in roles.items() if all(of)}
        months = columns_by(table, counted, by)
        if person is None or not (days or months):
            continue
        found = True
        sums = {of[1][1:]: at for at, of in roles.items() if of[1][:1] == "="}
        if days:
            sums |= {of[1]: at for at, of in roles.items() if of == ("", "handled")}
        read_at = {person, *months.values(), *sums.values(), *days}
        tell_columns(table, [at for at in roles if at not in read_at], by)
        if days:
            rows += _ticked(table, person, days, sums, by)
        else:
            rows += _months(table, person, months, sums, by)
    return rows if found else None


def _role(words: Sequence[str], by: Reader) -> tuple[str, str]:
    """Of which month a column is, and what it counts there; of a sum `=` before what is
    summed up.
    """
    month, key = month_of(words[0], by.now.year), meaning(by.titles, words[-1])
    counted = key if key in {"attended", "handled"} else ""
    if month:
        return month, "attended" if len(words) == 1 else counted or ""
    if meaning(by.titles, words[0]) == "+sum":
        return "", f"={counted or 'attended'}"
    return "", key or ""


def _months(
    table: OwnTable,
    person: int,
    months: Mapping[tuple[str, str], int],
    sums: Mapping[str, int],
    by: Reader,
) -> Iterator[SheetRow]:
    grid, totals = table.grid, dict[int, int]()
    for number in table.rows:
        codes = _codes(by, grid, (number, person))
        counts = {
            of: count
            for of, at in months.items()
            if (count := _count(by, grid, (number, at), of[1])) is not None
        }
        for of, count in counts.items():
            totals[months[of]] = totals.get(months[of], 0) + count
        for key, at in sums.items():
            total = sum(count for (_, k), count in counts.items() if k == key)
            check_sum(grid, (number, at), total, by)
        for month in dict.fromkeys(month for month, _ in counts):
            cell = number, months.get((month, "attended"), person)
            said = {key: str(c) for (m, key), c in counts.items() if m == month}
            for code in _one(codes, grid, (number, person), by):
                yield _row(grid, cell, {"month": month, "person": code, **said})
    for number in table.sums:
        for at in months.values():
            check_sum(grid, (number, at), totals.get(at, 0), by)


def _ticked(
    table: OwnTable,
    person: int,
    days: Mapping[int, int],
    sums: Mapping[str, int],
    by: Reader,
) -> Iterator[SheetRow]:
    grid, month = table.grid, _month_above(table, by)
    for number in table.rows:
        said = {bare(grid.cell(number, at)) for at in days} - {""}
        if said and said <= _WEEKDAYS:
            continue
        codes = _codes(by, grid, (number, person))
        kept = _kept(by, grid, number, days, sums.get("attended"))
        cells = {"month": month, "attended": kept}
        cells |= {k: grid.cell(number, at) for k, at in sums.items() if k == "handled"}
        for code in _one(codes, grid, (number, person), by) if month else ():
            yield _row(grid, (number, person), {"person": code, **cells})


def _days_across(row: Sequence[str]) -> Mapping[int, int]:
    """Columns of days from the first to at least the twenty-eighth, one after the
    other.
    """
    found: dict[int, int] = {}
    for at, cell in enumerate(row):
        said = bare(cell).removesuffix("日").removesuffix("号")
        if said == str(len(found) + 1):
            found[at] = len(found) + 1
    return found if len(found) >= _LAST_DAY else {}


def _kept(
    by: Reader, grid: Grid, row: int, days: Mapping[int, int], total: int | None
) -> str:
    """How many days are ticked. Of other marks only a sum beside them knows the
    meaning, which holds where these could make it up.
    """
    marks = {at: text for at in days if (text := grid.cell(row, at).strip())}
    sure = sum(text in _SURE for text in marks.values())
    odd = [at for at, text in marks.items() if text not in _SURE | _BLANKS]
    if odd and total is not None:
        said = spelling.count("attended", grid.cell(row, total))
        if said.isdecimal() and sure <= int(said) <= sure + len(odd):
            by.tell_above(grid.place(row, total), "attended", said)
            return said
    for at in (at for at in odd if marks[at] not in _TICKS):
        by.found.report("table_mark", grid.place(row, at), seen=excerpt(marks[at]))
    kept = sum(text in _TICKS for text in marks.values())
    if total is not None:
        check_sum(grid, (row, total), kept, by)
    return str(kept)


def _month_above(table: OwnTable, by: Reader) -> str:
    """The one month that the sheet or its titles name; where they name none, that is
    asked.
    """
    if said := by.said.fill.get("month"):
        return spelling.month(said, by.now.year)
    texts = [(c, t, _IN_TITLE.findall(t)) for c, t in texts_above(table)]
    months = ((f"{y}-{m:0>2}", cell) for cell, _, said in texts for y, m in said)
    alone = ((month_of(text, by.now.year), cell) for cell, text, _ in texts)
    found = {month: cell for month, cell in (*months, *alone) if month}
    if len(found) == 1:
        month, cell = found.popitem()
        by.tell_above(table.grid.place(*cell), "month", month)
        return month
    place, label = table.grid.place(table.head, 0), by.label("month")
    by.found.report("table_column_missing", place, label=label)
    return ""


def _by_day(
    table: OwnTable, columns: Mapping[str, int], by: Reader
) -> Iterator[SheetRow]:
    """A day a row, or a visitor a row, with who was there."""
    grid, year = table.grid, by.now.year
    whom = [columns[key] for key in ("+lead", "person") if key in columns]
    found: dict[tuple[str, str], _Month] = {}
    day, apart = "", None
    for number in table.rows:
        text = table.text(number, columns["+day"])
        if (group := table.apart.get(number)) is not None:
            text = day_in(text, next(text for _, _, text in table.said([group])))
        # A second line of one day bears none.
        day = spelling.day(text, year) if text or group != apart else day
        apart = group
        if not spelling.DATE.fullmatch(day) or spelling.impossible(day):
            place, seen = grid.place(number, columns["+day"]), excerpt(day)
            values = {"label": "日期", "field": "date", "seen": seen}
            by.found.report("bad_date_form", place, Severity.ERROR, **values)
            continue
        named = {c: at for at in reversed(whom) for c in _codes(by, grid, (number, at))}
        for code, at in sorted(named.items(), key=lambda one: one[1]):
            found.setdefault((day[:7], code), _Month(number, at))
        there = _there(table, number, [*named], columns, by)
        handled, is_unknown = _handled(table, number, columns, by)
        if handled and len(there) > 1:
            keys = (key for key in ("handled", *_MATTERS) if key in columns)
            place = grid.place(number, columns[next(keys)])
            by.found.report("duty_shared", place, count=str(len(there)))
        for code in sorted(there, key=lambda one: named[one]):
            one, at = found[day[:7], code], named[code]
            _tell_twice(table, (number, at), one.days.get(day, []), columns, by)
            part = table.text(number, columns["+part"]) if "+part" in columns else ""
            one.days.setdefault(day, []).append((number, part))
            one.is_unknown |= is_unknown
            if handled is not None:
                one.handled = (one.handled or 0) + handled
    for (month_, code), one in found.items():
        cells = {"month": month_, "person": code, "attended": str(len(one.days))}
        if one.handled is not None and not one.is_unknown:
            cells["handled"] = str(one.handled)
        yield _row(grid, (one.row, one.at), cells)


def _tell_twice(
    table: OwnTable,
    cell: tuple[int, int],
    before: Sequence[tuple[int, str]],
    columns: Mapping[str, int],
    by: Reader,
) -> None:
    """That somebody stands twice on one day, unless each row is of a visitor."""
    if before and ("+part" in columns or not columns.keys() & set(_MATTERS)):
        first = str(table.grid.place(before[0][0], cell[1]))
        by.found.report("duty_twice", table.grid.place(*cell), first=first)


def _there(
    table: OwnTable,
    number: int,
    named: Sequence[str],
    columns: Mapping[str, int],
    by: Reader,
) -> list[str]:
    """Who of a row was there by what is signed, and by its remark. Half a day, a blank
    or another mark is asked, unless it is answered beside it.
    """
    if not named and not table.text(number, at := columns["person"]):
        place, label = table.grid.place(number, at), by.label("person")
        by.found.report("missing_field", place, field="person", label=label)
    signed = (columns[key] for key in _SIGNED if key in columns)
    said = ((at, bare(table.text(number, at))) for at in signed)
    # Below 签字 only who was not there is told by what is typed: others sign on paper.
    cells = {
        at: text
        for at, text in said
        if table.words[at][-1] not in UNREAD or text in _AWAY or _GONE.search(text)
    }
    cells = {at: text for at, text in cells.items() if text in _SETTLED} or cells
    found, asked = list[str](), list[int]()
    for code in named:
        came = {at: _came(text, code, named, by) for at, text in cells.items()}
        if None in came.values() or len({*came.values()}) > 1:
            asked.append(next(at for at, one in came.items() if not one))
        elif False not in came.values():
            found.append(code)
    for at in (at for at, of in table.words.items() if of[-1] in _NOTES):
        text, names = table.text(number, at), by.now.names.codes.items()
        whose = {code for name, codes in names if name in text for code in codes}
        if _GONE.search(text) and found and (not whose or whose & {*found}):
            asked.append(at)
    for at in asked[:1]:
        place, seen = table.grid.place(number, at), table.text(number, at)
        by.found.report("duty_signed", place, seen=excerpt(seen) or "-")
    return found


def _came(text: str, code: str, named: Sequence[str], by: Reader) -> bool | None:
    """Whether somebody was there by what a cell says; None where it does not say so."""
    if text in _HERE or _HOUR.fullmatch(text):
        return True
    if text in _AWAY:
        return False
    codes = in_codes(text, by.now.names)[0].split()
    return True if code in codes and {*codes} <= {*named} else None


def _handled(
    table: OwnTable, number: int, columns: Mapping[str, int], by: Reader
) -> tuple[int | None, bool]:
    """Matters of a row, and whether nobody can tell how many: by their number, by the
    numbers in a text, or one of a visitor, or where no text of the column has any.
    """
    key = next((key for key in ("handled", *_MATTERS) if key in columns), "")
    texts = [table.text(number, columns[k]) for k in (key, *_MATTERS) if k in columns]
    if not texts or _UNKNOWN.search(texts[0]):
        return None, bool(texts)
    if key == "handled":
        return _count(by, table.grid, (number, columns[key]), key), False
    if all(not text or bare(text) in _NOBODY for text in texts):
        return 0, False
    parts = [_PIECES.findall(spelt) for spelt in _APART.split(_digits(texts[0]))]
    if all(len(one) == 1 for one in parts):
        return sum(int(one[0]) for one in parts), False
    every = (_digits(table.text(row, columns[key])) for row in table.rows)
    if not any(parts) and (
        "+visitor" in columns or not any(map(_PIECES.search, every))
    ):
        return 1, False
    place, values = table.grid.place(number, columns[key]), {"seen": excerpt(texts[0])}
    by.found.report("duty_uncounted", place, Severity.WARNING, **values)
    return None, True


def _digits(text: str) -> str:
    return spelling.in_digits(text.replace("两", "2"))
