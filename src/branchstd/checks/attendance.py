"""Who was there: numbers that do not add up or that the roster contradicts, people who
were no members that day, one person in two places or longer than a day, an appraisal
without its meeting.

Of a village's activities those are asked that it wrote down itself, not trainings out
of the town's own file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from branchstd.findings import Problem, Severity
from branchstd.records.village import Activity, MemberYear, Vote
from branchstd.rules.periods import later
from branchstd.rules.select import of_another_year
from branchstd.rules.view import (
    AUDIENCE,
    View,
    is_inherited,
    is_outnumbered,
    named_exceed,
)

# Other meetings expect people outside the Party too.
OF_MEMBERS = ("members.able", "committee")
# To these all are asked to come; studies and courses may be for some.
FOR_ALL: Final = (
    "general_meeting", "group_meeting", "lecture", "theme_day", "org_life_meeting",
    "appraisal_meeting",
    "committee_meeting",
)  # fmt: skip
COURSES: Final = ("training", "winter_training")
DAY: Final = Decimal(8)


def numbers(view: View) -> Iterator[Problem]:
    """Present may not exceed expected nor be fewer than are named, and expected less
    present is the number absent.

    Where nobody wrote how many were expected, those of the roster were.
    """
    for activity in view.village.of(Activity):
        if activity.present is None:
            continue
        if activity.expected is None:
            yield from _absent_short(view, activity)
            continue
        values = {"expected": str(activity.expected), "present": str(activity.present)}
        if activity.present > activity.expected:
            yield Problem("present_exceeds", activity.mark.of("present"), values)
        elif (
            activity.absent is not None
            and activity.expected - activity.present != len(activity.absent)
        ):
            yield Problem(
                "attendance_sum",
                activity.mark.of("absent"),
                values | {"absent": str(len(activity.absent))},
            )
        elif named_exceed(activity):
            values = {
                "named": str(len(set(activity.people))),
                "present": str(activity.present),
            }
            yield Problem("named_exceed", activity.mark.of("people"), values)


def _absent_short(view: View, activity: Activity) -> Iterator[Problem]:
    left = len(view.audience(activity) - frozenset(activity.absent or ()))
    if (
        activity.absent is not None
        and not activity.people
        and is_outnumbered(activity, left)
    ):
        values = {
            "left": str(left),
            "present": str(activity.present),
            "on": activity.date.isoformat(),
        }
        yield Problem(
            "absent_short", activity.mark.of("absent"), values, Severity.WARNING
        )


def membership(view: View) -> Iterator[Problem]:
    """Somebody named absent from a meeting of members who was none, or named present
    after having left.
    """
    for activity in view.village.of(Activity):
        members = view.members_of("members.active", activity.date)
        for code in (
            (activity.absent or ()) if AUDIENCE.get(activity.kind) in OF_MEMBERS else ()
        ):
            if code in view.people and code not in members:
                yield Problem(
                    "not_member_then",
                    activity.mark.of("absent"),
                    {"person": code, "on": activity.date.isoformat()},
                )
        for name, code in (
            *(("people", code) for code in activity.people),
            ("by", activity.by or ""),
        ):
            person = view.people.get(code)
            if (
                person
                and person.left_on
                and person.left_on < activity.date
                and code not in members
            ):
                values = {"person": person.code, "on": activity.date.isoformat()}
                yield Problem("not_member_then", activity.mark.of(name), values)


def two_places(view: View) -> Iterator[Problem]:
    """A question: the same person named, or certainly present, on one day at two
    different places. A meeting in the morning and a visit after it may both be true.
    """
    seen: dict[tuple[str, date], Activity] = {}
    for activity in view.village.of(Activity):
        if activity.place in {None, "online"}:
            continue
        for code in sorted(
            view.attendees(activity) | ({activity.by} if activity.by else set())
        ):
            first = seen.setdefault((code, activity.date), activity)
            if first.place != activity.place:
                values = {
                    "person": code,
                    "on": activity.date.isoformat(),
                    "first": str(first.mark.place),
                }
                place = activity.mark.of("place")
                yield Problem("two_places", place, values, Severity.WARNING)
                break


def check_expected(view: View) -> Iterator[Problem]:
    """Another number expected at a meeting of all than the roster has that day; who is
    exempt may be counted or not.
    """
    for activity in view.village.of(Activity):
        kind = next(
            (kind for kind in (activity.kind, activity.also) if kind in FOR_ALL), None
        )
        if kind is None or activity.expected is None:
            continue
        least, group = AUDIENCE[kind], activity.group
        most = "members.active" if least == "members.able" else least
        fewest = _size(view, least, activity.date, group)
        many = _size(view, most, activity.date, group)
        if fewest and many and not fewest.start <= activity.expected < many.stop:
            told = _values(activity.expected, fewest, activity.date)
            yield Problem(
                "expected_other", activity.mark.of("expected"), told, Severity.WARNING
            )


def check_entitled(view: View) -> Iterator[Problem]:
    """Another number entitled to vote than the roster has that day: full members, or
    the committee.

    Where members are missing who by their standing cannot come (away, old, ill), that
    is a question.
    """
    for vote in view.village.of(Vote):
        kinds, day = (vote.meeting.kind, vote.meeting.also), vote.meeting.date
        voters = next((name for kind, name in VOTERS if kind in kinds), None)
        size = (
            _size(view, voters, day, None)
            if voters and vote.present <= vote.entitled
            else None
        )
        if size and vote.entitled not in size:
            away = len(
                view.members_of("members.full", day)
                - view.members_of("members.home", day)
            )
            is_told = (
                voters == "members.full"
                and size.start - away <= vote.entitled < size.start
            )
            severity = Severity.WARNING if is_told else Severity.ERROR
            yield Problem(
                "entitled_other",
                vote.mark.of("entitled"),
                _values(vote.entitled, size, day),
                severity,
            )


VOTERS: Final = (
    ("general_meeting", "members.full"),
    ("committee_meeting", "committee"),
)


def _values(seen: int, size: range, day: date) -> dict[str, str]:
    needed = str(size.start) if len(size) == 1 else f"{size.start}–{size.stop - 1}"
    return {"seen": str(seen), "needed": needed, "on": day.isoformat()}


def _size(view: View, name: str, day: date, group: str | None) -> range | None:
    return view.memo(
        ("size", name, day, group), lambda: _size_known(view, name, day, group)
    )


def _size_known(view: View, name: str, day: date, group: str | None) -> range | None:
    """How many of the branch, or of a group, may be counted in a set on a day; None
    where that cannot be known.

    Whoever came, became a full member or left after the town's last count may be
    counted or not.
    """
    facts = view.facts(day)
    lost = {broken.kind for broken in view.village.broken} & {
        "person",
        "standing",
        "post",
        "facts",
    }
    if (
        lost
        or facts is None
        or len(view.members_of("members.active", facts.start)) != facts.members
    ):
        return None
    if name == "committee":
        sizes = [len(view.members_of(name, on)) for on in (later(day, -1), day)]
        return range(min(sizes), max(sizes) + 1)
    people = [p for p in view.people.values() if not group or p.group == group]
    before = view.members_of(name, facts.start)
    sure = (
        {p.code for p in people}
        & view.members_of(name, day)
        & before - {p.code for p in people if p.left_on and p.left_on < day}
    )
    maybe = {p.code for p in people} & (view.members_of(name, day) | before) - sure
    return range(len(sure), len(sure) + len(maybe) + 1) if sure or maybe else None


def hours(view: View) -> Iterator[Problem]:
    """More than eight hours of one day, of one meeting or of several that the same
    person took part in.
    """
    sat: defaultdict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for activity in view.village.of(Activity):
        if not activity.hours or activity.kind in COURSES or activity.also in COURSES:
            continue
        before = Decimal(0)
        for code in view.attendees(activity):
            before = max(before, sat[code, activity.date])
            sat[code, activity.date] += activity.hours
        if before + activity.hours > DAY:
            values = {
                "hours": str(before + activity.hours),
                "on": activity.date.isoformat(),
            }
            yield Problem("hours_over_day", activity.mark.of("hours"), values)


def check_appraisals(view: View) -> Iterator[Problem]:
    """Members said to be appraised on a day by which the year has had no appraisal
    meeting; a day is told once.
    """
    activities = view.village.of(Activity)
    if any(
        b.kind == "activity" and b.known.get("kind") in {None, "appraisal_meeting"}
        for b in view.village.broken
    ):
        return
    held = min(
        (
            a.date
            for a in activities
            if "appraisal_meeting" in (a.kind, a.also)
            and a.date >= view.plan.first_day
            and not of_another_year(view, a)
        ),
        default=date.max,
    )
    rows = view.village.of(MemberYear)
    early = [
        row
        for row in rows
        if row.appraised_on and view.plan.first_day <= row.appraised_on < held
    ]
    firsts = {row.appraised_on: row for row in reversed(early)}
    for day, count in Counter(row.appraised_on for row in early).items():
        values = {"on": f"{day}", "count": str(count)}
        yield Problem(
            "appraised_without_meeting", firsts[day].mark.of("appraised_on"), values
        )


def own_activities(view: View) -> Iterator[Activity]:
    """Of any day, also after `as_of`; no trainings out of the town's own file."""
    return (
        record
        for record in view.village.of(Activity)
        if not is_inherited("activity", record)
    )
