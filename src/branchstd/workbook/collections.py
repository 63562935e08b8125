"""A table of dues as offices keep it, a row a member and a column a month, as
collections: what is owed for a month is one from all who pay monthly, three months at
once one of that member for the quarter. Nothing is spread or guessed.

The day of a collection stands in no such table: it is asked for, never set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, NamedTuple

from pydantic_core import PydanticCustomError

from branchstd.findings import Severity, excerpt
from branchstd.records import spelling
from branchstd.records.town import Standing
from branchstd.records.types import NOBODY, read_decimal
from branchstd.records.village import Dues, PersonRow
from branchstd.rules.derived import NOTHING
from branchstd.workbook.entries import in_codes
from branchstd.workbook.grids import Grid, filled
from branchstd.workbook.merging import Merge, VillageNow, adopt_rows
from branchstd.workbook.rows import (
    HIGHEST,
    PEOPLE,
    UNREAD,
    SheetRow,
    column_unread,
    is_foot,
)
from branchstd.workbook.sheets import Sheet

_EMPTY: Final = frozenset({*NOTHING, "0", "×", "未交"})


@dataclass(frozen=True)
class Answers:
    """What a table does not say. days: of collections, by month or quarter. arrears:
    whether more than is owed for a month is for the blank months just before it.
    """

    days: Mapping[str, str]
    arrears: bool = False


class _Apart(NamedTuple):
    """What one paid for another period than the month in which it was paid. with_own:
    whether that month was paid as well.
    """

    period: str
    code: str
    paid_in: str
    total: Decimal
    with_own: bool


@dataclass
class _Table:
    """A table with what is paid, by code and month, and its cell. columns: of months by
    `YYYY-MM`. due: what each owes a month.
    """

    grid: Grid
    head: int
    columns: Mapping[str, int]
    due: dict[str, Decimal] = field(default_factory=dict)
    paid: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def adopt_collections(
    grids: Mapping[str, Grid], sheet: Sheet, now: VillageNow, said: Answers
) -> Merge:
    """Collections that are new, out of all tables of dues in a file; what such a table
    tells otherwise of one that is there is told.
    """
    found = Merge()
    each = [collections_of(one, sheet, now, said, found) for one in grids.values()]
    if all(rows is None for rows in each):
        found.report("book_no_headings", next(iter(grids.values())).place(0, 0))
    return adopt_rows([row for rows in each for row in rows or ()], sheet, now, found)


def collections_of(
    grid: Grid, sheet: Sheet, now: VillageNow, said: Answers, found: Merge
) -> list[SheetRow] | None:
    """Rows for the sheet of dues; None where no table of the kind stands. What is
    collected already stays: where the table tells it otherwise, that is told.
    """
    table = _read(grid, sheet, now, found)
    if table is None:
        return None
    known = now.village.of(Dues)
    # Who did not pay with the others and is not called quarterly by the town, is named.
    called = {s.person for s in now.village.of(Standing) if s.standing == "quarterly"}
    every = list(_apart(table, said, found))
    rows: list[SheetRow] = []
    for month, at in table.columns.items():
        paid = {c: by[month] for c, by in table.paid.items() if month in by}
        if not paid:
            continue
        here = [one for one in every if one.paid_in == month]
        regular = {c for c, sum_ in paid.items() if sum_ == table.due.get(c)}
        regular |= {one.code for one in here if one.with_own}
        left = [c for c in table.due if c not in regular | called]
        there = [one for one in known if one.month == month and not one.people]
        odd = _find_odd(known, there, here, left)
        for code in (code for code in table.rows if code in odd):
            place = grid.place(table.rows[code], at)
            found.report("book_row_there", place, Severity.WARNING)
        if there:
            continue
        new = [one for one in here if not _paid_by(known, one.period, one.code)]
        if not (regular or new):
            continue
        if month not in said.days:
            found.report("dues_day", grid.place(table.head, at), month=month)
            continue
        day = said.days[month]
        if regular:
            total = sum((table.due[c] for c in regular), Decimal(0))
            rows.append(_row(table, at, month, day, unpaid=left, total=total))
        for one in new:
            own = day if one.with_own else said.days.get(one.period, day)
            people = [one.code]
            rows.append(
                _row(table, at, one.period, own, people=people, total=one.total)
            )
    return rows


def _find_odd(
    known: Sequence[Dues],
    there: Sequence[Dues],
    here: Sequence[_Apart],
    left: Sequence[str],
) -> set[str]:
    """Who paid otherwise by the table than by what is collected. there: from all for
    the month. here: what the table says beside it. left: who did not pay with the
    others.
    """
    odd = set()
    for one in here:
        totals = _paid_by(known, one.period, one.code)
        odd |= {one.code} if (totals or there) and one.total not in totals else set()
    for general in there:
        alone = {c for one in known if one.month == general.month for c in one.people}
        odd |= (set(left) ^ set(general.unpaid or ())) - alone
    return odd


def _paid_by(known: Sequence[Dues], period: str, code: str) -> list[Decimal]:
    """What is collected from one for a month or quarter alone."""
    return [one.total for one in known if one.month == period and code in one.people]


def _row(
    table: _Table,
    at: int,
    period: str,
    day: str,
    *,
    total: Decimal,
    people: Sequence[str] = (),
    unpaid: Sequence[str] | None = None,
) -> SheetRow:
    cells = {
        "month": period,
        "paid_on": day,
        "people": " ".join(people),
        "unpaid": "" if unpaid is None else " ".join(unpaid) or NOBODY[1],
        "total": str(total),
    }
    return SheetRow(table.grid, table.head, "", cells, dict.fromkeys(cells, at))


def _read(grid: Grid, sheet: Sheet, now: VillageNow, found: Merge) -> _Table | None:
    """The table; None where there is none with names and months."""
    said = now.context.words.headings.get("person", {})
    for head, row in enumerate(grid.rows[:HIGHEST]):
        heads = [cell.strip() for cell in row]
        spelt = {
            at: spelling.month(cell.replace("元月", "1月"), now.year)
            for at, cell in enumerate(heads)
        }
        months = {m: at for at, m in spelt.items() if spelling.MONTH.fullmatch(m)}
        names = next((at for at, cell in enumerate(heads) if cell in PEOPLE), None)
        if len(months) > 1 and names is not None:
            owed_at = [at for at, cell in enumerate(heads) if said.get(cell) == "dues"]
            table = _Table(grid, head, months)
            known = {names, *months.values(), *owed_at}
            for at, cell in enumerate(heads):
                if cell and at not in known and cell not in UNREAD:
                    found.problems.append(column_unread(grid.place(head, at), cell))
            owed = next(iter(owed_at), None)
            _fill(table, sheet, (names, owed), now, found)
            return table
    return None


def _fill(
    table: _Table,
    sheet: Sheet,
    columns: tuple[int, int | None],
    now: VillageNow,
    found: Merge,
) -> None:
    grid, (names, owed) = table.grid, columns
    roster = {one.code: one.dues for one in now.village.of(PersonRow)}
    for number, cells in filled(grid):
        if number <= table.head or is_foot(cells):
            continue
        code, wrong = in_codes(grid.cell(number, names), now.names)
        found.problems += [replace(p, place=grid.place(number, names)) for p in wrong]
        if not code and any(grid.cell(number, at) for at in table.columns.values()):
            label = str(Dues.model_fields["people"].title)
            place = grid.place(number, names)
            found.report("missing_field", place, field="people", label=label)
        if code in table.rows:
            first, place = table.rows[code], grid.place(number, names)
            at = str(grid.place(first, names))
            found.report("book_row_twice", place, first=at)
        if wrong or not code:
            continue
        due = _amount(grid, number, owed, found) if owed is not None else None
        if due := due or roster.get(code):
            table.due[code] = due
        table.rows[code] = number
        paid = {
            month: sum_
            for month, at in table.columns.items()
            if (sum_ := _amount(grid, number, at, found))
        }
        table.paid[code] = paid


def _amount(grid: Grid, row: int, column: int, found: Merge) -> Decimal | None:
    text = grid.cell(row, column)
    if text.strip() in _EMPTY:
        return None
    try:
        return read_decimal(spelling.count("total", text))
    except PydanticCustomError:
        label = str(Dues.model_fields["total"].title)
        place, seen = grid.place(row, column), excerpt(text)
        found.report("bad_decimal", place, field="total", label=label, seen=seen)
        return None


def _apart(table: _Table, said: Answers, found: Merge) -> Iterator[_Apart]:
    """What is paid for other months than the one in which it is: for a quarter at once,
    or, where that was answered, for months before that were left blank. Any other
    amount than is owed is told.
    """
    for code, paid in table.paid.items():
        due = table.due.get(code)
        for month, sum_ in paid.items():
            if sum_ == due:
                continue
            quarter = f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
            of_it = [m for m in paid if f"{m[:4]}-Q{(int(m[5:]) + 2) // 3}" == quarter]
            before = _blank_before(table, code, month)
            if due and sum_ == 3 * due and of_it == [month]:
                yield _Apart(quarter, code, month, sum_, with_own=False)
            elif due and said.arrears and sum_ == due * (len(before) + 1):
                for one in before:
                    yield _Apart(one, code, month, due, with_own=True)
            else:
                place = table.grid.place(table.rows[code], table.columns[month])
                needed = str(due or "")
                found.report("dues_odd", place, seen=str(sum_), needed=needed)


def _blank_before(table: _Table, code: str, month: str) -> list[str]:
    """The months just before one that are blank."""
    months = list(table.columns)
    found: list[str] = []
    for one in reversed(months[: months.index(month)]):
        if one in table.paid[code]:
            break
        found.append(one)
    return found[::-1]
