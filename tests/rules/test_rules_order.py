"""The order of the answers: not applicable, error, review, not due, share (semantics, 2)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, answered, ask, broken, facts, make, people, person, post, ruling, standards, view

from branchstd.catalogue.rules import KINDS
from branchstd.rules.kinds import KINDS as MEANINGS

QUARTERLY = "kind: cadence, when: has_helpers, every: quarter, record: activity, where: {kind: assistance_meeting}"
HELPED = facts(helpers=["team"])
LOST = broken("activity", "02-10", kind="assistance_meeting")


def test_every_kind_has_a_meaning() -> None:
    assert set(MEANINGS) == {kind.model_fields["kind"].annotation.__args__[0] for kind in KINDS}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("records", "lost", "as_of", "expected"),
    [
        ([facts()], [LOST], "12-31", "not_applicable"),  # no helpers are due here: before the error
        ([HELPED], [LOST], "12-31", "error"),  # before the gaps
        ([HELPED], [LOST], "02-09", "not_due"),  # dated tomorrow
        ([HELPED], [], "03-31", "0"),
        ([HELPED], [], "03-30", "not_due"),
        ([HELPED, ruling("x.a", "not_applicable", "01-10", until="12-31")], [LOST], "12-31", "not_applicable"),
    ],
)
def test_order(records: list[Any], lost: list[Any], as_of: str, expected: str) -> None:
    assert ask(QUARTERLY, as_of, records, broken=lost) == expected


@pytest.mark.parametrize(
    ("since", "said", "expected"),
    [
        ("06-01", [facts()], "error"),  # the latest word on helpers cannot be read
        ("06-01", [HELPED], "error"),
        (None, [], "error"),
        ("07-01", [facts()], "not_applicable"),  # it holds from tomorrow only
    ],
)
def test_unreadable_facts_switch_nothing_off(since: str | None, said: list[Any], expected: str) -> None:
    assert ask(QUARTERLY, "06-30", said, broken=[broken("facts", since)]) == expected


def test_an_error_tells_where() -> None:
    found = answered(QUARTERLY, "12-31", HELPED, broken=[LOST])
    assert (found.cause, dict(found.values)) == ("unreadable", {"file": "activity.yaml", "line": "7"})


THEME = "kind: count, record: activity, where: {kind: theme_day}, due: year_end"


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        (broken("activity"), "error"),  # nothing of it could be read
        (broken("activity", kind="theme_day"), "error"),
        (broken("activity", kind="talk"), "0"),  # certainly another
        (broken("activity", kind="lecture", also="theme_day"), "error"),
        (broken("activity", kind="lecture", also="study"), "0"),
        (broken("activity", "2020-01-01", kind="theme_day"), "0"),
        (broken("document"), "0"),  # a kind that the rule does not read
    ],
)
def test_a_broken_record_that_could_be_meant(lost: Any, expected: str) -> None:
    assert ask(THEME, "12-31", broken=[lost]) == expected


@pytest.mark.parametrize(
    ("line", "lost", "expected"),
    [
        # who is in the set
        ("kind: cover, set: members.able, record: member_year, due: year_end, when_empty: unmet", "person", "error"),
        ("kind: cover, set: members.able, record: member_year, due: year_end, when_empty: unmet", "standing", "error"),
        ("kind: cover, set: members.able, record: member_year, due: year_end, when_empty: unmet", "post", "0"),
        ("kind: count, set: supervisors, continuous: true", "post", "error"),
        ("kind: count, set: supervisors, continuous: true", "person", "0"),
        ('kind: count, set: supervisors, where: {conflicted: "no"}, continuous: true', "person", "error"),
        ("kind: count, record: case, times: members.lapsed, continuous: true, when_empty: unmet", "dues", "error"),
        # what is owed
        ("kind: count, set: reserves, times: cadre_posts, due: year_end, when_empty: unmet", "facts", "error"),
        (
            "kind: cover, set: reserves, seats: cadre_posts, record: activity, due: year_end, when_empty: unmet",
            "facts",
            "error",
        ),
        (
            "kind: cover, set: helpers.required, record: post, match: post, continuous: true, when_empty: unmet",
            "facts",
            "error",
        ),
        ("kind: cover, set: key_posts, record: activity, due: year_end, when_empty: unmet", "facts", "error"),
        # what the town did with an item
        (
            "kind: on_time, record: item, done: closed_on, limit: due_now, continuous: true, when_empty: unmet",
            "closure",
            "error",
        ),
        (
            "kind: cover, set: items, record: rectify, match: item, continuous: true, when_empty: unmet",
            "closure",
            "error",
        ),
        ("kind: cadence, every: month, record: duty, person_in: cadres.village", "post", "error"),
    ],
)
def test_a_broken_record_that_could_decide(line: str, lost: str, expected: str) -> None:
    assert ask(line, "12-31", facts(), people(1), broken=[broken(lost)]) == expected


def test_whether_there_is_a_committee_cannot_be_told_without_the_towns_word() -> None:
    line = "kind: count, when: has_committee, record: activity, where: {kind: committee_meeting}, due: year_end"
    assert ask(line, "12-31", facts(full_members=6)) == "not_applicable"
    assert ask(line, "12-31", facts(full_members=6), broken=[broken("facts")]) == "error"
    assert ask(line, "12-31", facts(full_members=6), broken=[broken("person")]) == "not_applicable"


@pytest.mark.parametrize(
    ("known", "expected"),
    [({"about": "x.a"}, "error"), ({"about": "x"}, "error"), ({"about": "y.a"}, "0"), ({}, "0")],
)
def test_an_unreadable_waiver(known: dict[str, str], expected: str) -> None:
    """A ruling that names this rule could take it out; one of which nothing can be read stops no other rule."""
    assert ask(THEME, "12-31", broken=[broken("ruling", "06-01", **known)]) == expected


@pytest.mark.parametrize("on_the_roster", [0, 6, 20])
def test_the_towns_number_decides_about_the_committee_and_no_roster(on_the_roster: int) -> None:
    """A village that leaves out the days of full membership does not get rid of its committee."""
    line = "kind: count, when: has_committee, record: activity, where: {kind: committee_meeting}, due: year_end"
    assert ask(line, "12-31", facts(full_members=20), people(on_the_roster)) == "0"
    assert ask(line, "12-31", facts(full_members=6), people(on_the_roster)) == "not_applicable"


def test_on_new_years_day_only_standing_facts_can_fail() -> None:
    """A village that recorded nothing: every rule with a period or a day waits for it."""
    said = facts(
        poor_village="yes", poor_households=5, members=20, party_groups=2, cadre_posts=5, group_posts=2,
        duty_shifts=20, quota=1, chain_target="yes", one_person_target="yes", helpers=["first_secretary"],
    )  # fmt: skip
    for _, rule in standards()[0].every_rule():
        if not getattr(rule, "continuous", False):
            assert ask(rule, "01-01", said) in {"not_due", "review", "not_applicable"}, rule.id


def test_who_recorded_nothing_earns_nothing() -> None:
    for as_of in ("01-01", "06-15", "10-30", "12-31"):
        for _, rule in standards()[0].every_rule():
            share = answered(rule, as_of, facts(members=20, cadre_posts=5, party_groups=2)).share
            assert not share or getattr(rule, "run", None), rule.id  # a run is not broken before it is long enough


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("members.active", {"joined": "06-30"}, True),
        ("members.active", {"joined": "07-01"}, False),
        ("members.active", {"came_on": "2019-06-30"}, True),  # from another branch
        ("members.active", {"came_on": "2019-07-01"}, False),
        ("members.active", {"left_on": "06-29"}, True),  # the town has not said so
        ("members.active", {"joined": None}, False),  # a cadre or candidate, not a member
        ("members.full", {"full": "06-30"}, True),
        ("members.full", {"full": "07-01"}, False),
        ("members.paying", {"dues": 5}, True),
        ("members.paying", {"dues": 0}, True),  # the town has not said so
        ("members.paying", {}, True),
    ],
)
def test_members_on_a_day(name: str, fields: dict[str, Any], *, expected: bool) -> None:
    assert ("M1" in view("06-30", person("M1", **fields)).members_of(name)) is expected


@pytest.mark.parametrize(
    ("body", "title", "sets_of"),
    [
        ("branch_committee", "secretary", {"officers", "committee", "secretary", "cadres.village"}),
        ("branch_committee", "publicity", {"officers", "committee", "cadres.village"}),
        ("villagers_committee", "head", {"officers", "villagers_committee", "cadres.village"}),
        ("supervision", "member", {"officers", "supervisors"}),
        ("women", "head", {"officers"}),
        ("villager_group", "head", {"officers"}),
        ("helpers", "team", {"helpers"}),
        ("reserve", "member", {"reserves"}),
        ("party_group", "leader", set()),  # no office
        ("leading_group", "leader", set()),
        ("wechat", "keeper", set()),
    ],
)
def test_posts_make_sets(body: str, title: str, sets_of: set[str]) -> None:
    every = (
        "officers",
        "committee",
        "secretary",
        "villagers_committee",
        "cadres.village",
        "supervisors",
        "helpers",
        "reserves",
    )
    seen = view("06-30", post("M1", body, title))
    assert {name for name in every if "M1" in seen.members_of(name)} == sets_of


def test_when_the_plan_has_no_such_day_the_rule_names_it() -> None:
    line = 'kind: count, record: activity, where: {kind: talk}, due: "2019-06-30"'
    assert ask(line, "06-29") == "not_due"
    assert ask(line, "06-30") == "0"
    assert ask(line, "06-30", activity("06-01", "talk", by="M1", people=["M2"])) == "1"


def test_projects_switch_their_rule_on() -> None:
    line = (
        "kind: on_time, when: has_projects, record: project, done: finished_on, limit: planned_finish, "
        "continuous: true, when_empty: not_applicable"
    )
    building = make("project", village="v", name="n", batch="improve_2019", planned_finish="09-30")
    assert [ask(line, "09-29", building), ask(line, "09-30", building), ask(line, "09-30")] == [
        "not_due",
        "0",
        "not_applicable",
    ]
