"""Records put into the text of their file: which key, which columns, in which language
its neighbours are written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from branchstd.catalogue.everyday import Everyday
from branchstd.records.base import NOWHERE
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS
from branchstd.store.layout import TOWN_ON_VILLAGE, FileSpec
from branchstd.store.parser import Context, RecordParser
from branchstd.store.schemas import modeline
from branchstd.text.csv import csv_text
from branchstd.text.nodes import MappingNode, Node, SequenceNode, Value, plain
from branchstd.text.rows import append_row, change_rows
from branchstd.text.splice import Key, Path, SpliceError, append, fill, remove
from branchstd.text.yaml import TooMuchError, read_yaml

# Excel takes a table without this mark for GBK.
BOM: Final = "\ufeff"
Values = Mapping[str, Value]
Spot = tuple[int, int]


class Inner(NamedTuple):
    """A record to be put into the one at a spot, under the name of its field."""

    spot: Spot
    name: str
    values: Values


def written(value: Any, words: str, *, chinese: bool) -> Value:
    """A field's value as a file holds it. words: the closed list that it takes, empty
    for none; chinese: whether its words are labels, and no codes.
    """
    if isinstance(value, bool):
        return ("是" if value else "否") if chinese else ("yes" if value else "no")
    if isinstance(value, tuple):
        return [written(part, words, chinese=chinese) for part in value]
    if isinstance(value, Mapping):
        return dict(value)
    return WORDS[words][value][0] if words and chinese else value


def blank(file: str, spec: FileSpec) -> str:
    """A table with nothing but its Chinese head, or a list with nothing in it."""
    model = KINDS[spec.kind]
    if spec.name.endswith(".csv"):
        head = [
            str(info.title)
            for name, info in model.model_fields.items()
            if name not in model.nested
        ]
        return BOM + csv_text([head])
    empty = f"{spec.key}: []\n" if spec.key else ""
    return f"{modeline(file)}# {model.zh}，{model.writer}记\n{empty}"


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


def with_changes(
    data: bytes,
    file: str,
    spec: FileSpec,
    changes: Mapping[Spot, Mapping[str, Value | None]],
    gone: Collection[Spot] = (),
    *,
    inner: Sequence[Inner] = (),
    words: Everyday,
) -> bytes:
    """Records with fields set anew or, for None, left out, and whole records taken out;
    each by the line and column at which it stands, nested ones by their own; column 0:
    wherever on the line. In a list, what a record says already stays as it is written,
    also each step of a mapping of them. inner: records to be put into others.

    Raises SpliceError, also where no record stands on a line, or more than one that may
    be meant.
    """
    if spec.name.endswith(".csv"):
        cells = {
            (line, _key(words, spec.kind, name)): "" if value is None else _cell(value)
            for (line, _), values in changes.items()
            for name, value in values.items()
        }
        return change_rows(data, file, cells, {line for line, _ in gone})
    node, problems = read_yaml(data, file)
    if node is None:
        raise SpliceError(problems)
    there = [*_standing(node, spec, words)]
    edits = [
        edit
        for spot in changes
        if spot not in gone
        for edit in _edits(_at(there, spot, changes[spot]), changes[spot], file, words)
    ]
    # Paths stay true: fields come before entries, and of these the last goes first.
    edits.sort(key=lambda edit: edit[1] is None)
    for one in inner:
        data = _put_in(data, file, _at(there, one.spot), one, words)
    last_first = sorted(set(gone), reverse=True)
    edits += [(_at(there, spot).path, None, ()) for spot in last_first]
    for path, value, order in edits:
        if value is None:
            data = remove(data, file, path)
        else:
            data = fill(data, file, path, value, order)
    return data


def _put_in(
    data: bytes, file: str, standing: _Standing, one: Inner, words: Everyday
) -> bytes:
    path, kind, node = standing
    holder = plain(node)
    entry = _spoken(words, KINDS[kind].nested[one.name], one.values, [holder])
    key = _order(words, kind, one.name, holder)
    return append(data, file, (*path, key), entry, _fields(words, kind), flow=True)


class _Standing(NamedTuple):
    """Where a record stands in a YAML file."""

    path: Path
    kind: str
    node: MappingNode


_Edit = tuple[Path, Value | None, tuple[Key, ...]]


def _standing(node: Node, spec: FileSpec, words: Everyday) -> Iterator[_Standing]:
    """Every record of a file, also those that stand in others."""
    if spec.key is None:
        yield from _with_inner(node, spec.kind, (), words)
    elif isinstance(node, MappingNode):
        names = words.top(spec.key, spec.kind)
        yield from _listed(node, names, spec.kind, (), words)


def _with_inner(
    node: Node, kind: str, path: Path, words: Everyday
) -> Iterator[_Standing]:
    if isinstance(node, MappingNode):
        yield _Standing(path, kind, node)
        for name, inner in KINDS[kind].nested.items():
            yield from _listed(node, _key(words, kind, name), inner, path, words)


def _listed(
    holder: MappingNode, names: Key, kind: str, path: Path, words: Everyday
) -> Iterator[_Standing]:
    for key, value in holder.entries:
        if key.text in names and isinstance(value, SequenceNode):
            for place, node in enumerate(value.items):
                yield from _with_inner(node, kind, (*path, (key.text,), place), words)


def _at(there: list[_Standing], spot: Spot, values: Collection[str] = ()) -> _Standing:
    """The one record at a spot that has these fields. Raises SpliceError."""
    line, column = spot
    found = [
        one
        for one in there
        if one.node.line == line
        and column in {0, one.node.column}
        and KINDS[one.kind].model_fields.keys() >= {*values}
    ]
    if len(found) != 1:
        raise SpliceError
    return found[0]


def _edits(
    standing: _Standing, values: Mapping[str, Value | None], file: str, words: Everyday
) -> Iterator[_Edit]:
    """What makes a record say these values, by the keys under which they were read."""
    path, kind, node = standing
    record = None
    with suppress(TooMuchError):
        record = RecordParser(file, Context(words)).take(kind, node)
    mark = NOWHERE if record is None else record.mark
    at = {mark.of(name)[1:3]: name for name in mark.fields}
    read = {key.text: at.get((there.line, there.column)) for key, there in node.entries}
    nodes = {key.text: there for key, there in node.entries}
    for name, value in values.items():
        now = getattr(record, name, None)
        same = now == (tuple(value) if isinstance(value, list) else value)
        if same and record is not None:
            continue
        names = (
            *(key for key, field in read.items() if field == name),
            *(key for key in _order(words, kind, name, read) if not read.get(key)),
        )
        there = next((nodes[key] for key in names if key in nodes), None)
        if value and isinstance(value, Mapping) and isinstance(there, MappingNode):
            for step, day, order in _steps((kind, name), there, now, value, words):
                yield (*path, names, step), day, order
        elif value is not None and value != {}:
            yield (*path, names), value, _fields(words, kind)
        elif there is not None:
            yield (*path, names), None, ()


def _steps(
    field: tuple[str, str],
    node: MappingNode,
    now: Mapping[str, Value] | None,
    value: Mapping[str, Value],
    words: Everyday,
) -> Iterator[tuple[Key, Value | None, tuple[Key, ...]]]:
    """The steps that differ, each by its key or by one in the language of the others.
    now: as they were read, None: as they stand.
    """
    said = words.codes.get(".".join(field), {})
    keys = {words.code_of(*field, key.text): key.text for key, _ in node.entries}
    if now is None:
        now = {step: plain(node)[key] for step, key in keys.items()}
    chinese = any(not key.isascii() for key in keys.values())
    order = tuple((step, *said[step]) for step in said)
    for step in {**value, **now}:
        if str(value.get(step)) != str(now.get(step)):
            new = said[step][0] if chinese and step in said else step
            yield (keys.get(step, new),), value.get(step), order


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
