"""Templates of reports, in a sandbox: they may lay out what they are given and reach nothing else.

Two environments: Markdown, in which cells are escaped by a filter, and HTML, in which everything is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from branchstd.render.sheets import markdown_cell, markdown_table

LONGEST: Final = 8 * 1024 * 1024  # characters of one report
WIDEST: Final = 1_000_000  # characters or items that one operation may make


class ReportError(Exception):
    """A template that cannot be used: which, at which line (0: unknown), and why."""

    def __init__(self, name: str, line: int, detail: str) -> None:
        super().__init__(detail)
        self.name, self.line, self.detail = name, line, detail


class _Environment(ImmutableSandboxedEnvironment):
    """No operation makes more than a report could hold."""

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(side) if isinstance(side, (str, list, tuple)) else 0 for side in (left, right)]
        counts = [abs(side) if isinstance(side, int) else 1 for side in (left, right)]
        too_many = operator == "**" or (operator == "*" and max(sizes) * max(counts) > WIDEST) or sum(sizes) > WIDEST
        if too_many or max(counts) > 10**12:
            raise SecurityError("too large")
        return super().call_binop(context, operator, left, right)


class _Counted:
    """`range` for templates: all of a report's counting together may not go on for ever."""

    def __init__(self) -> None:
        self._left = WIDEST

    def __call__(self, *bounds: int) -> range:
        found = range(*bounds)
        self._left -= len(found) + 1
        if self._left < 0:
            raise SecurityError("too many turns")
        return found


def rendered(sources: Mapping[str, str], name: str, context: Mapping[str, Any], *, html: bool) -> str:
    """One report. sources: all templates by name. Raises ReportError."""
    environment = _Environment(
        loader=DictLoader(dict(sources)),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["table"] = markdown_table
    environment.filters["narrow"] = narrow
    environment.filters["css"] = in_css
    environment.globals["range"] = _Counted()
    environment.filters["cell"] = markdown_cell
    parts: list[str] = []
    size = 0
    try:
        for part in environment.get_template(name).generate(**context):
            parts.append(part)
            size += len(part)
            if size > LONGEST:
                raise ReportError(name, 0, "too long")
    except TemplateSyntaxError as error:
        raise ReportError(error.name or name, error.lineno, error.message or "") from None
    except (TemplateError, ValueError, TypeError, ArithmeticError, RecursionError, MemoryError) as error:
        raise ReportError(name, _line(error, sources), str(error)) from None
    return "".join(parts)


def _line(error: BaseException, sources: Mapping[str, str]) -> int:
    """The line of the template that a fault happened in: compiled templates keep their names and lines."""
    found, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>" or "__jinja_template__" in trace.tb_frame.f_globals:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def narrow(text: str) -> bool:
    """Whether a cell should never be broken: a day, a number, a code, a short word."""
    return len(text) <= (10 if text.isascii() else 4)


def in_css(text: str) -> str:
    """A text inside a quoted string of a style sheet: every character by its number, so that none can end it."""
    return "".join(f"\\{ord(character):x} " for character in text)
