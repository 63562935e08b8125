"""Record kinds as JSON Schema (draft 7) for editors: Chinese titles and hints, the same keys and words as the reader.

Shallower than the reader, which looks at dates and between records; never stricter, so that no sound file is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

from pydantic.fields import FieldInfo

from branchstd.records import types
from branchstd.records.base import Record
from branchstd.records.spelling import UNITS
from branchstd.records.town import KINDS
from branchstd.records.types import Refers, Word, WordList, markers, reader
from branchstd.records.words import WORDS

Schema = dict[str, Any]


class Beside(Protocol):
    """What people say beside codes and labels: headings to fields by kind; words of a list; of a field's codes."""

    @property
    def headings(self) -> Mapping[str, Mapping[str, str]]: ...
    def others(self, name: str) -> list[str]: ...
    def words_for(self, kind: str, name: str) -> list[str]: ...


def _pattern(pattern: Any) -> str:
    return f"^(?:{pattern.pattern})$"


def _any_of(words: Iterable[str], around: str = "") -> str:
    return f"^{around}(?:{'|'.join(re.escape(word) for word in words)}){around}$"


# YAML takes 5, 2.5 and 01 for numbers where a text or a code is meant; the reader takes all as typed.
_TEXT: Final[Schema] = {"type": ["string", "number"]}
_CODE: Final[Schema] = {"type": ["string", "number"], "pattern": _pattern(types.CODE)}
# Looser than the reader: digits may be full-width or Chinese, and what stands between them anything usual.
_N: Final = "[0-9０-９〇○零一二三四五六七八九十]"
_GAP: Final = "\\s*[-./。年月－／．–]\\s*"
_MONTH: Final = "|".join((
    f"{_N}{{4}}{_GAP}{_N}{{1,3}}.*", f"{_N}{{1,3}}\\s*月(?:份|-[0-9]{{2}})?",
    "[A-Za-z]{3,9}-[0-9]{2}(?:[0-9]{2})?", f"{_N}{{6}}",
))  # fmt: skip
_PERIOD: Final = f"{_MONTH}|.*(?:季度?|半年|[QqHh][1-4])"
_DATE: Final = "|".join((
    f"{_N}{{4}}{_GAP}{_N}{{1,3}}{_GAP}{_N}{{1,3}}.*", f"{_N}{{1,3}}\\s*月\\s*{_N}{{1,3}}\\s*[日号]", f"{_N}{{8}}",
    f"{_N}{{1,2}}{_GAP}{_N}{{1,2}}",
))  # fmt: skip
_DAY: Final[Schema] = {
    "anyOf": [{"type": "string", "pattern": f"^\\s*(?:{_DATE})\\s*$"}, {"type": "integer", "minimum": 19000101},
              {"type": "number", "minimum": 1.1, "maximum": 12.31}]
}  # fmt: skip
_UNITS: Final = "|".join(sorted({unit for units in UNITS.values() for unit in units.split()}))
_COUNT: Final = f"^\\s*[0-9０-９,，]+(?:[.．][0-9０-９]+)?\\s*(?:{_UNITS})?\\s*$"


def _month(pattern: str) -> Schema:
    """A month or period; YAML takes 2019.5 and 201905 for numbers."""
    return {"anyOf": [{"type": "string", "pattern": f"^\\s*(?:{pattern})\\s*$"}, {"type": "number", "minimum": 1900}]}


def _count_schema(*also: str) -> Schema:
    return {"type": [*also, "string"], "pattern": _COUNT, "minimum": 0}


def _like(pattern: Any) -> Schema:
    """A text of this form."""
    return {"type": "string", "pattern": _pattern(pattern)}


def _several(item: Schema) -> Schema:
    return {"anyOf": [{"type": "array", "items": item}, _TEXT]}


# How a value is read, what a clerk is told of it, and its shape.
SHAPES: Final[Mapping[Any, tuple[str, Schema]]] = MappingProxyType({
    types.read_plain: ("文字", _TEXT),
    types.read_date: ("日期，写成 2019-06-05", _DAY),
    types.read_month: ("年月，写成 2019-06", _month(_MONTH)),
    types.read_period: ("所属期，写成 2019-06、2019-Q2 或 2019-H1", _month(_PERIOD)),
    types.read_year_or_period: (
        "所属期，写成 2019-06、2019-Q2 或 2019-H1；一年一次的会写年份 2019",
        _month(f"{_PERIOD}|{_N}{{4}}\\s*(?:年度?)?"),
    ),
    types.read_code: ("代码，英文字母和数字", _CODE),
    types.read_slug: ("文件夹名，小写英文字母和数字", _like(types.SLUG)),
    types.read_int: ("整数，例如 28", _count_schema("integer")),
    types.read_decimal: ("数，最多两位小数，例如 45.50", _count_schema("number")),
    types.read_yesno: ("写“是”或“否”", {"enum": ["是", "否", "yes", "no"]}),
    types.read_list: ("代码的清单，写成 [M01, M02]；一个也没有写 []", _several(_CODE)),
    types.read_texts: ("清单，写成 [甲, 乙]", _several(_TEXT)),
    types.read_steps: ("每一步的日期，写成 {步骤: 2019-03-05}", {"type": "object", "additionalProperties": _DAY}),
})  # fmt: skip


def of_kind(kind: str, beside: Beside) -> Schema:
    """One record: every field under its names; required ones under one of them. Editors propose code and label."""
    model = KINDS[kind]
    properties: Schema = {}
    others: Schema = {}
    wanted = []
    for name, info in model.model_fields.items():
        field = _nested_schema(model, name) if name in model.nested else _field(kind, name, info, beside)
        properties |= {name: field, str(info.title): field}
        words = [word for word, of in beside.headings.get(kind, {}).items() if of == name]
        others |= {_any_of(words): field} if words else {}
        if info.is_required():
            wanted.append({"anyOf": [{"required": [known]} for known in (name, str(info.title), *words)]})
    shape = {"title": model.zh, "type": "object", "properties": properties, "additionalProperties": False}
    return shape | ({"patternProperties": others} if others else {}) | ({"allOf": wanted} if wanted else {})


def list_schema(kind: str) -> Schema:
    """A list of records of one kind; empty while there are none."""
    ref = {"$ref": f"#/definitions/{kind}"}
    return {"title": KINDS[kind].zh, "anyOf": [{"type": "array", "items": ref}, {"type": "null"}]}


def definitions(beside: Beside, *kinds: str) -> Schema:
    """Kinds with all that nests in them."""
    found: Schema = {}
    for kind in kinds:
        found[kind] = of_kind(kind, beside)
        found |= definitions(beside, *KINDS[kind].nested.values())
    return found


def hint(model: type[Record], name: str) -> str:
    """How a field is written, in Chinese, for people: its words, or its form with an example."""
    if name in model.nested:
        return f"若干条，每条的写法见 {model.nested[name]}"
    return _shape(model.model_fields[name])[0]


def _nested_schema(model: type[Record], name: str) -> Schema:
    return list_schema(model.nested[name]) | {"title": str(model.model_fields[name].title)}


def _field(kind: str, name: str, info: FieldInfo, beside: Beside) -> Schema:
    """Shape, label and a hint; what may be left out may also stand there empty."""
    hint, shape = _shape(info, beside)
    if said := beside.words_for(kind, name) if reader(info) is types.read_list else []:
        shape = _several({"anyOf": [_CODE, {"type": "string", "pattern": _any_of(said)}]})
    needed = info.is_required()
    told = {"title": str(info.title), "description": f"{'必填。' if needed else ''}{hint}。{info.description or ''}"}
    return told | (shape if needed else {"anyOf": [shape, {"type": "null"}]})


def _shape(info: FieldInfo, beside: Beside | None = None) -> tuple[str, Schema]:
    marks = markers(info)
    word = next((mark for mark in marks if isinstance(mark, Word)), None)
    if word is not None:
        return _words(word, beside)
    hint, shape = SHAPES[reader(info)]
    if reader(info) is types.read_yesno and beside:
        shape = {"anyOf": [shape, {"type": "string", "pattern": _any_of(beside.others("yesno"))}]}
    refers = next((mark.to for mark in marks if isinstance(mark, Refers)), "")
    shape = _TEXT if refers == "groups" else shape  # by its name, too
    return (f"{hint}，要在{_WHERE[refers]}里有" if refers in _WHERE else hint), shape


_WHERE: Final = MappingProxyType({
    "people": " people.csv ", "groups": " village.yaml 的 groups ", "staff": " data/town.yaml 的 staff ",
    "villages": " data/town.yaml 的 villages ", "items": "镇开的问题", "standards": "42项标准",
})  # fmt: skip


def _words(word: Word, beside: Beside | None) -> tuple[str, Schema]:
    labels = [zh for zh, _ in WORDS[word.name].values()]
    known: Schema = {"enum": [*labels, *WORDS[word.name]]}
    if others := beside.others(word.name) if beside else []:
        around = ".*" if word.name == "places" else ""  # floors and rooms
        known = {"anyOf": [known, {"type": "string", "pattern": _any_of(others, around)}]}
    if isinstance(word, WordList):
        return f"从这些里选，可以几个：{'、'.join(labels)}", _several(known)
    return f"从这些里选：{'、'.join(labels)}", known
