"""Two people in a post of which there is one; elections of which no vote is one."""

from __future__ import annotations

import pytest
from towns import TinyTown

HEADER = "person,body,post,start,end,basis_on,basis"
FIRST = "M01,党支部委员会,书记,2018-01-20,{},2018-01-20,选举"


def held(town: TinyTown, second: str, last: str = "") -> list[tuple[str, str, dict[str, str]]]:
    """What is said of a first secretary until `last`, and of a second post from 1 April."""
    town.write("V/posts.csv", "\n".join([HEADER, FIRST.format(last), f"{second},2019-04-01,,2019-04-01,选举"]) + "\n")
    return town.told("two_holders")


def test_a_second_secretary(town: TinyTown) -> None:
    first = "data/villages/xiaoquan/2019/posts.csv:2:1"
    values = {"person": "M02", "other": "M01", "first": first}
    assert held(town, "M02,党支部委员会,书记") == [("two_holders", "V/posts.csv:3:4", values)]


@pytest.mark.parametrize("second", ["M01,党支部委员会,书记", "M02,党支部委员会,组织委员", "M02,村民小组,主任"])
def test_what_may_stand_beside_it(second: str, town: TinyTown) -> None:
    assert held(town, second) == []


@pytest.mark.parametrize(("last", "told"), [("2019-03-31", 0), ("2019-04-01", 1)])
def test_a_successor_comes_after_the_last_day(last: str, told: int, town: TinyTown) -> None:
    assert len(held(town, "M02,党支部委员会,书记", last)) == told


ELECTED = "M03,党支部委员会,组织委员,2019-04-10,,{},{}"
BALLOT = "{{about: 补选, {}entitled: 4, present: 4, agree: 4, against: 0, abstain: 0}}"


@pytest.mark.parametrize(
    ("row", "kind", "votes", "is_told"),
    [
        (ELECTED.format("2019-04-10", "党员大会选举"), "支部党员大会", BALLOT.format(""), True),
        (ELECTED.format("2019-04-10", "党员大会补选"), "支部党员大会", BALLOT.format("type: 决议, "), True),
        (ELECTED.format("2019-04-10", "by-election"), "支部党员大会", BALLOT.format(""), True),
        (ELECTED.format("2019-04-10", "选举"), "主题党日; form: 议事日; also: 支部党员大会", BALLOT.format(""), True),
        # One of two votes is an election.
        (
            ELECTED.format("2019-04-10", "选举"),
            "支部党员大会",
            BALLOT.format("") + ", " + BALLOT.format("type: 选举, "),
            False,
        ),
        (ELECTED.format("2019-04-10", "选举"), "支部党员大会", "", False),  # no vote is written down
        (ELECTED.format("2019-04-11", "选举"), "支部党员大会", BALLOT.format(""), False),  # another day
        (ELECTED.format("2019-04-10", "镇党委批复"), "支部党员大会", BALLOT.format(""), False),
        (ELECTED.format("2019-04-10", "selected by the county"), "支部党员大会", BALLOT.format(""), False),
        (ELECTED.format("2019-04-10", "选举"), "村民会议", BALLOT.format(""), False),  # another meeting
        (
            ELECTED.replace("党支部委员会,组织委员", "村民委员会,成员").format("2019-04-10", "村民选举"),
            "支部党员大会",
            BALLOT.format(""),
            False,
        ),
    ],
)
def test_an_election_that_no_vote_is_called(row: str, kind: str, votes: str, is_told: bool, town: TinyTown) -> None:
    town.write("V/posts.csv", "\n".join([HEADER, FIRST.format(""), row]) + "\n")
    said = f"; votes: [{votes}]" if votes else ""
    town.activities("2019-04", f"date: 2019-04-10; kind: {kind}; topic: 补选; expected: 4; present: 4{said}")
    told = [(place, {**said, "first": town.short(said["first"])}) for _, place, said in town.told("election_unsaid")]
    asked = {"person": "M03", "on": "2019-04-10"}
    if is_told:
        asked["first"] = town.begins("V/activities/2019-04.yaml", "{about")
    assert told == ([("V/posts.csv:3:7", asked)] if is_told else [])
