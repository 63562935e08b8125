"""What is gone and still named or counted: told at what betrays it; what the town is asked, with the line to paste."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from towns import SLUG, YEAR_END, TinyTown

from branchstd.findings import Outcome
from branchstd.workspace import open_workspace

SAID = "T/villages/xiaoquan.yaml"
APRIL = "V/activities/2019-04.yaml"
MATTERS = "matters:\n  - {id: S1, type: major, title: 修渠, steps: {D1: 2019-04-02}}\n"
CANDIDATE = 'candidates:\n  - {person: C01, steps: {"1": 2019-04-02}}\n'
VOTE = (
    "date: 2019-04-10; kind: 支部党员大会; topic: 议事; expected: 4; present: 4; "
    "votes: [{about: %s, entitled: 4, present: 4, agree: 4, against: 0, abstain: 0}]"
)


def counting(town: TinyTown, **counts: int) -> TinyTown:
    said = "".join(f", {name}: {number}" for name, number in counts.items())
    return town.replace(SAID, "one_person_target: 否}", f"one_person_target: 否{said}}}")


def errors(town: TinyTown) -> set[str]:
    found = open_workspace(town.root).village(SLUG, YEAR_END).assessment
    assert found.conclusion.proposed == "open"
    return {r.rule.id for s in found.standards for r in s.rules if r.outcome is Outcome.ERROR}


def nobody(town: TinyTown) -> None:
    """C01 stands on the roster and is neither member nor in office, nor named anywhere."""
    town.add("V/people.csv", "C01,女,,,")


def no_matter(town: TinyTown) -> None:
    town.activities("2019-04", VOTE % "S9")


def no_cadre(town: TinyTown) -> None:
    """Two in the branch committee, of whom one heads the village: two people in three posts."""
    town.add("V/posts.csv", "M01,村民委员会,主任,2018-01-20,2018-01-20,村民选举")


def no_group(town: TinyTown) -> None:
    """The town wants two; both, by code and by name, are meetings of groups that nobody wrote down."""
    town.replace(SAID, "party_groups: 0", "party_groups: 2")
    meeting = "date: 2019-04-%s; kind: 党小组会; topic: 议事; expected: 4; present: 4; group: %s"
    town.activities("2019-04", meeting % ("10", "G1"), meeting % ("11", "泉边"))


def fewer(town: TinyTown) -> None:
    counting(town, matters=1)


@pytest.mark.parametrize(
    ("change", "told", "rules"),
    [
        (nobody, ("lost_candidate", "V/people.csv:6:1", {"person": "C01"}), {"5.1.a", "5.2.a"}),
        (no_matter, ("lost_matter", "V/activities/2019-04.yaml:7:21", {"about": "S9"}), {"2.5.a", "2.6.b"}),
        (no_cadre, ("lost_post", "V/posts.csv", {"seen": "2", "needed": "3", "on": "2019-01-01"}), {"4.1.a", "2.1.a"}),
        (no_group, ("no_groups", "V/village.yaml", {"count": "2"}), {"3.2.b"}),
        (fewer, ("count_short", "V/matters.yaml", {"kind": "matter", "seen": "0", "needed": "1"}), {"2.5.a", "2.6.b"}),
    ],
)  # fmt: skip
def test_what_is_lost(
    change: Callable[[TinyTown], None], told: tuple[str, str, dict[str, str]], rules: set[str], town: TinyTown
) -> None:
    """Every rule that reads the kind cannot know; the tiny town has no committee, so 2.1.a does not apply to it."""
    change(town)
    assert (
        town.told(told[0]) == [(told[0], told[1].removesuffix(":1:1"), told[2])]
        or town.told(told[0])[0][0::2] == told[0::2]
    )
    assert rules - {"2.1.a"} <= errors(town)


@pytest.mark.parametrize(
    "change",
    [
        lambda town: town.add("V/people.csv", "C01,女,,,").write("V/candidates.yaml", CANDIDATE),
        lambda town: town.add("V/people.csv", "N01,女,,,").activities(
            "2019-04", "date: 2019-04-10; kind: 谈心谈话; by: M01; people: [N01]"
        ),
        lambda town: town.activities("2019-04", VOTE % "S1").write("V/matters.yaml", MATTERS),
        lambda town: town.activities("2019-04", VOTE % "护路员人选"),
        lambda town: town.add("V/posts.csv", "M03,村民委员会,主任,2018-01-20,2018-01-20,村民选举"),
        lambda town: counting(town, matters=1, candidates=0, cases=0).write("V/matters.yaml", MATTERS),
    ],
    ids=["a candidate", "a villager", "a matter", "in words", "three cadres", "as many as the town counts"],
)
def test_nothing_is_lost(change: Callable[[TinyTown], TinyTown], town: TinyTown) -> None:
    assert change(town).told("lost_candidate", "lost_matter", "lost_post", "count_short") == []


def test_a_single_matter_of_much_money(town: TinyTown) -> None:
    """10,000 yuan make it a major one, one yuan less does not."""
    single = "matters:\n  - id: S1\n    type: case\n    title: 修渠\n    amount: {}\n    steps: {{Q1: 2019-04-02}}\n"
    assert town.write("V/matters.yaml", single.format(9999)).told("major_by_amount") == []
    values = {"id": "S1", "seen": "10000", "needed": "10000"}
    town.write("V/matters.yaml", single.format(10000))
    assert town.told("major_by_amount") == [("major_by_amount", town.at("V/matters.yaml", "type"), values)]


def asked(town: TinyTown) -> list[tuple[str, str]]:
    found = open_workspace(town.root).village(SLUG, YEAR_END)
    assert not [p for p in found.problems if p.code.endswith("_unconfirmed")]
    return [(problem.code, problem.values["line"]) for problem in found.questions]


ENTRY = (
    "- {start: %s, poor_village: 否, poor_households: 0, members: 3, full_members: 3, party_groups: 0, cadre_posts: 3, "
    "group_posts: 0, duty_shifts: 8, quota: 0, chain_target: 否, one_person_target: 否, helpers: []}"
)


def test_the_town_is_asked_about_leaving_and_its_answer_settles_it(town: TinyTown) -> None:
    assert asked(town) == []
    town.left("2019-04-09")
    line = ENTRY % "2019-04-10"
    assert asked(town) == [("leaving_unconfirmed", line)]
    assert asked(town.add(SAID, f"  {line}")) == []


def test_the_town_is_asked_about_dues_left_empty(town: TinyTown) -> None:
    town.replace("V/people.csv", "M04,男,2016-06-30,2017-06-30,2", "M04,男,2016-06-30,2017-06-30,")
    line = "- {person: M04, standing: 免交党费, start: 2019-01-01}"
    assert asked(town) == [("dues_unconfirmed", line)]
    assert asked(town.add(SAID, f"standings:\n  {line}")) == []


def test_the_town_is_asked_about_a_post_that_spares(town: TinyTown) -> None:
    """Of the two committees the town's number of posts, three, says enough; of the women's federation it has none."""
    town.add("V/posts.csv", "M03,村民委员会,主任,2018-01-20,2018-01-20,村民选举")
    assert asked(town) == []
    line = "- {person: M04, standing: 任职, start: 2019-03-08}"
    assert asked(town.add("V/posts.csv", "M04,妇联,主任,2019-03-08,,")) == [("post_unconfirmed", line)]
    assert asked(town.add(SAID, f"standings:\n  {line}")) == []


def test_one_more_in_the_committees_than_the_town_has_posts(town: TinyTown) -> None:
    """Four people in three posts: who began last is asked about."""
    town.add("V/posts.csv", "M03,村民委员会,主任,2018-01-20,2018-01-20,村民选举")
    town.add("V/posts.csv", "M04,村民委员会,成员,2018-02-20,2018-02-20,村民选举")
    assert asked(town) == [("post_unconfirmed", "- {person: M04, standing: 任职, start: 2018-02-20}")]
