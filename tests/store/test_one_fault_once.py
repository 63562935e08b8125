"""One fault is told once, at its place: what rests on an entry that cannot be read is no error of its own; and all
faults of one field are told in one go.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from branchstd.__main__ import run
from branchstd.assess import AssessedVillage
from branchstd.store.reading import Read, read_bytes_of
from samples import YEAR_END, copy_of, workspace_of

YEAR = "data/villages/baiyutan/2019"
BAD_GROUP = {"file": "V/village.yaml", "replace": ["code: G1", "code: 一组"]}


def village(root: Path, *edits: dict[str, Any]) -> AssessedVillage:
    return workspace_of(copy_of(root, list(edits))).village("baiyutan", YEAR_END)


def errors(found: AssessedVillage) -> list[tuple[str, str]]:
    return [(p.code, p.place.file.removeprefix(f"{YEAR}/")) for p in found.problems if p.severity == "error"]


@pytest.mark.parametrize("said", ["一组", "河东", "河东党小组"])
def test_a_bad_code_of_a_group(said: str, tmp_path: Path) -> None:
    """By its code as it was written or its name: whoever is of it waits for it, and so do the rules on members."""
    rows = {"file": "V/people.csv", "replace": [",G1,", f",{said},"]}
    meeting = {"file": "V/activities/2019-03.yaml", "replace": ["group: G1", f"group: {said}"]}
    found = village(tmp_path, BAD_GROUP, rows, meeting)
    assert errors(found) == [("bad_code", "village.yaml")]
    places = {(b.kind, b.place.file.removeprefix(f"{YEAR}/")) for b in found.village.broken if b.known}
    assert places == {("group", "village.yaml"), ("person", "village.yaml"), ("activity", "village.yaml")}


def test_what_is_another_fault_is_told_beside(tmp_path: Path) -> None:
    rows = {"file": "V/people.csv", "replace": [",G1,", ",桥上,"]}
    found = village(tmp_path, BAD_GROUP, rows)
    assert set(errors(found)) == {("bad_code", "village.yaml"), ("bad_group", "people.csv")}


def test_a_file_that_cannot_be_read_may_hold_every_name(tmp_path: Path) -> None:
    cut = {"file": "V/village.yaml", "replace": ["groups:", "groups: ["]}
    rows = {"file": "V/people.csv", "replace": [",G1,", ",河东,"]}
    assert {file for _, file in errors(village(tmp_path, cut, rows))} == {"village.yaml"}


@pytest.mark.parametrize("said", ["G3", "河东"])
def test_no_group_at_all(said: str, tmp_path: Path) -> None:
    """Whatever the rows say, it is one thing that lacks; how many groups there are nobody can know."""
    none = {"file": "V/village.yaml", "drop": ["groups:", "code: G1", "code: G2"]}
    rows = {"file": "V/people.csv", "replace": [",G1,", f",{said},"]}
    found = village(tmp_path, none, rows)
    assert errors(found) == [("no_groups", "village.yaml")]
    assert "group" in {broken.kind for broken in found.village.broken}


def test_nobody_is_added_to_a_group_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is typed now is told now."""
    root = copy_of(tmp_path, [BAD_GROUP])
    words = [
        "--lang",
        "zh",
        "add",
        "person",
        "baiyutan",
        "--code",
        "M77",
        "--joined-on",
        "2001-07-01",
        "--group",
        "一组",
    ]
    assert run(["--root", str(root), *words]) == 2
    assert "--group: 错误[bad_group]" in capsys.readouterr().err


def test_a_bad_code_of_a_person(tmp_path: Path) -> None:
    """Who names 党员一 waits for the row; 书记 is nobody's."""
    row = {"file": "V/people.csv", "replace": ["\nM01,", "\n党员一,"]}
    talk = {"file": "V/duty.csv", "add": "2019-12,党员一,2,6\n2019-12,书记,2,6\n"}
    told = errors(village(tmp_path, row, talk))
    assert told.count(("bad_code", "people.csv")) == 1
    assert told.count(("bad_person", "duty.csv")) == 1


def read(name: str, key: str, kind: str, text: str) -> Read:
    return read_bytes_of(text.encode(), f"{YEAR}/{name}", {key: kind}, (kind,))


@pytest.mark.parametrize("said", ["[才让, 扎西]", '"才让、扎西"', "[M01, 才让, M02, 扎西]"])
def test_all_that_is_no_code_in_one_list(said: str) -> None:
    text = f"activities:\n- {{date: 2019-04-10, kind: 党员大会, 缺席: {said}}}\n".replace(
        ": 才让、扎西", ': "才让、扎西"'
    )
    (problem,) = (p for p in read("activities/2019-04.yaml", "activities", "activity", text).problems)
    assert (problem.code, problem.values["seen"]) == ("bad_person", "才让、扎西")


def test_all_that_is_no_step_or_day() -> None:
    """Each on its own place, with the step that may be meant; a bad day hides no bad step."""
    text = "candidates:\n- 人员: M05\n  步骤:\n    推优会: 2019-06-01\n    谈话: 快了\n    别的会: 2019-06-02\n"
    found = [p for p in read("candidates.yaml", "candidates", "candidate", text).problems if p.severity == "error"]
    told = [(p.code, p.place.line, p.values.get("near")) for p in sorted(found, key=lambda p: p.place)]
    assert told == [("unknown_step", 4, "推优"), ("bad_date_form", 5, None), ("unknown_step", 6, "")]
