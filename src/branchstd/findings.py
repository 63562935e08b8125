"""What every layer reports with: places, problems and outcomes.

Values only, no language: a problem carries a code and the values its sentence needs;
`messages` owns the sentences. Nothing here reads a file, a clock or a language table.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

_NUMBER = re.compile(r"[0-9]+", re.ASCII)
_DAY = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9０-９])"
_LONG_NUMBER = re.compile(rf"(?<![0-9０-９])(?!{_DAY})[0-9０-９]{{7,}}")


class Place(NamedTuple):
    """Where something stands: file relative to the root with `/`; line and column from
    1.

    Columns count code points. In CSV the line is the physical line a row begins on, the
    column the cell's number. Line 0 means the thing as a whole (a folder, an option). A
    sheet of a workbook has `!` behind its title, and its cells their usual names.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}{self.cell}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def cell(self) -> str:
        """`F4` in a sheet; empty in other files."""
        sheet = self.line and self.file.endswith("!")
        return f"{letters(self.column)}{self.line}" if sheet else ""


def letters(column: int) -> str:
    """A column as spreadsheets name it, counted from 1."""
    found = ""
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


class Severity(StrEnum):
    """`error` makes the exit code 1; `warning` is shown and counts for nothing."""

    ERROR = "error"
    WARNING = "warning"


class Outcome(StrEnum):
    """The seven answers a rule or a standard can have. Not due is never failed; waiting
    is never met.
    """

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    REVIEW = "review"
    ERROR = "error"


GAPS = (Outcome.PARTIAL, Outcome.UNMET)

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one record file. `values` fill the sentence and never hold personal
    numbers.

    `unreadable` marks faults after which the file as a whole could not be used (exit
    code 2).
    """

    code: str
    place: Place
    values: Mapping[str, str] = field(default_factory=lambda: _NO_VALUES)
    severity: Severity = Severity.ERROR
    unreadable: bool = False


def by_place(
    problem: Problem,
) -> tuple[str, int, int, str, tuple[tuple[str, str], ...]]:
    """Sort key: file, line, column, code, values; the order of every list of
    problems.
    """
    return (*problem.place, problem.code, tuple(sorted(problem.values.items())))


# Of one sort, in one village: after so many another says nothing new.
MOST_TOLD: Final = 200
# Longer than any name.
LONGEST_NAME: Final = 60


def few(problems: Iterable[Problem], most: int = MOST_TOLD) -> Iterator[Problem]:
    """No more than so many, and that there are more, told of the next one's file."""
    for number, problem in enumerate(problems):
        if number == most:
            yield Problem(
                "more_problems",
                Place(problem.place.file, 0),
                {"limit": str(most)},
                problem.severity,
            )
            return
        yield problem


# What may differ between problems that are told as one, beside their places.
_VARYING = frozenset({"seen", "readings", "day", "amount"})
# Of each record another number, or of another day.
VARYING_OF: Final = dict.fromkeys(
    ("expected_other", "entitled_other"), frozenset({"needed", "on"})
)
# A file for each month is one table in parts.
_MONTH: Final = re.compile(r"\d{4}-\d{2}\.yaml")


# What was read although it is written otherwise.
RESPELT: Final = frozenset({"spelt_otherwise", "code_respelt", "step_begun"})


def group(
    problems: Iterable[Problem], of_each: Container[str] = ()
) -> list[list[Problem]]:
    """Equal problems of a file and column (in YAML: of a field) together, files of
    months as one, in the order of the first of each; all that was read as it stands in
    a file.

    of_each: codes of problems that are told as one whomever they are about.
    """
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        place = problem.place
        varying = _VARYING | ({"person"} if problem.code in of_each else set())
        varying |= VARYING_OF.get(problem.code, frozenset())
        values = {k: v for k, v in problem.values.items() if k not in varying}
        column = place.column if place.file.endswith(".csv") else 0
        if problem.code in RESPELT:
            values, column = {}, 0
        key = (
            problem.code,
            problem.severity,
            _MONTH.sub("", place.file),
            column if place.line else place,
            frozenset(values.items()),
        )
        found.setdefault(key, []).append(problem)
    return list(found.values())


def excerpt(text: str) -> str:
    """A text fit for a message: short, one line, no seven or more digits in a row (a
    personal number) but a day.
    """
    from branchstd.mask import mask  # its patterns take their time

    clean = "".join(c if c.isprintable() else "?" for c in text)
    short = _LONG_NUMBER.sub("***", mask(clean))
    return short if len(short) <= 24 else short[:23] + "…"


def nearest(text: str, known: Iterable[str], cutoff: float | None = None) -> str:
    """The closest of the known names for "did you mean", or nothing. cutoff: 0 takes
    any, 1 only the same.

    A name with numbers is near none with others, nor with other letters about them:
    they are what it means. A Chinese word of which a third is other is another word
    (主持人, 主讲人); so is, unless a cutoff is given, one that begins otherwise
    (纪律委员会, 支部委员会). A short name (支委会) is near the one full name that has
    all its characters in order.
    """
    from difflib import get_close_matches  # only where something is wrong

    if len(text) > LONGEST_NAME:
        return ""
    any_ = cutoff is not None
    cutoff = (0.6 if text.isascii() else 0.7) if cutoff is None else cutoff
    numbers = _numbers(text)
    names = [name for name in known if _numbers(name) == numbers]
    if numbers:
        letters = _NUMBER.sub("", text).casefold()
        names = [
            n
            for n in names
            if get_close_matches(
                letters, [_NUMBER.sub("", n).casefold()], cutoff=cutoff
            )
        ]
    alike = [n for n in names if any_ or text.isascii() or {*text[:2]} & {*n[:2]}]
    if close := get_close_matches(text, alike, n=1, cutoff=cutoff):
        return close[0]
    full = [name for name in names if is_short_for(text, name) or name in text]
    full = full if not text.isascii() and len(text) > 1 else []
    return min(full, key=len, default="")


def _numbers(text: str) -> list[str]:
    return [number.lstrip("0") for number in _NUMBER.findall(text)]


def is_short_for(short: str, name: str) -> bool:
    """Whether all characters of the short name come in the other, in their order."""
    rest = iter(name)
    return all(character in rest for character in short)
