"""What a list or a report says, as values, and the forms of a table: terminal,
Markdown, data, a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from rich.console import RenderableType
from rich.text import Text

from branchstd.messages.messages import Messages, points
from branchstd.messages.phrases import Phrases, number
from branchstd.render.markdown import cell, table_text
from branchstd.render.style import heading, indent

T = TypeVar("T")
# None: not recorded. Fraction: points, shown at two places; Decimal: shown as it is.
Cell = str | int | date | Decimal | Fraction | None
Row = Mapping[str, Cell]


class Column(NamedTuple):
    """`key` is for programs and the same in every language."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Table:
    """`key` names the list for programs. A cell keeps its type, so that each form can
    show days as days.

    head: whose it is and of which day. note: what else is to be known.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    head: tuple[str, ...] = ()

    @property
    def texts(self) -> list[list[str]]:
        """The rows as every form but a workbook shows them."""
        return [[text_of(one) for one in row] for row in self.rows]


@dataclass(frozen=True)
class Block:
    """No table, in a section. kind: how `templates/report/parts.*` lay it out; data:
    plain, as the kind has it.
    """

    kind: str
    data: object


@dataclass(frozen=True)
class Section:
    """A heading of a report (empty: none) and what stands under it. `key` names it for
    templates.

    level: of the heading, 2 or 3. wide: on paper a page on its side begins here, and
    lasts to the next such.
    drawn: figures alone, which no form in text has.
    """

    key: str
    heading: str
    content: Sequence[Table | Block] = ()
    level: int = 2
    wide: bool = False
    drawn: bool = False


def section(
    key: str,
    messages: Messages,
    *content: Table | Block,
    heading: str | None = None,
    level: int = 2,
    wide: bool = False,
) -> Section:
    """Under the heading of its key, where no other is given."""
    return Section(
        key,
        messages.sheets.REPORT[key] if heading is None else heading,
        content,
        level,
        wide,
    )


def under(table: Table) -> Section:
    """A table under its own title."""
    return Section(table.key, table.title, (table,), level=3)


def table(
    key: str,
    rows: Iterable[Row],
    messages: Phrases,
    whose: str = "",
    *,
    more: Iterable[Column] = (),
    after: str = "",
    totals: Iterable[Row] = (),
) -> Table:
    """Rows by column, numbered here. Raises KeyError where a row has other columns than
    those that have a title.

    whose: the village, or the person, whose it is. more: columns that no table of
    titles knows, behind the one of the key `after`, or last. totals: last rows, without
    a number.
    """
    title = str(messages.sheets.LISTS[key])
    titled = [Column(*one) for one in messages.sheets.COLUMNS[key].items()]
    place = [one.key for one in titled].index(after) + 1 if after else len(titled)
    columns = (*titled[:place], *more, *titled[place:])
    numbered: list[Row] = [{"no": place, **row} for place, row in enumerate(rows, 1)]
    numbered += [{"no": None, **row} for row in totals]
    found = tuple(_in_order(key, row, columns) for row in numbered)
    return Table(
        key,
        messages.ui("title_of", title=title, whose=whose) if whose else title,
        columns,
        found,
    )


def as_table(
    key: str,
) -> Callable[[Callable[[T, Messages], Iterable[Row]]], Callable[[T, Messages], Table]]:
    """For functions that yield the rows of the table `key`: they give the table."""

    def decorate(
        rows: Callable[[T, Messages], Iterable[Row]],
    ) -> Callable[[T, Messages], Table]:
        @wraps(rows)
        def build(of: T, messages: Messages) -> Table:
            return table(key, rows(of, messages), messages)

        return build

    return decorate


def without(found: Table, *keys: str) -> Table:
    """The same without some columns."""
    places = [at for at, one in enumerate(found.columns) if one.key not in keys]
    return replace(
        found,
        columns=tuple(found.columns[at] for at in places),
        rows=tuple(tuple(row[at] for at in places) for row in found.rows),
    )


def _in_order(key: str, row: Row, columns: Iterable[Column]) -> tuple[Cell, ...]:
    keys = [column.key for column in columns]
    if odd := row.keys() ^ set(keys):
        raise KeyError(key, *sorted(odd))
    return tuple(row[name] for name in keys)


def exact(value: Fraction) -> Decimal:
    """Points as the manual gives them: whole or with few places."""
    return Decimal(number(value))


def text_of(value: Cell) -> str:
    """What is not recorded is empty; points have two places, half up; days are ISO."""
    match value:
        case None:
            return ""
        case Fraction():
            return points(value)
        case Decimal():
            return f"{value:f}"
    return str(value)


def cells(table: Table) -> list[list[str]]:
    """Head and rows, for a spreadsheet."""
    return [[column.title for column in table.columns], *table.texts]


def markdown(table: Table) -> str:
    """A heading, whose and of which day, the note, and one table. Bars and line breaks
    in cells cannot break it.
    """
    head, *rows = ([cell(text) for text in row] for row in cells(table))
    return "\n".join(
        [
            f"## {cell(table.title)}",
            "",
            *(["\u3000".join(table.head), ""] if table.head else []),
            *([table.note, ""] if table.note else []),
            table_text(head, rows),
        ]
    )


def as_data(table: Table) -> dict[str, object]:
    """Columns with their keys and titles, rows by key."""
    keys = [column.key for column in table.columns]
    return {
        "list": table.key,
        "title": table.title,
        "head": list(table.head),
        "note": table.note,
        "columns": [column._asdict() for column in table.columns],
        "rows": [dict(zip(keys, row, strict=True)) for row in table.texts],
    }


def blocks(table: Table, messages: Messages) -> Iterator[RenderableType]:
    """Official tables are wider than a terminal: each row is a block, its first cells
    the head; empty cells are not.
    """
    yield heading(f"{table.title}  {messages.ui('rows', count=len(table.rows))}")
    for line in filter(None, ("\u3000".join(table.head), table.note)):
        yield indent(line, 0, "dim")
    for number_, name, *rest in table.texts:
        yield indent(Text(f"{number_} {name}", "bold"))
        told = (
            f"{c.title}{messages.words.COLON}{text}"
            for c, text in zip(table.columns[2:], rest, strict=True)
            if text
        )
        yield indent(str(messages.words.SEMI).join(told), 4)
    yield Text()


def plain(value: object, text: Callable[[str], str] = str) -> Any:
    """For templates, the same in this process and in another: dicts, lists, texts and
    numbers. Raises TypeError.

    text: what is made of every text, for forms in which signs of a record could mean
    something.
    """
    match value:
        case str():
            return text(str(value))
        case None | bool() | int() | float():
            return value
        case Table(key=key, title=title, columns=columns, note=note):
            titled = [column._asdict() for column in columns]
            parts = {
                "title": title,
                "columns": titled,
                "rows": value.texts,
                "note": note,
            }
            return {"kind": "table", "key": key, **plain(parts, text)}
        case Block() | Section():
            return plain(vars(value), text)
        case Mapping():
            return {str(key): plain(part, text) for key, part in value.items()}
        case list() | tuple():
            return [plain(part, text) for part in value]
    raise TypeError(type(value).__name__)
