"""Every standard has an example that is met and one that is unmet: the strong village with little changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from samples import ROOT, YEAR_END, copy_of, standards, states

EXAMPLES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "tests/examples").glob("*.yaml")}
IDS = [standard.id for standard in standards()[0].standards]
CASES = [(standard, name) for standard in sorted(EXAMPLES) for name in EXAMPLES[standard]]


@pytest.mark.parametrize(("standard", "name"), CASES)
def test_example(standard: str, name: str, tmp_path: Path) -> None:
    said: dict[str, Any] = EXAMPLES[standard][name]
    day = said.get("as_of", YEAR_END)
    assert isinstance(day, date)
    outcome, share = states(copy_of(tmp_path, said.get("edits", [])), day)[standard]
    assert outcome == name.partition(" ")[0]
    assert (None if share is None else str(share)) == (None if said["share"] is None else str(said["share"]))
    assert said["why"]


@pytest.mark.parametrize("standard", IDS)
def test_every_standard_has_both(standard: str) -> None:
    assert {"met", "unmet"} <= set(EXAMPLES[standard])


def test_examples_belong_to_standards() -> None:
    assert sorted(EXAMPLES) == sorted(IDS)
