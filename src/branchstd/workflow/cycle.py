"""The chain of a village's year: looked at itself, assessed itself, applied, was
accepted, was reported, was confirmed.

Each step is there or lacks something that has a name; neither voice can write the
other's step.

How a village stands between its own word, the computed result and the town's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

from branchstd.assess import Assessment, assess
from branchstd.catalogue.model import Catalogue
from branchstd.records.town import Acceptance, Event, InspectionFinding
from branchstd.records.village import Document, SelfCheck
from branchstd.rules.items import liaison
from branchstd.rules.view import View
from branchstd.workflow.evidence import compare, quote_village, read_quote
from branchstd.workflow.rectification import Rectification

# What a branch's own answer is worth in its own score.
WORTH: Final[Mapping[str, Fraction]] = MappingProxyType(
    {"met": Fraction(1), "basic": Fraction(1, 2), "unmet": Fraction(0)}
)


@dataclass(frozen=True, slots=True)
class VillageStatus:
    """conclusion: the town's, or as long as there is none the one proposed. own_score:
    from the village's last answers.

    answers: by standard, of the last round in which there are any; round: which.
    members: None where nobody has said.
    leaving: members who are reported to have left, which the town's count has not borne
    out.
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


def standing(view: View, found: Assessment) -> VillageStatus:
    """By the view's day. found: has the conclusion that holds until the town's word."""
    accepted = latest(view, "town")
    answers = own_answers(view)
    facts = view.facts()
    return VillageStatus(
        conclusion=accepted.conclusion if accepted else found.conclusion.proposed,
        accepted_on=accepted.date if accepted else None,
        accepted=accepted,
        own_score=own_score(view.catalogue, answers),
        answers=answers,
        round=next((row.round for row in answers.values()), ""),
        secretaries=tuple(sorted(view.members_of("secretary"))),
        members=facts.members
        if facts
        else len(view.members_of("members.active")) or None,
        leaving=view.members_of("leaving"),
        outcomes={outcome.value: count for outcome, count in found.outcomes().items()},
    )


def latest(view: View, level: str) -> Acceptance | None:
    """The last conclusion of the town, or of the county; of one day the last in the
    file.
    """
    said = [one for one in view.of(Acceptance) if one.level == level]
    return max(reversed(said), key=lambda one: one.date, default=None)


def own_answers(view: View) -> dict[str, SelfCheck]:
    """The branch's own answers of autumn, else of June, by standard; of two on one
    standard the later.
    """
    said: dict[str, dict[str, SelfCheck]] = {"baseline": {}, "final": {}}
    for row in sorted(view.of(SelfCheck), key=lambda one: one.date):
        said[row.round][row.standard] = row
    return said["final"] or said["baseline"]


def own_score(
    catalogue: Catalogue, answers: Mapping[str, SelfCheck]
) -> Fraction | None:
    """100 × points earned ÷ points answered; not applicable and not due are in
    neither.
    """
    judged = [
        (standard.points, WORTH[own.answer])
        for standard in catalogue.standards
        if (own := answers.get(standard.id)) and own.answer in WORTH
    ]
    whole = sum((points for points, _ in judged), Fraction(0))
    return (
        100 * sum((points * worth for points, worth in judged), Fraction(0)) / whole
        if whole
        else None
    )


NAMES: Final = (
    "baseline",
    "final",
    "self_assessment",
    "application",
    "acceptance",
    "report",
    "county",
)
ACCEPTED: Final = ("met", "basic")
PANEL: Final = 2


class Lack(NamedTuple):
    """A code with what its sentence needs: how many there are, of how many, or
    which.
    """

    code: str
    have: int = 0
    of: int = 0
    which: tuple[str, ...] = ()


class Step(NamedTuple):
    """`on`: the day on which it was done; None while it is not. lacks: why not, or what
    should have come before.
    """

    name: str
    on: date | None
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class Cycle:
    """How far a village has come. returned: the town's word if it was no yes."""

    steps: tuple[Step, ...]
    returned: Acceptance | None

    @property
    def last_step(self) -> str | None:
        """The furthest that is done, whatever lacks before it; None where none is."""
        done = [step.name for step in self.steps if step.on is not None]
        return done[-1] if done else None


def cycle(view: View, found: Assessment, items: Iterable[Rectification]) -> Cycle:
    """The steps of NAMES, in that order. items: the village's, settled or not."""
    accepted = latest(view, "town")
    returned = (
        accepted
        if accepted is not None and accepted.conclusion not in ACCEPTED
        else None
    )
    steps = (
        _answers(view, "baseline"),
        _answers(view, "final"),
        _paper(view, "self_assessment"),
        _application(view, found, list(items)),
        _acceptance_step(view, accepted, returned),
        _report_step(view, accepted, returned),
        _confirmation_step(view),
    )
    return Cycle(steps, returned)


def _answers(view: View, round_: str) -> Step:
    """An answer on every standard of the catalogue."""
    wanted = {standard.id for standard in view.catalogue.standards}
    rows = [
        row
        for row in view.of(SelfCheck)
        if row.round == round_ and row.standard in wanted
    ]
    have = len({row.standard for row in rows})
    if have < len(wanted):
        return Step(round_, None, (Lack("answers", have, len(wanted)),))
    return Step(round_, max(row.date for row in rows))


def _paper(view: View, form: str) -> Step:
    days = [paper.date for paper in view.of(Document) if paper.form == form]
    return Step(form, min(days)) if days else Step(form, None, (Lack("paper"),))


def _application(view: View, found: Assessment, items: list[Rectification]) -> Step:
    """Made or not; and what, by the town's rule, should have been settled before: its
    overdue items, vetoes.
    """
    step = _paper(view, "application")
    late = tuple(one.item.id for one in items if one.overdue and not one.by_town)
    vetoes = tuple(veto.result.rule.id for veto in found.vetoes if veto.is_live)
    listed = {one.item.finding for one in items}
    found_ = tuple(one.id for one in view.of(InspectionFinding) if one.id not in listed)
    lacks = [Lack("unlisted", len(found_), which=found_)] if found_ else []
    lacks += [Lack("overdue", len(late), which=late)] if late else []
    lacks += [Lack("vetoes", len(vetoes), which=vetoes)] if vetoes else []
    return step._replace(lacks=(*step.lacks, *lacks))


def _acceptance_step(
    view: View, accepted: Acceptance | None, returned: Acceptance | None
) -> Step:
    if accepted is None:
        return Step("acceptance", None, (Lack("acceptance"),))
    if returned is not None:
        return Step(
            "acceptance", None, (Lack("returned", which=(returned.conclusion,)),)
        )
    return Step("acceptance", accepted.date, tuple(_doubts(view, accepted)))


def _doubts(view: View, accepted: Acceptance) -> Iterator[Lack]:
    """What of an acceptance should be looked at again: a small panel, the village's own
    liaison, changed records.
    """
    if (seats := len(set(accepted.panel))) < PANEL:
        yield Lack("panel", seats, PANEL)
    applied = [paper.date for paper in view.of(Document) if paper.form == "application"]
    if not applied or min(applied) > accepted.date:
        yield Lack("unapplied")
    if own := tuple(code for code in accepted.panel if code == liaison(view)):
        yield Lack("liaison", which=own)
    quoted = read_quote(accepted.rests_on or "")
    if accepted.rests_on and quoted is None:
        yield Lack("unquoted")
    if quoted is not None and quoted.as_of != accepted.date:
        yield Lack("other_day")
    elif quoted is not None:
        seen = View(view.village, view.town, view.catalogue, view.plan, quoted.as_of)
        now = quote_village(
            assess(view.village, view.town, view.catalogue, view.plan, quoted.as_of),
            seen,
        )
        if (sort := compare(quoted, now)) != "same":
            yield Lack(sort, which=(quoted.outcome, now.outcome))


def _report_step(
    view: View, accepted: Acceptance | None, returned: Acceptance | None
) -> Step:
    """The town's report went to the county with this village in it, after it was
    accepted.
    """
    events = view.town.of(Event)
    days = [
        event.to_county_on
        for event in events
        if event.kind == "acceptance_report"
        and view.village.slug in event.villages
        and event.to_county_on
    ]
    sent = [day for day in days if day <= view.as_of]
    fit = [
        day for day in sent if accepted and returned is None and accepted.date <= day
    ]
    if fit:
        return Step("report", min(fit))
    return Step(
        "report",
        None,
        (Lack("reported_as", which=(str(min(sent)),)) if sent else Lack("report"),),
    )


def _confirmation_step(view: View) -> Step:
    """The county sets itself no day: what is not there is only told."""
    county = latest(view, "county")
    return (
        Step("county", county.date)
        if county
        else Step("county", None, (Lack("county"),))
    )
