"""CSV records: what is read, every fault with its place, and that one bad row hides no other."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples_text import CSV

from branchstd.findings import Problem, Severity
from branchstd.text.csv import LEFT_OUT, csv_text, read_csv
from branchstd.text.decode import FORBIDDEN
from branchstd.text.nodes import CsvTable, Scalar

Spot = tuple[str, int, int]


def texts(table: CsvTable | None) -> list[list[str]]:
    assert table is not None
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def spots(problems: tuple[Problem, ...]) -> list[Spot]:
    return [(p.code, p.place.line, p.place.column) for p in problems]


def test_sample_is_sound() -> None:
    table, problems = read_csv(CSV.encode(), "f")
    assert problems == ()
    assert table is not None
    assert table.header[1] == Scalar("姓名", 1, 2)
    assert [row[0] for row in table.rows] == [Scalar("M01", 2, 1), Scalar("M02", 3, 1), Scalar("M03", 4, 1)]
    assert [row[4] for row in table.rows] == [
        Scalar("", 2, 5),
        Scalar("组长, 会计", 3, 5),
        Scalar("第一行\n第二行", 4, 5),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_line_ends_and_bom_change_nothing(line_end: str, codec: str) -> None:
    assert read_csv(CSV.replace("\n", line_end).encode(codec), "f") == read_csv(CSV.encode(), "f")


@pytest.mark.parametrize("codec", ["gb18030", "gbk"])
def test_gb18030_is_read_with_a_warning(codec: str, told) -> None:
    table, (problem,) = read_csv(CSV.encode(codec), "f")
    assert table == read_csv(CSV.encode(), "f")[0]
    assert problem == Problem("csv_gb18030", problem.place, severity=Severity.WARNING)
    told([problem])


def test_rare_names_survive() -> None:
    rare = "姓名\n张㛃\n李𬭎\n"
    assert texts(read_csv(rare.encode("gb18030"), "f")[0]) == [["姓名"], ["张㛃"], ["李𬭎"]]
    assert texts(read_csv(rare.encode(), "f")[0]) == [["姓名"], ["张㛃"], ["李𬭎"]]


def test_blank_rows_and_trailing_columns_vanish() -> None:
    table, problems = read_csv("\n,,,\na, 乙　,,\n1, 2　,,\n\n,,,\n3,4,,\n　, ,\n".encode(), "f")
    assert problems == ()
    assert table == CsvTable(
        (Scalar("a", 3, 1), Scalar("乙", 3, 2)),
        ((Scalar("1", 4, 1), Scalar("2", 4, 2)), (Scalar("3", 7, 1), Scalar("4", 7, 2))),
    )


def test_nameless_empty_column_in_the_middle_vanishes() -> None:
    table, problems = read_csv(b"a,,b\n1,,2\n", "f")
    assert problems == ()
    assert table == CsvTable((Scalar("a", 1, 1), Scalar("b", 1, 3)), ((Scalar("1", 2, 1), Scalar("2", 2, 3)),))


UNREADABLE: list[tuple[str, bytes, list[Spot]]] = [
    ("quote never closed", b'a,b\n1,2\n3,"4\n5,6\n7,8\n', [("csv_quote", 3, 1)]),
    ("quote closed by the next", b'a,b\n1,"2\n3,"4"\n', [("csv_quote", 2, 1)]),
    ("text after a quote", b'a,b\n1,2\n"3"x,4\n', [("csv_quote", 3, 1)]),
    ("NUL", "a,b\n甲,2\0\n".encode(), [("csv_nul", 2, 4)]),
    (
        "cell over the reader's limit",
        b"a,b\n1,2\n" + b"x" * 140_000 + b",2\n",
        [("csv_field_too_long", 3, 1)],
    ),
    ("open quote over the reader's limit", b'a,b\n1,"2\n' + b"x,y\n" * 40_000, [("csv_quote", 2, 1)]),
    ("header twice", "姓名,b, 姓名\n1,2,3\n".encode(), [("csv_duplicate_header", 1, 3)]),
    ("two headers twice", b"a,b,a,b\n", [("csv_duplicate_header", 1, 3), ("csv_duplicate_header", 1, 4)]),
    ("sep=,", b"sep=,\na,b\n1,2\n", [("csv_sep_line", 1, 1)]),
    ("sep=;", b"\xef\xbb\xbfsep=;\r\na;b\r\n1;2\r\n", [("csv_sep_line", 1, 1)]),
    ("semicolons", b"a;b;c\n1;2;3\n", [("csv_delimiter", 1, 1)]),
    ("tabs", b"\na\tb\tc\n1\t2\t3\n", [("csv_delimiter", 2, 1)]),
    ("Chinese commas", "代码，姓名，性别\nM01，张三，男\n".encode(), [("csv_delimiter", 1, 1)]),
    ("mostly Chinese commas", "代码，姓名，性别,备注\n".encode(), [("csv_delimiter", 1, 1)]),
    ("conflict", b"a,b\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> x\n", [("merge_conflict", 2, 1)]),
    ("conflict in a cell", b'a,b\n1,"x\n<<<<<<< HEAD\n=======\n>>>>>>> x\n"\n', [("merge_conflict", 3, 1)]),
    ("control character in the header", b"a,b\x01\n1,2\n", [("control_character", 1, 2)]),
    ("zero-width space in the header", "\ufeffa,姓\u200b名\n1,2\n".encode(), [("invisible_character", 1, 2)]),
    ("joiner in the header", "a,姓\u200d名\n1,2\n".encode(), [("invisible_character", 1, 2)]),
    ("utf-16", CSV.encode("utf-16"), [("utf16", 1, 1)]),
    ("utf-16 without its mark", CSV.encode("utf-16-le"), [("utf16", 1, 1)]),
    ("workbook", b"PK\x03\x04" + b"\x14\0" * 20, [("not_text", 1, 1)]),
    ("neither encoding", b"a,b\n1," + b"\xff\xff\n", [("csv_encoding", 2, 3)]),
    ("BOM and then GBK", b"\xef\xbb\xbfa,b\n1," + "张三\n".encode("gbk"), [("not_utf8", 2, 3)]),
    ("UTF-8 cut in a character", CSV.encode()[:-3].rstrip(b'\n"')[:-1], [("file_cut", 5, 3)]),
    ("GB18030 cut in a character", "姓名\n张三\n李四".encode("gb18030")[:-1], [("file_cut", 3, 2)]),
    ("over 4 MiB", b"a\n" + b"1\n" * (2 * 1024 * 1024), [("file_too_large", 1, 1)]),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_unusable_file(data: bytes, expected: list[Spot], told) -> None:
    table, problems = read_csv(data, "f")
    assert table is None
    assert spots(problems) == expected
    assert all(p.unreadable and p.severity is Severity.ERROR for p in problems)
    told(problems)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b",,,\n ,\n"])
def test_empty_file_is_a_warning(data: bytes) -> None:
    table, (problem,) = read_csv(data, "f")
    assert table is None
    assert (problem.code, problem.severity, problem.unreadable) == ("file_empty", Severity.WARNING, False)


BAD_ROWS: list[tuple[str, str, Spot]] = [
    ("too many cells", "3,4,5", ("csv_ragged", 3, 1)),
    ("too few cells", "3", ("csv_ragged", 3, 1)),
    ("overlong cell", "3," + "x" * 10_001, ("csv_field_too_long", 3, 2)),
    ("control character", "3,\x01", ("control_character", 3, 2)),
    ("zero-width space", "\u200b3,4", ("invisible_character", 3, 1)),
    ("line separator", "3,a\u2028b", ("control_character", 3, 2)),
]


@pytest.mark.parametrize(("row", "expected"), [row[1:] for row in BAD_ROWS], ids=[row[0] for row in BAD_ROWS])
def test_bad_row_is_left_out_and_hides_no_other(row: str, expected: Spot, told) -> None:
    table, problems = read_csv(f"a,b\n1,2\n{row}\n5,6\n".encode(), "f")
    assert texts(table) == [["a", "b"], ["1", "2"], ["5", "6"]]
    assert spots(problems) == [expected]
    assert problems[0].code in LEFT_OUT
    assert not problems[0].unreadable
    told(problems)


def test_blank_cells_beyond_the_header_are_no_fault() -> None:
    table, problems = read_csv(b"a,b\n1,2,,\n", "f")
    assert (texts(table), problems) == ([["a", "b"], ["1", "2"]], ())


def test_values_without_a_name_leave_their_row_out(told) -> None:
    table, problems = read_csv(b"a,,b,\n1,,2,\n3,x,4,\n5,,6,y\n7,,8,\n", "f")
    assert texts(table) == [["a", "b"], ["1", "2"], ["7", "8"]]
    assert spots(problems) == [("csv_empty_header", 3, 2), ("csv_empty_header", 4, 4)]
    told(problems)


def test_header_of_nothing_but_marks_is_answered() -> None:
    table, problems = read_csv(b"'\n1\n", "f")
    assert texts(table) == [[]]
    assert spots(problems) == [("csv_empty_header", 2, 1)]


def test_cell_of_10_000_characters_is_read() -> None:
    assert read_csv(("a\n" + "x" * 10_000 + "\n").encode(), "f")[1] == ()


@pytest.mark.parametrize("end", ["", " ", "\r"])
def test_cut_last_row(end: str, told) -> None:
    table, problems = read_csv(b"a,b,c\n1,2,3\n4,5" + end.encode(), "f")
    code = "csv_ragged" if end == "\r" else "csv_truncated"
    assert texts(table) == [["a", "b", "c"], ["1", "2", "3"]]
    assert spots(problems) == [(code, 3, 1)]
    assert problems[0].values == {"seen": "2", "needed": "3"}
    told(problems)


def test_full_last_row_without_line_end_is_no_fault() -> None:
    assert read_csv(b"a,b\n1,2", "f")[1] == ()


@pytest.mark.parametrize("cell", ["1.10101E+17", "1.38E+10", "5E+15", "110101199001011000", "-2e+20"])
def test_number_that_excel_spoilt_is_kept_and_named(cell: str, told) -> None:
    table, problems = read_csv(f"a,b\n1,2\n3,{cell}\n".encode(), "f")
    assert texts(table)[2] == ["3", cell]
    assert spots(problems) == [("csv_excel_number", 3, 2)]
    assert (problems[0].severity, problems[0].unreadable, dict(problems[0].values)) == (
        Severity.ERROR,
        False,
        {},
    )
    told(problems)


@pytest.mark.parametrize(
    "cell", ["0123", "1.10", "12:30", "1_000", "0x1F", "2019-06-10", "no", "~", "1E5", "10000", "E+1"]
)
def test_cell_stays_as_typed(cell: str) -> None:
    table, problems = read_csv(f"a,b\n{cell},x\n".encode(), "f")
    assert (texts(table)[1][0], problems) == (cell, ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("'0123", "0123"),
        ('"=""0123"""', "0123"),
        ("\t0123", "0123"),
        ("'=1+1", "=1+1"),
        ("'=HYPERLINK('x')", "=HYPERLINK('x')"),
        ("'\u3000=HYPERLINK('x')", "=HYPERLINK('x')"),
        ("'", ""),
        ('" \'0123"', "0123"),
    ],
)
def test_text_mark_is_taken_off_and_told(cell: str, expected: str, told) -> None:
    table, problems = read_csv(f"a,b\n{cell},x\n".encode(), "f")
    assert texts(table)[1][0] == expected
    assert spots(problems) == [("csv_text_prefix", 2, 1)]
    assert problems[0].severity is Severity.WARNING
    told(problems)


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u00a0", " \u2003\t", "\t", "\n"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_blank_hides_a_formula_from_its_mark(blank: str, sign: str) -> None:
    """A spreadsheet takes blanks of any kind off before it looks for a formula."""
    cell = f"{blank}{sign}cmd|' /C calc'!A0"
    written = csv_text([["a"], [cell]])
    assert written.partition("\n")[2].lstrip('"').startswith("'")
    table, _ = read_csv(written.encode(), "f")
    assert texts(table)[1] == [cell.strip()]


@pytest.mark.parametrize("cell", ["'三会一课'制度", "=1+1", "a'b", "x\t"])
def test_what_is_no_text_mark_stays(cell: str) -> None:
    table, problems = read_csv(f"a,b\n{cell},x\n".encode(), "f")
    assert (texts(table)[1][0], problems) == (cell.strip(), ())


def test_text_marks_are_told_once_a_column() -> None:
    _, problems = read_csv("代码,b\n1,2\n'3,'4\n'5,6\n".encode(), "f")
    assert spots(problems) == [("csv_text_prefix", 3, 1), ("csv_text_prefix", 3, 2)]
    assert [dict(p.values) for p in problems] == [{"key": "代码", "count": "2"}, {"key": "b", "count": "1"}]


def test_problems_come_in_file_order() -> None:
    _, problems = read_csv("编号,b\n'1,2\n3\n4,1E+20\n5,\x01\n".encode("gb18030"), "f")
    assert spots(problems) == [
        ("csv_gb18030", 1, 1),
        ("csv_text_prefix", 2, 1),
        ("csv_ragged", 3, 1),
        ("csv_excel_number", 4, 2),
        ("control_character", 5, 2),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_every_prefix_is_answered_and_rows_never_grow(codec: str) -> None:
    data, most = CSV.encode(codec), 0
    for end in range(len(data)):
        table, problems = read_csv(data[:end], "f")
        assert table is not None or problems
        rows = len(table.rows) if table else most
        assert rows <= 3
        most = max(most, rows)


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    table, problems = read_csv(data, "f")
    assert table is not None or problems


@given(st.text(st.sampled_from("a甲,，;\t\n\r\"'= 　\u200b\x01\0-1E+"), max_size=60))
@settings(max_examples=500)
def test_any_signs_are_answered(text: str) -> None:
    table, problems = read_csv(text.encode(), "f")
    assert table is not None or problems
    if table:
        assert all(len(row) == len(table.header) for row in table.rows)
    assert all(p.place.line >= 1 and p.place.column >= 1 for p in problems)


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r'=").filter(lambda c: not FORBIDDEN.match(c)),
    max_size=20,
).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_what_a_csv_writer_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    rows = [(f"r{left}", right) for left, right in rows if not right.startswith("=")]
    out = io.StringIO()
    csv.writer(out).writerows([("代码", "备注"), *rows])
    table, problems = read_csv(out.getvalue().encode(), "f")
    assert {p.code for p in problems} <= {"csv_excel_number", "merge_conflict"}
    if table:
        assert texts(table)[1:] == [list(row) for row in rows]
