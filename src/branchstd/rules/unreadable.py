"""Which broken records might have counted for a rule: an unreadable record is neither
there nor missing.

What of a record could be read goes through the same tests as a whole one, each by
itself. A single plain no leaves the rule alone; a test that asks for what could not be
read says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from branchstd.catalogue.rules import Count, Cover, Judgement, Rule, Steps
from branchstd.records.holdings import Broken
from branchstd.records.town import Closure
from branchstd.rules.derived import BESIDE, is_filled, valid
from branchstd.rules.elements import covers, elements
from branchstd.rules.items import unread_cadres
from branchstd.rules.select import fits, in_window, person_fits, select
from branchstd.rules.sets import READS, Reading
from branchstd.rules.view import View

Reads = tuple[Reading, ...]

_NAMES: Final = ("set", "per", "person_in", "partner_in", "or_in", "times", "seats")


def find_undecided(view: View, rule: Rule) -> Iterator[Broken]:
    """Broken records that could switch the rule on or off."""
    yield from _touching(view, READS.get(rule.when or "", ()))


def unreadable(view: View, rule: Rule, standard: str | None) -> Iterator[Broken]:
    """Broken records in the rule's selection, in a set or number that it goes by, or in
    the town's word on it.
    """
    if not (view.village.broken or view.town.broken):
        return  # as nearly always
    record = getattr(rule, "record", None)
    if record:
        yield from (
            broken
            for broken in _broken_of(view, record)
            if not any(map(_is_no, _tests(view, rule, broken.part)))
        )
    for name in _NAMES:
        yield from _touching(view, READS.get(vars(rule).get(name) or "", ()))
    if record == "item":
        yield from _touching(view, (("closure", {}),))
        for action in view.of(Closure):
            yield from unread_cadres(view, action)
    if getattr(rule, "or_in", None):
        yield from _touching(
            view, (("standing", {"standing": ("officer",)}), ("facts", {}))
        )
    if isinstance(rule, Count) and rule.set and rule.where:
        yield from _people_wanted(view, rule.set, rule.where)
    if record == "vote":
        yield from _candidates_in_doubt(view, rule)
    if isinstance(rule, Steps):
        yield from _backing(view, rule)
    yield from _words(view, rule, standard)


def _people_wanted(
    view: View, among: str, where: Mapping[str, tuple[str, ...]]
) -> Iterator[Broken]:
    """People of a set who may be as they are wanted, and what stands beside a person
    and says so of them.
    """
    for name in where:
        yield from _touching(view, BESIDE.get(("person", name), ()))
    held = view.members_of(among)
    for broken in _touching(view, (("person", where),)):
        if broken.known.get("code") in {None, *held}:
            yield broken


def _broken_of(view: View, kind: str) -> Iterator[Broken]:
    """Broken records of a kind that may have existed on the day."""
    return (
        b
        for b in view.village.broken
        if b.kind == kind and (b.since is None or b.since <= view.as_of)
    )


def _touching(view: View, reads: Reads) -> Iterator[Broken]:
    """Broken records of these kinds of which no field says otherwise; a field without
    words has to be filled.
    """
    for kind, where in reads:
        for broken in _broken_of(view, kind):
            if not any(map(_is_no, _fields(view, kind, broken.part, where))):
                yield broken


Test = Callable[[], bool]


def _is_no(test: Test) -> bool:
    """Said by what could be read."""
    try:
        return not test()
    except AttributeError:
        return False


def _fields(
    view: View, kind: str, part: Any, where: Mapping[str, tuple[str, ...]]
) -> Iterator[Test]:
    for name, wanted in where.items():
        alone = {name: wanted}
        yield (
            partial(fits, view, kind, part, alone)
            if wanted
            else partial(_is_filled, part, name)
        )


def _is_filled(part: Any, name: str) -> bool:
    return is_filled(getattr(part, name))


def _tests(view: View, rule: Any, part: Any) -> Iterator[Test]:
    """All that a record has to pass before the rule counts it."""
    yield from _fields(view, rule.record, part, rule.where)
    for name in (
        *rule.needs,
        *(getattr(rule, name, None) for name in ("sum", "date", "match")),
    ):
        if name:
            yield partial(_is_filled, part, name)
    if isinstance(rule, Steps):
        yield lambda: bool(part.steps)
    yield partial(in_window, view, rule, part)
    if rule.person_in:
        yield partial(person_fits, view, rule.person_in, part)
    if isinstance(rule, Cover) and rule.match and (names := elements(view, rule.set)):
        yield lambda: any(covers(view, part, name, rule.match) for name in names)


def _candidates_in_doubt(view: View, rule: Any) -> Iterator[Broken]:
    """Candidates whom a vote may be about that would come out otherwise as one on their
    admission.
    """
    votes: tuple[Any, ...] = select(view, rule).records
    unsure = [
        one
        for one in votes
        if not one.type and valid(view, one) != valid(view, one, "admission")
    ]
    if unsure:
        yield from _touching(
            view, (("candidate", {"person": tuple(one.about for one in unsure)}),)
        )


def _backing(view: View, rule: Steps) -> Iterator[Broken]:
    """Meetings that may be of a kind that has to back a step, on the day of such a
    step; people whom one asks about.
    """
    records: tuple[Any, ...] = select(view, rule).records
    named = {
        code
        for one in records
        if rule.record == "candidate"
        for code in (one.person, *one.introducers)
    }
    beside = {
        (rule.record, step.needs)
        for step in view.catalogue.templates[rule.template].steps
        if step.needs
    }
    for broken in (
        _touching(view, tuple(reads for key in beside for reads in BESIDE.get(key, ())))
        if named
        else ()
    ):
        if broken.known.get("code") in {None, *named}:
            yield broken
    for step in (
        step for step in view.catalogue.templates[rule.template].steps if step.backed
    ):
        days = {
            record.steps[step.code]
            for record in records
            if step.code in (record.steps or {})
        }
        for broken in (
            _touching(view, (("activity", {"kind": step.backed}),)) if days else ()
        ):
            if broken.since is None or broken.since in days:
                yield broken


def _words(view: View, rule: Rule, standard: str | None) -> Iterator[Broken]:
    """Rulings that name the rule or its standard; for a judgement also those that may
    name it, and who gave them.
    """
    judged = isinstance(rule, Judgement)
    for broken in _touching(view, (("ruling", {"about": (rule.id, standard or "")}),)):
        if (judged or "about" in broken.known) and (
            broken.known.get("until") or view.as_of
        ) >= view.as_of:
            yield broken
    for ruling in view.spoken(rule.id, standard or ""):
        yield from unread_cadres(view, ruling)
