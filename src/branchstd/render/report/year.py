"""All that a report is drawn from, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from branchstd.assess.targets import TargetResult
from branchstd.catalogue.model import Phase
from branchstd.messages.speech import Speech
from branchstd.outlook import Lapse
from branchstd.records.town import Acceptance, Event, Star
from branchstd.records.village import Income
from branchstd.render.lists import Entry, VillageLine
from branchstd.render.sheets import Column, Sheet
from branchstd.workflow.cycle import Cycle
from branchstd.workflow.duties import DutyResult
from branchstd.workflow.feedback import FeedbackStatus
from branchstd.workflow.last_year import Aim, Grown
from branchstd.workflow.proof import Proof
from branchstd.workflow.reliefs import Relief
from branchstd.workflow.stars import BranchStars
from branchstd.workflow.visits import Visit


@dataclass(frozen=True, slots=True)
class VillageYear:
    """One village, or another unit. accepted_before, star_before: the last word of the year before, where kept."""

    line: VillageLine
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
        return self.line.surveyed.village.name

    @property
    def slug(self) -> str:
        return self.line.surveyed.village.slug


@dataclass(frozen=True, slots=True)
class Year:
    """others: units that are no villages, which no figure over villages counts. reliefs: what the town gave itself.
    proofs: of all duties, also where only some are shown. grown: the town's own work beside the year before's.

    lapse_day: the day up to which the villages' lapses look ahead. unread: files of which something lacks here.
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
    def lines(self) -> tuple[VillageLine, ...]:
        return tuple(one.line for one in self.villages)

    @property
    def entries(self) -> list[Entry]:
        return [entry for line in self.lines for entry in line.entries]

    def of_kind(self, *kinds: str) -> list[Event]:
        return [event for event in self.events if event.kind in kinds]


def sheet(key: str, rows: Iterable[tuple[str, ...]], speech: Speech, whose: str = "") -> Sheet:
    """A table of this report; its rows are numbered here."""
    title = str(speech.sheets.LISTS[key])
    columns = tuple(Column(name, text) for name, text in speech.sheets.COLUMNS[key].items())
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    return Sheet(key, speech.ui("title_of", title=title, whose=whose) if whose else title, columns, numbered, "")
