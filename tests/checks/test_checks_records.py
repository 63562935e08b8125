"""One record for one thing; what a record of its kind must say; codes that lead to other records."""

from __future__ import annotations

import pytest
from towns import TinyTown

APRIL = "V/activities/2019-04.yaml"
HERE = "data/villages/xiaoquan/2019"
PERSON = "M05,女,2016-06-30,2017-06-30,2"

TWICE = {
    "person": ("V/people.csv", PERSON, PERSON.replace("女", "男"), "code", "M05"),
    "member's year": ("V/member_year.csv", "person,pledge\nM01,帮邻居", "M01,清水渠", "person", "M01"),
    "duty": ("V/duty.csv", "month,person,attended\n2019-03,M01,8", "2019-03,M01,7", "person", "2019-03 M01"),
    "self-check": (
        "V/self_check.csv", "round,date,standard,answer\nbaseline,2019-06-05,3.4,met", "baseline,2019-06-06,3.4,unmet",
        "standard", "baseline 3.4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_a_second_row_of_one_thing(name: str, town: TinyTown) -> None:
    file, first, second, column, code = TWICE[name]
    (town.add if name == "person" else town.write)(file, f"{first}\n")
    town.add(file, second)
    line, cell = town.cell(file, first.rpartition("\n")[2], column).split(":")[1:]
    values = {"id": code, "first": f"{HERE}/{file[2:]}:{line}:{cell}"}
    assert town.told("duplicate_id") == [("duplicate_id", town.cell(file, second, column), values)]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("V/duty.csv", "month,person,attended\n2019-03,M01,8\n2019-04,M01,8\n2019-03,M02,8\n"),
        (
            "V/self_check.csv",
            "round,date,standard,answer\nbaseline,2019-06-05,3.4,met\nfinal,2019-10-20,3.4,met\n"
            "baseline,2019-06-05,3.5,met\n",
        ),
    ],
)
def test_rows_that_differ_in_one_part_of_their_key(file: str, text: str, town: TinyTown) -> None:
    assert town.write(file, text).told() == []


MATTERS = """matters:
  - id: S1
    type: major
    title: 修渠
    steps: {D1: 2019-04-02}
  - id: S2
    type: case
    title: 分草场
    steps: {Q1: 2019-04-02}
"""


def test_a_second_matter_with_one_number(town: TinyTown) -> None:
    town.write("V/matters.yaml", MATTERS)
    assert town.told() == []
    town.replace("V/matters.yaml", "id: S2", "id: S1")
    values = {"id": "S1", "first": f"{HERE}/matters.yaml:2:9"}
    assert town.told() == [("duplicate_id", "V/matters.yaml:6:9", values)]


def test_a_second_village_with_one_folder(town: TinyTown) -> None:
    town.add("D/town.yaml", "  - {slug: xiaoquan, name: 又一村, liaison: T1}")
    (code, place, values) = town.told()[0]
    assert (code, values["id"]) == ("duplicate_id", "xiaoquan")
    assert place == town.at("D/town.yaml", "slug", 2)


TALK = "date: 2019-04-10; kind: 谈心谈话; by: M01"


def test_a_person_who_is_not_on_the_roster(town: TinyTown) -> None:
    town.activities("2019-04", f"{TALK}; people: [M14]")
    values = {"to": "people", "code": "M14", "near": ""}
    (code, place, told) = town.told()[0]
    assert (code, place) == ("unknown_reference", town.at(APRIL, "people"))
    assert told == values  # M01 and M04 differ by one character, and are somebody else


@pytest.mark.parametrize("roster", ["", "code,joined_on\n", None])
def test_of_an_empty_roster_the_cause_alone_is_told(town: TinyTown, roster: str | None) -> None:
    """Not every record that names somebody."""
    town.activities("2019-04", f"{TALK}; people: [M01, M02]")
    if roster is None:
        town.path("V/people.csv").unlink()
    else:
        town.write("V/people.csv", roster)
    told = [problem for problem in town.told() if problem[0] in {"nobody_there", "unknown_reference"}]
    (code, place, values), *others = told
    assert (code, place.partition(":")[0], others) == ("nobody_there", "V/people.csv", [])
    assert int(values["count"]) >= 3


def test_a_person_whose_code_is_near_to_nobodys(town: TinyTown) -> None:
    town.activities("2019-04", f"{TALK}; people: [XYZ]")
    values = {"to": "people", "code": "XYZ", "near": ""}
    assert town.told() == [("unknown_reference", town.at(APRIL, "people"), values)]


@pytest.mark.parametrize("row", ["M05,女,2016-06-31,,", "M05,女,2016年,,", "M05,不详,2016-06-30,,"])
def test_a_person_whose_row_failed_is_not_reported_again(row: str, town: TinyTown) -> None:
    town.add("V/people.csv", row).activities("2019-04", f"{TALK}; people: [M05]")
    assert [code for code, place, _ in town.told() if not place.startswith("V/people.csv")] == []
    assert len(town.told()) == 1


def test_a_roster_that_cannot_be_read_leaves_all_codes_open(town: TinyTown) -> None:
    town.path("V/people.csv").write_bytes(b"code,gender\n\x81\x20,\n")
    town.activities("2019-04", f"{TALK}; people: [M77]")
    assert {place.partition(":")[0] for _, place, _ in town.told()} == {"V/people.csv"}


def test_a_post_of_nobody(town: TinyTown) -> None:
    row = "XYZ,wechat,keeper,2019-01-01,,支委会确定"
    town.add("V/posts.csv", row)
    values = {"to": "people", "code": "XYZ", "near": ""}
    assert town.told() == [("unknown_reference", town.cell("V/posts.csv", row, "person"), values)]


GROUPS = "groups:\n  - {code: G1, name: 第一党小组, start: 2018-01-01}\n"
GROUP_MEETING = "date: 2019-04-10; kind: 党小组会; topic: 学习; expected: 4; present: 4"


def test_a_group_that_does_not_exist(town: TinyTown) -> None:
    town.add("V/village.yaml", GROUPS).activities("2019-04", f"{GROUP_MEETING}; group: G2")
    values = {"to": "groups", "code": "G2", "near": ""}
    assert town.told() == [("unknown_reference", town.at(APRIL, "group"), values)]


def test_a_group_that_exists(town: TinyTown) -> None:
    town.add("V/village.yaml", GROUPS).activities("2019-04", f"{GROUP_MEETING}; group: G1")
    assert town.told() == []


def test_groups_of_a_village_whose_file_failed_stay_open(town: TinyTown) -> None:
    """The village's record lacks its name and goes as a whole, its groups with it."""
    town.add("V/village.yaml", GROUPS).replace("V/village.yaml", "branch: 小泉村党支部\n", "")
    assert town.activities("2019-04", f"{GROUP_MEETING}; group: G2").codes() == ["missing_field"]


FEEDBACK = "feedback:\n  - id: F1\n    date: 2019-10-20\n    kind: problem\n    standard: {}\n"


def test_a_standard_that_does_not_exist(town: TinyTown) -> None:
    town.write("V/feedback.yaml", FEEDBACK.format("3.9"))
    (code, place, values) = town.told()[0]
    assert (code, place) == ("unknown_reference", town.at("V/feedback.yaml", "standard"))
    assert (values["to"], values["code"]) == ("standards", "3.9")
    assert town.write("V/feedback.yaml", FEEDBACK.format("3.8")).told() == []


SAID = "T/villages/xiaoquan.yaml"
RULING = "rulings:\n  - about: {}\n    verdict: {}\n    date: 2019-06-20\n    by: {}\n    reason: 现场核查\n"


DEPUTY = "  - {code: T1, role: 包村干部}\n  - {code: T2, role: 分管党建副书记}"


@pytest.mark.parametrize(
    ("about", "by"), [("3.4", "T2"), ("3.4.c", "T1"), ("V1", "T2"), ("dual", "T2"), ("chain", "T2"), ("demo", "T2")]
)
def test_what_the_town_may_rule_on(about: str, by: str, town: TinyTown) -> None:
    """3.4.c is the liaison's to judge, V1 the deputy's."""
    town.replace("D/town.yaml", "  - {code: T1, role: 包村干部}", DEPUTY)
    assert town.add(SAID, RULING.format(about, "conforms", by)).told() == []


@pytest.mark.parametrize(
    ("about", "verdict", "by", "code"),
    [
        ("3.4.c", "conforms", "T2", "unfit_role"),
        ("V1", "conforms", "T1", "unfit_role"),
        ("dual", "no", "T1", "unfit_liaison"),
        ("3.4", "not_applicable", "T1", "unfit_liaison"),
        ("3.4.b", "none", "T1", "unfit_liaison"),
        ("V3", "no", "T1", "unfit_liaison"),
        ("4.2", "not_applicable", "T2", "unfit_responsible"),
        ("4.2.a", "not_applicable", "T2", "unfit_responsible"),
    ],
)
def test_who_may_not_rule_on_it(about: str, verdict: str, by: str, code: str, town: TinyTown) -> None:
    """The deputy secretary answers for 4.2."""
    town.replace("D/town.yaml", "  - {code: T1, role: 包村干部}", DEPUTY)
    town.add(SAID, RULING.format(about, verdict, by) + "    until: 2019-12-31\n")
    assert town.told() == [(code, town.at(SAID, "by"), {"by": by, "about": about})]


def test_a_ruling_on_nothing(town: TinyTown) -> None:
    town.add(SAID, RULING.format("3.4.z", "conforms", "T1"))
    (code, place, values) = town.told()[0]
    assert (code, place) == ("unknown_reference", town.at(SAID, "about"))
    assert (values["to"], values["code"]) == ("ruled", "3.4.z")


def test_a_ruling_by_nobody(town: TinyTown) -> None:
    town.add(SAID, RULING.format("3.4.c", "conforms", "T2"))
    values = {"to": "staff", "code": "T2", "near": ""}
    place = town.at(SAID, "by")
    unfit = ("unfit_no_role", place, {"by": "T2", "about": "3.4.c"})
    assert town.told() == [unfit, ("unknown_reference", place, values)]


def test_a_ruling_by_somebody_whose_entry_failed(town: TinyTown) -> None:
    town.replace(
        "D/town.yaml", "  - {code: T1, role: 包村干部}", "  - {code: T1, role: 包村干部}\n  - {code: T2, role: 厨师}"
    )
    town.add(SAID, RULING.format("3.4.c", "conforms", "T2"))
    assert town.codes() == ["unknown_word"]


def test_a_waiver_without_an_end(town: TinyTown) -> None:
    town.add(SAID, RULING.format("3.4.c", "not_applicable", "T1"))
    assert town.told() == [("waiver_without_end", town.at(SAID, "verdict"), {"about": "3.4.c"})]


def test_a_waiver_with_its_end(town: TinyTown) -> None:
    town.replace("D/town.yaml", ", liaison: T1", "")
    town.add(SAID, RULING.format("3.4.c", "not_applicable", "T1") + "    until: 2019-12-31\n")
    assert town.told() == []


RECTIFY = "items:\n  - item: {}\n    cause: 转场误了\n    start: 2019-06-08\n"
ITEM = "items:\n  - {id: W01, standard: 3.4, origin: check, found_on: 2019-06-01, text: 缺记录, due_on: 2019-07-01}\n"


def test_an_item_that_the_town_has_not_opened(town: TinyTown) -> None:
    town.add(SAID, ITEM.replace("3.4", '"3.4"')).write("V/rectify.yaml", RECTIFY.format("W02"))
    values = {"to": "items", "code": "W02", "near": ""}
    assert town.told() == [("unknown_reference", town.at("V/rectify.yaml", "item"), values)]


def test_an_item_that_the_town_has_opened(town: TinyTown) -> None:
    town.add(SAID, ITEM).write("V/rectify.yaml", RECTIFY.format("W01"))
    assert town.told() == []


STUDY = "date: 2019-04-10; kind: 集中学习讨论; topic: 学习; expected: 4; present: 4"


def test_a_content_that_no_list_knows(town: TinyTown) -> None:
    town.activities("2019-04", f"{STUDY}; covers: [theroy]")
    values = {"code": "theroy", "near": "theory"}
    assert town.told() == [("unknown_content", town.at(APRIL, "covers"), values)]


@pytest.mark.parametrize("covers", ["theory", "3.4", "7", "party_affairs"])
def test_contents_that_are_known(covers: str, town: TinyTown) -> None:
    assert town.activities("2019-04", f"{STUDY}; covers: [{covers}]").told() == []


def test_contents_of_a_list_that_the_town_filled_in(town: TinyTown) -> None:
    town.activities("2019-04", f"{STUDY}; covers: [S1]")
    assert town.codes() == ["unknown_content"]
    decided = "by: T1, date: 2019-06-03, basis: 县通知"
    town.add("D/town.yaml", f"lists:\n  five_studies: {{items: [S1, S2, S3, S4, S5], {decided}}}\n")
    assert town.told() == []


@pytest.mark.parametrize(
    ("entry", "field", "label", "kind"),
    [
        ("kind: 支部党员大会; topic: 转场; expected: 4", "present", "实到人数", "general_meeting"),
        ("kind: 党课; topic: 转场; expected: 4; present: 4", "by", "主讲或经办人", "lecture"),
        ("kind: 主题党日; topic: 清水渠; expected: 4; present: 4", "form", "形式", "theme_day"),
        ("kind: 党小组会; topic: 学习; expected: 4; present: 4", "group", "党小组", "group_meeting"),
        ("kind: 谈心谈话; by: M01", "people", "对象或参加人", "talk"),
        ("kind: 党务村务公开; topic: 一季度; covers: [party_affairs]", "period", "所属期", "disclosure"),
        ("kind: 对照检查; by: M01", "form", "形式", "check"),
    ],
)
def test_what_a_kind_of_activity_needs(entry: str, field: str, label: str, kind: str, town: TinyTown) -> None:
    town.activities("2019-04", f"date: 2019-04-10; {entry}")
    values = {"field": field, "label": label, "kind": kind}
    code = "whom_for_kind" if field == "people" else "field_for_kind"
    assert town.told() == [(code, town.begins(APRIL, "date: 2019-04-10"), values)]


def test_nobody_present_is_a_number(town: TinyTown) -> None:
    entry = "date: 2019-04-10; kind: 支部党员大会; topic: 转场; expected: 4; present: 0"
    assert town.activities("2019-04", entry).told() == []


MEETING = "date: 2019-04-10; topic: 转场; by: M01; expected: 4; present: 4; form: 学习日"


@pytest.mark.parametrize(
    ("kind", "also"), [("支部党员大会", "组织生活会"), ("主题党日", "谈心谈话"), ("党课", "集中学习讨论")]
)
def test_two_kinds_that_do_not_go_together(kind: str, also: str, town: TinyTown) -> None:
    town.activities("2019-04", f"{MEETING}; kind: {kind}; also: {also}")
    assert [(code, place) for code, place, _ in town.told()] == [("wrong_pair", town.at(APRIL, "also"))]


@pytest.mark.parametrize(
    ("kind", "also"), [("支部党员大会", "党课"), ("党课", "支部党员大会"), ("主题党日", "集中学习讨论")]
)
def test_two_kinds_that_go_together(kind: str, also: str, town: TinyTown) -> None:
    assert town.activities("2019-04", f"{MEETING}; kind: {kind}; also: {also}").told() == []


TRAINING = "date: 2019-04-10; kind: 教育培训; topic: 业务; form: {}"


def test_the_towns_training_in_the_villages_file(town: TinyTown) -> None:
    town.activities("2019-04", TRAINING.format("镇专题培训"))
    assert town.told() == [("town_only", town.at(APRIL, "form"), {})]


def test_a_training_of_the_village(town: TinyTown) -> None:
    assert town.activities("2019-04", TRAINING.format("党员培训")).told() == []


def test_the_towns_training_in_its_own_file(town: TinyTown) -> None:
    event = "events:\n  - {date: 2019-06-05, kind: training, form: special, title: 业务, people: [xiaoquan/M01]}\n"
    assert town.write("T/events.yaml", event).told() == []
