"""Records changed and taken out by the line on which they stand: of the shipped town's files some hundred times each,
and by hand where a clerk writes otherwise.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from branchstd.records.base import Record, field_types
from branchstd.records.town import KINDS
from branchstd.store.amending import Spot, with_changes
from branchstd.store.layout import TOWN_FILES, VILLAGE_FILES, FileSpec, Room
from branchstd.store.parser import Context
from branchstd.store.reading import Read, read_bytes_of, read_single_bytes
from branchstd.store.strict import everyday
from branchstd.text.nodes import Value
from branchstd.text.splice import SpliceError

ROOT = Path(__file__).parents[2]
TIMES = 12
FILES = [
    (path.relative_to(ROOT).as_posix(), spec)
    for specs, folder in ((VILLAGE_FILES, "data/villages/*/2019"), (TOWN_FILES, "data/town/2019"))
    for spec in specs
    for path in sorted(ROOT.glob(f"{folder}/{spec.name}"))[:5]
]


def read_again(data: bytes, file: str, spec: FileSpec) -> Read:
    context = Context(everyday(), room=Room(5000))
    if spec.name == "village.yaml":
        return read_single_bytes(data, file, spec.kind, context=context)
    return read_bytes_of(data, file, {spec.key: spec.kind} if spec.key else {}, spec.kinds, context)


def in_order(read: Read) -> list[Record]:
    """All records as they stand in the file."""
    return sorted((one for some in read.records.values() for one in some), key=lambda one: one.mark.place[1:])


def own(record: Record) -> dict[str, Any]:
    """What a record says, without those that stand in it."""
    return {name: getattr(record, name) for name in field_types(type(record))}


def anew(chance: random.Random, record: Record, name: str, kept: Any) -> Value | None:
    """Another value of a field's type; None leaves it out."""
    how, info = field_types(type(record))[name], type(record).model_fields[name]
    if not info.is_required() and kept not in (None, ()) and info.default in (None, ()) and chance.random() < 0.3:
        return None
    if how.value is date:
        return date(2019, 1, 1) + timedelta(chance.randrange(365))
    if how.value is int:
        return chance.randrange(50)
    if how.value is Decimal:
        return Decimal(chance.choice(("12.50", "0", "1000")))
    steps = sorted(everyday().codes.get(f"{record_kind(record)}.{name}", {}))
    if how.value is not str and steps and how.spell:
        days = {step: day for step, day in (kept or {}).items() if chance.random() < 0.8}
        return days | {chance.choice(steps): date(2019, 5, chance.randint(1, 30))}
    return chance.choice(("写错的, 改了", "甲：乙", '说"好"', "0012", "记 #3"))


def record_kind(record: Record) -> str:
    return next(kind for kind, model in KINDS.items() if model is type(record))


def can_be_set(record: Record, name: str) -> bool:
    how = field_types(type(record))[name]
    return how.free if how.value is str else how.value not in (tuple, bool)


def meant(record: Record, change: dict[str, Value | None]) -> dict[str, Any]:
    defaults = {name: info.default for name, info in type(record).model_fields.items()}
    return own(record) | {name: defaults[name] if value is None else value for name, value in change.items()}


def changed_lines(before: bytes, after: bytes) -> Iterator[int]:
    """The old lines that are not there any more, and those behind which new ones stand, from 1."""
    old, new = before.splitlines(), after.splitlines()
    for tag, first, last, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from range(first + 1, max(last, first + 1) + 1) if last > first else (first,)


Changes = dict[int, dict[str, Value | None]]


def at(changes: Changes) -> dict[Spot, dict[str, Value | None]]:
    return {(line, 0): values for line, values in changes.items()}


def spots(lines: list[int]) -> list[Spot]:
    return [(line, 0) for line in lines]


@pytest.mark.parametrize(("file", "spec"), FILES, ids=[file for file, _ in FILES])
def test_shipped_records_changed(file: str, spec: FileSpec) -> None:
    before = (ROOT / file).read_bytes()
    read = read_again(before, file, spec)
    records = in_order(read)
    lines = [record.mark.place.line for record in records]
    alone = [record for record in records if lines.count(record.mark.place.line) == 1]
    is_table, done = spec.name.endswith(".csv"), 0
    for number in range(TIMES):
        chance = random.Random(f"{file}.{number}")
        chosen = chance.sample(alone, min(len(alone), chance.choice((1, 1, 3))))
        changes: dict[int, dict[str, Value | None]] = {}
        for record in chosen:
            names = [name for name in own(record) if can_be_set(record, name)]
            names = [name for name in names if not is_table or number % 4 == 0 or name in record.mark.fields]
            names = chance.sample(names, min(len(names), chance.choice((0, 1, 2))))
            now = own(record)
            changes[record.mark.place.line] = {name: anew(chance, record, name, now[name]) for name in names}
        places = [record.mark.place.line for record in chosen]
        gone = [line for line in places if spec.name != "village.yaml" and chance.random() < 0.2]
        after = with_changes(before, file, spec, at(changes), spots(gone), words=everyday())
        left = [
            meant(record, changes.get(record.mark.place.line, {}))
            for record in records
            if record.mark.place.line not in gone
            and (record.parent is None or record.parent.mark.place.line not in gone)
        ]
        again = read_again(after, file, spec)
        assert [own(record) for record in in_order(again)] == left, number
        assert not again.broken
        if not is_table or after.partition(b"\n")[0] == before.partition(b"\n")[0]:
            within = {line for record in chosen for line in around(record, lines, before)}
            assert within.issuperset(changed_lines(before, after))
            done += 1
    assert done or not alone


def around(record: Record, lines: list[int], data: bytes) -> range:
    """The lines of a record, with comments and a list's key before it."""
    first = last = record.mark.place.line
    deeper = data.splitlines()[first - 1]
    inner = len(deeper) - len(deeper.lstrip(b" -"))
    for line in data.splitlines()[first:]:
        if line.strip() and len(line) - len(line.lstrip(b" ")) < inner:
            break
        last += 1
    return range(first - 2, last + 1)


@pytest.mark.parametrize(("file", "spec"), FILES, ids=[file for file, _ in FILES])
def test_what_a_record_says_already_stays(file: str, spec: FileSpec) -> None:
    before = (ROOT / file).read_bytes()
    records = in_order(read_again(before, file, spec))
    lines = [record.mark.place.line for record in records]
    same: dict[int, dict[str, Value | None]] = {
        record.mark.place.line: {name: value for name, value in own(record).items() if can_be_set(record, name)}
        for record in records
        if lines.count(record.mark.place.line) == 1
    }
    if spec.name.endswith(".csv"):
        same = {
            line: {name: "" if value is None else value for name, value in one.items()} for line, one in same.items()
        }
    assert with_changes(before, file, spec, at(same), words=everyday()) == before


MATTERS = FileSpec("matters.yaml", "matter", "matters")
ACTIVITIES = FileSpec("activities/*.yaml", "activity", "activities", ("vote",))
RECTIFY = FileSpec("rectify.yaml", "rectify", "items", ("claim",))
PEOPLE = FileSpec("people.csv", "person")
DAY = date(2019, 6, 1)
# Which file, what changes, what goes, text before and after.
CASES: dict[str, tuple[FileSpec, Changes, list[int], str, str]] = {
    "a_step_more": (
        MATTERS, {2: {"steps": {"D1": date(2019, 3, 5), "D2": DAY, "P1": date(2019, 4, 1)}}}, [],
        "matters:\n- id: Z1\n  steps: {D1: 2019-03-05, P1: 2019-04-01}  # 记\n",
        "matters:\n- id: Z1\n  steps: {D1: 2019-03-05, D2: 2019-06-01, P1: 2019-04-01}  # 记\n",
    ),
    "a_step_another_a_step_less": (
        MATTERS, {3: {"steps": {"D1": DAY, "D3": date(2019, 3, 8)}}}, [],
        "matters:\n- {id: Z1, type: 一事一议, title: 路, steps: {D1: 3月8日}}\n"
        "- id: Z1\n  type: 一事一议\n  title: 路\n  steps:\n    D1: 2019-03-05  # 甲\n    # 乙\n    D2: 2019-03-06\n"
        "    # 丙\n    审议: 3月8日\n",
        "matters:\n- {id: Z1, type: 一事一议, title: 路, steps: {D1: 3月8日}}\n"
        "- id: Z1\n  type: 一事一议\n  title: 路\n  steps:\n    D1: 2019-06-01  # 甲\n    # 丙\n    审议: 3月8日\n",
    ),
    "steps_in_the_language_of_the_others": (
        MATTERS, {2: {"steps": {"D1": date(2019, 3, 5), "P1": DAY}}}, [],
        "matters:\n- id: Z1\n  type: 一事一议\n  title: a\n  steps: {提议: 3月5日, 审议: 未}\n",
        "matters:\n- id: Z1\n  type: 一事一议\n  title: a\n  steps: {提议: 3月5日, 审议: 未, 决议公开: 2019-06-01}\n",
    ),
    "steps_where_there_were_none": (
        MATTERS, {2: {"steps": {"D1": DAY}}}, [],
        "matters:\n- id: Z1\n  steps:\n", "matters:\n- id: Z1\n  steps: {D1: 2019-06-01}\n",
    ),
    "no_steps_any_more": (
        MATTERS, {2: {"steps": {}}}, [], "matters:\n- id: Z1\n  steps: {D1: 2019-06-01}\n", "matters:\n- id: Z1\n",
    ),
    "a_key_in_the_record_s_language": (
        MATTERS, {2: {"amount": 5}, 3: {"amount": Decimal("0.50")}}, [],
        "matters:\n- {id: Z1}\n- {事项编号: Z2}\n", "matters:\n- {id: Z1, amount: 5}\n- {事项编号: Z2, 金额: 0.50}\n",
    ),
    "several_at_once": (
        MATTERS, {4: {"title": "桥", "amount": None}, 7: {"id": "Z9"}}, [2, 6],
        "matters:\n- id: Z1\n# 二\n- id: Z2\n  amount: 5\n- id: Z3\n- id: Z4  # 四\n",
        "matters:\n# 二\n- id: Z2\n  title: 桥\n- id: Z9  # 四\n",
    ),
    "the_only_record": (MATTERS, {}, [2], "matters:\n- id: Z1\n", "matters: []\n"),
    "a_first_key_below_its_dash": (
        MATTERS, {3: {"title": "桥"}}, [], "matters:\n-\n  id: Z1\n", "matters:\n-\n  id: Z1\n  title: 桥\n",
    ),
    "two_lists_by_two_names": (
        MATTERS, {4: {"id": "Z9"}}, [2],
        "matters:\n- id: Z1\n村级事项:\n- id: Z1\n", "matters: []\n村级事项:\n- id: Z9\n",
    ),
    "a_vote": (
        ACTIVITIES, {4: {"agree": 7}}, [5],
        "activities:\n- date: 2019-06-01\n  votes:\n  - {about: Z1, agree: 8}  # 甲\n  - {about: Z2, agree: 9}  # 乙\n",
        "activities:\n- date: 2019-06-01\n  votes:\n  - {about: Z1, agree: 7}  # 甲\n",
    ),
    "a_vote_and_its_meeting_on_one_line": (
        ACTIVITIES, {2: {"topic": "路"}}, [],
        "activities:\n- {date: 2019-06-01, votes: [{about: Z1}]}\n",
        "activities:\n- {date: 2019-06-01, topic: 路, votes: [{about: Z1}]}\n",
    ),
    "a_meeting_with_its_votes": (
        ACTIVITIES, {4: {"agree": 7}}, [2, 4],
        "activities:\n- date: 2019-06-01\n  votes:\n  - {about: Z1, agree: 8}\n- date: 2019-06-02\n",
        "activities:\n- date: 2019-06-02\n",
    ),
    "a_claim_in_the_language_of_the_others": (
        RECTIFY, {4: {"until": DAY}}, [],
        "items:\n- item: I1\n  claims:\n  - {日期: 2019-05-01, 种类: 申请延期}\n",
        "items:\n- item: I1\n  claims:\n  - {日期: 2019-05-01, 种类: 申请延期, 申请延期至: 2019-06-01}\n",
    ),
    "content_that_was_read_as_contents": (
        ACTIVITIES, {2: {"topic": "路"}}, [],
        "activities:\n- {日期: 2019-06-01, 种类: 村务公开, 内容: 财务}\n",
        "activities:\n- {日期: 2019-06-01, 种类: 村务公开, 专题: 路, 内容: 财务}\n",
    ),
    "content_that_was_read_as_the_topic": (
        ACTIVITIES, {2: {"topic": "路"}}, [],
        "activities:\n- {日期: 2019-06-01, 种类: 党课, 内容: 修路}\n",
        "activities:\n- {日期: 2019-06-01, 种类: 党课, 内容: 路}\n",
    ),
    "spelt_otherwise_and_the_same": (
        ACTIVITIES, {2: {"date": DAY, "kind": "general_meeting", "people": ["M01", "M02"], "place": "venue"}}, [],
        "activities:\n- {date: 6月1日, kind: 党员大会, people: M01、M02, place: 二楼会议室}\n",
        "activities:\n- {date: 6月1日, kind: 党员大会, people: M01、M02, place: 二楼会议室}\n",
    ),
    "cells": (
        PEOPLE, {2: {"joined_on": DAY, "born": None}}, [3],
        "代码,性别,入党日期,出生年月,我的\nM01,男,,1985-07,x\nM02,女,,,\n",
        "代码,性别,入党日期,出生年月,我的\nM01,男,2019-06-01,,x\n",
    ),
}  # fmt: skip
FILE = "data/villages/baiyutan/2019/a"


@pytest.mark.parametrize("case", CASES)
def test_by_hand(case: str) -> None:
    spec, changes, gone, before, after = CASES[case]
    assert with_changes(before.encode(), FILE, spec, at(changes), spots(gone), words=everyday()).decode() == after


@pytest.mark.parametrize(
    ("spec", "changes", "gone", "text"),
    [
        (MATTERS, {1: {"id": "Z2"}}, [], "matters:\n- id: Z1\n"),
        (MATTERS, {3: {"id": "Z2"}}, [], "matters:\n- id: Z1\n  title: a\n"),
        (MATTERS, {2: {"agree": 5}}, [], "matters:\n- id: Z1\n"),
        (MATTERS, {2: {"id": None}}, [], "matters:\n- id: Z1\n"),
        (MATTERS, {}, [2], "matters:\n- a\n"),
        (MATTERS, {}, [1], "- id: Z1\n"),
        (MATTERS, {}, [1], "matters: [{id: Z1}, {id: Z2}]\n"),
        (MATTERS, {2: {"id": "Z2"}}, [], "matters: [\n"),
        (ACTIVITIES, {2: {"present": 5}}, [], "activities:\n- {date: 2019-06-01, votes: [{about: Z1}]}\n"),
        (ACTIVITIES, {}, [2], "activities:\n- {date: 2019-06-01, votes: [{about: Z1}]}\n"),
        (FileSpec("village.yaml", "village"), {}, [1], "branch: 甲\n"),
        (PEOPLE, {3: {"gender": "男"}}, [], "代码,性别\nM01,男\n"),
    ],
)
def test_refused(spec: FileSpec, changes: Changes, gone: list[int], text: str) -> None:
    with pytest.raises(SpliceError):
        with_changes(text.encode(), FILE, spec, at(changes), spots(gone), words=everyday())


def test_two_votes_on_one_line() -> None:
    before = "activities:\n- {date: 2019-06-01, votes: [{about: Z1, agree: 8}, {about: Z2, agree: 9}]}\n"
    second = (2, before.splitlines()[1].rindex("{") + 1)
    found = with_changes(before.encode(), FILE, ACTIVITIES, {second: {"agree": 7}}, words=everyday())
    assert found.decode() == before.replace("agree: 9", "agree: 7")
