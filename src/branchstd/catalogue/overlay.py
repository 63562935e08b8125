"""The shipped catalogue and plan with an office's own settings put over them, entry by entry.

`manual`: the manual's words and points that the office typed in. `faults` comes first; `overlaid` presumes that it
found none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from branchstd.catalogue.lint import Fault, known_name, lint_keys, lint_rule, lint_standard, parameters
from branchstd.catalogue.model import Catalogue, Change, Parameters, Plan, Standard
from branchstd.catalogue.rules import Rule
from branchstd.catalogue.settings import Decided, OwnStandard, Settings, fingerprint
from branchstd.records.town import ManualRow
from branchstd.records.types import read_date

TOTAL = 100
Manual = tuple[ManualRow, ...]


def faults(settings: Settings, manual: Manual, catalogue: Catalogue, plan: Plan) -> Iterator[Fault]:
    """What is wrong with settings against what ships; paths lead into the settings."""
    for name, own in settings.parameters.items():
        path = ("parameters", name)
        known = Parameters.model_fields
        yield from _replaces(path, name, own, known, lambda name: str(getattr(catalogue.parameters, name)))
        yield from _parameter(path, name, own.value, catalogue) if name in known else ()
    yield from _limits(settings, catalogue, plan)
    for name, own in settings.dates.items():
        path = ("dates", name)
        yield from _replaces(path, name, own, plan.days, lambda name: plan.days[name].isoformat())
        yield from _day((*path, "value"), own.value, plan)
    for name, listed in settings.lists.items():
        yield from _list(("lists", name), name, listed, plan)
    for number, entry in enumerate(settings.standards):
        yield from _entry(("standards", number), entry, settings, catalogue)
    yield from _own_entries(settings, catalogue, plan)
    yield from lint_keys(_standards(settings, manual, catalogue))
    yield from _total(settings, manual, catalogue)


def _replaces(
    path: tuple[str, ...], name: str, own: Decided, known: Collection[str], shipped: Callable[[str], str]
) -> Iterator[Fault]:
    if name not in known:
        yield from known_name(path, name, known)
    elif own.was != shipped(name):
        yield Fault((*path, "was"), "was_other", {"id": name, "seen": own.was or "-", "needed": shipped(name)})


def _parameter(path: tuple[str, ...], name: str, value: str, catalogue: Catalogue) -> Iterator[Fault]:
    try:
        _parameters(catalogue, {name: value})
    except ValidationError as error:
        code = error.errors(include_url=False, include_input=False)[0]["type"]
        yield Fault((*path, "value"), "catalogue_value", {"name": name, "detail": code})


def _limits(settings: Settings, catalogue: Catalogue, plan: Plan) -> Iterator[Fault]:
    """Own numbers within their bounds, all together; those that cannot be read at all are told elsewhere."""
    known = {name: own.value for name, own in settings.parameters.items() if name in Parameters.model_fields}
    with suppress(ValidationError):
        found = _parameters(catalogue, known)
        yield from (fault for fault in parameters(("parameters",), found, plan) if fault.path[1] in known)


def _parameters(catalogue: Catalogue, changes: dict[str, str]) -> Parameters:
    shipped = {name: str(getattr(catalogue.parameters, name)) for name in Parameters.model_fields}
    return Parameters.model_validate(shipped | changes)


def _day(path: tuple[str, ...], value: str, plan: Plan) -> Iterator[Fault]:
    try:
        inside = read_date(value).year == plan.year
    except Exception:
        inside = False
    if not inside:
        yield Fault(path, "bad_own_day", {"seen": value[:10], "year": str(plan.year)})


def _list(path: tuple[str, ...], name: str, own: Any, plan: Plan) -> Iterator[Fault]:
    if name not in plan.lists:
        yield from known_name(path, name, plan.lists, "unknown_list")
        return
    shipped = plan.lists[name]
    if shipped.items and own.was != fingerprint(shipped):
        values = {"id": name, "seen": own.was or "-", "needed": fingerprint(shipped)}
        yield Fault((*path, "was"), "was_other", values)
    if shipped.size and len(own.items) not in {0, shipped.size}:
        yield Fault(path, "list_size", {"key": name, "size": str(shipped.size), "seen": str(len(own.items))})


def _entry(path: tuple[str | int, ...], own: OwnStandard, settings: Settings, catalogue: Catalogue) -> Iterator[Fault]:
    """An added standard is new, another one ships; no standard is changed twice."""
    shipped = {standard.id: standard for standard in catalogue.standards}
    if own.action == "add":
        if own.id in shipped:
            yield Fault((*path, "id"), "id_twice", {"id": own.id})
    elif own.id not in shipped:
        yield from known_name((*path, "id"), own.id, shipped)
    elif own.was != (needed := fingerprint(shipped[own.id])):
        yield Fault((*path, "was"), "was_other", {"id": own.id, "seen": own.was or "-", "needed": needed})
    before = settings.standards[: int(path[-1])]
    if any(other.id == own.id for other in before):
        yield Fault((*path, "id"), "id_twice", {"id": own.id})


def _own_entries(settings: Settings, catalogue: Catalogue, plan: Plan) -> Iterator[Fault]:
    """Own entries are held to what shipped ones are."""
    for number, own in enumerate(settings.standards):
        if own.entry is not None:
            path = ("standards", number, "entry")
            yield from lint_standard(path, own.entry, catalogue)
            for place, rule in enumerate(own.entry.rules):
                yield from lint_rule((*path, "rules", place), rule, catalogue, plan)


def _total(settings: Settings, manual: Manual, catalogue: Catalogue) -> Iterator[Fault]:
    """All points that hold make a hundred: what goes or comes is shared out by the office, never silently."""
    seen = sum((standard.points for standard in _standards(settings, manual, catalogue)), Fraction(0))
    if seen != TOTAL:
        path = ("manual",) if any(row.points is not None for row in manual) else ("standards",)
        yield Fault(path, "points_total", {"seen": f"{float(seen):g}", "needed": str(TOTAL)})


def overlaid(settings: Settings, manual: Manual, catalogue: Catalogue, plan: Plan) -> tuple[Catalogue, Plan]:
    """What holds in this office; `catalogue.changes` says what differs from what ships."""
    changes = tuple(_changes(settings, manual, catalogue, plan))
    if not (changes or manual):
        return catalogue, plan
    standards = tuple(_settled(standard, settings) for standard in _standards(settings, manual, catalogue))
    values = {name: own.value for name, own in settings.parameters.items()}
    whole = {"parameters": _parameters(catalogue, values), "standards": standards}
    own = catalogue.model_copy(update=whole)
    own.note(changes, catalogue.standards)
    return own, _plan(settings, plan)


def _standards(settings: Settings, manual: Manual, catalogue: Catalogue) -> tuple[Standard, ...]:
    """Those that hold, by number, with the manual's words and points where they are typed in."""
    entries = {standard.id: standard for standard in catalogue.standards}
    for own in settings.standards:
        if own.entry is None:
            entries.pop(own.id, None)
        else:
            entries[own.id] = own.entry
    for row in manual:
        if row.standard in entries:
            entries[row.standard] = _with_manual(entries[row.standard], row)
    return tuple(sorted(entries.values(), key=lambda standard: by_number(standard.id)))


def _with_manual(standard: Standard, row: ManualRow) -> Standard:
    words = {"official_wording": row.wording or "", "official_ref": row.ref or ""}
    points = {} if row.points is None else {"points": Fraction(row.points)}
    return standard.model_copy(update=words | points)


def by_number(code: str) -> tuple[tuple[int, str], ...]:
    """Sort key: 2.9 before 2.10."""
    return tuple((int(part) if part.isdigit() else 0, part) for part in code.split("."))


def _settled(standard: Standard, settings: Settings) -> Standard:
    """What the office has decided is no default any more."""
    rules = tuple(_decided(rule, settings) for rule in standard.rules)
    return standard if rules == standard.rules else standard.model_copy(update={"rules": rules})


def _decided(rule: Rule, settings: Settings) -> Rule:
    decided: dict[str, Decided] = dict(settings.parameters)
    decided |= {f"list:{name}": own for name, own in settings.lists.items()}
    if (day := getattr(rule, "due", None)) in settings.dates:
        decided["due"] = settings.dates[day]
    said = [name for name in rule.source.default if name in decided]
    if not said:
        return rule
    left = tuple(name for name in rule.source.default if name not in decided)
    source = rule.source.model_copy(update={"default": left, "office": rule.source.office or decided[said[0]].basis})
    return rule.model_copy(update={"source": source})


def _plan(settings: Settings, plan: Plan) -> Plan:
    """Days and lists of the office; what it decided is neither a default nor open to another reading."""
    days = {name: {"due": read_date(own.value), "also": None, "default": False} for name, own in settings.dates.items()}
    milestones = tuple(one.model_copy(update=days.get(one.id)) for one in plan.milestones)
    lists = {name: {"items": own.items, "default": False} for name, own in settings.lists.items() if own.items}
    listed = {name: one.model_copy(update=lists.get(name)) for name, one in plan.lists.items()}
    return plan.model_copy(update={"milestones": milestones, "lists": listed})


def _changes(settings: Settings, manual: Manual, catalogue: Catalogue, plan: Plan) -> Iterator[Change]:
    shipped = {standard.id: standard for standard in catalogue.standards}
    for name, own in settings.parameters.items():
        yield Change("parameter", "set", name, str(getattr(catalogue.parameters, name)), own.value, **_who(own))
    for name, own in settings.dates.items():
        yield Change("date", "set", name, plan.days[name].isoformat(), own.value, **_who(own))
    for name, listed in settings.lists.items():
        was, now = (" ".join(items) for items in (plan.lists[name].items, listed.items))
        yield Change("list", "set", name, was, now, **_who(listed))
    for entry in settings.standards:
        old = shipped.get(entry.id)
        was, now = (one.title.zh if one else "" for one in (old, entry.entry))
        yield Change("standard", entry.action, entry.id, was, now, **_who(entry))
    for row in manual:
        before = shipped.get(row.standard)
        if row.points is not None and before is not None and before.points != row.points:
            yield Change("points", "set", row.standard, str(before.points), str(row.points), basis=row.ref or "")


def _who(own: Decided) -> dict[str, Any]:
    return {"by": own.by, "date": own.date, "basis": own.basis}
