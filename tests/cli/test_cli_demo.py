"""`demo`: the newcomer's tour is an end-to-end run of the year, and leaves the town as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from test_cli_reading import digest

from branchstd.__main__ import run
from samples import ROOT


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tour(
    lang: str,
    town: Path,
    golden: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    before = digest(town)
    assert run(["--root", str(town), "--lang", lang, "demo"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert digest(town) == before
    assert str(town) not in told.out
    assert "branchstd-" not in told.out  # the copy's folder is nobody's business
    golden(f"demo.{lang}.txt", told.out)


def test_one_gap_goes_from_opening_to_closing(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its state at the end of each act, in order."""
    assert run(["--root", str(town), "--lang", "zh", "demo", "--whole"]) == 0
    told = capsys.readouterr().out
    states = ["待制定方案", "整改中", "已申请销号", "已销号"]
    places = [told.index(f"CYG-04 5.1.c {state}") for state in states]
    assert places == sorted(places)


def test_a_town_with_nothing_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is no gap to follow; the plan, the targets and the report are shown all the same."""
    new = tmp_path / "new"
    assert (
        run(["--lang", "zh", "init", str(new), "--name", "某镇", "--county", "某县", "--village", "石桥村=shiqiao"])
        == 0
    )
    assert run(["--root", str(new), "--lang", "zh", "demo"]) == 0
    assert "对标考核阶段情况报告" in capsys.readouterr().out


def test_a_step_that_does_not_go_through_tells_why(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "data/villages/chiyangou/2019/rectify.yaml").write_text("items: [\n", "utf-8")
    assert run(["--root", str(town), "--lang", "zh", "demo"]) == 2
    told = capsys.readouterr().err
    assert told.index("rectify.yaml:2:1: 错误[yaml_syntax]") < told.index("[demo_stuck]")
