"""Where lines of Chinese and other text may break. Loads little: help pages need it
too.
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

NEVER_FIRST: Final = frozenset("，。；：、）》”」！？%")
NEVER_LAST: Final = frozenset("（《“「")


def breaks(text: str, width: int) -> list[int]:
    """Where lines of at most `width` cells begin: after a blank or beside a wide
    character, before no closing mark.
    """
    found: list[int] = []
    start = used = 0
    for place, character in enumerate(text):
        cells = cell_len(character)
        while used + cells > width:
            cut = next(
                (at for at in range(place, start, -1) if _may_break(text, at)), place
            )
            found.append(cut)
            start, used = cut, cell_len(text[cut:place])
        used += cells
    return found


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return before == " " or cell_len(before) > 1 or cell_len(after) > 1
