"""An office's own settings: parameters, days and lists, each with what it replaced, who, when and why.

Entries replace entries; nothing is merged. `was` must be what ships (a value, or an entry's fingerprint), so that an
update that changes the shipped text asks the office to look again.
"""

from __future__ import annotations

import hashlib
import json

from pydantic import Field

from branchstd.catalogue.parts import Items, Part
from branchstd.records.types import Code, Limit, Text


class Decided(Part):
    """Who of the town decided it, on which day, on what basis; `was`: what ships with the program."""

    was: Text | None = None
    by: Code
    date: Limit
    basis: Text


class OwnValue(Decided):
    """A parameter or day, as text; it is read when it is laid over what ships."""

    value: Text


class OwnList(Decided):
    """A whole list; `was` is the fingerprint of the shipped one, not its items."""

    items: Items


class TownSettings(Part):
    """All of an office's own settings; by default none."""

    parameters: dict[str, OwnValue] = Field(default_factory=dict)
    dates: dict[str, OwnValue] = Field(default_factory=dict)
    lists: dict[str, OwnList] = Field(default_factory=dict)


def fingerprint(part: Part) -> str:
    """Eight hexadecimal digits that change with any word or number of an entry."""
    text = json.dumps(
        part.model_dump(exclude_defaults=True, warnings=False), default=str, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()[:8]
