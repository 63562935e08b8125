"""Damaged tables and what spreadsheets do to them: told at row and cell, or read as if nothing had happened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from threat_town import BAD, GOOD, YEAR, Check, program, put, told, words

HEAD = "month,paid_on,people,unpaid,total\n"
MAY = "2019-05,2019-05-10,,M03,9\n"
JUNE = "2019-06,2019-06-10,M01 M02 M03 M04,,10\n"
DUES = YEAR + "dues.csv"
RECEIPTS = "month,paid_on,people,unpaid,total,receipt\n"


class Fault(NamedTuple):
    """What stands in dues.csv; the problems as `line:cell code`; words of the message; the exit code."""

    content: str | bytes
    expected: tuple[str, ...]
    says: str
    code: int = 2


FAULTS = {
    "unbalanced_quote": Fault(HEAD + '2019-05,2019-05-10,,M03,"9\n' + JUNE, ("2:1 csv_quote",), "没有配成一对"),
    "text_after_quote": Fault(HEAD + MAY + '"2019-06"月,2019-06-10,,none,10\n', ("3:1 csv_quote",), "双引号"),
    "nul": Fault(HEAD + "2019-05,2019-05-10,\0,M03,9\n" + JUNE, ("2:20 csv_nul",), "重新存成“CSV UTF-8"),
    "field_over_the_reader_s_limit": Fault(
        HEAD + MAY + "2019-06,2019-06-10,,none," + "1" * 131_073 + "\n", ("3:1 csv_field_too_long",), "写短一些"
    ),
    "field_too_long": Fault(
        RECEIPTS + MAY.replace("\n", ",1\n") + f"2019-06,2019-06-10,,none,10,{'收' * 10_001}\n",
        ("3:6 csv_field_too_long",),
        "写短一些",
        1,
    ),
    "row_too_short": Fault(HEAD + "2019-05,2019-05-10,,M03\n" + JUNE, ("2:1 csv_ragged",), "这一行有4格，表头有5格", 1),
    "row_too_long": Fault(HEAD + "2019-05,2019-05-10,,M03,9,元\n" + JUNE, ("2:1 csv_ragged",), "内容里有英文逗号", 1),
    "cut_in_the_last_row": Fault(HEAD + MAY + "2019-06,2019-06-", ("3:1 csv_truncated",), "没有保存或拷贝完整", 1),
    "duplicate_header": Fault("month,paid_on,people,total,total\n" + MAY, ("1:5 csv_duplicate_header",), "在第4列"),
    "header_without_name": Fault(HEAD.replace("unpaid", "") + MAY, ("2:4 csv_empty_header",), "给这一列写上名称", 1),
    "sep_line": Fault("sep=,\n" + HEAD + MAY, ("1:1 csv_sep_line",), "删掉第一行"),
    "semicolons": Fault((HEAD + MAY).replace(",", ";"), ("1:1 csv_delimiter",), "“;”分隔"),
    "tabs": Fault((HEAD + MAY).replace(",", "\t"), ("1:1 csv_delimiter",), "“Tab”分隔"),
    "fullwidth_commas": Fault((HEAD + MAY).replace(",", "，"), ("1:1 csv_delimiter",), "“，”分隔"),
    "unknown_column": Fault(
        HEAD.replace("total", "totel") + MAY, ("1:1 columns_missing", "1:5 unknown_column"), "是不是“total”？"
    ),
    "scientific_number": Fault(
        RECEIPTS + "2019-05,2019-05-10,,M03,9,1.10101E+17\n", ("2:6 csv_excel_number",), "设为“文本”", 1
    ),
    "last_digits_lost": Fault(
        RECEIPTS + "2019-05,2019-05-10,,M03,9,100000123456789000\n", ("2:6 csv_excel_number",), "照原件重新输入", 1
    ),
    "bidi": Fault(HEAD + "2019-05,2019-05-10,,M03\u202e,9\n" + JUNE, ("2:4 invisible_character",), "U+202E", 1),
    "control": Fault(HEAD + "2019-05,2019-05-10,,M03\x1b,9\n" + JUNE, ("2:4 control_character",), "U+001B", 1),
    "merge_conflict": Fault(
        HEAD + "<<<<<<< HEAD\n" + MAY + "=======\n" + MAY + ">>>>>>> 组织委员\n", ("2:1 merge_conflict",), "第6行"
    ),
    "excel_renamed": Fault(b"PK\x03\x04" + bytes(60), ("1:1 not_text",), "CSV UTF-8"),
    "utf16": Fault((HEAD + MAY).encode("utf-16"), ("1:1 utf16",), "编码选“UTF-8”"),
    "gb18030_that_is_none": Fault(
        (HEAD + "2019-05,2019-05-10,").encode() + b"\xff\xff,M03,9\n", ("2:20 csv_encoding",), "看汉字正常后"
    ),
    "sep_line_of_semicolons": Fault("sep=;\n" + (HEAD + MAY).replace(",", ";"), ("1:1 csv_sep_line",), "删掉第一行"),
    "title": Fault("党费收缴表,,,,\n" + HEAD + MAY, ("2:1 csv_title",), "删掉表头上面的1行"),
    "serial_date": Fault(HEAD + "2019-05,43595,,M03,9\n", ("2:2 date_serial",), "对应 2019-05-10", 1),
    "date_with_dots_of_two_digits": Fault(
        HEAD + "2019-05,19.5.10,,M03,9\n", ("2:2 date_ambiguous",), "2019-05-10、2010-05-19", 1
    ),
    "date_with_dots_that_is_none": Fault(HEAD + "2019-05,2019.5.32,,M03,9\n", ("2:2 bad_date",), "写真实的日期", 1),
    "month_that_lost_its_zero": Fault(
        HEAD + "2019.1,2019-05-10,,M03,9\n", ("2:1 date_ambiguous",), "2019-01、2019-10", 1
    ),
    "chinese_month_that_is_none": Fault(
        HEAD + "2019年13月,2019-05-10,,M03,9\n", ("2:1 bad_period",), "2019-06、2019-Q2", 1
    ),
    "amount_in_ten_thousands": Fault(HEAD + "2019-05,2019-05-10,,M03,9万多\n", ("2:5 bad_decimal",), "写数字", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, town: Path, check: Check) -> None:
    content, expected, says, code = FAULTS[name]
    before = check(town)
    put(town, DUES, content)
    after = check(town)
    assert told(after.problems()) == [f"dues.csv:{place}" for place in expected]
    assert says in words(after.problems())
    assert after.code == code
    spoilt_text = expected[0].endswith("csv_excel_number")  # the row stands, its number must be typed again
    assert (after.rules()["5.6.a"]["outcome"] == "error") != spoilt_text
    assert after.lines[GOOD] == before.lines[GOOD]


def without_problems(line: str) -> dict[str, Any]:
    return {key: value for key, value in json.loads(line).items() if key != "problems"}


class Harmless(NamedTuple):
    """What stands in dues.csv and means what stood there before, with warnings or none."""

    content: str | bytes
    expected: tuple[str, ...] = ()
    says: str = ""


HARMLESS = {
    "blank_columns_and_rows": Harmless((HEAD + MAY + JUNE).replace("\n", ",,\n") + "\n,,,,,,\n"),
    "quoted_cells": Harmless(HEAD + '"2019-05","2019-05-10","","M03","9"\n' + JUNE),
    "spaces_round_cells": Harmless(HEAD + " 2019-05 ,2019-05-10,, M03,9\n" + JUNE),
    "apostrophes": Harmless(HEAD + "'2019-05,2019-05-10,,M03,9\n" + "'" + JUNE, ("2:1 csv_text_prefix",), "有2格"),
    "formula_text": Harmless(
        HEAD + '"=""2019-05""",2019-05-10,,M03,"=""9"""\n' + JUNE,
        ("2:1 csv_text_prefix", "2:5 csv_text_prefix"),
        "有1格",
    ),
    "tab_prefix": Harmless(HEAD + MAY.replace("9\n", "\t9\n") + JUNE, ("2:5 csv_text_prefix",), "已经去掉后读取"),
    "chinese_headers": Harmless("所属月份,收缴日期,交纳人,未交人,合计\n" + MAY + JUNE),
    "utf8_bom": Harmless(b"\xef\xbb\xbf" + (HEAD + MAY + JUNE).encode()),
    "gb18030": Harmless(
        ("所属月份,收缴日期,交纳人,未交人,合计\n" + MAY + JUNE).encode("gb18030"), ("1:1 csv_gb18030",), "CSV UTF-8"
    ),
    "dates_with_dots": Harmless(
        HEAD + "2019-05,2019.5.10,,M03,9\n2019-06,2019.6.10,M01 M02 M03 M04,,10\n",
        ("1:2 spelt_otherwise",),
        "有2处没有照标准写，例如“2019.5.10”读作 2019-05-10",
    ),
    "chinese_month": Harmless(
        HEAD + MAY.replace("2019-05,", "2019年5月,") + JUNE,
        ("1:1 spelt_otherwise",),
        "例如“2019年5月”读作 2019-05，",
    ),
    "amount_with_unit": Harmless(
        HEAD + MAY.replace(",9\n", ",9元\n") + JUNE, ("1:5 spelt_otherwise",), "例如“9元”读作 9，"
    ),
    "names_with_marks_between": Harmless(HEAD + MAY + JUNE.replace("M01 M02 M03", "M01、M02；M03")),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(name: str, town: Path, check: Check) -> None:
    """No more than a warning; the village's result is the same."""
    content, expected, says = HARMLESS[name]
    before = check(town)
    put(town, DUES, content)
    after = check(town)
    assert told(after.problems()) == [f"dues.csv:{place}" for place in expected]
    assert says in words(after.problems())
    assert {problem["severity"] for problem in after.problems()} <= {"warning"}
    assert after.code == before.code
    assert without_problems(after.lines[BAD]) == without_problems(before.lines[BAD])
    assert after.lines[GOOD] == before.lines[GOOD]


GENDERS = (YEAR + "people.csv", "男")


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig"])
def test_encoding_of_the_roster(encoding: str, town: Path, check: Check) -> None:
    file, sign = GENDERS
    before = check(town)
    text = (town / file).read_text("utf-8")
    assert sign in text
    put(town, file, text.encode(encoding))
    after = check(town)
    warned = ["people.csv:1:1 csv_gb18030"] if encoding.startswith("gb") else []
    assert told(after.problems()) == warned
    assert without_problems(after.lines[BAD]) == without_problems(before.lines[BAD])


def test_gb18030_cut_anywhere(town: Path, check: Check) -> None:
    """A roster that lost members always has an error, since the town knows how many there are."""
    file, _ = GENDERS
    whole = (town / file).read_text("utf-8").encode("gb18030")
    last = whole.rindex(b",")  # what is cut after it is the last cell: the amount of somebody's dues
    for end in range(0, last, 7):
        put(town, file, whole[:end])
        errors = [p for p in check(town, BAD).problems() if p["severity"] == "error"]
        assert errors, f"cut at {end}"


RARE = ("㛃", "𬭎", "䶮")


def test_rare_characters_are_kept(town: Path) -> None:
    """Names of one computer's own names.csv, in UTF-8 and in GB18030, and as the document's bytes."""
    for encoding in ("utf-8-sig", "gb18030"):
        names = "code,name\n" + "".join(f"M0{n},{sign}某\n" for n, sign in enumerate(RARE, 1))
        put(town, f"data/villages/{BAD}/names.csv", names.encode(encoding))
        shown = program("--root", str(town), "check", BAD, "--full", "--as-of", "2019-06-30").stdout.decode()
        assert all(f"{sign}某" in shown for sign in RARE)


def test_what_gbk_lacks_is_shown_as_a_question_mark(town: Path) -> None:
    put(town, f"data/villages/{BAD}/names.csv", f"code,name\nM01,{RARE[1]}某\n")
    shown = program("--root", str(town), "check", BAD, "--full", "--as-of", "2019-06-30", PYTHONIOENCODING="gbk")
    assert (shown.returncode, shown.stderr) == (1, b"")
    assert "?某" in shown.stdout.decode("gbk")
