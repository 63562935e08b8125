"""流程: satisfied ÷ due steps, a mean over instances (semantics, 2)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, answered, ask, broken, day, facts, make, rule, ruling, view

from branchstd.catalogue.parts import Span
from branchstd.rules.periods import after
from branchstd.workflow.rectification import holds, mark_of

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
        (WHOLE, "05-14", "not_due"),  # what has only been talked about neither helps nor hurts
        (WHOLE, "05-15", "1"),  # the first stage is passed: 4 of 4
        (WHOLE, "06-30", "1"),  # six taken; the result has until 5 July to be disclosed
        (without("P2"), "07-04", "1"),
        (without("P2"), "07-05", "6/7"),  # fifteen days after the work have run out
        (without("P1", "W", "P2"), "05-29", "1"),
        (without("P1", "W", "P2"), "05-30", "4/5"),
        (without("D2"), "12-31", "6/7"),  # a missing step does not spoil the later ones
        (without("D2", "D3"), "12-31", "5/7"),
        (without("D1", "D2", "D3", "D4"), "12-31", "3/7"),  # steps of passed stages are due, done or not
        (without("D4", "P1", "W", "P2"), "12-31", "not_due"),  # nothing is decided yet
        (without("D3", "P1", "W", "P2"), "05-29", "not_due"),  # nor is the first stage passed here …
        (without("D3", "P1", "W", "P2"), "05-30", "3/5"),  # … but the decision had fifteen days to be disclosed
        ({"D1": "05-01"}, "12-31", "not_due"),
        ({"W": "06-20"}, "07-04", "1/6"),  # a step of a later stage is dated
        ({"W": "06-20"}, "07-05", "1/7"),
        ({"Q1": "05-01", "Q4": "06-20"}, "12-31", "0"),  # steps of another template: none of this first stage's
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
    assert (str(found.share), found.missing, found.values["lacks"]) == ("6/7", ("X1:D3",), "X1:D3:order:D2")


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


def test_what_was_carried_out_is_not_given_up() -> None:
    given_up = make("matter", id="X1", type="major", title="t", steps={"W": "05-01"}, stopped_on="06-01")
    assert ask(MAJOR, "05-15", given_up) == "1/6"  # W alone of D1…D4, P1, W
    assert ask(MAJOR, "06-01", given_up) == "1/7"  # and its result is not disclosed: the stop takes nothing out


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


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"A5": "12-06", "A6": "12-05"}, "1"),  # talks before opinions, as the article has it
        ({f"A{n}": f"12-{9 - n:02}" for n in range(1, 9)}, "1"),
        ({"A1": "12-10"}, "1"),  # on the day of the meeting
        ({"B3": "12-09"}, "16/17"),
        ({"C1": "12-09"}, "16/17"),
        ({"C1": "12-21", "C2": "12-20"}, "16/17"),
    ],
)
def test_before_the_meeting_any_order_will_do(changed: dict[str, str], expected: str) -> None:
    steps = PREPARED | HELD | AFTER | changed
    assert ask(LIFE, "12-31", activity("12-01", "org_life_meeting", steps=steps)) == expected


EARLY = {f"A{n}": "02-10" for n in range(1, 9)} | {f"B{n}": "02-16" for n in range(1, 6)}
EARLY |= {"C1": "02-20", "C2": "02-20"}


@pytest.mark.parametrize(
    ("steps", "as_of", "expected"),
    [
        (EARLY, "08-15", "1"),
        (EARLY, "08-16", "15/16"),  # six months after the meeting
        (EARLY, "10-14", "15/16"),
        (EARLY, "10-15", "15/17"),  # sixty days after that last day
        (EARLY | {"C3": "04-01"}, "05-30", "1"),
        (EARLY | {"C3": "04-01"}, "05-31", "16/17"),  # sixty days after it was done
        (EARLY | {"C3": "08-16", "C4": "10-15"}, "12-31", "1"),
        (EARLY | {"C3": "08-17", "C4": "10-15"}, "12-31", "16/17"),
        (EARLY | {"C3": "08-16", "C4": "10-16"}, "12-31", "16/17"),
        (EARLY | {"C4": "10-15"}, "12-31", "16/17"),
        (EARLY | {"C4": "10-16"}, "12-31", "15/17"),
        ({"A1": "02-10"}, "12-31", "not_due"),
    ],
)
def test_nothing_stays_open_for_ever(steps: dict[str, str], as_of: str, expected: str) -> None:
    line = LIFE.replace("due: year_end", "continuous: true")
    assert ask(line, as_of, activity("02-01", "org_life_meeting", steps=steps)) == expected


SINGLE = "kind: steps, record: matter, where: {type: case}, template: one_case, continuous: true, when_empty: review"


@pytest.mark.parametrize(
    ("steps", "as_of", "expected"),
    [
        ({"Q1": "03-01"}, "12-31", "not_due"),
        ({"Q1": "03-01", "Q2": "03-15"}, "03-29", "1"),
        ({"Q1": "03-01", "Q2": "03-15"}, "03-30", "2/3"),
        ({"Q1": "03-01", "Q2": "03-15"}, "04-13", "2/3"),
        ({"Q1": "03-01", "Q2": "03-15"}, "04-14", "1/2"),
        ({"Q1": "03-01", "Q2": "03-15", "Q3": "03-20", "Q4": "04-14"}, "04-14", "1"),
        ({"Q1": "03-01", "Q2": "03-15", "Q3": "03-20", "Q4": "04-15"}, "04-15", "3/4"),
        ({"Q1": "03-01", "Q2": "03-15", "Q3": "03-20", "Q4": "04-15"}, "04-13", "1"),
    ],
)
def test_a_single_matter_is_answered(steps: dict[str, str], as_of: str, expected: str) -> None:
    met = [activity("03-15", "villagers_meeting"), activity("03-20", "disclosure")]
    assert ask(SINGLE, as_of, make("matter", id="Y1", type="case", title="路面", steps=steps), met) == expected


def test_a_year_without_the_whole_meeting() -> None:
    """After its due day a rule is answered: a meeting of which only the theme is known proves as little as none."""
    assert ask(LIFE, "12-30", activity("12-01", "org_life_meeting", steps={"A1": "12-01"})) == "not_due"
    assert ask(LIFE, "12-31", activity("12-01", "org_life_meeting", steps={"A1": "12-01"})) == "0"


def test_a_meeting_without_steps_proves_none() -> None:
    assert ask(LIFE, "12-31", activity("12-01", "org_life_meeting")) == "0"
    assert ask(LIFE, "12-30", activity("12-01", "org_life_meeting")) == "not_due"


JOIN = "kind: steps, record: candidate, template: dev_25, continuous: true, when_empty: not_applicable"


# The introducers, and the candidate: full members since 2010, born in 1990.
SINCE_2010 = {"gender": "女", "born": "1970-01", "joined_on": "2009-07-01", "full_on": "2010-07-01"}
FULL = [make("person", code=code, **SINCE_2010) for code in ("M1", "M2")]
OWN = make("person", code="C1", gender="男", born="1990-01")


def candidate(steps: dict[str, str], **fields: Any) -> list[Any]:
    return [make("candidate", person="C1", steps=steps, **fields), OWN, *FULL]


@pytest.mark.parametrize(
    ("steps", "as_of", "expected"),
    [
        ({"1": "01-01"}, "01-31", "not_due"),  # an application alone; the talk has until 1 February
        ({"1": "01-01"}, "02-01", "1/2"),
        ({"1": "01-01", "2": "02-01"}, "01-31", "not_due"),
        ({"1": "01-01", "2": "02-01"}, "02-01", "1"),
        ({"1": "01-01", "2": "02-02"}, "02-02", "1/2"),
        ({"1": "01-01", "2": "01-15", "3": "05-01"}, "06-01", "1"),  # 4 to 6 are of the present stage, not reached
        ({"1": "01-01", "2": "01-15", "3": "05-01", "6": "06-01"}, "06-01", "2/3"),
    ],
)
def test_development_by_stages(steps: dict[str, str], as_of: str, expected: str) -> None:
    assert ask(JOIN, as_of, candidate(steps)) == expected


@pytest.mark.parametrize(
    ("third", "seventh", "expected"),
    [
        ("2018-01-01", "2018-12-31", "6/7"),
        ("2018-01-01", "2019-01-01", "1"),  # the same day a year later
        ("2015-07-01", "2016-06-30", "6/7"),  # 365 days, but there was a 29 February
        ("2015-07-01", "2016-07-01", "1"),
        ("2016-02-29", "2017-02-27", "6/7"),
        ("2016-02-29", "2017-02-28", "1"),  # there is no 29 February: the month's last day
        ("2018-06-01", "2017-12-01", "6/7"),  # before it was training at all
    ],
)
def test_not_before_a_year(third: str, seventh: str, expected: str) -> None:
    early = dict.fromkeys(("1", "2"), "2015-01-05")
    steps = early | {"3": third} | dict.fromkeys(("4", "5", "6"), third) | {"7": seventh}
    assert ask(JOIN, "06-30", candidate(steps)) == expected


@pytest.mark.parametrize(
    ("applied", "talk", "expected"),
    [
        ("02-01", "03-01", "1"),
        ("02-01", "03-02", "1/2"),
        ("02-01", "03-04", "1/2"),  # 31 days
        ("01-31", "02-28", "1"),  # the month's last day
        ("01-31", "03-01", "1/2"),
        ("03-31", "04-30", "1"),
        ("03-31", "05-01", "1/2"),
        ("2016-01-30", "2016-02-29", "1"),
        ("2016-01-30", "2016-03-01", "1/2"),
        ("2018-12-15", "01-15", "1"),
        ("2018-12-15", "01-16", "1/2"),
        ("02-01", "01-31", "1/2"),  # nobody can be talked with before he applied
    ],
)
def test_a_month_is_the_calendars(applied: str, talk: str, expected: str) -> None:
    assert ask(JOIN, "06-30", candidate({"1": applied, "2": talk})) == expected


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2019-12-20", "15d", "2020-01-04"),
        ("2019-02-16", "60d", "2019-04-17"),
        ("2019-01-31", "1m", "2019-02-28"),
        ("2020-01-31", "1m", "2020-02-29"),
        ("2019-02-28", "1m", "2019-03-28"),
        ("2019-03-31", "1m", "2019-04-30"),
        ("2019-12-15", "1m", "2020-01-15"),
        ("2018-11-30", "3m", "2019-02-28"),
        ("2019-08-31", "6m", "2020-02-29"),
        ("2015-07-01", "1y", "2016-07-01"),
        ("2016-02-29", "1y", "2017-02-28"),
        ("2016-02-29", "12m", "2017-02-28"),
    ],
)
def test_the_last_day_of_an_interval(start: str, span: str, expected: str) -> None:
    assert after(day(start), Span(int(span[:-1]), span[-1])) == day(expected)


# All that a candidate needs until the branch meeting, in order.
BEFORE_15 = {str(n): "2018-01-01" for n in range(1, 7)} | {str(n): "03-01" for n in range(7, 15)}
ADMITTED = BEFORE_15 | {"15": "03-10", "16": "03-20", "17": "06-10", "18": "06-11", "19": "06-12", "20": "06-13"}
QUALIFIED = {"introducers": ["M1", "M2"], "review": "qualified"}


@pytest.mark.parametrize(
    ("changed", "share", "lacks", "hard"),
    [
        ({}, "1", "", "1"),
        ({"10": "03-05", "11": "03-02", "9": "03-06"}, "1", "", "1"),  # side by side
        ({"18": "06-30"}, "1", "", "1"),  # the list may be sent up later
        ({"8": "02-01"}, "1", "", "1"),
        ({"10": "03-11"}, "19/20", "C1:15:order:10", "0"),  # reviewed after the meeting
        ({"11": "03-11"}, "19/20", "C1:15:order:11", "0"),
        ({"13": "03-11"}, "19/20", "C1:15:order:13", "0"),
        ({"10": "03-10"}, "1", "", "1"),  # on the same day
        ({"16": "06-11"}, "19/20", "C1:17:order:16", "0"),
        ({"20": "06-10"}, "1", "", "1"),
        ({"20": "06-09"}, "19/20", "C1:20:order:17", "0"),  # sworn in before the approval
        ({"17": "06-11"}, "19/20", "C1:17:late:", "1"),  # a day more than three months: the town's delay is no veto
        ({"17": "06-11", "20": "06-10"}, "19/20", "C1:17:late:", "0"),  # … but to be sworn in before it is one
        ({"10": None}, "19/20", "C1:10:missing:", "0"),
        ({"15": None}, "19/20", "C1:15:missing:", "0"),
        ({"17": None}, "19/20", "C1:17:missing:", "0"),
        ({"12": None, "14": None}, "9/10", "C1:12:missing: C1:14:missing:", "1"),
    ],
)
def test_order_binds_where_a_text_says_before(
    changed: dict[str, str | None], share: str, lacks: str, hard: str
) -> None:
    steps = {code: on for code, on in (ADMITTED | changed).items() if on}
    records = [*candidate(steps, **QUALIFIED), activity("03-10", "general_meeting")]
    found = answered(JOIN, "12-31", records)
    assert (str(found.share), found.values["lacks"]) == (share, lacks)
    assert ask(HARD, "12-31", records) == hard


@pytest.mark.parametrize("as_of", ["03-31", "04-01", "07-01", "12-31"])
def test_no_text_says_how_soon_after_the_prior_review_the_meeting_is_held(as_of: str) -> None:
    records = candidate(BEFORE_15, **QUALIFIED)
    assert ask(JOIN, as_of, records) == "1"
    assert ask(HARD, as_of, records) == "1"


@pytest.mark.parametrize("held", ["03-31", "04-01", "04-10", "12-31"])  # 30, 31, 40 days, ten months after
def test_a_meeting_any_time_after_the_prior_review_is_in_time(held: str) -> None:
    records = [*candidate(BEFORE_15 | {"15": held}, **QUALIFIED), activity(held, "general_meeting")]
    assert (ask(JOIN, held, records), ask(HARD, held, records)) == ("1", "1")


@pytest.mark.parametrize(
    ("approved", "reason", "expected"),
    [
        ("06-10", None, "1"),  # three calendar months after 10 March
        ("06-11", None, "16/17"),
        ("06-11", "无", "16/17"),
        ("06-11", "党委换届", "1"),
        ("09-10", "党委换届", "1"),  # six
        ("09-11", "党委换届", "16/17"),
    ],
)
def test_how_long_the_approval_may_take(approved: str, reason: str | None, expected: str) -> None:
    """What the town delays is the town's, and never a veto."""
    steps = BEFORE_15 | {"15": "03-10", "16": "03-20", "17": approved}
    records = [*candidate(steps, **QUALIFIED, approval_reason=reason), activity("03-10", "general_meeting")]
    found = answered(JOIN, "12-31", records)
    assert (str(found.share), found.by_town) == (expected, expected != "1")
    assert ask(HARD, "12-31", records) == "1"


@pytest.mark.parametrize(
    ("changed", "by_town"),
    [({"17": "06-11"}, True), ({"17": "06-11", "12": None}, False), ({"16": None, "17": "06-10"}, False)],
)
def test_only_what_the_town_alone_delays_is_the_towns(changed: dict[str, str | None], by_town: bool) -> None:
    steps = {code: on for code, on in (ADMITTED | changed).items() if on}
    records = [*candidate(steps, **QUALIFIED), activity("03-10", "general_meeting")]
    assert answered(JOIN, "12-31", records).by_town is by_town


# Accepted on 20 September 2017: the year of probation ends on 20 September 2018.
PROBATION = dict.fromkeys(map(str, range(1, 7)), "2016-01-05") | dict.fromkeys(map(str, range(7, 15)), "2017-08-01")
PROBATION |= {"15": "2017-09-20", "16": "2017-10-01", "17": "2017-11-01", "18": "2017-11-02", "19": "2017-11-03"}
PROBATION |= {"20": "2017-11-04", "21": "2018-06-01"}
FILED = {"24": "2018-10-10", "25": "2018-10-20"}


@pytest.mark.parametrize(
    ("steps", "until", "lacks"),
    [
        ({"22": "2018-09-13", "23": "2018-09-20"} | FILED, None, ""),  # asked for a week before its end
        ({"22": "2018-09-20", "23": "2018-09-20"} | FILED, None, ""),
        ({"22": "2018-09-13", "23": "2018-09-19"} | FILED, None, "C1:23:early:"),
        ({"22": "2018-07-15", "23": "2018-07-20"} | FILED, None, "C1:23:early:"),  # after ten months
        ({"22": "2018-09-13", "23Y": "2018-09-20"}, "2019-03-20", ""),  # put off by half a year
        ({"22": "2018-09-13", "23Y": "2018-09-20"}, "2019-03-19", "C1:23Y:span:"),
        ({"22": "2018-09-13", "23Y": "2018-09-20"}, "2019-09-20", ""),  # by a year
        ({"22": "2018-09-13", "23Y": "2018-09-20"}, "2019-09-21", "C1:23Y:span:"),
        ({"22": "2018-09-13", "23Y": "2018-09-20"}, None, "C1:23Y:field:"),
        ({"22": "2018-09-13", "23Y": "2018-09-20", "23": "2019-03-20"}, "2019-03-20", "C1:24:missing: C1:25:missing:"),
        (
            {"22": "2018-09-13", "23Y": "2018-09-20", "23": "2019-03-19"},
            "2019-03-20",
            "C1:23:early: C1:24:missing: C1:25:missing:",
        ),
        ({"23Q": "2018-09-20"}, None, ""),  # ended: neither asked for nor decided any more
        ({"22": "2018-09-13", "23Y": "2018-09-20", "23Q": "2019-03-20"}, "2019-03-20", ""),
    ],
)
def test_probation_lasts_a_calendar_year_and_is_put_off_once(
    steps: dict[str, str], until: str | None, lacks: str
) -> None:
    met = [activity(day, "general_meeting") for day in ("03-19", "03-20")]
    found = answered(JOIN, "12-31", candidate(PROBATION | steps, **QUALIFIED, extended_until=until), met)
    assert found.values["lacks"] == lacks


@pytest.mark.parametrize(
    ("held", "expected"), [("2017-02-27", "C1:23:early:"), ("2017-02-28", "")]
)  # from 29 February 2016: 365 days are the 28th
def test_a_year_of_probation_is_the_calendars(held: str, expected: str) -> None:
    start = PROBATION | {"15": "2016-02-29"} | dict.fromkeys(map(str, range(1, 15)), "2014-01-05") | {"7": "2015-02-01"}
    start |= dict.fromkeys(map(str, range(8, 15)), "2015-03-01") | {"16": "2016-03-01", "17": "2016-04-01"}
    steps = start | {"22": "2017-02-10", "23": held, "24": "2017-03-10", "25": "2017-03-20"}
    assert answered(JOIN, "12-31", candidate(steps, **QUALIFIED)).values["lacks"] == expected


@pytest.mark.parametrize(
    ("born", "applied", "expected"),
    [
        ("2001-03", "03-01", "1"),  # eighteen in that month
        ("2001-04", "03-31", "2/3"),
        (None, "03-31", "1"),  # of whom nothing is known nothing is said
    ],
)
def test_who_applies_is_eighteen(born: str | None, applied: str, expected: str) -> None:
    young = make("person", code="C2", gender="女", born=born)
    said = make("candidate", person="C2", steps={"1": applied, "2": applied, "3": "05-01"})
    assert ask(JOIN, "06-30", said, young) == expected


@pytest.mark.parametrize(
    ("full_on", "expected"),
    [("03-01", "1"), ("03-02", "8/9"), (None, "8/9")],  # full on the day, or on the day after; never
)
def test_introducers_are_full_members_when_they_are_named(full_on: str | None, expected: str) -> None:
    steps = {code: on for code, on in REACHED_10.items() if code != "10"}
    second = make("person", code="M9", gender="男", born="1990-01", joined_on="2018-03-01", full_on=full_on)
    assert ask(JOIN, "06-30", candidate(steps, introducers=["M1", "M9"], review="qualified"), second) == expected


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
        (REACHED_10, "unqualified", "12-31", "1"),  # it ended there, and nobody went on
        (REACHED_10 | {"11": "03-02"}, "unqualified", "12-31", "0"),
        (REACHED_10, None, "12-31", "0"),  # nobody says how it ended
        (REACHED_10 | {"13": "03-05"}, "qualified", "12-31", "1"),  # the meeting is overdue, but nobody was admitted
        (REACHED_10 | {"13": "03-05", "16": "03-20"}, "qualified", "12-31", "0"),  # … and here the vote was passed over
        (REACHED_10 | {"13": "03-05", "15": "03-10"}, "qualified", "12-31", "1"),
        (REACHED_10 | {"13": "03-05", "15": "03-10"}, "qualified", "03-09", "1"),
        ({"15": "03-10"}, None, "12-31", "0"),  # admitted without the political review
    ],
)
def test_hard_steps_passed_over(steps: dict[str, str], review: str | None, as_of: str, expected: str) -> None:
    records = [*candidate(steps, introducers=["M1", "M2"], review=review), activity("03-10", "general_meeting")]
    assert ask(HARD, as_of, records) == expected


@pytest.mark.parametrize(
    ("written", "agree", "expected"),
    [
        (1, 6, "1"),  # 6 of the 10 entitled, one of them in writing, are more than half
        (1, 5, "0"),  # 5 are not, and they went on
        (0, 5, "0"),
    ],
)
def test_a_vote_carried_by_opinions_in_writing(written: int, agree: int, expected: str) -> None:
    """Whether enough were there is a rule of its own."""
    steps = REACHED_10 | {"13": "03-05", "15": "03-10", "16": "03-20"}
    meeting = activity("03-10", "general_meeting")
    numbers = {"entitled": 10, "present": 5, "written": written, "agree": agree, "against": 5 + written - agree}
    vote = make("vote", meeting, about="C1", abstain=0, **numbers)
    person = candidate(steps, introducers=["M1", "M2"], review="qualified")
    assert ask(HARD, "03-31", person, meeting, vote) == expected


@pytest.mark.parametrize(
    ("came", "steps", "lacks", "hard"),
    [
        ("06-01", {}, "", "1"),  # whose meeting it was keeps its minutes and knows the introducers
        ("03-11", {}, "", "1"),
        ("03-10", {}, "C1:15:unbacked:", "0"),  # a member here on that day
        (None, {}, "C1:9:field: C1:15:unbacked:", "0"),
        ("06-01", {"10": "03-11"}, "C1:15:order:10", "0"),  # in the wrong order wherever it was
        ("06-01", {"20": "04-01"}, "C1:20:order:17", "0"),
        ("06-01", {"23": "2020-03-10"}, "C1:21:missing: C1:22:missing: C1:23:unbacked:", "1"),
    ],
)
def test_what_another_branch_did_is_taken_as_it_is(
    came: str | None, steps: dict[str, str], lacks: str, hard: str
) -> None:
    own = make("person", code="C1", gender="女", born="1995-06", joined_on="03-10", came_on=came)
    one = make("candidate", person="C1", steps=ADMITTED | {"17": "05-10"} | steps, review="qualified")
    on = "2020-03-31" if "23" in steps else "12-31"
    counted = facts("06-02", members=1, full_members=0)  # the town takes C1 in
    found = answered(JOIN, on, own, one, counted)
    assert (found.values["lacks"], ask(HARD, on, own, one, counted)) == (lacks, hard)


@pytest.mark.parametrize("count", [[], [facts("05-31", members=0, full_members=0)], [facts("06-02", members=2)]])
def test_that_somebody_came_is_no_relief_by_the_village_s_own_word(count: list[Any]) -> None:
    """No count at all, one from before, and one that is not the roster's."""
    own = make("person", code="C1", gender="女", born="1995-06", joined_on="03-10", came_on="06-01")
    one = make("candidate", person="C1", steps=ADMITTED | {"17": "05-10"}, review="qualified")
    assert ask(HARD, "12-31", own, one, count) == "0"


@pytest.mark.parametrize(
    ("present", "agree", "share"),
    [
        (5, 6, "1"),  # exactly half there: no valid vote, and nothing for those above to approve
        (6, 5, "1"),  # lost
        (6, 6, "15/16"),  # accepted on 10 March: to be approved by 10 June
    ],
)
def test_nothing_is_to_be_approved_without_a_valid_vote(present: int, agree: int, share: str) -> None:
    meeting = activity("03-10", "general_meeting")
    numbers = {"entitled": 10, "present": present, "written": 1, "agree": agree, "against": present + 1 - agree}
    vote = make("vote", meeting, about="C1", abstain=0, **numbers)
    records = candidate(BEFORE_15 | {"15": "03-10"}, **QUALIFIED)
    assert ask(JOIN, "12-31", records, meeting, vote) == share
    assert ask(HARD, "12-31", records, meeting, vote) == "1"


def test_a_matter_carried_out_undecided() -> None:
    line = f"{MAJOR}, hard: true"
    assert ask(line, "12-31", matter(**WHOLE), MET) == "1"
    assert ask(line, "12-31", matter(**without("D4")), MET) == "0"
    assert ask(line, "12-31", matter("X1", **WHOLE), matter("X2", **without("D4")), MET) == "1/2"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"W": "05-15"}, "1"),  # on the day of the decision
        ({"W": "05-14"}, "0"),  # built first
        ({"P1": "05-14"}, "0"),
        ({"P2": "05-14"}, "0"),
        ({"D3": "05-16"}, "0"),  # decided before the members had reviewed it
        ({"D4": "05-09"}, "0"),
    ],
)
def test_a_matter_carried_out_before_it_was_decided(changed: dict[str, str], expected: str) -> None:
    met = [*MET, activity("05-16", "general_meeting"), activity("05-09", "reps_meeting")]
    assert ask(f"{MAJOR}, hard: true", "12-31", matter(**without(**changed)), met) == expected


def test_only_the_hard_steps_are_told_of_a_hard_rule() -> None:
    found = answered(f"{MAJOR}, hard: true", "12-31", matter(**without("D2", "D4")), MET)
    assert (found.observed, found.expected, found.values["lacks"]) == (5, 7, "X1:D4:missing:")


def stopped(on: str, record: Any) -> Any:
    return record.model_copy(update={"stopped_on": day(on)})


DECIDED = without("P1", "W", "P2")


@pytest.mark.parametrize(
    ("steps", "on", "as_of", "share", "hard"),
    [
        (without("D3", "D4", "P1", "W", "P2"), "05-06", "12-31", "review", "review"),  # nothing was owed
        (without("D3", "D4", "P1", "W", "P2"), "05-05", "12-31", "review", "review"),  # on the day of its last step
        (without("D3", "D4", "P1", "W", "P2"), "05-04", "12-31", "not_due", "not_due"),  # it went on
        (without("D2", "D4", "P1", "W", "P2"), "06-01", "12-31", "not_due", "not_due"),  # the members came too soon
        (DECIDED, "05-20", "05-29", "1", "1"),  # decided is decided
        (DECIDED, "05-20", "05-30", "4/5", "1"),
        (without("D4"), "12-01", "12-31", "6/7", "0"),  # carried out undecided
        (without("D4"), "12-01", "11-30", "6/7", "0"),
        (without("P2"), "07-04", "12-31", "6/7", "1"),
    ],
)
def test_a_stop_relieves_only_what_owes_nothing(
    steps: dict[str, str], on: str, as_of: str, share: str, hard: str
) -> None:
    record = stopped(on, matter(**steps))
    assert (ask(MAJOR, as_of, record, MET), ask(f"{MAJOR}, hard: true", as_of, record, MET)) == (share, hard)


@pytest.mark.parametrize(
    ("steps", "fields", "on", "share", "hard"),
    [
        ({"1": "03-01"}, {}, "03-31", "not_applicable", "not_applicable"),  # within the month of the talk
        ({"1": "03-01"}, {}, "04-01", "1/2", "1"),  # it ran out on that day
        ({"1": "03-01", "2": "04-02"}, {}, "05-01", "1/2", "1"),  # a gap that was there stays
        ({"1": "03-01", "2": "04-01"}, {}, "05-01", "not_applicable", "not_applicable"),
        ({"3": "03-01"}, {}, "05-01", "1/3", "1"),
        (REACHED_10, QUALIFIED | {"review": "unqualified"}, "03-01", "not_applicable", "not_applicable"),
        (REACHED_10, QUALIFIED | {"review": "unqualified"}, "02-28", "9/10", "1"),
        (REACHED_10, QUALIFIED, "06-01", "1", "1"),  # it was passed, and taken
        (REACHED_10 | {"11": "03-02"}, QUALIFIED | {"review": "unqualified"}, "06-01", "10/11", "0"),
        (ADMITTED, {"introducers": ["M1", "M2"]}, "07-01", "19/20", "0"),
    ],
)
def test_a_stop_of_a_candidate(steps: dict[str, str], fields: dict[str, Any], on: str, share: str, hard: str) -> None:
    records = [candidate(steps, stopped_on=on, **fields), activity("03-10", "general_meeting")]
    assert (ask(JOIN, "12-31", records), ask(HARD, "12-31", records)) == (share, hard)


def voted(agree: int) -> list[Any]:
    """The meeting of 15 May with its vote on X1 by twenty representatives, fifteen of whom were there."""
    meeting = MET[3]
    numbers = {"entitled": 20, "present": 15, "agree": agree, "against": 15 - agree, "abstain": 0}
    return [*MET, make("vote", meeting, about="X1", **numbers)]


@pytest.mark.parametrize(
    ("steps", "agree", "on", "share", "hard"),
    [
        (DECIDED, 7, None, "1", "1"),  # lost, and nothing was done after: there is nothing to disclose
        (DECIDED, 7, "05-15", "review", "review"),
        (DECIDED, 7, "06-20", "review", "review"),
        (DECIDED, 8, "06-20", "4/5", "1"),  # carried, and not disclosed
        (WHOLE, 8, None, "1", "1"),
        (WHOLE, 7, None, "1", "0"),  # carried out all the same; the vote itself has its own rule
        (WHOLE, 7, "12-01", "1", "0"),
    ],
)
def test_a_vote_that_was_lost(steps: dict[str, str], agree: int, on: str | None, share: str, hard: str) -> None:
    record = stopped(on, matter(**steps)) if on else matter(**steps)
    found = (ask(MAJOR, "12-31", record, voted(agree)), ask(f"{MAJOR}, hard: true", "12-31", record, voted(agree)))
    assert found == (share, hard)


@pytest.mark.parametrize(
    ("verdict", "by", "on", "share"),
    [
        ("yes", "T2", "12-20", "review"),
        ("no", "T2", "12-20", "6/7"),
        ("yes", "T9", "12-20", "6/7"),  # nobody of the town
    ],
)
def test_the_town_may_let_a_stop_stand(verdict: str, by: str, on: str, share: str) -> None:
    record = stopped("12-01", matter(**without("D4")))
    assert ask(MAJOR, "12-31", record, MET, ruling("X1", verdict, on, by)) == share
    assert ask(MAJOR, "12-19", record, MET, ruling("X1", verdict, on, by)) == "6/7"  # not said yet


@pytest.mark.parametrize(
    ("steps", "as_of", "made_good"),
    [
        (WHOLE, "12-31", True),
        (without(P1="05-31"), "12-31", True),  # late stays late, and can be closed
        (without(D2="05-12"), "12-31", True),  # so can what was done in the wrong order
        (without("P1"), "12-31", False),
        (without("P2"), "07-04", True),  # there is time until the 5th
        (without("P2"), "07-05", False),
        ({"D1": "05-01"}, "12-31", False),  # nothing to go by
    ],
)
def test_made_good_is_every_due_step_dated(steps: dict[str, str], as_of: str, made_good: bool) -> None:
    asked = rule(MAJOR)
    item = make("item", id="1", standard="2.5", origin="check", found_on="05-01", due_on="12-31")
    seen = view(as_of, matter(**steps), MET)
    assert holds(seen, item, asked, mark_of(asked, day("05-01")), "2.5") is made_good


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
