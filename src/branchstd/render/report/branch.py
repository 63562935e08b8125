"""One village in a report: its conclusion, its scores side by side, its way through the
year, its 42 rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from branchstd.assess import Assessment, StandardResult
from branchstd.assess.result import AspectResult
from branchstd.messages.messages import Messages, points
from branchstd.render.check_text import aim_told
from branchstd.render.ledgers import conclusion_text, score
from branchstd.render.report.parts import bar, radar
from branchstd.render.tables import Block, Row, Table, exact, table, text_of
from branchstd.render.town_text import lack
from branchstd.workflow.cycle import WORTH, Step, VillageStatus
from branchstd.workflow.evidence import read_quote
from branchstd.workflow.year import VillageYear

SIGNS: Final = ("panel_signs", "secretary_signs", "committee_says")


def scores(one: VillageYear, messages: Messages) -> Block:
    """Its conclusion, its scores side by side, its way through the year, its
    aspects.
    """
    steps = [_step(step, messages) for step in one.cycle.steps]
    return Block("scores", conclusion_and_scores(one, messages) | {"steps": steps})


def conclusion_and_scores(one: VillageYear, messages: Messages) -> dict[str, Any]:
    """Its conclusion with its reasons, its scores, its aspects."""
    return {
        **_conclusion(one, messages),
        **_scores(one, messages),
        **_aspects(one, messages),
    }


def aspects(one: VillageYear, messages: Messages) -> Block:
    """As a radar and bars; in text a line each, with what it is to be at the year's
    end.
    """
    return Block("aspects", _aspects(one, messages))


def _aspects(one: VillageYear, messages: Messages) -> dict[str, object]:
    found = [
        _aspect(aspect, one, messages)
        for aspect in one.line.assessed.assessment.aspects
    ]
    return {
        "aspects": found,
        "radar": radar(
            [aspect["title"] for aspect in found], [aspect["share"] for aspect in found]
        ),
        "bars": [
            bar(aspect["title"], aspect["share"], aspect["score"]) for aspect in found
        ],
    }


def _conclusion(one: VillageYear, messages: Messages) -> dict[str, object]:
    accepted = one.line.standing.accepted
    found = one.line.assessed.assessment.conclusion
    quoted = read_quote((accepted.rests_on if accepted else None) or "")
    return {
        "conclusion": conclusion_text(one.line, messages),
        "reasons": ""
        if accepted
        else messages.words.AND.join(
            messages.words.REASONS[reason] for reason in found.reasons
        ),
        "vetoes": [
            messages.ui(
                "veto",
                effect=messages.words.VETOES[veto.effect],
                message=messages.rule(veto.result),
                state=messages.words.STATES[veto.state],
            )
            for veto in one.line.assessed.assessment.vetoes
        ],
        "accepted": accepted.date.isoformat() if accepted else "",
        "panel": messages.words.AND.join(accepted.panel) if accepted else "",
        "opinion": accepted.reason if accepted else "",
        "rests_on": messages.ui(
            "rested_on",
            day=quoted.as_of,
            word=messages.words.CONCLUSIONS.get(quoted.outcome, "?"),
        )
        if quoted
        else "",
    }


def _scores(one: VillageYear, messages: Messages) -> dict[str, str]:
    """The branch's own, the computed one, the panel's, and by how much the panel's
    differs from the computed one.
    """
    standing, computed = one.line.standing, one.line.assessed.assessment.score
    panel = standing.accepted.score if standing.accepted else None
    return {
        "own_score": _own_score(one, messages),
        "score": text_of(score(one.line)),
        "panel_score": text_of(panel),
        "difference": format_difference(Fraction(panel), computed)
        if panel is not None and computed is not None
        else "",
    }


def _own_score(one: VillageYear, messages: Messages) -> str:
    """From the last round of answers; which round, and how many of all were
    answered.
    """
    standing = one.line.standing
    if standing.own_score is None:
        return ""
    told = {
        "round": messages.word_of("rounds", standing.round),
        "count": len(standing.answers),
    }
    return messages.ui(
        "own_of",
        score=points(standing.own_score),
        all=len(one.line.assessed.assessment.standards),
        **told,
    )


def format_difference(one: Fraction, other: Fraction) -> str:
    """The difference of both as they are shown, with its sign."""
    shown = Decimal(points(one)) - Decimal(points(other))
    return f"{shown:+.2f}" if shown else ""


def _aspect(
    found: AspectResult, one: VillageYear, messages: Messages
) -> dict[str, Any]:
    """aim: what it is to be at the year's end, beside what was said of it in the year
    before.
    """
    score = points(found.score) if found.score is not None else ""
    share, aim = float(found.score or 0) / 100, one.aims.get(found.aspect.id)
    told = aim_told(aim, messages) if aim else ""
    return {
        "id": found.aspect.id,
        "title": found.aspect.title[messages.lang],
        "aim": told,
        "score": score,
        "share": share,
    }


def _step(step: Step, messages: Messages) -> dict[str, object]:
    return {
        "name": messages.sheets.CYCLE[step.name],
        "on": step.on.isoformat() if step.on else "",
        "lacks": [lack(one, messages) for one in step.lacks],
    }


def acceptance(one: VillageYear, messages: Messages) -> tuple[Table, Block]:
    """Every standard with the branch's own word and what the records prove; last the
    sums that the scores come from.

    Below it who signs.
    """
    found, standing = one.line.assessed.assessment, one.line.standing
    rows = (_standard(result, standing, messages) for result in found.standards)
    form = table(
        "acceptance",
        rows,
        messages,
        one.name,
        totals=[_sums(found, standing, messages)],
    )
    return form, Block("signs", [messages.sheets.REPORT[key] for key in SIGNS])


def _own_worth(found: StandardResult, standing: VillageStatus) -> Fraction | None:
    own = standing.answers.get(found.standard.id)
    return WORTH.get(own.answer) if own else None


def _standard(
    found: StandardResult, standing: VillageStatus, messages: Messages
) -> Row:
    """The difference is over what has been evaluated, so that like is taken from
    like.
    """
    standard, own = found.standard, standing.answers.get(found.standard.id)
    worth, evaluated, score = _own_worth(found, standing), found.evaluated, found.score
    differs = None
    if worth is not None and evaluated is not None and score is not None:
        differs = format_difference(evaluated * worth, score)
    return {
        "standard": standard.id,
        "title": standard.title[messages.lang],
        "points": exact(found.points),
        "own": messages.word_of("answers", own.answer) if own else None,
        "own_points": found.points * worth if worth is not None else None,
        "computed": messages.words.OUTCOMES[found.outcome],
        "evaluated": evaluated,
        "score": score,
        "differs": differs,
        "gaps": messages.words.SEMI.join(messages.rule(rule) for rule in found.gaps),
        "evidence": sum(len(rule.answer.counted) for rule in found.rules),
    }


def _sums(found: Assessment, standing: VillageStatus, messages: Messages) -> Row:
    worths = [
        (one.points, worth)
        for one in found.standards
        if (worth := _own_worth(one, standing)) is not None
    ]
    answered = points(sum((size for size, _ in worths), Fraction(0)))
    return {
        "standard": None,
        "title": messages.ui("sums"),
        "points": exact(sum((one.points for one in found.standards), Fraction(0))),
        "own": None,
        "own_points": sum((size * worth for size, worth in worths), Fraction(0)),
        "computed": None,
        "evaluated": sum(
            (one.evaluated or Fraction(0) for one in found.standards), Fraction(0)
        ),
        "score": sum(
            (one.score or Fraction(0) for one in found.standards), Fraction(0)
        ),
        "differs": None,
        "gaps": messages.ui("sums_note", answered=answered),
        "evidence": None,
    }


def self_check(one: VillageYear, as_of: date, messages: Messages) -> Table:
    """The branch's own answers standard by standard, as it gave them in its last round
    (form F06).
    """
    answers = one.line.standing.answers
    rows: Iterator[Row] = (
        {
            "standard": standard.id,
            "title": standard.title[messages.lang],
            "points": exact(standard.points),
            "answer": messages.word_of("answers", own.answer),
            "reason": own.reason,
            "date": own.date,
        }
        for standard in messages.catalogue.standards
        if (own := answers.get(standard.id)) is not None and own.date <= as_of
    )
    return table("self_check", rows, messages, one.name)
