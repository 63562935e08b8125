"""What an import makes of the village's files: each change in its file, every other
character as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from branchstd.catalogue.everyday import Everyday
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.records.types import NOBODY
from branchstd.store.amending import (
    BOM,
    Inner,
    Spot,
    blank,
    with_changes,
    with_record,
    with_row,
    written,
)
from branchstd.store.layout import FileSpec
from branchstd.text.csv import read_csv
from branchstd.text.decode import end_lines
from branchstd.text.nodes import Value
from branchstd.text.rows import append_row, change_rows
from branchstd.text.splice import Key, SpliceError
from branchstd.workbook.merging import Merge, RecordChange
from branchstd.workbook.sheets import HOLDERS

NAMES_HEAD: Final = f"{BOM}代码,姓名\n"


@dataclass(frozen=True)
class Files:
    """Where a village's records lie. folder: of the year, from the root. chinese:
    whether records take Chinese words.
    """

    folder: str
    words: Everyday
    chinese: bool


@dataclass
class FileEdits:
    """What happens to one file."""

    spec: FileSpec
    changes: dict[Spot, dict[str, Value | None]] = field(default_factory=dict)
    gone: list[Spot] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)
    new: list[tuple[str, Mapping[str, Value]]] = field(default_factory=list)


def edits_by_file(found: Merge, files: Files) -> dict[str, FileEdits]:
    """The changes of an import by the file in which each stands."""
    by_file: dict[str, FileEdits] = {}
    for change in found.changes:
        sheet = change.sheet
        values = dict(_values(change, files))
        if change.record is not None:
            place = change.record.mark.place
            edits = by_file.setdefault(place.file, FileEdits(sheet.spec))
            spot = place.line, place.column
            if change.row is None:
                edits.gone.append(spot)
            else:
                edits.changes[spot] = values
            continue
        said = {name: value for name, value in values.items() if value is not None}
        if change.holder is not None:
            place = change.holder.mark.place
            edits = by_file.setdefault(place.file, FileEdits(sheet.spec))
            _, name = HOLDERS[sheet.kind]
            edits.inner.append(Inner((place.line, place.column), name, said))
            continue
        if change.inner:
            (name, inner) = next(iter(sheet.model.nested.items()))
            said[name] = [_inner_values(inner, one, files) for one in change.inner]
        file = f"{files.folder}/{_file_of(change)}"
        edits = by_file.setdefault(file, FileEdits(sheet.spec))
        edits.new.append((sheet.kind, said))
    return by_file


def _inner_values(
    kind: str, values: Mapping[str, Any], files: Files
) -> dict[str, Value]:
    """Of a record that stands in a new one; its keys are the fields' own names."""
    types = field_types(KINDS[kind])
    return {
        name: written(value, types[name].words, chinese=files.chinese)
        for name, value in values.items()
        if value is not None
    }


def _file_of(change: RecordChange) -> str:
    """Of a new record, in its folder: a month's has the month in its name."""
    day = change.values.get("date")
    name = change.sheet.spec.name
    return name.replace("*", f"{day:%Y-%m}") if isinstance(day, date) else name


def _values(change: RecordChange, files: Files) -> Iterator[tuple[str, Value | None]]:
    """As they are written into a file; of steps the whole mapping as it becomes."""
    types = field_types(change.sheet.model)
    fields = change.sheet.model.model_fields
    steps: dict[str, dict[str, Any]] = {}
    for key, value in change.values.items():
        name, _, step = key.partition(".")
        if step:
            now = getattr(change.record, name, None) or {}
            said = steps.setdefault(name, dict(now))
            said.pop(step, None)
            if value is not None:
                said[step] = value
        elif value is None or value == fields[name].default:
            yield name, None
        elif value == () and change.sheet.spec.key is None:
            yield name, NOBODY[files.chinese]
        else:
            yield name, written(value, types[name].words, chinese=files.chinese)
    for name, days in steps.items():
        yield name, days


def draft(
    data: bytes, file: str, edits: FileEdits, words: Everyday, newline: str = "\n"
) -> bytes:
    """The file with all of its changes. data: empty where there is none. newline: how
    lines of a new one end. Raises SpliceError.
    """
    spec = edits.spec
    if edits.changes or edits.gone or edits.inner:
        data = with_changes(
            data,
            file,
            spec,
            edits.changes,
            edits.gone,
            inner=edits.inner,
            words=words,
        )
    data = data or end_lines(blank(file, spec), newline)
    beside = {inner: name for name, inner in KINDS[spec.kind].nested.items()}
    for kind, values in edits.new:
        key = spec.key or beside.get(kind)
        if key is None:
            data = with_row(data, file, kind, values, words=words)
        else:
            flow = spec.key is None
            where = key, kind
            data = with_record(data, file, where, values, words=words, flow=flow)
    return data


def draft_names(
    data: bytes, file: str, names: Mapping[str, str], newline: str = "\n"
) -> bytes:
    """The office's own list of names with some of them set. newline: how lines of a new
    one end. Raises SpliceError.
    """
    data = data or end_lines(NAMES_HEAD, newline)
    for code, name in names.items():
        table, _ = read_csv(data, file)
        if table is None:
            raise SpliceError
        at = next(
            (n for n, cell in enumerate(table.header) if cell.text in {"code", "代码"}),
            0,
        )
        line = next((row[at].line for row in table.rows if row[at].text == code), None)
        if line is None:
            cells: dict[Key, str] = {("code", "代码"): code, ("name", "姓名"): name}
            data = append_row(data, cells, file)
        else:
            data = change_rows(data, file, {(line, ("name", "姓名")): name})
    return data
