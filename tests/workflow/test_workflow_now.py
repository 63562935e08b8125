"""What a village does first: each of the five classes leads where nothing before it presses, in one order.

Expectations are from the records: days counted by hand, points as points × weight ÷ weights × what lacks.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from branchstd.workflow.tasks import AHEAD, MOST, Now, Task, can_mend, to_do
from samples import ROOT, Edit, copy_of, workspace_of

ORDER = ["fault", "begin", "veto", "overdue", "due", "gap"]
# A word that no list has: what happened that day cannot be told.
FAULT: Edit = {"file": "V/activities/2019-03.yaml", "replace": ["kind: 主题党日", "kind: 主题日党"]}
# The same file: one more.
SECOND: Edit = {"file": "V/activities/2019-03.yaml", "replace": ["kind: 村两委会议", "kind: 两委的会"]}
# The deputy finds on 18 November that something was falsified.
VETO: Edit = {"file": "T/villages/baiyutan.yaml", "replace": ["about: V1, verdict: 符合", "about: V1, verdict: 不符合"]}


def seen(root: Path, day: date, village: str = "baiyutan") -> Now:
    workspace = workspace_of(root)
    found = workspace.village(village, day)
    return to_do(found, workspace.desk(found))


def of(found: Now) -> list[tuple[str, str]]:
    """Each task by its sort and its item, else its rules."""
    return [(one.sort, one.item.item.id if one.item and one.day else " ".join(_rules(one))) for one in found.first]


def _rules(one: Task) -> list[str]:
    return [result.rule.id for result in one.results]


def test_an_error_that_stops_rules_leads(tmp_path: Path) -> None:
    """On 18 December there are an item overdue, BYT-04, and a veto besides."""
    root = copy_of(tmp_path, [FAULT, SECOND, VETO])
    found = seen(root, date(2019, 12, 18))
    first, *others = found.first
    assert (first.sort, first.problem and first.problem.code, first.more) == ("fault", "unknown_word", 1)
    assert first.problem is not None
    assert first.problem.place.file == "data/villages/baiyutan/2019/activities/2019-03.yaml"
    assert "3.4.a" in _rules(first)  # theme days of March
    assert [one.sort for one in others[:3]] == ["veto", "overdue", "due"]


def test_an_error_that_stops_no_rule_is_told_below(tmp_path: Path) -> None:
    """More present than were expected: an error, and the meeting is read."""
    root = copy_of(tmp_path, [{"file": "V/activities/2019-03.yaml", "replace": ["present: 24", "present: 29"]}])
    workspace = workspace_of(root)
    assert "error" in {problem.severity for problem in workspace.village("baiyutan", date(2019, 9, 28)).problems}
    assert "fault" not in [one.sort for one in seen(root, date(2019, 9, 28)).first]


def test_files_with_errors_stand_once_each_the_most_points_first(tmp_path: Path) -> None:
    """The roster stops nearly all; a paper of the village's only what reads papers."""
    paper: Edit = {"file": "V/documents.yaml", "replace": ["form: 推进计划", "form: 推进的计划"]}
    root = copy_of(tmp_path, [paper, {"file": "V/people.csv", "replace": ["M05,", "M05 M05,"]}])
    files = [Path(one.problem.place.file).name for one in seen(root, date(2019, 9, 28)).first if one.problem]
    assert files == ["people.csv", "documents.yaml"]


@pytest.mark.parametrize(("verdict", "leads"), [("不符合", True), ("符合", False)])
def test_a_veto_leads_where_nothing_is_unreadable(tmp_path: Path, verdict: str, *, leads: bool) -> None:
    replaced = {**VETO, "replace": [VETO["replace"][0], f"about: V1, verdict: {verdict}"]}
    root = copy_of(tmp_path, [replaced] if leads else [])
    assert (of(seen(root, date(2019, 12, 18)))[0] == ("veto", "V1")) is leads


def test_what_is_longest_overdue_leads() -> None:
    """CYG-02 was due on 30 July, CYG-01 on 12 August: 60 and 47 days to 28 September."""
    found = seen(ROOT, date(2019, 9, 28), "chiyangou")
    late = [(one.item.item.id, one.item.overdue) for one in found.first if one.item and one.sort == "overdue"]
    assert late == [("CYG-02", 60), ("CYG-01", 47)]
    assert of(found)[0] == ("overdue", "CYG-02")


def test_what_waits_for_the_town_is_not_the_village_s_to_do() -> None:
    """On 28 September DWT-05 and DWT-07 are claimed, the latter a day overdue; DWT-08 is the town's to build."""
    found = of(seen(ROOT, date(2019, 9, 28), "dawantan"))
    assert found[0] == ("overdue", "DWT-02")
    assert not {"DWT-05", "DWT-07", "DWT-08"} & {name for _, name in found}
    assert not {"2.5.a", "5.6.a", "6.3.c"} & {name for sort, name in found if sort == "gap"}


@pytest.mark.parametrize(("day", "is_due"), [(date(2019, 9, 8), False), (date(2019, 9, 9), True)])
def test_what_falls_due_within_thirty_days(day: date, *, is_due: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """BYT-05 is due on 9 October, thirty days after 9 September."""
    monkeypatch.setattr("branchstd.workflow.tasks.MOST", 99)
    workspace = workspace_of(ROOT)
    found = workspace.village("baiyutan", day)
    (item,) = [one for one in workspace.desk(found).items() if one.item.id == "BYT-05"]
    assert (item.joined.due - day).days == AHEAD + (not is_due)
    assert (("due", "BYT-05") in of(seen(ROOT, day))) is is_due


def test_what_falls_due_leads_where_nothing_is_overdue() -> None:
    """The month's shifts and dues stand together by the file that holds them; nothing that is done is asked for."""
    found = seen(ROOT, date(2019, 9, 28))
    assert of(found)[:3] == [("due", "1.4.b"), ("due", "2.9.a 2.9.b"), ("due", "5.6.a 5.6.b")]
    assert [one.day for one in found.first] == sorted(one.day for one in found.first if one.day)


def test_what_is_due_today_can_still_be_done() -> None:
    """10 June is the last day for the leading group and for the answers of the self-check: gaps at the day's end."""
    found = seen(ROOT, date(2019, 6, 10), "chiyangou")
    assert of(found)[:2] == [("due", "7.3.a 7.3.b"), ("due", "7.4.a")]
    assert {one.day for one in found.first[:2]} == {date(2019, 6, 10)}


def test_a_step_that_will_be_late_is_seen_before() -> None:
    """Y2 was decided on 26 September: it is disclosed within 15 days, until 11 October."""
    found = seen(ROOT, date(2019, 9, 28), "dawantan")
    assert [one.day for one in found.first if "2.6.b" in _rules(one)] == [date(2019, 10, 11)]


def test_a_gap_leads_where_nothing_else_presses() -> None:
    """The town-direct branch lacks two of twelve systems; of 5.1 (four points) only 5.1.c applies: 4 × 1/6. Its other
    gaps are meetings of months that are over, and a judgement."""
    found = seen(ROOT, date(2019, 9, 28), "zhenzhi")
    assert (of(found), found.total) == ([("gap", "5.1.c")], 1)
    assert found.first[0].lost == Fraction(2, 3)


def test_gaps_stand_by_the_points_that_they_cost() -> None:
    found = seen(ROOT, date(2019, 9, 28), "liushao")
    lost = [one.lost for one in found.first if one.sort == "gap" and one.lost]
    assert lost == sorted(lost, reverse=True)
    assert all(one > 0 for one in lost)


# Gaps of 大湾滩村 on 28 September: what it can still win something of.
MENDED = {
    "5.1.c": True,  # two systems not written
    "5.4.a": True,  # pledges not given: its day is a default, late costs nothing
    "5.4.c": True,
    "5.6.a": True,  # dues may be paid late
    "7.4.b": True,  # an item's plan is not whole
    "1.2.a": False,  # May is over
    "2.9.a": False,  # so are the shifts of July and August
    "3.2.b": False,
    "3.8.b": False,
    "2.7.d": False,  # two quarters
    "1.3.a": False,  # the town's training
    "6.2.a": False,  # the town's payment
    "2.5.a": False,  # disclosed too late
    "6.4.b": False,  # judged by the town
    "7.3.c": False,  # there, and late
    "7.3.d": False,
    "7.4.c": False,  # items, which stand there themselves
}


@pytest.mark.parametrize("code", MENDED)
def test_which_gaps_the_village_can_mend(code: str) -> None:
    workspace = workspace_of(ROOT)
    village = workspace.village("dawantan", date(2019, 9, 28))
    (result,) = [one for standard in village.assessment.standards for one in standard.gaps if one.rule.id == code]
    assert can_mend(workspace.desk(village).view, result) is MENDED[code]


@pytest.mark.parametrize(("steps", "can"), [
    ("D1: 2019-03-05, D2: 2019-03-07, D4: 2019-03-22, P1: 2019-04-02, W: 2019-08-10", False),  # D3 skipped, P2 too late
    ("D1: 2019-03-05, D2: 2019-03-07, D4: 2019-03-22, P1: 2019-04-02, W: 2019-09-20", False),  # P2 not due: D3 alone
    ("D1: 2019-03-05, D2: 2019-03-07, D3: 2019-03-08, D4: 2019-09-13", True),  # P1 within 15 days: until today
    ("D1: 2019-03-05, D2: 2019-03-07, D3: 2019-03-08, D4: 2019-09-12", False),  # until yesterday
])  # fmt: skip
def test_a_step_that_lacks_is_won_only_where_taking_it_today_would_count(
    tmp_path: Path, steps: str, *, can: bool
) -> None:
    """SY1 on 28 September: what later steps have passed by, and what its own interval has passed, stays lost."""
    before = "D1: 2019-03-05, D2: 2019-03-07, D4: 2019-03-22, P1: 2019-04-02, W: 2019-08-10"
    root = copy_of(tmp_path, [{"file": "V/matters.yaml", "replace": [before, steps]}] if steps != before else [],
                   "chiyangou")  # fmt: skip
    workspace = workspace_of(root)
    village = workspace.village("chiyangou", date(2019, 9, 28))
    gaps = [one for standard in village.assessment.standards for one in standard.gaps if one.rule.id == "2.5.a"]
    assert [can_mend(workspace.desk(village).view, one) for one in gaps] == [can]


def test_of_a_village_with_nothing_the_first_thing_to_do() -> None:
    found = seen(ROOT, date(2019, 9, 28), "qinglanping")
    assert [(one.sort, one.problem and one.problem.code) for one in found.first] == [("begin", "nothing_recorded")]


def test_after_the_year_only_items_are_left() -> None:
    """What the year asked for can no longer be done in it; LS-05 is due in March."""
    assert {one.sort for one in seen(ROOT, date(2020, 1, 20), "dawantan").first} == {"overdue"}
    assert of(seen(ROOT, date(2020, 3, 10), "liushao"))[-1] == ("due", "LS-05")


@pytest.mark.parametrize("day", [date(2019, 3, 5), date(2019, 6, 10), date(2019, 9, 28), date(2019, 12, 20)])
@pytest.mark.parametrize("village", sorted(path.name for path in (ROOT / "data/villages").iterdir()))
def test_the_order_holds_in_every_village(village: str, day: date) -> None:
    found = seen(ROOT, day, village)
    sorts = [ORDER.index(one.sort) for one in found.first]
    assert sorts == sorted(sorts)
    assert len(sorts) == min(found.total, MOST)
