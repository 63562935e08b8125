"""Due days and marks of completion, by hand: what was missed stays missed, what can be done is done in time."""

from __future__ import annotations

from datetime import date

import pytest

from branchstd.catalogue.rules import Rule
from branchstd.workflow.rectification import CompletionCriterion, due_on, following, mark_of
from samples import standards

ACCEPTANCE = date(2019, 11, 20)


def day(text: str) -> date:
    return date.fromisoformat(f"2019-{text}")


@pytest.mark.parametrize(
    ("found", "days", "due"),
    [
        ("06-10", 30, "07-10"),  # the standard's days
        ("06-10", 5, "06-17"),  # a week at least
        ("10-20", 60, "11-10"),  # ten days before acceptance
        ("11-03", 60, "11-10"),  # both meet
        ("11-04", 60, "11-11"),  # a week at least, even so
        ("12-26", 7, "01-02"),
    ],
)
def test_what_can_be_made_good(found: str, days: int, due: str) -> None:
    expected = day(due) if due > "01-31" else date.fromisoformat(f"2020-{due}")
    for mark in (CompletionCriterion("met"), CompletionCriterion("exists"), CompletionCriterion("done"), None):
        assert due_on(mark, day(found), days, ACCEPTANCE) == expected


@pytest.mark.parametrize(
    ("every", "found", "periods"),
    [
        ("month", "08-24", "2019-09 2019-10"),
        ("month", "08-01", "2019-09 2019-10"),  # August has begun
        ("month", "07-31", "2019-08 2019-09"),
        ("month", "11-30", "2019-12 2020-01"),
        ("month", "12-01", "2020-01 2020-02"),
        ("quarter", "07-16", "2019-Q3"),  # it can still be kept
        ("quarter", "09-29", "2019-Q3"),
        ("quarter", "09-30", "2019-Q4"),  # its last day has come
        ("quarter", "12-31", "2020-Q1"),
        ("half", "06-29", "2019-H1"),
        ("half", "06-30", "2019-H2"),
    ],
)
def test_following_periods(every: str, found: str, periods: str) -> None:
    assert " ".join(period.code for period in following(every, day(found))) == periods  # type: ignore[arg-type]


def rule(code: str) -> Rule:
    found = standards()[0].rule(code)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("code", "found", "sort", "until"),
    [
        ("3.2.a", "08-24", "following", "10-31"),  # monthly, no grace
        ("3.3.a", "07-01", "following", "09-30"),  # quarterly
        ("2.7.a", "11-18", "following", "01-15"),  # quarterly with 15 days of grace
        ("3.8.b", "08-24", "following", "10-31"),
        ("2.9.a", "05-31", "following", "07-31"),  # what a month lacks no other makes up for
        ("3.1.b", "06-20", "records", "08-31"),  # votes of general meetings, one by one
        ("7.3.a", "06-12", "exists", None),
        ("7.4.c", "09-01", "done", None),
        ("2.5.a", "09-01", "done", None),  # every due step is dated
        ("1.1.a", "06-12", "exists", None),  # whatever may come after its day
        ("4.1.b", "06-20", "exists", None),
        ("4.5.a", "06-10", "met", None),  # a state
        ("6.1.a", "06-10", "met", None),
        ("6.4.b", "06-10", "met", None),  # a person's word
    ],
)
def test_the_mark_goes_by_the_kind_of_rule(code: str, found: str, sort: str, until: str | None) -> None:
    mark = mark_of(rule(code), day(found))
    year = "2020" if until and until < "02" else "2019"
    assert (mark.sort, mark.until) == (sort, date.fromisoformat(f"{year}-{until}") if until else None)
    if mark.until:
        assert due_on(mark, day(found), 7, ACCEPTANCE) == mark.until
