"""Days, periods and windows: `as_of` is the end of a day, and "before" includes the day (semantics, 1)."""

from __future__ import annotations

import pytest
from builders import activity, answered, ask, day, make, person, post, rule, view

from branchstd.rules.periods import days_of, has_passed, last_whole_month, periods, years_between
from branchstd.workflow.rectification import holds, mark_of


@pytest.mark.parametrize(
    ("last", "as_of", "expected"),
    [
        ("06-10", "06-09", False),  # a day is left
        ("06-10", "06-10", True),  # the end of the last day: due today, and passed
        ("06-10", "06-11", True),
    ],
)
def test_passed(last: str, as_of: str, *, expected: bool) -> None:
    assert has_passed(day(last), day(as_of)) is expected


@pytest.mark.parametrize(
    ("every", "number", "code", "first", "last"),
    [
        ("month", 2, "2019-02", "02-01", "02-28"),  # 2019 is no leap year
        ("quarter", 3, "2019-Q3", "07-01", "09-30"),
        ("half", 2, "2019-H2", "07-01", "12-31"),
    ],
)
def test_periods(every: str, number: int, code: str, first: str, last: str) -> None:
    found = periods(2019, every)[number - 1]  # type: ignore[arg-type]
    assert found == (code, day(first), day(last))
    assert days_of(code) == (day(first), day(last))


def test_a_year_has_all_its_periods() -> None:
    assert [len(periods(2020, every)) for every in ("month", "quarter", "half")] == [12, 4, 2]
    assert periods(2020, "month")[1].last.day == 29  # a leap year


@pytest.mark.parametrize(
    ("as_of", "code"),
    [("03-30", "2019-02"), ("03-31", "2019-03"), ("01-30", "2018-12"), ("12-31", "2019-12")],
)
def test_last_whole_month(as_of: str, code: str) -> None:
    assert last_whole_month(day(as_of)).code == code


@pytest.mark.parametrize(("born", "on", "age"), [("1984-06", "06-01", 35), ("1984-07", "06-30", 34)])
def test_years_between(born: str, on: str, age: int) -> None:
    assert years_between(born, day(on)) == age


WINDOWS = {
    "2018-10-31": {"all"},  # before the winter
    "2018-11-01": {"all", "winter", "since_winter"},
    "2018-12-31": {"all", "winter", "since_winter"},
    "2019-01-01": {"all", "winter", "since_winter", "year"},
    "2019-03-31": {"all", "winter", "since_winter", "year"},
    "2019-04-01": {"all", "since_winter", "year"},  # the winter ends with March
    "2019-06-30": {"all", "since_winter", "year"},
    "2019-07-01": set(),  # after as_of: not there yet
}


@pytest.mark.parametrize("window", ["all", "winter", "since_winter", "year"])
@pytest.mark.parametrize("on", WINDOWS)
def test_window(on: str, window: str) -> None:
    line = f"kind: count, record: activity, where: {{kind: training}}, window: {window}, continuous: true"
    assert ask(line, "06-30", activity(on, "training")) == ("1" if window in WINDOWS[on] else "0")


@pytest.mark.parametrize(
    ("on", "made_good"),
    [("2019-03-31", True), ("2019-10-20", True), ("2018-10-31", False), ("2019-11-01", False)],  # the last: not yet
)
def test_winter_training_is_made_good_after_the_winter(on: str, made_good: bool) -> None:
    """It stays unmet, and late stays late; else nothing could ever close the item."""
    asked = rule("kind: count, record: activity, where: {kind: winter_training}, window: winter, due: winter_end")
    item = make("item", id="1", standard="5.3", origin="check", found_on="06-10", due_on="10-31")
    seen = view("10-31", activity(on, "winter_training"))
    assert holds(seen, item, asked, mark_of(asked, day("06-10")), "5.3") is made_good


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("06-30", None, "1"),  # begins today
        ("07-01", None, "0"),  # has not begun
        ("2017-01-01", "06-30", "1"),  # today is its last day
        ("2017-01-01", "06-29", "0"),  # ended yesterday
        ("2017-01-01", "07-15", "1"),  # its end lies ahead
    ],
)
def test_window_now_is_in_force_on_the_day(start: str, end: str | None, expected: str) -> None:
    line = "kind: count, record: post, where: {body: wechat}, window: now, continuous: true"
    assert ask(line, "06-30", post("M1", "wechat", "keeper", start, end=end)) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("02-28", "1"), ("03-01", "0"), ("05-01", "1")],  # usable, then closed, then usable again
)
def test_a_venue_is_in_its_latest_state(as_of: str, expected: str) -> None:
    states = [
        make("venue", start="2018-01-01", state="in_use"),
        make("venue", start="03-01", state="unsafe"),
        make("venue", start="05-01", state="in_use"),
    ]
    line = "kind: count, record: venue, where: {state: [in_use, rebuilding]}, window: now, continuous: true"
    assert ask(line, as_of, states) == expected


def test_a_record_counts_by_the_period_that_it_names_not_by_its_day() -> None:
    """Dues paid in December for January lie in the year; a disclosure of last year's fourth quarter does not."""
    dues = make("dues", month="2019-01", paid_on="2018-12-28", people=["M1"], total=5)
    old = activity("01-09", "disclosure", period="2018-Q4", covers=["party_affairs"])
    line = "kind: count, record: {}, continuous: true"
    assert ask(line.format("dues"), "01-31", dues) == "1"
    assert ask(line.format("activity"), "01-31", old) == "0"


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("person", {"code": "M1", "left_on": "07-01"}, "left_on"),
        ("person", {"code": "M1", "full_on": "07-01"}, "full_on"),
        ("post", {"person": "M1", "body": "women", "post": "head", "start": "01-01", "end": "07-01"}, "end"),
        ("member_year", {"person": "M1", "pledged_on": "07-01"}, "pledged_on"),
        ("case", {"opened_on": "01-01", "due_on": "06-01", "closed_on": "07-01"}, "closed_on"),
        (
            "payment",
            {
                "village": "v",
                "kind": "cadre_pay",
                "period": "2019-Q1",
                "due_on": "06-01",
                "amount": 1,
                "paid_on": "07-01",
            },
            "paid_on",
        ),
        (
            "project",
            {"village": "v", "name": "n", "batch": "improve_2019", "planned_finish": "06-01", "finished_on": "07-01"},
            "finished_on",
        ),
    ],
)
def test_a_later_happening_is_not_known_yet(kind: str, fields: dict[str, str], field: str) -> None:
    record = make(kind, **fields)
    (before,) = view("06-30", record).records(kind)
    (after,) = view("07-01", record).records(kind)
    assert getattr(before, field) is None
    assert getattr(after, field) == day("07-01")


def test_a_limit_is_never_hidden() -> None:
    (case,) = view("06-30", make("case", opened_on="06-01", due_on="12-01")).records("case")
    assert case.due_on == day("12-01")


@pytest.mark.parametrize("kind", ["activity", "matter"])
def test_later_steps_are_not_known_yet(kind: str) -> None:
    steps = {"D1": "05-01", "D2": "06-30", "D3": "07-01"}
    record = (
        make("matter", id="X1", type="major", title="t", steps=steps)
        if kind == "matter"
        else activity("05-01", "org_life_meeting", steps=steps)
    )
    (seen,) = view("06-30", record).records(kind)
    assert dict(seen.steps) == {"D1": day("05-01"), "D2": day("06-30")}
    assert not view("04-30", record).records(kind)  # its first step has not been taken


def test_what_stands_in_a_record_does_not_exist_before_it() -> None:
    meeting = activity("07-01", "general_meeting")
    vote = make("vote", meeting, about="X1", entitled=10, present=8, agree=6, against=1, abstain=1)
    assert not view("06-30", meeting, vote).records("vote")
    assert view("07-01", meeting, vote).records("vote") == (vote,)


def test_a_month_exists_from_its_last_day() -> None:
    duty = make("duty", month="2019-06", person="M1", attended=4)
    assert not view("06-29", duty).records("duty")
    assert view("06-30", duty).records("duty") == (duty,)


@pytest.mark.parametrize(("on", "expected"), [("06-29", "0"), ("06-30", "1"), ("07-02", "1")])
def test_a_case_ended_after_the_day_is_still_open_on_it(on: str, expected: str) -> None:
    """Due on 10 June, ended on 30 June: on 29 June it is overdue, whatever the file says of the future."""
    case = make("case", opened_on="05-01", due_on="06-10", closed_on="06-30")
    line = "kind: on_time, record: case, done: closed_on, limit: due_on, grace_days: any, when_empty: review"
    line += ", continuous: true"
    assert ask(line, on, case) == expected


def test_person_in_is_asked_on_the_records_day() -> None:
    """M1 was helper until April: a lecture in March counts in June, one in May does not."""
    helper = post("M1", "helpers", "team", end="04-30")
    line = "kind: count, record: activity, where: {kind: lecture}, person_in: helpers, at_least: 2, due: year_end"
    found = answered(
        line,
        "12-31",
        helper,
        person("M1"),
        activity("03-10", "lecture", by="M1"),
        activity("05-10", "lecture", by="M1"),
    )
    assert str(found.share) == "1/2"
    assert [rejected.reason for rejected in found.rejected] == ["person_in"]
