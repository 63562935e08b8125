"""Sheets of .xlsx, .ods and .xls files as texts; what could hurt is refused before it
is unpacked.
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from xml.etree import ElementTree

from branchstd.findings import Place, Problem

LARGEST: Final = 20 * 1024 * 1024  # bytes of a file as it comes
UNPACKED: Final = 100 * 1024 * 1024  # bytes of all that is in it
MEMBERS: Final = 200
ROWS: Final = 5_000
COLUMNS: Final = 200
_LOOKED_AT: Final = 20  # lines of a text
_REFUSED: Final = ("vbaProject", "externalLinks/", "activeX", "embeddings/")
_CELL: Final = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_REPEATED: Final = re.compile(
    rb"<table:(table-row|table-cell)\b([^>]*-repeated=\"(\d+)\"[^>]*[^/>])>"
)
_ERROR: Final = re.compile(
    rb'<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"(?:[^>]*\bt="e"|[^>]*>\s*<f\b[^<]*(?:/>|</f>)'
    rb"\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>)"
)
_Span = tuple[tuple[int, int], tuple[int, int]]
_DTD: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class BookError(Exception):
    """The file is no workbook that can be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True)
class Grid:
    """A sheet: rows of texts, the first row and column of the sheet first. covered:
    cells that say what the first of those says with which they are merged downwards.
    """

    title: str
    rows: Sequence[Sequence[str]]
    covered: Collection[tuple[int, int]] = frozenset()

    def place(self, row: int, column: int) -> Place:
        """`sheet!cell`, counted from nought."""
        return Place(f"{self.title}!", row + 1, column + 1)

    def cell(self, row: int, column: int) -> str:
        """Its text, empty where there is none."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else ""


def read_grids(data: bytes, file: str) -> dict[str, Grid]:
    """All sheets by their titles. Raises BookError."""
    from python_calamine import (  # noqa: PLC0415  only where a workbook is read
        CalamineWorkbook,
    )

    if fault := _harm(data, file):
        raise BookError(fault)
    try:
        with _quiet():
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            spans = _spans_of_ods(data)
            grids = {
                title: _grid(title, book.get_sheet_by_name(title), spans.get(title))
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


def find_spoilt(data: bytes, titles: Sequence[str]) -> Iterator[Place]:
    """Cells of an .xlsx that hold an error, or a formula without a result."""
    if data[:2] != b"PK":
        return
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for number, title in enumerate(titles, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            text = pack.read(name) if name in pack.namelist() else b""
            for found in _ERROR.finditer(text):
                column = 0
                for letter in found[1].decode():
                    column = 26 * column + ord(letter) - ord("A") + 1
                yield Place(f"{title}!", int(found[2]), column)


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


def _harm(data: bytes, file: str) -> Problem | None:
    """Why a file is not opened: too large, something that acts, or no workbook."""
    if len(data) > LARGEST:
        return Problem(
            "book_too_large",
            Place(file, 0),
            {"limit": f"{LARGEST // 1024 // 1024} MiB"},
        )
    if data[:4] == b"\xd0\xcf\x11\xe0":  # .xls
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            return _harm_inside(pack, file)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError):
        return Problem("book_unreadable", Place(file, 0), {"detail": "zip"})


def _harm_inside(pack: zipfile.ZipFile, file: str) -> Problem | None:
    infos = pack.infolist()
    size = sum(info.file_size for info in infos)
    if len(infos) > MEMBERS or size > UNPACKED:
        return Problem(
            "book_too_large",
            Place(file, 0),
            {"limit": f"{UNPACKED // 1024 // 1024} MiB"},
        )
    for info in infos:
        if mark := next((one for one in _REFUSED if one in info.filename), None):
            return Problem("book_acts", Place(file, 0), {"name": mark.strip("/")})
        if info.filename.endswith((".xml", ".rels")):
            text = pack.read(info)
            if _DTD.search(text):
                return Problem("book_acts", Place(file, 0), {"name": "DTD"})
            if _too_wide(text):
                limit = f"{ROWS} × {COLUMNS}"
                return Problem("book_too_large", Place(file, 0), {"limit": limit})
    return None


def _too_wide(text: bytes) -> bool:
    """A cell far out makes a reader lay out all before it."""
    for name, number in _CELL.findall(text):
        if int(number) > ROWS or len(name) > 2 or (len(name) == 2 and name > b"GR"):
            return True
    # What an .ods repeats with something in it; the blank rest of a sheet is none.
    return any(
        int(found[3]) > (ROWS if found[1] == b"table-row" else COLUMNS)
        and b"<text:p"
        in text[found.end() : text.find(b"</table:" + found[1], found.end())]
        for found in _REPEATED.finditer(text)
    )


def _grid(title: str, sheet: Any, spans: Sequence[_Span] | None) -> Grid:
    """Of cells that are merged downwards each says what the first says. spans: of
    merged cells, where the reader does not tell them.
    """
    rows: list[list[str]] = [
        [_text(cell) for cell in row]
        for row in sheet.to_python(skip_empty_area=False, nrows=ROWS)
    ]
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in spans or sheet.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom + 1, len(rows))):
            if left == right < len(rows[number]) and left < len(rows[top]):
                rows[number][left] = rows[top][left]
                covered.add((number, left))
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(title, rows, frozenset(covered))


def _spans_of_ods(data: bytes) -> dict[str, list[_Span]]:
    """First and last cell of all that are merged, by the title of their sheet; of other
    files nothing.
    """
    found: dict[str, list[_Span]] = {}
    if data[:2] != b"PK":
        return found
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        if "content.xml" not in pack.namelist():
            return found
        # A DTD, by which XML does harm, has been refused before.
        text = pack.read("content.xml")
        body = ElementTree.fromstring(text)  # noqa: S314
    for sheet in body.iterfind(".//{*}table"):
        spans = found.setdefault(_attributes(sheet).get("name", ""), [])
        number = 0
        for row in sheet.iterfind(".//{*}table-row"):
            at = 0
            for cell in row:
                said = _attributes(cell)
                down = int(said.get("number-rows-spanned", "1"))
                across = int(said.get("number-columns-spanned", "1"))
                if down > 1 or across > 1:
                    last = number + down - 1, at + across - 1
                    spans.append(((number, at), last))
                at += int(said.get("number-columns-repeated", "1"))
            number += int(_attributes(row).get("number-rows-repeated", "1"))
    return found


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    """By their names without the space of names."""
    return {name.rpartition("}")[2]: text for name, text in element.items()}


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
