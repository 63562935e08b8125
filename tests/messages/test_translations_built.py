"""A word that a translator changes is heard by the next `uv run`, without anybody building anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BOOT = ROOT / ".boot" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
UV = [str(BOOT), "-m", "uv"] if BOOT.exists() else [found] if (found := shutil.which("uv")) else []
NEEDED = ("pyproject.toml", "uv.lock", "hatch_build.py", "README.md", "LICENSE", "src", "standards", "templates")
PO = Path("src", "branchstd", "locale", "zh_CN", "LC_MESSAGES", "branchstd.po")


def panels(folder: Path) -> str:
    """The help page in Chinese, as `uv run` in a folder has it."""
    surroundings = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    line = [*UV, "run", "-q", "--no-dev", "--locked", "branchstd", "--lang", "zh", "--help"]
    return subprocess.run(line, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.skipif(not UV, reason="no uv here: README's commands put it into .boot")
def test_a_changed_word_is_heard(tmp_path: Path) -> None:
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(source, tmp_path / name)
    assert "整改" in panels(tmp_path)
    text = (tmp_path / PO).read_text("utf-8")
    changed = text.replace('msgstr "整改"', 'msgstr "改过来"')
    assert changed != text
    (tmp_path / PO).write_text(changed, "utf-8")
    assert "改过来" in panels(tmp_path)
