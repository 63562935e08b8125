"""An office's own settings: parameters, days and lists, each with what it replaced,
who, when and why.

Entries replace entries; nothing is merged. `was` must be what ships (a value, or an
entry's fingerprint), so that an update that changes the shipped text asks the office to
look again. A number beyond the bounds in which it makes sense is told: mistyped, it
would quietly change every result.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final

from pydantic import Field

from branchstd.catalogue.model import Parameters
from branchstd.catalogue.parts import Items, Part
from branchstd.records.types import Code, Limit, Text


class Decided(Part):
    """Who of the town decided it, on which day, on what basis; `was`: what ships with
    the program.
    """

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
        part.model_dump(exclude_defaults=True, warnings=False),
        default=str,
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()[:8]


LIMITS: Final[dict[str, tuple[Any, Any]]] = {
    "late_days": (0, 366),
    "late_share": (Fraction(0), Fraction(1)),
    "met_from": (1, 100),
    "least_evaluated": (Fraction(0), Fraction(1)),
    "committee_from": (1, 100),
    "young_age": (18, 60),
    "lapsed_months": (1, 12),
    "idle_months": (1, 12),
    "vacant_months": (1, 12),
    "major_from": (1, 1_000_000),
    "reply_days": (1, 366),
    "notice_days": (0, 366),
}


def outside(parameters: Parameters, year: int) -> Iterator[tuple[str, str, str, str]]:
    """Name, value and bounds of each number that is out of them; the winter lies in
    order in its two years.
    """
    first, last = date(year - 1, 1, 1), date(year, 12, 31)
    together = {
        "basic_from": (0, parameters.met_from),
        "star_2_from": (0, parameters.star_3_from),
        "star_3_from": (parameters.star_2_from, parameters.star_4_from),
        "star_4_from": (parameters.star_3_from, parameters.star_5_from),
        "star_5_from": (parameters.star_4_from, 100),
        "winter_start": (first, parameters.winter_end),
        "winter_end": (parameters.winter_start, last),
        "count_from": (date(year, 1, 1), last),
    }
    for name, (low, high) in {**LIMITS, **together}.items():
        value = getattr(parameters, name)
        if not low <= value <= high:
            yield name, str(value), str(low), str(high)
