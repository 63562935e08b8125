"""Units of other kinds stand in lines of their own: no figure over villages moves by their presence."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from branchstd.__main__ import run
from branchstd.assess import AssessedVillage
from branchstd.findings import Severity
from branchstd.workspace import Workspace
from samples import ROOT, YEAR_END, apply, copy_of, standards, workspace_of

UNIT = "zhenzhi"
DIRECT = ["1.2", "2.1", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "5.1", "5.5", "5.6"]
ENTRY = "  - {slug: zhenzhi, name: 镇直机关党支部, kind: 镇直, lead: T1, liaison: T5}\n"


def without(target: Path) -> Path:
    """The shipped town without the unit."""
    root = copy_of(target, [{"file": "data/town.yaml", "drop": "slug: zhenzhi"}])
    shutil.rmtree(root / "data/villages/zhenzhi")
    (root / "data/town/2019/villages/zhenzhi.yaml").unlink()
    return root


def every(workspace: Workspace, day: date = YEAR_END) -> list[AssessedVillage]:
    return list(workspace.villages(day))


@cache
def unit(day: date = YEAR_END) -> AssessedVillage:
    return workspace_of(ROOT).village(UNIT, day)


def test_it_is_asked_for_its_own_set() -> None:
    """3 + 3 + 3 + 3 + 2 + 4 + 4 + 2 + 2 + 2 + 4 + 2 + 2 points."""
    found = unit().assessment
    assert [one.standard.id for one in found.standards] == DIRECT
    assert (found.kind, found.total, [aspect.aspect.id for aspect in found.aspects]) == (
        "town_direct", Fraction(36), ["1", "2", "3", "5"]
    )  # fmt: skip
    assert [p for p in unit().problems if p.severity is Severity.ERROR] == []


def test_its_gaps_are_those_that_it_has() -> None:
    """No committee meeting in August, no lecture in the first quarter, two of eleven not told, one not talked with."""
    shares = {rule.rule.id: rule.share for one in unit().assessment.standards for rule in one.rules}
    assert (shares["3.2.a"], shares["3.3.a"], shares["3.6.b"]) == (Fraction(11, 12), Fraction(3, 4), Fraction(9, 11))
    assert (shares["3.7.a"], shares["5.1.c"], shares["5.5.a"]) == (Fraction(10, 11), Fraction(10, 12), Fraction(10, 11))
    assert shares["3.4.a"] == shares["3.1.a"] == shares["5.6.a"] == 1


def test_a_rule_that_it_is_not_asked_leaves_its_weight_to_the_others() -> None:
    """3.4: 60 for the theme days, all kept, 20 for a half judgement; its forms are the villages': 70 of 80."""
    (found,) = (one for one in unit().assessment.standards if one.standard.id == "3.4")
    assert ([rule.rule.id for rule in found.rules], found.share) == (["3.4.a", "3.4.c"], Fraction(7, 8))


def test_no_day_of_the_villages_falls_on_it() -> None:
    """The plan's days of the villages and of its phases; only the year's end is everybody's."""
    catalogue, plan = standards()
    own = catalogue.of_kind("town_direct")
    due = {getattr(rule, "due", None) for _, rule in own.every_rule()} - {None}
    assert due == {"year_end"}
    assert next(one for one in plan.milestones if one.id == "year_end").owner == "both"


def test_no_figure_over_villages_moves_by_its_presence(tmp_path: Path) -> None:
    here, gone = workspace_of(ROOT), workspace_of(without(tmp_path))
    there, left = every(here), every(gone)
    villages = [one for one in there if one.village.slug != UNIT]
    assert (len(there), len(villages)) == (9, 8)
    assert [figures(one) for one in villages] == [figures(one) for one in left]
    assert here.targets(there, YEAR_END) == gone.targets(left, YEAR_END)
    duties = {one.duty.id: one for one in here.duties(there, YEAR_END)}
    before = {one.duty.id: one for one in gone.duties(left, YEAR_END)}
    assert [code for code in duties if duties[code] != before[code]] == ["D094"]
    assert (before["D094"].state, duties["D094"].state) == ("waiting", "done")


@pytest.mark.parametrize("words", [["lists", "--list", "register"], ["inspect", "draw", "--seed", "s"]])
def test_what_is_shown_of_villages_is_the_same(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = []
    for root in (ROOT, without(tmp_path)):
        run(["--root", str(root), "--lang", "zh", *words])
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]


@pytest.mark.parametrize(("lang", "counted"), [("zh", "8个村、1个镇直"), ("en", "8 villages, 1 town-direct")])
@pytest.mark.parametrize("words", [["town"], ["plan", "show"], ["report"]], ids=" ".join)
def test_it_is_counted_as_what_it_is(
    words: list[str], lang: str, counted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["--root", str(ROOT), "--lang", lang, *words, "--as-of", "2019-12-31"])
    assert counted in capsys.readouterr().out


def test_a_report_of_the_town_shows_it_beside_the_villages(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--root", str(ROOT), "--lang", "zh", "report", "--as-of", "2019-12-31"])
    told = capsys.readouterr().out
    _, _, own = told.partition("## 其他单位")
    assert "| 1 | 镇直机关党支部 | 镇直 | 13 | 36 |" in own
    matrix = next(line for line in told.splitlines() if line.startswith("| 镇直机关党支部 |"))
    assert matrix.count("|") == len(DIRECT) + 2


def test_its_events_alone_do_not_prove_the_duty(tmp_path: Path) -> None:
    """The town's own notes on the town-direct branches are no records of theirs."""
    workspace = workspace_of(without(tmp_path))
    assert any(event.kind == "direct_branch" for event in records(workspace))
    assert state(workspace, "D094") == "waiting"


def test_a_unit_that_records_nothing_lacks(tmp_path: Path) -> None:
    root = copy_of(tmp_path, [])
    shutil.rmtree(root / "data/villages/zhenzhi/2019/activities")
    assert state(workspace_of(root), "D094") == "lacking"


def test_a_village_in_its_place_is_a_village(tmp_path: Path) -> None:
    """Without the word it would enter every share: one person in two posts in two of nine."""
    root = copy_of(tmp_path, [])
    apply(root, {"file": "data/town.yaml", "replace": [" kind: 镇直,", ""]})
    workspace = workspace_of(root)
    found = {one.target.id: one for one in workspace.targets(every(workspace), YEAR_END)}
    assert (found["T07"].tally.have, found["T07"].tally.of) == (2, 9)


def figures(found: AssessedVillage) -> tuple[Any, ...]:
    own = found.assessment
    rules = tuple((rule.rule.id, rule.outcome, rule.share) for one in own.standards for rule in one.rules)
    return own.village, own.score, own.evaluated, own.waiting, own.conclusion, own.outcomes(), rules, found.problems


def records(workspace: Workspace) -> tuple[Any, ...]:
    return workspace.office.town.records["event"]


def state(workspace: Workspace, duty: str) -> str:
    return next(one.state.value for one in workspace.duties(every(workspace), YEAR_END) if one.duty.id == duty)
