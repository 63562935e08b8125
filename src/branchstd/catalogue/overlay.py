"""Catalogue and plan with an office's own settings and decisions put over them, entry
by entry.

`manual`: the manual's words and points that the office typed in. `faults` and
`choices.refused` come first; `overlaid` presumes that they found none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from branchstd.catalogue.choices import chosen, with_fields
from branchstd.catalogue.lint import Fault, check_name, parameters
from branchstd.catalogue.model import Catalogue, Change, Parameters, Plan, Standard
from branchstd.catalogue.parts import Choice, Settled
from branchstd.catalogue.rules import Rule
from branchstd.catalogue.settings import Decided, OwnList, TownSettings, fingerprint
from branchstd.records.town import Decision, ManualRow
from branchstd.records.types import read_date

TOTAL = 100
Manual = tuple[ManualRow, ...]
Decisions = Sequence[Decision]


def faults(
    settings: TownSettings,
    manual: Manual,
    decisions: Decisions,
    catalogue: Catalogue,
    plan: Plan,
) -> Iterator[Fault]:
    """What is wrong with settings against what ships; paths lead into the settings."""
    for name, own in settings.parameters.items():
        path = ("parameters", name)
        known = Parameters.model_fields
        yield from _replaces(
            path,
            name,
            own,
            known,
            lambda name: str(getattr(catalogue.parameters, name)),
        )
        yield from _parameter(path, name, own.value, catalogue) if name in known else ()
    yield from _limits(settings, decisions, catalogue, plan)
    for name, own in settings.dates.items():
        path = ("dates", name)
        yield from _replaces(
            path, name, own, plan.days, lambda name: plan.days[name].isoformat()
        )
        yield from _day((*path, "value"), own.value, plan)
    counted = set(_element_sets(catalogue))
    for name, listed in settings.lists.items():
        yield from _list(("lists", name), name, listed, counted, plan)
    yield from _total(manual, catalogue)


def _replaces(
    path: tuple[str, ...],
    name: str,
    own: Decided,
    known: Collection[str],
    shipped: Callable[[str], str],
) -> Iterator[Fault]:
    if name not in known:
        yield from check_name(path, name, known)
    elif own.was != shipped(name):
        yield Fault(
            (*path, "was"),
            "was_other",
            {"id": name, "seen": own.was or "-", "needed": shipped(name)},
        )


def _parameter(
    path: tuple[str, ...], name: str, value: str, catalogue: Catalogue
) -> Iterator[Fault]:
    try:
        _parameters(catalogue, {name: value})
    except ValidationError as error:
        code = error.errors(include_url=False, include_input=False)[0]["type"]
        yield Fault((*path, "value"), "catalogue_value", {"name": name, "detail": code})


def _limits(
    settings: TownSettings, decisions: Decisions, catalogue: Catalogue, plan: Plan
) -> Iterator[Fault]:
    """Own numbers within their bounds, all together; those that cannot be read at all
    are told elsewhere.
    """
    known = {
        name: own.value
        for name, own in settings.parameters.items()
        if name in Parameters.model_fields
    }
    taken = {
        name: text
        for choice in chosen(decisions, plan).values()
        for name, text in choice.parameters.items()
    }
    with suppress(ValidationError):
        found = _parameters(catalogue, taken | known)
        yield from (
            fault
            for fault in parameters(("parameters",), found, plan)
            if fault.path[1] in known
        )


def _parameters(catalogue: Catalogue, changes: dict[str, str]) -> Parameters:
    return with_fields(catalogue.parameters, changes)


def _day(path: tuple[str, ...], value: str, plan: Plan) -> Iterator[Fault]:
    try:
        inside = read_date(value).year == plan.year
    except Exception:
        inside = False
    if not inside:
        yield Fault(path, "bad_own_day", {"seen": value[:10], "year": str(plan.year)})


def _element_sets(catalogue: Catalogue) -> Iterator[str]:
    """What rules go through element by element."""
    for _, rule in catalogue.every_rule():
        yield from (
            name for key in ("set", "per") if (name := getattr(rule, key, None))
        )


def _list(
    path: tuple[str, ...], name: str, own: OwnList, counted: Collection[str], plan: Plan
) -> Iterator[Fault]:
    """A list that no rule goes through is named item by item, in duties and rules: it
    keeps its codes.
    """
    if name not in plan.lists:
        yield from check_name(path, name, plan.lists, "unknown_list")
        return
    shipped = plan.lists[name]
    if shipped.items and own.was != fingerprint(shipped):
        values = {"id": name, "seen": own.was or "-", "needed": fingerprint(shipped)}
        yield Fault((*path, "was"), "was_other", values)
    if shipped.size and len(own.items) not in {0, shipped.size}:
        yield Fault(
            path,
            "list_size",
            {"key": name, "size": str(shipped.size), "seen": str(len(own.items))},
        )
    if f"list:{name}" not in counted and own.items.keys() != shipped.items.keys():
        yield Fault(path, "list_bound", {"key": name, "codes": " ".join(shipped.items)})


def _total(manual: Manual, catalogue: Catalogue) -> Iterator[Fault]:
    """The points that are typed in make a hundred with the others."""
    seen = sum(
        (standard.points for standard in _standards(manual, catalogue)), Fraction(0)
    )
    if seen != TOTAL:
        yield Fault(
            ("manual",),
            "points_total",
            {"seen": f"{float(seen):g}", "needed": str(TOTAL)},
        )


def overlaid(
    settings: TownSettings,
    manual: Manual,
    decisions: Decisions,
    catalogue: Catalogue,
    plan: Plan,
) -> tuple[Catalogue, Plan]:
    """What holds in this office; `catalogue.changes` says what differs from what ships,
    `plan.settled` who said so.
    """
    changes = (*_changes(settings, manual, catalogue, plan), *_choices(decisions, plan))
    if not (settings.model_fields_set or manual or decisions):
        return catalogue, plan
    taken = chosen(decisions, plan)
    texts = {
        number: fields
        for choice in taken.values()
        for number, fields in choice.fields.items()
    }
    values = {
        name: value
        for choice in taken.values()
        for name, value in choice.parameters.items()
    }
    values |= {name: own.value for name, own in settings.parameters.items()}
    held = _standards(manual, catalogue)
    rules = {rule.id: rule for one in held for rule in one.rules} | {
        rule.id: rule for rule in catalogue.vetoes
    }
    settled = _settlements(settings, decisions, plan)
    settled |= {
        f"{rule.id}:{name}": word
        for rule in rules.values()
        for name in rule.source.default
        if (word := _word(rule, name, settled)) is not None
    }
    made = {
        number: _apply_choices(rule, texts.get(number, {}), settled)
        for number, rule in rules.items()
    }
    whole = {
        "parameters": _parameters(catalogue, values),
        "standards": tuple(
            one.model_copy(update={"rules": tuple(made[r.id] for r in one.rules)})
            for one in held
        ),
        "vetoes": tuple(made[rule.id] for rule in catalogue.vetoes),
    }
    own = catalogue.model_copy(update=whole)
    own.note(changes)
    own_plan = _plan(settings, taken, texts, settled, plan)
    own_plan.settle(settled, taken)
    return own, own_plan


def _standards(manual: Manual, catalogue: Catalogue) -> tuple[Standard, ...]:
    """With the manual's words and points where they are typed in."""
    rows = {row.standard: row for row in manual}
    return tuple(
        _with_manual(one, rows[one.id]) if one.id in rows else one
        for one in catalogue.standards
    )


def _with_manual(standard: Standard, row: ManualRow) -> Standard:
    words = {"official_wording": row.wording or "", "official_ref": row.ref or ""}
    points = {} if row.points is None else {"points": Fraction(row.points)}
    return standard.model_copy(update=words | points)


def _settlements(
    settings: TownSettings, decisions: Decisions, plan: Plan
) -> dict[str, Settled]:
    """Open points and subjects of their choices by who settled them: an own setting, or
    the town's choice.

    An own setting settles the point that it is a subject of, and what no setting can
    say of it: fields.
    """
    points = {point.id: point for point in plan.open}
    own: dict[str, Settled] = {}
    for part in ("parameters", "dates", "lists"):
        own |= {
            f"{part}.{name}": Settled(one.by, one.date, one.basis)
            for name, one in getattr(settings, part).items()
        }
    settled: dict[str, Settled] = {}
    for point in plan.open:
        if said := sorted(point.subjects & own.keys()):
            fields = (
                name
                for name in point.subjects
                if name.partition(".")[0] not in TownSettings.model_fields
            )
            settled |= dict.fromkeys((point.id, *fields), own[said[0]])
    for one in decisions:
        settled |= dict.fromkeys(
            (one.id, *points[one.id].subjects), Settled(one.by, one.date, one.reason)
        )
    return settled | own


def _word(rule: Rule, name: str, settled: Mapping[str, Settled]) -> Settled | None:
    """By whom that was settled which is only a default of a rule: itself, the number,
    day or list behind it.
    """
    behind = f"lists.{name[5:]}" if name.startswith("list:") else f"parameters.{name}"
    due = f"dates.{getattr(rule, 'due', None)}" if name == "due" else ""
    return next(
        (settled[key] for key in (f"{rule.id}.{name}", behind, due) if key in settled),
        None,
    )


def _apply_choices(
    rule: Rule, texts: Mapping[str, Any], settled: Mapping[str, Settled]
) -> Rule:
    """A rule as the choices set it; what was settled of it is no default any more."""
    left = tuple(
        name for name in rule.source.default if f"{rule.id}:{name}" not in settled
    )
    source = (
        rule.source
        if left == rule.source.default
        else rule.source.model_copy(update={"default": left})
    )
    return with_fields(rule, texts).model_copy(update={"source": source})


def _plan(
    settings: TownSettings,
    taken: Mapping[str, Choice],
    texts: Mapping[str, Any],
    settled: Collection[str],
    plan: Plan,
) -> Plan:
    """Days and lists of the office, by choice or its own; what was settled is no
    default.
    """
    days = {
        name: day for choice in taken.values() for name, day in choice.dates.items()
    }
    days |= {name: read_date(own.value) for name, own in settings.dates.items()}
    items = {
        name: items
        for choice in taken.values()
        for name, items in choice.lists.items()
        if items
    }
    items |= {name: own.items for name, own in settings.lists.items() if own.items}
    milestones = (
        one.model_copy(update={"due": days.get(one.id, one.due), "default": False})
        if f"dates.{one.id}" in settled
        else one
        for one in plan.milestones
    )
    lists = {
        name: one.model_copy(
            update={"items": items.get(name, one.items), "default": False}
        )
        if f"lists.{name}" in settled
        else one
        for name, one in plan.lists.items()
    }
    update = {
        "milestones": tuple(milestones),
        "lists": lists,
        "targets": tuple(
            with_fields(one, texts.get(one.id, {})) for one in plan.targets
        ),
        "duties": tuple(with_fields(one, texts.get(one.id, {})) for one in plan.duties),
    }
    return plan.model_copy(update=update)


def _choices(decisions: Decisions, plan: Plan) -> Iterator[Change]:
    """Choices that are not what ships."""
    for point in plan.open:
        for one in decisions:
            choice = point.choice(one.choice) if one.id == point.id else None
            if choice is not None and choice != point.choices[0] and not choice.own:
                was, now = point.default.zh, choice.title.zh
                yield Change(
                    "decision", point.id, was, now, one.by, one.date, one.reason
                )


def _changes(
    settings: TownSettings, manual: Manual, catalogue: Catalogue, plan: Plan
) -> Iterator[Change]:
    for name, own in settings.parameters.items():
        yield Change(
            "parameter",
            name,
            str(getattr(catalogue.parameters, name)),
            own.value,
            **_who(own),
        )
    for name, own in settings.dates.items():
        yield Change("date", name, plan.days[name].isoformat(), own.value, **_who(own))
    for name, listed in settings.lists.items():
        was, now = (" ".join(items) for items in (plan.lists[name].items, listed.items))
        yield Change("list", name, was, now, **_who(listed))
    shipped = {standard.id: standard for standard in catalogue.standards}
    for row in manual:
        before = shipped.get(row.standard)
        if (
            row.points is not None
            and before is not None
            and before.points != row.points
        ):
            yield Change(
                "points",
                row.standard,
                str(before.points),
                str(row.points),
                basis=row.ref or "",
            )


def _who(own: Decided) -> dict[str, Any]:
    return {"by": own.by, "date": own.date, "basis": own.basis}
