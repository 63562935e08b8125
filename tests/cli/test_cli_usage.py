"""Faults in the command line: exit 2, in the user's language, with what to do. Help pages fit the screen, uncut."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len

from branchstd.__main__ import run

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


HELP = ("", "check", "why", "gaps", "due", "explain", "catalogue", "catalogue lint")
ENVIRONMENT = {"PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "PATH": ""}
# Help and faults of the line are in the language in which the program was loaded: all of one language in one process.
EACH = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from branchstd.__main__ import run
def told(line):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run([*sys.argv[1:3], *line.split()])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return code, *texts
print(json.dumps({line: told(line) for line in sys.argv[3:]}))
"""


class Said(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def process(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT, env=ENVIRONMENT)


@cache
def said_by_all(lang: str) -> dict[str, list[Any]]:
    ended = process("-c", EACH, "--lang", lang, *CASES, *(f"{command} --help" for command in HELP))
    assert (ended.returncode, ended.stderr) == (0, "")
    return dict(json.loads(ended.stdout))


def said(line: str, lang: str) -> Said:
    return Said(*said_by_all(lang)[line])


@pytest.mark.parametrize("lang", [0, 1], ids=["zh", "en"])
@pytest.mark.parametrize("line", CASES)
def test_a_fault_in_the_line(line: str, lang: int) -> None:
    run = said(line, ["zh", "en"][lang])
    assert run.returncode == 2
    assert CASES[line][lang] in run.stderr
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 2


@pytest.mark.parametrize("line", ["check --fomat json", "check --help"])
def test_a_process_says_the_same(line: str) -> None:
    run = process("-m", "branchstd", "--lang", "en", *line.split())
    assert (run.returncode, run.stdout, run.stderr) == said(line, "en")


def test_no_command_at_all_shows_the_help_page() -> None:
    run = process("-m", "branchstd", "--lang", "zh")
    assert run.returncode == 2
    assert "用法：" in run.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", HELP)
def test_help_fits_the_screen(command: str, lang: str) -> None:
    run = said(f"{command} --help", lang)
    assert run.returncode == 0
    assert all(cell_len(line) <= 80 for line in run.stdout.splitlines())
    assert "Usage:" in run.stdout if lang == "en" else "用法：" in run.stdout
    assert lang == "en" or "Show" not in run.stdout


@pytest.mark.parametrize("columns", ["40", "66", "200"])
def test_the_page_without_typer_is_the_one_with_it(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--help` alone loads no Typer; with an option before it, Typer says which commands and options there are."""
    monkeypatch.setenv("COLUMNS", columns)
    assert run(["--help"]) == 0
    own = capsys.readouterr().out
    assert run(["--root", ".", "--help"]) == 0
    assert capsys.readouterr().out == own
