"""What the town itself writes: its villages and staff, what it says of a village, and days that do not fit."""

from __future__ import annotations

import pytest
from towns import TinyTown

SAID = "T/villages/xiaoquan.yaml"
VILLAGE = "V/village.yaml"
ITEM = "{{id: {id}, standard: '3.4', origin: check, found_on: {found}, text: 缺记录, due_on: {due}}}"
VISIT = "{{id: {id}, date: 2019-07-05, form: scheduled, by: [{by}]}}"


def said(town: TinyTown, key: str, *entries: str) -> TinyTown:
    """Entries of one kind at the end of what the town says of the village."""
    return town.add(SAID, f"{key}:\n" + "".join(f"  - {entry}\n" for entry in entries))


# File, the text that opens the list, two entries that stand for one thing, the field that names it, the code.
TWICE = {
    "group": (VILLAGE, "groups", "{code: G1, name: 一组, start: 2018-01-01}",
              "{code: G1, name: 二组, start: 2018-01-01}", "code", "G1"),
    "candidate": ("V/candidates.yaml", "candidates", "{person: M04, steps: {'1': 2019-04-02}}",
                  "{person: M04, steps: {'1': 2019-04-03}}", "person", "M04"),
    "feedback": ("V/feedback.yaml", "feedback", "{id: F1, date: 2019-07-01, kind: 零报告}",
                 "{id: F1, date: 2019-08-01, kind: 零报告}", "id", "F1"),
    "item": (SAID, "items", ITEM.format(id="W01", found="2019-06-01", due="2019-07-01"),
             ITEM.format(id="W01", found="2019-06-02", due="2019-07-02"), "id", "W01"),
    "inspection": (SAID, "inspections", VISIT.format(id="D01", by="T1"), VISIT.format(id="D01", by="T1"), "id", "D01"),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_a_second_entry_of_one_thing(name: str, town: TinyTown) -> None:
    file, key, first, second, field, code = TWICE[name]
    before = town.text(file) if town.path(file).exists() else ""
    town.write(file, f"{before}{key}:\n  - {first}\n  - {second}\n")
    opened = before.count("\n") + 2
    column = first.index(f"{field}: ") + len(f"{field}: ") + 5
    ((told, place, values),) = town.told("duplicate_id")
    assert (told, place) == ("duplicate_id", f"{file}:{opened + 1}:{column}")
    assert values["id"] == code
    assert values["first"].endswith(f"{file.rpartition('/')[2]}:{opened}:{column}")


def test_a_second_plan_for_one_item(town: TinyTown) -> None:
    said(town, "items", ITEM.format(id="W01", found="2019-06-01", due="2019-07-01"))
    plan = "  - {item: W01, cause: 转场, start: 2019-06-08}\n"
    town.write("V/rectify.yaml", f"items:\n{plan}")
    assert town.told() == []
    town.add("V/rectify.yaml", plan)
    assert [(code, place) for code, place, _ in town.told()] == [("duplicate_id", "V/rectify.yaml:3:12")]


def test_a_second_cadre_with_one_code(town: TinyTown) -> None:
    cadre = "  - {code: T1, role: 包村干部}\n"
    town.replace("D/town.yaml", cadre, cadre + cadre)
    values = {"id": "T1", "first": "data/town.yaml:6:12"}
    assert town.told() == [("duplicate_id", "D/town.yaml:7:12", values)]


def visited(town: TinyTown, by: str) -> TinyTown:
    return said(town, "inspections", VISIT.format(id="D01", by=by))


def test_a_visit_by_a_cadre_of_the_town(town: TinyTown) -> None:
    assert visited(town, "T1").told() == []


def test_a_visit_by_nobody(town: TinyTown) -> None:
    values = {"to": "staff", "code": "T7", "near": ""}
    assert visited(town, "T7").told() == [("unknown_reference", town.at(SAID, "by"), values)]


def test_a_village_whose_liaison_is_nobody(town: TinyTown) -> None:
    town.replace("D/town.yaml", "liaison: T1", "liaison: T2")
    values = {"to": "staff", "code": "T2", "near": ""}
    assert town.told() == [("unknown_reference", town.at("D/town.yaml", "liaison"), values)]


EVENT = "events:\n  - {{date: {day}, kind: special_meeting, title: 推进会, villages: [{village}]}}\n"


def test_an_event_of_a_village_that_is_not_the_towns(town: TinyTown) -> None:
    town.write("T/events.yaml", EVENT.format(day="2019-05-31", village="xiaoquam"))
    values = {"to": "villages", "code": "xiaoquam", "near": "xiaoquan"}
    assert town.told() == [("unknown_reference", town.at("T/events.yaml", "villages"), values)]


def test_an_event_of_a_village_of_the_town(town: TinyTown) -> None:
    assert town.write("T/events.yaml", EVENT.format(day="2019-05-31", village="xiaoquan")).told() == []


@pytest.mark.parametrize(("day", "code"), [("2018-12-31", "out_of_year"), ("2020-01-01", "in_future")])
def test_an_event_outside_the_year(day: str, code: str, town: TinyTown) -> None:
    town.write("T/events.yaml", EVENT.format(day=day, village="xiaoquan"))
    assert [(told, place) for told, place, _ in town.told()] == [(code, town.at("T/events.yaml", "date"))]


@pytest.mark.parametrize("day", ["2019-01-01", "2019-12-31"])
def test_an_event_on_the_first_and_last_day(day: str, town: TinyTown) -> None:
    assert town.write("T/events.yaml", EVENT.format(day=day, village="xiaoquan")).told() == []


TRAINING = (
    "events:\n  - {{date: 2019-06-05, kind: training, form: special, title: 业务, people: [xiaoquan/{person}]}}\n"
)


def test_a_training_of_somebody_who_is_not_on_the_roster(town: TinyTown) -> None:
    town.write("T/events.yaml", TRAINING.format(person="XYZ"))
    values = {"to": "people", "code": "XYZ", "near": ""}
    assert town.told() == [("unknown_reference", town.at("T/events.yaml", "people"), values)]


def test_a_training_of_a_member(town: TinyTown) -> None:
    assert town.write("T/events.yaml", TRAINING.format(person="M01")).told() == []


@pytest.mark.parametrize(
    ("code", "near"), [("xiaoquam/M01", "xiaoquan/M01"), ("M01", ""), ("xiaoquan", ""), ("qqqq/M01", "")]
)
def test_a_training_of_nobodys_village(code: str, near: str, town: TinyTown) -> None:
    """No village would count it, so that it may not pass in silence."""
    town.write("T/events.yaml", TRAINING.format(person="M01").replace("xiaoquan/M01", code))
    values = {"to": "village_people", "code": code, "near": near}
    assert town.told() == [("unknown_reference", town.at("T/events.yaml", "people"), values)]


def test_a_training_of_a_village_without_the_person(town: TinyTown) -> None:
    """The village looks for the person and does not find one; it is told once."""
    town.write("T/events.yaml", TRAINING.format(person=""))
    values = {"to": "people", "code": "", "near": ""}
    assert town.told() == [("unknown_reference", town.at("T/events.yaml", "people"), values)]


@pytest.mark.parametrize(("day", "code"), [("2018-12-31", "out_of_year"), ("2020-01-01", "in_future")])
def test_a_training_outside_the_year_is_told_once(day: str, code: str, town: TinyTown) -> None:
    """It stands in the town's file and counts in a village; its day is wrong once."""
    text = TRAINING.format(person="M01").replace("2019-06-05", day)
    assert town.write("T/events.yaml", text).codes() == [code]


def test_a_content_of_an_event_that_no_list_knows(town: TinyTown) -> None:
    text = TRAINING.format(person="M01").replace("title: 业务", "title: 业务, covers: [theroy]")
    town.write("T/events.yaml", text)
    values = {"code": "theroy", "near": "theory"}
    assert town.told() == [("unknown_content", town.at("T/events.yaml", "covers"), values)]


@pytest.mark.parametrize("code", ["theory", "county", "town_deputy", "awards"])
def test_contents_of_an_event_that_are_known(code: str, town: TinyTown) -> None:
    text = TRAINING.format(person="M01").replace("title: 业务", f"title: 业务, covers: [{code}]")
    assert town.write("T/events.yaml", text).told() == []


REPLY = "replies:\n  - {date: 2019-07-05, village: xiaoquan, ids: [F1], text: 已转县里, by: T1}\n"
FEEDBACK = "feedback:\n  - {id: F2, date: 2019-07-01, kind: 零报告}\n"


def test_a_reply_to_feedback_that_was_never_sent(town: TinyTown) -> None:
    town.write("T/replies.yaml", REPLY).write("V/feedback.yaml", FEEDBACK)
    values = {"to": "feedback", "code": "F1", "near": ""}
    assert town.told() == [("unknown_reference", town.at("T/replies.yaml", "ids"), values)]


@pytest.mark.parametrize(
    "feedback",
    [FEEDBACK.replace("F2", "F1"), FEEDBACK.replace("F2", "F1").replace("07-01", "07-32"), "feedback: [\n"],
    ids=["sent", "its entry failed", "the file failed"],
)
def test_a_reply_to_feedback_that_was_sent(feedback: str, town: TinyTown) -> None:
    town.write("T/replies.yaml", REPLY).write("V/feedback.yaml", feedback)
    assert town.told("unknown_reference") == []


def closed(town: TinyTown, item: str) -> TinyTown:
    said(town, "items", ITEM.format(id="W01", found="2019-06-01", due="2019-07-01"))
    return said(town, "closures", f"{{item: {item}, date: 2019-06-30, action: 退回, by: T1, reason: 没补齐}}")


def test_a_closure_of_an_item(town: TinyTown) -> None:
    assert closed(town, "W01").told() == []


def test_a_closure_of_nothing(town: TinyTown) -> None:
    values = {"to": "items", "code": "W10", "near": ""}
    assert closed(town, "W10").told() == [("unknown_reference", town.at(SAID, "item"), values)]


def test_a_standing_of_nobody(town: TinyTown) -> None:
    said(town, "standings", "{person: XYZ, standing: 按季交党费, start: 2019-01-01}")
    values = {"to": "people", "code": "XYZ", "near": ""}
    assert town.told() == [("unknown_reference", town.at(SAID, "person"), values)]


# The key, the entry with its two days, the field of the second day, the labels of both.
ORDERED = {
    "item": ("items", ITEM.format(id="W01", found="FIRST", due="SECOND"), "due_on", "发现日期", "整改时限"),
    "standing": ("standings", "{person: M02, standing: 按季交党费, start: FIRST, end: SECOND}", "end", "起", "止"),
    "ruling": (
        "rulings", "{about: 3.4.c, verdict: conforms, date: FIRST, by: T1, reason: 现场, until: SECOND}", "until",
        "日期", "有效期至",
    ),
}  # fmt: skip


def ordered(town: TinyTown, name: str, first: str, second: str) -> TinyTown:
    key, entry, *_ = ORDERED[name]
    return said(town, key, entry.replace("FIRST", first).replace("SECOND", second))


@pytest.mark.parametrize("name", ORDERED)
def test_a_limit_before_its_beginning(name: str, town: TinyTown) -> None:
    ordered(town, name, "2019-05-02", "2019-05-01")
    _, _, field, *labels = ORDERED[name]
    values = {"first": "2019-05-02", "second": "2019-05-01", "label_first": labels[0], "label_second": labels[1]}
    assert town.told("wrong_order") == [("wrong_order", town.at(SAID, field), values)]


@pytest.mark.parametrize("name", ORDERED)
def test_a_limit_on_the_day_of_its_beginning(name: str, town: TinyTown) -> None:
    assert ordered(town, name, "2019-05-01", "2019-05-01").told("wrong_order") == []


@pytest.mark.parametrize(("end", "codes"), [("2017-12-31", ["wrong_order"]), ("2018-01-01", [])])
def test_a_group_that_ends_before_it_begins(end: str, codes: list[str], town: TinyTown) -> None:
    town.add(VILLAGE, f"groups:\n  - {{code: G1, name: 一组, start: 2018-01-01, end: {end}}}\n")
    assert town.codes() == codes


@pytest.mark.parametrize(("day", "codes"), [("2016-06-29", ["wrong_order"]), ("2016-06-30", [])])
def test_a_member_who_left_before_joining(day: str, codes: list[str], town: TinyTown) -> None:
    """M04 joined on 30 June 2016."""
    town.left(day)
    assert [code for code in town.codes() if code == "wrong_order"] == codes
