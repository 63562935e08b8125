"""The catalogue for the terminal: the list of standards, one of them whole, and the word on its soundness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from branchstd.catalogue.model import VILLAGES, Catalogue, Plan, Standard
from branchstd.catalogue.rules import Rule
from branchstd.messages.reasons import describe_wanted
from branchstd.messages.speech import Speech
from branchstd.messages.telling import number
from branchstd.render.style import heading, indent


def list_standards(catalogue: Catalogue, speech: Speech) -> Iterator[RenderableType]:
    """Aspects and their standards with points and number of rules, then the disclaimer."""
    for aspect in catalogue.aspects:
        yield heading(f"{aspect.id} {aspect.title[speech.lang]}")
        table = Table.grid(padding=(0, 2, 0, 0))
        for standard in catalogue.standards:
            if standard.aspect == aspect.id:
                table.add_row(f"  {standard.id}", _size(standard, speech), standard.title[speech.lang])
        yield table
    yield from summary(speech)
    yield Text(speech.ui("disclaimer", text=catalogue.disclaimer[speech.lang]), "dim")


def _size(standard: Standard, speech: Speech) -> str:
    return speech.ui("points_rules", points=number(standard.points), rules=len(standard.rules))


def summary(speech: Speech) -> Iterator[RenderableType]:
    """How much of what follows is the office's own, and that a day after the year was asked for, where it is so."""
    yield from (indent(text, 0, "dim") for text in (speech.year_note(), speech.own_summary()) if text)


def own(catalogue: Catalogue, speech: Speech) -> Iterator[RenderableType]:
    """What the office set, what it decided on open points, and every rule in which a default still waits for it."""
    if catalogue.changes:
        yield heading(speech.ui("own_head", count=len(catalogue.changes)))
        yield from (indent(speech.own(change)) for change in catalogue.changes)
    else:
        yield Text(speech.ui("own_none"))
    settled = [point for point in speech.plan.open if point.id in speech.plan.settlements]
    yield heading(speech.ui("open_head", settled=len(settled), open=len(speech.plan.open) - len(settled)))
    yield from (indent(f"{point.id} {speech.taken(point)}") for point in speech.plan.open)
    waiting = [rule for _, rule in catalogue.every_rule() if rule.source.default]
    yield heading(speech.ui("waiting_head", count=len(waiting)))
    yield from (indent(f"{rule.id} {rule.noun[speech.lang]}{speech.waiting(rule)}") for rule in waiting)


def show_standard(standard: Standard, speech: Speech) -> Iterator[RenderableType]:
    yield heading(f"{standard.id} {standard.title[speech.lang]}  {_size(standard, speech)}")
    yield from (indent(speech.own(c), style="dim") for c in speech.catalogue.changes if c.id == standard.id)
    yield indent(speech.ui("requirement") + standard.requirement[speech.lang])
    official = f"{standard.official_wording} {standard.official_ref}".strip()
    yield indent(speech.ui("official_text", text=official) if official else speech.ui("official"), style="dim")
    yield indent(speech.ui("who", who=speech.words.RESPONSIBLE[standard.responsible], days=standard.days))
    yield indent(speech.ui("to_do", text=standard.remedy[speech.lang]))
    if said := kinds_of(standard.kinds, speech):
        yield indent(said)
    for rule in standard.rules:
        yield from one_rule(rule, speech)


def kinds_of(kinds: Iterable[str], speech: Speech) -> str:
    """Of which kinds of units it is asked; nothing is said where of villages alone."""
    if tuple(kinds) in {(), VILLAGES}:
        return ""
    return speech.ui("asked_of", kinds=speech.all_of("unit_kinds", kinds))


def one_rule(rule: Rule, speech: Speech) -> Iterator[RenderableType]:
    """Its noun, kind, weight, condition and time, then where it comes from."""
    worth = speech.words.VETOES[rule.effect] if rule.effect else speech.ui("weight", weight=rule.weight)
    parts = [speech.words.KINDS[rule.kind], worth, speech.moment(rule)]
    if run := getattr(rule, "run", None):
        parts.append(speech.ui("in_a_row", count=getattr(speech.catalogue.parameters, run, run)))
    if rule.when:
        parts.append(speech.ui("only_when", fact=speech.words.FACTS[rule.when]))
    parts.append(speech.ui("only_kinds", kinds=speech.all_of("unit_kinds", rule.kinds)) if rule.kinds else "")
    yield indent(f"{rule.id} {rule.noun[speech.lang]}")
    yield indent(speech.words.SEMI.join(part for part in parts if part), 4)
    if counts := describe_wanted(rule, speech):
        yield indent(counts, 4)
    yield indent(speech.ui("sources") + speech.source(rule), 4, "dim")


def sound(catalogue: Catalogue, plan: Plan, speech: Speech) -> RenderableType:
    rules = sum(len(standard.rules) for standard in catalogue.standards)
    counts = {"aspects": len(catalogue.aspects), "standards": len(catalogue.standards)}
    return Text(speech.ui("lint_fine", **counts, rules=rules, duties=len(plan.duties)))


def phrases(wrong: Iterable[str], speech: Speech) -> Iterator[RenderableType]:
    """The quotes that the plan's text does not hold, or that all are there."""
    listed_wrong = list(wrong)
    if not listed_wrong:
        yield Text(speech.ui("phrases_fine"))
    for phrase in listed_wrong:
        yield Text(speech.ui("phrase_missing", phrase=phrase), "red")
