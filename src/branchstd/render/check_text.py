"""A village's check for the terminal: aspects with bars, then gaps with place and
remedy, then what is next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from branchstd.assess import AssessedVillage, Assessment, RuleResult, StandardResult
from branchstd.findings import Outcome, Problem, Severity
from branchstd.messages.messages import Messages, points
from branchstd.messages.phrases import number
from branchstd.outlook import due_today, upcoming
from branchstd.records.persons import delicate_texts
from branchstd.render.now_text import tasks
from branchstd.render.places import leads
from branchstd.render.rectify_text import state_text
from branchstd.render.style import LOOKS, SEVERITIES, bar, footnotes, heading, indent
from branchstd.workflow.last_year import Aim, LastYear
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.tasks import Now

# Items by the number of the rule that they are about.
Items = Mapping[str, Rectification]
NEXT_DAYS = 31
NEXT_AT_MOST = 8


def village(
    assessed: AssessedVillage, items: Items, last: LastYear, messages: Messages
) -> Iterator[RenderableType]:
    """All of it; where nothing is recorded the faults alone: all else would be gaps."""
    return (
        faults(assessed, messages)
        if assessed.nothing_recorded
        else _whole(assessed, items, last, messages)
    )


def opening(
    assessed: AssessedVillage, found: Now, messages: Messages
) -> Iterator[RenderableType]:
    """The result, what to do first, the rest in short, and where all else is told: a
    screen and a half.
    """
    seen = assessed.assessment
    if assessed.nothing_recorded:
        told = [task.problem for task in found.first]
        yield heading(f"{seen.name}  {seen.village}")
        yield from tasks(found, seen, messages)
        yield Text()
        yield from problems(
            (problem for problem in assessed.problems if problem not in told), messages
        )
        return
    yield from _head(seen, messages)
    yield from tasks(found, seen, messages)
    yield Text()
    yield _aspects(seen, {}, messages)
    yield Text()
    yield from _rest(assessed, messages)


def _rest(assessed: AssessedVillage, messages: Messages) -> Iterator[RenderableType]:
    """Gaps by number, how many faults and open points there are, and the commands that
    tell them.
    """
    found, slug = assessed.assessment, assessed.assessment.village
    yield _gaps_of(found, messages)
    if assessed.problems:
        yield indent(messages.ui("problems", **_counts(assessed.problems)), 0)
    yield from _delicate(assessed, messages)
    rules = [
        rule
        for standard in found.standards
        for rule in standard.rules
        if rule.share is not None
    ]
    if moving := messages.open_points(
        {"conclusion", *(rule.rule.id for rule in rules)}
    ):
        codes = messages.words.AND.join(point.id for point in moving)
        yield indent(
            messages.ui(
                "open_points", count=len(moving), codes=codes, first=moving[0].id
            ),
            0,
        )
    yield indent(messages.ui("all_else", village=slug), 0, "dim")
    yield Text()


def _delicate(
    assessed: AssessedVillage, messages: Messages
) -> Iterator[RenderableType]:
    """How many texts say something of health, hardship or punishment; not which."""
    if count := delicate_texts(
        record for records in assessed.village.records.values() for record in records
    ):
        yield indent(messages.ui("delicate_count", count=count), 0, "dim")


def _gaps_of(found: Assessment, messages: Messages) -> RenderableType:
    codes = [standard.standard.id for standard in found.standards if standard.gaps]
    if not codes:
        return Text(messages.ui("no_gaps"), "green")
    return indent(
        messages.ui("gaps_of", count=len(codes), codes=messages.words.AND.join(codes)),
        0,
    )


def _whole(
    assessed: AssessedVillage, items: Items, last: LastYear, messages: Messages
) -> Iterator[RenderableType]:
    found = assessed.assessment
    yield from _head(found, messages)
    yield _aspects(found, last.aims, messages)
    if last.aims:
        yield indent(before(last, messages), 0, "dim")
    yield Text()
    yield from _vetoes(found, messages)
    yield from _gaps(found, items, messages)
    yield from _waiting(found, messages)
    yield from problems(assessed.problems, messages)
    yield from _delicate(assessed, messages)
    yield from _next(found, messages)
    yield from footnotes(_rules_mentioned(found), messages)


def _rules_mentioned(found: Assessment) -> set[str]:
    """Numbers of the rules about which something is said: gaps and what waits; and the
    conclusion.
    """
    rules = (rule for standard in found.standards for rule in standard.rules)
    return {
        "conclusion",
        *(
            rule.rule.id
            for rule in rules
            if rule.is_gap or rule.outcome is Outcome.REVIEW
        ),
    }


def overview(assessed: AssessedVillage, messages: Messages) -> Iterator[RenderableType]:
    """One of many villages: its result, its gaps by number, its faults, and how to see
    the whole.
    """
    return (
        faults(assessed, messages)
        if assessed.nothing_recorded
        else _brief(assessed, messages)
    )


def _brief(assessed: AssessedVillage, messages: Messages) -> Iterator[RenderableType]:
    found = assessed.assessment
    yield from _head(found, messages)
    yield from _vetoes(found, messages)
    yield _gaps_of(found, messages)
    yield indent(
        messages.ui("whole", command=f"branchstd check {found.village}"), 0, "dim"
    )
    yield Text()
    yield from problems(assessed.problems, messages)


def faults(assessed: AssessedVillage, messages: Messages) -> Iterator[RenderableType]:
    """The village's name and the faults of its records, or that there are none."""
    found = assessed.assessment
    yield heading(f"{found.name}  {found.village}")
    if not assessed.problems:
        yield indent(messages.ui("no_problems"))
        yield Text()
    yield from problems(assessed.problems, messages)


def _head(found: Assessment, messages: Messages) -> Iterator[RenderableType]:
    kind = (
        f"  {messages.word_of('unit_kinds', found.kind)}"
        if found.kind != "village"
        else ""
    )
    yield heading(
        f"{found.name}  {found.village}{kind} "
        f" {messages.ui('as_of', day=found.as_of.isoformat())}"
    )
    word = messages.words.CONCLUSIONS[found.conclusion.proposed]
    reasons = messages.words.SEMI.join(
        messages.words.REASONS[code] for code in found.conclusion.reasons
    )
    yield indent(messages.ui("conclusion", word=word, reasons=reasons), 0)
    numbers = {
        "evaluated": points(found.evaluated),
        "applicable": number(found.applicable),
        "total": number(found.total),
        "waiting": found.waiting,
    }
    if found.score is None:
        yield indent(messages.ui("no_score", **numbers), 0)
    else:
        yield indent(messages.ui("score", score=points(found.score), **numbers), 0)
    counts = found.outcomes()
    words = (
        messages.ui("outcome_count", word=messages.words.OUTCOMES[outcome], count=count)
        for outcome, count in counts.items()
        if count
    )
    yield indent(messages.words.AND.join(words), 0)
    yield Text()


def before(last: LastYear, messages: Messages) -> str:
    """The town's word of the year before, and whether anything was kept of the aspects
    then.
    """
    year = messages.plan.year - 1
    word = messages.ui("not_kept")
    if last.accepted is not None:
        score = (
            f"{last.accepted.score}"
            if last.accepted.score is not None
            else messages.ui("not_said")
        )
        word = messages.ui(
            "before_word",
            word=messages.word_of("conclusions", last.accepted.conclusion),
            score=score,
        )
    kept = any(aim.of for aim in last.aims.values())
    return messages.ui("before", year=year, word=word) + (
        "" if kept else messages.ui("before_aspects")
    )


def aim_told(aim: Aim, messages: Messages) -> str:
    """What an aspect is to be; of its standards how many the branch said were met the
    year before, where kept.
    """
    said = (
        messages.ui("own_before", met=aim.met, of=aim.of)
        if aim.of
        else messages.ui("not_kept")
    )
    return messages.ui(
        "aim", title=aim.title[messages.lang], year=messages.plan.year - 1, said=said
    )


def _aspects(found: Assessment, aims: Mapping[str, Aim], messages: Messages) -> Table:
    """Each with its score; below it what it is to be by the year's end, and what was
    said of it the year before.
    """
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "left", "right", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    table.add_row(
        "",
        "",
        messages.ui("score_head"),
        messages.ui("evaluated_head"),
        "",
        style="dim",
    )
    for aspect in found.aspects:
        score = messages.ui("not_yet") if aspect.score is None else points(aspect.score)
        weight = f"{points(aspect.evaluated)}/{number(aspect.applicable)}"
        table.add_row(
            f" {aspect.aspect.id}",
            aspect.aspect.title[messages.lang],
            score,
            weight,
            bar(aspect.score),
        )
        if aim := aims.get(aspect.aspect.id):
            year, told = (
                (str(messages.plan.year - 1), f"{aim.met}/{aim.of}")
                if aim.of
                else ("", "")
            )
            table.add_row("", aim.title[messages.lang], year, told, "", style="dim")
    return table


def _vetoes(found: Assessment, messages: Messages) -> Iterator[RenderableType]:
    for veto in found.vetoes:
        words = messages.words
        text = messages.ui(
            "veto",
            effect=words.VETOES[veto.effect],
            message=messages.rule(veto.result),
            state=words.STATES[veto.state],
        )
        yield indent(
            f"! {veto.result.rule.id} {text}", 0, "bold red" if veto.is_live else "dim"
        )
        for name in veto.open:
            value = getattr(messages.catalogue.parameters, name)
            yield indent(
                messages.ui(
                    "veto_asked", what=words.PARAMETERS[name], name=name, value=value
                ),
                2,
                "yellow",
            )
    if found.vetoes:
        yield Text()


def _gaps(
    found: Assessment, items: Items, messages: Messages
) -> Iterator[RenderableType]:
    standards = [standard for standard in found.standards if standard.gaps]
    if not standards:
        yield Text(messages.ui("no_gaps"), "green")
        yield Text()
        return
    yield heading(messages.ui("gaps", count=len(standards)))
    for standard in standards:
        yield from gap(standard, found, items, messages)
    yield from hint_at_full(
        (gap for standard in standards for gap in standard.gaps),
        found.village,
        messages,
    )
    yield Text()


def hint_at_full(
    rules: Iterable[RuleResult], village: str, messages: Messages
) -> Iterator[RenderableType]:
    """How to see all that is missing, where a sentence names only the first."""
    if any(len(rule.answer.missing) > messages.most for rule in rules):
        yield indent(messages.ui("more_missing", village=village), 2, "dim")


def standard_line(result: StandardResult, messages: Messages) -> Text:
    """Number, title, outcome, points won of those evaluated."""
    won = (
        ""
        if result.score is None
        else f"  {points(result.score)}/{points(result.evaluated or result.points)}"
    )
    title = result.standard.title[messages.lang]
    line = Text(f"{result.standard.id} {title}  ", "bold")
    line.append(
        f"{messages.words.OUTCOMES[result.outcome]}{won}", LOOKS[result.outcome].style
    )
    return line


def rule_line(result: RuleResult, messages: Messages) -> Text:
    """Sign, number and sentence, and whether a default in it waits for the town."""
    look = LOOKS[result.outcome]
    line = Text(f"{look.sign} ", look.style)
    line.append(f"{result.rule.id} {messages.rule(result)}", "")
    return line.append(messages.default_mark(result.rule), "dim")


def gap(
    result: StandardResult,
    found: Assessment,
    items: Items,
    messages: Messages,
    columns: int = 0,
) -> Iterator[RenderableType]:
    """What is missing by rule and where the failing records stand; then what to do, who
    does it, by when.
    """
    yield indent(standard_line(result, messages), columns)
    for rule in result.gaps:
        line = rule_line(rule, messages)
        if due_today(rule, found.as_of):
            line.append(messages.ui("today"), "bold")
        if rule.by_town:
            line.append(f" {messages.ui('town_side')}", "dim")
        line.append(
            item_mark(items.get(rule.rule.id), messages),
            "cyan" if rule.rule.id in items else "dim",
        )
        yield indent(line, columns + 2)
        yield from leads(rule, found, messages, columns + 4)
    yield indent(messages.ui("to_do", text=messages.advice(result)), columns + 2)
    who = messages.words.RESPONSIBLE[result.standard.responsible]
    yield indent(
        messages.ui("who", who=who, days=result.standard.days), columns + 2, "dim"
    )


def item_mark(one: Rectification | None, messages: Messages) -> str:
    """The number and state of the item that follows a gap up, or that there is none."""
    if one is None:
        return messages.ui("item_none")
    return messages.ui("item_mark", id=one.item.id, state=state_text(one, messages))


def _waiting(found: Assessment, messages: Messages) -> Iterator[RenderableType]:
    waits = [
        (r, s)
        for s in found.standards
        for r in s.rules
        if r.outcome in {Outcome.REVIEW, Outcome.ERROR}
    ]
    if waits:
        yield heading(messages.ui("waits"))
        yield from (indent(rule_line(rule, messages)) for rule, _ in waits)
        yield Text()


def problems(found: Iterable[Problem], messages: Messages) -> Iterator[RenderableType]:
    """Errors, and below them what is only a reminder."""
    listed = list(found)
    if not listed:
        return
    errors, reminders = (
        [problem for problem in listed if problem.severity is one] for one in Severity
    )
    yield heading(messages.ui("problems", errors=len(errors), warnings=len(reminders)))
    yield from _lines(errors, messages)
    if errors and reminders:
        yield indent(messages.ui("reminders", count=len(reminders)), 0)
    yield from _lines(reminders, messages)
    yield Text()


def _lines(found: Sequence[Problem], messages: Messages) -> Iterator[RenderableType]:
    """One line a problem, `file:line:column` first, then where else the same is said,
    then what to do.
    """
    for alike in messages.alike(found):
        problem, others = alike[0], messages.others(alike)
        sentence, remedy = messages.problem(problem)
        line = Text(f"{problem.place}: ")
        line.append(
            f"{messages.words.SEVERITIES[problem.severity]}[{problem.code}] ",
            SEVERITIES[problem.severity],
        )
        yield indent(line.append(sentence, ""))
        yield from [indent(others, 4)] if others else []
        yield indent(messages.ui("to_do", text=remedy), 4)


def _counts(found: Sequence[Problem]) -> dict[str, int]:
    errors = sum(problem.severity == "error" for problem in found)
    return {"errors": errors, "warnings": len(found) - errors}


def _next(found: Assessment, messages: Messages) -> Iterator[RenderableType]:
    """The first of what is owed in the coming days, one line a day."""
    by_day: dict[date, list[str]] = {}
    for item in upcoming(found, found.as_of + timedelta(days=NEXT_DAYS)):
        by_day.setdefault(item.day, []).append(
            f"{item.result.rule.noun[messages.lang]}"
        )
    yield heading(messages.ui("next"))
    if not by_day:
        yield indent(messages.ui("nothing_next"))
    for day, nouns in list(by_day.items())[:NEXT_AT_MOST]:
        unique = messages.words.AND.join(dict.fromkeys(nouns))
        yield indent(f"{messages.ui('until', day=day.isoformat())}  {unique}")
    yield Text()
