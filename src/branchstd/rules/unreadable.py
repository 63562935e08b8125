"""Which broken records might have counted for a rule: an unreadable record is neither there nor missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from branchstd.catalogue.rules import Count, Judgement, Rule, Steps
from branchstd.records.holdings import Broken
from branchstd.records.town import Closure
from branchstd.rules.items import unread_cadres
from branchstd.rules.select import equal, select
from branchstd.rules.sets import READS
from branchstd.rules.view import View

Reads = tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...]

_NAMES: Final = ("set", "per", "person_in", "partner_in", "or_in", "times", "seats")


def undecided(view: View, rule: Rule) -> Iterator[Broken]:
    """Broken records that could switch the rule on or off."""
    yield from _touching(view, READS.get(rule.when or "", ()))


def unreadable(view: View, rule: Rule, standard: str | None) -> Iterator[Broken]:
    """Broken records in the rule's selection, in a set or number that it goes by, or in the town's word on it."""
    record = getattr(rule, "record", None)
    if record:
        yield from _touching(view, ((record, getattr(rule, "where", {})),))
    for name in _NAMES:
        yield from _touching(view, READS.get(getattr(rule, name, None) or "", ()))
    if record == "item":
        yield from _touching(view, (("closure", {}),))
        for action in cast("tuple[Closure, ...]", view.records("closure")):
            yield from unread_cadres(view, action)
    if getattr(rule, "or_in", None):
        yield from _touching(view, (("standing", {"standing": ("officer",)}), ("facts", {})))
    if isinstance(rule, Count) and rule.set and rule.where:
        yield from _touching(view, (("person", {}),))
    if isinstance(rule, Steps):
        yield from _backing(view, rule)
    yield from _words(view, rule, standard)


def _touching(view: View, reads: Reads) -> Iterator[Broken]:
    for broken in view.village.broken:
        if any(broken.kind == kind and _could_be(view, broken, where) for kind, where in reads):
            yield broken


def _could_be(view: View, broken: Broken, where: Mapping[str, tuple[str, ...]]) -> bool:
    """No field that could be read says otherwise."""
    if broken.since is not None and broken.since > view.as_of:
        return False
    return all(
        name not in broken.known or _known_fits(broken, name, wanted) or _may_be_major(view, broken, name, wanted)
        for name, wanted in where.items()
    )


def _may_be_major(view: View, broken: Broken, name: str, wanted: tuple[str, ...]) -> bool:
    """A matter is a major one by its amount, whatever its type."""
    least = view.catalogue.parameters.major_from
    is_asked = broken.kind == "matter" and name == "type" and "major" in wanted
    return is_asked and not broken.known.get("amount", least) < least


def _known_fits(broken: Broken, name: str, wanted: tuple[str, ...]) -> bool:
    """`also` can make an activity count for a second kind."""
    value = broken.known[name]
    return equal(value, wanted) or (name == "kind" and equal(broken.known.get("also", ""), wanted))


def _backing(view: View, rule: Steps) -> Iterator[Broken]:
    """Meetings on the day of a step that one of their kind has to back."""
    kinds = tuple(kind for step in view.catalogue.templates[rule.template].steps for kind in step.backed)
    for broken in _touching(view, (("activity", {"kind": kinds}),)):
        records: tuple[Any, ...] = select(view, rule).records
        days = {day for record in records for day in (record.steps or {}).values()}
        if days and (broken.since is None or broken.since in days):
            yield broken


def _words(view: View, rule: Rule, standard: str | None) -> Iterator[Broken]:
    """Rulings that name the rule or its standard; for a judgement also those that may name it, and who gave them."""
    judged = isinstance(rule, Judgement)
    for broken in _touching(view, (("ruling", {"about": (rule.id, standard or "")}),)):
        if judged or "about" in broken.known:
            yield broken
    for ruling in view.spoken(rule.id, standard or ""):
        yield from unread_cadres(view, ruling)
