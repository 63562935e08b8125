"""A workbook that has come back, set against what was sent and what stands there now:
which cells of which records are to change, and where nobody can tell.

Out is a cell as it was sent, back as it came, now as an export would print it today.
Back as out: now stays. Now as out: back is taken. Back as now: nothing. Else a
conflict. Compared by what the cells mean, not by how they are written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from branchstd.findings import Place, Problem, Severity, excerpt
from branchstd.records.base import Record
from branchstd.records.holdings import Village
from branchstd.store.parser import FOOT, Codes, Context
from branchstd.workbook.book import Base, Sent
from branchstd.workbook.entries import Entry, read_entry
from branchstd.workbook.grids import Grid, filled
from branchstd.workbook.sheets import (
    HOLDERS,
    KEYS,
    NAME,
    Cells,
    Names,
    Sheet,
    cells_of,
    key_of,
    keyed,
    records_of_sheet,
)

HIGHEST: Final = 10  # rows among which the headings are looked for


@dataclass(frozen=True)
class Row:
    """A row as it came. number: counted from nought. places: of its cells, by column;
    gone: columns that the sheet has no more.
    """

    grid: Grid
    number: int
    id: str
    cells: Cells
    columns: Mapping[str, int]

    def place(self, key: str = "") -> Place:
        """Of a cell; of the row's first where the sheet has no such column."""
        at = self.columns.get(key, min(self.columns.values(), default=0))
        return self.grid.place(self.number, at)


@dataclass(frozen=True)
class Change:
    """What becomes of one record. record: None for one that is new. row: None for one
    that goes. values: by column, None for one that is left out. key: by which it is
    known afterwards. texts: of a cell before and after, by column. holder: in which a
    new one is put.
    """

    sheet: Sheet
    record: Record | None
    row: Row | None = None
    key: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    holder: Record | None = None

    def place(self, key: str = "") -> Place:
        """Of a cell, of the row, or of the sheet where there is no row any more."""
        return self.row.place(key) if self.row else Place(self.sheet.title, 0)


@dataclass
class Merge:
    """What an import would do. problems: why it cannot, where there are errors, and
    what is told. names: of people, by code, where they are to be other.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def faults(self) -> list[Problem]:
        """Why nothing can be taken over."""
        return [one for one in self.problems if one.severity is Severity.ERROR]

    def report(
        self,
        code: str,
        place: Place,
        severity: Severity = Severity.ERROR,
        **values: str,
    ) -> None:
        """One problem more."""
        self.problems.append(Problem(code, place, values, severity))


@dataclass(frozen=True)
class Now:
    """The village as it is, and how what is said of it is understood. folder: of the
    year, from the root.
    """

    village: Village
    names: Names
    folder: str
    year: int
    context: Context


def merge(
    grids: Mapping[str, Grid],
    sheets: Sequence[Sheet],
    base: Base,
    now: Now,
    *,
    deletions: bool = False,
) -> Merge:
    """deletions: whether records whose rows are gone go as well. Nothing is read or
    written.
    """
    found = Merge()
    now, codes = _newcomers(grids, sheets, now, found)
    for sheet in sheets:
        grid = grids.get(sheet.title)
        if grid is None:
            if any(sent.kind == sheet.kind for sent in base.rows.values()):
                place = Place(sheet.title, 0)
                found.report("book_sheet_gone", place, Severity.WARNING)
            continue
        if rows := _rows(grid, sheet, found):
            if sheet.kind == "person":
                rows = [_coded(row, codes.get(row.number)) for row in rows]
            _Sheet(sheet, rows, base, now, found).merge(deletions=deletions)
    for title in grids:
        known = {sheet.title for sheet in sheets} | {"填写说明", "_base", "_lists"}
        if title not in known and any(True for _ in filled(grids[title])):
            found.report("book_sheet_unread", Place(title, 0), Severity.WARNING)
    return found


def _rows(grid: Grid, sheet: Sheet, found: Merge) -> list[Row] | None:
    """Rows below the headings; None where there are no headings."""
    titles = {column.title: column.key for column in sheet.columns}
    head = max(
        range(min(HIGHEST, len(grid.rows))),
        key=lambda number: sum(cell.strip() in titles for cell in grid.rows[number]),
        default=None,
    )
    heads = [cell.strip() for cell in grid.rows[head]] if head is not None else []
    if head is None or sum(cell in titles for cell in heads) < 2:
        found.report("book_no_headings", grid.place(0, 0))
        return None
    columns: dict[str, int] = {}
    for at, cell in enumerate(heads):
        if cell in titles and titles[cell] in columns:
            first = grid.place(head, columns[titles[cell]]).file
            found.report("book_heading_twice", grid.place(head, at), first=first)
        elif cell in titles:
            columns[titles[cell]] = at
        elif cell and cell != "id":
            place = grid.place(head, at)
            seen = excerpt(cell)
            found.report("book_column_unread", place, Severity.WARNING, seen=seen)
    id_at = heads.index("id") if "id" in heads else None
    return [
        Row(
            grid,
            number,
            cells[id_at].strip() if id_at is not None and id_at < len(cells) else "",
            {
                key: cells[at].strip() if at < len(cells) else ""
                for key, at in columns.items()
            },
            columns,
        )
        for number, cells in filled(grid)
        if number > head
    ]


def _coded(row: Row, code: str | None) -> Row:
    return replace(row, cells={**row.cells, "code": code}) if code else row


class _Sheet:
    """One sheet on its way back."""

    def __init__(
        self, sheet: Sheet, rows: list[Row], base: Base, now: Now, found: Merge
    ) -> None:
        self.sheet, self.base, self.now, self.found = sheet, base, now, found
        own = {name: s for name, s in base.rows.items() if s.kind == sheet.kind}
        self.sent = own
        self.ids = {sent.key: name for name, sent in own.items()}
        # A signature below the table, or a note, is none of its rows.
        self.rows = [row for row in rows if row.id in own or self._says(row)]
        records = records_of_sheet(sheet, now.village, now.folder)
        self.records = keyed(sheet.kind, records)

    def _says(self, row: Row) -> bool:
        said = [text for text in row.cells.values() if text]
        return len(said) > 1 and not FOOT.match(said[0])

    def merge(self, *, deletions: bool) -> None:
        counted = Counter(row.id for row in self.rows)
        twice = {name for name, count in counted.items() if count > 1}
        seen: dict[str, Row] = {}
        for row in self.rows:
            if row.id and row.id in twice:
                if row.id in seen:
                    other = seen[row.id].place().file
                    self.found.report("book_row_twice", row.place(), first=other)
                seen.setdefault(row.id, row)
            elif name := self._known(row):
                if name in seen:
                    other = seen[name].place().file
                    self.found.report("book_row_twice", row.place(), first=other)
                else:
                    seen[name] = row
                    self._changed(row, self.sent[name])
            else:
                self._new(row)
        for name, sent in self.sent.items():
            if name not in seen:
                self._gone(sent, deletions=deletions)

    def _known(self, row: Row) -> str | None:
        """The id of the row that was sent, by its own or else by its key."""
        if row.id in self.sent:
            return row.id
        entry = self._read(row.cells)
        key = self._key(entry, row)
        return self.ids.get(key) if key else None

    def _read(self, cells: Cells) -> Entry:
        return read_entry(self.sheet, cells, self.now.names, self.now.context)

    def _key(self, entry: Entry, row: Row) -> tuple[str, ...] | None:
        if entry.record is None:
            return None
        holder = self._holder(row)
        if self.sheet.kind in HOLDERS and holder is None:
            return None
        if holder is not None:
            entry.record.put(entry.record.mark, holder)
        return key_of(self.sheet.kind, entry.record)

    def _holder(self, row: Row) -> Record | None:
        """The record in which a nested one stands, by the columns that tell it."""
        if self.sheet.kind not in HOLDERS:
            return None
        kind, _ = HOLDERS[self.sheet.kind]
        told = [column for column in self.sheet.columns if column.key[0] == "/"]
        outer = Sheet(
            kind, "", self.sheet.spec, tuple(replace(c, key=c.name) for c in told)
        )
        said = {column.name: row.cells.get(column.key, "") for column in told}
        entry = read_entry(outer, said, self.now.names, self.now.context)
        fits = [
            record
            for record in self.now.village.records.get(kind, ())
            if record.mark.place.file.startswith(f"{self.now.folder}/")
            and all(getattr(record, n) == value for n, value in entry.values.items())
        ]
        return fits[0] if entry.values and len(fits) == 1 else None

    def _changed(self, row: Row, sent: Sent) -> None:
        """What a row that was sent says now."""
        cells = {**sent.cells, **row.cells}
        columns = self.sheet.columns
        out = {column.key: sent.cells.get(column.key, "") for column in columns}
        other = [c for c in columns if cells.get(c.key, "") != out[c.key]]
        if not other:
            return
        for column in (one for one in other if one.key[0] == "/"):
            place = row.place(column.key)
            self.found.report("book_cell_computed", place, label=column.title)
        was, said = self._read(out), self._read(cells)
        wrong = [p for p in said.problems if p not in was.problems]
        for key, problem in wrong:
            self._tell(row, key, problem)
        if any(problem.severity is Severity.ERROR for _, problem in wrong):
            return
        touched = [
            c.key
            for c in self.sheet.columns
            if c.own and was.of(c.key) != said.of(c.key)
        ]
        if self.sheet.kind == "person":
            self._named(row, sent, cells.get(NAME, ""))
        if not touched:
            return
        record = self._find(sent)
        new = self._key(said, row)
        if new is not None and new != sent.key and new in self.ids:
            self.found.report("book_rows_crossed", row.place(), seen=" ".join(new))
            return
        if record is None:
            self.found.report("book_record_gone", row.place(), seen=" ".join(sent.key))
            return
        self._take(row, (record, new or sent.key), (was, said), touched, (out, cells))

    def _find(self, sent: Sent) -> Record | None:
        """The record as it is now: by its key; else, where others changed that, the one
        that says all else as it was sent.
        """
        if sent.key in self.records:
            return self.records[sent.key]
        names = {name.strip("/") for name in KEYS[self.sheet.kind]}
        rest = [c.key for c in self.sheet.columns if c.own and c.name not in names]
        found = [
            record
            for key, record in self.records.items()
            if key not in self.ids
            and (cells := cells_of(self.sheet, record, self.now.names))
            and all(cells[name] == sent.cells.get(name, "") for name in rest)
        ]
        return found[0] if len(found) == 1 else None

    def _take(
        self,
        row: Row,
        known: tuple[Record, tuple[str, ...]],
        entries: tuple[Entry, Entry],
        touched: list[str],
        texts: tuple[Cells, Cells],
    ) -> None:
        (record, key_now), (was, said), (out, cells) = known, entries, texts
        values: dict[str, Any] = {}
        told: dict[str, tuple[str, str]] = {}
        shown = cells_of(self.sheet, record, self.now.names)
        now = self._read(shown)
        for key in touched:
            back = said.of(key)
            if now.of(key) == back:
                continue
            if now.of(key) != was.of(key):
                self.found.report(
                    "book_conflict",
                    row.place(key),
                    out=excerpt(out[key]),
                    back=excerpt(cells[key]),
                    now=excerpt(shown[key]),
                )
                continue
            values[key] = back
            told[key] = out[key], cells.get(key, "")
        if values:
            change = Change(self.sheet, record, row, key_now, values, told)
            self.found.changes.append(change)

    def _new(self, row: Row) -> None:
        if not any(row.cells.get(c.key) for c in self.sheet.columns if c.own):
            return
        entry = self._read(row.cells)
        for key, problem in entry.problems:
            self._tell(row, key, problem)
        if entry.record is None:
            return
        day = entry.record.day() if KEYS[self.sheet.kind][0] in _DATED else None
        if day is not None and day.year != self.now.year:
            key = KEYS[self.sheet.kind][0]
            year = str(day.year)
            self.found.report("book_other_year", row.place(key), year=year)
            return
        holder = self._holder(row)
        if self.sheet.kind in HOLDERS and holder is None:
            self.found.report("book_no_holder", row.place())
            return
        key_now = self._key(entry, row)
        if key_now in self.records:
            return  # somebody has entered it meanwhile, or this is the second import
        told = {key: ("", text) for key, text in row.cells.items() if text}
        change = Change(
            self.sheet, None, row, key_now or (), entry.values, told, holder
        )
        self.found.changes.append(change)

    def _gone(self, sent: Sent, *, deletions: bool) -> None:
        record = self.records.get(sent.key)
        if record is None:
            return
        place = Place(self.sheet.title, 0)
        if deletions and self.sheet.kind != "person":
            shown = cells_of(self.sheet, record, self.now.names)
            told = {key: (text, "") for key, text in shown.items() if text}
            self.found.changes.append(Change(self.sheet, record, texts=told))
        else:
            seen = " ".join(part for part in sent.key if part)
            self.found.report("book_row_gone", place, Severity.WARNING, seen=seen)

    def _named(self, row: Row, sent: Sent, name: str) -> None:
        if name and name != sent.cells.get(NAME, "") and NAME in row.columns:
            self.found.names[sent.key[0]] = name

    def _tell(self, row: Row, key: str, problem: Problem) -> None:
        self.found.problems.append(replace(problem, place=row.place(key)))


_DATED: Final = frozenset({"date", "month"})


def _newcomers(
    grids: Mapping[str, Grid], sheets: Sequence[Sheet], now: Now, found: Merge
) -> tuple[Now, dict[int, str]]:
    """The same with the people that the roster's sheet adds, so that other sheets may
    name them, and their codes by row: the next free ones, never one that was in use.
    """
    sheet = next((one for one in sheets if one.kind == "person"), None)
    grid = grids.get(sheet.title) if sheet else None
    if sheet is None or grid is None:
        return now, {}
    taken = {*now.names.by_code, *now.context.codes["people"].known}
    numbers = [int(code[1:]) for code in taken if _MEMBER.fullmatch(code)]
    number, names, codes = max(numbers, default=0), dict(now.names.by_code), {}
    for row in _rows(grid, sheet, Merge()) or ():
        name, code = row.cells.get(NAME, ""), row.cells.get("code", "")
        if name and code in now.names.by_code:
            names[code] = name  # perhaps another one than before
        if not name or row.id or code in taken:
            continue
        if not code and name in now.names.codes:
            there = "、".join(now.names.codes[name])
            place = row.place(NAME)
            found.report("name_taken", place, name=excerpt(name), codes=there)
            continue
        if not code:
            number += 1
            code = f"M{number:02}"
        codes[row.number] = code
        names[code] = found.names[code] = name
    known = Codes((*taken, *codes.values()))
    context = replace(now.context, codes={**now.context.codes, "people": known})
    called = replace(now.names, by_code=names, before=now.names.by_code)
    return replace(now, names=called, context=context), codes


_MEMBER: Final = re.compile(r"M\d{1,3}")
