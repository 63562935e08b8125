"""A change of several files that was broken off: `check` tells it, and the next command that writes puts it back."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.store import FileChange, pen
from branchstd.store.disk import Disk
from disks import child
from samples import ROOT

if not hasattr(os, "fork"):
    pytest.skip("kills need fork", allow_module_level=True)

YEAR = "data/villages/liushao/2019"
FILES = (f"{YEAR}/documents.yaml", f"{YEAR}/feedback.yaml")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Of two files the first is changed, and the program killed."""
    shutil.copytree(ROOT / "data", tmp_path / "data")

    def killed() -> None:
        class Killing(Disk):
            def replace(self, staged: Path, path: Path) -> None:
                super().replace(staged, path)
                if path.name == "documents.yaml":
                    os.kill(os.getpid(), signal.SIGKILL)

        with pen(tmp_path, Killing()) as hand:
            paths = [tmp_path / file for file in FILES]
            changes = [FileChange(path, path.read_bytes(), path.read_bytes() + b"# new\n") for path in paths]
            hand.change_all(changes, "", "20191201-080000")

    assert child(killed) == -signal.SIGKILL
    assert [(tmp_path / file).read_bytes().endswith(b"# new\n") for file in FILES] == [True, False]
    return tmp_path


def told(town: Path, capfd: pytest.CaptureFixture[str], words: str) -> tuple[int, str, str]:
    code = run(["--root", str(town), "--lang", "zh", *words.split()])
    return code, *capfd.readouterr()


def test_it_is_told_once_and_put_back(town: Path, capfd: pytest.CaptureFixture[str]) -> None:
    kept = ".branchstd/journal/20191201-080000.begun.json"
    code, out, _ = told(town, capfd, "check liushao --as-of 2019-12-31")
    assert code == 1
    assert f"{kept}: 错误[change_unfinished] 一次改几个文件没有改完就断了" in out.replace("\n  ", "")
    _, out, err = told(town, capfd, "fmt --check liushao")
    assert (town / kept).exists()
    code, out, err = told(town, capfd, "fmt liushao")
    assert (code, err) == (0, f"上次一起改几个文件没有改完就断了，已经恢复原样：{FILES[0]}\n")
    assert [(town / file).read_bytes() == (ROOT / file).read_bytes() for file in FILES] == [True, True]
    assert told(town, capfd, "fmt liushao")[2] == ""
    assert "change_unfinished" not in told(town, capfd, "check liushao --as-of 2019-12-31")[1]


def test_what_others_changed_is_told(town: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (town / FILES[0]).write_bytes((ROOT / FILES[0]).read_bytes() + b"# other\n")
    code, _, err = told(town, capfd, "fmt liushao")
    assert code == 0
    assert err.startswith(f"{FILES[0]}: 提醒[changed_since] 后来又被别人改了，没有恢复\n  ")
    assert (town / FILES[0]).read_bytes().endswith(b"# other\n")
    assert told(town, capfd, "fmt liushao")[2] == ""
