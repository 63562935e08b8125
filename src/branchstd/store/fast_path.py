"""Records that are written as records have it, made at once: of a thousand rows nearly
all are.

Each field's text is read alone, by its type. What may mean something else, what rests
on what stands beside it and all that is wrong is declined, and left to the parser that
looks closely; what both read is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import PydanticCustomError

from branchstd.catalogue.everyday import Everyday
from branchstd.records import types
from branchstd.records.base import Record, field_types
from branchstd.records.town import KINDS
from branchstd.records.types import FieldType, split_list
from branchstd.text.nodes import MappingNode, Node, Scalar, plain

if TYPE_CHECKING:
    from branchstd.store.parser import Codes

# The value of what stands in a field; None where it has to be looked at closely.
Reader = Callable[[Node], Any]
# Columns repeat their texts: days, months, amounts.
_REMEMBERED: Final = 8192


class FastPath:
    """The readers of one kind's fields. codes: those of people and groups, as far as
    they are known.
    """

    def __init__(self, kind: str, words: Everyday, codes: Mapping[str, Codes]) -> None:
        self._model = KINDS[kind]
        self._readers = {
            name: _reader(kind, name, how, words, codes)
            for name, how in field_types(self._model).items()
        }

    def read(self, nodes: Mapping[str, Node]) -> Record | None:
        """The record of these fields, without what stands in it; None where one of them
        is declined, or lacks.
        """
        values: dict[str, Any] = {}
        for name, node in nodes.items():
            if (reader := self._readers.get(name)) is not None:
                value = reader(node)
                if value is None:
                    return None
                values[name] = value
        needed, defaults = _fields(self._model)
        if not needed <= values.keys():
            return None
        return self._model.of_values({**defaults, **values}, values)


@cache
def _fields(model: type[Record]) -> tuple[frozenset[str], Mapping[str, Any]]:
    """The names of those that must be there; what each is where nothing stands."""
    fields = model.model_fields.items()
    needed = frozenset(name for name, info in fields if info.is_required())
    return needed, {n: None if n in needed else info.default for n, info in fields}


def _reader(
    kind: str, name: str, how: FieldType, words: Everyday, codes: Mapping[str, Codes]
) -> Reader:
    if how.words:
        return _decline if how.by or how.several else _word_reader(how, words)
    if how.refers is not None:
        codes_there = codes.get(how.refers)
        known = codes_there.known if codes_there else None
        if not how.several:
            return _code_reader(how, known)
        if words.words_for(kind, name):
            return _contents_reader(how, lambda text: words.codes_in(kind, name, text))
        return _list_reader(how, known)
    if how.spell:
        return lambda node: (
            _read_spelt(how, node.text) if isinstance(node, Scalar) else None
        )
    return lambda node: _read(how, plain(node))


def _decline(_: Node) -> None:
    return None


def _word_reader(how: FieldType, words: Everyday) -> Reader:
    meant: dict[str, Any] = {}

    def read(node: Node) -> Any:
        if not isinstance(node, Scalar):
            return None
        text = node.text
        if text not in meant:
            code = words.code(how.words, text)
            meant[text] = None if code is None else _read(how, code)
        return meant[text]

    return read


def _code_reader(how: FieldType, known: set[str] | None) -> Reader:
    def read(node: Node) -> Any:
        if not isinstance(node, Scalar):
            return None
        if known is None:
            return _read(how, node.text)
        return node.text if node.text in known else None

    return read


def _list_reader(how: FieldType, known: set[str] | None) -> Reader:
    def read(node: Node) -> Any:
        texts = _texts(node)
        if texts is None or known is None:
            return texts if texts is None else _read(how, texts)
        return tuple(texts) if all(map(known.__contains__, texts)) else None

    return read


def _contents_reader(how: FieldType, codes_in: Callable[[str], list[str]]) -> Reader:
    """Of a list in which words stand for codes."""
    meant: dict[str, list[str]] = {}

    def read(node: Node) -> Any:
        codes: list[str] = []
        for text in _texts(node) or ():
            if text not in meant:
                meant[text] = codes_in(text)
            codes += meant[text]
        return _read(how, codes) if codes else None

    return read


def _texts(node: Node) -> list[str] | None:
    """The parts of a list; none of what is written for nobody; None of what is no
    list.
    """
    if isinstance(node, Scalar):
        nobody = node.text.strip() in types.NOBODY
        return [] if nobody else split_list(node.text) or [node.text]
    if isinstance(node, MappingNode):
        return None
    found: list[str] = []
    for part in node.items:
        if not isinstance(part, Scalar):
            return None
        found += split_list(part.text) or [part.text]
    return found


@lru_cache(_REMEMBERED)
def _read_spelt(how: FieldType, text: str) -> Any:
    """Of a day, month or number in the form that records have."""
    spelt = how.spell and how.spell(text, None)
    return _read(how, text) if spelt == text else None


def _read(how: FieldType, said: object) -> Any:
    try:
        return how.read(said)
    except PydanticCustomError:
        return None
