"""What proves a duty, village by village: who has it, who lacks what of it, who waits, and when it came."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from branchstd.rules.periods import passed


class DutyState(StrEnum):
    """lacking: its day has passed, or it is owed all the year, and it is not there. unproven: nothing can prove it.

    not_applicable: nobody owes it.
    """

    DONE = "done"
    LATE = "late"
    LACKING = "lacking"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    UNPROVEN = "unproven"


class Seen(NamedTuple):
    """What one village (or unit of another kind) has of a proof, of how much it owes; no `name`: the town as a whole.

    waiting: for a person. pending: owed later, by a rule until a day (`until`). on: the day on which the last that was
    needed came; since: the day before which it was not owed. late: a target was reached too late. lacks: codes of what
    is not there (periods, standards, numbers). example: what was held up to others; days: of what counts anywhere. Both
    prove only as a whole.
    """

    name: str = ""
    have: int = 0
    of: int = 1
    waiting: int = 0
    pending: int = 0
    on: date | None = None
    since: date | None = None
    until: date | None = None
    lacks: tuple[str, ...] = ()
    example: str = ""
    days: tuple[date, ...] = ()
    late: bool = False
    kind: str = "village"

    @property
    def short(self) -> int:
        return self.of - self.have - self.waiting - self.pending

    def is_late(self, due: date | None) -> bool:
        """It came after the day; what was owed only then is not late."""
        if due is None or self.on is None or self.have < self.of:
            return self.late
        return self.on > due and not (self.since and self.since > due)


@dataclass(frozen=True, slots=True)
class Proof:
    """What all villages have of it, one after the other."""

    seen: tuple[Seen, ...] = ()

    def __add__(self, other: Proof) -> Proof:
        return Proof(self.seen + other.seen)

    @property
    def have(self) -> int:
        return sum(one.have for one in self.seen)

    @property
    def of(self) -> int:
        return sum(one.of for one in self.seen)

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.seen)

    @property
    def pending(self) -> int:
        return sum(one.pending for one in self.seen)

    @property
    def on(self) -> date | None:
        """The day on which the last of it came."""
        return max((one.on for one in self.seen if one.on is not None and one.have), default=None)

    @property
    def lacking(self) -> tuple[Seen, ...]:
        return tuple(one for one in self.seen if one.short > 0)

    def late(self, due: date | None) -> tuple[Seen, ...]:
        return tuple(one for one in self.seen if one.is_late(due))

    @property
    def state(self) -> DutyState:
        """Done is only what nobody lacks: one village without it is enough to be lacking, then to wait."""
        if not self.of:
            return DutyState.NOT_DUE if self.pending else DutyState.NOT_APPLICABLE
        if self.have == self.of:
            return DutyState.DONE
        if self.lacking:
            return DutyState.LACKING
        return DutyState.WAITING if self.waiting else DutyState.NOT_DUE

    def of_kinds(self, kinds: Collection[str]) -> Proof:
        """What units of these kinds have of it."""
        return Proof(tuple(one for one in self.seen if one.kind in kinds))

    def on_day(self, due: date | None, as_of: date) -> Proof:
        """After the duty's own day nothing is pending that a rule still gives time for."""
        if due is None or not passed(due, as_of):
            return self
        return Proof(tuple(one._replace(pending=0) if one.until and one.until > due else one for one in self.seen))
