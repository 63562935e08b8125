"""The plan's duties and contradictions, told by hand from the plan's days and the shipped town's records."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.workflow.duties import DutyResult, contradictions
from branchstd.workflow.proof import Proof, ProofState
from samples import ROOT, copy_of, workspace_of


@cache
def found(day: str) -> dict[str, DutyResult]:
    workspace, on = workspace_of(ROOT), date.fromisoformat(day)
    return {one.duty.id: one for one in workspace.duties(workspace.villages(on), on)}


@pytest.mark.parametrize(
    ("duty", "day", "state"),
    [
        ("D098", "2019-05-28", "not_due"),  # the town's meeting was on the 29th, two days in time
        ("D098", "2019-05-29", "done"),
        ("D124", "2019-11-19", "not_due"),  # written on the 19th, sent to the county on the 20th, its day
        ("D124", "2019-11-20", "lacking"),  # of eight villages one is not in it
        ("D100", "2019-05-31", "done"),  # all eight are named
        ("D105", "2019-06-09", "not_due"),  # six villages have looked at all 42; due on the 10th
        ("D105", "2019-06-10", "lacking"),
        ("D011", "2019-12-31", "waiting"),  # the five studies' list is not filled in
        ("D001", "2019-12-31", "unproven"),
        ("D041", "2019-12-31", "lacking"),  # no day: owed all the year
    ],
)
def test_states(duty: str, day: str, state: str) -> None:
    assert found(day)[duty].state == state


def test_a_duty_done_after_its_day_is_late() -> None:
    """The summary went up on the 19th of December. Had it been due on the 10th of June, it were late."""
    one = found("2019-12-31")["D006"]
    assert (one.state, one.on, one.due) == ("done", date(2019, 6, 8), date(2019, 6, 10))


def test_every_duty_has_a_state_on_every_day() -> None:
    for day in ("2019-01-01", "2019-06-10", "2019-10-30", "2019-12-31"):
        assert len(found(day)) == len(workspace_of(ROOT).plan.duties)


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        ([ProofState(have=1), ProofState(have=1)], "done"),
        ([], "not_applicable"),  # what nobody owes is not done
        ([ProofState(have=1), ProofState(of=0)], "done"),  # and who does not owe it takes nothing from who does
        ([ProofState(have=1), ProofState()], "lacking"),  # one village without it
        ([ProofState(have=2, of=3), ProofState(have=3, of=3)], "lacking"),  # one period of one village
        ([ProofState(have=1), ProofState(waiting=1)], "waiting"),
        ([ProofState(have=1), ProofState(pending=1)], "not_due"),
        ([ProofState(have=1), ProofState(waiting=1), ProofState(pending=1)], "waiting"),
        ([ProofState(waiting=1), ProofState()], "lacking"),  # a known gap comes first
    ],
)
def test_what_a_proof_comes_to(seen: list[ProofState], state: str) -> None:
    assert Proof(tuple(seen)).state == state


@pytest.mark.parametrize(
    ("file", "broken", "duty", "proof"),
    [
        # One village's file of the town cannot be read: of its three quarters none is known, nor its answers and items.
        ("data/town/2019/villages/baiyutan.yaml", "inspections: [\n", "D132", "visits"),
        ("data/town/2019/replies.yaml", "replies: [\n", "D133", "answers"),
        ("data/villages/baiyutan/2019/feedback.yaml", "feedback: [\n", "D133", "answers"),
    ],
)
def test_what_cannot_be_read_is_not_lacking(file: str, broken: str, duty: str, proof: str, tmp_path: Path) -> None:
    root = copy_of(tmp_path, [])
    (root / file).write_text(broken, "utf-8")
    workspace = workspace_of(root)
    day = date(2019, 12, 31)
    lines = {one.duty.id: one for one in workspace.duties(workspace.villages(day), day)}
    before = found("2019-12-31")[duty].proofs[proof]
    after = lines[duty].proofs[proof]
    assert after.waiting > before.waiting
    assert after.of - after.have - after.waiting <= before.of - before.have - before.waiting


def test_contradictions_of_the_plan() -> None:
    """Phases touch on 10 June, 31 October is in none; four duties fall on a first day; 1 December is after the 20th."""
    workspace = workspace_of(ROOT)
    told = [(one.sort, one.ids) for one in contradictions(workspace.plan)]
    assert told == [
        ("overlap", ("deploy", "advance")),
        ("gap", ("advance", "assess")),
        ("first_day", ("M01", "deploy")),
        ("first_day", ("M02", "deploy")),
        ("first_day", ("M05", "advance")),
        ("first_day", ("M08", "assess")),
        ("two_days", ("M08",)),
        ("after_successor", ("M08", "M11")),
        ("after_successor", ("M08", "M09")),
        ("no_day", ("D125",)),
    ]


def test_the_town_has_decided_on_one_and_not_on_another() -> None:
    workspace = workspace_of(ROOT)
    by_ids = {one.ids: one for one in contradictions(workspace.plan)}
    two_days, undated = by_ids[("M08",)].point, by_ids[("D125",)].point
    assert two_days is not None
    assert undated is not None
    assert two_days.id in workspace.plan.settlements
    assert undated.id not in workspace.plan.settlements


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "words", [["show"], ["show", "--phase", "assess"], ["show", "--lacking"], ["lint"]], ids=" ".join
)
def test_commands(words: list[str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(ROOT), "--lang", lang, "plan", *words]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.count("\n") > 5
