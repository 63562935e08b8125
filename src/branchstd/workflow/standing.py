"""How a village stands between its own word, the computed result and the town's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, cast

from branchstd.assess import Assessment
from branchstd.catalogue.model import Catalogue
from branchstd.records.town import Acceptance
from branchstd.records.village import SelfCheck
from branchstd.rules.view import View

# What a branch's own answer is worth in its own score.
WORTH: Final[Mapping[str, Fraction]] = MappingProxyType(
    {"met": Fraction(1), "basic": Fraction(1, 2), "unmet": Fraction(0)}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """conclusion: the town's, or as long as there is none the one proposed. own_score: from the village's last answers.

    answers: by standard, of the last round in which there are any; round: which. members: None where nobody has said.
    leaving: members who are reported to have left, which the town's count has not borne out.
    """

    conclusion: str
    accepted_on: date | None
    accepted: Acceptance | None
    own_score: Fraction | None
    answers: Mapping[str, SelfCheck]
    round: str
    secretaries: tuple[str, ...]
    members: int | None
    leaving: frozenset[str]
    outcomes: Mapping[str, int]

    def count(self, outcome: str) -> int:
        """How many of the standards have come to this."""
        return self.outcomes.get(outcome, 0)


def standing(view: View, found: Assessment) -> Standing:
    accepted = latest(view, "town")
    answers = own_answers(view)
    facts = view.facts()
    return Standing(
        conclusion=accepted.conclusion if accepted else found.conclusion.proposed,
        accepted_on=accepted.date if accepted else None,
        accepted=accepted,
        own_score=own_score(view.catalogue, answers),
        answers=answers,
        round=next((row.round for row in answers.values()), ""),
        secretaries=tuple(sorted(view.members_of("secretary"))),
        members=facts.members if facts else len(view.members_of("members.active")) or None,
        leaving=view.members_of("leaving"),
        outcomes={outcome.value: count for outcome, count in found.outcomes().items()},
    )


def latest(view: View, level: str) -> Acceptance | None:
    """The last conclusion of the town, or of the county; of one day the last in the file."""
    said = [one for one in cast("tuple[Acceptance, ...]", view.records("acceptance")) if one.level == level]
    return max(reversed(said), key=lambda one: one.date, default=None)


def own_answers(view: View) -> dict[str, SelfCheck]:
    """The branch's own answers of autumn, else of June, by standard; of two on one standard the later."""
    said: dict[str, dict[str, Any]] = {"baseline": {}, "final": {}}
    for row in sorted(cast("tuple[SelfCheck, ...]", view.records("self_check")), key=lambda one: one.date):
        said[row.round][row.standard] = row
    return said["final"] or said["baseline"]


def own_score(catalogue: Catalogue, answers: Mapping[str, SelfCheck]) -> Fraction | None:
    """100 × points earned ÷ points answered; not applicable and not due are in neither."""
    judged = [(standard.points, WORTH[answers[standard.id].answer]) for standard in catalogue.standards
              if standard.id in answers and answers[standard.id].answer in WORTH]  # fmt: skip
    whole = sum((points for points, _ in judged), Fraction(0))
    return 100 * sum((points * worth for points, worth in judged), Fraction(0)) / whole if whole else None
