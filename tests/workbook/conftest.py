from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

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
