"""Which items a village's gaps and the town's visits call for, and have not got yet.
Nothing is opened twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from branchstd.assess import RuleResult, StandardResult
from branchstd.catalogue.rules import Rule
from branchstd.records.town import Closure, InspectionFinding, Item
from branchstd.records.village import Rectify
from branchstd.rules.periods import later
from branchstd.workflow.rectification import Rectification, about_items, due_on, mark_of
from branchstd.workflow.village_items import VillageItems

DIGITS = "0123456789"


def openings(
    desk: VillageItems,
    say: Callable[[RuleResult], str],
    wanted: frozenset[str] = frozenset(),
) -> Iterator[Item]:
    """An item for each gap whose rule has none, and for each finding of a visit that
    none names.

    say: what is wrong in the words that are written down, as nobody can tell later how
    it was found. wanted: numbers of standards or rules, if only these. The day found is
    the day of the view, or of the visit. What is wrong with items stands on the list
    already, item by item: a rule about them gets one only when it is named.
    """
    known = desk.village.of(Item)
    codes = _codes(desk, known)
    rules = {item.rule for item in known}
    for standard in desk.assessment.standards:
        for result in standard.gaps:
            if result.rule.stable not in rules and _is_meant(
                result.rule, standard.standard.id, wanted
            ):
                yield _of_gap(desk, next(codes), standard, result, say(result))
    findings = {item.finding for item in known}
    for finding in desk.view.of(InspectionFinding):
        if finding.id not in findings and (not wanted or finding.standard in wanted):
            yield _of_finding(next(codes), finding)


def _is_meant(rule: Rule, standard: str, wanted: frozenset[str]) -> bool:
    if {rule.id, rule.stable} & wanted:
        return True
    return not about_items(rule) and (not wanted or standard in wanted)


def from_outside(desk: VillageItems, values: dict[str, Any], found_on: date) -> Item:
    """An item that somebody outside the program brought. values: standard, origin,
    text, perhaps rule.

    Its due day goes by its rule, else by the standard's days.
    """
    known = desk.village.of(Item)
    rule = desk.view.catalogue.rule(values["rule"]) if values.get("rule") else None
    standard = (
        rule[0]
        if rule
        else next(
            s for s in desk.view.catalogue.standards if s.id == values["standard"]
        )
    )
    mark = mark_of(rule[1], found_on) if rule else None
    acceptance = desk.view.plan.days[desk.view.plan.acceptance]
    due = due_on(mark, found_on, standard.days, acceptance)
    named = {"rule": rule[1].stable if rule else None, "standard": standard.id}
    return Item(
        id=next(_codes(desk, known)),
        found_on=_text(found_on),
        due_on=_text(due),
        **{**values, **named},
    )


def due_again(desk: VillageItems, found: Rectification) -> date:
    """By when an item that is opened again is due: as if it had been found on the day
    of the view.
    """
    mark = mark_of(found.rule, desk.view.as_of) if found.rule else None
    days = found.standard.days if found.standard else 0
    return due_on(
        mark, desk.view.as_of, days, desk.view.plan.days[desk.view.plan.acceptance]
    )


def same(desk: VillageItems, item: Item) -> Item | None:
    """The item that is there already: of the same rule, else word for word."""
    known = desk.village.of(Item)
    if item.rule is not None:
        return next((one for one in known if one.rule == item.rule), None)
    return next(
        (
            one
            for one in known
            if (one.standard, one.text) == (item.standard, item.text)
        ),
        None,
    )


def _of_gap(
    desk: VillageItems,
    code: str,
    standard: StandardResult,
    result: RuleResult,
    text: str,
) -> Item:
    found_on, plan = desk.view.as_of, desk.view.plan
    mark = mark_of(result.rule, found_on)
    return Item(
        id=code,
        rule=result.rule.stable,
        standard=standard.standard.id,
        origin="check",
        found_on=_text(found_on),
        text=text,
        due_on=_text(
            due_on(mark, found_on, standard.standard.days, plan.days[plan.acceptance])
        ),
    )


def _of_finding(code: str, finding: InspectionFinding) -> Item:
    """What it says and by when stands in the visit; here only that it is followed
    up.
    """
    visit = finding.visit
    return Item(
        id=code,
        finding=finding.id,
        standard=finding.standard,
        origin="inspection",
        found_on=_text(visit.date),
        due_on=_text(max(finding.due_on, later(visit.date, 0))),
    )


def _codes(desk: VillageItems, known: tuple[Item, ...]) -> Iterator[str]:
    """Numbers after the last one, in the manner of the last; a first item is called by
    the village's folder.

    A number of which anything has been said is not given again: what was said would
    fall to the new item.
    """
    last = known[-1].id if known else f"{desk.village.slug.upper()}-00"
    stem, width = last.rstrip(DIGITS), len(last) - len(last.rstrip(DIGITS))
    closed, planned = desk.village.of(Closure), desk.village.of(Rectify)
    names = [
        *(item.id for item in known),
        *(one.item for one in closed),
        *(one.item for one in planned),
    ]
    used = [
        int(name[len(stem) :])
        for name in names
        if name.startswith(stem) and name[len(stem) :].isdigit()
    ]
    number = max(used, default=0)
    while True:
        number += 1
        yield f"{stem}{number:0{max(width, 2)}}"


def _text(day: date) -> str:
    return day.isoformat()
