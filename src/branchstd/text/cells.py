"""What a spreadsheet does to cells: marks that force text are taken off, spoilt numbers are recognised."""

from __future__ import annotations

import re
from typing import Final

# 1.10101E+17, and the 16th digit and later turned into zeros.
_SPOILT = re.compile(r"-?\d(?:\.\d+)?[Ee]\+\d{1,3}|[1-9]\d{14}0{3,}")
_FORMULA_TEXT = re.compile(r"=\"(.*)\"", re.DOTALL)
# Openings that an apostrophe keeps a spreadsheet from computing.
COMPUTED: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")
# Without one of these a table needs no look at single cells.
UNUSUAL: Final = re.compile(r"['\t]|=\"|\d[Ee]\+\d|\d{15}000")


def unwrap(cell: str) -> tuple[str, bool]:
    """The cell without surrounding blanks and without one mark that forces text; whether there was one.

    `'` is such a mark unless it quotes a word (`'三会一课'制度`), `="…"` always, a tab when it comes first.
    """
    text = cell.strip()
    if found := _FORMULA_TEXT.fullmatch(text):
        return found.group(1).replace('""', '"').strip(), True
    if text.startswith("'") and (text[1:].lstrip().startswith(COMPUTED) or "'" not in text[1:]):
        return text[1:].strip(), True
    return text, cell.startswith("\t")


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet took a long number for an amount and lost its last digits."""
    return _SPOILT.fullmatch(text) is not None
