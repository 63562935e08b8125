"""What a rule answers: a share or the reason for none, with codes and values; never a
sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

from branchstd.findings import Outcome
from branchstd.records.base import Record

# Reasons that lie in what a record is about, or when it was: it may be as it should be
# and still not what is missing.
ELSEWHERE: Final = frozenset({
    "window", "ended", "replaced", "covers", "period", "after", "short", "unsaid",
    "attendance", "not_in", "partner",
    "general", "waits", "stopped", "expired", "no_steps", "untrained", "not_new",
})  # fmt: skip


class Rejected(NamedTuple):
    """One thing for which a record that was looked at did not count; a record may lack
    several.

    reason: a code. detail: the field or set behind it. values: codes, days and numbers,
    as the sentence needs them.
    """

    record: Record
    reason: str
    detail: str = ""
    values: Mapping[str, str] = MappingProxyType({})

    @property
    def is_elsewhere(self) -> bool:
        """It may be sound, and is only about something else or of another time."""
        return self.reason in ELSEWHERE


class Late(NamedTuple):
    """Something that is there, but came so many days after its last day."""

    code: str
    days: int


@dataclass(frozen=True, slots=True)
class Answer:
    """observed/expected: exact numbers as the sentence needs them. missing: codes
    without language.

    leaving: those of the missing people who are reported to have left, which the town
    has not borne out.
    cause says why there is no share: `when`, `founded`, `ruling`, `unreadable`, `bug`,
    `no_judgement`, `list`, `empty`, `due`. late: what came after the plan's day; there:
    the share if that did not matter, where it does. late_until: until when something
    missing would still be worth part. by_town: all that is missing is for the town to
    do.
    """

    share: Fraction | None = None
    outcome: Outcome | None = None
    observed: Fraction | int | None = None
    expected: Fraction | int | None = None
    missing: tuple[str, ...] = ()
    leaving: frozenset[str] = frozenset()
    counted: tuple[Record, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    due: date | None = None
    late: tuple[Late, ...] = ()
    there: Fraction | None = None
    late_until: date | None = None
    cause: str | None = None
    by_town: bool = False
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_there(self) -> bool:
        """Nothing is missing, however late it came: what targets count and items are
        closed by.
        """
        return (self.share if self.there is None else self.there) == 1


def outcome_of(share: Fraction) -> Outcome:
    """1 is met, 0 unmet, anything between partial."""
    return (
        Outcome.MET if share == 1 else Outcome.UNMET if share == 0 else Outcome.PARTIAL
    )


def ratio(observed: Fraction | int, expected: Fraction | int) -> Fraction:
    """min(1, observed / expected), exactly; the one function for ratios. Raises
    ValueError where nothing is owed.
    """
    if expected <= 0:
        raise ValueError("nothing owed")
    return min(Fraction(1), Fraction(observed) / Fraction(expected))


def add(parts: Iterable[Fraction]) -> Fraction:
    """What they come to, exactly. Nearly all are whole, and whole numbers add up in a
    tenth of the time.
    """
    whole, rest = 0, Fraction(0)
    for part in parts:
        if part.denominator == 1:
            whole += part.numerator
        else:
            rest += part
    return rest + whole


def count_for_share(share: Fraction, size: int, *, strict: bool = False) -> int:
    """How many of `size` reach "at least share" (ceiling), or "more than share" (floor
    plus one).
    """
    return math.floor(size * share) + 1 if strict else math.ceil(size * share)


NOT_DUE = Answer(outcome=Outcome.NOT_DUE, cause="due")
BEFORE_THE_VILLAGE = Answer(outcome=Outcome.NOT_APPLICABLE, cause="founded")


def empty(when_empty: str | None) -> Answer:
    """The answer over an empty population, as the rule states it; nothing ever earns a
    share from emptiness.
    """
    if when_empty == "unmet":
        return Answer(share=Fraction(0), observed=0, cause="empty")
    outcome = Outcome.REVIEW if when_empty == "review" else Outcome.NOT_APPLICABLE
    return Answer(outcome=outcome, cause="empty")
