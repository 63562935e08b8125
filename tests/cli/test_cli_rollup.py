"""Many towns in one table: each row is what the town's own `check` and `town` say, whatever stands beside it."""

from __future__ import annotations

import csv
import gc
import io
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from branchstd.__main__ import run
from branchstd.cli import rollup
from branchstd.findings import Place
from branchstd.store import Office, village_names
from samples import ROOT

TINY = ROOT / "docs" / "tiny"
DAY = ("--as-of", "2019-11-01")
SIGNS = {"√": "met", "×": "unmet", "…": "not_due", "-": "not_applicable", "?": "review"}


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(["--lang", "zh", *words])
    return (code, *capsys.readouterr())


def rows_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def tiny(folder: Path) -> Path:
    shutil.copytree(TINY / "data", folder / "data")
    return folder


def by_its_own_commands(capsys: pytest.CaptureFixture[str], root: Path) -> dict[str, Any]:
    """What `check` and `town` say of a town, counted here."""
    code, text, _ = said(capsys, "--root", str(root), "check", "--format", "json", *DAY)
    check = json.loads(text)
    villages = [one for one in check["villages"] if one["kind"] == "village"]
    outcomes = sum((Counter(one["outcomes"]) for one in villages), Counter[str]())
    every = [*check["problems"], *(one for unit in check["villages"] for one in unit["problems"])]
    targets, text, _ = said(capsys, "--root", str(root), "town", *DAY)
    signs = re.findall(r"^([√△×…?!-]) (T\d+) ", text, re.MULTILINE)
    return {
        "villages": len(villages),
        "other_units": len(check["villages"]) - len(villages),
        "outcomes": {key: outcomes[key] for key in villages[0]["outcomes"]},
        "conclusions": Counter(one["conclusion"]["proposed"] for one in villages),
        "targets": [(number, SIGNS[sign]) for sign, number in signs],
        "severities": Counter(one["severity"] for one in every),
        "exit": max(code, targets),
    }


def by_the_rollup(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: row[key] for key in ("villages", "other_units", "outcomes", "exit")},
        "conclusions": Counter({key: count for key, count in row["conclusions"].items() if count}),
        "targets": [(one["id"], one["outcome"]) for one in row["targets"]],
        "severities": +Counter({key: row["problems"][key] for key in ("error", "warning")}),
    }


def test_the_numbers_are_those_of_each_town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the shipped town, the smallest one, and one with a village that cannot be read."""
    broken = tiny(tmp_path / "broken")
    (broken / "data/villages/xiaoquan/2019/people.csv").write_bytes(b"\xff\xfe\x00")
    roots = [ROOT, TINY, broken]
    code, text, err = said(capsys, "rollup", *map(str, roots), "--format", "json", *DAY)
    *rows, last = rows_of(text)
    own = [by_its_own_commands(capsys, root) for root in roots]
    assert [by_the_rollup(row) for row in rows] == own
    assert [row["problems"]["unreadable"] for row in rows] == [0, 0, 1]
    assert (code, err, last["exit"]) == (2, "", 2)
    total = last["total"]
    assert (total["towns"], total["unread"], total["villages"]) == (3, 0, 8 + 1 + 1)
    assert total["outcomes"] == {key: sum(one["outcomes"][key] for one in own) for key in total["outcomes"]}
    assert [one["met"] for one in total["targets"]] == [
        sum(one["targets"][place][1] == "met" for one in own) for place in range(len(total["targets"]))
    ]
    # items: as `rectify list` counts them
    _, listed, _ = said(capsys, "--root", str(ROOT), "rectify", "list", *DAY)
    open_, overdue = re.search(r"未销(\d+)个，其中超期(\d+)个", listed).groups()  # type: ignore[union-attr]
    assert [rows[0]["items"][key] for key in ("open", "overdue")] == [int(open_), int(overdue)]
    names = {name for root in roots for pair in village_names(root).items() for name in pair}
    assert not [name for name in names if name in text]


def test_what_is_no_town_is_told_and_hides_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of towns, in the order given: each row is one, or says with place and remedy why it is none."""
    first = tiny(tmp_path / "甲镇")
    (tmp_path / "link").symlink_to(first)
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    tiny(first / "data" / "villages" / "xiaoquan")
    shutil.copytree(TINY, tmp_path / "faulty")
    faulty = tmp_path / "faulty/data/town.yaml"
    faulty.write_text(faulty.read_text("utf-8") + "parameters: {late_days: 三}\n", "utf-8")
    (tmp_path / "empty/data").mkdir(parents=True)
    (tmp_path / "empty/data/town.yaml").write_text("name: 空镇\ncounty: 县\nstaff: []\nvillages: []\n", "utf-8")
    lines = [
        "# 各镇", "", "link", "甲镇", "  ", "lost", "甲镇/data", "甲镇/data/villages/xiaoquan", "no\0where",
        "faulty", "empty", "甲镇/../甲镇", str(TINY),
    ]  # fmt: skip
    (tmp_path / "towns.txt").write_bytes("\r\n".join(lines).encode("gb18030"))
    monkeypatch.chdir(tmp_path)
    code, text, err = said(capsys, "rollup", "--towns", "towns.txt", "--format", "json", *DAY)
    *rows, last = rows_of(text)
    assert [(row["root"], [one["code"] for one in row["faults"]], row["exit"]) for row in rows] == [
        ("link", [], 1),
        ("甲镇", ["town_twice"], 2),
        ("lost", ["no_town"], 2),
        ("甲镇/data", ["town_above"], 2),
        ("甲镇/data/villages/xiaoquan", ["nested_root"], 2),
        ("no?where", ["no_town"], 2),
        ("faulty", ["catalogue_value"], 2),
        ("empty", ["nothing_to_check"], 3),
        ("甲镇/../甲镇", ["town_twice"], 2),
        (str(TINY), [], 1),
    ]
    assert (code, last["total"]["towns"], last["total"]["unread"]) == (3, 2, 8)
    assert "towns.txt:4:1: " in err
    assert f"写那个镇的文件夹：{first}" in err
    assert "faulty/data/town.yaml:" in err
    assert err.count("怎么办") == 8


def test_the_table_and_the_spreadsheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, err = said(capsys, "rollup", str(TINY), str(tmp_path), *DAY)
    assert (code, err.count("no_town")) == (2, 1)
    assert [line.split() for line in text.splitlines()[3:]] == [
        ["示例镇", "1", "2", "7", "16", "3", "0/0/1", "1/13", "0/0/0", "0/0"],
        [str(tmp_path), "读不了，原因见错误输出"],
        ["1个镇", "1", "2", "7", "16", "3", "0/0/1", "1/13", "0/0/0", "0/0"],
        ["截至2019-11-01"],
        ["有1个镇读不了，不在合计里"],
    ]
    _, text, _ = said(capsys, "rollup", str(TINY), str(tmp_path), "--format", "csv", *DAY)
    head, town, lost, total = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert (town[:4], town[5:8]) == (["1", str(TINY), "示例镇", "2019-11-01"], ["1", "0", "2"])
    assert [len(row) for row in (head, town, lost, total)] == [27] * 4
    assert (lost[:3], set(lost[2:-1]), total[2]) == (["2", str(tmp_path), ""], {""}, "1个镇")


def test_no_town_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "towns.txt").write_text("# none yet\n\n", "utf-8")
    for words in ((), ("--towns", str(tmp_path / "towns.txt"))):
        code, text, err = said(capsys, "rollup", *words)
        assert (code, text, "[no_towns]" in err) == (3, "", True)
    code, text, err = said(capsys, "rollup", "--towns", str(tmp_path))
    assert (code, text, "[not_a_file]" in err) == (2, "", True)


def test_a_row_comes_as_its_town_ends(tmp_path: Path) -> None:
    """Of a hundred towns none is open ahead of the row that is told, with one process."""
    opened = 0

    def named() -> Any:
        nonlocal opened
        for number in range(100):
            opened += 1
            folder = TINY if number == 0 else tmp_path
            yield rollup.Named(str(number), folder, Place("x", 0))

    rows = rollup._rows(named(), None, 1)
    assert next(rows).name == "示例镇"
    assert opened == 1


def test_no_town_is_kept_behind_its_row(tmp_path: Path) -> None:
    """However many there are, one is open at a time with one process."""
    roots = [tiny(tmp_path / str(number)) for number in range(4)]
    named = (rollup.Named(root.name, root, Place("x", 0)) for root in roots)
    before = sum(isinstance(one, Office) for one in gc.get_objects())
    for _ in rollup._rows(named, None, 1):
        gc.collect()
        assert sum(isinstance(one, Office) for one in gc.get_objects()) <= before + 1
