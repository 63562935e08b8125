"""A Party group's name stands for its code where one group alone has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from branchstd.store.parser import Codes
from samples import YEAR_END, copy_of, workspace_of

VILLAGE = "V/village.yaml"
ROSTER = {"file": "V/people.csv", "replace": [",G1,", ",河东党小组,"]}


def village(root: Path, *edits: dict[str, Any]) -> tuple[set[Any], list[tuple[str, str, str]]]:
    """The groups of its people; what is told of codes, with how it is read and how often."""
    found = workspace_of(copy_of(root, list(edits))).village("baiyutan", YEAR_END)
    told = [(p.code, p.values.get("read", ""), p.values.get("count", "")) for p in found.problems]
    people: Any = found.village.records.get("person", ())
    return {one.group for one in people}, [one for one in told if one[0] in {"code_respelt", "bad_group"}]


def test_in_the_roster(tmp_path: Path) -> None:
    """Nobody else is moved: the village stands as before, and the respelling is told once for its column."""
    as_before, _ = village(tmp_path / "before")
    groups, told = village(tmp_path / "now", ROSTER)
    assert groups == as_before
    (note,) = told
    assert note[:2] == ("code_respelt", "G1")


@pytest.mark.parametrize("said", ["河东", "河东组", "河东小组", "河东党小组"])
def test_with_or_without_a_word_for_group(said: str, tmp_path: Path) -> None:
    edit = {"file": "V/activities/2019-03.yaml", "replace": ["group: G1", f"group: {said}"]}
    _, told = village(tmp_path, edit)
    assert told == [("code_respelt", "G1", "1")]


def test_at_a_meeting(tmp_path: Path) -> None:
    edit = {"file": "V/activities/2019-03.yaml", "replace": ["group: G1", "group: 河东党小组"]}
    _, told = village(tmp_path, edit)
    assert told == [("code_respelt", "G1", "1")]


def test_a_name_of_two_groups_names_neither(tmp_path: Path) -> None:
    twice = {"file": VILLAGE, "replace": ["夏牧场流动党小组", "河东党小组"]}
    _, told = village(tmp_path, twice, ROSTER)
    assert {code for code, _, _ in told} == {"bad_group"}


def test_no_name_while_that_of_another_group_cannot_be_read(tmp_path: Path) -> None:
    nameless = {"file": VILLAGE, "replace": ["name: 夏牧场流动党小组, ", ""]}
    _, told = village(tmp_path, nameless, ROSTER)
    assert {code for code, _, _ in told} == {"bad_group"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("桥上组", "G1"),
        ("桥下组", "G2"),
        ("桥中组", "桥中组"),
        ("g01", "G1"),
        ("G2", "G2"),
        ("g3", "g3"),
        ("一组", "一组"),
    ],
)
def test_what_is_meant(said: str, meant: str) -> None:
    """g3 is the code G3 or the group called g3; 一组 are two."""
    names = [("G1", "桥上组"), ("G2", "桥下组"), ("G4", "g3"), ("G5", "一组"), ("G6", "一组")]
    assert Codes({"G1", "G2", "G3", "G4", "G5", "G6"}, names).meant(said) == meant
