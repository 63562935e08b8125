"""The official lists: the right words in the right columns, out of the shipped records; in every form the same."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from branchstd.__main__ import run
from samples import ROOT

Rows = list[dict[str, str]]
DAY = ["--as-of", "2019-12-31"]


def asked(capsysbinary: pytest.CaptureFixture[bytes], *words: str, root: Path = ROOT, code: int = 0) -> bytes:
    assert run(["--root", str(root), "lists", *words, *DAY]) == code
    return capsysbinary.readouterr().out


def rows(capsysbinary: pytest.CaptureFixture[bytes], key: str, *words: str, root: Path = ROOT) -> Rows:
    document = json.loads(asked(capsysbinary, *words, "--list", key, "--format", "json", root=root))
    (found,) = document["lists"]
    assert (document["format"], document["as_of"], found["list"]) == ("branchstd-lists-v1", "2019-12-31", key)
    return list(found["rows"])


def row(found: Rows, code: str) -> dict[str, str]:
    return next(one for one in found if one["number"].endswith(code))


def test_problems(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    found = rows(capsysbinary, "problems", "dawantan")
    assert row(found, "-05") == {
        "no": "6", "number": "2019-大湾滩村-2.5-05", "branch": "大湾滩村", "aspect": "组织建设", "standard": "2.5.a",
        "problem": "交易圈开了代表会，没见贴决议", "origin": "群众反映", "found_on": "2019-09-17", "degree": "部分达标",
        "cause": "搬东西，决议书夹在旧报里",
    }  # fmt: skip


def test_what_the_town_did_not_word_is_said_by_its_rule(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """CKY-09 rose from a rule; its plan lacks one of five parts. CKY-10 has no plan: its cells are empty."""
    found = rows(capsysbinary, "problems", "chuankouyi")
    assert row(found, "7.3-09")["problem"] == "推进计划五要素：应有5，已有4，缺时间安排"
    assert row(found, "3.2-10")["cause"] == ""


def test_tasks(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """DWT-06 was extended to 30 November, in no phase's last days but the third's."""
    found = rows(capsysbinary, "tasks", "dawantan")
    assert row(found, "4.5-06") == {
        "no": "3", "number": "2019-大湾滩村-4.5-06", "task": "补三名后备", "mark": "镇上审定名单",
        "start": "2019-06-14", "due": "2019-11-30", "phase": "对标考核阶段",
    }  # fmt: skip


def test_responsibilities(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The venue is the town's to build; nobody has recorded a supporting unit."""
    found = rows(capsysbinary, "duties", "dawantan")
    assert row(found, "6.3-08") == {
        "no": "9", "number": "2019-大湾滩村-6.3-08", "unit": "镇党建办", "responsible": "M02", "lead": "T1 镇党委书记",
        "support": "", "liaison": "T5 包村干部",
    }  # fmt: skip
    assert row(found, "4.5-06")["unit"] == "大湾滩村党支部"


def test_measures(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    found = rows(capsysbinary, "measures", "baiyutan")
    assert row(found, "2.7-02") == {
        "no": "2", "number": "2019-白羽滩村-2.7-02", "measure": "用公开审核单，村监会主任签字后再贴",
        "due": "2019-07-24", "progress": "2019-07-20 补报签字处近照", "proof": "20190702-1.jpg、20190720-1.jpg",
        "state": "已销号",
        "claimed_on": "2019-07-20", "by": "T4 党建办", "reason": "现场核对公开栏和审核单", "closed_on": "2019-07-24",
        "note": "",
    }  # fmt: skip
    assert row(found, "4.5-04")["note"] == "已延期，首定时限2019-09-30"


def test_closings_are_those_closed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Five of nine in 大湾滩村."""
    found = rows(capsysbinary, "closing", "dawantan")
    assert [one["number"][-2:] for one in found] == ["01", "03", "04", "05", "09"]
    assert found[0]["result"] == "7月14日选出M04"


def test_the_two_ledgers_divide_the_villages(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Accepted as met: 白羽滩, 大湾滩 and those that the town accepted; the rest stand in the other."""
    met, unmet = rows(capsysbinary, "met"), rows(capsysbinary, "unmet")
    names = [one["branch"] for one in (*met, *unmet)]
    assert sorted(names) == sorted(set(names))
    assert len(names) == 8
    assert met[0] | {"own_score": ""} == {
        "no": "1", "branch": "白羽滩村", "secretary": "M01", "members": "29", "met": "32", "basic": "8",
        "not_applicable": "0", "own_score": "", "score": "97.79", "accepted_on": "2019-11-18",
        "lead": "T2 分管党建副书记", "keep_up": "", "note": "",
    }  # fmt: skip
    new = next(one for one in unmet if one["branch"] == "青岚坪村")
    assert "镇还没有验收" in new["note"]


def test_each_person_s_own_list_has_what_is_open(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = asked(capsysbinary, "dawantan", "--list", "tasks", "--by", "role", "--format", "json")
    groups = {one["title"]: len(one["rows"]) for one in json.loads(text)["lists"]}
    # M01: reserves; M03: pledges and dues; the venue is the town's.
    assert groups == {"任务清单（大湾滩村 M03）": 2, "任务清单（大湾滩村 M01）": 1, "任务清单（镇党建办）": 1}


def test_what_concerns_somebody(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """T7 looks after four villages, of which three have items; M20 answers for one item in 大湾滩村."""
    villages = {one["branch"] for one in rows(capsysbinary, "problems", "--for", "T7")}
    assert villages == {"赤岩沟村", "川口驿村", "柳哨村"}
    assert [one["number"] for one in rows(capsysbinary, "tasks", "dawantan", "--for", "M20")] == [
        "2019-大湾滩村-3.2-04"
    ]


@pytest.mark.parametrize("key", ["problems", "tasks", "duties", "measures", "closing", "met", "unmet", "register"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_for_excel_has_the_same_cells(key: str, lang: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """UTF-8 with its mark and CRLF; read back it is what the programs get."""
    words = ["--lang", lang, "--list", key, "--format"]
    data = asked(capsysbinary, *words, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    read = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    (document,) = json.loads(asked(capsysbinary, *words, "json"))["lists"]
    assert read[0] == [column["title"] for column in document["columns"]]
    assert read[1:] == [list(one.values()) for one in document["rows"]]
    assert len(read) > 1


def test_markdown_holds_whatever_stands_in_a_cell(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/villages/dawantan/2019/rectify.yaml"
    text = path.read_text("utf-8").replace("补三名后备", '"甲|乙 <b>丙</b> =1+1"')
    path.write_text(text, "utf-8")
    shown = asked(capsysbinary, "dawantan", "--list", "tasks", "--format", "md", root=tmp_path).decode()
    (line,) = [line for line in shown.splitlines() if "甲" in line]
    assert "甲\\|乙 &lt;b>丙&lt;/b> =1+1" in line
    assert line.replace("\\|", "").count("|") == 8
    table = asked(capsysbinary, "dawantan", "--list", "tasks", "--format", "csv", root=tmp_path).decode()
    assert "甲|乙" in table


def test_what_a_spreadsheet_would_compute_is_marked(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/villages/dawantan/2019/rectify.yaml"
    path.write_text(path.read_text("utf-8").replace("补三名后备", "'=HYPERLINK(1)'"), "utf-8")
    table = asked(capsysbinary, "dawantan", "--list", "tasks", "--format", "csv", root=tmp_path).decode()
    assert ",'=HYPERLINK(1)," in table


def test_files_are_written_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ["--root", str(ROOT), "lists", "--format", "csv", "--out", str(tmp_path / "表"), *DAY]
    assert run(out) == 0
    assert sorted(path.name for path in (tmp_path / "表").iterdir()) == [
        "任务清单.csv", "整改措施台账.csv", "责任清单.csv", "问题清单.csv",
    ]  # fmt: skip
    assert run(out) == 5
    assert "[file_there]" in capsys.readouterr().err


def test_one_csv_holds_one_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(ROOT), "lists", "--format", "csv", *DAY]) == 2
    assert "[several_lists]" in capsys.readouterr().err


def test_villages_without_items_and_unreadable_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data/villages/dawantan/2019/rectify.yaml").write_bytes(b"items: [\xff")
    for words in (["qinglanping"], ["mingjinghu"], ["dawantan"], []):
        assert run(["--root", str(tmp_path), "lists", *words, "--list", "problems", "--list", "unmet", *DAY]) == 0
    assert "2019-大湾滩村-4.5-06" in capsys.readouterr().out  # the town's item stands, whatever became of the plan


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_fits_a_console(lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--root", str(ROOT), "--lang", lang, "lists", *DAY]) == 0
    shown = capsys.readouterr().out
    assert shown.count("2019-大湾滩村-4.5-06") == 4  # once in each of the four lists
