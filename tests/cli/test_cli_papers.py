"""Papers that are handed in: a branch's own books row by row, workbooks read back, calendars, lines for a message.

Expected by hand from the records of 柳哨村, a branch of six members and a seventh since 18 September.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from branchstd.__main__ import run
from branchstd.messages.messages import Messages
from branchstd.render.due_text import Call, by_role
from samples import ROOT, copy_of, standards

DAY = ["--as-of", "2019-12-31"]
BOOKS = ("one_list", "dues_book", "roster", "attendance", "duty_rota")
KEYS = ("problems", "tasks", "duties", "measures", "closing", "register", "met", "unmet", "pending", *BOOKS)


def said(capsysbinary: pytest.CaptureFixture[bytes], *words: str, root: Path = ROOT) -> bytes:
    assert run(["--root", str(root), *words]) == 0
    return capsysbinary.readouterr().out


def cells(capsysbinary: pytest.CaptureFixture[bytes], key: str, village: str = "liushao") -> list[list[str]]:
    text = said(capsysbinary, "lists", village, "--list", key, "--format", "csv", *DAY).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_dues_by_person_and_month(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """M05 paid each month late, in a row of his own; M07 joined in September and owes from October on."""
    head, *rows = cells(capsysbinary, "dues_book")
    assert head[:4] + head[-4:] == ["序号", "党员", "月应交", "1月", "12月", "累计应交", "累计实交", "未交月数"]
    assert rows[4] == ["5", "M05", "0.50", *["0.50"] * 12, "6.00", "6.00", ""]
    assert rows[6] == ["7", "M07", "0.50", *["—"] * 8, *["0.50"] * 4, "2.00", "2.00", ""]
    sums = [*["2.70"] * 8, *["3.20"] * 4]
    assert rows[7:] == [["", "合计", "", *sums, "34.40", "34.40", ""], ["", "登记实收", "", *sums, "", "34.40", ""]]


def test_who_did_not_pay_is_told_when_the_month_is_over(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """赤岩沟: M11 and M13 were left out of the collections of February and April, and made none good."""
    found = {row[1]: row for row in cells(capsysbinary, "dues_book", "chiyangou")}
    assert found["M11"][3:7] == ["1.00", "未交", "1.00", "未交"]
    text = said(capsysbinary, "lists", "chiyangou", "--list", "dues_book", "--format", "csv", "--as-of", "2019-02-20")
    early = {row[1]: row for row in csv.reader(io.StringIO(text.decode("utf-8-sig")))}
    assert early["M11"][3:8] == ["1.00", "", "", "", ""]  # the last day of February has not passed


def test_what_is_not_recorded_is_not_unpaid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A month without any collection, and a file that cannot be read, say nothing of anybody."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/villages/chiyangou/2019/dues.csv"
    text = path.read_text("utf-8")
    words = ["--root", str(tmp_path), "lists", "chiyangou", "--list", "dues_book", "--format", "csv", *DAY]
    path.write_text(re.sub(r"2019-03,.*\n", "", text), "utf-8")
    assert run(words) == 0
    found = {row[1]: row for row in csv.reader(io.StringIO(capsys.readouterr().out))}
    assert (found["M11"][3:7], found["M01"][5], found["M01"][-3:]) == (
        ["1.00", "未交", "未登记", "未交"], "未登记", ["12.00", "11.00", ""],
    )  # fmt: skip
    path.write_text(text.replace("2019-02-15", "2月某日"), "utf-8")
    assert run(words) == 2
    shown = capsys.readouterr().out
    assert ("未交," in shown, ",未登记," in shown) == (False, True)


def test_a_collection_from_some_says_nothing_of_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the collection of January only two who pay by the quarter are recorded there; those of July to September
    speak of nobody who pays by it. M23, whom that of March names as not having paid, has not.
    """
    gone = ["2019-01,", "2019-03,2019-04-10,M23", "2019-Q3,2019-10-05,M26"]
    root = copy_of(tmp_path, [{"file": "V/dues.csv", "drop": gone}])
    assert run(["--root", str(root), "lists", "baiyutan", "--list", "dues_book", "--format", "csv", *DAY]) == 0
    rows = csv.reader(io.StringIO(capsys.readouterr().out))
    months = {row[1]: (*row[3:12], row[-1]) for row in rows}
    assert months["M01"][0] == months["M24"][0] == "未登记"
    assert months["M25"][0] == months["M26"][0] == "1.00"
    assert months["M26"][6:] == ("未登记", "未登记", "未登记", "")
    assert (months["M23"][:3], months["M23"][-1]) == (("未登记", "1.00", "未交"), "1")
    assert months["合计"][-1] == "1"


def test_the_roster(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    head, *rows = cells(capsysbinary, "roster")
    assert head[1:6] + head[-2:] == ["党员", "性别", "出生年月", "入党日期", "转正日期", "来源类别", "备注"]
    assert [row[1] for row in rows] == [f"M0{number}" for number in range(1, 8)]
    assert rows[4] == ["5", "M05", "男", "1990-09", "2013-11-16", "2014-11-16", "", "", "", "0.50", "", "流动党员"]


def test_attendance_by_member_and_meeting(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """22 meetings of all members; on 18 September five came of seven on the roster: who, nobody can tell."""
    head, *rows = cells(capsysbinary, "attendance")
    assert head[2:4] == ["1月9日支部党员大会", "1月16日主题党日"]
    assert len(head) == 2 + 22 + 5
    assert rows[2][2:5] == ["√", "×", "×"]  # M03 on 9 and 16 January, 19 February
    place = head.index("9月18日支部党员大会")
    assert [row[place] for row in rows] == ["?", "?", "?", "?", "×", "?", "?", "5/6"]
    assert rows[4][-5:] == ["22", "4", "18", "", "18.18%"]
    assert rows[6][2] == "—"  # no member yet
    assert rows[6][-5:] == ["8", "7", "0", "1", "100%"]


def test_shifts(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    head, *rows = cells(capsysbinary, "duty_rota")
    assert (head[1], head[-2:]) == ("值班人", ["到岗次数", "办理件数"])
    p01 = ["3", "3", "3", "3", "3", "4", "3", "3", "3", "3", "3", "3"]
    assert rows[2] == ["3", "P01", "村民委员会 成员", *p01, "37", "44"]
    assert rows[3][3:] == ["9", "8", "9", "9", "9", "9", "7", "6", "9", "9", "9", "9", "102", "105"]


def test_the_one_list_has_every_standard(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """1.5 is of poor villages; on 2.8 of 赤岩沟 an item is open since July."""
    head, *rows = cells(capsysbinary, "one_list")
    assert head[3:8] == ["运行标准", "验收标准", "当前进度", "未达标内容", "整改时限"]
    assert head[8:] == ["责任人", "自查结果", "自查差距和原因"]
    assert len(rows) == 42
    assert rows[4][1] == "1.5"
    assert rows[4][5:] == ["不适用", "", "", "第一书记", "不适用", "不是贫困村"]
    (own,) = (row for row in cells(capsysbinary, "one_list", "chiyangou") if row[1] == "2.8")
    assert own[5].startswith("部分达标 ")
    assert own[6:9] == [
        "有管理员的党支部微信群：应有1，现有0，还差1；线上活动：到期2期，做到1期，缺下半年", "2019-07-30", "村文书",
    ]  # fmt: skip


def test_a_branch_without_records_has_empty_books(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for key in ("dues_book", "roster", "attendance", "duty_rota"):
        text = said(capsysbinary, "lists", "qinglanping", "--list", key, "--format", "json", *DAY)
        (found,) = json.loads(text)["lists"]
        assert [row for row in found["rows"] if row["no"]] == [], key


def spelt(text: str) -> str:
    """Days as papers have them."""
    return re.sub(
        r"(?<![\w./-])(\d{4})-(\d\d)-(\d\d)(?![\w./-])",
        lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text, flags=re.ASCII,
    )  # fmt: skip


def test_a_workbook_says_what_the_tables_say(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Title, unit and day, head, rows, note, who signs; each cell the CSV's, numbers as numbers, days spelt out."""
    wanted = [word for key in KEYS for word in ("--list", key)]
    said(capsysbinary, "lists", "chiyangou", *wanted, "--format", "xlsx", "--out", str(tmp_path), *DAY)
    document = json.loads(said(capsysbinary, "lists", "chiyangou", *wanted, "--format", "json", *DAY))
    book = load_workbook(tmp_path / "清单.xlsx")
    assert len(book.worksheets) == len(document["lists"]) >= len(KEYS)
    for page, found in zip(book.worksheets, document["lists"], strict=True):
        rows = [["" if cell.value is None else cell.value for cell in row] for row in page.iter_rows()]
        assert rows[0][0] == found["title"]
        assert [cell for cell in rows[1] if cell] == list(map(spelt, found["head"]))
        assert rows[2] == [column["title"] for column in found["columns"]]
        for row, values in zip(rows[3:], found["rows"], strict=False):
            for cell, text in zip(row, values.values(), strict=True):
                assert cell == (float(text) if isinstance(cell, int | float) else spelt(text))
        assert rows[3 + len(found["rows"])][0] == f"注：{spelt(found['note'])}"
        assert rows[-1][0].startswith("填报人：")
        assert (page.page_setup.orientation, page.page_setup.paperSize, page.print_title_rows) == (
            "landscape", 9, "$3:$3",
        )  # fmt: skip
        assert page.print_area.endswith(f"${len(rows)}")  # who signs is printed too
        assert page.freeze_panes == "D4"
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


PAYLOADS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "https://example.org/", "0123"]


def test_what_could_run_stays_text(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/villages/dawantan/2019/rectify.yaml"
    left = iter(PAYLOADS)
    text = re.sub(r"task: .*", lambda m: f"task: {json.dumps(next(left, 'x'))}", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    words = ["lists", "dawantan", "--list", "tasks", "--format", "xlsx", "--out", str(tmp_path / "表"), *DAY]
    said(capsysbinary, *words, root=tmp_path)
    page = load_workbook(tmp_path / "表/任务清单.xlsx").active
    assert page is not None
    found = [cell for row in page.iter_rows() for cell in row if cell.value in PAYLOADS]
    assert {(cell.data_type, cell.hyperlink) for cell in found} == {("s", None)}
    assert sorted(str(cell.value) for cell in found) == sorted(PAYLOADS)


def test_workbooks_are_one_a_village_and_always_the_same(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    made = []
    for name in ("a", "b"):
        words = ["--by", "village", "--list", "tasks", "--list", "roster", "--format", "xlsx"]
        said(capsysbinary, "lists", "liushao", "qinglanping", *words, "--out", str(tmp_path / name), *DAY)
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert sorted(made[0]) == ["清单（柳哨村）.xlsx", "清单（青岚坪村）.xlsx"]
    book = load_workbook(io.BytesIO(made[0]["清单（柳哨村）.xlsx"]))
    assert book.sheetnames == ["任务清单（柳哨村）", "党员花名册（柳哨村）"]


def test_english_words_and_days_are_whole(tmp_path: Path) -> None:
    """No heading is broken within a word, however many columns there are."""
    words = ["lists", "dawantan", "--list", "unmet", "--format", "xlsx", "--out", str(tmp_path)]
    assert run(["--root", str(ROOT), "--lang", "en", *words, "--as-of", "2019-10-01"]) == 0
    (path,) = tmp_path.iterdir()
    sheet = load_workbook(path).active
    assert sheet is not None
    heads = {cell.column_letter: str(cell.value) for cell in sheet[3]}
    assert len(heads) > 10
    for column, head in heads.items():
        assert sheet.column_dimensions[column].width > max(map(len, head.split())), head
    assert any("1 October 2019" in str(cell.value) for cell in sheet[2])


def test_the_draw_is_that_of_inspect(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    seed = ["--seed", "6月1日 甲乙丙"]
    drawn = said(capsysbinary, "inspect", "draw", "liushao", "qinglanping", *seed, "--format", "csv")
    assert (
        said(capsysbinary, "lists", "liushao", "qinglanping", "--list", "抽签表", *seed, "--format", "csv", *DAY)
        == drawn
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--format", "xlsx"], "needs_out"),
        (["--list", "draw"], "draw_and_seed"),
        (["--seed", "a"], "draw_and_seed"),
    ],
)  # fmt: skip
def test_what_does_not_go_together(words: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(ROOT), "lists", *words, *DAY]) == 2
    shown = capsys.readouterr()
    assert (f"[{code}]" in shown.err, shown.out) == (True, "")


def events(text: bytes) -> list[dict[str, str]]:
    """Read back as RFC 5545 has it: folded lines, escapes, events between BEGIN and END."""
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert text.count(b"\n") == text.count(b"\r\n")
    lines = text.decode("utf-8").replace("\r\n ", "").splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in {"END", "BEGIN"}:
            found[-1][name.partition(";")[0]] = re.sub(
                r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value
            )  # fmt: skip
    return found


def test_a_calendar_has_what_is_due(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """As `due` tells it of 大湾滩 on 30 June; the later file says the same of what is left, under the same UID."""
    words = ["due", "dawantan", "--format", "ics", "--until", "2019-07-15", "--as-of"]
    text = said(capsysbinary, *words, "2019-06-30")
    found = events(text)
    (late,) = (one for one in found if "-late-" in one["UID"])
    assert late == {
        "UID": "dawantan-1.3.a-late-20190710@branchstd", "DTSTAMP": "20190630T000000Z", "DTSTART": "20190710",
        "DTEND": "20190711", "SUMMARY": "大湾滩村：骨干参加镇专题培训：第一书记",
        "DESCRIPTION": "1.3.a 镇党建办；已经缺了，这天以前补上还算一部分", "CATEGORIES": "镇党建办",
        "TRANSP": "TRANSPARENT",
    }  # fmt: skip
    ids = [one["UID"] for one in found]
    assert len(ids) == len(set(ids))
    again = [one["UID"] for one in events(said(capsysbinary, *words, "2019-07-12"))]
    assert "dawantan-2.7.b-due-20190715@branchstd" in set(ids) & set(again)
    days = {date.fromisoformat(f"{d[:4]}-{d[4:6]}-{d[6:]}") for d in (one["DTSTART"] for one in found)}
    assert min(days) > date(2019, 6, 30)
    assert max(days) == date(2019, 7, 15)


def test_signs_of_the_calendar_s_own_are_text(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    town = tmp_path / "data/town.yaml"
    name = "大湾,滩;村\\甲" + "长" * 30
    town.write_text(town.read_text("utf-8").replace("name: 大湾滩村", f"name: '{name}'"), "utf-8")
    text = said(
        capsysbinary, "due", "dawantan", "--format", "ics", "--days", "1", "--as-of", "2019-06-30", root=tmp_path
    )
    assert {one["SUMMARY"].partition("：")[0] for one in events(text)} == {name}


def test_lines_to_be_sent_on(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = said(capsysbinary, "due", "dawantan", "--by", "role", "--until", "2019-07-10", "--as-of", "2019-06-30")
    assert text.decode().split("\n\n") == [
        "镇党建办：\n7月10日前补上：骨干参加镇专题培训：第一书记（大湾滩村）",
        "党支部书记：\n7月10日前：问题销号：DWT-02（大湾滩村）",
        "",
    ]
    assert run(["--root", str(ROOT), "due", "--by", "role", "--format", "ics"]) == 2


def test_a_role_gets_ten_lines_at_most() -> None:
    """Two villages that lack the same stand on one of them; the next days come first."""
    messages = Messages("zh", *standards())
    days = [date(2019, 7, number) for number in (*range(12, 0, -1), 12)]
    found = [
        Call(day, f"v{number}", f"{number}村", "3.4.a", "clerk", f"做{day.day}", late=False)
        for number, day in enumerate(days)
    ]
    head, *lines = by_role(found, messages)
    assert (head, lines[0], lines[8], lines[9:]) == (
        "村文书：", "7月1日前：做1（11村）", "7月9日前：做9（3村）", ["另有3条，看 branchstd due", ""],
    )  # fmt: skip
    assert next(line for line in by_role(found[:1] + found[-1:], messages) if "做12" in line).endswith("（0村、12村）")
