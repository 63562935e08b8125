"""The assessment as frozen data: rules, standards, aspects, vetoes, conclusion. Exact
numbers, codes, places.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from branchstd.catalogue.model import Aspect, Standard
from branchstd.catalogue.rules import Rule
from branchstd.findings import GAPS, Outcome, Place, Problem
from branchstd.records.base import Record
from branchstd.records.holdings import Village
from branchstd.rules.answer import Answer


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule's outcome; `share` is null exactly where nothing was evaluated."""

    rule: Rule
    outcome: Outcome
    answer: Answer

    @property
    def share(self) -> Fraction | None:
        """From 0 to 1, what came late at its worth; without one, see `outcome`."""
        return self.answer.share

    @property
    def is_gap(self) -> bool:
        """Partial or unmet: what waits, is not due or cannot be read is no gap."""
        return self.outcome in GAPS

    @property
    def by_town(self) -> bool:
        """What is missing lies with the town: the village cannot be chased for it."""
        return self.rule.by == "town" or self.answer.by_town

    @property
    def is_there(self) -> bool:
        """Whether all that it asks for is there: what came late is, if only for half of
        the points or for none.
        """
        return (
            self.outcome is Outcome.MET
            or self.answer.is_there
            or bool(self.answer.values.get("done"))
        )

    @property
    def is_late(self) -> bool:
        """Something of it came after the rule's day."""
        return bool(self.answer.late) or self.answer.values.get("late", "0") != "0"

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the records stand that decide: the failing ones for a gap (if any stand
        anywhere), else the counted.
        """
        deciding = self.failing or self.answer.counted
        return tuple(dict.fromkeys(record.mark.place for record in deciding))

    @property
    def failing(self) -> tuple[Record, ...]:
        """Of a gap: records that would have counted but for a fault. Those about
        something else are not to blame.
        """
        return (
            tuple(r.record for r in self.answer.rejected if not r.is_elsewhere)
            if self.is_gap
            else ()
        )


@dataclass(frozen=True, slots=True)
class StandardResult:
    """points × weight decides; evaluated and score are exact and null only when nothing
    is evaluated.
    """

    standard: Standard
    rules: tuple[RuleResult, ...]
    outcome: Outcome
    share: Fraction | None
    points: Fraction
    evaluated: Fraction | None
    score: Fraction | None
    waiting: Fraction

    @property
    def gaps(self) -> tuple[RuleResult, ...]:
        """In the catalogue's order; an error in one rule hides no gap of another."""
        return tuple(rule for rule in self.rules if rule.is_gap)

    def worth(self, result: RuleResult) -> Fraction:
        """How many of the points hang on one of its rules: those that do not apply
        leave theirs to the others.
        """
        owed = sum(
            one.rule.weight
            for one in self.rules
            if one.outcome is not Outcome.NOT_APPLICABLE
        )
        return self.points * result.rule.weight / owed


@dataclass(frozen=True, slots=True)
class AspectResult:
    """The standards of one aspect together.

    score: 100 × Σ score ÷ Σ evaluated, None when nothing is evaluated. evaluated and
    applicable: points that were looked at, and points of all standards that apply.
    """

    aspect: Aspect
    score: Fraction | None
    evaluated: Fraction
    applicable: Fraction


State = Literal["proposed", "confirmed", "dismissed", "asked"]


@dataclass(frozen=True, slots=True)
class VetoResult:
    """A veto or cap that the records suggest; only the town's word makes it count.

    state: `asked` where a number of it is a default that the town has not settled: a
    question, and no veto yet.
    """

    result: RuleResult
    effect: Literal["fail", "cap"]
    state: State

    @property
    def is_live(self) -> bool:
        """Proposed or confirmed."""
        return self.state in {"proposed", "confirmed"}

    @property
    def open(self) -> tuple[str, ...]:
        """The numbers that the town has to settle first, where it has said nothing."""
        return open_defaults(self.result.rule) if self.state == "asked" else ()


def open_defaults(veto: Rule) -> tuple[str, ...]:
    """What of a veto is a default that waits for the town, besides its effect, which is
    only ever proposed.
    """
    return tuple(name for name in veto.source.default if name != "effect")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A proposal; the town's acceptance decides. reasons: codes in the order error,
    veto, cap, waiting, threshold.
    """

    proposed: Literal["met", "basic", "unmet", "open"]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A village, or a unit of another kind, on one day.

    `score` is 100 × Σ score ÷ Σ evaluated, null when nothing is evaluated.
    """

    village: str
    name: str
    as_of: date
    standards: tuple[StandardResult, ...]
    aspects: tuple[AspectResult, ...]
    vetoes: tuple[VetoResult, ...]
    conclusion: Conclusion
    score: Fraction | None
    evaluated: Fraction
    applicable: Fraction
    total: Fraction
    waiting: int
    kind: str = "village"

    def outcomes(self) -> dict[Outcome, int]:
        """How many standards have each outcome; every outcome is a key."""
        counts = dict.fromkeys(Outcome, 0)
        for result in self.standards:
            counts[result.outcome] += 1
        return counts


@dataclass(frozen=True)
class AssessedVillage:
    """One village: its records as read, every problem in and between them, and what
    they prove on the day.

    questions: what it says of itself that counts only when the town has said so too.
    asked: the day asked for, where that is after the year, by whose last day it is
    assessed.
    """

    village: Village
    problems: tuple[Problem, ...]
    assessment: Assessment
    questions: tuple[Problem, ...] = ()
    asked: date | None = None

    @property
    def day_asked(self) -> date:
        """The day up to which items, and what follows them, are seen."""
        return self.asked or self.assessment.as_of

    @property
    def nothing_recorded(self) -> Problem | None:
        """Of a village that has recorded nothing, what to begin with: there is no score
        to speak of, and no list of all that is missing.
        """
        return next((p for p in self.problems if p.code == "nothing_recorded"), None)
