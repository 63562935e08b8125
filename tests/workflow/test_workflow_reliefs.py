"""What the town relieves itself of counts only with a name and a ground, and is listed; what does not count is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.workflow.duties import reliefs
from samples import YEAR_END, Edit, copy_of, standards, workspace_of

ROW = "dawantan,大湾滩村会议室翻顶和厨房,2019年改造提升,2019-11-30,,,\n"
HEADED: list[Edit] = [
    {"file": "T/projects.csv", "replace": ["\n", ",,\n"]},
    {"file": "T/projects.csv", "replace": ["finished_on,,", "finished_on,moved_by,basis"]},
]
DAY = "dates: {M11: {value: 2019-11-12, was: 2019-11-10, by: T2, date: 2019-10-08, basis: 镇党委会议记录}}\n"


def none(duty: str, by: str = "T2", reason: str = "县里没有转来") -> Edit:
    said = f"by: {by}, " if by else ""
    said += f"reason: {reason}, " if reason else ""
    text = f"  - {{date: 2019-12-20, kind: 没有这类情况, title: 没有, covers: [{duty}], {said}record: 盒1}}\n"
    return {"file": "T/events.yaml", "add": text}


def moved(by: str, basis: str) -> list[Edit]:
    new = f"dawantan,大湾滩村会议室翻顶和厨房,2019年改造提升,2020-06-30,,{by},{basis}\n"
    return [*HEADED, {"file": "T/projects.csv", "replace": [ROW, new]}]


def test_days_projects_and_nones_are_listed_with_their_basis(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day: Edit = {"file": "data/town.yaml", "add": DAY}
    root = copy_of(tmp_path, [day, *moved("T1", "镇发〔2019〕60号"), none("D138")])
    workspace = workspace_of(root)
    found = list(reliefs(workspace.catalogue, workspace.plan, workspace.office.town, YEAR_END))
    assert [(one.sort, one.what, one.by, one.date, one.basis) for one in found] == [
        ("day", "M11", "T2", date(2019, 10, 8), "镇党委会议记录"),
        ("project", "大湾滩村会议室翻顶和厨房", "T1", None, "镇发〔2019〕60号"),
        ("none", "D138", "T2", date(2019, 12, 20), "县里没有转来"),
    ]
    run(["--root", str(root), "--lang", "zh", "report", "--as-of", "2019-12-31"])
    told = capsys.readouterr().out
    _, _, listed = told.partition("镇给自己的宽限")
    for words in ("2019-11-10 → 2019-11-12", "镇党委会议记录", "镇发〔2019〕60号", "县里没有转来"):
        assert words in listed
    assert "另有1个改期，连同改期的是4/5" in told


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ([none("D138", by="")], "none_unsigned"),
        ([none("D138", reason="")], "none_unsigned"),
        ([none("D138", by="T7")], "unfit_liaison"),  # looks after villages
        ([none("D100")], "none_unasked"),  # a duty that every village owes
        (moved("T1", ""), "moved_unfounded"),
        (moved("T5", "镇发〔2019〕60号"), "unfit_liaison"),  # the village's own
    ],
)
def test_what_does_not_count_is_told(edits: list[Edit], code: str, tmp_path: Path) -> None:
    workspace = workspace_of(copy_of(tmp_path, edits))
    assert code in {problem.code for problem in workspace.problems}
    assert list(reliefs(workspace.catalogue, workspace.plan, workspace.office.town, YEAR_END)) == []


@pytest.mark.parametrize("duty", ["D005", "D080", "D094", "D138"])
def test_every_duty_that_speaks_of_an_origin_a_unit_or_a_use_can_be_none(duty: str) -> None:
    assert duty in {one.id for one in standards()[1].duties if one.none}
