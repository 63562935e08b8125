"""What the records themselves contradict: meetings and votes against the roster, hours, shifts, posts, appraisals."""

from __future__ import annotations

import pytest
from towns import TinyTown

APRIL = "V/activities/2019-04.yaml"
MEETING = "date: 2019-04-10; kind: {}; topic: 转场; expected: {}; present: 3"
HEAD = "person,body,post,start,end,basis_on,basis"
BASIS = "2019-01-02,村民选举"


@pytest.mark.parametrize(
    ("kind", "expected", "told"),
    [
        ("支部党员大会", 4, []),
        ("支部党员大会", 3, ["expected_other"]),
        ("支部党员大会", 5, ["expected_other"]),
        ("支部委员会会议", 2, ["present_exceeds"]),  # the committee has two
        ("集中学习讨论", 3, []),  # a study may be for some
        ("村民代表会议", 3, []),
    ],
)
def test_expected_against_the_roster(kind: str, expected: int, told: list[str], town: TinyTown) -> None:
    town.activities("2019-04", MEETING.format(kind, expected))
    assert town.codes() == told


def test_naming_who_came_makes_no_meeting_smaller(town: TinyTown) -> None:
    town.activities("2019-04", f"{MEETING.format('支部党员大会', 3)}; people: [M01, M02, M03]")
    assert town.codes() == ["expected_other"]


def test_who_is_exempt_may_be_counted_or_not(town: TinyTown) -> None:
    town.add("T/villages/xiaoquan.yaml", "standings:\n  - {person: M03, standing: 不作硬性要求, start: 2018-01-01}\n")
    for expected, told in ((4, []), (3, []), (2, ["present_exceeds", "expected_other"])):
        town.activities("2019-04", MEETING.format("支部党员大会", expected))
        assert [code for code in town.codes() if code != "attendance_sum"] == sorted(told)


def test_a_roster_that_the_town_counts_otherwise_says_nothing(town: TinyTown) -> None:
    town.replace("T/villages/xiaoquan.yaml", "members: 4, full", "members: 5, full")
    town.activities("2019-04", MEETING.format("支部党员大会", 3))
    assert town.told("expected_other") == []


def test_whoever_came_after_the_towns_count_may_be_counted_or_not(town: TinyTown) -> None:
    town.add("V/people.csv", "M05,女,2019-04-01,,1")
    for expected, told in ((4, []), (5, []), (3, ["expected_other"]), (6, ["expected_other"])):
        town.activities("2019-04", MEETING.format("支部党员大会", expected))
        assert [code for code, *_ in town.told("expected_other")] == told


@pytest.mark.parametrize(("entitled", "told"), [(4, []), (3, ["entitled_other"]), (5, ["entitled_other"])])
def test_entitled_against_the_roster(entitled: int, told: list[str], town: TinyTown) -> None:
    vote = f"votes:\n      - {{about: 转场, entitled: {entitled}, present: 3, agree: 3, against: 0, abstain: 0}}"
    town.activities("2019-04", f"{MEETING.format('支部党员大会', 4)}; {vote}")
    assert town.codes() == told


@pytest.mark.parametrize(("entitled", "told"), [(4, []), (3, ["warning"]), (2, ["error"]), (5, ["error"])])
def test_who_is_away_may_be_counted_as_entitled_or_not(entitled: int, told: list[str], town: TinyTown) -> None:
    """One of four is floating by the town's word: without that one it is asked about."""
    town.add("T/villages/xiaoquan.yaml", "standings:\n  - {person: M04, standing: floating, start: 2019-01-01}")
    vote = f"votes:\n      - {{about: 转场, entitled: {entitled}, present: 2, agree: 2, against: 0, abstain: 0}}"
    town.activities("2019-04", f"{MEETING.format('支部党员大会', 4)}; {vote}")
    assert [str(one.severity) for one in town.problems() if one.code == "entitled_other"] == told


@pytest.mark.parametrize(
    ("kind", "hours", "told"),
    [("集中学习讨论", "8", []), ("集中学习讨论", "8.5", ["hours_over_day"]), ("党员冬训", "32", [])],
)
def test_hours_of_a_day(kind: str, hours: str, told: list[str], town: TinyTown) -> None:
    town.activities("2019-04", f"{MEETING.format(kind, 4)}; hours: {hours}")
    assert town.codes() == told


def test_two_meetings_of_one_day_with_the_same_people(town: TinyTown) -> None:
    study = "date: 2019-04-10; kind: 集中学习讨论; topic: {}; expected: 4; present: 2; hours: 5; people: [{}]"
    town.activities("2019-04", study.format("上午", "M01, M02"), study.format("下午", "M03, M04"))
    assert town.codes() == []
    town.activities("2019-04", study.format("上午", "M01, M02"), study.format("下午", "M02, M03"))
    values = {"hours": "10", "on": "2019-04-10"}
    assert town.told() == [("hours_over_day", town.at(APRIL, "hours", 2), values)]


@pytest.mark.parametrize(("month", "shifts", "told"), [("2019-02", 28, []), ("2019-02", 29, ["shifts_exceed"])])
def test_shifts_against_the_calendar(month: str, shifts: int, told: list[str], town: TinyTown) -> None:
    town.write("V/duty.csv", f"month,person,attended\n{month},M01,{shifts}\n")
    assert town.codes() == told


def test_an_appraisal_without_its_meeting(town: TinyTown) -> None:
    rows = "".join(f"M0{n},2019-05-02\n" for n in (1, 2, 3))
    town.write("V/member_year.csv", f"person,appraised_on\n{rows}")
    values = {"on": "2019-05-02", "count": "3"}
    assert town.told() == [("appraised_without_meeting", "V/member_year.csv:2:2", values)]
    meeting = "date: 2019-05-{}; kind: 民主评议党员会; topic: 评议; expected: 4; present: 4"
    assert town.activities("2019-05", meeting.format("03")).codes() == ["appraised_without_meeting"]
    assert town.activities("2019-05", meeting.format("02")).codes() == []


def posts(town: TinyTown, *rows: str) -> list[tuple[str, str]]:
    town.write("V/posts.csv", "\n".join([HEAD, *rows]) + "\n")
    return [(code, place) for code, place, _ in town.told()]


def test_both_rows_of_a_conflict(town: TinyTown) -> None:
    first, second = f"M03,村民委员会,成员,2018-01-01,,{BASIS}", f"M03,村务监督委员会,成员,2018-01-01,,{BASIS}"
    assert posts(town, first, second) == [
        ("conflict_of_posts", "V/posts.csv:2:2"),
        ("conflict_of_posts", "V/posts.csv:3:2"),
    ]
    ended = f"M03,村民委员会,成员,2018-01-01,2018-12-31,{BASIS}"
    assert posts(town, ended, f"M03,村务监督委员会,成员,2019-01-01,,{BASIS}") == []
    secretary, head = f"M01,党支部委员会,书记,2018-01-01,,{BASIS}", f"M01,村务监督委员会,{{}},2018-01-01,,{BASIS}"
    assert posts(town, secretary, head.format("成员")) == []
    assert len(posts(town, secretary, head.format("主任"))) == 2


def test_a_cadre_as_his_own_reserve(town: TinyTown) -> None:
    cadre, reserve = f"M01,党支部委员会,书记,2018-01-01,{{}},{BASIS}", f"M01,后备干部,成员,2019-05-01,,{BASIS}"
    assert posts(town, cadre.format(""), reserve) == [("reserve_in_office", "V/posts.csv:3:1")]
    assert posts(town, cadre.format("2019-04-30"), reserve) == []
    assert posts(town, f"M01,村民小组,主任,2018-01-01,,{BASIS}", reserve) == []


def test_a_post_without_basis(town: TinyTown) -> None:
    assert posts(town, "M04,村民小组,主任,2018-01-01,,,") == [("post_without_basis", "V/posts.csv:2:1")]
    assert posts(town, "M04,活动场所,管理员,2018-01-01,,,") == [("post_without_basis", "V/posts.csv:2:1")]
    assert posts(town, f"M04,活动场所,管理员,2018-01-01,,,{BASIS.rpartition(',')[2]}") == []


def test_stable_income_without_basis(town: TinyTown) -> None:
    town.write("V/income.csv", "date,source,amount,stable,basis\n2019-05-01,lease,1,是,\n2019-05-02,lease,1,否,\n")
    assert town.told() == [("stable_without_basis", "V/income.csv:2:4", {"amount": "1"})]


def test_a_talk_with_all_in_one_line_stays_silent(town: TinyTown) -> None:
    assert (
        town.activities("2019-04", "date: 2019-04-10; kind: 谈心谈话; by: M01; people: [M02, M03, M04]").codes() == []
    )
