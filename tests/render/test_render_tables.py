"""One table in every form: blocks on a console, Markdown, data, cells; by hand, with cells that could break it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from branchstd.messages.messages import Messages
from branchstd.render.markdown import cell
from branchstd.render.tables import Cell, Column, Row, Table, as_data, blocks, cells, markdown, table, text_of
from samples import standards

COLUMNS = (Column("no", "序号"), Column("number", "问题编号"), Column("task", "整改任务"), Column("start", "开始日期"))
TABLE = Table(
    "tasks", "任务清单", COLUMNS, (("1", "A-1", "补选", "2019-06-10"), ("2", "A-2", "", "2019-07-01")), "截至某日"
)


def shown(sheet: Table, width: int = 80, lang: str = "zh") -> list[str]:
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as text:
        for block in blocks(sheet, Messages(lang, *standards())):
            console.print(block, crop=False)
    return text.get().splitlines()


def one(*texts: str) -> Table:
    return Table("k", "表", COLUMNS, (texts,))


def test_each_row_is_a_block_that_leaves_empty_cells_out() -> None:
    assert shown(TABLE) == [
        "任务清单  （2项）",
        "截至某日",
        "  1 A-1",
        "    整改任务：补选；开始日期：2019-06-10",
        "  2 A-2",
        "    开始日期：2019-07-01",
        "",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_blocks_fit_the_console_and_lose_nothing(width: int, lang: str) -> None:
    long = "在牧点开会，到会的签字，不到的补课" * 12
    lines = shown(one("1", "A-1", long, "2019-06-10"), width, lang)
    assert max(cell_len(line) for line in lines) <= width
    assert long in "".join(line.strip() for line in lines)


def test_markup_in_a_cell_is_text() -> None:
    assert "    整改任务：[red]甲[/red] :smile:" in shown(one("1", "A-1", "[red]甲[/red] :smile:", ""))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("见 https://example.org/a", "见 https\\://example.org/a"),
        ("HTTP://EXAMPLE.ORG", "HTTP\\://EXAMPLE.ORG"),
        ("ftp://a.b", "ftp\\://a.b"),
        ("见www.example.org", "见www\\.example.org"),
        ("WWW.EXAMPLE.ORG", "WWW\\.EXAMPLE.ORG"),
        ("xmpp:a@b.org", "xmpp:a\\@b.org"),
        ("5.4.a 3:1 README.md", "5.4.a 3:1 README.md"),
    ],
)
def test_bare_addresses_are_no_links_in_markdown(text: str, plain: str) -> None:
    """GitHub's and Gitea's Markdown makes links of what looks like an address; an escaped sign is none of it."""
    assert cell(text) == plain
    tokens = MarkdownIt("commonmark").parse(plain)
    assert "".join(child.content for one in tokens for child in one.children or ()) == text


def test_markdown_is_a_heading_a_note_and_a_table() -> None:
    assert markdown(TABLE) == (
        "## 任务清单\n\n截至某日\n\n"
        "| 序号 | 问题编号 | 整改任务 | 开始日期 |\n"
        "| --- | --- | --- | --- |\n"
        "| 1 | A-1 | 补选 | 2019-06-10 |\n"
        "| 2 | A-2 |  | 2019-07-01 |\n"
    )


def test_a_table_without_rows_has_its_head() -> None:
    assert markdown(Table("k", "表", COLUMNS[:2], ())) == "## 表\n\n| 序号 | 问题编号 |\n| --- | --- |\n"


def test_bars_breaks_and_tags_stay_inside_their_cell() -> None:
    row = markdown(one("1", "甲|乙", "上\n下", "a\\|<b>")).splitlines()[-1]
    assert row == "| 1 | 甲\\|乙 | 上 下 | a\\\\\\|&lt;b> |"


def test_a_title_opens_no_tag() -> None:
    assert markdown(Table("k", "表（<script>）", COLUMNS, ())).startswith("## 表（&lt;script>）\n")


def test_data_has_keys_for_programs_and_titles_for_people() -> None:
    assert as_data(TABLE) == {
        "list": "tasks",
        "title": "任务清单",
        "head": [],
        "note": "截至某日",
        "columns": [
            {"key": "no", "title": "序号"}, {"key": "number", "title": "问题编号"},
            {"key": "task", "title": "整改任务"}, {"key": "start", "title": "开始日期"},
        ],
        "rows": [
            {"no": "1", "number": "A-1", "task": "补选", "start": "2019-06-10"},
            {"no": "2", "number": "A-2", "task": "", "start": "2019-07-01"},
        ],
    }  # fmt: skip


def test_cells_are_head_and_rows() -> None:
    assert cells(one("1", "=A", "", "x")) == [["序号", "问题编号", "整改任务", "开始日期"], ["1", "=A", "", "x"]]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (None, ""),
        ("见 3|1", "见 3|1"),
        (0, "0"),
        (date(2019, 6, 5), "2019-06-05"),
        (Decimal("2.50"), "2.50"),
        (Decimal("1E+2"), "100"),
        (Fraction(2, 3), "0.67"),
        (Fraction(100), "100.00"),
    ],
)
def test_a_cell_is_a_value_and_becomes_a_text_in_one_place(typed: Cell, text: str) -> None:
    assert text_of(typed) == text
    found = Table("k", "表", COLUMNS[:1], ((typed,),))
    assert cells(found)[1] == [text]
    assert as_data(found)["rows"] == [{"no": text}]


LOT: Row = {"village": "甲村", "standard": "2.1", "title": "班子"}


def test_a_column_is_a_title_and_the_cell_of_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more in a row and its title: every form has it. One without the other is refused."""
    messages = Messages("en", *standards())
    assert table("draw", [LOT], messages).texts == [["1", "甲村", "2.1", "班子"]]
    with pytest.raises(KeyError, match="drawn_on"):
        table("draw", [{**LOT, "drawn_on": date(2019, 6, 5)}], messages)
    columns = messages.sheets.COLUMNS["draw"]
    monkeypatch.setitem(messages.sheets.COLUMNS, "draw", {**columns, "drawn_on": "Drawn on"})
    with pytest.raises(KeyError, match="drawn_on"):
        table("draw", [LOT], messages)
    found = table("draw", [{**LOT, "drawn_on": date(2019, 6, 5)}], messages)
    assert cells(found)[0][-1] == "Drawn on"
    assert found.rows[0][-1] == date(2019, 6, 5)
    assert "| 1 | 甲村 | 2.1 | 班子 | 2019-06-05 |" in markdown(found)


def test_a_last_row_has_no_number() -> None:
    found = table("draw", [LOT], Messages("en", *standards()), totals=[{**LOT, "village": "Sum"}])
    assert [row[:2] for row in found.texts] == [["1", "甲村"], ["", "Sum"]]
