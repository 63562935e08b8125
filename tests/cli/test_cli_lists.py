"""The official lists: the right words in the right columns, out of the shipped records; in every form the same."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

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
    return next(one for one in found if one["number"] == code)


def test_problems(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    found = rows(capsysbinary, "problems", "dawantan")
    assert row(found, "DWT-05") == {
        "no": "6", "number": "DWT-05", "branch": "大湾滩村", "aspect": "组织建设", "standard": "2.5.a",
        "problem": "交易圈开了代表会，没见贴决议", "origin": "群众反映", "found_on": "2019-09-17", "degree": "部分达标",
        "cause": "搬东西，决议书夹在旧报里",
    }  # fmt: skip


def test_what_the_town_did_not_word_is_said_by_its_rule(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """CKY-09 rose from a rule; its plan lacks one of five parts. CKY-10 has no plan: its cells are empty."""
    found = rows(capsysbinary, "problems", "chuankouyi")
    assert row(found, "CKY-09")["problem"].startswith(
        "推进计划五要素：应有5，已有4，缺时间安排；有4项晚了：工作内容晚3天、"
    )
    assert row(found, "CKY-10")["cause"] == ""


def test_tasks(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """DWT-06 was extended to 30 November, in no phase's last days but the third's."""
    found = rows(capsysbinary, "tasks", "dawantan")
    assert row(found, "DWT-06") == {
        "no": "3", "number": "DWT-06", "branch": "大湾滩村", "problem": "后备干部差3名", "manner": "限期整改",
        "task": "补三名后备", "mark": "镇上审定名单",
        "start": "2019-06-14", "due": "2019-11-30", "phase": "对标考核阶段",
    }  # fmt: skip


def test_how_it_is_made_good_follows_the_first_limit_or_the_town_s_word(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """DWT-03 was to be gone in 15 days, DWT-02 in 30 and later; the town keeps DWT-07 under watch."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/town/2019/villages/dawantan.yaml"
    watched = "action: 长期坚持, by: T4, reason: 逐月看, until: 2019-12-31}"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("closures:\n", f"closures:\n  - {{item: DWT-07, date: 2019-10-20, {watched}\n"), "utf-8"
    )
    found = rows(capsysbinary, "measures", "dawantan", root=tmp_path)
    manners = {code: row(found, code)["manner"] for code in ("DWT-03", "DWT-02", "DWT-07")}
    assert manners == {"DWT-03": "立行立改", "DWT-02": "限期整改", "DWT-07": "长期坚持"}
    document = json.loads(asked(capsysbinary, "dawantan", "--list", "measures", "--format", "json", root=tmp_path))
    assert document["lists"][0]["note"].startswith("共9项：已完成5项，基本完成（持续整改）1项，未完成3项；")


def test_responsibilities(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The venue is the town's to build; nobody has recorded a supporting unit."""
    found = rows(capsysbinary, "duties", "dawantan")
    assert row(found, "DWT-08") == {
        "no": "9", "number": "DWT-08", "branch": "大湾滩村", "problem": "活动场所改造看样子年底完不了",
        "unit": "镇党建办", "responsible": "M02",
        "lead": "T1 镇党委书记", "support": "", "liaison": "T5 包村干部",
    }  # fmt: skip
    assert row(found, "DWT-06")["unit"] == "大湾滩村党支部"


def test_measures(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    found = rows(capsysbinary, "measures", "baiyutan")
    assert row(found, "BYT-02") == {
        "no": "2", "number": "BYT-02", "branch": "白羽滩村", "problem": "一季度公开没有村监会签字",
        "manner": "限期整改", "measure": "用公开审核单，村监会主任签字后再贴",
        "due": "2019-07-24", "progress": "2019-07-20 补报签字处近照", "proof": "20190702-1.jpg、20190720-1.jpg",
        "state": "已销号", "why_not": "",
        "claimed_on": "2019-07-20", "by": "T4 党建办", "reason": "现场核对公开栏和审核单", "closed_on": "2019-07-24",
        "note": "",
    }  # fmt: skip
    assert row(found, "BYT-04")["note"] == "已延期，首定时限2019-09-30"
    late = row(rows(capsysbinary, "measures", "dawantan"), "DWT-06")
    assert late["why_not"] == "两名在考驾照，冬天回"  # as it asked for more time; of what is closed nothing


def test_closings_are_those_closed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Five of nine in 大湾滩村."""
    found = rows(capsysbinary, "closing", "dawantan")
    assert [one["number"][-2:] for one in found] == ["01", "03", "04", "05", "09"]
    assert found[0]["result"] == "7月14日选出M04"


def test_the_ledgers_divide_the_villages(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Accepted as met: 白羽滩, 大湾滩, 柳哨; on 明镜湖 and 青岚坪 the town has said nothing: neither met nor unmet."""
    met, unmet, pending = (rows(capsysbinary, key) for key in ("met", "unmet", "pending"))
    names = [name for some in (met, unmet, pending) for name in dict.fromkeys(one["branch"] for one in some)]
    assert [one["branch"] for one in met] == ["白羽滩村", "大湾滩村", "柳哨村"]
    assert list(dict.fromkeys(one["branch"] for one in pending)) == ["明镜湖村", "青岚坪村", "镇直机关党支部"]
    assert sorted(names) == sorted(set(names))
    assert len(names) == 9  # the town-direct branch in a row of its own
    assert met[0] | {"own_score": ""} == {
        "no": "1", "branch": "白羽滩村", "secretary": "M01", "members": "29", "met": "27", "basic": "12",
        "not_applicable": "0", "own_score": "", "score": "96.17", "accepted_on": "2019-11-18",
        "lead": "T2 分管党建副书记", "keep_up": "", "note": "",
    }  # fmt: skip
    assert pending[0]["note"] == "系统建议：达标（镇还没有验收）"
    (nothing,) = (one for one in pending if one["branch"] == "青岚坪村")
    assert (nothing["standard"], nothing["score"], nothing["note"]) == ("", "", "没有任何记录")
    (own,) = (one for one in unmet if (one["branch"], one["standard"]) == ("赤岩沟村", "2.8"))
    assert own | {"no": ""} == {
        "no": "", "branch": "赤岩沟村", "secretary": "M01", "members": "14", "score": "67.39",
        "lead": "T2 分管党建副书记", "standard": "2.8", "title": "“互联网+”党建和党支部微信群", "degree": "部分达标",
        "gap": "有管理员的党支部微信群：应有1，现有0，还差1；线上活动：到期2期，做到1期，缺下半年",
        "cause": "没有人会管群", "measure": "由宣传委员建群，定管理员", "responsible": "村文书",
        "due": "2019-07-30", "state": "已退回、超期154天", "why_not": "", "note": "",
    }  # fmt: skip


def test_each_person_s_own_list_has_what_is_open(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = asked(capsysbinary, "dawantan", "--list", "tasks", "--by", "role", "--format", "json")
    groups = {one["title"]: len(one["rows"]) for one in json.loads(text)["lists"]}
    # M01: reserves; M03: pledges and dues; the venue is the town's.
    assert groups == {"任务清单（大湾滩村 M03）": 2, "任务清单（大湾滩村 M01）": 1, "任务清单（镇党建办）": 1}


def titles(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> dict[str, int]:
    """Titles of the sheets, with the number of their rows."""
    document = json.loads(asked(capsysbinary, *words, "--format", "json"))
    return {one["title"]: len(one["rows"]) for one in document["lists"]}


def test_how_bad_a_problem_is_not_said_of_one_that_is_gone(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """DWT-01, a vacancy, was filled; of CKY-08 no rule tells."""
    assert row(rows(capsysbinary, "problems", "dawantan"), "DWT-01")["degree"] == ""
    assert row(rows(capsysbinary, "problems", "chuankouyi"), "CKY-08")["degree"] == ""
    assert row(rows(capsysbinary, "problems", "chuankouyi"), "CKY-02")["degree"] == "部分达标"


def test_each_village_has_its_own_sheets(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Also where it has no items. 大湾滩村 is accepted, 青岚坪村 is not: each stands in one ledger."""
    villages = ["qinglanping", "dawantan", "--by", "village"]
    found = titles(capsysbinary, *villages, "--list", "tasks", "--list", "met", "--list", "pending")
    assert found == {
        "任务清单（大湾滩村）": 9, "达标党支部台账（大湾滩村）": 1,
        "任务清单（青岚坪村）": 0, "还没有结论的党支部（青岚坪村）": 1,
    }  # fmt: skip


@pytest.mark.parametrize("by", ["village", "role"])
def test_where_nothing_is_to_be_told_an_empty_table_tells_it(
    by: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ["qinglanping", "--by", by, "--format", "csv", "--list"]
    assert asked(capsysbinary, *words, "tasks").decode("utf-8-sig").startswith("序号,问题编号,村（党支部）,问题,")
    assert asked(capsysbinary, *words, "tasks").count(b"\r\n") == 1
    assert asked(capsysbinary, *words, "met").count(b"\r\n") == 1


def test_the_list_of_who_waits_for_whom(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """T4 is the Party office: disputes and claims wait for it, though it looks after no village. CKY-08 is disputed."""
    found = rows(capsysbinary, "register", "--for", "T4")
    assert row(found, "CKY-08")["branch"] == "川口驿村"
    assert {one["who"] for one in found} == {"镇党建办"}
    again = rows(capsysbinary, "register", "--for", "party_office")
    assert {one["number"] for one in found} <= {one["number"] for one in again}


def test_ledgers_of_somebody_are_of_the_villages_looked_after(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """T1 leads three villages and the town-direct branch."""
    found = {one["branch"] for key in ("met", "unmet", "pending") for one in rows(capsysbinary, key, "--for", "T1")}
    assert sorted(found) == sorted(["大湾滩村", "柳哨村", "青岚坪村", "镇直机关党支部"])


def test_a_slip_in_a_code_is_not_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(ROOT), "--lang", "zh", "lists", "--for", "T44", *DAY]) == 2
    shown = capsys.readouterr()
    assert "[unknown_whose]" in shown.err
    assert "是不是" not in shown.err  # nobody with another number was meant
    assert shown.out == ""


def test_names_are_handed_out_only_where_they_are_wanted(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Beside the codes, of the village's own people alone; every paper says which of the two it holds."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data/villages/dawantan/names.csv").write_text("code,name\nM03,某某\n", "utf-8")
    assert row(rows(capsysbinary, "duties", root=tmp_path), "DWT-02")["responsible"] == "M03"
    found = rows(capsysbinary, "duties", "--names", root=tmp_path)
    assert row(found, "DWT-02")["responsible"] == "M03（某某）"
    assert {one["responsible"] for one in found if "DWT" not in one["number"]} & {"M03（某某）"} == set()
    out = tmp_path / "outside"
    for words, said, name in (((), "人员只写代码", 0), (("--names",), "含姓名，只供内部使用", 1)):
        asked(capsysbinary, "--list", "duties", "--format", "md", "--out", str(out), *words, root=tmp_path)
        (path,) = out.iterdir()
        text = path.read_text("utf-8")
        assert said in text
        assert (text.count("某某") > 0) == name
        path.unlink()
    assert (
        "某某" in asked(capsysbinary, "dawantan", "--list", "duties", root=tmp_path).decode()
    )  # a screen of the office's


def test_names_go_into_no_folder_that_git_keeps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("/导出/\n*.xlsx\n", "utf-8")
    words = ["--root", str(tmp_path), "lists", "dawantan", "--list", "duties", *DAY, "--out"]
    csv_of = [*words, str(tmp_path / "表"), "--format", "csv"]
    assert run([*csv_of, "--names"]) == 5
    assert "[folder_kept]" in capsys.readouterr().err
    assert run([*words, str(tmp_path / "data"), "--format", "xlsx", "--names"]) == 5
    assert not (tmp_path / "表").exists()
    assert run(csv_of) == 0  # codes alone
    assert run([*words, str(tmp_path / "导出"), "--format", "csv", "--names"]) == 0


@pytest.mark.parametrize("format_", ["md", "csv", "json"])
def test_a_document_is_in_the_town_s_language_wherever_it_is_written(
    format_: str, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Cells as well as titles; only --lang changes it."""
    one_list = ["dawantan", "--list", "measures", "--format", format_]
    before = asked(capsysbinary, *one_list)
    monkeypatch.setenv("BRANCHSTD_LANG", "en")
    assert asked(capsysbinary, *one_list) == before
    assert b"Claimed on" in asked(capsysbinary, *one_list, "--lang", "en")


def test_markdown_says_whose_list_it_is_and_of_which_day(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    own = asked(capsysbinary, "dawantan", "--list", "tasks", "--format", "md").decode().splitlines()
    assert own[0] == "## 任务清单"
    assert own[2] == "填报单位：大湾滩村党支部　截至2019-12-31（当日结束时）"
    town = asked(capsysbinary, "--list", "tasks", "--format", "md", "--lang", "en").decode().splitlines()
    assert town[2] == "From: Party-building office of 澜草镇　At the end of 2019-12-31"


def test_what_concerns_somebody(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """T7 looks after four villages, of which three have items; M20 answers for one item in 大湾滩村."""
    villages = {one["branch"] for one in rows(capsysbinary, "problems", "--for", "T7")}
    assert villages == {"赤岩沟村", "川口驿村", "柳哨村"}
    assert [one["number"] for one in rows(capsysbinary, "tasks", "dawantan", "--for", "M20")] == ["DWT-04"]


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
    assert line.replace("\\|", "").count("|") == 11
    table = asked(capsysbinary, "dawantan", "--list", "tasks", "--format", "csv", root=tmp_path).decode()
    assert "甲|乙" in table


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "＝"])
def test_what_a_spreadsheet_would_compute_is_marked(
    opening: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/villages/dawantan/2019/rectify.yaml"
    path.write_text(path.read_text("utf-8").replace("补三名后备", f"'{opening}HYPERLINK(1)'"), "utf-8")
    table = asked(capsysbinary, "dawantan", "--list", "tasks", "--format", "csv", root=tmp_path).decode()
    assert f",'{opening}HYPERLINK(1)," in table


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


def test_villages_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    town = tmp_path / "data/town.yaml"
    town.write_text(town.read_text("utf-8").replace("name: 赤岩沟村", "name: 白羽滩村"), "utf-8")
    out = ["--by", "village", "--list", "tasks", "--format", "csv", "--out", str(tmp_path / "表"), *DAY]
    assert run(["--root", str(tmp_path), "lists", "baiyutan", "chiyangou", *out]) == 0
    names = sorted(path.name for path in (tmp_path / "表").iterdir())
    assert names == ["任务清单（白羽滩村）-2.csv", "任务清单（白羽滩村）.csv"]


def test_villages_without_items(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["qinglanping"], ["mingjinghu"]):
        assert run(["--root", str(ROOT), "lists", *words, "--list", "problems", "--list", "unmet", *DAY]) == 0
    assert "问题清单  （0项）" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["villages/dawantan/2019/rectify.yaml", "town/2019/villages/dawantan.yaml"])
def test_what_cannot_be_read_is_told_on_the_list(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty cell, or an empty list, would say that nobody has recorded anything."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data" / file).write_bytes(b"items: [\xff")
    for format_ in ("text", "md", "csv", "json"):
        words = ["lists", "--list", "problems", "--format", format_, *DAY]
        assert run(["--root", str(tmp_path), "--lang", "zh", *words]) == 2
        shown = capsys.readouterr()
        assert "[not_utf8]" in shown.err
        assert "BYT-01" in shown.out
        assert ("DWT-06" in shown.out) == (file[:4] != "town")  # the village's plan opens no item
        assert (f"data/{file}" in shown.out.replace("\n", "")) == (format_ != "csv")
    assert run(["--root", str(tmp_path), "lists", "baiyutan", "--list", "problems", *DAY]) == 0


def test_a_town_without_villages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/town.yaml").write_text("name: 空镇\ncounty: 某县\nvillages: []\n", "utf-8")
    assert run(["--root", str(tmp_path), "lists"]) == 3
    assert "[nothing_to_check]" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_fits_a_console(lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--root", str(ROOT), "--lang", lang, "lists", *DAY]) == 0
    shown = capsys.readouterr().out
    assert shown.count("DWT-06") == 4  # once in each of the four lists
    assert max(cell_len(line) for line in shown.splitlines()) <= 80


def test_a_code_that_several_villages_have(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """M01 is the first of every village: whose lists are asked for must be said."""
    assert run(["--root", str(ROOT), "--lang", "zh", "lists", "--for", "M01", *DAY]) == 2
    shown = capsysbinary.readouterr()
    assert "写上村：baiyutan/M01、chiyangou/M01、" in shown.err.decode()
    assert shown.out == b""
    apart = rows(capsysbinary, "tasks", "--for", "baiyutan/M01")
    assert apart == rows(capsysbinary, "tasks", "baiyutan", "--for", "M01") != []


def test_chinese_words_for_lists_states_and_roles(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    lists = [asked(capsysbinary, "--list", key, "--format", "json") for key in ("任务清单", "tasks")]
    assert lists[0] == lists[1]
    office = rows(capsysbinary, "register", "--for", "party_office")
    assert rows(capsysbinary, "register", "--for", "镇党建办") == office
    for lang in ("zh", "en"):
        said = []
        for word in ("returned", "已退回"):
            assert run(["--root", str(ROOT), "--lang", lang, "rectify", "list", "--state", word, *DAY]) == 0
            said.append(capsysbinary.readouterr().out)
        assert said[0] == said[1]
