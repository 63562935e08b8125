"""At which revision the records stand: known, none, or not to be found out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from branchstd.messages.messages import Messages
from branchstd.store.templates import revision
from branchstd.workspace import load_standards

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a git of its own is a script there")

DUBIOUS = "echo \"fatal: detected dubious ownership in repository at '/srv/town'\" >&2; exit 128"


def fake(folder: Path, script: str) -> str:
    """A folder for the PATH with a git of its own."""
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / "git").chmod(0o755)
    return str(folder)


def test_without_a_repository_and_without_a_commit_there_is_none(tmp_path: Path) -> None:
    assert revision(tmp_path) == ""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert revision(tmp_path) == ""


@pytest.mark.parametrize("script", [DUBIOUS, "exit 127", 'case "$*" in *HEAD) echo 0123456789;; *) exit 128;; esac'])
def test_what_git_refuses_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Also where it tells the revision and not whether anything was changed since."""
    monkeypatch.setenv("PATH", fake(tmp_path / "bin", script) + ":/usr/bin:/bin")
    assert revision(tmp_path) is None


def test_no_git_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision(tmp_path) is None


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (
            None,
            "没有查到：电脑上没有 git，或者 git 不认这个文件夹",
            "not found out: git is missing or refuses the folder",
        ),
        ("", "未纳入版本管理", "not under version control"),
        ("0123456789+", "0123456789+", "0123456789+"),
    ],
)
def test_how_it_is_told(found: str | None, zh: str, en: str) -> None:
    assert [Messages(lang, *load_standards(None)).revision(found) for lang in ("zh", "en")] == [zh, en]
