"""What stands in an .xls, counted before anybody lays it out: a file of files, of which
one is a row of records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.workbook.contents import (
    ELEMENTS,
    Contents,
    SheetSize,
    TooLargeError,
    weigh,
)

# Kinds of records. The first eight stand for a cell with something in it.
_FORMULA, _ERROR, _TEXT_BY_NUMBER, _SEVERAL = 0x0006, 0x0205, 0x00FD, 0x00BD
_CELLS: Final = frozenset(
    {_FORMULA, _ERROR, _TEXT_BY_NUMBER, _SEVERAL, 0x0203, 0x0204, 0x027E, 0x00D6}
)
_BEGIN, _SHEET, _TEXTS, _CONTINUED = 0x0809, 0x0085, 0x00FC, 0x003C
_SIZE, _MERGED = 0x0200, 0x00E5
_SMALL: Final = 6  # bits of a place within a small sector
_END: Final = 0xFFFFFFF0  # sectors from here on are none
_WIDEST: Final = 65_536, 256  # of any .xls


def look_into_xls(data: bytes, file: str) -> Contents | Problem:
    """Sheets of an .xls; or why it is not opened."""
    try:
        return _look(_stream(data))
    except TooLargeError as much:
        return Problem("book_too_large", Place(file, 0), {"limit": much.limit})
    except (struct.error, ValueError, LookupError):
        return Problem("book_unreadable", Place(file, 0), {"detail": "xls"})


class _Sectors:
    """The file of files, in sectors of one size, each with the next one's number in a
    table.
    """

    def __init__(self, data: bytes) -> None:
        shift, small = struct.unpack_from("<HH", data, 30)
        if not (shift in {9, 12} and small == _SMALL):
            raise ValueError
        self.data, self.size = data, 1 << shift
        numbers, more = _numbers(data[76:512]), _number(data, 68)
        while more < _END and len(numbers) * self.size <= len(data):
            *some, more = _numbers(self.sector(more))
            numbers += some
        self.table = _numbers(b"".join(map(self.sector, numbers)))

    def sector(self, number: int) -> bytes:
        """Empty for one that is not there."""
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def read(self, start: int) -> bytes:
        """A file of it. Raises ValueError."""
        return b"".join(map(self.sector, _linked(start, self.table)))


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(data) // 4}I", data))


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _linked(start: int, table: Sequence[int]) -> Iterator[int]:
    """Raises ValueError for what goes in circles."""
    for _ in table:
        if start >= _END:
            return
        yield start
        start = table[start]
    if start < _END:
        raise ValueError


def _stream(data: bytes) -> bytes:
    """The records. Raises ValueError where there are none."""
    sectors = _Sectors(data)
    entries = sectors.read(_number(data, 48))
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries) - 127, 128):
        length = entries[at + 64]
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        found.setdefault(name, (_number(entries, at + 116), _number(entries, at + 120)))
    start, length = found.get("Workbook") or found.get("Book") or (_END, 0)
    if start >= _END:
        raise ValueError
    if length >= _number(data, 56):
        return sectors.read(start)[:length]
    small = sectors.read(found["Root Entry"][0])
    table = _numbers(sectors.read(_number(data, 60)))
    parts = (small[n << _SMALL : (n + 1) << _SMALL] for n in _linked(start, table))
    return b"".join(parts)[:length]


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each begins, its kind, what stands in it."""
    at = count = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield at, kind, data[at + 4 : at + 4 + length]
        at += 4 + length
        count += 1
        if count > ELEMENTS:
            raise TooLargeError(f"{ELEMENTS:,}")


def _look(data: bytes) -> Contents:
    titles: dict[int, str] = {}
    sheets: dict[int, SheetSize] = {}  # by where each begins
    sheet = SheetSize()
    texts: list[bytes] = []
    last = 0
    for at, kind, body in _records(data):
        last = kind if kind != _CONTINUED else last
        if kind == _BEGIN:
            sheet = sheets[at] = SheetSize()
        elif kind == _SHEET:
            where, length, flags = struct.unpack_from("<I2xBB", body)
            code = "utf-16-le" if flags & 1 else "latin-1"
            titles[where] = body[8:].decode(code, "replace")[:length]
        elif last == _TEXTS:
            texts.append(body)
        else:
            _see(sheet, kind, body)
    lengths = dict(enumerate(_lengths(texts))) if texts else {}
    weigh([*sheets.values()], lengths, len(data))
    found = {titles[at]: one for at, one in sheets.items() if at in titles}
    return Contents(found)


def _see(sheet: SheetSize, kind: int, body: bytes) -> None:
    """What a record of a sheet says of its size."""
    if kind == _SIZE and len(body) >= 12:
        _, rows, _, columns = struct.unpack_from("<IIHH", body)
        if rows > _WIDEST[0] or columns > _WIDEST[1]:
            raise TooLargeError(f"{_WIDEST[0]} × {_WIDEST[1]}")
    elif kind == _MERGED:
        for where in range(2, len(body) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", body, where)
            sheet.merge((top, left), (bottom, right))
    elif kind in _CELLS:
        row, column = struct.unpack_from("<HH", body)
        (last,) = struct.unpack_from("<H", body, len(body) - 2)
        sheet.see(row, last if kind == _SEVERAL else column)
        if kind == _TEXT_BY_NUMBER:
            sheet.texts[_number(body, 6)] += 1
        # An error by itself, or instead of a result.
        if (kind == _ERROR and body[7]) or (
            kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2
        ):
            sheet.spoilt.append((row, column))


def _lengths(parts: list[bytes]) -> Iterator[int]:
    """Of all texts. A text that goes on in the next part says anew how wide its signs
    are.
    """
    parts = [parts[0][8:], *parts[1:]]
    at, number = 0, 0

    def take(size: int) -> bytes:
        nonlocal at, number
        found = b""
        while len(found) < size:
            while at >= len(parts[number]):
                number, at = number + 1, 0
            piece = parts[number][at : at + size - len(found)]
            found, at = found + piece, at + len(piece)
        return found

    while number < len(parts) - 1 or at < len(parts[-1]):
        length, flags = struct.unpack("<HB", take(3))
        runs = struct.unpack("<H", take(2))[0] if flags & 8 else 0
        more = struct.unpack("<I", take(4))[0] if flags & 4 else 0
        left = length
        while left:
            if at >= len(parts[number]):
                number, at = number + 1, 0
                flags = parts[number][0]
                at = 1
            width = 1 + (flags & 1)
            fit = min(left, (len(parts[number]) - at) // width)
            if fit == 0:
                raise ValueError
            at, left = at + fit * width, left - fit
        take(4 * runs)
        take(more)
        yield length
