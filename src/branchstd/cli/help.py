"""Help texts in the language of this run; the language is known before the commands are built."""

from __future__ import annotations

from typing import Final

from branchstd.cli.language import early
from branchstd.messages import table

LANG: Final = early()
HELP: Final[dict[str, str]] = table(f"help_{LANG}").HELP
