"""YAML records to text nodes, in one pass over the C parser's events: no composer, no
types, no references.

The grammar is YAML without what a record does not need and what a hostile file would
use. Refused: anchors, aliases, tags, directives, merge keys, several documents, depth
over 20, too many nodes, long texts, doubled keys, keys that are not one line of text,
escaped control and invisible characters, and wide spaces that look like indentation.

The parser's own complaints are told as the few situations a clerk can act on, each at
the place to look at first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, Final

import yaml
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

from branchstd.findings import Place, Problem, Severity, by_place
from branchstd.text.decode import (
    FORBIDDEN,
    JOINERS,
    LONGEST,
    SHOWN_AT_MOST,
    conflict,
    decode,
    excerpt_key,
    forbidden,
    name_of,
    not_a_record,
    refuse,
    spot,
)
from branchstd.text.nodes import MappingNode, Node, Scalar, SequenceNode

DEEPEST: Final = 20
# Spaces that look like YAML's own and are not: no-break, ideographic, typographic.
WIDE: Final = "\u00a0\u2000-\u200a\u202f\u3000"
_WIDE_LINE = re.compile(f"^[ ]*(?:- ?)*([{WIDE}])|:([{WIDE}])")
_FULLWIDTH = re.compile(
    f"^[ ]*(?:- +)*[\"']?([^\\s:#\"'\\[{{，。：]{{1,20}})[\"']?[ {WIDE}]*："
)

# (code, words in the parser's complaint, whether to point at where the situation began)
_SITUATIONS: Final = (
    # Looking ahead, the parser may give up before the builder does.
    (
        "yaml_depth",
        ("nesting depth",),
        False,
    ),
    ("yaml_directive", ("directive", "incompatible YAML document"), True),
    ("yaml_alias", ("scanning an alias",), True),
    ("yaml_anchor", ("scanning an anchor",), True),
    ("yaml_tag", ("parsing a tag", "scanning a tag", "undefined tag handle"), True),
    (
        "control_character",
        ("Unicode character escape", "special characters are not allowed"),
        False,
    ),
    ("yaml_escape", ("escape", "expected hexdecimal"), False),
    ("yaml_quote", ("quoted scalar",), True),
    ("yaml_bracket", ("flow sequence", "flow mapping"), True),
    ("yaml_colon", ("could not find expected ':'",), True),
    ("yaml_start", ("cannot start any token",), False),
    (
        "yaml_indent",
        ("block mapping", "block collection", "block sequence", "not allowed in this"),
        False,
    ),
)
# What stands at the place, or just before it, tells more than the complaint does.
_STRUCTURE: Final = (
    "expected key",
    "expected node content",
    "<document start>",
    "<block end>",
)


def explain(error: Exception, text: str, file: str) -> Problem:
    """One problem for the parser's complaint; what a Chinese keyboard put in nearby
    explains it best.
    """
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:  # a tag that is not text, or an unnamed reader fault
        code = "yaml_tag" if isinstance(error, UnicodeError) else "yaml_syntax"
        return refuse(code, file, detail=type(error).__name__)
    context: Any = getattr(error, "context_mark", None)
    words = (getattr(error, "context", None), getattr(error, "problem", None))
    detail = ", ".join(filter(None, words))
    lines = text.split("\n")
    if hint := _hint(lines, _candidates(lines, detail, mark.line, context), file):
        return hint
    if "mapping values" in detail and (
        unfinished := _find_unfinished(lines, mark.line, detail, file)
    ):
        return unfinished
    code, early = _situation(detail, text, mark)
    if code == "yaml_directive" and context is None:
        return refuse(
            code,
            file,
            next((n for n, line in enumerate(lines, 1) if line.startswith("%")), 1),
        )
    at = context if early and context is not None else mark
    named = {
        "control_character": {"character": "\\u"},
        "yaml_depth": {"limit": str(DEEPEST)},
    }
    # The parser thinks a last line ended where the text just stops, and complains of
    # the next.
    line, column = (
        (at.line, at.column)
        if at.line < len(lines)
        else (len(lines) - 1, len(lines[-1]))
    )
    return refuse(
        code, file, line + 1, column + 1, **named.get(code, {"detail": detail[:80]})
    )


def explain_scalar(text: str, file: str) -> Problem | None:
    """Why a whole file came out as one text: its first line has a full-width colon or a
    wide space.
    """
    lines = text.split("\n")
    first = next(
        (
            number
            for number, line in enumerate(lines)
            if _content(line) and line != "---"
        ),
        0,
    )
    return _suspect(lines, first, file)


def below(first: Problem, text: str, file: str) -> list[Problem]:
    """A full-width colon with those on the lines right below it, which YAML would run
    together into one text.
    """
    lines, run = text.split("\n"), [first]
    while run[-1].place.line < len(lines) and (
        more := _suspect(lines, run[-1].place.line, file)
    ):
        run.append(more)
    return [problem for problem in run if problem.code == first.code]


def _find_unfinished(
    lines: list[str], line: int, detail: str, file: str
) -> Problem | None:
    """A key without its colon on the line before: YAML runs it together with the key
    below it.
    """
    above = lines[_above(lines, line)] if _above(lines, line) >= 0 else ":"
    indent = len(above) - len(above.lstrip())
    if (
        ":" in above
        or above.lstrip().startswith("-")
        or not lines[line][indent : indent + 1].strip()
    ):
        return None
    return refuse(
        "yaml_colon", file, _above(lines, line) + 1, indent + 1, detail=detail[:80]
    )


def _situation(detail: str, text: str, mark: Any) -> tuple[str, bool]:
    if any(words in detail for words in _STRUCTURE) and (
        code := _by_neighbour(text, mark)
    ):
        return code, False
    if (
        "mapping values are not allowed" in detail
        and ": " in _line_to(text, mark).strip()
    ):
        return "yaml_second_colon", False
    found = (item for item in _SITUATIONS if any(words in detail for words in item[1]))
    code, _, early = next(found, ("yaml_syntax", (), False))
    return code, early


def _by_neighbour(text: str, mark: Any) -> str | None:
    """A stray bracket or colon, a quote closed too early, a second document, a
    directive without `---`.
    """
    here, before = text[mark.index : mark.index + 1], _line_to(text, mark).rstrip()
    if here and here in "]}":
        return "yaml_bracket"
    if before and before[-1] in "\"'":
        return "yaml_quote"
    if here == ":":
        return "yaml_key_not_text"
    head = text[: mark.index]
    if re.search(r"^%", head, re.MULTILINE):
        return "yaml_directive"
    return "yaml_documents" if re.search(r"^\.\.\.", head, re.MULTILINE) else None


def _line_to(text: str, mark: Any) -> str:
    return text[mark.index - mark.column : mark.index]


def _content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _candidates(lines: list[str], detail: str, line: int, context: Any) -> list[int]:
    """The complaint's line, where an unfinished key began, the line that a stray pair
    would continue.
    """
    if "simple key" in detail and context is not None:
        return [line, context.line]
    return [line, _above(lines, line)] if "mapping values" in detail else [line]


def _above(lines: list[str], line: int) -> int:
    """The nearest line before this one that holds more than blanks and a comment; -1 if
    there is none.
    """
    return next(
        (number for number in range(line - 1, -1, -1) if _content(lines[number])), -1
    )


def _hint(lines: list[str], numbers: list[int], file: str) -> Problem | None:
    found = next(
        (n for n in numbers if 0 <= n < len(lines) and _suspect(lines, n, file)), None
    )
    if found is None:
        return None
    while found > 0 and _suspect(lines, found - 1, file):
        found -= 1
    return _suspect(lines, found, file)


def _suspect(lines: list[str], number: int, file: str) -> Problem | None:
    line = lines[number]
    if line.lstrip().startswith("#"):
        return None
    if found := _WIDE_LINE.search(line):
        return refuse("yaml_wide_space", file, number + 1, found.end())
    if found := _FULLWIDTH.match(line):
        return refuse(
            "yaml_fullwidth_colon",
            file,
            number + 1,
            found.end(),
            key=excerpt_key(found.group(1)),
        )
    return None


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
    """Grows `top` from events. `_items`, `_keys` and `_key` are the open collection,
    `_stack` the outer ones.

    `_keys` maps a mapping's keys to the line of each; it is None in a list and at the
    top.
    """

    def __init__(
        self, file: str, text: str, *, spans: bool, most: int = MOST_NODES
    ) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._file = file
        self._text = text
        self._escapes = "\\" in text
        self._joiners = bool(JOINERS.search(text)) or self._escapes
        self._wide = bool(_ANY_WIDE.search(text))
        self._spans: list[tuple[int, int]] | None = [] if spans else None
        self._stack: list[
            tuple[list[Any], dict[str, int] | None, Scalar | None, Any]
        ] = []
        self._items: list[Any] = []
        self._keys: dict[str, int] | None = None
        self._key: Scalar | None = None
        self._nodes, self._most = 0, most
        self._documents = 0

    @property
    def top(self) -> Node | None:
        """The first document's node; None until there is one, and in an empty text."""
        return self._items[0] if self._items else None

    def spans_over(self, offset: int) -> bool:
        """Whether a scalar, such as a block of text, holds this character."""
        spans = self._spans or []
        before = bisect_right(spans, (offset, offset)) - 1
        return before >= 0 and spans[before][0] <= offset < spans[before][1]

    def grow(self, get_event: Callable[[], Any]) -> None:
        """Takes events up to the end of the text.

        Raises TooMuchError, and what the parser raises: `top` is what was read by then.
        """
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
                self._add(
                    Scalar("", event.start_mark.line + 1, event.start_mark.column + 1)
                )
            elif kind is DocumentStartEvent:
                self._document(event)
            elif kind is StreamEndEvent:
                return

    def _report(self, code: str, mark: Any, *, shift: int = 0, **values: str) -> None:
        self.problems.append(
            refuse(code, self._file, mark.line + 1, mark.column + 1 + shift, **values)
        )
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
        kind: Any = SequenceNode if keys is None else MappingNode
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
            self._check_escapes(text, mark)
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

    def _take_key(
        self, node: Node, mark: Any, keys: dict[str, int], *, plain: bool
    ) -> Scalar:
        """A key is one line of text, new in its mapping; a stand-in for a refused one
        lets reading go on.
        """
        if not isinstance(node, Scalar) or not node.text or "\n" in node.text:
            if mark is not None:  # an alias as key is already reported
                self._report("yaml_key_not_text", mark)
            return Scalar("", node.line, node.column)
        if node.text in keys:
            first, second = str(keys[node.text]), str(node.line)
            self._report(
                "yaml_duplicate_key",
                mark,
                key=excerpt_key(node.text),
                first=first,
                second=second,
            )
        elif plain and node.text == "<<":
            self._report("yaml_merge_key", mark)
        elif self._joiners and (found := JOINERS.search(node.text)):
            self._report(
                "invisible_character", mark, character=name_of(found.group())[1]
            )
        keys.setdefault(node.text, node.line)
        return node

    def _check_escapes(self, text: str, mark: Any) -> None:
        for found, _ in zip(
            FORBIDDEN.finditer(text), range(SHOWN_AT_MOST), strict=False
        ):
            code, character = name_of(found.group())
            self._report(code, mark, character=character)

    def _cut(self, text: str, mark: Any) -> None:
        """One blank before `#`: was it meant as a comment? Two blanks say so."""
        rest = self._text[mark.index + 1 :].partition("\n")[0]
        if len(self.notes) < MOST_NOTES and (text or self._key is not None):
            place = Place(self._file, mark.line + 1, mark.column + 2)
            self.notes.append(
                Problem(
                    "yaml_hash_cut",
                    place,
                    {"seen": excerpt_key(text), "cut": excerpt_key(rest)},
                    Severity.WARNING,
                )
            )

    def _check_wide(self, text: str, mark: Any) -> None:
        """Plain YAML takes `　key`, `-　item` and `key:　value` for text, where a clerk
        meant structure.

        `时间:　三点` after its own key on the same line cannot be a pair and stays
        text.
        """
        key = self._keys is not None and self._key is None
        inline = self._key is not None and self._key.line == mark.line + 1
        found = (
            _WIDE_KEY.search(text)
            if key
            else None
            if inline
            else _WIDE_HERE.match(text)
        )
        if found:
            self._report("yaml_wide_space", mark, shift=found.end() - 1)


# Only the event interface is used; the base loader adds nothing to the parser but an
# empty constructor.
PARSER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST_TABS: Final = 5
# Characters in all, of a file that is read again and again.
MOST_READ_AGAIN: Final = 1_000_000
# A tab that indents a line, or that stands before a comment.
_TAB = re.compile(r"^[ ]*(\t)[ \t]*(?=[^ \t\n])|^[^#\n]*(\t)[ ]*#", re.MULTILINE)

Result = tuple[Node | None, tuple[Problem, ...]]


def read_yaml(data: bytes, file: str, most: int = MOST_NODES) -> Result:
    """The file's node with every scalar as typed, or None and what is wrong; an empty
    file is a warning.

    most: of nodes.
    """
    if fault := not_a_record(data, file):
        return None, (fault,)
    text = decode(data, file)
    if isinstance(text, Problem):
        return None, (text,)
    # Markers first: whatever else is wrong in a conflicted file is likely to vanish
    # with the conflict.
    if fault := conflict(text, file):
        return None, (fault,)
    faults = tuple(forbidden(text, file))
    return (None, faults) if faults else _without_colons(text, file, most)


def _without_colons(text: str, file: str, most: int) -> Result:
    """As it is read; where full-width colons stand instead of others, all of them are
    told, not the first alone.

    Each is found by reading on as if it were mended. Of a long file so much is read
    again only a few times.
    """
    found: list[Problem] = []
    while True:
        node, problems = _parse(text, file, most)
        first = (
            problem for problem in problems if problem.code == "yaml_fullwidth_colon"
        )
        wide = [problem for one in first for problem in below(one, text, file)]
        if not wide or (len(found) + 1) * len(text) > MOST_READ_AGAIN:
            others = [p for p in problems if p.unreadable or not found]
            return (None, (*found, *others)) if found else (node, problems)
        found += wide
        text = _mend(text, wide)


def _mend(text: str, wide: list[Problem]) -> str:
    lines = text.split("\n")
    for place in (problem.place for problem in wide):
        line = lines[place.line - 1]
        lines[place.line - 1] = (
            f"{line[: place.column - 1]}: {line[place.column :].lstrip()}"
        )
    return "\n".join(lines)


def _parse(text: str, file: str, most: int) -> Result:
    tabs = (
        [found.start(found.lastindex or 0) for found in _TAB.finditer(text)]
        if "\t" in text
        else []
    )
    builder = Builder(file, text, spans=bool(tabs), most=most)
    error = _grow(builder, text)
    problems = builder.problems
    indents = [tab for tab in tabs if not builder.spans_over(tab)]
    problems.extend(_tab_faults(indents, text, file, error))
    if error and not _by_tab(error, problems):
        problems.extend(_unseen(explain(error, text, file), problems))
    if problems:
        return None, tuple(sorted(problems, key=by_place))
    node, faults = _top(builder.top, text, file)
    return node, (*faults, *builder.notes)


def _grow(builder: Builder, text: str) -> Exception | None:
    """Feeds the builder; the parser's complaint if it has one."""
    try:
        builder.grow(PARSER(text).get_event)
    except TooMuchError:
        return None
    except (
        yaml.YAMLError,
        ValueError,
    ) as error:  # ValueError: a %-escaped tag that is not UTF-8
        return error
    return None


def _tab_faults(
    tabs: list[int], text: str, file: str, error: Exception | None
) -> list[Problem]:
    """The tabs up to the parser's complaint, those it let pass too; what follows it may
    be text.
    """
    mark: Any = getattr(error, "problem_mark", None)
    if error and (
        mark is None or "quoted scalar" in (getattr(error, "context", None) or "")
    ):
        return []
    spots = (spot(text, tab) for tab in tabs[:MOST_TABS])
    return [
        refuse("yaml_tab", file, *at)
        for at in spots
        if not mark or at[0] <= mark.line + 1
    ]


def _unseen(problem: Problem, problems: list[Problem]) -> list[Problem]:
    """The builder and the parser may both stumble over one wide space."""
    seen = {(other.code, other.place) for other in problems}
    return [] if (problem.code, problem.place) in seen else [problem]


def _by_tab(error: Exception, problems: list[Problem]) -> bool:
    """Whether the complaint is about a line that a tab already explains."""
    mark: Any = getattr(error, "problem_mark", None)
    return any(
        problem.code == "yaml_tab" and problem.place.line == mark.line + 1
        for problem in problems
    )


def _top(node: Node | None, text: str, file: str) -> Result:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return None, (Problem("file_empty", Place(file), severity=Severity.WARNING),)
    if isinstance(node, Scalar) and (fault := explain_scalar(text, file)):
        return None, (fault,)
    return node, ()
