"""Record kinds as JSON Schema (draft 7) for editors: Chinese titles and hints, the same keys and words as the reader.

Shallower than the reader, which looks at dates and between records; never stricter, so that no sound file is marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic.fields import FieldInfo

from branchstd.records import types
from branchstd.records.base import Record
from branchstd.records.town import KINDS
from branchstd.records.types import Refers, Word, WordList, markers, reader
from branchstd.records.words import WORDS

Schema = dict[str, Any]


def _pattern(pattern: Any) -> str:
    return f"^(?:{pattern.pattern})$"


# YAML takes 5, 2.5 and 01 for numbers where a text or a code is meant; the reader takes all as typed.
_TEXT: Final[Schema] = {"type": ["string", "number"]}
_CODE: Final[Schema] = {"type": ["string", "number"], "pattern": _pattern(types.CODE)}
_DAY: Final[Schema] = {"type": "string", "pattern": _pattern(types.DATE)}


def _like(pattern: Any, *also: str) -> Schema:
    """A text of this form, or what YAML makes of one that looks like a number."""
    return {"type": [*also, "string"] if also else "string", "pattern": _pattern(pattern)}


def _several(item: Schema) -> Schema:
    return {"anyOf": [{"type": "array", "items": item}, _TEXT]}


# How a value is read, what a clerk is told of it, and its shape.
SHAPES: Final[Mapping[Any, tuple[str, Schema]]] = MappingProxyType({
    types.read_plain: ("文字", _TEXT),
    types.read_date: ("日期，写成 2019-06-05", _DAY),
    types.read_month: ("年月，写成 2019-06", _like(types.MONTH)),
    types.read_period: ("所属期，写成 2019-06、2019-Q2 或 2019-H1", _like(types.PERIOD)),
    types.read_year_or_period: (
        "所属期，写成 2019-06、2019-Q2 或 2019-H1；一年一次的会写年份 2019", _like(types.YEAR_OR_PERIOD, "integer"),
    ),
    types.read_code: ("代码，英文字母和数字", _CODE),
    types.read_slug: ("文件夹名，小写英文字母和数字", _like(types.SLUG)),
    types.read_int: ("整数，不带单位", _like(types.INT, "integer") | {"minimum": 0}),
    types.read_decimal: ("数字，最多两位小数，不带单位", _like(types.DECIMAL, "number") | {"minimum": 0}),
    types.read_yesno: ("写“是”或“否”", {"enum": ["是", "否", "yes", "no"]}),
    types.read_list: ("代码的清单，写成 [M01, M02]；一个也没有写 []", _several(_CODE)),
    types.read_texts: ("清单，写成 [甲, 乙]", _several(_TEXT)),
    types.read_steps: ("每一步的日期，写成 {D1: 2019-03-05}", {"type": "object", "additionalProperties": _DAY}),
})  # fmt: skip


def of_kind(kind: str) -> Schema:
    """One record: every field under both its names; required fields under one of them."""
    model = KINDS[kind]
    properties: Schema = {}
    wanted = []
    for name, info in model.model_fields.items():
        field = _nested(model, name) if name in model.nested else _field(info)
        properties |= {name: field, str(info.title): field}
        if info.is_required():
            wanted.append({"anyOf": [{"required": [name]}, {"required": [info.title]}]})
    shape = {"title": model.zh, "type": "object", "properties": properties, "additionalProperties": False}
    return shape | ({"allOf": wanted} if wanted else {})


def listed(kind: str) -> Schema:
    """A list of records of one kind; empty while there are none."""
    ref = {"$ref": f"#/definitions/{kind}"}
    return {"title": KINDS[kind].zh, "anyOf": [{"type": "array", "items": ref}, {"type": "null"}]}


def definitions(*kinds: str) -> Schema:
    """Kinds with all that nests in them."""
    found: Schema = {}
    for kind in kinds:
        found[kind] = of_kind(kind)
        found |= definitions(*KINDS[kind].nested.values())
    return found


def hint(model: type[Record], name: str) -> str:
    """How a field is written, in Chinese, for people: its words, or its form with an example."""
    if name in model.nested:
        return f"若干条，每条的写法见 {model.nested[name]}"
    return _shape(model.model_fields[name])[0]


def _nested(model: type[Record], name: str) -> Schema:
    return listed(model.nested[name]) | {"title": str(model.model_fields[name].title)}


def _field(info: FieldInfo) -> Schema:
    """Shape, label and a hint; what may be left out may also stand there empty."""
    hint, shape = _shape(info)
    needed = info.is_required()
    told = {"title": str(info.title), "description": f"{'必填。' if needed else ''}{hint}。{info.description or ''}"}
    return told | (shape if needed else {"anyOf": [shape, {"type": "null"}]})


def _shape(info: FieldInfo) -> tuple[str, Schema]:
    marks = markers(info)
    word = next((mark for mark in marks if isinstance(mark, Word)), None)
    if word is not None:
        return _words(word)
    hint, shape = SHAPES[reader(info)]
    refers = next((mark.to for mark in marks if isinstance(mark, Refers)), "")
    return (f"{hint}，要在{_WHERE[refers]}里有" if refers in _WHERE else hint), shape


_WHERE: Final = MappingProxyType({
    "people": " people.csv ", "groups": " village.yaml 的 groups ", "staff": " data/town.yaml 的 staff ",
    "villages": " data/town.yaml 的 villages ", "items": "镇开的问题", "standards": "42项标准",
})  # fmt: skip


def _words(word: Word) -> tuple[str, Schema]:
    labels = [zh for zh, _ in WORDS[word.name].values()]
    known: Schema = {"enum": [*labels, *WORDS[word.name]]}
    if isinstance(word, WordList):
        return f"从这些里选，可以几个：{'、'.join(labels)}", _several(known)
    return f"从这些里选：{'、'.join(labels)}", known
