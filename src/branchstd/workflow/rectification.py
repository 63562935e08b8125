"""One rectification item as it stands on a day: state, mark, what its rule says now, how late it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

from branchstd.assess import RuleResult
from branchstd.catalogue.model import Standard
from branchstd.catalogue.rules import Rule
from branchstd.records.town import InspectionFinding, Item
from branchstd.records.village import Rectify
from branchstd.rules.items import Joined, State
from branchstd.workflow.marks import Mark
from branchstd.workflow.quote import Verdict

# Days overdue from which a step is proposed; all but the first are defaults of the town.
STEPS: Final = ((1, "remind"), (7, "liaison"), (15, "deputy"), (30, "interview"))
Step = Literal["remind", "liaison", "deputy", "interview"]


@dataclass(frozen=True, slots=True)
class Rectification:
    """One item on one day.

    standard, rule, result: as they hold now; None where the office has disabled the standard, or no rule was named.
    recalled: what the rule says of the day it was found, by the records as they are now; only where nobody wrote it.
    unread: some of what was said of it cannot be read. holds: whether its mark shows; None where no rule can tell.
    leaving: who answers for it in the village is reported to have left.
    again: it was settled, and what its rule misses has come back. elsewhere: where the same rule failed for the same
    sort of cause (village, or year). verdict: of what the word that settled it quoted.
    """

    village: str
    name: str
    joined: Joined
    as_of: date
    standard: Standard | None
    rule: Rule | None
    result: RuleResult | None
    finding: InspectionFinding | None
    mark: Mark | None
    holds: bool | None
    again: bool
    unread: bool = False
    verdict: Verdict | None = None
    leaving: bool = False
    elsewhere: tuple[str, ...] = ()
    recalled: RuleResult | None = None

    @property
    def item(self) -> Item:
        return self.joined.item

    @property
    def plan(self) -> Rectify | None:
        return self.joined.plan

    @property
    def responsible(self) -> str | None:
        """Who has to do it in the village; nobody who is reported to have left."""
        return self.plan.responsible if self.plan and not self.leaving else None

    @property
    def state(self) -> State:
        return self.joined.state

    @property
    def is_disabled(self) -> bool:
        """The office has disabled its standard: nobody is asked for it any more."""
        return self.standard is None

    @property
    def is_open(self) -> bool:
        return not (self.joined.is_settled or self.is_disabled)

    @property
    def overdue(self) -> int:
        """Days since the day by which it was due has passed; 0 while it has not, or nothing is owed."""
        return max(0, (self.as_of - self.joined.due).days) if self.is_open else 0

    @property
    def age(self) -> int:
        """Days from the day it was found to the day it was settled, or to this one."""
        end = self.joined.settled.date if self.joined.is_settled and self.joined.settled else self.as_of
        return (end - self.item.found_on).days

    @property
    def by_town(self) -> bool:
        """What would prove it lies with the town: the village cannot be chased for it."""
        return self.result.by_town if self.result else self.rule is not None and self.rule.by == "town"

    @property
    def shows(self) -> bool:
        """The gap is gone, and only the village's word is wanted; what the town sent back it has seen otherwise."""
        return bool(self.holds) and self.state in {State.OPEN, State.PLANNED}

    @property
    def step(self) -> Step | None:
        """The step of escalation that its days overdue suggest; people decide. Of what is made good: to remind."""
        reached = [name for days, name in STEPS if self.overdue >= days and not (self.shows and name != "remind")]
        return cast("Step", reached[-1]) if reached else None

    def names(self, year: int) -> tuple[str, ...]:
        """Its number, then what older papers call it: year, village, standard as it was or is numbered, last digits."""
        code = self.item.id
        serial = code[len(code.rstrip("0123456789")) :] or code
        standards = dict.fromkeys([self.item.standard, *([self.standard.id] if self.standard else ())])
        return (code, *(f"{year}-{self.name}-{standard}-{serial}" for standard in standards))
