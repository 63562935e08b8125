"""Numbers that have no place in files: national IDs, phones, bank cards. Found anywhere, never echoed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.mask import found

WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def scan(data: bytes, file: str) -> Iterator[Problem]:
    """One problem for each personal number in a file's text, comments and keys included, at its line and column."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", _decode(data)), 1):
        places = {(one.code, one.start): Place(file, number, one.start + 1) for one in found(line)}
        yield from (Problem(code, place) for (code, _), place in places.items())


def _decode(data: bytes) -> str:
    if data.startswith(WIDE):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
