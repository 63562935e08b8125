"""A list in which people of a group chat signed one after the other (接龙), as it is
pasted.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_HEAD: Final = re.compile(r"[#＃]?\s*接龙")
# `1. 张三`; no day as in 3.8, and no hour.
_NUMBER: Final = re.compile(r"(?:^|(?<=\s))\d{1,3}\s*[.．、)）]\s*(?=\D)", re.MULTILINE)
_EXCUSED: Final = re.compile(
    "请假|请事假|请病假|事假|病假|缺席|不来|没来|未到|不到|不去|去不|来不|到不|不能|不参加"
)
# Behind a name, and a code that tells it apart, stands a remark, or whether somebody
# is coming.
_NAME: Final = re.compile(
    rf"\s*(.+?(?:[（(][A-Za-z]\w*[）)])?)(?=\s|[（(:：,，。;；、!！~～—-]|{_EXCUSED.pattern}|参加|到会|能到|能来|$)"
)


class Signed(NamedTuple):
    """One who signed. excused: with a word of not coming."""

    name: str
    excused: bool


def is_roll(text: str) -> bool:
    """Whether a pasted list begins here."""
    return _HEAD.match(text.strip()) is not None


def read_roll(text: str) -> list[Signed]:
    """Who signed, in order, each once; of who signed twice the last word holds."""
    entries = _NUMBER.split(text)[1:]
    names = {
        found[1]: _EXCUSED.search(entry) is not None
        for entry in entries
        if (found := _NAME.match(entry))
    }
    return [Signed(name, excused) for name, excused in names.items()]
