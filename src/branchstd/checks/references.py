"""Codes that point to other records. A reference to a record that itself failed is not reported again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final

from branchstd.catalogue.names import RULED
from branchstd.checks.attendance import own_activities
from branchstd.findings import Place, Problem, nearest
from branchstd.records.base import Record, field_types
from branchstd.records.town import Event, Reply
from branchstd.records.village import Feedback, PersonRow
from branchstd.rules.view import View

MOST_NEAR: Final = 300


@cache
def referring(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Fields of a record kind that refer, and to what."""
    return tuple((name, how.refers) for name, how in field_types(kind).items() if how.refers)


def dangling(view: View) -> Iterator[Problem]:
    """References to nothing, with the nearest code that exists. To people of whom there is none at all: once."""
    targets = _targets(view)
    nobody = targets.get("people") == frozenset()
    of_people = 0
    for records in view.village.records.values():
        for record in records:
            for name, to in referring(type(record)):
                found = list(_missing(record, name, to, targets.get(to)))
                of_people += len(found) if nobody and to == "people" else 0
                yield from found if not (nobody and to == "people") else ()
    if of_people:
        place = Place(f"data/villages/{view.village.slug}/{view.plan.year}/{PersonRow.path}")
        yield Problem("nobody_there", place, {"count": str(of_people)})


def _missing(record: Record, name: str, to: str, known: Collection[str] | None) -> Iterator[Problem]:
    if known is None:
        return
    value = getattr(record, name)
    for code in value if isinstance(value, tuple) else (value,):
        if code is not None and code not in known:
            yield _unknown(record, name, {"to": to, "code": code, "near": _near(code, known)})


def _near(code: str, known: Collection[str]) -> str:
    """Looking takes as long as there are codes; among hundreds too many are near."""
    return nearest(code, known) if len(known) <= MOST_NEAR else ""


def _unknown(record: Record, name: str, values: dict[str, str]) -> Problem:
    return Problem("unknown_reference", record.mark.of(name), values)


def taking_part(view: View) -> Iterator[Problem]:
    """People at the town's events are `village/code`; without a village of the town, no village would count them."""
    villages = _targets(view).get("villages")
    if villages is None:
        return
    for event in view.village.of(Event):
        for code in event.people:
            slug, slash, person = code.partition("/")
            if slug not in villages or not slash:
                near = nearest(slug, villages) if slash else ""
                values = {"to": "village_people", "code": code, "near": f"{near}/{person}" if near else ""}
                yield _unknown(event, "people", values)


def check_replies(view: View) -> Iterator[Problem]:
    """Replies of the town to feedback that this village never sent."""
    if _nameless(view, "feedback", "id"):
        return
    sent = view.village.of(Feedback)
    replies = view.town.of(Reply)
    twins = (twin.record for twin in view.village.twins if isinstance(twin.record, Feedback))
    known = {one.id for one in (*sent, *twins)} | _of_broken(view, "feedback", "id")
    for reply in (one for one in replies if one.village == view.village.slug):
        for code in reply.ids:
            if code not in known:
                yield _unknown(reply, "ids", {"to": "feedback", "code": code, "near": _near(code, known)})


def _targets(view: View) -> dict[str, Collection[str]]:
    """Known codes by what they name; None of a kind some of whose codes could not be read."""
    withdrawn = view.catalogue.withdrawn
    standards = {*withdrawn, *(standard.id for standard in view.catalogue.standards)}
    rules = {*withdrawn, *(code for _, rule in view.catalogue.every_rule() for code in (rule.id, rule.stable))}
    ruled = standards | rules | {*RULED}
    targets: dict[str, Collection[str]] = {"standards": standards, "rules": rules, "ruled": ruled}
    for to, kind, field in _KINDS:
        records = view.village.records.get(kind, ()) or view.town.records.get(kind, ())
        if _nameless(view, kind, field):
            continue
        codes = view.town.codes[to] if to in view.town.codes else {str(getattr(r, field)) for r in records}
        again = {str(getattr(twin.record, field)) for twin in view.village.twins if twin.kind == kind}
        targets[to] = codes | again | _of_broken(view, kind, field)
    if not targets.get("groups"):  # told once, with what is lost
        targets.pop("groups", None)
    for kind, field in _STOPPED:
        if _nameless(view, kind, field):
            del targets["ruled"]
            break
        ruled |= {str(getattr(r, field)) for r in view.village.records.get(kind, ())} | _of_broken(view, kind, field)
    if not view.village.slug:
        for local in ("people", "groups", "items", "findings"):
            targets.pop(local, None)
    return targets


_KINDS = (
    ("people", "person", "code"),
    ("groups", "group", "code"),
    ("items", "item", "id"),
    ("findings", "finding", "id"),
    ("staff", "staff", "code"),
    ("villages", "village_entry", "slug"),
)
# Whose stop the town may let stand, by id or code.
_STOPPED = (("matter", "id"), ("candidate", "person"))


def _nameless(view: View, kind: str, field: str) -> bool:
    """A lost file, or a record of whose code nothing is known: whatever is referred to could be in there."""
    broken = (*view.village.broken, *view.town.broken)
    return any(b.kind == kind and field not in b.known for b in broken)


def _of_broken(view: View, kind: str, field: str) -> set[str]:
    broken = (*view.village.broken, *view.town.broken)
    return {str(b.known[field]) for b in broken if b.kind == kind and field in b.known}


def contents(view: View) -> Iterator[Problem]:
    """Content codes that no list, standard or aspect knows; unconfigured lists leave their own codes open.

    A summary may name feedback by its number; what a `none` is about are duties.
    """
    known = _content_codes(view)
    records = view.village.records
    covering: Any = (*own_activities(view), *records.get("document", ()), *records.get("event", ()))
    for record in covering:
        for code in () if record.covers and _kind(record) == "none" else record.covers:
            if code not in known and not (_kind(record) == "summary" and not _near(code, known)):
                yield Problem("unknown_content", record.mark.of("covers"), {"code": code, "near": _near(code, known)})


def _kind(record: Record) -> str:
    return str(getattr(record, "kind", ""))


def _content_codes(view: View) -> set[str]:
    lists = {code for name in view.plan.lists for code in view.list_items(name)}
    standards = {s.id for s in view.catalogue.standards} | {a.id for a in view.catalogue.aspects}
    return lists | standards | {*view.catalogue.withdrawn}
