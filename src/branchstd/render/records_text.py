"""A record in one line: its day, what it is, what it was about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from branchstd.catalogue.names import field_words
from branchstd.messages.messages import Messages
from branchstd.records.base import Record
from branchstd.records.town import KINDS

KIND_OF: Final[Mapping[type[Record], str]] = MappingProxyType(
    {model: kind for kind, model in KINDS.items()}
)
# The fields that tell one record from its like, in the order a reader wants them.
TELLING: Final = (
    "date", "start", "found_on", "month", "period", "paid_on", "opened_on", "id",
    "item", "kind", "form", "type",
    "body", "post", "about", "verdict", "round", "standard", "source", "person", "code",
    "name", "title", "topic",
    "amount", "group",
)  # fmt: skip


def label(record: Record, messages: Messages) -> str:
    """`2019-03-08 主题党日 议事日 审议草场流转合同`."""
    kind = KIND_OF[type(record)]
    parts = [
        _word(kind, name, getattr(record, name), messages)
        for name in TELLING
        if getattr(record, name, None)
    ]
    own = parts or [kind if messages.lang == "en" else type(record).zh]
    return " ".join(own[:5])


def _word(kind: str, name: str, value: Any, messages: Messages) -> str:
    if isinstance(value, date):
        return value.isoformat()
    words = field_words(kind, name)
    if words and isinstance(value, str):
        return messages.word_of(words, value)
    return messages.person(str(value)) if name in {"person", "code"} else str(value)
