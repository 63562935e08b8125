"""What people, Excel, WPS and LibreOffice do to a workbook, and what is to come of it.

Each is done to the workbook of 柳哨村, whose rows begin at the fourth line; then nothing changes, or what a clerk meant
stands in the files, or the file is refused with the cell. What is told without being refused stands behind a `~`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

DUES, DUTY, INCOME, POSTS = "党费收缴", "坐班", "收入", "任职"
Lines = dict[str, tuple[list[str], list[str]]]


class Damage(NamedTuple):
    """told: `cell code` of all that is told, with the number of more cells of which the same is told behind it. lines:
    of a file those that are gone and new. options: of the command. unsaved: what is told where no spreadsheet has
    saved it.
    """

    do: Callable[[Workbook], object]
    told: tuple[str, ...] = ()
    lines: Lines = {}  # noqa: RUF012
    options: tuple[str, ...] = ()
    unsaved: tuple[str, ...] | None = None


def put(sheet: str, **cells: object) -> Callable[[Workbook], None]:
    def do(book: Workbook) -> None:
        for cell, value in cells.items():
            book[sheet][cell] = value

    return do


def text(sheet: str, cell: str, value: str) -> Callable[[Workbook], None]:
    """Also one that begins like a formula."""

    def do(book: Workbook) -> None:
        book[sheet][cell].value = value
        book[sheet][cell].data_type = "s"

    return do


def rows_of(page: Worksheet, first: int, last: int) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=first, max_row=last)]


def set_rows(page: Worksheet, first: int, rows: list[list[Any]], column: int = 1) -> None:
    for number, row in enumerate(rows, first):
        for at, value in enumerate(row, column):
            page.cell(number, at).value = value


def turned(book: Workbook) -> None:
    """The 36 rows of duty, sorted the other way round with all their columns."""
    set_rows(book[DUTY], 4, rows_of(book[DUTY], 4, 39)[::-1])


def ids(*numbers: int) -> Callable[[Workbook], None]:
    """The hidden cells of the first rows of duty, in another order."""

    def do(book: Workbook) -> None:
        page = book[DUTY]
        found = [page.cell(number, 1).value for number in numbers]
        for number, name in zip(range(4, 4 + len(numbers)), found, strict=True):
            page.cell(number, 1).value = name

    return do


def inserted(sheet: str, at: int, *values: object) -> Callable[[Workbook], None]:
    def do(book: Workbook) -> None:
        book[sheet].insert_rows(at)
        set_rows(book[sheet], at, [[*values]], 2)

    return do


def copied(book: Workbook) -> None:
    page = book[DUTY]
    set_rows(page, 40, rows_of(page, 4, 4))


def columns_moved(book: Workbook) -> None:
    page = book[DUTY]
    set_rows(page, 3, [[row[1], row[3], row[2], row[0], row[4]] for row in rows_of(page, 3, 39)])


def merged(sheet: str, cells: str) -> Callable[[Workbook], None]:
    return lambda book: book[sheet].merge_cells(cells)


def as_days(book: Workbook) -> None:
    """As Excel makes of what is typed: days that are numbers."""
    for number in range(4, 29):
        cell = book[DUES][f"C{number}"]
        cell.value = datetime.fromisoformat(str(cell.value))
        cell.number_format = "yyyy/m/d"


def as_texts(book: Workbook) -> None:
    for number in range(4, 40):
        for column in "DE":
            cell = book[DUTY][f"{column}{number}"]
            cell.value, cell.number_format = str(cell.value), "@"


def as_numbers(book: Workbook) -> None:
    for number in range(4, 29):
        cell = book[DUES][f"F{number}"]
        cell.value, cell.number_format = float(cell.value), "¥#,##0.00"


def blanks(book: Workbook) -> None:
    for number in range(4, 29):
        for column, form in {"B": "{} ", "C": " {}", "F": "{}　", "G": "\t{}"}.items():
            cell = book[DUES][f"{column}{number}"]
            cell.value = form.format(cell.value)


WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def wide(book: Workbook) -> None:
    for number in range(4, 29):
        for column in "BCF":
            cell = book[DUES][f"{column}{number}"]
            cell.value = str(cell.value).translate(WIDE)


def based(**changes: object) -> Callable[[Workbook], None]:
    """A base with other words in it, that agrees with itself."""

    def do(book: Workbook) -> None:
        page = book["_base"]
        whole = json.loads("".join(str(row[0]) for row in page.iter_rows(min_row=2, max_col=1, values_only=True)))
        said = json.dumps({**whole, **changes}, ensure_ascii=False, separators=(",", ":"))
        page["B1"] = sha256(said.encode()).hexdigest()[:16]
        for number in range(2, page.max_row + 1):
            page.cell(number, 1).value = None
        for number, at in enumerate(range(0, len(said), 30_000), 2):
            page.cell(number, 1).value = said[at : at + 30_000]

    return do


def hidden_rows(book: Workbook) -> None:
    """A filter that somebody left on."""
    for number in range(6, 30):
        book[DUTY].row_dimensions[number].hidden = True
    book[DUTY].auto_filter.add_filter_column(1, ["2019-01"])


def looks(book: Workbook) -> None:
    for page in book:
        page.freeze_panes, page.sheet_view.zoomScale = "B7", 60
        page.column_dimensions["B"].width = 3
        page["C4"].fill = PatternFill("solid", "FFFF00")
        page["C4"].font = copy(page["B1"].font)
        page.protection.sheet = True


def cleared(cells: str) -> Callable[[Workbook], None]:
    def do(book: Workbook) -> None:
        for row in book[INCOME][cells]:
            for cell in row:
                cell.value = None

    return do


def added_sheet(book: Workbook) -> None:
    book.create_sheet("账")["A1"] = "村里自己的账"
    book["账"]["A2"] = "=1/0"


def renamed(book: Workbook) -> None:
    book[INCOME].title = "收入2"


def moved_sheets(book: Workbook) -> None:
    book.move_sheet(DUES, -5)


SUM = ("2019-12-20", "捐赠", "100", "否", "煤款")
SUM_LINE = "2019-12-20,捐赠,100,否,煤款"
FIRST_INCOME = "2019-04-30,发包租赁,5000,是,河滩打草场合同2019—2021年，每年5000元"
FIRST_DUES = "2019-01,2019-01-09,,无,2.70,1-6"
GONE = ("收入 ~book_row_gone",)

DAMAGES: Final[dict[str, Damage]] = {
    "nothing": Damage(lambda book: None),
    "sorted": Damage(turned),
    "sorted without the hidden column": Damage(ids(5, 4), (f"{DUTY}!B4 book_rows_crossed +1",)),
    "ids permuted": Damage(ids(5, 6, 4), (f"{DUTY}!B4 book_rows_crossed +2",)),
    "id twice": Damage(copied, (f"{DUTY}!B40 book_row_twice",)),
    "id lost": Damage(put(DUTY, A4=None)),
    "id lost and a cell changed": Damage(
        put(DUTY, A4=None, D4=4), lines={"duty.csv": (["2019-01,M01,3,2"], ["2019-01,M01,4,2"])}),
    "ids lost": Damage(lambda book: book[DUTY].delete_cols(1)),
    "row inserted empty": Damage(inserted(DUTY, 6)),
    "row inserted": Damage(inserted(INCOME, 5, *SUM), lines={"income.csv": ([], [SUM_LINE])}),
    "row deleted": Damage(lambda book: book[INCOME].delete_rows(4), GONE),
    "row deleted and meant": Damage(
        lambda book: book[INCOME].delete_rows(4), lines={"income.csv": ([FIRST_INCOME], [])}, options=("--deletions",)),
    "row cleared": Damage(cleared("B4:I4"), GONE),
    "row cleared with its id": Damage(cleared("A4:I4"), GONE),
    "cell cleared": Damage(put(DUES, G4=None), lines={"dues.csv": ([FIRST_DUES], ["2019-01,2019-01-09,,无,2.70,"])}),
    "needed cell cleared": Damage(put(DUES, C4=None), (f"{DUES}!C4 missing_field",)),
    "key changed": Damage(
        put(INCOME, B4="2019-05-06"),
        lines={"income.csv": ([FIRST_INCOME], [FIRST_INCOME.replace("2019-04-30", "2019-05-06")])}),
    "key of another": Damage(put(DUTY, C4="马秀兰"), (f"{DUTY}!B4 book_rows_crossed",)),
    "two new rows of one key": Damage(
        lambda book: set_rows(book[DUTY], 40, [["2019-12", "M04", 1, 1], ["2019-12", "M04", 2, 2]], 2),
        (f"{DUTY}!B41 book_row_twice",)),
    "sheet renamed": Damage(renamed, ("收入 ~book_sheet_gone", "收入2 ~book_sheet_unread")),
    "sheet removed": Damage(lambda book: book.remove(book[INCOME]), ("收入 ~book_sheet_gone",)),
    "sheet added": Damage(added_sheet, ("账 ~book_sheet_unread",)),
    "sheets moved": Damage(moved_sheets),
    "columns moved": Damage(columns_moved),
    "column renamed": Damage(put(DUTY, D3="出勤"), (f"{DUTY}!D3 ~book_column_unread",)),
    "column removed": Damage(lambda book: book[DUTY].delete_cols(5)),
    "column added": Damage(put(DUTY, F3="备注", F4="下雨"), (f"{DUTY}!F3 ~book_column_unread",)),
    "headings removed": Damage(lambda book: book[DUTY].delete_rows(3), (f"{DUTY}!A1 book_no_headings",)),
    "title removed": Damage(lambda book: book[DUTY].delete_rows(1)),
    "title removed and a cell changed": Damage(
        lambda book: (book[DUTY].delete_rows(1, 2), put(DUTY, D2=4)(book)),
        lines={"duty.csv": (["2019-01,M01,3,2"], ["2019-01,M01,4,2"])}),
    "merged downwards": Damage(merged(POSTS, "C4:C5")),
    "merged across empty ones": Damage(merged(INCOME, "F4:H4")),
    "formula": Damage(put(DUES, F4="=1+1.7"), unsaved=(f"{DUES}!F4 book_cell_error",)),
    "formula that fails": Damage(put(DUES, F4="=1/0"), (f"{DUES}!F4 book_cell_error",)),
    "days as days": Damage(as_days),
    "days as numbers": Damage(put(DUES, C4=43474), (f"{DUES}!C4 date_serial",)),
    "numbers as texts": Damage(as_texts),
    "texts as numbers": Damage(as_numbers),
    "blanks round texts": Damage(blanks),
    "full width": Damage(wide),
    "truth instead of a word": Damage(put(INCOME, E4=True), ("收入!E4 bad_yesno",), unsaved=()),  # saved as 1
    "base removed": Damage(lambda book: book.remove(book["_base"]), ("FILE book_without_base",)),
    "base edited": Damage(put("_base", A2="{}"), ("_base!A1 book_base_spoilt",)),
    "base of a village that is not of the town": Damage(based(slug="nowhere"), ("FILE book_of_another",)),
    "rows of another village's workbook": Damage(
        lambda book: set_rows(book[DUTY], 4, [["0a1b2c-0007", "2019-01", "M01", 9, 9]]),
        (f"{DUTY}!B4 book_row_foreign",)),
    "base of another year": Damage(based(year=2018), ("FILE book_of_another",)),
    "base of another town": Damage(based(town="别处镇"), ("FILE book_of_another",)),
    "very long": Damage(put(INCOME, F4="长" * 10_001), ("收入!F4 yaml_text_too_long",)),
    # What .ods cannot hold LibreOffice leaves out.
    "control character": Damage(put(INCOME, F4="a_x0007_b"), ("收入!F4 control_character",)),
    "invisible character": Damage(put(INCOME, F4="a\u202eb"), ("收入!F4 invisible_character",)),
    "formula as a text": Damage(
        text(INCOME, "F4", '=HYPERLINK("http://x","y")'),
        lines={"income.csv": ([FIRST_INCOME], ['2019-04-30,发包租赁,5000,是,"\'=HYPERLINK(""http://x"",""y"")"'])}),
    "row under the signature": Damage(
        lambda book: set_rows(book[INCOME], 30, [[*SUM]], 2), lines={"income.csv": ([], [SUM_LINE])}),
    "sums": Damage(
        lambda book: set_rows(book[INCOME], 7, [["合计", None, 10_000], ["小计：", None, "=SUM(D4:D6)"]], 2),
        unsaved=("收入!D8 book_cell_error",)),
    "note below": Damage(put(INCOME, B9="以上都有收据")),
    "filter left on": Damage(hidden_rows),
    "other looks": Damage(looks),
    "unknown name": Damage(put(DUTY, C4="马秀花"), (f"{DUTY}!C4 name_unknown",)),
    "grey cell": Damage(put("自查", G4="达标 3.00/3.00"), ("自查!G4 book_cell_computed",)),
}  # fmt: skip
