"""A table of texts that is shown, printed or opened in a spreadsheet: the same columns and rows in every form.

What the plan leaves open about numbers that are shown, below them, until the town decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from branchstd.messages.messages import Messages
from branchstd.render.markdown import cell, table
from branchstd.render.style import heading, indent


class Column(NamedTuple):
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`key` names the list for programs. What is not recorded is an empty cell."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def sheet(key: str, rows: Iterable[tuple[str, ...]], messages: Messages, whose: str = "") -> Sheet:
    """A table of these columns; its rows are numbered here. whose: the village, or the person, whose it is."""
    title = str(messages.sheets.LISTS[key])
    columns = tuple(Column(name, text) for name, text in messages.sheets.COLUMNS[key].items())
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    return Sheet(key, messages.ui("title_of", title=title, whose=whose) if whose else title, columns, numbered, "")


def cells(sheet: Sheet) -> list[list[str]]:
    """Head and rows, for a spreadsheet."""
    return [[column.title for column in sheet.columns], *(list(row) for row in sheet.rows)]


def markdown(sheet: Sheet) -> str:
    """A heading, the note, and one table. Bars and line breaks in cells cannot break it."""
    head, *rows = ([cell(text) for text in row] for row in cells(sheet))
    return "\n".join([f"## {cell(sheet.title)}", "", *([sheet.note, ""] if sheet.note else []), table(head, rows)])


def as_data(sheet: Sheet) -> dict[str, object]:
    """Columns with their keys and titles, rows by key."""
    keys = [column.key for column in sheet.columns]
    return {
        "list": sheet.key,
        "title": sheet.title,
        "note": sheet.note,
        "columns": [column._asdict() for column in sheet.columns],
        "rows": [dict(zip(keys, row, strict=True)) for row in sheet.rows],
    }


def blocks(sheet: Sheet, messages: Messages) -> Iterator[RenderableType]:
    """Official tables are wider than a terminal: each row is a block, its first cells the head; empty cells are not."""
    yield heading(f"{sheet.title}  {messages.ui('rows', count=len(sheet.rows))}")
    if sheet.note:
        yield indent(sheet.note, 0, "dim")
    for row in sheet.rows:
        number, name, *rest = row
        yield indent(Text(f"{number} {name}", "bold"))
        told = (
            f"{c.title}{messages.words.COLON}{text}" for c, text in zip(sheet.columns[2:], rest, strict=True) if text
        )
        yield indent(str(messages.words.SEMI).join(told), 4)
    yield Text()


def footnotes(codes: Collection[str], messages: Messages) -> Iterator[RenderableType]:
    """codes: of the rules, standards, targets and days that are shown."""
    told = messages.footnotes(codes)
    if told:
        yield Text()
    for text in told:
        yield indent(text, 0, "dim")
