"""A row of the town's that cannot be read is neither there nor missing, in whichever language its words are."""

from __future__ import annotations

from pathlib import Path

import pytest

from samples import YEAR_END, copy_of, results


@pytest.mark.parametrize("word", ["离任村干部补贴", "retired_allowance"])
def test_an_unreadable_allowance(word: str, tmp_path: Path) -> None:
    row = "离任村干部补贴,2019-Q3,2019-09-30,1800"
    edit = {"file": "T/payments.csv", "replace": [row, f"{word},2019-Q3,2019-09-30,一千八"]}
    found = results(copy_of(tmp_path, [edit]), YEAR_END)
    assert found["6.2"].outcome == "error"
    assert found["6.1"].outcome == "met"
