"""One fact changed in the shipped strong village moves exactly the standards that it should, by exact shares."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from samples import YEAR_END, apply, survey_of

ROOT = Path(__file__).parents[1]
VILLAGE = "baiyutan"
CHANGES = yaml.safe_load((ROOT / "tests" / "changes.yaml").read_text("utf-8"))
FOLDERS = {"V/": f"data/villages/{VILLAGE}/2019/", "T/": "data/town/2019/"}

State = tuple[str, Fraction | None]


def states(root: Path, day: date = YEAR_END) -> dict[str, State]:
    found = survey_of(root).village(VILLAGE, day).assessment
    return {result.standard.id: (result.outcome.value, result.share) for result in found.standards}


@cache
def before() -> dict[str, State]:
    return states(ROOT)


def edit_of(change: dict[str, Any]) -> dict[str, Any]:
    file = change["edit"]["file"]
    return change["edit"] | {"file": FOLDERS[file[:2]] + file[2:]}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["name"])
def test_change(change: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    apply(tmp_path, edit_of(change))
    after = states(tmp_path)
    moved = {name: [str(before()[name][1]), str(after[name][1])] for name in after if after[name] != before()[name]}
    assert moved == {name: shares for name, (_, *shares) in change["moves"].items()}
    for name, (direction, *_) in change["moves"].items():
        first, second = before()[name][1], after[name][1]
        assert first is not None
        assert second is not None
        assert direction == ("up" if second > first else "down")


def test_enough_of_each_kind() -> None:
    assert len(CHANGES) >= 30
    assert sum(not change["moves"] for change in CHANGES) >= 5
    assert len({change["name"] for change in CHANGES}) == len(CHANGES)
