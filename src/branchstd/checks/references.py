"""Codes: what may stand only once, what was written twice word for word, what points to
records that there are not.

A reference to a record that itself failed is not reported again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from branchstd.catalogue.names import RULED
from branchstd.checks.attendance import own_activities
from branchstd.findings import Place, Problem, Severity, nearest
from branchstd.records.base import Record, field_types
from branchstd.records.holdings import Twin
from branchstd.records.town import KINDS, Event, Facts, Reply
from branchstd.records.village import Activity, Feedback, PersonRow
from branchstd.rules.derived import is_filled
from branchstd.rules.view import View

MOST_NEAR: Final = 300


@cache
def referring(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Fields of a record kind that refer, and to what."""
    return tuple(
        (name, how.refers) for name, how in field_types(kind).items() if how.refers
    )


def dangling(view: View) -> Iterator[Problem]:
    """References to nothing, with the nearest code that exists. To people of whom there
    is none at all: once.
    """
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
        place = Place(
            f"data/villages/{view.village.slug}/{view.plan.year}/{PersonRow.path}"
        )
        yield Problem("nobody_there", place, {"count": str(of_people)})


def _missing(
    record: Record, name: str, to: str, known: Collection[str] | None
) -> Iterator[Problem]:
    if known is None:
        return
    value = getattr(record, name)
    for code in value if isinstance(value, tuple) else (value,):
        if code is not None and code not in known:
            yield _unknown(
                record, name, {"to": to, "code": code, "near": _near(code, known)}
            )


def _near(code: str, known: Collection[str]) -> str:
    """Looking takes as long as there are codes; among hundreds too many are near."""
    return nearest(code, known) if len(known) <= MOST_NEAR else ""


def _unknown(record: Record, name: str, values: dict[str, str]) -> Problem:
    return Problem("unknown_reference", record.mark.of(name), values)


def taking_part(view: View) -> Iterator[Problem]:
    """People at the town's events are `village/code`; without a village of the town, no
    village would count them.
    """
    villages = _targets(view).get("villages")
    if villages is None:
        return
    for event in view.village.of(Event):
        for code in event.people:
            slug, slash, person = code.partition("/")
            if slug not in villages or not slash:
                near = nearest(slug, villages) if slash else ""
                values = {
                    "to": "village_people",
                    "code": code,
                    "near": f"{near}/{person}" if near else "",
                }
                yield _unknown(event, "people", values)


def check_replies(view: View) -> Iterator[Problem]:
    """Replies of the town to feedback that this village never sent."""
    if _nameless(view, "feedback", "id"):
        return
    sent = view.village.of(Feedback)
    replies = view.town.of(Reply)
    twins = (
        twin.record for twin in view.village.twins if isinstance(twin.record, Feedback)
    )
    known = {one.id for one in (*sent, *twins)} | _of_broken(view, "feedback", "id")
    for reply in (one for one in replies if one.village == view.village.slug):
        for code in reply.ids:
            if code not in known:
                yield _unknown(
                    reply,
                    "ids",
                    {"to": "feedback", "code": code, "near": _near(code, known)},
                )


def _targets(view: View) -> dict[str, Collection[str]]:
    """Known codes by what they name; None of a kind some of whose codes could not be
    read.
    """
    withdrawn = view.catalogue.withdrawn
    standards = {*withdrawn, *(standard.id for standard in view.catalogue.standards)}
    rules = {
        *withdrawn,
        *(
            code
            for _, rule in view.catalogue.every_rule()
            for code in (rule.id, rule.stable)
        ),
    }
    ruled = standards | rules | {*RULED}
    targets: dict[str, Collection[str]] = {
        "standards": standards,
        "rules": rules,
        "ruled": ruled,
    }
    for to, kind, field in _KINDS:
        records = view.village.records.get(kind, ()) or view.town.records.get(kind, ())
        if _nameless(view, kind, field):
            continue
        codes = (
            view.town.codes[to]
            if to in view.town.codes
            else {str(getattr(r, field)) for r in records}
        )
        again = {
            str(getattr(twin.record, field))
            for twin in view.village.twins
            if twin.kind == kind
        }
        targets[to] = codes | again | _of_broken(view, kind, field)
    if not targets.get("groups"):  # told once, with what is lost
        targets.pop("groups", None)
    for kind, field in _STOPPED:
        if _nameless(view, kind, field):
            del targets["ruled"]
            break
        ruled |= {
            str(getattr(r, field)) for r in view.village.records.get(kind, ())
        } | _of_broken(view, kind, field)
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
    """A lost file, or a record of whose code nothing is known: whatever is referred to
    could be in there.
    """
    broken = (*view.village.broken, *view.town.broken)
    return any(b.kind == kind and field not in b.known for b in broken)


def _of_broken(view: View, kind: str, field: str) -> set[str]:
    broken = (*view.village.broken, *view.town.broken)
    return {str(b.known[field]) for b in broken if b.kind == kind and field in b.known}


def contents(view: View) -> Iterator[Problem]:
    """Content codes that no list, standard or aspect knows; unconfigured lists leave
    their own codes open.

    A summary may name feedback by its number; what a `none` is about are duties.
    """
    known = _content_codes(view)
    records = view.village.records
    covering: Any = (
        *own_activities(view),
        *records.get("document", ()),
        *records.get("event", ()),
    )
    for record in covering:
        for code in () if record.covers and _kind(record) == "none" else record.covers:
            if code not in known and not (
                _kind(record) == "summary" and not _near(code, known)
            ):
                yield Problem(
                    "unknown_content",
                    record.mark.of("covers"),
                    {"code": code, "near": _near(code, known)},
                )


def _kind(record: Record) -> str:
    return str(getattr(record, "kind", ""))


def _content_codes(view: View) -> set[str]:
    lists = {code for name in view.plan.lists for code in view.list_items(name)}
    standards = {s.id for s in view.catalogue.standards} | {
        a.id for a in view.catalogue.aspects
    }
    return lists | standards | {*view.catalogue.withdrawn}


UNIQUE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "person": ("code",),
        "group": ("code",),
        "matter": ("id",),
        "candidate": ("person",),
        "member_year": ("person",),
        "duty": ("month", "person"),
        "self_check": ("round", "standard"),
        "rectify": ("item",),
        "feedback": ("id",),
        "item": ("id",),
        "inspection": ("id",),
        "finding": ("id",),
        "staff": ("code",),
        "village_entry": ("slug",),
    }
)
# Rows that are known by what they are about and not by a code of their own.
ROWS: Final = frozenset({"member_year", "duty", "self_check"})
# What would add up if it counted twice.
ADDING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "income": ("amount",),
        "payment": ("amount",),
        "dues": ("total",),
        "duty": ("attended",),
        "vote": ("present",),
        "activity": ("hours", "amount", "votes"),
        "event": ("hours",),
        "document": ("households",),
    }
)
# By which field two that are both real are told apart, the first that the kind has.
TELLING: Final = (
    "ref",
    "receipt",
    "record",
    "topic",
    "title",
    "text",
    "reason",
    "comment",
    "basis",
    "about",
)


def duplicates(view: View) -> Iterator[Problem]:
    """A second record of the same thing, with the place of the first; also where it
    says the same word for word.
    """
    twins = [twin for twin in view.village.twins if _names_itself(twin)]
    for kind, fields in UNIQUE.items():
        seen: dict[tuple[Any, ...], Place] = {}
        again = (twin.record for twin in twins if twin.kind == kind)
        for record in (*view.village.records.get(kind, ()), *again):
            key = tuple(getattr(record, name) for name in fields)
            place = record.mark.of(fields[-1])
            if key in seen:
                yield Problem(
                    "duplicate_id",
                    place,
                    {"id": " ".join(map(str, key)), "first": str(seen[key])},
                )
            else:
                seen[key] = place


def _names_itself(twin: Twin) -> bool:
    """Of a kind with codes, and with the code of the first."""
    names = UNIQUE.get(twin.kind, ()) if twin.kind not in ROWS else ()
    return bool(names) and all(
        getattr(twin.record, name) == getattr(twin.first, name) for name in names
    )


def twice(view: View) -> Iterator[Problem]:
    """What says nothing new and counts nowhere; a copy of a month's file is told once,
    as a copy.
    """
    copies = find_copies(view)
    for file, original in copies.items():
        same = sum(_is_copied(twin, copies, file) for twin in view.village.twins)
        more = sum(one.mark.place.file == file for one in view.village.of(Activity))
        values = {
            "original": original.rpartition("/")[2],
            "count": str(same),
            "more": str(more),
        }
        yield Problem("copied_month", Place(file), values)
    for twin in view.village.twins:
        if not (_names_itself(twin) or twin.record.mark.place.file in copies):
            adds = any(
                is_filled(getattr(twin.record, name))
                for name in ADDING.get(twin.kind, ())
            )
            yield Problem(
                "same_record_twice",
                twin.record.mark.place,
                {"first": str(twin.first.mark.place), **_telling(twin.kind)},
                Severity.ERROR if adds else Severity.WARNING,
            )


def find_copies(view: View) -> Mapping[str, str]:
    """Files of activities most of which stand in another one, and that other."""
    twins = [twin for twin in view.village.twins if twin.kind == "activity"]
    pairs = Counter(
        (twin.record.mark.place.file, twin.first.mark.place.file) for twin in twins
    )
    own = Counter(record.mark.place.file for record in view.village.of(Activity))
    return {
        copy: first
        for (copy, first), same in pairs.items()
        if copy != first and same > own[copy]
    }


def _is_copied(twin: Twin, copies: Mapping[str, str], file: str) -> bool:
    here = twin.record.mark.place.file == file
    return (
        here and twin.kind == "activity" and twin.first.mark.place.file == copies[file]
    )


def _telling(kind: str) -> dict[str, str]:
    fields = KINDS[kind].model_fields
    name = next((name for name in TELLING if name in fields), next(iter(fields)))
    return {"field": name, "label": str(fields[name].title)}


def two_facts(view: View) -> Iterator[Problem]:
    """Two words of the town of one day on what the village is and owes: the later in
    the file holds.
    """
    said = sorted(view.village.of(Facts), key=lambda one: one.start)
    for first, later in pairwise(said):
        if first.start == later.start:
            values = {
                "on": later.start.isoformat(),
                "first": str(first.mark.of("start")),
            }
            yield Problem(
                "facts_twice", later.mark.of("start"), values, Severity.WARNING
            )
