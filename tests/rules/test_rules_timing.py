"""时限 and 按时: things done by their day (semantics, 2)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, answered, ask, make, person, post

PLAN = "kind: deadline, record: document, where: {form: advance_plan}, due: M06"  # 15 June


def plan(on: str) -> Any:
    return make("document", date=on, form="advance_plan", title="推进计划", record="柜1")


@pytest.mark.parametrize(
    ("done", "as_of", "expected"),
    [
        (None, "06-14", "not_due"),
        (None, "06-15", "0"),  # due today, and not there at the end of the day
        ("06-01", "06-10", "1"),
        ("06-15", "06-15", "1"),  # 15日前 includes the day
        ("06-16", "06-15", "0"),
        ("06-16", "06-16", "1/2"),  # a day late
        ("07-15", "07-15", "1/2"),  # thirty days late
        ("07-16", "07-16", "0"),  # thirty-one
        ("07-16", "12-31", "0"),
        ("2018-12-31", "06-15", "0"),  # last year's plan
    ],
)
def test_deadline(done: str | None, as_of: str, expected: str) -> None:
    assert ask(PLAN, as_of, [plan(done)] if done else []) == expected


def test_the_first_counts() -> None:
    found = answered(PLAN, "12-31", plan("06-20"), plan("06-14"), plan("07-30"))
    assert (str(found.share), found.values["done"], found.values["late"]) == ("1", "2019-06-14", "0")


def test_a_late_one_tells_how_late() -> None:
    assert answered(PLAN, "12-31", plan("06-25")).values["late"] == "10"


def test_the_leading_group_is_headed_by_whoever_was_secretary_then() -> None:
    line = "kind: deadline, record: post, where: {body: leading_group, post: leader}, person_in: secretary, due: M05"
    roster = [person("M1"), person("M2"), post("M1", "branch_committee", "secretary")]
    assert ask(line, "06-10", roster, post("M1", "leading_group", "leader", "06-10")) == "1"
    assert ask(line, "06-11", roster, post("M1", "leading_group", "leader", "06-11")) == "1/2"
    assert ask(line, "06-10", roster, post("M2", "leading_group", "leader", "06-01")) == "0"


def test_a_deadline_by_another_field() -> None:
    line = "kind: deadline, record: member_year, date: starred_on, due: year_end"
    assert ask(line, "12-31", make("member_year", person="M1", starred_on="12-31")) == "1"
    assert ask(line, "12-31", make("member_year", person="M1")) == "0"


ALLOWANCE = (
    "kind: on_time, record: payment, where: {kind: elder_allowance}, done: paid_on, limit: due_on, grace_days: 30, "
    "continuous: true, when_empty: review"
)


def payment(due: str, paid: str | None) -> Any:
    return make("payment", village="v", kind="elder_allowance", period="2019-Q1", due_on=due, amount=900, paid_on=paid)


@pytest.mark.parametrize(
    ("rows", "as_of", "expected"),
    [
        ([], "12-31", "review"),
        ([("04-10", None)], "05-09", "not_due"),  # its grace runs until 10 May
        ([("04-10", None)], "05-10", "0"),
        ([("04-10", "05-10")], "05-10", "1"),  # on the last day of grace
        ([("04-10", "05-11")], "05-11", "0"),
        ([("04-10", "05-11")], "05-10", "0"),  # overdue then, and its payment not yet known
        ([("04-10", "04-01")], "04-02", "1"),  # done before it was due
        ([("04-10", "04-10"), ("07-10", None)], "06-30", "1"),  # neither done nor due: stays out
        ([("04-10", "04-10"), ("07-10", None)], "12-31", "1/2"),
    ],
)
def test_on_time(rows: list[tuple[str, str | None]], as_of: str, expected: str) -> None:
    assert ask(ALLOWANCE, as_of, [payment(*row) for row in rows]) == expected


@pytest.mark.parametrize(("when_empty", "expected"), [("not_applicable", "not_applicable"), ("unmet", "0")])
def test_nothing_owed(when_empty: str, expected: str) -> None:
    assert ask(ALLOWANCE.replace("review", when_empty), "12-31") == expected


CLOSED = (
    "kind: on_time, record: item, done: closed_on, limit: due_now, grace_days: any, continuous: true, "
    "when_empty: not_applicable"
)


def item(due: str = "07-01") -> Any:
    return make("item", id="I1", standard="1.1", origin="check", found_on="05-01", text="t", due_on=due)


def closure(on: str, action: str, until: str | None = None) -> Any:
    return make("closure", item="I1", date=on, action=action, by="T2", reason="现场核查", until=until)


@pytest.mark.parametrize(
    ("actions", "as_of", "expected"),
    [
        ([], "06-30", "not_due"),
        ([], "07-01", "0"),
        ([("06-20", "confirm", None)], "06-30", "1"),
        ([("08-20", "confirm", None)], "08-20", "1"),  # done late is done: the list has to be closed
        ([("08-20", "confirm", None)], "08-19", "0"),
        ([("06-20", "extend", "08-01")], "07-31", "not_due"),
        ([("06-20", "extend", "08-01")], "08-01", "0"),
        ([("06-20", "confirm", None), ("06-25", "reopen", None)], "07-01", "0"),
        ([("06-20", "return", None)], "07-01", "0"),
        ([("06-20", "watch", "09-01")], "08-31", "not_due"),  # looked at again in September
        ([("06-20", "confirm", None), ("06-21", "extend", "08-01")], "06-30", "1"),  # an extension reopens nothing
        ([("06-20", "uphold", None)], "12-31", "not_applicable"),  # the dispute was right: owed no more
        ([("06-20", "uphold", None), ("06-25", "reopen", None)], "12-31", "0"),
    ],
)
def test_items_are_closed(actions: list[tuple[str, str, str | None]], as_of: str, expected: str) -> None:
    assert ask(CLOSED, as_of, item(), [closure(*action) for action in actions]) == expected


def test_one_day_two_actions_in_file_order() -> None:
    assert ask(CLOSED, "07-01", item(), closure("06-20", "return"), closure("06-20", "confirm")) == "1"
    assert ask(CLOSED, "07-01", item(), closure("06-20", "confirm"), closure("06-20", "reopen")) == "0"


def test_an_obligation_taken_up_later_is_not_there_yet() -> None:
    assert ask(CLOSED, "04-30", item()) == "not_applicable"
    assert ask(PLAN, "06-15", activity("06-01", "study")) == "0"
