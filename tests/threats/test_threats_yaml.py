"""Hostile and damaged YAML: each fault is told once, at its place, with what to do, and touches no other village."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from threat_town import GOOD, MAY, Check, put, told, words


class Fault(NamedTuple):
    """What stands in May's file; the problems as `line:column code`; words of the message; the exit code."""

    content: str | bytes
    expected: tuple[str, ...]
    says: str
    code: int = 2


def entry(*lines: str) -> str:
    """A theme day in May with further lines, which begin at line 4 and column 5."""
    head = "activities:\n  - date: 2019-05-10\n    kind: 主题党日\n"
    return head + "".join(f"    {line}\n" for line in lines)


def topic(text: str) -> str:
    """A topic that begins at 4:12."""
    return entry(f"topic: {text}")


FAULTS = {
    "anchor": Fault(
        "activities:\n  - &a {date: 2019-05-10}\n  - *a\n",
        ("2:5 yaml_anchor", "3:5 yaml_alias"),
        "加上英文双引号",
    ),
    "merge_key": Fault(entry("<<: {form: 学习日}"), ("4:5 yaml_merge_key",), "逐条写出来"),
    "depth_21": Fault("activities: " + "[" * 20 + "]" * 20 + "\n", ("1:32 yaml_depth",), "每层只比上一层多空两格"),
    "integer_of_5000_digits": Fault(entry("expected: " + "7" * 5000), ("4:15 bad_int",), "写整数", 1),
    "duplicate_key": Fault(entry("date: 2019-05-11"), ("4:5 yaml_duplicate_key",), "第2行和第4行"),
    "same_key_in_two_languages": Fault(entry("日期: 2019-05-11"), ("4:5 field_twice",), "留一个，删掉另一个", 1),
    "tab_indent": Fault("activities:\n\t- date: 2019-05-10\n", ("2:1 yaml_tab",), "用空格代替 Tab"),
    "tab_before_comment": Fault("activities: []\t# 五月\n", ("1:15 yaml_tab",), "用空格代替 Tab"),
    "utf16": Fault(topic("学党章").encode("utf-16"), ("1:1 utf16",), "编码选“UTF-8”"),
    "utf16_without_bom": Fault(topic("study").encode("utf-16-le"), ("1:1 utf16",), "编码选“UTF-8”"),
    "gbk_yaml": Fault(topic("学党章").encode("gbk"), ("3:11 not_utf8",), "编码选“UTF-8”"),
    "cut_in_a_character": Fault(topic("学党章").encode()[:-2], ("4:14 file_cut",), "重新拷贝一份"),
    "excel_renamed": Fault(b"PK\x03\x04" + bytes(60), ("1:1 not_text",), "另存为"),
    "nul": Fault(topic("学\0党章"), ("4:13 control_character",), "U+0000"),
    "escape": Fault(topic("学\x1b党章"), ("4:13 control_character",), "U+001B"),
    "c1": Fault(topic("学\x9b党章"), ("4:13 control_character",), "U+009B"),
    "bidi": Fault(topic("学\u202e党章"), ("4:13 invisible_character",), "用键盘重新输入"),
    "zero_width": Fault(topic("学\u200b党章"), ("4:13 invisible_character",), "用键盘重新输入"),
    "nul_escaped": Fault(topic('"学\\0党章"'), ("4:12 control_character",), "U+0000"),
    "bidi_escaped": Fault(topic('"学\\u202e党章"'), ("4:12 invisible_character",), "U+202E"),
    "surrogate_escaped": Fault(topic('"学\\ud800党章"'), ("4:16 control_character",), "用键盘重新输入"),
    "python_tag": Fault("activities: !!python/object/apply:os.getcwd []\n", ("1:13 yaml_tag",), "以“!”开头"),
    "omap_tag": Fault("activities: !!omap []\n", ("1:13 yaml_tag",), "以“!”开头"),
    "local_tag": Fault(topic("!x 学党章"), ("4:12 yaml_tag",), "加上英文双引号"),
    "yaml_directive": Fault("%YAML 1.2\n---\nactivities: []\n", ("1:1 yaml_directive",), "删掉这一行"),
    "tag_directive": Fault("%TAG ! tag:a,2019:\n---\nactivities: []\n", ("1:1 yaml_directive",), "删掉这一行"),
    "two_documents": Fault("activities: []\n---\nactivities: []\n", ("2:1 yaml_documents",), "拆成两个文件"),
    "merge_conflict": Fault(
        "activities:\n<<<<<<< HEAD\n  - {date: 2019-05-10}\n=======\n  - {date: 2019-05-11}\n>>>>>>> 村文书\n",
        ("2:1 merge_conflict",),
        "第2行到第6行",
    ),
    "merge_conflict_in_a_block_of_text": Fault(
        entry("note: |") + "<<<<<<< HEAD\n      甲\n=======\n      乙\n>>>>>>> 村文书\n",
        ("5:1 merge_conflict",),
        "第5行到第9行",
    ),
    "fullwidth_colon_at_the_top": Fault(
        "activities：\n  - date: 2019-05-10\n", ("1:11 yaml_fullwidth_colon",), "英文冒号"
    ),
    "fullwidth_colon": Fault(entry("topic：学党章"), ("4:10 yaml_fullwidth_colon",), "换成英文冒号"),
    "fullwidth_colon_only_line": Fault("姓名：张某\n", ("1:3 yaml_fullwidth_colon",), "换成英文冒号"),
    "no_break_space": Fault(entry("topic:\u00a0学党章"), ("4:11 yaml_wide_space",), "重新按空格键"),
    "ideographic_space": Fault(entry("topic:\u3000学党章"), ("4:11 yaml_wide_space",), "重新按空格键"),
    "ideographic_indent": Fault(
        "activities:\n\u3000- date: 2019-05-10\n", ("2:1 yaml_wide_space",), "切换到英文输入法"
    ),
    "misspelt_key": Fault(entry("topik: 学党章"), ("4:5 unknown_field",), "是不是“topic”？", 1),
    "misspelt_top_key": Fault("activites: []\n", ("1:1 unknown_field",), "是不是“activities”？", 1),
    "number_as_key": Fault(entry("1: 学党章"), ("4:5 unknown_field",), "没有“1”这一项", 1),
    "list_as_key": Fault(entry("? [topic]", ": 学党章"), ("4:7 yaml_key_not_text",), "冒号前面写上名称"),
    "word_with_a_space": Fault(entry('also: "党课 "'), ("4:11 word_lookalike",), "改成“党课”", 1),
    "word_in_radicals": Fault(entry("also: 主题党⽇"), ("4:11 word_lookalike",), "改成“主题党日”", 1),
    "word_in_fullwidth": Fault(entry("also: ｌｅｃｔｕｒｅ"), ("4:11 word_lookalike",), "改成“lecture”", 1),
    "word_with_zero_width": Fault(entry("also: 党课\u200b"), ("4:13 invisible_character",), "看不见的字符"),
    "word_in_capitals": Fault(entry("also: Lecture"), ("4:11 unknown_word",), "可用：", 1),
    "empty": Fault("", ("1:1 file_empty",), "这个文件是空的", 1),
    "only_comments": Fault("# 五月没有活动\n", ("1:1 file_empty",), "这个文件是空的", 1),
    "only_dashes": Fault("---\n", ("1:1 file_empty",), "这个文件是空的", 1),
    "no_list": Fault("activities: 没有\n", ("1:13 not_a_list",), "每条前面写“- ”", 1),
    "list_at_the_top": Fault("- date: 2019-05-10\n", ("1:1 top_not_mapping",), "第一行写“activities:”", 1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, town: Path, check: Check) -> None:
    content, expected, says, code = FAULTS[name]
    before = check(town)
    put(town, MAY, content)
    after = check(town)
    assert told(after.problems()) == [f"activities/2019-05.yaml:{place}" for place in expected]
    assert says in words(after.problems())
    assert after.code == code
    assert ("error" in after.outcomes()) == (expected != ("1:1 file_empty",))
    assert after.lines[GOOD] == before.lines[GOOD]
