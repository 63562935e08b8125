"""The canonical form of a record file: the same records and comments, indented, spaced and ended alike everywhere.

YAML: lists two blanks below their key, one blank behind dashes, commas and colons, what stands in brackets on one line,
LF, no trailing blanks, one empty line at most, no BOM. CSV: UTF-8, LF, cells without blanks around them, no empty rows;
a table that has the mark for spreadsheets keeps it, one in GBK gets it. In both, days and months as records have them.

The lines of a YAML text at the columns where they usually stand. Nothing but blanks and empty lines ever changes.

The parser's marks say which line begins a key or an entry; what goes on below one, such as a block of text, moves with
it, and a comment moves with the lines that it was level with.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple, cast

import yaml

from branchstd.findings import Place, Problem
from branchstd.text.csv import LEFT_OUT, read_csv
from branchstd.text.decode import BOM, line_ends
from branchstd.text.nodes import NOTHING, Instead, plain
from branchstd.text.splice import SpliceError
from branchstd.text.tables import csv_text
from branchstd.text.yaml import PARSER, read_yaml

STEP: Final = 2


class UnusualError(Exception):
    """Written in a way that has no usual columns."""


class _Level(NamedTuple):
    """A block's lines, the column it stands in, and the one where it usually does."""

    first: int
    last: int
    old: int
    new: int


def indent(text: str) -> str:
    """A text with LF, its last line ended. Raises UnusualError."""
    top: Any = yaml.compose(text, Loader=PARSER)
    lines = _Lines(text)
    if isinstance(top, yaml.CollectionNode):
        lines.value(top, top.start_mark.line, 0, 0)
    return _join(lines.moved(), lines.texts)


def _join(lines: list[str], texts: set[int]) -> str:
    """No blanks behind a line, one empty line at most and none first or last; blocks of text keep all of theirs."""
    bare = [line if number in texts else line.rstrip() for number, line in enumerate(lines)]
    while bare and not bare[-1] and len(bare) - 1 not in texts:
        bare.pop()
    kept = [line for number, (before, line) in enumerate(pairwise(["", *bare])) if line or before or number in texts]
    return "".join(f"{line}\n" for line in kept)


class _Lines:
    """columns: where lines that begin something belong. shifts: how far lines that go on with something move.

    gaps: in a line, blanks from one column up to another, and what is put for them. texts: lines of blocks of text.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.removesuffix("\n").split("\n")
        self.columns: dict[int, int] = {}
        self.shifts: dict[int, int] = {}
        self.gaps: dict[int, list[tuple[int, int, str]]] = {}
        self.texts: set[int] = set()
        self.levels: list[_Level] = []

    def block(self, node: Any, new: int) -> None:
        """A list or mapping, one entry below the other."""
        level = len(self.levels)
        first, old = node.start_mark.line, node.start_mark.column
        self.levels.append(_Level(first, first, old, new))
        if isinstance(node, yaml.SequenceNode):
            above = first
            for item in node.value:
                self._item(item, self._dash(item, above, old), old, new)
                above = self._last(item) + 1
        else:
            for key, value in node.value:
                self._pair(key, value, old, new)
        self.levels[level] = _Level(first, self._last(node), old, new)

    def _dash(self, item: Any, above: int, column: int) -> int:
        """The line of the dash of an entry, which may stand above the entry."""
        for line in range(item.start_mark.line, above - 1, -1):
            text = self.lines[line]
            if text[column : column + 1] == "-" and not text[column + 1 : column + 2].strip():
                return line
        raise UnusualError

    def _item(self, item: Any, line: int, old: int, new: int) -> None:
        self._begin(line, old, new)
        self._gap(line, old + 1, item)
        self.value(item, line, new + STEP, new - old)

    def _pair(self, key: Any, value: Any, old: int, new: int) -> None:
        line = key.start_mark.line
        if key.start_mark.column != old or key.end_mark.line != line:
            raise UnusualError  # ? key
        self._begin(line, old, new)
        colon = self.lines[line].find(":", key.end_mark.column)
        if colon < 0 or self.lines[line][key.end_mark.column : colon].strip():
            raise UnusualError
        self.gaps.setdefault(line, []).append((key.end_mark.column, colon, ""))
        self._gap(line, colon + 1, value)
        self.value(value, line, new + STEP, new - old)

    def _begin(self, line: int, old: int, new: int) -> None:
        """A line belongs where the first thing on it does."""
        if not self.lines[line][:old].strip():
            self.columns.setdefault(line, new)

    def _gap(self, line: int, start: int, node: Any) -> None:
        """The blanks before what stands on the same line."""
        end, empty = node.start_mark.column, node.start_mark.index == node.end_mark.index
        if node.start_mark.line == line and not empty and not self.lines[line][start:end].strip():
            self.gaps.setdefault(line, []).append((start, end, " "))

    def value(self, node: Any, line: int, new: int, shift: int) -> None:
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            self.block(node, new)
        else:
            self._follow(node, line, shift)

    def _follow(self, node: Any, line: int, shift: int) -> None:
        """The lines below the first of a text, or of what stands in brackets, move as that does."""
        for number in range(line + 1, self._last(node) + 1):
            self.shifts[number] = shift
            if getattr(node, "style", None) in {"|", ">"} and number > node.start_mark.line:
                self.texts.add(number)

    def _last(self, node: Any) -> int:
        """The last line of a node; blank lines behind a block of text are its own only if it says so."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            entry = node.value[-1]
            return self._last(entry[1] if isinstance(entry, tuple) else entry)
        first, last = node.start_mark.line, node.end_mark.line
        if getattr(node, "style", None) not in {"|", ">"}:
            return int(last)
        last -= not node.end_mark.column
        if "+" not in self.lines[first][node.start_mark.column :].partition("#")[0]:
            while last > first and not self.lines[last].strip():
                last -= 1
        return int(last)

    def moved(self) -> list[str]:
        return [self._move(number, line) for number, line in enumerate(self.lines)]

    def _move(self, number: int, line: str) -> str:
        said = line.lstrip(" ")
        lead = len(line) - len(said)
        if number in self.columns:
            for start, end, wanted in sorted(self.gaps.get(number, ()), reverse=True):
                line = line[:start] + wanted + line[end:]
            return " " * self.columns[number] + line.lstrip(" ")
        if number in self.shifts:
            # Blanks alone in a block of text are text as far as they go beyond its column; fewer say nothing.
            return " " * max(lead + self.shifts[number], 0) + said if said or lead > self._column(number) else ""
        if said.startswith("#"):
            return " " * self._level(number, lead) + said
        return line

    def _column(self, number: int) -> int:
        """The column of the block of text that a line belongs to; of other lines, any."""
        return self._text_columns.get(number, len(self.lines[number]))

    @cached_property
    def _text_columns(self) -> dict[int, int]:
        """By line, of lines that follow each other the same."""
        found: dict[int, int] = {}
        for _, group in groupby(enumerate(sorted(self.texts)), key=lambda entry: entry[1] - entry[0]):
            numbers = [number for _, number in group]
            column = min((self._lead(n) for n in numbers if self.lines[n].strip()), default=0)
            found |= dict.fromkeys(numbers, column)
        return found

    def _level(self, number: int, column: int) -> int:
        """Where a comment belongs: with the line below if level with it, else with the deepest block it is within."""
        above, below = self._beside[number]
        if below < len(self.lines) and self._lead(below) == column:
            return self.columns[below]
        beginning = (one for one in self._around[below] if one.first < below or one.new == self.columns.get(below))
        within = [one for one in (*self._around[above], *beginning) if one.old <= column]
        return max(within, key=lambda one: (one.old, one.new)).new if within else 0

    @cached_property
    def _beside(self) -> list[tuple[int, int]]:
        """For each line the nearest above that begins or goes on with something, and the nearest below that begins."""
        above, below = -1, len(self.lines)
        found: list[tuple[int, int]] = []
        for number in range(len(self.lines)):
            found.append((above, 0))
            above = number if number in self.columns or number in self.shifts else above
        for number in reversed(range(len(self.lines))):
            found[number] = (found[number][0], below)
            below = number if number in self.columns else below
        return found

    @cached_property
    def _around(self) -> dict[int, list[_Level]]:
        """The blocks that a line stands in, few as they may not be deep."""
        found: dict[int, list[_Level]] = defaultdict(list)
        for one in self.levels:
            for line in range(one.first, one.last + 1):
                found[line].append(one)
        return found

    def _lead(self, number: int) -> int:
        return len(self.lines[number]) - len(self.lines[number].lstrip(" "))


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
        after = indent(_close_up(spelt))
    except UnusualError:
        after = ""
    wanted = _meaning(text, file) if node is None or not respelt else plain(node, respelt)
    if _meaning(after, file) != wanted or comments(after) != comments(text):
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


def _close_up(text: str) -> str:
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
    return _apply(text, sorted(edits))


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
