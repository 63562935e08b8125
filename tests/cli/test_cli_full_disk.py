"""A result that cannot be written is told as that, not as a fault of the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
