"""Two people in a post of which there is one."""

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
