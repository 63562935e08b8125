"""A village and its town as the assessment sees them: typed records by kind, and what of them could not be typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

from branchstd.findings import Place
from branchstd.records.base import Record
from branchstd.records.town import StaffRow, VillageEntry

Records = Mapping[str, tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A record (or a file of them) that could not be typed: its kind, the fields that could, and when it may begin.

    A rule that might have selected it answers `error`: an unreadable record is neither there nor missing.
    """

    kind: str
    place: Place
    known: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    since: date | None = None


@dataclass(frozen=True)
class Village:
    """All that is known of one village: its own records and what the town says of it, never another village's."""

    slug: str
    name: str
    records: Records = field(default_factory=lambda: MappingProxyType({}))
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True)
class Town:
    """The town itself: who it is and its own dated work."""

    name: str = ""
    county: str = ""
    language: str | None = None
    records: Records = field(default_factory=lambda: MappingProxyType({}))
    broken: tuple[Broken, ...] = ()

    @cached_property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """Codes of the cadres and folder names of the villages, found once for thousands of villages."""
        staff = cast("tuple[StaffRow, ...]", self.records.get("staff", ()))
        villages = cast("tuple[VillageEntry, ...]", self.records.get("village_entry", ()))
        return {"staff": frozenset(r.code for r in staff), "villages": frozenset(r.slug for r in villages)}
