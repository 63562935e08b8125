"""The shipped town carries items in every state, and numbers about them that are counted here by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from branchstd.messages.messages import Messages
from branchstd.render.rectify_text import turns
from branchstd.rules.items import State
from branchstd.workflow.rectification import Rectification, count_items, with_recurrence
from samples import ROOT, standards, workspace_of

YEAR_END = date(2019, 12, 31)


@cache
def items(day: date = YEAR_END) -> dict[str, Rectification]:
    workspace = workspace_of(ROOT)
    every = [one for slug in workspace.office.names for one in workspace.desk(workspace.village(slug, day)).items()]
    return {one.item.id: one for one in with_recurrence(every)}


def test_every_state() -> None:
    """Reopened and upheld are walked through by commands; the town has had none."""
    states = {one.state for one in items().values()}
    assert states == set(State) - {State.REOPENED, State.UPHELD}


def test_what_is_told_beside_the_state() -> None:
    found = items().values()
    assert any(one.overdue for one in found)
    assert any(one.joined.is_extended for one in found)
    assert any(one.elsewhere for one in found)
    assert any(one.by_town for one in found)
    assert any(one.finding for one in found)
    assert {one.item.origin for one in found} >= {"self_check", "inspection", "check", "masses", "acceptance"}


def test_reserves_are_lacking_in_five_villages_for_two_sorts_of_cause() -> None:
    found = {code: sorted(items()[code].elsewhere) for code in ("BYT-04", "CKY-01", "DWT-06", "GXY-02", "LS-02")}
    assert found == {
        "BYT-04": ["大湾滩村", "高雪垭村"],
        "DWT-06": ["白羽滩村", "高雪垭村"],
        "GXY-02": ["大湾滩村", "白羽滩村"],
        "CKY-01": ["柳哨村"],
        "LS-02": ["川口驿村"],
    }
    assert [code for code, one in items().items() if one.elsewhere and code not in found] == []


def test_days_overdue_and_the_step_they_suggest() -> None:
    """BYT-04: extended to 30 November, 31 days at year end. CKY-07: due on 25 December. CKY-01: on 15 December."""
    found = {code: (items()[code].overdue, items()[code].step) for code in ("BYT-04", "CKY-07", "CKY-01", "DWT-08")}
    assert found == {
        "BYT-04": (31, "interview"),
        "CKY-07": (6, "remind"),
        "CKY-01": (16, "deputy"),
        "DWT-08": (0, None),
    }
    on_the_day = items(date(2019, 11, 30))["BYT-04"]
    assert (on_the_day.overdue, on_the_day.step) == (0, None)  # its last day is not over
    assert items(date(2019, 12, 7))["BYT-04"].step == "liaison"


def test_the_share_of_closing_in_one_village() -> None:
    """大湾滩村: five of nine closed; three more were due by year end; the venue is due in June."""
    found = count_items([one for one in items().values() if one.village == "dawantan"])
    assert (found.closed, found.due, found.open, found.overdue) == (5, 8, 4, 3)


def test_marks_that_hold_and_that_do_not() -> None:
    """BYT-03: July and August were held. BYT-04 lacks two. GXY-06: September and October. DWT-08 is not built."""
    held = {code: items()[code].holds for code in ("BYT-03", "BYT-04", "GXY-06", "DWT-08", "CKY-08")}
    assert held == {"BYT-03": True, "BYT-04": False, "GXY-06": True, "DWT-08": False, "CKY-08": None}


def test_what_is_made_good_and_not_claimed_is_only_reminded_of() -> None:
    """GXY-06 is long due and its mark shows; were it still open, nobody would be called to an interview for it."""
    one = items()["GXY-06"]
    still_open = replace(one, joined=replace(one.joined, state=State.PLANNED))
    assert still_open.holds
    assert still_open.overdue >= 30
    assert (still_open.shows, still_open.step) == (True, "remind")
    told = turns(still_open, Messages("zh", *standards()))
    assert told[1].startswith("9月、10月已经做到位，以前缺的仍记缺")  # of July and August
    sent_back = replace(one, joined=replace(one.joined, state=State.RETURNED))
    assert (sent_back.shows, sent_back.step) == (False, "interview")
    lacking = replace(still_open, holds=False)
    assert (lacking.shows, lacking.step) == (False, "interview")
