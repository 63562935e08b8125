"""The catalogue for the terminal: the list of standards, one of them whole, and the
word on its soundness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from branchstd.catalogue.model import VILLAGES, Catalogue, Plan, Standard
from branchstd.catalogue.rules import Rule
from branchstd.messages.messages import Messages
from branchstd.messages.phrases import number
from branchstd.messages.reasons import describe_wanted
from branchstd.render.style import heading, indent


def list_standards(
    catalogue: Catalogue, messages: Messages
) -> Iterator[RenderableType]:
    """Aspects and their standards with points and number of rules, then the
    disclaimer.
    """
    for aspect in catalogue.aspects:
        yield heading(f"{aspect.id} {aspect.title[messages.lang]}")
        table = Table.grid(padding=(0, 2, 0, 0))
        for standard in catalogue.standards:
            if standard.aspect == aspect.id:
                table.add_row(
                    f"  {standard.id}",
                    _size(standard, messages),
                    standard.title[messages.lang],
                )
        yield table
    yield from summary(messages)
    yield Text(
        messages.ui("disclaimer", text=catalogue.disclaimer[messages.lang]), "dim"
    )


def _size(standard: Standard, messages: Messages) -> str:
    return messages.ui(
        "points_rules", points=number(standard.points), rules=len(standard.rules)
    )


def summary(messages: Messages) -> Iterator[RenderableType]:
    """How much of what follows is the office's own, and that a day after the year was
    asked for, where it is so.
    """
    yield from (
        indent(text, 0, "dim")
        for text in (messages.year_note(), messages.own_summary())
        if text
    )


def own(catalogue: Catalogue, messages: Messages) -> Iterator[RenderableType]:
    """What the office set, what it decided on open points, and every rule in which a
    default still waits for it.
    """
    if catalogue.changes:
        yield heading(messages.ui("own_head", count=len(catalogue.changes)))
        yield from (indent(messages.own(change)) for change in catalogue.changes)
    else:
        yield Text(messages.ui("own_none"))
    settled = [
        point for point in messages.plan.open if point.id in messages.plan.settlements
    ]
    yield heading(
        messages.ui(
            "open_head",
            settled=len(settled),
            open=len(messages.plan.open) - len(settled),
        )
    )
    yield from (
        indent(f"{point.id} {messages.taken(point)}") for point in messages.plan.open
    )
    waiting = [rule for _, rule in catalogue.every_rule() if rule.source.default]
    yield heading(messages.ui("waiting_head", count=len(waiting)))
    yield from (
        indent(f"{rule.id} {rule.noun[messages.lang]}{messages.waiting(rule)}")
        for rule in waiting
    )


def show_standard(standard: Standard, messages: Messages) -> Iterator[RenderableType]:
    """What it asks, in the manual's words where they were typed in; then its rules."""
    yield heading(
        f"{standard.id} {standard.title[messages.lang]}  {_size(standard, messages)}"
    )
    yield from (
        indent(messages.own(c), style="dim")
        for c in messages.catalogue.changes
        if c.id == standard.id
    )
    yield from asked(standard, messages)
    yield indent(
        messages.ui(
            "who",
            who=messages.words.RESPONSIBLE[standard.responsible],
            days=standard.days,
        )
    )
    yield indent(messages.ui("to_do", text=standard.remedy[messages.lang]))
    if said := kinds_of(standard.kinds, messages):
        yield indent(said)
    for rule in standard.rules:
        yield from one_rule(rule, messages)


def asked(standard: Standard, messages: Messages) -> Iterator[RenderableType]:
    """What it asks, and the manual's words for it, where they were typed in."""
    yield indent(messages.ui("requirement") + standard.requirement[messages.lang])
    official = f"{standard.official_wording} {standard.official_ref}".strip()
    text = messages.ui("official_text", text=official) if official else ""
    yield indent(text or messages.ui("official"), style="dim")


def kinds_of(kinds: Iterable[str], messages: Messages) -> str:
    """Of which kinds of units it is asked; nothing is said where of villages alone."""
    if tuple(kinds) in {(), VILLAGES}:
        return ""
    return messages.ui("asked_of", kinds=messages.all_of("unit_kinds", kinds))


def one_rule(rule: Rule, messages: Messages) -> Iterator[RenderableType]:
    """Its noun, kind, weight, condition and time, then where it comes from."""
    worth = (
        messages.words.VETOES[rule.effect]
        if rule.effect
        else messages.ui("weight", weight=rule.weight)
    )
    parts = [messages.words.KINDS[rule.kind], worth, messages.moment(rule)]
    if run := getattr(rule, "run", None):
        parts.append(
            messages.ui(
                "in_a_row", count=getattr(messages.catalogue.parameters, run, run)
            )
        )
    if rule.when:
        parts.append(messages.ui("only_when", fact=messages.words.FACTS[rule.when]))
    parts.append(
        messages.ui("only_kinds", kinds=messages.all_of("unit_kinds", rule.kinds))
        if rule.kinds
        else ""
    )
    yield indent(f"{rule.id} {rule.noun[messages.lang]}")
    yield indent(messages.words.SEMI.join(part for part in parts if part), 4)
    if counts := describe_wanted(rule, messages):
        yield indent(counts, 4)
    yield indent(messages.ui("sources") + messages.source(rule), 4, "dim")


def sound(catalogue: Catalogue, plan: Plan, messages: Messages) -> RenderableType:
    """What is said where lint has no fault: how many there are of each."""
    rules = sum(len(standard.rules) for standard in catalogue.standards)
    counts = {"aspects": len(catalogue.aspects), "standards": len(catalogue.standards)}
    return Text(
        messages.ui("lint_fine", **counts, rules=rules, duties=len(plan.duties))
    )


def phrases(wrong: Iterable[str], messages: Messages) -> Iterator[RenderableType]:
    """The quotes that the plan's text does not hold, or that all are there."""
    listed_wrong = list(wrong)
    if not listed_wrong:
        yield Text(messages.ui("phrases_fine"))
    for phrase in listed_wrong:
        yield Text(messages.ui("phrase_missing", phrase=phrase), "red")
