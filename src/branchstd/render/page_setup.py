"""Sheets of a workbook as offices print them: one look for those that are filled in and
for those that are handed in.

A4 on its side, title, a line with unit and day, a head that stays in sight and comes
again on each page, at the end who signs. What is text stays text: nothing computes,
nothing leads anywhere.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

HEAD: Final = 2  # the row of the headings, counted from nought
TALLEST: Final = 400  # points of a row; programs take 409
_LINE: Final = 15  # points of a line
_A4: Final = 9
_LATIN: Final = re.compile("[A-Za-z]{3,}")  # words, which have no place to break
_HEAD_LINES: Final = 3  # into which a heading may be broken
_SHORT: Final = (14, 11, 8)  # letters of columns that stay as they are, if they can


@contextmanager
def open_book(stream: io.BytesIO, day: date) -> Iterator[Any]:
    """A workbook that is written into the stream; the same bytes for the same cells and
    day.
    """
    from xlsxwriter import Workbook  # only where a workbook is made

    plain = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(stream, {"in_memory": True, **plain})
    made = datetime(day.year, day.month, day.day)  # noqa: DTZ001  no hours, no zone
    book.set_properties({"created": made})
    yield book
    book.close()


class Styles:
    """The formats of a workbook's cells."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "宋体", "font_size": 10}
        box = {**font, "border": 1, "valign": "vcenter", "text_wrap": True}
        text = {**box, "num_format": "@"}
        self.title = book.add_format(
            {**font, "bold": True, "font_size": 16, "align": "center"}
        )
        self.line = book.add_format(font)
        self.right = book.add_format({**font, "align": "right"})
        self.note = book.add_format({**font, "text_wrap": True, "valign": "top"})
        self.head = book.add_format(
            {
                **box,
                "bold": True,
                "align": "center",
                "bg_color": "#DDEBF7",
            }
        )
        self.text = book.add_format(text)
        self.short = book.add_format({**text, "align": "center"})
        self.number = book.add_format({**box, "align": "center"})
        self.points = book.add_format({**box, "align": "center", "num_format": "0.00"})
        self.grey = book.add_format(
            {**text, "bg_color": "#EEEEEE", "font_color": "#555555"}
        )
        self.wrong = book.add_format(
            {**text, "bg_color": "#FFC7CE", "font_color": "#9C0006"}
        )
        self.id = book.add_format({"num_format": "@", "font_color": "#999999"})
        self.guide = book.add_format({**font, "font_size": 12, "text_wrap": True})


def write_title(page: Any, title: str, columns: tuple[int, int], style: Styles) -> None:
    """Over all columns, from the first to the last."""
    first, last = columns
    if first == last:
        page.write_string(0, first, title, style.title)
    else:
        page.merge_range(0, first, 0, last, title, style.title)


def set_page(
    page: Any, columns: tuple[int, int], last: int, *, wide: int = 1, named: int = 0
) -> None:
    """How a sheet is printed. columns: the first and last that are. last: its last row.
    wide: pages abreast. named: columns that come again on each of them.
    """
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.center_horizontally()
    page.fit_to_pages(wide, 0)
    page.repeat_rows(HEAD)
    if named:
        page.repeat_columns(columns[0], columns[0] + named - 1)
    page.print_area(0, columns[0], last, columns[1])
    page.set_footer("&C&10&P / &N")


def size(text: str) -> int:
    """How wide a line is, in letters of the Latin kind."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def height(texts: Iterable[str], widths: Iterable[int]) -> int:
    """Of a row in points, so that all of its text shows where a program does not see to
    that itself.
    """
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        parts = [size(part) for part in text.split("\n")]
        # A line may end before a sign of two letters.
        room = max(1, width - 1)
        lines = max(lines, sum(max(1, -(-part // room)) for part in parts))
    return min(_LINE * lines, TALLEST)


def fit_widths(
    heads: Sequence[str], rows: Sequence[Sequence[str]], whole: int, least: int = 5
) -> list[int]:
    """Of columns by what stands in them. Short ones take what they need, long ones
    share the rest by the root of their longest cell, so that rows get no taller than
    they must.

    whole: of all columns together; more only where all are at their least, or words of
    headings would be broken.
    """
    words = [max(map(len, _LATIN.findall(head)), default=0) + 2 for head in heads]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(heads)
    wanted = [
        max(
            least,
            word,
            -(-size(head) // _HEAD_LINES) + 2,
            *(size(part) + 1 for text in texts for part in text.split("\n")),
        )
        for head, word, texts in zip(heads, words, columns, strict=True)
    ]
    for short in (*_SHORT, least):
        for share in range(max(wanted), 0, -1):
            widths = [
                min(one, max(short, word, round(share * math.sqrt(one))))
                for one, word in zip(wanted, words, strict=True)
            ]
            if sum(widths) <= whole:
                return widths
    return widths
