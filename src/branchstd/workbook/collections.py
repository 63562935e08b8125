"""Collections of dues out of the tables that offices keep: what is owed for a month is
one from all who pay monthly, three months at once one of that member for the quarter.
Nothing is spread or guessed.

The day of a collection that stands in no table is asked for, never set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from branchstd.findings import Place, Problem, Severity, letters
from branchstd.records.town import Standing
from branchstd.records.types import NOBODY
from branchstd.records.village import Dues, PersonRow
from branchstd.workbook.dues_across import (
    Payments,
    known,
    months_of,
    owing,
    quarter_of,
    read_payments,
)
from branchstd.workbook.dues_listed import collections_listed
from branchstd.workbook.entries import in_codes
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import Reader, columns_of
from branchstd.workbook.rows import SheetRow
from branchstd.workbook.tables import find_tables


class _Apart(NamedTuple):
    """What one paid for another period than the month in which it was paid, or on
    another day than the others. with_own: whether that month was paid with them.
    """

    period: str
    code: str
    paid_in: str
    total: Decimal
    with_own: bool
    day: str = ""


def collections_in(grids: Mapping[str, Grid], by: Reader) -> list[SheetRow] | None:
    """Rows for the sheet of dues out of all tables of a file; None where there is none.
    What is collected already stays: where a table tells it otherwise, that is told.
    """
    tables: list[Payments] = []
    rows: list[SheetRow] = []
    found = False
    for grid in grids.values():
        for table in find_tables(grid, lambda row: known(row, by)):
            across = read_payments(table, by)
            columns = {} if across else columns_of(table, by)
            if across:
                tables.append(across)
            elif {"month", "total"} <= columns.keys():
                rows += collections_listed(table, columns, by)
            else:
                continue
            found = True
    # What has its days first: another table may repeat it without them.
    tables.sort(key=lambda one: not (one.days or one.day_columns))
    seen: dict[str, tuple[Payments, Mapping[str, Decimal]]] = {}
    asked: dict[str, tuple[Payments, int]] = {}
    has_rates = any(person.dues for person in by.now.village.of(PersonRow))
    for one in [] if has_rates else [*tables]:
        # One cause is told once, not at each cell.
        at, level = one.names, Severity.ERROR
        if one.owed is None:
            tables.remove(one)
            told = by.found.problems
            by.found.problems = [p for p in told if p.code != "dues_tick"]
        else:
            at, level = one.owed, Severity.WARNING
        by.found.report("dues_no_rates", one.heading(at), level)
    for one in tables:
        _leave_repeated(one, seen, by)
        rows += _collections(one, asked, by)
    if asked:
        first, at = next(iter(asked.values()))
        months = {"month": "、".join(asked), "first": next(iter(asked))}
        by.found.problems.append(Problem("dues_day", first.heading(at), months))
    return rows if found else None


def _leave_repeated(
    paid: Payments,
    seen: dict[str, tuple[Payments, Mapping[str, Decimal]]],
    by: Reader,
) -> None:
    """Leaves out what another table of the file says as well; where it says otherwise,
    that is told.
    """
    kept: dict[str, int] = {}
    for period, at in paid.periods.items():
        sums = {code: of[period] for code, of in paid.paid.items() if period in of}
        if period not in seen or not seen[period][1]:
            seen[period] = paid, sums
            kept[period] = at
        elif sums and sums != seen[period][1]:
            other, _ = seen[period]
            first = str(other.heading(other.periods[period]))
            by.found.report("table_differs", paid.heading(at), first=first)
    paid.periods = kept
    for of in paid.paid.values():
        for period in [period for period in of if period not in kept]:
            del of[period]


def _collections(
    paid: Payments, asked: dict[str, tuple[Payments, int]], by: Reader
) -> Iterator[SheetRow]:
    """Rows of one table. asked: months without a day, with their columns."""
    there_all = by.now.village.of(Dues)
    # Who did not pay with the others and is not called quarterly by the town, is named.
    standings = by.now.village.of(Standing)
    called = {one.person for one in standings if one.standing == "quarterly"}
    every = [*_apart(paid, by)]
    for period, at in paid.periods.items():
        if not any(period in of for of in paid.paid.values()):
            continue
        here = [one for one in every if one.paid_in == period]
        said = by.said.day(period)
        regular = _regular(paid, period, here)
        left = _left(paid, period, regular | called, by)
        there = [one for one in there_all if one.month == period and not one.people]
        odd = _find_odd(there_all, there, here, left)
        for code in (code for code in paid.rows if code in odd):
            place = paid.place(code, period)
            by.found.report("book_row_there", place, Severity.WARNING)
        new = [one for one in here if not _paid_by(there_all, one.period, one.code)]
        if there or not (regular or new):
            continue
        day = paid.days.get(period, "") if said == "" else said
        if day is None:
            place = paid.heading(at)
            by.found.report("dues_left_out", place, Severity.WARNING, month=period)
            continue
        if not day and (regular or any(not one.day for one in new)):
            asked.setdefault(period, (paid, at))
            continue
        if regular:
            _tell_unlisted(paid, period, {*owing(period, by)} - called, by)
            total = sum((paid.due[c] for c in regular), Decimal(0))
            yield _row(paid, at, (period, day), unpaid=left, total=total)
        yield from _apart_rows(paid, at, day, new, by)


def _regular(paid: Payments, period: str, here: Sequence[_Apart]) -> set[str]:
    """Who paid what is owed for a month, with the others."""
    alone = {one.code for one in here if not one.with_own}
    regular = {c for c, of in paid.paid.items() if of.get(period) == paid.due.get(c)}
    regular &= paid.due.keys()
    return (regular - alone) | {one.code for one in here if one.with_own}


def _left(paid: Payments, period: str, others: set[str], by: Reader) -> list[str]:
    """Who owes dues for a month and did not pay with the others."""
    listed = {one.code for one in by.now.village.of(PersonRow) if one.dues}
    there = owing(period, by)
    return [
        code
        for code in paid.due
        if code not in others
        and (code, period) not in paid.excused
        and (code in there or code not in listed)
    ]


def _tell_unlisted(paid: Payments, period: str, owing_: set[str], by: Reader) -> None:
    """Who owes dues and stands in no row would count as having paid."""
    missing = sorted(owing_ - paid.rows.keys())
    if missing:
        names = "、".join(by.now.names.shown(code) for code in missing)
        place = paid.heading(paid.names)
        by.found.report("dues_unlisted", place, month=period, names=names)


def _apart_rows(
    paid: Payments, at: int, day: str, every: Sequence[_Apart], by: Reader
) -> Iterator[SheetRow]:
    """What was paid for one period on one day by several is one collection."""
    groups: dict[tuple[str, str], list[_Apart]] = {}
    for one in every:
        other = by.said.day(one.period) if not one.with_own else None
        groups.setdefault((one.period, one.day or other or day), []).append(one)
    for when, ones in groups.items():
        people = [one.code for one in ones]
        total = sum((one.total for one in ones), Decimal(0))
        yield _row(paid, at, when, people=people, total=total)


def _find_odd(
    every: Sequence[Dues],
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
        totals = _paid_by(every, one.period, one.code)
        # A collection of several names no amount of each.
        whole = any(one.code in c.people and len(c.people) > 1 for c in every)
        told = (totals or there) and one.total not in totals and not whole
        odd |= {one.code} if told else set()
    for general in there:
        alone = {c for one in every if one.month == general.month for c in one.people}
        odd |= (set(left) ^ set(general.unpaid or ())) - alone
    return odd


def _paid_by(every: Sequence[Dues], period: str, code: str) -> list[Decimal]:
    """What is collected from one for a month or quarter, alone or with others."""
    return [one.total for one in every if one.month == period and code in one.people]


def _row(
    paid: Payments,
    at: int,
    when: tuple[str, str],
    *,
    total: Decimal,
    people: Sequence[str] = (),
    unpaid: Sequence[str] | None = None,
) -> SheetRow:
    """when: for which period, and on which day."""
    cells = {
        "month": when[0],
        "paid_on": when[1],
        "people": " ".join(people),
        "unpaid": "" if unpaid is None else " ".join(unpaid) or NOBODY[1],
        "total": f"{total.normalize():f}",
    }
    head = paid.table.head
    return SheetRow(paid.grid, head, "", cells, dict.fromkeys(cells, at))


def _apart(paid: Payments, by: Reader) -> Iterator[_Apart]:
    """What is paid for other months than the one in which it is, or on a day of its
    own. Any other amount than is owed is told.
    """
    days = _own_days(paid, by)
    for code, of in paid.paid.items():
        for period in of:
            periods = _periods(paid, code, period, by)
            day, due = days.get((code, period), ""), paid.due.get(code)
            own = period in periods and not day and period[5] != "Q"
            for one in periods if due else ():
                if one != period or not own:
                    total = (due or 0) * Decimal(len(months_of(one)))
                    yield _Apart(one, code, period, total, with_own=own, day=day)


def _periods(paid: Payments, code: str, period: str, by: Reader) -> Sequence[str]:
    """For which months, or quarter, the sum of a cell is; none where that is told."""
    sum_, due = paid.paid[code][period], paid.due.get(code)
    cell, said = _paid_for(paid, code, period, by)
    before = _blank_before(paid, code, period)
    quarter = quarter_of(period)
    alone = [p for p in paid.paid[code] if quarter_of(p) == quarter] == [period]
    found: Sequence[str] = said
    if said and due and sum_ == due * Decimal(sum(len(months_of(m)) for m in said)):
        by.said.used.add(("paid_for", cell))
    elif due and sum_ == due * len(months_of(period)):
        found = [period]  # an answer for another table stands aside
    elif not said and due:
        if alone and sum_ == 3 * due:
            found = [quarter]
        elif by.said.arrears and before and sum_ == due * (len(before) + 1):
            by.said.used.add(("arrears", ""))
            found = [*before, period]
    needed = sum((due or 0) * Decimal(len(months_of(one))) for one in found)
    if found and needed == sum_:
        return found
    monthly = not said and not by.said.arrears and bool(before) and period[5] != "Q"
    fits = monthly and due and sum_ == due * (len(before) + 1)
    values = {
        "seen": str(sum_),
        "needed": str(needed or (due or 0) * len(months_of(period)) or ""),
        "cell": _cell(place := paid.place(code, period)),
    }
    by.found.problems.append(
        Problem("dues_odd" if fits else "dues_unclear", place, values)
    )
    return ()


def _own_days(paid: Payments, by: Reader) -> dict[tuple[str, str], str]:
    """Of single cells the day that stands beside them, or was answered for them."""
    found = dict(paid.own)
    for (period, name), day in by.said.own_days.items():
        code, wrong = in_codes(name, by.now.names)
        place = paid.heading(paid.names)
        by.found.problems += [replace(one, place=place) for one in wrong]
        if period in paid.paid.get(code, {}):
            by.said.used.add(("days", f"{period}:{name}"))
            found[code, period] = day
    return found


def _paid_for(
    paid: Payments, code: str, period: str, by: Reader
) -> tuple[str, Sequence[str]]:
    """The months that were answered for a cell, and how that was called."""
    cell = _cell(paid.place(code, period))
    whole, answers = f"{paid.grid.title}!{cell}", by.said.paid_for
    called = whole if whole in answers else cell
    return called, answers.get(called, ())


def _cell(place: Place) -> str:
    return f"{letters(place.column)}{place.line}"


def _blank_before(paid: Payments, code: str, period: str) -> list[str]:
    """The months just before one that are blank."""
    periods = list(paid.periods)
    found: list[str] = []
    for one in reversed(periods[: periods.index(period)]):
        if one in paid.paid[code] or (code, one) in paid.excused:
            break
        found.append(one)
    return found[::-1]
