"""Terms, committees and branches against what their articles allow, each at its last lawful number and one beyond."""

from __future__ import annotations

import pytest
from towns import SLUG, TinyTown

from branchstd.findings import Outcome, Severity
from samples import results

TERMS = "  - {start: 2018-01-20, end: 2021-01-19, basis: 党员大会选举，镇党委批复}\n"
TERM = "  - {{start: {}, end: {}, basis: {}}}\n"


def line(place: str) -> str:
    return place.rpartition(":")[0]


def terms(town: TinyTown, *rows: tuple[str, str, str], kind: str = "") -> list[tuple[str, str, str, str]]:
    """What is said of terms: code, place, years and the last lawful day."""
    town.replace("V/village.yaml", TERMS, "".join(TERM.format(*row) for row in rows))
    if kind:
        town.replace("D/town.yaml", "name: 小泉村,", f"name: 小泉村, kind: {kind},")
    told = town.told("term_too_long", "extension_too_long")
    return [(code, line(place), said["years"], said["last"]) for code, place, said in told]


@pytest.mark.parametrize(
    ("start", "end", "kind", "last"),
    [
        # The day before the five years: three run on.
        ("2018-07-11", "2021-07-11", "", ""),
        ("2018-07-11", "2021-07-12", "", "3 2021-07-11"),
        ("2018-07-11", "2023-07-11", "", "3 2021-07-11"),
        # From the day on: five.
        ("2018-07-12", "2021-07-13", "", ""),
        ("2018-07-12", "2023-07-12", "", ""),
        ("2018-07-12", "2023-07-13", "", "5 2023-07-12"),
        # 镇直: three, whenever it began.
        ("2018-07-12", "2021-07-12", "镇直", ""),
        ("2018-07-12", "2021-07-13", "镇直", "3 2021-07-12"),
        ("9998-01-01", "9999-12-31", "", ""),  # no day lies beyond
        # Eleven years.
        ("2017-12-20", "2028-12-19", "", "3 2020-12-20"),
    ],
)
def test_a_term_is_as_long_as_was_in_force_when_it_began(
    start: str, end: str, kind: str, last: str, town: TinyTown
) -> None:
    told = terms(town, (start, end, "党员大会选举"), kind=kind)
    assert told == ([("term_too_long", "V/village.yaml:4", *last.split())] if last else [])


@pytest.mark.parametrize(
    ("end", "is_told"),
    [("2019-07-01", False), ("2020-01-19", False), ("2020-01-20", True)],
)
def test_an_extension_is_a_year_at_most(end: str, is_told: bool, town: TinyTown) -> None:
    """The term ended on 19 January 2019."""
    rows = ("2016-01-20", "2019-01-19", "选举"), ("2019-01-20", end, "镇党委批复同意延长任期")
    told = [("extension_too_long", "V/village.yaml:5", "1", "2020-01-19")]
    assert terms(town, *rows) == (told if is_told else [])


def test_two_extensions_together_are_a_year_at_most(town: TinyTown) -> None:
    rows = (
        ("2016-01-20", "2019-01-19", "选举"),
        ("2019-01-20", "2019-10-19", "同意延期"),
        ("2019-10-20", "2020-03-31", "再次同意延期"),
    )
    assert terms(town, *rows) == [("extension_too_long", "V/village.yaml:6", "1", "2020-01-19")]


def test_who_is_elected_anew_has_a_term_of_five_years(town: TinyTown) -> None:
    assert terms(town, ("2016-01-20", "2019-01-19", "选举"), ("2019-01-20", "2024-01-19", "党员大会选举")) == []


def test_a_long_term_is_a_warning_and_moves_no_rule(town: TinyTown) -> None:
    town.replace("V/village.yaml", "end: 2021-01-19", "end: 2028-01-19")
    problem = next(problem for problem in town.problems() if problem.code == "term_too_long")
    assert problem.severity is Severity.WARNING
    assert results(town.root, village=SLUG)["2.1"].rules[1].outcome is Outcome.MET


HEADER = "person,body,post,start,end,basis_on,basis\n"


def committee(town: TinyTown, number: int, full: int, left: int = 0) -> list[tuple[str, str, str]]:
    """What is said of so many on the committee, `left` of whom are there no longer, in a branch of full members."""
    town.replace("T/villages/xiaoquan.yaml", "full_members: 4", f"full_members: {full}")
    ends = ["2019-06-30" if n <= left else "" for n in range(1, number + 1)]
    rows = (f"M{n:02},党支部委员会,成员,2018-01-20,{end},2018-01-20,选举\n" for n, end in enumerate(ends, 1))
    town.write("V/posts.csv", HEADER + "".join(rows))
    return [(code, line(place), said["seen"]) for code, place, said in town.told("committee_size")]


@pytest.mark.parametrize(
    ("number", "full", "left", "seen"),
    [
        (2, 7, 0, 2),
        (3, 7, 0, 0),
        (7, 30, 0, 0),
        (8, 30, 0, 8),
        (8, 30, 1, 0),  # seven are left
        (2, 6, 0, 0),  # fewer than seven full members: no committee
        (0, 7, 0, 0),  # nobody: its posts are gaps
    ],
)
def test_a_committee_has_three_to_seven(number: int, full: int, left: int, seen: int, town: TinyTown) -> None:
    told = [("committee_size", f"V/posts.csv:{number + 1}", str(seen))]
    assert committee(town, number, full, left) == (told if seen else [])


def test_one_person_in_two_posts_is_one(town: TinyTown) -> None:
    town.replace("T/villages/xiaoquan.yaml", "full_members: 4", "full_members: 7")
    row = "{},党支部委员会,{},2018-01-20,,2018-01-20,选举\n"
    held = ("M01", "书记"), ("M02", "组织委员"), ("M02", "纪检委员")
    town.write("V/posts.csv", HEADER + "".join(row.format(*one) for one in held))
    assert [said["seen"] for _, _, said in town.told("committee_size")] == ["2"]


@pytest.mark.parametrize(("number", "is_told"), [(50, False), (51, True)])
def test_more_than_fifty_in_a_branch(number: int, is_told: bool, town: TinyTown) -> None:
    rows = (f"M{n:02},男,2005-06-28,2006-06-28,1\n" for n in range(1, number + 1))
    town.write("V/people.csv", "code,gender,joined_on,full_on,dues\n" + "".join(rows))
    assert town.told("branch_size") == (
        [("branch_size", "V/people.csv:1:1", {"seen": str(number), "most": "50"})] if is_told else []
    )
