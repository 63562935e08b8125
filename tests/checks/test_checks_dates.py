"""Days that cannot be: after the year, of another year, in another month's file, out of order."""

from __future__ import annotations

import pytest
from towns import TinyTown

FILES = {
    "documents": ("V/documents.yaml", "documents:\n  - {{date: {day}, form: 推进计划, title: 计划, record: 盒2}}\n"),
    "income": ("V/income.csv", "date,source,amount,stable\n{day},lease,100,否\n"),
    "duty": ("V/duty.csv", "month,person,attended\n{day},M01,8\n"),
    "feedback": ("V/feedback.yaml", "feedback:\n  - {{id: F1, date: {day}, kind: 零报告}}\n"),
}


def written(town: TinyTown, name: str, day: str) -> str:
    """The file with that day in it, and the place of the day."""
    file, text = FILES[name]
    town.write(file, text.format(day=day))
    if file.endswith(".csv"):
        return f"{file}:2:1"
    return town.at(file, "date")


@pytest.mark.parametrize(("name", "day"), [("documents", "2020-01-01"), ("income", "2020-01-01")])
def test_after_the_last_day_of_the_plan_year(name: str, day: str, town: TinyTown) -> None:
    place = written(town, name, day)
    assert town.told() == [("in_future", place, {"seen": day, "last": "2019-12-31"})]


@pytest.mark.parametrize("name", ["documents", "income"])
def test_on_the_last_day_of_the_plan_year(name: str, town: TinyTown) -> None:
    written(town, name, "2019-12-31")
    assert town.told() == []


@pytest.mark.parametrize(
    ("name", "day", "seen"),
    [
        ("income", "2018-12-31", "2018-12-31"),
        ("duty", "2018-12", "2018-12-31"),
        ("feedback", "2018-12-31", "2018-12-31"),
    ],
)
def test_in_a_yearly_file_of_another_year(name: str, day: str, seen: str, town: TinyTown) -> None:
    place = written(town, name, day)
    assert town.told() == [("out_of_year", place, {"seen": seen, "year": "2019"})]


@pytest.mark.parametrize(("name", "day"), [("income", "2019-01-01"), ("duty", "2019-01"), ("feedback", "2019-01-01")])
def test_on_the_first_day_of_the_year(name: str, day: str, town: TinyTown) -> None:
    written(town, name, day)
    assert town.told() == []


def test_a_paper_of_an_earlier_year_may_hold_still(town: TinyTown) -> None:
    """A rule of the branch keeps its old date."""
    written(town, "documents", "2016-03-01")
    assert town.told() == []


def test_a_deadline_may_lie_after_the_year(town: TinyTown) -> None:
    """Only what happened is looked at; until when something holds may be any day."""
    town.write("V/cases.csv", "opened_on,due_on,closed_on\n2019-11-01,2020-02-01,\n")
    assert town.told() == []


def test_a_step_after_the_year(town: TinyTown) -> None:
    town.write("V/matters.yaml", matter("{D1: 2019-12-20, D2: 2020-01-02}"))
    place = town.at("V/matters.yaml", "steps")
    assert town.told() == [("in_future", place, {"seen": "2020-01-02", "last": "2019-12-31"})]


def test_the_towns_own_day_after_the_year(town: TinyTown) -> None:
    town.write("T/events.yaml", "events:\n  - {date: 2020-01-01, kind: special_meeting, title: 推进会}\n")
    place = town.at("T/events.yaml", "date")
    assert town.told() == [("in_future", place, {"seen": "2020-01-01", "last": "2019-12-31"})]


def activity(day: str) -> str:
    return f"date: {day}; kind: 谈心谈话; by: M01; people: [M02]"


@pytest.mark.parametrize("day", ["2019-03-31", "2019-05-01"])
def test_in_another_months_file(day: str, town: TinyTown) -> None:
    town.activities("2019-04", activity(day))
    place = town.at("V/activities/2019-04.yaml", "date")
    assert town.told() == [("wrong_month", place, {"seen": day, "file": f"{day[:7]}.yaml"})]


@pytest.mark.parametrize("day", ["2019-04-01", "2019-04-30"])
def test_on_the_first_and_last_day_of_its_month(day: str, town: TinyTown) -> None:
    assert town.activities("2019-04", activity(day)).told() == []


PEOPLE = "code,gender,joined_on,full_on,dues"
ORDERED = {
    "joined and full": ("V/people.csv", f"{PEOPLE}\n", "M09,男,{first},{second},", "full_on", "入党日期", "转正日期"),
    "post": (
        "V/posts.csv", "person,body,post,start,end,basis\n", "M01,wechat,keeper,{first},{second},支委会确定", "end",
        "任职起", "任职止",
    ),
    "pledge": (
        "V/member_year.csv", "person,pledge,pledged_on,kept_on\n", "M01,帮邻居转场,{first},{second}", "kept_on",
        "承诺公示日期", "兑现核实日期",
    ),
    "appraisal": (
        "V/member_year.csv", "person,appraised_on,fed_back_on\n", "M01,{first},{second}", "fed_back_on", "民主评议日期",
        "反馈本人日期",
    ),
    "case closed": (
        "V/cases.csv", "opened_on,closed_on,due_on\n", "{first},{second},2019-12-31", "closed_on", "开始日期",
        "办结日期",
    ),
    "case due": ("V/cases.csv", "opened_on,due_on\n", "{first},{second}", "due_on", "开始日期", "期限"),
}  # fmt: skip


def ordered(town: TinyTown, name: str, first: str, second: str) -> str:
    """The row added to its file (begun with the header where there is none), and the place of the second day."""
    file, header, row, column, *_ = ORDERED[name]
    line = row.format(first=first, second=second)
    if name == "joined and full":
        town.add(file, line)
    else:
        town.write(file, f"{header}{line}\n")
    return town.cell(file, line, column)


@pytest.mark.parametrize("name", ORDERED)
def test_an_end_before_its_beginning(name: str, town: TinyTown) -> None:
    place = ordered(town, name, "2019-05-02", "2019-05-01")
    first, second = ORDERED[name][4:]
    values = {"first": "2019-05-02", "second": "2019-05-01", "label_first": first, "label_second": second}
    assert town.told("wrong_order") == [("wrong_order", place, values)]


@pytest.mark.parametrize("name", ORDERED)
def test_an_end_on_the_day_of_its_beginning(name: str, town: TinyTown) -> None:
    ordered(town, name, "2019-05-01", "2019-05-01")
    if name == "appraisal":  # which is not made without its meeting
        town.activities("2019-05", "date: 2019-05-01; kind: 民主评议党员会; topic: 评议; expected: 4; present: 4")
    assert town.told() == []


def test_a_term_that_ends_before_it_begins(town: TinyTown) -> None:
    town.replace("V/village.yaml", "end: 2021-01-19", "end: 2018-01-19")
    values = {"first": "2018-01-20", "second": "2018-01-19", "label_first": "任期起", "label_second": "任期止"}
    text = town.text("V/village.yaml").splitlines()[3]
    place = f"V/village.yaml:4:{text.index('2018-01-19') + 1}"
    assert town.told() == [("wrong_order", place, values)]


def matter(steps: str, kind: str = "major") -> str:
    return f"matters:\n  - id: S1\n    type: {kind}\n    title: 修渠\n    steps: {steps}\n"


def test_a_step_before_its_predecessor(town: TinyTown) -> None:
    """Told as a reminder: it may be true, and then it stays as it is."""
    town.write("V/matters.yaml", matter("{D1: 2019-04-02, D2: 2019-04-05, D3: 2019-04-04}"))
    (problem,) = town.problems()
    assert problem.severity == "warning"
    values = {"step": "D3", "seen": "2019-04-04", "before": "D2", "needed": "2019-04-05"}
    assert town.told() == [("step_order", town.at("V/matters.yaml", "steps"), values)]


def test_a_step_before_the_nearest_one_that_is_dated(town: TinyTown) -> None:
    """D2 and D3 are not dated, so D4 is held against D1."""
    town.write("V/matters.yaml", matter("{D4: 2019-04-01, D1: 2019-04-02}"))
    values = {"step": "D4", "seen": "2019-04-01", "before": "D1", "needed": "2019-04-02"}
    assert town.told() == [("step_order", town.at("V/matters.yaml", "steps"), values)]


@pytest.mark.parametrize(
    "steps",
    ["{D1: 2019-04-02, D2: 2019-04-02}", "{D3: 2019-04-07, D1: 2019-04-02, D2: 2019-04-05}", "{D4: 2019-04-02}"],
    ids=["one day", "written in another order", "one step"],
)
def test_steps_in_order(steps: str, town: TinyTown) -> None:
    assert town.write("V/matters.yaml", matter(steps)).told() == []


@pytest.mark.parametrize(
    ("kind", "steps", "step", "known"),
    [
        ("major", "{D1: 2019-04-02, D5: 2019-04-03}", "D5", "D1、D2、D3、D4、P1、W、P2"),
        ("一事一议", "{Q1: 2019-04-02, D2: 2019-04-03}", "D2", "Q1、Q2、Q3、Q4"),
    ],
)
def test_a_step_that_does_not_exist(kind: str, steps: str, step: str, known: str, town: TinyTown) -> None:
    town.write("V/matters.yaml", matter(steps, kind))
    assert town.told() == [("unknown_step", town.at("V/matters.yaml", "steps"), {"step": step, "known": known})]


def test_steps_of_a_candidate(town: TinyTown) -> None:
    """Only where a text says "before"."""
    town.add("V/people.csv", "N01,女,,,")
    candidate = "candidates:\n  - person: N01\n    steps: {steps}\n"
    town.write("V/candidates.yaml", candidate.format(steps='{"9": 2019-04-02, "10": 2019-04-03}'))
    assert town.told() == []
    town.write("V/candidates.yaml", candidate.format(steps='{"9": 2019-04-03, "10": 2019-04-02}'))
    assert town.told() == []  # nothing says that the introducers come before the review
    town.write("V/candidates.yaml", candidate.format(steps='{"16": 2019-04-03, "17": 2019-04-02}'))
    values = {"step": "17", "seen": "2019-04-02", "before": "16", "needed": "2019-04-03"}
    assert town.told() == [("step_order", town.at("V/candidates.yaml", "steps"), values)]


def test_steps_of_an_organisation_life_meeting(town: TinyTown) -> None:
    meeting = "date: 2019-04-10; kind: 组织生活会; topic: 对照检查; expected: 4; present: 4"
    town.activities("2019-04", f"{meeting}; steps: {{A1: 2019-03-20, A2: 2019-03-19, B1: 2019-03-19, Z9: 2019-04-10}}")
    place = town.at("V/activities/2019-04.yaml", "steps")
    values = {"step": "B1", "seen": "2019-03-19", "before": "A1", "needed": "2019-03-20"}
    assert town.told("step_order") == [("step_order", place, values)]  # before the meeting any order will do
    assert [(code, at) for code, at, _ in town.told()] == [("step_order", place), ("unknown_step", place)]


@pytest.mark.parametrize(
    ("steps", "said", "speaking"),
    [
        ("{D1: 2018-04-02, D2: 2018-04-05}", "", ""),
        ("{D1: 2018-04-02, D3: 2018-04-05}", "", "D2"),
        ("{D1: 2018-04-02, D2: 2018-04-03, D3: 2018-04-04, D4: 2018-04-05}", "", "D4、P1"),
        ("{D1: 2018-04-02, D2: 2019-06-02}", "", "D2"),
        ("{D1: 2018-04-02, W: 2018-04-05, P2: 2018-04-06}", "", "D2、D3、D4、P1、W、P2"),
        ("{D1: 2018-04-02, W: 2018-04-05, P2: 2018-04-06}", "yes by T2", ""),
        ("{D1: 2018-04-02, W: 2018-04-05, P2: 2018-04-06}", "yes by T1", "D2、D3、D4、P1、W、P2"),  # the liaison
        ("{D1: 2018-04-02, W: 2018-04-05, P2: 2018-04-06}", "no by T2", "D2、D3、D4、P1、W、P2"),
    ],
)
def test_a_stop_that_takes_nothing_out(steps: str, said: str, speaking: str, town: TinyTown) -> None:
    """Told at its day with the steps that speak against it; the town may let it stand by the matter's id."""
    town.write("V/matters.yaml", matter(f"{steps}\n    stopped_on: 2019-06-01"))
    if said:
        verdict, _, by = said.split()
        town.replace("D/town.yaml", "  - {code: T1", "  - {code: T2, role: 分管党建副书记}\n  - {code: T1")
        ruling = f"rulings:\n  - {{about: S1, verdict: {verdict}, date: 2019-06-20, by: {by}, reason: 核实过}}\n"
        town.add("T/villages/xiaoquan.yaml", ruling)
    place = town.at("V/matters.yaml", "stopped_on")
    values = {"id": "S1", "seen": "2019-06-01", "steps": speaking}
    assert town.told("stop_unfounded", "unknown_reference") == ([("stop_unfounded", place, values)] if speaking else [])


def test_a_stop_of_a_candidate_that_takes_nothing_out(town: TinyTown) -> None:
    town.add("V/people.csv", "N01,女,,,")
    steps = '{"1": 2019-02-01, "2": 2019-03-02}'
    town.write("V/candidates.yaml", f"candidates:\n  - {{person: N01, steps: {steps}, stopped_on: 2019-06-01}}\n")
    values = {"id": "N01", "seen": "2019-06-01", "steps": "2"}
    assert town.told() == [("stop_unfounded", town.at("V/candidates.yaml", "stopped_on"), values)]
