"""Visits drawn by lot, and what became of findings, on the days on which it changes."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchstd.workflow.oversight import Visit, by_quarter, drawn, visits
from samples import ROOT, YEAR_END, copy_of, workspace_of


@cache
def made(slug: str, day: str) -> tuple[Visit, ...]:
    workspace = workspace_of(ROOT)
    desk = workspace.desk(workspace.village(slug, date.fromisoformat(day)))
    return tuple(visits(desk, desk.items()))


def state(slug: str, code: str, day: str) -> str:
    found = [one for visit in made(slug, day) for one in visit.findings if one.finding.id == code]
    return found[0].state


@pytest.mark.parametrize(
    ("slug", "code", "day", "expected"),
    [
        # Due on 21 September, closed as BYT-06 on the 25th.
        ("baiyutan", "D2-1", "2019-09-20", "not_due"),
        ("baiyutan", "D2-1", "2019-09-21", "revisit"),
        ("baiyutan", "D2-1", "2019-09-24", "revisit"),
        ("baiyutan", "D2-1", "2019-09-25", "settled"),
        # Closed on the day before it was due.
        ("baiyutan", "D2-2", "2019-09-20", "settled"),
        # Due on 23 September, still open as CYG-02, and nobody has been there since.
        ("chiyangou", "CD1-1", "2019-12-31", "revisit"),
    ],
)
def test_what_became_of_a_finding(slug: str, code: str, day: str, expected: str) -> None:
    assert state(slug, code, day) == expected


def test_a_finding_without_an_item_is_in_no_list(tmp_path: Path) -> None:
    root = copy_of(tmp_path, [{"file": "T/villages/chiyangou.yaml", "drop": "finding: CD1-1"}])
    workspace = workspace_of(root)
    desk = workspace.desk(workspace.village("chiyangou", YEAR_END))
    assert [one.state for visit in visits(desk, desk.items()) for one in visit.findings] == ["not_listed"]


def test_a_later_visit_that_looks_at_the_standard_is_a_return_visit() -> None:
    """6.4 was looked at again on 20 December, 2.9 never."""
    found = {one.finding.id: one.again for visit in made("baiyutan", "2019-12-31") for one in visit.findings}
    assert found["D2-1"] is None
    assert found["D2-2"] is not None
    assert found["D2-2"].date == date(2019, 12, 20)


def test_quarters_that_have_begun() -> None:
    """10 June; 22 August; 18 October and 20 December."""

    def counts(day: str) -> list[tuple[str, int]]:
        found = made("baiyutan", day)
        return [(code, len(there)) for code, there in by_quarter(found, 2019, date.fromisoformat(day))]

    assert counts("2019-06-30") == [("2019-Q1", 0), ("2019-Q2", 1)]
    assert counts("2019-07-01") == [("2019-Q1", 0), ("2019-Q2", 1), ("2019-Q3", 0)]
    assert counts("2019-12-31") == [("2019-Q1", 0), ("2019-Q2", 1), ("2019-Q3", 1), ("2019-Q4", 2)]


def test_a_lot_that_anybody_can_draw_again() -> None:
    """printf 'SEED\\nNAME' | sha256sum begins with 336d for liushao, a849 for baiyutan, a8f5 for dawantan."""
    names = ("baiyutan", "dawantan", "liushao")
    assert drawn(names, 1, "2019-08-22") == ("liushao",)
    assert drawn(names, 2, "2019-08-22") == ("baiyutan", "liushao")
    assert drawn(names, 3, "2019-08-22") == names
    assert drawn(names, 9, "2019-08-22") == names
    assert drawn(names, 0, "2019-08-22") == ()


def test_standards_come_in_their_order() -> None:
    assert drawn(("2.10", "2.9", "2.1"), 3, "x") == ("2.1", "2.9", "2.10")


@given(st.lists(st.text(min_size=1), unique=True), st.integers(0, 20), st.text(), st.randoms())
def test_a_draw_rests_on_nothing_but_names_and_seed(names: list[str], count: int, seed: str, mixed: object) -> None:
    found = drawn(names, count, seed)
    assert set(found) <= set(names)
    assert len(found) == min(count, len(names))
    mixed.shuffle(names)  # type: ignore[attr-defined]
    assert drawn(names, count, seed) == found
    assert set(found) <= set(drawn(names, count + 1, seed))  # one more never takes one away


def test_each_name_is_drawn_about_as_often() -> None:
    """A thousand seeds, two of eight: 250 each on average, and seven deviations allowed."""
    names = [f"v{number}" for number in range(8)]
    lots = [name for seed in range(1000) for name in drawn(names, 2, str(seed))]
    assert all(150 < lots.count(name) < 350 for name in names)
