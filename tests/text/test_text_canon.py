"""The canonical form: what it makes of each habit of a hand, and that neither a comment nor a meaning is ever lost."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_text_splice_generated import Hand, comments, lines

from branchstd.text.canonical import canonical
from branchstd.text.csv import read_csv
from branchstd.text.decode import BOM
from branchstd.text.nodes import MappingNode, Node, SequenceNode, plain
from branchstd.text.splice import SpliceError
from branchstd.text.yaml import read_yaml

EACH = {
    "indents": ("items:\n- {a: 1}\n-   b:   2\n    c: 3\n", "items:\n  - {a: 1}\n  - b: 2\n    c: 3\n"),
    "line ends": ("items:\r\n  - a: 1   \r\n\r\n", "items:\n  - a: 1\n"),
    "no last line end": ("items:\n  - a: 1", "items:\n  - a: 1\n"),
    "quotes stay": ("items:\n  - {a: \"2.1\", b: 'x'}\n", "items:\n  - {a: \"2.1\", b: 'x'}\n"),
    "days, words and numbers stay": (
        "items:\n  - {a: 2019-06-05, b: yes, c: 1.10, d: 0123, e: ~, f: 是}\n",
        "items:\n  - {a: 2019-06-05, b: yes, c: 1.10, d: 0123, e: ~, f: 是}\n",
    ),
    "comments stay in their columns": (
        "# 头\nitems:\n# 前\n- a: 1   # 后\n  # 里\n  b:\n  - 2\n  # 列\n# 尾\nnext: 3\n# 末\n",
        "# 头\nitems:\n# 前\n  - a: 1 # 后\n  # 里\n    b:\n      - 2\n  # 列\n# 尾\nnext: 3\n# 末\n",
    ),
    "brackets on one line": (
        "items:\n  - {a: 1,\n     b:   [x,y , z ],\n  }\n",
        "items:\n  - {a: 1, b: [x, y, z]}\n",
    ),
    "a hash in a text is no comment": (
        "items:\n  - {a: 'x # y',\n     b: z#z}\n",
        "items:\n  - {a: 'x # y', b: z#z}\n",
    ),
    "empty lines between stay": ("\n\na: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\n\n\nb: 2\n"),
    "deep steps and wide gaps": (
        "a:\n      b   :   1\n      c:\n          -     d:   2\n                e: 3\n          -\n            f: 4\n",
        "a:\n  b: 1\n  c:\n    - d: 2\n      e: 3\n    - f: 4\n",
    ),
    "lists in lists": ("a:\n-   -   1\n    - 2\n- - 3\n", "a:\n  -   - 1\n      - 2\n  -   - 3\n"),
    "a block of text keeps its own blanks": (
        "a:\n- t: |\n    x  \n\n\n      y\n\n\n- t: |2\n       z\n",
        "a:\n  - t: |\n      x  \n\n\n        y\n\n\n  - t: |2\n         z\n",
    ),
    "a block that ends with empty lines": ("a: |+\n  x\n\n\nb: |-\n  y\n\n\n", "a: |+\n  x\n\n\nb: |-\n  y\n"),
    "a text over several lines": ("a:\n- b: x\n     y\n- 'x\n\n   y'\n", "a:\n  - b: x y\n  - 'x\n\n    y'\n"),
    "the beginning of a document": ("---\n  a: 1\n", "a: 1\n"),
    "lone CR": ("a: 1\rb:\r- 2\r", "a: 1\nb:\n  - 2\n"),
    "nothing but comments": ("# 一\n\n\n# 二", "# 一\n\n\n# 二\n"),
}


@pytest.mark.parametrize("name", EACH)
def test_yaml(name: str) -> None:
    before, after = EACH[name]
    assert canonical(before.encode(), "a.yaml") == after.encode()
    assert canonical(after.encode(), "a.yaml") == after.encode()


def test_yaml_loses_the_mark_and_an_empty_file_stays() -> None:
    assert canonical(BOM + b"items: []\n", "a.yaml") == b"items: []\n"
    assert canonical(b"# nothing\n", "a.yaml") == b"# nothing\n"


TABLES = {
    "blanks and empty rows": (b"a,b\n 1 , 2\n,\n\n", b"a,b\n1,2\n"),
    "line ends": (b"a,b\r\n1,2\r\n", b"a,b\n1,2\n"),
    "the mark stays": (BOM + b"a,b\n1,2\n", BOM + b"a,b\n1,2\n"),
    "days": (b"day,b\n2019/6/5,2019/6/5\n", b"day,b\n2019-06-05,2019/6/5\n"),
    "GBK": ("a,b\n甲,乙\n".encode("gb18030"), BOM + "a,b\n甲,乙\n".encode()),
    "empty columns without a name": (b"a,b,,\n1,2,,\n", b"a,b\n1,2\n"),
    "marks of text, where they are not needed": (b'a,b\n\'01,"=""7"""\n\'=1,@x\n', b"a,b\n01,7\n'=1,'@x\n"),
    "commas in cells": (b'a,b\n"1,5","x ""y"""\n', b'a,b\n"1,5","x ""y"""\n'),
}


@pytest.mark.parametrize("name", TABLES)
def test_csv(name: str) -> None:
    before, after = TABLES[name]
    assert canonical(before, "a.csv", {(2, 1): "2019-06-05"} if name == "days" else {}) == after
    assert canonical(after, "a.csv") == after


@pytest.mark.parametrize(
    ("data", "file", "code"),
    [
        (b"items: [", "a.yaml", "yaml_unclosed"),
        (b"a: &x 1\nb: *x\n", "a.yaml", "yaml_anchor"),
        ("items:\n- {a: 1,  # 一\n   b: 2}\n".encode(), "a.yaml", "cannot_format"),
        (b"items:\n" + b"  - x\n" * 30_000, "a.yaml", "cannot_format"),
        (b"\xff\xfe\x00", "a.yaml", ""),
        (b"a,b\n1\n", "a.csv", "csv_ragged"),
        (b'a,b\n"1\n', "a.csv", "csv_quote"),
    ],
)
def test_what_cannot_be_read_is_left_alone(data: bytes, file: str, code: str) -> None:
    with pytest.raises(SpliceError) as caught:
        canonical(data, file)
    assert caught.value.problems
    assert not code or code in {problem.code for problem in caught.value.problems} or code == "yaml_unclosed"


def said(data: bytes) -> object:
    node, _ = read_yaml(data, "a.yaml")
    return plain(node) if node else {}


@pytest.mark.parametrize("chunk", range(6))
def test_nothing_is_lost_of_what_a_hand_wrote(chunk: int) -> None:
    """1,200 files of every habit: the same records and comments, and nothing more to change; few are left alone.

    Left alone is what has comments within brackets or between the lines of a text.
    """
    left = 0
    for number in range(200):
        hand = Hand(random.Random(f"canon {chunk}.{number}"))
        try:
            after = canonical(hand.data, "a.yaml")
        except SpliceError:
            left += 1
            continue
        assert said(after) == said(hand.data if hand.data.endswith(b"\n") else hand.data + b"\n")
        assert comments(lines(after)) == comments(lines(hand.data.removeprefix(BOM)))
        assert canonical(after, "a.yaml") == after
        assert b"\r" not in after
        assert not after.startswith(BOM)
    assert left < 50


@pytest.mark.parametrize("chunk", range(4))
def test_columns_are_those_of_the_depth(chunk: int) -> None:
    """Every key that begins a line stands two blanks per level in, counted from the records alone."""
    for number in range(100):
        hand = Hand(random.Random(f"depth {chunk}.{number}"))
        with suppress(SpliceError):
            after = canonical(hand.data, "a.yaml").decode()
            node, _ = read_yaml(after.encode(), "a.yaml")
            for column, line, depth in keys(node, 0):
                if not after.split("\n")[line - 1][: column - 1].strip():
                    assert column - 1 == 2 * depth, after


def keys(node: Node | None, depth: int) -> Iterator[tuple[int, int, int]]:
    """Column, line and depth of each key; one in a list is two levels below the list's own key."""
    for key, value in node.entries if isinstance(node, MappingNode) else ():
        yield key.column, key.line, depth
        yield from keys(value, depth + 1)
    for item in node.items if isinstance(node, SequenceNode) else ():
        yield from keys(item, depth + 1)


SPOILT = st.text(alphabet="ab:-#[]{},'\"|>+ \n甲?&", max_size=60)


@given(SPOILT)
@example(">+\n")
@settings(max_examples=400, deadline=None)
def test_any_text_means_the_same_or_is_left_alone(text: str) -> None:
    try:
        after = canonical(text.encode(), "a.yaml")
    except SpliceError:
        return
    assert said(after) == said((text if text.endswith("\n") else f"{text}\n").encode())
    assert canonical(after, "a.yaml") == after


CELLS = st.text(alphabet="ab1=+'@\"-, ;\n甲/0289", max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
@settings(max_examples=300, deadline=None)
def test_any_table_means_the_same_or_is_left_alone(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([("a", "b"), *rows])
    data = text.getvalue().encode()
    try:
        after = canonical(data, "a.csv")
    except SpliceError:
        return
    (old, _), (new, _) = read_csv(data, "a.csv"), read_csv(after, "a.csv")
    assert old is not None
    assert new is not None
    assert [[cell.text for cell in row] for row in new.rows] == [[cell.text for cell in row] for row in old.rows]
    assert canonical(after, "a.csv") == after
