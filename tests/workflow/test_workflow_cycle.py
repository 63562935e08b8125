"""The chain from self-check to the county, in the shipped town as it was written by hand, and what each step lacks."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from branchstd.workflow.cycle import Cycle
from samples import ROOT, copy_of, workspace_of


@cache
def found(slug: str, day: str) -> Cycle:
    workspace = workspace_of(ROOT)
    return workspace.cycle(workspace.village(slug, date.fromisoformat(day)))


@pytest.mark.parametrize(
    ("slug", "day", "reached"),
    [
        ("baiyutan", "2019-06-08", None),
        ("baiyutan", "2019-06-10", "baseline"),  # the last of 42 answers is of that day
        ("baiyutan", "2019-10-31", "self_assessment"),
        ("baiyutan", "2019-11-05", "self_assessment"),
        ("baiyutan", "2019-11-06", "application"),
        ("baiyutan", "2019-11-17", "application"),
        ("baiyutan", "2019-11-18", "acceptance"),
        ("baiyutan", "2019-11-19", "acceptance"),  # the report of that day went up on the 20th
        ("baiyutan", "2019-11-20", "report"),
        ("chiyangou", "2019-12-31", "application"),  # deferred: not accepted, not reported as such
        ("mingjinghu", "2019-12-31", "application"),  # nobody has accepted it yet
        ("qinglanping", "2019-12-31", None),
    ],
)
def test_how_far(slug: str, day: str, reached: str | None) -> None:
    assert found(slug, day).last_step == reached


def lacks(slug: str, step: str, day: str = "2019-12-31") -> list[tuple[str, int, int, tuple[str, ...]]]:
    one = next(one for one in found(slug, day).steps if one.name == step)
    return [tuple(lack) for lack in one.lacks]


def test_what_lacks() -> None:
    assert lacks("chiyangou", "baseline") == [("answers", 40, 42, ())]
    assert lacks("chiyangou", "acceptance") == [("returned", 0, 0, ("deferred",))]
    assert lacks("mingjinghu", "acceptance") == [("acceptance", 0, 0, ())]
    assert lacks("baiyutan", "application") == [("overdue", 1, 0, ("BYT-04",))]
    assert lacks("baiyutan", "county") == [("county", 0, 0, ())]
    assert lacks("liushao", "acceptance") == []
    assert lacks("chiyangou", "report") == [("reported_as", 0, 0, ("2019-11-20",))]
    assert lacks("mingjinghu", "report") == [("report", 0, 0, ())]


def test_what_the_town_owes_holds_up_no_application(tmp_path: Path) -> None:
    """The same item, now about pay that the town owes."""
    file, rule = "data/town/2019/villages/baiyutan.yaml", 'rule: {}, standard: "{}"'
    edit = {"file": file, "replace": [rule.format("4.5.a", "4.5"), rule.format("6.1.b", "6.1")]}
    workspace = workspace_of(copy_of(tmp_path, [edit]))
    steps = workspace.cycle(workspace.village("baiyutan", date(2019, 12, 31))).steps
    assert [one.lacks for one in steps if one.name == "application"] == [()]


def test_returned_is_told_apart_from_waiting() -> None:
    returned = found("chiyangou", "2019-12-31").returned
    assert returned is not None
    assert (returned.conclusion, returned.date) == ("deferred", date(2019, 11, 19))
    assert found("mingjinghu", "2019-12-31").returned is None
    assert found("chiyangou", "2019-11-18").returned is None
