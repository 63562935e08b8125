"""The catalogue: aspects, standards, vetoes, templates, quorums and the numbers all
rules share.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from branchstd.catalogue.parts import (
    Choice,
    Effort,
    Flag,
    Growth,
    Heads,
    Interval,
    Names,
    OpenPoint,
    Part,
    Points,
    Settled,
    Share,
    Source,
    Words,
)
from branchstd.catalogue.rules import Rule
from branchstd.records.types import Code, Limit, Text, Whole, fault

VILLAGES: Final = ("village",)


class Aspect(Part):
    """One of the catalogue's seven parts; numbers of its standards begin with `id`."""

    id: Code
    title: Words


class Article(Part):
    """What was read of one article; what nobody has read stands here no more than in a
    rule.

    seen: the text itself (`verbatim`), a part of it (`excerpt`), or what others say of
    it (`secondary`: words and number wait to be verified). words: the short ones that
    carry the number and the duty. at: addresses. title, since: where they are not those
    of its regulation.
    """

    seen: Literal["verbatim", "excerpt", "secondary"]
    words: Names = ()
    at: Names = ()
    title: Text | None = None
    since: Limit | None = Field(default=None, alias="from")


class Regulation(Part):
    """A regulation with those of its articles that rules rest on, by number. since: the
    day it came into force.
    """

    title: Text
    at: Names = ()
    since: Limit | None = Field(default=None, alias="from")
    articles: dict[str, Article]


def _article_number(number: str) -> str:
    """第十一条: articles are numbered in words up to 99; what is no such number stands
    as it is.
    """
    if not (number.isascii() and number.isdigit() and len(number) <= len("99")):
        return number
    tens, ones = divmod(int(number), 10)
    digits = ("", *"一二三四五六七八九")
    return f"第{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones]}条"


class Quorum(Part):
    """How many of those entitled must be there, and on whom the more than half in
    favour are counted.

    meeting: at which kind of meeting. type, counted: for which votes of it, as the vote
    says; for all where it is left out. strict: more than the share, else at least.
    word: as the source says it. Of those present, who voted in writing is one when
    votes are counted, never for the quorum.
    """

    meeting: Text
    type: Text | None = None
    counted: Text | None = None
    word: Words
    share: Share
    strict: Flag = False
    majority_of: Literal["entitled", "present"]
    source: Source


class Longer(Part):
    """More time for a step where the record gives the reason in `field`."""

    field: Text
    within: Interval


class Extension(Part):
    """Puts off until when `step` is too early to the day in the record's `field`: by so
    much at least and at most.
    """

    step: Code
    field: Text
    least: Interval
    most: Interval


class TemplateStep(Part):
    """within / not_before: how long after step `after`. backed: kinds of meeting, one
    of which lies on that day.

    follows: steps that it may not lie before, besides `after` and, where the stage is
    not free, all that are listed earlier. needs: a field of the record that must be
    filled (for `review`: with `qualified`). hard: nothing later may be done without it,
    nor what must follow it before it. by: who takes it. source: what it rests on
    besides the list; a hard one on a text. optional: owed by nobody, told where it was
    taken; spares: with it these are owed no more.
    """

    code: Code
    title: Words
    backed: Names = ()
    after: Code | None = None
    within: Interval | None = None
    not_before: Interval | None = None
    follows: Names = ()
    needs: Text | None = None
    hard: Flag = False
    by: Literal["village", "town"] = "village"
    source: Source | None = None
    longer: Longer | None = None
    optional: Flag = False
    spares: Names = ()
    extends: Extension | None = None


class Stage(Part):
    """free: its steps come in any order, but for what each of them says itself."""

    title: Words
    free: Flag = False
    steps: tuple[TemplateStep, ...]


class Template(Part):
    """source: what names and order of its steps rest on; else they are a default."""

    title: Words
    stages: tuple[Stage, ...]
    source: Source | None = None

    @cached_property
    def steps(self) -> tuple[TemplateStep, ...]:
        """Of all stages, in the order in which they are written down."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @cached_property
    def bound(self) -> dict[str, tuple[str, ...]]:
        """For each step, in their order, those that it may not lie before."""
        found: dict[str, tuple[str, ...]] = {}
        for stage in self.stages:
            for step in stage.steps:
                said = {*step.follows, step.after}
                found[step.code] = tuple(
                    code for code in found if not stage.free or code in said
                )
        return found

    def after(self, code: str) -> set[str]:
        """Steps of later stages, and those that must follow it."""
        at = next(
            n
            for n, stage in enumerate(self.stages)
            if code in {step.code for step in stage.steps}
        )
        later = {step.code for stage in self.stages[at + 1 :] for step in stage.steps}
        return later | {other for other, bound in self.bound.items() if code in bound}


class Parameters(Part):
    """Numbers that rules share. All are defaults of the town unless a source stands
    beside them in the file.
    """

    late_days: Whole
    late_share: Share
    met_from: Whole
    basic_from: Whole
    least_evaluated: Share
    committee_from: Whole
    count_from: Limit
    young_age: Whole
    lapsed_months: Whole
    idle_months: Whole
    vacant_months: Whole
    major_from: Whole
    winter_start: Limit
    winter_end: Limit
    reply_days: Whole
    notice_days: Whole
    star_2_from: Whole
    star_3_from: Whole
    star_4_from: Whole
    star_5_from: Whole


class Standard(Part):
    """One of the 42: what must be proved, its points, who answers for it, and the rules
    that prove it.

    kinds: of which kinds of units it is asked.
    """

    id: Code
    title: Words
    requirement: Words
    official_wording: Text = ""
    official_ref: Text = ""
    points: Points
    responsible: Text
    days: Whole
    remedy: Words
    kinds: Names = VILLAGES
    rules: tuple[Rule, ...]

    @property
    def aspect(self) -> str:
        """The aspect's id: what stands before the point of the standard's own."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class Change:
    """One difference between what ships and what holds in an office."""

    what: Literal["parameter", "date", "list", "points", "decision"]
    id: str
    was: str
    now: str
    by: str = ""
    date: "date | None" = None
    basis: str = ""


class News(Part):
    """What is read otherwise than by the version before. of: rules, standards, or kinds
    of rules.
    """

    of: Names
    why: Words


class Catalogue(Part):
    """quorums: by a name of their own. news: by the version that brought them, oldest
    first.

    withdrawn: numbers of standards and rules that are asked no more; older records may
    still name them.
    """

    id: Code
    version: Text
    disclaimer: Words
    parameters: Parameters
    aspects: tuple[Aspect, ...]
    regulations: dict[str, Regulation]
    quorums: dict[str, Quorum]
    templates: dict[str, Template]
    standards: tuple[Standard, ...]
    vetoes: tuple[Rule, ...]
    withdrawn: Names = ()
    news: dict[Text, tuple[News, ...]] = Field(default_factory=dict)

    # Private: no file can claim what only the overlay knows.
    _changes: tuple[Change, ...] = PrivateAttr(default=())

    @cached_property
    def articles(self) -> dict[str, Article]:
        """By regulation and number (`R03#18`), each with its whole title, its day and
        its addresses.
        """
        return {
            f"{code}#{number}": article.model_copy(
                update={
                    "title": regulation.title
                    + (
                        _article_number(number)
                        if article.title is None
                        else article.title
                    ),
                    "since": article.since or regulation.since,
                    "at": article.at or regulation.at,
                }
            )
            for code, regulation in self.regulations.items()
            for number, article in regulation.articles.items()
        }

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the office changed of what ships; empty for the shipped catalogue
        itself.
        """
        return self._changes

    def note(self, changes: tuple[Change, ...]) -> None:
        """Called once, by the overlay."""
        self._changes = changes

    def of_kind(self, kind: str) -> "Catalogue":
        """What is asked of a kind of unit. Kept nowhere: a copy with other standards
        would take it along.
        """
        if all(kind in kinds for kinds in self._names_asked()):
            return self
        standards = tuple(
            one.model_copy(
                update={
                    "rules": tuple(
                        r for r in one.rules if kind in (r.kinds or one.kinds)
                    )
                }
            )
            for one in self.standards
            if kind in one.kinds
        )
        vetoes = tuple(rule for rule in self.vetoes if kind in (rule.kinds or VILLAGES))
        aspects = tuple(
            aspect
            for aspect in self.aspects
            if any(one.aspect == aspect.id for one in standards)
        )
        own = self.model_copy(
            update={"aspects": aspects, "standards": standards, "vetoes": vetoes}
        )
        own.note(self._changes)
        return own

    def _names_asked(self) -> Iterator[Names]:
        for standard, rule in self.every_rule():
            yield rule.kinds or (standard.kinds if standard else VILLAGES)
            yield standard.kinds if standard else VILLAGES

    def rule(self, key: str) -> tuple[Standard, Rule] | None:
        """The rule that holds under a number, its first one before a later one, with
        its standard.
        """
        rules = [
            (standard, rule) for standard in self.standards for rule in standard.rules
        ]
        first = next((found for found in rules if found[1].stable == key), None)
        return first or next((found for found in rules if found[1].id == key), None)

    def every_rule(self) -> Iterator[tuple[Standard | None, Rule]]:
        """All rules with their standard; vetoes with None."""
        for standard in self.standards:
            for rule in standard.rules:
                yield standard, rule
        for rule in self.vetoes:
            yield None, rule


class Phase(Part):
    """A part of the year, first and last day included. clause: the plan's on it."""

    id: Code
    title: Words
    start: Limit
    end: Limit
    clause: Code


class Milestone(Part):
    """A day of the plan. open: the point under which its text names two; default: the
    day is not in the plan.
    """

    id: Code
    title: Words
    due: Limit
    phase: Code | None = None
    owner: Literal["village", "town", "both", "county"]
    clause: Code | None = None
    open: Code | None = None
    default: Flag = False


TO_COUNTY: Final = "to_county"


class PlanDuty(Part):
    """One duty of the plan with its exact short phrase, whose it is, until when, and
    what proves it.

    proof: rules, targets, or records: a kind, or a kind with its word
    (`event.training`, `ruling.demo`), with what it must cover
    (`event.summary.shortcomings`), or that it went to the county (`to_county`); one
    element of a rule (`1.2.c:two_studies`); a list filled in (`list.five_studies`); or
    what is counted over records (`workflow.proof.COUNTED`).
    why: why no record can prove it. Exactly one of both. kinds: of units that owe it.
    none: it speaks of an origin, a unit or a use; while nothing of it is recorded it
    waits, until the town says that there is none.
    """

    id: Code
    phrase: Text
    clause: Code | None = None
    owner: Literal["village", "town", "both", "county"] = "village"
    due: Text | None = None
    kinds: Names = VILLAGES
    none: Flag = False
    proof: Names = ()
    why: Words | None = None

    @model_validator(mode="after")
    def _is_bound(self) -> Self:
        if bool(self.proof) == (self.why is not None):
            raise fault("proof_or_why")
        return self


class Information(Part):
    """Sentences of the plan that ask for nothing, and why so."""

    ids: Names
    why: Words


class Target(Part):
    """A number for the whole town: a share of villages (strict: more than), or a plain
    number.

    What counts a village: rules of which all is there, a set with somebody in it, a
    ruling of the year, or a record of a kind. tally: not villages but what one rule
    counts in them all. each: not villages but the records of a kind, with the fields
    that say when they were `done` and until when they should be (`limit`). among: only
    villages in which that rule counts a record. named: a fact that names villages
    besides. shown: rules told beside it. kinds: of units.
    """

    id: Code
    title: Words
    clause: Code
    phrase: Text
    share: Share | None = None
    number: Whole | None = None
    strict: Flag = False
    rules: Names = ()
    set: Text | None = None
    ruling: Text | None = None
    record: Text | None = None
    tally: Code | None = None
    each: Text | None = None
    done: Text | None = None
    limit: Text | None = None
    among: Code | None = None
    named: Text | None = None
    shown: Names = ()
    kinds: Names = VILLAGES
    strength: Literal["must", "strive"] = "must"
    due: Text


class PlanList(Part):
    """A list that rules count. Without items it is not configured, which is not the
    same as empty.
    """

    title: Words
    size: Whole | None = None
    default: Flag = False
    regulation: Names = ()
    items: dict[str, Words] = Field(default_factory=dict)


class Plan(Part):
    """acceptance: the milestone by which the town has accepted. aims: by aspect, what
    it is to be at the year's end.
    """

    id: Code
    version: Text
    year: Whole
    start: Limit
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...]
    acceptance: Code
    aims: dict[str, Words]
    heads: Heads
    efforts: tuple[Effort, ...]
    growth: tuple[Growth, ...]
    duties: tuple[PlanDuty, ...]
    information: tuple[Information, ...]
    targets: tuple[Target, ...]
    lists: dict[str, PlanList]
    open: tuple[OpenPoint, ...]

    # Private: no file can claim what only the overlay knows.
    _settled: dict[str, Settled] = PrivateAttr(default_factory=dict)
    _chosen: dict[str, Choice] = PrivateAttr(default_factory=dict)

    @property
    def settlements(self) -> Mapping[str, Settled]:
        """What the town has settled: open points by id, subjects of choices, defaults
        of rules (`5.2.b:young_age`).
        """
        return self._settled

    def chosen(self, point: OpenPoint) -> Choice | None:
        """The choice that the town has taken."""
        return self._chosen.get(point.id)

    def settle(self, settled: dict[str, Settled], chosen: dict[str, Choice]) -> None:
        """Called once, by the overlay."""
        self._settled, self._chosen = settled, chosen

    @property
    def first_day(self) -> date:
        """1 January. What lies before it is of the year before."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """31 December, by which the year is judged, whatever later day is asked for."""
        return date(self.year, 12, 31)

    @property
    def last_word(self) -> date:
        """Until when the year's items may be spoken of: what is open at its end is
        followed up in the next.
        """
        return date(self.year + 1, 12, 31)

    @cached_property
    def days(self) -> dict[str, date]:
        """Milestone id to its day."""
        return {milestone.id: milestone.due for milestone in self.milestones}
