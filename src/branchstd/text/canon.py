"""The canonical form of a record file: the same records and comments, indented, spaced and ended alike everywhere.

YAML: lists two blanks below their key, one blank behind commas and colons, LF, no trailing blanks, no BOM. CSV: UTF-8,
LF, days respelt, cells without blanks around them, no empty rows; a table that has the mark for spreadsheets keeps it,
one in GBK gets it.
"""

from __future__ import annotations

import io
from typing import Any, Final

import yaml
from ruamel.yaml import YAML

from branchstd.findings import Place, Problem
from branchstd.text.cells import respelt
from branchstd.text.csv import read_csv
from branchstd.text.decode import BOM
from branchstd.text.emit import ONE_LINE
from branchstd.text.nodes import plain
from branchstd.text.splice import SpliceError
from branchstd.text.tables import csv_text
from branchstd.text.yaml import read_yaml

_SCANNER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def canonical(data: bytes, file: str, dated: frozenset[str] = frozenset()) -> bytes:
    """The file anew. dated: columns of days. Raises SpliceError where it cannot be read, or would lose something."""
    return _table(data, file, dated) if file.endswith(".csv") else _records(data, file)


def _records(data: bytes, file: str) -> bytes:
    node, problems = read_yaml(data, file)
    if any(problem.unreadable for problem in problems):
        raise SpliceError(problems)
    if node is None:
        return data
    text = data.removeprefix(BOM).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    after = _written(text).encode("utf-8")
    again = read_yaml(after, file)[0]
    if again is None or plain(again) != plain(node) or _comments(after.decode("utf-8")) != _comments(text):
        raise SpliceError([Problem("cannot_format", Place(file, 0))])
    return after


def _written(text: str) -> str:
    """Written by ruamel.yaml from its nodes, so that every text stays as typed; twice, as a comment may settle late."""
    once = _serialized(text)
    return _serialized(once)


def _serialized(text: str) -> str:
    writer = YAML()
    writer.width = ONE_LINE
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    try:
        writer.serialize(writer.compose(text), stream)
    except Exception:  # it stumbles in many ways over comments in odd places; such a file is left alone
        return ""
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def _comments(text: str) -> list[str]:
    """Every comment of a text, in order: what stands behind `#` outside of its scalars."""
    scalars: list[Any] = [event for event in yaml.parse(text, Loader=_SCANNER) if isinstance(event, yaml.ScalarEvent)]
    spans = [(event.start_mark.index, event.end_mark.index) for event in scalars]
    bare = list(text)
    for start, end in spans:
        bare[start:end] = ["x"] * (end - start)
    lines = "".join("\n" if was == "\n" else now for was, now in zip(text, bare, strict=True)).split("\n")
    places = [(number, line.index("#")) for number, line in enumerate(lines) if "#" in line]
    whole = text.split("\n")
    return [whole[number][column:].strip() for number, column in places]


def _table(data: bytes, file: str, dated: frozenset[str]) -> bytes:
    table, problems = read_csv(data, file)
    if table is None or any(problem.unreadable for problem in problems):
        raise SpliceError(problems)
    if lost := [problem for problem in problems if problem.severity == "error"]:
        raise SpliceError(lost)
    names = [cell.text for cell in table.header]
    rows = [
        [respelt(cell.text) if name in dated else cell.text for name, cell in zip(names, row, strict=True)]
        for row in table.rows
    ]
    mark = BOM if data.startswith(BOM) or any(problem.code == "csv_gb18030" for problem in problems) else b""
    after = mark + csv_text([names, *rows]).encode("utf-8")
    if _cells(after) != [names, *rows]:
        raise SpliceError([Problem("cannot_format", Place(file, 0))])
    return after


def _cells(data: bytes) -> list[list[str]]:
    """What the table would be read as."""
    table = read_csv(data, "")[0]
    if table is None:
        return []
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]
