"""One village in a report: its conclusion, its scores side by side, its way through the year, its 42 rows."""

from __future__ import annotations

from typing import Any

from branchstd.assess import StandardResult
from branchstd.assess.result import AspectResult
from branchstd.messages.speech import Speech, number, points
from branchstd.render.cycle_text import lack
from branchstd.render.figures import bar, radar
from branchstd.render.report.year import VillageYear, Year, sheet
from branchstd.render.sheets import Sheet
from branchstd.workflow.cycle import Step
from branchstd.workflow.standing import WORTH, Standing


def branch(one: VillageYear, year: Year, speech: Speech) -> dict[str, Any]:
    assessment = one.line.surveyed.assessment
    aspects = [_aspect(found, speech) for found in assessment.aspects]
    return {
        "name": one.name,
        "slug": one.slug,
        **_conclusion(one, speech),
        **_scores(one),
        "aspects": aspects,
        "outcomes": [
            {"word": speech.words.OUTCOMES[outcome], "count": count}
            for outcome, count in assessment.outcomes().items()
            if count
        ],
        "steps": [_step(step, speech) for step in one.cycle.steps],
        "acceptance": _acceptance(one, speech),
        "self_check": _self_check(one, year, speech),
        "radar": radar([aspect["title"] for aspect in aspects], [aspect["share"] for aspect in aspects]),
        "bars": [bar(aspect["title"], aspect["share"], aspect["score"]) for aspect in aspects],
    }


def _conclusion(one: VillageYear, speech: Speech) -> dict[str, Any]:
    standing = one.line.standing
    word, accepted = standing.conclusion, standing.accepted
    found = one.line.surveyed.assessment.conclusion
    return {
        "conclusion": speech.words.CONCLUSIONS.get(word) or speech.closed("conclusions", word),
        "reasons": speech.words.AND.join(speech.words.REASONS[reason] for reason in found.reasons),
        "vetoes": [
            speech.ui("veto", effect=speech.words.VETOES[veto.effect], message=speech.rule(veto.result),
                      state=speech.words.STATES[veto.state])
            for veto in one.line.surveyed.assessment.vetoes
        ],
        "accepted": accepted.date.isoformat() if accepted else "",
        "panel": speech.words.AND.join(accepted.panel) if accepted else "",
        "opinion": accepted.reason if accepted else "",
        "rests_on": (accepted.rests_on or "") if accepted else "",
    }  # fmt: skip


def _scores(one: VillageYear) -> dict[str, str]:
    """The branch's own, the computed one, the panel's, and by how much the panel's differs from the computed one."""
    standing, computed = one.line.standing, one.line.surveyed.assessment.score
    panel = standing.accepted.score if standing.accepted else None
    return {
        "own_score": points(standing.own_score) if standing.own_score is not None else "",
        "score": points(computed) if computed is not None else "",
        "panel_score": f"{panel}" if panel is not None else "",
        "difference": f"{float(panel) - float(computed):+.2f}" if panel is not None and computed is not None else "",
    }


def _aspect(one: AspectResult, speech: Speech) -> dict[str, Any]:
    score = points(one.score) if one.score is not None else ""
    share = float(one.score or 0) / 100
    return {"id": one.aspect.id, "title": one.aspect.title[speech.lang], "score": score, "share": share}


def _step(step: Step, speech: Speech) -> dict[str, Any]:
    return {
        "name": speech.sheets.CYCLE[step.name],
        "on": step.on.isoformat() if step.on else "",
        "lacks": [lack(one, speech) for one in step.lacks],
    }


def _acceptance(one: VillageYear, speech: Speech) -> Sheet:
    """Every standard with the branch's own word and what the records prove; where both differ it is said."""
    rows = [_standard(found, one.line.standing, speech) for found in one.line.surveyed.assessment.standards]
    return sheet("acceptance", rows, speech, one.name)


def _standard(found: StandardResult, standing: Standing, speech: Speech) -> tuple[str, ...]:
    standard, own = found.standard, standing.answers.get(found.standard.id)
    worth = WORTH.get(own.answer) if own else None
    own_points = found.points * worth if worth is not None else None
    differs = own_points - found.score if own_points is not None and found.score is not None else None
    gaps = speech.words.SEMI.join(speech.rule(rule) for rule in found.gaps)
    return (
        standard.id,
        standard.title[speech.lang],
        number(found.points),
        speech.closed("answers", own.answer) if own else "",
        points(own_points) if own_points is not None else "",
        speech.words.OUTCOMES[found.outcome],
        points(found.score) if found.score is not None else "",
        f"{float(differs):+.2f}" if differs else "",
        gaps,
        str(sum(len(rule.answer.counted) for rule in found.rules)),
    )


def _self_check(one: VillageYear, year: Year, speech: Speech) -> Sheet:
    """The branch's own answers standard by standard, as it gave them in its last round (form F06)."""
    answers = one.line.standing.answers
    rows = [
        (
            standard.id,
            standard.title[speech.lang],
            number(standard.points),
            speech.closed("answers", own.answer),
            own.reason or "",
            own.date.isoformat(),
        )
        for standard in speech.catalogue.standards
        if (own := answers.get(standard.id)) is not None and own.date <= year.as_of
    ]
    return sheet("self_check", rows, speech, one.name)
