"""Bytes to characters for both formats, and the characters and lines that no record may
hold.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.mask import mask

BOM: Final = codecs.BOM_UTF8
LARGEST: Final = 4 * 1024 * 1024
LIMIT: Final = "4 MiB"
LONGEST: Final = 10_000  # characters of one text
SHOWN_AT_MOST: Final = 5
# C0 but tab and LF, DEL, C1, Unicode line ends (YAML folds them, editors do not),
# surrogates, noncharacters.
_CONTROL: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
# Soft hyphen, grapheme joiner, zero-width space, word joiner, bidi marks, overrides and
# isolates, blank letters, a BOM inside the text, annotation marks, tags. The joiners
# U+200C and U+200D stay allowed.
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
CONTROL: Final = re.compile(f"[{_CONTROL}]")
FORBIDDEN: Final = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
JOINERS: Final = re.compile("[\u200c\u200d]")
_CONFLICT = re.compile(r"^(?:(?:<{7}|\|{7}|>{7})(?: .*)?|={7})$", re.MULTILINE)
_NUMBERS = re.compile(r"\d{6,}")
_WIDE_BOMS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_ASCII: Final = frozenset(b"\t\n\r" + bytes(range(0x20, 0x7F)))
_OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def refuse(
    code: str, file: str, line: int = 1, column: int = 1, **values: str
) -> Problem:
    """A fault after which the whole file is not used."""
    return Problem(code, Place(file, line, column), values, unreadable=True)


def excerpt_key(key: str) -> str:
    """A key or header fit for a message: 40 characters, none invisible, no number that
    could be personal.
    """
    return _NUMBERS.sub("…", mask(JOINERS.sub("", FORBIDDEN.sub("", key))))[
        :40
    ].replace("\n", " ")


def line_ends(text: str) -> str:
    """CRLF and lone CR as LF: all three are accepted, also mixed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def end_lines(text: str, newline: str) -> bytes:
    """A text with LF as a file, in UTF-8, whose lines end as given."""
    return text.replace("\n", newline).encode()


def spot(text: str, offset: int) -> tuple[int, int]:
    """Line and column (code points, from 1) of a character in text with LF line
    ends.
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def not_a_record(data: bytes, file: str) -> Problem | None:
    """Oversized, an Excel or Word file with another ending, or two or four bytes to a
    character.
    """
    if len(data) > LARGEST:
        return refuse("file_too_large", file, limit=LIMIT)
    if data.startswith(_OFFICE):
        return refuse("not_text", file)
    if data.startswith(_WIDE_BOMS) or _looks_wide(data[:512]):
        return refuse("utf16", file)
    return None


def _looks_wide(head: bytes) -> bool:
    """UTF-16 or UTF-32 without a BOM: among its pairs of bytes many are an ASCII
    character and a NUL.
    """
    if 0 not in head:
        return False
    pairs = list(zip(head[::2], head[1::2], strict=False))
    little = sum(low in _ASCII and not high for low, high in pairs)
    big = sum(low in _ASCII and not high for high, low in pairs)
    return max(little, big) >= max(2, len(pairs) / 10)


def decode(data: bytes, file: str) -> str | Problem:
    """Strict UTF-8 with or without a BOM; line ends as LF. Nothing is guessed."""
    body = data.removeprefix(BOM)
    try:
        return line_ends(body.decode())
    except UnicodeDecodeError as error:
        before = line_ends(body[: error.start].decode())
        # A cut copy ends inside a character; a GBK file is broken long before its end.
        cut = error.reason == "unexpected end of data" and not before.isascii()
        return refuse(
            "file_cut" if cut else "not_utf8", file, *spot(before, len(before))
        )


def decode_gb18030(data: bytes, file: str) -> str | Problem:
    """Strict GB18030, which is what Excel and WPS on Chinese Windows save a plain CSV
    as.
    """
    try:
        return line_ends(data.decode("gb18030")).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = line_ends(data[: error.start].decode("gb18030"))
        cut = error.reason == "incomplete multibyte sequence" and not before.isascii()
        return refuse(
            "file_cut" if cut else "csv_encoding", file, *spot(before, len(before))
        )


def name_of(character: str) -> tuple[str, str]:
    """The problem code of a forbidden character and how a message names it, such as
    U+200B.
    """
    code = "control_character" if CONTROL.match(character) else "invisible_character"
    return code, f"U+{ord(character):04X}"


def forbidden(text: str, file: str) -> Iterator[Problem]:
    """The first five control or invisible characters: place and number, never the text
    around them.
    """
    for found, _ in zip(FORBIDDEN.finditer(text), range(SHOWN_AT_MOST), strict=False):
        code, character = name_of(found.group())
        yield refuse(code, file, *spot(text, found.start()), character=character)


def conflict(text: str, file: str) -> Problem | None:
    """Unresolved merge-conflict markers: the first and the last line that has one."""
    if not any(mark in text for mark in ("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return None
    starts = [found.start() for found in _CONFLICT.finditer(text)]
    if not starts:
        return None
    first, last = (spot(text, start)[0] for start in (starts[0], starts[-1]))
    return refuse("merge_conflict", file, first, first=str(first), last=str(last))
