"""Tables of dues with a row a member: months or quarters across, each with its sums, or
with sums and days; or one month, which the title names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from branchstd.findings import Place, Severity, excerpt
from branchstd.records import spelling
from branchstd.records.base import month_end
from branchstd.records.village import Dues, PersonRow
from branchstd.rules.derived import NOTHING
from branchstd.workbook.duty import month_of
from branchstd.workbook.entries import in_codes
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import (
    Reader,
    amount_in,
    check_sum,
    columns_by,
    tell_columns,
)
from branchstd.workbook.meetings import REMARK, day_in
from branchstd.workbook.rows import PEOPLE
from branchstd.workbook.sheets import bare_name
from branchstd.workbook.tables import OwnTable, bare, meaning

ALSO: Final = {
    "people": (*PEOPLE, "交纳人", "交款人", "缴款人", "交费党员", "党员"),
    "+due": (
        "月应交", "月应交数", "月缴标准", "月交标准", "月缴", "月缴数", "应交",
        "应缴", "月标准", "标准", "党费标准", "应交党费",
        "月应交党费", "每月应交", "月缴党费", "应交数", "应交额", "缴纳标准",
        "交纳标准", "每月党费", "月党费", "应缴额", "月应缴", "月应缴额",
    ),
    "+sum": ("合计", "小计", "全年合计", "总计", "累计", "全年"),
    "+owing": ("应交人数", "应收人数", "应缴人数"),
    "+paying": (
        "实交人数", "交费人数", "实收人数", "缴费人数", "交纳人数", "实缴人数",
    ),
}  # fmt: skip
_QUARTER: Final = re.compile(r"(?:(?:19|20)\d\d年?)?第?[1-4一二三四]季度?(?:党费)?")
# How a row of days is called.
_DAYS: Final = ("日期", "时间", "收缴日", "交费日", "缴费日")
_EMPTY: Final = frozenset(
    {*NOTHING, "0", "×", "✗", "X", "x", "未交", "欠", "欠交", "未缴"}
)
_TICKS: Final = frozenset("√✓✔☑")
# An amount behind a tick, and the day of it in brackets.
_SUM_WITH_DAY: Final = re.compile(r"[√✓✔☑]?(.*?)(?:\(([^()]+)\))?")
_UNPAID: Final = re.compile("[未没][交缴]|欠")
_SAID: Final = re.compile(r"(\d\d?)(?=(?:月?[、,，]\d\d?)*月)", re.ASCII)
_AHEAD: Final = frozenset({"预", "预交", "预缴", "已预交", "已预缴"})
# Who owes nothing in a month, which the roster must say as well.
_EXCUSED: Final = frozenset({
    "免", "免交", "免缴", "减免", "转出", "已转出", "转走", "未转入", "未转来", "去世",
    "已故", "离开", "已转走", "未入党",
})  # fmt: skip
_IN_TITLE: Final = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?!\d{1,2}日)", re.ASCII)
_COLLECTED: Final = re.compile("[收交缴]")


@dataclass
class Payments:
    """A table with what is paid, by code and period, and its cells. names, owed, sums:
    columns. periods: columns of sums. day_columns: of the days beside them. days: of a
    whole column. due: what each owes a month. own: days of single cells. excused: who
    owes nothing, ahead: who paid before the table begins, by code and period.
    """

    table: OwnTable
    names: int
    owed: int | None
    sums: int | None
    periods: Mapping[str, int]
    day_columns: Mapping[str, int]
    days: dict[str, str] = field(default_factory=dict)
    due: dict[str, Decimal] = field(default_factory=dict)
    paid: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    own: dict[tuple[str, str], str] = field(default_factory=dict)
    excused: set[tuple[str, str]] = field(default_factory=set)
    ahead: set[tuple[str, str]] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def grid(self) -> Grid:
        """The sheet."""
        return self.table.grid

    def place(self, code: str, period: str) -> Place:
        """Of what one paid."""
        return self.grid.place(self.rows[code], self.periods[period])

    def heading(self, column: int) -> Place:
        """Of a column."""
        return self.grid.place(self.table.head, column)

    def total(self, *, period: str = "", code: str = "") -> Decimal:
        """Of all for a period, or of one person for all, as the table sums up."""
        people = {code: self.paid[code]} if code else self.paid
        sums = (
            sum_
            for who, of in people.items()
            for when, sum_ in of.items()
            if when == (period or when) and (who, when) not in self.ahead
        )
        return sum(sums, Decimal(0))


def known(row: Sequence[str], by: Reader) -> Mapping[int, str]:
    """What the cells of a row mean as headings: also months and quarters."""
    read = ((at, _period(cell, by.now.year)) for at, cell in enumerate(row))
    return {**by.known(row), **{at: period for at, period in read if period}}


def _period(text: str, year: int) -> str:
    said = bare(text)
    if _QUARTER.fullmatch(said):
        spelt = spelling.period(said.removesuffix("党费"), year)
        return spelt if spelling.PERIOD.fullmatch(spelt) else ""
    return month_of(said.removesuffix("党费"), year)


def _role(words: Sequence[str], by: Reader) -> tuple[str, str]:
    """What a column holds, and of which period."""
    period, key = _period(words[0], by.now.year), meaning(by.titles, words[-1])
    if period and (len(words) == 1 or key == "total"):
        return "+paid", period
    if period and key == "paid_on":
        return "+paid_on", period
    return key or "", ""


def read_payments(table: OwnTable, by: Reader) -> Payments | None:
    """A table with a row a member; None for any other."""
    roles = {at: _role(table.words[at], by) for at in table.columns}
    single: dict[str, int] = {}
    for at, (role, _) in roles.items():
        single.setdefault(role, at)
    if "people" not in single or single.keys() & {"month", "paid_on"}:
        return None
    paying = {at: role for at, role in roles.items() if role[0] == "+paid"}
    periods = {of: at for (_, of), at in columns_by(table, paying, by).items()}
    titled = None if periods or "total" not in single else _titled(table)
    if titled:
        periods[titled[0]] = single["total"]
    if not periods:
        return None
    days = {period: at for at, (role, period) in roles.items() if role == "+paid_on"}
    read = {single["people"], single.get("+due"), single.get("+sum")}
    read |= {*periods.values(), *days.values()}
    unread = [at for at in roles if at not in read]
    tell_columns(table, unread, by)
    owed, sums = single.get("+due"), single.get("+sum")
    paid = Payments(table, single["people"], owed, sums, periods, days)
    if titled and titled[1]:
        day, cell = titled[1]
        paid.days[titled[0]] = day
        by.tell_above(table.grid.place(*cell), "paid_on", day)
    _fill(paid, by)
    _tell_unpaid(paid, unread, by)
    return paid


def _tell_unpaid(paid: Payments, unread: Sequence[int], by: Reader) -> None:
    """Where a remark says of months that they were not paid, and sums stand there."""
    for code, number in paid.rows.items():
        for at in unread:
            text = paid.table.text(number, at)
            months = {f"{by.now.year}-{int(one):02}" for one in _SAID.findall(text)}
            if _UNPAID.search(text) and months & paid.paid[code].keys():
                place = paid.grid.place(number, at)
                by.found.report("table_remark", place, seen=excerpt(text))


def _titled(table: OwnTable) -> tuple[str, tuple[str, tuple[int, int]] | None] | None:
    """The one month that a title names, and the day of its collection with its cell."""
    months = {
        f"{match[1]}-{int(match[2]):02}"
        for _, _, text in table.said(table.above)
        for match in _IN_TITLE.finditer(text)
    }
    if len(months) != 1:
        return None
    days = {
        day: cell
        for day, cell in table.days(table.above).items()
        if _COLLECTED.search(table.text(*cell))
    }
    return months.pop(), next(iter(days.items())) if len(days) == 1 else None


def _fill(paid: Payments, by: Reader) -> None:
    """What each row says, held against the table's own sums."""
    # A name alone is of one who paid nothing.
    names = by.now.names.codes
    said = ((n, paid.table.text(n, paid.names)) for n in paid.table.notes)
    alone = (number for number, text in said if bare_name(text) in names)
    for number in sorted((*paid.table.rows, *alone)):
        if _is_days(paid, number, by) or not (code := _who(paid, number, by)):
            continue
        paid.rows[code] = number
        if due := _due(paid, code, by):
            paid.due[code] = due
        paid.paid[code] = {
            period: sum_
            for period in paid.periods
            if (sum_ := _read_cell(paid, code, period, by))
        }
        if paid.sums is not None:
            total = paid.total(code=code)
            check_sum(paid.grid, (number, paid.sums), total, by)
    for number in paid.table.sums:
        lead = next(text for _, _, text in paid.table.said([number]))
        for period, at in paid.periods.items() if lead[0] != "应" else ():
            check_sum(paid.grid, (number, at), paid.total(period=period), by)


def _who(paid: Payments, number: int, by: Reader) -> str:
    """The one person of a row; empty where that is told."""
    place = paid.grid.place(number, paid.names)
    name = REMARK.sub("", paid.grid.cell(number, paid.names)).strip()
    code, wrong = in_codes(name, by.now.names)
    by.found.problems += [replace(one, place=place) for one in wrong]
    cells = (paid.grid.cell(number, at) for at in paid.periods.values())
    if not (code or wrong) and any(cells):
        label = str(Dues.model_fields["people"].title)
        by.found.report("missing_field", place, field="people", label=label)
    elif code in paid.rows:
        at = str(paid.grid.place(paid.rows[code], paid.names))
        by.found.report("table_row_twice", place, first=at)
    elif " " in code:
        by.found.report("dues_shared", place, seen=excerpt(name))
    elif not wrong:
        return code
    return ""


def _due(paid: Payments, code: str, by: Reader) -> Decimal | None:
    """What somebody owes a month, by the table or else by the roster."""
    number, due = paid.rows[code], None
    if (
        paid.owed is not None
        and bare(paid.grid.cell(number, paid.owed)) not in _EXCUSED
    ):
        cell = number, paid.owed
        due = _amount(paid.grid.cell(*cell), paid.grid.place(*cell), by)
    people = by.now.village.of(PersonRow)
    roster = next((one.dues for one in people if one.code == code), None)
    if due and roster and due != roster and paid.owed is not None:
        place, seen, needed = paid.grid.place(number, paid.owed), str(due), str(roster)
        by.found.report("dues_rate", place, Severity.WARNING, seen=seen, needed=needed)
    return due or roster


def _is_days(paid: Payments, number: int, by: Reader) -> bool:
    """Whether a row says on which day each column was collected."""
    first = min(paid.periods.values())
    name = bare("".join(paid.grid.rows[number][:first])).rstrip(":")
    said = {
        period: spelling.day(day_in(text, month), by.now.year)
        for period, at in paid.periods.items()
        if (text := REMARK.sub("", paid.grid.cell(number, at)).strip())
        for month in ("" if "Q" in period else period[5:],)
    }
    # Of what is no day, or no single one, the day is asked.
    days = {period: day for period, day in said.items() if _is_day(day)}
    called = name.endswith(_DAYS)
    good = called or (bool(days) and len(days) == len(said) and name[-1:] in {"", "日"})
    paid.days |= days if good else {}
    return good


def _is_day(text: str) -> bool:
    return bool(spelling.DATE.fullmatch(text)) and not spelling.impossible(text)


def _read_cell(paid: Payments, code: str, period: str, by: Reader) -> Decimal | None:
    """What was paid by a cell, None for nothing."""
    cell, place = (paid.rows[code], paid.periods[period]), paid.place(code, period)
    said, due = bare(paid.grid.cell(*cell)), paid.due.get(code)
    if cell in paid.grid.covered and said:
        by.found.report("dues_shared", place, seen=said)
        return None
    if said in _EXCUSED:
        paid.excused.add((code, period))
        if code in owing(period, by):
            by.found.report("dues_excused", place, seen=said)
        return None
    if said in _AHEAD:
        paid.ahead.add((code, period))
        if (period, code) not in by.said.own_days:
            first = f"{period}:{by.now.names.shown(code)}"
            by.found.report("dues_ahead", place, seen=said, first=first)
    if said in _TICKS | _AHEAD:
        if due is None:
            by.found.report("dues_tick", place)
            return None
        sum_: Decimal | None = due * len(months_of(period))
    else:
        both = _SUM_WITH_DAY.fullmatch(said)
        amount, day = both.groups() if both else (said, None)
        day = spelling.day(day or "", by.now.year)
        if day and _is_day(day):
            paid.own[code, period] = day
        sum_ = _amount(said if day and not _is_day(day) else amount, place, by)
    if sum_:
        _read_day(paid, code, period, by)
    return sum_


def _read_day(paid: Payments, code: str, period: str, by: Reader) -> None:
    """The day beside a cell."""
    at = paid.day_columns.get(period)
    text = paid.grid.cell(paid.rows[code], at).strip() if at is not None else ""
    day = spelling.day(text, by.now.year)
    if _is_day(day):
        paid.own[code, period] = day
    elif text and at is not None:
        label, place = by.label("paid_on"), paid.grid.place(paid.rows[code], at)
        values = {"label": label, "field": "paid_on", "seen": excerpt(text)}
        by.found.report("bad_date_form", place, Severity.ERROR, **values)


def _amount(text: str, place: Place, by: Reader) -> Decimal | None:
    return None if text.strip() in _EMPTY else amount_in(text, place, by)


def owing(period: str, by: Reader) -> list[str]:
    """Who owes dues for a month by the roster, or for some month of a quarter: who is a
    member on its last day.
    """
    months = months_of(period)
    return [
        one.code
        for one in by.now.village.of(PersonRow)
        if one.dues
        and (one.came_on is None or one.came_on <= month_end(months[-1]))
        and (one.left_on is None or one.left_on >= month_end(months[0]))
    ]


def months_of(period: str) -> list[str]:
    """The months of a quarter, or the one month itself."""
    if period[5] != "Q":
        return [period]
    first = 3 * int(period[6]) - 2
    return [f"{period[:4]}-{month:02}" for month in range(first, first + 3)]


def quarter_of(period: str) -> str:
    """The quarter of a month, or the quarter itself."""
    if period[5] == "Q":
        return period
    return f"{period[:4]}-Q{(int(period[5:]) + 2) // 3}"
