"""What a branch's records come to as books that offices know: who has paid dues for
which month, who was at which meeting, who kept how many shifts.

No language: how it is shown is up to views.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final, Literal, NamedTuple

from branchstd.checks.attendance import FOR_ALL
from branchstd.records.village import Activity, Dues, Duty, PersonRow, Post
from branchstd.rules.periods import Period, days_of, has_passed, periods
from branchstd.rules.sets import dues_day, pays
from branchstd.rules.view import AUDIENCE, View, in_force

# Of a month's dues: covered by a collection; left out of one that is from all, though
# the last day has passed; nothing is recorded of this member's month, or not all can be
# read; not yet; nothing is owed.
DuesState = Literal["paid", "unpaid", "unrecorded", "ahead", "none"]
# Of a meeting: certainly there; named absent; expected, and nobody knows; not expected.
Presence = Literal["there", "absent", "unknown", "none"]
MONTHS: Final = range(1, 13)
# To whom the meetings are to which all of them are asked, in the order of the books.
_AUDIENCES: Final = ("members.able", "committee")


class Payer(NamedTuple):
    """A person and the twelve months. owed: months owed so far, paid or not."""

    person: PersonRow
    months: tuple[DuesState, ...]

    @property
    def owed(self) -> int:
        """For how many months dues are owed by now."""
        return sum(one not in {"ahead", "none"} for one in self.months)

    @property
    def paid(self) -> int:
        """For how many of them a collection stands."""
        return self.months.count("paid")


def payers(view: View) -> list[Payer]:
    """Everybody who owes dues in some month of the year, or is named as having paid; by
    code.
    """
    months = periods(view.plan.year, "month")
    found = (
        Payer(person, tuple(_dues_state(view, code, month) for month in months))
        for code, person in sorted(view.people.items())
    )
    return [one for one in found if set(one.months) != {"none"}]


def _dues_state(view: View, code: str, month: Period) -> DuesState:
    day = min(month.last, view.as_of)
    owes = code in view.members_of("members.paying", day)
    if not owes and not view.dues_naming(code, month.first):
        return "none"
    if pays(view, code, month):
        return "paid"
    # Who joins in a month owes from the next one on, as the rules have it.
    if not owes or code not in view.members_of("members.paying", month.first):
        return "none"
    if not has_passed(dues_day(view, code, month), view.as_of):
        return "ahead"
    return "unpaid" if _is_left_out(view, code, month) else "unrecorded"


def _is_left_out(view: View, code: str, month: Period) -> bool:
    """Whether a collection from all speaks of the member's month. One that names others
    does not, nor does one from all of who pays by the quarter, unless it names him; and
    nothing is known while some collection cannot be read.
    """
    if any(one.kind == "dues" for one in view.village.broken):
        return False
    is_asked = code not in view.members_of("quarterly", month.first)
    return any(
        is_asked or code in (row.unpaid or ())
        for row in view.dues_of(code, month.first)
        if not row.people and days_of(row.month) == (month.first, month.last)
    )


def collected(view: View) -> Mapping[int, Decimal]:
    """What was collected, as it was written down, by the month it is for; of a quarter,
    by its last month. Months without a collection are left out.
    """
    found: dict[int, Decimal] = {}
    for row in view.of(Dues):
        first, last = days_of(row.month)
        if first.year == view.plan.year:
            found[last.month] = found.get(last.month, Decimal(0)) + row.total
    return found


@dataclass(frozen=True, slots=True)
class Meetings:
    """Meetings to which the same people were asked: the members (an empty group), one
    Party group, or the committee. people: by code, with each one's presence.
    """

    audience: str
    group: str
    meetings: tuple[Activity, ...]
    people: Mapping[str, tuple[Presence, ...]]


def meetings(view: View) -> Iterator[Meetings]:
    """Members, groups by code, then the committee; each where it met at all. What one
    of several groups had of its own is that group's.
    """
    held = [one for one in view.of(Activity) if one.kind in FOR_ALL]
    held.sort(key=lambda one: (*_asked(one), one.date))
    for (place, group), some in groupby(held, _asked):
        own = tuple(some)
        people = sorted(frozenset().union(*(view.audience(one) for one in own)))
        yield Meetings(
            _AUDIENCES[place],
            group,
            own,
            {code: tuple(_presence(view, code, one) for one in own) for code in people},
        )


def _asked(one: Activity) -> tuple[int, str]:
    audience = AUDIENCE[one.kind]
    return _AUDIENCES.index(audience), (one.group or "")


def _presence(view: View, code: str, one: Activity) -> Presence:
    if code in (one.absent or ()):
        return "absent"
    if code in view.attendees(one):
        return "there"
    return "unknown" if code in view.audience(one) else "none"


class Shifts(NamedTuple):
    """Shifts that a person kept, by month, and how much was handled in the year; None:
    nothing is recorded.
    """

    person: str
    attended: Mapping[int, int]
    handled: int | None


def shifts(view: View) -> Sequence[Shifts]:
    """By code."""
    rows = sorted(view.of(Duty), key=lambda one: one.person)
    found = []
    for person, group in groupby(rows, lambda one: one.person):
        own = [one for one in group if _in_year(view, one)]
        attended: dict[int, int] = {}
        for one in own:
            month = days_of(one.month)[0].month
            attended[month] = attended.get(month, 0) + one.attended
        said = [one.handled for one in own if one.handled is not None]
        found.append(Shifts(person, attended, sum(said) if said else None))
    return [one for one in found if one.attended]


def _in_year(view: View, one: Duty) -> bool:
    return days_of(one.month)[0].year == view.plan.year


def posts_of(view: View, code: str) -> list[Post]:
    """What a person holds on the day, in the order of the file."""
    return [
        one for one in view.of(Post) if one.person == code and in_force(one, view.as_of)
    ]
