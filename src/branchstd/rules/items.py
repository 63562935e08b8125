"""Rectification items: what became of each, joined from the town's word and the village's; neither can write the other.

Events are the village's claims (done, disputed) and the town's actions, by day; on one day the claim stands before the
action. The latest event is the state. What the town has settled no claim moves: only the town opens it again. A word of
the town that relieves the village counts only by somebody who may give it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from branchstd.records.holdings import Broken
from branchstd.records.town import Closure, Item
from branchstd.records.village import Claim, Rectify
from branchstd.rules.matters import Word, claimants, liaison, matter_of
from branchstd.rules.view import View

ELEMENTS: Final = ("cause", "task", "measure", "responsible", "proof")
MOVING: Final = ("extend", "watch", "reopen")


class State(StrEnum):
    """open: the plan is not there or not complete. upheld: the dispute is; the item is owed no more."""

    OPEN = "open"
    PLANNED = "planned"
    CLAIMED = "claimed"
    OBJECTED = "objected"
    RETURNED = "returned"
    WATCHED = "watched"
    REOPENED = "reopened"
    CLOSED = "closed"
    UPHELD = "upheld"


SETTLED: Final = (State.CLOSED, State.UPHELD)
UNSETTLED: Final = tuple(state for state in State if state not in SETTLED)
_CLAIMS: Final = {"done": State.CLAIMED, "dispute": State.OBJECTED}
_ACTIONS: Final = {
    "confirm": State.CLOSED,
    "return": State.RETURNED,
    "watch": State.WATCHED,
    "uphold": State.UPHELD,
    "overrule": State.RETURNED,
    "reopen": State.REOPENED,
}


class Event(NamedTuple):
    """`order`: the day, claims (0) before actions (1), then the place in the file."""

    order: tuple[date, int, int]
    word: Claim | Closure


@dataclass(frozen=True, slots=True)
class Joined:
    """One item with both voices. `events`: all that was said of it, in order; words that do not count are left out.

    missing: elements that its plan lacks. settled: the word that gave the state. asked: an extension that the town has
    not answered.
    """

    item: Item
    plan: Rectify | None
    events: tuple[Claim | Closure, ...]
    state: State
    settled: Claim | Closure | None
    missing: tuple[str, ...]
    due: date
    asked: Claim | None
    reopened: int

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def extended(self) -> bool:
        return any(action.action == "extend" for action in self.actions)

    @property
    def since(self) -> date:
        """From when it has to be made good: the day it was found, or opened again."""
        again = [action.date for action in self.actions if action.action == "reopen"]
        return again[-1] if again else self.item.found_on

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(word for word in self.events if isinstance(word, Claim))

    @property
    def actions(self) -> tuple[Closure, ...]:
        return tuple(word for word in self.events if isinstance(word, Closure))


def joined(view: View, item: Item) -> Joined:
    return view.kept(("joined", id(item)), lambda: _joined(view, item))


def _joined(view: View, item: Item) -> Joined:
    plan = view.kept("plans", lambda: {plan.item: plan for plan in reversed(view.records("rectify"))}).get(item.id)
    missing = tuple(name for name in ELEMENTS if plan is None or not getattr(plan, name))
    events = view.kept("events", lambda: _events(view)).get(item.id, [])
    said = [event.word for event in sorted(events, key=lambda event: event.order)]
    state, settled = State.OPEN if missing else State.PLANNED, None
    for word in said:
        after = _after(state, word)
        state, settled = (state, settled) if after is None else (after, word)
    return Joined(
        item=item,
        plan=plan,
        events=tuple(said),
        state=state,
        settled=settled,
        missing=missing,
        due=_due(item, said),
        asked=_asked(said),
        reopened=sum(isinstance(word, Closure) and word.action == "reopen" for word in said),
    )


def _events(view: View) -> dict[str, list[Event]]:
    """By item."""
    found: dict[str, list[Event]] = {}
    for place, claim in enumerate(view.records("claim")):
        if claim.parent is not None:
            found.setdefault(claim.parent.item, []).append(Event((claim.date, 0, place), claim))
    for place, action in enumerate(view.records("closure")):
        if unfit(view, action) is None:
            found.setdefault(action.item, []).append(Event((action.date, 1, place), action))
    return found


def _after(state: State, word: Claim | Closure) -> State | None:
    """The state that a word gives; None where it changes none."""
    if isinstance(word, Claim):
        return None if state in SETTLED else _CLAIMS.get(word.kind)
    return _ACTIONS.get(word.action)


def _due(item: Item, said: list[Claim | Closure]) -> date:
    """The day set last, by an extension, for a look-back or on reopening; else the first one, which is kept."""
    moved = [w.until for w in said if isinstance(w, Closure) and w.action in MOVING and w.until]
    return moved[-1] if moved else item.due_on


def _asked(said: list[Claim | Closure]) -> Claim | None:
    """The last extension asked for, if the town has said nothing since."""
    last = next((word for word in reversed(said) if isinstance(word, Closure) or word.kind == "extend"), None)
    return last if isinstance(last, Claim) else None


def unfit(view: View, word: Word) -> str | None:
    """Why a word of the town does not count, as a problem's code; None where it does.

    Every ruling, and every word on an item that relieves, needs a role in the town that day. A judgement needs the role
    that its rule names, and where that is the liaison, the village's own. What else relieves a village may not come
    from its own liaison, from who claimed it, or from the office that the standard names as responsible.
    """
    matter = matter_of(view, word)
    if isinstance(word, Closure) and not matter.relieves(word):
        return None
    role, own = view.role(word.by, word.date), liaison(view)
    if role is None:
        return "unfit_no_role"
    if judge := matter.judge(word):
        return None if role == judge and (judge != "liaison" or own in {None, word.by}) else "unfit_role"
    reasons = {
        "unfit_liaison": word.by == own,
        "unfit_claimant": word.by in claimants(view, word, matter),
        "unfit_responsible": any(role == standard.responsible for standard in matter.standards),
    }
    return next((code for code, holds in reasons.items() if holds and matter.relieves(word)), None)


def unread_cadres(view: View, word: Word) -> Iterator[Broken]:
    """Rows of the town's cadres that cannot be read and may be whose word this is: whether it counts is not known."""
    if unfit(view, word) == "unfit_no_role":
        yield from (b for b in view.town.broken if b.kind == "staff" and b.known.get("code", word.by) == word.by)


def is_owed(view: View, item: Any) -> bool:
    """Not one whose dispute the town upheld, or whose standard the office has disabled."""
    standards = {standard.id for standard in view.catalogue.standards}
    known = item.standard in standards or (item.rule is not None and view.catalogue.rule(item.rule) is not None)
    return known and joined(view, item).state is not State.UPHELD


def closed_on(view: View, item: Any) -> date | None:
    found = joined(view, item)
    return found.settled.date if found.state is State.CLOSED and found.settled else None


def due_now(view: View, item: Any) -> date:
    return joined(view, item).due
