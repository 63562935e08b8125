"""Whose word of the town counts: what relieves a village needs somebody who does not answer for the matter himself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from branchstd.catalogue.rules import Judgement, Rule, Steps
from branchstd.records.holdings import Broken
from branchstd.records.town import Closure, Ruling

if TYPE_CHECKING:
    from branchstd.catalogue.model import Standard
    from branchstd.rules.view import View

RELIEVING: Final = ("confirm", "watch", "uphold", "extend")
JUDGED: Final = ("conforms", "partly", "fails")
CONFIRMING: Final = ("yes", "fails")


class Matter(NamedTuple):
    """What a word is about: the rule it names, if any, and the standards that are concerned."""

    rule: Rule | None
    standards: tuple[Standard, ...]


def unfit(view: View, word: Closure | Ruling) -> str | None:
    """Why a word of the town does not count, as a problem's code; None where it does.

    A judgement needs the role that its rule names, and where that is the liaison, the village's own. What else relieves
    a village (to settle or put off an item, to waive, to confirm that there was none, to dismiss a veto, a review's
    word) needs a role in the town on that day, and may not come from the village's own liaison, from who claimed it, or
    from the office that the standard names as responsible. What speaks against a village needs a role at most.
    """
    if isinstance(word, Closure):
        return _unfit_to_relieve(view, word, _of_item(view, word.item)) if word.action in RELIEVING else None
    matter = _of_ruling(view, word.about)
    role = view.role(word.by, word.date)
    if role is None:
        return "unfit_no_role"
    if isinstance(matter.rule, Judgement) and word.verdict in JUDGED:
        is_right = role == matter.rule.role and (role != "liaison" or liaison(view) in {None, word.by})
        return None if is_right else "unfit_role"
    is_against = matter.rule is not None and matter.rule.effect and word.verdict in CONFIRMING
    return None if is_against else _unfit_to_relieve(view, word, matter)


def _unfit_to_relieve(view: View, word: Closure | Ruling, matter: Matter) -> str | None:
    role = view.role(word.by, word.date)
    if role is None:
        return "unfit_no_role"
    if word.by == liaison(view):
        return "unfit_liaison"
    if word.by in _claimants(view, word, matter):
        return "unfit_claimant"
    return "unfit_responsible" if any(role == standard.responsible for standard in matter.standards) else None


def _of_item(view: View, code: str) -> Matter:
    item = next((item for item in view.records("item") if item.id == code), None)
    found = tuple(one for one in view.catalogue.standards if item is not None and one.id == item.standard)
    return Matter(None, found)


def _of_ruling(view: View, about: str) -> Matter:
    """By the number of a rule, veto or standard, by a review's name, or by the matter or candidate that it names."""
    rule = next((rule for _, rule in view.catalogue.every_rule() if about in {rule.id, rule.stable}), None)
    named = {kind for kind, field in _NAMED for record in view.records(kind) if getattr(record, field) == about}
    return Matter(rule, tuple(one for one in view.catalogue.standards if _concerns(one, about, rule, named)))


_NAMED: Final = (("matter", "id"), ("candidate", "person"))


def _concerns(standard: Standard, about: str, rule: Rule | None, named: set[str]) -> bool:
    reviewed = (r for r in standard.rules if getattr(r, "record", None) == "ruling" and about in _about(r))
    stepwise = (r for r in standard.rules if isinstance(r, Steps) and r.record in named)
    return about == standard.id or rule in standard.rules or any(reviewed) or any(stepwise)


def _about(rule: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = rule.where.get("about", ())
    return found


def _claimants(view: View, word: Closure | Ruling, matter: Matter) -> set[str]:
    """Who answers for it in the village's claims: of an item, else of all items of its standards."""
    standards = {standard.id for standard in matter.standards}
    items = {word.item} if isinstance(word, Closure) else {
        item.id for item in view.records("item") if item.standard in standards
    }  # fmt: skip
    return {plan.responsible for plan in view.records("rectify") if plan.item in items and plan.responsible}


def unread_cadres(view: View, word: Closure | Ruling) -> Iterator[Broken]:
    """Rows of the town's cadres that cannot be read and may be whose word this is: whether it counts is not known."""
    if unfit(view, word) == "unfit_no_role":
        yield from (b for b in view.town.broken if b.kind == "staff" and b.known.get("code", word.by) == word.by)


def liaison(view: View) -> str | None:
    """Who of the town looks after this village."""
    entries: Any = view.town.records.get("village_entry", ())
    return next((entry.liaison for entry in entries if entry.slug == view.village.slug), None)
