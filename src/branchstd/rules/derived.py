"""Fields that are computed and then used like stored ones: quorum, valid votes, conflicts, an item's latest state."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from branchstd.catalogue.model import Quorum
from branchstd.records.base import Record
from branchstd.records.town import Closure
from branchstd.rules.view import View


def field_value(view: View, kind: str, record: Record, name: str) -> Any:
    """A field of a record, stored or derived; `kind` of an activity is its kind and what it also was."""
    function = _DERIVED.get((kind, name))
    return function(view, record) if function else getattr(record, name)


def reached(quorum: Quorum, present: int, entitled: int) -> bool:
    """Whether enough of those entitled were there: at least, or more than, the quorum's share."""
    if entitled <= 0:
        return False
    share = Fraction(present, entitled)
    return share > quorum.share if quorum.strict else share >= quorum.share


def _kinds(_view: View, activity: Any) -> tuple[str, ...]:
    return (activity.kind, activity.also) if activity.also else (activity.kind,)


def _quorate(view: View, activity: Any) -> bool:
    """Unknown numbers are no quorum."""
    quorum = next((q for k in _kinds(view, activity) if (q := view.catalogue.quorums.get(k))), None)
    if quorum is None or activity.expected is None or activity.present is None:
        return False
    return reached(quorum, activity.present, activity.expected)


def _meeting(view: View, vote: Any) -> tuple[str, ...]:
    return _kinds(view, vote.parent)


def _valid(view: View, vote: Any) -> bool:
    """Quorum of those entitled, and more than half of the base in favour (of those entitled, or of those present)."""
    quorum = next((q for k in _meeting(view, vote) if (q := view.catalogue.quorums.get(k))), None)
    if quorum is None:
        return False
    base = vote.entitled if quorum.majority_of == "entitled" else vote.present
    return reached(quorum, vote.present, vote.entitled) and 2 * vote.agree > base


def _conflicted(view: View, person: Any) -> bool:
    """A supervisor who also sits in the villagers' committee, or heads supervision while being secretary."""
    code = person.code
    if code in view.members_of("villagers_committee"):
        return True
    heads = {p.person for p in view.posts("supervision", view.as_of) if p.post == "head"}
    return code in heads and code in view.members_of("secretary")


def actions(view: View, item: Any) -> list[Closure]:
    """What the town did with an item, in order of days; on one day in file order."""
    return sorted((c for c in view.records("closure") if c.item == item.id), key=lambda c: c.date)


def _closed_on(view: View, item: Any) -> date | None:
    """The day of the town's latest action, if that was to confirm it done; extensions do not matter here."""
    done = [c for c in actions(view, item) if c.action != "extend"]
    return done[-1].date if done and done[-1].action == "confirm" else None


def _due_now(view: View, item: Any) -> date:
    """The latest extension or look-back day, else the first due date."""
    moved = [c for c in actions(view, item) if c.action in {"extend", "watch"} and c.until]
    return (moved[-1].until or item.due_on) if moved else item.due_on


def upheld(view: View, item: Any) -> bool:
    """An item whose dispute the town upheld is no longer owed."""
    done = actions(view, item)
    return bool(done) and done[-1].action == "uphold"


_DERIVED = {
    ("activity", "kind"): _kinds,
    ("activity", "quorate"): _quorate,
    ("vote", "meeting"): _meeting,
    ("vote", "valid"): _valid,
    ("person", "conflicted"): _conflicted,
    ("item", "closed_on"): _closed_on,
    ("item", "due_now"): _due_now,
}
