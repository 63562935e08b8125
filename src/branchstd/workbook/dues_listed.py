"""Tables of dues with a collection a row, or a payment a row: those of one day for one
period are one collection. A collection of some is never taken for one of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pydantic_core import PydanticCustomError

from branchstd.findings import Problem, excerpt
from branchstd.records import spelling
from branchstd.records.types import NOBODY, read_decimal
from branchstd.workbook.dues_across import owing
from branchstd.workbook.entries import in_codes
from branchstd.workbook.lists import Reader, put, rows_of
from branchstd.workbook.rows import SheetRow
from branchstd.workbook.tables import OwnTable, bare

_AGAIN: Final = re.compile(r"补[收交缴]|[月份、，,。的]|\d{1,2}|党费|了")


def collections_listed(
    table: OwnTable, columns: Mapping[str, int], by: Reader
) -> Iterator[SheetRow]:
    """A collection a row, or a payment a row: those of one day for one period are one
    collection.
    """
    rows = [_whose(row, by) for row in rows_of(table, by, columns)]
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


def _whose(row: SheetRow, by: Reader) -> SheetRow:
    """A payment afterwards, whose remark names all who made it (补收扎西2月)."""
    note = row.cells.get("note", "")
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
            by.found.problems.append(Problem("dues_heads", row.place(key), values))


def _together(rows: Sequence[SheetRow], by: Reader) -> SheetRow:
    first = rows[0]
    if len(rows) == 1:
        return _without_more(first)
    people, total = "、".join(row.cells["people"] for row in rows), Decimal(0)
    for row in rows:
        text = row.cells["total"]
        try:
            total += read_decimal(spelling.count("total", text))
        except PydanticCustomError:
            label = by.label("total")
            values = {"field": "total", "label": label, "seen": excerpt(text)}
            by.found.problems.append(Problem("bad_decimal", row.place("total"), values))
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
