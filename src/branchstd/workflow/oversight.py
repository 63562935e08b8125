"""What the town does about villages beside closing items, on a day, from both voices.

Visits: what each found, what became of it, whether somebody has looked again. Feedback:
what villages sent up, each beside the town's answer; nothing that was said is lost.
Stars of a branch and of its members: what the records propose by the bands of the
settings (the program decides nothing; there is no quota), and what the town has decided
and made public.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from branchstd.assess import Assessment
from branchstd.catalogue.model import Parameters
from branchstd.records.town import Inspection, InspectionFinding, Reply, Star
from branchstd.records.village import Feedback, MemberYear
from branchstd.rules.derived import notice, notice_over
from branchstd.rules.periods import has_passed, periods
from branchstd.rules.view import View
from branchstd.workflow.cycle import VillageStatus
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.village_items import VillageItems

Stage = Literal["draft", "notice", "final"]
Why = Literal["veto", "not_accepted", "no_score", "unread", "bands"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`star` is None where nothing can be proposed, and `why` says so. points: what the
    bands were laid on.
    """

    star: int | None
    points: Fraction | None
    why: Why


@dataclass(frozen=True, slots=True)
class BranchStars:
    """given: the town's last word of the year. stage: not made public, in its public
    notice, or over it unchanged.
    """

    proposal: Proposal
    given: Star | None
    stage: Stage | None
    final_on: date | None
    members: Mapping[int, int]
    members_stage: Stage | None


def stars(view: View, found: Assessment, standing: VillageStatus) -> BranchStars:
    """As of the view's day. standing: says whether the town has accepted the branch."""
    word = town_star(view)
    rated = [row.star for row in members(view) if row.star is not None]
    approved = word.members_approved_on if word else None
    return BranchStars(
        proposal=propose_stars(found, standing, view.catalogue.parameters),
        given=word,
        stage=notice(view, word) if word else None,
        final_on=notice_over(view, word) if word else None,
        members=dict(sorted(Counter(rated).items(), reverse=True)),
        members_stage=("final" if approved else "draft") if rated else None,
    )


def town_star(view: View) -> Star | None:
    """The town's last word on the branch's stars; of one day the last in the file."""
    return max(reversed(view.of(Star)), key=lambda one: one.date, default=None)


def propose_stars(
    found: Assessment, standing: VillageStatus, numbers: Parameters
) -> Proposal:
    """Vetoes first; then only who was accepted; then the panel's score, else the
    computed one, on the bands.
    """
    panel = standing.accepted.score if standing.accepted else None
    score = Fraction(panel) if panel is not None else found.score
    if "error" in found.conclusion.reasons:
        return Proposal(None, None, "unread")  # what cannot be read may hold a veto
    if any(veto.effect == "fail" and veto.is_live for veto in found.vetoes):
        return Proposal(None, score, "veto")
    if standing.accepted is None or standing.conclusion not in {"met", "basic"}:
        return Proposal(None, score, "not_accepted")
    if score is None:
        return Proposal(None, None, "no_score")
    return Proposal(sum(score >= least for least in bands(numbers)) + 1, score, "bands")


def bands(numbers: Parameters) -> tuple[int, ...]:
    """Points from which there are two, three, four and five stars; below the first
    there is one.
    """
    return (
        numbers.star_2_from,
        numbers.star_3_from,
        numbers.star_4_from,
        numbers.star_5_from,
    )


def members(view: View) -> tuple[MemberYear, ...]:
    """Rows of members whom the branch has rated by the day; by code, for the branch's
    own eyes.
    """
    rows = view.of(MemberYear)
    return tuple(row for row in rows if row.starred_on is not None)


Follow = Literal["not_listed", "not_due", "revisit", "seen_again", "settled"]


@dataclass(frozen=True, slots=True)
class Followed:
    """A finding with its item (None: nobody opened one) and the first later visit that
    looked at its standard.
    """

    finding: InspectionFinding
    item: Rectification | None
    again: Inspection | None
    as_of: date

    @property
    def state(self) -> Follow:
        """revisit: its day has passed, it is not settled, and nobody of the town has
        looked again.
        """
        if self.item is None:
            return "not_listed"
        if self.item.joined.is_settled:
            return "settled"
        if self.again is not None:
            return "seen_again"
        return "revisit" if has_passed(self.finding.due_on, self.as_of) else "not_due"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit with what came of its findings. village: its folder; name: its name."""

    village: str
    name: str
    record: Inspection
    findings: tuple[Followed, ...]


def visits(desk: VillageItems, items: Iterable[Rectification]) -> Iterator[Visit]:
    """A village's visits by day, each finding with what came of it. items: those of the
    village.
    """
    found = {one.item.finding: one for one in items if one.item.finding}
    records = sorted(desk.view.of(Inspection), key=lambda one: one.date)
    for place, record in enumerate(records):
        later = records[place + 1 :]
        own = []
        for finding in record.findings:
            again = next((v for v in later if finding.standard in v.standards), None)
            item = found.get(finding.id)
            own.append(Followed(finding, item, again, desk.view.as_of))
        yield Visit(desk.village.slug, desk.village.name, record, tuple(own))


def by_quarter(
    found: Sequence[Visit], year: int, as_of: date
) -> tuple[tuple[str, tuple[Visit, ...]], ...]:
    """The quarters that have begun, each with the visits made in it; one a quarter is
    the default of the town (Q17).
    """
    begun = (quarter for quarter in periods(year, "quarter") if quarter.first <= as_of)
    return tuple(
        (
            quarter.code,
            tuple(
                one for one in found if quarter.first <= one.record.date <= quarter.last
            ),
        )
        for quarter in begun
    )


DRAWN: Final = (2, 5)  # villages, and standards in each


def drawn(names: Iterable[str], count: int, seed: str) -> tuple[str, ...]:
    """So many of the names, by lot. The same seed always draws the same: whoever doubts
    it can draw again.

    The lot of a name is the SHA-256 of seed, line feed and name; the smallest are
    drawn.
    """
    lots = sorted(
        set(names),
        key=lambda name: hashlib.sha256(
            f"{seed}\n{name}".encode("utf-8", "surrogateescape")
        ).digest(),
    )
    return tuple(sorted(lots[: max(count, 0)], key=_sort_key))


def _sort_key(name: str) -> tuple[tuple[int, str], ...]:
    """2.10 after 2.9."""
    parts = name.split(".")
    return tuple(
        (int(part) if part.isascii() and part.isdigit() else 0, part) for part in parts
    )


State = Literal["none", "answered", "late", "waiting", "overdue"]


@dataclass(frozen=True, slots=True)
class FeedbackStatus:
    """One thing said on one day. `within`: days in which the town answers; a report of
    nothing asks for no answer.
    """

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
        return min(
            (reply.to_county_on for reply in self.replies if reply.to_county_on),
            default=None,
        )

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
    """All that a village has said by the view's day, in the order in which it was
    written down.
    """
    replies = list(_replies(view))
    for said in view.of(Feedback):
        own = tuple(
            reply
            for reply in replies
            if said.id in reply.ids and reply.date >= said.date
        )
        within = view.catalogue.parameters.reply_days
        yield FeedbackStatus(
            view.village.slug, view.village.name, said, own, view.as_of, within
        )


def _replies(view: View) -> Iterator[Reply]:
    """The town's answers to this village that were given by the day; what went to the
    county later has not gone.
    """
    for reply in view.town.of(Reply):
        seen = reply.as_of_day(view.as_of)
        if seen is not None and seen.village == view.village.slug:
            yield seen
