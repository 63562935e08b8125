"""Figures that must balance: votes against those present, right answers against questions, dues against the roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from branchstd.findings import Problem, Severity
from branchstd.rules.periods import days_of, periods
from branchstd.rules.sets import covers_month
from branchstd.rules.view import View


def votes(view: View) -> Iterator[Problem]:
    for record in view.village.records.get("vote", ()):
        vote: Any = record
        cast = vote.agree + vote.against + vote.abstain
        if cast != vote.present:
            yield Problem("vote_sum", vote.mark.of("agree"), {"cast": str(cast), "present": str(vote.present)})
        if vote.present > vote.entitled:
            values = {"present": str(vote.present), "entitled": str(vote.entitled)}
            yield Problem("vote_present", vote.mark.of("present"), values)


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
    """A general collection names who did not pay; each total is what the payers owe for the months it names."""
    complete = not any(b.kind in {"person", "standing"} for b in view.village.broken)
    for record in view.village.records.get("dues", ()):
        row: Any = record
        if not row.people and row.unpaid is None:
            yield Problem("dues_unpaid_missing", row.mark.place)
        elif complete and (owed := _owed(view, row)) != row.total:
            yield Problem("dues_sum", row.mark.of("total"), {"seen": f"{row.total}", "needed": f"{owed}"})


def _asked(view: View, row: Any, day: date) -> Iterable[str]:
    """Members who pay dues; of a collection from some, those whom it names."""
    paying = view.members_of("members.paying", day)
    return (code for code in dict.fromkeys(row.people) if code in paying) if row.people else paying


def _owed(view: View, row: Any) -> Decimal:
    first, last = days_of(row.month)
    months = [p for p in periods(view.plan.year, "month") if first <= p.first <= last]
    return sum(
        (
            view.people[code].dues or Decimal(0)
            for month in months
            for code in _asked(view, row, month.last)
            if covers_month(view, row, code, month)
        ),
        Decimal(0),
    )
