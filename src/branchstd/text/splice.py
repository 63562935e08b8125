"""Changes a YAML text by putting new characters between old ones, or taking out what
stood for one entry: every other character stays what it was.

The parser's marks say where entries begin and end, so that comments, order, indentation
and line ends are never written anew. What comes out is read again and must be the old
records with the change and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import yaml

from branchstd.findings import Problem
from branchstd.text.decode import BOM
from branchstd.text.nodes import Value, plain
from branchstd.text.yaml import PARSER, Result, read_yaml

# The names under which a key may stand: its own, and its Chinese label.
Key = tuple[str, ...]
Path = tuple[Key | int, ...]
_NOTHING: Final = ("", "~", "null", "Null", "NULL")
_COMMENT: Final = re.compile(r"( *)#[^\n]*(?:\n|\Z)")
# What may follow the last entry of a list in brackets on its line: a comma, a comment.
_TAIL: Final = re.compile(r"(,?)[ \t]*(?:#[^\n]*)?\r?\n")
_BLANK: Final = re.compile(r"(?:[ \t]*\r?\n)*")
# What stands before the dash of a later entry.
_BETWEEN: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*")


class SpliceError(Exception):
    """The change cannot be made without touching other lines. `tried`: old and new
    text, to be looked at.
    """

    def __init__(
        self, problems: Sequence[Problem] = (), tried: tuple[bytes, bytes] | None = None
    ) -> None:
        super().__init__()
        self.problems, self.tried = tuple(problems), tried


def append(
    data: bytes,
    file: str,
    path: Path,
    entry: Value,
    order: Sequence[Key] = (),
    *,
    flow: bool = False,
) -> bytes:
    """An entry at the end of the list at `path`; a list that is missing is made, after
    the keys that `order` names.

    flow: the first entry stands on one line; later ones follow the manner of the last.
    Raises SpliceError.
    """
    return _check(
        (data, file, path),
        lambda editor: editor.append(path, entry, order, flow=flow),
        lambda old: [*(old or ()), entry],
    )


def fill(
    data: bytes, file: str, path: Path, value: Value, order: Sequence[Key] = ()
) -> bytes:
    """A field set to a value, or put in after the keys that `order` names before it.
    Raises SpliceError.
    """
    return _check(
        (data, file, path),
        lambda editor: editor.fill(path, value, order),
        lambda _: value,
    )


def remove(data: bytes, file: str, path: Path) -> bytes:
    """A key with its value, or the entry of a list whose number ends the path, taken
    out; with it go a comment behind it and comments right above it that are indented
    as it is. What was the last of a list or mapping leaves it empty.

    Raises SpliceError, also where nothing stands at the path, and for the last key of
    an entry or of the file.
    """
    if not path:
        raise SpliceError
    return _check(
        (data, file, path[:-1]),
        lambda editor: editor.remove(path),
        lambda holder: _without(holder, path[-1]),
    )


def _check(
    target: tuple[bytes, str, Path],
    edit: Callable[[Editor], str],
    change: Callable[[Any], Any],
) -> bytes:
    """The edit, if reading it back gives the old records with the change."""
    data, file, path = target
    before, problems = _read(data, file)
    if any(problem.unreadable for problem in problems):
        raise SpliceError(problems)
    bom = BOM if data.startswith(BOM) else b""
    editor = Editor(data.removeprefix(BOM).decode("utf-8"))
    wanted = _change({} if before is None else plain(before), path, change)
    after = bom + edit(editor).encode("utf-8")
    node, found = _read(after, file)
    if node is None or plain(node) != wanted:
        raise SpliceError(found, tried=(data, after))
    return after


def _read(data: bytes, file: str) -> Result:
    """With the last line ended, as it has to be before another can follow: a block of
    text there means more by it.
    """
    return read_yaml(data if data.endswith(b"\n") else data + b"\n", file)


def _change(tree: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """The same records as plain texts, with the change at the path. Raises SpliceError
    where no path leads.
    """
    if not path:
        return _texts(change(tree or None))
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        if not isinstance(tree, list) or step >= len(tree):
            raise SpliceError
        return [
            _change(item, rest, change) if place == step else item
            for place, item in enumerate(tree)
        ]
    if not isinstance(tree, dict):
        raise SpliceError
    key = next((name for name in step if name in tree), step[0])
    return tree | {key: _change(tree.get(key), rest, change)}


def _without(holder: Any, step: Key | int) -> Any:
    """A list or mapping with an entry less. Raises SpliceError where it lacks."""
    if isinstance(step, int) and isinstance(holder, list) and step < len(holder):
        return [*holder[:step], *holder[step + 1 :]]
    names = step if isinstance(holder, dict) and not isinstance(step, int) else ()
    for key in (name for name in names if name in holder):
        return {name: part for name, part in holder.items() if name != key}
    raise SpliceError


def _texts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _texts(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_texts(part) for part in value]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Editor:
    """One text with its nodes; positions are characters from its beginning."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        top: Any = yaml.compose(text, Loader=PARSER)
        # A null: the text has no records, only comments or a `---`.
        self.top: Any = None if isinstance(top, yaml.ScalarNode) else top

    def append(
        self, path: Path, entry: Value, order: Sequence[Key], *, flow: bool
    ) -> str:
        """The text as `append` above wants it, not yet read back."""
        holder, key = self._find(path[:-1]), path[-1]
        assert not isinstance(key, int)  # noqa: S101  lists stand under keys
        if holder is None:
            return self._lines(
                len(self.text), _entry_lines(key[0], entry, flow=flow), 0
            )
        found = _entry(holder, key)
        if found is None:
            lines = _entry_lines(key[0], entry, flow=flow)
            return self._new_key(holder, key[0], [entry], order, lines)
        node = found[1]
        if isinstance(node, yaml.SequenceNode) and node.value:
            return self._behind(node, entry)
        return self._first(holder, node, entry, flow=flow)

    def fill(self, path: Path, value: Value, order: Sequence[Key]) -> str:
        """The text as `fill` above wants it, not yet read back."""
        holder, key = self._find(path[:-1]), path[-1]
        assert not isinstance(key, int)  # noqa: S101
        lines = emitted({key[0]: value}, flow=False)
        if holder is None:
            return self._lines(len(self.text), lines, 0)
        found = _entry(holder, key)
        if found is None:
            return self._new_key(holder, key[0], value, order, lines)
        name, node = found
        said = (
            _inside(value) if holder.flow_style else " ".join(emitted(value, flow=True))
        )
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            return self._instead(node, said)
        return self._beside(name, node, said)

    def remove(self, path: Path) -> str:
        """The text as `remove` above wants it, not yet read back."""
        holder, step = self._find(path[:-1]), path[-1]
        if isinstance(step, int):
            place = step
        else:
            place = holder.value.index(_entry(holder, step))
        if len(holder.value) == 1:
            return self._emptied(path[:-1], holder)
        if holder.flow_style:
            return self._from_brackets(holder, place)
        return self._from_lines(holder, place)

    def _emptied(self, path: Path, node: Any) -> str:
        """A list or mapping without its only entry."""
        if not path or isinstance(path[-1], int):
            raise SpliceError
        nothing = "[]" if isinstance(node, yaml.SequenceNode) else "{}"
        start, end = node.start_mark.index, node.end_mark.index
        if node.flow_style:
            return self.text[:start] + nothing + self.text[end:]
        name, _ = _entry(self._find(path[:-1]), path[-1])
        colon = self.text.index(":", name.end_mark.index) + 1
        rest = self._from_lines(node, 0)
        return f"{rest[:colon]} {nothing}{rest[colon:]}"

    def _from_lines(self, holder: Any, place: int) -> str:
        """Whole lines taken out, and blank lines where they would part nothing any
        more. What begins on the line of a dash makes room there for what follows.
        """
        parts = [one[1] if isinstance(one, tuple) else one for one in holder.value]
        column = holder.start_mark.column
        floor = self._below(parts[place - 1]) if place else 0
        begun = self._skip(_BETWEEN, floor) if place else holder.start_mark.index
        end = self._past(parts[place], column)
        start = self.text.rfind("\n", 0, begun) + 1
        if self.text[start:begun].strip():
            return self.text[:begun] + self.text[end:].lstrip(" \r\n")
        if place or holder is not self.top:  # comments that head a file stay
            start = self._above(start, column, floor)
        full, below = self.text[:start].rstrip(" \r\n"), self._skip(_BLANK, end)
        above = max(floor, self._line_after(len(full), self.text)) if full else 0
        if above < start and (below > end or end == len(self.text)):
            start = above
        elif not place and len(parts) > 1 and (holder is not self.top or not start):
            end = below
        return self.text[:start] + self.text[end:]

    def _from_brackets(self, holder: Any, place: int) -> str:
        """Lines of its own taken out, else the shortest way to a neighbour; comments of
        others stay.
        """
        spans = [self._span(one) for one in holder.value]
        start, end = spans[place]
        last = spans[place - 1][1] if place else holder.start_mark.index
        line, tail = self.text.rfind("\n", 0, start) + 1, _TAIL.match(self.text, end)
        if tail and not self.text[line:start].strip():
            before = self.text[: self._above(line, start - line, last)]
            if place == len(spans) - 1 and not tail[1] and before.startswith(",", last):
                before = before[:last] + before[last + 1 :]
            return before + self.text[tail.end() :]
        cuts = [(2, start, end + self.text.startswith(",", end))]
        if place + 1 < len(spans):
            after = spans[place + 1][0]
            gap = self.text[end:after]
            if "#" not in gap or gap.count("\n") == 1:
                cuts.append(("\n" in gap, start, after))
        if place and "#" not in (gap := self.text[last:start]):
            cuts.append(("\n" in gap, last, end))
        _, start, end = min(cuts)
        return self.text[:start] + self.text[end:]

    def _span(self, entry: Any) -> tuple[int, int]:
        """From where to where an entry in brackets or braces stands."""
        first, last = entry if isinstance(entry, tuple) else (entry, entry)
        return first.start_mark.index, self._end(last)

    def _above(self, at: int, column: int, floor: int) -> int:
        """Where comments begin that stand right above a line and are indented as it
        is.
        """
        while at > floor:
            line = self.text.rfind("\n", 0, at - 1) + 1
            comment = _COMMENT.match(self.text, line)
            if line < floor or comment is None or len(comment[1]) != column:
                break
            at = line
        return at

    def _skip(self, form: re.Pattern[str], at: int) -> int:
        found = form.match(self.text, at)
        return found.end() if found else at

    def _instead(self, node: Any, said: str) -> str:
        """A value where another was, or was left out."""
        start, end = node.start_mark.index, self._end(node)
        if start == end and self.text[start - 1 : start] == ":":
            said = f" {said}"
        return (
            self.text[:start]
            + said
            + (self.newline if self._at_line_start(end) else "")
            + self.text[end:]
        )

    def _beside(self, name: Any, node: Any, said: str) -> str:
        """A value on the line of its key, where lines of entries were below it."""
        colon = self.text.index(":", name.end_mark.index) + 1
        first = self.text.rfind("\n", 0, node.start_mark.index) + 1
        return (
            f"{self.text[:colon]}"
            f" {said}{self.text[colon:first]}{self.text[self._below(node) :]}"
        )

    def _find(self, path: Path) -> Any:
        node = self.top
        for step in path:
            node = node.value[step] if isinstance(step, int) else _entry(node, step)[1]
        return node

    def _behind(self, node: Any, entry: Value) -> str:
        """After the last entry of a list, in the manner of that entry."""
        last = node.value[-1]
        if not node.flow_style:
            flow = bool(getattr(last, "flow_style", False))
            column = node.start_mark.column
            return self._lines(
                self._past(last, column), _dash(entry, flow=flow), column
            )
        at, inside = self._end(last), _inside(entry)
        before = self.text[: last.start_mark.index].rpartition("\n")[2]
        if before and not before.strip():
            return self._own_line(at, before, inside)
        return f"{self.text[:at]}, {inside}{self.text[at:]}"

    def _own_line(self, at: int, indent: str, inside: str) -> str:
        """An entry in brackets on its own line; a comment stays on the line of the
        entry before it.
        """
        tail = _TAIL.match(self.text, at)
        if tail is None:
            return f"{self.text[:at]},{self.newline}{indent}{inside}{self.text[at:]}"
        comma, below = tail[1], tail.end()
        rest = self.text[at + len(comma) : below]
        after = f"{comma}{self.newline}{self.text[below:]}"
        return f"{self.text[:at]},{rest}{indent}{inside}{after}"

    def _first(self, holder: Any, node: Any, entry: Value, *, flow: bool) -> str:
        """The first entry of a list that is there and empty."""
        start, end = node.start_mark.index, node.end_mark.index
        if not holder.flow_style and self.text[start:end].strip("[] ") in _NOTHING:
            before = self.text[:start].rstrip(" ")
            emptied = before + self.text[end:]
            below = self._line_after(len(before), emptied)
            return self._lines(
                below, _dash(entry, flow=flow), holder.start_mark.column + 2, emptied
            )
        inside = _inside(entry)
        if self.text[start:end].startswith("["):
            return self.text[: start + 1] + inside + self.text[start + 1 :]
        space = "" if self.text[start - 1 : start].isspace() else " "
        return f"{self.text[:start]}{space}[{inside}]{self.text[end:]}"

    def _new_key(
        self,
        holder: Any,
        key: str,
        value: Value,
        order: Sequence[Key],
        lines: Sequence[str],
    ) -> str:
        """A key that is missing, after the nearest one that stands before it in the
        usual order.
        """
        said = f"{key}: {_inside(value)}"
        if not holder.value:  # {}
            at = holder.start_mark.index + 1
            return self.text[:at] + said + self.text[at:]
        before, column = _before(holder, key, order), holder.start_mark.column
        if holder.flow_style:
            at = self._end(before)
            return f"{self.text[:at]}, {said}{self.text[at:]}"
        return self._lines(self._past(before, column), lines, column)

    def _end(self, node: Any) -> int:
        """Where the last character of a node stands: nothing of what follows belongs to
        it.
        """
        if isinstance(node, yaml.ScalarNode):
            return self._scalar_end(node)
        if node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _scalar_end(self, node: Any) -> int:
        """Blank lines behind a block of text are its own only if it says so."""
        start, end = node.start_mark.index, int(node.end_mark.index)
        head = self.text[start:end].partition("\n")[0].partition("#")[0]
        if node.style not in {"|", ">"} or "+" in head:
            return end
        return self._line_after(
            start + len(self.text[start:end].rstrip(" \r\n")), self.text
        )

    def _below(self, node: Any) -> int:
        """Where the line after a node begins."""
        end = self._end(node)
        return end if self._at_line_start(end) else self._line_after(end, self.text)

    def _past(self, node: Any, column: int) -> int:
        """Where the line after a node begins, and after comments below it that are
        indented as its own.
        """
        at = self._below(node)
        while (comment := _COMMENT.match(self.text, at)) and len(comment[1]) > column:
            at = comment.end()
        return at

    def _at_line_start(self, index: int) -> bool:
        return self.text[index - 1 : index] in {"\n", "\r"}

    def _line_after(self, index: int, text: str) -> int:
        found = text.find("\n", index)
        return len(text) if found < 0 else found + 1

    def _lines(
        self, at: int, lines: Sequence[str], column: int, text: str | None = None
    ) -> str:
        """Whole lines put in; the last line of a file without a line end gets one."""
        old = self.text if text is None else text
        before, after = old[:at], old[at:]
        if before and not before.endswith("\n"):
            before += self.newline
        return (
            before
            + "".join(" " * column + line + self.newline for line in lines)
            + after
        )


def _entry(holder: Any, key: Key) -> Any:
    """Key and value, or None; of two names the first counts."""
    entries = {name.value: (name, value) for name, value in holder.value}
    return next((entries[name] for name in key if name in entries), None)


def _before(holder: Any, key: str, order: Sequence[Key]) -> Any:
    """The value after which a new key belongs: of the nearest key before it in the
    usual order, else the last one.
    """
    places = {name: place for place, names in enumerate(order) for name in names}
    own = places.get(key, len(order))
    earlier = [
        (places[name.value], value)
        for name, value in holder.value
        if places.get(name.value, own) < own
    ]
    return (
        max(earlier, key=lambda entry: entry[0])[1] if earlier else holder.value[-1][1]
    )


def _dash(entry: Value, *, flow: bool) -> list[str]:
    """An entry as an item of a list."""
    first, *rest = emitted(entry, flow=flow)
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _entry_lines(key: str, entry: Value, *, flow: bool) -> list[str]:
    return [f"{key}:", *(f"  {line}" for line in _dash(entry, flow=flow))]


def _inside(value: Value) -> str:
    """A value as it stands in brackets or braces, where a comma would end a bare
    text.
    """
    return "".join(emitted([value], flow=True))[1:-1]


def emitted(value: Value, *, flow: bool) -> list[str]:
    """The lines of a value at column 0. flow: on one line, in braces and brackets."""
    from branchstd.text.canonical import emit  # reading needs no writer

    return emit(value, flow=flow)
