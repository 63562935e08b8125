"""Every command that a page shows runs as it is printed, page by page, on a copy of the shipped town."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.main import get_command

from branchstd.__main__ import run
from branchstd.cli.app import app
from samples import ROOT

PAGES = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]
# What is asked at a terminal stops where nobody is there to be asked; what is of the shell changes its settings.
ASKING = {"branchstd add activity 柳哨村", "branchstd add activity liushao", "branchstd add person 柳哨村"}
OF_THE_SHELL = {"branchstd --install-completion"}
SYNOPSIS = "branchstd ["
# On a copy of its own, so that it is the same wherever it is shown: once is enough.
ELSEWHERE = {"branchstd demo": "README.md"}


def shown(text: str) -> Iterator[str]:
    """Commands as printed in blocks and in sentences, without the explanation that stands behind some blanks."""
    tokens = [
        one
        for token in MarkdownIt("commonmark").enable("table").parse(text)
        for one in (token, *(token.children or ()))
    ]
    for token in tokens:
        if token.type in {"fence", "code_block", "code_inline"}:
            lines = [line.removeprefix("$ ") for line in token.content.splitlines()]
            yield from (re.split(r"\s{3,}", line)[0].strip() for line in lines if line.startswith("branchstd "))


def is_name(line: str) -> bool:
    """Whether it only names a command, or a group of them, that cannot do without more words."""
    command = get_command(app)
    for word in line.split()[1:]:
        if word.startswith("-") or not hasattr(command, "list_commands"):
            return False
        command = command.get_command(None, word)
        if command is None:
            return False
    needed = [param for param in getattr(command, "params", ()) if getattr(param, "required", False)]
    return hasattr(command, "list_commands") or bool(needed)


def words_of(line: str) -> tuple[list[str], str | None]:
    """The words after the program's name, and the file that its answer goes to."""
    words = shlex.split(line, comments=True)[1:]
    return (words[: words.index(">")], words[-1]) if ">" in words else (words, None)


def test_the_way_of_finding_them() -> None:
    """What stands here is what the pages look like; so nothing is passed over in silence."""
    block = "```\nbranchstd fmt x    why\n$ branchstd why a 1.1\n```\n"
    page = f"Do `branchstd town`:\n\n{block}\n    branchstd demo\n\nbranchstd does\n"
    assert list(shown(page)) == ["branchstd town", "branchstd fmt x", "branchstd why a 1.1", "branchstd demo"]
    assert words_of("branchstd check --format json > a.json    # first") == (["check", "--format", "json"], "a.json")
    assert [is_name(f"branchstd {words}") for words in ("rectify", "compare", "town", "why 柳哨村")] == [
        True, True, False, False,
    ]  # fmt: skip
    found = [line for path in PAGES for line in shown(path.read_text("utf-8"))]
    assert len(found) > 60


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_a_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "docs" / "tiny", tmp_path / "docs" / "tiny")
    monkeypatch.chdir(tmp_path)
    for line in dict.fromkeys(shown(page.read_text("utf-8"))):
        if line in OF_THE_SHELL or line.startswith(SYNOPSIS) or is_name(line):
            continue
        if ELSEWHERE.get(line, page.name) != page.name:
            continue
        words, file = words_of(line)
        code = run(words)
        out, err = capsysbinary.readouterr()
        wanted = {2} if line in ASKING else {0, 1}
        assert code in wanted, f"{line}\n{err.decode()}"
        if file:
            Path(file).write_bytes(out)


def test_what_the_readme_of_a_new_town_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    made = ["init", "镇", "--name", "河口镇", "--county", "某县", "--village", "石桥村=shiqiao"]
    assert run(made) == 0
    monkeypatch.chdir(tmp_path / "镇")
    for line in shown((tmp_path / "镇" / "README.md").read_text("utf-8")):
        assert run(words_of(line)[0]) in {0, 1}, (line, capsys.readouterr().err)


def test_nothing_that_was_written_by_a_run_lies_in_the_root() -> None:
    assert not [path.name for path in ROOT.glob("*-20[0-9][0-9]-*.*")]


@pytest.mark.parametrize("root", [ROOT, ROOT / "docs" / "tiny"], ids=["shipped", "tiny"])
def test_what_ships_is_in_canonical_form(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(root), "fmt", "--check"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "label"),
    [
        *(
            (["lists", "柳哨村", "--list"], label)
            for label in ("问题清单", "任务清单", "责任清单", "整改措施台账", "销号台账")
        ),
        *((["lists", "--list", "problems", "--for"], label) for label in ("党建办", "镇党建办", "财政所", "组织委员")),
        *((["rectify", "list", "--state"], label) for label in ("已销号", "待制定方案", "返潮重开")),
    ],
)
def test_chinese_names_that_the_pages_promise(words: list[str], label: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--list`, `--state` and `--for` take what people call things, in both of the names that a role has."""
    assert run(["--root", str(ROOT), *words, label]) == 0, capsys.readouterr().err
