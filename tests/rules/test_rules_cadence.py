"""频次: satisfied periods ÷ periods passed or already satisfied (semantics, 1 and 2; brief 4.5 examples 1 and 2)."""

from __future__ import annotations

import pytest
from builders import activity, answered, ask, day, facts, listing, make, monthly, person, post, ruling, standing

THEME = "kind: cadence, every: month, record: activity, where: {kind: theme_day}"
GROUPS = (
    "kind: cadence, every: month, per: groups, record: activity, where: {kind: group_meeting}, match: group, "
    "when_empty: unmet"
)
OPEN = (
    'kind: cadence, every: quarter, per: "list:disclosure_kinds", record: activity, where: {kind: disclosure}, '
    "match: covers, grace_days: 15, when_empty: unmet"
)


@pytest.mark.parametrize(
    ("as_of", "months", "expected"),
    [
        ("01-01", (), "not_due"),  # nothing has ended
        ("01-30", (), "not_due"),  # January has a day left
        ("01-31", (), "0"),  # its last day has passed at the end of that day
        ("01-10", (1,), "1"),  # a running month that is satisfied counts already
        ("01-09", (1,), "not_due"),  # the record is of tomorrow
        ("02-15", (1,), "1"),  # February runs and is not satisfied: not in the denominator
        ("02-15", (1, 2), "1"),  # … and satisfied: in both
        ("09-15", (1, 2, 3, 4, 5, 6, 8), "7/8"),  # brief 4.5, example 1
        ("12-31", tuple(range(1, 13)), "1"),
        ("12-31", (), "0"),
    ],
)
def test_months(as_of: str, months: tuple[int, ...], expected: str) -> None:
    assert ask(THEME, as_of, monthly("theme_day", *months)) == expected


def test_what_is_missing_is_told_by_period() -> None:
    found = answered(THEME, "09-15", monthly("theme_day", 1, 2, 3, 4, 5, 6, 8))
    assert (found.missing, found.observed, found.expected) == (("2019-07",), 7, 8)
    assert found.due == day("09-30")  # the running month is what is owed next


def test_two_in_one_month_do_not_make_up_for_another() -> None:
    twice = [activity("01-10", "theme_day"), activity("01-20", "theme_day")]
    assert ask(THEME, "02-28", twice) == "1/2"


@pytest.mark.parametrize(
    ("days", "expected"),
    [(("01-10", "01-10"), "1"), (("01-10",), "0"), (("01-10", "02-01"), "0")],  # two are asked in the one month
)
def test_at_least(days: tuple[str, ...], expected: str) -> None:
    line = f"{THEME}, at_least: 2"
    assert ask(line, "01-31", [activity(on, "theme_day") for on in days]) == expected


@pytest.mark.parametrize(
    ("every", "as_of", "months", "expected"),
    [
        ("quarter", "06-30", (2, 5), "1"),
        ("quarter", "06-30", (2, 3), "1/2"),  # both in the first quarter
        ("quarter", "06-29", (2,), "1"),  # the second has a day left
        ("half", "06-30", (1,), "1"),
        ("half", "12-31", (1,), "1/2"),
    ],
)
def test_quarters_and_halves(every: str, as_of: str, months: tuple[int, ...], expected: str) -> None:
    line = f"kind: cadence, every: {every}, record: activity, where: {{kind: lecture}}"
    assert ask(line, as_of, monthly("lecture", *months)) == expected


@pytest.mark.parametrize(
    ("satisfied", "expected"),
    [(10, "1"), (9, "1"), (8, "8/9"), (0, "0")],  # 9 of 10 are asked: (8/10) ÷ (9/10)
)
def test_min_share(satisfied: int, expected: str) -> None:
    assert ask(f"{THEME}, min_share: 9/10", "10-31", monthly("theme_day", *range(1, satisfied + 1))) == expected


DISCLOSED = "kind: cadence, every: quarter, record: activity, where: {kind: disclosure}, grace_days: 15"


@pytest.mark.parametrize(
    ("on", "period", "as_of", "expected"),
    [
        (None, None, "04-14", "not_due"),  # grace runs until 15 April
        (None, None, "04-15", "0"),  # its last day has passed
        ("04-15", "2019-Q1", "04-15", "1"),  # on the last day of grace
        ("04-16", "2019-Q1", "04-16", "0"),  # a day late: it counts for no other quarter either
        ("04-10", None, "04-15", "1/2"),  # names no period: it is of the second quarter, and the first was missed
        ("03-10", "2019-Q2", "04-15", "1/2"),  # names the coming one
        ("01-09", "2018-Q4", "04-15", "0"),  # of last year
        ("02-10", "2019-02", "04-15", "1"),  # a named month lies in its quarter
    ],
)
def test_grace_days_and_named_periods(on: str | None, period: str | None, as_of: str, expected: str) -> None:
    records = [activity(on, "disclosure", period=period)] if on else []
    assert ask(DISCLOSED, as_of, records) == expected


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        (["party_affairs", "village_affairs"], "1"),  # one board with both
        (["party_affairs"], "1/2"),
        ([], "0"),
    ],
)
def test_each_item_of_a_list_in_each_period(covers: list[str], expected: str) -> None:
    assert ask(OPEN, "04-15", activity("03-20", "disclosure", period="2019-Q1", covers=covers)) == expected


def test_a_list_not_filled_in_waits_for_the_office() -> None:
    line = OPEN.replace("disclosure_kinds", "three_chains")
    assert ask(line, "12-31") == "review"
    filled = listing("three_chains", "abc")
    assert ask(line, "04-15", activity("03-20", "disclosure", period="2019-Q1", covers=["a"]), plan=filled) == "1/3"


@pytest.mark.parametrize(
    ("as_of", "months", "expected"),
    [
        ("05-31", (), "1"),  # five missed, six break it
        ("06-30", (), "0"),
        ("12-31", (6, 12), "1"),  # five missed, twice
        ("12-31", (5, 12), "0"),  # June to November
        ("01-15", (), "not_due"),
    ],
)
def test_run(as_of: str, months: tuple[int, ...], expected: str) -> None:
    assert ask(f"{THEME}, run: 6", as_of, monthly("theme_day", *months)) == expected


def test_run_is_of_one_element() -> None:
    """Two groups that miss a month in turn: neither misses two in a row."""
    groups = [make("group", code=code, name=code, start="2018-01-01") for code in ("G1", "G2")]
    met = monthly("group_meeting", 1, 3, group="G1") + monthly("group_meeting", 2, 4, group="G2")
    assert ask(f"{GROUPS}, run: 2", "04-30", groups, met) == "1"
    assert ask(f"{GROUPS}, run: 2", "06-30", groups, met) == "0"  # May and June, both


def test_two_groups_average() -> None:
    """Brief 4.5, example 2: 8 of 8 months and 6 of 8 make 14 of 16."""
    groups = [make("group", code=code, name=code, start="2018-01-01") for code in ("G1", "G2")]
    met = monthly("group_meeting", *range(1, 9), group="G1") + monthly("group_meeting", *range(1, 7), group="G2")
    found = answered(GROUPS, "08-31", groups, met)
    assert (str(found.share), found.missing) == ("7/8", ("G2:2019-07", "G2:2019-08"))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2018-01-01", None, "0"),  # all of January to April were missed: 0 of 4
        ("03-01", None, "0"),  # 0 of 2
        ("03-02", None, "0"),  # the first full month is April: 0 of 1
        ("04-02", None, "not_due"),  # no full month yet
    ],
)
def test_the_first_period_is_the_first_full_one(start: str, end: str | None, expected: str) -> None:
    group = make("group", code="G1", name="一组", start=start, end=end)
    assert ask(GROUPS, "04-30", group) == expected


@pytest.mark.parametrize(
    ("start", "end", "owed"),
    [
        ("2018-01-01", None, 4),
        ("03-01", None, 2),
        ("03-02", None, 1),
        ("2018-01-01", "03-31", 3),
        ("2018-01-01", "03-30", 2),
    ],
)
def test_a_group_owes_the_months_it_existed_all_through(start: str, end: str | None, owed: int) -> None:
    group = make("group", code="G1", name="一组", start=start, end=end)
    assert answered(GROUPS, "04-30", group).expected == owed


def test_seats_owe_also_what_nobody_has_set_up() -> None:
    """Three groups are due, one exists: January has one of three; striking the row out would make it none of three."""
    line = f"{GROUPS}, seats: party_groups"
    group = make("group", code="G1", name="一组", start="2018-01-01")
    met = monthly("group_meeting", 1, group="G1")
    found = answered(line, "01-31", facts(party_groups=3), group, met)
    assert (str(found.share), found.missing) == ("1/3", ("?2:2019-01", "?3:2019-01"))
    assert ask(line, "01-31", facts(party_groups=3), met) == "0"


def test_seats_are_those_of_the_periods_first_day() -> None:
    """From 10 February two groups are due: January and February owe one, March two."""
    group = make("group", code="G1", name="一组", start="2018-01-01")
    found = answered(
        f"{GROUPS}, seats: party_groups", "03-31", facts(party_groups=1), facts("02-10", party_groups=2), group
    )
    assert found.missing == ("G1:2019-01", "G1:2019-02", "G1:2019-03", "?2:2019-03")


@pytest.mark.parametrize(
    ("when_empty", "as_of", "expected"),
    [
        ("not_applicable", "01-30", "not_due"),  # no month has passed without anybody
        ("not_applicable", "01-31", "not_applicable"),
        ("review", "01-31", "review"),
        ("unmet", "01-31", "0"),
    ],
)
def test_when_empty(when_empty: str, as_of: str, expected: str) -> None:
    line = GROUPS.replace("unmet", when_empty)
    assert ask(line, as_of, monthly("group_meeting", 1, group="G1")) == expected


FLOATING = (
    "kind: cadence, every: half, per: members.floating, record: activity, where: {kind: [contact, talk, care]}, "
    "when_empty: not_applicable"
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2018-01-01", None, "0"),  # away all the half-year, never contacted
        ("01-02", None, "not_due"),  # not all the half-year
        ("2018-01-01", "06-29", "not_applicable"),  # back before its end, and nobody is away now
    ],
)
def test_people_owe_the_periods_they_are_in_the_set_all_through(start: str, end: str | None, expected: str) -> None:
    assert ask(FLOATING, "06-30", person("M1"), standing("M1", "floating", start, end)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("contact", "1"), ("care", "1"), ("theme_day", "0")])
def test_a_person_is_covered_by_being_named(kind: str, expected: str) -> None:
    away = [person("M1"), standing("M1", "floating")]
    assert ask(FLOATING, "06-30", away, activity("05-01", kind, by="M2", people=["M1"])) == expected


@pytest.mark.parametrize(
    ("full_members", "as_of", "expected"),
    [
        (6, "12-31", "not_applicable"),  # no committee below seven
        (7, "01-31", "0"),
        (7, "01-30", "not_due"),
    ],
)
def test_a_condition_switches_the_rule_on(full_members: int, as_of: str, expected: str) -> None:
    line = "kind: cadence, when: has_committee, every: month, record: activity, where: {kind: committee_meeting}"
    assert ask(line, as_of, facts(full_members=full_members)) == expected


@pytest.mark.parametrize(
    ("seventh", "owed"),
    [("03-01", 2), ("03-02", 1), ("04-02", None)],  # full member on the 1st: that month is the first full one
)
def test_the_seventh_full_member_starts_the_months(seventh: str, owed: int | None) -> None:
    line = "kind: cadence, when: has_committee, every: month, record: activity, where: {kind: committee_meeting}"
    found = answered(line, "04-30", facts(full_members=6), facts(f"2019-{seventh}", full_members=7))
    assert found.expected == owed


def test_a_post_fills_every_month_that_it_touches() -> None:
    """In post until 5 March and again from 20 May: only April has no secretary on any day."""
    line = "kind: cadence, every: month, record: post, where: {body: branch_committee, post: secretary}, window: all"
    posts = [
        post("M1", "branch_committee", "secretary", end="03-05"),
        post("M2", "branch_committee", "secretary", "05-20"),
    ]
    found = answered(line, "05-31", posts)
    assert (str(found.share), found.missing) == ("4/5", ("2019-04",))


def test_quorate_meetings_only() -> None:
    """The committee of five met with two in February: that month has a meeting and no valid one."""
    line = 'kind: cadence, every: month, record: activity, where: {kind: committee_meeting, quorate: "yes"}'
    met = [
        activity("01-10", "committee_meeting", expected=5, present=3),
        activity("02-10", "committee_meeting", expected=5, present=2),
    ]
    found = answered(line, "02-28", met)
    assert (str(found.share), [r.reason for r in found.rejected]) == ("1/2", ["where"])


def test_needs() -> None:
    """Without its picture the disclosure does not count; typed zero is not nothing."""
    line = f"{DISCLOSED}, needs: [signed_by, image]"
    whole = activity("03-10", "disclosure", period="2019-Q1", signed_by="M1", image=["a.jpg"])
    bare = activity("03-10", "disclosure", period="2019-Q1", signed_by="M1")
    assert [ask(line, "04-15", whole), ask(line, "04-15", bare)] == ["1", "0"]
    duty = "kind: cadence, every: month, record: duty, needs: handled"
    assert ask(duty, "01-31", make("duty", month="2019-01", person="M1", attended=4, handled=0)) == "1"
    assert ask(duty, "01-31", make("duty", month="2019-01", person="M1", attended=4)) == "0"


def test_one_evening_counts_as_the_two_things_it_was() -> None:
    both = activity("01-10", "theme_day", also="lecture")
    assert ask(THEME, "01-31", both) == "1"
    assert ask(THEME.replace("theme_day", "lecture"), "01-31", both) == "1"


def test_a_waiver_of_the_town_takes_the_rule_out() -> None:
    assert ask(THEME, "12-31", ruling("x.a", "not_applicable", "06-01", until="12-31")) == "not_applicable"
