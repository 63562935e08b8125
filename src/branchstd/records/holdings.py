"""A village and its town as the assessment sees them: typed records by kind, and what of them could not be typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

from branchstd.findings import Place
from branchstd.records.base import Mark, Record
from branchstd.records.town import KINDS, StaffRow, VillageEntry
from branchstd.records.twins import Twin

Records = Mapping[str, tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A record (or a file of them) that could not be typed: its kind, the fields that could, and when it may begin.

    known: also what was certainly left empty. A rule that might have selected it answers `error`: an unreadable record
    is neither there nor missing. parent: the record, whole or not, that it stands in.
    """

    kind: str
    place: Place
    known: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    since: date | None = None
    parent: Record | None = None
    part: Any = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """part: what could be read, as a record; asking it for anything else is an AttributeError."""
        part = KINDS[self.kind].model_construct(**self.known)
        for name in type(part).model_fields.keys() - self.known.keys():
            part.__dict__.pop(name, None)
        part.put(Mark(self.place), self.parent)
        object.__setattr__(self, "part", part)


@dataclass(frozen=True)
class Village:
    """All that is known of one village: its own records and what the town says of it, never another village's.

    twins: records that say again, word for word, what one of `records` says; they count nowhere.
    before: collections of dues from the book of the year before, as far as it was kept.
    """

    slug: str
    name: str
    records: Records = field(default_factory=lambda: MappingProxyType({}))
    broken: tuple[Broken, ...] = ()
    twins: tuple[Twin, ...] = ()
    before: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Town:
    """The town itself: who it is and its own dated work. twins: as of a village, what was written twice."""

    name: str = ""
    county: str = ""
    language: str | None = None
    records: Records = field(default_factory=lambda: MappingProxyType({}))
    broken: tuple[Broken, ...] = ()
    twins: tuple[Twin, ...] = ()

    @cached_property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """Codes of the cadres and folder names of the villages, found once for thousands of villages."""
        staff = cast("tuple[StaffRow, ...]", self.records.get("staff", ()))
        villages = cast("tuple[VillageEntry, ...]", self.records.get("village_entry", ()))
        return {"staff": frozenset(r.code for r in staff), "villages": frozenset(r.slug for r in villages)}
