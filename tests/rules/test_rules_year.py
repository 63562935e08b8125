"""The year that a yearly meeting says it is about: one held in January 2019 for 2018 is not this year's."""

from __future__ import annotations

import pytest
from builders import activity, answered, ask, facts, make, people, rule, shipped, view

from branchstd.checks import attendance
from branchstd.records.types import read_period, read_year_or_period

JANUARY, DECEMBER = "01-18", "12-16"
STEPS = {"A1": "2019-01-10", "B5": "2019-01-18"}
BOTH = {"also": "appraisal_meeting", "steps": STEPS}


def held(on: str, year: str | None, **fields: object) -> object:
    """An organisation-life meeting that is an appraisal as well."""
    return activity(on, "org_life_meeting", period=year, **(BOTH | fields))


@pytest.mark.parametrize("code", ["3.5.a", "3.6.a", "V6", "7.1.a"])
@pytest.mark.parametrize(
    ("on", "year", "share"),
    [
        (JANUARY, "2018", "0"),
        (JANUARY, "2019", "1"),
        (JANUARY, None, "1"),  # says nothing: the day decides
        (DECEMBER, "2019", "1"),
        (DECEMBER, "2020", "0"),
        (DECEMBER, "2018", "0"),
    ],
)
def test_a_meeting_fills_the_year_that_it_names(code: str, on: str, year: str | None, share: str) -> None:
    meeting = activity(on, "dual_review", period=year) if code == "7.1.a" else held(on, year)
    assert ask(shipped(code), "12-31", meeting) == share


def test_the_year_before_and_this_one() -> None:
    """Two meetings in 2019, one of them for 2018: the year has one, and it is the one that counts."""
    early, late = held(JANUARY, "2018"), held(DECEMBER, "2019")
    found = answered(shipped("3.5.a"), "12-31", early, late)
    assert found.counted == (late,)
    assert found.observed == 1


def test_until_it_is_held_this_year_waits() -> None:
    assert ask(shipped("3.5.a"), "02-01", held(JANUARY, "2018")) == "not_due"


@pytest.mark.parametrize("code", ["3.5.a", "3.6.a", "V6", "3.5.b"])
def test_it_is_told_why_it_is_left_out(code: str) -> None:
    meeting = held(JANUARY, "2018")
    found = answered(shipped(code), "12-31", meeting)
    assert [(r.record, r.reason, r.detail) for r in found.rejected] == [(meeting, "another_year", "period")]


def test_what_was_held_the_year_before_is_not_even_spoken_of() -> None:
    meeting = activity("2018-12-20", "org_life_meeting", period="2018", steps=STEPS)
    assert answered(shipped("3.5.a"), "12-31", meeting).rejected == ()


YEARLY = "kind: cadence, every: {}, record: activity, where: {{kind: org_life_meeting}}, by_date: {}"


@pytest.mark.parametrize(
    ("every", "by_date", "year", "share"),
    [
        ("year", "true", "2018", "0"),
        ("year", "true", "2019", "1"),
        ("year", "false", "2018", "0"),
        ("month", "true", "2018", "1/12"),  # organised life in January, whatever it is about
    ],
)
def test_where_the_day_decides_only_what_is_yearly_goes_by_the_year(
    every: str, by_date: str, year: str, share: str
) -> None:
    asked = rule(YEARLY.format(every, by_date))
    found = answered(asked, "12-31", facts(), held(JANUARY, year))
    assert str(found.share) == share
    assert [r.reason for r in found.rejected] == (["another_year"] if share == "0" else [])


def test_dues_are_for_months_and_quarters() -> None:
    assert read_year_or_period("2019") == "2019"
    with pytest.raises(ValueError, match="bad_period"):
        read_period("2019")
    for text in ("19", "2019-", "2019-13", "2019-Q5", " 2019", "２０１９"):
        with pytest.raises(ValueError, match="bad_period"):
            read_year_or_period(text)


@pytest.mark.parametrize(("year", "is_told"), [("2018", True), ("2019", False), (None, False)])
def test_nobody_is_appraised_this_year_by_the_meeting_for_the_last(year: str | None, is_told: bool) -> None:
    row = make("member_year", person="M1", appraised_on=JANUARY)
    seen = view("12-31", people(1), row, held(JANUARY, year))
    assert [one.code for one in attendance.check_appraisals(seen)] == (["appraised_without_meeting"] if is_told else [])
