"""The items of one village seen together with its assessment: what each is about now,
and whether it has come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Final

from branchstd.assess import AssessedVillage, RuleResult, judge
from branchstd.catalogue.model import Catalogue, Plan, Standard
from branchstd.catalogue.rules import Rule
from branchstd.findings import GAPS, Problem
from branchstd.records.holdings import Town
from branchstd.records.town import Closure, InspectionFinding, Item
from branchstd.rules.items import JoinedItem, State, join_item, unread_cadres
from branchstd.rules.view import View
from branchstd.workflow.completeness import faults_of
from branchstd.workflow.evidence import Verdict, quote, read_quote
from branchstd.workflow.rectification import Rectification, holds, mark_of

# Kinds of records in which something is said of an item.
SAID: Final = ("item", "closure", "rectify", "claim")


class VillageItems:
    """What is needed to see the items of one village: its records on a day, and its
    assessment.

    lost: faults of the town's own files. unread: the faults on account of which
    something said of its items is not known.
    """

    def __init__(
        self,
        assessed: AssessedVillage,
        town: Town,
        catalogue: Catalogue,
        plan: Plan,
        lost: Iterable[Problem] = (),
    ) -> None:
        found = assessed.assessment
        self.village, self.assessment = assessed.village, found
        own = tuple(faults_of(assessed, SAID))
        self.view = View(assessed.village, town, catalogue, plan, assessed.day_asked)
        words = self.view.of(Closure)
        self._unsure = {
            word.item for word in words if any(unread_cadres(self.view, word))
        }
        self.unread = (*own, *lost) if self._unsure else own
        self._own_unread = bool(own)
        self._on: dict[date, View] = {}
        self._results = {
            result.rule.id: result
            for standard in found.standards
            for result in standard.rules
        }

    def items(self) -> tuple[Rectification, ...]:
        """In the order in which they were opened."""
        return self._items

    @cached_property
    def _items(self) -> tuple[Rectification, ...]:
        return tuple(self._view_item(item) for item in self.view.of(Item))

    def _view_item(self, item: Item) -> Rectification:
        both = join_item(self.view, item)
        standard, rule = current(self.view.catalogue, item)
        result = self._results.get(rule.id) if rule else None
        mark = mark_of(rule, both.since) if rule else None
        finding = self.finding(item.finding)
        unsaid = rule if finding is None and not item.text else None
        shows = (
            holds(self.view, item, rule, mark, standard.id)
            if rule and mark and standard
            else None
        )
        return Rectification(
            village=self.village.slug,
            name=self.village.name,
            joined=both,
            as_of=self.view.as_of,
            standard=standard,
            rule=rule,
            result=result,
            finding=finding,
            mark=mark,
            holds=shows,
            again=both.state is State.CLOSED
            and result is not None
            and self._is_back(both, result),
            verdict=self._verdict(item, rule, said)
            if (said := getattr(both.settled, "rests_on", None))
            else None,
            unread=self._own_unread or item.id in self._unsure,
            recalled=judge(self.on(item.found_on), unsaid, standard_of(unsaid))
            if unsaid
            else None,
            leaving=both.plan is not None
            and both.plan.responsible in self.view.members_of("leaving"),
        )

    def find(self, name: str) -> tuple[Rectification, ...]:
        """The items of this number; where there is none, those that older papers call
        so.
        """
        every = self.items()
        year = self.view.plan.year
        return tuple(one for one in every if one.item.id == name) or tuple(
            o for o in every if name in o.names(year)
        )

    def finding(self, code: str | None) -> InspectionFinding | None:
        """Of any visit to the village; None where no visit has one of this code."""
        found = self.view.of(InspectionFinding)
        return next((one for one in found if one.id == code), None)

    def _is_back(self, both: JoinedItem, result: RuleResult) -> bool:
        """A gap now, and worse than on the day it was closed: what had been missed by
        then stays missed.
        """
        if not result.is_gap or both.settled is None:
            return False
        quoted = read_quote(getattr(both.settled, "rests_on", None) or "")
        before = judge(
            self.on(both.settled.date), result.rule, standard_of(result.rule)
        )
        if not before.is_gap or (quoted and quoted.outcome not in GAPS):
            return True
        missing = result.answer.missing
        return bool(set(missing) - set(before.answer.missing)) or (
            not missing and (result.share or 0) < (before.share or 0)
        )

    def verify(self, found: Rectification) -> Iterator[Verdict]:
        """Each decision on an item that quoted a result, beside the same result
        computed anew.
        """
        for action in (action for action in found.joined.actions if action.rests_on):
            yield self._verdict(found.item, found.rule, action.rests_on or "")

    def _verdict(self, item: Item, rule: Rule | None, written: str) -> Verdict:
        quoted = read_quote(written)
        if quoted is None or rule is None:
            return Verdict(item.id, quoted or written, None)
        seen = self.on(quoted.as_of)
        return Verdict(
            item.id, quoted, quote(judge(seen, rule, standard_of(rule)), seen)
        )

    def on(self, day: date) -> View:
        """The same records as they were known on another day, the year's last at the
        latest.
        """
        plan = self.view.plan
        day = min(day, plan.last_day)
        if day not in self._on:
            self._on[day] = View(
                self.view.village, self.view.town, self.view.catalogue, plan, day
            )
        return self._on[day]


def recall_items(view: View) -> Iterator[Rectification]:
    """Items of a year that is over, with both voices and nothing computed."""
    for item in view.of(Item):
        standard, rule = current(view.catalogue, item)
        yield Rectification(
            village=view.village.slug,
            name=view.village.name,
            joined=join_item(view, item),
            as_of=view.as_of,
            standard=standard,
            rule=rule,
            result=None,
            finding=None,
            mark=None,
            holds=None,
            again=False,
        )


def standard_of(rule: Rule) -> str:
    """The standard's id, which a rule's begins with; empty for a veto."""
    return rule.id.rpartition(".")[0]


def current(catalogue: Catalogue, item: Item) -> tuple[Standard | None, Rule | None]:
    """The standard and the rule that an item is about, as they are numbered now.

    A number that no rule ever had is a slip: the item stays one of its standard, and is
    not taken for a withdrawn one.
    """
    found = catalogue.rule(item.rule) if item.rule else None
    if found is not None:
        return found
    withdrawn = item.rule in catalogue.withdrawn
    standard = next(
        (
            one
            for one in catalogue.standards
            if one.id == item.standard and not withdrawn
        ),
        None,
    )
    return standard, None
