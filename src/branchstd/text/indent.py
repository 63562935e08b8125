"""The lines of a YAML text at the columns where they usually stand. Nothing but blanks and empty lines ever changes.

The parser's marks say which line begins a key or an entry; what goes on below one, such as a block of text, moves with
it, and a comment moves with the lines that it was level with.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple

import yaml

from branchstd.text.yaml import PARSER

STEP: Final = 2


class UnusualError(Exception):
    """Written in a way that has no usual columns."""


class _Level(NamedTuple):
    """A block's lines, the column it stands in, and the one where it usually does."""

    first: int
    last: int
    old: int
    new: int


def indented(text: str) -> str:
    """A text with LF, its last line ended. Raises UnusualError."""
    top: Any = yaml.compose(text, Loader=PARSER)
    lines = _Lines(text)
    if isinstance(top, yaml.CollectionNode):
        lines.value(top, top.start_mark.line, 0, 0)
    return _joined(lines.moved(), lines.texts)


def _joined(lines: list[str], texts: set[int]) -> str:
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
        return [self._moved(number, line) for number, line in enumerate(self.lines)]

    def _moved(self, number: int, line: str) -> str:
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
