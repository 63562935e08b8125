"""Tables with a row a record, as people keep them: which column says what, and rows for
a sheet out of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Final

from pydantic_core import PydanticCustomError

from branchstd.findings import Place, Severity, excerpt
from branchstd.records import spelling
from branchstd.records.types import read_decimal
from branchstd.workbook.grids import Grid
from branchstd.workbook.merging import Merge, VillageNow
from branchstd.workbook.rows import UNREAD, SheetRow, column_unread
from branchstd.workbook.sheets import Sheet
from branchstd.workbook.tables import (
    MONTH_ALONE,
    OwnTable,
    bare,
    by_bare,
    find_tables,
    group_of,
    meaning,
    upright,
)

_NOTE: Final = re.compile("(?:附?注|说明|备注)[:：]")
_OCTOBER: Final = re.compile(r"\d{4}\.10", re.ASCII)
_JANUARY: Final = re.compile(r"(?<=\d{4}\.)1$", re.ASCII)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
# What a remark may say against its row, by what the row would be.
_AGAINST: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType({
    "post": re.compile("辞职|[免撤离停]职|[离卸]任|罢免|调[离走]|去世|病故|不再担任"),
    "duty": re.compile("[代替顶][班岗值]|[病事请产]假.*[，,、]|未到|没[到来]|缺[勤岗]"),
    "activity": re.compile("取消|[未没]开|未召开|改[到期在]|推迟|延期"),
})  # fmt: skip
SERIAL: Final = re.compile("[1-9][0-9]{0,3}", re.ASCII)


@dataclass(frozen=True)
class Answers:
    """What a table does not say. days: of collections, by month or quarter; None for
    one that is left out. own_days: of one person, by month and name. paid_for: months,
    by the cell of what was paid for them. arrears: whether more than is owed for a
    month is for the blank months just before it. fill: of columns that a table has not,
    what every row says there. sheets: those that are taken; empty for all. headings:
    columns by what stands above them. people, standards, items: codes by what a table
    calls them. used: part and key of those for which the table asked.
    """

    days: Mapping[str, str | None] = field(default_factory=dict)
    own_days: Mapping[tuple[str, str], str] = field(default_factory=dict)
    paid_for: Mapping[str, Sequence[str]] = field(default_factory=dict)
    arrears: bool = False
    fill: Mapping[str, str] = field(default_factory=dict)
    sheets: Sequence[str] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    standards: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    # Of all others the table itself tells where they do not fit.
    ASKED_FOR: ClassVar = frozenset(
        {"days", "paid_for", "arrears", "headings", "people", "standards", "items"}
    )

    def day(self, period: str) -> str | None:
        """Of the collection for a month or quarter; None for one that is left out,
        empty where nobody said it.
        """
        if period not in self.days:
            return ""
        self.used.add(("days", period))
        return self.days[period]

    def tell_named(self, grids: Iterable[Grid]) -> None:
        """Marks what names something of a table as used where that stands there."""
        named = {"headings": self.headings, "people": self.people}
        texts = {bare(cell) for grid in grids for row in grid.rows for cell in row}
        for part, keys in named.items():
            for key in keys:
                if any(bare(key) in text for text in texts):
                    self.used.add((part, key))


@dataclass(frozen=True)
class Reader:
    """What the tables of a kind are read with. titles: columns by headings as
    `tables.bare` has them; keys that begin with `+` are of what no record has, and of
    which it is made.
    """

    sheet: Sheet
    now: VillageNow
    said: Answers
    found: Merge
    titles: Mapping[str, str]

    def known(self, row: Sequence[str]) -> Mapping[int, str]:
        """What the cells of a row mean as headings, by column."""
        keys = ((at, meaning(self.titles, cell)) for at, cell in enumerate(row) if cell)
        return {at: key for at, key in keys if key}

    def tables(self, grid: Grid) -> list[OwnTable]:
        """Those of a sheet."""
        return find_tables(upright(grid, self.known), self.known)

    def label(self, key: str) -> str:
        """What a column is called."""
        return next((c.title for c in self.sheet.columns if c.key == key), key)

    def tell_above(self, place: Place, key: str, text: str) -> None:
        """That something was read out of a title."""
        values = {"label": self.label(key), "seen": excerpt(text)}
        self.found.report("table_title_read", place, Severity.WARNING, **values)


def reader(
    sheet: Sheet,
    now: VillageNow,
    said: Answers,
    found: Merge,
    also: Mapping[str, Sequence[str]],
) -> Reader:
    """also: headings by keys of what no record has."""
    titles = {**headings_of(sheet, now, also), **by_bare(said.headings)}
    return Reader(sheet, now, said, found, titles)


def headings_of(
    sheet: Sheet, now: VillageNow, also: Mapping[str, Sequence[str]]
) -> Mapping[str, str]:
    """Columns by what may stand above them, as `bare` has it."""
    more = {word: key for key, words in also.items() for word in words}
    return by_bare({**now.headings(sheet), **more})


def columns_of(table: OwnTable, by: Reader) -> dict[str, int]:
    """Where each column stands; what is not read, stands twice, or could be two things
    is told.
    """
    found = by.found
    columns: dict[str, int] = {}
    overs = [table.words[at][0] for at in table.columns if len(table.words[at]) > 1]
    for at in table.columns:
        words = table.words[at]
        place = table.grid.place(table.head, at)
        keys = [meaning(by.titles, word) for word in words]
        key = keys[-1] or meaning(by.titles, "".join(words))
        alone = len(words) > 1 and overs.count(words[0]) == 1
        if alone and keys[0] and keys[1] and keys[0] != keys[1]:
            seen = " / ".join(map(excerpt, words))
            found.report("table_heading_unclear", place, seen=seen)
            continue
        if alone and not key:
            key = keys[0]
        if key in {"code", "item"} and _is_serial(table, at):
            continue
        if key is None or key == "note":
            _tell_remarks(table, at, by)
        if key is None:
            if words[-1] not in {"id", *UNREAD} and words[-1].strip():
                found.problems.append(column_unread(place, words[-1]))
        elif key in columns:
            at_first = str(table.grid.place(table.head, columns[key]))
            found.report("book_heading_twice", place, first=at_first)
        else:
            columns[key] = at
    return columns


def tell_columns(table: OwnTable, columns: Sequence[int], by: Reader) -> None:
    """Tells columns that are not read, but for those that say nothing by themselves;
    and notes.
    """
    tell_unread(table, by, notes=True)
    for at in columns:
        if table.words[at][-1] not in UNREAD:
            _tell_remarks(table, at, by)
            place = table.grid.place(table.head, at)
            by.found.problems.append(column_unread(place, table.words[at][-1]))


def _tell_remarks(table: OwnTable, at: int, by: Reader) -> None:
    """What a column that is not read says against its row has to be settled first."""
    if words := _AGAINST.get(by.sheet.kind):
        for row in table.rows:
            if words.search(text := table.text(row, at)):
                place = table.grid.place(row, at)
                by.found.report("table_remark", place, seen=excerpt(text))


def _is_serial(table: OwnTable, at: int) -> bool:
    """Whether a column only counts the rows."""
    texts = [text for row in table.rows if (text := table.text(row, at))]
    return bool(texts) and all(SERIAL.fullmatch(text) for text in texts)


def rows_of(table: OwnTable, by: Reader, columns: Mapping[str, int]) -> list[SheetRow]:
    """A row of the sheet for each row of a table; what was answered for all stands in
    each.
    """
    fill = by.said.fill
    for key in fill.keys() & columns.keys():
        place = table.grid.place(table.head, columns[key])
        by.found.report("table_fill_there", place, label=by.label(key))
    dated = {key: _text_of(table, key, at, by) for key, at in columns.items()}
    rows = []
    for number in table.rows:
        cells = {key: dated[key](number, at) for key, at in columns.items()}
        numbers: dict[str, int] = {}
        where = dict(columns)
        apart = table.apart.get(number)
        _, at, text = next(table.said([] if apart is None else [apart]), (0, 0, ""))
        key = "+month" if MONTH_ALONE.fullmatch(bare(text)) else "group"
        known = _has(by, key) or key in by.titles.values()
        if apart is not None and known and key not in columns:
            cells[key] = group_of(text)
            where[key], numbers[key] = at, apart
        cells |= {key: text for key, text in fill.items() if key not in columns}
        rows.append(SheetRow(table.grid, number, "", cells, where, numbers))
    tell_unread(table, by)
    return rows


def _text_of(
    table: OwnTable, key: str, at: int, by: Reader
) -> Callable[[int, int], str]:
    """How a cell of a column is read: of days also a spreadsheet's number for one,
    which is told; and month 1 as January where a 10 shows that no nought is lost.
    """
    spells = (c.how.spell for c in by.sheet.columns if c.key == key)
    if next(spells, None) not in {spelling.day, spelling.month}:
        return table.text
    kept = any(_OCTOBER.fullmatch(table.text(number, at)) for number in table.rows)

    def text_of(number: int, at: int) -> str:
        text = table.text(number, at)
        if day := spelling.serial(text):
            by.tell_above(table.grid.place(number, at), key, f"{text} → {day}")
            return str(day)
        return _JANUARY.sub("01", text) if kept else text

    return text_of


def check_sum(
    grid: Grid, cell: tuple[int, int], total: Decimal | int, by: Reader
) -> None:
    """Tells where a table's own sum is another."""
    said = spelling.count("handled", spelling.count("total", grid.cell(*cell).strip()))
    if _NUMBER.fullmatch(said) and Decimal(said) != total:
        values = {"seen": said, "needed": str(total)}
        by.found.report("table_sum", grid.place(*cell), Severity.WARNING, **values)


def amount_in(text: str, place: Place, by: Reader) -> Decimal | None:
    """A sum of money; None of what is none, which is told."""
    try:
        return read_decimal(spelling.count("total", text))
    except PydanticCustomError:
        label, seen = by.label("total"), excerpt(text)
        by.found.report("bad_decimal", place, field="total", label=label, seen=seen)
        return None


def tell_unread(table: OwnTable, by: Reader, *, notes: bool = False) -> None:
    """Tells rows that are no records: what stands alone, notes, or signs among them;
    or notes alone.
    """
    last = max(table.rows, default=0)
    for number in (*table.notes, *table.below):
        _, at, text = next(table.said([number]))
        behind = number in table.below and number > last
        if (notes or behind) and not _NOTE.match(text):
            continue
        place, seen = table.grid.place(number, at), excerpt(text)
        by.found.report("table_row_unread", place, Severity.WARNING, seen=seen)


def _has(by: Reader, key: str) -> bool:
    return any(column.key == key for column in by.sheet.columns)


def put(row: SheetRow, **cells: str) -> SheetRow:
    """The row with other cells."""
    return replace(row, cells={**row.cells, **cells})


def put_from(row: SheetRow, key: str, text: str, cell: tuple[int, int]) -> SheetRow:
    """The row with a cell that stands elsewhere in the sheet: row and column."""
    columns = {**row.columns, key: cell[1]}
    numbers = {**row.numbers, key: cell[0]}
    cells = {**row.cells, key: text}
    return replace(row, cells=cells, columns=columns, numbers=numbers)


def said_above(
    rows: list[SheetRow], key: str, found: Mapping[str, tuple[int, int]], by: Reader
) -> list[SheetRow]:
    """Rows that do not say what is in a column, with the one thing that titles say of
    it, which is told. found: what they say, each with its cell.
    """
    lacking = [row for row in rows if not row.cells.get(key)]
    if len(found) != 1 or not lacking:
        return rows
    text, cell = next(iter(found.items()))
    by.tell_above(lacking[0].grid.place(*cell), key, text)
    return [
        row if row.cells.get(key) else put_from(row, key, text, cell) for row in rows
    ]


def columns_by(
    table: OwnTable, roles: Mapping[int, tuple[str, str]], by: Reader
) -> dict[tuple[str, str], int]:
    """Columns by what they hold; one that stands twice is told."""
    found: dict[tuple[str, str], int] = {}
    for at, role in roles.items():
        if found.setdefault(role, at) != at:
            first = str(table.grid.place(table.head, found[role]))
            place = table.grid.place(table.head, at)
            by.found.report("book_heading_twice", place, first=first)
    return found


def texts_above(table: OwnTable) -> Iterator[tuple[tuple[int, int], str]]:
    """Titles of a table with their cells, the sheet's own at its corner."""
    yield (0, 0), table.grid.title
    for row, column, text in table.said(table.above):
        yield (row, column), text
