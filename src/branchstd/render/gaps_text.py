"""Gaps of one or many villages, grouped by village, standard, aspect or responsible
role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from rich.console import RenderableType
from rich.text import Text

from branchstd.assess import Assessment, StandardResult
from branchstd.messages.messages import Messages
from branchstd.render.check_text import Items, gap, hint_at_full
from branchstd.render.style import heading, indent


class GapLine(NamedTuple):
    """A standard of one village with rules that are partial or unmet."""

    village: Assessment
    standard: StandardResult
    items: Items


Key = Callable[[GapLine, Messages], tuple[tuple[int, ...], str]]


def gaps_of(found: Assessment, items: Items) -> Iterator[GapLine]:
    """One for each standard with a rule partial or unmet. items: by their rule."""
    return (
        GapLine(found, standard, items) for standard in found.standards if standard.gaps
    )


def _by_village(item: GapLine, _speech: Messages) -> tuple[tuple[int, ...], str]:
    return (), f"{item.village.name}  {item.village.village}"


def _by_standard(item: GapLine, messages: Messages) -> tuple[tuple[int, ...], str]:
    standard = item.standard.standard
    return _numbers(standard.id), f"{standard.id} {standard.title[messages.lang]}"


def _by_aspect(item: GapLine, messages: Messages) -> tuple[tuple[int, ...], str]:
    aspect = next(
        a for a in item.village.aspects if a.aspect.id == item.standard.standard.aspect
    ).aspect
    return _numbers(aspect.id), f"{aspect.id} {aspect.title[messages.lang]}"


def _by_responsible(item: GapLine, messages: Messages) -> tuple[tuple[int, ...], str]:
    return (), str(messages.words.RESPONSIBLE[item.standard.standard.responsible])


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".") if part.isdigit())


GROUPINGS: Final[Mapping[str, Key]] = MappingProxyType({
    "village": _by_village,
    "standard": _by_standard,
    "aspect": _by_aspect,
    "responsible": _by_responsible,
})  # fmt: skip


def gaps(
    found: Iterable[GapLine], by: str, messages: Messages
) -> Iterator[RenderableType]:
    """The day, then groups by number, or by the order in which they first appear;
    villages stay in their order inside a group.
    """
    groups: dict[tuple[tuple[int, ...], str], list[GapLine]] = {}
    for item in found:
        order, title = GROUPINGS[by](item, messages)
        # In no count of villages.
        if item.village.kind != "village" and by != "village":
            title = messages.ui(
                "of_unit",
                title=title,
                kind=messages.word_of("unit_kinds", item.village.kind),
            )
        groups.setdefault((order, title), []).append(item)
    for item in [item for items in groups.values() for item in items][:1]:
        yield Text(messages.ui("as_of", day=item.village.as_of))
    for key in sorted(groups, key=lambda k: k[0]):
        yield heading(messages.ui("group", title=key[1], count=len(groups[key])))
        before = key[1] if by == "village" else ""
        for item in groups[key]:
            if item.village.name not in before:
                yield indent(Text(item.village.name, "bold"))
                before = item.village.name
            yield from gap(item.standard, item.village, item.items, messages, 2)
        villages = {item.village.village for item in groups[key]}
        rules = (rule for item in groups[key] for rule in item.standard.gaps)
        yield from hint_at_full(
            rules,
            villages.pop() if len(villages) == 1 else messages.ui("any_village"),
            messages,
        )
        yield Text()
