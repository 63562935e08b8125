"""A folder name proposed for a Chinese name. Only proposed: names of places are often
read in their own way.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_ENDINGS: Final = ("村民委员会", "行政村", "牧村", "村", "社区")


def propose_slug(name: str, taken: Collection[str]) -> str:
    """`石桥村` gives `shiqiao`; a number follows where that is taken."""
    from pypinyin import lazy_pinyin  # a quarter of a second, and only for a new town

    short = next(
        (
            name.removesuffix(end)
            for end in _ENDINGS
            if name.endswith(end) and name != end
        ),
        name,
    )
    letters = re.sub(
        r"[^a-z0-9]",
        "",
        "".join(lazy_pinyin(short, errors="ignore") or [short]).lower(),
    )[:36]
    slug = letters or "village"
    numbers = (f"{slug}-{n}" for n in range(2, 1000))
    return (
        slug
        if slug not in taken and len(slug) > 1
        else next(free for free in numbers if free not in taken)
    )
