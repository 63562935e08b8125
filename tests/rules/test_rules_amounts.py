"""数量, 逐条, 合计: n ÷ need, the share of records that hold, sum ÷ owed (semantics, 2; brief 4.5, ex. 3 and 6)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from builders import activity, answered, ask, day, facts, make, monthly, people, person, post, rule, ruling, view

from branchstd.rules.answer import Outcome, count_for_share, ratio
from branchstd.workflow.rectification import holds, mark_of

TRAINED = "kind: count, record: activity, where: {kind: training}"


@pytest.mark.parametrize(
    ("number", "as_of", "expected"),
    [
        (0, "12-30", "not_due"),
        (1, "12-30", "not_due"),  # half, and a day is left: only a full share counts before the day
        (2, "12-30", "1"),
        (0, "12-31", "0"),
        (1, "12-31", "1/2"),
        (2, "12-31", "1"),
        (5, "12-31", "1"),  # never more than 1
    ],
)
def test_at_least_by_a_day(number: int, as_of: str, expected: str) -> None:
    records = monthly("training", *range(1, number + 1))
    assert ask(f"{TRAINED}, at_least: 2, due: year_end", as_of, records) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "0"), (1, "1/3"), (3, "1")])
def test_continuous_is_asked_every_day(number: int, expected: str) -> None:
    line = "kind: count, record: document, where: {form: duties}, window: all, at_least: 3, continuous: true"
    papers = [make("document", date="2018-05-01", form="duties", title="t", record="柜") for _ in range(number)]
    assert ask(line, "01-01", papers) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [(2, "0"), (3, "1"), (5, "1"), (6, "0")],  # brief 4.5, example 3: three to five
)
def test_at_most(size: int, expected: str) -> None:
    line = "kind: count, set: supervisors, at_least: 3, at_most: 5, continuous: true"
    posts = [post(f"M{n}", "supervision", "member") for n in range(size)]
    assert ask(line, "06-30", posts) == expected


RESERVES = "kind: count, set: reserves, at_least: 2, times: cadre_posts, due: M07, when_empty: not_applicable"


@pytest.mark.parametrize(
    ("posts", "reserves", "as_of", "expected"),
    [
        (6, 9, "10-30", "3/4"),  # brief 4.5, example 6: twelve are needed
        (6, 12, "10-29", "1"),
        (6, 11, "10-29", "not_due"),
        (6, 0, "10-30", "0"),
        (0, 0, "10-29", "not_due"),  # before the day, whatever the empty set gives
        (0, 0, "10-30", "not_applicable"),
        (0, 5, "10-30", "not_applicable"),  # nothing is owed: nothing is earned
    ],
)
def test_times_a_number_of_the_town(posts: int, reserves: int, as_of: str, expected: str) -> None:
    records = [post(f"M{n}", "reserve", "member") for n in range(reserves)]
    assert ask(RESERVES, as_of, facts(cadre_posts=posts), records) == expected


@pytest.mark.parametrize(("when_empty", "expected"), [("review", "review"), ("unmet", "0")])
def test_when_empty(when_empty: str, expected: str) -> None:
    assert ask(RESERVES.replace("not_applicable", when_empty), "12-31", facts()) == expected


def test_facts_are_the_latest_on_the_day() -> None:
    said = [facts(cadre_posts=1), facts("06-01", cadre_posts=2)]
    line = RESERVES.replace("due: M07", "continuous: true")
    reserves = [post(f"M{n}", "reserve", "member") for n in range(2)]
    assert ask(line, "05-31", said, reserves) == "1"
    assert ask(line, "06-01", said, reserves) == "1/2"


def test_people_of_a_set_of_whom_something_is_asked() -> None:
    """Two on the villagers' committee, one a woman; the one without a roster row proves nothing."""
    line = "kind: count, set: villagers_committee, where: {gender: female}, at_least: 2, continuous: true"
    posts = [post(code, "villagers_committee", "member") for code in ("M1", "M2", "M3")]
    roster = [person("M1", gender="female"), person("M2", gender="male")]
    found = answered(line, "06-30", posts, roster)
    assert (str(found.share), found.observed, len(found.rejected)) == ("1/2", 1, 1)


def test_a_post_without_a_roster_row_is_filled() -> None:
    line = "kind: count, set: supervisors, at_least: 3, continuous: true"
    posts = [post(f"M{n}", "supervision", "member") for n in range(3)]
    assert ask(line, "06-30", posts, person("M1")) == "1"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (None, "1"),
        (("M1", "villagers_committee", "member"), "2/3"),  # sits in the body that is supervised
        (("M1", "branch_committee", "secretary"), "2/3"),  # heads supervision and is secretary
        (("M2", "branch_committee", "secretary"), "1"),  # a plain member may be
        (("M1", "branch_committee", "organisation"), "1"),
    ],
)
def test_supervisors_without_conflict(other: tuple[str, str, str] | None, expected: str) -> None:
    line = 'kind: count, set: supervisors, where: {conflicted: "no"}, at_least: 3, continuous: true'
    posts = [
        post("M1", "supervision", "head"),
        post("M2", "supervision", "member"),
        post("M3", "supervision", "member"),
    ]
    assert ask(line, "06-30", people(3), posts, [post(*other)] if other else []) == expected


NEWCOMERS = "kind: count, set: newcomers.young, due: year_end"


@pytest.mark.parametrize(
    ("born", "accepted", "approved", "expected"),
    [
        ("1984-03", "03-10", "04-10", "1"),  # 35 and not a month more
        ("1983-04", "03-10", "04-10", "1"),  # turns 36 in April: the day of the meeting counts
        ("1983-03", "03-10", "04-10", "0"),  # 36
        (None, "03-10", "04-10", "0"),  # the birth month must be known
        ("1990-01", "2018-12-31", "01-20", "0"),  # last year
        ("1990-01", None, None, "0"),
        ("1990-01", "03-10", None, "0"),  # the Party committee has not approved
        ("1990-01", "12-20", "12-31", "1"),
        ("1990-01", "12-20", "2020-01-01", "0"),
    ],
)
def test_young_newcomers(born: str | None, accepted: str | None, approved: str | None, expected: str) -> None:
    steps = {code: on for code, on in {"1": "2018-01-10", "15": accepted, "17": approved}.items() if on}
    records = [person("C1", joined=None, full=None, born=born), make("candidate", person="C1", steps=steps)]
    assert ask(NEWCOMERS, "12-31", records) == expected


@pytest.mark.parametrize(("came", "expected"), [("03-11", "0"), ("03-10", "1")])
def test_whom_another_branch_accepted_is_no_newcomer_here(came: str, expected: str) -> None:
    accepted = make("candidate", person="C1", steps={"1": "2018-01-10", "15": "03-10", "17": "04-10"})
    one = person("C1", joined="03-10", full=None, born="1990-01", came_on=came)
    assert ask(NEWCOMERS, "12-31", one, accepted) == expected


APPLIED = {"1": "2017-10-01", "2": "2017-10-10"}


@pytest.mark.parametrize(
    ("steps", "stopped", "expected"),
    [
        (APPLIED | {"3": "06-30"}, None, "1"),
        (APPLIED | {"3": "07-01"}, None, "0"),  # not yet
        ({"3": "06-30"}, None, "0"),  # nobody applied
        ({"1": "2018-01-01", "3": "06-30"}, None, "0"),  # nobody talked with the applicant
        ({"1": "2018-01-01", "2": "06-30", "3": "06-29"}, None, "0"),  # … or only afterwards
        ({"1": "2018-01-01", "2": "06-29", "3": "06-29"}, None, "1"),  # late, but before
        ({"1": "01-01"}, None, "0"),
        (APPLIED | {"3": "2018-01-01", "15": "06-30"}, None, "0"),  # a member now
        (APPLIED | {"3": "2018-01-01", "15": "07-01"}, None, "1"),
        (APPLIED | {"3": "2018-01-01"}, "06-01", "0"),
        (APPLIED | {"3": "2018-01-01"}, "07-01", "1"),  # given up tomorrow
    ],
)
def test_in_training(steps: dict[str, str], stopped: str | None, expected: str) -> None:
    line = "kind: count, set: candidates.in_training, continuous: true"
    assert ask(line, "06-30", make("candidate", person="C1", steps=steps, stopped_on=stopped)) == expected


@pytest.mark.parametrize(
    ("basis_on", "same", "expected"),
    [("2018-01-01", True, "1"), (None, True, "0"), ("2018-01-01", False, "0")],  # one person, and elected
)
def test_one_person_in_both_posts(basis_on: str | None, expected: str, *, same: bool) -> None:
    line = "kind: count, when: one_person_target, set: one_person, due: year_end"
    posts = [
        post("M1", "branch_committee", "secretary"),
        post("M1" if same else "M2", "villagers_committee", "head", basis_on=basis_on),
    ]
    assert ask(line, "12-31", facts(one_person_target="yes"), posts) == expected
    assert ask(line, "12-31", facts(), posts) == "not_applicable"


EACH = "kind: each, record: candidate, filled: file, continuous: true, when_empty: not_applicable"


@pytest.mark.parametrize(
    ("files", "expected"),
    [((), "not_applicable"), (("柜1",), "1"), (("柜1", None, None), "1/3"), ((None,), "0")],
)
def test_each(files: tuple[str | None, ...], expected: str) -> None:
    found = [make("candidate", person=f"C{n}", steps={"1": "01-10"}, file=file) for n, file in enumerate(files)]
    assert ask(EACH, "06-30", found) == expected


@pytest.mark.parametrize(("when_empty", "expected"), [("review", "review"), ("unmet", "0")])
def test_each_of_nothing(when_empty: str, expected: str) -> None:
    assert ask(EACH.replace("not_applicable", when_empty), "06-30") == expected


def test_each_names_what_fails() -> None:
    found = answered(EACH, "06-30", make("candidate", person="C7", steps={"1": "01-10"}))
    assert (found.missing, [(r.reason, r.detail) for r in found.rejected]) == (("C7",), [("demand", "file")])


def test_the_town_confirms_that_there_was_nothing() -> None:
    """None this year, says the town: not applicable; without its word it waits."""
    line = EACH.replace("not_applicable", "review")
    assert ask(line, "06-30", ruling("x.a", "none", "06-01")) == "not_applicable"
    assert ask(line, "06-30", ruling("x.a", "none", "06-01", until="06-29")) == "review"
    broke = make("candidate", person="C7", steps={"1": "01-10"})
    assert ask(line, "06-30", ruling("x.a", "none", "06-01"), broke) == "0"  # no word undoes a fact


INCOME = 'kind: total, record: income, where: {stable: "yes"}, sum: amount, at_least: 50000, due: year_end'


def income(*amounts: str, stable: str = "yes") -> list[Any]:
    return [
        make("income", date="06-01", source="lease", amount=amount, stable=stable, basis="合同") for amount in amounts
    ]


@pytest.mark.parametrize(
    ("records", "as_of", "expected"),
    [
        (income("50000"), "12-31", "1"),  # 5万元以上 includes the number
        (income("49999.99"), "12-31", "4999999/5000000"),
        (income("20000", "5000"), "12-31", "1/2"),
        (income("20000", "5000"), "12-30", "not_due"),
        (income("30000", "20000"), "12-30", "1"),
        (income("60000"), "12-31", "1"),
        (income("60000", stable="no"), "12-31", "0"),
        ([], "12-31", "0"),
    ],
)
def test_total(records: list[Any], as_of: str, expected: str) -> None:
    assert ask(INCOME, as_of, records) == expected


SHIFTS = (
    "kind: total, every: month, record: duty, person_in: cadres.village, sum: attended, at_least: 9/10, "
    "times: duty_shifts, when_empty: not_applicable"
)


def shifts(month: str, attended: int, code: str = "M1") -> Any:
    return make("duty", month=month, person=code, attended=attended)


@pytest.mark.parametrize(
    ("as_of", "rows", "expected"),
    [
        ("01-30", [], "not_due"),
        ("01-31", [], "0"),
        ("01-31", [("2019-01", 18)], "1"),  # nine tenths of twenty
        ("01-31", [("2019-01", 9)], "1/2"),
        ("02-28", [("2019-01", 18)], "1/2"),
        ("02-28", [("2019-01", 18), ("2019-02", 18)], "1"),
        ("02-27", [("2019-01", 18), ("2019-02", 1)], "1"),  # February is not there before its last day
    ],
)
def test_total_for_each_month_passed(as_of: str, rows: list[tuple[str, int]], expected: str) -> None:
    cadre = post("M1", "villagers_committee", "head")
    assert ask(SHIFTS, as_of, facts(duty_shifts=20), cadre, [shifts(*row) for row in rows]) == expected


def test_what_a_month_owes_is_what_the_town_then_said() -> None:
    """20 shifts until June, 40 from July: July ends with 6×20 + 40 = 160 owed, of which nine tenths are 144.

    The 72 of January are worth the 18 that it owes.
    """
    said = [facts(duty_shifts=20), facts("07-01", duty_shifts=40)]
    cadre = post("M1", "villagers_committee", "head")
    found = answered(SHIFTS, "07-31", said, cadre, shifts("2019-01", 72))
    assert (found.expected, str(found.share)) == (144, "1/8")
    assert found.missing == tuple(f"2019-{month:02}" for month in range(2, 8))


@pytest.mark.parametrize(
    ("rows", "as_of", "made_good"),
    [
        ([("2019-06", 18), ("2019-07", 18)], "07-31", True),  # May stays missed
        ([("2019-06", 18), ("2019-07", 18)], "07-20", False),  # a month is there on its last day
        ([("2019-06", 18), ("2019-07", 17)], "07-31", False),
        ([("2019-06", 18)], "12-31", False),
        ([("2019-05", 18)], "06-01", True),  # it had only not been written down
        ([("2019-05", 9), ("2019-06", 72)], "12-31", False),  # more in one makes up for no other
    ],
)
def test_shifts_missed_are_made_good_by_the_next_months(
    rows: list[tuple[str, int]], as_of: str, made_good: bool
) -> None:
    asked = rule(SHIFTS)
    item = make("item", id="1", standard="2.9", origin="check", found_on="05-31", due_on="07-31")
    kept = [shifts(f"2019-{month:02}", 18) for month in range(1, 5)] + [shifts(*row) for row in rows]
    cadre = post("M1", "villagers_committee", "head")
    seen = view(as_of, facts(duty_shifts=20), cadre, kept)
    assert holds(seen, item, asked, mark_of(asked, day("05-31")), "2.9") is made_good


def test_shifts_of_others_do_not_count() -> None:
    found = answered(SHIFTS, "01-31", facts(duty_shifts=20), person("M1"), shifts("2019-01", 18))
    assert (str(found.share), [r.reason for r in found.rejected]) == ("0", ["person_in"])


@pytest.mark.parametrize(("as_of", "expected"), [("01-30", "not_due"), ("01-31", "not_applicable")])
def test_no_shifts_owed(as_of: str, expected: str) -> None:
    assert ask(SHIFTS, as_of, facts()) == expected


def test_total_times_households() -> None:
    line = (
        "kind: total, when: poor_village, record: document, where: {form: aid_measures}, sum: households, at_least: 1, "
        "times: poor_households, due: M07, when_empty: not_applicable"
    )
    paper = make("document", date="05-01", form="aid_measures", title="t", record="柜", households=9)
    assert ask(line, "10-30", facts(poor_village="yes", poor_households=12), paper) == "3/4"
    assert ask(line, "10-30", facts(poor_households=12), paper) == "not_applicable"  # no poor village


@pytest.mark.parametrize(
    ("share", "size", "strict", "expected"),
    [
        (Fraction(9, 10), 11, False, 10),  # at least 9/10 of 11: 9.9
        (Fraction(9, 10), 10, False, 9),
        (Fraction(45, 100), 9, True, 5),  # brief 4.5, example 8: more than 45 % of 9: 4.05
        (Fraction(1, 2), 10, True, 6),  # more than half of ten
        (Fraction(1, 2), 10, False, 5),
    ],
)
def test_needed(share: Fraction, size: int, expected: int, *, strict: bool) -> None:
    assert count_for_share(share, size, strict=strict) == expected


def test_ratio() -> None:
    assert ratio(2, 4) == Fraction(1, 2)
    assert ratio(5, 4) == 1
    with pytest.raises(ValueError, match="nothing owed"):
        ratio(1, 0)


def test_a_count_needs_the_record_to_be_complete() -> None:
    line = 'kind: count, record: activity, where: {kind: check, form: signage, problems: "0"}, due: year_end'
    assert ask(line, "12-31", activity("06-01", "check", form="signage", problems=0)) == "1"
    assert ask(line, "12-31", activity("06-01", "check", form="signage")) == "0"  # not typed is not zero


@pytest.mark.parametrize("record", [[], [shifts("2019-01", 18)]])
def test_what_the_town_has_not_said_is_not_nothing(record: list[Any]) -> None:
    """Shifts and posts are set by the town: before its first word nobody knows whether any are owed."""
    posts = "kind: count, set: reserves, at_least: 2, times: cadre_posts, due: M07, when_empty: not_applicable"
    for line in (SHIFTS, posts):
        found = answered(line, "12-31", person("M1"), record)
        assert (found.outcome, found.cause) == (Outcome.REVIEW, "no_facts")
        assert ask(line, "12-31", facts(), person("M1"), record) == "not_applicable"  # none, says the town
