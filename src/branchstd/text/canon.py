"""The canonical form of a record file: the same records and comments, indented, spaced and ended alike everywhere.

YAML: lists two blanks below their key, one blank behind dashes, commas and colons, what stands in brackets on one line,
LF, no trailing blanks, one empty line at most, no BOM. CSV: UTF-8, LF, cells without blanks around them, no empty rows;
a table that has the mark for spreadsheets keeps it, one in GBK gets it. In both, days and months as records have them.
"""

from __future__ import annotations

from typing import Any, cast

import yaml

from branchstd.findings import Place, Problem
from branchstd.text.csv import LEFT_OUT, read_csv
from branchstd.text.decode import BOM, line_ends
from branchstd.text.indent import UnusualError, indented
from branchstd.text.nodes import NOTHING, Instead, plain
from branchstd.text.splice import SpliceError
from branchstd.text.tables import csv_text
from branchstd.text.yaml import PARSER, read_yaml


def canonical(data: bytes, file: str, respelt: Instead = NOTHING) -> bytes:
    """The file anew. respelt: days, months, numbers. Raises SpliceError where it cannot be read or would lose text."""
    return _table(data, file, respelt) if file.endswith(".csv") else _records(data, file, respelt)


def _records(data: bytes, file: str, respelt: Instead) -> bytes:
    node, problems = read_yaml(data, file)
    if any(problem.unreadable for problem in problems):
        raise SpliceError(problems)
    text = line_ends(data.removeprefix(BOM).decode("utf-8"))
    # With the last line ended, as it will be: a block of text at the end means more by it.
    text += "" if text.endswith("\n") or not text else "\n"
    spelt = _respelt(text, respelt)
    try:
        after = indented(_closed_up(spelt))
    except UnusualError:
        after = ""
    wanted = _said(text, file) if node is None or not respelt else plain(node, respelt)
    if _said(after, file) != wanted or comments(after) != comments(text):
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
    return _edited(text, edits)


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    """With other words from one place to another, in their order."""
    pieces, behind = [], 0
    for start, end, said in edits:
        pieces += [text[behind:start], said]
        behind = end
    return "".join([*pieces, text[behind:]])


def _said(text: str, file: str) -> Any:
    node = read_yaml(text.encode("utf-8"), file)[0]
    return None if node is None else plain(node)


def comments(text: str) -> list[str]:
    """Every comment of a text, in order: what stands behind `#` outside of its scalars; of blocks, their first line."""
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


def _closed_up(text: str) -> str:
    """What stands in brackets or braces on one line and evenly spaced, unless there are comments in it."""
    edits: list[tuple[int, int, str]] = []
    waiting: list[Any] = [yaml.compose(text, Loader=PARSER)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            start, end = node.start_mark.index, node.end_mark.index
            said, typed = _flow(node, text), text[start:end]
            if "\n" not in said and not ("#" in typed and comments(typed)):
                edits.append((start, end, said))
        elif isinstance(node, yaml.CollectionNode):
            waiting += [part for entry in node.value for part in (entry if isinstance(entry, tuple) else (entry,))]
    return _edited(text, sorted(edits))


def _flow(node: Any, text: str) -> str:
    """A value in brackets as it is usually written; every text of it as typed."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(text[node.start_mark.index : node.end_mark.index])
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(_flow(item, text) for item in node.value)}]"
    pairs = (f"{_flow(key, text)}: {_flow(value, text)}" for key, value in node.value)
    return f"{{{', '.join(pairs)}}}"


def _scalar(typed: str) -> str:
    """A text over several lines on one, where that is the same: no empty line in it and no escaped line end."""
    lines = typed.split("\n")
    if "" in (line.strip() for line in lines) or any(line.endswith("\\") for line in lines):
        return typed
    return " ".join([lines[0].rstrip(), *(line.strip() for line in lines[1:])]) if len(lines) > 1 else typed


def _table(data: bytes, file: str, respelt: Instead) -> bytes:
    table, problems = read_csv(data, file)
    if lost := [problem for problem in problems if problem.unreadable or problem.code in LEFT_OUT]:
        raise SpliceError(lost)
    if table is None:
        return data
    names = [cell.text for cell in table.header]
    rows = [[respelt.get((cell.line, cell.column), cell.text) for cell in row] for row in table.rows]
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
