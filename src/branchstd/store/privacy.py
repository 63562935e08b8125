"""Numbers that have no place in records: national IDs, phones, bank cards. Found anywhere, never echoed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from branchstd.findings import Place, Problem

_CANDIDATE = re.compile(r"(?<![0-9A-Za-z])(?:[0-9][ -]?){10,18}[0-9Xx](?![0-9A-Za-z])")
_DATES = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![0-9])")
_PHONE = re.compile(r"1[3-9]\d{9}")
_CARD = re.compile(r"(?:62|4\d|5[1-5]|35|37)\d{14,17}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def scan(data: bytes, file: str) -> Iterator[Problem]:
    """One problem for each personal number in a file's text, comments and keys included, at its line and column."""
    text = _decode(data)
    if not re.search(r"[0-9０-９](?:[ -]?[0-9０-９]){9}", text):
        return
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        plain = _digits(line)
        hidden = _DATES.sub(lambda found: "#" * len(found.group()), plain)
        for found in _CANDIDATE.finditer(hidden):
            if code := kind_of(found.group()):
                yield Problem(code, Place(file, number, found.start() + 1))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _digits(line: str) -> str:
    """Full-width digits and letters as plain ones, one character for one, so that columns stay."""
    return "".join(unicodedata.normalize("NFKC", c) if "\uff10" <= c <= "\uff5a" else c for c in line)


def kind_of(text: str) -> str | None:
    """`personal_id`, `personal_phone`, `personal_card`, or None for a number that is none of them."""
    number = text.replace(" ", "").replace("-", "").upper()
    if is_national_id(number):
        return "personal_id"
    if _PHONE.fullmatch(number):
        return "personal_phone"
    return "personal_card" if _CARD.fullmatch(number) and _luhn(number) else None


def is_national_id(number: str) -> bool:
    """18 characters with a possible birthday and the right check character, or the old 15 with a birthday."""
    if re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return _is_day(number[6:14]) and number[17] == _check_character(number)
    return bool(re.fullmatch(r"[1-8]\d{14}", number)) and _is_day("19" + number[6:12])


def _check_character(number: str) -> str:
    return "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True)) % 11]


def _is_day(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


def _luhn(number: str) -> bool:
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
