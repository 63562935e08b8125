"""The parser's complaints as the few situations a clerk can act on, each at the place to look at first."""

from __future__ import annotations

import re
from typing import Any, Final

from branchstd.findings import Problem
from branchstd.text.decode import refuse, shown

DEEPEST: Final = 20
# Spaces that look like YAML's own and are not: no-break, ideographic, typographic.
WIDE: Final = "\u00a0\u2000-\u200a\u202f\u3000"
_WIDE_LINE = re.compile(f"^[ ]*(?:- ?)*([{WIDE}])|:([{WIDE}])")
_FULLWIDTH = re.compile(f"^[ ]*(?:- +)*[\"']?([^\\s:#\"'\\[{{，。：]{{1,20}})[\"']?[ {WIDE}]*：")

# (code, words in the parser's complaint, whether to point at where the situation began)
_SITUATIONS: Final = (
    (
        "yaml_depth",
        ("nesting depth",),
        False,
    ),  # looking ahead, the parser may give up before the builder does
    ("yaml_directive", ("directive", "incompatible YAML document"), True),
    ("yaml_alias", ("scanning an alias",), True),
    ("yaml_anchor", ("scanning an anchor",), True),
    ("yaml_tag", ("parsing a tag", "scanning a tag", "undefined tag handle"), True),
    ("control_character", ("Unicode character escape", "special characters are not allowed"), False),
    ("yaml_escape", ("escape", "expected hexdecimal"), False),
    ("yaml_quote", ("quoted scalar",), True),
    ("yaml_bracket", ("flow sequence", "flow mapping"), True),
    ("yaml_colon", ("could not find expected ':'",), True),
    ("yaml_start", ("cannot start any token",), False),
    ("yaml_indent", ("block mapping", "block collection", "block sequence", "not allowed in this"), False),
)
# What stands at the place, or just before it, tells more than the complaint does.
_STRUCTURE: Final = ("expected key", "expected node content", "<document start>", "<block end>")


def explain(error: Exception, text: str, file: str) -> Problem:
    """One problem for the parser's complaint; what a Chinese keyboard put in nearby explains it best."""
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
    if "mapping values" in detail and (unfinished := _unfinished(lines, mark.line, detail, file)):
        return unfinished
    code, early = _situation(detail, text, mark)
    if code == "yaml_directive" and context is None:
        return refuse(code, file, next((n for n, line in enumerate(lines, 1) if line.startswith("%")), 1))
    at = context if early and context is not None else mark
    named = {"control_character": {"character": "\\u"}, "yaml_depth": {"limit": str(DEEPEST)}}
    # The parser thinks a last line ended where the text just stops, and complains of the next.
    line, column = (at.line, at.column) if at.line < len(lines) else (len(lines) - 1, len(lines[-1]))
    return refuse(code, file, line + 1, column + 1, **named.get(code, {"detail": detail[:80]}))


def explain_scalar(text: str, file: str) -> Problem | None:
    """Why a whole file came out as one text: its first line has a full-width colon or a wide space."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if _content(line) and line != "---"), 0)
    return _suspect(lines, first, file)


def below(first: Problem, text: str, file: str) -> list[Problem]:
    """A full-width colon with those on the lines right below it, which YAML would run together into one text."""
    lines, run = text.split("\n"), [first]
    while run[-1].place.line < len(lines) and (more := _suspect(lines, run[-1].place.line, file)):
        run.append(more)
    return [problem for problem in run if problem.code == first.code]


def _unfinished(lines: list[str], line: int, detail: str, file: str) -> Problem | None:
    """A key without its colon on the line before: YAML runs it together with the key below it."""
    above = lines[_above(lines, line)] if _above(lines, line) >= 0 else ":"
    indent = len(above) - len(above.lstrip())
    if ":" in above or above.lstrip().startswith("-") or not lines[line][indent : indent + 1].strip():
        return None
    return refuse("yaml_colon", file, _above(lines, line) + 1, indent + 1, detail=detail[:80])


def _situation(detail: str, text: str, mark: Any) -> tuple[str, bool]:
    if any(words in detail for words in _STRUCTURE) and (code := _by_neighbour(text, mark)):
        return code, False
    if "mapping values are not allowed" in detail and ": " in _line_to(text, mark).strip():
        return "yaml_second_colon", False
    found = (item for item in _SITUATIONS if any(words in detail for words in item[1]))
    code, _, early = next(found, ("yaml_syntax", (), False))
    return code, early


def _by_neighbour(text: str, mark: Any) -> str | None:
    """A stray bracket or colon, a quote closed too early, a second document, a directive without `---`."""
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
    """The complaint's line, where an unfinished key began, the line that a stray pair would continue."""
    if "simple key" in detail and context is not None:
        return [line, context.line]
    return [line, _above(lines, line)] if "mapping values" in detail else [line]


def _above(lines: list[str], line: int) -> int:
    """The nearest line before this one that holds more than blanks and a comment; -1 if there is none."""
    return next((number for number in range(line - 1, -1, -1) if _content(lines[number])), -1)


def _hint(lines: list[str], numbers: list[int], file: str) -> Problem | None:
    found = next((n for n in numbers if 0 <= n < len(lines) and _suspect(lines, n, file)), None)
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
        return refuse("yaml_fullwidth_colon", file, number + 1, found.end(), key=shown(found.group(1)))
    return None
