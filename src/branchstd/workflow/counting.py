"""What proves a duty by being counted over a village's records, where no rule does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from branchstd.rules.periods import passed, periods
from branchstd.workflow.cycle import ACCEPTED
from branchstd.workflow.desk import Desk
from branchstd.workflow.hearing import Heard, heard
from branchstd.workflow.proof import Seen
from branchstd.workflow.standing import latest


def events_of(desk: Desk) -> Iterator[Any]:
    """The town's own work as it was known on the day."""
    for event in desk.view.town.records.get("event", ()):
        if (seen := event.seen_on(desk.view.as_of)) is not None:
            yield seen


def _accepted(desk: Desk) -> Seen:
    """The town has found it met or basically met."""
    word = latest(desk.view, "town")
    return Seen(have=int(word is not None and word.conclusion in ACCEPTED), on=word.date if word else None)


def _answered(desk: Desk) -> Seen:
    """Of all that was sent up and asks for an answer, what has got one."""
    return _followed_up(heard(desk.view), lambda one: one.answered_on)


def _passed_on(desk: Desk) -> Seen:
    """Each stands in a reply that went to the county, or in a summary sent there that lists its number."""
    summaries = [event for event in events_of(desk) if event.kind == "summary" and event.to_county_on]

    def sent(one: Heard) -> date | None:
        days = [event.to_county_on for event in summaries if one.said.id in event.covers]
        return min((day for day in (one.to_county_on, *days) if day and day >= one.said.date), default=None)

    return _followed_up(heard(desk.view), sent)


def _followed_up(said: Iterable[Heard], done: Callable[[Heard], date | None]) -> Seen:
    """A report of nothing asks for nothing; what is not yet overdue is pending."""
    asked = [(one, done(one)) for one in said if one.state != "none"]
    open_ = [one for one, day in asked if day is None]
    waiting = sum((one.as_of - one.said.date).days <= one.within for one in open_)
    last = max(((day, one.said.date) for one, day in asked if day is not None), default=(None, None))
    return Seen(
        have=len(asked) - len(open_),
        of=len(asked),
        pending=waiting,
        on=last[0],
        since=last[1],
        lacks=tuple(one.said.id for one in open_),
    )


def _visited(desk: Desk) -> Seen:
    """A visit in each quarter that has passed since the plan began; one that has begun counts when it has one."""
    return _each_period(desk, "quarter", (one.date for one in desk.view.records("inspection")))


def _anywhere(desk: Desk) -> Seen:
    """What counts for its month wherever it was."""
    return Seen(of=0, days=tuple(_looks(desk)))


def _kept_up(desk: Desk) -> Seen:
    """Someone of the town has looked, or settled an item, in each quarter since the plan began."""
    return _each_period(desk, "quarter", _looks(desk))


def _looks(desk: Desk) -> Iterator[date]:
    for kind in FOLLOWING:
        yield from (record.date for record in desk.view.records(kind))


FOLLOWING = ("inspection", "closure")


def _each_period(desk: Desk, every: str, days: Iterable[date]) -> Seen:
    made, view = list(days), desk.view
    owed = [period for period in periods(view.plan.year, every) if period.last >= view.plan.start]
    good = [any(period.first <= day <= period.last for day in made) for period in owed]
    over = [passed(period.last, view.as_of) for period in owed]
    return Seen(
        have=sum(good),
        of=sum(is_good or is_over for is_good, is_over in zip(good, over, strict=True)),
        lacks=tuple(p.code for p, is_good, is_over in zip(owed, good, over, strict=True) if is_over and not is_good),
    )


def _reasoned(desk: Desk) -> Seen:
    """The branch's own answers of June: wherever it says that something lacks, it says why."""
    rows = [row for row in desk.view.records("self_check") if row.round == "baseline"]
    silent = tuple(row.standard for row in rows if row.answer in {"basic", "unmet"} and not row.reason)
    return Seen(have=int(bool(rows) and not silent), on=max((row.date for row in rows), default=None), lacks=silent)


def _listed(desk: Desk) -> Seen:
    """What was found lacking stands in a list of items; who found nothing lacking anywhere owes none."""
    rows = [row for row in desk.view.records("self_check") if row.round == "baseline"]
    items = desk.view.records("item")
    if rows and not items and all(row.answer not in {"basic", "unmet"} for row in rows):
        return Seen(of=0)
    return Seen(have=int(bool(items)), on=min((item.found_on for item in items), default=None))


def _escalated(desk: Desk) -> Seen:
    """Where items are so long overdue that an interview is suggested, the town has acted, or has still to decide.

    Only what was done after the first of them fell due counts.
    """
    late = [one.joined.due for one in desk.items() if one.step == "interview"]
    acts = (event for event in events_of(desk) if event.kind in ESCALATIONS and desk.village.slug in event.villages)
    acted = bool(late) and any(min(late) < act.date for act in acts)
    return Seen(have=int(acted), waiting=int(not acted)) if late else Seen(of=0)


ESCALATIONS = frozenset({"circular", "interview", "adjustment"})
# What proves a duty by being counted over records, where no rule does, with the kinds of records that it reads.
COUNTED: Mapping[str, tuple[Callable[[Desk], Seen], tuple[str, ...]]] = MappingProxyType(
    {
        "acceptance.town": (_accepted, ("acceptance",)),
        "answers": (_answered, ("feedback", "reply")),
        "passed_on": (_passed_on, ("feedback", "reply", "event")),
        "visits": (_visited, ("inspection",)),
        "follow_up": (_kept_up, FOLLOWING),
        "follow_up.month": (_anywhere, FOLLOWING),
        "reasons": (_reasoned, ("self_check",)),
        "listed": (_listed, ("item", "self_check")),
        "escalation": (_escalated, ("item", "closure", "rectify", "claim", "event")),
    }
)
