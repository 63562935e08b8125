"""Parser events to nodes, iteratively; what records may not use is refused on the way.

Refused: anchors, aliases, tags, directives, merge keys, several documents, depth over 20, too many nodes, long texts,
doubled keys, keys that are not one line of text, escaped control and invisible characters, and wide spaces
that look like indentation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, Final

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from branchstd.findings import Place, Problem, Severity
from branchstd.text.complaint import DEEPEST, WIDE
from branchstd.text.decode import FORBIDDEN, JOINERS, LONGEST, SHOWN_AT_MOST, name_of, refuse, shown
from branchstd.text.nodes import Mapping, Node, Scalar, Sequence

MOST_NODES: Final = 200_000
MOST_PROBLEMS: Final = 20
MOST_NOTES: Final = 1_000
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_WIDE_HERE = re.compile(f"-[{WIDE}]|[^\\s:：]{{1,20}}:[{WIDE}]")
_WIDE_KEY = re.compile(f"^[{WIDE}]|[{WIDE}]$")
_ANY_WIDE = re.compile(f"[{WIDE}]")


class TooMuchError(Exception):
    """Nothing after this is worth reading: the reason is already among the problems."""


class Builder:
    """Grows `top` from events. `_items`, `_keys` and `_key` are the open collection, `_stack` the outer ones.

    `_keys` maps a mapping's keys to the line of each; it is None in a list and at the top.
    """

    def __init__(self, file: str, text: str, *, spans: bool, most: int = MOST_NODES) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._file = file
        self._text = text
        self._escapes = "\\" in text
        self._joiners = bool(JOINERS.search(text)) or self._escapes
        self._wide = bool(_ANY_WIDE.search(text))
        self._spans: list[tuple[int, int]] | None = [] if spans else None
        self._stack: list[tuple[list[Any], dict[str, int] | None, Scalar | None, Any]] = []
        self._items: list[Any] = []
        self._keys: dict[str, int] | None = None
        self._key: Scalar | None = None
        self._nodes, self._most = 0, most
        self._documents = 0

    @property
    def top(self) -> Node | None:
        return self._items[0] if self._items else None

    def spans_over(self, offset: int) -> bool:
        """Whether a scalar, such as a block of text, holds this character."""
        spans = self._spans or []
        before = bisect_right(spans, (offset, offset)) - 1
        return before >= 0 and spans[before][0] <= offset < spans[before][1]

    def grow(self, get_event: Callable[[], Any]) -> None:
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent:
                self._open(event, {})
            elif kind is SequenceStartEvent:
                self._open(event, None)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close()
            elif kind is AliasEvent:
                self._report("yaml_alias", event.start_mark)
                self._add(Scalar("", event.start_mark.line + 1, event.start_mark.column + 1))
            elif kind is DocumentStartEvent:
                self._document(event)
            elif kind is StreamEndEvent:
                return

    def _report(self, code: str, mark: Any, *, shift: int = 0, **values: str) -> None:
        self.problems.append(refuse(code, self._file, mark.line + 1, mark.column + 1 + shift, **values))
        if len(self.problems) >= MOST_PROBLEMS:
            raise TooMuchError

    def _document(self, event: Any) -> None:
        self._documents += 1
        if event.version or event.tags:
            self._report("yaml_directive", event.start_mark)
        if self._documents > 1:
            self._report("yaml_documents", event.start_mark)
            raise TooMuchError

    def _refuse(self, event: Any) -> None:
        if self._nodes > self._most:
            self._report("yaml_too_many", event.start_mark, limit=str(self._most))
            raise TooMuchError
        if event.anchor:
            self._report("yaml_anchor", event.start_mark)
        if event.tag:
            self._report("yaml_tag", event.start_mark)

    def _open(self, event: Any, keys: dict[str, int] | None) -> None:
        self._nodes += 1
        if event.anchor or event.tag or self._nodes > self._most:
            self._refuse(event)
        if len(self._stack) >= DEEPEST:
            self._report("yaml_depth", event.start_mark, limit=str(DEEPEST))
            raise TooMuchError
        self._stack.append((self._items, self._keys, self._key, event.start_mark))
        self._items, self._keys, self._key = [], keys, None

    def _close(self) -> None:
        items, keys = tuple(self._items), self._keys
        self._items, self._keys, self._key, mark = self._stack.pop()
        kind: Any = Sequence if keys is None else Mapping
        self._add(kind(items, mark.line + 1, mark.column + 1), mark)

    def _scalar(self, event: Any) -> None:
        self._nodes += 1
        if event.anchor or event.tag or self._nodes > self._most:
            self._refuse(event)
        text, style, mark = event.value, event.style, event.start_mark
        if len(text) > LONGEST:
            self._report("yaml_text_too_long", mark, limit=str(LONGEST))
        if not style:
            if self._text[event.end_mark.index : event.end_mark.index + 2] == " #":
                self._cut(text, event.end_mark)
            if self._wide:
                self._check_wide(text, mark)
            if text in _NULLS:
                text = ""
        elif self._escapes and style == '"' and FORBIDDEN.search(text):
            self._escaped(text, mark)
        if self._spans is not None:
            self._spans.append((mark.index, event.end_mark.index))
        node = Scalar(text, mark.line + 1, mark.column + 1)
        if self._key is not None:  # the commonest case, so first and without a call
            self._items.append((self._key, node))
            self._key = None
        else:
            self._add(node, mark, plain=not style)

    def _add(self, node: Node, mark: Any = None, *, plain: bool = False) -> None:
        if self._keys is None:
            self._items.append(node)
        elif self._key is not None:
            self._items.append((self._key, node))
            self._key = None
        else:
            self._key = self._take_key(node, mark, self._keys, plain=plain)

    def _take_key(self, node: Node, mark: Any, keys: dict[str, int], *, plain: bool) -> Scalar:
        """A key is one line of text, new in its mapping; a stand-in for a refused one lets reading go on."""
        if not isinstance(node, Scalar) or not node.text or "\n" in node.text:
            if mark is not None:  # an alias as key is already reported
                self._report("yaml_key_not_text", mark)
            return Scalar("", node.line, node.column)
        if node.text in keys:
            first, second = str(keys[node.text]), str(node.line)
            self._report("yaml_duplicate_key", mark, key=shown(node.text), first=first, second=second)
        elif plain and node.text == "<<":
            self._report("yaml_merge_key", mark)
        elif self._joiners and (found := JOINERS.search(node.text)):
            self._report("invisible_character", mark, character=name_of(found.group())[1])
        keys.setdefault(node.text, node.line)
        return node

    def _escaped(self, text: str, mark: Any) -> None:
        for found, _ in zip(FORBIDDEN.finditer(text), range(SHOWN_AT_MOST), strict=False):
            code, character = name_of(found.group())
            self._report(code, mark, character=character)

    def _cut(self, text: str, mark: Any) -> None:
        """One blank before `#`: was it meant as a comment? Two blanks say so."""
        rest = self._text[mark.index + 1 :].partition("\n")[0]
        if len(self.notes) < MOST_NOTES and (text or self._key is not None):
            place = Place(self._file, mark.line + 1, mark.column + 2)
            self.notes.append(
                Problem("yaml_hash_cut", place, {"seen": shown(text), "cut": shown(rest)}, Severity.WARNING)
            )

    def _check_wide(self, text: str, mark: Any) -> None:
        """Plain YAML takes `　key`, `-　item` and `key:　value` for text, where a clerk meant structure.

        `时间:　三点` after its own key on the same line cannot be a pair and stays text.
        """
        key = self._keys is not None and self._key is None
        inline = self._key is not None and self._key.line == mark.line + 1
        found = _WIDE_KEY.search(text) if key else None if inline else _WIDE_HERE.match(text)
        if found:
            self._report("yaml_wide_space", mark, shift=found.end() - 1)
