"""Texts and tables for Markdown: what a record says ends no cell, opens no tag, no
link, no code, no emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

# An underscore inside a word (a file's name) is one in Markdown too.
# The last three begin addresses, of which readers make links by themselves.
_SIGNS: Final = re.compile(
    r"[\\|`\[*@]|(?<!\w)_|_(?!\w)|~(?=~)|:(?=//)|(?<=www)\.", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")


def cell(text: str) -> str:
    """A text on one line that stays a text."""
    return (
        _SIGNS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
        .replace("\n", " ")
        .replace("<", "&lt;")
    )


def table_text(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts that are cells already."""
    return (
        "\n".join([_line(titles), _line(["---"] * len(titles)), *map(_line, rows)])
        + "\n"
    )


def _line(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"
