"""The canonical form: what it makes of each habit of a hand, and that neither a comment nor a meaning is ever lost."""

from __future__ import annotations

import random

import pytest
from test_text_splice_generated import Hand, comments, lines

from branchstd.text.canon import canonical
from branchstd.text.decode import BOM
from branchstd.text.nodes import plain
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
    "comments stay": (
        "# 头\nitems:\n# 前\n- {a: 1}   # 后\n# 尾\n",
        "# 头\nitems:\n# 前\n  - {a: 1} # 后\n# 尾\n",
    ),
    "long lines of brackets on one": ("items:\n  - {a: 1,\n     b: 2}\n", "items:\n  - {a: 1, b: 2}\n"),
    "a hash in a text is no comment": ("items:\n  - {a: 'x # y', b: z#z}\n", "items:\n  - {a: 'x # y', b: z#z}\n"),
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
    "commas in cells": (b'a,b\n"1,5","x ""y"""\n', b'a,b\n"1,5","x ""y"""\n'),
}


@pytest.mark.parametrize("name", TABLES)
def test_csv(name: str) -> None:
    before, after = TABLES[name]
    assert canonical(before, "a.csv", frozenset({"day"})) == after
    assert canonical(after, "a.csv", frozenset({"day"})) == after


@pytest.mark.parametrize(
    ("data", "file", "code"),
    [
        (b"items: [", "a.yaml", "yaml_unclosed"),
        (b"a: &x 1\nb: *x\n", "a.yaml", "yaml_anchor"),
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
    """1,200 files of every habit: the same records and comments, and the second time nothing changes.

    Comments inside of brackets that go over several lines are more than the writer can keep: such a file is left alone.
    """
    refused = 0
    for number in range(200):
        hand = Hand(random.Random(f"canon {chunk}.{number}"))
        try:
            after = canonical(hand.data, "a.yaml")
        except SpliceError:
            refused += 1
            continue
        assert said(after) == said(hand.data)
        assert comments(lines(after)) == comments(lines(hand.data.removeprefix(BOM)))
        assert canonical(after, "a.yaml") == after
    assert refused <= 50
