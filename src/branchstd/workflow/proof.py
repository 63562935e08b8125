"""What proves a duty, village by village: who has it, who lacks what of it, who waits,
and when it came.

Where no rule proves it, it is counted over a village's records.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from branchstd.records.town import Event, Inspection, Item
from branchstd.records.village import SelfCheck
from branchstd.rules.periods import has_passed, periods
from branchstd.workflow.cycle import ACCEPTED, latest
from branchstd.workflow.oversight import FeedbackStatus, heard
from branchstd.workflow.village_items import VillageItems


class DutyState(StrEnum):
    """lacking: its day has passed, or it is owed all the year, and it is not there.
    unproven: nothing can prove it.

    not_applicable: nobody owes it.
    """

    DONE = "done"
    LATE = "late"
    LACKING = "lacking"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    UNPROVEN = "unproven"


class ProofState(NamedTuple):
    """What one village (or unit of another kind) has of a proof, of how much it owes;
    no `name`: the town as a whole.

    waiting: for a person. pending: owed later, by a rule until a day (`until`). on: the
    day on which the last that was needed came; since: the day before which it was not
    owed. late: a target was reached too late. lacks: codes of what is not there
    (periods, standards, numbers). example: what was held up to others; days: of what
    counts anywhere. Both prove only as a whole.
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
        """What is owed by now and not there, but for what a person has yet to say."""
        return self.of - self.have - self.waiting - self.pending

    def is_late(self, due: date | None) -> bool:
        """It came after the day; what was owed only then is not late."""
        if due is None or self.on is None or self.have < self.of:
            return self.late
        return self.on > due and not (self.since and self.since > due)


@dataclass(frozen=True, slots=True)
class Proof:
    """What all villages have of it, one after the other."""

    seen: tuple[ProofState, ...] = ()

    def __add__(self, other: Proof) -> Proof:
        return Proof(self.seen + other.seen)

    @property
    def have(self) -> int:
        """Of all units together."""
        return sum(one.have for one in self.seen)

    @property
    def of(self) -> int:
        """What all units owe together."""
        return sum(one.of for one in self.seen)

    @property
    def waiting(self) -> int:
        """For a person, in all units together."""
        return sum(one.waiting for one in self.seen)

    @property
    def pending(self) -> int:
        """What all units owe together, but later."""
        return sum(one.pending for one in self.seen)

    @property
    def on(self) -> date | None:
        """The day on which the last of it came."""
        return max(
            (one.on for one in self.seen if one.on is not None and one.have),
            default=None,
        )

    @property
    def lacking(self) -> tuple[ProofState, ...]:
        """Units that owe something by now which is not there."""
        return tuple(one for one in self.seen if one.short > 0)

    def late(self, due: date | None) -> tuple[ProofState, ...]:
        """Units that had it only after the day, or reached a target too late."""
        return tuple(one for one in self.seen if one.is_late(due))

    @property
    def state(self) -> DutyState:
        """Done is only what nobody lacks: one village without it is enough to be
        lacking, then to wait.
        """
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
        """After the duty's own day nothing is pending that a rule still gives time
        for.
        """
        if due is None or not has_passed(due, as_of):
            return self
        return Proof(
            tuple(
                one._replace(pending=0) if one.until and one.until > due else one
                for one in self.seen
            )
        )


def events_of(desk: VillageItems) -> Iterator[Event]:
    """The town's own work as it was known on the day."""
    for event in desk.view.town.of(Event):
        if (seen := event.as_of_day(desk.view.as_of)) is not None:
            yield seen


def _count_accepted(desk: VillageItems) -> ProofState:
    """The town has found it met or basically met."""
    word = latest(desk.view, "town")
    return ProofState(
        have=int(word is not None and word.conclusion in ACCEPTED),
        on=word.date if word else None,
    )


def _count_answered(desk: VillageItems) -> ProofState:
    """Of all that was sent up and asks for an answer, what has got one."""
    return _count_followed_up(heard(desk.view), lambda one: one.answer_day)


def _count_passed_on(desk: VillageItems) -> ProofState:
    """Each stands in a reply that went to the county, or in a summary sent there that
    lists its number.
    """
    summaries = [
        event
        for event in events_of(desk)
        if event.kind == "summary" and event.to_county_on
    ]

    def sent(one: FeedbackStatus) -> date | None:
        days = [
            event.to_county_on for event in summaries if one.said.id in event.covers
        ]
        return min(
            (day for day in (one.to_county_on, *days) if day and day >= one.said.date),
            default=None,
        )

    return _count_followed_up(heard(desk.view), sent)


def _count_followed_up(
    said: Iterable[FeedbackStatus], done: Callable[[FeedbackStatus], date | None]
) -> ProofState:
    """A report of nothing asks for nothing; what is not yet overdue is pending."""
    asked = [(one, done(one)) for one in said if one.state != "none"]
    open_ = [one for one, day in asked if day is None]
    waiting = sum((one.as_of - one.said.date).days <= one.within for one in open_)
    last = max(
        ((day, one.said.date) for one, day in asked if day is not None),
        default=(None, None),
    )
    return ProofState(
        have=len(asked) - len(open_),
        of=len(asked),
        pending=waiting,
        on=last[0],
        since=last[1],
        lacks=tuple(one.said.id for one in open_),
    )


def _count_visited(desk: VillageItems) -> ProofState:
    """A visit in each quarter that has passed since the plan began; one that has begun
    counts when it has one.
    """
    return _each_period(desk, "quarter", (one.date for one in desk.view.of(Inspection)))


def _anywhere(desk: VillageItems) -> ProofState:
    """What counts for its month wherever it was."""
    return ProofState(of=0, days=tuple(_looks(desk)))


def _count_kept_up(desk: VillageItems) -> ProofState:
    """Someone of the town has looked, or settled an item, in each quarter since the
    plan began.
    """
    return _each_period(desk, "quarter", _looks(desk))


def _looks(desk: VillageItems) -> Iterator[date]:
    for kind in FOLLOWING:
        yield from (record.date for record in desk.view.records(kind))


FOLLOWING = ("inspection", "closure")


def _each_period(desk: VillageItems, every: str, days: Iterable[date]) -> ProofState:
    made, view = list(days), desk.view
    owed = [
        period
        for period in periods(view.plan.year, every)
        if period.last >= view.plan.start
    ]
    good = [any(period.first <= day <= period.last for day in made) for period in owed]
    over = [has_passed(period.last, view.as_of) for period in owed]
    return ProofState(
        have=sum(good),
        of=sum(is_good or is_over for is_good, is_over in zip(good, over, strict=True)),
        lacks=tuple(
            p.code
            for p, is_good, is_over in zip(owed, good, over, strict=True)
            if is_over and not is_good
        ),
    )


def _count_reasoned(desk: VillageItems) -> ProofState:
    """The branch's own answers of June: wherever it says that something lacks, it says
    why.
    """
    rows = [row for row in desk.view.of(SelfCheck) if row.round == "baseline"]
    silent = tuple(
        row.standard
        for row in rows
        if row.answer in {"basic", "unmet"} and not row.reason
    )
    return ProofState(
        have=int(bool(rows) and not silent),
        on=max((row.date for row in rows), default=None),
        lacks=silent,
    )


def _count_listed(desk: VillageItems) -> ProofState:
    """What was found lacking stands in a list of items; who found nothing lacking
    anywhere owes none.
    """
    rows = [row for row in desk.view.of(SelfCheck) if row.round == "baseline"]
    items = desk.view.of(Item)
    if rows and not items and all(row.answer not in {"basic", "unmet"} for row in rows):
        return ProofState(of=0)
    return ProofState(
        have=int(bool(items)), on=min((item.found_on for item in items), default=None)
    )


def _count_escalated(desk: VillageItems) -> ProofState:
    """Where items are so long overdue that an interview is suggested, the town has
    acted, or has still to decide.

    Only what was done after the first of them fell due counts.
    """
    late = [one.joined.due for one in desk.items() if one.step == "interview"]
    acts = (
        event
        for event in events_of(desk)
        if event.kind in ESCALATIONS and desk.village.slug in event.villages
    )
    acted = bool(late) and any(min(late) < act.date for act in acts)
    return (
        ProofState(have=int(acted), waiting=int(not acted))
        if late
        else ProofState(of=0)
    )


ESCALATIONS = frozenset({"circular", "interview", "adjustment"})
# What proves a duty by being counted over records, where no rule does, with the kinds
# of records that it reads.
COUNTED: Mapping[str, tuple[Callable[[VillageItems], ProofState], tuple[str, ...]]] = (
    MappingProxyType(
        {
            "acceptance.town": (_count_accepted, ("acceptance",)),
            "answers": (_count_answered, ("feedback", "reply")),
            "passed_on": (_count_passed_on, ("feedback", "reply", "event")),
            "visits": (_count_visited, ("inspection",)),
            "follow_up": (_count_kept_up, FOLLOWING),
            "follow_up.month": (_anywhere, FOLLOWING),
            "reasons": (_count_reasoned, ("self_check",)),
            "listed": (_count_listed, ("item", "self_check")),
            "escalation": (
                _count_escalated,
                ("item", "closure", "rectify", "claim", "event"),
            ),
        }
    )
)
