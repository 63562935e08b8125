"""One fact changed in the shipped strong village moves exactly the standards that it should, by exact shares."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from samples import ROOT, State, copy_of, states

CHANGES = yaml.safe_load((ROOT / "tests" / "changes.yaml").read_text("utf-8"))


@cache
def before() -> dict[str, State]:
    return states(ROOT)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["name"])
def test_change(change: dict[str, Any], tmp_path: Path) -> None:
    after = states(copy_of(tmp_path, [change["edit"]]))
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
