"""What proves a duty of the plan: rules, records of villages, what is counted over
records, the town's own papers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from branchstd.assess import RuleResult, assess, judge
from branchstd.assess.targets import TargetResult
from branchstd.catalogue.model import TO_COUNTY, Plan
from branchstd.findings import Outcome
from branchstd.records.base import Record
from branchstd.records.holdings import Town
from branchstd.records.town import Event, VillageEntry
from branchstd.rules.periods import has_passed, periods
from branchstd.workflow.cycle import latest
from branchstd.workflow.proof import COUNTED, Proof, ProofState, events_of
from branchstd.workflow.village_items import VillageItems, standard_of

Proofs = Mapping[str, Proof]


def proofs_of(plan: Plan, desk: VillageItems) -> dict[str, Proof]:
    """What one village adds to the duties that its kind of unit owes."""
    asked: dict[str, date] = {}
    for duty in plan.duties:
        if desk.view.kind in duty.kinds:
            day = plan.days.get(duty.due or "", plan.last_day)
            asked |= {code: min(day, asked.get(code, day)) for code in duty.proof}
    told = {code: _of_village(code, desk, day) for code, day in sorted(asked.items())}
    return {code: Proof((seen,)) for code, seen in told.items() if seen is not None}


def _of_village(code: str, desk: VillageItems, first: date) -> ProofState | None:
    """None for what no village adds: targets, what is the town's as a whole. first: the
    first day it is asked by.
    """
    seen, reads = _count(code, desk, first)
    if seen is None:
        return None
    return _wait_for_unread(seen, desk, reads)._replace(
        name=desk.village.name, kind=desk.view.kind
    )


def _count(
    code: str, desk: VillageItems, first: date
) -> tuple[ProofState | None, Collection[str]]:
    """With the kinds of records that were read for it; rules see for themselves to what
    they cannot read.
    """
    rule, _, element = code.partition(":")
    if (found := _result(rule, desk)) is not None:
        return _of_element(found, element) if element else _of_rule(
            found, desk, first
        ), ()
    if code in COUNTED:
        count, reads = COUNTED[code]
        return count(desk), reads
    kind, *words = code.split(".", 1)
    if kind == "event":
        return _of_events(desk, *words[0].split(".")), ("event",)
    if kind not in _WORDED:
        return None, ()
    return _of_records(desk, kind, words[0]), (kind,)


def _wait_for_unread(
    seen: ProofState, desk: VillageItems, kinds: Collection[str]
) -> ProofState:
    """What cannot be read may hold what lacks: then that waits for a person."""
    broken = {one.kind for one in (*desk.village.broken, *desk.view.town.broken)}
    if broken.isdisjoint(kinds) or (seen.of and seen.have == seen.of):
        return seen
    owed = max(seen.of, 1)
    return seen._replace(of=owed, waiting=owed - seen.have, pending=0)


def _result(code: str, desk: VillageItems) -> RuleResult | None:
    """A rule of the village's standards as assessed, or a veto: those that nothing
    speaks against show in no result.
    """
    rules = (rule for standard in desk.assessment.standards for rule in standard.rules)
    if (
        found := next((rule for rule in rules if rule.rule.id == code), None)
    ) is not None:
        return found
    veto = next((rule for rule in desk.view.catalogue.vetoes if rule.id == code), None)
    return judge(desk.view, veto, None) if veto is not None else None


def _of_rule(result: RuleResult, desk: VillageItems, first: date) -> ProofState:
    """What came late is there, if only for half of the points or for none; a veto that
    the town dismissed is none.
    """
    if result.outcome is Outcome.NOT_APPLICABLE:
        return ProofState(of=0)
    dismissed = {
        veto.result.rule.id
        for veto in desk.assessment.vetoes
        if veto.state == "dismissed"
    }
    is_there = result.is_there or result.rule.id in dismissed
    return ProofState(
        have=int(is_there),
        waiting=int(not is_there and result.outcome in {Outcome.REVIEW, Outcome.ERROR}),
        pending=int(not is_there and result.outcome is Outcome.NOT_DUE),
        on=_there_since(result, desk, first) if is_there else None,
        until=result.answer.due if result.outcome is Outcome.NOT_DUE else None,
    )


def _there_since(result: RuleResult, desk: VillageItems, first: date) -> date | None:
    """The day on which all of it was there, if that was after the first day by which a
    duty asks for it; else None.

    Found by looking at the rule on other days: what is late for a duty may have no day
    in the rule.
    """
    if (day := result.answer.values.get("done")) is not None:
        return date.fromisoformat(day)
    low, high = first, desk.view.as_of
    if high <= low or result.rule.effect is not None or _was(result, desk, low):
        return None
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        low, high = (low, middle) if _was(result, desk, middle) else (middle, high)
    return high


def _was(result: RuleResult, desk: VillageItems, day: date) -> bool:
    """Whether it was there on an earlier day, or not owed yet."""
    then = judge(desk.on(day), result.rule, standard_of(result.rule))
    return then.is_there or then.outcome is Outcome.NOT_APPLICABLE


def _of_element(result: RuleResult, element: str) -> ProofState:
    """One element of what a rule covers, whatever the others come to."""
    if result.outcome in {Outcome.NOT_APPLICABLE, Outcome.REVIEW, Outcome.ERROR}:
        return ProofState(
            of=int(result.outcome is not Outcome.NOT_APPLICABLE), waiting=1
        )
    is_there = bool(result.answer.counted) and element not in result.answer.missing
    is_early = not is_there and result.outcome is Outcome.NOT_DUE
    return ProofState(
        have=int(is_there),
        pending=int(is_early),
        until=result.answer.due if is_early else None,
    )


def _of_records(desk: VillageItems, kind: str, word: str) -> ProofState:
    """Records that say a certain thing: of an origin, a source, a form, a level, about
    a standard.

    The county's word has no day and is nobody's here to give: until it comes it is
    waited for. What a village has no such thing of (money of a source, items of an
    origin) it does not owe.
    """
    days = [
        record.day()
        for record in desk.view.records(kind)
        if word in _words_of(record, kind)
    ]
    if not days and kind in {"item", "income"}:
        return ProofState(of=0)
    on = min((day for day in days if day), default=None)
    return ProofState(
        have=int(bool(days)), waiting=int(not days and word == "county"), on=on
    )


# What of a record a proof may name, as `inspection.surprise`, `income.subsidy`.
_WORDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "acceptance": ("level",),
        "income": ("source",),
        "inspection": ("form", "standards"),
        "item": ("origin",),
    }
)


def _words_of(record: Record, kind: str) -> tuple[str, ...]:
    values = (getattr(record, name) for name in _WORDED[kind])
    return tuple(
        word
        for value in values
        for word in (value if isinstance(value, tuple) else (value,))
    )


def _of_events(desk: VillageItems, word: str, *parts: str) -> ProofState:
    """The first of the town's records of a kind that covers this village, with all that
    is asked of it at once.
    """
    events = [
        event
        for event in events_of(desk)
        if event.kind == word and _concerns(event, desk.village.slug)
    ]
    if word in EXAMPLES:
        return _of_examples(desk, events)
    days = [
        day
        for event in events
        if (day := _day_of(event, parts, desk)) is not None and day <= desk.view.as_of
    ]
    return ProofState(have=int(bool(days)), on=min(days, default=None))


def _concerns(event: Event, slug: str) -> bool:
    """The villages that it lists, or whose people it names; none listed: all."""
    named = {*event.villages, *(person.partition("/")[0] for person in event.people)}
    return not named or slug in named


def _day_of(event: Event, parts: Iterable[str], desk: VillageItems) -> date | None:
    """When it came, or went to the county; None if it does not cover what is asked.

    What was sent before the town accepted a village does not report that it did.
    """
    day: date | None = event.date
    for part in parts:
        if part == TO_COUNTY:
            accepted = (
                latest(desk.view, "town") if event.kind == "acceptance_report" else None
            )
            day = event.to_county_on
            if day is not None and accepted is not None and day < accepted.date:
                return None
        elif part not in (*event.covers, event.form):
            return None
    return day


# Kinds of events that hold up villages to others: they prove something only if it is
# so.
EXAMPLES = frozenset({"model", "award"})
NO_STANDARD = "no_standard"


def _of_examples(desk: VillageItems, events: Iterable[Event]) -> ProofState:
    """The first that holds here; else the last, with what speaks against it. Who is not
    named owes nothing.
    """
    shown = [event for event in events if desk.village.slug in event.villages]
    if not shown:
        return ProofState(of=0)
    told = [(event, _against(desk, event)) for event in shown]
    event, against = next((one for one in told if not one[1]), told[-1])
    return ProofState(
        have=int(not against),
        on=event.date,
        lacks=against,
        example=f"{event.date} {event.title}",
    )


def _against(desk: VillageItems, event: Event) -> tuple[str, ...]:
    """Standards named that were not met on that day, and vetoes then proposed or
    confirmed.
    """
    if not event.covers:
        return (NO_STANDARD,)
    view = desk.view
    then = assess(view.village, view.town, view.catalogue, view.plan, event.date)
    met = {one.standard.id for one in then.standards if one.outcome is Outcome.MET}
    vetoes = (veto.result.rule.id for veto in then.vetoes if veto.is_live)
    return (*(code for code in event.covers if code not in met), *vetoes)


def add_proofs(parts: Iterable[Proofs]) -> dict[str, Proof]:
    """Over villages, one after the other."""
    total: dict[str, Proof] = {}
    for part in parts:
        for code, proof in part.items():
            total[code] = total.get(code, Proof()) + proof
    return total


def of_target(result: TargetResult) -> Proof:
    """What is needed, and each village that is named besides and lacks it. Nothing to
    count yet: there may be by then.

    lacks: the villages that do not count, where too few do.
    """
    tally, outcome = result.tally, result.outcome
    if result.target.share is not None and not tally.of:
        waits = int(outcome is Outcome.REVIEW)
        return Proof(
            (
                ProofState(
                    of=waits, waiting=waits, pending=int(outcome is Outcome.NOT_DUE)
                ),
            )
        )

    def part(name: str, have: int, of: int, lacks: tuple[str, ...] = ()) -> ProofState:
        waiting, pending = (
            of - have if outcome is word else 0
            for word in (Outcome.REVIEW, Outcome.NOT_DUE)
        )
        return ProofState(
            name,
            have,
            of,
            waiting,
            pending,
            until=result.due,
            lacks=lacks if have < of else (),
        )

    all_ = part("", min(int(tally.have), result.needed), result.needed, tally.lacks)
    late = (
        ProofState(one.name, of=0, on=one.on, late=True)
        for one in tally.late
        if result.is_late
    )
    return Proof((all_, *(part(name, 0, 1) for name in tally.unreached), *late))


def show_whole(code: str, proof: Proof, plan: Plan, as_of: date) -> Proof:
    """What stands only as a whole, seen so: an example with all its villages, months
    over all villages.
    """
    if code == "follow_up.month":
        return _by_month(proof, plan, as_of)
    if code.removeprefix("event.") not in EXAMPLES:
        return proof
    every = dict.fromkeys(one.example for one in proof.seen if one.example)
    whole = [
        Proof(tuple(one for one in proof.seen if one.example == name)) for name in every
    ]
    return next(
        (own for own in whole if not own.lacking),
        proof if whole else Proof((ProofState(),)),
    )


def _by_month(proof: Proof, plan: Plan, as_of: date) -> Proof:
    """Each month that has begun after the plan did: it counts when something of it is
    there, or it is over.
    """
    days = [day for one in proof.seen for day in one.days]
    months = [
        month for month in periods(plan.year, "month") if month.first >= plan.start
    ]
    good = [
        month
        for month in months
        if any(month.first <= day <= month.last for day in days)
    ]
    short = [
        month for month in months if month not in good and has_passed(month.last, as_of)
    ]
    waits = len(short) if proof.waiting else 0
    lacks = tuple(month.code for month in short)
    return Proof(
        (
            ProofState(
                have=len(good), of=len(good) + len(short), waiting=waits, lacks=lacks
            ),
        )
    )


def beside(code: str, plan: Plan, town: Town) -> Proof:
    """What no village adds: the town's lists and its months; where there is no village,
    only its own papers lack.
    """
    kind, _, name = code.partition(".")
    if kind == "list":
        filled = bool(plan.lists[name].items)
        return Proof((ProofState(have=int(filled), waiting=int(not filled)),))
    return (
        Proof((ProofState(),))
        if kind == "event" and not town.of(VillageEntry)
        else Proof()
    )
