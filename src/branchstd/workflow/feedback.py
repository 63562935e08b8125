"""What villages sent up, each beside the town's answer: nothing that was said is lost between the two voices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from branchstd.records.town import Reply
from branchstd.records.village import Feedback
from branchstd.rules.view import View

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
        """Of the first reply; None where there is none."""
        return min((reply.date for reply in self.replies), default=None)

    @property
    def to_county_on(self) -> date | None:
        """The first day on which a reply says it was passed on; None if none does."""
        return min((reply.to_county_on for reply in self.replies if reply.to_county_on), default=None)

    @property
    def days(self) -> int:
        """From the day it was sent to the answer, or as long as it has waited."""
        return ((self.answer_day or self.as_of) - self.said.date).days

    @property
    def state(self) -> State:
        """Late and overdue: it took, or has waited, more than `within` days."""
        if self.said.kind == "none":
            return "none"
        late = self.days > self.within
        if self.answer_day is None:
            return "overdue" if late else "waiting"
        return "late" if late else "answered"

    @property
    def is_open(self) -> bool:
        """Still without an answer, in time or overdue."""
        return self.state in {"waiting", "overdue"}


def heard(view: View) -> Iterator[FeedbackStatus]:
    """All that a village has said by the view's day, in the order in which it was written down."""
    replies = list(_replies(view))
    for said in view.of(Feedback):
        own = tuple(reply for reply in replies if said.id in reply.ids and reply.date >= said.date)
        within = view.catalogue.parameters.reply_days
        yield FeedbackStatus(view.village.slug, view.village.name, said, own, view.as_of, within)


def _replies(view: View) -> Iterator[Reply]:
    """The town's answers to this village that were given by the day; what went to the county later has not gone."""
    for reply in view.town.of(Reply):
        seen = reply.as_of_day(view.as_of)
        if seen is not None and seen.village == view.village.slug:
            yield seen
