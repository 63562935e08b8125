"""What stands in a workbook's file, counted before anybody lays it out: a file of some
kilobytes may hold a million long texts, or one cell so far out that all before it would
have to be made.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from branchstd.findings import Place, Problem

LARGEST: Final = 20 * 1024 * 1024  # bytes of a file as it comes
UNPACKED: Final = 100 * 1024 * 1024  # bytes of all that is in it
MEMBERS: Final = 200
ROWS: Final = 5_000
COLUMNS: Final = 200
AREA: Final = 2 * ROWS * COLUMNS  # cells of all sheets, each up to its last one
ELEMENTS: Final = 300_000  # of all members: cells, their values, styles
TEXT: Final = 10_000_000  # characters in all cells
_ACTING: Final = ("vbaProject", "externalLinks/", "activeX", "embeddings/")
_ERROR: Final = re.compile(r"#(?:DIV/0!|REF!|N/A|NAME\?|VALUE!|NUM!|NULL!)")
_SPANNED: Final = {"number-rows-spanned", "number-columns-spanned"}
Span = tuple[tuple[int, int], tuple[int, int]]


class TooLargeError(Exception):
    """There is more than is read; `limit` says of what."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass
class SheetSize:
    """What has been seen of one sheet, its cells counted from nought. spans: first and
    last of cells that are merged. spoilt: with an error, or a formula without a result.
    """

    rows: int = 0
    columns: int = 0
    texts: Counter[int] = field(default_factory=Counter)  # by the number of a text
    spans: list[Span] = field(default_factory=list)
    spoilt: list[tuple[int, int]] = field(default_factory=list)
    covered: int = 0  # rows of all merged cells together

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Cells that are merged. Raises TooLargeError for more than a sheet has."""
        self.covered += min(last[0], ROWS) - min(first[0], ROWS) + 1
        if self.covered > ROWS * COLUMNS:
            raise TooLargeError(f"{ROWS} × {COLUMNS}")
        self.spans.append((first, last))

    def see(self, row: int, column: int) -> None:
        """A cell with something in it. Raises TooLargeError for one too far out."""
        if row >= ROWS or column >= COLUMNS:
            raise TooLargeError(f"{ROWS} × {COLUMNS}")
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


@dataclass(frozen=True)
class Contents:
    """All sheets of a file by their titles."""

    sheets: Mapping[str, SheetSize]


def weigh(sheets: list[SheetSize], lengths: Mapping[int, int], text: int) -> None:
    """Of a whole file. lengths: of texts that cells name by a number. text: characters
    that stand in cells themselves. Raises TooLargeError.
    """
    if sum(sheet.rows * sheet.columns for sheet in sheets) > AREA:
        raise TooLargeError(f"{ROWS} × {COLUMNS}")
    for sheet in sheets:
        text += sum(lengths.get(at, 0) * count for at, count in sheet.texts.items())
    if text > TEXT:
        raise TooLargeError(f"{TEXT:,}")


def look_into_pack(data: bytes, file: str) -> Contents | Problem:
    """Of an .xlsx or .ods; or why it is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            return _look(pack, file)
    except TooLargeError as much:
        return Problem("book_too_large", Place(file, 0), {"limit": much.limit})
    except (
        expat.ExpatError, zipfile.BadZipFile, zlib.error, OSError, ValueError,
        LookupError, RuntimeError,
    ):  # fmt: skip
        return Problem("book_unreadable", Place(file, 0), {"detail": "zip"})


def _look(pack: zipfile.ZipFile, file: str) -> Contents | Problem:
    infos = pack.infolist()
    if len(infos) > MEMBERS or sum(info.file_size for info in infos) > UNPACKED:
        raise TooLargeError(f"{UNPACKED // 1024 // 1024} MiB")
    seen: dict[str, _Member] = {}
    elements = 0
    lengths: dict[int, int] = {}
    # Texts first: a cell that names one is as long as that.
    for info in sorted(infos, key=lambda one: "sharedstr" not in one.filename.lower()):
        if mark := next((one for one in _ACTING if one in info.filename), None):
            return Problem("book_acts", Place(file, 0), {"name": mark.strip("/")})
        name = info.filename.lower()
        if name.endswith((".xml", ".rels")):
            member = seen[name] = _Member(elements, lengths)
            member.read(pack.read(info))
            elements = member.elements
            for at, length in enumerate(member.lengths):
                lengths[at] = max(length, lengths.get(at, 0))
            if member.defines:
                return Problem("book_acts", Place(file, 0), {"name": "DTD"})
    every = [sheet for member in seen.values() for sheet in member.sheets]
    weigh(every, lengths, sum(member.text for member in seen.values()))
    return Contents(_by_title(seen))


def _by_title(seen: Mapping[str, _Member]) -> dict[str, SheetSize]:
    """Sheets of an .ods stand in one member under their titles; of an .xlsx each in one
    that the workbook names by a relation. Raises ValueError for a relation to what has
    not been looked into.
    """
    if "content.xml" in seen:
        member = seen["content.xml"]
        return dict(zip(member.titles, member.sheets, strict=False))
    book = seen.get("xl/workbook.xml")
    relations = seen.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise ValueError
    found = {}
    for title, relation in book.titles.items():
        target = relations.targets.get(relation, "").lower()
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[title] = next(iter(seen[name].sheets), SheetSize())
    if not all(
        target.lower().endswith(".xml") for target in relations.targets.values()
    ):
        raise ValueError
    return found


class _Member:
    """One member that is XML; names without the space of names.

    Sheets begin with `worksheet` or `table`; cells are `c` or `table-cell`.
    """

    def __init__(self, elements: int, lengths: Mapping[int, int]) -> None:
        self.known = lengths  # of texts in members before it
        self.elements = elements  # of those before it, too
        self.sheets: list[SheetSize] = []
        self.titles: dict[str, str] = {}  # with the relation that names the sheet
        self.targets: dict[str, str] = {}
        self.lengths: list[int] = []  # of texts that cells name by their number
        self.text = self.named = 0
        self.defines = False
        self._row, self._column = 0, 0
        self._down, self._across = 1, 1  # how often a row and a cell are repeated
        self._row_text = 0
        self._cell: dict[str, str] | None = None
        self._parts: dict[str, str] = {}
        self._part = ""
        self._length = 0

    def read(self, data: bytes) -> None:
        """Raises TooLargeError and what the parser raises."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say

        def define(*_: object) -> None:
            self.defines = True
            raise StopIteration

        parser.StartDoctypeDeclHandler = define
        try:
            parser.Parse(data, True)
        except StopIteration:
            return

    def _begin(self, name: str, said: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > ELEMENTS:
            raise TooLargeError(f"{ELEMENTS:,}")
        local = name.rpartition(":")[2]
        begin = _BEGIN.get(local)
        if begin is not None:
            if local != name or local == "sheet":
                said = {key.rpartition(":")[2]: text for key, text in said.items()}
            begin(self, said)
        elif self._cell is not None and local in {"v", "f", "t", "p"}:
            self._part = local
            self._parts.setdefault(local, "")

    def _say(self, text: str) -> None:
        self._length += len(text)
        if self._part:
            self._parts[self._part] += text[:50]

    def _begin_sheet(self, said: dict[str, str]) -> None:
        self.sheets.append(SheetSize())
        self.titles.setdefault(said.get("name", ""), "")
        self._row = self._column = 0

    def _name_sheet(self, said: dict[str, str]) -> None:
        self.titles[said.get("name", "")] = said.get("id", "")

    def _relate(self, said: dict[str, str]) -> None:
        kind = said.get("Type", "").rpartition("/")[2]
        if kind in {"worksheet", "sharedStrings", "styles", "chartsheet"}:
            self.targets[said.get("Id", "")] = said.get("Target", "")

    def _begin_text(self, _: dict[str, str]) -> None:
        self._length = 0

    def _begin_row(self, said: dict[str, str]) -> None:
        self._row = int(said["r"]) - 1 if "r" in said else self._row
        self._down = int(said.get("number-rows-repeated", "1"))
        self._column = self._row_text = 0

    def _begin_cell(self, said: dict[str, str]) -> None:
        if "r" in said:
            self._row, self._column = _address(said["r"])
        self._cell, self._parts, self._length = said, {}, 0

    def _begin_open_cell(self, said: dict[str, str]) -> None:
        self._across = int(said.get("number-columns-repeated", "1"))
        self._cell, self._parts, self._length = said, {}, 0
        for name in ("string-value", "value", "date-value", "time-value"):
            self._length += len(said.get(name, ""))

    def _merge(self, said: dict[str, str]) -> None:
        first, _, last = said.get("ref", "").partition(":")
        if self.sheets:
            self.sheets[-1].merge(_address(first), _address(last or first))

    def _blanks(self, said: dict[str, str]) -> None:
        self._length += int(said.get("c", "1")) if self._cell is not None else 0

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in {"c", "table-cell", "covered-table-cell"}:
            self._end_cell()
        elif local in {"row", "table-row"}:
            self._end_row()
        elif local == "si":
            self.lengths.append(self._length)
        self._part = ""

    def _end_cell(self) -> None:
        said, parts = self._cell or {}, self._parts
        self._cell = None
        if not self.sheets:
            self.sheets.append(SheetSize())
        sheet = self.sheets[-1]
        column = self._column
        self._column += self._across
        if not (self._length or parts or "formula" in said or _SPANNED & said.keys()):
            return
        kind, value = said.get("t", ""), parts.get("v", "")
        if self._length or value:
            sheet.see(self._row + self._down - 1, self._column - 1)
            self._row_text += self._length * self._across
        if kind == "s" and value.isdecimal():
            sheet.texts[int(value)] += 1
            self.named += self.known.get(int(value), 0)
            if self.named > TEXT:
                raise TooLargeError(f"{TEXT:,}")
        unknown = "f" in parts and not value and kind != "str"
        error = "formula" in said and _ERROR.fullmatch(parts.get("p", ""))
        if kind == "e" or unknown or error:
            sheet.spoilt.append((self._row, column))
        if _SPANNED & said.keys():
            down = int(said.get("number-rows-spanned", "1"))
            across = int(said.get("number-columns-spanned", "1"))
            last = self._row + down - 1, column + across - 1
            sheet.merge((self._row, column), last)

    def _end_row(self) -> None:
        self.text += self._row_text * self._down
        self._row += self._down
        self._down = 1


_BEGIN: Final = {
    "worksheet": _Member._begin_sheet, "table": _Member._begin_sheet,
    "sheet": _Member._name_sheet, "Relationship": _Member._relate,
    "si": _Member._begin_text,
    "row": _Member._begin_row, "table-row": _Member._begin_row,
    "c": _Member._begin_cell, "table-cell": _Member._begin_open_cell,
    "covered-table-cell": _Member._begin_open_cell, "s": _Member._blanks,
    "mergeCell": _Member._merge,
}  # fmt: skip


def _address(text: str) -> tuple[int, int]:
    """`B3` counted from nought. Raises ValueError."""
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters.upper()[:8]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(text[len(letters) :]) - 1, column - 1
