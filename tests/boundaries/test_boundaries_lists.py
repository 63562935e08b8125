"""Counted lists and steps of the plan: all of them, each one missing in turn, two that follow each other swapped.

Tested elsewhere: stages, intervals and meetings behind steps (tests/rules/test_rules_steps.py).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from builders import activity, ask, facts, make, post, shipped, standards
from edges import KEY, LISTS, filled, owing, paper

YEAR = "12-31"
Codes = tuple[str, ...]
STANDARDS = tuple(one.id for one in standards()[0].standards)
ORGS = ("villagers_committee", "supervision", "youth_league", "women", "union")
COMMITTEE = ("secretary", "organisation", "publicity", "discipline")
SYSTEMS = (
    "full_record", "application_talk", "recommendation", "filing", "contact", "periodic_review", "publicity_notice",
    "political_review", "training", "preview", "ballot", "accountability",
)  # fmt: skip
# The elements of each list, and what shows some of them.
ELEMENTS: dict[str, tuple[Codes, Callable[[Codes], Any]]] = {
    "1.1.a": (tuple(LISTS["five_studies"]), lambda some: activity("05-20", "study", covers=list(some))),
    "1.1.b": (
        tuple(LISTS["eight_haves"]),
        lambda some: activity("05-20", "check", form="eight_haves", covers=list(some)),
    ),
    "1.1.c": (
        STANDARDS,
        lambda some: activity("05-20", "study", covers=list(some), present=8, record="柜1", discussion="怎么抓"),
    ),
    "1.2.c": (("two_studies", "theme_education"), lambda some: activity("05-20", "study", covers=list(some))),
    "1.5.a": (
        ("village_plan", "poverty_plan", "aid_measures"),
        lambda some: [paper("05-20", form) for form in some],
    ),
    "2.1.a": (COMMITTEE, lambda some: [post(f"M{n}", "branch_committee", word) for n, word in enumerate(some)]),
    "2.2.a": (ORGS, lambda some: [post(f"M{n}", body, "head") for n, body in enumerate(some)]),
    "2.4.a": (
        tuple(LISTS["three_chains"]),
        lambda some: activity("05-20", "check", form="three_chains", covers=list(some)),
    ),
    "3.4.b": (
        ("study", "deliberation", "service"),
        lambda some: [activity("05-20", "theme_day", form=form) for form in some],
    ),
    "5.1.c": (SYSTEMS, lambda some: paper("05-20", "dev_system", covers=list(some))),
    "5.3.c": (
        ("rotation", "theory_talk", "life_practice", "skills"),
        lambda some: activity("05-20", "training", covers=list(some)),
    ),
    "7.1.c": (
        ("report_party_work", "appraise_party_work", "assess_party_work"),
        lambda some: activity("05-20", "dual_review", covers=list(some)),
    ),
    "7.3.d": (
        ("content", "progress", "measures", "schedule", "owner"),
        lambda some: paper("05-20", "advance_plan", covers=list(some)),
    ),
    "7.4.a": (
        STANDARDS,
        lambda some: [make("self_check", round="baseline", date="05-20", standard=one, answer="met") for one in some],
    ),
}
COUNTS = {
    "1.1.a": 5, "1.1.b": 8, "1.1.c": 42, "1.2.c": 2, "1.5.a": 3, "2.1.a": 4, "2.2.a": 5, "2.4.a": 3, "3.4.b": 3,
    "5.1.c": 12, "5.3.c": 4, "7.1.c": 3, "7.3.d": 5, "7.4.a": 42,
}  # fmt: skip


def share_of(code: str, some: Codes) -> str:
    return ask(shipped(code), YEAR, owing(), ELEMENTS[code][1](some), plan=filled())


@pytest.mark.parametrize("code", sorted(ELEMENTS))
def test_all_elements_and_each_one_missing(code: str) -> None:
    size, elements = COUNTS[code], ELEMENTS[code][0]
    assert share_of(code, elements) == "1"
    without = {gone: share_of(code, tuple(one for one in elements if one != gone)) for gone in elements}
    assert len(without) == size
    assert set(without.values()) == {f"{size - 1}/{size}"}


def test_seven_aspects_stand_for_forty_two_standards_and_each_for_its_own() -> None:
    """5, 9, 8, 5, 6, 5 and 4 standards; in lowest terms what is left of 42."""
    left = []
    for gone in "1234567":
        covers = [one for one in "1234567" if one != gone]
        talk = activity("05-20", "study", covers=covers, present=8, record="柜1", discussion="怎么抓")
        left.append(ask(shipped("1.1.c"), YEAR, owing(), talk))
    assert left == ["37/42", "11/14", "17/21", "37/42", "6/7", "37/42", "19/21"]


STAFFED = [
    post("M1", "branch_committee", "secretary"),
    [post(f"M{n}", "helpers", word) for n, word in enumerate(KEY, 2)],
]
ROLES = {"M1": "secretary", "M2": "first_secretary", "M3": "deputy", "M4": "graduate"}


@pytest.mark.parametrize("gone", sorted(ROLES))
def test_the_leading_group_with_one_role_missing(gone: str) -> None:
    whole = [post(code, "leading_group", "member", "06-01") for code in ROLES]
    assert ask(shipped("7.3.b"), YEAR, owing(), STAFFED, whole) == "1"
    assert ask(shipped("7.3.b"), YEAR, owing(), STAFFED, [one for one in whole if one.person != gone]) == "3/4"


def test_a_role_that_is_not_due_in_the_village_is_not_missing() -> None:
    """No graduate is sent here: three roles are asked for, and the three are there."""
    said = facts("01-02", full_members=8, helpers=KEY[:2])
    group = [post(code, "leading_group", "member", "06-01") for code in ("M1", "M2", "M3")]
    assert ask(shipped("7.3.b"), YEAR, said, STAFFED, group) == "1"
    assert ask(shipped("7.3.b"), YEAR, said, STAFFED, group[1:]) == "2/3"


FIXED = {"planned_on": "01-10", "topic": "学习", "expected": 8}
KEPT = {"record": "柜1", "image": ["a.jpg"], "discussion": "怎么抓"}


@pytest.mark.parametrize(("code", "fields"), [("3.8.a", FIXED), ("3.8.b", KEPT)])
def test_three_fixed_and_three_kept_with_one_missing(code: str, fields: dict[str, Any]) -> None:
    assert ask(shipped(code), "01-31", owing(), activity("01-10", "theme_day", **fields)) == "1"
    for gone in fields:
        left = {name: value for name, value in fields.items() if name != gone}
        assert ask(shipped(code), "01-31", owing(), activity("01-10", "theme_day", **left)) == "0", gone


LIFE = (
    {f"A{n}": f"12-{n:02}" for n in range(1, 9)}
    | {f"B{n}": f"12-{n + 8:02}" for n in range(1, 6)}
    | {"C1": "12-20", "C2": "12-22", "C3": "12-25", "C4": "12-31"}
)


def life(steps: dict[str, str]) -> str:
    return ask(shipped("3.5.b"), YEAR, owing(), activity("12-01", "org_life_meeting", steps=steps))


def test_seventeen_steps_in_three_stages() -> None:
    stages = standards()[0].templates["org_life_17"].stages
    assert [len(stage.steps) for stage in stages] == [8, 5, 4]
    assert life(LIFE) == "1"


@pytest.mark.parametrize("gone", [step for step in LIFE if step != "C4"])
def test_one_of_seventeen_steps_missing(gone: str) -> None:
    assert life({step: on for step, on in LIFE.items() if step != gone}) == "16/17"


def test_the_last_step_is_not_due_until_it_is_taken() -> None:
    """Of the present stage only what leads up to the furthest step is due."""
    assert life({step: on for step, on in LIFE.items() if step != "C4"}) == "1"


@pytest.mark.parametrize(("first", "second"), list(pairwise(LIFE)))
def test_two_of_seventeen_steps_swapped_cost_one(first: str, second: str) -> None:
    """But before the meeting any order will do."""
    share = "1" if second.startswith("A") else "16/17"
    assert life(LIFE | {first: LIFE[second], second: LIFE[first]}) == share


@pytest.mark.parametrize(("on", "share"), [("12-19", "1"), ("12-20", "1"), ("12-21", "16/17")])
def test_told_to_all_within_thirty_days_of_the_meeting(on: str, share: str) -> None:
    """Held on 20 November: the thirtieth day after is 20 December."""
    before = {f"A{n}": f"11-{n:02}" for n in range(1, 9)} | {f"B{n}": "11-20" for n in range(1, 6)}
    assert life(before | {"C1": "12-01", "C2": on, "C3": "12-25", "C4": "12-31"}) == share


WHOLE = {"D1": "05-01", "D2": "05-05", "D3": "05-10", "D4": "05-15", "P1": "05-20", "W": "05-25", "P2": "05-30"}
KINDS = ("committee_meeting", "joint_meeting", "general_meeting", "reps_meeting", "disclosure")
# On each day of the course every meeting was held: what is asked here is the order of the steps alone.
MET = [activity(on, kind) for on in WHOLE.values() for kind in KINDS]


def matter(steps: dict[str, str]) -> str:
    return ask(shipped("2.5.a"), YEAR, MET, make("matter", id="X1", type="major", title="修桥", steps=steps))


@pytest.mark.parametrize("gone", [*WHOLE])
def test_one_of_four_deliberations_and_two_disclosures_missing(gone: str) -> None:
    """Also the last: fifteen days after the work it is owed, done or not."""
    assert matter(WHOLE) == "1"
    left = {step: on for step, on in WHOLE.items() if step != gone}
    # Without its day the work gives the second disclosure no limit, and is itself passed over: six of seven again.
    assert matter(left) == "6/7"


@pytest.mark.parametrize(("first", "second"), list(pairwise(WHOLE)))
def test_two_of_them_swapped_cost_one(first: str, second: str) -> None:
    assert matter(WHOLE | {first: WHOLE[second], second: WHOLE[first]}) == "6/7"


@pytest.mark.parametrize("last", range(1, 8))
def test_of_a_matter_under_way_only_what_leads_up_to_its_last_step_is_due(last: int) -> None:
    """Each later step days after the one before it, seen on the evening of the last; before D4 nothing is decided."""
    codes = list(WHOLE)[:last]
    steps = {code: WHOLE[code] for code in codes}
    seen = ask(
        shipped("2.5.a"), WHOLE[codes[-1]], MET, make("matter", id="X1", type="major", title="修桥", steps=steps)
    )
    assert seen == ("1" if last >= 4 else "not_due")
