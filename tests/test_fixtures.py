"""The kinds of villages that a test set should hold (brief, section 16), as small changes to a complete one.

Rectification and authenticity are elsewhere; towns of 4, 7 and 20 villages are in tests/assess/test_assess_targets.py.
Shares are worked out by hand from weights and rules.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from branchstd.__main__ import run
from branchstd.assess import Assessment, RuleResult
from branchstd.findings import Severity
from samples import MANUAL, PLAN, ROOT, VILLAGE, YEAR_END, apply, copy_of, entry_of, standards, workspace_of

NEW_YEAR = date(2019, 1, 1)
SAID = "T/villages/baiyutan.yaml"
HELPERS = "helpers: [第一书记, 选派副书记, 驻村帮扶工作队, 帮扶单位]"
SLUGS = sorted(path.name for path in (ROOT / "data" / "villages").iterdir())


def assessed(root: Path, day: date = YEAR_END, village: str = VILLAGE) -> Assessment:
    return workspace_of(root).village(village, day).assessment


def changed(tmp_path: Path, *edits: dict[str, Any], day: date = YEAR_END) -> Assessment:
    return assessed(copy_of(tmp_path, list(edits)), day)


def replaced(file: str, old: str, new: str) -> dict[str, Any]:
    return {"file": file, "replace": [old, new]}


def rules(found: Assessment) -> dict[str, RuleResult]:
    return {rule.rule.id: rule for standard in found.standards for rule in standard.rules}


def shares(found: Assessment) -> dict[str, tuple[str, Fraction | None]]:
    return {code: (rule.outcome.value, rule.share) for code, rule in rules(found).items()}


def outcomes(found: Assessment, *codes: str) -> dict[str, str]:
    known = rules(found)
    return {code: known[code].outcome.value for code in codes}


def full_members(number: int) -> list[dict[str, Any]]:
    """The town's count, of the year's beginning and of the time from July."""
    return [replaced(SAID, f"full_members: {before}", f"full_members: {number}") for before in (30, 29)]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_shipped_village_has_a_faulty_record(slug: str) -> None:
    """1, 2, 4, 5, 6: the strong, the middling, the poor with helpers, the one of 54 members, the one on the pasture."""
    told = workspace_of(ROOT).village(slug, YEAR_END).problems
    assert [problem.code for problem in told if problem.severity is Severity.ERROR] == []


def test_below_seven_full_members_without_groups(tmp_path: Path) -> None:
    """3: neither committee nor groups are owed; the leadership's term and talks with members are.

    A count of six is not the roster's, so nobody has left yet by it: M31 is owed a talk, 30 of 31.
    """
    found = changed(tmp_path, *full_members(6), replaced(SAID, "party_groups: 2", "party_groups: 0"))
    assert outcomes(found, "2.1.a", "2.1.c", "3.2.a", "3.2.b", "3.7.b") == dict.fromkeys(
        ["2.1.a", "2.1.c", "3.2.a", "3.2.b", "3.7.b"], "not_applicable"
    )
    known = shares(found)
    assert (known["2.1.b"], known["3.7.a"]) == (("met", 1), ("partial", Fraction(30, 31)))


def test_seven_full_members_owe_a_committee(tmp_path: Path) -> None:
    found = changed(tmp_path, *full_members(7))
    assert outcomes(found, "2.1.a", "3.2.a") == {"2.1.a": "met", "3.2.a": "met"}


def test_a_poor_village_with_helpers_and_one_with_neither(tmp_path: Path) -> None:
    """4"""
    found = rules(assessed(ROOT))
    assert "not_applicable" not in {found[code].outcome for code in ("1.4.a", "1.4.b", "1.5.a", "1.5.b", "5.3.d")}
    without = changed(
        tmp_path, replaced(SAID, HELPERS, "helpers: []"), replaced(SAID, "poor_village: 是", "poor_village: 否")
    )
    codes = ("1.4.a", "1.4.b", "1.4.c", "1.5.a", "1.5.b", "5.3.d")
    assert set(outcomes(without, *codes).values()) == {"not_applicable"}


def test_fifty_four_members_in_four_groups() -> None:
    """5: every month each of the four groups meets; one of them missed two summer months, 46 of 48."""
    found = rules(assessed(ROOT, village="dawantan"))["3.2.b"]
    assert (found.answer.observed, found.answer.expected) == (46, 48)


def test_a_summer_on_the_pasture_is_missed_and_not_made_up() -> None:
    """6: July and August had no committee meeting, July no theme day."""
    found = rules(assessed(ROOT, village="gaoxueya"))
    assert found["3.2.a"].answer.missing == ("2019-07", "2019-08")
    assert found["3.4.a"].answer.missing == ("2019-07",)


def test_nothing_recorded_is_unmet_and_no_error() -> None:
    """8"""
    assessed = workspace_of(ROOT).village("qinglanping", YEAR_END)
    assert [(p.code, p.severity) for p in assessed.problems] == [("nothing_recorded", Severity.WARNING)]
    counts = {outcome.value: count for outcome, count in assessed.assessment.outcomes().items()}
    assert counts["error"] == counts["met"] == counts["partial"] == 0
    assert counts["unmet"] > 30


@pytest.mark.parametrize("slug", SLUGS)
def test_on_new_years_day_nothing_with_a_period_or_a_day_is_missed(slug: str) -> None:
    """9: only what must hold all the time can fail."""
    missed = [code for code, rule in rules(assessed(ROOT, NEW_YEAR, slug)).items() if rule.is_gap]
    continuous = {rule.id for _, rule in standards()[0].every_rule() if getattr(rule, "continuous", False)}
    assert [code for code in missed if code not in continuous] == []


EXPIRED = replaced("V/village.yaml", "end: 2020-12-19", "end: 2019-10-31")
EXTENDED = replaced(
    "V/village.yaml", "venue:\n", "  - {start: 2019-11-01, end: 2020-12-19, basis: 镇党委批复延期}\nvenue:\n"
)


@pytest.mark.parametrize(
    ("edits", "day", "expected"),
    [
        ([EXPIRED], "2019-10-31", "met"),
        ([EXPIRED], "2019-11-01", "unmet"),
        ([EXPIRED, EXTENDED], "2019-11-01", "met"),
    ],
)
def test_a_term_that_ended_with_and_without_an_extension(
    edits: list[dict[str, Any]], day: str, expected: str, tmp_path: Path
) -> None:
    """10"""
    found = changed(tmp_path, *edits, day=date.fromisoformat(day))
    assert outcomes(found, "2.1.b") == {"2.1.b": expected}


UNDECIDED = replaced("V/matters.yaml", "D4: 2019-03-15, P1", "P1")


@pytest.mark.parametrize(
    ("word", "state", "proposed"),
    [("", "proposed", "open"), ("否", "dismissed", "met"), ("是", "confirmed", "unmet")],
)
def test_carried_out_without_the_villagers_decision(word: str, state: str, proposed: str, tmp_path: Path) -> None:
    """11: a veto is proposed, never automatic; the town's word decides."""
    ruling = f"rulings:\n  - {{about: V3, verdict: {word}, date: 2019-12-20, by: T2, reason: 核实过}}\n"
    edits = [UNDECIDED, *([replaced(SAID, "rulings:\n", ruling)] if word else [])]
    found = changed(tmp_path, *edits)
    assert [(veto.result.rule.id, veto.state) for veto in found.vetoes] == [("V3", state)]
    assert found.conclusion.proposed == proposed


# Four candidates: C01 6 of 6, C02 5 of 6 (its talk after 40 days), C03 9 of 9, M30 20 of 20; C03 loses one: 8 of 9.
SWORN_EARLY = (Fraction(5, 6) + Fraction(19, 20) + 2) / 4
WHOLE, ONE_LESS = (Fraction(5, 6) + 3) / 4, (Fraction(5, 6) + Fraction(8, 9) + 2) / 4


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        ('"8": 2019-02-15', '"8": 2019-02-02', WHOLE),  # on the day of the step before
        ('"8": 2019-02-15', '"8": 2019-02-01', WHOLE),  # before it, which no text forbids
        ('"20": 2019-12-10', '"20": 2019-10-25', WHOLE),  # sworn in on the day of the approval
        ('"20": 2019-12-10', '"20": 2019-10-24', SWORN_EARLY),  # before it
        ('"7": 2019-02-02', '"7": 2019-01-15', WHOLE),  # a year after step 3 of 2018-01-15
        ('"7": 2019-02-02', '"7": 2019-01-14', ONE_LESS),  # one day short
    ],
)
def test_a_step_out_of_order_and_an_interval_a_day_short(old: str, new: str, share: Fraction, tmp_path: Path) -> None:
    """12"""
    found = rules(changed(tmp_path, replaced("V/candidates.yaml", old, new)))
    assert found["5.1.a"].share == share


LISTED = "lists:\n  five_studies: {items: [w1, w2, w3, w4, w5], by: T4, date: 2019-06-03, basis: 县通知}\n"
STUDIED = replaced("V/activities/2019-05.yaml", "covers: [theory]", "covers: [theory, w1, w2, w3, w4]")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], ("review", None)),
        ([{"file": "data/town.yaml", "add": LISTED}], ("unmet", 0)),
        ([{"file": "data/town.yaml", "add": LISTED}, STUDIED], ("partial", Fraction(4, 5))),
    ],
)
def test_a_list_empty_and_then_filled(edits: list[dict[str, Any]], expected: tuple[str, Any], tmp_path: Path) -> None:
    """13"""
    found = rules(changed(tmp_path, *edits))["1.1.a"]
    assert (found.outcome.value, found.share) == expected


ADDED = """- id: "2.10"
  title: {zh: 阵地巡查, en: Rounds}
  requirement: {zh: 每季度一次, en: Once a quarter}
  points: 2
  responsible: clerk
  days: 15
  remedy: {zh: 下季度按期, en: Keep to the next}
  rules:
  - {id: a, kind: cadence, weight: 100, noun: {zh: 阵地巡查, en: rounds}, source: {office: 会议},
     every: quarter, record: activity, where: {kind: check, form: signage}}

"""
# What a town that has no three-chains village takes out of catalogue and plan, as `catalogue lint` asks for it.
TAKEN_OUT = [
    {"file": MANUAL, "replace": [entry_of("2.4"), ""]},
    {"file": MANUAL, "add": 'withdrawn: ["2.4", 2.4.a, 2.4.b]\n'},
    {"file": PLAN, "replace": ["proof: [T06, 2.4.a, 2.4.b]", "why: 本镇没有列入三链任务的村"]},
    {"file": PLAN, "drop": "- {id: T06,"},
    {"file": PLAN, "replace": ["changes: [T06]", "changes: []"]},
    {"file": PLAN, "replace": ["[T06, ", "["]},
    {"file": PLAN, "replace": ['T06: {strict: "false"}, ', ""]},
    {"file": PLAN, "replace": ['T06: {strict: "true"}, ', ""]},
    {"file": PLAN, "replace": [" 2.4.a,", ""]},
]


def test_a_town_s_own_standards_change_two_take_one_out_and_add_another(tmp_path: Path) -> None:
    """15: 1.1 from 3 to 2 points (half of it evaluated), 1.2 from 3 to 4 (all of it), 2.10 instead of the waiting 2.4.

    Evaluated 95.5 (half of 1.1, half of 7.2 and all of 2.4 wait) - 0.5 + 1 + 2. The walls were looked at in the second
    quarter and in the fourth. 2.6 weighs the answers to villagers (3/4) with 20 and their meetings (1/2) with 40, not
    the other way round: 40/100 + 20/100 * 3/4 + 40/100 * 1/2.
    """
    first, second, weighed = entry_of("1.1"), entry_of("1.2"), entry_of("2.6")
    swapped = weighed.replace("{id: b, kind: steps, weight: 40", "{id: b, kind: steps, weight: 20")
    swapped = swapped.replace("{id: c, kind: cadence, weight: 20", "{id: c, kind: cadence, weight: 40")
    changes = [
        {"file": MANUAL, "replace": [first, first.replace("points: 3", "points: 2")]},
        {"file": MANUAL, "replace": [second, second.replace("points: 3", "points: 4")]},
        {"file": MANUAL, "replace": [weighed, swapped]},
        {"file": MANUAL, "replace": ['- id: "3.1"', f'{ADDED}- id: "3.1"']},
    ]
    root = copy_of(tmp_path, [])
    assert run(["--root", str(root), "catalogue", "copy"]) == 0
    for edit in (*changes, *TAKEN_OUT):
        apply(root, edit)
    assert run(["--root", str(root), "catalogue", "lint"]) == 0
    found = assessed(root)
    known = {result.standard.id: result for result in found.standards}
    assert "2.4" not in known
    assert (found.total, found.applicable, found.evaluated) == (100, 100, 98)
    assert (known["1.1"].points, known["1.2"].points) == (2, 4)
    assert known["2.10"].share == Fraction(1, 2)
    assert known["2.6"].share == Fraction(3, 4)
    assert [problem.code for problem in workspace_of(root).village(VILLAGE, YEAR_END).problems] == []


@pytest.mark.parametrize("day", ["2019-03-31", "2019-06-30", "2019-10-31"])
def test_the_same_records_on_three_days(day: str, tmp_path: Path) -> None:
    """16: the same every time, and what happened later changes nothing of it."""
    on = date.fromisoformat(day)
    before = assessed(ROOT, on)
    again = assessed(ROOT, on)
    assert (again.score, shares(again)) == (before.score, shares(before))
    months = [f"V/activities/2019-{month:02}.yaml" for month in range(on.month + 1, 13)]
    later = changed(tmp_path, *({"file": name, "delete": True} for name in months), day=on)
    assert shares(later) == shares(before)
