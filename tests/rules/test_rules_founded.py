"""A village exists from the first day of the town's first facts on it; pay and shifts go month by month."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from builders import activity, answered, ask, day, facts, make, monthly, person, post, shipped, view

from branchstd.checks.roster import problems

NEW = facts("06-15", members=4, full_members=4, cadre_posts=2, duty_shifts=20)
CAME = [person(f"M{n}", came_on="06-15", dues="1.00") for n in range(1, 5)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("3.1.a", (0, 2)),  # the third and fourth quarter
        ("3.4.a", (0, 6)),  # July to December
        ("3.8.a", (0, 6)),
        ("2.6.a", (0, 1)),
        ("5.6.a", (0, 24)),  # four members, six months
        ("2.9.b", (0, 6)),
    ],
)
def test_the_first_period_is_the_first_full_one(rule: str, expected: tuple[int, int]) -> None:
    found = answered(shipped(rule), "12-31", NEW, CAME)
    assert (found.observed, found.expected) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("5.3.a", "not_applicable"),  # 31 March
        ("1.1.d", "not_applicable"),  # 31 May
        ("7.3.a", "not_applicable"),  # 10 June
        ("7.4.a", "not_applicable"),
        ("7.3.c", "0"),  # 15 June is its first day, and that of the plan's for the village's own plan
        ("7.4.e", "0"),
    ],
)
def test_what_was_due_before_is_not_for_it(rule: str, expected: str) -> None:
    assert ask(shipped(rule), "12-31", NEW, CAME) == expected


def test_before_the_first_full_period_has_ended_nothing_is_owed() -> None:
    assert ask(shipped("3.4.a"), "07-30", NEW, CAME) == "not_due"
    assert ask(shipped("3.4.a"), "07-31", NEW, CAME) == "0"
    assert ask(shipped("3.4.a"), "06-30", NEW, CAME, activity("06-20", "theme_day")) == "not_due"


def test_a_village_without_a_whole_period_of_the_year_is_not_asked() -> None:
    late = facts("10-02", members=4)
    assert ask(shipped("3.1.a"), "12-31", late) == "not_applicable"
    assert ask(shipped("3.4.a"), "12-31", late) == "0"  # November and December


@pytest.mark.parametrize(("rule", "held"), [("V2", "general_meeting"), ("V5", None)])
def test_half_a_year_of_a_new_village(rule: str, held: str | None) -> None:
    """July to December are six months; a meeting in October, or a secretary from then on, breaks them."""
    filled = activity("10-10", held) if held else post("M1", "branch_committee", "secretary", "10-10")
    assert ask(shipped(rule), "11-30", NEW, CAME) == "1"
    assert ask(shipped(rule), "12-31", NEW, CAME) == "0"
    assert ask(shipped(rule), "12-31", NEW, CAME, filled) == "1"


@pytest.mark.parametrize(
    ("records", "first"),
    [
        ([CAME], "06-15"),
        ([CAME, activity("06-15", "study")], "06-15"),
        ([CAME, activity("06-14", "study")], "01-01"),  # the village's own record is older
        ([CAME, make("member_year", person="M1", pledged_on="06-14")], "01-01"),
        ([person("M1", "2010-01-01")], "01-01"),  # a member who never came from elsewhere
        ([CAME, make("candidate", person="C1", steps={"1": "2018-05-01"})], "06-15"),  # applied elsewhere
        ([CAME, make("document", date="2018-03-01", form="handbook", title="t", record="柜1")], "01-01"),
    ],
)
def test_older_records_or_members_keep_it_from_the_years_beginning(records: list[Any], first: str) -> None:
    assert view("12-31", NEW, records).founding_day == day(first)


def test_late_facts_are_told_only_of_an_older_village() -> None:
    assert [problem.code for problem in problems(view("12-31", NEW, CAME))] == []
    assert "facts_late" in [problem.code for problem in problems(view("12-31", NEW, CAME, activity("06-14", "study")))]
    first = facts(members=4, full_members=4)  # the town has settled it
    assert "facts_late" not in [problem.code for problem in problems(view("12-31", first, NEW, CAME))]


def test_facts_of_the_year_before_or_none() -> None:
    assert view("12-31", facts("2018-06-15")).founding_day == day("01-01")
    assert view("12-31").founding_day == day("01-01")
    assert view("06-14", NEW).founding_day == day("01-01")  # not known yet


def paid(kind: str, amount: str) -> Any:
    return make("payment", village="v", kind=kind, period="2019-Q4", due_on="12-01", amount=amount, paid_on="12-01")


@pytest.mark.parametrize(
    ("start", "months"),
    [("01-01", 12), ("06-15", 7), ("06-30", 7), ("07-01", 6), ("12-31", 1)],  # months on whose last day it exists
)
def test_the_office_fund_by_months(start: str, months: int) -> None:
    found = answered(shipped("6.1.a"), "12-31", facts(start), paid("office_fund", "10250"))
    assert found.expected == Fraction(months * 41000, 12)
    assert str(found.share) == {12: "1/4", 7: "3/7", 6: "1/2", 1: "1"}[months]


@pytest.mark.parametrize(
    ("entries", "owed"),
    [
        ([("01-01", 3)], 72000),
        ([("01-01", 3), ("10-01", 4)], 78000),  # 2,000 × (9 × 3 + 3 × 4)
        ([("01-01", 3), ("12-31", 0)], 66000),  # a post struck on the last day is not owed for December alone
        ([("01-01", 3), ("06-30", 4), ("07-31", 3)], 74000),  # four on the last of June
        ([("01-01", 0)], None),
    ],
)
def test_pay_by_the_posts_of_each_month(entries: list[tuple[str, int]], owed: int | None) -> None:
    said = [facts(start, cadre_posts=posts) for start, posts in entries]
    found = answered(shipped("6.1.b"), "12-31", said, paid("cadre_pay", "72000"))
    assert found.expected == owed
    if owed:
        assert found.share == min(1, Fraction(72000, owed))


def test_pay_of_the_year_so_far() -> None:
    """At the end of October ten twelfths are owed: who has them is not behind."""
    said = facts(cadre_posts=3)
    assert ask(shipped("6.1.b"), "10-31", said, paid("cadre_pay", "60000")) == "not_due"  # dated in December
    early = make(
        "payment", village="v", kind="cadre_pay", period="2019-Q3", due_on="10-01", amount=60000, paid_on="10-01"
    )
    assert ask(shipped("6.1.b"), "10-31", said, early) == "1"
    assert ask(shipped("6.1.b"), "11-30", said, early) == "not_due"
    assert ask(shipped("6.1.b"), "12-31", said, early) == "5/6"
    assert ask(shipped("6.1.b"), "01-30", said) == "not_due"


def shifts(month: int, person: str = "M1", attended: int = 18) -> Any:
    return make("duty", month=f"2019-{month:02}", person=person, attended=attended)


CADRES = [post("M1", "branch_committee", "secretary"), post("M2", "villagers_committee", "head")]


def test_shifts_of_one_month_do_not_make_up_for_another() -> None:
    """Nine tenths of 20 are 18 a month. Twice as many in April do not make up for May: 11/12."""
    kept = [shifts(month, attended=36 if month == 4 else 18) for month in range(1, 13) if month != 5]
    found = answered(shipped("2.9.a"), "12-31", facts(duty_shifts=20), CADRES, kept)
    assert (str(found.share), found.expected, found.observed, found.missing) == ("11/12", 216, 198, ("2019-05",))


@pytest.mark.parametrize(
    ("months", "as_of", "expected"),
    [
        ((3, 6, 9, 12), "12-31", "1"),
        ((), "12-31", "1/2"),
        ((1, 2, 3), "12-31", "5/8"),  # of eight, one for each quarter and cadre
        ((), "03-30", "1"),  # the quarter runs, and the first cadre has had his turn
    ],
)
def test_each_cadre_is_on_duty_every_quarter(months: tuple[int, ...], as_of: str, expected: str) -> None:
    """M1 every month, M2 in these."""
    kept = [*(shifts(month) for month in range(1, 13)), *(shifts(month, "M2", 1) for month in months)]
    assert ask(shipped("2.9.c"), as_of, facts(duty_shifts=20), CADRES, kept) == expected


def test_a_row_without_a_shift_is_no_turn() -> None:
    kept = [shifts(month, "M2", 0) for month in (1, 2, 3)]
    assert ask(shipped("2.9.c"), "03-31", facts(duty_shifts=20), CADRES[1:], kept) == "0"
    assert ask(shipped("2.9.c"), "03-31", facts(duty_shifts=0), CADRES[1:], kept) == "not_applicable"


def test_for_the_use_of_a_place_the_day_counts() -> None:
    """Two uses of the venue in July: a lecture, and a disclosure that is about the second quarter."""
    others = [monthly("study", *(m for m in range(1, 13) if m != 7), on=on, place="venue") for on in (3, 8)]
    july = [
        activity("07-03", "lecture", place="venue"),
        activity("07-08", "disclosure", place="venue", period="2019-Q2", covers=["party_affairs", "village_affairs"]),
    ]
    assert ask(shipped("6.3.d"), "12-31", others, july) == "1"
    assert ask(shipped("2.7.a"), "07-15", others, july) == "1/2"  # the second quarter, not the first


@pytest.mark.parametrize(
    ("rule", "kind", "more", "quarter"),
    [("3.1.a", "general_meeting", {"expected": 4, "present": 4}, True), ("3.3.a", "lecture", {}, True),
     ("2.3.d", "supervision_meeting", {}, True), ("3.4.a", "theme_day", {}, False)],
)  # fmt: skip
def test_what_happened_with_people_belongs_to_its_day(
    rule: str, kind: str, more: dict[str, Any], *, quarter: bool
) -> None:
    """Held in July, and said to be of June or of the quarter before."""
    held = activity("07-02", kind, period="2019-Q2" if quarter else "2019-06", **more)
    code = "2019-Q3" if quarter else "2019-07"
    assert code not in answered(shipped(rule), "09-30", held).missing


def test_the_office_owed_nothing_before_the_village_existed() -> None:
    def row(due: str) -> Any:
        return make("payment", village="v", kind="elder_allowance", period="2019-Q1", due_on=due, amount=900)

    assert ask(shipped("6.2.a"), "12-31", NEW, CAME, row("06-14")) == "review"  # none that it was owed
    assert ask(shipped("6.2.a"), "12-31", NEW, CAME, row("06-15")) == "0"
