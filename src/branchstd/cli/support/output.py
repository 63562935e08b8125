"""What goes to stdout, and who hears it. Loads nothing: what was kept is said again
without any more.
"""

from __future__ import annotations

import sys
from typing import Final, Protocol


class Listener(Protocol):
    """parts: all that went to stdout, as text for a console or as a document. is_whole:
    nothing else was said or written.
    """

    parts: list[tuple[bool, str]]
    is_whole: bool


LISTENERS: Final[list[Listener]] = []


def spoil() -> None:
    """Something was said beside the result, or written."""
    for one in LISTENERS:
        one.is_whole = False


def write(text: str, *, console: bool) -> None:
    """To stdout, as its encoding allows; documents are UTF-8 with LF whatever the
    console is.

    Where stdout is closed, only the exit code is left.
    """
    for one in LISTENERS:
        one.parts.append((console, text))
    if sys.stdout is None:
        return
    if console:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
