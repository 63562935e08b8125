"""Whether the user has stopped the program.

An interrupt is raised wherever the program happens to be. A library that is at work
there may make an error of its own of it (pydantic, while it builds a model): whoever
catches that asks here.
"""

from __future__ import annotations

from types import FrameType
from typing import Final, NoReturn

SIGNALS: Final[list[int]] = []  # as they came


def stop(number: int, _: FrameType | None) -> NoReturn:
    """Whoever ends the program, or closes its window, is answered as Ctrl-C is."""
    SIGNALS.append(number)
    raise KeyboardInterrupt
