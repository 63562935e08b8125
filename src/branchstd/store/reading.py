"""One record file to typed records: bytes, text, types, and everything found wrong on
the way.

Numbers that have no place in files (national IDs, phones, bank cards) are found
anywhere and never echoed.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from branchstd.findings import (
    MOST_TOLD,
    Place,
    Problem,
    Severity,
    excerpt,
    few,
    nearest,
)
from branchstd.mask import find_numbers
from branchstd.records.base import Record
from branchstd.records.holdings import Broken
from branchstd.records.persons import is_name
from branchstd.records.town import KINDS
from branchstd.root import MARK
from branchstd.store.files import list_folder, path_name, read_bytes
from branchstd.store.layout import (
    ENTRIES,
    SAID,
    TOWN_FILES,
    TOWN_ON_VILLAGE,
    VILLAGE_FILES,
    FileSpec,
    Room,
)
from branchstd.store.parser import (
    NAMES,
    Codes,
    Context,
    RecordParser,
    field_of_codes,
    labels,
)
from branchstd.store.strict import everyday
from branchstd.text.csv import LEFT_OUT, read_csv
from branchstd.text.nodes import CsvTable, MappingNode, Node, Scalar
from branchstd.text.yaml import TooMuchError, read_yaml

# Top keys of data/town.yaml that are settings and no records.
SETTINGS: Final = ("parameters", "dates", "lists")
NO_CODES: Final[Mapping[str, Codes]] = MappingProxyType({})


class Read(NamedTuple):
    """What one file gave. `extra`: nodes of top keys that are not records (settings
    maps). `respelt`: as of Typist.
    """

    records: dict[str, list[Record]]
    broken: list[Broken]
    problems: list[Problem]
    extra: dict[str, Node]
    respelt: Mapping[tuple[int, int], str] = MappingProxyType({})


def read_records(
    root: Path,
    path: Path,
    keys: dict[str, str],
    spec: FileSpec | None = None,
    *,
    draft: bytes | None = None,
    codes: Mapping[str, Codes] = NO_CODES,
    room: Room | None = None,
) -> Read:
    """A YAML file whose top keys hold lists of records (`keys`: top key to kind), or a
    CSV of one kind.

    draft: what the file is to hold, taken instead of what it holds. codes: those of
    people and groups, where known.
    room: how much of it is read.
    """
    file = path_name(root, path)
    kinds = spec.kinds if spec else tuple(keys.values())
    data = read_bytes(root, path) if draft is None else draft
    if isinstance(data, Problem):
        return unread(data.place.file, kinds, [data])
    return read_bytes_of(
        data,
        file,
        keys,
        kinds,
        Context(everyday(root), codes=codes, room=room or Room()),
    )


def read_bytes_of(
    data: bytes,
    file: str,
    keys: dict[str, str],
    kinds: tuple[str, ...],
    context: Context | None = None,
) -> Read:
    """The same of bytes: a table where its name says so. kinds: all that may stand in
    the file.
    """
    typist = RecordParser(file, context)
    room = typist.context.room
    if fault := room.too_large(data, file):
        return unread(file, kinds, [fault])
    if file.endswith(".csv") or not keys:  # a form to fill in may be called anything
        table, problems = read_csv(data, file, typist.keys(kinds[0]), room.entries)
        read = _rows(typist, kinds, table, list(problems))
    else:
        node, problems = read_yaml(data, file, room.nodes)
        read = _lists(typist, kinds, keys, node, list(problems))
    read.problems.extend(few(scan(data, file)))
    return read


def read_single(
    root: Path,
    path: Path,
    kind: str,
    settings: tuple[str, ...] = (),
    draft: bytes | None = None,
    *,
    room: Room | None = None,
) -> Read:
    """A YAML file that is one record, with the settings maps beside its fields taken
    out.
    """
    file = path_name(root, path)
    data = read_bytes(root, path) if draft is None else draft
    if isinstance(data, Problem):
        return unread(data.place.file, _single(kind), [data])
    return read_single_bytes(
        data, file, kind, settings, Context(everyday(root), room=room or Room())
    )


def read_single_bytes(
    data: bytes,
    file: str,
    kind: str,
    settings: tuple[str, ...] = (),
    context: Context | None = None,
) -> Read:
    """The same of bytes."""
    typist, extra = RecordParser(file, context), {}
    room = typist.context.room
    if fault := room.too_large(data, file):
        return unread(file, _single(kind), [fault])
    node, problems = read_yaml(data, file, room.nodes)
    personal = tuple(few(scan(data, file)))
    if node is None:
        return unread(file, _single(kind), [*problems, *personal])
    if isinstance(node, MappingNode):
        extra = {key.text: value for key, value in node.entries if key.text in settings}
        rest = tuple(
            (key, value) for key, value in node.entries if key.text not in settings
        )
        node = MappingNode(rest, node.line, node.column)
    with suppress(TooMuchError):
        typist.take(kind, node)
    return _read(typist, _single(kind), [*problems, *personal], extra)


def _single(kind: str) -> tuple[str, ...]:
    return (kind, *KINDS[kind].nested.values())


def unread(file: str, kinds: tuple[str, ...], problems: list[Problem]) -> Read:
    """A file that gave nothing: unless it was merely empty, all its kinds are unknown,
    not missing.
    """
    unknown = any(problem.unreadable for problem in problems)
    return Read(
        {}, [Broken(kind, Place(file)) for kind in kinds if unknown], problems, {}
    )


def _lists(
    typist: RecordParser,
    kinds: tuple[str, ...],
    keys: dict[str, str],
    node: Node | None,
    problems: list[Problem],
) -> Read:
    if node is None:
        return unread(typist.file, kinds, problems)
    with suppress(TooMuchError):
        _take_lists(typist, kinds, keys, node)
    return _read(typist, kinds, problems)


def _take_lists(
    typist: RecordParser, kinds: tuple[str, ...], keys: dict[str, str], node: Node
) -> None:
    if not isinstance(node, MappingNode):
        typist.broken.extend(Broken(kind, Place(typist.file)) for kind in kinds)
        typist.report("top_not_mapping", node, key=next(iter(keys)))
        return
    known = {
        said: kind
        for key, kind in keys.items()
        for said in typist.context.words.top(key, kind)
    }
    for key, value in node.entries:
        if key.text in known:
            typist.take_list(known[key.text], value)
        else:
            near = nearest(key.text, tuple(known))
            typist.report(
                "unknown_field", key, key=excerpt(key.text), near=near, record=kinds[0]
            )
            typist.broken.extend(Broken(kind, typist.place(key)) for kind in kinds)


def _read(
    typist: RecordParser,
    kinds: tuple[str, ...],
    problems: list[Problem],
    extra: dict[str, Node] | None = None,
) -> Read:
    """What was typed; nothing of a file for which there was no room."""
    if any(problem.unreadable for problem in typist.problems):
        return unread(typist.file, kinds, [*problems[:MOST_TOLD], *typist.problems])
    found = [*problems, *typist.notes(), *typist.problems]
    return Read(typist.records, typist.broken, found, extra or {}, typist.respelt)


def _rows(
    typist: RecordParser,
    kinds: tuple[str, ...],
    table: CsvTable | None,
    problems: list[Problem],
) -> Read:
    kind = kinds[0]
    if table is None:
        told = [
            replace(p, values={**p.values, "wanted": _labels(kind)})
            if p.code == "csv_title"
            else p
            for p in problems
        ]
        return unread(typist.file, kinds, told)
    with suppress(TooMuchError):
        typist.tell(problems)
        columns = _columns(typist, kind, table)
        if lacking := _lacking(typist, kind, table):
            misspelt = [p for p in typist.problems if p.values.get("near")]
            kept = [p for p in problems if p.code not in LEFT_OUT]
            return unread(typist.file, kinds, [*kept, lacking, *misspelt])
        for row in table.rows:
            typist.take(kind, _as_mapping(columns, row))
    typist.broken += [Broken(kind, p.place) for p in problems if p.code in LEFT_OUT]
    return _read(typist, kinds, problems)


def _columns(
    typist: RecordParser, kind: str, table: CsvTable
) -> list[tuple[int, Scalar]]:
    """Those of fields, by their number; the others are told."""
    known = dict(typist.keys(kind))
    for number, cell in enumerate(table.header):
        texts = [row[number].text for row in table.rows]
        if cell.text not in known and (name := field_of_codes(kind, cell.text, texts)):
            known[cell.text] = name
    named = {cell.text for cell in table.header}
    columns = [
        (number, cell)
        for number, cell in enumerate(table.header)
        if _is_field(cell.text, known, named, kind)
    ]
    typist.headings = {known[cell.text]: cell for _, cell in columns}
    taken = {number for number, _ in columns}
    for cell in (
        cell for number, cell in enumerate(table.header) if number not in taken
    ):
        if cell.text in NAMES:
            typist.report("names_apart", cell, key=cell.text)
            continue
        if cell.text in typist.context.words.unkept:
            typist.report("not_kept", cell, Severity.WARNING, key=excerpt(cell.text))
            continue
        near = nearest(cell.text, tuple(labels(kind)))
        typist.report(
            "unknown_column", cell, key=excerpt(cell.text), near=near, record=kind
        )
        # A misspelt column hides what was recorded; a column of the clerk's own hides
        # nothing.
        typist.broken += [Broken(kind, typist.place(cell))] if near else []
    return columns


def _lacking(typist: RecordParser, kind: str, table: CsvTable) -> Problem | None:
    """Columns without which no row can be read."""
    fields = KINDS[kind].model_fields.items()
    lacking = [
        name
        for name, info in fields
        if info.is_required() and name not in typist.headings
    ]
    seen = "、".join(excerpt(cell.text) for cell in table.header)
    values = {"seen": seen, "lacking": _labels(kind, lacking), "wanted": _labels(kind)}
    line = table.header[0].line if table.header else 1
    return (
        Problem("columns_missing", Place(typist.file, line), values, unreadable=True)
        if lacking
        else None
    )


def _is_field(
    heading: str, known: Mapping[str, str], named: set[str], kind: str
) -> bool:
    """Whether a column is a field's; beside one with the field's own name, an everyday
    word is a clerk's own column.
    """
    name = known.get(heading)
    own = {name, str(KINDS[kind].model_fields[name].title)} if name else set()
    return bool(name) and (heading in own or not named & own)


def _labels(kind: str, names: Iterable[str] | None = None) -> str:
    """Headings of a table, as a line of it."""
    fields = KINDS[kind].model_fields
    return ",".join(
        str(fields[name].title) for name in (fields if names is None else names)
    )


def _as_mapping(
    columns: list[tuple[int, Scalar]], row: tuple[Scalar, ...]
) -> MappingNode:
    entries = tuple((cell, row[number]) for number, cell in columns)
    return MappingNode(entries, row[0].line, 1)


def read_spec(
    root: Path,
    path: Path,
    spec: FileSpec,
    draft: bytes | None = None,
    codes: Mapping[str, Codes] = NO_CODES,
    *,
    room: Room | None = None,
) -> Read:
    """A file of the layout's table."""
    keys, room = {spec.key: spec.kind} if spec.key else {}, room or Room(spec.most)
    return read_records(root, path, keys, spec, draft=draft, codes=codes, room=room)


def read_layout(root: Path, path: Path, data: bytes) -> Read:
    """Bytes as the record file that has this path."""
    if path == root / MARK:
        return read_single(
            root, path, "town", SETTINGS, data, room=Room(times=villages(root))
        )
    if path.match("data/town/*/villages/*.yaml"):
        return read_records(
            root, path, dict(TOWN_ON_VILLAGE), draft=data, room=Room(SAID)
        )
    spec = next(spec for spec in (*VILLAGE_FILES, *TOWN_FILES) if path.match(spec.name))
    if spec.key is None and path.suffix == ".yaml":
        return read_single(root, path, spec.kind, draft=data, room=Room(spec.most))
    return read_spec(
        root,
        path,
        spec,
        data,
        room=Room(spec.most, villages(root) if spec in TOWN_FILES else 1),
    )


def villages(root: Path) -> int:
    """How many there may be, each with a folder: what a town may write grows with
    them.
    """
    return max(1, len(list_folder(root, root / "data" / "villages")))


def merge(reads: Iterable[Read]) -> dict[str, tuple[Record, ...]]:
    """Records of several files by kind, in the order of the files."""
    merged: dict[str, list[Record]] = {}
    for read in reads:
        for kind, records in read.records.items():
            merged.setdefault(kind, []).extend(records)
    return {kind: tuple(records) for kind, records in merged.items()}


def read_names(root: Path, path: Path) -> tuple[dict[str, str], list[Problem]]:
    """Names by code from a CSV with the columns code (or 代码) and name (or 姓名);
    nothing where there is none.

    The file is a convenience of one computer: what cannot be read is left out, the
    codes stand for themselves; what cannot be a name is left out and told.
    """
    data = read_bytes(root, path)
    table = (
        read_csv(data, path.name, most=ENTRIES)[0] if isinstance(data, bytes) else None
    )
    columns = (
        {_NAMES.get(cell.text): number for number, cell in enumerate(table.header)}
        if table
        else {}
    )
    if table is None or not {"code", "name"} <= columns.keys():
        return {}, []
    rows = [(row[columns["code"]].text, row[columns["name"]]) for row in table.rows]
    odd = [cell for _, cell in rows if cell.text and not is_name(cell.text)]
    told = [
        Problem(
            "not_a_name",
            Place(path_name(root, path), c.line, c.column),
            {},
            Severity.WARNING,
        )
        for c in odd
    ]
    return {code: cell.text for code, cell in rows if is_name(cell.text)}, told


_NAMES = {
    "code": "code",
    "代码": "code",
    "人员代码": "code",
    "name": "name",
    "姓名": "name",
}


WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Looked through together, parted by a sign that stands in no number: line by line it
# takes three times as long.
LINES: Final = 1000


def scan(data: bytes, file: str) -> Iterator[Problem]:
    """One problem for each personal number in a file's text, comments and keys
    included, at its line and column.
    """
    every = re.split(r"\r\n|\r|\n", _decode(data))
    for first in range(0, len(every), LINES):
        lines = every[first : first + LINES]
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        for start, code in sorted(
            {(one.start, one.code) for one in find_numbers(";".join(lines))}
        ):
            row = bisect_right(starts, start) - 1
            yield Problem(code, Place(file, first + row + 1, start - starts[row] + 1))


def _decode(data: bytes) -> str:
    if data.startswith(WIDE):
        return data.decode("utf-16", "replace")
    try:
        # It may be cut in a character.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
