"""What a clerk writes in a cell as she says it, and what she is told where that is not enough."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from books import Book, copied

from branchstd.findings import Place, Problem
from branchstd.messages.messages import Messages
from branchstd.store.strict import everyday
from branchstd.workbook.entries import read_row
from branchstd.workbook.sheets import new_codes

DAY = date(2019, 12, 31)
NAMES = {"M01": "才让东智", "M02": "马秀兰", "M03": "李建国", "M04": "扎西"}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture
def book(town: Path) -> Book:
    return Book(town, "liushao", NAMES)


def told(book: Book, *problems: Problem) -> list[tuple[str, str]]:
    """Sentence and remedy in Chinese."""
    workspace = book.workspace
    messages = Messages("zh", workspace.catalogue, workspace.plan)
    return [messages.problem(one) for one in problems or book.merged().faults]


@pytest.mark.parametrize(
    ("item", "said", "meant"),
    [
        ("LS-05", "11月20日", "2019-11-20"),  # found on 15 November 2019
        ("LS-05", "11月15日", "2019-11-15"),
        ("LS-05", "1月10日", "2020-01-10"),
        ("LS-05", "11.20", "2019-11-20"),
        ("LS-05", "11月10日", ""),  # some days too early, and next year nobody means
        ("LS-05", "2月29日", ""),
        ("LS-09", "11月20日", ""),  # of which nothing is known
    ],
)
def test_a_day_of_an_item_has_the_year_after_its_finding(item: str, said: str, meant: str, book: Book) -> None:
    book.rows["rectify"] = book.rows["rectify"][:3]
    book.add("rectify", item=item, start=said, measure="补材料")
    found = book.merged()
    days = [str(change.values["start"]) for change in found.changes]
    assert (days, [one.code for one in found.faults]) == (([meant], []) if meant else ([], ["date_yearless"]))


def test_headings_say_where_a_day_needs_its_year(book: Book) -> None:
    day = {
        kind: next(c.meaning for c in book.sheet(kind).columns if c.key == key)
        for kind, key in (
            ("activity", "date"), ("rectify", "start"), ("claim", "until"),
            ("person", "joined_on"), ("document", "date"),
        )
    }  # fmt: skip
    assert [kind for kind, said in day.items() if "、6月5日" in said] == ["activity", "rectify", "claim"]
    assert [kind for kind, said in day.items() if "四位的年份" in said] == ["person", "document"]


def test_two_names_where_one_is_wanted(book: Book) -> None:
    book.add("activity", date="11月12日", kind="走访慰问", form="慰问", by="李建国、扎西", people="马秀兰")
    ((sentence, remedy),) = told(book)
    assert sentence == "“主讲或经办人”写成了“李建国、扎西”，这一项只写一个人"
    assert remedy == "只写一个人，写主要的那个；别的人也谈了话、走访了的，给他另写一条，一起做一件事的写进“说明”"


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("李建国、马秀兰外出务工，扎西卧病", ("M03", "M02", "M04")),
        ("请假：李建国；缺席：扎西", ("M03", "M04")),
        ("李建国请假（病了）", None),
        ("李建国外出扎西请假", None),
        ("李建国外出后来到了", None),
        ("请假2人：李建国", None),
        ("李建外出", None),
    ],
)
def test_absent_with_their_reasons(said: str, codes: tuple[str, ...] | None, book: Book) -> None:
    book.add("activity", date="11月12日", kind="支部党员大会", topic="议", expected="7", present="4", absent=said)
    found = book.merged()
    assert bool(found.faults) == (codes is None)
    assert [change.values.get("absent") for change in found.changes] == [codes]
    warned = [one.values["read"] for one in found.problems if one.code == "note_unread"]
    assert bool(warned) == bool(codes), "the reason is told as not kept"


def test_how_many_were_absent_says_nobody_s_name(book: Book) -> None:
    book.add("activity", date="11月12日", kind="支部党员大会", topic="议", expected="7", present="3", absent="外出4人")
    assert told(book) == [("“外出4人”没有写全是哪些人", "姓名都写上；不知道全部的，空着")]


@pytest.mark.parametrize(
    ("kind", "key", "said", "advice"),
    [
        ("activity", "people", "李四妹", "不在花名册上的人（群众）不登记，只和群众有关的，这一条不用记"),
        ("activity", "by", "镇党委书记张某", "（外请来讲课的）也先登记在花名册上，不写入党日期"),
        ("rectify", "responsible", "支委会", "“支委会”这样的集体也不写：写牵头的那个人，或者空着"),
        ("duty", "person", "没有的人", "先补进花名册；不在花名册上的人不写"),
    ],
)
def test_who_is_on_no_roster(kind: str, key: str, said: str, advice: str, book: Book) -> None:
    book.rows[kind] = book.rows[kind][:3]
    book.add(kind, **{key: said})
    assert [remedy for sentence, remedy in told(book) if said in sentence and remedy.endswith(advice)]


def test_who_lectured_from_outside_is_no_lost_candidate(town: Path) -> None:
    """What is advised does not lead into the next fault."""
    book = Book(town, "liushao", NAMES)
    book.add("person", called="张某")
    book.add("activity", date="11月12日", kind="党课", topic="讲", expected="7", present="7", by="张某")
    before = {one.code for one in book.workspace.village("liushao", DAY).problems}
    book.take()
    assert {one.code for one in book.workspace.village("liushao", DAY).problems} <= before


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("3万元", "30000"),
        ("2.5万", "25000"),
        ("500元", "500"),
        ("500块", "500"),
        ("0.35万元", "3500"),
        ("三万元", "30000"),
    ],
)
def test_money_in_people_s_words(said: str, yuan: str, book: Book) -> None:
    book.add("income", date="11月12日", source="出租", stable="是", basis="合同", amount=said)
    found = book.merged()
    assert [str(change.values["amount"]) for change in found.changes if change.record is None] == [yuan]


@pytest.mark.parametrize("said", ["3万5", "3万左右", "3万多", "2到3万"])
def test_money_that_is_not_exact(said: str, book: Book) -> None:
    book.add("income", date="11月12日", source="出租", amount=said)
    assert "bad_decimal" in [one.code for one in book.merged().faults]


@pytest.mark.parametrize(
    ("kind", "key", "said", "advice"),
    [
        ("group", "start", "2017年4月", "；这一项不能空，查原始记录，查不到的先问清楚再记，不要编"),
        ("person", "joined_on", "1972年5月", "；没有哪一天就不算党员：查入党志愿书、党员档案，不要编"),
        ("person", "left_on", "五月里", "；还没有的空着"),
        ("person", "dues", "免", "单位可以不写；免交的空着，由镇登记免交"),
        ("self_check", "answer", "待认定", "；镇还没认定的照村里自己看的写，说不准的结论、日期都先空着"),
    ],
)
def test_what_else_is_to_be_done(kind: str, key: str, said: str, advice: str, book: Book) -> None:
    book.rows[kind] = book.rows[kind][:3]
    book.add(kind, **{key: said})
    assert [remedy for sentence, remedy in told(book) if f"“{said}”" in sentence and remedy.endswith(advice)]


def test_a_cell_is_told_by_sheets_and_headings(book: Book) -> None:
    at_cell = Problem("lost_candidate", Place("花名册!", 5, 2), {"person": "M09"})
    in_file = Problem("lost_candidate", Place("data/x/people.csv", 5, 2), {"person": "M09"})
    assert [sentence.partition("像是少了")[2] for sentence, _ in told(book, at_cell, in_file)] == [
        "“发展党员”表里的一条", " candidates.yaml 里的一条",
    ]  # fmt: skip
    lacks = {"field": "start", "label": "成立日期"}
    ((_, remedy),) = told(book, Problem("missing_field", Place("党小组!", 4, 4), lacks))
    assert remedy.startswith("补上“成立日期”，这一项不能空")


VOTE = {"entitled": "6", "present": "6", "agree": "6", "against": "0", "abstain": "0", "about": "水渠"}


@pytest.mark.parametrize(
    ("day", "voted", "codes"),
    [
        ("2019-11-31", "2019-11-31", {("bad_date", "活动")}),  # of its own row nothing else is wrong
        ("2019-11-31", "2019-11-30", {("bad_date", "活动"), ("book_no_holder", "表决")}),
        ("2019-11-30", "2019-11-29", {("book_no_holder", "表决")}),
    ],
)
def test_a_row_of_a_refused_record_is_not_told(day: str, voted: str, codes: set[tuple[str, str]], book: Book) -> None:
    book.add("activity", date=day, kind="支部党员大会", topic="议水渠", expected="7", present="6")
    book.add("vote", of_date=voted, of_kind="支部党员大会", **VOTE)
    assert {(one.code, one.place.file.strip("!")) for one in book.merged().faults} == codes


def test_what_is_said_of_many_records_is_one_message(book: Book) -> None:
    workspace = book.workspace
    at = "data/villages/liushao/2019/activities/2019-0{}.yaml"
    found = [
        Problem("expected_other", Place(at.format(number), 9, 3), {"seen": "8", "needed": needed, "on": on})
        for number, needed, on in ((3, "7", "2019-03-05"), (4, "6", "2019-04-05"))
    ]
    messages = Messages("zh", workspace.catalogue, workspace.plan)
    (alike,) = messages.alike(found)
    assert "2019-04.yaml 第9行“8≠6”" in messages.others(alike)


def test_two_who_are_not_known_in_one_cell(book: Book) -> None:
    book.add("activity", date="11月12日", kind="支部党员大会", topic="议", absent="赵大、钱二")
    sentences = [sentence for sentence, _ in told(book)]
    assert sentences == ["“赵大”不在本村的花名册里", "“钱二”不在本村的花名册里"]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"post": "生产委员"}, ["unknown_word"]),  # no column says the body
        ({"post": "生产委员", "body": ""}, ["missing_field", "unknown_word"]),
        ({"post": "书记"}, ["missing_field"]),
    ],
)
def test_a_body_that_a_post_would_say_is_told_once(cells: dict[str, str], codes: list[str], book: Book) -> None:
    now = book.now()
    said = {"person": "马秀兰", "start": "2019-01-05", **cells}
    entry = read_row(book.sheet("post"), said, now.names, now.context)
    assert sorted(problem.code for _, problem in entry.problems) == codes


def test_whatever_a_rule_wants_covered_has_its_title_as_a_word(book: Book) -> None:
    """Of lists that ship: those that the town fills have its own codes."""
    workspace, words = book.workspace, everyday(book.root)
    wanted: set[tuple[str, str]] = set()
    for _, rule in workspace.catalogue.every_rule():
        kind, where = getattr(rule, "record", None), getattr(rule, "where", {})
        wanted |= {(kind, code) for code in where.get("covers", ())}
        named = (getattr(rule, "set", None) or getattr(rule, "per", None) or "").removeprefix("list:")
        if getattr(rule, "match", "") == "covers" and named in workspace.plan.lists:
            wanted |= {(kind, code) for code in workspace.plan.lists[named].items}
    titles = {c: one.zh for said in workspace.plan.lists.values() for c, one in said.items.items()}
    assert ("document", "supervision") in wanted
    assert ("document", "recommendation") in wanted
    assert [(k, c) for k, c in sorted(wanted) if words.code_of(k, "covers", titles[c]) != c] == []
    assert words.code_of("document", "covers", "村监会") == "supervision"


def test_new_codes_go_on_behind_three_figures() -> None:
    """One after the other, whatever other codes there are."""
    assert list(islice(new_codes({"M998", "P01", "M20190101"}), 3)) == ["M999", "M1000", "M1001"]
