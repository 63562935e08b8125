"""The lists that an office fills in: known to the plan, of the right number, each item a code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from samples import ROOT, survey_of

CASES = {
    "five_studies: [w1, w2, w3, w4, w5]": [],
    "five_studies: []": [],
    "five_study: [w1, w2, w3, w4, w5]": [("unknown_list", 21, 9)],
    "five_studies: [w1, w2]": [("list_size", 21, 9)],
    "five_studies: [w1, w2, w3, w4, 学章程]": [("bad_code", 21, 40)],
}


@pytest.mark.parametrize("said", CASES)
def test_lists(said: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    town = tmp_path / "data" / "town.yaml"
    lines = town.read_text("utf-8").rstrip("\n")
    assert lines.count("\n") == 19
    town.write_text(f"{lines}\nlists: {{{said}}}\n", "utf-8")
    found = [(p.code, p.place.line, p.place.column) for p in survey_of(tmp_path).problems]
    assert found == CASES[said]
