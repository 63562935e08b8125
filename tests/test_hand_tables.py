"""The outcomes of the shipped villages on six days, against tables written by hand from the records (tests/hand)."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from samples import workspace_of

ROOT = Path(__file__).parents[1]
TABLES = {
    path.stem: list(csv.DictReader(path.read_text("utf-8").splitlines()))
    for path in (ROOT / "tests/hand").glob("*.csv")
}
DAYS = ["2019-03-31", "2019-06-09", "2019-06-10", "2019-11-01", "2019-11-20", "2019-12-31"]


@cache
def outcomes(village: str, day: str) -> dict[str, str]:
    found = workspace_of(ROOT).village(village, date.fromisoformat(day)).assessment
    return {result.standard.id: result.outcome.value for result in found.standards}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("village", ["baiyutan", "chiyangou"])
def test_as_by_hand(village: str, day: str) -> None:
    assert outcomes(village, day) == {row["standard"]: row[day] for row in TABLES[village]}


@pytest.mark.parametrize("village", ["baiyutan", "chiyangou"])
def test_whatever_is_not_met_has_a_reason(village: str) -> None:
    rows = TABLES[village]
    assert len(rows) == 42
    assert [row["standard"] for row in rows if {row[day] for day in DAYS} != {"met"} and not row["why"]] == []
