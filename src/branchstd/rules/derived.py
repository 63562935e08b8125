"""Fields that are computed and then used like stored ones: quorum, valid votes,
conflicts, an item's latest state.

How many of those due were there, by the roster of the day and never by the number that
was expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from branchstd.records.town import Star
from branchstd.records.village import (
    Activity,
    Candidate,
    Income,
    Matter,
    PersonRow,
    Vote,
)
from branchstd.rules.answer import count_for_share
from branchstd.rules.items import closing_day, due_now
from branchstd.rules.periods import later, years_between
from branchstd.rules.view import AUDIENCE, View

# Steps that a vote of the branch decides: admission, extension and end of probation,
# full membership.
DECISIONS: Final = ("15", "23Y", "23Q", "23")
ADULT: Final = 18  # R04#5, box 1 of the chart
# What is written into a cell to say that there is nothing, or nothing known.
NOTHING: Final = (
    "", "无", "没有", "暂无", "/", "-", "—", "——", "没记", "没记录", "未记", "未记录",
    "没写", "不详", "不清楚", "不清", "不知道", "不记得", "忘了", "略", "待补", "待定",
)  # fmt: skip


def is_filled(value: object) -> bool:
    """None, empty text, a word for nothing and lists of no more are missing; 0 and no
    are not.
    """
    parts = value if isinstance(value, tuple) else (value,)
    return value is not None and any(part not in NOTHING for part in parts)


def field_value(view: View, kind: str, record: Any, name: str) -> Any:
    """A field of a record, stored or derived; `kind` of an activity is its kind and
    what it also was.
    """
    function = _DERIVED.get((kind, name))
    return function(view, record) if function else getattr(record, name)


def measure_of(view: View, kind: str, record: Any, name: str) -> Mapping[str, str]:
    """What a derived field was measured by, where there is more to say than its
    name.
    """
    function = _MEASURES.get((kind, name))
    return function(view, record) if function else MappingProxyType({})


def _kinds(_view: View, activity: Activity) -> tuple[str, ...]:
    return (activity.kind, activity.also) if activity.also else (activity.kind,)


def _quorum(
    view: View, activity: Activity, kind: str = "resolution", counted: str = "persons"
) -> str | None:
    """The name of the quorum for a kind of vote at a meeting; as for a resolution where
    nothing is voted on.
    """
    found = (
        name
        for meeting in _kinds(view, activity)
        for name, quorum in view.catalogue.quorums.items()
        if quorum.meeting == meeting
        and quorum.type in {None, kind}
        and quorum.counted in {None, counted}
    )
    return next(found, None)


def _present_needed(view: View, quorum: str, entitled: int) -> int:
    """How many of those entitled must be there: at least, or more than, the quorum's
    share.
    """
    found = view.catalogue.quorums[quorum]
    return count_for_share(found.share, entitled, strict=found.strict)


def _quorate(view: View, activity: Activity) -> bool:
    """Unknown numbers are no quorum, nor is nobody of nobody."""
    quorum = _quorum(view, activity)
    if quorum is None or not activity.expected or activity.present is None:
        return False
    return bool(activity.present >= _present_needed(view, quorum, activity.expected))


def _meeting(view: View, vote: Vote) -> tuple[str, ...]:
    return _kinds(view, vote.meeting)


def _vote_type(view: View, vote: Vote) -> str:
    """What is written; where nothing is, a candidate's admission or else a resolution.

    On the day of a step that is such a decision nothing but an election is another.
    """
    steps = view.memo("steps", lambda: _steps_of(view)).get(vote.about, [])
    is_decision = any(
        found.get(code) == vote.meeting.date for found in steps for code in DECISIONS
    )
    if vote.type == "election" or (vote.type and not is_decision):
        return str(vote.type)
    return "admission" if steps else "resolution"


def _steps_of(view: View) -> dict[str, list[Mapping[str, date]]]:
    """Of candidates, by person."""
    found: dict[str, list[Mapping[str, date]]] = {}
    for one in view.of(Candidate):
        found.setdefault(one.person, []).append(one.steps)
    return found


class Ballot(NamedTuple):
    """A vote and the quorum that it was held against (None: such a meeting decides
    nothing).

    needed: how many of those entitled had to be there, without who voted in writing;
    favour: how many votes in favour.
    """

    kind: str
    quorum: str | None
    needed: int
    favour: int


def ballot(view: View, vote: Vote, kind: str | None = None) -> Ballot:
    """As the vote's kind has it, or as if it was of another."""
    kind = kind or _vote_type(view, vote)
    quorum = _quorum(view, vote.meeting, kind, vote.counted or "persons")
    of_entitled = (
        quorum is not None and view.catalogue.quorums[quorum].majority_of == "entitled"
    )
    base = vote.entitled if of_entitled else vote.present + vote.written
    there = _present_needed(view, quorum, vote.entitled) if quorum else 0
    return Ballot(
        kind, quorum, there, count_for_share(Fraction(1, 2), base, strict=True)
    )


def valid(view: View, vote: Vote, kind: str | None = None) -> bool:
    """Enough were there, and more than half of the base in favour (of those entitled,
    or of those who voted).
    """
    found = ballot(view, vote, kind)
    return bool(
        found.quorum
        and vote.entitled
        and vote.present >= found.needed
        and vote.agree >= found.favour
    )


def is_carried(view: View, vote: Vote) -> bool:
    """More than half of the base in favour, whether or not enough were there."""
    return bool(vote.agree >= ballot(view, vote).favour)


def _measure(view: View, vote: Vote) -> dict[str, str]:
    found = ballot(view, vote)
    if found.quorum is None:
        return {"key": "no_quorum", "meeting": vote.meeting.kind, "sort": found.kind}
    numbers = {
        name: getattr(vote, name)
        for name in ("entitled", "present", "written", "agree")
    }
    return {name: str(value) for name, value in (found._asdict() | numbers).items()}


def _type(view: View, matter: Matter) -> str:
    """A matter of so much money is a major one, whatever it is called."""
    is_large = (
        matter.amount is not None
        and matter.amount >= view.catalogue.parameters.major_from
    )
    return "major" if is_large else str(matter.type)


def _stable(_view: View, income: Income) -> bool:
    """Nothing received is no income, whatever it is called; what is stable rests on a
    written contract or rule.
    """
    return bool(income.stable and income.amount > 0 and is_filled(income.basis))


def notice(view: View, star: Star) -> Literal["draft", "notice", "final"]:
    """How far the town's last word on the stars is with its public notice; an earlier
    word is none any more.
    """
    final_on = notice_over(view, star)
    if (
        star is not max(view.of(Star), key=lambda one: one.date, default=star)
        or final_on is None
    ):
        return "draft"
    return "final" if final_on <= view.seen_on else "notice"


def notice_over(view: View, star: Star) -> date | None:
    """The day on which the public notice has run out; None while it is not made
    public.
    """
    days = view.catalogue.parameters.notice_days
    return later(star.published_on, days) if star.published_on else None


def _has_conflict(view: View, person: PersonRow) -> bool:
    """A supervisor who also sits in the villagers' committee, or heads supervision
    while being secretary.
    """
    code = person.code
    if code in view.members_of("villagers_committee"):
        return True
    heads = {
        p.person for p in view.posts("supervision", view.as_of) if p.post == "head"
    }
    return code in heads and code in view.members_of("secretary")


def _of_age(view: View, candidate: Candidate) -> bool:
    """Eighteen when applying; of whom no month of birth is known nothing is said."""
    person, applied = view.people.get(candidate.person), candidate.steps.get("1")
    return (
        not (person and person.born and applied)
        or years_between(person.born, applied) >= ADULT
    )


def _full_introducers(view: View, candidate: Candidate) -> tuple[str, ...]:
    """Introducers who were full members when they were named."""
    full = view.members_of("members.full", candidate.steps.get("9"))
    return tuple(code for code in candidate.introducers if code in full)


def _quorate_by(view: View, activity: Activity) -> dict[str, str]:
    """Who was there, and how many had to be; nothing where such a meeting decides
    nothing.
    """
    quorum = _quorum(view, activity)
    if quorum is None or not activity.expected or activity.present is None:
        return {"key": "uncounted"}
    needed = _present_needed(view, quorum, activity.expected)
    return {
        "key": "quorate",
        "present": str(activity.present),
        "expected": str(activity.expected),
        "needed": str(needed),
    }


def _stable_by(_view: View, income: Income) -> dict[str, str]:
    """The first field for which an income is not a stable one."""
    return {
        "key": "unstable"
        if not income.stable
        else "unpaid"
        if income.amount <= 0
        else "unfounded"
    }


def _notice_by(view: View, star: Star) -> dict[str, str]:
    """What the stars still lack to be final."""
    days, over = str(view.catalogue.parameters.notice_days), notice_over(view, star)
    if over is None:
        return {"key": "unpublished", "number": days}
    if over > view.seen_on:
        return {"key": "notice", "number": days, "day": str(over)}
    return {"key": "superseded"}


def _conflict_by(view: View, person: PersonRow) -> dict[str, str]:
    return {
        "key": "conflict_committee"
        if person.code in view.members_of("villagers_committee")
        else "conflict_head"
    }


_MEASURES: Final[Mapping[tuple[str, str], Callable[[View, Any], Mapping[str, str]]]] = (
    MappingProxyType(
        {
            ("vote", "valid"): _measure,
            ("activity", "quorate"): _quorate_by,
            ("income", "stable"): _stable_by,
            ("star", "final"): _notice_by,
            ("person", "conflicted"): _conflict_by,
        }
    )
)
# What besides the record itself decides a computed field: kinds of records, and
# conditions on them.
BESIDE: Final[
    Mapping[tuple[str, str], tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...]]
] = MappingProxyType(
    {
        ("person", "conflicted"): (
            (
                "post",
                {"body": ("villagers_committee", "supervision", "branch_committee")},
            ),
        ),
        ("candidate", "of_age"): (("person", {}),),
        ("candidate", "full_introducers"): (("person", {}),),
    }
)
_DERIVED: Final[Mapping[tuple[str, str], Callable[[View, Any], Any]]] = {
    ("activity", "kind"): _kinds,
    ("activity", "quorate"): _quorate,
    ("vote", "type"): _vote_type,
    ("vote", "meeting"): _meeting,
    ("vote", "valid"): valid,
    ("income", "stable"): _stable,
    ("star", "final"): lambda view, star: notice(view, star) == "final",
    ("person", "conflicted"): _has_conflict,
    ("candidate", "of_age"): _of_age,
    ("candidate", "full_introducers"): _full_introducers,
    ("matter", "type"): _type,
    ("item", "closed_on"): closing_day,
    ("item", "due_now"): due_now,
}


def has_turnout(view: View, share: Fraction, activities: tuple[Activity, ...]) -> bool:
    """Whether at one of the activities, or at all together, at least this share of
    those due took part.

    Only an activity that says how many were present counts. Those of which it is known
    who came add up: groups that meet apart.
    """
    counted = [activity for activity in activities if activity.present is not None]
    if any(
        _enough(view, share, activity, _present(view, activity)) for activity in counted
    ):
        return True
    named = [activity for activity in counted if view.attendees(activity)]
    there = frozenset(
        code
        for activity in named
        for code in view.attendees(activity) & _due(view, activity)
    )
    together = min(len(there), sum(activity.present or 0 for activity in named))
    return bool(named) and _enough(
        view, share, max(named, key=lambda one: one.date), together
    )


def roster_count(view: View, share: Fraction, activity: Activity) -> dict[str, str]:
    """How many were there of how many due, and how many had to be."""
    due = len(_due(view, activity))
    there = _present(view, activity)
    return {
        "present": str(there),
        "expected": str(due),
        "needed": str(count_for_share(share, due)),
    }


def _enough(view: View, share: Fraction, activity: Activity, number: int) -> bool:
    due = _due(view, activity)
    return bool(due) and Fraction(number, len(due)) >= share


def _present(view: View, activity: Activity) -> int:
    """The number given; of members who are named no more than these."""
    known = view.attendees(activity) & _due(view, activity)
    present = activity.present or 0
    return min(present, len(known)) if known else present


def _due(view: View, activity: Activity) -> frozenset[str]:
    """All who are due at such an activity, whichever group of them met."""
    return view.members_of(AUDIENCE.get(activity.kind, "members.able"), activity.date)
