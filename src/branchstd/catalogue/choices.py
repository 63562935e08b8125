"""Choices on what the plan leaves open: what each sets, held to the lint of shipped
entries, and who may choose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from branchstd.catalogue.lint import (
    Fault,
    Known,
    check_name,
    lint_duty,
    lint_rule,
    lint_target,
    once,
    parameters,
)
from branchstd.catalogue.model import Catalogue, Parameters, Plan, PlanDuty, Target
from branchstd.catalogue.parts import Choice, Part
from branchstd.catalogue.rules import KINDS
from branchstd.catalogue.settings import TownSettings
from branchstd.findings import Problem, excerpt, nearest
from branchstd.records.town import Decision, StaffRow

P = TypeVar("P", bound=Part)
Path = tuple[str | int, ...]
Parts = Mapping[str, Part]
Texts = Mapping[str, Any]
DECIDERS: Final = ("town_secretary", "town_deputy")


def with_fields(part: P, texts: Texts) -> P:
    """The same part with some fields read anew, an empty text as nothing. Raises
    ValidationError.
    """
    if not texts:
        return part
    return part.model_copy(
        update={name: _read(type(part), name, text) for name, text in texts.items()}
    )


def _read(kind: type[Part], name: str, text: Any) -> Any:
    info = kind.model_fields[name]
    return (
        info.get_default(call_default_factory=True)
        if text == ""
        else _adapter(kind, name).validate_python(text)
    )


@cache
def _adapter(kind: type[Part], name: str) -> TypeAdapter[Any]:
    info = kind.model_fields[name]
    written: Any = (
        Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    )
    return TypeAdapter(written)


def parts_by_number(catalogue: Catalogue, plan: Plan) -> Parts:
    """What a choice may set fields of: rules, targets and duties by number."""
    rules = (rule for _, rule in catalogue.every_rule())
    return {one.id: one for one in (*rules, *plan.targets, *plan.duties)}


def lint_choices(known: Known) -> Iterator[Fault]:
    """Whatever a choice sets exists and can be read; the first of a point sets what
    ships.
    """
    catalogue, plan, _ = known
    parts = parts_by_number(catalogue, plan)
    for place, point in enumerate(plan.open):
        path = ("open", place, "choices")
        if not point.choices:
            yield Fault(path, "no_choices", {"id": point.id})
        yield from once(path, point.choices, "code")
        for number, choice in enumerate(point.choices):
            faults = list(_lint_choice((*path, number), choice, parts, known))
            if not (faults or number) and (
                differs := _differing(choice, parts, catalogue, plan)
            ):
                faults = [
                    Fault(
                        (*path, number),
                        "not_shipped",
                        {"id": choice.code, "name": differs},
                    )
                ]
            yield from faults


def _lint_choice(
    path: Path, choice: Choice, parts: Parts, known: Known
) -> Iterator[Fault]:
    catalogue, plan, _ = known
    named: dict[str, tuple[Iterable[str], Collection[str]]] = {
        "parameters": ((*choice.parameters, *choice.own), Parameters.model_fields),
        "dates": (choice.dates, plan.days),
        "lists": (choice.lists, plan.lists),
        "fields": (choice.fields, parts),
    }
    for key, (names, registry) in named.items():
        for name in names:
            yield from check_name((*path, key, name), name, registry)
    numbers = {
        name: text
        for name, text in choice.parameters.items()
        if name in Parameters.model_fields
    }
    yield from _lint_fields((*path, "parameters"), catalogue.parameters, numbers, known)
    for name, day in choice.dates.items():
        if day.year != plan.year:
            yield Fault(
                (*path, "dates", name),
                "bad_own_day",
                {"seen": day.isoformat(), "year": str(plan.year)},
            )
    for number, texts in choice.fields.items():
        if number in parts:
            yield from _lint_fields(
                (*path, "fields", number), parts[number], texts, known
            )


def _lint_fields(path: Path, part: Part, texts: Texts, known: Known) -> Iterator[Fault]:
    """The part as it would be is held to what shipped ones are."""
    settable = type(part).model_fields.keys() - {"id", "key", "kind", "source"}
    if unknown := [name for name in texts if name not in settable]:
        for name in unknown:
            yield from check_name((*path, name), name, settable)
        return
    try:
        found = with_fields(part, texts)
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]["type"]
        yield Fault(
            path, "catalogue_value", {"name": " ".join(texts), "detail": detail}
        )
        return
    if isinstance(found, Parameters):
        yield from parameters(path, found, known.plan)
    elif isinstance(found, KINDS):
        yield from lint_rule(path, found, known)
    elif isinstance(found, Target):
        yield from lint_target(path, found, known)
    elif isinstance(found, PlanDuty):
        yield from lint_duty(path, found, known.plan)


def _differing(choice: Choice, parts: Parts, catalogue: Catalogue, plan: Plan) -> str:
    """What a choice would change of what ships."""
    changed = [
        name
        for name, text in choice.parameters.items()
        if str(getattr(catalogue.parameters, name)) != text
    ]
    changed += [name for name, day in choice.dates.items() if plan.days[name] != day]
    changed += [
        name
        for name, items in choice.lists.items()
        if items and items != plan.lists[name].items
    ]
    changed += [
        number
        for number, texts in choice.fields.items()
        if with_fields(parts[number], texts) != parts[number]
    ]
    return " ".join(changed)


def chosen(decisions: Sequence[Decision], plan: Plan) -> dict[str, Choice]:
    """The choice that was taken on each point; presumes that none is refused."""
    points = {point.id: point for point in plan.open}
    return {
        one.id: choice
        for one in decisions
        if (choice := points[one.id].choice(one.choice)) is not None
    }


def find_refusals(
    decisions: Sequence[Decision],
    staff: Sequence[StaffRow],
    settings: TownSettings,
    plan: Plan,
) -> Iterator[Problem]:
    """Decisions that cannot hold, each at its place."""
    points = {point.id: point for point in plan.open}
    for number, one in enumerate(decisions):
        point = points.get(one.id)
        if point is None:
            yield Problem(
                "unknown_name",
                one.mark.of("id"),
                {"name": one.id, "near": nearest(one.id, points)},
            )
            continue
        if any(other.id == one.id for other in decisions[:number]):
            yield Problem("id_twice", one.mark.of("id"), {"id": one.id})
        if not any(
            row.code == one.by and row.role in DECIDERS and row.holds(one.date)
            for row in staff
        ):
            values = {"id": one.id, "by": one.by, "day": one.date.isoformat()}
            yield Problem("decision_unfit", one.mark.of("by"), values)
        choice = point.choice(one.choice)
        if choice is None:
            known = "; ".join(
                f"{choice.code}（{choice.title.zh}）" for choice in point.choices
            )
            values = {"id": one.id, "seen": excerpt(one.choice), "known": known}
            yield Problem("decision_choice", one.mark.of("choice"), values)
        else:
            yield from _against(one, choice, settings)


def _against(
    one: Decision, choice: Choice, settings: TownSettings
) -> Iterator[Problem]:
    """A choice that leaves the number to the town asks for it; any other may not be
    contradicted by an own setting.
    """
    place = one.mark.of("choice")
    if choice.own and not settings.parameters.keys() & set(choice.own):
        yield Problem(
            "decision_own", place, {"id": one.id, "names": ", ".join(choice.own)}
        )
    for name, said, needed in _both(choice, settings):
        if said != needed:
            values = {
                "id": one.id,
                "choice": choice.title.zh,
                "name": name,
                "seen": said,
                "needed": needed,
            }
            yield Problem("decision_against", place, values)


def _both(choice: Choice, settings: TownSettings) -> Iterator[tuple[str, str, str]]:
    """What choice and own settings both speak of: what it is, the own setting, the
    choice's.
    """
    for name in choice.parameters.keys() & settings.parameters.keys():
        yield (
            f"parameters.{name}",
            settings.parameters[name].value,
            choice.parameters[name],
        )
    for name in choice.dates.keys() & settings.dates.keys():
        yield (
            f"dates.{name}",
            settings.dates[name].value,
            choice.dates[name].isoformat(),
        )
    for name in choice.lists.keys() & settings.lists.keys():
        if items := choice.lists[name]:
            yield f"lists.{name}", " ".join(settings.lists[name].items), " ".join(items)
