"""How many of those due were there, by the roster of the day and never by the number that was expected."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from branchstd.rules.answer import needed
from branchstd.rules.view import AUDIENCE, View


def turned_out(view: View, share: Fraction, activities: tuple[Any, ...]) -> bool:
    """Whether at one of the activities, or at all together, at least this share of those due took part.

    Only an activity that says how many were present counts. Those of which it is known who came add up: groups that
    meet apart.
    """
    counted = [activity for activity in activities if activity.present is not None]
    if any(_enough(view, share, activity, _present(view, activity)) for activity in counted):
        return True
    named = [activity for activity in counted if view.attendees(activity)]
    there = frozenset(code for activity in named for code in view.attendees(activity) & _due(view, activity))
    together = min(len(there), sum(activity.present for activity in named))
    return bool(named) and _enough(view, share, max(named, key=lambda one: one.date), together)


def counted_by_roster(view: View, share: Fraction, activity: Any) -> dict[str, str]:
    """How many were there of how many due, and how many had to be."""
    due = len(_due(view, activity))
    there = _present(view, activity)
    return {"present": str(there), "expected": str(due), "needed": str(needed(share, due))}


def _enough(view: View, share: Fraction, activity: Any, number: int) -> bool:
    due = _due(view, activity)
    return bool(due) and Fraction(number, len(due)) >= share


def _present(view: View, activity: Any) -> int:
    """The number given; of members who are named no more than these."""
    known = view.attendees(activity) & _due(view, activity)
    return min(activity.present, len(known)) if known else int(activity.present)


def _due(view: View, activity: Any) -> frozenset[str]:
    """All who are due at such an activity, whichever group of them met."""
    return view.members_of(AUDIENCE.get(activity.kind, "members.able"), activity.date)
