"""The commands shown to clerks do what the page says, on a copy of the shipped town."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from branchstd.__main__ import run
from samples import ROOT

PAGE = ROOT / "docs" / "writing-records.md"


def test_the_commands_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    (shown,) = re.findall(r"^```\n(branchstd add .*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    asking, *whole = (shlex.split(line)[1:] for line in shown.splitlines())
    assert run(asking) == 2  # nobody is there to be asked
    assert "[missing_field]" in capsys.readouterr().err
    for words in whole:
        assert run(words) == 0
    assert run(["fmt", "柳哨村"]) == 0
    assert run(["fmt", "柳哨村", "--check"]) == 0
