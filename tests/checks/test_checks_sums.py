"""Figures that must balance: votes against those present, dues against the roster, the roster against the town."""

from __future__ import annotations

import pytest
from towns import TinyTown

APRIL = "V/activities/2019-04.yaml"
MEETING = """activities:
  - date: 2019-04-10
    kind: 支部党员大会
    topic: 春季转场
    expected: 4
    present: 4
    votes:
      - about: 转场
        entitled: {entitled}
        present: {here}
        written: {written}
        agree: {agree}
        against: {against}
        abstain: {abstain}
"""


def vote(town: TinyTown, here: str, cast: tuple[int, int, int]) -> TinyTown:
    """`here`: those present, and in writing, of those entitled, as `3+1/4`; cast: for, against, abstaining."""
    voters, _, entitled = here.partition("/")
    present, _, written = voters.partition("+")
    agree, against, abstain = cast
    counts = {"entitled": entitled, "here": present, "agree": agree, "against": against, "abstain": abstain}
    counts |= {"written": written or 0}
    return town.write(APRIL, MEETING.format(**counts))


@pytest.mark.parametrize(("agree", "cast"), [(2, 3), (4, 5)])
def test_votes_cast_are_not_those_present(agree: int, cast: int, town: TinyTown) -> None:
    vote(town, "4/4", (agree, 1, 0))
    assert town.told() == [("vote_sum", town.at(APRIL, "agree"), {"cast": str(cast), "present": "4", "written": "0"})]


@pytest.mark.parametrize("cast", [(3, 1, 0), (4, 0, 0), (0, 0, 4), (2, 1, 1)])
def test_votes_cast_are_those_present(cast: tuple[int, int, int], town: TinyTown) -> None:
    assert vote(town, "4/4", cast).told() == []


def test_more_voters_than_entitled(town: TinyTown) -> None:
    vote(town, "4/3", (4, 0, 0))
    values = {"present": "4", "written": "0", "entitled": "3"}
    assert town.told() == [("vote_present", town.at(APRIL, "present", 2), values)]


def test_fewer_voters_than_entitled(town: TinyTown) -> None:
    assert vote(town, "3/4", (3, 0, 0)).told() == []


@pytest.mark.parametrize(
    ("here", "cast", "codes"),
    [
        ("3+1/4", (4, 0, 0), []),  # 3 + 1 = 4 votes of 4
        ("2+1/4", (2, 0, 1), []),  # one of four neither there nor in writing
        ("3+1/4", (3, 0, 0), ["vote_sum"]),  # 3 votes, 4 voters
        ("3+0/4", (4, 0, 0), ["vote_sum"]),  # 4 votes, 3 voters
        ("3+2/4", (5, 0, 0), ["vote_present"]),  # 5 voters of 4
    ],
)
def test_a_written_opinion_is_a_vote(here: str, cast: tuple[int, int, int], codes: list[str], town: TinyTown) -> None:
    assert vote(town, here, cast).codes() == codes


@pytest.mark.parametrize(
    ("meeting", "counted", "is_told"),
    [
        ("村民会议", "按户", False),
        ("村民会议", "按人", False),
        ("村民代表会议", "按户", True),
        ("支部党员大会", "按人", True),
        ("主题党日; also: 支部党员大会", "按人", True),
    ],
)
def test_only_a_villagers_meeting_says_what_it_counts(
    meeting: str, counted: str, is_told: bool, town: TinyTown
) -> None:
    ballot = f"votes: [{{about: 转场, counted: {counted}, entitled: 4, present: 4, agree: 4, against: 0, abstain: 0}}]"
    town.activities(
        "2019-04", f"date: 2019-04-10; kind: {meeting}; form: 议事日; topic: 转场; expected: 4; present: 4; {ballot}"
    )
    kind = "theme_day" if "also" in meeting else {"村民代表会议": "reps_meeting"}.get(meeting, "general_meeting")
    told = [("counted_elsewhere", town.at(APRIL, "counted"), {"kind": kind})]
    assert town.told("counted_elsewhere") == (told if is_told else [])


TOWN_FILE = "T/villages/xiaoquan.yaml"
VISIT = 'inspections:\n  - {id: D1, date: 2019-06-10, form: 定期, by: T1, standards: "1.1"'


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", None),
        (", asked: 5, right: 5", None),
        (", asked: 5, right: 0, asked_by: T1", None),
        (", asked: 5, right: 6", "asked_right"),
        (", asked: 5", "asked_part"),
        (", right: 5", "asked_part"),
        (", asked_by: T1", "asked_part"),
    ],
)
def test_sample_questions(town: TinyTown, said: str, code: str | None) -> None:
    """A visit may have none; right answers are at most as many as questions, and both are told or neither."""
    before = town.codes()
    town.add(TOWN_FILE, f"{VISIT}{said}}}")
    assert town.codes() == sorted([*before, code] if code else before)


# The tiny roster owes 5 + 2 + 1 + 2 = 10 yuan a month.
HEADER = "month,paid_on,people,unpaid,total"


def dues(town: TinyTown, *rows: str) -> TinyTown:
    return town.write("V/dues.csv", "\n".join((HEADER, *rows)) + "\n")


def wrong(town: TinyTown, row: str, needed: str) -> None:
    values = {"seen": row.rpartition(",")[2], "needed": needed}
    assert town.told() == [("dues_sum", town.cell("V/dues.csv", row, "total"), values)]


@pytest.mark.parametrize(
    "row",
    [
        "2019-03,2019-03-10,,无,10",
        "2019-03,2019-03-10,,无,10.00",
        "2019-03,2019-03-10,,M01 M03,4",
        "2019-03,2019-03-10,M02,,2",
        "2019-Q1,2019-03-10,M01,,15",
        "2019-03,2019-03-10,,M01 M02 M03 M04,0",
    ],
)
def test_a_collection_that_balances(row: str, town: TinyTown) -> None:
    assert dues(town, row).told() == []


@pytest.mark.parametrize(
    ("row", "needed"),
    [
        ("2019-03,2019-03-10,,无,9.99", "10"),
        ("2019-03,2019-03-10,,无,10.01", "10"),
        ("2019-03,2019-03-10,,M01,10", "5"),
        ("2019-03,2019-03-10,M02 M04,,2", "4"),
        ("2019-Q1,2019-03-10,M01,,5", "15"),
    ],
)
def test_a_collection_that_does_not_balance(row: str, needed: str, town: TinyTown) -> None:
    wrong(dues(town, row), row, needed)


def test_a_general_collection_that_does_not_say_who_did_not_pay(town: TinyTown) -> None:
    dues(town, "2019-03,2019-03-10,,,10")
    assert town.told() == [("dues_unpaid_missing", "V/dues.csv:2:1", {})]


def test_who_left_before_the_months_end_owes_nothing_for_it(town: TinyTown) -> None:
    row = "2019-03,2019-03-10,,无,8"
    june = "V/activities/2019-06.yaml"
    town.replace(june, "expected: 4, present: 3", "expected: 3, present: 2")
    town.replace(june, "expected: 4, present: 4", "expected: 3, present: 3")
    assert dues(town.left("2019-03-30", counted="2019-04-01"), row).told() == []
    town.replace("V/dues.csv", row, "2019-03,2019-03-10,,无,10")
    wrong(town, "2019-03,2019-03-10,,无,10", "8")


@pytest.mark.parametrize("total", ["8", "10"])
def test_who_is_reported_to_have_left_may_be_in_the_total_or_not(total: str, town: TinyTown) -> None:
    assert dues(town.left("2019-03-30"), f"2019-03,2019-03-10,,无,{total}").told() == []


def test_a_total_without_more_than_who_is_reported_to_have_left(town: TinyTown) -> None:
    wrong(dues(town.left("2019-03-30"), "2019-03,2019-03-10,,无,7"), "2019-03,2019-03-10,,无,7", "10")


def test_who_left_on_the_months_last_day_owes_it(town: TinyTown) -> None:
    assert dues(town.left("2019-03-31"), "2019-03,2019-03-10,,无,10").told() == []


QUARTERLY = "standings:\n  - {person: M02, standing: 按季交党费, start: 2019-01-01}\n"
SAID = "T/villages/xiaoquan.yaml"


def test_who_pays_by_the_quarter_is_not_in_the_months_collection(town: TinyTown) -> None:
    row = "2019-03,2019-03-10,,无,8"
    dues(town.add(SAID, QUARTERLY), row, "2019-Q1,2019-03-20,M02,,6")
    assert town.told() == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("V/people.csv", "M04,男,2016-06-30", "M04,男,2016-06-31"),
        (SAID, "standing: 按季交党费, start: 2019-01-01", "standing: 按季交党费, start: 2019-01-32"),
    ],
    ids=["a row of the roster", "what the town said of a member"],
)
def test_dues_are_not_summed_while_it_is_unknown_who_owes(file: str, old: str, new: str, town: TinyTown) -> None:
    dues(town.add(SAID, QUARTERLY), "2019-03,2019-03-10,,无,8").replace(file, old, new)
    assert town.codes() == ["bad_date"]


def members(town: TinyTown, number: int, start: str = "2019-01-01") -> TinyTown:
    return town.replace(SAID, "start: 2019-01-01", f"start: {start}").replace(
        SAID, ", members: 4", f", members: {number}"
    )


def test_fewer_on_the_roster_than_the_town_counts(town: TinyTown) -> None:
    values = {"seen": "4", "needed": "5", "on": "2019-01-01"}
    assert members(town, 5).told() == [("roster_short", "V/people.csv:1:1", values)]


@pytest.mark.parametrize("number", [0, 3, 4])
def test_as_many_on_the_roster_or_more(number: int, town: TinyTown) -> None:
    assert members(town, number).told() == []


def test_a_member_who_joined_after_the_count_is_not_counted(town: TinyTown) -> None:
    town.replace("V/people.csv", "M04,男,2016-06-30,2017-06-30", "M04,男,2019-01-02,")
    values = {"seen": "3", "needed": "4", "on": "2019-01-01"}
    assert town.told("roster_short") == [("roster_short", "V/people.csv:1:1", values)]
    town.replace("V/people.csv", "M04,男,2019-01-02,", "M04,男,2019-01-01,")
    assert town.told("roster_short") == []


def test_a_roster_with_nobody_on_it(town: TinyTown) -> None:
    town.write("V/people.csv", "code,gender,joined_on,full_on,dues\n")
    assert town.told("roster_empty", "roster_short") == [("roster_empty", "V/people.csv:1:1", {"needed": "4"})]


def test_a_village_that_has_recorded_nothing_yet(town: TinyTown) -> None:
    for file in town.path("V/people.csv").parent.rglob("*.*"):
        if file.name != "village.yaml":
            file.unlink()
    assert town.told() == [("nothing_recorded", "V", {})]


def test_a_village_of_which_the_town_has_said_nothing(town: TinyTown) -> None:
    place = "T/villages/xiaoquan.yaml:1:1"
    assert town.write("T/villages/xiaoquan.yaml", "rulings: []\n").told() == [("no_facts", place, {})]
    town.path("T/villages/xiaoquan.yaml").unlink()
    assert town.told() == [("no_facts", place, {})]


def test_a_row_that_failed_is_not_missed_on_the_roster(town: TinyTown) -> None:
    town.replace("V/people.csv", "M04,男,2016-06-30", "M04,男,2016-06-31")
    assert town.told("roster_short") == []


def test_town_facts_that_begin_after_the_year_does(town: TinyTown) -> None:
    members(town, 4, "2019-01-02")
    assert town.told() == [("facts_late", town.at(SAID, "start"), {"first": "2019-01-01"})]


def test_town_facts_of_an_earlier_year(town: TinyTown) -> None:
    assert members(town, 4, "2018-07-01").told() == []


def test_later_town_facts_beside_the_first_ones(town: TinyTown) -> None:
    """Facts change in the year; only a year without any at its beginning is a fault."""
    text = town.text(SAID)
    entry = text[text.index("  - {") :]
    assert town.add(SAID, entry.replace("2019-01-01", "2019-07-01")).told() == []


def test_another_number_of_full_members_than_the_town_has(town: TinyTown) -> None:
    town.replace("V/people.csv", "M04,男,2016-06-30,2017-06-30", "M04,男,2016-06-30,")
    values = {"seen": "3", "needed": "4", "on": "2019-01-01"}
    assert town.told("full_members_other") == [("full_members_other", "V/people.csv:1:1", values)]


@pytest.mark.parametrize(
    ("row", "note", "severity"),
    [
        ("2019-04,2019-04-10,,无,9", "", "error"),  # less than 10: who did not pay, or a word
        ("2019-04,2019-04-10,,无,9", "M03半个月", "warning"),
        ("2019-04,2019-04-10,,无,12", "", "warning"),  # what was collected stands, and is asked about
        ("2019-04,2019-04-10,,无,12", "M01多交2元", None),
        ("2019-04,2019-04-10,,无,10", "", None),
    ],
)
def test_what_was_collected_stands(row: str, note: str, severity: str | None, town: TinyTown) -> None:
    town.write("V/dues.csv", f"{HEADER},note\n{row},{note}\n")
    told = [problem.severity.value for problem in town.problems() if problem.code == "dues_sum"]
    assert told == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("about", "is_told"),
    [
        ("接收某某为预备党员; type: 发展党员", False),
        ("接收某某为预备党员; type: 决议", False),
        ("接收某某为预备党员", True),
        ("M02转正", True),
        ("M02", True),  # who is on the roster, and no candidate
        ("转场", False),
    ],
)
def test_a_vote_that_reads_like_an_admission(about: str, is_told: bool, town: TinyTown) -> None:
    ballot = f"votes: [{{about: {about}, entitled: 4, present: 4, agree: 4, against: 0, abstain: 0}}]".replace(";", ",")
    town.activities("2019-04", f"date: 2019-04-10; kind: 支部党员大会; topic: 转场; expected: 4; present: 4; {ballot}")
    told = [("vote_unclear", town.at(APRIL, "about"), {"seen": about})]
    assert town.told("vote_unclear") == (told if is_told else [])
