"""Whole outputs of every command on the tiny town, in both languages, against tests/golden."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from branchstd.__main__ import run

TINY = Path(__file__).parents[2] / "docs" / "tiny"
DAY = "2019-06-30"
COMMANDS = {
    "check": (["check", "--as-of", DAY], 1),
    "check-full": (["check", "--full", "--as-of", DAY], 1),
    "check-json": (["check", "--as-of", DAY, "--format", "json"], 1),
    "why": (["why", "xiaoquan", "3.4", "--as-of", DAY], 1),
    "why-met": (["why", "小泉", "3.1", "--as-of", DAY], 0),
    "gaps-responsible": (["gaps", "--by", "responsible", "--as-of", DAY], 1),
    "due": (["due", "--days", "45", "--as-of", DAY], 0),
    "town": (["town", "--as-of", DAY], 0),
    "catalogue-own": (["catalogue", "own"], 0),
    "catalogue-list": (["catalogue", "list"], 0),
    "catalogue-show": (["catalogue", "show", "2.5"], 0),
    "explain-rule": (["explain", "3.4.a"], 0),
    "explain-duty": (["explain", "D044"], 0),
    "explain-target": (["explain", "T06"], 0),
    "explain-code": (["explain", "yaml_tab"], 0),
    "explain-open": (["explain", "C1"], 0),
    "explain-set": (["explain", "members.able"], 0),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_output(
    name: str,
    lang: str,
    golden: Callable[[str, str], None],
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    arguments, code = COMMANDS[name]
    assert run(["--root", str(TINY), "--lang", lang, *arguments]) == code
    captured = capsysbinary.readouterr()
    text = captured.out.decode("utf-8").replace("\r\n", "\n")
    assert captured.err == b""
    golden(f"{name}.{lang}.txt", text)
    if name == "check-json":
        json.loads(text)
    else:
        assert [line for line in text.splitlines() if cell_len(line) > 80 and "data/" not in line] == []
        text.encode("gbk")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_overview_of_the_shipped_town(
    lang: str, golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All villages: an overview. Those named: what to do now. With --full: each gap."""
    monkeypatch.setenv("COLUMNS", "80")
    command = ["--root", str(TINY.parents[1]), "--lang", lang, "check", "--as-of", "2019-12-31"]
    assert run(command) == 1
    brief = capsys.readouterr().out
    golden(f"check-town.{lang}.txt", brief)
    assert run([*command, "--full"]) == 1
    whole = capsys.readouterr().out
    assert run([*command, "白羽滩", "chiyangou", "--full"]) == 1
    named = capsys.readouterr().out
    assert run([*command, "白羽滩", "chiyangou"]) == 1
    opening = capsys.readouterr().out
    for full in (whole, named):
        assert "1.4.b" in full
        assert "3.4.a" in full
    assert "1.4.b" not in brief + opening
    assert max(brief.count("\n"), opening.count("\n")) < 120 < named.count("\n") < whole.count("\n")
