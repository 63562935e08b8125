"""覆盖: (covered ÷ size) ÷ min_share, over those in the set on the day and for a whole month (semantics, 2)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, answered, ask, facts, listing, make, people, person, post, standing

YEARLY = "kind: cover, set: {}, record: member_year, needs: analysed_on, due: year_end, when_empty: unmet"
ABLE = YEARLY.format("members.able")


def analysed(*codes: str, on: str = "06-01") -> list[Any]:
    return [make("member_year", person=code, analysed_on=on) for code in codes]


@pytest.mark.parametrize(
    ("done", "as_of", "expected"),
    [
        (4, "12-31", "1"),
        (3, "12-31", "3/4"),
        (0, "12-31", "0"),
        (4, "12-30", "1"),  # before the day all is all
        (3, "12-30", "not_due"),
    ],
)
def test_members(done: int, as_of: str, expected: str) -> None:
    assert ask(ABLE, as_of, people(4), analysed(*[f"M{n}" for n in range(1, done + 1)])) == expected


@pytest.mark.parametrize(("done", "expected"), [(10, "1"), (9, "1"), (8, "8/9"), (0, "0")])
def test_min_share(done: int, expected: str) -> None:
    line = f"{ABLE}, min_share: 9/10"
    assert ask(line, "12-31", people(10), analysed(*[f"M{n}" for n in range(1, done + 1)])) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "1/2"),
        ({"joined": "12-01"}, "1/2"),  # the whole of December
        ({"joined": "12-02"}, "1"),  # no whole month
        ({"left_on": "12-31"}, "1/2"),  # member on the last day
        ({"left_on": "12-30"}, "1"),  # gone
    ],
)
def test_who_is_owed_for(fields: dict[str, str], expected: str) -> None:
    """M1 is covered, M2 is not; it is about M2 whether he counts."""
    counted = facts("12-31", members=1, full_members=1)
    assert ask(ABLE, "12-31", person("M1"), person("M2", **fields), counted, analysed("M1")) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [("12-20", "1/2"), (None, "1")],  # able again for eleven days, and in January to June: he counts
)
def test_a_whole_month_of_the_year_is_enough(end: str | None, expected: str) -> None:
    members = [person("M1"), person("M2"), standing("M2", "exempt", "07-05", end)]
    assert ask(ABLE, "12-31", members, analysed("M1")) == expected


@pytest.mark.parametrize(
    ("name", "word", "expected"),
    [
        ("members.active", "exempt", "1/2"),  # still a member
        ("members.able", "exempt", "1"),  # nothing is asked of him
        ("members.able", "floating", "1/2"),
        ("members.home", "floating", "1"),
        ("members.home", "exempt", "1"),
        ("members.care", "care", "0"),  # M2 alone is in the set
        ("members.floating", "floating", "0"),
    ],
)
def test_standings(name: str, word: str, expected: str) -> None:
    assert ask(YEARLY.format(name), "12-31", people(2), standing("M2", word), analysed("M1")) == expected


@pytest.mark.parametrize(
    ("when_empty", "as_of", "expected"),
    [
        ("unmet", "12-31", "0"),
        ("review", "12-31", "review"),
        ("not_applicable", "12-31", "not_applicable"),
        ("not_applicable", "12-30", "not_due"),  # before the day, whatever it says
        ("review", "12-30", "not_due"),
    ],
)
def test_when_empty(when_empty: str, as_of: str, expected: str) -> None:
    assert ask(ABLE.replace("unmet", when_empty), as_of, analysed("M1")) == expected


HOURS = "kind: cover, set: members.able, record: activity, sum: hours, at_least: 32, due: year_end, when_empty: unmet"


@pytest.mark.parametrize(
    ("joined", "hours", "expected"),
    [
        ("2010-01-01", "32", "1"),
        ("2010-01-01", "31.5", "0"),
        ("07-01", "16", "1"),  # six whole months: half of it
        ("07-02", "13.33", "0"),  # five: 13⅓
        ("07-02", "13.34", "1"),
        ("12-01", "2.67", "1"),  # one: 2⅔
    ],
)
def test_hours_by_whole_months(joined: str, hours: str, expected: str) -> None:
    study = activity("12-20", "study", people=["M1"], hours=hours)
    assert ask(HOURS, "12-31", person("M1", joined=joined), study) == expected


def test_before_the_year_ends_the_months_ahead_are_asked_too() -> None:
    """On 30 June sixteen hours are not yet the year's thirty-two."""
    study = activity("06-20", "study", people=["M1"], hours=16)
    assert ask(HOURS, "06-30", person("M1"), study) == "not_due"
    assert ask(HOURS, "06-30", person("M1"), study, activity("06-21", "study", people=["M1"], hours=16)) == "1"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"people": ["M1"]}, "1/3"),  # those named
        ({"people": ["M1", "M2"], "expected": 3, "present": 2}, "2/3"),
        ({"people": ["M1", "M2"], "expected": 3, "present": 1}, "0"),  # which of them, nobody knows
        ({"people": ["M1", "M2"], "absent": ["M2"]}, "1/3"),
        ({"absent": ["M3"]}, "2/3"),  # all but those named
        ({"absent": []}, "1"),
        ({}, "0"),  # unknown attendance proves nobody's
        ({"absent": [], "group": "G1"}, "1/3"),  # only that group was there
    ],
)
def test_who_was_there(fields: dict[str, Any], expected: str) -> None:
    line = "kind: cover, set: members.able, record: activity, where: {kind: study}, due: year_end, when_empty: unmet"
    members = [person("M1", group="G1"), person("M2"), person("M3")]
    assert ask(line, "12-31", members, activity("06-01", "study", **fields)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("committee_meeting", "1/3"), ("general_meeting", "1"), ("reps_meeting", "0"), ("work_report", "0")],
)
def test_whoever_was_not_due_was_not_there(kind: str, expected: str) -> None:
    """Nobody absent at the committee's meeting: that tells of the committee (M1), not of all members."""
    line = "kind: cover, set: members.able, record: activity, due: year_end, when_empty: unmet"
    records = [people(3), post("M1", "branch_committee", "secretary")]
    assert ask(line, "12-31", records, activity("06-01", kind, absent=[])) == expected


TALKS = (
    "kind: cover, set: members.able, record: activity, where: {kind: talk}, partner_in: committee, or_in: committee, "
    "due: year_end, when_empty: unmet"
)


@pytest.mark.parametrize(
    ("by", "with_whom", "covered"),
    [
        ("M1", ["M2"], 2),  # the committee member (spared) and the one talked with
        ("M2", ["M1"], 2),  # whoever began it
        ("M2", ["M3"], 1),  # nobody of the committee took part
        ("M1", ["M2", "M3"], 3),
    ],
)
def test_partner_in_and_or_in(by: str, with_whom: list[str], covered: int) -> None:
    records = [
        people(3),
        post("M1", "branch_committee", "secretary"),
        activity("03-01", "talk", by=by, people=with_whom),
    ]
    assert answered(TALKS, "12-31", records).observed == covered


def test_the_partner_is_of_the_set_on_the_day_of_the_talk() -> None:
    """M1 left the committee in April: his talk in March counts, his talk in May does not."""
    left = post("M1", "branch_committee", "publicity", end="04-30")
    talks = [activity("03-01", "talk", by="M1", people=["M2"]), activity("05-01", "talk", by="M1", people=["M3"])]
    assert answered(TALKS, "12-31", people(3), left, talks).missing == ("M1", "M3")


def test_talks_among_the_committee() -> None:
    """Four posts; the secretary talked with the organiser, nobody with the other two."""
    line = (
        "kind: cover, set: committee.posts, record: activity, where: {kind: talk}, partner_in: committee, "
        "due: year_end, when_empty: unmet"
    )
    titles = ("secretary", "organisation", "publicity", "discipline")
    posts = [post(f"M{n}", "branch_committee", title) for n, title in enumerate(titles, 1)]
    found = answered(line, "12-31", people(5), posts, activity("03-01", "talk", by="M1", people=["M2", "M5"]))
    assert (str(found.share), found.missing) == ("1/2", ("publicity", "discipline"))


CADRES = (
    "kind: cover, set: cadres.village, seats: cadre_posts, record: activity, where: {kind: training}, due: year_end, "
    "when_empty: unmet"
)


@pytest.mark.parametrize(
    ("seats", "expected"),
    [(0, "1/2"), (2, "1/2"), (4, "1/4"), (1, "1/2")],  # size is never less than the seats, nor than those in post
)
def test_seats(seats: int, expected: str) -> None:
    posts = [post("M1", "branch_committee", "secretary"), post("M2", "villagers_committee", "head")]
    training = activity("05-01", "training", people=["M1"])
    assert ask(CADRES, "12-31", facts(cadre_posts=seats), posts, training) == expected


def test_seats_times() -> None:
    line = CADRES.replace("cadres.village", "reserves") + ", seats_times: 2"
    reserves = [post(f"R{n}", "reserve", "member") for n in range(3)]
    training = activity("05-01", "training", people=["R0", "R1", "R2"])
    assert ask(line, "12-31", facts(cadre_posts=3), reserves, training) == "1/2"  # three of six
    assert ask(line, "12-31", facts(cadre_posts=3)) == "0"  # nobody in reserve: the seats are owed all the same


KEY = (
    "kind: cover, set: key_posts, record: activity, where: {kind: training, form: special}, due: M03, when_empty: unmet"
)


@pytest.mark.parametrize(
    ("helpers", "posts", "expected"),
    [
        ([], [("M1", "branch_committee", "secretary")], "1"),
        (["first_secretary"], [("M1", "branch_committee", "secretary")], "1/2"),  # due here and not in post
        (["first_secretary"], [("M1", "branch_committee", "secretary"), ("H1", "helpers", "first_secretary")], "1"),
        (["team"], [("M1", "branch_committee", "secretary")], "1"),  # a team is no key post
        ([], [], "0"),  # no secretary: the post is owed
    ],
)
def test_key_posts(helpers: list[str], posts: list[tuple[str, str, str]], expected: str) -> None:
    training = activity("06-05", "training", form="special", people=["M1", "H1"])
    assert ask(KEY, "06-10", facts(helpers=helpers), [post(*p) for p in posts], training) == expected


def test_helpers_due_here() -> None:
    line = (
        "kind: cover, when: has_helpers, set: helpers.required, record: post, where: {body: helpers}, window: now, "
        "match: post, continuous: true, when_empty: not_applicable"
    )
    said = facts(helpers=["first_secretary", "team"])
    assert ask(line, "06-30", said, post("H1", "helpers", "team")) == "1/2"
    assert ask(line, "06-30", said, post("H1", "helpers", "team", end="06-29")) == "0"
    assert ask(line, "06-30", facts(), post("H1", "helpers", "team")) == "not_applicable"


STUDY = (
    'kind: cover, set: "list:standards", record: activity, where: {kind: study}, match: covers, due: M07, '
    "when_empty: unmet"
)


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        (["1.1"], "1/42"),
        (["1"], "5/42"),  # an aspect stands for its five standards
        (["1", "1.1", "theory"], "5/42"),
        ([str(n) for n in range(1, 8)], "1"),
        ([], "0"),
    ],
)
def test_match_a_list_field(covers: list[str], expected: str) -> None:
    assert ask(STUDY, "10-30", activity("06-01", "study", covers=covers)) == expected


def test_match_a_plain_field() -> None:
    line = (
        'kind: cover, set: "list:theme_forms", record: activity, where: {kind: theme_day}, match: form, due: autumn, '
        "when_empty: review"
    )
    days = [activity("01-10", "theme_day", form="study"), activity("02-10", "theme_day", form="service")]
    found = answered(line, "09-30", days)
    assert (str(found.share), found.missing) == ("2/3", ("deliberation",))


@pytest.mark.parametrize("as_of", ["01-01", "12-31"])
def test_a_list_not_filled_in_waits_for_the_office_on_any_day(as_of: str) -> None:
    """Brief 4.5, example 7: 八有 is not configured, which is not an empty list."""
    line = (
        'kind: cover, set: "list:eight_haves", record: activity, where: {kind: check, form: eight_haves}, '
        "match: covers, due: M02, when_empty: review"
    )
    found = answered(line, as_of)
    assert (found.outcome, found.cause) == ("review", "list")
    filled = listing("eight_haves", "abcdefgh")
    assert ask(line, "05-31", activity("05-20", "check", form="eight_haves", covers=["a", "b"]), plan=filled) == "1/4"


def test_groups_that_still_exist() -> None:
    line = (
        "kind: cover, set: groups, seats: party_groups, record: post, where: {body: party_group, post: leader}, "
        "window: now, match: group, continuous: true, when_empty: unmet"
    )
    groups = [
        make("group", code="G1", name="一组", start="2018-01-01"),
        make("group", code="G2", name="二组", start="2018-01-01", end="06-30"),
    ]
    leader = post("M1", "party_group", "leader", group="G1")
    assert ask(line, "06-30", groups, leader) == "1/2"  # the second group's last day
    assert ask(line, "07-01", groups, leader) == "1"
    assert ask(line, "07-01", facts(party_groups=2), groups, leader) == "1/2"  # the town still asks for two


def test_rectification_items_and_upheld_disputes() -> None:
    line = (
        "kind: cover, set: items, record: rectify, needs: [cause, task], match: item, continuous: true, "
        "when_empty: not_applicable"
    )
    items = [
        make("item", id=code, standard="1.1", origin="check", found_on="05-01", text="t", due_on="07-01")
        for code in ("I1", "I2")
    ]
    plan = make("rectify", item="I1", start="05-05", cause="原因", task="任务")
    upheld = make("closure", item="I2", date="06-01", action="uphold", by="T2", reason="属实")
    assert ask(line, "05-31", items, plan) == "1/2"
    assert ask(line, "06-30", items, plan, upheld) == "1"  # the second is owed no more
    assert ask(line, "06-30") == "not_applicable"
