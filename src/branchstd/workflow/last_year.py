"""The year before, as far as it was kept: what each aspect was and is to be, and of
what there is more now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from branchstd.catalogue.model import Plan
from branchstd.catalogue.parts import Growth, Words
from branchstd.findings import Problem
from branchstd.records.base import Record, month_end
from branchstd.records.holdings import Town
from branchstd.records.town import Acceptance, Event, Star
from branchstd.records.village import Activity, SelfCheck
from branchstd.rules.view import View, is_inherited
from branchstd.workflow.cycle import WORTH


class Aim(NamedTuple):
    """What an aspect is to be at the year's end; of its standards, how many the branch
    said were met the year before.

    of: how many it said anything countable about then; 0: nothing was kept.
    """

    title: Words
    met: int
    of: int


class LastYear(NamedTuple):
    """The town's last conclusion and stars of the year before; None where not kept.
    aims: by aspect.

    faults: why it is unknown.
    """

    accepted: Acceptance | None
    star: Star | None
    aims: Mapping[str, Aim]
    faults: tuple[Problem, ...]


def aims(plan: Plan, answers: Mapping[str, SelfCheck]) -> dict[str, Aim]:
    """answers: the branch's own of the year before, by standard."""
    found = {}
    for aspect, title in plan.aims.items():
        said = [
            one.answer
            for code, one in answers.items()
            if code.partition(".")[0] == aspect and one.answer in WORTH
        ]
        found[aspect] = Aim(title, said.count("met"), len(said))
    return found


class Figures(NamedTuple):
    """How many records there are; turns of people and the sum, None where no record
    says any.
    """

    times: int
    people: int | None
    sum: Decimal | None


class Grown(NamedTuple):
    """None: there is no record. kept: in how many of the months until now the year
    before has any record at all.

    Only what was kept in every month can be compared; what cannot be read may hide
    more.
    """

    growth: Growth
    now: Figures | None
    before: Figures | None
    kept: int
    months: int
    is_unread: bool

    @property
    def is_comparable(self) -> bool:
        """Both have figures, no month until now was left out, and all could be read."""
        return (
            bool(self.now and self.before)
            and self.kept == self.months
            and not self.is_unread
        )


def grown(view: View) -> Iterator[Grown]:
    """Of what a village wrote down itself, up to a day and up to the same day a year
    before.
    """
    records = [
        record for record in view.of(Activity) if not is_inherited("activity", record)
    ]
    year, as_of = view.plan.year - 1, min(view.as_of, view.plan.last_day)
    kept = {record.date.month for record in records if record.date.year == year}
    unread = any(broken.kind == "activity" for broken in view.village.broken)
    for growth in view.plan.growth:
        if growth.record == "activity":
            months = len(kept & set(range(1, as_of.month + 1)))
            yield Grown(
                growth, *_both(growth, records, as_of), months, as_of.month, unread
            )


def grown_in_town(
    plan: Plan, town: Town, before: Town | None, as_of: date
) -> Iterator[Grown]:
    """The same of the town's own work. before: the town's year before; None where it
    was not kept.
    """
    day = min(as_of, plan.last_day)
    held = [*town.of(Event), *(before.of(Event) if before else ())]
    unread = any(
        broken.kind == "event" for one in (town, before) if one for broken in one.broken
    )
    for growth in plan.growth:
        if growth.record == "event":
            yield Grown(
                growth,
                *_both(growth, held, day),
                day.month if before else 0,
                day.month,
                unread,
            )


def _both(
    growth: Growth, records: Iterable[Record], as_of: date
) -> tuple[Figures | None, Figures | None]:
    held = list(records)
    year = as_of.year - 1
    then = min(as_of.day, month_end(f"{year}-{as_of.month:02}").day)
    return _figures(growth, held, as_of), _figures(
        growth, held, as_of.replace(year=year, day=then)
    )


def _figures(growth: Growth, records: Iterable[Any], as_of: date) -> Figures | None:
    """Of one calendar year up to a day."""
    own = [
        one
        for one in records
        if one.kind in growth.kinds and date(as_of.year, 1, 1) <= one.date <= as_of
    ]
    people = [
        count
        for one in own
        if (count := len(one.people) or getattr(one, "present", None)) is not None
    ]
    sums = [value for one in own if (value := getattr(one, growth.sum)) is not None]
    return Figures(len(own), _sum(people), _sum(sums)) if own else None


def _sum(values: list[Any]) -> Any:
    return sum(values) if values else None
