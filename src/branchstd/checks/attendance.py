"""Who was there: numbers that do not add up, people who were no members that day, one person in two places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from branchstd.findings import Problem
from branchstd.rules.view import AUDIENCE, View

# Other meetings expect people outside the Party too.
OF_MEMBERS = ("members.able", "committee")


def numbers(view: View) -> Iterator[Problem]:
    """Present may not exceed expected, and expected less present is the number of those named absent."""
    for record in view.village.records.get("activity", ()):
        activity: Any = record
        if activity.expected is None or activity.present is None:
            continue
        values = {"expected": str(activity.expected), "present": str(activity.present)}
        if activity.present > activity.expected:
            yield Problem("present_exceeds", activity.mark.of("present"), values)
        elif activity.absent is not None and activity.expected - activity.present != len(activity.absent):
            yield Problem("attendance_sum", activity.mark.of("absent"), values | {"absent": str(len(activity.absent))})


def membership(view: View) -> Iterator[Problem]:
    """Somebody named absent from a meeting of members who was none, or named present after having left."""
    for record in view.village.records.get("activity", ()):
        activity: Any = record
        members = view.members_of("members.active", activity.date)
        for code in (activity.absent or ()) if AUDIENCE.get(activity.kind) in OF_MEMBERS else ():
            if code in view.people and code not in members:
                yield Problem(
                    "not_member_then", activity.mark.of("absent"), {"person": code, "on": activity.date.isoformat()}
                )
        for name, code in (*(("people", code) for code in activity.people), ("by", activity.by or "")):
            person = view.people.get(code)
            if person and person.left_on and person.left_on < activity.date and code not in members:
                values = {"person": person.code, "on": activity.date.isoformat()}
                yield Problem("not_member_then", activity.mark.of(name), values)


def two_places(view: View) -> Iterator[Problem]:
    """The same person named, or certainly present, on one day at two different places."""
    seen: dict[tuple[str, object], Any] = {}
    for record in view.village.records.get("activity", ()):
        activity: Any = record
        if activity.place in {None, "online"}:
            continue
        for code in sorted(view.attendees(activity) | ({activity.by} if activity.by else set())):
            first = seen.setdefault((code, activity.date), activity)
            if first.place != activity.place:
                values = {"person": code, "on": activity.date.isoformat(), "first": str(first.mark.place)}
                yield Problem("two_places", activity.mark.of("place"), values)
                break
