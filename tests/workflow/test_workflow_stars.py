"""Stars: what the bands propose, vetoes first, and how far the town's word is, at each boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from branchstd.__main__ import run
from branchstd.assess.result import VetoResult
from branchstd.records.town import Acceptance
from branchstd.workflow.cycle import VillageStatus
from branchstd.workflow.oversight import BranchStars, propose_stars, stars
from samples import ROOT, YEAR_END, copy_of, workspace_of


def of(slug: str, day: date = YEAR_END) -> BranchStars:
    workspace = workspace_of(ROOT)
    assessed = workspace.village(slug, day)
    return stars(workspace.view(assessed), assessed.assessment, workspace.standing(assessed))


def given(points: str | None, conclusion: str = "met") -> VillageStatus:
    score = Decimal(points) if points is not None else None
    word = Acceptance.model_construct(level="town", date=YEAR_END, panel=(), conclusion=conclusion, score=score)
    return VillageStatus(conclusion, YEAR_END, word, None, {}, "", (), 0, frozenset(), {})


def found(**changes: Any) -> Any:
    workspace = workspace_of(ROOT)
    assessment = replace(workspace.village("liushao", YEAR_END).assessment, vetoes=())
    return replace(assessment, **changes)


NUMBERS = workspace_of(ROOT).catalogue.parameters


@pytest.mark.parametrize(
    ("points", "star"),
    [("0", 1), ("59.99", 1), ("60", 2), ("69.99", 2), ("70", 3), ("79.99", 3), ("80", 4), ("89.99", 4), ("90", 5),
     ("100", 5)],
)  # fmt: skip
def test_bands_take_their_first_point_in(points: str, star: int) -> None:
    proposal = propose_stars(found(), given(points), NUMBERS)
    assert (proposal.star, proposal.why) == (star, "bands")


def test_the_panel_s_score_before_the_computed_one() -> None:
    assert propose_stars(found(score=Fraction(95)), given("61"), NUMBERS).star == 2
    assert propose_stars(found(score=Fraction(95)), given(None), NUMBERS).star == 5
    assert propose_stars(found(score=None), given(None), NUMBERS).why == "no_score"


@pytest.mark.parametrize("conclusion", ["unmet", "deferred"])
def test_only_who_was_accepted(conclusion: str) -> None:
    assert propose_stars(found(), given("95", conclusion), NUMBERS).why == "not_accepted"
    waiting = replace(given("95"), accepted=None)
    assert propose_stars(found(), waiting, NUMBERS).star is None


def test_vetoes_come_first() -> None:
    """Nothing else is said of a village that one speaks against, unless it is a question or dismissed."""
    veto = VetoResult(
        workspace_of(ROOT).village("dawantan", YEAR_END).assessment.standards[0].rules[0], "fail", "proposed"
    )
    assert propose_stars(found(vetoes=(veto,)), given("95"), NUMBERS).why == "veto"
    assert propose_stars(found(vetoes=(replace(veto, state="asked"),)), given("95"), NUMBERS).star == 5
    assert propose_stars(found(vetoes=(replace(veto, state="dismissed"),)), given("95"), NUMBERS).star == 5
    assert of("qinglanping").proposal.why == "not_accepted"  # its months without anything are a question so far


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ((2019, 12, 27), None),
        ((2019, 12, 28), "draft"),  # decided; made public on the next day, for seven days
        ((2019, 12, 29), "notice"),
        ((2020, 1, 4), "notice"),
        ((2020, 1, 5), "final"),
    ],
)
def test_how_far_the_town_s_word_is(day: tuple[int, int, int], stage: str | None) -> None:
    assert of("baiyutan", date(*day)).stage == stage


def test_members_are_counted_by_stars_and_final_by_the_town_s_word() -> None:
    """白羽滩村: 29 members rated, approved on 30 December; 高雪垭村: rated by the branch, not yet by the town."""
    assert dict(of("baiyutan").members) == {5: 3, 4: 17, 3: 9}
    assert of("baiyutan", date(2019, 12, 29)).members_stage == "draft"
    assert of("baiyutan", date(2019, 12, 30)).members_stage == "final"
    assert of("gaoxueya").members_stage == "draft"
    assert of("gaoxueya").stage == "draft"
    assert of("qinglanping").members_stage is None


def test_the_year_before_is_told_where_it_was_kept() -> None:
    workspace = workspace_of(ROOT)
    accepted, star, _, faults = workspace.last_year("baiyutan")
    assert faults == ()
    assert accepted is not None
    assert star is not None
    assert (accepted.conclusion, accepted.score, star.star) == ("basic", Decimal(78), 3)
    never = workspace.last_year("qinglanping")
    assert (never.accepted, never.star, never.faults) == (None, None, ())


def test_the_year_before_that_cannot_be_read_is_not_called_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_of(tmp_path, [])
    (root / "data/town/2018/villages/liushao.yaml").write_bytes(b"\x00\x01")
    assert run(["--root", str(root), "--lang", "zh", "report", "--phase", "deploy"]) == 2
    shown = capsys.readouterr()
    assert "| 6 | 柳哨村 | 有记录，读不出来 |" in shown.out
    assert "data/town/2018/villages/liushao.yaml:" in shown.err
