"""An activity that lacks what its kind needs proves nothing, and lifts no veto: what it speaks of cannot be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from towns import TinyTown

from samples import YEAR_END as END
from samples import Edit, copy_of, workspace_of

HELD = "kind: 组织生活会\n    also: 民主评议党员会"
LIFE = {"file": "V/activities/2019-12.yaml", "replace": [HELD, "kind: 民主评议党员会"]}
BARE = "  - {{date: 2019-12-31, kind: {}}}\n"


def added(record: str) -> Edit:
    return {"file": "V/activities/2019-12.yaml", "add": record}


@pytest.mark.parametrize(
    ("edits", "rule", "was", "now"),
    [
        # The one organisation-life meeting is taken out; then a bare line claims another.
        ([LIFE], "3.5.a", "unmet", "unmet"),
        ([LIFE, added(BARE.format("组织生活会"))], "3.5.a", "unmet", "error"),
        # A theme day that claims to be one as well: no usual pair.
        ([LIFE, added(BARE.format("主题党日, form: 学习日, also: 组织生活会"))], "3.5.a", "unmet", "error"),
        # The special training is the town's to say: M04 took no part in it (3 of 3 were there, one late).
        (
            [added("  - {date: 2019-12-30, kind: 教育培训, form: 镇专题培训, topic: 补训, people: [M04], hours: 8}\n")],
            "4.4.a",
            "met",
            "error",
        ),
        # A topic that says that there is none is none.
        ([LIFE, added("  - {date: 2019-12-30, kind: 组织生活会, topic: 没记}\n")], "3.5.a", "unmet", "error"),
        ([LIFE, added("  - {date: 2019-12-30, kind: 组织生活会, topic: 不详}\n")], "3.5.a", "unmet", "error"),
        # What lacks nothing counts.
        (
            [LIFE, added("  - {date: 2019-12-31, kind: 党小组会, group: G1, topic: 过年, expected: 9, present: 9}\n")],
            "3.5.a",
            "unmet",
            "unmet",
        ),
    ],
)
def test_what_lacks_something_is_neither_there_nor_missing(
    edits: list[Edit], rule: str, was: str, now: str, tmp_path: Path
) -> None:
    found = workspace_of(copy_of(tmp_path / "now", edits)).village("baiyutan", END).assessment
    rules = {one.rule.id: one.outcome.value for standard in found.standards for one in standard.rules}
    assert rules[rule] == now
    assert (found.conclusion.proposed == "open") == (now == "error" or any(veto.is_live for veto in found.vetoes))
    first = workspace_of(copy_of(tmp_path / "was", edits[:1] if edits[0] is LIFE else [])).village("baiyutan", END)
    before = {one.rule.id: one.outcome.value for standard in first.assessment.standards for one in standard.rules}
    assert before[rule] == was


def test_a_record_of_this_year_in_the_folder_of_another_proves_nothing(tmp_path: Path) -> None:
    """Of the theme days February's is taken out (11 of 12); then a whole one stands among last year's."""
    gone = {"file": "V/activities/2019-02.yaml", "replace": ["kind: 主题党日", "kind: 支部党员大会"]}
    day = "  - {date: 2019-02-20, kind: 主题党日, form: 学习日, topic: 学, expected: 28, present: 26, record: 册}\n"
    among = {"file": "data/villages/baiyutan/2018/activities/2018-12.yaml", "add": day}
    for edits, outcome in (([gone], "partial"), ([gone, among], "error")):
        found = workspace_of(copy_of(tmp_path / outcome, edits)).village("baiyutan", END).assessment
        rules = {one.rule.id: one.outcome.value for standard in found.standards for one in standard.rules}
        assert rules["3.4.a"] == outcome


def test_a_veto_is_not_lifted(tmp_path: Path) -> None:
    """V6 speaks where no organisation-life meeting was held; a bare line makes it undecided, and the whole open."""
    without = workspace_of(copy_of(tmp_path / "without", [LIFE])).village("baiyutan", END).assessment
    assert [(veto.result.rule.id, veto.state) for veto in without.vetoes] == [("V6", "proposed")]
    claimed = workspace_of(copy_of(tmp_path / "bare", [LIFE, added(BARE.format("组织生活会"))])).village(
        "baiyutan", END
    )
    assert (claimed.assessment.conclusion.proposed, "error" in claimed.assessment.conclusion.reasons) == ("open", True)


@pytest.mark.parametrize(
    ("entry", "year", "is_told"),
    [
        ("组织生活会; topic: 查问题; expected: 4; present: 4; steps: {B5: 2019-03-10}", "2018", False),
        ("双述双评会; topic: 述职; expected: 4; present: 4", "2019", False),
        ("主题党日; also: 组织生活会; form: 学习日; topic: 查; expected: 4; present: 4", "2018", False),
        ("党务村务公开; topic: 公开; covers: [party_affairs]", "2019", True),
        ("党务村务公开; topic: 公开; covers: [party_affairs]", "2019-Q1", False),
        ("向党员群众报告工作; topic: 报告; expected: 4; present: 4", "2018", True),
    ],
)
def test_only_yearly_meetings_name_a_year(entry: str, year: str, is_told: bool, town: TinyTown) -> None:
    town.activities("2019-03", f'date: 2019-03-10; kind: {entry}; period: "{year}"')
    kind = "disclosure" if "公开" in entry else "work_report"
    told = [("year_for_kind", town.at("V/activities/2019-03.yaml", "period"), {"seen": year, "kind": kind})]
    assert town.told("year_for_kind") == (told if is_told else [])


@pytest.mark.parametrize(
    ("period", "is_told"),
    [
        ("2019-Q1", False),
        ("2019-03", False),
        ("2018-Q4", False),
        ("2019-Q2", True),
        ("2019-04", True),
        ("四季度", True),
    ],
)
def test_nothing_is_disclosed_of_a_period_to_come(period: str, is_told: bool, town: TinyTown) -> None:
    """On 10 March the second quarter has not begun; a quarter without its year is read as this year's."""
    town.activities("2019-03", f"date: 2019-03-10; kind: 党务公开; period: {period}")
    seen = "2019-Q4" if period == "四季度" else period
    told = [("period_ahead", town.at("V/activities/2019-03.yaml", "period"), {"seen": seen, "day": "2019-03-10"})]
    assert town.told("period_ahead") == (told if is_told else [])
