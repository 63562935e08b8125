"""Every duty of the plan that records can prove: one changed record moves its line, and only as the table says."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from branchstd.assess import AssessedVillage
from branchstd.catalogue.model import Plan
from branchstd.workflow.duties import DutyResult, duties
from branchstd.workflow.proof import Proof
from branchstd.workflow.proofs import add_proofs, proofs_of
from branchstd.workspace import Workspace
from memory import common
from samples import ROOT, VILLAGE, YEAR_END, Edit, apply, standards, workspace_of

ROWS = yaml.safe_load((ROOT / "tests/workflow/duty_changes.yaml").read_text("utf-8"))
PLAN = standards()[1]
OWN_WORK = ("T/events.yaml", "T/replies.yaml")
PROVEN = [duty for duty in PLAN.duties if duty.proof]

Line = dict[str, str]


def test_every_duty_with_a_proof_has_its_row() -> None:
    assert len(PROVEN) == 135
    assert {row["duty"] for row in ROWS} == {duty.id for duty in PROVEN}


def test_every_proof_moves_in_some_row() -> None:
    """A proof that no record moves proves nothing."""
    moved = {code for row in ROWS for code in row["moves"]}
    dated = {code for row in ROWS if "came" in row for duty in PROVEN if duty.id == row["duty"] for code in duty.proof}
    assert {code for duty in PROVEN for code in duty.proof} - dated == moved - dated


def test_no_row_stands_twice() -> None:
    assert max(Counter(str(row) for row in ROWS).values()) == 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['duty']} {row['why']}")
def test_a_changed_record_moves_the_duty_s_line(row: dict[str, Any], tmp_path: Path) -> None:
    day = row.get("day", YEAR_END)
    reached = reached_by(row)
    root = changed(tmp_path, row["edits"], row.get("village", VILLAGE), reached)
    before, after = line(shipped(row["duty"], day)), line(of_town(root, row["duty"], day, reached))
    said = {"state": row["state"], "came": row.get("came"), **row["moves"]}
    pairs = {key: pair for key, pair in said.items() if isinstance(pair, list)}
    assert pairs or row.get("still"), "the row says that nothing moves"
    told_of = {key for key in before if key != "came" or "came" in row}
    assert {key: [before[key], after[key]] for key in told_of if before[key] != after[key]} == told(pairs)
    if isinstance(row["state"], str):
        assert after["state"] == row["state"]


LIKES = yaml.safe_load((ROOT / "tests/workflow/duty_likes.yaml").read_text("utf-8"))


def test_every_duty_with_a_proof_has_a_record_that_only_looks_like_it() -> None:
    assert {row["duty"] for row in LIKES} == {duty.id for duty in PROVEN}


@pytest.mark.parametrize("row", LIKES, ids=lambda row: f"{row['duty']} {row['like']}")
def test_a_record_that_only_looks_like_it_does_not_prove(row: dict[str, Any], tmp_path: Path) -> None:
    reached = reached_by(row)
    root = changed(tmp_path, row["edits"], row.get("village", VILLAGE), reached)
    before, after = shipped(row["duty"], YEAR_END), of_town(root, row["duty"], YEAR_END, reached)
    assert after.state == row.get("state", "lacking")
    for code, where in row["lacks"].items():
        assert str(where) in lacking(after, code)
        assert row.get("added") or str(where) not in lacking(before, code)


def lacking(found: DutyResult, code: str) -> set[str]:
    """Villages, and what is told as lacking; of a target how many are short as well."""
    proof = found.proofs[code]
    named = {one.name for one in proof.lacking} | {what for one in proof.lacking for what in one.lacks}
    return named | ({str(proof.of - proof.have)} if code.startswith("T") else set())


def test_of_the_town_s_own_work_only_courses_reach_a_village(tmp_path: Path) -> None:
    """So a row about other events or replies need not read the villages anew."""
    courses = (f"培训\n    form: {form}" for form in ("镇专题培训", "能力提升培训"))
    edits: list[Edit] = [{"file": "T/replies.yaml", "delete": True}, {"file": "T/events.yaml", "drop": "  - {date: "}]
    root = changed(tmp_path, edits, VILLAGE, registered())
    assert all(course in (root / "data/town/2019/events.yaml").read_text("utf-8") for course in courses)
    for slug in registered():
        assert shares(workspace_of(root).village(slug, YEAR_END)) == shares(village_as_shipped(slug, YEAR_END))


def shares(found: AssessedVillage) -> dict[str, tuple[str, Fraction | None]]:
    rules = (rule for standard in found.assessment.standards for rule in standard.rules)
    return {result.rule.id: (result.outcome.value, result.share) for result in rules}


def told(pairs: dict[str, list[Any]]) -> dict[str, list[str]]:
    return {key: [str(value) for value in pair] for key, pair in pairs.items()}


def line(found: DutyResult) -> Line:
    """All that the line says, in words."""
    said = {code: words(proof) for code, proof in found.proofs.items()}
    return {"state": found.state.value, "came": str(found.on or "none"), **said}


def words(proof: Proof) -> str:
    waits = f", {proof.waiting} waiting" if proof.waiting else ""
    later = f", {proof.pending} later" if proof.pending else ""
    return f"{proof.have}/{proof.of}{waits}{later}"


def reached_by(row: dict[str, Any]) -> frozenset[str]:
    """The villages whose results the row's edits may reach."""
    if row.get("courses"):
        return registered()
    return frozenset[str]().union(*(touched(edit, row.get("village", VILLAGE)) for edit in row["edits"]))


def touched(edit: Edit, village: str) -> frozenset[str]:
    """Those that an edit names, and if it names none, all; the town's own work reaches none (see the test of it)."""
    if edit["file"] in OWN_WORK:
        return frozenset()
    if edit["file"].startswith("V/"):
        return frozenset({village})
    return frozenset(slug for slug in registered() if slug in str(edit)) or registered()


def changed(target: Path, edits: list[Edit], village: str, reached: frozenset[str]) -> Path:
    """A copy of the town with the edits in it; of the villages only those that are reached, to be quick."""
    others = shutil.ignore_patterns(*(registered() - reached))
    shutil.copytree(ROOT / "data/villages", target / "data/villages", ignore=others)
    shutil.copytree(ROOT / "data/town", target / "data/town")
    shutil.copy(ROOT / "data/town.yaml", target / "data")
    for edit in edits:
        apply(target, edit, village)
    return target


@cache
def registered() -> frozenset[str]:
    return frozenset(workspace_of(ROOT).office.names)


@cache
def village_as_shipped(slug: str, day: date) -> AssessedVillage:
    return workspace_of(ROOT).village(slug, day)


@cache
def shipped(duty: str, day: date) -> DutyResult:
    return of_town(ROOT, duty, day, frozenset())


def of_town(root: Path, duty: str, day: date, slugs: frozenset[str]) -> DutyResult:
    """One duty of a town, as the workspace comes to it; only these villages are read, the others are as shipped."""
    workspace = workspace_of(root)
    villages = [workspace.village(s, day) if s in slugs else village_as_shipped(s, day) for s in sorted(registered())]
    asked = next(one for one in workspace.plan.duties if one.id == duty)
    targets = tuple(one for one in workspace.plan.targets if one.id in asked.proof)
    own = workspace.plan.model_copy(update={"duties": (asked,), "targets": targets})
    parts = [
        proofs_of(own, workspace.desk(one)) if one.village.slug in slugs else proved_as_shipped(own, workspace, one)
        for one in villages
    ]
    reached = Workspace(replace(workspace.office, plan=own)).targets(villages, day) if targets else ()
    (found,) = duties(own, add_proofs(parts), workspace.office.town, reached, day)
    return found


PROVED: dict[tuple[bytes, str, str, date], dict[str, Proof]] = {}


def proved_as_shipped(plan: Plan, workspace: Workspace, village: AssessedVillage) -> dict[str, Proof]:
    """What a village adds to the plan's one duty: as long as the town's own records are the same, the same."""
    key = (common(workspace.office), plan.duties[0].id, village.village.slug, village.day_asked)
    if key not in PROVED:
        PROVED[key] = proofs_of(plan, workspace.desk(village))
    return PROVED[key]
