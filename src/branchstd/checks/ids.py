"""One record for one thing: codes and rows that may stand only once, and what was written twice word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from branchstd.findings import Place, Problem, Severity
from branchstd.records.holdings import Twin
from branchstd.records.town import KINDS, Facts
from branchstd.records.village import Activity
from branchstd.rules.derived import is_filled
from branchstd.rules.view import View

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
TELLING: Final = ("ref", "receipt", "record", "topic", "title", "text", "reason", "comment", "basis", "about")


def duplicates(view: View) -> Iterator[Problem]:
    """A second record of the same thing, with the place of the first; also where it says the same word for word."""
    twins = [twin for twin in view.village.twins if _names_itself(twin)]
    for kind, fields in UNIQUE.items():
        seen: dict[tuple[Any, ...], Place] = {}
        again = (twin.record for twin in twins if twin.kind == kind)
        for record in (*view.village.records.get(kind, ()), *again):
            key = tuple(getattr(record, name) for name in fields)
            place = record.mark.of(fields[-1])
            if key in seen:
                yield Problem("duplicate_id", place, {"id": " ".join(map(str, key)), "first": str(seen[key])})
            else:
                seen[key] = place


def _names_itself(twin: Twin) -> bool:
    """Of a kind with codes, and with the code of the first."""
    names = UNIQUE.get(twin.kind, ()) if twin.kind not in ROWS else ()
    return bool(names) and all(getattr(twin.record, name) == getattr(twin.first, name) for name in names)


def twice(view: View) -> Iterator[Problem]:
    """What says nothing new and counts nowhere; a copy of a month's file is told once, as a copy."""
    copies = find_copies(view)
    for file, original in copies.items():
        same = sum(_is_copied(twin, copies, file) for twin in view.village.twins)
        more = sum(one.mark.place.file == file for one in view.village.of(Activity))
        values = {"original": original.rpartition("/")[2], "count": str(same), "more": str(more)}
        yield Problem("copied_month", Place(file), values)
    for twin in view.village.twins:
        if not (_names_itself(twin) or twin.record.mark.place.file in copies):
            adds = any(is_filled(getattr(twin.record, name)) for name in ADDING.get(twin.kind, ()))
            yield Problem(
                "same_record_twice",
                twin.record.mark.place,
                {"first": str(twin.first.mark.place), **_telling(twin.kind)},
                Severity.ERROR if adds else Severity.WARNING,
            )


def find_copies(view: View) -> Mapping[str, str]:
    """Files of activities most of which stand in another one, and that other."""
    twins = [twin for twin in view.village.twins if twin.kind == "activity"]
    pairs = Counter((twin.record.mark.place.file, twin.first.mark.place.file) for twin in twins)
    own = Counter(record.mark.place.file for record in view.village.of(Activity))
    return {copy: first for (copy, first), same in pairs.items() if copy != first and same > own[copy]}


def _is_copied(twin: Twin, copies: Mapping[str, str], file: str) -> bool:
    here = twin.record.mark.place.file == file
    return here and twin.kind == "activity" and twin.first.mark.place.file == copies[file]


def _telling(kind: str) -> dict[str, str]:
    fields = KINDS[kind].model_fields
    name = next((name for name in TELLING if name in fields), next(iter(fields)))
    return {"field": name, "label": str(fields[name].title)}


def two_facts(view: View) -> Iterator[Problem]:
    """Two words of the town of one day on what the village is and owes: the later in the file holds."""
    said = sorted(view.village.of(Facts), key=lambda one: one.start)
    for first, later in pairwise(said):
        if first.start == later.start:
            values = {"on": later.start.isoformat(), "first": str(first.mark.of("start"))}
            yield Problem("facts_twice", later.mark.of("start"), values, Severity.WARNING)
