"""Sheets of .xlsx, .ods and .xls files as texts; what could hurt is refused before it
is unpacked.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from branchstd.findings import Place, Problem
from branchstd.workbook.biff import look_into_xls
from branchstd.workbook.contents import (
    COLUMNS,
    LARGEST,
    ROWS,
    Contents,
    SheetSize,
    look_into_pack,
)

_LOOKED_AT: Final = 20  # lines of a text
_OLD: Final = b"\xd0\xcf\x11\xe0"  # how an .xls begins


class BookError(Exception):
    """The file is no workbook that can be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True)
class Grid:
    """A sheet: rows of texts, the first row and column of the sheet first. covered:
    cells that say what the first of those says with which they are merged downwards.
    spoilt: cells with an error, or a formula without a result. turned: rows are columns
    of the sheet.
    """

    title: str
    rows: Sequence[Sequence[str]]
    covered: Collection[tuple[int, int]] = frozenset()
    spoilt: Collection[tuple[int, int]] = ()
    turned: bool = False

    def place(self, row: int, column: int) -> Place:
        """`sheet!cell`, counted from nought."""
        row, column = (column, row) if self.turned else (row, column)
        return Place(f"{self.title}!", row + 1, column + 1)

    def cell(self, row: int, column: int) -> str:
        """Its text, empty where there is none."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else ""


def read_grids(data: bytes, file: str) -> dict[str, Grid]:
    """All sheets by their titles. Raises BookError."""
    from python_calamine import (  # only where a workbook is read
        CalamineWorkbook,
    )

    contents = _look_into(data, file)
    if isinstance(contents, Problem):
        raise BookError(contents)
    try:
        with _quiet():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            grids = {
                title: _grid(title, book.get_sheet_by_name(title), contents)
                for title in book.sheet_names
            }
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A spoilt .xls makes the reader panic, which is no Exception of Python's.
        if not (isinstance(error, Exception) or "Panic" in type(error).__name__):
            raise
        detail = {"detail": str(error)}
        raise BookError(Problem("book_unreadable", Place(file, 0), detail)) from None
    return grids


def _look_into(data: bytes, file: str) -> Contents | Problem:
    if len(data) > LARGEST:
        limit = {"limit": f"{LARGEST // 1024 // 1024} MiB"}
        return Problem("book_too_large", Place(file, 0), limit)
    return (look_into_xls if data.startswith(_OLD) else look_into_pack)(data, file)


def grid_of_csv(text: str, title: str) -> Grid:
    """A table of text as a sheet, by what stands between its cells: of commas, tabs and
    `;` that of which there is most in the first lines. Raises BookError.
    """
    first = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    between = max(",\t;", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    rows: list[list[str]] = []
    begun = 1
    try:
        for row in lines:
            rows.append(row)
            begun = lines.line_num + 1
    except csv.Error:  # what is open to the end swallows all rows below
        raise BookError(Problem("csv_quote", Place(title, begun))) from None
    if len(rows) > ROWS or any(len(row) > COLUMNS for row in rows):
        limit = {"limit": f"{ROWS} × {COLUMNS}"}
        raise BookError(Problem("book_too_large", Place(title, 0), limit))
    return Grid(title, [[cell.strip() for cell in row] for row in rows])


@contextmanager
def _quiet() -> Iterator[None]:
    """What the reader says on its way down is for its authors."""
    try:
        kept = os.dup(2)
    except OSError:  # stderr is closed
        yield
        return
    nobody, nothing = os.pipe()
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        for handle in (kept, nobody, nothing):
            os.close(handle)


def _grid(title: str, sheet: Any, contents: Contents) -> Grid:
    """Of cells that are merged downwards each says what the first says."""
    size = contents.sheets.get(title, SheetSize())
    rows: list[list[str]] = [
        [_text(cell) for cell in row]
        for row in sheet.to_python(skip_empty_area=False, nrows=ROWS)
    ]
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in size.spans:
        for number in range(top + 1, min(bottom + 1, len(rows))):
            if left == right < len(rows[number]) and left < len(rows[top]):
                rows[number][left] = rows[top][left]
                covered.add((number, left))
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(title, rows, frozenset(covered), size.spoilt)


def _text(value: Any) -> str:
    """As it would be typed: a day without its hours, a whole number without a point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, datetime):
        day = value.date().isoformat()
        is_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return day if is_midnight else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (time, timedelta)):
        return str(value)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def filled(grid: Grid) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with anything in them, counted from nought."""
    for number, row in enumerate(grid.rows):
        if any(cell.strip() for cell in row):
            yield number, row
