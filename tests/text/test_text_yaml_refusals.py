"""Every fault a YAML record can have: its code, line and column. Expectations were written from the rules."""

from __future__ import annotations

import pytest

from branchstd.findings import Severity
from branchstd.text.yaml import read_yaml

Spot = tuple[str, int, int]

REFUSED: list[tuple[str, str, list[Spot]]] = [
    ("anchor", "a: &x 1\n", [("yaml_anchor", 1, 4)]),
    ("anchor in Chinese", "备注: &注意\n", [("yaml_anchor", 1, 5)]),
    ("alias, after its anchor", "a: &x 1\nb: *x\n", [("yaml_anchor", 1, 4), ("yaml_alias", 2, 4)]),
    ("alias that is a remark", "备注: *注意\n", [("yaml_alias", 1, 5)]),
    ("alias as key", "*a : 1\n", [("yaml_alias", 1, 1)]),
    ("own tag", "a: !x 1\n", [("yaml_tag", 1, 4)]),
    ("bare tag", "a: ! x\n", [("yaml_tag", 1, 4)]),
    ("standard tag", "a: !!str x\n", [("yaml_tag", 1, 4)]),
    ("python tag", "- !!python/object/apply:os.system [ls]\n", [("yaml_tag", 1, 3)]),
    ("tag that is no text", "!%ed%a0%80 x", [("yaml_tag", 1, 1)]),
    ("omap", "!!omap\n- a: 1\n", [("yaml_tag", 1, 1)]),
    ("%YAML", "%YAML 1.1\n---\na: 1\n", [("yaml_directive", 1, 1)]),
    ("%TAG", "# 表\n%TAG ! tag:x,2000:\n---\na: 1\n", [("yaml_directive", 2, 1)]),
    ("%YAML without ---", "%YAML 1.1\na: 1\n", [("yaml_directive", 1, 1)]),
    ("unknown directive", "a: 1\n%x\n", [("yaml_directive", 2, 1)]),
    ("merge key", "a: 1\n<<: {b: 1}\n", [("yaml_merge_key", 2, 1)]),
    ("two documents", "a: 1\n---\nb: 2\n", [("yaml_documents", 2, 1)]),
    ("two documents by dots", "a: 1\n...\nb: 2\n", [("yaml_documents", 3, 1)]),
    ("21 levels in one line", "a: " + "[" * 20 + "]" * 20 + "\n", [("yaml_depth", 1, 23)]),
    ("two equal keys", "a: 1\na: 2\n", [("yaml_duplicate_key", 2, 1)]),
    ("two equal keys, quoted", "a: 1\n'a': 2\n", [("yaml_duplicate_key", 2, 1)]),
    (
        "every duplicate",
        "a: 1\na: 2\nb:\n  - {键: 1, 键: 2}\na: 3\n",
        [("yaml_duplicate_key", 2, 1), ("yaml_duplicate_key", 4, 12), ("yaml_duplicate_key", 5, 1)],
    ),
    ("list as key", "? [a]\n: 1\n", [("yaml_key_not_text", 1, 3)]),
    ("mapping as key", "{a: 1}: 2\n", [("yaml_key_not_text", 1, 1)]),
    ("no key", ": 1\n", [("yaml_key_not_text", 1, 1)]),
    ("null as key", "a: 1\n~: 1\n", [("yaml_key_not_text", 2, 1)]),
    ("key of two lines", "? |\n  a\n  b\n: 1\n", [("yaml_key_not_text", 1, 3)]),
    ("tab indents", "a:\n\tb: 1\n", [("yaml_tab", 2, 1)]),
    ("tab after spaces", "a:\n  \tb: 1\n", [("yaml_tab", 2, 3)]),
    ("tab indents a list", "- a\n\t- b\n", [("yaml_tab", 2, 1)]),
    ("tab before a comment", "a: 一\t# 注\n", [("yaml_tab", 1, 5)]),
    ("tab alone before a comment", "\t# c\na: 1\n", [("yaml_tab", 1, 1)]),
    ("NUL", "a: 一\0二\n", [("control_character", 1, 5)]),
    ("control character in a comment", "a: 1\n# \x1b[31m\n", [("control_character", 2, 3)]),
    ("C1", "a: 1\u0080\n", [("control_character", 1, 5)]),
    ("next-line", "a: 1\u0085b: 2\n", [("control_character", 1, 5)]),
    ("line separator", "a: 1\u2028b: 2\n", [("control_character", 1, 5)]),
    ("escaped NUL", 'a: "x\\0"\n', [("control_character", 1, 4)]),
    ("escaped carriage return", 'a: "x\\r"\n', [("control_character", 1, 4)]),
    ("escaped surrogate", 'a: "\\ud800"\n', [("control_character", 1, 7)]),
    ("escaped zero-width space", 'a: "x\\u200b"\n', [("invisible_character", 1, 4)]),
    ("zero-width space", "姓名: 张\u200b三\n", [("invisible_character", 1, 6)]),
    ("bidi override", "a: 1\nb: \u202ex\n", [("invisible_character", 2, 4)]),
    ("bidi isolate", "a: x\u2066\n", [("invisible_character", 1, 5)]),
    ("second byte-order mark", "\ufeff\ufeffa: 1\n", [("invisible_character", 1, 1)]),
    ("joiner in a key", "a: 1\n姓\u200d名: 1\n", [("invisible_character", 2, 1)]),
    ("escaped joiner in a key", '"a\\u200c": 1\n', [("invisible_character", 1, 1)]),
    ("conflict", "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", [("merge_conflict", 2, 1)]),
    (
        "conflict in a block",
        "a: |\n  x\n<<<<<<< HEAD\n  y\n=======\n  z\n>>>>>>> b\n",
        [("merge_conflict", 3, 1)],
    ),
    ("leftover of a conflict", "a: 1\n=======\nb: 1\n", [("merge_conflict", 2, 1)]),
    ("full-width colon, whole file", "姓名：张三\n", [("yaml_fullwidth_colon", 1, 3)]),
    ("full-width colon, first", "姓名：张三\n电话: 1\n", [("yaml_fullwidth_colon", 1, 3)]),
    (
        "full-width colon, run",
        "甲：1\n乙：2\n丙: 3\n",
        [("yaml_fullwidth_colon", 1, 2), ("yaml_fullwidth_colon", 2, 2)],
    ),
    (
        "full-width colons, all over",
        "甲：1\n乙: 2\n丙：3\n丁: 四：五\n戊： 6\n",
        [("yaml_fullwidth_colon", 1, 2), ("yaml_fullwidth_colon", 3, 2), ("yaml_fullwidth_colon", 5, 2)],
    ),
    ("full-width colon, last", "电话: 1\n姓名：张三\n", [("yaml_fullwidth_colon", 2, 3)]),
    ("full-width colon, in a list", "p:\n  - 姓名：张三\n    电话: 1\n", [("yaml_fullwidth_colon", 2, 7)]),
    ("wide indentation", "a:\n　　b: 1\n", [("yaml_wide_space", 2, 1)]),
    ("wide space after a colon", "a: 1\nb:　2\n", [("yaml_wide_space", 2, 3)]),
    ("wide space, first line", "姓名:　张三\n电话: 2\n", [("yaml_wide_space", 1, 4)]),
    ("no-break space after a colon", "a: 1\nb:\u00a02\n", [("yaml_wide_space", 2, 3)]),
    ("no-break space after a dash", "- a\n-\u00a0b\n", [("yaml_wide_space", 2, 2)]),
    ("wide space after a dash", "a:\n  -　x\n", [("yaml_wide_space", 2, 4)]),
    ("wide space in a list's pair", "a:\n  - b:　x\n", [("yaml_wide_space", 2, 7)]),
    ("wide space at a key's end", "姓名　: 张三\n", [("yaml_wide_space", 1, 3)]),
    ("quote never closed", "a: 1\n备注: 'x\nb: 2\n", [("yaml_quote", 2, 5)]),
    ("quote closed by the next", "a: 'x\nb: 'y'\n", [("yaml_quote", 2, 5)]),
    ("text after a quote", 'a: "x" y\n', [("yaml_quote", 1, 8)]),
    ("bracket never closed", "a: [x\nb: 1\n", [("yaml_bracket", 1, 4)]),
    ("brace never closed", "a: {x: 1\nb: 1\n", [("yaml_bracket", 1, 4)]),
    ("bracket too many", "a: [x]]\n", [("yaml_bracket", 1, 7)]),
    ("no colon, last", "a: 1\nb\n", [("yaml_colon", 2, 1)]),
    ("no colon, first", "姓名\nc: 1\n", [("yaml_colon", 1, 1)]),
    ("no space after the colon", "a: 1\nb:2\nc: 3\n", [("yaml_colon", 2, 1)]),
    ("second colon", "a: b: c\n", [("yaml_second_colon", 1, 5)]),
    ("second colon, indented", "x:\n  - 甲: 乙 丙: 丁\n", [("yaml_second_colon", 2, 11)]),
    ("indented too much", "a: 1\n  b: 2\n", [("yaml_indent", 2, 4)]),
    ("indented between", "a:\n  b: 1\n c: 2\n", [("yaml_indent", 3, 2)]),
    ("list and mapping", "- a\nb: 1\n", [("yaml_indent", 2, 1)]),
    ("backslash", 'a: "C:\\dir"\n', [("yaml_escape", 1, 7)]),
    ("at sign", "a: @x\n", [("yaml_start", 1, 4)]),
    ("per cent", "a: %x\n", [("yaml_start", 1, 4)]),
    ("text after a block sign", "a: |x\n  y\n", [("yaml_syntax", 1, 5)]),
]


@pytest.mark.parametrize(("text", "spots"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_fault_is_named_at_its_place(text: str, spots: list[Spot], told) -> None:
    node, problems = read_yaml(text.encode(), "f.yaml")
    assert node is None
    assert [(p.code, p.place.line, p.place.column) for p in problems] == spots
    assert all(p.unreadable and p.severity is Severity.ERROR and p.place.file == "f.yaml" for p in problems)
    told(problems)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_places_do_not_depend_on_line_ends(line_end: str) -> None:
    data = "﻿姓名: 张三\n备注: |\n  x\n  y\n姓名: 李四\n".replace("\n", line_end).encode()
    _, (problem,) = read_yaml(data, "f")
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml_duplicate_key", 5, 1)
    assert problem.values == {"key": "姓名", "first": "1", "second": "5"}


@pytest.mark.parametrize("text", ["", "\ufeff", "# 只有说明\n", "---\n", "\n\n", "---\n# x\n", "~\n", "null"])
def test_empty_file_is_a_warning(text: str, told) -> None:
    node, (problem,) = read_yaml(text.encode(), "f")
    assert node is None
    assert (problem.code, problem.severity, problem.unreadable) == ("file_empty", Severity.WARNING, False)
    assert problem.place == ("f", 1, 1)
    told([problem])


BYTES = [
    ("gbk", "a: 1\r\n姓名: 张三\r\n".encode("gbk"), ("not_utf8", 2, 1)),
    ("gbk in the line", "a: 1\nname: 张三\n".encode("gbk"), ("not_utf8", 2, 7)),
    ("latin-1 after Chinese", "甲: 1\n乙: ".encode() + b"\xe9\n", ("not_utf8", 2, 4)),
    ("cut in a character", "甲: 1\n乙: 丙".encode()[:-1], ("file_cut", 2, 4)),
    ("utf-16 with its mark", "姓名: 张三\n".encode("utf-16"), ("utf16", 1, 1)),
    ("utf-16 without", "姓名: 张三\n".encode("utf-16-le"), ("utf16", 1, 1)),
    ("utf-16, big end first", "a: 1\n".encode("utf-16-be"), ("utf16", 1, 1)),
    ("utf-32", "a: 1\n".encode("utf-32"), ("utf16", 1, 1)),
    ("workbook", b"PK\x03\x04\x14\x00\x06\x00", ("not_text", 1, 1)),
    ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("not_text", 1, 1)),
    ("over 4 MiB", b"a" * (4 * 1024 * 1024 + 1), ("file_too_large", 1, 1)),
    ("NUL among letters", b"a: x\0y, and more than enough text", ("control_character", 1, 5)),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in BYTES], ids=[row[0] for row in BYTES])
def test_bytes_that_are_no_utf8_text(data: bytes, expected: Spot, told) -> None:
    node, (problem,) = read_yaml(data, "f")
    assert node is None
    assert problem.unreadable
    assert (problem.code, problem.place.line, problem.place.column) == expected
    told([problem])


def test_exactly_the_largest_size_is_read() -> None:
    node, problems = read_yaml(b"a: b\n" + b"#" * (4 * 1024 * 1024 - 5), "f")
    assert problems == ()
    assert node is not None


def test_at_most_five_characters_are_listed() -> None:
    _, problems = read_yaml(("a: " + "\u200b\x01" * 50).encode(), "f")
    assert [p.place.column for p in problems] == [4, 5, 6, 7, 8]
    assert problems[0].values == {"character": "U+200B"}
    assert problems[1].values == {"character": "U+0001"}


def test_20_levels_are_read_and_21_are_not() -> None:
    assert read_yaml(b"[" * 20 + b"]" * 20, "f")[1] == ()
    _, (problem,) = read_yaml(b"\n".join(b" " * n + b"a:" for n in range(22)), "f")
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml_depth", 21, 21)


def test_200_000_nodes_are_read_and_one_more_is_not(told) -> None:
    assert read_yaml(b"[" + b"1," * 199_999 + b"]", "f")[1] == ()
    _, (problem,) = read_yaml(b"[" + b"1," * 200_000 + b"]", "f")
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml_too_many", 1, 400_000)
    told([problem])


def test_conflict_names_first_and_last_line() -> None:
    _, (problem,) = read_yaml(b"x: 1\n<<<<<<< HEAD\n=======\n>>>>>>> b\ny: 2\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", "f")
    assert problem.values == {"first": "2", "last": "8"}


def test_keys_in_messages_are_short_and_hold_no_number() -> None:
    long = "名" * 50
    _, (problem,) = read_yaml(f"{long}: 1\n{long}: 2\n".encode(), "f")
    assert problem.values["key"] == "名" * 40
    _, (problem,) = read_yaml(b"M13812345678: 1\nM13812345678: 2\n", "f")
    assert problem.values["key"] == "M***********"


def test_fault_after_other_faults_is_told_with_them() -> None:
    _, problems = read_yaml(b"a: 1\na: 2\nb: 'x\n", "f")
    assert [(p.code, p.place.line) for p in problems] == [("yaml_duplicate_key", 2), ("yaml_quote", 3)]


def test_tab_does_not_hide_a_later_fault() -> None:
    _, problems = read_yaml(b"a: 1\t# c\nb: [x\n", "f")
    assert [(p.code, p.place.line) for p in problems] == [("yaml_tab", 1), ("yaml_bracket", 2)]
