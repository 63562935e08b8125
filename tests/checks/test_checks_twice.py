"""Twice is once: what is written down again word for word is told and counts nowhere."""

from __future__ import annotations

import pytest
from towns import TinyTown

MAY, JUNE, COPY = "V/activities/2019-05.yaml", "V/activities/2019-06.yaml", "V/activities/2019-06 (2).yaml"
SAID = "T/villages/xiaoquan.yaml"
STUDY = "date: 2019-04-10; kind: 集中学习讨论; topic: 学习; expected: 4; present: 4"
CODES = ("same_record_twice", "copied_month", "facts_twice", "wrong_month", "duplicate_id")

# The file, what stands in it before (None: its own text), the record as written first and again, how it is told.
TWICE = {
    "income": ("V/income.csv", "date,source,amount,stable,basis\n", "2019-05-01,发包租赁,100,是,合同\n",
               "2019-05-01,lease,100.00,yes,合同\n", "error"),
    "dues": ("V/dues.csv", None, "2019-07,2019-07-10,M01 M02,,7\n", "2019-07,2019-07-10,M02 M01,,7.00\n", "error"),
    "shifts": ("V/duty.csv", "month,person,attended,handled\n", "2019-05,M01,8,1\n", "2019-05,M01,8,1\n", "error"),
    "case": ("V/cases.csv", "opened_on,due_on\n", "2019-05-01,2019-08-01\n", "2019-05-01,2019-08-01\n", "warning"),
    "paper": ("V/documents.yaml", None, "  - {date: 2019-06-12, form: 推进计划, title: 计划, record: 盒1}\n",
              "  - {record: 盒1, 标题: 计划, form: advance_plan, date: 2019-06-12}\n", "warning"),
    "matter": ("V/matters.yaml", "matters:\n", "  - {id: Z1, type: case, title: 水渠, steps: {Q1: 2019-05-02}}\n",
               "  - {id: Z2, type: 一事一议, title: 水渠, steps: {Q1: 2019-05-02}}\n", "warning"),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_the_second_counts_for_nothing(name: str, town: TinyTown) -> None:
    file, before, first, second, severity = TWICE[name]
    town.write(file, (town.text(file) if before is None else before) + first + second)
    lines = town.text(file).count("\n")
    (problem,) = (p for p in town.problems() if p.code in CODES)
    assert (problem.code, problem.severity, problem.place.line) == ("same_record_twice", severity, lines)
    assert problem.values["first"].endswith(f"{file[2:]}:{lines - 1}:{'5' if file.endswith('yaml') else '1'}")


# A field that tells two apart makes two of them; a note does not.
APART = [
    ("V/income.csv", "date,source,amount,stable,ref\n", "2019-05-01,发包租赁,100,否,{}\n", ("001", "002"), []),
    ("V/cases.csv", "opened_on,due_on,ref\n", "2019-05-01,2019-08-01,{}\n", ("1号", "2号"), []),
    ("V/dues.csv", "month,paid_on,people,total,receipt\n", "2019-07,2019-07-10,M01,5,{}\n", ("001", "002"), []),
    ("T/payments.csv", "village,kind,period,due_on,amount,ref\n", "xiaoquan,离任村干部补贴,2019-H1,2019-06-30,600,{}\n",
     ("P01", "P02"), []),
    ("T/payments.csv", "village,kind,period,due_on,amount,ref\n", "xiaoquan,离任村干部补贴,2019-H1,2019-06-30,600,{}\n",
     ("P01", "P01"), ["same_record_twice"]),
]  # fmt: skip


@pytest.mark.parametrize("case", APART)
def test_two_that_are_both_real(case: tuple[str, str, str, tuple[str, str], list[str]], town: TinyTown) -> None:
    file, head, row, marks, codes = case
    town.write(file, head + "".join(row.format(mark) for mark in marks))
    assert [code for code, *_ in town.told(*CODES)] == codes


def test_a_note_is_no_difference(town: TinyTown) -> None:
    town.activities("2019-04", STUDY, f"{STUDY}; note: 补记")
    assert [code for code, *_ in town.told(*CODES)] == ["same_record_twice"]
    town.activities("2019-04", STUDY, f"{STUDY}; record: 第2页")
    assert town.told(*CODES) == []


def test_a_vote_twice_in_one_meeting_but_not_in_two(town: TinyTown) -> None:
    vote = "      - {about: 转场, entitled: 4, present: 4, agree: 4, against: 0, abstain: 0}\n"
    meeting = (
        "  - date: 2019-04-{}\n    kind: 支部党员大会\n    topic: 转场\n    expected: 4\n    present: 4\n    votes:\n"
    )
    file = "V/activities/2019-04.yaml"
    town.write(file, f"activities:\n{meeting.format(10)}{vote}{meeting.format(11)}{vote}")
    assert town.told(*CODES) == []
    town.write(file, f"activities:\n{meeting.format(10)}{vote}{vote}{meeting.format(11)}{vote}")
    assert [(code, place) for code, place, _ in town.told(*CODES)] == [("same_record_twice", f"{file}:9:9")]
    town.write(file, f"activities:\n{meeting.format(10)}{vote}{vote}{meeting.format(10)}{vote}")
    assert [place for _, place, _ in town.told(*CODES)] == [f"{file}:9:9", f"{file}:10:5"]


def test_a_copied_month_is_told_once_as_a_copy(town: TinyTown) -> None:
    town.write(COPY, town.text(JUNE))
    values = {"original": "2019-06.yaml", "count": "2", "more": "0"}
    assert town.told(*CODES) == [("copied_month", f"{COPY}:1:1", values)]
    town.add(COPY, "  - {date: 2019-06-30, kind: 谈心谈话, by: M01, people: [M02]}\n")
    assert town.told(*CODES) == [("copied_month", f"{COPY}:1:1", values | {"more": "1"})]


def test_a_month_copied_into_the_next_ones_file(town: TinyTown) -> None:
    town.write("V/activities/2019-07.yaml", town.text(JUNE))
    assert [(code, place) for code, place, _ in town.told(*CODES)] == [
        ("copied_month", "V/activities/2019-07.yaml:1:1")
    ]


def test_one_activity_in_the_wrong_month_and_in_its_own(town: TinyTown) -> None:
    """Only what is there once is to be moved."""
    june = next(line for line in town.text(JUNE).splitlines() if "清理水渠" in line)
    other = "  - {date: 2019-05-10, kind: 谈心谈话, by: M01, people: [M02]}\n"
    more = "  - {date: 2019-05-11, kind: 谈心谈话, by: M01, people: [M03]}\n"
    town.write(MAY, f"activities:\n{other}{more}{june}\n")
    assert [(code, place) for code, place, _ in town.told(*CODES)] == [("same_record_twice", f"{MAY}:4:5")]


def test_two_facts_of_one_day(town: TinyTown) -> None:
    facts = (
        "  - {start: 2019-01-01, poor_village: 否, poor_households: 0, members: 4, full_members: 4, party_groups: 0, "
    )
    facts += "cadre_posts: 2, group_posts: 0, duty_shifts: 8, quota: 0, chain_target: 否, one_person_target: 否}\n"
    town.add(SAID, facts)
    values = {"on": "2019-01-01", "first": "data/town/2019/villages/xiaoquan.yaml:3:13"}
    assert town.told() == [("facts_twice", f"{SAID}:4:13", values)]
