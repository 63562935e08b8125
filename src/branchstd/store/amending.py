"""Records put into the text of their file: which key, which columns, in which language
its neighbours are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from branchstd.catalogue.everyday import Everyday
from branchstd.records.town import KINDS
from branchstd.store.layout import TOWN_ON_VILLAGE, FileSpec
from branchstd.store.schemas import modeline
from branchstd.text.csv import csv_text
from branchstd.text.nodes import Value, plain
from branchstd.text.rows import append_row
from branchstd.text.splice import Key, SpliceError, append, fill
from branchstd.text.yaml import read_yaml

# Excel takes a table without this mark for GBK.
BOM: Final = "\ufeff"
Values = Mapping[str, Value]


def blank(file: str, spec: FileSpec) -> str:
    """A table with nothing but its Chinese head, or a list with nothing in it."""
    model = KINDS[spec.kind]
    if spec.key is None:
        head = [
            str(info.title)
            for name, info in model.model_fields.items()
            if name not in model.nested
        ]
        return BOM + csv_text([head])
    return f"{modeline(file)}# {model.zh}，{model.writer}记\n{spec.key}: []\n"


def with_row(
    data: bytes, file: str, kind: str, values: Values, *, words: Everyday
) -> bytes:
    """One more row of a table. Raises SpliceError."""
    cells = {_key(words, kind, name): _cell(value) for name, value in values.items()}
    return append_row(data, cells, file)


def with_record(
    data: bytes,
    file: str,
    where: tuple[str, str],
    values: Values,
    *,
    words: Everyday,
    flow: bool,
) -> bytes:
    """One more record under a top key. where: top key and kind. Raises SpliceError."""
    key, kind = where
    path = (words.top(key, kind),)
    order = tuple(words.top(*one) for one in TOWN_ON_VILLAGE.items())
    return append(
        data,
        file,
        path,
        _spoken(words, kind, values, _neighbours(data, file, path)),
        order,
        flow=flow,
    )


def with_nested(
    data: bytes,
    file: str,
    where: tuple[str, str, str],
    name: str,
    values: Values,
    *,
    words: Everyday,
) -> bytes:
    """One more record inside another. where: top key, kind, and the code of the record;
    name: its field.
    """
    path, holder = _holder(data, file, where, words)
    kind = KINDS[where[1]].nested[name]
    entry = _spoken(words, kind, values, [holder])
    return append(
        data,
        file,
        (*path, _order(words, where[1], name, holder)),
        entry,
        _fields(words, where[1]),
        flow=True,
    )


def with_fields(
    data: bytes,
    file: str,
    where: tuple[str, str, str],
    values: Values,
    *,
    words: Everyday,
) -> bytes:
    """A record with some of its fields set anew. Raises SpliceError."""
    for name, value in values.items():
        path, holder = _holder(data, file, where, words)
        data = fill(
            data,
            file,
            (*path, _order(words, where[1], name, holder)),
            value,
            _fields(words, where[1]),
        )
    return data


def _holder(
    data: bytes, file: str, where: tuple[str, str, str], words: Everyday
) -> tuple[tuple[Key | int, ...], Mapping[str, Any]]:
    """Path and content of the record with a code in its first field."""
    key, kind, code = where
    first = _key(words, kind, next(iter(KINDS[kind].model_fields)))
    path = (words.top(key, kind),)
    for place, entry in enumerate(_entries(data, file, path)):
        if isinstance(entry, dict) and any(entry.get(name) == code for name in first):
            return (*path, place), entry
    raise SpliceError


def _neighbours(data: bytes, file: str, path: tuple[Key]) -> list[dict[str, Any]]:
    return [entry for entry in _entries(data, file, path) if isinstance(entry, dict)]


def _entries(data: bytes, file: str, path: tuple[Key]) -> list[Any]:
    """Every entry under a top key, in its place."""
    node = read_yaml(data, file)[0]
    tree = plain(node) if node is not None else {}
    listed = next(
        (tree[name] for name in path[0] if isinstance(tree, dict) and name in tree),
        None,
    )
    return listed if isinstance(listed, list) else []


def _spoken(
    words: Everyday, kind: str, values: Values, neighbours: list[Any]
) -> dict[str, Value]:
    """The record's keys in the language of the record before it."""
    last: Mapping[str, Any] = neighbours[-1] if neighbours else {}
    chinese = any(not key.isascii() for key in last)
    return {
        _key(words, kind, name)[-1 if chinese else 0]: value
        for name, value in values.items()
    }


def _order(words: Everyday, kind: str, name: str, holder: Mapping[str, Any]) -> Key:
    """All names of a field, first the one in the language of the record that it comes
    to stand in.
    """
    names = _key(words, kind, name)
    return names[::-1] if any(not key.isascii() for key in holder) else names


def _key(words: Everyday, kind: str, name: str) -> Key:
    """A field's own name, what people say for it, and last its label."""
    said = (
        word for word, field in words.headings.get(kind, {}).items() if field == name
    )
    return name, *said, str(KINDS[kind].model_fields[name].title)


def _fields(words: Everyday, kind: str) -> tuple[Key, ...]:
    return tuple(_key(words, kind, name) for name in KINDS[kind].model_fields)


def _cell(value: Value) -> str:
    if isinstance(value, (str, int, Decimal, date)):
        return str(value)
    return " ".join(map(str, value))
