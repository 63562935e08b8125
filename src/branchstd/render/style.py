"""How outcomes and bars look: the one table of signs and colours, in characters that a
GBK console has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from branchstd.findings import Outcome, Severity
from branchstd.messages.messages import Messages
from branchstd.render.breaks import breaks


class Look(NamedTuple):
    """sign: one character that GBK has. style: in rich's words."""

    sign: str
    style: str


LOOKS: Final[dict[Outcome, Look]] = {
    Outcome.MET: Look("√", "green"),
    Outcome.PARTIAL: Look("△", "yellow"),
    Outcome.UNMET: Look("×", "red"),
    Outcome.NOT_DUE: Look("…", "dim"),
    Outcome.NOT_APPLICABLE: Look("-", "dim"),
    Outcome.REVIEW: Look("?", "cyan"),
    Outcome.ERROR: Look("!", "bold red"),
}
SEVERITIES: Final[dict[Severity, str]] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
}
BAR: Final = 20


def bar(percent: Fraction | None) -> str:
    """Twenty squares; what is not evaluated has none. It stands last on its line: its
    width differs by console.
    """
    if percent is None:
        return ""
    full = int(percent * BAR / 100)
    return "■" * full + "□" * (BAR - full)


@dataclass(frozen=True)
class Paragraph:
    """A text whose wrapped lines stay indented; Chinese breaks between characters,
    other text between words.

    A kept paragraph is never broken: a place must stay one piece to be copied.
    """

    text: Text
    columns: int
    keep: bool = False

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> RenderResult:
        width = 10_000 if self.keep else max(options.max_width - self.columns, 20)
        parts = self.text.split(allow_blank=True) or [self.text]
        for line in (one for p in parts for one in p.divide(breaks(p.plain, width))):
            line.rstrip()
            # Broken here already, or not to be broken at all: the console may not do it
            # once more.
            whole = Text(" " * self.columns, no_wrap=True, overflow="ignore") + line
            yield whole


def indent(
    text: Text | str, columns: int = 2, style: str = "", *, keep: bool = False
) -> Paragraph:
    """Also where lines are wrapped. keep: never wrapped, so that it can be copied."""
    return Paragraph(
        text if isinstance(text, Text) else Text(text, style), columns, keep
    )


def heading(text: str) -> Text:
    """Bold, with nothing around it: blank lines are its user's."""
    return Text(text, "bold")


def footnotes(codes: Collection[str], messages: Messages) -> Iterator[RenderableType]:
    """What the plan leaves open about numbers that are shown. codes: of the rules,
    standards, targets and days.
    """
    told = messages.footnotes(codes)
    if told:
        yield Text()
    for text in told:
        yield indent(text, 0, "dim")
