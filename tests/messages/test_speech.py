"""Sentences that must not say more than the records do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.messages.messages import Messages
from samples import YEAR_END, copy_of, standards


@pytest.mark.parametrize(("asked", "notes"), [(YEAR_END, ""), (date(2020, 1, 1), "2020-01-01已过年底")])
def test_a_day_after_the_year_is_told(asked: date, notes: str) -> None:
    assert Messages("zh", *standards(), asked=asked).year_note().startswith(notes)
    assert bool(Messages("en", *standards(), asked=asked).year_note()) == bool(notes)


@pytest.mark.parametrize(
    ("code", "zh"),
    [("2019-Q4", "第四季度"), ("2019-H2", "下半年"), ("2019-12", "12月"), ("2018-03", "2018年3月"),
     ("2019-Q5", "2019-Q5"), ("2019-H3", "2019-H3"), ("2019-13", "2019-13"), ("2019-00", "2019-00")],
)  # fmt: skip
def test_a_period_or_a_code_that_only_looks_like_one(code: str, zh: str) -> None:
    """Somebody's code may be anything."""
    assert Messages("zh", *standards()).period(code) == zh


def test_a_person_whose_code_looks_like_a_period(tmp_path: Path) -> None:
    """What is missing of somebody is told, and where it would stand."""
    edit = {"file": "V/posts.csv", "add": "2019-Q5,后备干部,成员,,2019-05-06,,2019-05-16,镇党委审定\n"}
    assert run(["--root", str(copy_of(tmp_path, [edit])), "check", "baiyutan", "--full"]) in {1, 2}
