"""YAML records to text nodes, in one pass over the C parser's events: no composer, no types, no references.

The grammar is YAML without what a record does not need and what a hostile file would use: see `text.builder`.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from branchstd.findings import Place, Problem, Severity, by_place
from branchstd.text.builder import MOST_NODES, Builder, TooMuchError
from branchstd.text.complaint import below, explain, explain_scalar
from branchstd.text.decode import conflict, decode, forbidden, not_a_record, refuse, spot
from branchstd.text.nodes import Node, Scalar

# Only the event interface is used; the base loader adds nothing to the parser but an empty constructor.
PARSER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST_TABS: Final = 5
# Characters in all, of a file that is read again and again.
MOST_READ_AGAIN: Final = 1_000_000
# A tab that indents a line, or that stands before a comment.
_TAB = re.compile(r"^[ ]*(\t)[ \t]*(?=[^ \t\n])|^[^#\n]*(\t)[ ]*#", re.MULTILINE)

Result = tuple[Node | None, tuple[Problem, ...]]


def read_yaml(data: bytes, file: str, most: int = MOST_NODES) -> Result:
    """The file's node with every scalar as typed, or None and what is wrong; an empty file is a warning.

    most: of nodes.
    """
    if fault := not_a_record(data, file):
        return None, (fault,)
    text = decode(data, file)
    if isinstance(text, Problem):
        return None, (text,)
    # Markers first: whatever else is wrong in a conflicted file is likely to vanish with the conflict.
    if fault := conflict(text, file):
        return None, (fault,)
    faults = tuple(forbidden(text, file))
    return (None, faults) if faults else _without_colons(text, file, most)


def _without_colons(text: str, file: str, most: int) -> Result:
    """As it is read; where full-width colons stand instead of others, all of them are told, not the first alone.

    Each is found by reading on as if it were mended. Of a long file so much is read again only a few times.
    """
    found: list[Problem] = []
    while True:
        node, problems = _parse(text, file, most)
        first = (problem for problem in problems if problem.code == "yaml_fullwidth_colon")
        wide = [problem for one in first for problem in below(one, text, file)]
        if not wide or (len(found) + 1) * len(text) > MOST_READ_AGAIN:
            others = [p for p in problems if p.unreadable or not found]
            return (None, (*found, *others)) if found else (node, problems)
        found += wide
        text = _mended(text, wide)


def _mended(text: str, wide: list[Problem]) -> str:
    lines = text.split("\n")
    for place in (problem.place for problem in wide):
        line = lines[place.line - 1]
        lines[place.line - 1] = f"{line[: place.column - 1]}: {line[place.column :].lstrip()}"
    return "\n".join(lines)


def _parse(text: str, file: str, most: int) -> Result:
    tabs = [found.start(found.lastindex or 0) for found in _TAB.finditer(text)] if "\t" in text else []
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
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a %-escaped tag that is not UTF-8
        return error
    return None


def _tab_faults(tabs: list[int], text: str, file: str, error: Exception | None) -> list[Problem]:
    """The tabs up to the parser's complaint, those it let pass too; what follows it may be text."""
    mark: Any = getattr(error, "problem_mark", None)
    if error and (mark is None or "quoted scalar" in (getattr(error, "context", None) or "")):
        return []
    spots = (spot(text, tab) for tab in tabs[:MOST_TABS])
    return [refuse("yaml_tab", file, *at) for at in spots if not mark or at[0] <= mark.line + 1]


def _unseen(problem: Problem, problems: list[Problem]) -> list[Problem]:
    """The builder and the parser may both stumble over one wide space."""
    seen = {(other.code, other.place) for other in problems}
    return [] if (problem.code, problem.place) in seen else [problem]


def _by_tab(error: Exception, problems: list[Problem]) -> bool:
    """Whether the complaint is about a line that a tab already explains."""
    mark: Any = getattr(error, "problem_mark", None)
    return any(problem.code == "yaml_tab" and problem.place.line == mark.line + 1 for problem in problems)


def _top(node: Node | None, text: str, file: str) -> Result:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return None, (Problem("file_empty", Place(file), severity=Severity.WARNING),)
    if isinstance(node, Scalar) and (fault := explain_scalar(text, file)):
        return None, (fault,)
    return node, ()
