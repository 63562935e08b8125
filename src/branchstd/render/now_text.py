"""The things to do first in words: what, where, and by which command; for the terminal
and for JSON alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from branchstd.assess import Assessment
from branchstd.assess.result import VetoResult
from branchstd.catalogue.model import Standard
from branchstd.findings import Place, Problem
from branchstd.messages.messages import Messages, points
from branchstd.render.places import home, spot
from branchstd.render.rectify_text import command_of, problem, title, turns
from branchstd.render.style import heading, indent
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.tasks import Now, Task


class Said(NamedTuple):
    """What is to be done and why; how; where; with which command. What there is not is
    empty.
    """

    message: str
    remedy: str = ""
    place: Place | None = None
    command: str = ""


def describe_task(task: Task, village: Assessment, messages: Messages) -> Said:
    """By what it is about: a fault, a veto, a gap, an item, else what a day wants."""
    if task.problem:
        return _of_problem(task.problem, task, village, messages)
    if task.veto:
        return _of_veto(task.veto, village, messages)
    if task.standard:
        return _of_gap(task.standard.standard, task, village, messages)
    return (
        _of_item(task.item, messages) if task.item else _of_day(task, village, messages)
    )


def _of_problem(
    found: Problem, task: Task, village: Assessment, messages: Messages
) -> Said:
    sentence, remedy = messages.problem(found)
    if task.sort == "begin":
        return Said(
            sentence, remedy, found.place, f"branchstd add person {village.village}"
        )
    more = messages.ui("now_more", count=task.more) if task.more else ""
    stops = messages.ui("now_stops", count=len(task.results))
    return Said(
        f"{sentence}{more}{stops}",
        remedy,
        found.place,
        f"branchstd check {village.village} --problems",
    )


def _of_veto(veto: VetoResult, village: Assessment, messages: Messages) -> Said:
    result, words = veto.result, messages.words
    told = {
        "effect": words.VETOES[veto.effect],
        "message": messages.rule(result),
        "state": words.STATES[veto.state],
    }
    place = spot(result, village, messages.plan)
    message = f"{result.rule.id} {messages.ui('veto', **told)}"
    return Said(
        message, messages.ui("now_veto"), place, f"branchstd explain {result.rule.id}"
    )


def _of_item(one: Rectification, messages: Messages) -> Said:
    message = f"{title(one, messages)}{messages.words.COLON}{problem(one, messages)}"
    return Said(
        message,
        messages.words.SEMI.join(turns(one, messages)),
        one.item.mark.place,
        command_of(one),
    )


def _of_day(task: Task, village: Assessment, messages: Messages) -> Said:
    """What one kind of record is to hold by a day, and where; what lacks of the months
    before is not meant.
    """
    nouns = messages.some([result.rule.noun[messages.lang] for result in task.results])
    first = task.results[0]
    first = replace(first, answer=replace(first.answer, missing=(), due=task.day))
    message = f"{messages.ui('until', day=task.day)}{messages.words.COLON}{nouns}"
    place = Place(home(first, village, messages.plan), 0)
    return Said(message, "", place, f"branchstd due {village.village}")


def _of_gap(
    standard: Standard, task: Task, village: Assessment, messages: Messages
) -> Said:
    (result,) = task.results
    lost = messages.ui("now_lost", points=points(task.lost)) if task.lost else ""
    command = (
        command_of(task.item)
        if task.item
        else f"branchstd why {village.village} {standard.id}"
    )
    place = spot(result, village, messages.plan)
    return Said(
        f"{result.rule.id} {messages.rule(result)}{lost}",
        messages.remedy(result, standard),
        place,
        command,
    )


def tasks(
    found: Now, village: Assessment, messages: Messages
) -> Iterator[RenderableType]:
    """Each with its place and how to go on; behind them how many there are in all."""
    if not found.first:
        yield Text(messages.ui("now_nothing"), "green")
        return
    yield heading(messages.ui("now", shown=len(found.first), total=found.total))
    for number, task in enumerate(found.first, 1):
        one = describe_task(task, village, messages)
        yield indent(
            f"{number} {one.message}",
            1,
            "bold red" if task.sort in {"fault", "veto"} else "",
        )
        # Of an item the command is enough.
        if one.place and not (task.item and task.day):
            yield indent(messages.ui("place", place=one.place), 3, "dim", keep=True)
        if one.remedy:
            yield indent(messages.ui("to_do", text=one.remedy), 3)
            # In one piece, to be copied.
            yield indent(one.command, 3, "cyan", keep=True)
