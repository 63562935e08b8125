"""What can be a person's name: what a file of names says is printed in the town's papers, and is not to speak there."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from branchstd.records.words import WORDS

LONGEST: Final = 40
HAN_AT_MOST: Final = 6  # letters between two dots
# What a sentence says and no name does.
SPEAKING: Final = (
    "请", "满分", "通过", "不查", "全部", "一切", "本年", "今年", "批准", "同意", "合格",
    "达标", "销号", "不用", "已经",
)  # fmt: skip
_HAN: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_DOTS: Final = re.compile("[·•・‧\u0f0b\u0f0c]")  # the last two part syllables in Tibetan


def is_name(text: str) -> bool:
    """Letters of any script with dots and blanks, no word of our own closed lists, however it is spaced."""
    parts = [part for part in _DOTS.split(text) if part.strip()]
    letters = re.sub(r"\s", "", "".join(parts))
    return (
        0 < len(letters) <= LONGEST
        and unicodedata.category(letters[0])[0] == "L"
        and all(unicodedata.category(sign)[0] in "LM" for sign in letters)
        and all(len(_HAN.findall(part)) <= HAN_AT_MOST for part in parts)
        and not any(word in letters for word in (*_chinese(), *SPEAKING))
        and not any(part.strip().casefold() in _words() for part in (text, *parts))
    )


@cache
def _words() -> frozenset[str]:
    """Codes and labels of all closed lists."""
    every = (text for words in WORDS.values() for code, labels in words.items() for text in (code, *labels))
    return frozenset(text.casefold() for text in every)


@cache
def _chinese() -> tuple[str, ...]:
    """Those of two letters and more that could stand within a name."""
    return tuple(word for word in _words() if len(word) > 1 and _HAN.fullmatch(word[0]) and _HAN.match(word))
