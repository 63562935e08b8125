"""A result that cannot be written is told as that, not as a fault of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["text", "json"])
def test_full_disk(form: str) -> None:
    command = [sys.executable, "-m", "branchstd", "--lang", "en", "check", "baiyutan", "--format", form]
    with FULL.open("w") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    assert run.returncode == 5
    assert run.stderr.startswith("Cannot be written")


OPEN = [sys.executable, "-m", "branchstd", "--lang", "en", "rectify", "open", "liushao", "5.1.c", "--on", "2019-08-05"]


def opened(root: Path, stdout: IO[str], *more: str) -> subprocess.CompletedProcess[str]:
    """An item opened in a copy of the town, its result going where it cannot be shown."""
    shutil.copytree(ROOT / "data", root / "data")
    return subprocess.run([*OPEN, *more], stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, cwd=root)


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_what_was_written_is_not_called_unwritten(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        run = opened(tmp_path, full)
    assert (run.returncode, run.stderr.count("\n")) == (0, 1)
    assert "data/town/2019/villages/liushao.yaml is written" in run.stderr
    assert "LS-06" in (tmp_path / "data/town/2019/villages/liushao.yaml").read_text("utf-8")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_dry_run_that_cannot_be_shown(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        run = opened(tmp_path, full, "--dry-run")
    assert (run.returncode, run.stderr[:17]) == (5, "Cannot be written")


@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise there")
def test_written_though_nobody_reads(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        run = opened(tmp_path, gone)
    assert run.returncode == 0
    assert "is written" in run.stderr
    assert "LS-06" in (tmp_path / "data/town/2019/villages/liushao.yaml").read_text("utf-8")
