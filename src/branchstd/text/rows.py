"""A row at the end of a CSV text, under its own header and in its own encoding; what
stands there stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.text.csv import guard_cell, read_csv, unwrap
from branchstd.text.decode import BOM
from branchstd.text.nodes import CsvTable
from branchstd.text.splice import Key, SpliceError

_CHINESE_WINDOWS: Final = "gb18030"


def append_row(data: bytes, values: Mapping[Key, str], file: str) -> bytes:
    """A row with these cells; columns of a clerk's own stay empty. Raises SpliceError,
    also for a column that lacks.
    """
    before, problems = read_csv(data, file)
    if before is None:
        raise SpliceError(problems)
    encoding, body = _decode(data)
    header = next(
        row for row in csv.reader(io.StringIO(body, newline="")) if "".join(row).strip()
    )
    names = [unwrap(cell)[0] for cell in header]
    under: dict[str, str] = {}
    for key, cell in values.items():
        # What people say for a field is its column only where none has the field's own
        # name or label.
        column = next((name for name in (key[0], *key[:0:-1]) if name in names), None)
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
    _check(
        before,
        read_csv(after, file)[0],
        (data, after),
        dict(zip(names, cells, strict=True)),
    )
    return after


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


def _check(
    before: CsvTable,
    after: CsvTable | None,
    tried: tuple[bytes, bytes],
    row: Mapping[str, str],
) -> None:
    """Reading it back gives the old rows, and the new one as it was meant."""
    new = [row[cell.text] for cell in before.header]
    if after is None or _texts(after) != [*_texts(before), new]:
        raise SpliceError(tried=tried)


def _texts(table: CsvTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]
