"""A duty whose last day is the day of assessment is passed, and said to be due today: the evening is still left."""

from __future__ import annotations

from datetime import date

from branchstd.outlook import due_today
from samples import ROOT, workspace_of


def told(day: str) -> set[str]:
    as_of = date.fromisoformat(day)
    found = workspace_of(ROOT).village("chiyangou", as_of).assessment
    return {rule.rule.id for standard in found.standards for rule in standard.rules if due_today(rule, as_of)}


def test_milestones_of_the_day() -> None:
    """10 June: training (M03), self-check (M04), leading group (M05); none of them was done in full."""
    assert told("2019-06-09") == set()
    assert told("2019-06-10") == {"1.3.a", "7.3.a", "7.3.b", "7.4.a"}
    assert told("2019-06-11") == set()


def test_the_last_day_of_a_period() -> None:
    """No theme day in June, no general meeting in the second quarter; disclosure has its grace until 15 July."""
    assert {"3.4.a", "3.1.a"} <= told("2019-06-30")
    assert "2.7.a" not in told("2019-06-30")
    assert "3.4.a" not in told("2019-06-29") | told("2019-07-01")
