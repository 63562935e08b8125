"""Commands that read never write: the tree is the same before and after, byte for byte and to the nanosecond."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from branchstd.__main__ import run
from samples import ROOT

PLAN = ["--cause", "甲", "--task", "乙", "--measure", "丙", "--responsible", "M01", "--proof", "丁"]
READING = {
    "check": ["check"],
    "check-full": ["check", "--full", "--jobs", "1"],
    "check-json": ["check", "--format", "json"],
    "check-github": ["check", "--format", "github"],
    "check-one": ["check", "dawantan", "--problems"],
    "why": ["why", "dawantan", "3.4"],
    "gaps": ["gaps", "--by", "responsible"],
    "due": ["due", "liushao", "--days", "9"],
    "town": ["town"],
    "explain": ["explain", "3.4.a"],
    "catalogue-list": ["catalogue", "list"],
    "catalogue-show": ["catalogue", "show", "2.5"],
    "catalogue-own": ["catalogue", "own"],
    "catalogue-lint": ["catalogue", "lint"],
    "rectify-list": ["rectify", "list"],
    "rectify-show": ["rectify", "show", "dawantan", "DWT-06"],
    "rectify-verify": ["rectify", "verify"],
    "lists": ["lists"],
    "lists-all": ["lists", "--list", "met", "--list", "unmet", "--list", "register", "--format", "md"],
    "plan-show": ["plan", "show"],
    "plan-lint": ["plan", "lint"],
    "fmt-check": ["fmt", "--check"],
    "fmt-dry": ["fmt", "--dry-run"],
    "add-dry": ["add", "document", "liushao", "--date", "2019-12-27", "--form", "推进计划", "--title", "甲",
                "--record", "乙", "--dry-run"],
    "rectify-open-dry": ["rectify", "open", "dawantan", "--on", "2019-12-30", "--dry-run"],
    "rectify-plan-dry": ["rectify", "plan", "chuankouyi", "CKY-10", *PLAN, "--on", "2019-12-30", "--dry-run"],
    "rectify-return-dry": ["rectify", "return", "chuankouyi", "CKY-09", "--by", "T4", "--reason", "甲",
                           "--on", "2019-12-31", "--dry-run"],
}  # fmt: skip


def digest(root: Path) -> str:
    """Of every name, its kind, its bytes and when they were last changed."""
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.relative_to(root)} {path.stat().st_mtime_ns} {path.stat().st_mode}\n".encode() + data)
    return found.hexdigest()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reading")
    for folder in ("data", "standards", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    return root


@pytest.mark.parametrize("name", READING)
def test_reading(name: str, town: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    before = digest(town)
    assert run(["--root", str(town), "--lang", "zh", *READING[name]]) in {0, 1}
    assert capsysbinary.readouterr().out.strip()
    assert digest(town) == before


def test_a_writing_command_is_seen(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The digest can tell: the same without --dry-run changes the tree."""
    before = digest(town)
    assert run(["--root", str(town), *READING["rectify-return-dry"][:-1]]) == 0
    capsys.readouterr()
    assert digest(town) != before
