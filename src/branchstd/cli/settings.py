"""The options before the command."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What stands before the command: where to look for the root, and the language asked for."""

    root: Path
    lang: str | None
