"""Every day of the plan: the day before, the day itself, the day after. All days are typed in from the plan by hand.

Tested elsewhere and not again here: steps' intervals (rules/test_rules_steps), dues by the month and by the quarter
(rules/test_rules_dues), days of grace of allowances (rules/test_rules_timing), due days of items and the ten days
before acceptance (workflow/test_workflow_marks), the winter's and the year's window (rules/test_rules_time).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from builders import activity, answered, ask, day, make, monthly, post, shipped, standards
from places import asked, shift

from branchstd.workflow.duties import readings

CATALOGUE, PLAN = standards()

DAYS = {
    "M01": "2019-05-31", "M02": "2019-05-31", "M03": "2019-06-10", "M04": "2019-06-10", "M05": "2019-06-10",
    "M06": "2019-06-15", "M07": "2019-10-30", "M08": "2019-11-01", "M11": "2019-11-10", "M09": "2019-11-20",
    "M10": "2019-12-20", "winter_end": "2019-03-31", "half_year": "2019-06-30", "autumn": "2019-09-30",
    "year_end": "2019-12-31",
}  # fmt: skip


def test_the_plan_has_these_days_and_no_other() -> None:
    assert {name: on.isoformat() for name, on in PLAN.days.items()} == DAYS
    several = {m.id: readings(PLAN, m) for m in PLAN.milestones if readings(PLAN, m)}
    assert several == {"M08": (date(2019, 11, 1), date(2019, 12, 1))}  # heading and text


@pytest.mark.parametrize(
    ("on", "phases"),
    [
        ("2019-05-30", []),
        ("2019-05-31", ["deploy"]),
        ("2019-06-09", ["deploy"]),
        ("2019-06-10", ["deploy", "advance"]),  # the plan gives the day to both
        ("2019-06-11", ["advance"]),
        ("2019-10-30", ["advance"]),
        ("2019-10-31", []),  # and this one to none
        ("2019-11-01", ["assess"]),
        ("2019-12-20", ["assess"]),
        ("2019-12-21", []),
    ],
)
def test_the_windows_of_the_phases(on: str, phases: list[str]) -> None:
    assert [phase.id for phase in PLAN.phases if phase.start <= day(on) <= phase.end] == phases


# The first day on which a village that recorded nothing falls short of a rule.
FIRST_SHORT = {
    "01-31": ["1.2.a", "2.9.a", "2.9.b", "3.2.a", "3.2.b", "3.4.a", "3.8.a", "3.8.b", "5.6.a", "5.6.b", "6.3.d"],
    "03-31": ["1.4.b", "2.3.d", "2.6.c", "2.9.c", "3.1.a", "3.3.a", "5.3.a"],
    "04-15": ["2.7.a", "2.7.b", "2.7.c", "2.7.d"],
    "05-31": ["1.1.d"],
    "06-10": ["1.3.a", "7.3.a", "7.3.b", "7.4.a"],
    "06-15": ["4.1.b", "7.3.c", "7.3.d"],
    "06-30": ["2.6.a", "2.8.b", "5.4.a", "5.4.c", "5.5.c", "6.4.a"],
    "09-30": ["3.4.b"],
    "10-30": ["1.1.c", "1.5.a", "1.5.b", "4.5.a", "7.4.d"],
    "11-01": ["7.4.e"],
    "11-10": ["7.4.f"],
    "12-31": [
        "1.2.b", "1.2.c", "1.3.b", "2.3.e", "3.5.a", "3.5.b", "3.6.a", "3.6.b", "3.7.a", "3.7.b", "4.2.a", "4.4.a",
        "4.5.b", "4.5.c", "5.2.a", "5.2.b", "5.3.b", "5.3.c", "5.3.d", "5.4.b", "5.5.a", "5.5.b", "5.5.f", "6.1.a",
        "6.1.b", "6.1.c", "6.2.b", "6.5.a", "6.5.b", "6.5.c", "7.1.a", "7.1.b", "7.1.c", "7.2.a", "7.2.b", "V6",
    ],
}  # fmt: skip
FOR_THE_OFFICE = ["1.1.a", "1.1.b", "2.4.a"]  # the office has not typed in the list: it waits whatever the day
HALF_A_YEAR = ["V2", "V5"]  # vetoes: nothing is held against the village until six months in a row have passed
ALREADY = {
    "3.7.a": "1/8",
    "5.4.c": "10/63",
}  # of the secretary, who is in the committee and holds an office


def test_every_rule_with_a_day_or_a_period_is_in_the_table() -> None:
    dated = {r.id for _, r in CATALOGUE.every_rule() if getattr(r, "due", None) or getattr(r, "every", None)}
    listed = [rule for rules in FIRST_SHORT.values() for rule in rules]
    assert sorted([*listed, *FOR_THE_OFFICE, *HALF_A_YEAR]) == sorted(dated)


@pytest.mark.parametrize(("rule", "on"), [(rule, on) for on, rules in FIRST_SHORT.items() for rule in rules])
def test_nothing_is_missed_before_its_day_and_all_is_on_it(rule: str, on: str) -> None:
    assert ask(shipped(rule), shift(on, -1), asked()) == "not_due"
    assert ask(shipped(rule), on, asked()) == ALREADY.get(rule, "0")
    assert ask(shipped(rule), shift(on, 1), asked()) == ALREADY.get(rule, "0")


@pytest.mark.parametrize("rule", FOR_THE_OFFICE)
@pytest.mark.parametrize("on", ["01-01", "05-30", "05-31", "12-30", "12-31"])
def test_a_list_that_the_office_owes_waits_on_any_day(rule: str, on: str) -> None:
    assert ask(shipped(rule), on, asked()) == "review"


@pytest.mark.parametrize("rule", HALF_A_YEAR)
@pytest.mark.parametrize(("on", "expected"), [("06-29", "1"), ("06-30", "0"), ("07-01", "0")])
def test_half_a_year_without_organisation_life_or_a_secretary(rule: str, on: str, expected: str) -> None:
    assert ask(shipped(rule), on, [r for r in asked() if getattr(r, "post", "") != "secretary"]) == expected


MONTH_ENDS = [
    "01-31",
    "02-28",
    "03-31",
    "04-30",
    "05-31",
    "06-30",
    "07-31",
    "08-31",
    "09-30",
    "10-31",
    "11-30",
    "12-31",
]


@pytest.mark.parametrize(("number", "end"), list(enumerate(MONTH_ENDS, 1)))
def test_the_end_of_every_month(number: int, end: str) -> None:
    """A theme day on the first of every other month: the month without one is missed on its last day, not before."""
    held = monthly("theme_day", *(month for month in range(1, 13) if month != number), on=1, form="study")
    assert ask(shipped("3.4.a"), shift(end, -1), held) == ("1" if number > 1 else "not_due")
    assert ask(shipped("3.4.a"), end, held) == str(Fraction(number - 1, number))
    if number < 12:  # the next month has begun, and is satisfied by its first day
        assert ask(shipped("3.4.a"), shift(end, 1), held) == str(Fraction(number, number + 1))


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        ("03-31", ("2019-04", "2019-05")),
        ("04-01", ("2019-05",)),
        ("04-30", ("2019-05",)),
        ("05-01", ("2019-04",)),
        ("05-31", ("2019-04",)),
        ("06-01", ("2019-04", "2019-05")),
    ],
)
def test_a_theme_day_belongs_to_the_month_of_its_day(on: str, missing: tuple[str, ...]) -> None:
    """January to March have one; this is the only other, looked at on the last of May."""
    held = [*monthly("theme_day", 1, 2, 3, form="study"), activity(on, "theme_day", form="study")]
    assert answered(shipped("3.4.a"), "05-31", held).missing == missing


QUARTER_ENDS = [
    ("03-31", "not_due", "0", "1/2"),
    ("06-30", "1", "1/2", "2/3"),
    ("09-30", "1", "2/3", "3/4"),
    ("12-31", "1", "3/4", None),
]


@pytest.mark.parametrize(("end", "before", "there", "after"), QUARTER_ENDS)
def test_the_end_of_every_quarter(end: str, before: str, there: str, after: str | None) -> None:
    """A lecture on the first day of every other quarter."""
    quarter = day(end).month // 3
    held = monthly("lecture", *(3 * n - 2 for n in range(1, 5) if n != quarter), on=1)
    assert ask(shipped("3.3.a"), shift(end, -1), held) == before
    assert ask(shipped("3.3.a"), end, held) == there
    if after is not None:
        assert ask(shipped("3.3.a"), shift(end, 1), held) == after


@pytest.mark.parametrize(("end", "before", "there"), [("06-30", "not_due", "0"), ("12-31", "1", "1/2")])
def test_the_end_of_both_halves(end: str, before: str, there: str) -> None:
    """A report on the first day of the other half."""
    held = activity("07-01" if end == "06-30" else "01-01", "work_report", record="本1")
    assert ask(shipped("2.6.a"), shift(end, -1), held) == before
    assert ask(shipped("2.6.a"), end, held) == there


def disclosure(on: str, quarter: int) -> Any:
    return activity(on, "disclosure", period=f"2019-Q{quarter}", covers=["party_affairs", "village_affairs"])


@pytest.mark.parametrize(
    ("quarter", "last", "there"),
    [(1, "04-15", "1/2"), (2, "07-15", "2/3"), (3, "10-15", "3/4")],  # the fourth has until 15 January
)
def test_a_quarter_s_disclosure_has_fifteen_days_of_grace(quarter: int, last: str, there: str) -> None:
    others = [disclosure(f"{3 * n - 2:02}-01", n) for n in range(1, 5) if n != quarter]
    assert ask(shipped("2.7.a"), shift(last, -1), others) == "1"  # the next one is there, this one may still come
    assert ask(shipped("2.7.a"), last, others) == there
    in_time = [*others, disclosure(last, quarter)]
    late = [*others, disclosure(shift(last, 1), quarter)]
    assert ask(shipped("2.7.a"), "12-31", in_time) == "1"
    assert ask(shipped("2.7.a"), "12-31", late) == "3/4"


def document(form: str) -> Callable[[str], Any]:
    return lambda on: make("document", date=on, form=form, title="材料", record="柜1")


DEADLINES: list[tuple[str, str, Callable[[str], Any]]] = [
    ("1.1.d", "05-31", lambda on: activity(on, "check", form="eight_haves")),
    ("7.3.c", "06-15", document("advance_plan")),
    ("7.4.d", "10-30", lambda on: make("feedback", id="F1", date=on, kind="problem", text="没有信号")),
    ("7.4.e", "11-01", document("self_assessment")),  # thirty days late is 1 December, the text's other reading
    ("7.4.f", "11-10", document("application")),
]


@pytest.mark.parametrize(
    ("late", "on_the_day", "at_the_year_s_end"),
    [
        (-1, "1", "1"),
        (0, "1", "1"),  # 前 takes the day in
        (1, "0", "1/2"),
        (30, "0", "1/2"),
        (31, "0", "0"),
    ],
)
@pytest.mark.parametrize(("rule", "due", "made"), DEADLINES, ids=lambda value: value if isinstance(value, str) else "")
def test_before_on_and_after_a_deadline(  # noqa: PLR0917
    rule: str, due: str, made: Callable[[str], Any], late: int, on_the_day: str, at_the_year_s_end: str
) -> None:
    done = made(shift(due, late))
    assert ask(shipped(rule), due, asked(), done) == on_the_day
    assert ask(shipped(rule), "12-31", asked(), done) == at_the_year_s_end


def test_these_are_all_deadlines() -> None:
    assert [rule for rule, _, _ in DEADLINES] == [r.id for _, r in CATALOGUE.every_rule() if r.kind == "deadline"]


def pledges(on: str) -> list[Any]:
    """Of all members at home but the last, who pledges on the day."""
    early = [make("member_year", person=f"M{n}", pledge="帮一户", pledged_on="04-10") for n in (1, 2, 4, 5, 6, 7)]
    return [*early, make("member_year", person="M8", pledge="帮一户", pledged_on=on)]


def self_checks(on: str) -> list[Any]:
    ids = [standard.id for standard in CATALOGUE.standards]
    days = ["06-05"] * 41 + [on]
    return [
        make("self_check", round="baseline", date=seen, standard=code, answer="met")
        for code, seen in zip(ids, days, strict=True)
    ]


# What is not a deadline: rule, day, share without it, and share where it comes a day late. The plan's day makes late
# worth half; a default of the program's does not.
MADE_GOOD: list[tuple[str, str, str, str, Callable[[str], Any]]] = [
    ("1.3.a", "06-10", "0", "1/2", lambda on: activity(on, "training", form="special", people=["M1", "H1"])),
    ("7.3.a", "06-10", "0", "1/2", lambda on: post("M1", "leading_group", "leader", on)),
    ("7.3.b", "06-10", "0", "1/2", lambda on: [post(code, "leading_group", "member", on) for code in ("M1", "H1")]),
    ("7.4.a", "06-10", "41/42", "83/84", self_checks),  # 41 and a half of 42
    ("4.1.b", "06-15", "0", "1", document("responsibility")),
    ("5.4.a", "06-30", "20/21", "1", pledges),  # six of seven, where nine tenths are asked for
    ("3.4.b", "09-30", "2/3", "1", lambda on: [
        *(activity("01-10", "theme_day", form=form) for form in ("study", "deliberation")),
        activity(on, "theme_day", form="service")]),
    ("4.5.a", "10-30", "9/10", "1", lambda on: [post(f"R{n}", "reserve", "member", "03-01") for n in range(1, 10)]
        + [post("R10", "reserve", "member", on)]),
    ("1.5.b", "10-30", "0", "1",
        lambda on: make("document", date=on, form="aid_measures", title="措施", record="柜1", households=3)),
]  # fmt: skip
YEARLY: list[tuple[str, str, Callable[[str], Any]]] = [
    ("3.5.a", "0", lambda on: activity(on, "org_life_meeting")),
    ("7.2.a", "0", lambda on: make("star", date=on, star=3, points="80", comment="稳", published_on="12-24")),
]


@pytest.mark.parametrize(("rule", "due", "without", "late", "made"), MADE_GOOD, ids=[row[0] for row in MADE_GOOD])
def test_what_is_asked_for_by_a_day(rule: str, due: str, without: str, late: str, made: Callable[[str], Any]) -> None:
    helper = post("H1", "helpers", "first_secretary")
    assert ask(shipped(rule), due, asked(), helper, made(due)) == "1"
    assert ask(shipped(rule), shift(due, -1), asked(), helper, made(due)) == "not_due"
    assert ask(shipped(rule), due, asked(), helper, made(shift(due, 1))) == without
    assert ask(shipped(rule), shift(due, 1), asked(), helper, made(shift(due, 1))) == late


@pytest.mark.parametrize(("rule", "without", "made"), YEARLY, ids=[row[0] for row in YEARLY])
def test_what_is_asked_for_by_the_year_s_end(rule: str, without: str, made: Callable[[str], Any]) -> None:
    assert ask(shipped(rule), "12-31", asked(), made("12-31")) == "1"
    assert ask(shipped(rule), "12-30", asked(), made("12-31")) == "not_due"
    assert ask(shipped(rule), "12-31", asked(), made("2020-01-01")) == without


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2018-10-31", "0"), ("2018-11-01", "1"), ("2019-03-31", "1"), ("2019-04-01", "0")],
)
def test_winter_training_is_from_november_to_march(on: str, expected: str) -> None:
    assert ask(shipped("5.3.a"), "12-31", asked(), activity(on, "winter_training")) == expected


@pytest.mark.parametrize(("on", "expected"), [("2018-12-31", "0"), ("2019-01-01", "1"), ("2019-12-31", "1")])
def test_the_meeting_once_a_year_is_of_this_year(on: str, expected: str) -> None:
    assert ask(shipped("3.5.a"), "12-31", asked(), activity(on, "org_life_meeting")) == expected
