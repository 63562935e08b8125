"""Who leaves stays in every set until an entry of the town's that begins after it counts as the roster does."""

from __future__ import annotations

import pytest
from builders import activity, day, facts, make, people, person, view

from branchstd.records.base import Record
from branchstd.rules.periods import periods
from branchstd.rules.sets import pays as is_paid

FIRST = facts(members=4, full_members=4)


def roster(**left: str) -> list[Record]:
    """M1 to M4, with the days on which some of them are said to have left."""
    return [person(f"M{n}", left_on=left.get(f"M{n}")) for n in range(1, 5)]


def town(start: str, members: int, full: int | None = None) -> Record:
    return facts(start, members=members, full_members=members if full is None else full)


def missing(as_of: str, on: str, *records: Record) -> list[str]:
    there = view(as_of, FIRST, *records).members_of("members.active", day(on))
    return sorted({"M1", "M2", "M3", "M4"} - there)


@pytest.mark.parametrize(
    ("as_of", "on", "left", "said", "out"),
    [
        ("12-31", "12-31", {"M4": "05-10"}, [], []),  # nobody has counted since
        ("12-31", "05-11", {"M4": "05-10"}, [("07-01", 3)], ["M4"]),  # also for the months before the entry
        ("12-31", "05-10", {"M4": "05-10"}, [("07-01", 3)], []),  # the last day in the branch
        ("06-30", "05-11", {"M4": "05-10"}, [("07-01", 3)], []),  # the entry is not there yet
        ("12-31", "05-11", {"M4": "05-10"}, [("05-10", 3)], []),  # begins on the last day, not after it
        ("12-31", "05-11", {"M4": "05-10"}, [("05-11", 3)], ["M4"]),
        ("12-31", "05-11", {"M4": "05-10"}, [("07-01", 4)], []),  # the town still counts four
        ("12-31", "05-11", {"M4": "05-10"}, [("07-01", 3, 2)], []),  # the full members must agree too
        ("12-31", "12-31", {"M3": "05-10", "M4": "06-10"}, [("07-01", 3)], []),  # of several all or none
        ("12-31", "12-31", {"M3": "05-10", "M4": "06-10"}, [("07-01", 2)], ["M3", "M4"]),
        ("12-31", "12-31", {"M3": "05-10", "M4": "08-10"}, [("07-01", 3)], ["M3"]),  # M4 left after the count
        ("12-31", "01-03", {"M4": "01-02"}, [], []),
        ("12-31", "01-01", {"M4": "2018-12-30"}, [], []),  # four counted on 1 January: he is not out
    ],
)
def test_leaving(as_of: str, on: str, left: dict[str, str], said: list[tuple[str, int]], out: list[str]) -> None:
    assert missing(as_of, on, *roster(**left), *(town(*entry) for entry in said)) == out


def test_an_equal_number_after_one_left_and_one_came_needs_the_entry() -> None:
    came = person("M5", came_on="2019-06-01")
    assert missing("12-31", "12-31", *roster(M4="05-10"), came) == []
    assert missing("12-31", "12-31", *roster(M4="05-10"), came, town("07-01", 4)) == ["M4"]


@pytest.mark.parametrize(
    ("expected", "present", "there"),
    [(4, 4, True), (3, 3, False), (None, None, True)],  # three expected: nobody says that M4 was there
)
def test_who_was_there_is_not_made_up(expected: int | None, present: int | None, *, there: bool) -> None:
    met = activity("06-10", "general_meeting", expected=expected, present=present, absent=[])
    seen = view("12-31", FIRST, roster(M4="05-10"), met)
    assert ("M4" in seen.attendees(met)) is there


@pytest.mark.parametrize(("total", "pays"), [("4", True), ("3", False)])
def test_a_collection_that_leaves_somebody_out_pays_nothing_for_them(total: str, *, pays: bool) -> None:
    """One yuan each: three yuan are not the four members' dues."""
    rows = [person(f"M{n}", dues=1, left_on="05-10" if n == 4 else None) for n in range(1, 5)]
    june = make("dues", month="2019-06", paid_on="06-20", unpaid=[], total=total)
    seen = view("12-31", FIRST, rows, june)
    assert is_paid(seen, "M4", periods(2019, "month")[5]) is pays
    assert is_paid(seen, "M3", periods(2019, "month")[5])


def test_whom_the_town_puts_in_a_standing_does_not_vanish_with_the_row() -> None:
    said = make("standing", person="M9", standing="care", start="2018-01-01")
    assert view("12-31", people(2), said).members_of("members.care") == {"M9"}
