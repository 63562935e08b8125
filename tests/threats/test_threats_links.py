"""Folders that lead elsewhere: nothing behind them is read, written or put in form, and no other village is touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from threat_town import BAD, GOOD, TINY, Check

from branchstd.__main__ import run

if os.name == "nt":
    pytest.skip("links need rights there", allow_module_level=True)

VILLAGES = "data/villages"
# The folder of the village that becomes a link, and what it leads to.
PLACES = {
    "the village": (f"{VILLAGES}/{BAD}", f"{VILLAGES}/{GOOD}"),
    "its year": (f"{VILLAGES}/{BAD}/2019", f"{VILLAGES}/{GOOD}/2019"),
    "its months": (f"{VILLAGES}/{BAD}/2019/activities", f"{VILLAGES}/{GOOD}/2019/activities"),
    "its year, to the town's folder": (f"{VILLAGES}/{BAD}/2019", "data/town/2019"),
    "its year, to a folder outside": (f"{VILLAGES}/{BAD}/2019", "../elsewhere"),
}


def link(town: Path, folder: str, target: str) -> None:
    """Outside lies what an honest year would be."""
    shutil.copytree(town / VILLAGES / GOOD / "2019", town.parent / "elsewhere")
    shutil.rmtree(town / folder)
    (town / folder).symlink_to((town / target).resolve(), target_is_directory=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Of all files but the village's own, which may well be put in form."""
    files = (path for path in folder.rglob("*") if path.is_file() and BAD not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", PLACES)
def test_nothing_is_read_through_a_link(name: str, town: Path, check: Check) -> None:
    before = check(town)
    folder, target = PLACES[name]
    link(town, folder, target)
    after = check(town)
    told = [problem for problem in after.problems() if problem["code"] == "linked_folder"]
    assert [(problem["file"], problem["severity"]) for problem in told] == [(folder, "error")]
    assert "error" in after.outcomes()
    assert after.village()["conclusion"]["proposed"] == "open"
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.parametrize("name", PLACES)
def test_nothing_is_written_through_a_link(name: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link(town, *PLACES[name])
    everywhere = contents(town.parent)
    said = ["activity", BAD, "--date", "2019-06-28", "--kind", "党小组会", "--group", "1", "--topic", "甲"]
    assert run(["--root", str(town), "add", *said, "--expected", "3", "--present", "3"]) in {2, 5}
    assert "[linked_folder]" in capsys.readouterr().err
    assert run(["--root", str(town), "fmt", BAD]) in {0, 2}
    assert contents(town.parent) == everywhere


@pytest.mark.parametrize("folder", ["data/town", "data/town/2019", "data/town/2019/villages"])
def test_the_town_s_folders_are_real_as_well(folder: str, town: Path, check: Check) -> None:
    moved = town.parent / "moved"
    shutil.move(town / folder, moved)
    (town / folder).symlink_to(moved, target_is_directory=True)
    after = check(town)
    told = [*after.town, *after.problems(), *after.problems(GOOD)]
    assert folder in {problem["file"] for problem in told if problem["code"] == "linked_folder"}


@pytest.mark.parametrize("below", [f"{VILLAGES}/{BAD}", f"{VILLAGES}/{BAD}/2019/photos", "data/town/2019"])
def test_a_town_among_the_records_of_another_is_none(
    below: str, town: Path, check: Check, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = check(town)
    inner = town / below
    shutil.copytree(TINY / "data/town", inner / "data/town")
    shutil.copy(town / "data/town.yaml", inner / "data")
    monkeypatch.chdir(inner)
    for words in (["check"], ["stars"], ["add", "activity", BAD]):
        assert run(words) == 2
        assert "[nested_root]" in capsys.readouterr().err
    after = check(town)
    assert after.lines[GOOD] == before.lines[GOOD]
    told = [problem["file"] for problem in after.problems() if problem["code"] == "nested_root"]
    assert told == ([f"{below}/data/town.yaml"] if BAD in below else [])


def test_a_town_beside_another_is_one(town: Path, check: Check) -> None:
    """Also below it, as long as it is not among its records."""
    shutil.copytree(TINY, town / "practice/town")
    shutil.copytree(TINY, town.parent / "alone")
    assert check(town / "practice/town") == check(town.parent / "alone")


def test_the_root_itself_may_be_reached_by_a_link(town: Path, check: Check) -> None:
    before = check(town)
    (town.parent / "shortcut").symlink_to(town, target_is_directory=True)
    assert check(town.parent / "shortcut") == before
