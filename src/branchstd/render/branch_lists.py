"""Books of one branch, out of what it has recorded: the one list of all standards,
dues, roster, attendance, shifts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from branchstd.assess import StandardResult
from branchstd.catalogue.model import Standard
from branchstd.catalogue.rules import Rule
from branchstd.messages.messages import Messages, percent, points
from branchstd.records.village import PartyGroup
from branchstd.render.ledgers import answering, join, open_items
from branchstd.render.tables import Cell, Column, Row, Table, table
from branchstd.rules.view import View
from branchstd.workflow.branch_books import (
    MONTHS,
    Meetings,
    Payer,
    Presence,
    collected,
    meetings,
    payers,
    posts_of,
    shifts,
)
from branchstd.workflow.register import LedgerEntry


def progress(found: StandardResult, messages: Messages) -> str:
    """Its outcome, with points won and to be won where it has any."""
    word = str(messages.words.OUTCOMES[found.outcome])
    if found.score is None:
        return word
    return f"{word} {points(found.score)}/{points(found.points)}"


def requirement(standard: Standard, messages: Messages) -> str:
    """What it asks, in the manual's words where they were typed in."""
    return standard.official_wording or standard.requirement[messages.lang]


def criteria(standard: Standard, messages: Messages) -> str:
    """What an acceptance looks at: each rule with its time, where it comes from, and
    what in it is only a default.
    """
    said = messages.sheets.REPORT

    def criterion(rule: Rule) -> str:
        parts = filter(None, (messages.moment(rule), messages.names_of_sources(rule)))
        told = f"{said['opens']}{messages.words.AND.join(parts)}{said['closes']}"
        return rule.noun[messages.lang] + told + messages.default_mark(rule)

    return str(messages.words.SEMI).join(map(criterion, standard.rules))


def _one_list(line: LedgerEntry, view: View, messages: Messages) -> Iterator[Table]:
    rows = (
        _standard(one, line, messages) for one in line.assessed.assessment.standards
    )
    yield table("one_list", rows, messages, line.assessed.village.name)


def _standard(found: StandardResult, line: LedgerEntry, messages: Messages) -> Row:
    """The branch's own answer is of its last round."""
    standard = found.standard
    items = open_items(line, standard.id)
    own = line.standing.answers.get(standard.id)
    due: Cell = max((one.joined.due for one in items), default=None)
    if due is None and found.gaps:
        due = messages.ui("within_days", days=standard.days)
    return {
        "standard": standard.id,
        "title": standard.title[messages.lang],
        "requirement": requirement(standard, messages),
        "criteria": criteria(standard, messages),
        "progress": progress(found, messages),
        "gaps": join(map(messages.rule, found.gaps), messages),
        "due": due,
        "responsible": answering(found, items, messages),
        "answer": messages.word_of("answers", own.answer) if own else None,
        "reason": own.reason if own else None,
    }


def _months(messages: Messages) -> Iterator[Column]:
    names = messages.words.PERIODS["month"]
    return (Column(f"m{month:02}", str(names[month - 1])) for month in MONTHS)


def _dues(line: LedgerEntry, view: View, messages: Messages) -> Iterator[Table]:
    found = payers(view)
    written = collected(view)
    rows = (_payer(one, messages) for one in found)
    totals: list[Row] = [_due_sums(found, messages)]
    if written:
        totals.append(
            {
                **_payer_cells(messages.ui("collected")),
                "paid": sum(written.values(), Decimal(0)),
                **{f"m{month:02}": written.get(month) for month in MONTHS},
            }
        )
    made = table(
        "dues_book",
        rows,
        messages,
        line.assessed.village.name,
        more=_months(messages),
        after="dues",
        totals=totals,
    )
    yield replace(made, note=messages.ui("dues_note"))


def _payer_cells(person: str) -> dict[str, Cell]:
    return {"person": person, "dues": None, "owed": None, "paid": None, "unpaid": None}


def _payer(one: Payer, messages: Messages) -> Row:
    """Of whom no amount is recorded, that a month is paid is all that can be said."""
    amount = one.person.dues
    words = messages.sheets.DUES
    unpaid = one.months.count("unpaid")
    cells: dict[str, Cell] = {
        f"m{month:02}": words[state] if state != "paid" or amount is None else amount
        for month, state in zip(MONTHS, one.months, strict=True)
    }
    return {
        "person": messages.person(one.person.code),
        "dues": amount,
        "owed": None if amount is None else amount * one.owed,
        "paid": None if amount is None else amount * one.paid,
        "unpaid": unpaid or None,
        **cells,
    }


def _due_sums(found: list[Payer], messages: Messages) -> Row:
    """By the amounts of the roster."""
    amounts = [one.person.dues or Decimal(0) for one in found]
    pairs = list(zip(amounts, found, strict=True))
    cells: dict[str, Cell] = {}
    for at, month in enumerate(MONTHS):
        paid = [amount for amount, one in pairs if one.months[at] == "paid"]
        cells[f"m{month:02}"] = sum(paid, Decimal(0)) if paid else None
    return {
        "person": messages.ui("sums"),
        "dues": None,
        "owed": sum((amount * one.owed for amount, one in pairs), Decimal(0)),
        "paid": sum((amount * one.paid for amount, one in pairs), Decimal(0)),
        "unpaid": sum(one.months.count("unpaid") for one in found) or None,
        **cells,
    }


def _roster(line: LedgerEntry, view: View, messages: Messages) -> Iterator[Table]:
    rows = (
        _member(code, view, messages)
        for code in sorted(view.members_of("members.active"))
    )
    yield table("roster", rows, messages, line.assessed.village.name)


def _member(code: str, view: View, messages: Messages) -> Row:
    row = view.people[code]
    groups = {one.code: one.name for one in view.of(PartyGroup)}
    is_floating = code in view.members_of("members.floating")
    left = code in view.members_of("leaving")
    return {
        "person": messages.person(code, left=left),
        "gender": messages.word_of("genders", row.gender) if row.gender else None,
        "born": row.born,
        "joined_on": row.joined_on,
        "full_on": row.full_on,
        "came_on": row.came_on,
        "group": groups.get(row.group or "", row.group),
        "posts": _posts(view, code, messages),
        "dues": row.dues,
        "background": messages.word_of("backgrounds", row.background)
        if row.background
        else None,
        "note": messages.word_of("standings", "floating") if is_floating else None,
    }


def _posts(view: View, code: str, messages: Messages) -> str:
    said = (
        f"{messages.word_of('bodies', one.body)} {messages.word_of('posts', one.post)}"
        for one in posts_of(view, code)
    )
    return str(messages.words.AND).join(dict.fromkeys(said))


def _attendance(line: LedgerEntry, view: View, messages: Messages) -> Iterator[Table]:
    groups = {one.code: one.name for one in view.of(PartyGroup)}
    name = line.assessed.village.name
    found = list(meetings(view))
    if not found:
        yield table("attendance", [], messages, name)
    for one in found:
        whose = (
            groups.get(one.group, one.group) or messages.sheets.AUDIENCES[one.audience]
        )
        yield _attended(one, f"{name} {whose}", view, messages)


def _attended(found: Meetings, whose: str, view: View, messages: Messages) -> Table:
    """A column a meeting. Below it who came of how many, as was counted there."""
    keys = [f"d{number:02}" for number, _ in enumerate(found.meetings, 1)]
    heads = (
        messages.ui(
            "meeting_on",
            month=one.date.month,
            day=one.date.day,
            kind=messages.word_of("activity_kinds", one.kind),
        )
        for one in found.meetings
    )
    rows = (
        {
            **_attendance_cells(messages.person(code), Counter(states), messages),
            **{
                key: messages.sheets.PRESENCE[state]
                for key, state in zip(keys, states, strict=True)
            },
        }
        for code, states in found.people.items()
    )
    counted = {
        key: _counted(one.expected, one.present)
        for key, one in zip(keys, found.meetings, strict=True)
    }
    total = {**_attendance_cells(messages.ui("counted_there"), None, messages)}
    made = table(
        "attendance",
        rows,
        messages,
        whose,
        more=map(Column, keys, heads),
        after="person",
        totals=[{**total, **counted}],
    )
    return replace(made, note=messages.ui("attendance_note"))


def _attendance_cells(
    person: str, states: Counter[Presence] | None, messages: Messages
) -> dict[str, Cell]:
    """Meetings of which nobody knows are in no share."""
    if states is None:
        return dict.fromkeys(
            ("expected", "there", "absent", "unknown", "share"), None
        ) | {"person": person}
    there, absent, unknown = states["there"], states["absent"], states["unknown"]
    known = there + absent
    return {
        "person": person,
        "expected": known + unknown,
        "there": there,
        "absent": absent,
        "unknown": unknown or None,
        "share": percent(Fraction(there, known)) if known else None,
    }


def _counted(expected: int | None, present: int | None) -> str | None:
    if present is None:
        return None
    return f"{present}" if expected is None else f"{present}/{expected}"


def _duty(line: LedgerEntry, view: View, messages: Messages) -> Iterator[Table]:
    found = shifts(view)
    rows = (
        {
            "person": messages.person(one.person),
            "posts": _posts(view, one.person, messages),
            "attended": sum(one.attended.values()),
            "handled": one.handled,
            **{f"m{month:02}": one.attended.get(month) for month in MONTHS},
        }
        for one in found
    )
    sums = Counter[int]()
    for one in found:
        sums.update(one.attended)
    handled = [one.handled for one in found if one.handled is not None]
    total: Row = {
        "person": messages.ui("sums"),
        "posts": None,
        "attended": sum(sums.values()),
        "handled": sum(handled) if handled else None,
        **{f"m{month:02}": sums.get(month) for month in MONTHS},
    }
    made = table(
        "duty_rota",
        rows,
        messages,
        line.assessed.village.name,
        more=_months(messages),
        after="posts",
        totals=[total] if found else [],
    )
    owed = view.number("duty_shifts")
    yield replace(made, note=messages.ui("shifts_owed", count=owed) if owed else "")


OF_BRANCH: Final[
    Mapping[str, Callable[[LedgerEntry, View, Messages], Iterator[Table]]]
] = {
    "one_list": _one_list, "dues_book": _dues, "roster": _roster,
    "attendance": _attendance, "duty_rota": _duty,
}  # fmt: skip
# Kinds of records that they are filled from, beside results.
OF_RECORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "one_list": ("self_check",),
    "dues_book": ("person", "dues", "standing"),
    "roster": ("person", "post", "group", "standing"),
    "attendance": ("person", "activity", "post", "group", "standing"),
    "duty_rota": ("duty", "post", "facts"),
}
