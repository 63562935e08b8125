"""流程: satisfied ÷ due steps, a mean over instances (semantics, 2)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, answered, ask, broken, make

MAJOR = (
    "kind: steps, record: matter, where: {type: major}, template: major_matter, continuous: true, when_empty: review"
)
# Meetings on the days on which the whole course below has its steps.
MET = [
    activity("05-01", "committee_meeting"),
    activity("05-05", "joint_meeting"),
    activity("05-10", "general_meeting"),
    activity("05-15", "reps_meeting"),
    activity("05-20", "disclosure"),
    activity("07-01", "disclosure"),
]
WHOLE = {"D1": "05-01", "D2": "05-05", "D3": "05-10", "D4": "05-15", "P1": "05-20", "W": "06-20", "P2": "07-01"}


def matter(name: str = "X1", **steps: str) -> Any:
    return make("matter", id=name, type="major", title="修桥", steps=steps)


def without(*codes: str, **changed: str) -> dict[str, str]:
    return {code: on for code, on in (WHOLE | changed).items() if code not in codes}


@pytest.mark.parametrize(
    ("steps", "as_of", "expected"),
    [
        (WHOLE, "12-31", "1"),
        (WHOLE, "05-12", "1"),  # only three steps had been taken by then: 3 of 3
        (WHOLE, "06-30", "1"),  # six taken; the result has until 5 July to be disclosed
        (without("P2"), "07-04", "1"),
        (without("P2"), "07-05", "6/7"),  # fifteen days after the work have run out
        (without("P1", "W", "P2"), "05-29", "1"),
        (without("P1", "W", "P2"), "05-30", "4/5"),
        (without("D2"), "12-31", "6/7"),  # a missing step does not spoil the later ones
        (without("D2", "D3"), "12-31", "5/7"),
        (without("D1", "D2", "D3", "D4"), "12-31", "3/7"),  # steps of passed stages are due, done or not
        (without("D4", "P1", "W", "P2"), "12-31", "1"),  # of the present stage only up to the furthest
        (without(P1="05-31"), "12-31", "6/7"),  # sixteen days after the decision
        (without(P1="05-14"), "12-31", "6/7"),  # disclosed before it was decided
    ],
)
def test_major_matter(steps: dict[str, str], as_of: str, expected: str) -> None:
    also = [activity("05-30", "disclosure"), activity("05-31", "disclosure"), activity("05-14", "disclosure")]
    assert ask(MAJOR, as_of, matter(**steps), MET, also) == expected


def test_on_the_last_day_of_the_interval() -> None:
    """Decided on 15 May: 30 May is the fifteenth day after."""
    also = activity("05-30", "disclosure")
    assert ask(MAJOR, "12-31", matter(**without(P1="05-30")), MET, also) == "1"


def test_a_swap_costs_one() -> None:
    """The members deliberated before the two committees: the step listed later is the one that was too early."""
    met = [*MET, activity("05-10", "joint_meeting"), activity("05-05", "general_meeting")]
    found = answered(MAJOR, "12-31", matter(**without(D2="05-10", D3="05-05")), met)
    assert (str(found.share), found.missing) == ("6/7", ("X1:D3",))


def test_two_steps_on_one_day_are_in_order() -> None:
    met = [*MET, activity("05-05", "general_meeting")]
    assert ask(MAJOR, "12-31", matter(**without(D3="05-05")), met) == "1"


@pytest.mark.parametrize("gone", range(5))
def test_each_step_needs_its_meeting(gone: int) -> None:
    assert ask(MAJOR, "12-31", matter(**WHOLE), [m for n, m in enumerate(MET) if n != gone]) == "6/7"


def test_either_villagers_meeting_backs_the_decision() -> None:
    met = [m for m in MET if m.kind != "reps_meeting"]
    assert ask(MAJOR, "12-31", matter(**WHOLE), met, activity("05-15", "villagers_meeting")) == "1"
    assert ask(MAJOR, "12-31", matter(**WHOLE), met, activity("05-15", "theme_day", also="reps_meeting")) == "1"


def test_meetings_of_earlier_years_are_taken_as_they_are() -> None:
    earlier = {"D1": "2018-05-01", "D2": "2018-05-05", "D3": "2018-05-10", "D4": "2018-12-31"}
    assert ask(MAJOR, "01-01", matter(**earlier)) == "1"


def test_the_mean_over_instances() -> None:
    """One whole course and one with 3 of 7 steps: (1 + 3/7) ÷ 2."""
    found = answered(MAJOR, "12-31", matter("X1", **WHOLE), matter("X2", **without("D1", "D2", "D3", "D4")), MET)
    assert (str(found.share), found.values["instances"], len(found.missing)) == ("5/7", "2", 4)


def test_what_was_given_up_is_no_instance() -> None:
    given_up = make("matter", id="X1", type="major", title="t", steps={"W": "05-01"}, stopped_on="06-01")
    assert ask(MAJOR, "05-15", given_up) == "1/6"  # W alone of D1…D4, P1, W
    assert ask(MAJOR, "06-01", given_up) == "review"


@pytest.mark.parametrize(
    ("when_empty", "expected"), [("review", "review"), ("not_applicable", "not_applicable"), ("unmet", "0")]
)
def test_when_empty(when_empty: str, expected: str) -> None:
    single = make("matter", id="Y1", type="case", title="t", steps={"Q1": "01-01"})
    assert ask(MAJOR.replace("review", when_empty), "12-31", single) == expected


LIFE = (
    "kind: steps, record: activity, where: {kind: org_life_meeting}, template: org_life_17, due: year_end, "
    "when_empty: unmet"
)
PREPARED = {f"A{n}": f"12-{n:02}" for n in range(1, 9)}
HELD = {f"B{n}": "12-10" for n in range(1, 6)}
AFTER = {"C1": "12-20", "C2": "12-20", "C3": "12-25", "C4": "12-31"}


@pytest.mark.parametrize(
    ("steps", "as_of", "expected"),
    [
        (PREPARED | HELD | AFTER, "12-31", "1"),
        (PREPARED | HELD | AFTER, "12-30", "1"),  # sixteen of sixteen due
        (HELD | AFTER, "12-31", "9/17"),  # nothing prepared
        (HELD | AFTER, "12-30", "not_due"),  # not full, and a day is left
        (PREPARED | HELD, "12-24", "1"),  # the plan has until the 25th
        (PREPARED | HELD, "12-31", "13/14"),  # … and then is due: thirteen of fourteen
        (PREPARED | HELD | AFTER | {"C1": "12-26", "C2": "12-26", "C3": "12-26"}, "12-31", "16/17"),  # sixteenth day
    ],
)
def test_organisation_life_meeting(steps: dict[str, str], as_of: str, expected: str) -> None:
    assert ask(LIFE, as_of, activity("12-01", "org_life_meeting", steps=steps)) == expected


def test_a_meeting_without_steps_proves_none() -> None:
    assert ask(LIFE, "12-31", activity("12-01", "org_life_meeting")) == "0"
    assert ask(LIFE, "12-30", activity("12-01", "org_life_meeting")) == "not_due"


JOIN = "kind: steps, record: candidate, template: dev_25, continuous: true, when_empty: not_applicable"


def candidate(steps: dict[str, str], **fields: Any) -> Any:
    return make("candidate", person="C1", steps=steps, **fields)


@pytest.mark.parametrize(
    ("steps", "as_of", "expected"),
    [
        ({"1": "01-01"}, "01-31", "1"),  # the talk has until the thirty-first day after
        ({"1": "01-01"}, "02-01", "1/2"),
        ({"1": "01-01", "2": "02-01"}, "02-01", "1"),
        ({"1": "01-01", "2": "02-02"}, "02-02", "1/2"),
        ({"1": "01-01", "2": "01-15", "3": "05-01"}, "06-01", "1"),  # 4 to 6 are of the present stage, not reached
        ({"1": "01-01", "2": "01-15", "3": "05-01", "6": "06-01"}, "06-01", "2/3"),
    ],
)
def test_development_by_stages(steps: dict[str, str], as_of: str, expected: str) -> None:
    assert ask(JOIN, as_of, candidate(steps)) == expected


@pytest.mark.parametrize(
    ("seventh", "expected"),
    [("2018-12-31", "6/7"), ("2019-01-01", "1")],  # a full year after 1 January 2018
)
def test_not_before_a_year(seventh: str, expected: str) -> None:
    steps = {"1": "2017-10-01", "2": "2017-10-10", **{str(n): "2018-01-01" for n in range(3, 7)}, "7": seventh}
    assert ask(JOIN, "06-30", candidate(steps)) == expected


REACHED_10 = {str(n): "2018-01-01" for n in range(1, 7)} | {str(n): "03-01" for n in range(7, 11)}


@pytest.mark.parametrize(
    ("introducers", "review", "expected"),
    [
        (["M1", "M2"], "qualified", "1"),
        (["M1"], "qualified", "9/10"),  # two are asked
        ([], "qualified", "9/10"),
        (["M1", "M2"], "unqualified", "9/10"),
        (["M1", "M2"], None, "9/10"),
    ],
)
def test_a_step_needs_its_field(introducers: list[str], review: str | None, expected: str) -> None:
    assert ask(JOIN, "06-30", candidate(REACHED_10, introducers=introducers, review=review)) == expected


HARD = f"{JOIN}, hard: true"


@pytest.mark.parametrize(
    ("steps", "review", "as_of", "expected"),
    [
        ({"1": "2018-01-01"}, None, "12-31", "1"),  # nothing hard was reached
        (REACHED_10, "qualified", "12-31", "1"),
        (REACHED_10, "unqualified", "12-31", "0"),
        (REACHED_10 | {"13": "03-05"}, "qualified", "12-31", "1"),  # the meeting is overdue, but nobody was admitted
        (REACHED_10 | {"13": "03-05", "16": "03-20"}, "qualified", "12-31", "0"),  # … and here the vote was passed over
        (REACHED_10 | {"13": "03-05", "15": "03-10"}, "qualified", "12-31", "1"),
        (REACHED_10 | {"13": "03-05", "15": "03-10"}, "qualified", "03-09", "1"),
        ({"15": "03-10"}, None, "12-31", "0"),  # admitted without the political review
    ],
)
def test_hard_steps_passed_over(steps: dict[str, str], review: str | None, as_of: str, expected: str) -> None:
    records = [candidate(steps, introducers=["M1", "M2"], review=review), activity("03-10", "general_meeting")]
    assert ask(HARD, as_of, records) == expected


def test_a_matter_carried_out_undecided() -> None:
    line = f"{MAJOR}, hard: true"
    assert ask(line, "12-31", matter(**WHOLE), MET) == "1"
    assert ask(line, "12-31", matter(**without("D4")), MET) == "0"
    assert ask(line, "12-31", matter("X1", **WHOLE), matter("X2", **without("D4")), MET) == "1/2"


@pytest.mark.parametrize(
    ("since", "known", "expected"),
    [
        ("05-15", {"kind": "reps_meeting"}, "error"),  # perhaps the very meeting that decided
        (None, {"kind": "reps_meeting"}, "error"),
        ("05-15", {}, "error"),
        ("05-16", {"kind": "reps_meeting"}, "6/7"),  # of a day that no step names
        ("05-15", {"kind": "talk"}, "6/7"),  # backs nothing
    ],
)
def test_an_unreadable_meeting_may_back_a_step(since: str | None, known: dict[str, str], expected: str) -> None:
    met = [m for m in MET if m.kind != "reps_meeting"]
    assert ask(MAJOR, "12-31", matter(**WHOLE), met, broken=[broken("activity", since, **known)]) == expected
