"""Figures that must balance: votes, right answers against questions, dues against the
roster, shifts against days.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from branchstd.findings import Problem, Severity
from branchstd.records.town import Inspection
from branchstd.records.village import Dues, Duty, Income, Vote
from branchstd.rules.derived import is_filled
from branchstd.rules.periods import Period, days_of, periods
from branchstd.rules.sets import paying_monthly, sum_of_dues, total_owed
from branchstd.rules.view import View


def votes(view: View) -> Iterator[Problem]:
    """Who is there or has written casts one vote, and is entitled to."""
    for vote in view.village.of(Vote):
        cast = vote.agree + vote.against + vote.abstain
        voters = vote.present + vote.written
        values = {"present": str(vote.present), "written": str(vote.written)}
        if cast != voters:
            yield Problem(
                "vote_sum", vote.mark.of("agree"), values | {"cast": str(cast)}
            )
        if voters > vote.entitled:
            yield Problem(
                "vote_present",
                vote.mark.of("present"),
                values | {"entitled": str(vote.entitled)},
            )


def questions(view: View) -> Iterator[Problem]:
    """No more right answers than questions; who tells the one tells the other."""
    for visit in view.village.of(Inspection):
        if visit.asked is None or visit.right is None:
            if (visit.asked, visit.right, visit.asked_by) != (None, None, None):
                yield Problem(
                    "asked_part", visit.mark.place, {"id": visit.id}, Severity.WARNING
                )
        elif visit.right > visit.asked:
            values = {"right": str(visit.right), "asked": str(visit.asked)}
            yield Problem("asked_right", visit.mark.of("right"), values)


def dues(view: View) -> Iterator[Problem]:
    """A general collection names who did not pay; each total is what the payers owe for
    the months it names.

    What was collected stands: more is asked about, and less needs a word (`note`); with
    a word, more is no question.
    """
    complete = bool(view.people) and not any(
        b.kind in {"person", "standing"} for b in view.village.broken
    )
    for row in view.village.of(Dues):
        if not row.people and row.unpaid is None:
            yield Problem("dues_unpaid_missing", row.mark.place)
        elif (
            complete
            and not _adds_up(view, row)
            and not (is_filled(row.note) and row.total > _amount_owed(view, row))
        ):
            values = {"seen": f"{row.total}", "needed": f"{_amount_owed(view, row)}"}
            is_told = is_filled(row.note) or row.total > _amount_owed(view, row)
            yield Problem(
                "dues_sum",
                row.mark.of("total"),
                values,
                Severity.WARNING if is_told else Severity.ERROR,
            )


def _adds_up(view: View, row: Dues) -> bool:
    """Who is reported to have left may be in it or not; of whom no amount is known,
    any.
    """
    most = _amount_owed(view, row)
    payers = [(month, _payers(view, row, month)) for month in _months(view, row)]
    if row.total > most:
        unknown = view.memo(
            "no dues",
            lambda: {code for code, person in view.people.items() if not person.dues},
        )
        return any(unknown & codes for _, codes in payers)
    leaving = (
        codes & view.members_of("leaving", month.last)
        for month, codes in payers
        if not row.people
    )
    return bool(
        most - sum((sum_of_dues(view, codes) for codes in leaving), Decimal(0))
        <= row.total
    )


def _amount_owed(view: View, row: Dues) -> Decimal:
    return sum(
        (_amount_owed_of(view, row, month) for month in _months(view, row)), Decimal(0)
    )


def _amount_owed_of(view: View, row: Dues, month: Period) -> Decimal:
    if _is_general(row, month):
        return total_owed(view, month, row.unpaid or ())
    return sum_of_dues(view, _payers(view, row, month))


def _months(view: View, row: Dues) -> list[Period]:
    first, last = days_of(row.month)
    return [
        month
        for month in periods(view.plan.year, "month")
        if first <= month.first <= last
    ]


def _is_general(row: Dues, month: Period) -> bool:
    """From all who pay by the month."""
    return not row.people and days_of(row.month) == (month.first, month.last)


def _payers(view: View, row: Dues, month: Period) -> frozenset[str]:
    """Whom a collection is for in a month: those named; else all who pay by the month,
    but for who did not.

    Of a quarter without names only who is reported to have left.
    """
    if row.people:
        return view.members_of("members.paying", month.last) & frozenset(row.people)
    payers = paying_monthly(view, month) - frozenset(row.unpaid or ())
    return (
        payers
        if _is_general(row, month)
        else payers & view.members_of("leaving", month.last)
    )


def shifts(view: View) -> Iterator[Problem]:
    """More shifts of one cadre than the month has days."""
    for row in view.village.of(Duty):
        first, last = days_of(row.month)
        if row.attended > (days := (last - first).days + 1):
            values = {
                "person": row.person,
                "seen": str(row.attended),
                "days": str(days),
            }
            yield Problem("shifts_exceed", row.mark.of("attended"), values)


def stable(view: View) -> Iterator[Problem]:
    """Income that is called stable and names no contract or rule: it counts as none."""
    for row in view.village.of(Income):
        if row.stable and not is_filled(row.basis):
            yield Problem(
                "stable_without_basis",
                row.mark.of("stable"),
                {"amount": f"{row.amount}"},
            )
