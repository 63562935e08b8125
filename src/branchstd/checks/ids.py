"""One record for one thing: codes and rows that may stand only once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from branchstd.findings import Place, Problem
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


def duplicates(view: View) -> Iterator[Problem]:
    """A second record of the same thing, with the place of the first."""
    for kind, fields in UNIQUE.items():
        seen: dict[tuple[Any, ...], Place] = {}
        for record in view.village.records.get(kind, ()):
            key = tuple(getattr(record, name) for name in fields)
            place = record.mark.of(fields[-1])
            if key in seen:
                yield Problem("duplicate_id", place, {"id": " ".join(map(str, key)), "first": str(seen[key])})
            else:
                seen[key] = place
