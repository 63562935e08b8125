"""What a YAML record says is kept as typed, at its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchstd.text.decode import FORBIDDEN
from branchstd.text.nodes import MappingNode, Node, Scalar, SequenceNode
from branchstd.text.yaml import read_yaml


def read(text: str) -> Node:
    node, problems = read_yaml(text.encode(), "f")
    assert problems == ()
    assert node is not None
    return node


def values(text: str) -> list[object]:
    node = read(text)
    assert isinstance(node, MappingNode)
    return [value.text if isinstance(value, Scalar) else value for _, value in node.entries]


TYPED = [
    "0123", "110101199003070011", "1.10", "no", "yes", "on", "true", "12:30", "1_000", "0x1F", "2019-06-10",
    "2023-02-29", "0571000000", "1e400", ".nan", ".inf", "+86", "=", "06.90", "9" * 5000, "nULL",
    "已销号", "⼀", "㛃𬭎", "时间：九点", "a:b", "http://x", "张三 ", "x#y", "བོད་ཡིག",
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_plain_and_quoted_text_stays_as_typed(text: str) -> None:
    plain = text.rstrip()
    assert values(f"a: {text}\nb: '{text}'\nc: \"{text}\"\n") == [plain, text, text]
    assert read(f"- {plain}\n") == SequenceNode((Scalar(plain, 1, 3),), 1, 1)


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_plain_null_is_the_empty_text_and_quoted_null_is_not(null: str) -> None:
    assert values(f"a: {null}\nb: '{null}'\nc: \"{null}\"\n") == ["", null, null]


def test_places_count_code_points_from_one() -> None:
    node = read("﻿姓名: 张三\n𬭎: [甲, '乙', {丙: 丁}]\n空:\n")
    assert node == MappingNode(
        (
            (Scalar("姓名", 1, 1), Scalar("张三", 1, 5)),
            (
                Scalar("𬭎", 2, 1),
                SequenceNode(
                    (
                        Scalar("甲", 2, 5),
                        Scalar("乙", 2, 8),
                        MappingNode(((Scalar("丙", 2, 14), Scalar("丁", 2, 17)),), 2, 13),
                    ),
                    2,
                    4,
                ),
            ),
            (Scalar("空", 3, 1), Scalar("", 3, 3)),
        ),
        1,
        1,
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_bom_change_nothing(line_end: str, bom: str) -> None:
    text = "a: 1\nb: |\n  甲\n  乙\nc: [x,\n  y]\n"
    assert read(bom + text.replace("\n", line_end)) == read(text)


def test_mixed_line_ends() -> None:
    assert values("a: 1\r\nb: 2\rc: 3\nd: 4") == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: |\n  x\n  \ty\n  z\t# w\n", ["x\n\ty\nz\t# w\n"]),
        ('a: "x\t# y"\n', ["x\t# y"]),
        ('a: "x\\ty"\n', ["x\ty"]),
        ("a:\t1\n", ["1"]),
        ("a: x  # y\n#\t# z\n", ["x"]),
        ("a: 时间:　三点\n", ["时间:　三点"]),
        ("a: 张　三\n", ["张　三"]),
        ("a: 议题：修路\n", ["议题：修路"]),
        ("a: |\n  议题：修路\n", ["议题：修路\n"]),
        ("a: |\n  ======= x\n  <<<<<<< y\n", ["======= x\n<<<<<<< y\n"]),
        ("a: ========\n", ["========"]),
        ("a: बो\u200dल\u200c\n", ["बो\u200dल\u200c"]),
        ("'<<': 1\n", ["1"]),
        ("a: ᠮᠣᠩᠭᠣᠯ\u180e\n", ["ᠮᠣᠩᠭᠣᠯ\u180e"]),
        ("--- # 表\na: 1\n...\n", ["1"]),
    ],
)
def test_text_that_only_looks_faulty_is_read(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_empty_collections_are_not_an_empty_file() -> None:
    assert read("[]\n") == SequenceNode((), 1, 1)
    assert read("{}\n") == MappingNode((), 1, 1)


# One line of YAML holds these as they are. JSON's surrogate pairs are not YAML: nothing is escaped to ASCII.
TEXTS = st.text(st.characters(codec="utf-8").filter(lambda c: not FORBIDDEN.match(c)), max_size=30)


@given(st.lists(TEXTS, max_size=8))
def test_quoted_texts_come_back_equal(texts: list[str]) -> None:
    lines = [f"k{n}: {json.dumps(text, ensure_ascii=False)}\n" for n, text in enumerate(texts)]
    node = read("".join(lines) or "{}")
    assert isinstance(node, MappingNode)
    assert node.entries == tuple(
        (Scalar(f"k{n}", n + 1, 1), Scalar(text, n + 1, len(f"k{n}") + 3)) for n, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a: 学习 #1号文件\n", [("学习", "#1号文件", 7)]), ("a: 学习  # 补记\n", []),
        ("a: #讨论\n", [("", "#讨论", 4)]),
        ("a: '学习' # 补记\n", []), ("a: [x #1\n]\n", [("x", "#1", 7)]), ("a: # 说明\n  - x\n", []),
        ("a: |\n  x #1\n", []),
        ("a: x#1\n", []), ("- 甲 #1\n- 乙 # 2\n", [("甲", "#1", 5), ("乙", "# 2", 5)]),
    ],
)  # fmt: skip
def test_what_one_blank_cuts_off_is_told(text: str, cut: list[tuple[str, str, int]]) -> None:
    _, problems = read_yaml(text.encode(), "f")
    assert [(p.values["seen"], p.values["cut"], p.place.column) for p in problems] == cut
    assert {(p.code, p.severity) for p in problems} <= {("yaml_hash_cut", "warning")}
