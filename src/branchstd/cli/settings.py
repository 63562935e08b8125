"""The options before the command."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What stands before the command: where to look for the root, and the language asked for.

    written: record files that the run has changed, to be told if nothing can be shown afterwards.
    """

    root: Path
    lang: str | None
    written: list[str] = field(default_factory=list, compare=False)
