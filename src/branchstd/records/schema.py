"""Record kinds as JSON Schema (draft 7) for editors: Chinese titles and hints, the same
keys and words as the reader.

Shallower than the reader, which looks at dates and between records; never stricter, so
that no sound file is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Protocol

from pydantic.fields import FieldInfo

from branchstd.records.base import Record, field_types
from branchstd.records.town import KINDS
from branchstd.records.types import TEXT_SHAPE, Schema
from branchstd.records.words import WORDS


class Beside(Protocol):
    """What people say beside codes and labels: headings to fields by kind; words of a
    list; of a field's codes.
    """

    @property
    def headings(self) -> Mapping[str, Mapping[str, str]]:
        """By kind of record: what is said for a field, to its name."""
        ...

    def others(self, name: str) -> list[str]:
        """What is said for the words of a closed list, beside codes and labels."""
        ...

    def words_for(self, kind: str, name: str) -> list[str]:
        """What is said for the codes of a field."""
        ...


# What may stand before and after a word of a list: floors and rooms; the village's
# name; the form of an activity.
_AROUND: Final = MappingProxyType({
    "places": (".*", ".*"), "bodies": (".*", ""),
    "activity_kinds": (
        r"(?:第?[一二三四1-4]季度|[0-9]{1,2}月份?|\w+(?=小组会))?",
        "(?: ?[（(].+[）)])?",
    ),
})  # fmt: skip


def _any_of(words: Iterable[str], before: str = "", after: str = "") -> str:
    return f"^{before}(?:{'|'.join(re.escape(word) for word in words)}){after}$"


def of_kind(kind: str, beside: Beside) -> Schema:
    """One record: every field under its names; required ones under one of them. Editors
    propose code and label.
    """
    model = KINDS[kind]
    properties: Schema = {}
    others: Schema = {}
    wanted = []
    for name, info in model.model_fields.items():
        field = (
            _nested_schema(model, name)
            if name in model.nested
            else _field(kind, name, info, beside)
        )
        properties |= {name: field, str(info.title): field}
        words = [
            word for word, of in beside.headings.get(kind, {}).items() if of == name
        ]
        others |= {_any_of(words): field} if words else {}
        if info.is_required():
            wanted.append(
                {
                    "anyOf": [
                        {"required": [known]}
                        for known in (name, str(info.title), *words)
                    ]
                }
            )
    shape = {
        "title": model.zh,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return (
        shape
        | ({"patternProperties": others} if others else {})
        | ({"allOf": wanted} if wanted else {})
    )


def list_schema(kind: str) -> Schema:
    """A list of records of one kind; empty while there are none."""
    ref = {"$ref": f"#/definitions/{kind}"}
    return {
        "title": KINDS[kind].zh,
        "anyOf": [{"type": "array", "items": ref}, {"type": "null"}],
    }


def definitions(beside: Beside, *kinds: str) -> Schema:
    """Kinds with all that nests in them."""
    found: Schema = {}
    for kind in kinds:
        found[kind] = of_kind(kind, beside)
        found |= definitions(beside, *KINDS[kind].nested.values())
    return found


def hint(model: type[Record], name: str) -> str:
    """How a field is written, in Chinese, for people: its words, or its form with an
    example.
    """
    if name in model.nested:
        return f"若干条，每条的写法见 {model.nested[name]}"
    return field_types(model)[name].hint


def _nested_schema(model: type[Record], name: str) -> Schema:
    return list_schema(model.nested[name]) | {
        "title": str(model.model_fields[name].title)
    }


def _field(kind: str, name: str, info: FieldInfo, beside: Beside) -> Schema:
    """Shape, label and a hint; what may be left out may also stand there empty."""
    how = field_types(KINDS[kind])[name]
    said = (
        beside.others(how.words)
        if how.words
        else beside.words_for(kind, name)
        if how.value is tuple
        else []
    )
    shape = how.shape
    if said:
        before, after = _AROUND.get(how.words, ("", ""))
        if how.words == "activity_kinds":
            said = [*said, *(zh for zh, _ in WORDS[how.words].values())]
        shape = {
            "anyOf": [
                shape,
                {"type": "string", "pattern": _any_of(said, before, after)},
            ]
        }
    if how.value is tuple:
        shape = {"anyOf": [{"type": "array", "items": shape}, TEXT_SHAPE]}
    needed = info.is_required()
    told = {
        "title": str(info.title),
        "description": (
            f"{'必填。' if needed else ''}{how.hint}。{info.description or ''}"
        ),
    }
    return told | (shape if needed else {"anyOf": [shape, {"type": "null"}]})
