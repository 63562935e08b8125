"""What a clerk writes where something else is wanted: each told with what the place wants, on its own place."""

from __future__ import annotations

from typing import Any

import pytest

from branchstd.messages.phrases import Phrases
from branchstd.records.village import Activity
from branchstd.store.parser import Context
from branchstd.store.reading import Read, read_bytes_of
from branchstd.store.village import codes_of

V = "data/villages/baiyutan/2019"
APRIL = f"{V}/activities/2019-04.yaml"


def activity(fields: str) -> Read:
    text = f"activities:\n- {{date: 2019-04-10, {fields}}}\n"
    return read_bytes_of(text.encode(), APRIL, {"activities": "activity"}, ("activity",))


def activities(fields: str) -> list[Activity]:
    return [one for one in activity(fields).records["activity"] if isinstance(one, Activity)]


def listed(name: str, key: str, kind: str, text: str) -> list[tuple[str, int, int]]:
    read = read_bytes_of(text.encode(), f"{V}/{name}", {key: kind} if key else {}, (kind,))
    return [(p.code, p.place.line, p.place.column) for p in read.problems if p.severity == "error"]


@pytest.mark.parametrize(
    ("fields", "code", "seen"),
    [
        ("kind: 党员大会, 缺席: 扎西、旦正等8人", "bad_person", "扎西、旦正等8人"),
        ("kind: 党员大会, 缺席: M05（县上开会）", "word_with_note", "M05（县上开会）"),
        ("kind: 上党课, 主讲: 书记", "bad_person", "书记"),
        ("kind: 上党课, 主讲: M01、M02", "one_person", "M01、M02"),
        ("kind: 上党课, 主讲: '[M01, M02]'", "bad_person", "[M01, M02]"),
        ("kind: 党员大会暨党课", "two_kinds", "党员大会暨党课"),
        ("kind: 党员大会兼上党课", "two_kinds", "党员大会兼上党课"),
        ("kind: 小组会, 党小组: 桥上、桥下", "bad_group", "桥上、桥下"),
        ("kind: 公开, 内容代码: 党务和别的", "bad_content", "党务和别的"),
        ("kind: 主题党日会（县上）", "word_with_note", "主题党日会（县上）"),
        ("kind: 主题党日（未开）", "word_with_note", "主题党日（未开）"),
        ("kind: 主题党日（学习日）, form: 议事日", "word_with_note", "主题党日（学习日）"),
        ("kind: 党课, 实到: 24（估计）", "bad_int", "24（估计）"),
        ("kind: 走访, 金额: 2000元（未发）", "bad_decimal", "2000元（未发）"),
        ("kind: 谈心, 对象: 全到", "bad_person", "全到"),
        ("kind: 冬训, 地点: 入户（开会用）", "word_with_note", "入户（开会用）"),
        ("kind: 决议公开", "step_no_activity", "决议公开"),
        ("kind: 实施结果公开", "step_no_activity", "实施结果公开"),
    ],
)
def test_what_the_place_wants(fields: str, code: str, seen: str) -> None:
    (problem,) = (p for p in activity(fields).problems if p.severity == "error")
    assert (problem.code, problem.values["seen"]) == (code, seen)


@pytest.mark.parametrize("said", ["主题党日（学习日）", "主题党日(学习党日)", "theme_day（学习日）"])
def test_a_form_said_with_its_kind(said: str) -> None:
    (record,) = activities(f"kind: {said}")
    assert (record.kind, record.form) == ("theme_day", "study")


@pytest.mark.parametrize(
    ("fields", "said", "note"),
    [
        ("kind: 支委会（扩大）", "支委会（扩大）", "扩大"),
        ("kind: 支委会, 实到: 4人到(索南县上开会)", "4人到(索南县上开会)", "索南县上开会"),
    ],
)
def test_a_remark_behind_a_word_is_told_as_not_read(fields: str, said: str, note: str) -> None:
    (problem,) = activity(fields).problems
    told = problem.code, problem.severity, problem.values["seen"], problem.values["read"]
    assert told == ("note_unread", "warning", said, note)


@pytest.mark.parametrize("said", ["桥上组小组会", "桥上小组会", "党小组会（桥上组）", "小组会(G1)"])
def test_a_group_said_with_its_meeting(said: str) -> None:
    groups = "groups:\n- {code: G1, name: 桥上组, start: 2018-01-01}\n"
    village = read_bytes_of(groups.encode(), f"{V}/village.yaml", {"groups": "group"}, ("group",))
    text = f"activities:\n- {{date: 2019-04-10, kind: {said}}}\n"
    read = read_bytes_of(
        text.encode(), APRIL, {"activities": "activity"}, ("activity",), Context(codes=codes_of([village]))
    )
    (record,) = (one for one in read.records["activity"] if isinstance(one, Activity))
    assert (record.kind, record.group) == ("group_meeting", "G1")


@pytest.mark.parametrize(
    ("fields", "period"),
    [
        ("kind: 一季度公开", "2019-Q1"),
        ("kind: 第四季度党务公开", "2019-Q4"),
        ("kind: 5月村务公开", "2019-05"),
        ("kind: 二季度公开, period: 第二季度", "2019-Q2"),
    ],
)
def test_a_quarter_said_with_what_was_disclosed(fields: str, period: str) -> None:
    (record,) = activities(fields)
    assert (record.kind, record.period) == ("disclosure", period)


def test_a_form_said_twice_is_no_contradiction() -> None:
    (record,) = activities("kind: 主题党日（学习日）, form: 学习党日")
    assert (record.kind, record.form) == ("theme_day", "study")


def test_the_day_of_a_recommendation_stands_beside_the_step() -> None:
    """Who is recommended is no activist yet: the day of the decision counts, whichever is written first."""
    for days in ("推优: 2018-12-12, 列积极分子: 2019-01-10", "列积极分子: 2019-01-10, 推优: 2018-12-12"):
        text = f"candidates:\n- {{人员: M05, steps: {{{days}}}}}\n"
        read = read_bytes_of(text.encode(), f"{V}/candidates.yaml", {"candidates": "candidate"}, ("candidate",))
        (record,) = read.records["candidate"]
        found: Any = record
        assert {step: str(day) for step, day in found.steps.items()} == {"3": "2019-01-10"}
        assert ("step_begun", "warning", "推优") in [(p.code, p.severity, p.values["seen"]) for p in read.problems]


def test_codes_under_the_word_for_names() -> None:
    table = "姓名,月份,坐班次数,办理件数\nM01,2019-03,20,3\n"
    read = read_bytes_of(table.encode(), f"{V}/duty.csv", {}, ("duty",))
    (record,) = read.records["duty"]
    found: Any = record
    assert found.person == "M01"
    text = "candidates:\n- {姓名: P01, steps: {1: 2018-01-03}}\n"
    assert listed("candidates.yaml", "candidates", "candidate", text) == []


def test_a_name_is_told_once() -> None:
    """And not as a person who is missing, too."""
    text = "candidates:\n- {姓名: 才让, steps: {1: 2018-01-03}}\n"
    assert [code for code, *_ in listed("candidates.yaml", "candidates", "candidate", text)] == ["names_apart"]


def test_a_list_where_one_person_is_wanted() -> None:
    (problem,) = (p for p in activity("kind: 上党课, 主讲: [M01, M02]").problems if p.severity == "error")
    assert problem.code == "one_person"


def test_the_two_kinds_are_told_in_their_order() -> None:
    (problem,) = (p for p in activity("kind: 党员大会暨党课").problems if p.severity == "error")
    assert (problem.values["first"], problem.values["other"]) == ("支部党员大会", "党课")


@pytest.mark.parametrize(
    ("said", "several"), [("备案", "4、8、18"), ("上级党委备案", "4、8"), ("上级党委审批", "17、24")]
)
def test_a_step_that_may_be_each_of_several(said: str, several: str) -> None:
    """Two steps bear one title: which is meant is asked, and none is taken."""
    text = f"candidates:\n  - person: M31\n    stage: 发展对象\n    steps: {{1: 2018-01-03, {said}: 2019-02-03}}\n"
    read = read_bytes_of(text.encode(), f"{V}/candidates.yaml", {"candidates": "candidate"}, ("candidate",))
    (problem,) = (p for p in read.problems if p.code == "unknown_step")
    assert problem.values["near"] == several


@pytest.mark.parametrize("said", ["党务村务", "党务、村务", "村务公开党务公开"])
def test_contents_without_a_sign_between(said: str) -> None:
    (record,) = activity(f"kind: 公开, 内容: {said}").records["activity"]
    found: Any = record
    assert set(found.covers) == {"party_affairs", "village_affairs"}


def test_what_is_no_row_of_contents_is_none() -> None:
    (problem,) = (p for p in activity("kind: 公开, 内容代码: 党务村").problems if p.severity == "error")
    assert (problem.code, problem.values["seen"]) == ("bad_content", "党务村")


@pytest.mark.parametrize("key", ["姓名", "名字"])
def test_a_name_has_no_place(key: str) -> None:
    (problem,) = (p for p in activity(f"kind: 党员大会, {key}: 某").problems if p.severity == "error")
    assert (problem.code, problem.place.column) == ("names_apart", len("- {date: 2019-04-10, kind: 党员大会, ") + 1)
    assert listed("people.csv", "", "person", "code,姓名\nM01,某\n") == [("names_apart", 1, 2)]


@pytest.mark.parametrize(
    ("said", "told"),
    [("28人", "payers_counted"), ("28", ""), ("全体", "payers_counted"), ("才让", "bad_person"), ("", "")],
)
def test_how_many_paid_is_no_list_of_payers(said: str, told: str) -> None:
    """28 may be the code of somebody; that there is none is told when the roster is known."""
    found = listed("dues.csv", "", "dues", f"月份,收缴日期,交纳人,未交人,合计\n2019-01,2019-01-31,{said},无,12\n")
    assert found == ([(told, 2, 3)] if told else [])


def test_each_wrong_step_is_told_where_it_stands() -> None:
    steps = "    支部提议: 4/1\n    结果公开: 快了\n    商议: 5/5—4/25\n"
    text = f"matters:\n- 事项号: Z1\n  步骤:\n{steps}  类别: 一事一议\n  事项: 修路\n"
    places = [("bad_date_form", 5, 11), ("bad_date_form", 6, 9)]
    assert listed("matters.yaml", "matters", "matter", text) == places


@pytest.mark.parametrize(
    ("said", "code"), [("9/20", "date_yearless"), ("9-20", "date_ambiguous"), ("9月", "bad_date_form")]
)
def test_days_that_lack_something(said: str, code: str) -> None:
    """With / nobody writes a month of 2020; a month alone lacks its day, not its year."""
    text = f"candidates:\n- 人员: M05\n  步骤:\n    交申请: {said}\n"
    assert [told for told, *_ in listed("candidates.yaml", "candidates", "candidate", text)] == [code]


ZH = Phrases("zh")

FILES = {
    "activity": ("activities/2019-04.yaml", "activities"),
    "matter": ("matters.yaml", "matters"),
    "document": ("documents.yaml", "documents"),
    "member_year": ("member_year.csv", ""),
    "person": ("people.csv", ""),
}


def remedy(kind: str, text: str) -> str:
    name, key = FILES[kind]
    whole = f"{key}:\n- {{{text}}}\n" if key else text
    read = read_bytes_of(whole.encode(), f"{V}/{name}", {key: kind} if key else {}, (kind,))
    (problem,) = (p for p in read.problems if p.severity == "error")
    return ZH.problem(problem)[1]


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("activity", "date: 4/3, kind: 主题党日会（县上）", "例如“形式”"),
        ("activity", "date: 4/3, kind: 冬训, 地点: 入户屋（开会）", "写进“说明”"),
        ("activity", "date: 4/3, kind: 冬训, 缺席: M05（开会）", "写进“说明”"),
        ("matter", "id: Z1, type: 一事一议案（修路）, title: x, steps: {提出: 4/1}", "不写，"),
        ("matter", "id: Z1, type: 一事一议, title: x, steps: {提出: 4月1日到5日}", "不写，"),
        ("document", "date: 2019-04-03, form: 推进计划, title: x, record: x, covers: 别的", "不写，"),
        ("member_year", "党员,联系人\nM01,M02（组长）\n", "不写，"),
    ],
)
def test_only_places_that_are_there(kind: str, text: str, place: str) -> None:
    """A matter, a paper, a member's year have no 说明: what stands in brackets is left out there."""
    told = remedy(kind, text)
    assert place in told
    assert ("“说明”" in told) is (kind == "activity")


def test_contents_are_those_of_the_record() -> None:
    """A paper has parts, a disclosure what it discloses."""
    told = remedy("document", "date: 2019-04-03, form: 推进计划, title: x, record: x, covers: 别的")
    assert "例如 工作内容、工作进度、主要措施；" in told
    assert "例如 党务、村务、财务；" in remedy("activity", "date: 4/3, kind: 公开, 内容代码: 别的")


def test_papers_of_other_years_stand_beside() -> None:
    """The year is asked for, that of the folder as a question; on the roster not even that."""
    told = remedy("document", "date: 6月14日, form: 推进计划, title: x, record: x")
    assert told.startswith("是不是“2019-06-14”？查对原始记录")
    assert remedy("person", "代码,入党日期\nM01,7月1日\n").startswith("查对原始记录")


@pytest.mark.parametrize(("body", "known"), [("村委会", "主任、副主任、成员"), ("妇联", "主任、副主任、成员")])
def test_a_post_that_is_not_kept(body: str, known: str) -> None:
    """Whether the clerk sits on the committee as well nobody can tell from that: the row is not read."""
    text = f"人员,组织,职务,任职起\nM01,{body},文书,2018-01-01\n".encode()
    read = read_bytes_of(text, f"{V}/posts.csv", {}, ("post",))
    (problem,) = read.problems
    assert (problem.code, problem.values["seen"], problem.values["known"]) == ("word_not_kept", "文书", known)
    assert [broken.kind for broken in read.broken] == ["post"]


def test_who_is_expected_is_not_yet_who_may_vote() -> None:
    """A question, never taken for it: probationary members are expected and have no vote."""
    vote = "{about: x, 应到: 3, present: 3, agree: 3, against: 0, abstain: 0}"
    problems = activity(f"kind: 党员大会, votes: [{vote}]").problems
    assert [(p.code, p.values.get("near")) for p in problems] == [
        ("unknown_field", "有表决权人数"),
        ("missing_field", None),
    ]


def test_a_standard_goes_by_its_number() -> None:
    text = "轮次,日期,标准编号,自查结论\n摸底自查,2019-06-09,三会一课,达标\n"
    assert listed("self_check.csv", "", "self_check", text) == [("bad_standard", 2, 3)]


@pytest.mark.parametrize("key", ["培养人", "培养联系人"])
def test_who_trains_a_candidate_introduces_nobody(key: str) -> None:
    text = f"candidates:\n- 人员: M05\n  步骤: {{交申请: 2019-01-03}}\n  {key}: [M01, M02]\n".encode()
    read = read_bytes_of(text, f"{V}/candidates.yaml", {"candidates": "candidate"}, ("candidate",))
    (candidate,), (problem,) = read.records["candidate"], read.problems
    found: Any = candidate
    assert found.introducers == ()
    assert (problem.code, problem.severity, problem.values["key"]) == ("not_kept", "warning", key)


@pytest.mark.parametrize("said", ["无", "没有", "全到"])
def test_nobody_was_absent(said: str) -> None:
    (record,) = activities(f"kind: 冬训, 缺席: {said}")
    assert record.absent == ()


@pytest.mark.parametrize("unpaid", ["全交", "没有"])
def test_nobody_owes_dues_and_nobody_paid_are_not_the_same(unpaid: str) -> None:
    """Empty payers are all who pay monthly: 没有 there is refused, not read as everybody."""
    head = "月份,收缴日期,交纳人,未交人,合计\n2019-01,2019-01-31,"
    assert listed("dues.csv", "", "dues", f"{head},{unpaid},12\n") == []
    assert listed("dues.csv", "", "dues", f"{head}没有,无,12\n") == [("bad_person", 2, 3)]
