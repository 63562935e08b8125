"""Folders, names and links: what is not where it should be, or is not what it should be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from threat_town import BAD, ENTRY, GOOD, YEAR, Check, program, put, told, words

from branchstd.__main__ import run

TOWN = "data/town.yaml"
SAID = f"data/town/2019/villages/{BAD}.yaml"


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def loop_instead(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def link_instead(path: Path) -> None:
    moved = path.rename(path.with_name(f"moved-{path.name}.txt"))
    path.symlink_to(moved.name)


def link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


UNUSABLE = [folder_instead, loop_instead, link_instead, link_to_nothing, pipe_instead]


@pytest.mark.parametrize("file", ["people.csv", "village.yaml", "activities/2019-06.yaml", "documents.yaml"])
@pytest.mark.parametrize("change", UNUSABLE, ids=lambda change: change.__name__)
def test_not_a_file(change: Callable[[Path], None], file: str, town: Path, check: Check) -> None:
    before = check(town)
    change(town / YEAR / file)
    after = check(town)
    unusable = [problem for problem in after.problems() if problem["severity"] == "error"]
    assert told(unusable) == [f"{file}:1:1 not_a_file"]
    assert "换成真正的文件" in words(unusable)
    assert after.code == 2
    assert "error" in after.outcomes()
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.parametrize("change", UNUSABLE, ids=lambda change: change.__name__)
def test_town_s_word_on_a_village_is_not_a_file(change: Callable[[Path], None], town: Path, check: Check) -> None:
    before = check(town)
    change(town / SAID)
    after = check(town)
    assert told(after.problems()) == [f"{SAID}:1:1 not_a_file"]
    assert after.code == 2
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.parametrize("change", UNUSABLE, ids=lambda change: change.__name__)
def test_town_s_events_are_not_a_file(change: Callable[[Path], None], town: Path, check: Check) -> None:
    put(town, "data/town/2019/events.yaml", "events: []\n")
    change(town / "data/town/2019/events.yaml")
    after = check(town)
    assert "data/town/2019/events.yaml:1:1 not_a_file" in told(after.town)
    assert after.code == 2


def gone(root: Path, path: str) -> None:
    shutil.rmtree(root / path)


def test_no_folder_of_the_year(town: Path, check: Check) -> None:
    before = check(town)
    gone(town, YEAR)
    after = check(town)
    assert told(after.problems()) == [f"data/villages/{BAD}/2019:0:1 nothing_recorded"]
    assert "一人一行登记党员" in words(after.problems())
    assert after.code == 1
    assert after.lines[GOOD] == before.lines[GOOD]


def test_file_instead_of_the_folder(town: Path, check: Check) -> None:
    before = check(town)
    gone(town, f"data/villages/{BAD}")
    put(town, f"data/villages/{BAD}", "村里的资料")
    after = check(town)
    assert f"data/villages/{BAD}:0:1 no_folder" in told(after.problems())
    assert after.lines[GOOD] == before.lines[GOOD]
    assert after.code == 2


def test_no_word_of_the_town(town: Path, check: Check) -> None:
    before = check(town)
    (town / SAID).unlink()
    after = check(town)
    assert f"{SAID}:1:1 no_facts" in told(after.problems())
    assert "由镇党建办在这个文件里写 facts" in words(after.problems())
    assert after.code == 1
    assert after.lines[GOOD] == before.lines[GOOD]


# Names that look like records and are not read; the name that was meant.
MISSPELT = [
    (YEAR + "peoples.csv", "people.csv"),
    (YEAR + "documents.yml", "documents.yaml"),
    (YEAR + "activites/2019-05.yaml", "activities"),
    (YEAR + "activities/2019-06.yml", "2019-06.yaml"),
    ("data/town/2019/event.yaml", "events.yaml"),
    ("data/town/2019/villages/xiaoqaun.yaml", "xiaoquan.yaml"),
]


@pytest.mark.parametrize(("file", "near"), MISSPELT)
def test_misspelt_name_is_told(file: str, near: str, town: Path, check: Check) -> None:
    put(town, file, "")
    after = check(town)
    (problem,) = [p for p in (*after.problems(), *after.town) if p["code"] == "unknown_file"]
    assert file.startswith(problem["file"])
    assert near in problem["remedy"]
    assert problem["severity"] == "warning"


@pytest.mark.parametrize("name", ["dues.xlsx", "people.xls", "posts.et"])
def test_a_workbook_is_saved_anew_and_not_renamed(name: str, town: Path, check: Check) -> None:
    put(town, YEAR + name, b"PK\x03\x04")
    (problem,) = [p for p in check(town).problems() if p["file"].endswith(name)]
    assert problem["code"] == "workbook_file"
    assert f"文件名 {name.partition('.')[0]}.csv" in problem["remedy"]


@pytest.mark.parametrize("file", ["data/town/2019/villages/xiaoshan.yaml", YEAR + "dues.docx", YEAR + "income.pdf"])
def test_no_name_is_proposed_that_means_something_else(file: str, town: Path, check: Check) -> None:
    put(town, file, b"x")
    after = check(town)
    (problem,) = [p for p in (*after.problems(), *after.town) if p["code"] == "unknown_file"]
    assert "是不是" not in problem["remedy"]


# What lies where nobody looks for records: the place that is told, its code, and the place that was meant.
OUTSIDE = {
    f"data/villages/{BAD}/说明.txt": (f"data/villages/{BAD}/说明.txt", "unknown_file", ""),
    f"data/villages/{BAD}/people.csv": (f"data/villages/{BAD}/people.csv", "unknown_file", "2019/people.csv"),
    f"data/villages/{BAD}/activities/2019-05.yaml": (
        f"data/villages/{BAD}/activities", "unknown_file", "2019/activities",
    ),
    f"data/villages/{BAD}/2031/people.csv": (f"data/villages/{BAD}/2031", "other_year", "2019"),
    f"data/villages/{BAD}/2020/activities/2020-01.yaml": (f"data/villages/{BAD}/2020", "other_year", "2019"),
    f"data/villages/{BAD}/2019年/people.csv": (f"data/villages/{BAD}/2019年", "unknown_file", "“2019”"),
    f"data/{BAD}/2019/people.csv": (f"data/{BAD}", "unknown_file", f"villages/{BAD}"),
    "data/说明.txt": ("data/说明.txt", "unknown_file", ""),
    "data/village/x.csv": ("data/village", "unknown_file", "villages"),
    "data/villages/说明.txt": ("data/villages/说明.txt", "unknown_file", ""),
    "data/town/events.yaml": ("data/town/events.yaml", "unknown_file", "2019/events.yaml"),
    "data/town/2020/events.yaml": ("data/town/2020", "other_year", "2019"),
}  # fmt: skip


@pytest.mark.parametrize("file", OUTSIDE)
def test_what_lies_beside_the_year_is_told(file: str, town: Path, check: Check) -> None:
    before = check(town)
    put(town, file, "")
    after = check(town)
    place, code, meant = OUTSIDE[file]
    known = [str(problem) for problem in (*before.town, *before.problems())]
    (problem,) = [one for one in (*after.town, *after.problems()) if str(one) not in known]
    assert (problem["file"], problem["code"], problem["severity"]) == (place, code, "warning")
    assert meant in problem["remedy"]
    assert ("是不是" in problem["remedy"]) == (code == "unknown_file" and meant != "")
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.parametrize(
    "file",
    [
        f"data/villages/{BAD}/2018/people.csv", f"data/villages/{BAD}/2015/x.yaml", f"data/villages/{BAD}/图片/1.jpg",
        f"data/villages/{BAD}/names.csv", f"data/villages/{BAD}/README.md", "data/town/2017/events.yaml",
        "data/README.md", "data/villages/.gitkeep", "data/照片/1.jpg",
    ],
)  # fmt: skip
def test_past_years_and_pictures_may_lie_beside(file: str, town: Path, check: Check) -> None:
    before = check(town)
    put(town, file, "")
    assert check(town) == before


@pytest.mark.parametrize("file", ["图片/0612.jpg", "README.md", ".DS_Store", "~$people.csv", "names.csv"])
def test_other_files_may_lie_beside(file: str, town: Path, check: Check) -> None:
    before = check(town)
    put(town, YEAR + file, b"\xff\xd8")
    assert check(town) == before


def test_unregistered_folder(town: Path, check: Check) -> None:
    before = check(town)
    put(town, "data/villages/xiaoqaun/2019/people.csv", "code\n")
    after = check(town)
    assert told(after.town) == ["data/villages/xiaoqaun:1:1 village_unregistered"]
    assert "是不是“xiaoquan”？" in words(after.town)
    assert after.lines == before.lines


SLUGS = {
    "up": "'..'",
    "down_and_up": "a/../../b",
    "absolute": "/etc",
    "backslash": "'a\\b'",
    "drive": "'c:'",
    "capitals": "CON",
    "dot": "'.'",
    "chinese": "小泉",
    "very_long": "x" * 300,
    "one_letter": "x",
    "blank": "'a b'",
    "escaped": "'%2e%2e'",
}


@pytest.mark.parametrize("name", SLUGS)
def test_hostile_folder_name(name: str, town: Path, check: Check) -> None:
    """It is refused where it stands; the registered villages go on."""
    before = check(town)
    text = (town / TOWN).read_text("utf-8")
    put(town, TOWN, text + f"  - {{slug: {SLUGS[name]}, name: 怪村}}\n")
    after = check(town)
    line = text.count("\n") + 1
    assert told(after.town) == [f"{TOWN}:{line}:12 bad_slug"]
    assert "小写字母、数字和短横线" in words(after.town)
    assert after.code == 1
    assert after.lines == before.lines


@pytest.mark.parametrize("sign", ["\u200f", "\u202e", "\u2066", "\u200b", "\x1b[31m", "\0"])
@pytest.mark.parametrize("field", ["slug", "name"])
def test_hidden_character_in_a_name(field: str, sign: str, town: Path, check: Check) -> None:
    """Nothing of it reaches the terminal: the town's file is refused, and with it the whole run."""
    old = {"slug": f"slug: {GOOD}", "name": "name: 柳树村"}[field]
    text = (town / TOWN).read_text("utf-8")
    put(town, TOWN, text.replace(old, old + sign))
    after = check(town)
    assert after.code == 2
    assert TOWN in after.err
    assert sign not in after.err
    assert "_character]" in after.err


@pytest.mark.parametrize("wish", ["..", "CON", "../liushu", "x" * 10_000, "\u202e", "小泉\u200f", "", " ", "\udcff"])
def test_hostile_name_on_the_command_line(wish: str, town: Path, check: Check) -> None:
    after = check(town, wish)
    assert after.code == 2
    assert "unknown_village" in after.err
    assert len(after.err) < 300
    assert not set(after.err) & {"\u202e", "\u200f", "\udcff"}


def test_very_long_village_name(town: Path, check: Check) -> None:
    put(town, TOWN, (town / TOWN).read_text("utf-8").replace("柳树村", "柳" * 5_000))
    assert check(town).village(GOOD)["name"] == "柳" * 5_000


# What stands in data/town.yaml where no village can be read from it; exit code and message.
NO_VILLAGES: dict[str, tuple[Any, int, str]] = {
    "none_listed": ("name: 示例镇\ncounty: 示例县\nvillages: []\n", 3, "nothing_to_check"),
    "no_key": ("name: 示例镇\ncounty: 示例县\n", 3, "nothing_to_check"),
    "empty": ("", 3, "nothing_to_check"),
    "gbk": ("name: 镇\n".encode("gbk"), 2, "town.yaml:1:7: 错误[not_utf8]"),
    "conflict": ("<<<<<<< HEAD\nname: 甲\n=======\nname: 乙\n>>>>>>> b\n", 2, "town.yaml:1:1: 错误[merge_conflict]"),
    "list": ("- 示例镇\n", 2, "town.yaml:1:1: 错误[not_a_mapping]"),
    "all_bad": (
        "name: 示例镇\ncounty: 示例县\nvillages:\n  - {slug: .., name: 怪村}\n", 2, "town.yaml:4:12: 错误[bad_slug]",
    ),
    "too_large": (b"#" * 5 * 1024 * 1024, 2, "town.yaml:1:1: 错误[file_too_large]"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_VILLAGES)
@pytest.mark.parametrize("command", [["check"], ["check", "--format", "json"], ["gaps"], ["due"], ["why", BAD, "3.4"]])
def test_no_villages(name: str, command: list[str], town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason is told, not that there are none."""
    content, code, message = NO_VILLAGES[name]
    put(town, TOWN, content)
    assert run(["--root", str(town), "--lang", "zh", *command]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert "怎么办：" in err


def test_no_village_folder_at_all(town: Path, check: Check) -> None:
    gone(town, "data/villages")
    after = check(town)
    assert after.code == 1
    assert "nothing_recorded" in {problem["code"] for problem in after.problems(GOOD)}


@pytest.mark.parametrize("change", [folder_instead, loop_instead, link_to_nothing], ids=lambda change: change.__name__)
def test_town_file_is_none(change: Callable[[Path], None], town: Path, check: Check) -> None:
    change(town / TOWN)
    after = check(town)
    assert (after.code, after.lines) == (2, {})
    assert "no_root" in after.err


def test_town_file_is_a_link(town: Path, check: Check) -> None:
    link_instead(town / TOWN)
    after = check(town)
    assert after.code == 2
    assert "not_a_file" in after.err


# Names as an unpacked archive of another system leaves them, or as somebody means harm with them.
HOSTILE_FILES = {
    "gbk_bytes": ("人员.csv".encode("gbk"), "??Ա.csv"),
    "escape": (b"\x1b[2J.csv", "?[2J.csv"),
    "right_to_left": ("people\u202evsc.csv".encode(), "people?vsc.csv"),
    "line_end": (b"people\n.csv", "people?.csv"),
    "markup": (b"[red]people[-].csv", "[red]people[-].csv"),
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
@pytest.mark.parametrize("argv", [["check"], ["check", "--format", "json"]], ids=["text", "json"])
def test_hostile_file_name(name: str, argv: list[str], town: Path) -> None:
    """It is told, with what cannot be printed as question marks."""
    written, seen = HOSTILE_FILES[name]
    Path(os.fsdecode(os.fsencode(town / YEAR) + b"/" + written)).write_bytes(b"")
    ended = program("--root", str(town), *argv)
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert "这个文件不会被读取" in ended.stdout.decode()
    assert YEAR + seen in ended.stdout.decode()


def test_entry_of_the_helper_is_in_the_town(town: Path) -> None:
    assert ENTRY in (town / TOWN).read_text("utf-8")
