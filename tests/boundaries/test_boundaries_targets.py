"""The targets of the town and the duties that ask for them, from records: one village fewer, just enough, one more.

A village that counts is built from its records, another that does not; a town is so many of each. The numbers of
villages needed are those of the plan's shares, worked out by hand. The formula is tested in assess/test_assess_targets.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from builders import activity, day, facts, listing, make, person, post, ruling, standards, town, village

from branchstd.assess import AssessedVillage, Assessment, assess
from branchstd.assess.targets import Tally, TargetResult, add_tallies, conclude_targets, contribution
from branchstd.rules.view import View
from branchstd.workflow.duties import DutyResult, duties
from branchstd.workflow.proof import Proof
from branchstd.workflow.proofs import add_proofs, proofs_of
from branchstd.workflow.village_items import VillageItems

CATALOGUE = standards()[0]
PLAN = listing("three_chains", ("c1", "c2", "c3"))
YEAR_END = day("12-31")


def chains(covers: list[str], verdict: str = "conforms") -> list[Any]:
    check = activity("12-01", "check", form="three_chains", covers=covers)
    return [facts(chain_target="yes"), check, ruling("2.4.b", verdict, "12-10", by="T4", until="12-31")]


def posts(secretary: str, director: str, *, elected: bool = True, target: str = "yes") -> list[Any]:
    on = "2018-01-08" if elected else None
    head = post(director, "villagers_committee", "head", basis_on=on, basis="村民选举")
    people = [person("M1"), person("M2")]
    return [facts(one_person_target=target), *people, post(secretary, "branch_committee", "secretary"), head]


def income(amount: str, source: str = "lease", stable: str = "yes") -> Any:
    return make("income", date="12-01", source=source, amount=amount, stable=stable, basis="合同")


def document(form: str, on: str) -> Any:
    return make("document", date=on, form=form, title="材料", record="柜1")


def accepted(level: str) -> Any:
    return make("acceptance", level=level, date="11-15", conclusion="basic", reason="看过")


# What makes a village count, and what does not quite.
COUNTS: dict[str, list[Any]] = {
    "T05": [document("advance_plan", "06-15")],
    "T06": chains(["c1", "c2", "c3"]),
    "T07": posts("M1", "M1"),
    "T08": [income("0.01")],
    "T09": [income("50000")],
    "T10": [ruling("demo", "yes", "12-20")],
    "T15": [document("self_assessment", "11-01")],
    "T16": [document("application", "11-10"), accepted("town")],
    "T18": [make("star", date="12-31", star=3, points="80", comment="稳", published_on="12-24")],
    "T24": [ruling("dual", "partly", "12-31", by="T2")],
}
FALLS_SHORT: dict[str, dict[str, list[Any]]] = {
    "T05": {"none": []},
    "T06": {
        "two chains": chains(["c1", "c2"]),
        "half an effect": chains(["c1", "c2", "c3"], "partly"),
        "not on the list": [facts(), *chains(["c1", "c2", "c3"])[1:]],
    },
    "T07": {
        "two people": posts("M1", "M2", target="no"),
        "no election's day": posts("M1", "M1", elected=False, target="no"),
    },
    "T08": {
        "a grant": [income("60000", source="subsidy")],
        "nothing received": [income("0")],
        "not stable": [income("60000", stable="no")],
        "none": [],
    },
    "T09": {"a cent less": [income("49999.99")], "a grant": [income("49999", "lease"), income("60000", "subsidy")]},
    "T10": {"no model": [ruling("demo", "no", "12-20")], "none": []},
    "T15": {"none": []},
    "T16": {"not come": [document("application", "11-10")], "the county": [*COUNTS["T16"][:1], accepted("county")]},
    "T18": {"none": []},
    "T24": {"none": []},
}
CASES = [(code, case) for code, cases in FALLS_SHORT.items() for case in cases]


@cache
def one(code: str, case: str | None) -> tuple[dict[str, Tally], dict[str, Proof]]:
    """What a village adds: one that counts (None), or one of those that do not."""
    records = COUNTS[code] if case is None else FALLS_SHORT[code][case]
    view = View(village(records), town(), CATALOGUE, PLAN, YEAR_END)
    found = assess(view.village, view.town, CATALOGUE, PLAN, YEAR_END)
    tallies = {target.id: contribution(target, found, view) for target in PLAN.targets}
    return tallies, proofs_of(PLAN, seen(view, found))


def of_town(code: str, have: int, size: int, case: str) -> tuple[TargetResult, list[DutyResult]]:
    parts = [one(code, None)] * have + [one(code, case)] * (size - have)
    results = conclude_targets(PLAN, add_tallies(tallies for tallies, _ in parts), YEAR_END)
    found = duties(PLAN, add_proofs(proofs for _, proofs in parts), town(), results, YEAR_END)
    return next(result for result in results if result.target.id == code), found


def outcome(code: str, have: int, size: int, case: str) -> str:
    return of_town(code, have, size, case)[0].outcome.value


@pytest.mark.parametrize(("code", "case"), CASES)
def test_one_village_counts_and_the_other_does_not(code: str, case: str) -> None:
    counts, short = one(code, None)[0][code], one(code, case)[0][code]
    assert (counts.have, counts.of, short.have, short.of) == (1, 1, 0, 1)


# Villages; needed for three chains >= 70 %, one person >= 25 %, stable income >= 90 %, 50,000 yuan > 45 %.
NEEDED = [
    (3, 3, 1, 3, 2), (4, 3, 1, 4, 2), (5, 4, 2, 5, 3), (6, 5, 2, 6, 3), (7, 5, 2, 7, 4), (8, 6, 2, 8, 4),
    (9, 7, 3, 9, 5), (10, 7, 3, 9, 5), (12, 9, 3, 11, 6), (15, 11, 4, 14, 7), (20, 14, 5, 18, 10),
]  # fmt: skip
SHARES = [(code, row[0], row[n]) for row in NEEDED for n, code in enumerate(("T06", "T07", "T08", "T09"), 1)]


@pytest.mark.parametrize(("code", "size", "least"), SHARES)
def test_one_fewer_just_enough_one_more(code: str, size: int, least: int) -> None:
    for case in FALLS_SHORT[code]:
        assert outcome(code, least - 1, size, case) == "unmet"
        assert outcome(code, least, size, case) == "met"
        if least < size:
            assert outcome(code, least + 1, size, case) == "met"


# Where the share is a whole number of villages: 以上 is met by just that, 超过 is not.
EXACT = [
    ("T06", 10, 7, "met"), ("T06", 20, 14, "met"), ("T06", 20, 13, "unmet"),
    ("T07", 4, 1, "met"), ("T07", 8, 2, "met"), ("T07", 12, 3, "met"), ("T07", 20, 5, "met"), ("T07", 20, 4, "unmet"),
    ("T08", 10, 9, "met"), ("T08", 20, 18, "met"), ("T08", 20, 17, "unmet"),
    ("T09", 20, 9, "unmet"), ("T09", 20, 10, "met"), ("T09", 40, 18, "unmet"), ("T09", 40, 19, "met"),
    ("T09", 60, 27, "unmet"), ("T09", 60, 28, "met"),
    ("T06", 100, 69, "unmet"), ("T06", 100, 70, "met"), ("T07", 100, 24, "unmet"), ("T07", 100, 25, "met"),
    ("T08", 100, 89, "unmet"), ("T08", 100, 90, "met"), ("T09", 100, 45, "unmet"), ("T09", 100, 46, "met"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "size", "have", "expected"), EXACT)
def test_a_share_that_is_a_whole_number(code: str, size: int, have: int, expected: str) -> None:
    assert outcome(code, have, size, next(iter(FALLS_SHORT[code]))) == expected


@pytest.mark.parametrize("size", [3, 8, 20])
@pytest.mark.parametrize("code", ["T05", "T15"])
def test_all_villages_are_all(code: str, size: int) -> None:
    assert [outcome(code, have, size, "none") for have in (size - 1, size)] == ["unmet", "met"]


@pytest.mark.parametrize("code", ["T18", "T24"])
@pytest.mark.parametrize("size", [3, 8, 20])
def test_every_branch_gets_its_stars_and_every_secretary_reports(code: str, size: int) -> None:
    assert [outcome(code, have, size, "none") for have in (size - 1, size)] == ["unmet", "met"]


@pytest.mark.parametrize(("have", "expected"), [(0, "unmet"), (1, "unmet"), (2, "met"), (3, "met")])
@pytest.mark.parametrize("size", [3, 8, 20])
def test_two_model_venues(have: int, expected: str, size: int) -> None:
    for case in FALLS_SHORT["T10"]:
        assert outcome("T10", have, size, case) == expected


@pytest.mark.parametrize(("have", "expected"), [(6, "unmet"), (7, "met")])
def test_of_those_who_applied_all_are_accepted(have: int, expected: str) -> None:
    """Seven applied. What did not apply is no applicant: an eighth village without a word changes nothing."""
    parts = [one("T16", None)] * have + [one("T16", "not come")] * (7 - have) + [one("T05", "none")]
    results = conclude_targets(PLAN, add_tallies(tallies for tallies, _ in parts), YEAR_END)
    found = next(result for result in results if result.target.id == "T16")
    assert (found.tally.of, found.outcome.value) == (7, expected)


@pytest.mark.parametrize(
    ("finished", "expected"),
    [("2019-10-31", ("met", 0)), ("2019-11-01", ("met", 1)), ("2019-12-31", ("met", 1)), (None, ("unmet", 0))],
)
def test_every_project_of_the_year(finished: str | None, expected: tuple[str, int]) -> None:
    """One finished after its day is finished, and told as late."""

    def project(done: str | None) -> Any:
        batch = "unfinished_2018"
        return make("project", village="v", name="院坝", batch=batch, planned_finish="10-31", finished_on=done)

    records = [project("2019-06-30"), project(finished)]
    view = View(village(facts(), records), town(), CATALOGUE, PLAN, YEAR_END)
    target = next(target for target in PLAN.targets if target.id == "T11")
    tally = contribution(target, assess(view.village, view.town, CATALOGUE, PLAN, YEAR_END), view)
    outcome = conclude_targets(PLAN, {"T11": tally}, YEAR_END)[PLAN.targets.index(target)].outcome
    assert (outcome, len(tally.late)) == expected


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ({}, (1, 2, 0)),  # put off in the plan's own column: it belongs to the year all the same
        ({"moved_by": "T2"}, (1, 2, 0)),
        ({"basis": "镇发〔2019〕60号"}, (1, 2, 0)),
        ({"moved_by": "T9", "basis": "镇发〔2019〕60号"}, (1, 2, 0)),  # nobody of the town's
        ({"moved_by": "T2", "basis": "镇发〔2019〕60号"}, (1, 1, 1)),
    ],
)
def test_a_project_leaves_the_year_by_a_name_and_a_paper(moved: dict[str, str], expected: tuple[int, ...]) -> None:
    def project(planned: str, done: str | None, **more: str) -> Any:
        said = {"name": "院坝", "batch": "improve_2019", "planned_finish": planned, "finished_on": done}
        return make("project", village="v", **said, **more)

    records = [project("10-31", "10-20"), project("2020-06-30", None, **moved)]
    view = View(village(facts(), records), town(), CATALOGUE, PLAN, YEAR_END)
    target = next(target for target in PLAN.targets if target.id == "T11")
    tally = contribution(target, assess(view.village, view.town, CATALOGUE, PLAN, YEAR_END), view)
    assert (tally.have, tally.of, tally.moved) == expected


# The duties that ask for a share are done when the share is reached, whatever the other villages are.
DUTIES = {"T06": "D026", "T07": "D053", "T08": "D082", "T09": "D083"}


@pytest.mark.parametrize(("code", "size", "least"), SHARES)
def test_the_duty_is_done_when_the_target_is_met(code: str, size: int, least: int) -> None:
    case = next(iter(FALLS_SHORT[code]))
    states = [state(of_town(code, have, size, case)[1], DUTIES[code]) for have in (least - 1, least)]
    assert states == ["lacking", "done"]


def test_the_villages_on_the_town_s_own_list_are_asked_one_by_one() -> None:
    """A quarter of eight is reached by two others, and the one that is named has two people."""
    named = village(posts("M1", "M2"))
    view = View(named, town(), CATALOGUE, PLAN, YEAR_END)
    found = assess(named, town(), CATALOGUE, PLAN, YEAR_END)
    tallies = {target.id: contribution(target, found, view) for target in PLAN.targets}
    others = [one("T07", None)] * 2 + [one("T07", "two people")] * 5
    parts = [*others, (tallies, proofs_of(PLAN, seen(view, found)))]
    results = conclude_targets(PLAN, add_tallies(t for t, _ in parts), YEAR_END)
    target = next(result for result in results if result.target.id == "T07")
    assert (target.tally.have, target.tally.named, target.outcome.value) == (2, 3, "unmet")
    assert target.tally.unreached == (named.name,)
    assert state(duties(PLAN, add_proofs(p for _, p in parts), town(), results, YEAR_END), "D053") == "lacking"


def seen(view: View, found: Assessment) -> VillageItems:
    return VillageItems(AssessedVillage(view.village, (), found), view.town, CATALOGUE, PLAN)


def state(found: Iterable[DutyResult], duty: str) -> str:
    return next(result.state.value for result in found if result.duty.id == duty)
