"""Time: the plan year's months, quarters and half-years, and when a last day has
passed.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from branchstd.catalogue.parts import Span
from branchstd.records.base import month_end

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_NAMES = {"month": "", "quarter": "Q", "half": "H", "year": ""}


class Period(NamedTuple):
    """`2019-03`, `2019-Q1`, `2019-H1` or `2019` with its first and last day."""

    code: str
    first: date
    last: date


def has_passed(last_day: date, as_of: date) -> bool:
    """A duty whose last day is `last_day` has passed at the END of `as_of`: on that
    very day it has ("due today").
    """
    return last_day <= as_of


@cache
def periods(
    year: int, every: Literal["month", "quarter", "half", "year"]
) -> tuple[Period, ...]:
    """The plan year cut into calendar months, quarters or half-years, or whole."""
    step = _MONTHS[every]
    return tuple(
        _period(year, number, step, _NAMES[every])
        for number in range(1, 12 // step + 1)
    )


def _period(year: int, number: int, step: int, letter: str) -> Period:
    first, last = (number - 1) * step + 1, number * step
    code = (
        f"{year}-{letter}{number}"
        if letter
        else f"{year}-{number:02}"
        if step == 1
        else f"{year}"
    )
    return Period(code, date(year, first, 1), month_end(f"{year}-{last:02}"))


@cache
def days_of(code: str) -> tuple[date, date]:
    """First and last day of a period code."""
    year, part = int(code[:4]), code[5:]
    if not part:
        return date(year, 1, 1), date(year, 12, 31)
    every: Literal["month", "quarter", "half"] = (
        "quarter" if part[0] == "Q" else "half" if part[0] == "H" else "month"
    )
    found = periods(year, every)[int(part.lstrip("QH")) - 1]
    return found.first, found.last


def later(day: date, days: int) -> date:
    """Calendar days, no working days; below zero they go back."""
    return day + timedelta(days=days)


def after(day: date, span: Span) -> date:
    """Days are counted; months and years are the calendar's: the same day, or the
    month's last.
    """
    if span.unit == "d":
        return later(day, span.number)
    months = (
        12 * day.year + day.month - 1 + span.number * (12 if span.unit == "y" else 1)
    )
    last = month_end(f"{months // 12:04}-{months % 12 + 1:02}")
    return last.replace(day=min(day.day, last.day))


def last_whole_month(as_of: date) -> Period:
    """The latest calendar month that has ended by `as_of`."""
    following = as_of + timedelta(days=1)
    last = date(following.year, following.month, 1) - timedelta(days=1)
    return Period(f"{last:%Y-%m}", last.replace(day=1), last)


def years_between(born: str, day: date) -> int:
    """Whole years of age at least reached on `day` by somebody born in month `YYYY-MM`
    (born on its first day).
    """
    year, month = int(born[:4]), int(born[5:7])
    return day.year - year - (day.month < month)
