"""Months, quarters and half-years at their last days, with and without days of grace.

Tested elsewhere: the generic cadence (tests/rules/test_rules_cadence.py), dues by months and quarters
(test_rules_dues.py), shifts by months (test_rules_amounts.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from builders import activity, ask, make, shipped, standards
from edges import around, desk, owing, shifted

from branchstd.rules.periods import periods
from branchstd.workflow.proof import COUNTED

# The first day at whose end a village that has done nothing owes something.
FIRST = {
    "2019-01-31": "1.2.a 2.9.a 2.9.b 3.2.a 3.2.b 3.4.a 3.8.a 3.8.b 5.6.a 5.6.b 6.3.d",
    "2019-03-31": "1.4.b 2.3.d 2.6.c 2.9.c 3.1.a 3.3.a",
    "2019-04-15": "2.7.a 2.7.b 2.7.c 2.7.d",  # the quarter and fifteen days
    "2019-06-30": "2.6.a 2.8.b 5.5.c 6.4.a",
}
OWED = [(code, first) for first, codes in FIRST.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "first"), OWED)
def test_the_first_period_is_owed_at_the_end_of_its_last_day(code: str, first: str) -> None:
    assert [ask(shipped(code), on, owing()) for on in around(first)] == ["not_due", "0", "0"]


def test_every_rule_with_periods_is_tested_here() -> None:
    every = {rule.id for standard, rule in standards()[0].every_rule() if standard and getattr(rule, "every", None)}
    assert every == {code for code, _ in OWED}


LAST = {
    "month": [
        "01-31",
        "02-28",
        "03-31",
        "04-30",
        "05-31",
        "06-30",
        "07-31",
        "08-31",
        "09-30",
        "10-31",
        "11-30",
        "12-31",
    ],
    "quarter": ["03-31", "06-30", "09-30", "12-31"],
    "half": ["06-30", "12-31"],
}
MEETINGS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "1.2.a": ("month", lambda on: activity(on, "study", covers=["theory"])),
    "3.2.a": ("month", lambda on: activity(on, "committee_meeting", expected=3, present=2)),
    "3.4.a": ("month", lambda on: activity(on, "theme_day")),
    "6.3.d": ("month", lambda on: [activity(on, "theme_day", place="venue"), activity(on, "study", place="venue")]),
    "1.4.b": ("quarter", lambda on: activity(on, "assistance_meeting")),
    "2.3.d": ("quarter", lambda on: activity(on, "supervision_meeting")),
    "2.6.c": ("quarter", lambda on: activity(on, "reps_meeting")),
    "3.1.a": ("quarter", lambda on: activity(on, "general_meeting", expected=8, present=4)),
    "3.3.a": ("quarter", lambda on: activity(on, "lecture")),
    "2.6.a": ("half", lambda on: activity(on, "work_report", record="柜1")),
    "2.8.b": ("half", lambda on: activity(on, "study", place="online")),
    "5.5.c": ("half", lambda on: activity(on, "contact", by="M1", people=["M2"])),
    "6.4.a": ("half", lambda on: activity(on, "check", form="signage", problems=0)),
}
ENDS = [(code, number) for code, (every, _) in MEETINGS.items() for number in range(len(LAST[every]))]


@pytest.mark.parametrize(("code", "number"), ENDS)
def test_the_last_day_of_a_period_still_belongs_to_it(code: str, number: int) -> None:
    """All periods before are kept. On the last day of this one a meeting counts, one of the next day does not."""
    every, held = MEETINGS[code]
    before = [held(on) for on in LAST[every][:number]]
    last = LAST[every][number]
    missed = "0" if number == 0 else f"{number}/{number + 1}"
    early, end, late = around(f"2019-{last}")
    assert ask(shipped(code), early, owing(), before) == ("1" if number else "not_due")
    assert ask(shipped(code), end, owing(), before) == missed
    assert ask(shipped(code), end, owing(), before, held(early)) == "1"
    assert ask(shipped(code), end, owing(), before, held(end)) == "1"
    assert ask(shipped(code), end, owing(), before, held(late)) == missed


@pytest.mark.parametrize(("code", "number"), ENDS)
def test_the_first_day_of_a_period_belongs_to_it_and_not_to_the_one_before(code: str, number: int) -> None:
    """Kept on its first day, all that is owed by the end of this period is the ones before it."""
    every, held = MEETINGS[code]
    first = periods(2019, every)[number].first.isoformat()  # type: ignore[arg-type]
    only = [held(first)]
    expected = "1" if number == 0 else f"1/{number + 1}"
    assert ask(shipped(code), f"2019-{LAST[every][number]}", owing(), only) == expected


def disclosed(on: str, quarter: int) -> Any:
    return activity(
        on, "disclosure", period=f"2019-Q{quarter}", covers=["party_affairs", "village_affairs", "accounts"],
        signed_by="M1", checked_by="M2", image=["a.jpg"],
    )  # fmt: skip


@pytest.mark.parametrize("code", ["2.7.a", "2.7.b", "2.7.c", "2.7.d"])
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_fifteen_days_of_grace_after_a_quarter(quarter: int, code: str) -> None:
    """The fourth quarter's run into the next year: at the year's end it is not owed yet."""
    before = [disclosed(on, n) for n, on in enumerate(LAST["quarter"][: quarter - 1], 1)]
    end = f"2019-{LAST['quarter'][quarter - 1]}"
    missed = "0" if quarter == 1 else f"{quarter - 1}/{quarter}"
    kept = "not_due" if quarter == 1 else "1"
    undone = [ask(shipped(code), shifted(end, days), owing(), before) for days in (0, 14, 15, 16)]
    assert undone == [kept, kept, missed, missed]
    last = shifted(end, 16)
    done = [ask(shipped(code), last, owing(), before, disclosed(shifted(end, days), quarter)) for days in (14, 15, 16)]
    assert done == ["1", "1", missed]


@pytest.mark.parametrize(
    ("on", "as_of", "expected"),
    [
        ("03-31", "04-15", "1"),  # without a period named it is of the quarter of its day
        ("04-01", "04-15", "1/2"),  # … of the second: kept already, and the first missed
        ("06-30", "07-15", "1/2"),
        ("07-01", "07-15", "1/3"),
    ],
)
def test_a_disclosure_that_names_no_quarter_is_of_the_quarter_of_its_day(on: str, as_of: str, expected: str) -> None:
    board = activity(on, "disclosure", covers=["party_affairs", "village_affairs"])
    assert ask(shipped("2.7.a"), as_of, owing(), board) == expected


def visit(on: str) -> Any:
    return make("inspection", id="V1", date=on, form="scheduled", by=["T4"])


@pytest.mark.parametrize(
    ("as_of", "visits", "expected"),
    [
        ("06-29", (), (0, 0)),  # the quarter in which the plan began has a day left
        ("06-30", (), (0, 1)),
        ("06-30", ("06-30",), (1, 1)),
        ("07-01", ("07-01",), (1, 2)),  # kept for the third, the second was missed
        ("09-29", ("06-30",), (1, 1)),
        ("09-30", ("06-30",), (1, 2)),
        ("12-31", ("03-31",), (0, 3)),  # before the plan's quarters
        ("12-31", ("04-01", "07-01", "12-31"), (3, 3)),
    ],
)
def test_visits_by_quarters(as_of: str, visits: tuple[str, ...], expected: tuple[int, int]) -> None:
    found = COUNTED["visits"][0](desk(as_of, owing(), [visit(on) for on in visits]))
    assert (found.have, found.of) == expected


@pytest.mark.parametrize("code", ["V2", "V5"])
def test_six_months_in_a_row_without_anything(code: str) -> None:
    """Five do not break it, the sixth does at the end of its last day."""
    assert [ask(shipped(code), on, owing()) for on in ("01-30", *LAST["month"][:5])] == ["not_due"] + ["1"] * 5
    assert [ask(shipped(code), on, owing()) for on in around("2019-06-30")] == ["1", "0", "0"]
