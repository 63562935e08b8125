"""New files end their lines as the system's own do; which that is, is told and asked of nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.catalogue.everyday import Everyday
from branchstd.store.amending import blank, with_record, with_row
from branchstd.store.canonical import both_forms
from branchstd.store.layout import VILLAGE_FILES, FileSpec
from branchstd.store.new_town import NewTown, create_town, in_the_way
from branchstd.store.strict import everyday
from branchstd.text.decode import end_lines
from branchstd.workbook.drafting import draft_names

NEW = NewTown("河口镇", "某县", "zh", 2019, {"shiqiao": "石桥村"})
FOLDER = "data/villages/shiqiao/2019"
SAID = {
    "posts.csv": {"person": "M01", "post": "书记"},
    "activities/2019-03.yaml": {"date": "2019-03-08", "kind": "主题党日", "topic": "一句\n又一句"},
    "documents.yaml": {"form": "推进计划", "title": "甲", "record": "乙"},
}


def ends(data: bytes) -> set[str]:
    return {"\r\n" if line.endswith(b"\r\n") else "\n" for line in data.splitlines(keepends=True)}


@pytest.fixture(scope="module")
def words() -> Everyday:
    return everyday()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", SAID)
def test_a_new_file_with_its_first_record(name: str, newline: str, words: Everyday, tmp_path: Path) -> None:
    """And `fmt` finds nothing to do in it."""
    kinds = {spec.name.replace("*", "2019-03"): spec for spec in VILLAGE_FILES}
    spec: FileSpec = kinds[name]
    file = f"{FOLDER}/{name}"
    data = end_lines(blank(file, spec), newline)
    for _ in range(2):
        if spec.key is None:
            data = with_row(data, file, spec.kind, SAID[name], words=words)
        else:
            data = with_record(data, file, (spec.key, spec.kind), SAID[name], words=words, flow=False)
    assert ends(data) == {newline}
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(data)
    assert both_forms(tmp_path, tmp_path / file) == (data, data)
    (tmp_path / file).write_bytes(data + b"\n" if newline == "\r\n" else data)
    assert ends(both_forms(tmp_path, tmp_path / file)[1]) == {"\n"}  # mixed: alike


def test_a_new_list_of_names() -> None:
    assert draft_names(b"", "names.csv", {"M01": "甲"}, "\r\n") == "\ufeff代码,姓名\r\nM01,甲\r\n".encode()


def test_a_new_town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is what that of another system is, but for its line ends; founded anew it is what is there."""
    create_town(tmp_path / "here", NEW, "\n")
    create_town(tmp_path / "windows", NEW, "\r\n")
    found = {
        name: {
            path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file() and ".git/" not in path.as_posix()
        }
        for name in ("here", "windows")
    }
    for file, data in found["here"].items():
        crlf = data if file.endswith(".bat") else data.replace(b"\n", b"\r\n")
        assert found["windows"][file] == crlf, file
    (tmp_path / "windows/data/town.yaml").unlink()
    assert in_the_way(tmp_path / "windows", NEW, "\r\n") is None
    create_town(tmp_path / "windows", NEW, "\r\n")
    assert run(["--root", str(tmp_path / "windows"), "check", "--problems"]) == 0
    assert run(["--root", str(tmp_path / "windows"), "fmt", "--check"]) == 0
    capsys.readouterr()
