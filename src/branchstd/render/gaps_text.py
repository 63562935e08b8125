"""Gaps of one or many villages, grouped by village, standard, aspect or responsible role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from rich.console import RenderableType
from rich.text import Text

from branchstd.assess import Assessment, StandardResult
from branchstd.messages.speech import Speech
from branchstd.render.check_text import Items, gap, hint_at_full
from branchstd.render.style import heading, indent


class GapLine(NamedTuple):
    """A standard of one village with rules that are partial or unmet."""

    village: Assessment
    standard: StandardResult
    items: Items


Key = Callable[[GapLine, Speech], tuple[tuple[int, ...], str]]


def gaps_of(found: Assessment, items: Items) -> Iterator[GapLine]:
    return (GapLine(found, standard, items) for standard in found.standards if standard.gaps)


def _by_village(item: GapLine, _speech: Speech) -> tuple[tuple[int, ...], str]:
    return (), f"{item.village.name}  {item.village.village}"


def _by_standard(item: GapLine, speech: Speech) -> tuple[tuple[int, ...], str]:
    standard = item.standard.standard
    return _numbers(standard.id), f"{standard.id} {standard.title[speech.lang]}"


def _by_aspect(item: GapLine, speech: Speech) -> tuple[tuple[int, ...], str]:
    aspect = next(a for a in item.village.aspects if a.aspect.id == item.standard.standard.aspect).aspect
    return _numbers(aspect.id), f"{aspect.id} {aspect.title[speech.lang]}"


def _by_responsible(item: GapLine, speech: Speech) -> tuple[tuple[int, ...], str]:
    return (), str(speech.words.RESPONSIBLE[item.standard.standard.responsible])


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".") if part.isdigit())


GROUPINGS: Final[Mapping[str, Key]] = MappingProxyType({
    "village": _by_village,
    "standard": _by_standard,
    "aspect": _by_aspect,
    "responsible": _by_responsible,
})  # fmt: skip


def gaps(found: Iterable[GapLine], by: str, speech: Speech) -> Iterator[RenderableType]:
    """Groups by number, or by the order in which they first appear; villages stay in their order inside a group."""
    groups: dict[tuple[tuple[int, ...], str], list[GapLine]] = {}
    for item in found:
        order, title = GROUPINGS[by](item, speech)
        if item.village.kind != "village" and by != "village":  # in no count of villages
            title = speech.ui("of_unit", title=title, kind=speech.word_of("unit_kinds", item.village.kind))
        groups.setdefault((order, title), []).append(item)
    for key in sorted(groups, key=lambda k: k[0]):
        yield heading(speech.ui("group", title=key[1], count=len(groups[key])))
        before = key[1] if by == "village" else ""
        for item in groups[key]:
            if item.village.name not in before:
                yield indent(Text(item.village.name, "bold"))
                before = item.village.name
            yield from gap(item.standard, item.village, item.items, speech, 2)
        villages = {item.village.village for item in groups[key]}
        rules = (rule for item in groups[key] for rule in item.standard.gaps)
        yield from hint_at_full(rules, villages.pop() if len(villages) == 1 else speech.ui("any_village"), speech)
        yield Text()
