"""Rows of a CSV text under its own header and in its own encoding: one more at its end,
single cells set, whole rows taken out. Every other byte stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.text.csv import LEFT_OUT, guard_cell, read_csv, unwrap
from branchstd.text.decode import BOM
from branchstd.text.nodes import CsvTable, Scalar
from branchstd.text.splice import Key, SpliceError

_CHINESE_WINDOWS: Final = "gb18030"
# A cell and what ends it. In UTF-8 and in GB18030 no other character has these bytes.
_CELL: Final = re.compile(rb'("[^"]*(?:""[^"]*)*"|[^,\r\n]*)(,|\r\n?|\n|\Z)')
_MARKS: Final = (BOM, "\ufeff".encode(_CHINESE_WINDOWS))
_LINE_END: Final = re.compile(rb"\r\n?|\n")


def append_row(data: bytes, values: Mapping[Key, str], file: str) -> bytes:
    """A row with these cells; columns of a clerk's own stay empty. Raises SpliceError,
    also for a column that lacks.
    """
    before, _ = _read(data, file)
    encoding, body = _decode(data)
    header = next(
        row for row in csv.reader(io.StringIO(body, newline="")) if "".join(row).strip()
    )
    names = [unwrap(cell)[0] for cell in header]
    under: dict[str, str] = {}
    for key, cell in values.items():
        column = _column(key, names)
        if column is None and cell:
            raise SpliceError(
                [
                    Problem(
                        "column_missing",
                        Place(file, before.header[0].line),
                        {"key": key[-1]},
                    )
                ]
            )
        under[column or ""] = cell
    cells = [under.get(name, "") if name else "" for name in names]
    newline = "\r\n" if "\r\n" in body else "\n"
    after = (
        data
        + (b"" if data.endswith(b"\n") else newline.encode())
        + _line(cells, newline, encoding)
    )
    new = [under.get(cell.text, "") for cell in before.header]
    return _checked(data, after, file, [*_texts(before), new])


def change_rows(
    data: bytes,
    file: str,
    cells: Mapping[tuple[int, Key], str],
    gone: Collection[int] = (),
) -> bytes:
    """Single cells set, by the line on which a row begins and the names of the column,
    and whole rows taken out; a column that lacks is put behind the others.

    Raises SpliceError, also for a line on which no row begins that can be read.
    """
    before, problems = _read(data, file)
    names = [cell.text for cell in before.header]
    old = {row[0].line: dict(zip(names, _row(row), strict=True)) for row in before.rows}
    if strange := {*gone, *(line for line, _ in cells)} - old.keys():
        at_them = (p for p in problems if p.place.line in strange)
        raise SpliceError([p for p in at_them if p.code in LEFT_OUT])
    new = {line: dict(row) for line, row in old.items() if line not in gone}
    label = 0 if "".join(names).isascii() else -1
    for (line, key), cell in cells.items():
        column = _column(key, names)
        if line in new and (column or cell):
            new[line][column or key[label]] = cell
    added = [*dict.fromkeys(n for row in new.values() for n in row if n not in names)]
    after = b"".join(_pieces(data, before, (old, new), added, problems))
    rows = [[row.get(name, "") for name in (*names, *added)] for row in new.values()]
    return _checked(data, after, file, [[*names, *added], *rows])


_Rows = Mapping[int, Mapping[str, str]]


def _pieces(
    data: bytes,
    before: CsvTable,
    rows: tuple[_Rows, _Rows],
    added: Sequence[str],
    problems: Sequence[Problem],
) -> Iterator[bytes]:
    """The text cell by cell. rows: as they are and as they are to be, by line; added:
    the names of new columns, which come right behind the last that has a name.
    """
    (old, new), (encoding, _) = rows, _decode(data)
    columns = {cell.column: cell.text for cell in before.header}
    # Rows that are left out get a cell more, too, lest theirs come to stand under a new
    # column; blank ones stay.
    behind: dict[int, Sequence[str]] = {
        **{p.place.line: [""] * len(added) for p in problems if p.code in LEFT_OUT},
        **{line: [row.get(name, "") for name in added] for line, row in new.items()},
        before.header[0].line: added,
    }
    gone = old.keys() - new.keys()
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    yield mark
    line, passed, column = 1, 1, 1
    for found in _CELL.finditer(data, len(mark)):
        cell, end = found.groups()
        name = columns.get(column, "")
        if line in new and new[line].get(name, "") != old[line].get(name, ""):
            cell = _line(["", new[line][name]], "\n", encoding)[1:-1]
        if column == before.header[-1].column and line in behind and added:
            cell += _line(["", *behind[line]], "\n", encoding)[:-1]
        yield b"" if line in gone else cell + end
        if not end:
            return
        passed += len(_LINE_END.findall(found.group()))
        line, column = (line, column + 1) if end == b"," else (passed, 1)


def _read(data: bytes, file: str) -> tuple[CsvTable, tuple[Problem, ...]]:
    """A table with a header. Raises SpliceError with what is wrong with the file."""
    table, problems = read_csv(data, file)
    if table is None or not table.header:
        raise SpliceError(problems)
    return table, problems


def _column(key: Key, names: Collection[str]) -> str | None:
    """What people say for a field is its column only where none has the field's own
    name or label.
    """
    return next((name for name in (key[0], *key[:0:-1]) if name in names), None)


def _decode(data: bytes) -> tuple[str, str]:
    body = data.removeprefix(BOM)
    try:
        return "utf-8", body.decode("utf-8")
    except UnicodeDecodeError:
        return _CHINESE_WINDOWS, body.decode(_CHINESE_WINDOWS).removeprefix("\ufeff")


def _line(cells: Sequence[str], newline: str, encoding: str) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator=newline).writerow(
        [guard_cell(cell) for cell in cells]
    )
    try:
        return line.getvalue().encode(encoding)
    except UnicodeEncodeError:  # half a character, from a terminal of another encoding
        raise SpliceError from None


def _checked(data: bytes, after: bytes, file: str, wanted: list[list[str]]) -> bytes:
    """The new text, if reading it back gives the header and the rows as they were
    meant.
    """
    table, _ = read_csv(after, file)
    if table is None or _texts(table) != wanted:
        raise SpliceError(tried=(data, after))
    return after


def _texts(table: CsvTable) -> list[list[str]]:
    return [_row(row) for row in (table.header, *table.rows)]


def _row(row: Sequence[Scalar]) -> list[str]:
    return [cell.text for cell in row]
