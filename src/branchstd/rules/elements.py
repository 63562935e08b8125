"""The elements a rule goes through (people, posts, codes) and when a record covers
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from branchstd.findings import Outcome
from branchstd.records.base import Record, has_field
from branchstd.records.town import Facts, Item
from branchstd.records.village import Activity, Dues, PartyGroup, Post
from branchstd.rules.answer import Answer, Rejected
from branchstd.rules.periods import Period, has_passed, last_whole_month, later, periods
from branchstd.rules.sets import CODES, KEY_HELPERS, PEOPLE, POSTS, covers_month
from branchstd.rules.view import View


def elements(view: View, name: str) -> tuple[str, ...] | None:
    """The codes in a set, sorted; None for a list that the office has not filled in.

    People: in the set at the end of the day, and for at least one whole calendar month
    of the year.
    """
    if name in PEOPLE:
        months = _months_ended(view)
        return tuple(
            sorted(
                c
                for c in view.members_of(name)
                if any(c in during(view, name, m) for m in months)
            )
        )
    if one := POSTS.get(name) or CODES.get(name):
        return one.codes(view)
    items = view.list_items(name.removeprefix("list:"))
    return items or None


def _months_ended(view: View) -> tuple[Period, ...]:
    """The plan year's months that have ended, the latest first; while none has, the
    month before.
    """
    ended = (
        p for p in periods(view.plan.year, "month") if has_passed(p.last, view.as_of)
    )
    return tuple(ended)[::-1] or (last_whole_month(view.as_of),)


def during(view: View, name: str, period: Period) -> frozenset[str]:
    """Who was in a set of people on the first and on the last day of a period (or on
    as_of, while it runs).
    """
    days = period.first, min(period.last, view.as_of)
    return view.memo(
        (name, *days),
        lambda: view.members_of(name, days[0]) & view.members_of(name, days[1]),
    )


def is_unlisted(view: View, name: str) -> bool:
    """A list that the office has not filled in, which is not the same as an empty
    one.
    """
    return name.startswith("list:") and elements(view, name) is None


def ask_for_list(name: str) -> Answer:
    """A person must fill in the list first."""
    return Answer(
        outcome=Outcome.REVIEW,
        cause="list",
        values={"list": name.removeprefix("list:")},
    )


def elements_in(view: View, name: str, period: Period) -> tuple[str, ...] | None:
    """The elements owed for a whole period: people in the set all through it, groups
    that existed all through it.
    """
    if name in PEOPLE:
        return tuple(sorted(during(view, name, period)))
    if name == "groups":
        end = min(period.last, view.as_of)
        return tuple(
            g.code
            for g in view.of(PartyGroup)
            if g.start <= period.first and (g.end is None or g.end >= end)
        )
    return elements(view, name)


def joining_day(view: View, name: str, element: str, day: date) -> date | None:
    """Since when an element has been in a set, where it was not in it on the day; None
    where it was.
    """
    if name in PEOPLE:
        if element in view.members_of(name, day):
            return None
        since = view.as_of
        while since > day and element in view.members_of(name, later(since, -1)):
            since = later(since, -1)
        return since
    if name == "groups":
        return next(
            (
                g.start
                for g in view.of(PartyGroup)
                if g.code == element and g.start > day
            ),
            None,
        )
    if name == "items":
        return next(
            (item.found_on for item in view.of(Item) if item.id == element), None
        )
    if name in {"key_posts", "helpers.required"} and element != "secretary":
        return _first_day_asked(view, element, day)
    return None


def _first_day_asked(view: View, helper: str, day: date) -> date | None:
    """The first day after the given one on which the town's facts ask for a helper."""
    facts = view.facts(day)
    if facts and helper in facts.helpers:
        return None
    said = (f.start for f in view.of(Facts) if f.start > day and helper in f.helpers)
    return min(said, default=None)


class Tenure(NamedTuple):
    """Who held a key post, from the first to the last day; None: still."""

    person: str
    first: date
    last: date | None

    def holds_on(self, day: date) -> bool:
        """First and last day are of it."""
        return self.first <= day and (self.last is None or self.last >= day)


def tenures(view: View, post: str, since: date) -> list[Tenure]:
    """Who has held a key post on or after a day; several rows of one person are one."""
    rows: dict[str, list[Post]] = {}
    for row in view.of(Post):
        if (
            row.body == _body(post)
            and row.post == post
            and (row.end is None or row.end >= since)
        ):
            rows.setdefault(row.person, []).append(row)
    return [
        Tenure(person, min(r.start for r in own), _end(own))
        for person, own in rows.items()
    ]


def _end(rows: list[Post]) -> date | None:
    ends = [row.end for row in rows if row.end is not None]
    return None if len(ends) < len(rows) else max(ends)


def _body(post: str) -> str:
    """Helpers have a body of their own, all other key posts are in the branch
    committee.
    """
    return "helpers" if post in KEY_HELPERS else "branch_committee"


def holders(view: View, post: str) -> frozenset[str]:
    """Who holds a key post on the day."""
    return frozenset(
        p.person for p in view.posts(_body(post), view.as_of) if p.post == post
    )


def people_of(view: View, record: Any, partner_in: str | None = None) -> frozenset[str]:
    """The people whom one record covers; with `partner_in` only those of a talk whose
    other side is in that set.
    """
    kind: type[Record] = type(record)
    if kind is Dues or not has_field(kind, "people"):
        return frozenset({record.person}) if has_field(kind, "person") else frozenset()
    if partner_in is None:
        return view.attendees(record)
    partners = view.members_of(partner_in, record.date)
    return frozenset(_with_partner(record, partners))


def not_among(view: View, record: Any, missing: Iterable[str]) -> Rejected:
    """An activity with none of those who are missing: others took part, or nobody knows
    who.
    """
    if not view.attendees(record):
        return Rejected(record, "attendance", "people")
    return Rejected(record, "not_in", "people", {"missing": " ".join(missing)})


def _with_partner(talk: Activity, partners: frozenset[str]) -> Iterable[str]:
    if talk.by in partners:
        yield from (person for person in talk.people if person != talk.by)
    if talk.by and any(
        person in partners and person != talk.by for person in talk.people
    ):
        yield talk.by


def covers(
    view: View,
    record: Record,
    element: str,
    match: str | None,
    period: Period | None = None,
) -> bool:
    """Whether a record covers an element: by the field `match` (equal, or contained),
    else by its people.

    In `covers` an aspect number stands for all its standards; dues cover the payers of
    their months.
    """
    if match is None:
        if isinstance(record, Dues):
            return period is not None and covers_month(view, record, element, period)
        return element in people_of(view, record)
    value = getattr(record, match)
    if isinstance(value, tuple):
        return element in value or (
            match == "covers" and element.partition(".")[0] in value
        )
    return bool(value == element)
