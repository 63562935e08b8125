"""Quorums and valid votes, exactly: at least half, more than half, four fifths, two thirds; more than half in favour.

Each by the kind of meeting, the kind of vote and the unit that is counted, as the article has it.
"""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, answered, ask, broken, make

VOTES = (
    'kind: each, record: vote, where: {{meeting: {0}}}, equals: {{valid: "yes"}}, continuous: true, '
    "when_empty: not_applicable"
)


@pytest.mark.parametrize(
    ("kind", "entitled", "present", "agree", "valid"),
    [
        # Members' meeting: at least half present, more than half of those entitled in favour.
        ("general_meeting", 20, 10, 11, True),
        ("general_meeting", 20, 10, 10, False),  # half is not more than half
        ("general_meeting", 20, 9, 9, False),  # no quorum
        ("general_meeting", 21, 10, 10, False),  # 10 of 21 is less than half
        ("general_meeting", 21, 11, 11, True),
        ("committee_meeting", 5, 3, 3, True),
        ("committee_meeting", 5, 4, 2, False),
        # Representatives: at least two thirds present, more than half of those present in favour.
        ("reps_meeting", 30, 20, 11, True),
        ("reps_meeting", 30, 20, 10, False),
        ("reps_meeting", 30, 19, 19, False),
        ("reps_meeting", 20, 14, 8, True),  # two thirds of twenty are 13⅓
        ("reps_meeting", 20, 13, 13, False),
        # Villagers: more than half present.
        ("villagers_meeting", 100, 51, 26, True),
        ("villagers_meeting", 100, 50, 50, False),  # half is not more than half
        ("villagers_meeting", 100, 52, 26, False),
        ("general_meeting", 0, 0, 0, False),  # nobody entitled
        ("study", 10, 10, 10, False),  # decides nothing
    ],
)
def test_valid_votes(kind: str, entitled: int, present: int, agree: int, *, valid: bool) -> None:
    meeting = activity("05-01", kind)
    against = max(0, present - agree)
    vote = make(
        "vote", meeting, about="X1", entitled=entitled, present=present, agree=agree, against=against, abstain=0
    )
    assert ask(VOTES.format(kind), "06-30", meeting, vote) == ("1" if valid else "0")


def held(kind: str, numbers: str, /, about: str = "X1", **said: Any) -> list[Any]:
    """A meeting with one vote. numbers: entitled/present+written/in favour; whoever else voted was against."""
    entitled, there, agree = numbers.split("/")
    present, _, written = there.partition("+")
    against = max(0, int(present) + int(written or 0) - int(agree))
    counts = {"entitled": entitled, "present": present, "written": written or None, "agree": agree, "against": against}
    meeting = activity("05-01", kind)
    return [meeting, make("vote", meeting, about=about, abstain=0, **counts, **said)]


GENERAL, VILLAGERS, REPS, COMMITTEE = "general_meeting", "villagers_meeting", "reps_meeting", "committee_meeting"
ADMISSION, ELECTION, HOUSEHOLDS = {"type": "admission"}, {"type": "election"}, {"counted": "households"}


@pytest.mark.parametrize(
    ("meeting", "said", "numbers", "valid"),
    [
        # Resolution: half is enough to be there. Of 10: 5; in favour 6 (more than 5), and who wrote may be one of them.
        (GENERAL, {}, "10/5+1/6", True),
        (GENERAL, {}, "10/4+2/6", False),  # 4 of 10 there: who wrote is not
        (GENERAL, {"type": "resolution"}, "10/5+1/6", True),
        (GENERAL, {}, "10/6+0/5", False),  # 5 of the 10 entitled are not more than half
        # Admission: half is not more than half. Of 10: 6; of 29 (half is 14.5): 15 there and 15 in favour.
        (GENERAL, ADMISSION, "10/5+1/6", False),
        (GENERAL, ADMISSION, "10/6+0/6", True),
        (GENERAL, ADMISSION, "10/6+4/5", False),
        (GENERAL, ADMISSION, "10/5+5/10", False),  # all in favour, half of them there
        (GENERAL, ADMISSION, "29/22+2/24", True),
        (GENERAL, ADMISSION, "29/15+0/15", True),
        (GENERAL, ADMISSION, "29/14+15/29", False),  # 14 there are less than half
        (GENERAL, ADMISSION, "29/15+1/14", False),
        (GENERAL, ADMISSION, "29/15+1/15", True),
        # Election: more than 4/5 of 29 (23.2) are 24, of 30 (24 exactly) 25; more than half of those present.
        (GENERAL, ELECTION, "29/24/13", True),  # more than 12
        (GENERAL, ELECTION, "29/24/12", False),
        (GENERAL, ELECTION, "29/25/13", True),  # more than 12.5, though less than half of 29
        (GENERAL, ELECTION, "29/23/23", False),
        (GENERAL, ELECTION, "29/16/16", False),
        (GENERAL, ELECTION, "30/24/24", False),  # exactly four fifths
        (GENERAL, ELECTION, "30/25/13", True),
        (GENERAL, ELECTION, "29/23+2/25", False),  # who wrote was not there
        (GENERAL, ELECTION, "29/24+2/13", False),  # 24 + 2 voted: 13 are half of them
        (GENERAL, ELECTION, "29/24+2/14", True),
        # Committee: half or more of its members, more than half of them in favour (a default).
        (COMMITTEE, {}, "4/2+1/3", True),
        (COMMITTEE, {}, "5/2/2", False),  # half of 5 is 2.5
        (COMMITTEE, {}, "4/3/2", False),
        # Villagers by persons: more than half of 420 are 211; of 211 present more than half are 106.
        (VILLAGERS, {}, "420/210/210", False),
        (VILLAGERS, {}, "420/211/106", True),
        (VILLAGERS, {}, "420/211/105", False),
        (VILLAGERS, {"counted": "persons"}, "420/200/200", False),
        # By households: two thirds of 100 (66 2/3) are 67, of 99 exactly 66; more than half of those present.
        (VILLAGERS, HOUSEHOLDS, "100/66/66", False),
        (VILLAGERS, HOUSEHOLDS, "100/67/34", True),
        (VILLAGERS, HOUSEHOLDS, "100/67/33", False),
        (VILLAGERS, HOUSEHOLDS, "100/55/40", False),
        (VILLAGERS, HOUSEHOLDS, "99/66/34", True),
        (VILLAGERS, HOUSEHOLDS, "300/200/101", True),  # 200 present stand for two thirds of 300 households
        # Elsewhere neither the kind of vote nor the unit makes a difference.
        (REPS, ELECTION, "30/20/11", True),
        (REPS, HOUSEHOLDS, "30/20/11", True),
        (REPS, {}, "30/20+2/11", False),  # 22 voted: 11 are half
        (VILLAGERS, ELECTION, "420/265/241", True),
    ],
)
def test_a_vote_is_valid_by_its_own_article(meeting: str, said: dict[str, str], numbers: str, *, valid: bool) -> None:
    assert ask(VOTES.format(meeting), "06-30", *held(meeting, numbers, **said)) == ("1" if valid else "0")


CANDIDATE = make("candidate", person="M30", steps={"1": "2018-01-10"})


@pytest.mark.parametrize(
    ("about", "said", "valid"),
    [
        ("M30", {}, False),  # 5 of 10 are half: not enough for a candidate
        ("M31", {}, True),  # nobody's candidate: a resolution
        ("接收M30", {}, True),  # words
        ("接收某人", ADMISSION, False),
        ("M30", {"type": "resolution"}, True),  # what is written holds …
        ("M32", {"type": "resolution"}, False),  # … but not on the day on which the branch accepts
        ("M32", ELECTION, False),
        ("M30", ELECTION, False),
    ],
)
def test_a_vote_about_a_candidate_is_an_admission(about: str, said: dict[str, str], *, valid: bool) -> None:
    records = held(GENERAL, "10/5+1/6", about=about, **said)
    accepted = make("candidate", person="M32", steps={"1": "2018-01-10", "15": records[0].date.isoformat()})
    assert ask(VOTES.format(GENERAL), "06-30", records, CANDIDATE, accepted) == ("1" if valid else "0")


@pytest.mark.parametrize(
    ("about", "numbers", "known", "answer"),
    [
        ("M30", "10/5+1/6", {"person": "M30"}, "error"),  # valid as a resolution, not as an admission
        ("M30", "10/5+1/6", {}, "error"),
        ("M30", "10/5+1/6", {"person": "M31"}, "1"),
        ("M30", "10/6+0/6", {"person": "M30"}, "1"),  # valid as both
        ("M30", "10/4+0/4", {}, "0"),  # as neither
    ],
)
def test_a_candidate_that_cannot_be_read(about: str, numbers: str, known: dict[str, str], answer: str) -> None:
    lost = broken("candidate", None, **known)
    assert ask(VOTES.format(GENERAL), "06-30", held(GENERAL, numbers, about=about), broken=[lost]) == answer


@pytest.mark.parametrize(
    ("meeting", "said", "numbers", "needed", "favour"),
    [
        (GENERAL, {}, "10/4/4", "5", "6"),  # 10 ÷ 2; 10 ÷ 2 + 1
        (GENERAL, {}, "11/5/5", "6", "6"),  # 5.5 rounded up; 5 + 1
        (GENERAL, ADMISSION, "10/5+1/6", "6", "6"),
        (GENERAL, ELECTION, "29/16/16", "24", "9"),  # 23 + 1; 16 ÷ 2 + 1
        (GENERAL, ELECTION, "30/24/24", "25", "13"),  # 24 + 1; 24 ÷ 2 + 1
        (VILLAGERS, HOUSEHOLDS, "100/66/66", "67", "34"),  # 66 2/3 rounded up; 66 ÷ 2 + 1
        (VILLAGERS, {}, "420/210/210", "211", "106"),
    ],
)
def test_what_was_needed(meeting: str, said: dict[str, str], numbers: str, needed: str, favour: str) -> None:
    (left,) = answered(VOTES.format(meeting), "06-30", *held(meeting, numbers, **said)).rejected
    assert (left.values["needed"], left.values["favour"]) == (needed, favour)


@pytest.mark.parametrize("meeting", ["reps_meeting", "villagers_meeting"])
def test_votes_are_selected_by_their_meeting(meeting: str) -> None:
    held = activity("05-01", "general_meeting")
    vote = make("vote", held, about="X1", entitled=10, present=10, agree=10, against=0, abstain=0)
    assert ask(VOTES.format(meeting), "06-30", held, vote) == "not_applicable"


def test_the_share_of_valid_votes() -> None:
    held = activity("05-01", "general_meeting")
    votes = [
        make("vote", held, about=f"X{n}", entitled=10, present=10, agree=agree, against=10 - agree, abstain=0)
        for n, agree in enumerate((6, 5, 10))
    ]
    assert ask(VOTES.format("general_meeting"), "06-30", held, votes) == "2/3"


MEETING = 'kind: count, record: activity, where: {{kind: {0}, quorate: "yes"}}, due: year_end'


@pytest.mark.parametrize(
    ("kind", "expected_number", "present", "quorate"),
    [
        ("general_meeting", 20, 10, True),
        ("general_meeting", 21, 10, False),
        ("committee_meeting", 3, 2, True),
        ("reps_meeting", 30, 20, True),
        ("reps_meeting", 31, 20, False),
        ("villagers_meeting", 10, 5, False),
        ("villagers_meeting", 10, 6, True),
        ("general_meeting", None, 10, False),  # unknown numbers are no quorum
        ("general_meeting", 20, None, False),
        ("general_meeting", 0, 0, False),
    ],
)
def test_quorate_meetings(kind: str, expected_number: int | None, present: int | None, *, quorate: bool) -> None:
    held = activity("05-01", kind, expected=expected_number, present=present)
    assert ask(MEETING.format(kind), "12-31", held) == ("1" if quorate else "0")


def test_the_second_kind_of_an_evening_decides_too() -> None:
    held = activity("05-01", "theme_day", also="general_meeting", expected=20, present=10)
    assert ask(MEETING.format("general_meeting"), "12-31", held) == "1"
