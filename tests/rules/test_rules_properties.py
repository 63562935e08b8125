"""What must hold of every village: shares lie in 0…1, a record in time never costs, nothing moves without an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from builders import (
    FACTS,
    activity,
    answered,
    facts,
    make,
    people,
    post,
    rule,
    ruling,
    standards,
    standing,
    town,
    village,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchstd.assess import Assessment, assess
from branchstd.catalogue.rules import Cadence
from branchstd.rules.periods import days_of, periods

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
FIRST, LAST = date(2019, 1, 1), date(2019, 12, 31)

days = st.dates(FIRST, LAST)
KINDS = ("theme_day", "lecture", "general_meeting", "committee_meeting", "study", "training", "talk", "disclosure")
MEMBERS = ("M1", "M2", "M3", "M4")


@st.composite
def activities(draw: st.DrawFn) -> Any:
    on, kind = draw(days), draw(st.sampled_from(KINDS))
    quarter = f"2019-Q{(on.month + 2) // 3}"
    return activity(
        on.isoformat(),
        kind,
        by=draw(st.sampled_from(MEMBERS)),
        people=draw(st.lists(st.sampled_from(MEMBERS), max_size=3, unique=True)),
        expected=4,
        present=draw(st.integers(0, 4)),
        hours=draw(st.integers(0, 20)),
        form="study" if kind == "theme_day" else None,
        period=quarter if kind == "disclosure" else None,
        covers=draw(st.sampled_from([["theory"], ["party_affairs", "village_affairs"], ["1", "2.3"], []])),
        record="柜",
        discussion="议",
    )


@st.composite
def dues(draw: st.DrawFn) -> Any:
    on = draw(days)
    month = f"2019-{draw(st.integers(max(1, on.month - 1), on.month)):02}"
    return make("dues", month=month, paid_on=on, people=draw(st.lists(st.sampled_from(MEMBERS), min_size=1)), total=5)


@st.composite
def villages(draw: st.DrawFn) -> list[Any]:
    """Four members, a secretary, what the town says, and a handful of things done on some days."""
    known = FACTS | {"members": 4, "cadre_posts": 2, "duty_shifts": 4, "party_groups": 1, "quota": 1}
    return [
        facts(**(known | {"helpers": ["team"]})),
        people(4, dues=5),
        post("M1", "branch_committee", "secretary"),
        post("M2", "villagers_committee", "head"),
        standing("M3", draw(st.sampled_from(["exempt", "floating", "care", "quarterly"])), draw(days).isoformat()),
        make("matter", id="X1", type="major", title="t", steps={"D1": "02-01", "D3": draw(days).isoformat()}),
        make("case", opened_on="03-01", due_on=draw(days).isoformat(), closed_on=draw(days).isoformat()),
        ruling("3.4.c", "partly", draw(days).isoformat(), until=draw(days).isoformat()),
        draw(st.lists(activities(), max_size=8)),
        draw(st.lists(dues(), max_size=4)),
    ]


def assessed(records: list[Any], on: date) -> Assessment:
    return assess(village(records), town(), *standards(), on)


@QUICK
@given(villages(), days)
def test_shares_and_points_stay_in_their_bounds(records: list[Any], on: date) -> None:
    found = assessed(records, on)
    for standard in found.standards:
        for result in standard.rules:
            assert result.outcome != "error", result.answer.values
            assert result.share is None or 0 <= result.share <= 1
            assert result.share is None or isinstance(result.share, Fraction)  # a Fraction is in lowest terms
        evaluated, score = standard.evaluated or 0, standard.score or 0
        assert 0 <= score <= evaluated <= standard.points
        assert evaluated + standard.waiting <= standard.points
    assert found.score is None or 0 <= found.score <= 100
    assert found.evaluated <= found.applicable <= found.total == 100


CADENCES = [
    found for _, found in standards()[0].every_rule() if isinstance(found, Cadence) and found.record == "activity"
]


@QUICK
@given(st.sampled_from(CADENCES), st.lists(activities(), max_size=10), days, days)
def test_a_complete_record_in_time_never_lowers_a_cadence(
    rule_: Cadence, done: list[Any], on: date, extra: date
) -> None:
    known = [
        facts(members=9, party_groups=1, helpers=["team"]),
        people(9),
        make("group", code="G1", name="组", start="2018-01-01"),
    ]
    before = answered(rule_, on.isoformat(), known, done)
    where = {name: values[0] for name, values in rule_.where.items() if name not in {"kind", "quorate", "covers"}}
    kind = rule_.where.get("kind", ("study",))[0]
    more = activity(
        extra.isoformat(),
        kind,
        **where,
        group="G1" if rule_.match == "group" else None,
        covers=["theory", "party_affairs", "village_affairs"],
        people=["M1"],
        by="M2",
        expected=9,
        present=9,
        planned_on=extra.isoformat(),
        topic="t",
        record="柜",
        image=["a.jpg"],
        discussion="议",
        signed_by="M1",
        checked_by="M2",
    )  # fmt: skip
    after = answered(rule_, on.isoformat(), known, done, more)
    if before.share is not None:
        assert after.share is not None
        assert after.share >= before.share


def _dates(value: Any) -> Iterator[date]:
    """Every date that stands in a record, and the bounds of every period it names."""
    if isinstance(value, date):
        yield value
    elif hasattr(value, "items"):
        yield from (day for item in dict(value).values() for day in _dates(item))


def _turning(records: list[Any]) -> set[date]:
    """The days on which something happens, ends, falls due or expires."""
    found = set(standards()[1].days.values()) | {date(2019, 3, 31)}
    for every in ("month", "quarter", "half"):
        for period in periods(2019, every):
            found |= {period.first, period.last, period.last + timedelta(days=15)}
    for group in village(records).records.values():
        for record in group:
            for name in type(record).model_fields:
                for day in _dates(getattr(record, name)):
                    # a limit of its own, the day after an end, a step's days after another
                    found |= {day + timedelta(days=n) for n in (0, 1, 15, 30, 31, 92, 365)}
            if isinstance(named := getattr(record, "period", None) or getattr(record, "month", None), str):
                found |= set(days_of(named))
    return found


@FEW
@given(villages(), st.integers(0, 11))
def test_nothing_changes_between_days_without_an_event(records: list[Any], month: int) -> None:
    turning = _turning(records)
    first = FIRST + timedelta(days=30 * month)
    before = assessed(records, first)
    for number in range(1, 31):
        on = first + timedelta(days=number)
        after = assessed(records, on)
        if on not in turning:
            assert _answers(before) == _answers(after), on
        before = after


def _answers(found: Assessment) -> list[tuple[str, str, Fraction | None]]:
    results = [result for standard in found.standards for result in standard.rules]
    return [(r.rule.id, r.outcome.value, r.share) for r in results] + [
        (veto.result.rule.id, veto.state, veto.result.share) for veto in found.vetoes
    ]


@QUICK
@given(villages(), days)
def test_later_days_do_not_reach_back(records: list[Any], on: date) -> None:
    """What is dated after a day changes nothing of that day's result."""
    later = [activity(day.isoformat(), "theme_day") for day in (on + timedelta(days=1), on + timedelta(days=40))]
    assert _answers(assessed(records, on)) == _answers(assessed([*records, *later], on))


@QUICK
@given(st.lists(days, max_size=20), days)
def test_a_months_share_by_hand(done: list[date], on: date) -> None:
    """Months satisfied ÷ months passed or satisfied, worked out the plain way."""
    line = rule("kind: cadence, every: month, record: activity, where: {kind: lecture}")
    seen = {day.month for day in done if day <= on}
    ended = {n for n in range(1, 13) if periods(2019, "month")[n - 1].last <= on}
    owed = seen | ended
    expected = Fraction(len(seen), len(owed)) if owed else None
    assert answered(line, on.isoformat(), [activity(day.isoformat(), "lecture") for day in done]).share == expected
