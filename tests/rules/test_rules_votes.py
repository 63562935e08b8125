"""Quorums and valid votes, exactly (semantics, 2): half, two thirds, more than half; more than half in favour."""

from __future__ import annotations

import pytest
from builders import activity, ask, make

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
