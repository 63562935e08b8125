"""What a record must be to count: one of all that are owed, held by enough, public long enough, rested on a paper.

Shares are worked out by hand beside each case.
"""

from __future__ import annotations

import pytest
from builders import (
    activity,
    answered,
    ask,
    broken,
    facts,
    make,
    monthly,
    people,
    person,
    post,
    ruling,
    shipped,
    standing,
)

HAVES = {"record": "手册", "image": "[a.jpg]", "discussion": "议了"}
SIX = [
    *monthly("theme_day", *range(1, 13), record="手册", image=["a.jpg"], discussion="议"),
    *monthly("general_meeting", 1, 4, 7, 10, on=11, record="手册", image=["a.jpg"], discussion="议"),
    *monthly("lecture", 1, 4, 7, 10, on=12, record="手册", image=["a.jpg"], discussion="议"),
    activity("12-20", "org_life_meeting", record="手册", image=["a.jpg"], discussion="议"),
    activity("12-20", "appraisal_meeting", record="手册", image=["a.jpg"], discussion="议"),
]


def without(kind: str, month: int) -> list[object]:
    return [one for one in SIX if not (one.kind == kind and one.date.month == month)]


def bare(kind: str, *months: int) -> list[object]:
    return monthly(kind, *months, on=20)


@pytest.mark.parametrize(
    ("records", "share"),
    [
        (SIX, "1"),  # 4 + 4 + 12 + 1 + 1 = 22
        (without("theme_day", 3), "21/22"),
        *(  # a word for nothing is nothing
            (
                [*without("theme_day", 3), activity("03-20", "theme_day", **{**HAVES, "image": ["a.jpg"], **said})],
                "21/22",
            )
            for said in ({"image": ["无"]}, {"record": "没有"}, {"discussion": "/"}, {"image": ["无", "—"]})
        ),
        ([*without("theme_day", 3), *bare("theme_day", 3)], "21/22"),
        ([*SIX, *bare("theme_day", 3), *bare("lecture", 2)], "1"),  # beyond what is owed
        (without("general_meeting", 1), "21/22"),
        (without("org_life_meeting", 12), "21/22"),
        ([one for one in SIX if one.kind == "theme_day"], "6/11"),  # one good meeting a month is not all
    ],
)
def test_three_haves_of_all_that_is_owed(records: list[object], share: str) -> None:
    assert ask(shipped("3.8.b"), "12-31", facts(), records) == share


def test_three_haves_before_anything_is_owed() -> None:
    assert ask(shipped("3.8.b"), "01-15", facts()) == "not_due"
    found = answered(shipped("3.8.b"), "03-31", facts())
    assert (found.observed, found.expected) == (0, 5)  # three theme days, a general meeting, a lecture
    assert found.missing[:2] == ("general_meeting:2019-Q1", "lecture:2019-Q1")


STUDIED = {"covers": [f"{a}" for a in range(1, 8)], "record": "本", "discussion": "议"}


def study(on: str = "06-20", **fields: object) -> object:
    return activity(on, "study", **(STUDIED | fields))


@pytest.mark.parametrize(
    ("studies", "share"),
    [
        ([study(expected=2, present=1)], "0"),  # one of eight, whatever was expected
        ([study(expected=8, present=4)], "1"),  # half of eight
        ([study(expected=8, present=3)], "0"),
        ([study(expected=8)], "0"),  # how many were there is not said
        ([study(present=2, people=["M1", "M2"]), study("06-21", present=2, people=["M3", "M4"])], "1"),
        ([study(present=2, people=["M1", "M2"]), study("06-21", present=2, people=["M2", "M1"])], "0"),
        ([study(present=2), study("06-21", present=2)], "0"),  # nobody knows whether they are the same
        ([study(group="G1", present=2, absent=["M3", "M4"]), study(group="G2", present=2, absent=["M7", "M8"])], "1"),
    ],
)
def test_studies_that_enough_took_part_in(studies: list[object], share: str) -> None:
    members = [person(f"M{n}", group="G1" if n < 5 else "G2") for n in range(1, 9)]
    assert ask(shipped("1.1.c"), "12-31", members, studies) == share


def test_a_study_without_its_number_says_so() -> None:
    (rejected,) = answered(shipped("1.1.c"), "12-31", people(8), study(expected=8)).rejected
    assert (rejected.reason, rejected.detail) == ("needs", "present")


@pytest.mark.parametrize(
    ("star", "answer"),
    [
        ({"points": 80, "published_on": "12-20"}, "1"),  # 20 + 7 = 27 December
        ({"points": 80, "published_on": "12-24"}, "1"),
        ({"points": 80, "published_on": "12-25"}, "review"),
        ({"points": 80, "published_on": "2020-01-02"}, "0"),  # not public by the year's end
        ({"points": 80}, "0"),
        ({"published_on": "12-20"}, "0"),  # no points
    ],
)
def test_stars_that_count(star: dict[str, object], answer: str) -> None:
    given = make("star", date="12-19", star=4, comment="好", **star)
    assert ask(shipped("7.2.a"), "12-31", given) == answer


def test_the_later_word_on_stars_is_the_one() -> None:
    first = make("star", date="12-01", star=4, comment="好", points=80, published_on="12-02")
    assert ask(shipped("7.2.a"), "12-31", first) == "1"
    again = make("star", date="12-28", star=3, comment="改", points=75, published_on="12-29")
    assert ask(shipped("7.2.a"), "12-31", first, again) == "review"


@pytest.mark.parametrize(("basis", "answer"), [("合同", "1"), (None, "0"), ("无", "0")])
def test_stable_income_rests_on_a_paper(basis: str | None, answer: str) -> None:
    income = make("income", date="03-01", source="lease", amount=60000, stable="yes", basis=basis)
    assert ask(shipped("6.5.a"), "12-31", income) == answer
    assert ask(shipped("6.5.b"), "12-31", income) == answer


def test_of_two_words_of_one_day_the_later_in_the_file() -> None:
    line = "kind: total, record: document, sum: households, at_least: 1, times: poor_households, due: M07"
    line += ", when_empty: unmet"
    paper = make("document", date="06-01", form="aid_measures", title="x", record="y", households=10)
    assert ask(line, "12-31", facts(poor_households=20), facts(poor_households=10), paper) == "1"
    assert ask(line, "12-31", facts(poor_households=10), facts(poor_households=20), paper) == "1/2"
    able = "kind: count, set: members.able, at_least: 2, continuous: true"
    ended = (standing("M1", "exempt"), standing("M1", "exempt", end="2018-12-31"))
    assert ask(able, "12-31", people(2), *ended) == "1"
    assert ask(able, "12-31", people(2), *reversed(ended)) == "1/2"
    term = "kind: count, record: term, window: now, continuous: true"
    terms = [make("term", start="2018-01-01", end=end, basis="x") for end in ("2019-06-30", "2020-12-31")]
    assert ask(term, "12-31", *terms) == "1"
    assert ask(term, "12-31", *reversed(terms)) == "0"
    empty = "kind: count, record: case, times: members.lapsed, continuous: true, when_empty: review"
    said = (ruling("x.a", "none", "06-01"), ruling("x.a", "no", "06-01"))
    assert ask(empty, "12-31", *said) == "review"
    assert ask(empty, "12-31", *reversed(said)) == "not_applicable"


# A record that could not be typed, and whether the rule has to wait for it.
MEMBER = {"code": "M9", "joined_on": None}
REACHES = [
    ("kind: count, record: activity, where: {kind: lecture}, needs: [record], due: M07",
     broken("activity", "03-01", kind="lecture", record=None), "0"),
    ("kind: count, record: activity, where: {kind: lecture}, needs: [record], due: M07",
     broken("activity", "03-01", kind="lecture", record="盒"), "error"),
    ("kind: count, record: activity, where: {kind: lecture}, needs: [record], due: M07",
     broken("activity", "03-01", kind="lecture"), "error"),  # the field itself could not be read
    ("kind: count, record: activity, where: {kind: general_meeting, quorate: 'yes'}, due: M07",
     broken("activity", "03-01", kind="general_meeting", expected=8, present=3), "0"),
    ("kind: count, record: activity, where: {kind: general_meeting, quorate: 'yes'}, due: M07",
     broken("activity", "03-01", kind="general_meeting", present=3), "error"),
    ("kind: cover, set: 'list:theme_forms', record: activity, where: {kind: theme_day}, match: form, due: M07, "
     "when_empty: unmet", broken("activity", "03-01", kind="theme_day", form="aid"), "0"),
    ("kind: cover, set: 'list:theme_forms', record: activity, where: {kind: theme_day}, match: form, due: M07, "
     "when_empty: unmet", broken("activity", "03-01", kind="theme_day", form="service"), "error"),
    ("kind: total, record: income, sum: amount, at_least: 1, due: year_end",
     broken("income", "03-01", amount=None), "0"),
    ("kind: total, record: income, sum: amount, at_least: 1, due: year_end", broken("income", "03-01"), "error"),
    ("kind: count, set: members.active, continuous: true", broken("person", None, code="M9", joined_on=None), "0"),
    ("kind: count, set: members.active, continuous: true", broken("person", None, code="M9"), "error"),
    ("kind: count, set: members.active, continuous: true", broken("standing"), "0"),  # nobody leaves it by that
    ("kind: count, set: members.able, continuous: true", broken("standing", standing="exempt"), "error"),
    ("kind: count, set: members.able, continuous: true", broken("standing", standing="care"), "0"),
    ("kind: count, set: secretary, continuous: true", broken("post", body="branch_committee", post="publicity"), "0"),
    ("kind: count, set: secretary, continuous: true", broken("post", body="branch_committee"), "error"),
    ("kind: each, record: candidate, filled: file, continuous: true, when_empty: unmet", broken("candidate"), "error"),
    ("kind: deadline, record: document, where: {form: application}, due: M11",
     broken("document", "03-01", form="advance_plan"), "0"),
    ("kind: on_time, record: case, done: closed_on, limit: due_on, continuous: true, when_empty: unmet",
     broken("case", "2018-03-01"), "error"),
    ("kind: steps, record: matter, template: one_case, where: {type: case}, continuous: true, when_empty: unmet",
     broken("matter", None, type="case", steps={}), "0"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "lost", "answer"), REACHES)
def test_how_far_an_unreadable_record_reaches(line: str, lost: object, answer: str) -> None:
    assert ask(line, "12-31", post("X1", "helpers", "unit"), broken=[lost]) == answer
