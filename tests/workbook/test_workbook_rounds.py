"""Some of what `tools/rounds.py` tries in full: `--books all`, or another seed of the sample."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from damages import DAMAGES
from halves import Run, try_errors, try_kills
from rounds import Town, damaged, take_damaged

FEW = 3


@pytest.fixture
def draw(request: pytest.FixtureRequest) -> random.Random | None:
    """None for all."""
    wish = str(request.config.getoption("--books"))
    return None if wish == "all" else random.Random(wish)


def test_damaged_workbooks(draw: random.Random | None, tmp_path: Path) -> None:
    """Taken as they were meant, or refused with the cell."""
    names = [*DAMAGES] if draw is None else draw.sample(sorted(DAMAGES), FEW)
    town = Town.made(tmp_path / "town")
    found = damaged(town, names, tmp_path / "books")
    faults = {name: take_damaged(town, name, path, saved=False) for name, path in found.items()}
    assert {name: fault for name, fault in faults.items() if fault} == {}


def test_imports_that_are_cut_off(draw: random.Random | None, tmp_path: Path) -> None:
    """Sixteen files are all old or all new, whatever happens to the process or the disk."""
    count, shift = (1_000, 0) if draw is None else (FEW, draw.randrange(20))
    run = Run(tmp_path / "run")
    found = [*try_kills(run, count, shift), *try_errors(run, count, shift)]
    assert [one for one in found if one[1]] == []
    assert len(found) > FEW
