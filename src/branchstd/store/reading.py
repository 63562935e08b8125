"""One record file to typed records: bytes, text, types, and everything found wrong on the way."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from branchstd.findings import Place, Problem, Severity, nearest, shown
from branchstd.records.base import Record
from branchstd.records.holdings import Broken
from branchstd.records.town import KINDS
from branchstd.records.types import markers, read_date, read_month, read_period
from branchstd.store.files import named, read_bytes
from branchstd.store.layout import TOWN_FILES, VILLAGE_FILES, FileSpec
from branchstd.store.privacy import scan
from branchstd.store.typing import Typist, labels
from branchstd.text.cells import respelt
from branchstd.text.csv import LEFT_OUT, read_csv
from branchstd.text.nodes import Mapping, Node, Scalar, Table
from branchstd.text.yaml import read_yaml


class Read(NamedTuple):
    """What one file gave. `extra`: nodes of top keys that are not records (settings maps)."""

    records: dict[str, list[Record]]
    broken: list[Broken]
    problems: list[Problem]
    extra: dict[str, Node]


def read_records(
    root: Path, path: Path, keys: dict[str, str], spec: FileSpec | None = None, draft: bytes | None = None
) -> Read:
    """A YAML file whose top keys hold lists of records (`keys`: top key to kind), or a CSV of one kind.

    draft: what the file is to hold, taken instead of what it holds.
    """
    file = named(root, path)
    kinds = spec.kinds if spec else tuple(keys.values())
    data = read_bytes(root, path) if draft is None else draft
    return unread(file, kinds, [data]) if isinstance(data, Problem) else read_bytes_of(data, file, keys, kinds)


def read_bytes_of(data: bytes, file: str, keys: dict[str, str], kinds: tuple[str, ...]) -> Read:
    """The same of bytes: a table where its name says so. kinds: all that may stand in the file."""
    personal = list(scan(data, file))
    if file.endswith(".csv"):
        table, problems = read_csv(data, file)
        read = _rows(file, kinds, table, list(problems))
    else:
        node, problems = read_yaml(data, file)
        read = _lists(file, kinds, keys, node, list(problems))
    read.problems.extend(personal)
    return read


def read_single(root: Path, path: Path, kind: str, settings: tuple[str, ...] = (), draft: bytes | None = None) -> Read:
    """A YAML file that is one record, with the settings maps beside its fields taken out."""
    file = named(root, path)
    data = read_bytes(root, path) if draft is None else draft
    if isinstance(data, Problem):
        return unread(file, _single(kind), [data])
    return read_single_bytes(data, file, kind, settings)


def read_single_bytes(data: bytes, file: str, kind: str, settings: tuple[str, ...] = ()) -> Read:
    """The same of bytes."""
    node, problems = read_yaml(data, file)
    if node is None:
        return unread(file, _single(kind), [*problems, *scan(data, file)])
    typist, extra = Typist(file), {}
    if isinstance(node, Mapping):
        extra = {key.text: value for key, value in node.entries if key.text in settings}
        rest = tuple((key, value) for key, value in node.entries if key.text not in settings)
        node = Mapping(rest, node.line, node.column)
    typist.take(kind, node)
    return Read(typist.records, typist.broken, [*problems, *typist.problems, *scan(data, file)], extra)


def _single(kind: str) -> tuple[str, ...]:
    return (kind, *KINDS[kind].nested.values())


def unread(file: str, kinds: tuple[str, ...], problems: list[Problem]) -> Read:
    """A file that gave nothing: unless it was merely empty, all its kinds are unknown, not missing."""
    unknown = any(problem.unreadable for problem in problems)
    return Read({}, [Broken(kind, Place(file)) for kind in kinds if unknown], problems, {})


def _lists(file: str, kinds: tuple[str, ...], keys: dict[str, str], node: Node | None, problems: list[Problem]) -> Read:
    if node is None:
        return unread(file, kinds, problems)
    typist = Typist(file)
    if not isinstance(node, Mapping):
        typist.report("top_not_mapping", node, key=next(iter(keys)))
        return Read({}, [Broken(kind, Place(file)) for kind in kinds], [*problems, *typist.problems], {})
    known = keys | {KINDS[kind].zh: kind for kind in keys.values()}
    for key, value in node.entries:
        if key.text in known:
            typist.take_list(known[key.text], value)
        else:
            near = nearest(key.text, tuple(known))
            typist.report("unknown_field", key, key=shown(key.text), near=near, record=kinds[0])
            typist.broken.extend(Broken(kind, typist.place(key)) for kind in kinds)
    return Read(typist.records, typist.broken, [*problems, *typist.problems], {})


def _rows(file: str, kinds: tuple[str, ...], table: Table | None, problems: list[Problem]) -> Read:
    if table is None:
        return unread(file, kinds, problems)
    typist, kind = Typist(file), kinds[0]
    known = labels(kind)
    for cell in table.header:
        if cell.text not in known:
            near = nearest(cell.text, tuple(known))
            typist.report("unknown_column", cell, key=shown(cell.text), near=near, record=kind)
            # A misspelt column hides what was recorded; a column of the clerk's own hides nothing.
            typist.broken += [Broken(kind, typist.place(cell))] if near else []
    columns = [(number, cell) for number, cell in enumerate(table.header) if cell.text in known]
    rows, told = _respelt(file, kind, columns, table.rows)
    problems += told
    for row in rows:
        typist.take(kind, _as_mapping(columns, row))
    lost = [Broken(kind, p.place) for p in problems if p.code in LEFT_OUT]
    return Read(typist.records, [*typist.broken, *lost], [*problems, *typist.problems], {})


def _respelt(
    file: str, kind: str, columns: list[tuple[int, Scalar]], rows: Iterable[tuple[Scalar, ...]]
) -> tuple[list[tuple[Scalar, ...]], list[Problem]]:
    """Days as spreadsheets write them are read all the same, and told once a column."""
    dated = {number: cell for number, cell in columns if labels(kind)[cell.text] in _dated(kind)}
    counts: dict[int, int] = {}
    found = []
    for row in rows:
        cells = list(row)
        for number in dated:
            cell = row[number]
            if "/" in cell.text and (text := respelt(cell.text)) != cell.text:
                cells[number] = Scalar(text, cell.line, cell.column)
                counts[number] = counts.get(number, 0) + 1
        found.append(tuple(cells))
    places = (
        (Place(file, dated[n].line, dated[n].column), {"key": dated[n].text, "count": str(c)})
        for n, c in counts.items()
    )
    return found, [Problem("csv_excel_date", place, values, Severity.WARNING) for place, values in places]


@cache
def _dated(kind: str) -> frozenset[str]:
    """Fields that hold days or months."""
    readers = {read_date, read_month, read_period}
    fields = KINDS[kind].model_fields.items()
    return frozenset(name for name, info in fields if {getattr(mark, "func", None) for mark in markers(info)} & readers)


def dated_columns(name: str) -> frozenset[str]:
    """Columns of days in a table of the layout, under both of their names."""
    spec = next((spec for spec in (*VILLAGE_FILES, *TOWN_FILES) if spec.name == name), None)
    if spec is None or spec.key is not None:
        return frozenset()
    return frozenset(label for label, field in labels(spec.kind).items() if field in _dated(spec.kind))


def _as_mapping(columns: list[tuple[int, Scalar]], row: tuple[Scalar, ...]) -> Mapping:
    entries = tuple((cell, row[number]) for number, cell in columns)
    return Mapping(entries, row[0].line, 1)


def read_spec(root: Path, path: Path, spec: FileSpec, draft: bytes | None = None) -> Read:
    """A file of the layout's table."""
    return read_records(root, path, {spec.key: spec.kind} if spec.key else {}, spec, draft)


def merge(reads: Iterable[Read]) -> dict[str, tuple[Record, ...]]:
    """Records of several files by kind, in the order of the files."""
    merged: dict[str, list[Record]] = {}
    for read in reads:
        for kind, records in read.records.items():
            merged.setdefault(kind, []).extend(records)
    return {kind: tuple(records) for kind, records in merged.items()}


def read_names(root: Path, path: Path) -> dict[str, str]:
    """Names by code from a CSV with the columns code (or 代码) and name (or 姓名); nothing where there is none.

    The file is a convenience of one computer: what cannot be read is left out, the codes stand for themselves.
    """
    data = read_bytes(root, path) if path.exists() else None
    table = read_csv(data, path.name)[0] if isinstance(data, bytes) else None
    if table is None:
        return {}
    columns = {_NAMES.get(cell.text): number for number, cell in enumerate(table.header)}
    if not {"code", "name"} <= columns.keys():
        return {}
    return {row[columns["code"]].text: row[columns["name"]].text for row in table.rows}


_NAMES = {"code": "code", "代码": "code", "人员代码": "code", "name": "name", "姓名": "name"}
