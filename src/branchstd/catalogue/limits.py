"""Between which bounds a shared number makes sense: a mistyped one would quietly change every result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final

from branchstd.catalogue.model import Parameters

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
    """Name, value and bounds of each number that is out of them; the winter lies in order in its two years."""
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
