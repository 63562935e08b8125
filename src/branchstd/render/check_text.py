"""A village's check for the terminal: aspects with bars, then gaps with place and remedy, then what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from branchstd.assess import AssessedVillage, Assessment, RuleResult, StandardResult
from branchstd.findings import Outcome, Problem, group
from branchstd.messages.speech import Speech, points
from branchstd.messages.telling import number
from branchstd.outlook import due_today, upcoming
from branchstd.records.delicate import delicate_texts
from branchstd.render.now_text import tasks
from branchstd.render.places import leads
from branchstd.render.sheets import footnotes
from branchstd.render.states import state_text
from branchstd.render.style import LOOKS, SEVERITIES, bar, heading, indent
from branchstd.workflow.last_year import Aim, LastYear
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.tasks import Now

# Items by the number of the rule that they are about.
Items = Mapping[str, Rectification]
NEXT_DAYS = 31
NEXT_AT_MOST = 8


def village(assessed: AssessedVillage, items: Items, last: LastYear, speech: Speech) -> Iterator[RenderableType]:
    return faults(assessed, speech) if _is_new(assessed) else _whole(assessed, items, last, speech)


def opening(assessed: AssessedVillage, found: Now, speech: Speech) -> Iterator[RenderableType]:
    """The result, what to do first, the rest in short, and where all else is told: a screen and a half."""
    seen = assessed.assessment
    if _is_new(assessed):
        told = [task.problem for task in found.first]
        yield heading(f"{seen.name}  {seen.village}")
        yield from tasks(found, seen, speech)
        yield Text()
        yield from problems((problem for problem in assessed.problems if problem not in told), speech)
        return
    yield from _head(seen, speech)
    yield from tasks(found, seen, speech)
    yield Text()
    yield _aspects(seen, {}, speech)
    yield Text()
    yield from _rest(assessed, speech)


def _rest(assessed: AssessedVillage, speech: Speech) -> Iterator[RenderableType]:
    """Gaps by number, how many faults and open points there are, and the commands that tell them."""
    found, slug = assessed.assessment, assessed.assessment.village
    yield _gaps_of(found, speech)
    if assessed.problems:
        yield indent(speech.ui("problems", **_counts(assessed.problems)), 0)
    yield from _delicate(assessed, speech)
    rules = [rule for standard in found.standards for rule in standard.rules if rule.share is not None]
    if moving := speech.open_points({"conclusion", *(rule.rule.id for rule in rules)}):
        codes = speech.words.AND.join(point.id for point in moving)
        yield indent(speech.ui("open_points", count=len(moving), codes=codes, first=moving[0].id), 0)
    yield indent(speech.ui("all_else", village=slug), 0, "dim")
    yield Text()


def _delicate(assessed: AssessedVillage, speech: Speech) -> Iterator[RenderableType]:
    """How many texts say something of health, hardship or punishment; not which."""
    if count := delicate_texts(record for records in assessed.village.records.values() for record in records):
        yield indent(speech.ui("delicate_count", count=count), 0, "dim")


def _gaps_of(found: Assessment, speech: Speech) -> RenderableType:
    codes = [standard.standard.id for standard in found.standards if standard.gaps]
    if not codes:
        return Text(speech.ui("no_gaps"), "green")
    return indent(speech.ui("gaps_of", count=len(codes), codes=speech.words.AND.join(codes)), 0)


def _is_new(assessed: AssessedVillage) -> bool:
    """Whether nothing is recorded yet: then there is one thing to say, and no list of all that is missing."""
    return any(problem.code == "nothing_recorded" for problem in assessed.problems)


def _whole(assessed: AssessedVillage, items: Items, last: LastYear, speech: Speech) -> Iterator[RenderableType]:
    found = assessed.assessment
    yield from _head(found, speech)
    yield _aspects(found, last.aims, speech)
    if last.aims:
        yield indent(before(last, speech), 0, "dim")
    yield Text()
    yield from _vetoes(found, speech)
    yield from _gaps(found, items, speech)
    yield from _waiting(found, speech)
    yield from problems(assessed.problems, speech)
    yield from _delicate(assessed, speech)
    yield from _next(found, speech)
    yield from footnotes(_rules_mentioned(found), speech)


def _rules_mentioned(found: Assessment) -> set[str]:
    """Numbers of the rules about which something is said: gaps and what waits; and the conclusion."""
    rules = (rule for standard in found.standards for rule in standard.rules)
    return {"conclusion", *(rule.rule.id for rule in rules if rule.is_gap or rule.outcome is Outcome.REVIEW)}


def overview(assessed: AssessedVillage, speech: Speech) -> Iterator[RenderableType]:
    """One of many villages: its result, its gaps by number, its faults, and how to see the whole."""
    return faults(assessed, speech) if _is_new(assessed) else _brief(assessed, speech)


def _brief(assessed: AssessedVillage, speech: Speech) -> Iterator[RenderableType]:
    found = assessed.assessment
    yield from _head(found, speech)
    yield from _vetoes(found, speech)
    yield _gaps_of(found, speech)
    yield indent(speech.ui("whole", command=f"branchstd check {found.village}"), 0, "dim")
    yield Text()
    yield from problems(assessed.problems, speech)


def faults(assessed: AssessedVillage, speech: Speech) -> Iterator[RenderableType]:
    """The village's name and the faults of its records, or that there are none."""
    found = assessed.assessment
    yield heading(f"{found.name}  {found.village}")
    if not assessed.problems:
        yield indent(speech.ui("no_problems"))
        yield Text()
    yield from problems(assessed.problems, speech)


def _head(found: Assessment, speech: Speech) -> Iterator[RenderableType]:
    kind = f"  {speech.word_of('unit_kinds', found.kind)}" if found.kind != "village" else ""
    yield heading(f"{found.name}  {found.village}{kind}  {speech.ui('as_of', day=found.as_of.isoformat())}")
    word = speech.words.CONCLUSIONS[found.conclusion.proposed]
    reasons = speech.words.SEMI.join(speech.words.REASONS[code] for code in found.conclusion.reasons)
    yield indent(speech.ui("conclusion", word=word, reasons=reasons), 0)
    numbers = {
        "evaluated": points(found.evaluated),
        "applicable": number(found.applicable),
        "total": number(found.total),
        "waiting": found.waiting,
    }
    if found.score is None:
        yield indent(speech.ui("no_score", **numbers), 0)
    else:
        yield indent(speech.ui("score", score=points(found.score), **numbers), 0)
    counts = found.outcomes()
    words = (
        speech.ui("outcome_count", word=speech.words.OUTCOMES[outcome], count=count)
        for outcome, count in counts.items()
        if count
    )
    yield indent(speech.words.AND.join(words), 0)
    yield Text()


def before(last: LastYear, speech: Speech) -> str:
    """The town's word of the year before, and whether anything was kept of the aspects then."""
    year = speech.plan.year - 1
    word = speech.ui("not_kept")
    if last.accepted is not None:
        score = f"{last.accepted.score}" if last.accepted.score is not None else speech.ui("not_said")
        word = speech.ui("before_word", word=speech.word_of("conclusions", last.accepted.conclusion), score=score)
    kept = any(aim.of for aim in last.aims.values())
    return speech.ui("before", year=year, word=word) + ("" if kept else speech.ui("before_aspects"))


def aim_told(aim: Aim, speech: Speech) -> str:
    """What an aspect is to be; of its standards how many the branch said were met the year before, where kept."""
    said = speech.ui("own_before", met=aim.met, of=aim.of) if aim.of else speech.ui("not_kept")
    return speech.ui("aim", title=aim.title[speech.lang], year=speech.plan.year - 1, said=said)


def _aspects(found: Assessment, aims: Mapping[str, Aim], speech: Speech) -> Table:
    """Each with its score; below it what it is to be by the year's end, and what was said of it the year before."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "left", "right", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    table.add_row("", "", speech.ui("score_head"), speech.ui("evaluated_head"), "", style="dim")
    for aspect in found.aspects:
        score = speech.ui("not_yet") if aspect.score is None else points(aspect.score)
        weight = f"{points(aspect.evaluated)}/{number(aspect.applicable)}"
        table.add_row(f" {aspect.aspect.id}", aspect.aspect.title[speech.lang], score, weight, bar(aspect.score))
        if aim := aims.get(aspect.aspect.id):
            year, told = (str(speech.plan.year - 1), f"{aim.met}/{aim.of}") if aim.of else ("", "")
            table.add_row("", aim.title[speech.lang], year, told, "", style="dim")
    return table


def _vetoes(found: Assessment, speech: Speech) -> Iterator[RenderableType]:
    for veto in found.vetoes:
        words = speech.words
        text = speech.ui(
            "veto", effect=words.VETOES[veto.effect], message=speech.rule(veto.result), state=words.STATES[veto.state]
        )
        yield indent(f"! {veto.result.rule.id} {text}", 0, "bold red" if veto.is_live else "dim")
        for name in veto.open:
            value = getattr(speech.catalogue.parameters, name)
            yield indent(speech.ui("veto_asked", what=words.PARAMETERS[name], name=name, value=value), 2, "yellow")
    if found.vetoes:
        yield Text()


def _gaps(found: Assessment, items: Items, speech: Speech) -> Iterator[RenderableType]:
    standards = [standard for standard in found.standards if standard.gaps]
    if not standards:
        yield Text(speech.ui("no_gaps"), "green")
        yield Text()
        return
    yield heading(speech.ui("gaps", count=len(standards)))
    for standard in standards:
        yield from gap(standard, found, items, speech)
    yield from hint_at_full((gap for standard in standards for gap in standard.gaps), found.village, speech)
    yield Text()


def hint_at_full(rules: Iterable[RuleResult], village: str, speech: Speech) -> Iterator[RenderableType]:
    """How to see all that is missing, where a sentence names only the first."""
    if any(len(rule.answer.missing) > speech.most for rule in rules):
        yield indent(speech.ui("more_missing", village=village), 2, "dim")


def standard_line(result: StandardResult, speech: Speech) -> Text:
    """Number, title, outcome, points won of those evaluated."""
    won = "" if result.score is None else f"  {points(result.score)}/{points(result.evaluated or result.points)}"
    title = result.standard.title[speech.lang]
    line = Text(f"{result.standard.id} {title}  ", "bold")
    line.append(f"{speech.words.OUTCOMES[result.outcome]}{won}", LOOKS[result.outcome].style)
    return line


def rule_line(result: RuleResult, speech: Speech) -> Text:
    look = LOOKS[result.outcome]
    line = Text(f"{look.sign} ", look.style)
    line.append(f"{result.rule.id} {speech.rule(result)}", "")
    return line.append(speech.default_mark(result.rule), "dim")


def gap(
    result: StandardResult, found: Assessment, items: Items, speech: Speech, columns: int = 0
) -> Iterator[RenderableType]:
    """What is missing by rule and where the failing records stand; then what to do, who does it, by when."""
    yield indent(standard_line(result, speech), columns)
    for rule in result.gaps:
        line = rule_line(rule, speech)
        if due_today(rule, found.as_of):
            line.append(speech.ui("today"), "bold")
        if rule.by_town:
            line.append(f" {speech.ui('town_side')}", "dim")
        line.append(item_mark(items.get(rule.rule.id), speech), "cyan" if rule.rule.id in items else "dim")
        yield indent(line, columns + 2)
        yield from leads(rule, found, speech, columns + 4)
    yield indent(speech.ui("to_do", text=speech.advice(result)), columns + 2)
    who = speech.words.RESPONSIBLE[result.standard.responsible]
    yield indent(speech.ui("who", who=who, days=result.standard.days), columns + 2, "dim")


def item_mark(one: Rectification | None, speech: Speech) -> str:
    """The number and state of the item that follows a gap up, or that there is none."""
    if one is None:
        return speech.ui("item_none")
    return speech.ui("item_mark", id=one.item.id, state=state_text(one, speech))


def _waiting(found: Assessment, speech: Speech) -> Iterator[RenderableType]:
    waits = [(r, s) for s in found.standards for r in s.rules if r.outcome in {Outcome.REVIEW, Outcome.ERROR}]
    if waits:
        yield heading(speech.ui("waits"))
        yield from (indent(rule_line(rule, speech)) for rule, _ in waits)
        yield Text()


def problems(found: Iterable[Problem], speech: Speech) -> Iterator[RenderableType]:
    """One line a problem, `file:line:column` first, then where else the same is said, then what to do."""
    listed = list(found)
    if not listed:
        return
    yield heading(speech.ui("problems", **_counts(listed)))
    for alike in group(listed):
        problem, others = alike[0], speech.others(alike)
        sentence, remedy = speech.problem(problem)
        line = Text(f"{problem.place}: ")
        line.append(f"{speech.words.SEVERITIES[problem.severity]}[{problem.code}] ", SEVERITIES[problem.severity])
        yield indent(line.append(sentence, ""))
        yield from [indent(others, 4)] if others else []
        yield indent(speech.ui("to_do", text=remedy), 4)
    yield Text()


def _counts(found: Sequence[Problem]) -> dict[str, int]:
    errors = sum(problem.severity == "error" for problem in found)
    return {"errors": errors, "warnings": len(found) - errors}


def _next(found: Assessment, speech: Speech) -> Iterator[RenderableType]:
    """The first of what is owed in the coming days, one line a day."""
    by_day: dict[date, list[str]] = {}
    for item in upcoming(found, found.as_of + timedelta(days=NEXT_DAYS)):
        by_day.setdefault(item.day, []).append(f"{item.result.rule.noun[speech.lang]}")
    yield heading(speech.ui("next"))
    if not by_day:
        yield indent(speech.ui("nothing_next"))
    for day, nouns in list(by_day.items())[:NEXT_AT_MOST]:
        unique = speech.words.AND.join(dict.fromkeys(nouns))
        yield indent(f"{speech.ui('until', day=day.isoformat())}  {unique}")
    yield Text()
