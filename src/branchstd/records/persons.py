"""Texts about persons: what can be a name, and words of health, hardship and
punishment.

What a file of names says is printed in the town's papers, and is not to speak there.
The words raise a question where they are about a person, never a block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from branchstd.records.base import Record, field_types
from branchstd.records.words import WORDS

LONGEST: Final = 40
HAN_AT_MOST: Final = 6  # letters between two dots
# What a sentence says and no name does.
SPEAKING: Final = (
    "请", "满分", "通过", "不查", "全部", "一切", "本年", "今年", "批准", "同意",
    "合格",
    "达标", "销号", "不用", "已经",
)  # fmt: skip
_HAN: Final = "[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# The last two part syllables in Tibetan.
_DOTS: Final = re.compile("[·•・‧\u0f0b\u0f0c]")


def is_name(text: str) -> bool:
    """Letters of any script with dots and blanks, no word of our own closed lists,
    however it is spaced.
    """
    parts = [part for part in _DOTS.split(text) if part.strip()]
    whole = "".join(parts)
    letters = "".join(sign for sign in whole if unicodedata.category(sign) != "Zs")
    return (
        0 < len(letters) <= LONGEST
        and unicodedata.category(letters[0])[0] == "L"
        and all(unicodedata.category(sign)[0] in "LM" for sign in letters)
        and all(len(re.findall(_HAN, part)) <= HAN_AT_MOST for part in parts)
        and not any(word in letters for word in (*_chinese(), *SPEAKING))
        and not any(part.strip().casefold() in _words() for part in (text, *parts))
    )


@cache
def _words() -> frozenset[str]:
    """Codes and labels of all closed lists."""
    every = (
        text
        for words in WORDS.values()
        for code, labels in words.items()
        for text in (code, *labels)
    )
    return frozenset(text.casefold() for text in every)


@cache
def _chinese() -> tuple[str, ...]:
    """Those of two letters and more that could stand within a name."""
    return tuple(word for word in _words() if len(word) > 1 and re.match(_HAN, word))


_WORDS: Final = re.compile(
    "患病|生病|重病|大病|疾病|病情|慢性病|精神病|病历|病故|病退|癌|肿瘤|艾滋|乙肝|肺结核|抑郁|残疾|智障|精神障碍|怀孕|流产|手术|住院|"
    "低保|五保|特困|困难户|困难党员|贫困户|建档立卡|孤儿|留守儿童|单亲|离异|欠债|临时救助|"
    "处分|诫勉|记过|留党察看|开除党籍|撤销党内职务|违纪|违法|判刑|服刑|刑满|缓刑|拘留|拘役|社区矫正|吸毒|戒毒|酒驾|醉驾|赌博|嫖娼"
)


def delicate(text: str) -> list[str]:
    """Such words in a text, each once."""
    return list(dict.fromkeys(_WORDS.findall(text)))


def delicate_texts(records: Iterable[Record]) -> int:
    """How many free texts hold one."""
    said = (getattr(record, name) for record in records for name in _free(type(record)))
    return sum(
        bool(_WORDS.search(text if isinstance(text, str) else " ".join(text)))
        for text in said
        if text
    )


@cache
def _free(kind: type[Record]) -> tuple[str, ...]:
    """Fields of a kind in which anything may be written."""
    return tuple(name for name, how in field_types(kind).items() if how.free)
