"""The town's visits to a village: what each found, what became of it, whether somebody has looked again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from branchstd.records.town import Inspection, InspectionFinding
from branchstd.rules.periods import has_passed, periods
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.village_items import VillageItems

Follow = Literal["not_listed", "not_due", "revisit", "seen_again", "settled"]


@dataclass(frozen=True, slots=True)
class Followed:
    """A finding with its item (None: nobody opened one) and the first later visit that looked at its standard."""

    finding: InspectionFinding
    item: Rectification | None
    again: Inspection | None
    as_of: date

    @property
    def state(self) -> Follow:
        """revisit: its day has passed, it is not settled, and nobody of the town has looked again."""
        if self.item is None:
            return "not_listed"
        if self.item.joined.is_settled:
            return "settled"
        if self.again is not None:
            return "seen_again"
        return "revisit" if has_passed(self.finding.due_on, self.as_of) else "not_due"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit with what came of its findings. village: its folder; name: its name."""

    village: str
    name: str
    record: Inspection
    findings: tuple[Followed, ...]


def visits(desk: VillageItems, items: Iterable[Rectification]) -> Iterator[Visit]:
    """A village's visits by day, each finding with what came of it. items: those of the village."""
    found = {one.item.finding: one for one in items if one.item.finding}
    records = sorted(desk.view.of(Inspection), key=lambda one: one.date)
    for place, record in enumerate(records):
        later = records[place + 1 :]
        own = (Followed(f, found.get(f.id), _again(f, later), desk.view.as_of) for f in record.findings)
        yield Visit(desk.village.slug, desk.village.name, record, tuple(own))


def _again(finding: InspectionFinding, later: Iterable[Inspection]) -> Inspection | None:
    return next((one for one in later if finding.standard in one.standards), None)


def by_quarter(found: Sequence[Visit], year: int, as_of: date) -> tuple[tuple[str, tuple[Visit, ...]], ...]:
    """The quarters that have begun, each with the visits made in it; one a quarter is the default of the town (Q17)."""
    begun = (quarter for quarter in periods(year, "quarter") if quarter.first <= as_of)
    return tuple(
        (quarter.code, tuple(one for one in found if quarter.first <= one.record.date <= quarter.last))
        for quarter in begun
    )


def drawn(names: Iterable[str], count: int, seed: str) -> tuple[str, ...]:
    """So many of the names, by lot. The same seed always draws the same: whoever doubts it can draw again.

    The lot of a name is the SHA-256 of seed, line feed and name; the smallest are drawn.
    """
    lots = sorted(
        set(names), key=lambda name: hashlib.sha256(f"{seed}\n{name}".encode("utf-8", "surrogateescape")).digest()
    )
    return tuple(sorted(lots[: max(count, 0)], key=_sort_key))


def _sort_key(name: str) -> tuple[tuple[int, str], ...]:
    """2.10 after 2.9."""
    parts = name.split(".")
    return tuple((int(part) if part.isascii() and part.isdigit() else 0, part) for part in parts)
