"""Records of people who are not in a set that is counted, and what they lack to be: candidates, holders of posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from branchstd.rules.answer import Rejected
from branchstd.rules.select import ended
from branchstd.rules.sets import READS, came_after, has_age
from branchstd.rules.view import View, in_force


def outsiders(view: View, name: str) -> Iterator[Rejected]:
    """Of a set of candidates, of holders of posts, or of who is both secretary and director."""
    if name in _LACKING:
        inside = view.members_of(name)
        for one in (c for c in view.records("candidate") if c.person not in inside):
            yield Rejected(one, *_LACKING[name](view, one))
    elif name == "one_person":
        yield from _not_both(view)
    elif [kind for kind, _ in READS[name]] == ["post"]:
        bodies = READS[name][0][1]["body"]
        posts = (post for post in view.records("post") if post.body in bodies and not in_force(post, view.as_of))
        yield from (ended(view, post) for post in posts)


def _not_both(view: View) -> Iterator[Rejected]:
    """Heads of the villagers' committee without a day of election, or who are not secretary."""
    for post in (post for post in view.posts("villagers_committee", view.as_of) if post.post == "head"):
        if post.basis_on is None:
            yield Rejected(post, "needs", "basis_on")
        if post.person not in view.members_of("secretary"):
            values = {"person": post.person, "set": "secretary", "day": str(view.as_of)}
            yield Rejected(post, "person_in", "secretary", values)


Lacking = tuple[str, str, Mapping[str, str]]


def _training(_view: View, candidate: Any) -> Lacking:
    """Confirmed as an activist after application and talk, and not accepted or stopped since."""
    steps = candidate.steps
    if candidate.stopped_on:
        return "untrained", "stopped_on", {"key": "stopped", "day": str(candidate.stopped_on)}
    if lacking := [code for code in ("1", "2", "3") if code not in steps]:
        return "untrained", "steps", {"key": "step_lacks", "steps": " ".join(lacking)}
    if "15" in steps:
        return "untrained", "steps", {"key": "accepted", "day": str(steps["15"])}
    return "untrained", "steps", {"key": "step_order", "steps": "1 2 3"}


def _new(view: View, candidate: Any) -> Lacking:
    """In training, and confirmed within the year."""
    on = candidate.steps.get("3")
    if on and on < view.plan.first_day:
        return "not_new", "steps", {"key": "step_year", "steps": "3", "day": str(on), "year": str(view.plan.year)}
    return _training(view, candidate)


def _newcomer(view: View, candidate: Any) -> Lacking:
    """Accepted by the branch within the year, then approved above; young on that day, and by this branch."""
    steps = candidate.steps
    if lacking := [code for code in ("15", "17") if code not in steps]:
        return "not_new", "steps", {"key": "step_lacks", "steps": " ".join(lacking)}
    on, limit = steps["15"], str(view.catalogue.parameters.young_age)
    if on < view.plan.first_day:
        return "not_new", "steps", {"key": "step_year", "steps": "15", "day": str(on), "year": str(view.plan.year)}
    if steps["17"] < on:
        return "not_new", "steps", {"key": "step_order", "steps": "15 17"}
    if came_after(view, candidate.person, on):
        return "not_new", "came_on", {"key": "came_later", "day": str(on)}
    return "not_new", "born", {"key": "too_old" if has_age(view, candidate.person) else "unborn", "number": limit}


_LACKING: Final[Mapping[str, Callable[[View, Any], Lacking]]] = MappingProxyType(
    {"candidates.in_training": _training, "candidates.new": _new, "newcomers.young": _newcomer}
)
