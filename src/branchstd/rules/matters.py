"""What a word of the town is about, whether it relieves the village in it, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from branchstd.catalogue.rules import Judgement, Rule, Steps
from branchstd.records.town import Closure, Ruling

if TYPE_CHECKING:
    from branchstd.catalogue.model import Standard
    from branchstd.rules.view import View

Word = Closure | Ruling
RELIEVING: Final = ("confirm", "watch", "uphold", "extend")
JUDGED: Final = ("conforms", "partly", "fails")
# Records of a village that a ruling may be about, by what tells them.
_NAMED: Final = (("matter", "id"), ("candidate", "person"))


class Matter(NamedTuple):
    """rule: the one that is named, if any. standards: those concerned. named: it is in the catalogue."""

    rule: Rule | None
    standards: tuple[Standard, ...]
    named: bool

    def judge(self, word: Word) -> str | None:
        """The role that a judgement asks for; None for every other word."""
        is_judged = isinstance(word, Ruling) and word.verdict in JUDGED
        return self.rule.role if isinstance(self.rule, Judgement) and is_judged else None

    def relieves(self, word: Word) -> bool:
        """Whether the word takes something off the village: of what the catalogue does not know, any word does."""
        if isinstance(word, Closure):
            return word.action in RELIEVING
        if word.verdict == "not_applicable":
            return word.until is not None
        is_veto = self.rule is not None and self.rule.effect is not None
        return not self.named or word.verdict == "none" or (is_veto and word.verdict == "no")


def matter_of(view: View, word: Word) -> Matter:
    """Of an item its standard; of a ruling what it names: rule, veto, standard, review, or a matter or candidate."""
    standards = view.catalogue.standards
    if isinstance(word, Closure):
        items = view.kept("standards of items", lambda: _grouped(view, "item", "id", "standard")).get(word.item, set())
        return Matter(None, tuple(one for one in standards if one.id in items), named=True)
    about = word.about
    rule = next((rule for _, rule in view.catalogue.every_rule() if about in {rule.id, rule.stable}), None)
    kinds = {kind for kind, field in _NAMED for record in view.records(kind) if getattr(record, field) == about}
    found = tuple(
        one for one in standards if one.id == about or any(_concerns(r, rule, about, kinds) for r in one.rules)
    )
    return Matter(rule, found, named=rule is not None or any(one.id == about for one in standards))


def _concerns(rule: Any, named: Rule | None, about: str, kinds: set[str]) -> bool:
    """It is the rule itself, counts such reviews, or goes through the steps of such records."""
    reviews = rule.where.get("about", ()) if getattr(rule, "record", None) == "ruling" else ()
    return rule is named or about in reviews or (isinstance(rule, Steps) and rule.record in kinds)


def claimants(view: View, word: Word, matter: Matter) -> set[str]:
    """Who answers for it in the village's claims: on the item, else on any item of its standards."""
    by_standard = view.kept("items", lambda: _grouped(view, "item", "standard", "id"))
    responsible = view.kept("responsible", lambda: _grouped(view, "rectify", "item", "responsible"))
    items = {word.item} if isinstance(word, Closure) else _all(by_standard, (one.id for one in matter.standards))
    return _all(responsible, items) - {None}


def _grouped(view: View, kind: str, by: str, name: str) -> dict[str, set[Any]]:
    """A field of the records of a kind, by another."""
    found: dict[str, set[Any]] = {}
    for record in view.records(kind):
        found.setdefault(getattr(record, by), set()).add(getattr(record, name))
    return found


def _all(found: dict[str, set[Any]], keys: Iterable[str]) -> set[Any]:
    return {one for key in keys for one in found.get(key, ())}


def liaison(view: View) -> str | None:
    """Who of the town looks after this village."""
    entries: Any = view.town.records.get("village_entry", ())
    return next((entry.liaison for entry in entries if entry.slug == view.village.slug), None)
