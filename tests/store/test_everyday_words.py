"""Everyday words, codes without their zeros, days without their year: read where they mean one thing only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from branchstd.catalogue.everyday import Everyday, lint_everyday
from branchstd.records.types import unknown_word
from branchstd.records.village import Activity, Matter
from branchstd.records.words import WORDS
from branchstd.store.reading import Read, read_bytes_of
from branchstd.store.strict import everyday
from samples import YEAR_END, copy_of, workspace_of

V = "data/villages/baiyutan/2019"


def rows(kind: str, *lines: str, file: str = f"{V}/table.csv") -> Read:
    return read_bytes_of("\n".join([*lines, ""]).encode(), file, {}, (kind,))


def codes(read: Read) -> list[str]:
    return [problem.code for problem in read.problems]


def test_what_ships_has_one_meaning_each() -> None:
    assert list(lint_everyday(everyday())) == []


@pytest.mark.parametrize(
    ("words", "posts", "code", "path"),
    [
        ({"places": {"home": ("家",), "venue": ("家",)}}, {}, "word_twice", ("words", "places", "venue", 0)),
        ({"places": {"home": ("线上",)}}, {}, "word_twice", ("words", "places", "home", 0)),
        ({"places": {"home": ("入户",)}}, {}, "word_twice", ("words", "places", "home", 0)),
        ({"places": {"hom": ("家",)}}, {}, "unknown_name", ("words", "places", "hom")),
        ({"place": {"home": ("家",)}}, {}, "unknown_name", ("words", "place")),
        ({}, {"women": {"head": ("委员",), "member": ("委员",)}}, "word_twice", ("posts", "women", "member", 0)),
        ({}, {"women": {"boss": ()}}, "unknown_name", ("posts", "women", "boss")),
    ],
)
def test_a_word_with_two_meanings_is_refused(words: Any, posts: Any, code: str, path: tuple[str | int, ...]) -> None:
    (fault, *_) = lint_everyday(Everyday(words=words, posts=posts, codes={}, fields={}))
    assert (fault.code, fault.path) == (code, path)


def test_one_word_may_mean_other_things_in_other_bodies() -> None:
    posts = {"women": {"member": ("委员",)}, "union": {"member": ("委员",)}}
    assert list(lint_everyday(Everyday(words={}, posts=posts, codes={}, fields={}))) == []


def test_what_may_be_several_steps_names_steps_that_there_are() -> None:
    codes, several = {"candidate.steps": {"4": ("甲",)}}, {"candidate.steps": {"备案": ("4", "99")}}
    (fault,) = lint_everyday(Everyday(words={}, posts={}, codes=codes, fields={}, several=several))
    assert (fault.code, fault.path, fault.values["name"]) == (
        "unknown_name",
        ("several", "candidate.steps", "备案"),
        "99",
    )


@pytest.mark.parametrize(
    ("body", "post", "expected"),
    [
        ("支委会", "委员", ("branch_committee", "member")),
        ("村委会", "委员", ("villagers_committee", "member")),
        ("村监会", "委员", ("supervision", "member")),
        ("党支部", "支书", ("branch_committee", "secretary")),
        ("村委", "村长", ("villagers_committee", "head")),
        ("团支部", "书记", ("youth_league", "head")),
        ("妇联", "主席", ("women", "head")),
        ("村民小组", "组长", ("villager_group", "head")),
        ("党小组", "组长", ("party_group", "leader")),
        ("微信群", "群主", ("wechat", "keeper")),
        ("石桥村党支部", "支部书记", ("branch_committee", "secretary")),
        ("石桥村村委会", "主任", ("villagers_committee", "head")),
        ("石桥村支部", "委员", ("branch_committee", "member")),
        ("石桥村委会", "主任", ("villagers_committee", "head")),
        ("支委会", "组织委员", ("branch_committee", "organisation")),
        ("branch_committee", "member", ("branch_committee", "member")),
    ],
)
def test_posts_by_body(body: str, post: str, expected: tuple[str, str]) -> None:
    read = rows("post", "person,body,post,start", f"M01,{body},{post},2019-01-01")
    (record,) = read.records["post"]
    assert ((record.body, record.post), codes(read)) == (expected, [])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "post"), [("村委会", "组织委员"), ("村委会", "书记"), ("妇联", "纪检委员"), ("支委会", "主任")]
)
def test_a_post_of_another_body_is_refused(body: str, post: str) -> None:
    read = rows("post", "person,body,post,start", f"M01,{body},{post},2019-01-01")
    (problem,) = read.problems
    assert (problem.code, problem.values["seen"]) == ("unknown_word", post)
    assert post not in problem.values["known"].split("、")


@pytest.mark.parametrize(
    ("said", "code"),
    [("支委会", "committee_meeting"), ("党员大会", "general_meeting"), ("小组会", "group_meeting"),
     ("村监会", "supervision_meeting"), ("监督委员会会议", "supervision_meeting"),
     ("村务监督委员会会议", "supervision_meeting"), ("监委会会议", "supervision_meeting"),
     ("党务公开", "disclosure"), ("两委会", "joint_meeting"), ("谈心", "talk"), ("主题党日", "theme_day"),
     ("theme_day", "theme_day")],
)  # fmt: skip
def test_kinds_of_meetings(said: str, code: str) -> None:
    read = read_bytes_of(
        f"activities:\n  - {{date: 3月4日, kind: {said}}}\n".encode(), f"{V}/activities/2019-03.yaml",
        {"activities": "activity"}, ("activity",),
    )  # fmt: skip
    (record,) = read.records["activity"]
    assert (record.kind, str(record.date), codes(read)) == (code, "2019-03-04", ["spelt_otherwise"])  # type: ignore[attr-defined]


def test_headings_contents_steps_and_incomes() -> None:
    income = rows("income", "时间,收入来源,金额（元）,稳定收入,合同", "2019.3.18,草场流转费,24000元,有,合同2018-5")
    (row,) = income.records["income"]
    assert (row.source, str(row.amount), row.stable, row.basis) == ("lease", "24000", True, "合同2018-5")  # type: ignore[attr-defined]
    text = "matters:\n  - {编号: Z1, 类型: 四议两公开, 名称: 水渠维修, 步骤: {支部提议: 4月3日, 两委商议: 2019.4.9}}\n"
    read = read_bytes_of(text.encode(), f"{V}/matters.yaml", {"matters": "matter"}, ("matter",))
    (matter,) = read.records["matter"]
    assert {step: str(day) for step, day in matter.steps.items()} == {"D1": "2019-04-03", "D2": "2019-04-09"}  # type: ignore[attr-defined]
    text = "activities:\n  - {时间: 2019-3-20, 类别: 村务公开, 主题: 一季度, 季度: 一季度, covers: 党务、村务}\n"
    read = read_bytes_of(text.encode(), f"{V}/activities/2019-03.yaml", {"activities": "activity"}, ("activity",))
    (record,) = read.records["activity"]
    assert (record.period, record.covers) == ("2019-Q1", ("party_affairs", "village_affairs"))  # type: ignore[attr-defined]


def test_beside_its_own_column_an_everyday_heading_is_a_clerks_own() -> None:
    read = rows("dues", "month,paid_on,日期,people,total", "2019-05,2019-05-10,见收据,M01,2.00")
    assert codes(read) == ["unknown_column"]
    assert len(read.records["dues"]) == 1


def test_notes_are_told_once_a_column() -> None:
    read = rows("dues", "月份,收缴日期,交纳人,合计", "May-19,2019/5/10,M01,2", "Jun-19,2019/6/10,M01,2")
    assert [(p.code, p.severity, p.place.line, p.place.column, p.values["count"]) for p in read.problems] == [
        ("spelt_otherwise", "warning", 1, 1, "2"), ("spelt_otherwise", "warning", 1, 2, "2"),
    ]  # fmt: skip
    assert [row.month for row in read.records["dues"]] == ["2019-05", "2019-06"]  # type: ignore[attr-defined]


def test_a_roster_knows_no_year_of_its_folder() -> None:
    """A day of joining may be of any year: the folder's would be invented."""
    (problem,) = rows("person", "code,joined_on", "M01,3月5日").problems
    assert problem.code == "date_yearless"


def village(tmp_path: Path, **edit: Any) -> tuple[Any, list[Any]]:
    found = workspace_of(copy_of(tmp_path, [{"file": "V/activities/2019-03.yaml", **edit}])).village(
        "baiyutan", YEAR_END
    )
    return found, [problem for problem in found.problems if problem.code in {"code_respelt", "unknown_reference"}]


def test_a_code_without_its_zero_is_the_only_one_it_can_be(tmp_path: Path) -> None:
    found, told = village(tmp_path, replace=["by: M01", "by: M1"])
    assert [(problem.code, problem.values["read"]) for problem in told] == [("code_respelt", "M01")]
    assert "M1" not in {one.by for one in found.village.records["activity"]}


def test_a_code_that_there_is_means_itself(tmp_path: Path) -> None:
    edits = [
        {"file": "V/activities/2019-03.yaml", "replace": ["by: M01", "by: M1"]},
        {"file": "V/people.csv", "add": "M1,男,,,,,,,\n"},
    ]
    found = workspace_of(copy_of(tmp_path, edits)).village("baiyutan", YEAR_END)
    assert "code_respelt" not in {problem.code for problem in found.problems}
    assert "M1" in {one.by for one in found.village.records["activity"]}  # type: ignore[attr-defined]


def test_another_number_is_never_proposed(tmp_path: Path) -> None:
    _, told = village(tmp_path, replace=["by: M01", "by: M111"])
    assert [(problem.code, problem.values["near"]) for problem in told] == [("unknown_reference", "")]


def test_a_step_written_twice_by_two_words_is_told() -> None:
    """答复 stands for Q4: the case was answered on one day, not on two."""
    text = "matters:\n  - {id: Y1, type: 一事一议, title: 修渠, steps: {Q4: 2019-11-18, 答复: 2019-10-20}}\n"
    read = read_bytes_of(text.encode(), f"{V}/matters.yaml", {"matters": "matter"}, ("matter",))
    told = [(p.code, p.place.line, p.values.get("key")) for p in read.problems if p.severity == "error"]
    assert told == [("same_step", 2, "答复")]
    assert [one.known.get("id") for one in read.broken] == ["Y1"]
    assert "matter" not in read.records


@pytest.mark.parametrize("body", ["石桥村饭馆", "村", "石桥"])
def test_a_post_is_not_judged_where_nobody_knows_of_which_body(body: str) -> None:
    """书记 is right in one body and wrong in another: only the body is told."""
    assert codes(rows("post", "person,body,post,start", f"M01,{body},书记,2019-01-01")) == ["unknown_word"]


@pytest.mark.parametrize(
    ("said", "present"),
    [
        ("26到", 26),
        ("到25", 25),
        ("5人全", 5),
        ("4人到(索南县上开会)", 4),
        ("实24", 24),
        ("实到 24", 24),
        ("24人到", 24),
        ("到", None),
        ("无", None),
    ],
)
def test_numbers_with_the_words_of_a_sign_in_sheet(said: str, present: int | None) -> None:
    read = rows("activity", "date,kind,topic,expected,present", f"2019-05-16,支部党员大会,x,应到31人,{said}")
    found = [one for one in read.records.get("activity", ()) if isinstance(one, Activity)]
    assert [(one.expected, one.present) for one in found] == ([(31, present)] if present else [])
    told = [code for code in codes(read) if code not in {"spelt_otherwise", "note_unread"}]
    assert told == ([] if present else ["bad_int"])


@pytest.mark.parametrize(
    ("said", "expected", "found"),
    [
        ("16/17", "", (17, 16)),
        ("到16/17", "", (17, 16)),
        ("１６人／１７人", "", (17, 16)),
        ("16/17", "17人", (17, 16)),
        ("16/17", "18", None),  # of how many, nobody knows
        ("17/16", "", None),
        ("5人全", "", (5, 5)),
        ("全到5人", "", (5, 5)),
        ("5人全到", "5", (5, 5)),
        ("0/17", "", None),
        ("3/", "", None),
    ],
)
def test_who_came_and_of_how_many_in_one_cell(said: str, expected: str, found: tuple[int, int] | None) -> None:
    read = rows("activity", "date,kind,topic,expected,present", f"2019-05-16,支部党员大会,x,{expected},{said}")
    seen = [(one.expected, one.present) for one in read.records.get("activity", ()) if isinstance(one, Activity)]
    assert seen == ([found] if found else [])
    told = [code for code in codes(read) if code not in {"spelt_otherwise", "note_unread"}]
    assert told == ([] if found else ["bad_int"])


def test_sums_and_signatures_are_no_people() -> None:
    assert codes(rows("person", "code,gender", "M01,男", "合计,", "填表人：,", "M02（支书）,女")) == [
        "sum_row",
        "sum_row",
        "word_with_note",
    ]


def test_a_step_that_lasted_and_one_that_is_not_yet() -> None:
    """Public notice from 25 April to 5 May counts from its first day; what is not yet done is not there."""
    steps = "{决议公开: 4/25—5/5, 结果公开: 还没, 支委会提议: 2019-04-03}"
    text = f"matters:\n- {{事项号: Z1, 类别: 重大事项, 事项: 修渠, 步骤: {steps}}}\n"
    read = read_bytes_of(text.encode(), f"{V}/matters.yaml", {"matters": "matter"}, ("matter",))
    (matter,) = (one for one in read.records["matter"] if isinstance(one, Matter))
    days = {step: day.isoformat() for step, day in matter.steps.items()}
    assert days == {"P1": "2019-04-25", "D1": "2019-04-03"}
    assert codes(read) == ["note_unread"]  # that it lasted until the fifth of May


@pytest.mark.parametrize("said", ["5/5—4/25", "4/25—", "4/25—很久"])
def test_no_step_lasts_backwards(said: str) -> None:
    text = f"matters:\n- {{事项号: Z1, 类别: 重大事项, 事项: 修渠, 步骤: {{决议公开: {said}}}}}\n"
    assert codes(read_bytes_of(text.encode(), f"{V}/matters.yaml", {"matters": "matter"}, ("matter",))) == [
        "bad_date_form"
    ]


@pytest.mark.parametrize("said", ["[还没]", "{日期: 还没}", "[2019-04-03, 2019-04-04]"])
def test_a_step_is_one_day(said: str) -> None:
    text = f"matters:\n- {{事项号: Z1, 类别: 重大事项, 事项: 修渠, 步骤: {{决议公开: {said}}}}}\n"
    read = read_bytes_of(text.encode(), f"{V}/matters.yaml", {"matters": "matter"}, ("matter",))
    assert codes(read) == ["not_a_text"]


def test_a_post_with_a_remark_beside_several_bodies() -> None:
    text = "posts:\n- {person: M01, body: [支委会, 村委会], post: 委员（兼文书）, start: 2019-01-01}\n"
    read = read_bytes_of(text.encode(), f"{V}/posts.yaml", {"posts": "post"}, ("post",))
    assert codes(read) == ["not_a_text"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("部分达标", "basic"), ("△", "basic"), ("基本做到", "basic"), ("基本合格", "basic"),
        ("√", "met"), ("合格", "met"), ("是", "met"),
        ("×", "unmet"), ("不合格", "unmet"), ("没做到", "unmet"),
        # Of these nobody knows which, and no better one may be proposed.
        ("基本不达标", ""), ("没有完全达标", ""), ("达标一半", ""), ("差不多", ""),
    ],
)  # fmt: skip
def test_what_a_branch_says_of_itself_is_never_made_better(said: str, answer: str) -> None:
    read = rows("self_check", "round,date,standard,answer", f"摸底自查,2019-06-09,1.1,{said}")
    assert [one.answer for one in read.records.get("self_check", ())] == ([answer] if answer else [])  # type: ignore[attr-defined]
    told = [(p.code, p.values["near"], p.values["known"]) for p in read.problems]
    assert told == ([] if answer else [("unknown_word", "", "达标、基本达标、未达标、不适用、未到期")])


def test_a_remark_behind_a_mark_is_told_with_the_same_mark() -> None:
    read = rows("self_check", "round,date,standard,answer", "摸底自查,2019-06-09,1.1,未达标（缺照片）")
    assert [(p.code, p.values["meant"]) for p in read.problems] == [("word_with_note", "未达标")]


@pytest.mark.parametrize(("action", "field"), [("不同意延期", "同意延期"), ("不销号", "销号")])
def test_what_is_refused_is_not_taken_for_what_is_granted(action: str, field: str) -> None:
    error = unknown_word("closure_actions", action, WORDS["closure_actions"])
    assert error.context is not None
    assert (error.context["near"], field in error.context["known"]) == ("", True)


PLAN = "rectify:\n- {{item: QL-01, start: {0}, responsible: M01}}\n"
CLAIM = "rectify:\n- {{item: QL-01, start: 2019-06-12, claims: [{{date: {0}, kind: 销号, text: 开了}}]}}\n"
APPLICANT = "candidates:\n- {{person: M01, steps: {{1: {0}}}}}\n"


@pytest.mark.parametrize(
    ("text", "kind", "said", "code", "told"),
    [
        # What is said of items goes on into the next year, so the year is asked, with the likely one.
        (PLAN, "rectify", "6.12", "date_yearless", ("near", "2019-06-12")),
        (PLAN, "rectify", "6月12日", "date_yearless", ("near", "2019-06-12")),
        (CLAIM, "rectify", "6/20", "date_yearless", ("near", "2019-06-20")),
        (APPLICANT, "candidate", "4/26", "date_yearless", ("near", "")),
        (APPLICANT, "candidate", "6.12", "date_yearless", ("near", "")),
        (APPLICANT, "candidate", "3.2", "date_ambiguous", ("readings", "××××年3月2日、××××年3月20日")),
    ],
)
def test_where_a_day_needs_its_year_what_is_advised_is_taken(
    text: str, kind: str, said: str, code: str, told: tuple[str, str]
) -> None:
    key = {"rectify": "rectify", "candidate": "candidates"}[kind]
    read = read_bytes_of(text.format(said).encode(), f"{V}/{key}.yaml", {key: kind}, (kind,))
    (problem,) = (one for one in read.problems if one.severity == "error")
    assert (problem.code, problem.values[told[0]]) == (code, told[1])
    advised = told[1].split("、")[0].replace("××××", "2018") or f"2018年{said.replace('.', '月').replace('/', '月')}日"
    assert codes(read_bytes_of(text.format(advised).encode(), f"{V}/{key}.yaml", {key: kind}, (kind,))) in (
        [], ["spelt_otherwise"]
    )  # fmt: skip


def test_two_days_of_a_month_are_no_day_of_2028() -> None:
    assert codes(rows("activity", "date,kind,topic", "6.27-28,集中学习讨论,x")) == ["bad_date_form"]


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("纪律委员会会议", ""),
        ("村民监督委员会会议", "村监会会议"),
        ("支部委员会会义", "支部委员会会议"),
        ("村支部委员会会议", "支部委员会会议"),
    ],
)
def test_another_committee_s_meeting_is_not_taken_for_the_branch_s(said: str, near: str) -> None:
    read = rows("activity", "date,kind,topic", f"2019-05-16,{said},x")
    assert [(p.code, p.values["near"]) for p in read.problems] == [("unknown_word", near)]


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [("cause_kinds", "材料没保留", "papers"), ("cause_kinds", "其他原因", "other"), ("places", "县党校", "other")],
)
def test_words_of_a_clerk(words: str, said: str, code: str) -> None:
    assert everyday().code(words, said) == code
