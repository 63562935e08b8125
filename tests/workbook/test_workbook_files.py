"""`export` and `import` with files as they come: from Excel, WPS and LibreOffice, spoilt, hostile, again."""

from __future__ import annotations

import io
import random
import re
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from bombs import BOMBS, CELL, FIRST, ods, record, xls, xlsx
from openpyxl import Workbook

from branchstd.workbook.grids import BookError, read_grids

Said = Callable[..., tuple[int, str, str]]
BOOK = Path("导出/柳哨村2019年记录.xlsx")
DUES = Path("data/villages/liushao/2019/dues.csv")


def tree(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted((root / "data").rglob("*")) if path.is_file()
    }


def edited(office: Path, *cells: tuple[str, str, object], book: Path = BOOK) -> None:
    """As Excel saves it: sheet, cell, value."""
    whole = load(office, book)
    for sheet, cell, value in cells:
        whole[sheet][cell] = value
    whole.save(office / book)


def load(office: Path, book: Path = BOOK) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(office / book)


def test_out_changed_back_and_undone(office: Path, say: Said) -> None:
    before = tree(office)
    code, out, _ = say("export", "柳哨村")
    assert (code, out) == (0, "写好了1个工作簿：导出\n")
    edited(office, ("党费收缴", "F4", 2.8), ("花名册", "C5", "马秀兰兰"), ("任职", "B4", "马秀兰兰"))
    code, out, _ = say("import", str(BOOK), "--dry-run")
    assert code == 0
    assert "党费收缴!F4 合计：2.70 → 2.8" in out.splitlines()
    assert tree(office) == before
    code, out, err = say("import", str(BOOK))
    assert (code, err) == (0, "")
    name = re.search(r"branchstd undo (\S+)", out)
    assert name
    after = tree(office)
    changed = [file for file in after if after[file] != before.get(file)]
    assert changed == [
        "data/villages/liushao/2019/dues.csv",
        "data/villages/liushao/2019/posts.csv",
        "data/villages/liushao/names.csv",
    ]
    assert b"2019-01-09,,\xe6\x97\xa0,2.8,1-6" in after[str(DUES)]
    code, out, _ = say("import", str(BOOK))
    assert (code, "没有要收的" in out, tree(office)) == (0, True, after)
    assert say("undo", name[1])[0] == 0
    assert tree(office) == before


def test_nothing_is_taken_where_one_cell_is_wrong(office: Path, say: Said) -> None:
    say("export", "liushao")
    before = tree(office)
    edited(office, ("党费收缴", "F4", "2.80"), ("党费收缴", "C5", "2019-02-30"), ("坐班", "C4", "没有的人"))
    code, _, err = say("import", str(BOOK))
    assert (code, tree(office)) == (2, before)
    assert "党费收缴!C5: 错误[bad_date]" in err
    assert "坐班!C4: 错误[name_unknown]" in err


def test_what_is_wrong_goes_back_in_red(office: Path, say: Said) -> None:
    """Put right in the copy itself, it is taken."""
    from openpyxl import load_workbook

    say("export", "liushao")
    edited(office, ("党费收缴", "F4", "2.80"), ("党费收缴", "C5", "2019-02-30"), ("坐班", "C4", "没有的人、不认识的"))
    code, out, _ = say("import", str(BOOK))
    copy = BOOK.with_name("柳哨村2019年记录（问题）.xlsx")
    assert (code, f"发回去改：{copy.name}" in out) == (2, True)
    book = load_workbook(office / copy)
    told = {row[0].value: (row[1].value, row[0].hyperlink.location) for row in book["问题"].iter_rows(min_row=2)}
    assert told["党费收缴!C5"] == ("“收缴日期”的日期“2019-02-30”不存在", "'党费收缴'!C5")
    assert set(told) == {"党费收缴!C5", "坐班!C4"}
    assert told["坐班!C4"][0] == "“没有的人”不在本村的花名册里\n“不认识的”不在本村的花名册里"
    # Nobody else sees to it that of several lines all show: two here, and the guide's third line has two as well.
    assert book["问题"].row_dimensions[3].height >= 30
    assert book["填写说明"].row_dimensions[4].height >= 36
    assert (book["问题"].page_setup.orientation, book["问题"].page_setup.fitToHeight) == ("landscape", 0)
    red = {f"{sheet.title}!{cell.coordinate}" for sheet in book for row in sheet for cell in row
           if cell.fill.fgColor.rgb == "FFFFC7CE"}  # fmt: skip
    assert red == set(told)
    assert "不存在" in book["党费收缴"]["C5"].comment.text
    book["党费收缴"]["C5"], book["坐班"]["C4"] = "2019-02-13", "才让东智"
    book.save(office / copy)
    code, out, err = say("import", str(copy))
    assert (code, err) == (0, "")
    assert "党费收缴!F4 合计：2.70 → 2.80" in out


def test_faults_of_all_layers_at_once(office: Path, say: Said) -> None:
    """Cells with errors, texts that cannot be read, a cell that others changed, contradictions: also in a row of which
    another cell cannot be read. Who mends one must not find the next behind it.
    """
    say("export", "liushao")
    path = office / DUES
    path.write_bytes(re.sub(rb"(2019-02-13,,[^,]*,)2.70", rb"\g<1>2.60", path.read_bytes()))
    wrong = {
        "党费收缴!F4": ("#REF!", "book_cell_error"), "坐班!E4": ("#N/A", "book_cell_error"),
        "党费收缴!C5": ("2019-02-30", "bad_date"), "坐班!C5": ("没有的人", "name_unknown"),
        "花名册!E4": ("年轻", "bad_month"), "党费收缴!F5": ("2.80", "book_conflict"),
        "活动!N5": ("9", "present_exceeds"), "花名册!G5": ("2008-06-27", "wrong_order"),
        "任职!G5": ("2017-01-01", "wrong_order"), "花名册!G4": ("1990-01-01", "wrong_order"),
    }  # fmt: skip
    edited(office, *((*cell.split("!"), said) for cell, (said, _) in wrong.items()))
    code, _, err = say("import", str(BOOK))
    told = dict(re.findall(r"(?m)^(\S+!\w+): 错误\[(\w+)\]", err))
    assert (code, told) == (2, {cell: code for cell, (_, code) in wrong.items()})


def test_the_branch_answers_all_standards_on_one_sheet(office: Path, say: Said) -> None:
    """Of a village that has answered none in this round all 42 stand there, with what the records show beside them."""
    from openpyxl import load_workbook

    say("export", "qinglanping")
    path = BOOK.with_name("青岚坪村2019年记录.xlsx")
    book = load_workbook(office / path)
    sheet = book["自查"]
    rows = {row[3].value: row for row in sheet.iter_rows(min_row=4) if row[0].value}
    assert len(rows) == 42
    one = rows["1.2"]
    assert [cell.value for cell in one[1:5]] == ["自查评估", None, "1.2", "政治理论学习教育常态化"]
    assert one[6].value.startswith("未达标 0.00/")
    assert say("import", str(path))[1].endswith("一个文件也没有改\n")
    one[2].value, one[9].value, one[10].value = "2019-10-12", "未达标", "没有记录"
    book.save(office / path)
    code, _, err = say("import", str(path))
    assert (code, err) == (0, "")
    answers = (office / "data/villages/qinglanping/2019/self_check.csv").read_text("utf-8-sig").splitlines()
    assert len(answers) == 2
    for said in ("自查评估", "2019-10-12", "1.2", "未达标", "没有记录"):
        assert said in answers[1].split(",")
    assert say("import", str(path))[1].endswith("一个文件也没有改\n")
    one[6].value = "达标 1.35/1.35"
    book.save(office / path)
    assert "[book_cell_computed] “当前进度”只给看" in say("import", str(path))[2]


def test_what_the_check_refuses_is_told_at_its_cell(office: Path, say: Said) -> None:
    """A person who is not there, a day after the year: only the records together tell."""
    say("export", "liushao", "--codes")
    edited(office, ("坐班", "C4", "M77"))
    code, _, err = say("import", str(BOOK))
    assert code == 2
    assert "坐班!C4: 错误[unknown_reference]" in err


def test_what_a_change_spoils_elsewhere_is_told_at_that_cell(office: Path, say: Said) -> None:
    """M02 gets another code; the post of row 5, which nobody touched, names M02."""
    say("export", "liushao", "--codes")
    edited(office, ("花名册", "B5", "M77"))
    code, _, err = say("import", str(BOOK))
    assert code == 2
    assert "任职!B5: 错误[unknown_reference]" in err
    assert "posts.csv" not in err


def test_a_fault_in_a_row_whose_key_others_changed(office: Path, say: Said) -> None:
    """Collected on another day meanwhile; who did not pay is nobody of the village."""
    say("export", "liushao", "--codes")
    path = office / DUES
    path.write_bytes(path.read_bytes().replace(b"2019-01-09", b"2019-01-10"))
    edited(office, ("党费收缴", "E4", "M77"))
    code, _, err = say("import", str(BOOK))
    assert (code, "党费收缴!E4: 错误[unknown_reference]" in err) == (2, True)


def test_what_lacks_is_told_at_its_empty_cell(office: Path, say: Said) -> None:
    """A lecture without who gave it: the red cell is the one to be filled in, and the copy opens on the list."""
    from openpyxl import load_workbook

    say("export", "liushao")
    sheet = load_workbook(office / BOOK)["活动"]
    row = next(number for number in range(4, 200) if sheet[f"A{number}"].value is None)
    heads = {cell.value: cell.column_letter for cell in sheet[3]}
    new = {"日期": "2019-11-13", "种类": "党课", "专题": "讲章程", "应到人数": "7", "实到人数": "6"}
    edited(office, *(("活动", f"{heads[title]}{row}", text) for title, text in new.items()))
    code, _, err = say("import", str(BOOK))
    assert (code, f"活动!{heads['主讲或经办人']}{row}: 错误[field_for_kind]" in err) == (2, True)
    copy = BOOK.with_name("柳哨村2019年记录（问题）.xlsx")
    assert load_workbook(office / copy).active.title == "问题"
    assert say("import", str(copy))[0] == 2
    assert BOOK.with_name("柳哨村2019年记录（问题2）.xlsx").exists()


def test_errors_and_formulas_say_nothing(office: Path, say: Said) -> None:
    say("export", "liushao")
    edited(office, ("党费收缴", "G4", "=1+1"))  # nobody has worked it out
    assert "党费收缴!G4: 错误[book_cell_error]" in say("import", str(BOOK))[2]
    edited(office, ("党费收缴", "G4", "#REF!"))
    assert "党费收缴!G4: 错误[book_cell_error]" in say("import", str(BOOK))[2]


def test_cells_that_are_merged_downwards_say_the_same(office: Path, say: Said) -> None:
    from openpyxl import load_workbook

    say("export", "liushao")
    book = load_workbook(office / BOOK)
    sheet = book["任职"]
    same = next(n for n in range(4, 20) if sheet[f"C{n}"].value == sheet[f"C{n + 1}"].value)
    sheet.merge_cells(f"C{same}:C{same + 1}")
    book.save(office / BOOK)
    assert say("import", str(BOOK))[1].endswith("一个文件也没有改\n")


def test_what_cannot_be_read_is_told_by_export(office: Path, say: Said) -> None:
    path = office / "data/villages/liushao/2019/dues.csv"
    path.write_bytes(path.read_bytes().replace(b"2019-01-09", b"2019-13-06"))
    assert "柳哨村：有1条记录读不出来，没有写进工作簿" in say("export", "liushao")[1]


def test_a_folder_that_git_keeps_is_refused(office: Path, say: Said) -> None:
    subprocess.run(["git", "init", "-q", str(office)], check=True)
    code, _, err = say("export", "liushao")
    assert (code, "folder_kept" in err, (office / "导出").exists()) == (5, True, False)
    (office / ".gitignore").write_text("导出/\n", "utf-8")
    assert say("export", "liushao")[0] == 0


def test_a_folder_of_the_records_is_refused(office: Path, say: Said) -> None:
    (office / "side").symlink_to(office / "data/villages")
    for folder in ("data/villages/liushao", "data/新", "side"):
        code, _, err = say("export", "liushao", "-o", folder)
        assert (code, "错误[folder_kept] 这个文件夹属于记录" in err) == (5, True)
    assert not list(office.rglob("*.xlsx"))


def test_no_copy_goes_where_git_would_keep_it(office: Path, say: Said) -> None:
    """What was refused is told all the same."""
    say("export", "liushao")
    edited(office, ("党费收缴", "C5", "2019-02-30"))
    subprocess.run(["git", "init", "-q", str(office)], check=True)
    code, _, err = say("import", str(BOOK))
    assert (code, "党费收缴!C5: 错误[bad_date]" in err, "错误[folder_kept]" in err) == (5, True, True)
    assert [path.name for path in office.rglob("*.xlsx")] == [BOOK.name]


def test_a_cell_that_fills_another_column(office: Path, say: Said) -> None:
    """主题党日（议事日） is a kind and its form, 沟外小组会 a kind and its group, 四季度公开 a kind and its quarter."""
    say("export", "chiyangou")
    path = BOOK.with_name("赤岩沟村2019年记录.xlsx")
    sheet = load(office, path)["活动"]
    heads = {cell.value: cell.column_letter for cell in sheet[3]}
    row = next(number for number in range(4, 200) if sheet[f"A{number}"].value is None)
    meeting = {"专题": "议一议", "应到人数": "7", "实到人数": "7"}
    new = [
        {"日期": "2019-12-03", "种类": "主题党日（议事日）", **meeting},
        {"日期": "2019-12-04", "种类": "沟外小组会", **meeting},
        {"日期": "2019-12-05", "种类": "四季度公开", "内容代码": "党务、村务"},
    ]
    cells = [("活动", f"{heads[title]}{row + n}", text) for n, one in enumerate(new) for title, text in one.items()]
    edited(office, *cells, book=path)
    code, _, err = say("import", str(path))
    assert (code, err) == (0, "")
    text = (office / "data/villages/chiyangou/2019/activities/2019-12.yaml").read_text("utf-8")
    for said in (
        "date: 2019-12-03\n    kind: 主题党日\n    form: 议事日\n",
        "date: 2019-12-04\n    kind: 党小组会\n    topic: 议一议\n    group: G1\n",
        "date: 2019-12-05\n    kind: 党务村务公开\n    period: 2019-Q4\n",
    ):
        assert said in text
    assert say("import", str(path))[1].endswith("一个文件也没有改\n")


def test_a_village_without_people_begins_with_its_workbook(office: Path, say: Said) -> None:
    """Names stand in the roster before anybody knows a code, and other sheets may say them at once."""
    assert say("export", "qinglanping")[0] == 0
    path = BOOK.with_name("青岚坪村2019年记录.xlsx")
    book = load(office, path)
    heads = {name: {c.value: c.column_letter for c in book[name][3]} for name in ("花名册", "任职")}
    assert [cell.value for cell in book["党小组"][3]] == ["id", "小组代码", "名称", "成立日期", "撤销日期"]
    assert book["任职"][f"{heads['任职']['人员']}3"].comment.text == "必填；写姓名，或者人员代码"
    roster = {"姓名": "才让", "入党日期": "2008-07-01", "转正日期": "2009-07-01", "所在党小组": "桥上组"}
    post = {"人员": "才让", "组织": "党支部委员会", "职务": "书记", "任职起": "2018-12-25"}
    edited(
        office,
        *(("花名册", f"{heads['花名册'][title]}4", text) for title, text in roster.items()),
        *(("任职", f"{heads['任职'][title]}4", text) for title, text in post.items()),
        *(("党小组", cell, text) for cell, text in {"B4": "G1", "C4": "桥上党小组", "D4": "2018.1.1"}.items()),
        book=path,
    )
    code, _, err = say("import", str(path))
    assert (code, err) == (0, "")
    folder = office / "data/villages/qinglanping/2019"
    assert (folder / "people.csv").read_text("utf-8-sig").splitlines()[1] == "M01,,,2008-07-01,2009-07-01,,G1,,"
    assert "groups:\n  - {code: G1, name: 桥上党小组, start: 2018-01-01}\n" in (folder / "village.yaml").read_text(
        "utf-8"
    )


def test_one_of_several_that_is_refused(office: Path, say: Said) -> None:
    say("export", "liushao", "qinglanping")
    edited(office, ("党费收缴", "F4", 2.8))
    other = BOOK.with_name("不是.xlsx")
    (office / other).write_bytes(b"PK")
    code, out, err = say("import", str(other), str(BOOK))
    assert (code, "不是.xlsx" in err, "党费收缴!F4 合计：2.70 → 2.8" in out) == (2, True, True)
    assert b"2.8,1-6" in (office / DUES).read_bytes()


def test_a_village_of_any_name(office: Path, say: Said) -> None:
    """Its workbook comes back under a name that every system takes."""
    path = office / "data/town.yaml"
    path.write_text(path.read_text("utf-8").replace("柳哨村", '"柳{0}\'哨\\"../村"'), "utf-8")
    assert say("export", "liushao")[0] == 0
    (book,) = (office / "导出").iterdir()
    assert book.name == "柳{0}'哨-..-村2019年记录.xlsx"
    code, out, err = say("import", str(book))
    assert (code, err, out.endswith("一个文件也没有改\n")) == (0, "", True)


def test_a_text_longer_than_a_cell_stays(office: Path, say: Said) -> None:
    """Names of 2 pictures with 9,000 characters each; a cell takes 16,000 of ours."""
    path = office / "data/villages/liushao/2019/activities/2019-01.yaml"
    long = f"    image: [{'照' * 8_996}.jpg, {'片' * 8_996}.jpg]"
    path.write_text(path.read_text("utf-8").replace("    image: [ls0109.jpg]", long), "utf-8")
    assert say("export", "liushao")[0] == 0
    before = tree(office)
    assert say("import", str(BOOK))[1].endswith("一个文件也没有改\n")
    cells = {str(cell.value): cell for row in load(office)["活动"].iter_rows(min_row=4) for cell in row}
    shown = next(text for text in cells if "照照" in text)
    assert (len(shown), shown.endswith("（太长，后面没有导出）")) == (16_000, True)
    row, pictures = cells[shown].row, cells[shown].coordinate
    heads = {cell.value: cell.column_letter for cell in load(office)["活动"][3]}
    edited(office, ("活动", f"{heads['专题']}{row}", "讲章程"))
    assert say("import", str(BOOK))[0] == 0
    after = tree(office)
    assert [file for file in after if after[file] != before[file]] == [str(path.relative_to(office))]
    assert long in path.read_text("utf-8")
    edited(office, ("活动", pictures, shown[1:]))
    code, _, err = say("import", str(BOOK))
    assert (code, f"活动!{pictures}: 错误[book_cell_cut]" in err) == (2, True)


def git(office: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-c", "core.quotepath=false", *words]
    return subprocess.run(command, cwd=office, check=True, capture_output=True, text=True).stdout


def test_a_commit_in_the_village_s_name(office: Path, say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names stay on the machine; what git was not told before is told first."""
    (office / ".gitignore").write_text("导出/\nnames.csv\n.branchstd/\n", "utf-8")
    git(office, "init", "--quiet")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message", "all")
    say("export", "liushao")
    edited(office, ("党费收缴", "F4", "2.80"), ("花名册", "C5", "马秀兰兰"))
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "x")
    code, out, err = say("import", str(BOOK), "--commit")
    assert (code, err, "已经提交，作者写柳哨村" in out) == (0, "", True)
    assert git(office, "log", "-1", "--format=%an %s", "--name-only").split() == [
        "柳哨村", "导入柳哨村2019年记录.xlsx", "data/villages/liushao/2019/dues.csv",
    ]  # fmt: skip
    assert git(office, "status", "--porcelain") == ""
    (office / "data/villages/liushao/2019/duty.csv").write_bytes(b"")
    assert "还有1处改动没有提交" in say("import", str(BOOK), "--dry-run")[1]


def test_git_that_takes_no_commit(office: Path, say: Said) -> None:
    """The records are written all the same, and that is told."""
    say("export", "liushao")
    edited(office, ("党费收缴", "F4", "2.80"))
    code, out, err = say("import", str(BOOK), "--commit")
    assert (code, "改了1个文件" in out, ".git: 错误[no_commit]" in err) == (5, True, True)


def test_all_villages_and_one_that_is_there_already(office: Path, say: Said) -> None:
    assert say("export")[0] == 0
    assert len(list((office / "导出").iterdir())) == 9
    assert say("export")[0] == 0  # the same once more
    edited(office, ("收入", "B4", "x"))
    code, _, err = say("export", "liushao")
    assert (code, "file_there" in err) == (5, True)


def test_codes_instead_of_names(office: Path, say: Said) -> None:
    say("export", "liushao", "--codes")
    with zipfile.ZipFile(BOOK) as pack:
        texts = b"".join(pack.read(name) for name in pack.namelist())
    assert "马秀兰".encode() not in texts
    assert b"M02" in texts
    edited(office, ("党费收缴", "G4", "马秀兰经手"))
    code, out, err = say("import", str(BOOK), "--dry-run")
    told = [line for line in out.splitlines() if "name_in_text" in line or "改写人员代码（M02）" in line]
    assert (code, err, len(told), any("马秀兰" in line for line in told)) == (0, "", 2, False)


def test_no_number_of_a_person_is_handed_on(office: Path, say: Said) -> None:
    """It is no record's business; the cell is masked, and changes nothing when it comes back."""
    path = office / "data/villages/liushao/2019/dues.csv"
    text = path.read_text("utf-8").replace("1-6", "收款人13812345678", 1)
    path.write_text(text, "utf-8")
    before = tree(office)
    say("export", "liushao")
    with zipfile.ZipFile(BOOK) as pack:
        texts = b"".join(pack.read(name) for name in pack.namelist())
    assert b"13812345678" not in texts
    assert "收款人".encode() in texts
    edited(office, ("党费收缴", "G5", "另一张"))
    code, out, _ = say("import", str(BOOK), "--dry-run")
    assert (code, "13812345678" in out, tree(office)) == (0, False, before)


def test_payloads_stay_text(office: Path, say: Said) -> None:
    """What would be computed, linked or run elsewhere is a text in its cell, and comes back as it was."""
    payloads = [
        "=1+1",
        "+86",
        "@SUM(A1)",
        "-2+3",
        "http://x.example/a",
        "=cmd|' /C calc'!A0",
        "<b>&amp;</b>",
        "_x000D_",
    ]
    lines = "\n".join(f"2019-0{n}-01,其他收入,1,否,{text}" for n, text in enumerate(payloads, 1))
    path = office / "data/villages/liushao/2019/income.csv"
    path.write_text("date,source,amount,stable,basis\n" + lines.replace("\n-", "\n'-") + "\n", "utf-8")
    before = tree(office)
    say("export", "liushao")
    with zipfile.ZipFile(BOOK) as pack:
        sheets = b"".join(pack.read(name) for name in pack.namelist() if "worksheets/" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets
    code, out, _ = say("import", str(BOOK))
    assert (code, "没有要收的" in out, tree(office)) == (0, True, before)


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


HOSTILE = {
    "empty": b"",
    "text": "姓名,日期\n".encode("gb18030"),
    "cut": zipped(a=b"x" * 100)[:60],
    "no_workbook": zipped(a=b"x"),
    "macro": zipped(xl__vbaProject=b"x"),
    "link": zipped(xl__externalLinks__externalLink1_xml=b"<a/>"),
    "entities": zipped(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
}


CODES = {
    "book_unreadable": ("empty", "text", "cut", "no_workbook"),
    "book_acts": ("macro", "link", "entities"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_hurt_or_are_none(name: str, office: Path, say: Said) -> None:
    path = office / f"{name}.xlsx"
    path.write_bytes(HOSTILE[name])
    code, out, err = say("import", str(path))
    assert (code, out) == (2, "")
    expected = next(code for code, names in CODES.items() if name in names)
    assert f"错误[{expected}]" in err


@pytest.mark.parametrize("name", BOMBS)
def test_what_unpacks_into_more_than_a_computer_has(name: str) -> None:
    """Time and memory are held by `tests/workbook/bombs.py`."""
    with pytest.raises(BookError) as refused:
        read_grids(BOMBS[name](), name)
    assert refused.value.problem.code == "book_too_large"


def test_a_sheet_that_lies_elsewhere_is_not_opened() -> None:
    """What is not looked into is not read."""
    data = xlsx(FIRST, sheet="worksheets/sheet1.png")
    with pytest.raises(BookError) as refused:
        read_grids(data, "a.xlsx")
    assert refused.value.problem.code == "book_unreadable"


CUT = struct.pack("<B", 1) + "下".encode("utf-16-le")  # the second half of a text, in signs of two bytes
SPOILT = {
    "error.xlsx": xlsx('<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>'),
    "no_result.xlsx": xlsx('<row r="2"><c r="B2"><f>1+1</f><v></v></c></row>'),
    "error.ods": ods("<table:table-row/><table:table-row><table:table-cell/><table:table-cell"
                     ' table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
                     "</table:table-row>"),
    "error.xls": xls(record(0x0205, struct.pack("<HHHBB", 1, 1, 0, 7, 1))),
    "formula.xls": xls(record(0x0006, struct.pack("<HHHBBBBBBHHI", 1, 1, 0, 2, 0, 7, 0, 0, 0, 0xFFFF, 0, 0)
                              + struct.pack("<H", 0))),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_cell_with_an_error_is_no_empty_one(name: str) -> None:
    """The reader gives an empty text for it; in every format it is known which cell that was."""
    assert read_grids(SPOILT[name], name)["收入"].spoilt == [(1, 1)]


def test_what_is_no_error() -> None:
    """A formula may say nothing; a text may begin like an error; an .xls may hold a text in two parts."""
    empty = xlsx('<row r="2"><c r="B2" t="str"><f>""</f><v></v></c><c r="C2" t="str"><v>#1</v></c></row>')
    assert read_grids(empty, "a.xlsx")["收入"].spoilt == []
    typed = ods("<table:table-row>" + CELL.format("", "#N/A") + "</table:table-row>")
    assert (read_grids(typed, "a.ods")["收入"].rows, read_grids(typed, "a.ods")["收入"].spoilt) == ([["#N/A"]], [])
    texts = record(0x00FC, struct.pack("<IIHB", 1, 1, 2, 0) + b"x") + record(0x003C, CUT)
    cut = xls(record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0)), texts)
    assert read_grids(cut, "a.xls")["收入"].rows == [["x下"]]


def test_a_workbook_of_somewhere_else(office: Path, say: Said) -> None:
    from openpyxl import Workbook

    say("export", "liushao")
    edited(office, ("_base", "A2", "{}"))
    assert "book_base_spoilt" in say("import", str(BOOK))[2]
    Workbook().save(office / "own.xlsx")
    assert "book_without_base" in say("import", "own.xlsx")[2]
    shutil.rmtree(office / "导出")
    say("export", "liushao")
    town = office / "data/town.yaml"
    town.write_bytes(town.read_bytes().replace("澜草镇".encode(), "别处镇".encode()))
    code, _, err = say("import", str(BOOK))
    assert (code, "book_of_another" in err) == (2, True)


def converted(office: Path, ending: str) -> Iterator[Path]:
    """The workbook as LibreOffice saves it in another format."""
    run = ["soffice", f"-env:UserInstallation=file://{office}/office", "--headless", "--convert-to", ending]
    subprocess.run([*run, "--outdir", str(office / "other"), str(office / BOOK)], check=True, capture_output=True)
    yield from (office / "other").glob(f"*.{ending}")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice_it_changes_nothing(ending: str, office: Path, say: Said) -> None:
    before = tree(office)
    say("export", "liushao")
    for path in converted(office, ending):
        code, out, err = say("import", str(path))
        assert (code, err) == (0, "")
        assert "没有要收的" in out
    assert tree(office) == before


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A file with a few bytes others, gone or more, mostly inside one of its members."""

    def other(old: bytes) -> bytes:
        at = chance.randrange(len(old) + 1)
        more = chance.choice((b"", b"<", b"\0", b"9" * 20, b"&amp;", b'<c r="A99999999999">', b'"'))
        return old[:at] + more + old[at + chance.choice((0, 1, 3, 50)) :]

    if chance.random() < 0.3:
        return other(data)
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        members = {name: pack.read(name) for name in pack.namelist()}
    name = chance.choice(sorted(members))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        for one, text in members.items():
            pack.writestr(one, other(text) if one == name else text)
    return stream.getvalue()


def test_spoilt_bytes_are_read_or_told(office: Path, say: Said) -> None:
    say("export", "liushao")
    data, read = (office / BOOK).read_bytes(), 0
    for number in range(80):
        with suppress(BookError):  # nothing else is raised
            read += bool(read_grids(spoilt(data, random.Random(number)), "a.xlsx"))
    assert 20 < read < 80
