"""The canonical form of a record file: the same records and comments, indented, spaced
and ended alike everywhere.

YAML: what ruamel.yaml makes of it, with LF and without BOM; meaning and comments are
compared with what stood there.
CSV: UTF-8, LF, cells without blanks around them, no empty rows; a table that has the
mark for spreadsheets keeps it, one in GBK gets it. In both, days and months as records
have them.
"""

from __future__ import annotations

from io import StringIO
from typing import Any, Final, cast

import yaml
from ruamel.yaml.resolver import BaseResolver

from branchstd.findings import Place, Problem
from branchstd.text.csv import LEFT_OUT, read_csv
from branchstd.text.decode import BOM, line_ends
from branchstd.text.emit import make_yaml
from branchstd.text.nodes import NOTHING, Instead, plain
from branchstd.text.splice import SpliceError
from branchstd.text.tables import csv_text
from branchstd.text.yaml import PARSER, read_yaml

# It takes six seconds for a million characters; no year of a branch fills a tenth of
# that.
LONGEST: Final = 150_000


class _AsTyped(BaseResolver):
    """Every plain text is one: no days, numbers, yes or nothing are made of what a
    clerk typed.
    """

    def __init__(
        self, version: object = None, loader: object = None, loadumper: object = None
    ) -> None:
        super().__init__(loader or loadumper)

    processing_version = (1, 2)


def _round_trip(text: str) -> str:
    """As ruamel.yaml writes it: lists two blanks below their key, what stands in
    brackets on one line.

    No empty lines first or last.
    """
    writer = make_yaml()
    writer.Resolver, writer.preserve_quotes = _AsTyped, True
    stream = StringIO()
    writer.dump(writer.load(text), stream)
    return stream.getvalue().strip("\n") + "\n"


def canonical(data: bytes, file: str, respelt: Instead = NOTHING) -> bytes:
    """The file anew. respelt: days, months, numbers. Raises SpliceError where it cannot
    be read or would lose text.
    """
    return (
        _table(data, file, respelt)
        if file.endswith(".csv")
        else _records(data, file, respelt)
    )


def _records(data: bytes, file: str, respelt: Instead) -> bytes:
    node, problems = read_yaml(data, file)
    if any(problem.unreadable for problem in problems):
        raise SpliceError(problems)
    text = line_ends(data.removeprefix(BOM).decode("utf-8"))
    # With the last line ended, as it will be: a block of text at the end means more by
    # it.
    text += "" if text.endswith("\n") or not text else "\n"
    if node is None:
        return text.encode("utf-8")
    try:
        after = _round_trip(_respelt(text, respelt)) if len(text) <= LONGEST else ""
        is_kept = _meaning(after, file) == plain(node, respelt) and comments(
            after
        ) == comments(text)
        is_kept = is_kept and (after == text or after == _round_trip(after))
    except Exception:  # whatever ruamel.yaml stumbles over: the file is left as it is
        is_kept = False
    if not is_kept:
        raise SpliceError([Problem("cannot_format", Place(file, 0))])
    return after.encode("utf-8")


def _respelt(text: str, respelt: Instead) -> str:
    """The text with other scalars where they stand."""
    edits: list[tuple[int, int, str]] = []
    for event in yaml.parse(text, Loader=PARSER) if respelt else ():
        if isinstance(event, yaml.ScalarEvent):
            start, end = cast("Any", (event.start_mark, event.end_mark))
            if said := respelt.get((start.line + 1, start.column + 1)):
                edits.append((start.index, end.index, said))
    return _apply(text, edits)


def _apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    """With other words from one place to another, in their order."""
    pieces, behind = [], 0
    for start, end, said in edits:
        pieces += [text[behind:start], said]
        behind = end
    return "".join([*pieces, text[behind:]])


def _meaning(text: str, file: str) -> Any:
    node = read_yaml(text.encode("utf-8"), file)[0]
    return None if node is None else plain(node)


def comments(text: str) -> list[str]:
    """Every comment of a text, in order: what stands behind `#` outside of its scalars;
    of blocks, their first line.
    """
    bare = list(text)
    for event in yaml.parse(text, Loader=PARSER):
        if isinstance(event, yaml.ScalarEvent):
            mark: Any = event
            start, end = mark.start_mark.index, mark.end_mark.index
            head = text.find("\n", start) if mark.style in {"|", ">"} else start
            bare[head:end] = ["\n" if was == "\n" else "x" for was in text[head:end]]
    found = []
    for line, whole in zip("".join(bare).split("\n"), text.split("\n"), strict=True):
        if "#" in line:
            found.append(whole[line.index("#") :].strip())
    return found


def _table(data: bytes, file: str, respelt: Instead) -> bytes:
    table, problems = read_csv(data, file)
    if lost := [
        problem
        for problem in problems
        if problem.unreadable or problem.code in LEFT_OUT
    ]:
        raise SpliceError(lost)
    if table is None:
        return data
    names = [cell.text for cell in table.header]
    rows = [
        [respelt.get((cell.line, cell.column), cell.text) for cell in row]
        for row in table.rows
    ]
    mark = (
        BOM
        if data.startswith(BOM)
        or any(problem.code == "csv_gb18030" for problem in problems)
        else b""
    )
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
