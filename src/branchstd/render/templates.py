"""Templates of reports, in a sandbox: they may lay out the plain data they are given
and reach nothing else.

Two environments: Markdown, whose data come with their signs escaped (`markdown.cell`),
and HTML, which escapes whatever is put in. Loaded on its own by the process that lays
out a town's own templates, so it needs little.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from branchstd.render.markdown import table_text

LARGEST: Final = 20 * 1000 * 1000  # bytes of one report
WIDEST: Final = 1_000_000  # characters or items that one operation may make


class ReportError(Exception):
    """A template that cannot be used: which, at which line (0: unknown), and why; code:
    of the problem it is.
    """

    def __init__(
        self, name: str, line: int, detail: str, code: str = "template_fault"
    ) -> None:
        super().__init__(detail)
        self.name, self.line, self.detail, self.code = name, line, detail, code


class _Environment(ImmutableSandboxedEnvironment):
    """No operation makes more than a report could hold, and what is escaped stays
    so.
    """

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        sizes = [
            len(side) if isinstance(side, (str, list, tuple)) else 0
            for side in (left, right)
        ]
        counts = [abs(side) if isinstance(side, int) else 1 for side in (left, right)]
        too_many = (
            operator == "**"
            or (operator == "*" and max(sizes) * max(counts) > WIDEST)
            or sum(sizes) > WIDEST
        )
        if too_many or max(counts) > 10**12:
            raise SecurityError("too large")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An entry of the data before a method of the dict that holds it:
        `village.items` are the items.
        """
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def _parse(
        self, source: str, name: str | None, filename: str | None
    ) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError(
                "escaping cannot be switched", node.lineno, name, filename
            )
        return tree


class _Counted:
    """`range` for templates: all of a report's counting together may not go on for
    ever.
    """

    def __init__(self) -> None:
        self._left = WIDEST

    def __call__(self, *bounds: int) -> range:
        found = range(*bounds)
        self._left -= len(found) + 1
        if self._left < 0:
            raise SecurityError("too many turns")
        return found


def render(
    sources: Mapping[str, str], name: str, context: Mapping[str, Any], *, html: bool
) -> str:
    """One report of plain data. sources: all templates by name. Raises ReportError."""
    parts: list[str] = []
    size = 0
    try:
        for part in _environment(sources, html).get_template(name).generate(**context):
            parts.append(part)
            size += len(part.encode("utf-8", "replace"))
            if size > LARGEST:
                raise ReportError(name, 0, f"> {LARGEST // 10**6} MB", "template_large")
    except ReportError:
        raise
    except Exception as error:  # whatever it is, a template asked for it
        code = "template_large" if isinstance(error, MemoryError) else "template_fault"
        raise ReportError(
            *_where(error, name, sources), describe(error), code
        ) from None
    return "".join(parts)


def sandbox(
    *, escapes: bool, sources: Mapping[str, str] = MappingProxyType({})
) -> Environment:
    """Where templates are laid out. sources: those that others may name."""
    environment = _Environment(
        # Under its own name a template is found in the trace of a fault.
        loader=FunctionLoader(
            lambda name: (sources[name], name, None) if name in sources else None
        ),
        autoescape=escapes,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["range"] = _Counted()
    # The one lets a record's text be markup, the other makes addresses of it.
    for name in (
        "safe",
        "urlize",
    ):
        del environment.filters[name]
    return environment


def _environment(sources: Mapping[str, str], html: bool) -> Environment:
    environment = sandbox(escapes=html, sources=sources)
    environment.filters |= {
        "table": _rows if html else _table,
        "cell": str,
        "narrow": narrow,
        "css": in_css,
    }
    return environment


def _where(error: Exception, name: str, sources: Mapping[str, str]) -> tuple[str, int]:
    """Template and line that a fault happened in, as deep as it can be told: compiled
    templates keep both.
    """
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno
    found, trace = (name, 0), error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in sources:
            found = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return found


def narrow(text: str) -> bool:
    """Whether a cell should never be broken: a day, a number, a code, a short word."""
    return len(text) <= (10 if text.isascii() else 6)


def in_css(text: str) -> str:
    """A text inside a quoted string of a style sheet: every character by its number, so
    that none can end it.
    """
    return "".join(f"\\{ord(character):x} " for character in text)


def describe(error: Exception) -> str:
    """What is wrong, as the template language says it."""
    if isinstance(error, TemplateNotFound):  # says the bare name
        return f"there is no template {error.message}"
    told = error.message if isinstance(error, TemplateError) else str(error)
    return told or type(error).__name__


def _rows(sheet: Any) -> Any:
    return sheet["rows"]


def _table(sheet: Any) -> str:
    return table_text([column["title"] for column in sheet["columns"]], sheet["rows"])
