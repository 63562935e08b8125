"""Rows put at the end of tables from every office suite: the old bytes stay, the new cells come back as they were."""

from __future__ import annotations

import csv
import io
import random

import pytest

from branchstd.text.csv import read_csv
from branchstd.text.rows import append_row
from branchstd.text.splice import Key, SpliceError

CHUNKS, EACH = 8, 250
BOM = b"\xef\xbb\xbf"
COLUMNS: dict[str, Key] = {
    "id": ("id", "代码"),
    "name": ("name", "姓名"),
    "joined": ("joined", "入党日期"),
    "amount": ("amount", "金额"),
    "note": ("note", "备注"),
}
OWN = ("我村加的", "电话, 住址", "x")
# Cells as they stand in a file, and as they are read.
OLD = {cell: cell for cell in ("M01", "张三", "1985-07-01", "12.50", "组长, 会计", "第一行\n第二行", '说"好"', "")} | {
    "'-5": "-5",
    '="007"': "007",
    " 前后 ": "前后",
}
COMPUTED = ("=1+1", "-5", "+86", "@甲", "＝和", "－5", '="007"', "-", "=cmd|' /C calc'!A0")
NEW = (
    *COMPUTED,
    "M02",
    "李四",
    "2019-06-10",
    "组长, 会计",
    "一\n二",
    '说"好"',
    "",
    "、；;",
    "😀𠮷",
    "'三会一课'制度",
    "0012",
)


class Table:
    """One file as an office suite saved it, with the cells it means."""

    def __init__(self, chance: random.Random) -> None:
        self.names = [*chance.sample(sorted(COLUMNS), 4), *chance.sample(OWN, chance.choice((0, 0, 1, 2)))]
        chance.shuffle(self.names)
        chinese = chance.random() < 0.5
        self.header = [COLUMNS[name][chinese] if name in COLUMNS else name for name in self.names]
        self.rows = [["甲", *chance.choices(list(OLD), k=len(self.names) - 1)] for _ in range(chance.choice((0, 1, 5)))]
        self.newline = chance.choice(("\n", "\r\n"))
        self.encoding = chance.choice(("utf-8", "utf-8-sig", "gb18030"))
        text = self._text(chance)
        self.data = text.encode(self.encoding)
        # What nobody can tell from a file of a header alone.
        self.newline = self.newline if "\r\n" in text else "\n"
        self.encoding = "utf-8" if text.isascii() else self.encoding

    def _text(self, chance: random.Random) -> str:
        stream = io.StringIO()
        quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        csv.writer(stream, lineterminator=self.newline, quoting=quoting).writerows([self.header, *self.rows])
        text = self.newline * chance.choice((0, 0, 0, 1)) + stream.getvalue()
        if chance.random() < 0.3:
            return text.removesuffix(self.newline)
        return text + self.newline * chance.choice((0, 0, 1, 3))


def cells(data: bytes) -> list[list[str]]:
    table, problems = read_csv(data, "a.csv")
    assert table is not None, problems
    return [[cell.text for cell in row] for row in table.rows]


def added(table: Table, after: bytes) -> str:
    """What stands behind the old bytes, once a last line without a line end has got one."""
    assert after.startswith(table.data)
    rest, newline = after.removeprefix(table.data), table.newline.encode()
    if not table.data.endswith(b"\n"):
        assert rest.startswith(newline)
        rest = rest.removeprefix(newline)
    assert rest.endswith(newline)
    return rest.decode(table.encoding.removesuffix("-sig"))


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_row_is_added_and_nothing_else(chunk: int) -> None:
    for number in range(EACH):
        chance = random.Random(f"{chunk}.{number}")
        table = Table(chance)
        values = {name: chance.choice(NEW) for name in table.names if name in COLUMNS and chance.random() < 0.8}
        values[next(name for name in table.names if name in COLUMNS)] = chance.choice(COMPUTED)
        old = [["甲", *(OLD[cell] for cell in row[1:])] for row in table.rows]
        row = [values.get(name, "") for name in table.names]
        assert cells(table.data) == old
        after = append_row(table.data, {COLUMNS[name]: value for name, value in values.items()}, "a.csv")
        assert cells(after) == [*old, row], (chunk, number)
        (written,) = csv.reader(io.StringIO(added(table, after), newline=""))
        assert written == [f"'{cell}" if cell.startswith(tuple("=-+@＝－")) else cell for cell in row]


def test_the_generator_writes_every_sort_of_table() -> None:
    tables = [Table(random.Random(f"{chunk}.{number}")) for chunk in range(CHUNKS) for number in range(EACH)]
    sorts = {(table.encoding, table.newline, table.data.endswith(b"\n"), bool(table.rows)) for table in tables}
    assert len(sorts) == 3 * 2 * 2 * 2


HEAD = "代码,姓名,备注\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"id,note\n", b"id,note\nM01,'=1+1\n"),
        (b"id,note", b"id,note\nM01,'=1+1\n"),
        (b"note,own,id\r\na,b,M00\r\n\r\n", b"note,own,id\r\na,b,M00\r\n\r\n'=1+1,,M01\r\n"),
        (b'"id","note",\n"M00","a\nb",\n', b'"id","note",\n"M00","a\nb",\nM01,\'=1+1,\n'),
        (BOM + "代码,备注\r\n".encode(), BOM + "代码,备注\r\nM01,'=1+1\r\n".encode()),
        ("代码,备注\n".encode("gb18030"), "代码,备注\nM01,'=1+1\n".encode("gb18030")),
        ("\ufeff代码,备注\n".encode("gb18030"), "\ufeff代码,备注\nM01,'=1+1\n".encode("gb18030")),
        (b'\'id,="note"\n', b"'id,=\"note\"\nM01,'=1+1\n"),
    ],
)
def test_bytes(before: bytes, after: bytes) -> None:
    assert append_row(before, {COLUMNS["id"]: "M01", COLUMNS["note"]: "=1+1"}, "a.csv") == after


def test_a_row_that_was_cut_stays_left_out() -> None:
    before = (HEAD + "M01,张三,\nM02,李").encode()
    after = append_row(before, {COLUMNS["id"]: "M03"}, "a.csv")
    assert after == before + b"\nM03,,\n"
    assert cells(after) == [["M01", "张三", ""], ["M03", "", ""]]


def test_a_missing_column_is_told_at_the_header() -> None:
    with pytest.raises(SpliceError) as refused:
        append_row(b"\nid,name\n", {COLUMNS["id"]: "M01", COLUMNS["amount"]: "5"}, "a.csv")
    (problem,) = refused.value.problems
    assert (problem.code, problem.place[:2], problem.values["key"]) == ("column_missing", ("a.csv", 2), "金额")


def test_a_missing_column_is_not_missed_for_nothing() -> None:
    assert append_row(b"id\n", {COLUMNS["id"]: "M01", COLUMNS["amount"]: ""}, "a.csv") == b"id\nM01\n"


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"id;name\n", b'id,name\n"M01', b"id,id\n", b"PK\x03\x04", b"\xff\xfe\x00\x00"]
)
def test_no_table_to_add_to(data: bytes) -> None:
    with pytest.raises(SpliceError) as refused:
        append_row(data, {COLUMNS["id"]: "M01"}, "a.csv")
    assert refused.value.problems


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "value", ["a\x00", "a\u200b", "a\ud800", "a\rb", " a", "a\n", "'a", "\t=a", "'=a", "a" * 10_001]
)
def test_a_cell_that_would_not_come_back_is_refused(value: str, encoding: str) -> None:
    with pytest.raises(SpliceError):
        append_row(HEAD.encode(encoding), {COLUMNS["id"]: "M01", COLUMNS["note"]: value}, "a.csv")


def test_a_row_of_nothing_is_refused() -> None:
    with pytest.raises(SpliceError):
        append_row(HEAD.encode(), {COLUMNS["id"]: ""}, "a.csv")
