"""A workbook that has come back, set against what was sent and what stands there now:
which cells of which records are to change, and where nobody can tell.

Out is a cell as it was sent, back as it came, now as an export would print it today.
Back as out: now stays. VillageNow as out: back is taken. Back as now: nothing. Else a
conflict. Compared by what the cells mean, not by how they are written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from branchstd.findings import Place, Problem, Severity, excerpt, letters
from branchstd.records.base import Record
from branchstd.records.holdings import Village
from branchstd.records.village import PersonRow
from branchstd.store.parser import FOOT, Codes, Context
from branchstd.workbook.book import (
    BASE,
    FAULTS,
    GUIDE,
    HEAD,
    LISTS,
    Base,
    CellFault,
    Line,
    Sent,
    lines_of,
)
from branchstd.workbook.entries import Entry, read_row
from branchstd.workbook.grids import Grid, filled
from branchstd.workbook.sheets import (
    HOLDERS,
    KEYS,
    NAME,
    Cells,
    Names,
    Sheet,
    bare_name,
    cells_of,
    key_of,
    keyed,
    plain_key,
    records_of_sheet,
)

HIGHEST: Final = 10  # rows among which the headings are looked for
# Columns of people's own tables that say nothing by themselves.
UNREAD: Final = ("序号", "合计", "签字", "签名")
PEOPLE: Final = ("姓名", "党员姓名", "人员姓名", "名字")


@dataclass(frozen=True)
class SheetRow:
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
class RecordChange:
    """What becomes of one record. record: None for one that is new. row: None for one
    that goes. values: by column, None for one that is left out. key: by which it is
    known afterwards. texts: of a cell before and after, by column. holder: in which a
    new one is put. inner: of a new one, the values of new ones in it.
    """

    sheet: Sheet
    record: Record | None
    row: SheetRow | None = None
    key: tuple[str, ...] = ()
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
    came, by kind.
    """

    changes: list[RecordChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[SheetRow]] = field(default_factory=dict)

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
class VillageNow:
    """The village as it is, and how what is said of it is understood. folder: of the
    year, from the root. own: whether a table is people's own, which has their headings.
    """

    village: Village
    names: Names
    folder: str
    year: int
    context: Context
    own: bool = False

    def headings(self, sheet: Sheet) -> dict[str, str]:
        """The columns of a sheet by what may stand above them."""
        titles = {column.title: column.key for column in sheet.columns}
        if not self.own:
            return titles
        said = {
            word: name
            for word, name in self.context.words.headings.get(sheet.kind, {}).items()
            if name in titles.values()
        }
        whom = (c.key for c in sheet.columns if c.needed and c.how.refers == "people")
        named = NAME if sheet.kind == "person" else next(whom, "")
        names = dict.fromkeys(PEOPLE, named) if named else {}
        return {**{key: key for key in titles.values()}, **said, **names, **titles}


def adopt_rows(
    rows: list[SheetRow], sheet: Sheet, now: VillageNow, found: Merge
) -> Merge:
    """Rows of a sheet that was never sent: those are taken that are new."""
    base = Base("", "", now.year, "", bool(now.names.by_code), {}, {})
    _Sheet(sheet, rows, base, now, found).merge(deletions=False)
    return found


def adopt(grids: Mapping[str, Grid], sheet: Sheet, now: VillageNow) -> Merge:
    """A table that people keep in their own way: only rows that are new are taken, and
    what it tells otherwise of a record that is there is told.
    """
    found, now = Merge(), replace(now, own=True)
    base = Base("", "", now.year, "", bool(now.names.by_code), {}, {})
    tables = [g for g in grids.values() if _head(g, now.headings(sheet)) is not None]
    for grid in tables:
        now, codes = _newcomers(grid, sheet, now, found)
        _take(grid, sheet, codes, (base, now, found), deletions=False)
    if not tables:
        first = next(iter(grids.values()))
        found.report("book_no_headings", first.place(0, 0))
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
    found, codes = Merge(), dict[int, str]()
    for sheet in sheets:
        if sheet.kind == "person" and sheet.title in grids:
            now, codes = _newcomers(grids[sheet.title], sheet, now, found)
    for sheet in sheets:
        if grid := grids.get(sheet.title):
            coded = codes if sheet.kind == "person" else {}
            _take(grid, sheet, coded, (base, now, found), deletions=deletions)
        elif any(sent.kind == sheet.kind for sent in base.rows.values()):
            place = Place(sheet.title, 0)
            found.report("book_sheet_gone", place, Severity.WARNING)
    for title in grids:
        known = {sheet.title for sheet in sheets} | {GUIDE, FAULTS, BASE, LISTS}
        if title not in known and any(True for _ in filled(grids[title])):
            found.report("book_sheet_unread", Place(title, 0), Severity.WARNING)
    return found


def marked(
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


def _take(
    grid: Grid,
    sheet: Sheet,
    codes: Mapping[int, str],
    known: tuple[Base, VillageNow, Merge],
    *,
    deletions: bool,
) -> None:
    """One sheet. codes: of people whose rows have none, by row."""
    base, now, found = known
    if (rows := _rows(grid, sheet, now, found)) is not None:
        found.rows[sheet.kind] = rows
        coded = [
            replace(row, cells={**row.cells, "code": codes[row.number]})
            if row.number in codes
            else row
            for row in rows
        ]
        _Sheet(sheet, coded, base, now, found).merge(deletions=deletions)


def _head(grid: Grid, titles: Mapping[str, str]) -> int | None:
    """The row of the headings: of the first ones that in which most are known."""
    counts = [
        len({titles[cell.strip()] for cell in row if cell.strip() in titles})
        for row in grid.rows[:HIGHEST]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else None


def _rows(
    grid: Grid, sheet: Sheet, now: VillageNow, found: Merge
) -> list[SheetRow] | None:
    """Rows below the headings; None where there are no headings."""
    titles = now.headings(sheet)
    head = _head(grid, titles)
    if head is None:
        found.report("book_no_headings", grid.place(0, 0))
        return None
    heads = [cell.strip() for cell in grid.rows[head]]
    unkept = {"id", *UNREAD}
    columns: dict[str, int] = {}
    for at, cell in enumerate(heads):
        if cell in titles and titles[cell] in columns:
            first = grid.place(head, columns[titles[cell]])
            found.report("book_heading_twice", grid.place(head, at), first=str(first))
        elif cell in titles:
            columns[titles[cell]] = at
        elif cell and cell not in unkept:
            place = grid.place(head, at)
            seen = excerpt(cell)
            found.report("book_column_unread", place, Severity.WARNING, seen=seen)
    id_at = heads.index("id") if "id" in heads else None
    return [
        SheetRow(
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
        if number > head and not is_foot(cells)
    ]


def is_foot(cells: Sequence[str]) -> bool:
    """A line of sums or signatures."""
    first = next(cell for cell in cells if cell.strip())
    return FOOT.match(first.replace(" ", "")) is not None


class _Sheet:
    """One sheet on its way back."""

    def __init__(
        self,
        sheet: Sheet,
        rows: list[SheetRow],
        base: Base,
        now: VillageNow,
        found: Merge,
    ) -> None:
        self.sheet, self.base, self.now, self.found = sheet, base, now, found
        own = {name: s for name, s in base.rows.items() if s.kind == sheet.kind}
        self.sent = own
        self.ids: dict[tuple[str, ...], list[str]] = {}
        for name, sent in own.items():
            self.ids.setdefault(plain_key(sent.key), []).append(name)
        self.rows = [row for row in rows if row.id in own or self._says(row)]
        records = records_of_sheet(sheet, now.village, now.folder)
        self.records = keyed(sheet.kind, records)

    def _says(self, row: SheetRow) -> bool:
        """A note below a table, which stands in its first column alone, is none of its
        rows.
        """
        said = [key for key, text in row.cells.items() if text]
        return len(said) > 1 or (bool(said) and said[0] != next(iter(row.cells)))

    def merge(self, *, deletions: bool) -> None:
        counted = Counter(row.id for row in self.rows)
        twice = {name for name, count in counted.items() if count > 1}
        seen: dict[str, SheetRow] = {}
        own = [column.key for column in self.sheet.columns if column.own]
        # Those that were sent first: what has no id may say the same.
        for row in sorted(self.rows, key=lambda one: one.id not in self.sent):
            if row.id in self.sent and not any(row.cells.get(key) for key in own):
                continue  # emptied by hand: gone
            if row.id and row.id in twice:
                if row.id in seen:
                    other = seen[row.id].place()
                    self.found.report("book_row_twice", row.place(), first=str(other))
                seen.setdefault(row.id, row)
            elif name := self._known(row):
                if name in seen and seen[name].cells != row.cells:
                    self._new(row)
                elif name in seen:
                    other = seen[name].place()
                    self.found.report("book_row_twice", row.place(), first=str(other))
                else:
                    seen[name] = row
                    self._changed(row, self.sent[name])
            else:
                self._new(row)
        for name, sent in self.sent.items():
            if name not in seen:
                self._gone(sent, deletions=deletions)

    def _known(self, row: SheetRow) -> str | None:
        """The id of the row that was sent, by its own or else by its key."""
        if row.id in self.sent:
            return row.id
        entry = self._read(row.cells)
        key = self._key(entry, row)
        names = self.ids.get(key, []) if key else []
        alike = [name for name in names if self.sent[name].cells == row.cells]
        return next(iter(alike or names), None)

    def _read(self, cells: Cells) -> Entry:
        return read_row(self.sheet, cells, self.now.names, self.now.context)

    def _key(self, entry: Entry, row: SheetRow) -> tuple[str, ...] | None:
        if entry.record is None:
            return None
        holder = self._holder(row)
        if self.sheet.kind in HOLDERS and holder is None:
            return None
        if holder is not None:
            entry.record.put(entry.record.mark, holder)
        return key_of(self.sheet.kind, entry.record)

    def _new_holder(self, row: SheetRow) -> RecordChange | None:
        """The same among the records that this workbook makes."""
        kind, _ = HOLDERS[self.sheet.kind]
        said = self._said_of_holder(row)
        fits = [
            change
            for change in self.found.changes
            if change.record is None
            and change.sheet.kind == kind
            and all(change.values.get(name) == value for name, value in said.items())
        ]
        return fits[0] if said and len(fits) == 1 else None

    def _holder(self, row: SheetRow) -> Record | None:
        """The record in which a nested one stands, by the columns that tell it."""
        if self.sheet.kind not in HOLDERS:
            return None
        kind, _ = HOLDERS[self.sheet.kind]
        values = self._said_of_holder(row)
        fits = [
            record
            for record in self.now.village.records.get(kind, ())
            if record.mark.place.file.startswith(f"{self.now.folder}/")
            and all(getattr(record, n) == value for n, value in values.items())
        ]
        return fits[0] if values and len(fits) == 1 else None

    def _said_of_holder(self, row: SheetRow) -> Mapping[str, Any]:
        kind, _ = HOLDERS[self.sheet.kind]
        told = [column for column in self.sheet.columns if column.key[0] == "/"]
        outer = Sheet(
            kind, "", self.sheet.spec, tuple(replace(c, key=c.name) for c in told)
        )
        said = {column.name: row.cells.get(column.key, "") for column in told}
        return read_row(outer, said, self.now.names, self.now.context).values

    def _changed(self, row: SheetRow, sent: Sent) -> None:
        """What a row that was sent says now."""
        cells = {**sent.cells, **row.cells}
        columns = self.sheet.columns
        out = {column.key: sent.cells.get(column.key, "") for column in columns}
        other = [c for c in columns if cells.get(c.key, "") != out[c.key]]
        if not other:
            return
        for column in (one for one in other if one.is_shown):
            place = row.place(column.key)
            self.found.report("book_cell_computed", place, label=column.title)
        if sent.key:
            self._said_otherwise(row, sent, out, cells)
        elif any(one.own for one in other):  # a record that nobody has made yet
            self._new(replace(row, cells=cells))

    def _said_otherwise(
        self, row: SheetRow, sent: Sent, out: Cells, cells: Cells
    ) -> None:
        """What a row that was sent means now. out, cells: as sent and as it came."""
        was, said = self._read(out), self._read(cells)
        # What was wrong before may stay, but not in a cell that was touched.
        other = {key for key in out if cells.get(key, "") != out[key]}
        wrong = [p for p in said.problems if p not in was.problems or p[0] in other]
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
        if new is not None and new != plain_key(sent.key) and new in self.ids:
            self.found.report("book_rows_crossed", row.place(), seen=" ".join(new))
            return
        if record is None and new is not None:
            record = self.records.get(new)  # taken over already
        if record is None:
            self.found.report("book_record_gone", row.place(), seen=" ".join(sent.key))
            return
        self._take(row, (record, new or sent.key), (was, said), touched, (out, cells))

    def _find(self, sent: Sent) -> Record | None:
        """The record as it is now: by its key; else, where others changed that, the one
        that says all else as it was sent.
        """
        key = plain_key(sent.key)
        alike = [r for one, r in self.records.items() if plain_key(one) == key]
        if len(alike) == 1 == len(self.ids[key]):
            return alike[0]
        if alike:  # of several with one key each is known by all that it says
            return next((r for r in alike if self._as_sent(r, sent)), None)
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

    def _as_sent(self, record: Record, sent: Sent) -> bool:
        cells = cells_of(self.sheet, record, self.now.names)
        own = (column.key for column in self.sheet.columns if column.own)
        return all(cells[key] == sent.cells.get(key, "") for key in own)

    def _take(
        self,
        row: SheetRow,
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
            change = RecordChange(self.sheet, record, row, key_now, values, told)
            self.found.changes.append(change)

    def _new(self, row: SheetRow) -> None:
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
            if (change := self._new_holder(row)) is not None:
                change.inner.append(entry.values)
            else:
                self.found.report("book_no_holder", row.place())
            return
        key_now = self._key(entry, row)
        alike = [r for one, r in self.records.items() if plain_key(one) == key_now]
        # Somebody has entered it meanwhile, or this is the second time.
        if any(self._other(entry, record) is None for record in alike):
            return
        if alike and (self.now.own or self.sheet.kind in UNIQUE):
            place = row.place(self._other(entry, alike[0]) or "")
            self.found.report("book_row_there", place, Severity.WARNING)
            return
        told = {key: ("", text) for key, text in row.cells.items() if text}
        change = RecordChange(
            self.sheet, None, row, key_now or (), entry.values, told, holder
        )
        self.found.changes.append(change)

    def _other(self, entry: Entry, record: Record) -> str | None:
        """The first column in which a row says something else than a record."""
        now = self._read(cells_of(self.sheet, record, self.now.names))
        return next(
            (k for k, value in entry.values.items() if value != now.of(k)), None
        )

    def _gone(self, sent: Sent, *, deletions: bool) -> None:
        record = self._find(sent) if sent.key else None
        if record is None:
            return
        place = Place(self.sheet.title, 0)
        seen = "、".join(sent.cells.get(n, "") for n in KEYS[self.sheet.kind] if n)
        seen = re.sub("、+", "、", seen).strip("、")
        if not deletions or self.sheet.kind == "person":
            self.found.report("book_row_gone", place, Severity.WARNING, seen=seen)
        elif not self._as_sent(record, sent):
            self.found.report("book_gone_changed", place, seen=seen)
        elif any(getattr(record, name) for name in self.sheet.model.nested):
            self.found.report("book_gone_holds", place, seen=seen)
        else:
            shown = cells_of(self.sheet, record, self.now.names)
            told = {key: (text, "") for key, text in shown.items() if text}
            self.found.changes.append(RecordChange(self.sheet, record, texts=told))

    def _named(self, row: SheetRow, sent: Sent, name: str) -> None:
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
            values = {"out": excerpt(old), "back": excerpt(name), "now": excerpt(now)}
            self.found.problems.append(Problem("book_conflict", place, values))
        elif others:
            codes = "、".join(others)
            self.found.report("name_taken", place, name=excerpt(name), codes=codes)
        elif now != name:
            self.found.names[code] = name

    def _tell(self, row: SheetRow, key: str, problem: Problem) -> None:
        self.found.problems.append(replace(problem, place=row.place(key)))


# Kinds of which there is one record of a key; of others two may lie on one day.
UNIQUE: Final = frozenset({
    "person", "matter", "candidate", "member_year", "self_check", "rectify", "feedback",
    "duty",
})  # fmt: skip
_DATED: Final = frozenset({"date", "month"})


def _newcomers(
    grid: Grid, sheet: Sheet, now: VillageNow, found: Merge
) -> tuple[VillageNow, dict[int, str]]:
    """The same with the people that a roster adds, so that other sheets may name them,
    and the codes of those whose rows have none: the next free ones, never one that was
    in use; of who is there already his own.
    """
    if sheet.kind != "person":
        return now, {}
    taken = {*now.names.by_code, *now.context.codes["people"].known}
    numbers = [int(code[1:]) for code in taken if _MEMBER.fullmatch(code)]
    number, names, codes = max(numbers, default=0), dict(now.names.by_code), {}
    for row in _rows(grid, sheet, now, Merge()) or ():
        name, code = bare_name(row.cells.get(NAME, "")), row.cells.get("code", "")
        if name and code in now.names.by_code:
            names[code] = row.cells[NAME]  # perhaps another one than before
        if not name or row.id or code in taken:
            continue
        there = () if code else now.names.codes.get(name, ())
        if len(there) == 1 and _is_same(sheet, row, there[0], now):
            codes[row.number] = there[0]
            continue
        if there:
            others = "、".join(there)
            found.report(
                "name_taken", row.place(NAME), name=excerpt(name), codes=others
            )
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


def _is_same(sheet: Sheet, row: SheetRow, code: str, now: VillageNow) -> bool:
    """Whether nothing in which people differ speaks against it."""
    people = {one.code: one for one in now.village.of(PersonRow)}
    said = read_row(sheet, row.cells, now.names, now.context).values
    return code in people and all(
        None in {said.get(name), getattr(people[code], name)}
        or said[name] == getattr(people[code], name)
        for name in ("gender", "born", "joined_on", "full_on")
    )


_MEMBER: Final = re.compile(r"M\d{1,3}")
