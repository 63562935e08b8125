"""`check --format github` marks problems on their lines and gaps as notices; --problems leaves the gaps out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.findings import Place, Problem
from branchstd.messages.messages import Messages
from branchstd.render.check_github import problems
from samples import standards

TINY = Path(__file__).parents[2] / "docs" / "tiny"
COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]+)(?:,line=(\d+),col=(\d+))?,title=([^:]+)::(.+)")


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(TINY / "data", tmp_path / "records" / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "records"


def said(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, list[tuple[str, ...]]]:
    code = run(
        ["--root", "records", "--lang", "en", "check", "--as-of", "2019-06-30", "--format", "github", *arguments]
    )
    lines = capfdbinary.readouterr().out.decode().splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]
    assert all(found), lines
    return code, [match.groups("") for match in found if match]


def spoilt(town: Path) -> str:
    file = "data/villages/xiaoquan/2019/activities/2019-03.yaml"
    text = (town / file).read_text("utf-8")
    assert "支部党员大会" in text
    (town / file).write_text(text.replace("支部党员大会", "扎营活动", 1), "utf-8")
    return f"records/{file}"


def test_a_fault_is_marked_on_its_line(town: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = spoilt(town)
    line = 1 + (town.parent / file).read_text("utf-8").partition("扎营活动")[0].count("\n")
    code, told = said(capfdbinary, "--problems")
    assert code == 1
    (only,) = told
    assert (only[0], only[1], only[2], only[4]) == ("error", file, str(line), "unknown_word")
    assert "What to do" in only[5]


def test_gaps_are_notices_that_fail_nothing_by_themselves(
    town: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert said(capfdbinary, "--problems") == (0, [])
    code, told = said(capfdbinary)
    assert code == 1
    assert {kind for kind, *_ in told} == {"notice"}
    assert len(told) >= 20
    assert all(file.startswith("records/data/") for _, file, *_ in told)


def test_what_would_break_the_command_is_escaped() -> None:
    messages = Messages("en", *standards())
    problem = Problem("unknown_field", Place("a,b:c%.yaml", 3, 1), {"key": "x\ny%", "near": "", "record": "activity"})
    (line,) = problems([problem], messages, "")
    assert line.startswith("::error file=a%2Cb%3Ac%25.yaml,line=3,col=1,title=unknown_field::")
    assert "x%0Ay%25" in line
    assert line.count("\n") == 1


def test_in_the_town_s_own_folder_and_from_outside(
    town: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    spoilt(town)
    monkeypatch.chdir(town)
    run(["check", "--format", "github", "--problems"])
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    run(["--root", str(town), "check", "--format", "github", "--problems"])
    files = re.findall(r"file=([^,]+)", capfdbinary.readouterr().out.decode())
    assert files == ["data/villages/xiaoquan/2019/activities/2019-03.yaml"] * 2
