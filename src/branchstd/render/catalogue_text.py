"""The catalogue for the terminal: the list of standards, one of them whole, and the word on its soundness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from branchstd.catalogue.model import Catalogue, Plan, Standard
from branchstd.catalogue.rules import Rule
from branchstd.messages.speech import Speech
from branchstd.render.look import heading, indented


def listed(catalogue: Catalogue, speech: Speech) -> Iterator[RenderableType]:
    """Aspects and their standards with points and number of rules, then the disclaimer."""
    for aspect in catalogue.aspects:
        yield heading(f"{aspect.id} {aspect.title[speech.lang]}")
        table = Table.grid(padding=(0, 2, 0, 0))
        for standard in catalogue.standards:
            if standard.aspect == aspect.id:
                points = speech.ui("points_rules", points=standard.points, rules=len(standard.rules))
                table.add_row(f"  {standard.id}", points, standard.title[speech.lang])
        yield table
    yield Text(speech.ui("disclaimer", text=catalogue.disclaimer[speech.lang]), "dim")


def shown(standard: Standard, speech: Speech) -> Iterator[RenderableType]:
    points = speech.ui("points_rules", points=standard.points, rules=len(standard.rules))
    yield heading(f"{standard.id} {standard.title[speech.lang]}  {points}")
    yield indented(speech.ui("requirement") + standard.requirement[speech.lang])
    official = f"{standard.official_wording} {standard.official_ref}".strip()
    yield indented(speech.ui("official_text", text=official) if official else speech.ui("official"), style="dim")
    yield indented(speech.ui("who", who=speech.words.RESPONSIBLE[standard.responsible], days=standard.days))
    yield indented(speech.ui("to_do", text=standard.remedy[speech.lang]))
    for rule in standard.rules:
        yield from one_rule(rule, speech)


def one_rule(rule: Rule, speech: Speech) -> Iterator[RenderableType]:
    """Its noun, kind, weight, condition and time, then where it comes from."""
    parts = [speech.words.KINDS[rule.kind], speech.ui("weight", weight=rule.weight), speech.moment(rule)]
    if rule.when:
        parts.append(speech.ui("only_when", fact=speech.words.FACTS[rule.when]))
    yield indented(f"{rule.id} {rule.noun[speech.lang]}")
    yield indented(speech.words.SEMI.join(part for part in parts if part), 4)
    yield indented(speech.ui("sources") + speech.source(rule), 4, "dim")


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
