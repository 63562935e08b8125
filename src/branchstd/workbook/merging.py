"""A workbook that has come back, set against what was sent and what stands there now:
which cells of which records are to change, and where nobody can tell.

Out is a cell as it was sent, back as it came, now as an export would print it today.
Back as out: now stays. Now as out: back is taken. Back as now: nothing. Else a
conflict. Compared by what the cells mean, not by how they are written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from branchstd.findings import Place, Problem, Severity, excerpt, letters
from branchstd.records import spelling
from branchstd.records.base import Record
from branchstd.records.holdings import Village
from branchstd.records.persons import is_name
from branchstd.records.town import Item
from branchstd.records.village import PartyGroup, PersonRow
from branchstd.render.page_setup import HEAD
from branchstd.store.parser import Codes, Context
from branchstd.store.reading import Read
from branchstd.store.village import codes_of
from branchstd.workbook.book import (
    BASE,
    FAULTS,
    GUIDE,
    LISTS,
    Base,
    CellFault,
    Line,
    Sent,
    is_of_another,
    lines_of,
)
from branchstd.workbook.entries import Entry, read_row
from branchstd.workbook.grids import Grid, filled
from branchstd.workbook.rows import SheetRow, headings, read_rows
from branchstd.workbook.sheets import (
    HOLDERS,
    KEYS,
    NAME,
    Cells,
    Names,
    Sheet,
    SheetColumn,
    bare_name,
    cells_of,
    index_by_key,
    key_of,
    new_codes,
    numbered,
    plain_key,
    records_of_sheet,
)


@dataclass(frozen=True)
class RecordChange:
    """What becomes of one record. record: None for one that is new. row: None for one
    that goes. values: by column, None for one that is left out. texts: of a cell before
    and after, by column. holder: in which a new one is put. inner: of a new one, the
    values of new ones in it.
    """

    sheet: Sheet
    record: Record | None
    row: SheetRow | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    holder: Record | None = None
    inner: list[Mapping[str, Any]] = field(default_factory=list)

    def place(self, key: str = "") -> Place:
        """Of a cell, of the row, or of the sheet where there is no row any more."""
        return self.row.place(key) if self.row else Place(self.sheet.title, 0)


@dataclass
class Merge:
    """What an import would do. problems: why it cannot, where there are errors, and
    what is told. names: of people, by code, where they are to be other. rows: as they
    came, by kind. known: rows by the kind of their records and by what each of these
    will be known.
    """

    changes: list[RecordChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[SheetRow]] = field(default_factory=dict)
    known: dict[tuple[str, tuple[str, ...]], SheetRow] = field(default_factory=dict)

    @property
    def faults(self) -> list[Problem]:
        """Why nothing can be taken over."""
        return [one for one in self.problems if one.severity is Severity.ERROR]

    def name(self, code: str, name: str, place: Place) -> None:
        """What somebody is to be called; what looks like no name is told."""
        if is_name(name):
            self.names[code] = name
        else:
            self.report("not_a_name", place)

    def report(
        self,
        code: str,
        place: Place,
        severity: Severity = Severity.ERROR,
        **values: str,
    ) -> None:
        """One problem more."""
        self.problems.append(Problem(code, place, values, severity))


class NamedItem(NamedTuple):
    """An item as a table may know it: by its standard, and by what is wrong."""

    standard: str
    problems: Sequence[str]


@dataclass(frozen=True)
class VillageNow:
    """The village as it is, and how what is said of it is understood. folder: of the
    year, from the root. own: whether a table is people's own, which has their headings.
    standards: what each is called, by its number. items: those of the village, alike.
    local: names that are known here, also where the sheets have codes alone.
    """

    village: Village
    names: Names
    folder: str
    year: int
    context: Context
    own: bool = False
    standards: Mapping[str, Sequence[str]] = field(default_factory=dict)
    items: Mapping[str, NamedItem] = field(default_factory=dict)
    local: Names = field(default_factory=Names)

    def headings(self, sheet: Sheet) -> dict[str, str]:
        """The columns of a sheet by what may stand above them."""
        return headings(sheet, self.context.words if self.own else None)


def adopt_rows(
    rows: list[SheetRow], sheet: Sheet, now: VillageNow, found: Merge
) -> Merge:
    """Rows that were never sent: those are taken that are new, and what they tell
    otherwise of a record that is there is told.
    """
    if sheet.kind == "person":
        now, rows = _add_people(rows, sheet, now, found)
    _Sheet(sheet, now, found).merge(rows)
    return found


def merge(
    grids: Mapping[str, Grid],
    sheets: Sequence[Sheet],
    base: Base,
    now: VillageNow,
    *,
    deletions: bool = False,
) -> Merge:
    """deletions: whether records whose rows are gone go as well. Nothing is read or
    written.
    """
    found = Merge()
    # Groups and people come first: other sheets may name those that are new.
    for sheet in sorted(sheets, key=lambda one: one.kind != "group"):
        if grid := grids.get(sheet.title):
            now = _take(grid, sheet, now, found, base, deletions=deletions)
        elif any(one.kind == sheet.kind for one in base.rows.values()):
            place = Place(sheet.title, 0)
            found.report("book_sheet_gone", place, Severity.WARNING)
    known = {sheet.title for sheet in sheets} | {GUIDE, FAULTS, BASE, LISTS}
    for title in grids:
        if title not in known and any(True for _ in filled(grids[title])):
            found.report("book_sheet_unread", Place(title, 0), Severity.WARNING)
    return found


def point_out(
    sheets: Sequence[Sheet],
    base: Base,
    found: Merge,
    told: Mapping[Place, tuple[str, str]],
) -> tuple[dict[str, list[Line]], list[CellFault]]:
    """A workbook as it came, in the layout of one that goes out, with what is told of
    its cells: rows by kind, and all that is told. told: sentence and remedy by place.
    """
    lines: dict[str, list[Line]] = {}
    moved: dict[Place, str] = {}  # where a cell stands in the copy
    for sheet in sheets:
        if sheet.kind not in found.rows:  # its headings are gone
            lines[sheet.kind] = lines_of(sheet, base)
            continue
        for number, row in enumerate(found.rows[sheet.kind], HEAD + 2):
            wrong = {}
            for at, column in enumerate(sheet.columns, 2):
                place = row.place(column.key)
                if column.key in row.columns and place in told:
                    wrong[column.key] = "\n".join(told[place])
                    moved[place] = f"{sheet.title}!{letters(at)}{number}"
            sent = base.rows[row.id].cells if row.id in base.rows else {}
            cells = {**sent, **row.cells}
            lines.setdefault(sheet.kind, []).append(Line(row.id, cells, wrong))
    return lines, [
        CellFault(moved.get(at, str(at)), *said) for at, said in told.items()
    ]


def trace(
    problems: Sequence[Problem],
    village: Village,
    folder: str,
    found: Merge,
    sheets: Sequence[Sheet],
) -> list[Problem]:
    """Problems of the records as they would become, each at the cell that says so;
    where none does, as it is. village: as it would become, its files in that folder.
    """
    rows: dict[tuple[str, int], SheetRow] = {}
    cells: dict[Place, Place] = {}
    for sheet in sheets:
        records = index_by_key(sheet.kind, records_of_sheet(sheet, village, folder))
        for key, record in records.items():
            row, mark = found.known.get((sheet.kind, key)), record.mark
            if row is not None:
                rows.setdefault(mark.place[:2], row)
                cells |= {mark.of(name): row.place(name) for name in mark.fields}

    def place_of(problem: Problem) -> Place:
        row, wanted = rows.get(problem.place[:2]), problem.values.get("field", "")
        if row is not None and wanted in row.columns:
            return row.place(wanted)  # perhaps an empty cell
        otherwise = row.place() if row is not None else problem.place
        return cells.get(problem.place, otherwise)

    return [replace(problem, place=place_of(problem)) for problem in problems]


def _take(
    grid: Grid,
    sheet: Sheet,
    now: VillageNow,
    found: Merge,
    base: Base,
    *,
    deletions: bool = False,
) -> VillageNow:
    """One sheet. Returns the village with the people and groups whom the sheet adds."""
    rows, problems = read_rows(grid, now.headings(sheet))
    found.problems += problems
    if rows is None:
        return now
    found.rows[sheet.kind] = rows
    if strange := [row for row in rows if is_of_another(row.id, base)]:
        for row in strange:
            found.report("book_row_foreign", row.place())
        return now
    if sheet.kind == "person":
        now, rows = _add_people(rows, sheet, now, found)
    sent = {name: one for name, one in base.rows.items() if one.kind == sheet.kind}
    _Sheet(sheet, now, found, sent).merge(rows, deletions=deletions)
    return _add_groups(now, found) if sheet.kind == "group" else now


def _add_groups(now: VillageNow, found: Merge) -> VillageNow:
    """The village with the Party groups that a sheet adds or calls otherwise."""
    new = [
        PartyGroup.model_construct(**change.values)
        for change in found.changes
        if change.sheet.kind == "group" and {"code", "name"} <= change.values.keys()
    ]
    read = Read({"group": [*new]}, [], [], {})
    codes = codes_of([now.village, read], resting=False)
    groups = {"groups": codes["groups"]}
    context = replace(now.context, codes={**now.context.codes, **groups})
    return replace(now, context=context)


class _Said(NamedTuple):
    """A row at one time: what its cells say, and what that means."""

    cells: Cells
    entry: Entry


class _Sheet:
    """One sheet on its way back. sent: its rows as they went out, by id."""

    def __init__(
        self,
        sheet: Sheet,
        now: VillageNow,
        found: Merge,
        sent: Mapping[str, Sent] = MappingProxyType({}),
    ) -> None:
        self.sheet, self.sent, self.now, self.found = sheet, sent, now, found
        self.own = [column.key for column in sheet.columns if column.own]
        self.ids: dict[tuple[str, ...], list[str]] = {}
        for name, one in sent.items():
            self.ids.setdefault(plain_key(one.key), []).append(name)
        records = records_of_sheet(sheet, now.village, now.folder)
        self.records = index_by_key(sheet.kind, records)
        self.added: dict[tuple[str, ...], list[SheetRow]] = {}
        self.found_on = {one.id: one.found_on for one in now.village.of(Item)}
        self.alike: dict[tuple[str, ...], list[Record]] = {}
        for key, record in self.records.items():
            self.alike.setdefault(plain_key(key), []).append(record)

    def merge(self, rows: list[SheetRow], *, deletions: bool = False) -> None:
        rows = [r for r in rows if r.id in self.sent or self.now.own or not r.is_note]
        counts = Counter(row.id for row in rows if row.id)
        seen: dict[str, SheetRow] = {}
        # Those that were sent first: what has no id may say the same.
        for row in sorted(rows, key=lambda one: one.id not in self.sent):
            if row.id in self.sent and not any(row.cells.get(key) for key in self.own):
                continue  # emptied by hand: gone
            twice = counts[row.id] > 1
            name = row.id if twice else self._find_sent(row)
            if name in seen and (twice or seen[name].cells == row.cells):
                first = str(seen[name].place())
                self.found.report("book_row_twice", row.place(), first=first)
            elif name in seen or not name:
                self._add(row)
            else:
                seen[name] = row
                if not twice:
                    self._compare(row, self.sent[name])
        for name, sent in self.sent.items():
            if name not in seen:
                self._miss(sent, deletions=deletions)

    def _find_sent(self, row: SheetRow) -> str:
        """The id of the row that was sent, by its own or else by its key; empty for
        none.
        """
        if row.id in self.sent:
            return row.id
        key = self._key(self._read(row.cells), self._holder(row))
        names = self.ids.get(key, []) if key else []
        alike = (name for name in names if self.sent[name].cells == row.cells)
        return next(alike, next(iter(names), ""))

    def _read(self, cells: Cells) -> Entry:
        cells = self._dated(cells)
        return read_row(self.sheet, cells, self.now.names, self.now.context)

    def _dated(self, cells: Cells) -> Cells:
        """With the year of what was done about an item, which goes on into the next
        year: nothing was done before it was found.
        """
        item = cells.get("item", "") or cells.get("/item", "")
        found = self.found_on.get(spelling.plain(item))
        if found is None or found.year != self.now.year:
            return cells
        days = [c.key for c in self.sheet.columns if c.own and c.how.value is date]
        return {
            **cells,
            **{k: spelling.day_from(cells[k], found) for k in days if k in cells},
        }

    def _cells(self, record: Record) -> Cells:
        return cells_of(self.sheet, record, self.now.names)

    def _key(self, entry: Entry, holder: Record | None) -> tuple[str, ...]:
        """By what the record is known that a row says; empty where that is not said."""
        if entry.record is None or (self.sheet.kind in HOLDERS and holder is None):
            return ()
        if holder is not None:
            entry.record.put(entry.record.mark, holder)
        return key_of(self.sheet.kind, entry.record)

    def _holder(self, row: SheetRow) -> Record | None:
        """The record in which a nested one stands, by the columns that tell it."""
        if self.sheet.kind not in HOLDERS:
            return None
        kind, _ = HOLDERS[self.sheet.kind]
        values = self._read_holder(row)
        fits = [
            record
            for record in self.now.village.records.get(kind, ())
            if record.mark.place.file.startswith(f"{self.now.folder}/")
            and all(getattr(record, n) == value for n, value in values.items())
        ]
        return fits[0] if values and len(fits) == 1 else None

    def _new_holder(self, row: SheetRow) -> RecordChange | None:
        """The same among the records that this workbook makes."""
        kind, _ = HOLDERS[self.sheet.kind]
        said = self._read_holder(row)
        fits = [
            change
            for change in self.found.changes
            if change.record is None
            and change.sheet.kind == kind
            and all(change.values.get(name) == value for name, value in said.items())
        ]
        return fits[0] if said and len(fits) == 1 else None

    def _is_holder_told(self, row: SheetRow) -> bool:
        """Whether the row of its record is there, and has itself been refused."""
        kind, _ = HOLDERS[self.sheet.kind]
        shown = [c for c in self.sheet.columns if c.key[0] == "/"]
        places = [
            other.place()
            for other in self.found.rows.get(kind, ())
            if all(row.cells.get(c.key) == other.cells.get(c.name) for c in shown)
        ]
        wrong = {one.place[:2] for one in self.found.faults}
        return len(places) == 1 and places[0][:2] in wrong

    def _read_holder(self, row: SheetRow) -> Mapping[str, Any]:
        kind, _ = HOLDERS[self.sheet.kind]
        columns = [column for column in self.sheet.columns if column.key[0] == "/"]
        outer = tuple(replace(column, key=column.name) for column in columns)
        cells = {column.name: row.cells.get(column.key, "") for column in columns}
        sheet = Sheet(kind, "", self.sheet.spec, outer)
        return read_row(sheet, cells, self.now.names, self.now.context).values

    def _compare(self, row: SheetRow, sent: Sent) -> None:
        """What a row that was sent says now."""
        if sent.key:
            self.found.known[self.sheet.kind, sent.key] = row
        columns = self.sheet.columns
        out = {column.key: sent.cells.get(column.key, "") for column in columns}
        back = {**out, **row.cells}
        for column in columns:
            if self._is_alike(column, out[column.key], back[column.key]):
                back[column.key] = out[column.key]
        other = [column for column in columns if back[column.key] != out[column.key]]
        for column in (one for one in other if one.is_shown):
            place = row.place(column.key)
            self.found.report("book_cell_computed", place, label=column.title)
        if sent.key and other:
            self._merge_row(row, sent, out, back)
        elif any(one.own for one in other):  # a record that nobody has made yet
            self._add(replace(row, cells=back))

    def _is_alike(self, column: SheetColumn, out: str, back: str) -> bool:
        """Whether a cell is only written otherwise: 2019/3/5, full-width signs. In what
        somebody says in his own words only digits are alike.
        """
        if column.own and column.how.free:
            return out.translate(_DIGITS) == back.translate(_DIGITS)
        year = self.now.year
        texts = {spelling.plain(text).strip() for text in (out, back)}
        return len({spelling.day(text, year) for text in texts}) == 1

    def _merge_row(
        self, row: SheetRow, sent: Sent, out_cells: Cells, back_cells: Cells
    ) -> None:
        """What a row that was sent means now."""
        out = _Said(out_cells, self._read(out_cells))
        back = _Said(back_cells, self._read(back_cells))
        # What was wrong before may stay, but not in a cell that was touched.
        wrong = [
            (key, problem)
            for key, problem in back.entry.problems
            if (key, problem) not in out.entry.problems
            or back_cells.get(key) != out_cells.get(key)
        ]
        self._tell(row, wrong)
        # What else it says is seen as well: it may be wrong, too.
        unread = {k for k, problem in wrong if problem.severity is Severity.ERROR}
        if self.sheet.kind == "person":
            self._rename(row, sent, back_cells.get(NAME, ""))
        touched = [key for key in self.own if out.entry.of(key) != back.entry.of(key)]
        touched = [key for key in touched if key not in unread]
        if not touched:
            return
        new = self._key(back.entry, self._holder(row))
        if new and new != plain_key(sent.key) and new in self.ids:
            self.found.report("book_rows_crossed", row.place(), seen=" ".join(new))
            return
        # By its new key where it was taken over already.
        record = self._find(sent) or self.records.get(new)
        if record is None:
            self.found.report("book_record_gone", row.place(), seen=" ".join(sent.key))
            return
        self._change(row, record, touched, out, back)

    def _find(self, sent: Sent) -> Record | None:
        """The record as it is now: by its key; else, where others changed that, the one
        that says all else as it was sent.
        """
        key = plain_key(sent.key)
        alike = self.alike.get(key, [])
        if len(alike) == 1 == len(self.ids[key]):
            return alike[0]
        if alike:  # of several with one key each is known by all that it says
            return next((r for r in alike if self._is_as_sent(r, sent)), None)
        names = {name.strip("/") for name in KEYS[self.sheet.kind]}
        rest = [c.key for c in self.sheet.columns if c.own and c.name not in names]
        found = [
            record
            for record, cells in self._unsent
            if all(cells[name] == sent.cells.get(name, "") for name in rest)
        ]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _unsent(self) -> list[tuple[Record, Cells]]:
        """Records with a key that was not sent."""
        return [
            (record, self._cells(record))
            for key, record in self.records.items()
            if key not in self.ids
        ]

    def _is_as_sent(self, record: Record, sent: Sent) -> bool:
        cells = self._cells(record)
        return all(cells[key] == sent.cells.get(key, "") for key in self.own)

    def _change(
        self,
        row: SheetRow,
        record: Record,
        touched: Sequence[str],
        out: _Said,
        back: _Said,
    ) -> None:
        values: dict[str, Any] = {}
        texts: dict[str, tuple[str, str]] = {}
        cells = self._cells(record)
        now = _Said(cells, self._read(cells))
        for key in touched:
            wanted = back.entry.of(key)
            if now.entry.of(key) == wanted:
                continue
            if now.entry.of(key) != out.entry.of(key):
                three = (one.cells[key] for one in (out, back, now))
                self.found.problems.append(_conflict(row.place(key), *three))
                continue
            values[key] = wanted
            texts[key] = out.cells[key], back.cells[key]
        if values:
            self._tell_named(row, values)
            key_now = key_of(self.sheet.kind, record, values)
            self.found.known[self.sheet.kind, key_now] = row
            change = RecordChange(self.sheet, record, row, values, texts)
            self.found.changes.append(change)

    def _add(self, row: SheetRow) -> None:
        """What a row says that was not sent."""
        if not any(row.cells.get(key) for key in self.own):
            return
        entry = self._read(row.cells)
        self._tell(row, entry.problems)
        if entry.record is None:  # what else it says is seen as well
            unread = {key for key, _ in entry.problems}
            cells = {k: text for k, text in row.cells.items() if k not in unread}
            entry = self._read(cells)
        if entry.record is None:
            return
        dated = KEYS[self.sheet.kind][0]
        day = entry.record.day() if dated in _DATED else None
        # Dues may be paid before the year whose months they are for.
        named = str(entry.values.get("month", ""))[:4]
        if day is not None and self.now.year not in {day.year, int(named or 0)}:
            year = str(day.year)
            self.found.report("book_other_year", row.place(dated), year=year)
            return
        holder = self._holder(row)
        if self.sheet.kind in HOLDERS and holder is None:
            if (change := self._new_holder(row)) is not None:
                self._tell_named(row, self.own)
                change.inner.append(entry.values)
            elif not self._is_holder_told(row):
                self.found.report("book_no_holder", row.place())
            return
        key = self._key(entry, holder)
        alike = self.alike.get(key, [])
        # Somebody has entered it meanwhile, or this is the second time.
        if any(self._find_other(entry, record) is None for record in alike):
            return
        if alike and (self.now.own or self.sheet.kind in UNIQUE):
            place = row.place(self._find_other(entry, alike[0]) or "")
            self.found.report("book_row_there", place, Severity.WARNING)
        else:
            self._add_new(row, entry.values, holder, (key, len(alike)))

    def _add_new(
        self,
        row: SheetRow,
        values: Mapping[str, Any],
        holder: Record | None,
        known: tuple[tuple[str, ...], int],
    ) -> None:
        """known: the record's key, and how many have it already."""
        key, count = known
        before = self.added.setdefault(key, [])
        if before and self.sheet.kind in UNIQUE:
            first = str(before[0].place())
            self.found.report("book_row_twice", row.place(), first=first)
            return
        self._tell_named(row, self.own)
        before.append(row)
        number = count + len(before)
        self.found.known[self.sheet.kind, numbered(key, number)] = row
        shown = {c.key for c in self.sheet.columns if c.is_shown and self.now.own}
        cells = ((n, text) for n, text in row.cells.items() if text and n not in shown)
        texts = {name: ("", text) for name, text in cells}
        change = RecordChange(self.sheet, None, row, values, texts, holder)
        self.found.changes.append(change)

    def _find_other(self, entry: Entry, record: Record) -> str | None:
        """The first column in which a row says something else than a record."""
        now = self._read(self._cells(record))
        return next(
            (k for k, value in entry.values.items() if value != now.of(k)), None
        )

    def _miss(self, sent: Sent, *, deletions: bool) -> None:
        """A row that was sent and has not come back."""
        record = self._find(sent) if sent.key else None
        if record is None:
            return
        place = Place(self.sheet.title, 0)
        seen = "、".join(sent.cells.get(n, "") for n in KEYS[self.sheet.kind] if n)
        seen = re.sub("、+", "、", seen).strip("、")
        if not deletions or self.sheet.kind == "person":
            self.found.report("book_row_gone", place, Severity.WARNING, seen=seen)
        elif not self._is_as_sent(record, sent):
            self.found.report("book_gone_changed", place, seen=seen)
        elif any(getattr(record, name) for name in self.sheet.model.nested):
            self.found.report("book_gone_holds", place, seen=seen)
        else:
            cells = self._cells(record)
            texts = {key: (text, "") for key, text in cells.items() if text}
            self.found.changes.append(RecordChange(self.sheet, record, texts=texts))

    def _rename(self, row: SheetRow, sent: Sent, name: str) -> None:
        """Of a name that was changed: three ways as any cell; the name of another is
        asked about.
        """
        old, code = sent.cells.get(NAME, ""), sent.key[0]
        if not name or name == old or NAME not in row.columns:
            return
        before = self.now.names.before
        now, place = before.get(code, old), row.place(NAME)
        others = [one for one, said in before.items() if said == name and one != code]
        if now not in {old, name}:
            self.found.problems.append(_conflict(place, old, name, now))
        elif others:
            codes = "、".join(others)
            self.found.report("name_taken", place, name=excerpt(name), codes=codes)
        elif now != name:
            self.found.name(code, name, place)

    def _tell_named(self, row: SheetRow, keys: Collection[str]) -> None:
        """Which of these cells name people in a free text, which git would keep."""
        for column in self.sheet.columns:
            if column.key in keys and column.how.free:
                text = row.cells.get(column.key, "")
                every = (self.now.names, self.now.local)
                codes = dict.fromkeys(c for one in every for c in one.in_text(text))
                if codes:
                    said = {"label": column.title, "codes": "、".join(codes)}
                    place = row.place(column.key)
                    self.found.report("name_in_text", place, Severity.WARNING, **said)

    def _tell(self, row: SheetRow, problems: Sequence[tuple[str, Problem]]) -> None:
        self.found.problems += [
            replace(problem, place=row.place(key)) for key, problem in problems
        ]


def _conflict(place: Place, out: str, back: str, now: str) -> Problem:
    values = {"out": excerpt(out), "back": excerpt(back), "now": excerpt(now)}
    return Problem("book_conflict", place, values)


# Kinds of which there is one record of a key; of others two may lie on one day.
UNIQUE: Final = frozenset({
    "person", "matter", "candidate", "member_year", "self_check", "rectify", "feedback",
    "duty",
})  # fmt: skip
_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_DATED: Final = frozenset({"date", "month"})


def _add_people(
    rows: Sequence[SheetRow], sheet: Sheet, now: VillageNow, found: Merge
) -> tuple[VillageNow, list[SheetRow]]:
    """The village with the people that a roster adds, so that other sheets may name
    them; and the rows, each with a code: the next free one, never one that was in use;
    of who is there already his own.
    """
    taken = {*now.names.by_code, *now.context.codes["people"].known}
    free = new_codes({*taken, *(row.cells.get("code", "") for row in rows)})
    names, codes = dict(now.names.by_code), dict[int, str]()
    for at, row in enumerate(rows):
        name, code = bare_name(row.cells.get(NAME, "")), row.cells.get("code", "")
        if name and code in now.names.by_code:
            names[code] = row.cells[NAME]  # perhaps another one than before
        if not name or row.id or code in taken:
            continue
        there = () if code else now.names.codes.get(name, ())
        if len(there) == 1 and _is_same(sheet, row, there[0], now):
            codes[at] = there[0]
            continue
        if there:
            others = "、".join(there)
            found.report(
                "name_taken", row.place(NAME), name=excerpt(name), codes=others
            )
            continue
        code = code or next(free)
        codes[at] = code
        names[code] = name
        found.name(code, name, row.place(NAME))
    known = Codes((*taken, *codes.values()))
    context = replace(now.context, codes={**now.context.codes, "people": known})
    called = replace(now.names, by_code=names, before=now.names.by_code)
    coded = [
        replace(row, cells={**row.cells, "code": codes[at]}) if at in codes else row
        for at, row in enumerate(rows)
    ]
    return replace(now, names=called, context=context), coded


def _is_same(sheet: Sheet, row: SheetRow, code: str, now: VillageNow) -> bool:
    """Whether nothing in which people differ speaks against it."""
    people = {one.code: one for one in now.village.of(PersonRow)}
    said = read_row(sheet, row.cells, now.names, now.context).values
    return code in people and all(
        None in {said.get(name), getattr(people[code], name)}
        or said[name] == getattr(people[code], name)
        for name in ("gender", "born", "joined_on", "full_on")
    )
