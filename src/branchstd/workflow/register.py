"""The register of items and the ledger of villages: who has to act next, whom an item
concerns, which ledger is whose.

No language and no names: how it is shown is up to views.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from branchstd.assess import AssessedVillage
from branchstd.catalogue.model import Plan
from branchstd.records.town import VillageEntry
from branchstd.records.village import PersonRow
from branchstd.rules.items import State
from branchstd.rules.periods import has_passed
from branchstd.workflow.cycle import VillageStatus
from branchstd.workflow.rectification import Rectification

OF_TOWN: Final = ("party_office", "town_deputy", "town_finance", "organiser")
TOWNS_TURN: Final = (State.CLAIMED, State.OBJECTED, State.WATCHED)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An item with what the town says of its village. roles: of the town's cadres, by
    their codes.
    """

    one: Rectification
    village: VillageEntry
    roles: Mapping[str, str]

    @property
    def turn(self) -> str:
        """Who has to act next: a role of the town, who answers for it in the village,
        else the standard's role.
        """
        one = self.one
        role = one.standard.responsible if one.standard else ""
        if one.state in TOWNS_TURN:
            return "party_office"
        if one.by_town:
            return role if role in OF_TOWN else "party_office"
        return one.responsible or role

    def concerns(self, code: str) -> bool:
        """Whether somebody of this code, or in this role, has to do with it, or has to
        act next.
        """
        role = self.one.standard.responsible if self.one.standard else None
        answers = {self.village.lead, self.village.liaison, role, self.one.responsible}
        return code in answers or (
            self.one.is_open and self.turn in {code, self.roles.get(code)}
        )


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A village with its items, and where it stands between its own word and the
    town's.
    """

    assessed: AssessedVillage
    standing: VillageStatus
    entries: tuple[RegisterEntry, ...]
    village: VillageEntry
    roles: Mapping[str, str]

    def concerns(self, code: str) -> bool:
        """Somebody of this code leads it, is its liaison or has to do with an item."""
        return code in {self.village.lead, self.village.liaison} or any(
            one.concerns(code) for one in self.entries
        )

    @property
    def own_codes(self) -> set[str]:
        """Codes of the village's people, and of who answers for an item."""
        people = (row.code for row in self.assessed.village.of(PersonRow))
        return {
            *people,
            *(
                entry.one.plan.responsible or ""
                for entry in self.entries
                if entry.one.plan
            ),
        }

    def ledger(self, plan: Plan) -> str:
        """`met`, `unmet` or `pending`.

        By the town's word; until the day by which the town has accepted, by the
        proposed one, if there is any.
        """
        over = has_passed(plan.days[plan.acceptance], self.assessed.assessment.as_of)
        if self.standing.accepted is None and (
            over or self.standing.conclusion == "open" or self.assessed.nothing_recorded
        ):
            return "pending"
        return "met" if self.standing.conclusion == "met" else "unmet"
