"""Tables as a workbook to be printed and handed in: a sheet each, with places for who
signs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from branchstd.messages.messages import Messages, points
from branchstd.render.page_setup import (
    HEAD,
    Styles,
    fit_widths,
    height,
    open_book,
    set_page,
    size,
    write_title,
)
from branchstd.render.tables import Cell, Table, text_of

_WHOLE: Final = 165  # letters that stand abreast on a page, at eight points
_SHORT: Final = 12  # letters of what stands in the middle of its cell
_TITLE: Final = 31  # letters that a sheet's title may have
_ODD: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")


def workbook(tables: Sequence[Table], day: date, messages: Messages) -> bytes:
    """The same bytes for the same tables and day. Numbers are numbers, all else is
    text; days stand as people write them.
    """
    stream = io.BytesIO()
    with open_book(stream, day) as book:
        style = Styles(book)
        for title, table in zip(_titles(tables), tables, strict=True):
            _write(book.add_worksheet(title), table, messages, style)
    return stream.getvalue()


def _titles(tables: Sequence[Table]) -> Iterator[str]:
    """As a sheet may be called, each once."""
    seen: set[str] = set()
    for table in tables:
        title = _ODD.sub("-", table.title)[:_TITLE]
        number = 1
        while title.casefold() in seen:
            number += 1
            end = f"-{number}"
            title = f"{_ODD.sub('-', table.title)[: _TITLE - len(end)]}{end}"
        seen.add(title.casefold())
        yield title


def paper_text(value: Cell, messages: Messages) -> str:
    """As every form says it, but for days, which are spelt out."""
    return messages.spell_days(text_of(value))


def _write(page: Any, table: Table, messages: Messages, style: Styles) -> None:
    heads = [column.title for column in table.columns]
    texts = [[paper_text(cell, messages) for cell in row] for row in table.rows]
    widths = fit_widths(heads, texts, _WHOLE)
    last = len(heads) - 1
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    write_title(page, table.title, (0, last), style)
    said = [paper_text(text, messages) for text in table.head]
    for at, text, kept in zip((0, last), said, (style.line, style.right), strict=False):
        page.write_string(1, at, text, kept)
    for at, head in enumerate(heads):
        page.write_string(HEAD, at, head, style.head)
    page.set_row(HEAD, height(heads, widths) + 6)
    is_short = [
        max((size(row[at]) for row in texts), default=0) <= _SHORT
        for at in range(len(heads))
    ]
    for number, (row, said_row) in enumerate(
        zip(table.rows, texts, strict=True), HEAD + 1
    ):
        page.set_row(number, height(said_row, widths) + 6)
        for at, (value, text) in enumerate(zip(row, said_row, strict=True)):
            kept = style.short if is_short[at] else style.text
            _write_cell(page, (number, at), (value, text), style, kept)
    end = HEAD + 1 + len(texts)
    if table.note:
        note = messages.ui("paper_note", text=paper_text(table.note, messages))
        _write_across(page, end, note, last, style)
        page.set_row(end, height([note], [sum(widths)]) + 4)
        end += 1
    page.write_string(end + 1, 0, messages.ui("paper_signed"), style.line)
    page.freeze_panes(HEAD + 1, min(3, last))
    set_page(page, (0, last), end + 1, named=min(3, last))


def _write_across(page: Any, row: int, text: str, last: int, style: Styles) -> None:
    if last:
        page.merge_range(row, 0, row, last, text, style.note)
    else:
        page.write_string(row, 0, text, style.note)


def _write_cell(
    page: Any, at: tuple[int, int], cell: tuple[Cell, str], style: Styles, kept: Any
) -> None:
    """Text as such whatever it looks like."""
    value, text = cell
    match value:
        case Fraction():
            page.write_number(*at, float(points(value)), style.points)
        case int() | Decimal():
            kept = style.points if "." in text else style.number
            page.write_number(*at, float(value), kept)
        case _ if text:
            page.write_string(*at, text, kept)
        case _:
            page.write_blank(*at, None, kept)
