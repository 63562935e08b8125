"""The town's visits to a village: what each found, what became of it, whether somebody has looked again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from branchstd.records.town import Inspection, InspectionFinding, Reply
from branchstd.records.village import Feedback
from branchstd.rules.periods import has_passed, periods
from branchstd.rules.view import View
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.village_items import VillageItems

Follow = Literal["not_listed", "not_due", "revisit", "seen_again", "settled"]


@dataclass(frozen=True, slots=True)
class Followed:
    """A finding with its item (None: nobody opened one) and the first later visit that looked at its standard."""

    finding: InspectionFinding
    item: Rectification | None
    again: Inspection | None
    as_of: date

    @property
    def state(self) -> Follow:
        """revisit: its day has passed, it is not settled, and nobody of the town has looked again."""
        if self.item is None:
            return "not_listed"
        if self.item.joined.is_settled:
            return "settled"
        if self.again is not None:
            return "seen_again"
        return "revisit" if has_passed(self.finding.due_on, self.as_of) else "not_due"


@dataclass(frozen=True, slots=True)
class Visit:
    village: str
    name: str
    record: Inspection
    findings: tuple[Followed, ...]


def visits(desk: VillageItems, items: Iterable[Rectification]) -> Iterator[Visit]:
    """A village's visits by day, each finding with what came of it. items: those of the village."""
    found = {one.item.finding: one for one in items if one.item.finding}
    records = sorted(cast("tuple[Inspection, ...]", desk.view.records("inspection")), key=lambda one: one.date)
    for place, record in enumerate(records):
        later = records[place + 1 :]
        own = (Followed(f, found.get(f.id), _again(f, later), desk.view.as_of) for f in record.findings)
        yield Visit(desk.village.slug, desk.village.name, record, tuple(own))


def _again(finding: InspectionFinding, later: Iterable[Inspection]) -> Inspection | None:
    return next((one for one in later if finding.standard in one.standards), None)


def by_quarter(found: Sequence[Visit], year: int, as_of: date) -> tuple[tuple[str, tuple[Visit, ...]], ...]:
    """The quarters that have begun, each with the visits made in it; one a quarter is the default of the town (Q17)."""
    begun = (quarter for quarter in periods(year, "quarter") if quarter.first <= as_of)
    return tuple(
        (quarter.code, tuple(one for one in found if quarter.first <= one.record.date <= quarter.last))
        for quarter in begun
    )


def drawn(names: Iterable[str], count: int, seed: str) -> tuple[str, ...]:
    """So many of the names, by lot. The same seed always draws the same: whoever doubts it can draw again.

    The lot of a name is the SHA-256 of seed, line feed and name; the smallest are drawn.
    """
    lots = sorted(
        set(names), key=lambda name: hashlib.sha256(f"{seed}\n{name}".encode("utf-8", "surrogateescape")).digest()
    )
    return tuple(sorted(lots[: max(count, 0)], key=_sort_key))


def _sort_key(name: str) -> tuple[tuple[int, str], ...]:
    """2.10 after 2.9."""
    parts = name.split(".")
    return tuple((int(part) if part.isascii() and part.isdigit() else 0, part) for part in parts)


State = Literal["none", "answered", "late", "waiting", "overdue"]


@dataclass(frozen=True, slots=True)
class FeedbackStatus:
    """One thing said on one day. `within`: days in which the town answers; a report of nothing asks for no answer."""

    village: str
    name: str
    said: Feedback
    replies: tuple[Reply, ...]
    as_of: date
    within: int

    @property
    def answer_day(self) -> date | None:
        return min((reply.date for reply in self.replies), default=None)

    @property
    def to_county_on(self) -> date | None:
        return min((reply.to_county_on for reply in self.replies if reply.to_county_on), default=None)

    @property
    def days(self) -> int:
        """From the day it was sent to the answer, or as long as it has waited."""
        return ((self.answer_day or self.as_of) - self.said.date).days

    @property
    def state(self) -> State:
        if self.said.kind == "none":
            return "none"
        late = self.days > self.within
        if self.answer_day is None:
            return "overdue" if late else "waiting"
        return "late" if late else "answered"

    @property
    def is_open(self) -> bool:
        return self.state in {"waiting", "overdue"}


def heard(view: View) -> Iterator[FeedbackStatus]:
    """All that a village has said by the view's day, in the order in which it was written down."""
    replies = list(_replies(view))
    for said in cast("tuple[Feedback, ...]", view.records("feedback")):
        own = tuple(reply for reply in replies if said.id in reply.ids and reply.date >= said.date)
        within = view.catalogue.parameters.reply_days
        yield FeedbackStatus(view.village.slug, view.village.name, said, own, view.as_of, within)


def _replies(view: View) -> Iterator[Reply]:
    """The town's answers to this village that were given by the day; what went to the county later has not gone."""
    for reply in cast("Iterable[Reply]", view.town.records.get("reply", ())):
        seen = cast("Reply | None", reply.as_of_day(view.as_of))
        if seen is not None and seen.village == view.village.slug:
            yield seen
