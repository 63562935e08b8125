"""What goes to stdout, and who hears it. Loads nothing: what was kept is said again
without any more.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Final, Protocol


class Listener(Protocol):
    """is_whole: nothing was said beside the result, or written."""

    is_whole: bool

    def hear(self, text: str, *, console: bool) -> None:
        """All that goes to stdout, as text for a console or as a document."""
        ...


LISTENERS: Final[list[Listener]] = []


def spoil() -> None:
    """Something was said beside the result, or written."""
    for one in LISTENERS:
        one.is_whole = False


def allow_any_encoding() -> None:
    """What the encoding of stdout lacks becomes `?`; it may be closed."""
    with suppress(ValueError):
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")


def write(text: str, *, console: bool) -> None:
    """To stdout, as its encoding allows; documents are UTF-8 with LF whatever the
    console is.

    Where stdout is closed, only the exit code is left.
    """
    for one in LISTENERS:
        one.hear(text, console=console)
    if sys.stdout is None:
        return
    if console:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
