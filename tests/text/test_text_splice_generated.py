"""Thousands of edits of files formatted by hand: what nobody meant to change is there byte for byte.

A seeded writer sets records down as people do and notes on which lines each part stands, so that neither what an edit
should give nor where it may touch is taken from the program.
"""

from __future__ import annotations

import random
import re
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Any, Literal, NamedTuple

import pytest

from branchstd.text.nodes import Value, plain
from branchstd.text.splice import Key, Path, SpliceError, append, fill, remove
from branchstd.text.yaml import read_yaml

CHUNKS, EACH = 12, 250
MOST_REFUSED = 0.05
BOM = b"\xef\xbb\xbf"

TOP = ("branch", "note", "tags", "activities", "matters")
RECORD = ("id", "date", "topic", "place", "present", "leave", "tasks", "note")
TASK = ("id", "topic", "leave")
NAMES = {
    "branch": "党支部", "note": "备注", "tags": "标签", "activities": "组织生活", "matters": "议事", "id": "编号",
    "date": "日期", "topic": "议题", "place": "地点", "present": "到会", "leave": "请假", "tasks": "任务",
}  # fmt: skip
# The lists, and what their entries are made of; nothing for plain texts.
LISTS = {"tags": (), "present": (), "leave": (), "activities": RECORD, "matters": RECORD, "tasks": TASK}
PLAIN = ("M01", "2019-06-10", "12:30", "党员大会", "学习 条例 讨论", "修路", "二楼 会议室", "x-y", "0012", "50%")
QUOTED = ("议题: 修路", "#3", "[草案]", "it's", '说"好"', " 前后 ", "- 一", "null", "~", "", "C:\\表", "{a}", "吗?: 是")
IN_BLOCKS = ("甲, 乙", "a, b]", "学习{条例}")
SEVERAL = ("甲", "甲\n", "甲\n乙\n", "甲\n\n乙", "- 甲\n- 乙\n", "# 不是注\n", "甲\n\n\n")
ODD = (
    "甲\n乙", "1.1", "\u3000全角", "a\u3000b", "? 问", ": 答", "到:\u2003会", "x:?", "- [ ] 办", "x" * 300, "字 " * 90,
)  # fmt: skip
NEW = (*PLAIN, *QUOTED, *IN_BLOCKS, *ODD)

Span = tuple[int, int]
Spot = tuple[str | int, ...]


class Edit(NamedTuple):
    """span: the lines that may change, from and up to; None: lines are put in and no other changes."""

    kind: Literal["append", "fill", "remove"]
    path: Spot
    span: Span | None
    of: tuple[str, ...] = ()


class Hand:
    """One file as somebody wrote it: `lines`, the records they mean, and every edit they allow.

    `parts`: what can be taken out, and `braced` of them what stands in braces or brackets.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.lines: list[str] = []
        self.edits: list[Edit] = []
        self.parts: list[Edit] = []
        self.braced: set[Spot] = set()
        self._block: int | None = None
        self._keep = False
        self._chinese = chance.random() < 0.4
        self._aligned = chance.choice((0, 0, 0, 9))
        self.newline = chance.choice(("\n", "\n", "\r\n"))
        self.tree: dict[str, Any] = {} if self.odd(0.06) else self._records(TOP, 0.75)
        self._file()

    def odd(self, share: float) -> bool:
        return self.chance.random() < share

    @cached_property
    def data(self) -> bytes:
        text = "".join(line + self.newline for line in self.lines)
        if self.odd(0.25) and not self._keep:
            text = text.removesuffix(self.newline)
        return (BOM if self.odd(0.2) else b"") + text.encode()

    def name(self, key: str) -> str:
        return NAMES[key] if self._chinese else key

    def _records(self, names: tuple[str, ...], share: float) -> dict[str, Any]:
        """Values for some of the names; None is a null, and a file's first name or a record's code is always there."""
        return {name: self._value(name) for name in names if name == "id" or self.odd(share)} or {names[0]: "甲"}

    def _value(self, name: str) -> Any:
        if self.odd(0.1):
            return None
        if name in LISTS:
            entries = range(self.chance.choice((0, 1, 2, 3)))
            return [self._records(LISTS[name], 0.5) if LISTS[name] else self.chance.choice(PLAIN) for _ in entries]
        return self.chance.choice(self.chance.choice((PLAIN, PLAIN, QUOTED, IN_BLOCKS, SEVERAL)))

    def _file(self) -> None:
        if self.odd(0.4):
            self._put("# yaml-language-server: $schema=../village.schema.json")
        if self.odd(0.1):
            self._put("---")
        self._between(0)
        self._mapping(2 if self.odd(0.05) else 0, self.tree, (), TOP)
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            self._between(0)

    def _put(self, line: str, block: int | None = None, *, keep: bool = False) -> None:
        """block: the line is text of a key in that column; what is indented deeper goes on with the text."""
        self.lines.append(line)
        self._block, self._keep = block, keep

    def _between(self, column: int) -> None:
        """Comments and blank lines, where they are no part of a text."""
        for _ in range(self.chance.choice((0, 0, 0, 0, 1, 2))):
            if self.odd(0.4):
                if not self._keep:
                    self._put("", self._block)
                continue
            deepest = column + 4 if self._block is None else self._block
            self._put(" " * self.chance.randint(0, deepest) + self._note().lstrip())

    def _note(self) -> str:
        return f"  # c{len(self.lines)} a+b, [x]"

    def _tail(self) -> str:
        return self._note() if self.odd(0.25) else " " * self.chance.choice((0, 0, 0, 0, 2))

    def _mapping(self, column: int, fields: dict[str, Any], path: Spot, names: tuple[str, ...], lead: str = "") -> None:
        """lead: what stands before the first key instead of blanks."""
        for place, (name, value) in enumerate(fields.items()):
            if place:
                self._between(column)
            head = (lead if lead and not place else " " * column) + self._key(name)
            begun = len(self.lines)
            self._field(head, column, value, (*path, name))
            span = (begun, len(self.lines))
            self.parts.append(Edit("remove", (*path, name), span))
            self.edits.append(Edit("fill", (*path, name), span, LISTS.get(name, ())))
            if name in LISTS and not value:
                self.edits.append(Edit("append", (*path, name), span, LISTS[name]))
        self._missing(fields, path, names, None)

    def _missing(self, fields: dict[str, Any], path: Spot, names: tuple[str, ...], span: Span | None) -> None:
        for name in set(names) - set(fields):
            self.edits.append(Edit("append" if name in LISTS else "fill", (*path, name), span, LISTS.get(name, ())))
        self.edits.sort(key=repr)

    def _key(self, name: str) -> str:
        said = self.name(name)
        said = f'"{said}"' if self.odd(0.05) else said
        return said.ljust(self._aligned) + ":"

    def _field(self, head: str, column: int, value: Any, path: Spot) -> None:
        if isinstance(value, list) and value:
            self._list(head, column, value, path)
        elif isinstance(value, list):
            self._put(head + self.chance.choice((" []", " [ ]", "   []")) + self._tail())
        elif value is None:
            self._put(head + self.chance.choice(("", "", " ~", " null")) + self._tail())
        else:
            self._text(head, column, value)

    def _text(self, head: str, column: int, text: str) -> None:
        deeper = " " * (column + self.chance.randint(1, 8))
        if "\n" in text and self.odd(0.8):
            self._literal(head, column, text)
        elif text in PLAIN and " " in text and self.odd(0.5):
            first, rest = text.split(" ", 1)
            opened, closed = self.chance.choice((("", ""), ('"', '"'), ("'", "'"), (">-\n" + deeper, "")))
            for line in f"{head} {opened}{first}".split("\n"):
                self._put(line)
            self._put(deeper + rest + closed, column if ">" in opened else None)
        elif self.odd(0.08):
            self._put(head + self._tail())
            self._put(deeper + self.inline(text, flow=False) + self._tail())
        else:
            self._put(f"{head} {self.inline(text, flow=False)}{self._tail()}")

    def _literal(self, head: str, column: int, text: str) -> None:
        body = text.rstrip("\n")
        ends = len(text) - len(body)
        sign = "-" if not ends else "" if ends == 1 else "+"
        deep, told = self.chance.choice(((1, ""), (2, ""), (2, "2"), (5, "")))
        self._put(f"{head} |{told}{sign}{self._tail()}")
        for line in body.split("\n") + [""] * (ends - 1):
            self._put(" " * (column + deep) + line if line else "", column, keep=sign == "+")

    def inline(self, text: str, *, flow: bool) -> str:
        if (text in PLAIN or (text in IN_BLOCKS and not flow)) and self.odd(0.9):
            return text
        if "\n" not in text and self.odd(0.5):
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def _list(self, head: str, column: int, items: list[Any], path: Spot) -> None:
        begun = len(self.lines)
        manner = self.chance.choice((self._dashes, self._dashes, self._one_line, self._brackets, self._wrapped))
        manner(head, column, items, path)
        span = None if manner == self._dashes else (begun, len(self.lines))
        self.edits.append(Edit("append", path, span, LISTS[str(path[-1])]))
        if span:
            self._inner(items, path, span)

    def _inner(self, items: list[Any], path: Spot, span: Span) -> None:
        """What can be edited within braces: all of it on the same lines."""
        for place, item in enumerate(items):
            self._in_braces((*path, place), span)
            if isinstance(item, dict):
                self._braced(item, (*path, place), span)

    def _in_braces(self, path: Spot, span: Span) -> None:
        self.parts.append(Edit("remove", path, span))
        self.braced.add(path)

    def _braced(self, fields: dict[str, Any], path: Spot, span: Span) -> None:
        for name, value in fields.items():
            self._in_braces((*path, name), span)
            self.edits.append(Edit("fill", (*path, name), span, LISTS.get(name, ())))
            if name in LISTS:
                self.edits.append(Edit("append", (*path, name), span, LISTS[name]))
                self._inner(value or [], (*path, name), span)
        self._missing(fields, path, TASK if "tasks" in path else RECORD, span)

    def _dashes(self, head: str, column: int, items: list[Any], path: Spot) -> None:
        self._put(head + self._tail())
        dash = column + self.chance.choice((0, 0, 1, 2, 2, 2, 3, 4, 8))
        gap = self.chance.choice((1, 1, 1, 3))
        for place, item in enumerate(items):
            self._between(dash)
            begun = len(self.lines)
            lead = " " * dash + "-" + " " * gap
            if isinstance(item, str):
                self._put(lead + self.inline(item, flow=False) + self._tail())
            elif self.odd(0.5):
                self._mapping(dash + 1 + gap, item, (*path, place), TASK if path[-1] == "tasks" else RECORD, lead)
            else:
                for line in self._flow(item, wrap=dash + 3).split("\n"):
                    self._put(lead + line)
                    lead = ""
                self.lines[-1] += self._tail()
                self._braced(item, (*path, place), (begun, len(self.lines)))
            self.parts.append(Edit("remove", (*path, place), (begun, len(self.lines))))

    def _one_line(self, head: str, column: int, items: list[Any], path: Spot) -> None:
        if self.odd(0.15):
            self._put(head + self._tail())
            head = " " * (column + 3)
        self._put(f"{head} {self._flow(items)}{self._tail()}")

    def _brackets(self, head: str, column: int, items: list[Any], path: Spot) -> None:
        """One entry to a line."""
        inner = " " * (column + self.chance.choice((1, 2, 4)))
        self._put(f"{head} [{self._tail()}")
        closed = self.odd(0.3)
        for place, item in enumerate(items, 1):
            last = place == len(items)
            comma = "," if not last or self.odd(0.4) else ""
            self._put(inner + self._flow(item) + comma + ("]" if last and closed else "") + self._tail())
        if not closed:
            self._put(" " * (column + 1) + "]" + self._tail())

    def _wrapped(self, head: str, column: int, items: list[Any], path: Spot) -> None:
        lines = [", ".join(self._flow(item) for item in items[at : at + 2]) for at in range(0, len(items), 2)]
        lines = [f"{head} [{lines[0]}", *(" " * (column + 2) + line for line in lines[1:])]
        for line in lines[:-1]:
            self._put(f"{line},{self._tail()}")
        self._put(f"{lines[-1]}]{self._tail()}")

    def _flow(self, value: Any, wrap: int = 0) -> str:
        """wrap: in which column a second line begins, if there is one."""
        if isinstance(value, str):
            return self.inline(value, flow=True)
        if value is None:
            return self.chance.choice(("", "~", "null"))
        pad, last = self.chance.choice(("", "", " ")), self.chance.choice(("", "", ","))
        if isinstance(value, list):
            said = ", ".join(self._flow(item) for item in value)
            return f"[{pad}{said}{last if value else ''}{pad}]"
        apart = f",\n{' ' * wrap}" if wrap and self.odd(0.3) else ", "
        said = apart.join(f"{self.name(name)}: {self._flow(part)}" for name, part in value.items())
        return f"{{{pad}{said}{last}{pad}}}"


def entry(chance: random.Random, of: tuple[str, ...]) -> Value:
    """What is to be put in: a record of these fields, or a plain value."""
    if not of:
        return chance.choice((*NEW, date(2019, 6, 1), 0, 12, Decimal("12.50"), Decimal("-0.5"), Decimal("1E+2")))
    fields: dict[str, Value] = {"id": f"N{chance.randrange(100)}"}
    for name in of[1:]:
        if chance.random() < 0.5:
            several = [entry(chance, LISTS[name]) for _ in range(chance.choice((1, 2)))] if name in LISTS else None
            fields[name] = several or entry(chance, ())
    return fields


def meant(value: Any) -> Any:
    """A value as it is to be read back: all texts."""
    if isinstance(value, dict):
        return {name: meant(part) for name, part in value.items()}
    if isinstance(value, list):
        return [meant(part) for part in value]
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def named(hand: Hand, tree: Any) -> Any:
    """The file's records, under the names that it uses."""
    if isinstance(tree, dict):
        return {hand.name(name): named(hand, part) for name, part in tree.items()}
    return [named(hand, part) for part in tree] if isinstance(tree, list) else tree


def wanted(hand: Hand, edit: Edit, value: Value) -> Any:
    tree = named(hand, meant(hand.tree))
    holder: Any = tree
    *steps, name = [hand.name(step) if isinstance(step, str) else step for step in edit.path]
    for step in steps:
        holder = holder[step]
    if edit.kind == "remove":
        del holder[name]
        return tree
    old = holder.get(name) or []
    holder[name] = meant(value) if edit.kind == "fill" else [*deepcopy(old), meant(value)]
    return tree


def key(hand: Hand, name: str) -> Key:
    own = hand.name(name)
    return own, name if own == NAMES[name] else NAMES[name]


def done(hand: Hand, edit: Edit, value: Value) -> bytes:
    path: Path = tuple(key(hand, step) if isinstance(step, str) else step for step in edit.path)
    if edit.kind == "remove":
        return remove(hand.data, "a.yaml", path)
    names = TOP if len(path) == 1 else TASK if "tasks" in edit.path[:-1] else RECORD
    order = tuple(key(hand, name) for name in names) if hand.odd(0.9) else ()
    if edit.kind == "fill":
        return fill(hand.data, "a.yaml", path, value, order)
    return append(hand.data, "a.yaml", path, value, order, flow=hand.odd(0.5))


def lines(data: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+", data)


def alike(old: list[bytes], new: list[bytes]) -> int:
    """How many lines are the same from the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def untouched(old: list[bytes], new: list[bytes], span: Span | None) -> bool:
    """All lines outside the span are there, before and behind it; without one, lines were put in at one place."""
    before, behind = alike(old, new), alike(old[::-1], new[::-1])
    if span is None:
        return len(new) > len(old) and before + behind >= len(old)
    first, last = span
    return before >= first and behind >= len(old) - last


def ended(old: list[bytes], newline: bytes) -> list[bytes]:
    """The last line with a line end, which it must have before another can follow."""
    return [*old[:-1], old[-1].rstrip(b"\r\n") + newline] if old else []


def comments(data: list[bytes]) -> list[bytes]:
    return [found for line in data for found in re.findall(rb"# c\d+ .*?x\]", line)]


def records(data: bytes) -> Any:
    """What a file says, once its last line is ended; a block of text there means more by it."""
    node, problems = read_yaml(data if data.endswith(b"\n") else data + b"\n", "a.yaml")
    assert not any(problem.unreadable for problem in problems)
    return plain(node) if node else {}


def check(hand: Hand, edit: Edit, value: Value, after: bytes) -> None:
    before = hand.data
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    assert records(after) == wanted(hand, edit, value)
    assert after.startswith(BOM) == before.startswith(BOM)
    assert after.count(b"\r") == (after.count(b"\n") if b"\r" in before else 0)
    old, new = lines(before.removeprefix(BOM)), lines(after.removeprefix(BOM))
    assert untouched(old, new, edit.span) or untouched(ended(old, newline), new, edit.span)
    first, last = edit.span or (0, 0)
    if edit.kind == "append" or last - first == 1:
        assert comments(new) == comments(old)


def attempted(seed: str) -> bool:
    """One edit of one file; False if it was refused."""
    chance = random.Random(seed)
    hand = Hand(chance)
    assert records(hand.data) == named(hand, meant(hand.tree))
    kind = chance.choice(sorted({edit.kind for edit in hand.edits}))
    depth = chance.choice(sorted({len(edit.path) for edit in hand.edits if edit.kind == kind}))
    edit = chance.choice([edit for edit in hand.edits if edit.kind == kind and len(edit.path) == depth])
    listed = edit.kind == "fill" and edit.path[-1] in LISTS
    value = [entry(chance, edit.of), entry(chance, edit.of)] if listed else entry(chance, edit.of)
    try:
        after = done(hand, edit, value)
    except SpliceError:
        return False
    check(hand, edit, value, after)
    return True


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_nothing_else_is_touched(chunk: int) -> None:
    refused = [number for number in range(EACH) if not attempted(f"{chunk}.{number}")]
    assert len(refused) <= MOST_REFUSED * EACH, refused


def is_comment(line: bytes) -> bool:
    return line.lstrip(b" ").startswith(b"#")


def indent(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" "))


def own_lines(hand: Hand, edit: Edit, old: list[bytes]) -> Span:
    """The lines of what is taken out, with comments right above it indented as it is, and deeper ones right below."""
    assert edit.span
    first, last = edit.span
    column = indent(old[first])
    on_a_dash = isinstance(edit.path[-1], str) and old[first].lstrip(b" ").startswith(b"- ")
    deep = column + 2 if on_a_dash else column
    while last < len(old) and is_comment(old[last]) and indent(old[last]) > deep:
        last += 1
    if not on_a_dash and (len(edit.path) > 1 or edit.path[-1] != next(iter(hand.tree))):
        while first and is_comment(old[first - 1]) and indent(old[first - 1]) == column:
            first -= 1
    return first, last


def check_removal(hand: Hand, edit: Edit, after: bytes) -> None:
    assert records(after) == wanted(hand, edit, "")
    assert after.startswith(BOM) == hand.data.startswith(BOM)
    old, new = lines(hand.data.removeprefix(BOM)), lines(after.removeprefix(BOM))
    assert edit.span
    if edit.path in hand.braced:
        assert untouched(old, new, edit.span)
        holder: Any = hand.tree
        for step in edit.path[:-1]:
            holder = holder[step]
        assert len(comments(old)) - len(comments(new)) <= 1 or len(holder) == 1
        return
    first, last = own_lines(hand, edit, old)
    assert comments(new) == comments(old[:first]) + comments(old[last:])
    gone = [line for line in old[:first] + old[last:] if line.strip()]
    kept = [line for line in new if line.strip()]
    changed = [line for line in gone if line not in kept]
    assert len(changed) <= 1  # the key of what is empty now, or what follows a dash
    assert not any(one.strip() == other.strip() == b"" for one, other in pairwise(new)) or blank_twice(old)


def blank_twice(old: list[bytes]) -> bool:
    return any(one.strip() == other.strip() == b"" for one, other in pairwise(old))


def removed(seed: str) -> bool:
    """One part of one file taken out; False if it was refused."""
    chance = random.Random(seed)
    hand = Hand(chance)
    depth = chance.choice(sorted({len(edit.path) for edit in hand.parts} or {0}))
    parts = sorted((edit for edit in hand.parts if len(edit.path) == depth), key=repr)
    if not parts:
        return True
    edit = chance.choice(parts)
    try:
        after = done(hand, edit, "")
    except SpliceError as refusal:
        return is_last_key(hand, edit) and refusal.tried is None
    assert not is_last_key(hand, edit)
    check_removal(hand, edit, after)
    return True


def is_last_key(hand: Hand, edit: Edit) -> bool:
    holder: Any = hand.tree
    for step in edit.path[:-1]:
        holder = holder[step]
    return isinstance(holder, dict) and len(holder) == 1


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_one_part_goes_and_nothing_else(chunk: int) -> None:
    refused = [number for number in range(EACH) if not removed(f"{chunk}.{number}")]
    assert len(refused) <= MOST_REFUSED * EACH, refused
