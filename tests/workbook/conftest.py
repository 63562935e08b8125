from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from books import GROUPS, NAMES, PEOPLE, QINGLANPING

from branchstd.__main__ import run
from samples import ROOT

Said = tuple[int, str, str]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped town with a list of names, in which commands are run."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    names = "代码,姓名\nM01,才让东智\nM02,马秀兰\nM03,李建国\n"
    (tmp_path / "data/villages/liushao/names.csv").write_text(names, "utf-8-sig")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def say(office: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command line: its code, what it printed and what it complained of."""

    def said(*words: str) -> Said:
        code = run(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return said


@pytest.fixture
def village(office: Path) -> Path:
    """Four members who owe dues, and a Party group."""
    (office / QINGLANPING / "2019/people.csv").write_text(PEOPLE, "utf-8-sig")
    (office / QINGLANPING / "names.csv").write_text(NAMES, "utf-8-sig")
    (office / QINGLANPING / "2019/village.yaml").write_text(GROUPS, "utf-8")
    return office / QINGLANPING / "2019"


@pytest.fixture
def take(village: Path, say: Callable[..., Said]) -> Callable[..., Said]:
    """Takes a table of text in: of which kind, what it says, and the answers."""

    def taken(kind: str, text: str, *words: str, ending: str = "csv", encoding: str = "utf-8") -> Said:
        path = village.parents[3] / f"表.{ending}"
        path.write_bytes(text.encode(encoding))
        return say("import", str(path), "--as", kind, "--village", "qinglanping", *words)

    return taken
