"""What the plan leaves open about numbers that are shown, below them, until the town decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.console import RenderableType
from rich.text import Text

from branchstd.messages.speech import Speech
from branchstd.render.look import indented


def footnotes(codes: Collection[str], speech: Speech) -> Iterator[RenderableType]:
    """codes: of the rules, standards, targets and days that are shown."""
    told = speech.footnotes(codes)
    if told:
        yield Text()
    for text in told:
        yield indented(text, 0, "dim")
