"""Days that cannot be: outside the year, in the wrong month's file, an end before its
beginning, steps out of order.

Stops of matters and candidates that take nothing out of a rule: what was due by then
still counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from branchstd.catalogue.model import Template
from branchstd.catalogue.rules import Steps
from branchstd.checks.attendance import own_activities
from branchstd.checks.references import find_copies
from branchstd.findings import Problem, Severity
from branchstd.records.base import Record, dated_fields
from branchstd.records.holdings import is_misnamed
from branchstd.records.village import Dues
from branchstd.rules.amounts import name_of
from branchstd.rules.select import fits, select
from branchstd.rules.steps import objections_to_stop, stands, too_early
from branchstd.rules.view import View, is_inherited

# Pairs of fields of which the first may not lie after the second.
ORDERED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "person": (
            ("joined_on", "full_on"),
            ("joined_on", "came_on"),
            ("joined_on", "left_on"),
            ("came_on", "left_on"),
        ),
        "post": (("start", "end"),),
        "group": (("start", "end"),),
        "term": (("start", "end"),),
        "standing": (("start", "end"),),
        "member_year": (("pledged_on", "kept_on"), ("appraised_on", "fed_back_on")),
        "case": (("opened_on", "closed_on"), ("opened_on", "due_on")),
        "item": (("found_on", "due_on"),),
        "staff": (("start", "end"),),
        "ruling": (("date", "until"),),
        "star": (("date", "published_on"),),
    }
)
YEARLY: Final = (
    "dues",
    "duty",
    "income",
    "self_check",
    "feedback",
    "event",
    "ruling",
    "item",
    "inspection",
    "acceptance",
    "star",
)

# What is said of items goes on as long as they are open.
ON_ITEMS: Final = ("rectify", "claim", "closure")


def outside_year(view: View) -> Iterator[Problem]:
    """Things said to have happened after the plan year's end (of items: after the
    next), rows of another year.
    """
    first = view.plan.first_day
    for kind, records in view.village.records.items():
        last = view.plan.last_word if kind in ON_ITEMS else view.plan.last_day
        for record in (one for one in records if not is_inherited(kind, one)):
            for name in dated_fields(type(record)):
                said = getattr(record, name)
                days = said.values() if isinstance(said, Mapping) else [said or last]
                if (day := max(days, default=last)) > last:
                    yield Problem(
                        "in_future",
                        record.mark.of(name),
                        {"seen": day.isoformat(), "last": last.isoformat()},
                    )
            day = record.day()
            # Dues may be paid before the year whose months they are for.
            ahead = isinstance(record, Dues) and record.month >= f"{first:%Y-%m}"
            if kind in YEARLY and day is not None and day < first and not ahead:
                yield Problem(
                    "out_of_year",
                    record.mark.of(record.own or ""),
                    {"seen": day.isoformat(), "year": str(view.plan.year)},
                )


def wrong_month(view: View) -> Iterator[Problem]:
    """An activity in another month's file: it would be looked for in vain. What stands
    in a copy is told as a copy.
    """
    copies = find_copies(view)
    for record in own_activities(view):
        day = record.day()
        if day and is_misnamed(record) and record.mark.place.file not in copies:
            yield Problem(
                "wrong_month",
                record.mark.of("date"),
                {"seen": day.isoformat(), "file": f"{day:%Y-%m}.yaml"},
            )


def wrong_order(view: View) -> Iterator[Problem]:
    """Of a pair in ORDERED the second may fall on the first's day, never before it."""
    for kind, pairs in ORDERED.items():
        for record in view.village.records.get(kind, ()):
            for first, second in pairs:
                early, late = getattr(record, first), getattr(record, second)
                if early and late and early > late:
                    values = {"first": early.isoformat(), "second": late.isoformat()}
                    yield Problem(
                        "wrong_order",
                        record.mark.of(second),
                        values | _labels(record, first, second),
                    )


def _labels(record: Record, first: str, second: str) -> dict[str, str]:
    fields = type(record).model_fields
    return {
        "label_first": str(fields[first].title),
        "label_second": str(fields[second].title),
    }


def steps_out_of_order(view: View) -> Iterator[Problem]:
    """Steps dated before one that they may not lie before, and step codes that the
    template does not have.
    """
    for rule in (
        rule
        for _, rule in view.catalogue.every_rule()
        if isinstance(rule, Steps) and not rule.hard
    ):
        for record in view.village.records.get(rule.record, ()):
            if fits(view, rule.record, record, rule.where) and (
                dated := getattr(record, "steps", None)
            ):
                yield from _find_disorder(
                    view.catalogue.templates[rule.template], record, dated
                )


def _find_disorder(
    template: Template, record: Record, dated: Mapping[str, date]
) -> Iterator[Problem]:
    codes = [step.code for step in template.steps]
    place = record.mark.of("steps")
    for code in dated:
        if code not in codes:
            yield Problem(
                "unknown_step", place, {"step": code, "known": "、".join(codes)}
            )
    done: dict[str, date] = {}
    for code in (code for code in codes if code in dated):
        before = too_early(template, code, dated[code], done)
        if before is None:
            done[code] = dated[code]
        else:
            days = {"seen": dated[code].isoformat(), "needed": done[before].isoformat()}
            yield Problem(
                "step_order",
                place,
                {"step": code, "before": before} | days,
                Severity.WARNING,
            )


def check_stops(view: View) -> Iterator[Problem]:
    """Told at the day of the stop, with the steps that speak against it, unless the
    town has let it stand.
    """
    for rule in (
        rule
        for _, rule in view.catalogue.every_rule()
        if isinstance(rule, Steps) and not rule.hard
    ):
        template = view.catalogue.templates[rule.template]
        for record in select(view, rule).records:
            stopped: Any = getattr(record, "stopped_on", None)
            if (
                stopped is None
                or not (wrong := objections_to_stop(view, template, record))
                or stands(view, record)
            ):
                continue
            values = {
                "id": name_of(record),
                "seen": stopped.isoformat(),
                "steps": "、".join(wrong),
            }
            yield Problem("stop_unfounded", record.mark.of("stopped_on"), values)
