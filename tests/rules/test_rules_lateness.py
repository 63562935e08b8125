"""What came after a day of the plan's own is worth half for thirty days, then nothing, in each kind of rule with a day.

The plan's day here is M06, 15 June: the last half-worth day is 15 July. `half_year` is only a default of the program.
"""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, answered, ask, day, facts, listing, make, people, person, post, shipped, standards

from branchstd.catalogue.model import Plan

WHEN = [("06-14", "1"), ("06-15", "1"), ("06-16", "1/2"), ("07-15", "1/2"), ("07-16", "0")]


def paper(on: str, *covers: str, form: str = "advance_plan") -> Any:
    return make("document", date=on, form=form, title="计划", record="柜1", covers=covers)


def row(**fields: str) -> Any:
    return make("member_year", person="M1", **fields)


# A rule with one thing to be done by 15 June, and how it is done on a day.
ONE_THING: dict[str, tuple[str, Any]] = {
    "deadline": ("kind: deadline, record: document, where: {form: advance_plan}", paper),
    "count of papers": ("kind: count, record: document, where: {form: advance_plan}", paper),
    "count of meetings": ("kind: count, record: activity, where: {kind: study}", lambda on: activity(on, "study")),
    "count of a post": (
        "kind: count, record: post, where: {body: wechat}, window: now",
        lambda on: post("M1", "wechat", "member", on),
    ),
    "count of a dated field": ("kind: count, record: member_year, needs: posted_on", lambda on: row(posted_on=on)),
    "cover of people by a field": (
        "kind: cover, set: members.full, record: member_year, needs: [pledge, pledged_on], when_empty: unmet",
        lambda on: row(pledge="带头", pledged_on=on),
    ),
    "cover of people by a meeting": (
        "kind: cover, set: members.full, record: activity, where: {kind: study}, when_empty: unmet",
        lambda on: activity(on, "study", people=["M1"]),
    ),
    "cover of a key post by a course": (
        "kind: cover, set: key_posts, record: activity, where: {kind: training}, when_empty: unmet",
        lambda on: activity(on, "training", people=["M1"]),
    ),
    "cover of a key post by a post": (
        "kind: cover, set: key_posts, record: post, where: {body: leading_group}, window: now, when_empty: unmet",
        lambda on: post("M1", "leading_group", "leader", on),
    ),
    "cover of a list by papers": (
        'kind: cover, set: "list:plan_sections", record: document, match: covers, when_empty: unmet',
        lambda on: paper(on, "content", "progress", "measures", "schedule", "owner"),
    ),
    "cover of a list by posts": (
        'kind: cover, set: "list:theme_forms", record: document, match: covers, when_empty: unmet',
        lambda on: [paper(on, form) for form in ("study", "deliberation", "service")],
    ),
    "cover by a sum": (
        "kind: cover, set: members.full, record: activity, sum: hours, at_least: 32, when_empty: unmet",
        lambda on: [activity("03-01", "study", people=["M1"], hours=30), activity(on, "study", people=["M1"], hours=2)],
    ),
    "cover by the second": (
        "kind: cover, set: members.full, record: activity, at_least: 2, when_empty: unmet",
        lambda on: [activity("03-01", "study", people=["M1"]), activity(on, "study", people=["M1"])],
    ),
    "each paper": (
        "kind: each, record: document, where: {form: advance_plan}, filled: record, when_empty: unmet",
        paper,
    ),
    "each dated field": (
        "kind: each, record: member_year, filled: analysed_on, when_empty: unmet",
        lambda on: row(analysed_on=on),
    ),
}
SURROUNDINGS = [facts(), person("M1"), post("M1", "branch_committee", "secretary")]


@pytest.mark.parametrize("name", ONE_THING)
@pytest.mark.parametrize(("on", "expected"), WHEN)
def test_one_thing_by_the_plans_day(name: str, on: str, expected: str) -> None:
    line, done = ONE_THING[name]
    found = answered(f"{line}, due: M06", "12-31", SURROUNDINGS, done(on))
    assert (str(found.share), found.is_there) == (expected, True)
    late = (day(on) - day("06-15")).days
    assert {one.days for one in found.late} == ({late} if late > 0 else set())
    assert found.missing == ()


@pytest.mark.parametrize("name", ONE_THING)
def test_before_its_day_it_is_not_due_and_on_it_missing(name: str) -> None:
    line, done = ONE_THING[name]
    if name.startswith("each"):
        return  # nothing to judge is no gap
    assert ask(f"{line}, due: M06", "06-14", SURROUNDINGS) == "not_due"
    found = answered(f"{line}, due: M06", "06-15", SURROUNDINGS, done("06-16"))
    assert (str(found.share), found.is_there, found.late_until) == ("0", False, day("07-15"))
    assert answered(f"{line}, due: M06", "07-15", SURROUNDINGS).late_until is None  # its last day is over


@pytest.mark.parametrize("name", [name for name in ONE_THING if name != "deadline"])
@pytest.mark.parametrize("on", ["06-16", "07-16"])
def test_where_the_day_is_only_a_default_late_is_as_good(name: str, on: str) -> None:
    line, done = ONE_THING[name]
    by_rule = f"{line}, due: M06, source: {{default: due}}"
    assert ask(by_rule, "12-31", SURROUNDINGS, done(on)) == "1"
    assert ask(f"{line}, due: half_year", "12-31", SURROUNDINGS, done("07-16")) == "1"


@pytest.mark.parametrize(("on", "expected"), [("06-30", "1"), ("07-01", "1/2"), ("07-30", "1/2"), ("07-31", "0")])
def test_a_day_that_the_town_has_settled_counts_like_the_plans(on: str, expected: str) -> None:
    settled = [m.model_copy(update={"default": False}) for m in standards()[1].milestones]
    plan = standards()[1].model_copy(update={"milestones": tuple(settled)})
    line, done = ONE_THING["cover of people by a field"]
    assert ask(f"{line}, due: half_year", "12-31", SURROUNDINGS, done(on), plan=plan) == expected


@pytest.mark.parametrize(
    ("line", "records"),
    [
        ("kind: count, set: reserves, at_least: 1", [post("M1", "reserve", "member", "12-01")]),
        ("kind: count, record: venue, where: {state: in_use}, window: now",
         [make("venue", start="12-01", state="in_use")]),
        ("kind: total, record: income, sum: amount, at_least: 500",
         [make("income", date="12-01", source="lease", amount=500, stable="yes")]),
    ],
)  # fmt: skip
def test_a_state_and_a_sum_have_no_lateness(line: str, records: list[Any]) -> None:
    assert ask(f"{line}, due: M06", "12-31", records) == "1"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("06-01", "06-15", "12-01"), "1"),  # the first two count
        (("06-01", "06-16", "06-17"), "3/4"),
        (("06-16", "07-16"), "1/4"),
        (("06-01",), "1/2"),  # the second is missing
        (("06-20",), "1/4"),
    ],
)
def test_the_first_that_are_needed(days: tuple[str, ...], expected: str) -> None:
    line = "kind: count, record: activity, where: {kind: study}, at_least: 2, due: M06"
    assert ask(line, "12-31", [activity(on, "study") for on in days]) == expected


@pytest.mark.parametrize(
    ("late", "missing", "expected"),
    [(0, 0, "1"), (1, 0, "1"), (2, 0, "1"), (3, 0, "17/18"), (1, 1, "17/18"), (10, 0, "5/9")],
)
def test_least_share_with_half_worth(late: int, missing: int, expected: str) -> None:
    """Ten members of whom nine tenths are asked: two late are nine of ten, three are 8½ ÷ 9."""
    line = "kind: cover, set: members.full, record: member_year, needs: pledged_on, min_share: 9/10, when_empty: unmet"
    days = ["06-20"] * late + ["06-01"] * (10 - late - missing)
    rows = [make("member_year", person=f"M{n}", pledged_on=on) for n, on in enumerate(days, 1)]
    assert ask(f"{line}, due: M06", "12-31", people(10), rows) == expected


PLEDGES = "kind: cover, set: members.active, record: member_year, needs: pledged_on, when_empty: unmet, due: M06"


@pytest.mark.parametrize(
    ("on", "as_of", "expected"),
    [
        (None, "09-30", "1"),  # joined on 1 September: owes it by 1 October
        (None, "10-01", "1/2"),
        ("09-20", "09-30", "1"),
        ("10-01", "12-31", "1"),
        ("10-02", "12-31", "3/4"),
        ("10-31", "12-31", "3/4"),
        ("11-01", "12-31", "1/2"),
    ],
)
def test_whoever_joins_after_the_day_has_thirty_days(on: str | None, as_of: str, expected: str) -> None:
    """M1 was there and in time."""
    rows = [row(pledged_on="06-01"), *([make("member_year", person="M2", pledged_on=on)] if on else [])]
    assert ask(PLEDGES, as_of, person("M1"), person("M2", "09-01", None), rows) == expected


GROUP = shipped("7.3.b")
OFFICE = "helpers", "first_secretary"


@pytest.mark.parametrize(
    ("first", "joined", "second", "as_of", "expected"),
    [
        ("06-05", "09-01", None, "09-30", "1"),  # filled by the day: the successor has until 1 October
        ("06-05", "09-01", None, "10-01", "1/2"),  # and is missing then
        ("06-05", "09-01", "10-01", "12-31", "1"),
        ("06-05", "09-01", "10-02", "12-31", "3/4"),
        ("06-05", "09-01", "10-31", "12-31", "3/4"),
        ("06-05", "09-01", "11-01", "12-31", "1/2"),
        ("06-20", "09-01", "09-02", "12-31", "3/4"),  # the first was late, and stays so
        (None, "09-01", "09-02", "12-31", "1/2"),  # nobody in it for months, though there was a first secretary
    ],
)
def test_a_post_that_changes_hands(
    first: str | None, joined: str, second: str | None, as_of: str, expected: str
) -> None:
    """The secretary is in the leading group in time; H1 is first secretary until August, H2 after him."""
    said = [facts(helpers=["first_secretary"]), post("M1", "branch_committee", "secretary")]
    said += [
        post("M1", "leading_group", "leader", "06-01"),
        post("H1", *OFFICE, end="08-31"),
        post("H2", *OFFICE, joined),
    ]
    said += [post("H1", "leading_group", "member", first, end="08-31")] if first else []
    said += [post("H2", "leading_group", "member", second)] if second else []
    assert ask(GROUP, as_of, said) == expected


def test_a_first_secretary_who_comes_after_the_day_has_thirty_days() -> None:
    said = [facts(helpers=["first_secretary"]), post("M1", "branch_committee", "secretary")]
    said += [post("M1", "leading_group", "leader", "06-01"), post("H1", *OFFICE, "09-01")]
    assert ask(GROUP, "09-30", said) == "1"
    assert ask(GROUP, "10-01", said) == "1/2"
    assert ask(GROUP, "12-31", said, post("H1", "leading_group", "member", "10-02")) == "3/4"


def test_the_leading_group_keeps_its_day_when_the_secretary_changes() -> None:
    posts = [
        post("M1", "branch_committee", "secretary", end="08-31"),
        post("M2", "branch_committee", "secretary", "09-01"),
    ]
    posts += [post("M1", "leading_group", "leader", "06-10", end="08-31")]
    follows = post("M2", "leading_group", "leader", "09-20")
    assert ask(shipped("7.3.a"), "09-30", posts) == "1"
    assert ask(shipped("7.3.a"), "10-01", posts) == "0"
    assert ask(shipped("7.3.a"), "12-31", posts, follows) == "1"


def test_a_keeper_who_follows_another_is_not_late() -> None:
    """By 15 June somebody kept it; who does so now began in September."""
    line, _ = ONE_THING["count of a post"]
    posts = [post("M1", "wechat", "member", "03-01", end="08-31"), post("M2", "wechat", "member", "09-01")]
    assert ask(f"{line}, due: M06", "12-31", posts) == "1"
    assert ask(f"{line}, due: M06", "12-31", posts[:1]) == "0"


def test_what_runs_on_from_after_the_day_has_thirty_days_too() -> None:
    """Files of candidates: nobody who applied in November is late in June."""
    line = "kind: each, record: candidate, filled: file, when_empty: unmet, due: M06"
    applied = make("candidate", person="C1", steps={"1": "11-01"}, file="柜1")
    bare = make("candidate", person="C2", steps={"1": "11-01"})
    assert ask(line, "12-31", applied) == "1"
    assert ask(line, "11-30", applied, bare) == "1"
    assert ask(line, "12-01", applied, bare) == "1/2"


def filled() -> Plan:
    return listing("five_studies", "abcde")


@pytest.mark.parametrize(
    ("on", "expected"), [("05-31", "1"), ("06-01", "1/2"), ("06-30", "1/2"), ("07-01", "0"), ("12-30", "0")]
)
def test_the_five_studies_have_the_plans_day(on: str, expected: str) -> None:
    held = [activity(on, "study", covers=list("abcde"))]
    assert ask(shipped("1.1.a"), "12-31", held, plan=filled()) == expected
