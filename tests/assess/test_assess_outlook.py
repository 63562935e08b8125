"""What lies ahead: next days, and what lapses if nothing more is recorded."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from builders import activity, broken, day, facts, make, monthly, people, ruling, standards, town, view, village

from branchstd.assess import Assessment, assess
from branchstd.outlook import Lapse, WatchedDay, frozen, lapses, upcoming, worth_making_good
from branchstd.records.holdings import Village
from samples import ROOT, workspace_of


def _assess(seen: Village, on: date) -> Assessment:
    return assess(seen, town(), *standards(), on)


def test_frozen_leaves_out_what_is_dated_later() -> None:
    meeting = activity("07-05", "general_meeting")
    vote = make("vote", meeting, about="X", entitled=3, present=3, agree=3, against=0, abstain=0)
    case = make("case", opened_on="05-01", due_on="06-01", closed_on="07-02")
    still = frozen(village(meeting, vote, case, broken=[broken("dues")]), day("06-30"))
    assert (still.records["activity"], still.records["vote"]) == ((), ())
    assert still.records["case"][0].closed_on is None  # type: ignore[attr-defined]
    assert [b.kind for b in still.broken] == ["dues"]
    assert not view("12-31", [r for records in still.records.values() for r in records]).records("vote")


def test_lapses_come_on_their_day() -> None:
    """Theme days until June: with July's end the first month is missed, and no other rule of periods improves."""
    seen = village(facts(), people(3), monthly("theme_day", *range(1, 7)))
    found = [lapse for lapse in lapses(_assess, seen, day("07-29"), day("08-01")) if lapse.after.rule.id == "3.4.a"]
    assert [(lapse.day, lapse.missing) for lapse in found] == [(day("07-31"), ("2019-07",))]


def test_a_record_of_tomorrow_does_not_help() -> None:
    seen = village(facts(), monthly("theme_day", *range(1, 7)), activity("07-30", "theme_day"))
    found = [lapse.day for lapse in lapses(_assess, seen, day("07-29"), day("08-01")) if lapse.after.rule.id == "3.4.a"]
    assert found == [day("07-31")]


def test_a_judgement_lapses_with_its_time() -> None:
    seen = village(facts(), ruling("3.4.c", "conforms", "06-01", until="07-15"))
    found = [lapse.day for lapse in lapses(_assess, seen, day("07-10"), day("07-20")) if lapse.after.rule.id == "3.4.c"]
    assert found == [day("07-16")]  # on the 15th it still holds


def test_a_deadline_lapses_on_its_day() -> None:
    found = {lapse.after.rule.id: lapse.day for lapse in lapses(_assess, village(facts()), day("06-13"), day("06-16"))}
    assert found["7.3.c"] == day("06-15")  # 6月15日前


def test_days_on_which_nothing_changes_are_left_out() -> None:
    """The shipped village with most under way, over the end of a quarter: as if each day had been looked at."""
    opened = workspace_of(ROOT)
    seen, looked = opened.office.village("dawantan").village, list[date]()

    def each(one: Village, on: date) -> Assessment:
        return opened.assess(one, date.fromordinal(on.toordinal()))  # may ask for anything: no day is left out

    def some(one: Village, on: date) -> Assessment:
        looked.append(on)
        return opened.assess(one, on)

    first, last = day("09-28"), day("10-05")
    assert list(map(_told, lapses(some, seen, first, last))) == list(map(_told, lapses(each, seen, first, last)))
    assert len(looked) < 6


def _told(lapse: Lapse) -> tuple[object, ...]:
    before, after = ((one.outcome, one.share, one.answer.missing) for one in (lapse.before, lapse.after))
    return lapse.day, lapse.after.rule.id, before, after, lapse.after.answer.values


def test_a_day_knows_how_long_answers_hold() -> None:
    asked = WatchedDay(2019, 6, 10)
    assert asked > day("06-09")
    assert not asked < day("06-10")
    assert asked != day("06-01")
    assert asked.until == date.max
    assert asked <= day("06-30")
    assert asked.until == day("06-30")
    assert day("06-30") > asked
    assert asked.until == day("06-29")
    assert day("06-20") != asked
    assert asked.until == day("06-19")
    assert min(day("06-12"), asked) is asked
    assert f"{asked}" == "2019-06-10"
    assert asked.until == day("06-11")
    assert {day("06-10"): 1}[asked]
    assert asked.until == day("06-10")
    assert asked + (day("06-30") - asked) == day("06-30")
    assert asked.until == date.min


def test_upcoming_days_in_order() -> None:
    ahead = upcoming(_assess(village(facts()), day("06-12")), day("07-01"))
    days = [item.day for item in ahead]
    assert days == sorted(days)
    found = {item.result.rule.id: item.day for item in ahead}
    assert found["7.3.c"] == day("06-15")
    assert found["3.4.a"] == day("06-30")
    assert "7.3.a" not in found  # 10 June has passed
    assert "7.4.e" not in found  # 1 November is beyond the look


def test_what_is_there_is_not_owed_again() -> None:
    plan = make("document", date="06-05", form="advance_plan", title="推进计划", record="柜")
    coming = partial(upcoming, until=day("07-31"))
    found = {item.result.rule.id: item.day for item in coming(_assess(village(facts(), plan), day("06-12")))}
    assert "7.3.c" not in found
    met = {item.result.rule.id: item.day for item in coming(_assess(village(monthly("theme_day", 6)), day("06-12")))}
    assert met["3.4.a"] == day("07-31")  # June has its theme day: July's is next


@pytest.mark.parametrize(
    ("as_of", "until"),
    [("06-14", None), ("06-15", "07-15"), ("07-14", "07-15"), ("07-15", None)],
)
def test_until_when_a_missing_plan_is_still_worth_half(as_of: str, until: str | None) -> None:
    """The advance plan is due on 15 June; thirty days later it is the last day."""
    ahead = {one.result.rule.id: one.day for one in worth_making_good(_assess(village(facts()), day(as_of)))}
    assert ahead.get("7.3.c") == (day(until) if until else None)
    assert "4.1.b" not in ahead  # its day is only a default


def test_the_year_ends_on_its_last_day() -> None:
    """A month that begins afterwards takes nothing back, and what comes then does not count."""
    seen = village(facts(), monthly("theme_day", *range(1, 12)), activity("2020-01-05", "org_life_meeting"))
    last, after = (_assess(seen, date(2019, 12, 31)), _assess(seen, date(2020, 2, 1)))
    assert last == after
    assert after.as_of == date(2019, 12, 31)
