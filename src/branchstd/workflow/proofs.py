"""What proves a duty of the plan: rules, records of villages, what is counted over records, the town's own papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from branchstd.assess import RuleResult
from branchstd.assess.targets import AFFIRMED, TargetResult
from branchstd.catalogue.model import TO_COUNTY, Plan
from branchstd.findings import Outcome
from branchstd.records.holdings import Town
from branchstd.rules.periods import passed, periods
from branchstd.rules.view import View
from branchstd.workflow.desk import Desk
from branchstd.workflow.hearing import heard


class DutyState(StrEnum):
    """lacking: its day has passed, or it is owed all the year, and it is not there. unproven: nothing can prove it.

    not_applicable: nobody owes it.
    """

    DONE = "done"
    LATE = "late"
    LACKING = "lacking"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    UNPROVEN = "unproven"


class Proof(NamedTuple):
    """How many villages have it, of how many that owe it; how many wait for a person, or owe it later.

    on: the day on which the town's own record came. any: one is enough, whoever has it.
    """

    have: int = 0
    of: int = 0
    waiting: int = 0
    pending: int = 0
    on: date | None = None
    any: bool = False

    def __add__(self, other: object) -> Proof:
        assert isinstance(other, Proof)  # noqa: S101
        return Proof(
            self.have + other.have,
            self.of + other.of,
            self.waiting + other.waiting,
            self.pending + other.pending,
            self.on,
            self.any or other.any,
        )

    @property
    def state(self) -> DutyState:
        if not (self.of or self.any):
            return DutyState.NOT_DUE if self.pending else DutyState.NOT_APPLICABLE
        if (self.any and self.have) or (not self.any and self.have == self.of):
            return DutyState.DONE
        if self.have + self.waiting + self.pending < self.of or (self.any and not self.waiting):
            return DutyState.LACKING
        return DutyState.WAITING if self.waiting else DutyState.NOT_DUE


Proofs = Mapping[str, Proof]


def proofs_of(plan: Plan, desk: Desk) -> dict[str, Proof]:
    """What one village adds: its rules and vetoes, its records of a kind, and what is counted over records."""
    found, view = desk.assessment, desk.view
    rules = {rule.rule.id: rule for standard in found.standards for rule in standard.rules}
    vetoed = {veto.result.rule.id for veto in found.vetoes if veto.state != "dismissed"}
    asked = {code for duty in plan.duties for code in duty.proof}
    told = {code: _of_rule(rules[code]) for code in asked if code in rules}
    told |= {code: _known(count(desk), desk, READS[code]) for code, count in COUNTED.items() if code in asked}
    told |= {rule.id: Proof(int(rule.id not in vetoed), 1) for rule in view.catalogue.vetoes if rule.id in asked}
    kinds = (code for code in asked if code not in told and not code.startswith("event"))
    records = {code: proof for code in kinds if (proof := _of_records(view, code)) is not None}
    return told | {code: _known(proof, desk, {code.partition(".")[0]}) for code, proof in records.items()}


def _known(proof: Proof, desk: Desk, kinds: Collection[str]) -> Proof:
    """What cannot be read may hold what lacks: then that waits for a person."""
    broken = {one.kind for one in (*desk.village.broken, *desk.view.town.broken)}
    if broken.isdisjoint(kinds) or (proof.any and proof.have):
        return proof
    owed = max(proof.of, 1)
    return proof._replace(of=owed, waiting=owed - proof.have, pending=0)


def _of_rule(result: RuleResult) -> Proof:
    if result.outcome is Outcome.NOT_APPLICABLE:
        return Proof()
    return Proof(
        have=int(result.outcome is Outcome.MET),
        of=1,
        waiting=int(result.outcome in {Outcome.REVIEW, Outcome.ERROR}),
        pending=int(result.outcome is Outcome.NOT_DUE),
    )


def _of_records(view: View, code: str) -> Proof | None:
    """A kind, visits of a form, a yes to one thing; None for what is none of a village's.

    The county's word has no day and is nobody's here to give: until it comes it is waited for.
    """
    kind, _, word = code.partition(".")
    if kind not in _KINDS:
        return None
    have = int(any(_is_meant(record, kind, word) for record in view.records(kind)))
    is_county = word == "county"
    return Proof(have, 1, waiting=1 - have if is_county else 0, any=not is_county)


def _is_meant(record: Any, kind: str, word: str) -> bool:
    return not word or (getattr(record, _WORDED[kind]) == word and (kind != "ruling" or record.verdict in AFFIRMED))


_KINDS = frozenset({"acceptance", "claim", "closure", "feedback", "income", "inspection", "item", "rectify", "ruling"})
_WORDED = {"acceptance": "level", "inspection": "form", "ruling": "about"}


def _accepted(desk: Desk) -> Proof:
    """Each village has the town's conclusion, whatever it is."""
    return Proof(int(any(one.level == "town" for one in desk.view.records("acceptance"))), 1)


def _answered(desk: Desk) -> Proof:
    """Of all that was sent up and asks for an answer, what has got one."""
    asked = [one for one in heard(desk.view) if one.state != "none"]
    waiting = sum(one.state == "waiting" for one in asked)
    return Proof(sum(not one.is_open for one in asked), len(asked), pending=waiting)


def _visited(desk: Desk) -> Proof:
    """A visit in each quarter that has passed since the plan began; one that has begun counts when it has one."""
    view = desk.view
    made = [one.date for one in view.records("inspection")]
    owed = [quarter for quarter in periods(view.plan.year, "quarter") if quarter.last >= view.plan.start]
    done = [any(quarter.first <= day <= quarter.last for day in made) for quarter in owed]
    over = [passed(quarter.last, view.as_of) for quarter in owed]
    return Proof(
        have=sum(done),
        of=sum(is_done or is_over for is_done, is_over in zip(done, over, strict=True)),
    )


def _escalated(desk: Desk) -> Proof:
    """Where items are so long overdue that an interview is suggested, the town has acted, or has still to decide.

    Only what was done after the first of them fell due counts.
    """
    late = [one.joined.due for one in desk.items() if one.step == "interview"]
    events: Iterable[Any] = desk.view.town.records.get("event", ())
    acts = (event for event in events if event.kind in ESCALATIONS and desk.village.slug in event.villages)
    acted = bool(late) and any(min(late) < act.date <= desk.view.as_of for act in acts)
    return Proof(int(acted), 1, waiting=int(not acted)) if late else Proof()


ESCALATIONS = frozenset({"circular", "interview", "adjustment"})
# What proves a duty by being counted over records, where no rule does.
COUNTED: Mapping[str, Callable[[Desk], Proof]] = MappingProxyType(
    {"acceptance.town": _accepted, "answers": _answered, "visits": _visited, "escalation": _escalated}
)
# The kinds of records that each of them reads.
READS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "acceptance.town": ("acceptance",),
        "answers": ("feedback", "reply"),
        "visits": ("inspection",),
        "escalation": ("item", "closure", "rectify", "claim", "event"),
    }
)


def added(parts: Iterable[Proofs]) -> dict[str, Proof]:
    """Over villages, one after the other."""
    total: dict[str, Proof] = {}
    for part in parts:
        for code, proof in part.items():
            total[code] = total[code] + proof if code in total else proof
    return total


def of_target(result: TargetResult) -> Proof:
    """Where there is nothing to count yet, there may be by its day."""
    tally, short = result.tally, result.outcome
    if result.target.share is not None and not tally.of:
        return Proof(pending=int(short is Outcome.NOT_DUE))
    return Proof(
        have=int(min(tally.have, Fraction(result.needed))),
        of=result.needed,
        waiting=result.needed if short is Outcome.REVIEW else 0,
        pending=result.needed if short is Outcome.NOT_DUE else 0,
    )


def beside(code: str, town: Town, as_of: date) -> Proof:
    """What no village adds: the town's own records; where there is no village, nothing is counted over them."""
    return Proof() if code in COUNTED else _of_town(code, town, as_of)


def _of_town(code: str, town: Town, as_of: date) -> Proof:
    """The first of the town's own records of this kind and word, with what is asked of it."""
    kind, *rest = code.split(".")
    word = rest.pop(0) if kind == "event" and rest else ""
    part = rest[0] if rest else ""
    records: Iterable[Any] = town.records.get(kind, ())
    found = (_day_of(record, part) for record in records if not word or record.kind == word)
    days = [day for day in found if day is not None and day <= as_of]
    return Proof(int(bool(days)), 1, on=min(days, default=None), any=True)


def _day_of(record: Any, part: str) -> date | None:
    """When it came; when it went to the county; None if it does not cover what is asked."""
    day: date | None = record.to_county_on if part == TO_COUNTY else record.date
    return day if part in {"", TO_COUNTY} or part in record.covers else None
