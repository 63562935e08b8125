"""`branchstd-check-v1`: the assessment as JSON. A public contract; docs/check-json.md
describes it.

Numbers are strings; shares and exact scores are fractions; `missing` holds codes
without language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from branchstd.assess import Assessment, RuleResult, StandardResult
from branchstd.assess.result import AspectResult, AssessedVillage, VetoResult
from branchstd.catalogue.model import Change
from branchstd.findings import Place, Problem
from branchstd.mask import mask_all
from branchstd.messages.messages import Messages, points
from branchstd.messages.phrases import number
from branchstd.render.check_text import Items
from branchstd.render.now_text import describe_task
from branchstd.render.places import enter_in
from branchstd.workflow.last_year import LastYear
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.tasks import Now, Task

FORMAT = "branchstd-check-v1"
PLACES_AT_MOST = 20


def head(messages: Messages, as_of: date) -> str:
    """What stands before the villages; each follows on a line of its own, with commas
    between.
    """
    catalogue = messages.catalogue
    first = {
        "format": FORMAT,
        "as_of": as_of.isoformat(),
        "lang": messages.lang,
        "catalogue": {
            "id": catalogue.id,
            "version": catalogue.version,
            "aspects": len(catalogue.aspects),
            "standards": len(catalogue.standards),
            "own": [_change(change, messages) for change in catalogue.changes],
        },
    }
    return _dumps(first)[:-1] + ',\n"villages": ['


def village(
    assessed: AssessedVillage,
    found: Now,
    items: Items,
    last: LastYear,
    messages: Messages,
) -> str:
    """One of `villages`. found: what to do first, as `now`. items: by their rule."""
    first = {
        "now": [_task(task, assessed.assessment, messages) for task in found.first]
    }
    return _dumps(_village(assessed, items, last, messages) | first)


def tail(problems: Iterable[Problem], messages: Messages) -> str:
    """What stands behind the villages. problems: the town's, with what it is asked."""
    return (
        '\n],\n"problems": ' + _dumps([_problem(p, messages) for p in problems]) + "}\n"
    )


def _change(change: Change, messages: Messages) -> dict[str, object]:
    return {
        "what": change.what,
        "id": change.id,
        "was": change.was,
        "now": change.now,
        "by": change.by,
        "date": change.date.isoformat() if change.date else None,
        "basis": change.basis,
        "message": messages.own(change),
    }


def _dumps(value: Any) -> str:
    """Exact fractions are numbers of the program's own: a long one may look like a
    person's, and is told whole.
    """
    return json.dumps(mask_all(value), ensure_ascii=False, default=str)


def _village(
    assessed: AssessedVillage, items: Items, last: LastYear, messages: Messages
) -> dict[str, object]:
    found = assessed.assessment
    return {
        "village": found.village,
        "name": found.name,
        "kind": found.kind,
        "conclusion": _conclusion(found, messages),
        "score": _points(found.score),
        "score_exact": found.score,
        "points": {
            "evaluated": points(found.evaluated),
            "applicable": number(found.applicable),
            "total": number(found.total),
        },
        "waiting": found.waiting,
        "outcomes": {
            outcome.value: count for outcome, count in found.outcomes().items()
        },
        "aspects": [_aspect(aspect, last, messages) for aspect in found.aspects],
        "before": _before(last, messages),
        "vetoes": [_veto(veto, messages) for veto in found.vetoes],
        "standards": [
            _standard(standard, found, items, messages) for standard in found.standards
        ],
        "problems": [_problem(problem, messages) for problem in assessed.problems],
    }


def _task(task: Task, village: Assessment, messages: Messages) -> dict[str, object]:
    """One of the things to do first. What does not belong to its sort is null or
    empty.
    """
    one = describe_task(task, village, messages)
    return {
        "sort": task.sort,
        "message": one.message,
        "remedy": one.remedy or None,
        "command": one.command or None,
        "place": _place(one.place) if one.place else None,
        "rules": [result.rule.id for result in task.results],
        "item": task.item.item.id if task.item else None,
        "due": task.day.isoformat() if task.day else None,
        "lost": _points(task.lost),
    }


def _conclusion(found: Assessment, messages: Messages) -> dict[str, object]:
    reasons = [
        {"code": code, "message": messages.words.REASONS[code]}
        for code in found.conclusion.reasons
    ]
    return {"proposed": found.conclusion.proposed, "reasons": reasons}


def _before(last: LastYear, messages: Messages) -> dict[str, object] | None:
    """The town's conclusion of the year before; null where it was not kept."""
    word = last.accepted
    if word is None:
        return None
    score = f"{word.score}" if word.score is not None else None
    return {
        "year": str(messages.plan.year - 1),
        "conclusion": word.conclusion,
        "score": score,
    }


def _aspect(
    result: AspectResult, last: LastYear, messages: Messages
) -> dict[str, object]:
    aim = last.aims.get(result.aspect.id)
    return {
        "id": result.aspect.id,
        "title": result.aspect.title[messages.lang],
        "aim": aim.title[messages.lang] if aim else None,
        "before": {"met": aim.met, "answered": aim.of} if aim and aim.of else None,
        "score": _points(result.score),
        "evaluated": points(result.evaluated),
    }


def _veto(veto: VetoResult, messages: Messages) -> dict[str, object]:
    return {
        "rule": veto.result.rule.id,
        "effect": veto.effect,
        "state": veto.state,
        "message": messages.rule(veto.result),
        "records": _places(veto.result.places),
    }


def _standard(
    result: StandardResult, found: Assessment, items: Items, messages: Messages
) -> dict[str, object]:
    standard = result.standard
    return {
        "id": standard.id,
        "aspect": standard.aspect,
        "title": standard.title[messages.lang],
        "outcome": result.outcome.value,
        "points": number(result.points),
        "evaluated": points(result.evaluated or Fraction(0)),
        "score": _points(result.score),
        "share": result.share,
        "rules": [
            _rule(rule, result, items, messages)
            | {"enter_in": enter_in(rule, found, messages.plan)}
            for rule in result.rules
        ],
    }


def _rule(
    result: RuleResult, parent: StandardResult, items: Items, messages: Messages
) -> dict[str, object]:
    rule, answer = result.rule, result.answer
    return {
        "id": rule.id,
        "kind": rule.kind,
        "weight": rule.weight,
        "source": rule.source.standing,
        "outcome": result.outcome.value,
        "share": result.share,
        "observed": None if answer.observed is None else number(answer.observed),
        "expected": None if answer.expected is None else number(answer.expected),
        "missing": list(answer.missing),
        "due": answer.due.isoformat() if answer.due else None,
        "responsible": parent.standard.responsible,
        "controllable_by": "town" if result.by_town else "village",
        "message": messages.rule(result),
        "remedy": messages.remedy(result, parent.standard),
        "counted": len(answer.counted),
        "records": _places(result.places),
        "item": _item(items[rule.id], messages) if rule.id in items else None,
    }


def _item(one: Rectification, messages: Messages) -> dict[str, object]:
    """The item that follows a rule up."""
    return {
        "id": one.item.id,
        "number": one.item.id,
        "state": one.state.value,
        "due": one.joined.due.isoformat(),
        "overdue_days": one.overdue,
        "back_after_closing": one.again,
    }


def _problem(problem: Problem, messages: Messages) -> dict[str, object]:
    sentence, remedy = messages.problem(problem)
    told = {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": sentence,
        "remedy": remedy,
    }
    return told | _place(problem.place)


def _places(places: Iterable[Place]) -> list[dict[str, object]]:
    return [_place(place) for place in sorted(places)[:PLACES_AT_MOST]]


def _place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _points(value: Fraction | None) -> str | None:
    return None if value is None else points(value)
