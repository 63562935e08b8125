"""Every number that the plan asks of a village: one less, just that, one more. By the shipped rules, from records.

Tested elsewhere and not again here: votes and quorums (rules/test_rules_votes), steps of a matter and of the
organisation-life meeting in part and out of order (rules/test_rules_steps), the age of a young member and the thirty
days of lateness (examples/5.2, examples/7.3), 80 and 60 points (assess/test_assess_conclusion).
"""

from __future__ import annotations

from typing import Any

import pytest
from builders import activity, ask, facts, make, monthly, people, person, post, shipped, standards
from places import asked

CATALOGUE, PLAN = standards()


def paid(kind: str, *amounts: str) -> list[Any]:
    rows = {"village": "v", "kind": kind, "period": "2019-H1", "due_on": "06-30", "paid_on": "06-20"}
    return [make("payment", amount=amount, **rows) for amount in amounts]


@pytest.mark.parametrize(
    ("rule", "kind", "amounts", "expected"),
    [
        # 4.1万 a village
        ("6.1.a", "office_fund", ["40999.99"], "4099999/4100000"),
        ("6.1.a", "office_fund", ["40999"], "40999/41000"),
        ("6.1.a", "office_fund", ["41000"], "1"),
        ("6.1.a", "office_fund", ["41001"], "1"),
        ("6.1.a", "office_fund", ["20500", "20499.99"], "4099999/4100000"),
        ("6.1.a", "office_fund", ["20500", "20500"], "1"),
        ("6.1.a", "cadre_pay", ["41000"], "0"),  # what was paid for another thing
        # 2.4万 for each of five posts: 120,000
        ("6.1.b", "cadre_pay", ["119999.99"], "11999999/12000000"),
        ("6.1.b", "cadre_pay", ["119999"], "119999/120000"),
        ("6.1.b", "cadre_pay", ["120000"], "1"),
        ("6.1.b", "cadre_pay", ["120001"], "1"),
        # 8500 for each of two posts: 17,000
        ("6.1.c", "group_pay", ["16999.99"], "1699999/1700000"),
        ("6.1.c", "group_pay", ["16999"], "16999/17000"),
        ("6.1.c", "group_pay", ["17000"], "1"),
        ("6.1.c", "group_pay", ["17001"], "1"),
    ],
)
def test_the_three_sums(rule: str, kind: str, amounts: list[str], expected: str) -> None:
    assert ask(shipped(rule), "12-31", asked(), paid(kind, *amounts)) == expected


@pytest.mark.parametrize(
    ("posts", "amount", "expected"),
    [(1, "23999", "23999/24000"), (1, "24000", "1"), (7, "167999", "167999/168000"), (7, "168000", "1"),
     (0, "0", "not_applicable")],
)  # fmt: skip
def test_pay_is_for_each_post_of_the_town_s_number(posts: int, amount: str, expected: str) -> None:
    assert ask(shipped("6.1.b"), "12-31", facts(cadre_posts=posts), paid("cadre_pay", amount)) == expected


def test_what_is_owed_and_unpaid_is_no_pay() -> None:
    row = make("payment", village="v", kind="office_fund", period="2019-H1", due_on="06-30", amount="41000")
    assert ask(shipped("6.1.a"), "12-31", asked(), row) == "0"


def income(amount: str, source: str = "lease", stable: str = "yes") -> Any:
    return make("income", date="12-31", source=source, amount=amount, stable=stable, basis="合同")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([income("49999.99")], "4999999/5000000"),
        ([income("50000")], "1"),  # 5万元以上 takes the number in
        ([income("50000.01")], "1"),
        ([income("30000"), income("19999.99", "dividend")], "4999999/5000000"),
        ([income("30000"), income("20000", "service")], "1"),
        ([income("30000"), income("20000", "subsidy")], "3/5"),
        ([income("30000"), income("20000", "business", "no")], "3/5"),
    ],
)
def test_fifty_thousand_yuan(rows: list[Any], expected: str) -> None:
    assert ask(shipped("6.5.b"), "12-31", rows) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "0"), (1, "1/2"), (2, "1"), (3, "1")])
def test_two_activists(number: int, expected: str) -> None:
    steps = {"1": "2018-05-01", "2": "2018-05-20", "3": "12-31"}
    trained = [make("candidate", person=f"C{n}", steps=steps) for n in range(number)]
    assert ask(shipped("5.2.a"), "12-31", asked(), trained) == expected


@pytest.mark.parametrize(("number", "quota", "expected"), [
    (0, 1, "0"), (1, 1, "1"), (2, 1, "1"), (0, 0, "not_applicable"), (1, 0, "not_applicable")])  # fmt: skip
def test_one_young_member(number: int, quota: int, expected: str) -> None:
    young = [person(f"C{n}", None, None, born="1995-06") for n in range(number)]
    admitted = [
        make("candidate", person=f"C{n}", steps={"1": "2017-05-01", "15": "12-31", "17": "12-31"})
        for n in range(number)
    ]
    assert ask(shipped("5.2.b"), "12-31", asked(quota=quota), young, admitted) == expected


@pytest.mark.parametrize(
    ("posts", "reserves", "expected"),
    [(1, 1, "1/2"), (1, 2, "1"), (1, 3, "1"), (3, 5, "5/6"), (3, 6, "1"), (3, 7, "1"), (7, 13, "13/14"), (7, 14, "1"),
     (7, 15, "1"), (0, 0, "not_applicable")],
)  # fmt: skip
def test_two_reserves_for_each_post(posts: int, reserves: int, expected: str) -> None:
    stored = [post(f"R{n}", "reserve", "member", "03-01") for n in range(reserves)]
    assert ask(shipped("4.5.a"), "12-31", facts(cadre_posts=posts), stored) == expected


@pytest.mark.parametrize(("rule", "kind"), [("3.4.a", "theme_day"), ("3.2.a", "committee_meeting")])
@pytest.mark.parametrize(("held", "expected"), [(0, "11/12"), (1, "1"), (2, "1")])
def test_one_a_month(rule: str, kind: str, held: int, expected: str) -> None:
    there = {"expected": 5, "present": 3}
    others = monthly(kind, *(month for month in range(1, 13) if month != 6), **there)
    june = [activity(f"06-{10 + n}", kind, **there) for n in range(held)]
    assert ask(shipped(rule), "12-31", asked(), others, june) == expected


@pytest.mark.parametrize(("rule", "kind"), [
    ("3.1.a", "general_meeting"), ("3.3.a", "lecture"), ("2.3.d", "supervision_meeting"),
    ("1.4.b", "assistance_meeting")])  # fmt: skip
@pytest.mark.parametrize(("held", "expected"), [(0, "3/4"), (1, "1"), (2, "1")])
def test_one_a_quarter(rule: str, kind: str, held: int, expected: str) -> None:
    there = {"expected": 8, "present": 5}
    others = monthly(kind, 1, 4, 10, **there)
    third = [activity(f"08-{10 + n}", kind, **there) for n in range(held)]
    assert ask(shipped(rule), "12-31", asked(), others, third) == expected


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        ([], "3/4"),
        ([["party_affairs"]], "7/8"),
        ([["village_affairs"]], "7/8"),
        ([["party_affairs"], ["party_affairs"]], "7/8"),
        ([["party_affairs"], ["village_affairs"]], "1"),  # on two days is as good
        ([["party_affairs", "village_affairs"]], "1"),
    ],
)
def test_party_and_village_affairs_each_quarter(third: list[list[str]], expected: str) -> None:
    """The fourth quarter is not owed before January, and is there."""
    both = ["party_affairs", "village_affairs"]
    others = [activity(f"{month}-20", "disclosure", covers=both) for month in ("03", "06", "12")]
    said = [activity(f"09-{20 + n}", "disclosure", covers=covers) for n, covers in enumerate(third)]
    assert ask(shipped("2.7.a"), "12-31", others, said) == expected


@pytest.mark.parametrize(("rule", "kind"), [
    ("3.5.a", "org_life_meeting"), ("3.6.a", "appraisal_meeting"), ("7.1.a", "dual_review"),
    ("V6", "org_life_meeting")])  # fmt: skip
@pytest.mark.parametrize(("held", "expected"), [(0, "0"), (1, "1"), (2, "1")])
def test_at_least_one_a_year(rule: str, kind: str, held: int, expected: str) -> None:
    assert ask(shipped(rule), "12-31", asked(), monthly(kind, *range(1, held + 1))) == expected


MEETINGS = [
    activity("05-01", "committee_meeting"), activity("05-05", "joint_meeting"), activity("05-10", "general_meeting"),
    activity("05-15", "reps_meeting"), activity("05-20", "disclosure"), activity("07-01", "disclosure"),
]  # fmt: skip
MATTER = {"D1": "05-01", "D2": "05-05", "D3": "05-10", "D4": "05-15", "P1": "05-20", "W": "06-20", "P2": "07-01"}


@pytest.mark.parametrize("gone", ["D1", "D2", "D3", "D4", "P1", "P2"])
def test_four_deliberations_and_two_disclosures(gone: str) -> None:
    """Six steps round the work itself: with all of them 1, without one of them six of seven."""
    steps = {code: on for code, on in MATTER.items() if code != gone}
    for known, expected in ((MATTER, "1"), (steps, "6/7")):
        record = make("matter", id="X1", type="major", title="修桥", steps=known)
        assert ask(shipped("2.5.a"), "12-31", record, MEETINGS) == expected


SEVENTEEN = [step.code for step in CATALOGUE.templates["org_life_17"].steps]


@pytest.mark.parametrize("gone", SEVENTEEN)
def test_seventeen_steps(gone: str) -> None:
    whole = dict.fromkeys(SEVENTEEN, "11-20")
    less = {code: on for code, on in whole.items() if code != gone}
    assert ask(shipped("3.5.b"), "12-31", activity("11-20", "org_life_meeting", steps=whole)) == "1"
    # Of the stage that runs, steps are due up to the furthest done, or when their days ran out: C4 alone is not.
    expected = "1" if gone == "C4" else "16/17"
    assert ask(shipped("3.5.b"), "12-31", activity("11-20", "org_life_meeting", steps=less)) == expected


def test_there_are_seventeen_in_three_stages() -> None:
    assert len(SEVENTEEN) == 17
    assert len(CATALOGUE.templates["org_life_17"].stages) == 3


TWELVE = list(PLAN.lists["dev_systems"].items)


@pytest.mark.parametrize("gone", TWELVE)
def test_twelve_systems(gone: str) -> None:
    def kept(covers: list[str]) -> Any:
        return make("document", date="2018-05-10", form="dev_system", title="汇编", covers=covers, record="汇编P1")

    assert len(TWELVE) == 12
    assert ask(shipped("5.1.c"), "06-30", kept(TWELVE)) == "1"
    assert ask(shipped("5.1.c"), "06-30", kept([code for code in TWELVE if code != gone])) == "11/12"


@pytest.mark.parametrize(("number", "expected"), [(2, "0"), (3, "1"), (4, "1"), (5, "1"), (6, "0")])
def test_three_to_five_supervisors(number: int, expected: str) -> None:
    members = [post(f"M{n}", "supervision", "member") for n in range(1, number + 1)]
    assert ask(shipped("2.3.a"), "06-30", asked(), members) == expected


@pytest.mark.parametrize(("hours", "expected"), [("31.5", "0"), ("32", "1"), ("32.5", "1")])
def test_thirty_two_hours(hours: str, expected: str) -> None:
    """A member has them or has not."""
    study = activity("06-10", "study", people=["M1"], hours=hours)
    assert ask(shipped("1.2.b"), "12-31", people(1), study) == expected


def member_years(number: int, **fields: str) -> list[Any]:
    return [make("member_year", person=f"M{n}", **fields) for n in range(1, number + 1)]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("5.4.a", {"pledge": "帮一户", "pledged_on": "04-10"}),
        ("5.4.b", {"pledged_on": "04-10", "kept_on": "12-20"}),
        ("5.4.c", {"post": "环境卫生监督岗", "posted_on": "04-10"}),
    ],
)
@pytest.mark.parametrize(("number", "expected"), [(17, "17/18"), (18, "1"), (19, "1")])
def test_nine_tenths_of_twenty_members(rule: str, fields: dict[str, str], number: int, expected: str) -> None:
    assert ask(shipped(rule), "12-31", people(20), member_years(number, **fields)) == expected


@pytest.mark.parametrize(("number", "expected"), [(15, "15/16"), (16, "1"), (17, "1")])
def test_four_fifths_of_twenty_members_trained(number: int, expected: str) -> None:
    course = activity("06-10", "training", people=[f"M{n}" for n in range(1, number + 1)])
    assert ask(shipped("5.3.b"), "12-31", people(20), course) == expected


@pytest.mark.parametrize(("attended", "expected"), [(8, "8/9"), (9, "1"), (10, "1")])
def test_nine_tenths_of_ten_shifts(attended: int, expected: str) -> None:
    """In January, of the ten that the town asks for; a secretary is a cadre."""
    row = make("duty", month="2019-01", person="M1", attended=attended)
    assert ask(shipped("2.9.a"), "01-31", asked(), row) == expected


@pytest.mark.parametrize(("unpaid", "expected"), [(2, "18/19"), (1, "1"), (0, "1")])
def test_nineteen_twentieths_of_twenty_pay_within_january(unpaid: int, expected: str) -> None:
    late = [f"M{n}" for n in range(1, unpaid + 1)]
    row = make("dues", month="2019-01", paid_on="01-31", unpaid=late or None, total=20)
    assert ask(shipped("5.6.b"), "01-31", people(20, dues="1.00"), row) == expected


@pytest.mark.parametrize(("rated", "expected"), [(7, "7/8"), (8, "1")])
def test_every_full_member_gets_stars(rated: int, expected: str) -> None:
    rows = member_years(rated, starred_on="12-31", star="4", points="80", comment="稳")
    assert ask(shipped("7.2.b"), "12-31", asked(), rows) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "0"), (1, "1"), (2, "1")])
def test_one_star_rating_of_the_branch(number: int, expected: str) -> None:
    rows = [
        make("star", date=f"12-{20 + n}", star=3, points="80", comment="稳", published_on="12-24")
        for n in range(number)
    ]
    assert ask(shipped("7.2.a"), "12-31", rows) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "0"), (1, "1"), (2, "1")])
def test_one_wechat_group_with_a_keeper(number: int, expected: str) -> None:
    keepers = [post(f"M{n}", "wechat", "keeper") for n in range(1, number + 1)]
    assert ask(shipped("2.8.a"), "06-30", asked(), keepers) == expected


@pytest.mark.parametrize(("held", "expected"), [(1, "11/12"), (2, "1"), (3, "1")])
def test_the_venue_is_used_twice_a_month(held: int, expected: str) -> None:
    others = [activity(f"{m:02}-{d}", "study", place="venue") for m in range(1, 13) if m != 6 for d in (10, 20)]
    june = [activity(f"06-{10 + n}", "study", place="venue") for n in range(held)]
    assert ask(shipped("6.3.d"), "12-31", others, june) == expected
