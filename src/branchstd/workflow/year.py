"""A year on one day: all that reports and tables of the year are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from branchstd.assess.targets import TargetResult
from branchstd.catalogue.model import Phase
from branchstd.outlook import Lapse
from branchstd.records.town import Acceptance, Event, Star
from branchstd.records.village import Income
from branchstd.workflow.cycle import Cycle
from branchstd.workflow.duties import DutyResult, Relief
from branchstd.workflow.last_year import Aim, Grown
from branchstd.workflow.oversight import BranchStars, FeedbackStatus, Visit
from branchstd.workflow.proof import Proof
from branchstd.workflow.register import LedgerEntry, RegisterEntry


@dataclass(frozen=True, slots=True)
class VillageYear:
    """One village, or another unit. accepted_before, star_before: the last word of the
    year before, where kept.
    """

    line: LedgerEntry
    kind: str
    cycle: Cycle
    stars: BranchStars
    heard: tuple[FeedbackStatus, ...]
    visits: tuple[Visit, ...]
    lapses: tuple[Lapse, ...]
    accepted_before: Acceptance | None
    star_before: Star | None
    before_unread: bool
    aims: Mapping[str, Aim]
    grown: tuple[Grown, ...]
    subsidies: tuple[Income, ...]

    @property
    def name(self) -> str:
        """As the town calls it."""
        return self.line.assessed.village.name

    @property
    def slug(self) -> str:
        """Its folder, by which commands and links name it."""
        return self.line.assessed.village.slug


@dataclass(frozen=True, slots=True)
class Year:
    """others: units that are no villages, which no figure over villages counts.
    reliefs: what the town gave itself.
    proofs: of all duties, also where only some are shown. grown: the town's own work
    beside the year before's.

    lapse_day: the day up to which the villages' lapses look ahead. unread: files of
    which something lacks here.
    """

    town: str
    county: str
    as_of: date
    phase: Phase
    villages: tuple[VillageYear, ...]
    others: tuple[VillageYear, ...]
    targets: tuple[TargetResult, ...]
    duties: tuple[DutyResult, ...]
    proofs: Mapping[str, Proof]
    grown: tuple[Grown, ...]
    events: tuple[Event, ...]
    reliefs: tuple[Relief, ...]
    lapse_day: date
    unread: tuple[str, ...]
    revision: str | None

    @property
    def lines(self) -> tuple[LedgerEntry, ...]:
        """Of villages alone: the ledger knows no other units."""
        return tuple(one.line for one in self.villages)

    @property
    def entries(self) -> list[RegisterEntry]:
        """Items of villages alone, village by village."""
        return [entry for line in self.lines for entry in line.entries]

    def of_kind(self, *kinds: str) -> list[Event]:
        """Of the town's own work, in the order of its file."""
        return [event for event in self.events if event.kind in kinds]

    def of_unit(self, one: VillageYear) -> Year:
        """The same of one unit alone; of files that could not be read its own and the
        town's.
        """
        own = (f"villages/{one.slug}/", f"villages/{one.slug}.yaml")
        unread = tuple(
            file
            for file in self.unread
            if "villages/" not in file or any(part in file for part in own)
        )
        return replace(self, villages=(one,), others=(), unread=unread)
