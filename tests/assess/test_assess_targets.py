"""Targets of the town at the exact boundaries, for towns of 3 to 20 villages, and what a village adds to them.

The numbers of villages needed are those of the brief's table (section 6), typed in by hand.
"""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from branchstd.__main__ import run
from branchstd.assess.targets import Tally, conclude_targets, number_needed
from samples import ROOT, standards, workspace_of

PLAN = standards()[1]
TARGETS = {target.id: target for target in PLAN.targets}
YEAR_END = date(2019, 12, 31)
# Villages; needed for three chains >= 70 %, one person >= 25 %, stable income >= 90 %, 50,000 yuan > 45 %.
TABLE = [
    (3, 3, 1, 3, 2), (4, 3, 1, 4, 2), (5, 4, 2, 5, 3), (6, 5, 2, 6, 3), (7, 5, 2, 7, 4), (8, 6, 2, 8, 4),
    (9, 7, 3, 9, 5), (10, 7, 3, 9, 5), (12, 9, 3, 11, 6), (15, 11, 4, 14, 7), (20, 14, 5, 18, 10),
]  # fmt: skip
CASES = [(code, row[0], row[n]) for row in TABLE for n, code in enumerate(("T06", "T07", "T08", "T09"), 1)]


def outcome(code: str, have: int, of: int, *, waiting: int = 0, on: date = YEAR_END) -> str:
    found = conclude_targets(PLAN, {code: Tally(Fraction(have), Fraction(of), waiting)}, on)
    return next(result.outcome.value for result in found if result.target.id == code)


@pytest.mark.parametrize(("code", "size", "least"), CASES)
def test_the_smallest_number_that_meets_a_share(code: str, size: int, least: int) -> None:
    assert number_needed(TARGETS[code], size) == least


@pytest.mark.parametrize(("code", "size", "least"), CASES)
def test_exactly_enough_and_one_less(code: str, size: int, least: int) -> None:
    assert outcome(code, least, size) == "met"
    assert outcome(code, least - 1, size) == "unmet"


def test_nine_of_twenty_are_exactly_45_percent_and_not_more() -> None:
    assert (outcome("T09", 9, 20), outcome("T09", 10, 20)) == ("unmet", "met")


@pytest.mark.parametrize(("on", "expected"), [("2019-12-30", "not_due"), ("2019-12-31", "unmet")])
def test_before_the_year_s_end_nothing_is_missed(on: str, expected: str) -> None:
    assert outcome("T06", 5, 8, on=date.fromisoformat(on)) == expected
    assert outcome("T06", 6, 8, on=date.fromisoformat(on)) == "met"


def test_what_waits_for_a_person_may_still_count() -> None:
    assert outcome("T06", 5, 8, waiting=1) == "review"
    assert outcome("T06", 4, 8, waiting=1) == "unmet"


@pytest.mark.parametrize("code", ["T11", "T06"])
@pytest.mark.parametrize(("on", "expected"), [("2019-12-30", "not_due"), ("2019-12-31", "not_applicable")])
def test_nothing_to_count_is_not_applicable_once_the_day_has_come(code: str, on: str, expected: str) -> None:
    assert outcome(code, 0, 0, on=date.fromisoformat(on)) == expected


@pytest.mark.parametrize(("have", "expected"), [(1, "unmet"), (2, "met")])
def test_a_plain_number(have: int, expected: str) -> None:
    assert outcome("T10", have, 8) == expected


def found(root: Path, on: date = YEAR_END) -> dict[str, Any]:
    workspace = workspace_of(root)
    return {result.target.id: result for result in workspace.targets(workspace.villages(on), on)}


def tally(root: Path, code: str) -> tuple[str, str]:
    result = found(root)[code].tally
    return str(result.have), str(result.of)


# Counted by hand in data/: one person in both posts, stable income, 50,000 yuan, model venues, projects by their day.
SHIPPED = {"T07": ("2", "8"), "T08": ("7", "8"), "T09": ("3", "8"), "T10": ("1", "8"), "T11": ("4", "5")}


@pytest.mark.parametrize("code", SHIPPED)
def test_the_shipped_town(code: str) -> None:
    assert tally(ROOT, code) == SHIPPED[code]


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return tmp_path


CHIYANGOU = "villages/chiyangou/2019"


@pytest.mark.parametrize(
    ("code", "file", "old", "new", "after"),
    [
        ("T08", f"{CHIYANGOU}/income.csv", ",是,", ",否,", ("6", "8")),
        ("T09", f"{CHIYANGOU}/income.csv", "12000,是", "43500,是", ("4", "8")),
        ("T09", f"{CHIYANGOU}/income.csv", "12000,是", "43499,是", ("3", "8")),
        ("T07", f"{CHIYANGOU}/posts.csv", "M04,村民委员会,主任", "M01,村民委员会,主任", ("3", "8")),
        ("T10", "town/2019/villages/chiyangou.yaml", "rulings:\n",
         "rulings:\n  - {about: demo, verdict: 是, date: 2019-12-26, by: T2, reason: 好}\n", ("2", "8")),
        ("T11", "town/2019/projects.csv", "2019-11-30,\n", "2019-11-30,2019-12-20\n", ("5", "5")),
        ("T16", "town/2019/villages/chiyangou.yaml", "level: 镇", "level: 县", ("5", "7")),
    ],
)  # fmt: skip
def test_a_change_in_one_village(  # noqa: PLR0917
    code: str, file: str, old: str, new: str, after: tuple[str, str], tmp_path: Path
) -> None:
    assert tally(changed(tmp_path, file, old, new), code) == after


def test_what_cannot_be_read_waits(tmp_path: Path) -> None:
    """The posts of the one village that has one person in both: 1 of 8, and one that may be."""
    root = changed(tmp_path, "villages/liushao/2019/posts.csv", "2018-01-14", "2018-01-14")
    (root / "data/villages/liushao/2019/posts.csv").write_bytes(b"\xff\xfe")
    result = found(root)["T07"]
    assert (result.tally.have, result.tally.of, result.tally.waiting) == (1, 8, 1)
    assert result.outcome.value == "review"


def test_a_village_that_cannot_be_read_waits_and_is_not_left_out(tmp_path: Path) -> None:
    """T16 counts among villages that applied, as their documents say: of one with a broken file nobody knows."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    before = _target(tmp_path, "T16")
    (tmp_path / "data/villages/baiyutan/2019/documents.yaml").write_bytes(b"documents: [")
    after = _target(tmp_path, "T16")
    assert (after.of, after.have, after.waiting) == (before.of, before.have - 1, before.waiting + 1)


def _target(root: Path, code: str) -> Tally:
    workspace = workspace_of(root)
    results = workspace.targets(workspace.villages(YEAR_END), YEAR_END)
    return next(result.tally for result in results if result.target.id == code)


def test_the_town_names_what_it_could_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data/villages/baiyutan/2019/documents.yaml").write_bytes(b"documents: [")
    assert run(["--root", str(tmp_path), "--lang", "zh", "town"]) == 2
    assert "data/villages/baiyutan/2019/documents.yaml:1:" in capsys.readouterr().out
