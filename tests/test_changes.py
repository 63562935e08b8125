"""One fact changed in a shipped village moves exactly the standards that it should, by exact shares."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from samples import ROOT, VILLAGE, State, copy_of, standards, states

CHANGES = yaml.safe_load((ROOT / "tests" / "changes.yaml").read_text("utf-8"))


@cache
def shipped(village: str) -> dict[str, State]:
    return states(ROOT, village=village)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["name"])
def test_change(change: dict[str, Any], tmp_path: Path) -> None:
    village = change.get("village", VILLAGE)
    given = [change["given"]] if "given" in change else []
    before = states(copy_of(tmp_path / "before", given, village), village=village) if given else shipped(village)
    after = states(copy_of(tmp_path / "after", [*given, change["edit"]], village), village=village)
    moved = {name: [str(before[name][1]), str(after[name][1])] for name in after if after[name] != before[name]}
    assert moved == {name: shares for name, (_, *shares) in change["moves"].items()}
    for name, (direction, *_) in change["moves"].items():
        first, second = before[name][1], after[name][1]
        assert first is not None
        assert second is not None
        assert direction == ("up" if second > first else "down")


def test_enough_of_each_kind() -> None:
    assert len(CHANGES) >= 60
    assert sum(not change["moves"] for change in CHANGES) >= 10
    assert len({change["name"] for change in CHANGES}) == len(CHANGES)
    moves = {(name, move[0]) for change in CHANGES for name, move in change["moves"].items()}
    every = {(standard.id, direction) for standard in standards()[0].standards for direction in ("down", "up")}
    assert every - moves == set()
