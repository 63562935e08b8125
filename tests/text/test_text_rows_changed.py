"""Single cells set and rows taken out in tables as clerks and office suites save them: all other bytes stay."""

from __future__ import annotations

import random

import pytest

from branchstd.text.csv import read_csv
from branchstd.text.rows import change_rows
from branchstd.text.splice import Key, SpliceError

CHUNKS, EACH = 8, 250
BOM = b"\xef\xbb\xbf"
COLUMNS: dict[str, Key] = {
    "id": ("id", "代码"),
    "name": ("name", "名字", "姓名"),
    "joined": ("joined", "入党时间", "入党日期"),
    "amount": ("amount", "金额"),
    "note": ("note", "备注"),
}
OWN = ("我村加的", '"电话, 住址"', "x", "")
# Cells as they stand in a file, and as they are read.
OLD = {
    "M01": "M01", "张三": "张三", '"1985-07-01"': "1985-07-01", "12.50": "12.50", '"组长, 会计"': "组长, 会计",
    '"第一行\n第二行"': "第一行\n第二行", '"一\r\n\r\n三"': "一\n\n三", '"说""好"""': '说"好"', '""': "", "": "",
    "'-5": "-5", '"=""007"""': "007", " 前后 ": "前后", '5"管': '5"管', "\u3000": "",
}  # fmt: skip
NEW = ("M02", "李四", "2019-06-10", "组长, 会计", "一\n二", '说"好"', "", "=1+1", "-5", "@甲", "0012", "𠮷")
FAULTY = ("少", "乙,b,c,d,e,f,g,h,i,多", "丙\u200b,b,c,d,e,f,g,h,i")
BLANK = ("", " ", ",,", '""')


def written(cell: str) -> str:
    """By hand as a csv.writer does."""
    cell = f"'{cell}" if cell.startswith(("=", "-", "@")) else cell
    quoted = cell.replace('"', '""')
    return f'"{quoted}"' if set(cell) & set(',"\n') else cell


class Typed:
    """One file line by line: raw cells of every row, or a text that is no row, and the end of each line."""

    def __init__(self, chance: random.Random) -> None:
        self.names = [*chance.sample(sorted(COLUMNS), 4), *chance.sample(OWN, chance.choice((0, 0, 1, 2)))]
        chance.shuffle(self.names)
        self.width = max(at for at, name in enumerate(self.names, 1) if name)
        self.spoken = chance.choice((0, -1))
        self.encoding = chance.choice(("utf-8", "utf-8-sig", "gb18030"))
        self.quoted = chance.random() < 0.3
        ends = chance.choice((("\n",), ("\r\n",), ("\n", "\r\n"), ("\n", "\r\n", "\r")))
        header = [COLUMNS[name][self.spoken] if name in COLUMNS else name for name in self.names]
        if self.quoted:
            header = [f'"{name}"' if name and '"' not in name else name for name in header]
        self.lines: list[list[str] | str] = [*chance.choices(BLANK, k=chance.choice((0, 0, 1))), header]
        self.head = len(self.lines) - 1
        for _ in range(chance.choice((1, 2, 5))):
            self.lines += chance.choices(BLANK, k=chance.choice((0, 0, 0, 1)))
            self.lines += chance.choices(FAULTY, k=chance.choice((0, 0, 0, 0, 1)))
            cells = [chance.choice([*OLD]) if name else "" for name in self.names]
            cells[self.names.index(next(name for name in self.names if name in COLUMNS))] = "甲"
            self.lines.append(cells + [""] * chance.choice((0, 0, 0, 2)))
        self.ends = [chance.choice(ends) for _ in self.lines]
        for place in range(len(self.lines) - 1):
            if self.ends[place] == "\r" and not self.lines[place + 1]:
                self.ends[place] = "\n"  # else the two would be one line end
        if chance.random() < 0.3:
            self.ends[-1] = ""

    @property
    def text(self) -> str:
        lines = [line if isinstance(line, str) else ",".join(line) for line in self.lines]
        return "".join(line + end for line, end in zip(lines, self.ends, strict=True))

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)

    def rows(self) -> dict[int, int]:
        """By place in the file, the physical line on which each row begins."""
        found, line = {}, 1
        for place, (cells, end) in enumerate(zip(self.lines, self.ends, strict=True)):
            if not isinstance(cells, str) and place > self.head:
                found[place] = line
            whole = (cells if isinstance(cells, str) else ",".join(cells)) + end
            line += whole.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        return found

    def set(self, place: int, name: str, cell: str) -> None:
        """A cell as it is to be, written anew only if it says something else."""
        cells = self.lines[place]
        assert not isinstance(cells, str)
        if OLD.get(cells[self.names.index(name)], cells[self.names.index(name)]) != cell:
            cells[self.names.index(name)] = written(cell)

    def widen(self, name: str) -> None:
        """One more column, in all lines that reach to the last with a name."""
        header = self.lines[self.head]
        ascii_only = "".join(header).isascii()
        for place, cells in enumerate(self.lines):
            parts = cells.split(",") if isinstance(cells, str) else cells
            if place == self.head:
                parts.insert(self.width, COLUMNS[name][0 if ascii_only else -1])
            elif not isinstance(cells, str) or (len(parts) >= self.width and "".join(parts).strip(' "')):
                parts.insert(self.width, "")
            self.lines[place] = ",".join(parts) if isinstance(cells, str) else parts
        self.names.insert(self.width, name)
        self.width += 1


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_cells_are_set_rows_go_and_nothing_else(chunk: int) -> None:
    for number in range(EACH):
        chance = random.Random(f"{chunk}.{number}")
        typed = Typed(chance)
        before, rows = typed.data, typed.rows()
        gone = [place for place in rows if chance.random() < 0.2]
        lacking = [name for name in COLUMNS if name not in typed.names]
        cells: dict[tuple[int, Key], str] = {}
        for place in rows:
            own = typed.names.index(next(name for name in typed.names if name in COLUMNS))
            for at, name in enumerate([*typed.names, *lacking]):
                if name in COLUMNS and at != own and chance.random() < (0.1 if name in lacking else 0.3):
                    cells[rows[place], COLUMNS[name]] = chance.choice(NEW)
        lines = {line: place for place, line in rows.items()}
        meant = {(lines[line], key[0]): cell for (line, key), cell in cells.items() if lines[line] not in gone}
        for name in dict.fromkeys(name for (_, name), cell in meant.items() if name in lacking and cell):
            typed.widen(name)
        for (place, name), cell in meant.items():
            if name in typed.names:
                typed.set(place, name, cell)
        kept = [place for place in range(len(typed.lines)) if place not in gone]
        typed.lines, typed.ends = [typed.lines[place] for place in kept], [typed.ends[place] for place in kept]
        after = change_rows(before, "a.csv", cells, [rows[place] for place in gone])
        assert after == typed.data, (chunk, number)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_there_already_changes_nothing(chunk: int) -> None:
    for number in range(EACH):
        data = Typed(random.Random(f"{chunk}.{number}")).data
        table, _ = read_csv(data, "a.csv")
        assert table is not None
        cells = {
            (row[0].line, (head.text, "无")): cell.text
            for row in table.rows
            for head, cell in zip(table.header, row, strict=True)
        }
        assert change_rows(data, "a.csv", cells) == data == change_rows(data, "a.csv", {})


def test_the_generator_writes_every_sort_of_file() -> None:
    files = [Typed(random.Random(f"{chunk}.{number}")) for chunk in range(CHUNKS) for number in range(EACH)]
    sorts = {
        (file.encoding, len(set(file.ends) - {""}) > 1, not file.ends[-1], any(line in FAULTY for line in file.lines))
        for file in files
    }
    assert len(sorts) == 3 * 2 * 2 * 2
    for file in files:
        table, _ = read_csv(file.data, "a.csv")
        assert table is not None
        assert [row[0].line for row in table.rows] == [*file.rows().values()]


HEAD = "代码,姓名,备注\n"
ID, NAME, NOTE, AMOUNT = COLUMNS["id"], COLUMNS["name"], COLUMNS["note"], COLUMNS["amount"]
# What is set, which rows go, text before and after.
CHANGED: dict[str, tuple[dict[tuple[int, Key], str], list[int], str, str]] = {
    "one_cell": ({(2, NAME): "李四"}, [], HEAD + "M01,张三,\n", HEAD + "M01,李四,\n"),
    "the_first_and_the_last": (
        {(2, ID): "M09", (2, NOTE): "好"}, [], HEAD + "M01,张三,\nM02,乙,\n", HEAD + "M09,张三,好\nM02,乙,\n",
    ),
    "the_last_without_a_line_end": ({(2, NOTE): "好"}, [], HEAD + "M01,张三,", HEAD + "M01,张三,好"),
    "quoted_where_needed": (
        {(2, NOTE): '一, "二"', (2, NAME): "乙"}, [], HEAD + 'M01,"张三","三"\n', HEAD + 'M01,乙,"一, ""二"""\n',
    ),
    "guarded": ({(2, NOTE): "=1+1"}, [], HEAD + "M01,张三,\n", HEAD + "M01,张三,'=1+1\n"),
    "emptied": ({(2, NOTE): ""}, [], HEAD + 'M01,张三,"好"\n', HEAD + "M01,张三,\n"),
    "said_already": ({(2, NOTE): "好", (2, NAME): "-5"}, [], HEAD + 'M01,\'-5,"好"\n', HEAD + 'M01,\'-5,"好"\n'),
    "below_line_breaks": (
        {(5, NAME): "丙"}, [], HEAD + 'M01,"张\n三","\r\n"\nM02,乙,\n', HEAD + 'M01,"张\n三","\r\n"\nM02,丙,\n',
    ),
    "a_row_over_lines_goes": ({}, [3], HEAD + '\nM01,"张\n三",x\r\nM02,乙,\n', HEAD + "\nM02,乙,\n"),
    "the_last_row_goes": ({}, [3], HEAD + "M01,张三,\nM02,乙,", HEAD + "M01,张三,\n"),
    "all_rows_go": ({}, [2, 3], HEAD + "M01,张三,\nM02,乙,\n", HEAD),
    "going_is_more_than_changing": ({(2, AMOUNT): "5"}, [2], HEAD + "M01,张三,\n", HEAD),
    "a_column_more": (
        {(3, AMOUNT): "5"}, [], HEAD + "M01,张三,\nM02,乙,丙\n", "代码,姓名,备注,金额\nM01,张三,,\nM02,乙,丙,5\n",
    ),
    "a_column_in_english": ({(2, AMOUNT): "5"}, [], "id,name\r\nM01,a\r\n", "id,name,amount\r\nM01,a,5\r\n"),
    "columns_more": (
        {(2, NOTE): "a, b", (3, AMOUNT): "5"}, [], "id\nM01\nM02\n",
        'id,note,amount\nM01,"a, b",\nM02,,5\n',
    ),
    "a_column_behind_the_last_with_a_name": (
        {(2, AMOUNT): "5"}, [], "id,name,,\nM1,a,,,,\n,,,\n\nM2,b\n", "id,name,amount,,\nM1,a,5,,,,\n,,,\n\nM2,b,\n",
    ),
    "no_column_for_nothing": ({(2, AMOUNT): ""}, [], HEAD + "M01,张三,\n", HEAD + "M01,张三,\n"),
    "rows_left_out_stay_left_out": (
        {(4, AMOUNT): "5"}, [], "id,name\nM01\nM02,a,b\nM03,c\n", "id,name,amount\nM01\nM02,a,,b\nM03,c,5\n",
    ),
    "what_people_say": ({(2, NAME): "乙"}, [], "名字,代码\n甲,M01\n", "名字,代码\n乙,M01\n"),
    "the_label_before_what_people_say": ({(2, NAME): "乙"}, [], "名字,姓名\n甲,甲\n", "名字,姓名\n甲,乙\n"),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("case", CHANGED)
def test_changed(case: str, encoding: str) -> None:
    cells, gone, before, after = CHANGED[case]
    assert change_rows(before.encode(encoding), "a.csv", cells, gone) == after.encode(encoding)


def test_a_mark_before_a_quoted_header_is_no_part_of_it() -> None:
    before = '\ufeff"电话, 住址","代码"\n"a, b",M01\n'
    for encoding in ("utf-8", "gb18030"):
        after = change_rows(before.encode(encoding), "a.csv", {(2, ID): "M02", (2, NOTE): "c"})
        assert after.decode(encoding) == '\ufeff"电话, 住址","代码",备注\n"a, b",M02,c\n'


def test_a_row_that_was_left_out_cannot_be_changed_and_others_can() -> None:
    before = (HEAD + "M01,张三\nM02,李四,\nM03,王").encode()
    for line in (2, 4):
        with pytest.raises(SpliceError) as refused:
            change_rows(before, "a.csv", {(line, NAME): "甲", (3, NAME): "乙"})
        assert [(problem.code, problem.place.line) for problem in refused.value.problems] == [
            ("csv_ragged" if line == 2 else "csv_truncated", line)
        ]
        with pytest.raises(SpliceError):
            change_rows(before, "a.csv", {}, [line])
    assert change_rows(before, "a.csv", {(3, NAME): "乙"}) == before.replace("李四".encode(), "乙".encode())


@pytest.mark.parametrize("line", [0, 1, 3, 4, 6])
def test_no_row_begins_there(line: int) -> None:
    before = (HEAD + 'M01,"张\n三",\n\nM02,乙,\n').encode()
    for cells, gone in (({(line, NAME): "乙"}, []), ({}, [line])):
        with pytest.raises(SpliceError):
            change_rows(before, "a.csv", cells, gone)


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"id;name\n", b'id,name\n"M01', b"id,id\n", b"'\na\n", b"PK\x03\x04", b"\xff\xfe\x00\x00"]
)
def test_no_table_to_change(data: bytes) -> None:
    with pytest.raises(SpliceError):
        change_rows(data, "a.csv", {(2, ID): "M01"})


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("value", ["a\x00", "a\u200b", "a\ud800", "a\rb", " a", "a\n", "'a", "'=a", "a" * 10_001])
def test_a_cell_that_would_not_come_back_is_refused(value: str, encoding: str) -> None:
    with pytest.raises(SpliceError):
        change_rows((HEAD + "M01,a,b\n").encode(encoding), "a.csv", {(2, NOTE): value})


def test_a_row_of_nothing_is_refused_and_shown() -> None:
    with pytest.raises(SpliceError) as refused:
        change_rows(b"id\nM01\n", "a.csv", {(2, ID): ""})
    assert refused.value.tried == (b"id\nM01\n", b"id\n\n")
