"""What a clerk calls lists, fields, places and the content of a disclosure: taken where it can be one thing only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from branchstd.catalogue.everyday import Everyday, lint_everyday
from branchstd.store.amending import with_record
from branchstd.store.layout import TOWN_FILES, TOWN_ON_VILLAGE, VILLAGE_FILES
from branchstd.store.reading import Read, read_bytes_of, read_single_bytes
from branchstd.store.strict import everyday

V = "data/villages/baiyutan/2019"
MARCH = f"{V}/activities/2019-03.yaml"


def activities(*lines: str, top: str = "activities") -> Read:
    text = "".join([f"{top}:\n", *(f"  - {{{line}}}\n" for line in lines)])
    return read_bytes_of(text.encode(), MARCH, {"activities": "activity"}, ("activity",))


def errors(read: Read) -> list[tuple[str, dict[str, str]]]:
    return [(p.code, dict(p.values)) for p in read.problems if p.severity == "error"]


def test_lists_and_fields_by_their_short_names() -> None:
    text = "支部名称: 甲\n党小组:\n  - {代码: G1, 小组名称: 桥上组, 成立时间: 2018-1-1}\n任期: []\n场所: []\n"
    read = read_single_bytes(text.encode(), f"{V}/village.yaml", "village")
    assert errors(read) == []
    (group,) = read.records["group"]
    assert (group.code, group.name) == ("G1", "桥上组")  # type: ignore[attr-defined]
    read = activities("日期: 3/8, 种类: 主题党日, 照片: [a.jpg]", "日期: 3/9, 种类: 谈心, 图像: [b.jpg]", top="活动")
    assert [one.image for one in read.records["activity"]] == [("a.jpg",), ("b.jpg",)]  # type: ignore[attr-defined]
    assert errors(activities("日期: 3/8, 种类: 谈心", top="会议")) != []


def test_what_is_added_goes_into_the_list_that_is_there() -> None:
    before = "活动:\n  - {日期: 3/8, 种类: 谈心}\n"
    after = with_record(
        before.encode(), MARCH, ("activities", "activity"), {"date": date(2019, 3, 9)}, words=everyday(), flow=True
    )
    assert after.decode() == before + "  - {日期: 2019-03-09}\n"


def test_one_name_is_one_list_in_one_file() -> None:
    words = everyday()
    files = [TOWN_ON_VILLAGE, *({spec.key: spec.kind} for spec in (*VILLAGE_FILES, *TOWN_FILES) if spec.key)]
    for keys in files:
        names = [name for key, kind in keys.items() for name in words.top(key, kind)]
        assert len(names) == len(set(names))
    two: Any = {"activity": ("登记",), "document": ("登记",)}
    (fault,) = lint_everyday(Everyday(words={}, posts={}, codes={}, fields={}, lists=two))
    assert (fault.code, fault.path) == ("word_twice", ("lists", "document", 0))


DISCLOSED = "日期: 3月8日, 种类: 公开, 季度: 一季度, "


@pytest.mark.parametrize(
    ("line", "topic", "covers"),
    [
        (DISCLOSED + "专题: 一季度公开, 内容: 党务、村务", "一季度公开", ("party_affairs", "village_affairs")),
        (DISCLOSED + "专题: 一季度公开, 内容: [党务, accounts]", "一季度公开", ("party_affairs", "accounts")),
        (DISCLOSED + "内容: 党务、低保名单, 内容代码: 党务", "党务、低保名单", ("party_affairs",)),
        (DISCLOSED + "内容: 党务, 内容代码: 村务", "党务", ("village_affairs",)),
        ("日期: 3月8日, 种类: 党课, 内容: 主题教育", "主题教育", ()),
        ("日期: 3月8日, 种类: 党课, 主题: 先锋, 内容: 主题教育", "先锋", ("theme_education",)),
    ],
)
def test_content_is_the_topic_or_what_was_disclosed(line: str, topic: str, covers: tuple[str, ...]) -> None:
    """A lecture of which nothing else is said was about what stands there; beside a topic it is the contents."""
    read = activities(line)
    assert errors(read) == []
    (record,) = read.records["activity"]
    assert (record.topic, record.covers) == (topic, covers)  # type: ignore[attr-defined]


def test_a_disclosure_of_contents_alone_still_lacks_its_topic() -> None:
    (record,) = activities(DISCLOSED + "内容: 党务、村务").records["activity"]
    assert (record.topic, record.covers) == (None, ("party_affairs", "village_affairs"))  # type: ignore[attr-defined]


def test_a_field_under_two_names_is_told_with_both() -> None:
    assert errors(activities(DISCLOSED + "专题: 公开, 内容: 草场的事")) == [
        ("field_twice", {"first": "专题", "key": "内容"})
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("村委会二楼", "venue"), ("二楼会议室", "venue"), ("村部会议室", "venue"), ("村委会2楼大会议室", "venue"),
        ("村委会办公楼三楼305室", "venue"), ("第一会议室", "venue"), ("会议室", "venue"), ("党员活动室", "venue"),
        ("组长家", "home"), ("党员家里", "home"), ("冬窝子", "pasture"),
        ("二楼", ""), ("镇政府会议室", ""), ("文化广场", ""), ("石沟村村部", ""), ("周加家", ""), ("会议室外", ""),
        ("村委会" * 6, ""),
    ],
)  # fmt: skip
def test_places(said: str, code: str) -> None:
    """A floor of no house, another's house and a square are no words; the question is whether it is elsewhere."""
    read = activities(f"日期: 3/8, 种类: 谈心, 地点: {said}")
    if code:
        assert [one.place for one in read.records["activity"]] == [code]  # type: ignore[attr-defined]
    else:
        (told,) = errors(read)
        assert (told[0], told[1]["near"] != "") == ("unknown_word", True)


def test_a_place_that_is_like_none_may_be_elsewhere() -> None:
    (told,) = errors(activities("日期: 3/8, 种类: 谈心, 地点: 文化广场"))
    assert told[1]["near"] == "其他"


def test_days_at_the_desk_and_who_is_excused() -> None:
    read = read_bytes_of("月份,值班人,到岗次数\n3月,M01,20天\n".encode(), f"{V}/duty.csv", {}, ("duty",))
    assert [one.attended for one in read.records["duty"]] == [20]  # type: ignore[attr-defined]
    assert everyday().code("standings", "不硬性") == "exempt"


def test_what_no_record_holds_is_left_alone_with_a_reminder() -> None:
    """A line of a record, a column of a table; where a kind has a field of that name, it is that field."""
    read = activities("日期: 3/8, 种类: 谈心, 主持人: M01, 备注: 记在夹子里")
    assert errors(read) == []
    assert [(p.place.line, p.values["key"], p.severity) for p in read.problems if p.code == "not_kept"] == [
        (2, "主持人", "warning")
    ]
    assert [one.note for one in read.records["activity"]] == ["记在夹子里"]  # type: ignore[attr-defined]
    table = "代码,性别,民族\nM01,男,藏\n"
    read = read_bytes_of(table.encode(), f"{V}/people.csv", {}, ("person",))
    assert [(p.code, p.place.line, p.values["key"]) for p in read.problems] == [("not_kept", 1, "民族")]
    assert (len(read.records["person"]), read.broken) == (1, [])
