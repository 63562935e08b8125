"""Every text file below `data` is looked through for numbers and for names of persons that do not belong there."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.findings import Severity
from branchstd.messages.messages import Messages
from branchstd.records.persons import is_name
from samples import ROOT, standards, workspace_of

DAY = date(2019, 12, 31)
VILLAGE = "data/villages/liushao"
PHONE = "13812345678"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def put(root: Path, file: str, data: bytes | str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_bytes(data if isinstance(data, bytes) else data.encode())


def told(root: Path) -> dict[str, list[str]]:
    """What the village and the town are told, beyond what the shipped files are."""
    workspace = workspace_of(root)
    known = ("personal_id", "personal_phone", "personal_card", "personal_contact", "names_elsewhere", "names_tracked",
             "not_a_name", "not_searched")  # fmt: skip
    every = {"town": workspace.problems, "village": workspace.village("liushao", DAY).problems}
    return {who: [f"{p.place} {p.code}" for p in problems if p.code in known] for who, problems in every.items()}


def test_the_shipped_town_has_none(town: Path) -> None:
    assert told(town) == {"town": [], "village": []}


FILES = {
    "beside the year": (f"{VILLAGE}/说明.txt", f"第一行\n电话 {PHONE}", ":2:4 personal_phone"),
    "in a folder of its own": (f"{VILLAGE}/2019/附件/旧/名单.md", f"x{PHONE}", ":1:2 personal_phone"),
    "of another year": (f"{VILLAGE}/2017/people.csv", f"code\n{PHONE}\n", ":2:1 personal_phone"),
    "without an ending": (f"{VILLAGE}/README", "zhang@163.com", ":1:1 personal_contact"),
    "in GB18030": (f"{VILLAGE}/a.txt", f"电话{PHONE}".encode("gb18030"), ":1:3 personal_phone"),
    "in UTF-16": (f"{VILLAGE}/a.txt", f"电话{PHONE}".encode("utf-16"), ":1:3 personal_phone"),
    "in the file of names": (f"{VILLAGE}/names.csv", f"code,name\nM01,某某\n#,{PHONE}\n", ":3:3 personal_phone"),
    "a comment of a record file": (f"{VILLAGE}/2019/cases.csv.txt", f"# {PHONE}", ":1:3 personal_phone"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_number_in_any_text_file_of_a_village_is_told_to_it(name: str, town: Path) -> None:
    file, text, spot = FILES[name]
    put(town, file, text)
    found = told(town)
    assert f"{file}{spot}" in found["village"]
    assert found["town"] == []


@pytest.mark.parametrize(
    "file", ["data/说明.txt", "data/town/2018/old.yaml", "data/villages/a.txt", "data/villages/other/2019/people.csv"]
)
def test_a_number_elsewhere_is_told_to_the_town(file: str, town: Path) -> None:
    put(town, file, PHONE)
    assert told(town) == {"town": [f"{file}:1:1 personal_phone"], "village": []}


def test_a_number_in_the_name_of_a_file_or_folder_is_told(town: Path) -> None:
    put(town, f"{VILLAGE}/照片/王某{PHONE}.jpg", b"\xff\xd8\xff\xe0\0\0")
    put(town, f"{VILLAGE}/138 1234 5678/a.txt", "")
    assert told(town)["village"] == [
        f"{VILLAGE}/138 1234 5678 personal_phone", f"{VILLAGE}/照片/王某{PHONE}.jpg personal_phone",
    ]  # fmt: skip


def test_pictures_are_not_read_and_links_not_followed(town: Path, tmp_path: Path) -> None:
    put(town, f"{VILLAGE}/a.jpg", b"\xff\xd8\0" + PHONE.encode())
    put(tmp_path / "elsewhere", "a.txt", PHONE)
    (town / VILLAGE / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (town / VILLAGE / "b.txt").symlink_to(tmp_path / "elsewhere/a.txt")
    assert told(town)["village"] == []


def test_too_many_files_are_told(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("branchstd.store.search.FILES_AT_MOST", 12)
    assert told(town)["village"] == [f"{VILLAGE} not_searched"]


def test_of_large_files_the_beginning_is_looked_through(town: Path) -> None:
    """A megabyte in all: what stands behind it is not told, but that not all was searched is."""
    put(town, f"{VILLAGE}/a.txt", f"{PHONE}\n".encode() + "无\n".encode() * 300_000 + PHONE.encode())
    put(town, f"{VILLAGE}/b.txt", PHONE)
    assert told(town)["village"] == [f"{VILLAGE} not_searched", f"{VILLAGE}/a.txt:1:1 personal_phone"]


def test_of_very_many_numbers_the_first_are_told(town: Path) -> None:
    put(town, f"{VILLAGE}/a.txt", f"{PHONE}\n" * 60_000)
    assert told(town)["village"] == [f"{VILLAGE}/a.txt:{line}:1 personal_phone" for line in range(1, 201)]


def test_lines_are_looked_through_each_by_itself(town: Path) -> None:
    """Also where many are taken together: 1500 blank ones, a number in two parts, one at the end of a line."""
    put(town, f"{VILLAGE}/a.txt", "\r\n" * 1500 + f"138\n1234\n5678\n电话\n6123456\r甲 {PHONE}\n2")
    assert told(town)["village"] == [f"{VILLAGE}/a.txt:1506:3 personal_phone"]


@pytest.mark.parametrize(
    "file",
    ["data/names.csv", "data/town/names.csv", "data/town/2019/Names.CSV", "data/villages/names.csv"],
)
def test_a_file_of_names_outside_a_village_is_an_error(file: str, town: Path) -> None:
    put(town, file, "code,name\n")
    assert told(town)["town"] == [f"{file} names_elsewhere"]


@pytest.mark.parametrize(
    "name",
    ["2019/activities/names.csv", "附件/names.csv", "Names.csv", "names (1).csv", "names - 副本.csv", "names.xlsx",
     "~$names.csv", "ｎａｍｅｓ.csv"],
)  # fmt: skip
def test_a_copy_or_another_place_is_an_error(name: str, town: Path) -> None:
    put(town, f"{VILLAGE}/{name}", "code,name\n")
    assert told(town)["village"] == [f"{VILLAGE}/{name} names_elsewhere"]
    assert [p.severity for p in workspace_of(town).village("liushao", DAY).problems if p.code == "names_elsewhere"] == [
        Severity.ERROR
    ]


@pytest.mark.parametrize("file", [f"{VILLAGE}/names.csv", f"{VILLAGE}/2019/names.csv"])
def test_a_file_of_names_that_git_keeps_is_an_error(file: str, town: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(town), *words], check=True, capture_output=True)

    put(town, file, "code,name\nM01,某某\n")
    git("init", "--quiet")
    (town / ".gitignore").write_text("names.csv\n", "utf-8")
    git("add", "--all")
    assert told(town)["village"] == []
    git("add", "--force", file)
    assert told(town)["village"] == [f"{file} names_tracked"]
    git("rm", "--cached", "--quiet", file)
    assert told(town)["village"] == []


NAMED = ["才让卓玛", "王 秀英", "阿不都热合曼·买买提", "Tashi Dorje", "བཀྲ་ཤིས", "ئەخمەت", "𬭎某", "José"]
UNNAMED = [
    "镇党委已批准销号", "已销号", "达标", "达 标", "达·标", "基本达标", "met", "Not Applicable", "M03", "王某（组长）",
    "王某2",
    "是", "某某某某某某某", "M03）（T1", "<b>", PHONE, "=1+1", "某" + "·某" * 40,
]  # fmt: skip


def test_what_can_be_a_name() -> None:
    assert [text for text in NAMED if not is_name(text)] == []
    assert [text for text in UNNAMED if is_name(text)] == []


def test_names_are_of_the_villages_own_people_and_stand_in_brackets(town: Path) -> None:
    """A file of names cannot speak for the town's cadres, other villages, or in sentences."""
    rows = ["M01,才让某", "M02,镇党委已批准销号", "T1,甲某", "baiyutan/M01,别村某", "M99,无此某", "M03,=1+1"]
    put(town, f"{VILLAGE}/names.csv", "code,name\n" + "\n".join(rows) + "\n")
    names = workspace_of(town).office.people_names("liushao")
    assert names == {"M01": "才让某"}
    assert told(town)["village"] == [f"{VILLAGE}/names.csv:3:2 not_a_name", f"{VILLAGE}/names.csv:7:2 not_a_name"]
    for lang, said in (("zh", "M01（才让某）"), ("en", "M01 (才让某)")):
        assert Messages(lang, *standards(), names).person("M01") == said
        assert Messages(lang, *standards(), names).person("M02") == "M02"


def test_one_number_that_stands_does_not_let_a_second_in(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = town / VILLAGE / "2019/rectify.yaml"
    file.write_text(f"# 电话{PHONE}\n{file.read_text('utf-8')}", "utf-8")
    before = file.read_bytes()
    words = ("rectify", "plan", "liushao", "LS-05", "--cause", "电话13912345678", "--on", "2019-12-01")
    assert run(["--root", str(town), *words]) == 2
    assert "[personal_phone]" in capsys.readouterr().err
    assert file.read_bytes() == before
