"""Who was there: numbers, membership by the day, one person in two places."""

from __future__ import annotations

import pytest
from towns import TinyTown

APRIL = "V/activities/2019-04.yaml"
MEETING = "date: 2019-04-10; kind: 支部党员大会; topic: 商量春季转场"
JOINT = "date: 2019-04-10; kind: 村两委会议; topic: 商量春季转场"


def test_the_smallest_town_is_clean(town: TinyTown) -> None:
    assert town.told() == []


def test_more_present_than_expected(town: TinyTown) -> None:
    town.activities("2019-04", f"{MEETING}; expected: 4; present: 5")
    place = town.at(APRIL, "present")
    assert town.told() == [("present_exceeds", place, {"expected": "4", "present": "5"})]


@pytest.mark.parametrize("present", [0, 3, 4])
def test_as_many_as_expected_or_fewer(present: int, town: TinyTown) -> None:
    assert town.activities("2019-04", f"{MEETING}; expected: 4; present: {present}").told() == []


@pytest.mark.parametrize(("present", "absent"), [(3, "M01, M02"), (4, "M01"), (2, "M01")])
def test_absent_and_present_do_not_add_up(present: int, absent: str, town: TinyTown) -> None:
    town.activities("2019-04", f"{MEETING}; expected: 4; present: {present}; absent: [{absent}]")
    values = {"expected": "4", "present": str(present), "absent": str(absent.count("M"))}
    assert town.told() == [("attendance_sum", town.at(APRIL, "absent"), values)]


@pytest.mark.parametrize(("present", "absent"), [(4, "[]"), (3, "[M01]"), (2, "[M01, M03]")])
def test_absent_and_present_add_up(present: int, absent: str, town: TinyTown) -> None:
    town.activities("2019-04", f"{MEETING}; expected: 4; present: {present}; absent: {absent}")
    assert town.told() == []


@pytest.mark.parametrize(
    ("kind", "present", "told"),
    [("集中学习讨论", 1, True), ("集中学习讨论", 2, False), ("集中学习讨论", 3, False), ("谈心谈话", 1, False)],
)
def test_more_named_than_present(kind: str, present: int, told: bool, town: TinyTown) -> None:
    """Whom a talk concerned need not all have sat there at once."""
    people = f"people: [M01, M02]; by: M03; expected: 4; present: {present}"
    town.activities("2019-04", f"date: 2019-04-10; kind: {kind}; topic: 转场; {people}")
    place, values = town.at(APRIL, "people"), {"named": "2", "present": "1"}
    assert town.told() == ([("named_exceed", place, values)] if told else [])


def test_without_a_list_of_absent_nothing_need_add_up(town: TinyTown) -> None:
    assert town.activities("2019-04", f"{MEETING}; expected: 4; present: 2").told() == []


@pytest.mark.parametrize(("present", "absent", "left"), [(2, "[]", "4"), (2, "[M01]", "3"), (3, "[M01]", "")])
def test_fewer_present_than_are_not_absent(present: int, absent: str, left: str, town: TinyTown) -> None:
    """Four stand in the roster and nobody wrote how many were expected."""
    town.activities("2019-04", f"{MEETING}; present: {present}; absent: {absent}")
    values = {"left": left, "present": str(present), "on": "2019-04-10"}
    assert town.told("absent_short") == ([("absent_short", town.at(APRIL, "absent"), values)] if left else [])


@pytest.mark.parametrize(
    ("image", "told"),
    [("拍照", True), ("2张", True), ("照片3张", True), ("第3张.jpg", False), ("0410.jpg", False), ("IMG_2", False)],
)
def test_a_picture_has_the_name_of_a_file(image: str, told: bool, town: TinyTown) -> None:
    town.activities("2019-04", f"{MEETING}; expected: 4; present: 4; image: [{image}]")
    place, values = town.at(APRIL, "image"), {"field": "image", "label": "图像文件", "seen": image}
    assert town.told() == ([("image_unnamed", place, values)] if told else [])


def joining(town: TinyTown, day: str) -> TinyTown:
    return town.replace("V/people.csv", "M04,男,2016-06-30,2017-06-30", f"M04,男,{day},")


# The town counted four members on 1 January; who joined later must not be among them.
def without_count(town: TinyTown) -> TinyTown:
    return town.replace("T/villages/xiaoquan.yaml", ", members: 4", ", members: 0")


def test_absent_before_joining(town: TinyTown) -> None:
    without_count(joining(town, "2019-04-11"))
    town.activities("2019-04", f"{MEETING}; expected: 4; present: 3; absent: [M04]")
    place = town.at(APRIL, "absent")
    assert town.told("not_member_then") == [("not_member_then", place, {"person": "M04", "on": "2019-04-10"})]


def test_absent_on_the_day_of_joining(town: TinyTown) -> None:
    without_count(joining(town, "2019-04-10"))
    town.activities("2019-04", f"{MEETING}; expected: 4; present: 3; absent: [M04]")
    assert town.told("not_member_then") == []


def test_absent_after_leaving(town: TinyTown) -> None:
    town.left("2019-04-09", counted="2019-05-01")
    town.activities("2019-04", f"{MEETING}; expected: 4; present: 3; absent: [M04]")
    place = town.at(APRIL, "absent")
    assert town.told("not_member_then") == [("not_member_then", place, {"person": "M04", "on": "2019-04-10"})]


@pytest.mark.parametrize(
    "entry",
    [
        f"{MEETING}; expected: 4; present: 3; absent: [M04]",
        f"{MEETING}; expected: 3; present: 3; absent: []",
        "date: 2019-04-10; kind: 谈心谈话; by: M01; people: [M04]",
    ],
    ids=["named absent", "not expected", "spoken with"],
)
def test_named_or_left_out_while_the_town_has_not_agreed(entry: str, town: TinyTown) -> None:
    assert town.left("2019-04-09").activities("2019-04", entry).told() == []


def test_absent_on_the_last_day(town: TinyTown) -> None:
    town.left("2019-04-10").activities("2019-04", f"{MEETING}; expected: 4; present: 3; absent: [M04]")
    assert town.told("not_member_then") == []


TALK = "date: 2019-04-10; kind: 谈心谈话"


@pytest.mark.parametrize(
    ("entry", "field"), [(f"{TALK}; by: M01; people: [M04]", "people"), (f"{TALK}; by: M04; people: [M01]", "by")]
)
def test_named_after_leaving(entry: str, field: str, town: TinyTown) -> None:
    town.left("2019-04-09", counted="2019-05-01").activities("2019-04", entry)
    place = town.at(APRIL, field)
    assert town.told("not_member_then") == [("not_member_then", place, {"person": "M04", "on": "2019-04-10"})]


@pytest.mark.parametrize("entry", [f"{TALK}; by: M01; people: [M04]", f"{TALK}; by: M04; people: [M01]"])
def test_named_on_the_last_day(entry: str, town: TinyTown) -> None:
    assert town.left("2019-04-10").activities("2019-04", entry).told("not_member_then") == []


def test_a_talk_with_somebody_who_has_not_joined(town: TinyTown) -> None:
    """Talks and visits reach people outside the Party too."""
    town.add("V/people.csv", "N01,女,,,").activities("2019-04", f"{TALK}; by: M01; people: [N01]")
    assert town.told() == []


@pytest.mark.parametrize("meeting", ["村两委会议", "村民代表会议", "村监会会议"])
def test_absent_from_a_meeting_that_is_not_of_members(meeting: str, town: TinyTown) -> None:
    """A cadre or a representative outside the Party may be absent from it."""
    town.add("V/people.csv", "N01,女,,,")
    town.activities(
        "2019-04", f"date: 2019-04-10; kind: {meeting}; topic: 春季转场; expected: 4; present: 3; absent: [N01]"
    )
    assert town.told() == []


def test_a_person_whose_row_failed_is_not_reported_again(town: TinyTown) -> None:
    town.replace("V/people.csv", "M04,男,2016-06-30", "M04,男,2016-06-31")
    town.activities("2019-04", f"{MEETING}; expected: 4; present: 3; absent: [M04]")
    assert town.codes() == ["bad_date"]


FIRST = "date: 2019-04-10; kind: 走访慰问救助; form: 走访慰问; by: M01; people: [M03]; place: 入户"


@pytest.mark.parametrize("people", ["by: M01; people: [M02]", "by: M02; people: [M03]"])
def test_two_places_on_one_day(people: str, town: TinyTown) -> None:
    town.activities("2019-04", FIRST, f"date: 2019-04-10; kind: 谈心谈话; {people}; place: 牧点")
    person = "M01" if "M01" in people else "M03"
    values = {"person": person, "on": "2019-04-10", "first": "data/villages/xiaoquan/2019/activities/2019-04.yaml:2:5"}
    assert town.told() == [("two_places", town.at(APRIL, "place", 2), values)]


def test_present_at_a_meeting_and_elsewhere(town: TinyTown) -> None:
    """Nobody is absent from the meeting, so all four members were there."""
    meeting = f"{MEETING}; expected: 4; present: 4; absent: []; place: 村级活动场所"
    town.activities("2019-04", meeting, "date: 2019-04-10; kind: 谈心谈话; by: M02; people: [M03]; place: 牧点")
    assert [(code, place) for code, place, _ in town.told()] == [("two_places", town.at(APRIL, "place", 2))]


@pytest.mark.parametrize(
    "second",
    [
        "date: 2019-04-11; kind: 谈心谈话; by: M01; people: [M02]; place: 牧点",
        "date: 2019-04-10; kind: 谈心谈话; by: M01; people: [M02]; place: 入户",
        "date: 2019-04-10; kind: 谈心谈话; by: M01; people: [M02]; place: 线上",
        "date: 2019-04-10; kind: 谈心谈话; by: M01; people: [M02]",
        "date: 2019-04-10; kind: 谈心谈话; by: M02; people: [M04]; place: 牧点",
    ],
    ids=["the day after", "the same place", "online", "no place", "other people"],
)
def test_two_activities_that_go_together(second: str, town: TinyTown) -> None:
    assert town.activities("2019-04", FIRST, second).told() == []


def test_absent_from_the_meeting_and_elsewhere(town: TinyTown) -> None:
    """Who is named absent may be in another place."""
    meeting = f"{MEETING}; expected: 4; present: 2; absent: [M02, M03]; place: 村级活动场所"
    town.activities("2019-04", meeting, "date: 2019-04-10; kind: 谈心谈话; by: M02; people: [M03]; place: 牧点")
    assert town.told() == []
