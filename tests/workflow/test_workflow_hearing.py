"""Feedback of the shipped town beside its answers, on the days on which its state changes."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from branchstd.workflow.oversight import FeedbackStatus, heard
from samples import ROOT, copy_of, workspace_of


@cache
def said(slug: str, day: str) -> dict[str, FeedbackStatus]:
    workspace = workspace_of(ROOT)
    view = workspace.view(workspace.village(slug, date.fromisoformat(day)))
    return {one.said.id: one for one in heard(view)}


@pytest.mark.parametrize(
    ("slug", "code", "day", "state", "days"),
    [
        # Sent on 25 June, answered on the 28th.
        ("baiyutan", "BYT-F1", "2019-06-25", "waiting", 0),
        ("baiyutan", "BYT-F1", "2019-06-27", "waiting", 2),
        ("baiyutan", "BYT-F1", "2019-06-28", "answered", 3),
        ("baiyutan", "BYT-F1", "2019-12-31", "answered", 3),
        # Sent on 11 June, answered on the 27th: sixteen days, nine more than seven.
        ("gaoxueya", "GXY-F1", "2019-06-18", "waiting", 7),
        ("gaoxueya", "GXY-F1", "2019-06-19", "overdue", 8),
        ("gaoxueya", "GXY-F1", "2019-06-27", "late", 16),
        # Seven days to the day: 24 September to 30 September is six.
        ("dawantan", "DWT-F2", "2019-12-31", "answered", 6),
        # Nobody has answered.
        ("chiyangou", "CYG-F1", "2019-11-11", "waiting", 7),
        ("chiyangou", "CYG-F1", "2019-11-12", "overdue", 8),
        ("chiyangou", "CYG-F1", "2019-12-31", "overdue", 57),
        # A report of nothing asks for no answer.
        ("mingjinghu", "MJH-F1", "2019-12-31", "none", 67),
    ],
)
def test_state(slug: str, code: str, day: str, state: str, days: int) -> None:
    one = said(slug, day)[code]
    assert (one.state, one.days) == (state, days)


def test_what_was_said_later_is_not_there_yet() -> None:
    assert set(said("baiyutan", "2019-06-24")) == set()
    assert set(said("baiyutan", "2019-10-17")) == {"BYT-F1"}


def test_what_went_to_the_county_later_has_not_gone() -> None:
    """Answered on 25 October, passed on on the 29th."""
    assert said("baiyutan", "2019-10-28")["BYT-F2"].to_county_on is None
    assert said("baiyutan", "2019-10-29")["BYT-F2"].to_county_on == date(2019, 10, 29)


def test_what_was_answered_before_it_was_said_is_not_answered(tmp_path: Path) -> None:
    edit = {
        "file": "T/replies.yaml",
        "replace": ["date: 2019-06-28, village: baiyutan", "date: 2019-06-20, village: baiyutan"],
    }
    workspace = workspace_of(copy_of(tmp_path, [edit]))
    found = {one.said.id: one for one in heard(workspace.view(workspace.village("baiyutan", date(2019, 12, 31))))}
    assert (found["BYT-F1"].state, found["BYT-F1"].replies) == ("overdue", ())


def test_nothing_is_lost_between_the_voices() -> None:
    """Every answer of the town answers something that was said; fourteen ask for one, thirteen have it."""
    workspace = workspace_of(ROOT)
    found = [one for slug in workspace.office.names for one in said(slug, "2019-12-31").values()]
    answered = {code for one in found for reply in one.replies for code in reply.ids}
    assert answered == {one.said.id for one in found if one.answer_day}
    assert len([one for one in found if one.state != "none"]) == 14
    assert [one.said.id for one in found if one.is_open] == ["CYG-F1"]
