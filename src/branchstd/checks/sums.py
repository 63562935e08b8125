"""Figures that must balance: votes, right answers against questions, dues against the roster, shifts against days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from branchstd.findings import Problem, Severity
from branchstd.rules.periods import Period, days_of, periods
from branchstd.rules.select import filled
from branchstd.rules.sets import covers_month
from branchstd.rules.view import View


def votes(view: View) -> Iterator[Problem]:
    """Who is there or has written casts one vote, and is entitled to."""
    for record in view.village.records.get("vote", ()):
        vote: Any = record
        cast, voters = vote.agree + vote.against + vote.abstain, vote.present + vote.written
        values = {"present": str(vote.present), "written": str(vote.written)}
        if cast != voters:
            yield Problem("vote_sum", vote.mark.of("agree"), values | {"cast": str(cast)})
        if voters > vote.entitled:
            yield Problem("vote_present", vote.mark.of("present"), values | {"entitled": str(vote.entitled)})


def questions(view: View) -> Iterator[Problem]:
    """No more right answers than questions; who tells the one tells the other."""
    for record in view.village.records.get("inspection", ()):
        visit: Any = record
        if visit.asked is None or visit.right is None:
            if (visit.asked, visit.right, visit.asked_by) != (None, None, None):
                yield Problem("asked_part", visit.mark.place, {"id": visit.id}, Severity.WARNING)
        elif visit.right > visit.asked:
            values = {"right": str(visit.right), "asked": str(visit.asked)}
            yield Problem("asked_right", visit.mark.of("right"), values)


def dues(view: View) -> Iterator[Problem]:
    """A general collection names who did not pay; each total is what the payers owe for the months it names.

    What was collected stands: more is asked about, and less needs a word (`note`); with a word, more is no question.
    """
    complete = bool(view.people) and not any(b.kind in {"person", "standing"} for b in view.village.broken)
    for record in view.village.records.get("dues", ()):
        row: Any = record
        if not row.people and row.unpaid is None:
            yield Problem("dues_unpaid_missing", row.mark.place)
        elif complete and not _adds_up(view, row) and not (filled(row.note) and row.total > _owed(view, row)):
            values = {"seen": f"{row.total}", "needed": f"{_owed(view, row)}"}
            is_told = filled(row.note) or row.total > _owed(view, row)
            yield Problem("dues_sum", row.mark.of("total"), values, Severity.WARNING if is_told else Severity.ERROR)


def _asked(view: View, row: Any, day: date) -> Iterable[str]:
    """Members who pay dues; of a collection from some, those whom it names."""
    paying = view.members_of("members.paying", day)
    return (code for code in dict.fromkeys(row.people) if code in paying) if row.people else paying


def _adds_up(view: View, row: Any) -> bool:
    """Who is reported to have left may be in it or not; of whom no amount is known, any."""
    most = _owed(view, row)
    unsure = sum((view.people[code].dues or Decimal(0) for code, day in _payers(view, row)
                  if not row.people and code in view.members_of("leaving", day)), Decimal(0))  # fmt: skip
    is_known = all(view.people[code].dues for code, _ in _payers(view, row))
    return bool(most - unsure <= row.total and (row.total <= most or not is_known))


def _owed(view: View, row: Any) -> Decimal:
    return sum((view.people[code].dues or Decimal(0) for code, _ in _payers(view, row)), Decimal(0))


def _payers(view: View, row: Any) -> Iterator[tuple[str, date]]:
    """Whom a collection is for, once for each of its months with that month's last day."""
    first, last = days_of(row.month)
    for month in (p for p in periods(view.plan.year, "month") if first <= p.first <= last):
        for code in _asked(view, row, month.last):
            if covers_month(view, row, code, month) or _is_left_out(view, row, code, month):
                yield code, month.last


def _is_left_out(view: View, row: Any, code: str, month: Period) -> bool:
    """Reported to have left, and not among those who did not pay either."""
    is_general = not row.people and code not in view.members_of("quarterly", month.first)
    return is_general and code in view.members_of("leaving", month.last) and code not in (row.unpaid or ())


def shifts(view: View) -> Iterator[Problem]:
    """More shifts of one cadre than the month has days."""
    for record in view.village.records.get("duty", ()):
        row: Any = record
        first, last = days_of(row.month)
        if row.attended > (days := (last - first).days + 1):
            values = {"person": row.person, "seen": str(row.attended), "days": str(days)}
            yield Problem("shifts_exceed", row.mark.of("attended"), values)


def stable(view: View) -> Iterator[Problem]:
    """Income that is called stable and names no contract or rule: it counts as none."""
    for record in view.village.records.get("income", ()):
        row: Any = record
        if row.stable and not filled(row.basis):
            yield Problem("stable_without_basis", row.mark.of("stable"), {"amount": f"{row.amount}"})
