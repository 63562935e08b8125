"""`init`: a town of one's own that checks cleanly, in git; nothing is overwritten, nothing is filled in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchstd.__main__ import run
from branchstd.cli.app import COMMANDS
from branchstd.records.types import read_slug
from branchstd.text.pinyin import propose_slug

NAMES = ["--name", "河口镇", "--county", "某县"]


def made(folder: Path, *more: str) -> int:
    return run(["--lang", "zh", "init", str(folder), *NAMES, *more])


def document(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[int, dict[str, object]]:
    capfdbinary.readouterr()
    code = run(["--root", str(folder), "check", "--format", "json", "--as-of", "2019-06-30"])
    return code, json.loads(capfdbinary.readouterr().out)


def test_a_new_town_checks_cleanly(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = tmp_path / "镇 里"
    assert made(folder, "--village", "石桥村", "--village", "单家村=shanjia", "--yes") == 0
    code, found = document(folder, capfdbinary)
    assert code == 1
    villages: list[dict[str, object]] = found["villages"]  # type: ignore[assignment]
    assert [(one["village"], one["name"]) for one in villages] == [("shanjia", "单家村"), ("shiqiao", "石桥村")]
    assert found["problems"] == []
    for one in villages:
        told: list[dict[str, str]] = one["problems"]  # type: ignore[assignment]
        assert [(p["code"], p["severity"]) for p in told] == [("no_facts", "warning"), ("nothing_recorded", "warning")]
    assert run(["--root", str(folder), "check", "--problems"]) == 0


def test_it_is_a_repository_whose_names_stay_out(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    made(folder, "--village", "石桥村=shiqiao")
    names = folder / "data/villages/shiqiao/2019/names.csv"
    names.write_text("code,name\n", "utf-8")
    (folder / "~$people.csv").write_text("", "utf-8")
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    subprocess.run([git, "add", "-A"], cwd=folder, check=True)
    staged = subprocess.run(
        [git, "diff", "--cached", "--name-only"], cwd=folder, capture_output=True, text=True, check=True
    )
    files = staged.stdout.splitlines()
    assert "data/town.yaml" in files
    assert "schemas/village.schema.json" in files
    assert not any("names.csv" in file or "~$" in file for file in files)


def test_each_village_s_folder_has_its_owner(tmp_path: Path) -> None:
    made(tmp_path / "town", "--village", "石桥村=shiqiao", "--village", "单家村=shanjia")
    owners = (tmp_path / "town" / "CODEOWNERS").read_text("utf-8")
    rules = dict(line.split(None, 1) for line in owners.splitlines() if line and not line.startswith("#"))
    assert rules["/data/town/"] == "@town-office"
    assert rules["/data/villages/shiqiao/"].split() == ["@shiqiao", "@town-office"]
    assert rules["/data/villages/shanjia/"].split() == ["@shanjia", "@town-office"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--village", "石桥村"], "slug_unconfirmed"),
        ([], "no_villages"),
        (["--village", "石桥村=Shi Qiao"], "bad_slug"),
        (["--village", "石桥村=../up"], "bad_slug"),
        (["--village", "石桥村=con"], "bad_slug"),
        (["--village", "=shiqiao"], "bad_name"),
        (["--village", "石\n桥=shiqiao"], "bad_name"),
        (["--village", "石" * 41 + "=shiqiao"], "bad_name"),
        (["--village", "石桥村=shiqiao", "--village", "单家村=shiqiao"], "village_twice"),
        (["--village", "石桥村=shiqiao", "--village", "石桥村=shanjia"], "village_twice"),
        (["--village", "石桥村=shiqiao", "--village", "shiqiao=shanjia"], "village_twice"),
    ],
)
def test_what_cannot_be_made_makes_nothing(
    arguments: list[str], code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made(tmp_path / "town", *arguments) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("name", ["a.txt", "data/town.yaml", ".hidden"])
def test_a_folder_with_something_in_it_is_left_alone(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    assert made(tmp_path, "--village", "石桥村=shiqiao") == 5
    assert "[folder_taken]" in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]


@pytest.mark.parametrize("name", ["是: 否", "#一", "'引", "123", "- 村", "{村}", 'q"q', "yes", "null", "-", "~"])
def test_a_name_stays_as_it_was_typed(name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert made(tmp_path / "town", "--village", f"{name}=cun") == 0
    _, found = document(tmp_path / "town", capfdbinary)
    villages: list[dict[str, object]] = found["villages"]  # type: ignore[assignment]
    assert [one["name"] for one in villages] == [name]


@pytest.mark.parametrize(
    ("words", "changes", "language"),
    [
        (["--name", "河口镇", "--county", "某县"], {}, "zh"),
        (["--name", "Hekou", "--county", "X"], {}, "zh"),  # its village has a Chinese name
        (["--name", "河口镇", "--county", "某县", "--lang", "en"], {}, "en"),
        (["--name", "河口镇", "--county", "某县"], {"BRANCHSTD_LANG": "en"}, "en"),
    ],
)
def test_the_language_is_that_of_the_names(
    words: list[str], changes: dict[str, str], language: str, tmp_path: Path
) -> None:
    """On a machine that is set to no language at all."""
    own = {name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL", "BRANCHSTD_LANG"}}
    argv = [sys.executable, "-m", "branchstd", "init", "t", *words, "--village", "石桥村=shiqiao"]
    subprocess.run(argv, cwd=tmp_path, env=own | {"LANG": "C.UTF-8"} | changes, check=True, capture_output=True)
    assert f"\nlanguage: {language}\n" in (tmp_path / "t/data/town.yaml").read_text("utf-8")


def files(root: Path) -> dict[str, bytes]:
    """All of them but git's own."""
    found = (path for path in root.rglob("*") if path.is_file() and ".git/" not in str(path))
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def test_a_town_that_was_half_made_is_finished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the same command; what a person has written meanwhile, or another town's, is in the way and named."""
    whole = tmp_path / "whole"
    made(whole, "--village", "石桥村=shiqiao")
    half = tmp_path / "half"
    shutil.copytree(whole, half)
    (half / "data/town.yaml").unlink()  # it comes last
    (half / "CODEOWNERS").unlink()
    (half / "data/villages/shiqiao/2019/.~people.csv.tmp").write_text("co", "utf-8")
    assert made(half, "--village", "单家村=shanjia") == 5
    assert made(half, "--village", "石桥村=shiqiao") == 0
    assert files(whole) == files(half)
    (half / "data/town.yaml").unlink()
    people = half / "data/villages/shiqiao/2019/people.csv"
    people.write_bytes(people.read_bytes() + b"M01\n")
    capsys.readouterr()
    assert made(half, "--village", "石桥村=shiqiao") == 5
    assert "已经有东西：people.csv" in capsys.readouterr().err
    assert people.read_bytes().endswith(b"M01\n")


def test_without_git_the_town_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert made(tmp_path / "town", "--village", "石桥村=shiqiao") == 0
    assert (tmp_path / "town" / "data" / "town.yaml").is_file()
    assert not (tmp_path / "town" / ".git").exists()


def test_a_full_disk_leaves_no_town(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is written before it fails: without data/town.yaml it is no town."""
    calls = 0

    def failing(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 20:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", failing)
    assert made(tmp_path / "town", "--village", "石桥村=shiqiao") == 5
    assert "磁盘满了" in capsys.readouterr().err
    assert not (tmp_path / "town" / "data" / "town.yaml").exists()
    assert not [path for path in (tmp_path / "town").rglob("*") if path.name.startswith(".gitignore.")]


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("白羽滩村", [], "baiyutan"), ("白羽滩村", ["baiyutan"], "baiyutan-2"), ("单家村", [], "danjia"),
        ("Hillside 村", [], "hillside"), ("村", [], "cun"), ("一村", [], "yi"), ("☆", [], "village"),
    ],
)  # fmt: skip
def test_proposals(name: str, taken: list[str], slug: str) -> None:
    assert propose_slug(name, taken) == slug


@given(st.text(max_size=50), st.sets(st.sampled_from(["village", "a-2", "b"]), max_size=3))
def test_every_proposal_is_a_folder_name_or_is_asked_about(name: str, taken: set[str]) -> None:
    found = propose_slug(name, taken)
    assert found not in taken
    if found not in {"con", "prn", "aux", "nul"} and found[:3] not in {"com", "lpt"}:
        assert read_slug(found) == found


@pytest.mark.parametrize("between", ["，", "、", ",", "；"])
def test_several_villages_in_one_word(between: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made(tmp_path / "town", "--village", f"石桥村{between}单家村", "--yes") == 0
    capsys.readouterr()
    assert len(list((tmp_path / "town/data/villages").iterdir())) == 2


LAUNCHERS = ["核查.bat", "登记.bat", "导出.bat", "导入.bat"]


@pytest.mark.parametrize("name", LAUNCHERS)
def test_what_is_clicked_on_is_read_alike_by_every_windows(name: str, tmp_path: Path) -> None:
    """No Windows is here to run it: what would break it there is looked for."""
    assert made(tmp_path / "t", "--village", "石桥村=shiqiao") == 0
    data = (tmp_path / "t" / name).read_bytes()
    assert [old for old, new in pairwise(data) if (old == 0x0D) != (new == 0x0A)] == []  # CRLF alone
    text = data.decode("ascii")
    lines = text.split("\r\n")
    assert lines[:1] + lines[-4:] == ["@echo off", "echo.", "pause", "exit /b %CODE%", ""]
    assert {"chcp 65001 >nul", "set PYTHONUTF8=1", 'pushd "%~dp0"'} <= set(lines)
    assert lines.index("shift") < lines.index('pushd "%~dp0"')  # what was dropped on it is named from where that was
    assert re.findall(r'(?<!")%(?:~|PROGRAM|KIND|VILLAGE)', text) == []  # paths with blanks
    assert {*re.findall(r"goto (\w+)", text)} == {line[1:] for line in lines if line.startswith(":")}
    said = re.findall(r"%OPTIONS% (\w+)(.*)", text)
    assert {word for word, _ in said} <= set(COMMANDS)
    assert ("%FILES%" in said[-1][1]) == (name == "导入.bat")


def test_git_and_a_zip_hand_launchers_on_as_they_are(tmp_path: Path) -> None:
    """Also where git makes LF of everything."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    town, there = tmp_path / "t", tmp_path / "there"
    made(town, "--village", "石桥村=shiqiao")
    who = ["-c", "user.name=x", "-c", "user.email=x@x.invalid", "-c", "core.autocrlf=input"]
    for words in (["add", "-A"], ["commit", "-qm", "x"], ["clone", "-q", ".", str(there)]):
        subprocess.run([git, *who, *words], cwd=town, check=True)
    shown = subprocess.run([git, "ls-files"], cwd=town, check=True, capture_output=True).stdout.decode()
    assert [name for name in LAUNCHERS if name in shown.splitlines()] == LAUNCHERS
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(shutil.make_archive(str(tmp_path / "a"), "zip", town), unpacked)
    for name in LAUNCHERS:
        assert (there / name).read_bytes() == (unpacked / name).read_bytes() == (town / name).read_bytes()


def test_git_keeps_records_and_no_workbooks_or_papers(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    made(tmp_path / "t", "--village", "石桥村=shiqiao")
    year = "data/villages/shiqiao/2019"
    out = ["导出/石桥村2019年记录.xlsx", "导出/a.txt", "公文/通报.docx", "通报.docx", f"{year}/花名册.xlsx", "a.et",
           "b.wps", "c/d.ods", f"{year}/names.csv", "data/villages/shiqiao/names.csv", "templates/names.csv",
           "templates/paper/~$通报.docx", ".venv/x.py", "python/python.exe", "wheels/a.whl",
           ".branchstd/journal/1.done.json"]  # fmt: skip
    kept = [*files(tmp_path / "t"), f"{year}/activities/2019-03.yaml", f"{year}/0308a.jpg", f"{year}/手册.pdf",
            "templates/paper/通报.docx", "templates/report/town.md.j2", "standards/plan_2019.yaml"]  # fmt: skip
    asked = "\0".join([*out, *kept])
    words = [git, "check-ignore", "--no-index", "--stdin", "-z"]
    said = subprocess.run(words, cwd=tmp_path / "t", input=asked.encode(), capture_output=True, check=True)
    assert said.stdout.decode().split("\0")[:-1] == out
