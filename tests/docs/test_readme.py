"""What the READMEs show is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from branchstd.__main__ import run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md"]
BOOT = "python3 -m venv .boot && .boot/bin/python -m pip install -q uv && .boot/bin/python -m uv run -q"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_first_block_is_two_commands(page: Path) -> None:
    assert blocks(page, "sh")[0].splitlines() == [
        f"{BOOT} --no-dev branchstd check || test $? -eq 1",
        f"{BOOT} pytest",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_explained_standard(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    (shown,) = blocks(page, "console")
    command, _, output = shown.partition("\n")
    assert run(shlex.split(command)[2:]) == 1
    assert capsys.readouterr().out.rstrip() == output.rstrip()


@pytest.mark.parametrize("page", ["rectification.md", "year.md"])
def test_what_the_pages_show(page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    (shown,) = blocks(ROOT / "docs" / page, "console")
    command, _, output = shown.partition("\n")
    assert run(shlex.split(command)[2:]) == 0
    assert capsys.readouterr().out.rstrip() == output.rstrip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_record_stands_in_its_file(page: Path) -> None:
    (shown,) = blocks(page, "yaml")
    comment, _, record = shown.partition("activities:\n")
    assert record in (ROOT / comment.strip("# \n")).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_five_lines_of_python(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (shown,) = blocks(page, "python")
    exec(shown, {})  # noqa: S102
    assert "白羽滩村 met " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("page", "told"),
    [("api.md", "2.7.d disclosure of accounts: due 3"), ("api.zh.md", "2.7.d 财务公开：到期3期")],
)
def test_the_python_of_the_page_about_it(
    page: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (shown,) = blocks(ROOT / "docs" / page, "python")
    exec(shown, {})  # noqa: S102
    assert f"赤岩沟村 {told}" in capsys.readouterr().out


@pytest.mark.parametrize("page", sorted([*PAGES, *ROOT.glob("docs/*.md"), ROOT / "CONTRIBUTING.md"]), ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_both_pages_have_the_same_parts() -> None:
    shapes = [[line.split()[0] for line in page.read_text("utf-8").splitlines() if line[:2] == "##"] for page in PAGES]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_town_of_one_s_own(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (shown,) = re.findall(r"^```\n(branchstd init .*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    made, checked = (shlex.split(line)[1:] for line in shown.splitlines())
    assert run(made) == 0
    assert run(checked) == 1


def test_who_owns_which_folder_is_what_init_writes(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```\n(# .*?)^```$", (ROOT / "docs/review.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    run(
        [
            "init",
            str(tmp_path / "t"),
            "--name",
            "n",
            "--county",
            "c",
            "--village",
            "石桥村=shiqiao",
            "--village",
            "单家村=shanjia",
        ]
    )
    written = (tmp_path / "t" / "CODEOWNERS").read_text("utf-8")
    assert [line for line in written.splitlines() if line[0] != "#"] == shown.splitlines()[1:]
