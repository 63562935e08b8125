"""A misspelt column hides what was recorded, so that nobody can say it was not done; an own column hides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from samples import YEAR_END, copy_of, workspace_of


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ("appraised_on,fed_back_on", "apraised_on,fed_back_on", "error"),
        ("starred_on,comment", "starred_on,备忘录", "met"),
    ],
)
def test_column(old: str, new: str, outcome: str, tmp_path: Path) -> None:
    edit = {"file": "V/member_year.csv", "replace": [old, new]}
    found = workspace_of(copy_of(tmp_path, [edit])).village("baiyutan", YEAR_END)
    (result,) = [s for s in found.assessment.standards if s.standard.id == "3.6"]
    assert result.outcome.value == outcome
    assert "unknown_column" in {problem.code for problem in found.problems}
