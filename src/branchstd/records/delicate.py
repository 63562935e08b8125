"""Words of health, hardship and punishment: where they are about a person. They raise a question, never a block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from branchstd.records.base import Record, field_types

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
    return sum(bool(_WORDS.search(text if isinstance(text, str) else " ".join(text))) for text in said if text)


@cache
def _free(kind: type[Record]) -> tuple[str, ...]:
    """Fields of a kind in which anything may be written."""
    return tuple(name for name, how in field_types(kind).items() if how.free)
