"""Dues are owed by roster × calendar, never by the rows that prove them (semantics, 2)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import answered, ask, broken, facts, make, people, person, standing

PAID = "kind: cadence, every: month, per: members.paying, record: dues, late: true, when_empty: unmet"
IN_TIME = "kind: cadence, every: month, per: members.paying, record: dues, when_empty: unmet"


def member(code: str = "M1", **fields: Any) -> Any:
    return person(code, dues=5, **fields)


def paid(month: str, on: str, *names: str, unpaid: tuple[str, ...] | None = None) -> Any:
    return make("dues", month=month, paid_on=on, people=names, unpaid=unpaid, total=5)


@pytest.mark.parametrize(
    ("as_of", "rows", "late", "in_time"),
    [
        ("01-30", (), "not_due", "not_due"),
        ("01-31", (), "0", "0"),
        ("01-31", (("2019-01", "01-31"),), "1", "1"),  # on the last day
        ("02-01", (("2019-01", "02-01"),), "1", "0"),  # a day late: paid, not in time
        ("01-31", (("2019-01", "02-01"),), "0", "0"),  # not yet paid on that day
        ("01-31", (("2019-01", "2018-12-20"),), "1", "1"),  # paid in advance, last year
        ("02-28", (("2019-01", "01-10"),), "1/2", "1/2"),
        ("02-10", (("2019-01", "01-10"), ("2019-02", "02-01")), "1", "1"),  # the running month is already paid
        ("02-28", (("2018-12", "01-05"),), "0", "0"),  # last year's December helps no month of this year
    ],
)
def test_a_monthly_payer(as_of: str, rows: tuple[tuple[str, str], ...], late: str, in_time: str) -> None:
    records = [member(), [paid(month, on, "M1") for month, on in rows]]
    assert ask(PAID, as_of, records) == late
    assert ask(IN_TIME, as_of, records) == in_time


@pytest.mark.parametrize(
    ("as_of", "row", "late", "in_time"),
    [
        ("03-30", None, "not_due", "not_due"),  # the quarter has a day left
        ("03-31", None, "0", "0"),  # three months at once
        ("03-31", ("2019-Q1", "03-31"), "1", "1"),
        ("04-01", ("2019-Q1", "04-01"), "1", "0"),
        ("01-15", ("2019-Q1", "01-10"), "1", "1"),
        ("06-30", ("2019-Q1", "03-01"), "1/2", "1/2"),
    ],
)
def test_a_quarterly_payer(as_of: str, row: tuple[str, str] | None, late: str, in_time: str) -> None:
    records = [member(), standing("M1", "quarterly"), [paid(*row, "M1")] if row else []]
    assert ask(PAID, as_of, records) == late
    assert ask(IN_TIME, as_of, records) == in_time


def test_a_general_collection_pays_for_all_but_the_unpaid_and_the_quarterly() -> None:
    """M1 paid, M2 is named as unpaid, M3 pays by the quarter and is never in it (and not due in January)."""
    records = [[member(code) for code in ("M1", "M2", "M3")], standing("M3", "quarterly")]
    found = answered(PAID, "01-31", records, paid("2019-01", "01-20", unpaid=("M2",)))
    assert (str(found.share), found.missing) == ("1/2", ("M2:2019-01",))


def test_a_quarter_without_names_pays_for_nobody() -> None:
    """Without names a collection is of all who pay by the month, and they owe no quarter."""
    assert ask(PAID, "03-31", member(), paid("2019-Q1", "03-20", unpaid=())) == "0"


def test_dues_by_members_and_months() -> None:
    """Brief 4.5, example 4: 31 members, 9 months, 279 member-months of which 6 are unpaid."""
    members = [member(f"M{n}") for n in range(1, 32)]
    rows = [paid(f"2019-{n:02}", f"{n:02}-20", unpaid=("M1",) if n <= 6 else ()) for n in range(1, 10)]
    found = answered(PAID, "09-30", members, rows)
    assert (str(found.share), found.observed, found.expected) == ("91/93", 273, 279)


@pytest.mark.parametrize(
    ("fields", "owed"),
    [
        ({}, 4),
        ({"joined": "03-01"}, 2),  # March is the first full month
        ({"joined": "03-02"}, 1),
        ({"left_on": "03-31"}, 3),  # member on the last day of March
        ({"left_on": "03-30"}, 2),
    ],
)
def test_membership_counts_by_whole_months(fields: dict[str, str], owed: int) -> None:
    """Where somebody left, the town counts nobody on 30 April; where nobody did, its count bears nothing out."""
    assert answered(PAID, "04-30", member(**fields), facts(), facts("04-30")).expected == owed


def test_deleting_a_row_never_raises_the_share() -> None:
    members = [member(f"M{n}") for n in range(1, 4)]
    rows = [paid("2019-01", "01-20", unpaid=("M2",)), paid("2019-02", "02-20", "M1"), paid("2019-02", "03-20", "M2")]
    for line in (PAID, IN_TIME):
        whole = answered(line, "03-31", members, rows).share
        assert whole is not None
        for gone in rows:
            left = answered(line, "03-31", members, [row for row in rows if row is not gone]).share
            assert left is not None
            assert left <= whole


@pytest.mark.parametrize(
    ("as_of", "when_empty", "expected"),
    [("01-30", "unmet", "not_due"), ("01-31", "unmet", "0"), ("01-31", "not_applicable", "not_applicable")],
)
def test_nobody_pays(as_of: str, when_empty: str, expected: str) -> None:
    free = [standing(f"M{n}", "no_dues") for n in range(1, 4)]
    assert ask(PAID.replace("unmet", when_empty), as_of, people(3), free) == expected


def test_an_amount_left_empty_frees_nobody() -> None:
    assert answered(PAID, "03-31", people(3)).expected == 9


LAPSED = "kind: count, record: case, times: members.lapsed, continuous: true, when_empty: not_applicable"


@pytest.mark.parametrize(
    ("as_of", "paid_months", "expected"),
    [
        ("05-31", (), "not_applicable"),  # five months
        ("06-30", (), "0"),  # six in a row
        ("12-31", (6, 7), "not_applicable"),  # five, and again five
        ("12-31", (6,), "0"),  # July to December
    ],
)
def test_six_owed_months_in_a_row_are_a_lapse(as_of: str, paid_months: tuple[int, ...], expected: str) -> None:
    rows = [paid(f"2019-{n:02}", f"{n:02}-20", "M1") for n in paid_months]
    assert ask(LAPSED, as_of, member(), rows) == expected


@pytest.mark.parametrize(("as_of", "expected"), [("07-31", "not_applicable"), ("09-30", "0")])
def test_a_quarterly_payer_lapses_by_the_days_he_owes_on(as_of: str, expected: str) -> None:
    """Paid for January only: at the end of July five months are owed and unpaid; July is owed with the quarter."""
    records = [member(), standing("M1", "quarterly"), paid("2019-01", "01-20", "M1")]
    assert ask(LAPSED, as_of, records) == expected


def unpaid_in(*months: int, kept: range = range(1, 13), year: int = 2018) -> list[Any]:
    """A year's book: a collection from all in each month that was kept, but from M1 not in these."""
    return [paid(f"{year}-{n:02}", f"{year}-{n:02}-20", unpaid=("M1",) if n in months else ()) for n in kept]


@pytest.mark.parametrize(
    ("as_of", "before", "expected"),
    [
        ("02-27", unpaid_in(9, 10, 11, 12), "not_applicable"),  # September to January: five
        ("02-28", unpaid_in(9, 10, 11, 12), "0"),  # six in a row
        ("12-31", unpaid_in(), "0"),  # all paid the year before; this year nothing: twelve
        ("05-31", unpaid_in(), "not_applicable"),
        ("02-28", unpaid_in(9, 10, 11), "not_applicable"),  # December was paid
        ("01-30", unpaid_in(7, 8, 9, 10, 11, 12), "not_applicable"),  # the year before alone
        ("01-31", unpaid_in(7, 8, 9, 10, 11, 12), "0"),  # and it goes on
        ("03-31", unpaid_in(11, 12, kept=range(11, 13)), "not_applicable"),  # the book begins in November: five
        ("04-30", unpaid_in(11, 12, kept=range(11, 13)), "0"),
        (
            "03-31",
            [*unpaid_in(10, kept=range(10, 11)), *unpaid_in(12, kept=range(12, 13))],
            "0",
        ),  # nobody paid November
    ],
)
def test_a_run_goes_on_from_the_year_before(as_of: str, before: list[Any], expected: str) -> None:
    assert ask(LAPSED, as_of, member(), before=before) == expected


def test_a_run_that_ended_with_the_year_before_is_no_lapse_of_this_year() -> None:
    """Seven months unpaid, January paid; from February the sixth is July."""
    rows, before = [paid("2019-01", "01-20", "M1")], unpaid_in(6, 7, 8, 9, 10, 11, 12)
    assert ask(LAPSED, "06-30", member(), rows, before=before) == "not_applicable"
    assert ask(LAPSED, "07-31", member(), rows, before=before) == "0"


def test_a_month_of_the_year_before_may_be_paid_in_this_years_book() -> None:
    """December paid on 15 January: January to May are five, June the sixth."""
    rows, before = [paid("2018-12", "01-15", "M1")], unpaid_in(9, 10, 11, 12)
    assert ask(LAPSED, "05-31", member(), rows, before=before) == "not_applicable"
    assert ask(LAPSED, "06-30", member(), rows, before=before) == "0"


def test_months_before_a_member_came_are_not_owed() -> None:
    """Accepted on 20 November: December is the first whole month, May the sixth."""
    newcomer = member(joined="2018-11-20", full="2019-11-20")
    assert ask(LAPSED, "04-30", newcomer, before=unpaid_in(9, 10, 11, 12)) == "not_applicable"
    assert ask(LAPSED, "05-31", newcomer, before=unpaid_in(9, 10, 11, 12)) == "0"


def test_a_quarter_of_the_year_before() -> None:
    """The third quarter of 2018 was paid, the fourth was not, nor the first of 2019, owed by 31 March."""
    records, before = [member(), standing("M1", "quarterly")], [paid("2018-Q3", "2018-09-20", "M1")]
    assert ask(LAPSED, "03-30", records, before=before) == "not_applicable"
    assert ask(LAPSED, "03-31", records, before=before) == "0"


def test_what_the_year_befores_book_says_of_this_year_pays_nothing() -> None:
    before = [*unpaid_in(), paid("2019-01", "2018-12-20", "M1")]
    assert ask(PAID, "01-31", member(), before=before) == "0"


def test_this_years_own_book_does_not_say_that_the_year_before_was_kept() -> None:
    last = unpaid_in(9, 10, 11, 12, kept=range(9, 13))
    assert ask(LAPSED, "05-31", member(), last) == "not_applicable"
    assert ask(LAPSED, "06-30", member(), last) == "0"


def test_a_lost_book_of_the_year_before_leaves_lapses_alone_undecided() -> None:
    lost = [broken("dues", month="2018")]
    assert ask(LAPSED, "02-28", member(), broken=lost) == "error"
    assert ask(PAID, "02-28", member(), broken=lost) == "0"


def test_each_lapse_needs_its_case() -> None:
    cases = [make("case", opened_on="07-10", due_on="09-10")]
    assert ask(LAPSED, "07-31", member("M1"), member("M2"), cases) == "1/2"
