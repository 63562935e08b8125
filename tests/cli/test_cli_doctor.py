"""`doctor`: one thing is wrong around the records, and it is told with what to do; nothing is written."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.store.disk import DISK, Disk
from branchstd.store.surroundings import clouds, encoding

Change = Callable[[Path, pytest.MonkeyPatch], object]
YEARLY = "data/villages/shiqiao/2019"
OWN_WORD = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(root: Path, *words: str) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, env=os.environ | OWN_WORD)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new town, committed, with the names of its people beside the records."""
    root = tmp_path_factory.mktemp("founded") / "town"
    assert run(["init", str(root), "--name", "河口镇", "--county", "某县", "--village", "石桥村=shiqiao"]) == 0
    git(root, "config", "user.name", "河口镇")
    git(root, "config", "user.email", "town@example.invalid")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "建镇")
    (root / YEARLY / "names.csv").write_text("代码,姓名\n", "utf-8")
    return root


def put(file: str, text: str = "") -> Change:
    def write(root: Path, _: pytest.MonkeyPatch) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")

    return write


def kept(file: str) -> Change:
    def add(root: Path, patch: pytest.MonkeyPatch) -> None:
        put(file, "代码,姓名\n")(root, patch)
        git(root, "add", "-f", file)

    return add


def read_anew(change: Change) -> Change:
    """Of a village that is like none that was read before (tests/memory.py)."""

    def both(root: Path, patch: pytest.MonkeyPatch) -> None:
        with (root / YEARLY / "documents.yaml").open("a", encoding="utf-8") as file:
            file.write(f"# {root}\n")
        change(root, patch)

    return both


def variable(name: str, value: str) -> Change:
    return lambda _root, patch: patch.setenv(name, value)


def failing(name: str, of: str) -> Change:
    def before(_: Path, patch: pytest.MonkeyPatch) -> None:
        real = getattr(Disk, name)

        def failed(self: Disk, path: Path, *more: object) -> object:
            if path.name == of:
                raise OSError(errno.EACCES, os.strerror(errno.EACCES))
            return real(self, path, *more)

        patch.setattr(Disk, name, failed)

    return before


def copy_left(root: Path, _: pytest.MonkeyPatch) -> None:
    (root.parent / "temporary/branchstd-1/town").mkdir(parents=True)


CASES: dict[str, tuple[Change, set[str], int]] = {
    "all is well": (lambda *_: None, set(), 0),
    "no git": (variable("PATH", os.devnull), {"no_git"}, 0),
    "another's folder": (variable("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"), {"git_refuses"}, 0),
    "no repository": (lambda root, _: shutil.rmtree(root / ".git"), {"no_repository"}, 0),
    "a repository in ruins": (put(".git/HEAD", "ruins"), {"no_repository"}, 0),
    "nobody": (lambda root, _: git(root, "config", "--unset", "user.email"), {"git_unnamed"}, 0),
    "changed": (put("README.md", "甲"), {"git_uncommitted"}, 0),
    "line ends": (lambda root, _: git(root, "rm", "-q", ".gitattributes"), {"line_ends_loose", "git_uncommitted"}, 0),
    "a merge": (put(".git/MERGE_HEAD"), {"git_under_way"}, 1),
    "no lock": (failing("lock", "data"), {"lock_refused"}, 1),
    "read only": (lambda _, patch: patch.setattr(Disk, "takes", lambda *_: False), {"folder_read_only"}, 1),
    "killed": (put(f"{YEARLY}/.~people.csv.tmp"), {"staged_left"}, 0),
    "killed demo": (copy_left, {"copies_left"}, 0),
    "killed import": (put(".branchstd/journal/1.begun.json", "{}"), {"change_unfinished"}, 1),
    "not put back": (put(".branchstd/journal/1.broken.json", "{}"), {"changes_broken"}, 0),
    "a cloud's mark": (put("../.dropbox"), {"in_cloud"}, 1),
    "handed out": (put("导出/石桥村2019年记录.xlsx"), {"papers_lying"}, 0),
    "a paper": (put("通知.DOCX"), {"papers_kept", "git_uncommitted"}, 1),
    "a workbook in git": (kept("花名册.xlsx"), {"papers_kept", "git_uncommitted"}, 1),
    "old schemas": (put("schemas/people.schema.json", "{}"), {"schemas_old", "git_uncommitted"}, 0),
    "schemas with CRLF": (
        lambda root, _: (root / "schemas/people.schema.json").write_bytes(
            (root / "schemas/people.schema.json").read_bytes().replace(b"\n", b"\r\n")
        ),
        {"git_uncommitted"},
        0,
    ),
    "names in git": (read_anew(kept(f"{YEARLY}/names.csv")), {"names_tracked", "git_uncommitted"}, 1),
    "names astray": (put("data/names.csv"), {"names_elsewhere"}, 1),
    "a closed folder": (read_anew(failing("names", "activities")), {"folder_closed", "git_uncommitted"}, 2),
    "records": (put(f"{YEARLY}/documents.yaml", "documents: [\n"), {"records_faulty", "git_uncommitted"}, 0),
    "standards": (put("standards/manual_1.yaml", "版本"), {"no_standards", "git_uncommitted"}, 2),
    "no town": (lambda root, _: (root / "data/town.yaml").unlink(), {"no_root"}, 2),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told(
    name: str, founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, codes, code = CASES[name]
    root = tmp_path / "镇 里"
    shutil.copytree(founded, root)
    for variable_name, value in OWN_WORD.items():
        monkeypatch.setenv(variable_name, value)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("COLUMNS", "300")
    change(root, monkeypatch)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    capsys.readouterr()
    ended = run(["--root", str(root), "--lang", "zh", "doctor"])
    out, err = capsys.readouterr()
    assert ({*re.findall(r"\[([a-z_]+)\]", out)}, ended, err) == (codes, code, "")
    assert ("× 有错" in out, "√ 正常" in out) == (code > 0, True)
    assert (str(tmp_path) in out) == (name == "no town")  # which is what was typed
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_while_somebody_writes(founded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is staged just now is no leftover."""
    root = tmp_path / "town"
    shutil.copytree(founded, root)
    put(f"{YEARLY}/.~people.csv.tmp")(root, pytest.MonkeyPatch())
    handle = DISK.lock(root / "data")
    assert handle is not None
    assert run(["--root", str(root), "doctor"]) == 0
    DISK.unlock(handle)
    assert {*re.findall(r"\[((?:lock|staged)_[a-z]+)\]", capsys.readouterr().out)} == {"lock_held"}


@pytest.mark.parametrize(
    ("terminal", "files", "codes"),
    [
        ("utf-8", "utf-8", []),
        ("cp936", "utf-8", []),  # as Chinese Windows has it: every sign that is printed
        ("cp437", "utf-8", ["terminal_narrow"]),
        ("unheard-of", "ascii", ["terminal_narrow", "file_names_narrow"]),
    ],
)
def test_encodings(terminal: str, files: str, codes: list[str]) -> None:
    assert [one.code for one in encoding(terminal, files).problems] == codes


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (["C:\\", "Users", "x", "OneDrive - 某局", "记录"], ["OneDrive"]),
        (["D:\\", "我的坚果云", "镇"], ["坚果云"]),
        (["D:\\", "Nutstore Files", "镇"], ["坚果云"]),
        (["D:\\", "BaiduSyncdisk", "镇"], ["百度网盘"]),
        (["C:\\", "WeChat Files", "wxid", "FileStorage"], ["微信"]),
        (["/", "home", "dropbox", "Dropboxes"], ["Dropbox"]),
        (["D:\\", "微机室", "记录", "one drive", "百度"], []),
    ],
)
def test_folders_of_services(parts: list[str], names: list[str]) -> None:
    assert clouds(parts) == names
