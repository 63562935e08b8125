"""Rectification items: what became of each, joined from the town's word and the
village's; neither can write the other.

Events are the village's claims (done, disputed) and the town's actions, by day; on one
day the claim stands before the action. The latest event is the state. What the town has
settled no claim moves: only the town opens it again. A word of the town that relieves
the village counts only by somebody who may give it.

What a word of the town is about, whether it relieves the village in it, and who answers
for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from branchstd.catalogue.rules import Judgement, Rule, Steps
from branchstd.records.holdings import Broken
from branchstd.records.town import Closure, Item, Ruling, VillageEntry
from branchstd.records.village import Claim, Rectify
from branchstd.rules.view import View

if TYPE_CHECKING:
    from branchstd.catalogue.model import Standard
    from branchstd.rules.view import View

Word = Closure | Ruling
RELIEVING: Final = ("confirm", "watch", "uphold", "extend")
JUDGED: Final = ("conforms", "partly", "fails")
# Records of a village that a ruling may be about, by what tells them.
_NAMED: Final = (("matter", "id"), ("candidate", "person"))


class TownMatter(NamedTuple):
    """rule: the one that is named, if any. standards: those concerned. named: it is in
    the catalogue.
    """

    rule: Rule | None
    standards: tuple[Standard, ...]
    named: bool

    def judge(self, word: Word) -> str | None:
        """The role that a judgement asks for; None for every other word."""
        is_judged = isinstance(word, Ruling) and word.verdict in JUDGED
        return (
            self.rule.role if isinstance(self.rule, Judgement) and is_judged else None
        )

    def relieves(self, word: Word) -> bool:
        """Whether the word takes something off the village: of what the catalogue does
        not know, any word does.
        """
        if isinstance(word, Closure):
            return word.action in RELIEVING
        if word.verdict == "not_applicable":
            return word.until is not None
        is_veto = self.rule is not None and self.rule.effect is not None
        return (
            not self.named
            or word.verdict == "none"
            or (is_veto and word.verdict == "no")
        )


def matter_of(view: View, word: Word) -> TownMatter:
    """Of an item its standard; of a ruling what it names: rule, veto, standard, review,
    or a matter or candidate.
    """
    standards = view.catalogue.standards
    if isinstance(word, Closure):
        items = view.memo(
            "standards of items", lambda: _group(view, "item", "id", "standard")
        ).get(word.item, set())
        return TownMatter(
            None, tuple(one for one in standards if one.id in items), named=True
        )
    about = word.about
    rule = next(
        (
            rule
            for _, rule in view.catalogue.every_rule()
            if about in {rule.id, rule.stable}
        ),
        None,
    )
    kinds = {
        kind
        for kind, field in _NAMED
        for record in view.records(kind)
        if getattr(record, field) == about
    }
    found = tuple(
        one
        for one in standards
        if one.id == about or any(_concerns(r, rule, about, kinds) for r in one.rules)
    )
    return TownMatter(
        rule, found, named=rule is not None or any(one.id == about for one in standards)
    )


def _concerns(rule: Any, named: Rule | None, about: str, kinds: set[str]) -> bool:
    """It is the rule itself, counts such reviews, or goes through the steps of such
    records.
    """
    reviews = (
        rule.where.get("about", ()) if getattr(rule, "record", None) == "ruling" else ()
    )
    return (
        rule is named
        or about in reviews
        or (isinstance(rule, Steps) and rule.record in kinds)
    )


def claimants(view: View, word: Word, matter: TownMatter) -> set[str]:
    """Who answers for it in the village's claims: on the item, else on any item of its
    standards.
    """
    by_standard = view.memo("items", lambda: _group(view, "item", "standard", "id"))
    responsible = view.memo(
        "responsible", lambda: _group(view, "rectify", "item", "responsible")
    )
    items = (
        {word.item}
        if isinstance(word, Closure)
        else _all(by_standard, (one.id for one in matter.standards))
    )
    return _all(responsible, items) - {None}


def _group(view: View, kind: str, by: str, name: str) -> dict[str, set[Any]]:
    """A field of the records of a kind, by another."""
    found: dict[str, set[Any]] = {}
    for record in view.records(kind):
        found.setdefault(getattr(record, by), set()).add(getattr(record, name))
    return found


def _all(found: dict[str, set[Any]], keys: Iterable[str]) -> set[Any]:
    return {one for key in keys for one in found.get(key, ())}


def liaison(view: View) -> str | None:
    """Who of the town looks after this village."""
    entries = view.town.of(VillageEntry)
    return next(
        (entry.liaison for entry in entries if entry.slug == view.village.slug), None
    )


ELEMENTS: Final = ("cause", "task", "measure", "responsible", "proof")
MOVING: Final = ("extend", "watch", "reopen")


class State(StrEnum):
    """open: the plan is not there or not complete. upheld: the dispute is; the item is
    owed no more.
    """

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


class ItemEvent(NamedTuple):
    """`order`: the day, claims (0) before actions (1), then the place in the file."""

    order: tuple[date, int, int]
    word: Claim | Closure


@dataclass(frozen=True, slots=True)
class JoinedItem:
    """One item with both voices. `events`: all that was said of it, in order; words
    that do not count are left out.

    missing: elements that its plan lacks. settled: the word that gave the state. asked:
    an extension that the town has not answered.
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
        """Closed, or its dispute was upheld: only the town can open it again."""
        return self.state in SETTLED

    @property
    def is_extended(self) -> bool:
        """Whether the town has ever given more time, also of what is settled since."""
        return any(action.action == "extend" for action in self.actions)

    @property
    def since(self) -> date:
        """From when it has to be made good: the day it was found, or opened again."""
        again = [action.date for action in self.actions if action.action == "reopen"]
        return again[-1] if again else self.item.found_on

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The village's part of the events."""
        return tuple(word for word in self.events if isinstance(word, Claim))

    @property
    def actions(self) -> tuple[Closure, ...]:
        """The town's part of the events."""
        return tuple(word for word in self.events if isinstance(word, Closure))


def join_item(view: View, item: Item) -> JoinedItem:
    """What was said of it up to the view's day; joined once a view."""
    return view.memo(("joined", id(item)), lambda: _join(view, item))


def _join(view: View, item: Item) -> JoinedItem:
    plan = view.memo(
        "plans", lambda: {plan.item: plan for plan in reversed(view.of(Rectify))}
    ).get(item.id)
    missing = tuple(
        name for name in ELEMENTS if plan is None or not getattr(plan, name)
    )
    events = view.memo("events", lambda: _events(view)).get(item.id, [])
    said = [event.word for event in sorted(events, key=lambda event: event.order)]
    state, settled = State.OPEN if missing else State.PLANNED, None
    for word in said:
        after = _after(state, word)
        state, settled = (state, settled) if after is None else (after, word)
    return JoinedItem(
        item=item,
        plan=plan,
        events=tuple(said),
        state=state,
        settled=settled,
        missing=missing,
        due=_due(item, said),
        asked=_extension_asked(said),
        reopened=sum(
            isinstance(word, Closure) and word.action == "reopen" for word in said
        ),
    )


def _events(view: View) -> dict[str, list[ItemEvent]]:
    """By item."""
    found: dict[str, list[ItemEvent]] = {}
    for place, claim in enumerate(view.of(Claim)):
        found.setdefault(claim.plan.item, []).append(
            ItemEvent((claim.date, 0, place), claim)
        )
    for place, action in enumerate(view.of(Closure)):
        if unfit(view, action) is None:
            found.setdefault(action.item, []).append(
                ItemEvent((action.date, 1, place), action)
            )
    return found


def _after(state: State, word: Claim | Closure) -> State | None:
    """The state that a word gives; None where it changes none."""
    if isinstance(word, Claim):
        return None if state in SETTLED else _CLAIMS.get(word.kind)
    return _ACTIONS.get(word.action)


def _due(item: Item, said: list[Claim | Closure]) -> date:
    """The day set last, by an extension, for a look-back or on reopening; else the
    first one, which is kept.
    """
    moved = [
        w.until
        for w in said
        if isinstance(w, Closure) and w.action in MOVING and w.until
    ]
    return moved[-1] if moved else item.due_on


def _extension_asked(said: list[Claim | Closure]) -> Claim | None:
    """The last extension asked for, if the town has said nothing since."""
    last = next(
        (
            word
            for word in reversed(said)
            if isinstance(word, Closure) or word.kind == "extend"
        ),
        None,
    )
    return last if isinstance(last, Claim) else None


def unfit(view: View, word: Word) -> str | None:
    """Why a word of the town does not count, as a problem's code; None where it does.

    Every ruling, and every word on an item that relieves, needs a role in the town that
    day. A judgement needs the role that its rule names, and where that is the liaison,
    the village's own. What else relieves a village may not come from its own liaison,
    from who claimed it, or from the office that the standard names as responsible.
    """
    matter = matter_of(view, word)
    if isinstance(word, Closure) and not matter.relieves(word):
        return None
    role, own = view.role(word.by, word.date), liaison(view)
    if role is None:
        return "unfit_no_role"
    if judge := matter.judge(word):
        return (
            None
            if role == judge and (judge != "liaison" or own in {None, word.by})
            else "unfit_role"
        )
    reasons = {
        "unfit_liaison": word.by == own,
        "unfit_claimant": word.by in claimants(view, word, matter),
        "unfit_responsible": any(
            role == standard.responsible for standard in matter.standards
        ),
    }
    return next(
        (code for code, holds in reasons.items() if holds and matter.relieves(word)),
        None,
    )


def unread_cadres(view: View, word: Word) -> Iterator[Broken]:
    """Rows of the town's cadres that cannot be read and may be whose word this is:
    whether it counts is not known.
    """
    if unfit(view, word) == "unfit_no_role":
        yield from (
            b
            for b in view.town.broken
            if b.kind == "staff" and b.known.get("code", word.by) == word.by
        )


def is_owed(view: View, item: Item) -> bool:
    """Not one whose dispute the town upheld, or whose standard the office has
    disabled.
    """
    standards = {standard.id for standard in view.catalogue.standards}
    known = item.standard in standards or (
        item.rule is not None and view.catalogue.rule(item.rule) is not None
    )
    return known and join_item(view, item).state is not State.UPHELD


def closing_day(view: View, item: Item) -> date | None:
    """None while it is not closed; where a dispute was upheld there is none either."""
    found = join_item(view, item)
    return found.settled.date if found.state is State.CLOSED and found.settled else None


def due_now(view: View, item: Item) -> date:
    """The day that the town set last, else the first one."""
    return join_item(view, item).due
