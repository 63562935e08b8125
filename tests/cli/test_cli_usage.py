"""Faults in the command line: exit 2, in the user's language, with what to do. Help pages fit the screen, uncut."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

ROOT = Path(__file__).parents[2]
CASES = {
    "check --fomat json": ("没有 --fomat 这个选项", "there is no option --fomat"),
    "check --format xml": ("--format 的值不对", "--format cannot have this value"),
    "lists --list x": ("可以写：problems, tasks,", "it may be: problems, tasks,"),
    "check --format": ("--format 后面要写一个值", "--format needs a value"),
    "why": ("缺少 VILLAGE", "VILLAGE is missing"),
    "rectify confirm a b --reason c": ("缺少 --by", "--by is missing"),
    "rectify ask a b --text c": ("缺少 --until", "--until is missing"),
    "why a b c": ("多出来的内容：c", "not expected: c"),
    "chek": ("是不是“check”", "Did you mean “check”"),
    "catalogue lst": ("是不是“list”", "Did you mean “list”"),
    "due --days x": ("--days 的值不对", "--days cannot have this value"),
    "check --as-of 2019-13-01": ("--as-of: 错误[bad_as_of]", "--as-of: error[bad_as_of]"),
    "check --root /": ("[no_root]", "[no_root]"),
}


def said(line: str, lang: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "branchstd", "--lang", lang, *line.split()]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT, env=ENVIRONMENT)


ENVIRONMENT = {"PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "PATH": ""}


@pytest.mark.parametrize("lang", [0, 1], ids=["zh", "en"])
@pytest.mark.parametrize("line", CASES)
def test_a_fault_in_the_line(line: str, lang: int) -> None:
    run = said(line, ["zh", "en"][lang])
    assert run.returncode == 2
    assert CASES[line][lang] in run.stderr
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 2


def test_no_command_at_all_shows_the_help_page() -> None:
    run = said("", "zh")
    assert run.returncode == 2
    assert "用法：" in run.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["", "check", "why", "gaps", "due", "explain", "catalogue", "catalogue lint"])
def test_help_fits_the_screen(command: str, lang: str) -> None:
    run = said(f"{command} --help", lang)
    assert run.returncode == 0
    assert all(cell_len(line) <= 80 for line in run.stdout.splitlines())
    assert "Usage:" in run.stdout if lang == "en" else "用法：" in run.stdout
    assert lang == "en" or "Show" not in run.stdout
