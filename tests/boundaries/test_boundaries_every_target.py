"""The town's targets one village below the number needed, exactly on it and one above; before, on and after their day.

Numbers needed are typed in by hand from the plan's shares. Tested elsewhere: the shipped town's tallies, what waits
and what cannot be read (tests/assess/test_assess_targets.py), also one too few and enough at the year's end.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from builders import day, facts, listing, make, people, post, ruling, standards
from edges import around, paper, seen, shifted

from branchstd.assess.targets import Tally, conclude_targets, contribution, number_needed

PLAN = standards()[1]
TARGETS = {target.id: target for target in PLAN.targets}
# Villages: needed for the three chains, one person in both posts, stable income, 50,000 yuan.
NEEDED = {
    3: (3, 1, 3, 2), 4: (3, 1, 4, 2), 5: (4, 2, 5, 3), 6: (5, 2, 6, 3), 7: (5, 2, 7, 4), 8: (6, 2, 8, 4),
    9: (7, 3, 9, 5), 10: (7, 3, 9, 5), 12: (9, 3, 11, 6), 15: (11, 4, 14, 7), 20: (14, 5, 18, 10),
}  # fmt: skip
SHARED = ("T06", "T07", "T08", "T09")
CASES = [(code, size, row[n]) for size, row in NEEDED.items() for n, code in enumerate(SHARED)]
# Targets that ask for every village (or project, or item), with their last day.
WHOLE = {
    "T05": "2019-06-15", "T11": "2019-12-31", "T14": "2019-12-31", "T15": "2019-11-01", "T16": "2019-11-20",
    "T18": "2019-12-31", "T23": "2019-12-31", "T24": "2019-12-31",
}  # fmt: skip
SHORT = ("not_due", "unmet", "unmet")  # what too few come to: before the day, on it, after it
ENOUGH = ("met", "met", "met")  # a target that is reached before its day is met already


def outcomes(code: str, have: int, of: int, due: str) -> tuple[str, ...]:
    """Of so many villages, on the day before, on the day and on the day after."""
    tallies = {code: Tally(Fraction(have), Fraction(of))}
    found = [conclude_targets(PLAN, tallies, day(on)) for on in around(due)]
    return tuple(next(one.outcome.value for one in results if one.target.id == code) for results in found)


@pytest.mark.parametrize(("code", "size", "least"), CASES)
def test_one_fewer_exactly_enough_and_one_more(code: str, size: int, least: int) -> None:
    assert outcomes(code, least - 1, size, "2019-12-31") == SHORT
    assert outcomes(code, least, size, "2019-12-31") == ENOUGH
    assert outcomes(code, least + 1, size, "2019-12-31") == ENOUGH


@pytest.mark.parametrize("size", range(1, 61))
def test_the_number_needed_is_the_first_that_holds(size: int) -> None:
    """In whole per cent: at least 70, 25 and 90, more than 45."""
    assert number_needed(TARGETS["T06"], size) == next(k for k in range(size + 1) if 100 * k >= 70 * size)
    assert number_needed(TARGETS["T07"], size) == next(k for k in range(size + 1) if 100 * k >= 25 * size)
    assert number_needed(TARGETS["T08"], size) == next(k for k in range(size + 1) if 100 * k >= 90 * size)
    assert number_needed(TARGETS["T09"], size) == next(k for k in range(size + 1) if 100 * k > 45 * size)


@pytest.mark.parametrize(("size", "exact"), [(20, 9), (40, 18), (60, 27)])
def test_just_45_percent_are_never_more_than_45_percent(size: int, exact: int) -> None:
    assert outcomes("T09", exact, size, "2019-12-31") == SHORT
    assert outcomes("T09", exact + 1, size, "2019-12-31") == ENOUGH


@pytest.mark.parametrize(("code", "size", "exact"), [("T06", 10, 7), ("T07", 4, 1), ("T08", 10, 9)])
def test_just_the_share_is_enough_where_the_plan_says_and_above(code: str, size: int, exact: int) -> None:
    assert outcomes(code, exact, size, "2019-12-31") == ENOUGH


@pytest.mark.parametrize("size", NEEDED)
@pytest.mark.parametrize("code", WHOLE)
def test_all_but_one_and_all(code: str, size: int) -> None:
    assert outcomes(code, size - 1, size, WHOLE[code]) == SHORT
    assert outcomes(code, size, size, WHOLE[code]) == ENOUGH


@pytest.mark.parametrize(("venues", "expected"), [(0, SHORT), (1, SHORT), (2, ENOUGH), (3, ENOUGH)])
@pytest.mark.parametrize("size", [3, 20])
def test_two_venues_whatever_the_size_of_the_town(venues: int, size: int, expected: tuple[str, ...]) -> None:
    assert outcomes("T10", venues, size, "2019-12-31") == expected


def test_two_venues_are_out_of_reach_of_a_town_of_one_village() -> None:
    assert outcomes("T10", 1, 1, "2019-12-31") == SHORT


def test_every_target_is_tested_here_on_its_day() -> None:
    said = WHOLE | dict.fromkeys((*SHARED, "T10"), "2019-12-31")
    assert {code: PLAN.days[target.due].isoformat() for code, target in TARGETS.items()} == said


# What two villages have to show that are one step apart: the one counts, the other just does not.
def chains(on: str, *covered: str, verdict: str = "conforms") -> list[Any]:
    look = make("activity", date=on, kind="check", form="three_chains", covers=covered, by="M1")
    return [facts(chain_target="yes"), look, ruling("2.4.b", verdict, on, by="T4", until="2020-12-31")]


def both_posts(on: str, *, elected: bool = True) -> list[Any]:
    head = post("M1", "villagers_committee", "head", on, basis_on=on if elected else None)
    return [people(1), post("M1", "branch_committee", "secretary"), head]


def income(on: str, amount: str, source: str = "lease") -> Any:
    return make("income", date=on, source=source, amount=amount, stable="yes", basis="合同")


def project(planned: str, finished: str) -> Any:
    return make("project", village="v", name="n", batch="improve_2019", planned_finish=planned, finished_on=finished)


def item(closed: str, action: str) -> list[Any]:
    found = make("item", id="I1", standard="1.1", origin="check", found_on="05-01", text="t", due_on="12-31")
    return [found, make("closure", item="I1", date=closed, action=action, by="T2", reason="现场核查")]


def accepted(on: str | None, level: str = "town") -> list[Any]:
    word = [make("acceptance", level=level, date=on, conclusion="met", reason="好")] if on else []
    return [paper("11-05", "application"), word]


def paid(on: str, *amounts: str) -> list[Any]:
    """The office fund, and the pay of one village cadre and one group cadre."""
    kinds = ("office_fund", "cadre_pay", "group_pay")
    rows = [
        make("payment", village="v", kind=kind, period="2019-H2", due_on="12-31", amount=amount, paid_on=on)
        for kind, amount in zip(kinds, amounts, strict=True)
    ]
    return [facts(cadre_posts=1, group_posts=1), rows]


def starred(on: str) -> Any:
    return make("star", date=on, star=3, points="80", comment="c", published_on="12-24")


LAST = "2019-12-31"
NEXT = "2020-01-01"
PAIRS: dict[str, list[tuple[Any, Any]]] = {
    "T05": [(paper("06-15", "advance_plan"), paper("06-16", "advance_plan"))],
    "T06": [(chains(LAST, "a", "b", "c"), chains(LAST, "a", "b")),
            (chains(LAST, "a", "b", "c"), chains(LAST, "a", "b", "c", verdict="partly"))],
    "T07": [(both_posts(LAST), both_posts(NEXT)), (both_posts(LAST), both_posts(LAST, elected=False))],
    "T08": [(income(LAST, "0.01"), income(LAST, "0")), (income(LAST, "1"), income(NEXT, "1")),
            (income(LAST, "1"), income(LAST, "1", "subsidy"))],
    "T09": [(income(LAST, "50000"), income(LAST, "49999.99")), (income(LAST, "50000.01"), income(NEXT, "50000.01"))],
    "T10": [(ruling("demo", "yes", LAST), ruling("demo", "no", LAST)),
            (ruling("demo", "conforms", LAST), ruling("demo", "partly", LAST)),
            (ruling("demo", "yes", LAST), ruling("demo", "yes", NEXT))],
    "T11": [(project("11-30", LAST), project("11-30", NEXT))],
    "T14": [(item(LAST, "confirm"), item(LAST, "return")), (item(LAST, "confirm"), item(NEXT, "confirm"))],
    "T15": [(paper("11-01", "self_assessment"), paper("11-02", "self_assessment"))],
    "T16": [(accepted("11-20"), accepted(None)), (accepted("11-20"), accepted("11-20", level="county"))],
    "T18": [(starred(LAST), starred(NEXT))],
    "T23": [(paid(LAST, "41000", "24000", "8500"), paid(LAST, "40999.99", "24000", "8500")),
            (paid(LAST, "41000", "24000", "8500"), paid(LAST, "41000", "23999.99", "8500")),
            (paid(LAST, "41000", "24000", "8500"), paid(LAST, "41000", "24000", "8499.99")),
            (paid(LAST, "41000", "24000", "8500"), paid(NEXT, "41000", "24000", "8500"))],
    "T24": [(ruling("dual", "partly", LAST), ruling("dual", "partly", NEXT))],
}  # fmt: skip
STEPS = [(code, number) for code, pairs in PAIRS.items() for number in range(len(pairs))]
FULL = listing("three_chains", "abc")


@cache
def adds(code: str, number: int, which: int, on: str) -> Tally:
    """What the first or the second village of a pair adds to a target on a day."""
    records = PAIRS[code][number][which]
    found, looked = seen(on, records, plan=FULL)
    return contribution(TARGETS[code], found, looked)


def of_town(code: str, number: int, good: int, size: int, on: str) -> str:
    """A town with so many villages of the first sort, the others of the second."""
    parts = [adds(code, number, 0, on)] * good + [adds(code, number, 1, on)] * (size - good)
    total = sum(parts, Tally())
    return next(one.outcome.value for one in conclude_targets(FULL, {code: total}, day(on)) if one.target.id == code)


def least(code: str, size: int) -> int:
    if code in SHARED:
        return NEEDED[size][SHARED.index(code)]
    return 2 if code == "T10" else size


@pytest.mark.parametrize("size", [4, 10, 20])
@pytest.mark.parametrize(("code", "number"), STEPS)
def test_from_records_to_the_target(code: str, number: int, size: int) -> None:
    """On its last day the one village counts and the other does not; one too few, enough, one more."""
    due, enough = PLAN.days[TARGETS[code].due].isoformat(), least(code, size)
    assert of_town(code, number, enough - 1, size, due) == "unmet"
    assert of_town(code, number, enough, size, due) == "met"
    if enough < size:
        assert of_town(code, number, enough + 1, size, due) == "met"


@pytest.mark.parametrize("code", sorted(set(PAIRS) - {"T05", "T15"}))
def test_records_of_the_last_day_are_not_there_the_day_before(code: str) -> None:
    """Nothing of it is known yet, nobody is blamed, and the day after it counts as on the day."""
    due = PLAN.days[TARGETS[code].due].isoformat()
    before, on, after = around(due)
    assert [of_town(code, 0, 4, 4, one) for one in (before, on, after)] == ["not_due", "met", "met"]


@pytest.mark.parametrize(("code", "due"), [("T05", "2019-06-15"), ("T15", "2019-11-01")])
def test_a_paper_a_day_late_is_there_and_told_as_late(code: str, due: str) -> None:
    """Late it is worth half to the village; the target counts it, and only what is missing lacks."""
    assert of_town(code, 0, 4, 4, shifted(due, -1)) == "not_due"
    assert [of_town(code, 0, 3, 4, on) for on in (due, shifted(due, 1), LAST)] == ["unmet", "met", "met"]
    assert [len(adds(code, 0, which, LAST).late) for which in (0, 1)] == [0, 1]


def test_an_acceptance_a_day_late_counts_and_is_told_as_late() -> None:
    late = [seen(on, accepted("11-21"), plan=FULL) for on in ("2019-11-20", "2019-11-21")]
    tallies = [contribution(TARGETS["T16"], found, looked) for found, looked in late]
    assert [(one.have, one.of, len(one.late)) for one in tallies] == [(0, 1, 0), (1, 1, 1)]


def test_a_village_that_has_not_applied_is_not_among_those_to_be_accepted() -> None:
    found, looked = seen("2019-11-20", make("acceptance", level="town", date="11-20", conclusion="met", reason="好"))
    assert contribution(TARGETS["T16"], found, looked) == Tally()
