"""Tables of dues with a collection a row, or a payment a row: those of one day for one
period are one collection. A collection of some is never taken for one of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from branchstd.findings import Severity
from branchstd.records import spelling
from branchstd.records.types import NOBODY
from branchstd.records.village import PersonRow
from branchstd.workbook.dues_across import owing
from branchstd.workbook.entries import in_codes
from branchstd.workbook.lists import Reader, amount_in, put, rows_of
from branchstd.workbook.rows import SheetRow
from branchstd.workbook.tables import OwnTable, bare

_AGAIN: Final = re.compile(r"补[收交缴]|[月份、，,。的]|\d{1,2}|党费|了")
_VOID: Final = re.compile("作废")
_FOR: Final = re.compile(r"[(（]代(\w+?)[交缴]?[)）]")
_SPAN: Final = re.compile(r"\d{1,2}月?[-—–~至到]+\d{1,2}月份?", re.ASCII)
_LISTED: Final = re.compile(r"\d{1,2}月?(?:[、,和]\d{1,2}月?)+份?", re.ASCII)


def collections_listed(
    table: OwnTable, columns: Mapping[str, int], by: Reader
) -> Iterator[SheetRow]:
    """A collection a row, or a payment a row: those of one day for one period are one
    collection.
    """
    rows = [
        one
        for row in rows_of(table, by, columns)
        if not _is_void(row, by)
        for one in _by_period(_whose(row, by), by)
    ]
    general: dict[str, SheetRow] = {}
    groups: dict[tuple[str, str], list[SheetRow]] = {}
    for row in rows:
        month = spelling.period(row.cells["month"], by.now.year)
        if row.cells.get("people"):
            day = spelling.day(row.cells.get("paid_on", ""), by.now.year)
            groups.setdefault((month, day), []).append(row)
            continue
        if month in general:
            first = str(general[month].place())
            by.found.report("dues_twice", row.place("month"), first=first)
        general.setdefault(month, row)
        _check_heads(row, by)
        yield _without_more(row)
    for ones in groups.values():
        yield _together(ones, by)


def _without_more(row: SheetRow) -> SheetRow:
    cells = {key: text for key, text in row.cells.items() if key[0] != "+"}
    return replace(row, cells=cells)


def _is_void(row: SheetRow, by: Reader) -> bool:
    """Whether a receipt was made void, which is told."""
    said = next((k for k, text in row.cells.items() if _VOID.search(text)), None)
    if said is not None:
        by.found.report("dues_void", row.place(said), Severity.WARNING)
    return said is not None


def _by_period(row: SheetRow, by: Reader) -> list[SheetRow]:
    """A row a month where one names several (1、2月, 3—6月), if the sum is just what
    these people owe for them; three months of a quarter are that.
    """
    said = bare(row.cells["month"])
    span, year = _SPAN.fullmatch(said), by.now.year
    months = [int(part) for part in re.findall(r"\d+", said)]
    if span:
        months = [*range(months[0], months[1] + 1)]
    if len(months) <= 1 or not (span or _LISTED.fullmatch(said)) or max(months) > 12:
        return [row]
    if months in ([1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]):
        return [put(row, month=f"{year}-Q{months[-1] // 3}")]
    codes, _ = in_codes(row.cells.get("people", ""), by.now.names)
    people = by.now.village.of(PersonRow)
    owed = (one.dues or Decimal(0) for one in people if one.code in codes.split())
    due = sum(owed, Decimal(0))
    if not due or amount_in(row.cells["total"], row.place(), by) != due * len(months):
        return [row]
    return [put(row, month=f"{year}-{one:02}", total=f"{due:f}") for one in months]


def _whose(row: SheetRow, by: Reader) -> SheetRow:
    """A payment afterwards, whose remark names all who made it (补收扎西2月)."""
    note = row.cells.get("note", "")
    payer = _FOR.search(row.cells.get("people", ""))
    if payer and len(whose := by.now.names.codes.get(bare(payer[1]), ())) == 1:
        return put(row, people=whose[0])
    if row.cells.get("people") or not re.match("补[收交缴]", note):
        return row
    codes = {
        code
        for name, found in by.now.names.codes.items()
        if name in bare(note) and len(found) == 1
        for code in found
    }
    rest = bare(note)
    for code in codes:
        rest = rest.replace(bare(by.now.names.by_code[code]), "")
    if not codes or _AGAIN.sub("", rest):
        return row
    by.tell_above(row.place("note"), "people", note)
    return put(row, people=" ".join(sorted(codes)), unpaid="")


def _check_heads(row: SheetRow, by: Reader) -> None:
    """Holds how many owe and paid by the table against the roster and who did not pay:
    a collection of some must not be taken for one of all.
    """
    unpaid, _ = in_codes(row.cells.get("unpaid", ""), by.now.names)
    left = 0 if unpaid in NOBODY else len(unpaid.split())
    month = spelling.period(row.cells["month"], by.now.year)
    if not spelling.PERIOD.fullmatch(month):
        return  # told where it is read
    all_ = len(owing(month, by))
    for key, needed in (("+owing", all_), ("+paying", all_ - left)):
        said = spelling.plain(row.cells.get(key, "")).rstrip("人名")
        if all_ and said.isascii() and said.isdecimal() and int(said) != needed:
            values = {"seen": said, "needed": str(needed)}
            by.found.report("dues_heads", row.place(key), Severity.ERROR, **values)


def _together(rows: Sequence[SheetRow], by: Reader) -> SheetRow:
    first = rows[0]
    if len(rows) == 1:
        return _without_more(first)
    people = "、".join(row.cells["people"] for row in rows)
    sums = (amount_in(row.cells["total"], row.place("total"), by) for row in rows)
    total = sum(filter(None, sums), Decimal(0))
    receipts = [text for row in rows if (text := row.cells.get("receipt", ""))]
    cells = {
        "people": people,
        "total": f"{total.normalize():f}",
        "receipt": _range(receipts),
    }
    return _without_more(put(first, **cells))


def _range(receipts: Sequence[str]) -> str:
    """Numbers that follow one another, by the first and the last."""
    numbers = [int(text) for text in receipts if text.isascii() and text.isdecimal()]
    one_by_one = (
        numbers == [*range(numbers[0], numbers[0] + len(receipts))]
        if numbers
        else False
    )
    if len(receipts) > 1 and one_by_one:
        return f"{receipts[0]}-{receipts[-1]}"
    return "、".join(receipts)
