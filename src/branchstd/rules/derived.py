"""Fields that are computed and then used like stored ones: quorum, valid votes, conflicts, an item's latest state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Literal

from branchstd.catalogue.model import Quorum
from branchstd.records.base import Record
from branchstd.rules.items import closed_on, due_now
from branchstd.rules.periods import later, years_between
from branchstd.rules.view import View

ADULT: Final = 18  # R04#5, box 1 of the chart


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
    return reached(quorum, vote.present, vote.entitled) and carried(view, vote)


def carried(view: View, vote: Any) -> bool:
    """More than half of the base in favour, whether or not enough were there."""
    quorum = next((q for k in _meeting(view, vote) if (q := view.catalogue.quorums.get(k))), None)
    base = vote.entitled if quorum and quorum.majority_of == "entitled" else vote.present
    return bool(2 * vote.agree > base)


def _type(view: View, matter: Any) -> str:
    """A matter of so much money is a major one, whatever it is called."""
    is_large = matter.amount is not None and matter.amount >= view.catalogue.parameters.major_from
    return "major" if is_large else str(matter.type)


def _stable(_view: View, income: Any) -> bool:
    """Nothing received is no income, whatever it is called; what is stable rests on a written contract or rule."""
    return bool(income.stable and income.amount > 0 and income.basis)


def notice(view: View, star: Any) -> Literal["draft", "notice", "final"]:
    """How far the town's last word on the stars is with its public notice; an earlier word is none any more."""
    final_on = notice_over(view, star)
    if star is not max(view.records("star"), key=lambda one: one.date, default=star) or final_on is None:
        return "draft"
    return "final" if final_on <= view.seen_on else "notice"


def notice_over(view: View, star: Any) -> date | None:
    """The day on which the public notice has run out; None while it is not made public."""
    days = view.catalogue.parameters.notice_days
    return later(star.published_on, days) if star.published_on else None


def _conflicted(view: View, person: Any) -> bool:
    """A supervisor who also sits in the villagers' committee, or heads supervision while being secretary."""
    code = person.code
    if code in view.members_of("villagers_committee"):
        return True
    heads = {p.person for p in view.posts("supervision", view.as_of) if p.post == "head"}
    return code in heads and code in view.members_of("secretary")


def _of_age(view: View, candidate: Any) -> bool:
    """Eighteen when applying; of whom no month of birth is known nothing is said."""
    person, applied = view.people.get(candidate.person), candidate.steps.get("1")
    return not (person and person.born and applied) or years_between(person.born, applied) >= ADULT


def _full_introducers(view: View, candidate: Any) -> tuple[str, ...]:
    """Introducers who were full members when they were named."""
    full = view.members_of("members.full", candidate.steps.get("9"))
    return tuple(code for code in candidate.introducers if code in full)


# What besides the record itself decides a computed field: kinds of records, and conditions on them.
BESIDE: Final[Mapping[tuple[str, str], tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...]]] = MappingProxyType(
    {
        ("person", "conflicted"): (("post", {"body": ("villagers_committee", "supervision", "branch_committee")}),),
        ("candidate", "of_age"): (("person", {}),),
        ("candidate", "full_introducers"): (("person", {}),),
    }
)
_DERIVED = {
    ("activity", "kind"): _kinds,
    ("activity", "quorate"): _quorate,
    ("vote", "meeting"): _meeting,
    ("vote", "valid"): _valid,
    ("income", "stable"): _stable,
    ("star", "final"): lambda view, star: notice(view, star) == "final",
    ("person", "conflicted"): _conflicted,
    ("candidate", "of_age"): _of_age,
    ("candidate", "full_introducers"): _full_introducers,
    ("matter", "type"): _type,
    ("item", "closed_on"): closed_on,
    ("item", "due_now"): due_now,
}
