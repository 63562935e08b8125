"""What a report says, as plain data for templates: texts, tables and figures. Sentences are made here, not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from branchstd.assess import Assessment
from branchstd.assess.targets import TargetResult
from branchstd.catalogue.model import Phase
from branchstd.messages.speech import Speech, number, points
from branchstd.render.figures import bar, radar
from branchstd.render.lists import OF_ITEMS, Entry, VillageLine, of_items, of_villages
from branchstd.render.look import LOOKS
from branchstd.render.plan_text import LOOKS as DUTY_LOOKS
from branchstd.render.plan_text import proof
from branchstd.render.sheets import Column, Sheet
from branchstd.render.town_text import numbers
from branchstd.workflow.contradictions import Contradiction
from branchstd.workflow.cycle import Cycle, Lack, Step
from branchstd.workflow.duties import DutyResult, phase_of
from branchstd.workflow.ledger import counted


@dataclass(frozen=True, slots=True)
class Year:
    """All that a report is drawn from, on one day."""

    town: str
    county: str
    as_of: date
    phase: Phase
    lines: tuple[VillageLine, ...]
    cycles: tuple[Cycle, ...]
    targets: tuple[TargetResult, ...]
    duties: tuple[DutyResult, ...]
    contradictions: tuple[Contradiction, ...]
    revision: str


def town(year: Year, speech: Speech) -> dict[str, Any]:
    """The context of a town's report."""
    entries = [entry for line in year.lines for entry in line.entries]
    return {
        **_head(year, speech, year.town),
        "villages": [_village(line, found, year, speech) for line, found in zip(year.lines, year.cycles, strict=True)],
        "summary": _summary(year, speech),
        "targets": [_target(result, speech) for result in year.targets],
        "target_bars": [_target_bar(result, speech) for result in year.targets if result.target.share is not None],
        "duties": _duties(year, speech),
        "chain": _chain(year, speech),
        "matrix": _matrix(year, speech),
        "stars": _stars(year, speech),
        "items": items(entries, speech),
        "lists": {key: of_items(key, entries, year.as_of, speech) for key in OF_ITEMS},
        "ledgers": {key: of_villages(key, year.lines, year.as_of, speech) for key in ("met", "unmet")},
    }


def village(year: Year, speech: Speech) -> dict[str, Any]:
    """The context of one village's report; the year holds this village alone."""
    (line,), (found,) = year.lines, year.cycles
    entries = list(line.entries)
    return {
        **_head(year, speech, line.surveyed.village.name),
        "village": _village(line, found, year, speech),
        "items": items(entries, speech),
        "lists": {key: of_items(key, entries, year.as_of, speech) for key in OF_ITEMS},
    }


def _head(year: Year, speech: Speech, of: str) -> dict[str, Any]:
    return {
        "lang": speech.lang,
        "title": speech.ui(f"report_{year.phase.id}", name=of),
        "name": of,
        "town": year.town,
        "county": year.county,
        "phase": year.phase.title[speech.lang],
        "as_of": year.as_of.isoformat(),
        "revision": year.revision or speech.ui("no_revision"),
        "version": f"{speech.catalogue.id} {speech.catalogue.version}",
        "disclaimer": speech.catalogue.disclaimer[speech.lang],
        "own": speech.own_summary(),
        "notes": _notes(year, speech),
        "words": speech.words.REPORT,
        "legend": speech.words.LEGEND,
    }


def _notes(year: Year, speech: Speech) -> list[str]:
    """What in the numbers is only a default, and what the plan leaves open until the town decides."""
    told = [
        speech.ui("note_open", id=one.point.id, question=one.point.question[speech.lang],
                  default=one.point.default[speech.lang])
        for one in year.contradictions
        if one.point is not None and one.decision is None
    ]  # fmt: skip
    defaults = dict.fromkeys(
        name for standard in speech.catalogue.standards for rule in standard.rules for name in rule.source.default
    )
    if defaults:
        told.append(speech.ui("note_defaults", count=len(defaults), what=speech.defaults(tuple(defaults))))
    return list(dict.fromkeys(told))


def _village(line: VillageLine, found: Cycle, year: Year, speech: Speech) -> dict[str, Any]:
    assessment, standing = line.surveyed.assessment, line.standing
    word = standing.conclusion
    accepted = standing.accepted
    own, computed = standing.own_score, assessment.score
    panel = accepted.score if accepted and accepted.score is not None else None
    aspects = [_aspect(one, speech) for one in assessment.aspects]
    return {
        "name": line.surveyed.village.name,
        "slug": line.surveyed.village.slug,
        "conclusion": speech.words.CONCLUSIONS.get(word) or speech.closed("conclusions", word),
        "accepted": accepted.date.isoformat() if accepted else "",
        "panel": speech.words.AND.join(accepted.panel) if accepted else "",
        "opinion": accepted.reason if accepted else "",
        "own_score": points(own) if own is not None else "",
        "score": points(computed) if computed is not None else "",
        "panel_score": f"{panel}" if panel is not None else "",
        "difference": f"{float(panel) - float(computed):+.2f}" if panel is not None and computed is not None else "",
        "aspects": aspects,
        "outcomes": [
            {"word": speech.words.OUTCOMES[outcome], "count": count}
            for outcome, count in assessment.outcomes().items()
            if count
        ],
        "steps": [_step(step, speech) for step in found.steps],
        "acceptance": _acceptance(line, assessment, speech, year),
        "items": items(list(line.entries), speech),
        "radar": radar([aspect["title"] for aspect in aspects], [aspect["share"] for aspect in aspects]),
        "bars": [bar(aspect["title"], aspect["share"], aspect["score"]) for aspect in aspects],
    }


def _aspect(one: Any, speech: Speech) -> dict[str, Any]:
    score = points(one.score) if one.score is not None else ""
    share = float(one.score or 0) / 100
    return {"id": one.aspect.id, "title": one.aspect.title[speech.lang], "score": score, "share": share}


def _step(step: Step, speech: Speech) -> dict[str, Any]:
    return {
        "name": speech.words.CYCLE[step.name],
        "on": step.on.isoformat() if step.on else "",
        "lacks": [lack(one, speech) for one in step.lacks],
    }


def lack(one: Lack, speech: Speech) -> str:
    """Why a step is not done, or what should have come before it."""
    which = [speech.closed("conclusions", code) if one.code == "returned" else code for code in one.which]
    values = {"have": one.have, "of": one.of, "which": speech.words.AND.join(which)}
    return str(speech.words.LACKS[one.code]).format(**values)


def _acceptance(line: VillageLine, found: Assessment, speech: Speech, year: Year) -> Sheet:
    """Every standard with the branch's own word and what the records prove; where both differ it is said."""
    rows = []
    for place, result in enumerate(found.standards, 1):
        standard = result.standard
        own = line.standing.answers.get(standard.id)
        said = speech.closed("answers", own.answer) if own else ""
        word = speech.words.OUTCOMES[result.outcome]
        counting = sum(len(rule.answer.counted) for rule in result.rules)
        differs = own is not None and own.answer == "met" and result.outcome in {"partial", "unmet"}
        gaps = (speech.rule(rule) for rule in result.gaps)
        score = points(result.score) if result.score is not None else ""
        rows.append((
            str(place), standard.id, standard.title[speech.lang], number(result.points), said, word, score,
            speech.ui("differs") if differs else "", speech.words.SEMI.join(gaps), str(counting),
        ))  # fmt: skip
    return _sheet("acceptance", rows, speech, year, line.surveyed.village.name)


def _summary(year: Year, speech: Speech) -> list[str]:
    """How many villages stand how, in sentences."""
    words = [line.standing.conclusion if line.standing.accepted else "" for line in year.lines]
    said = [
        speech.ui("sum_conclusion", word=speech.closed("conclusions", word), count=words.count(word))
        for word in dict.fromkeys(word for word in words if word)
    ]
    waiting = words.count("")
    said += [speech.ui("sum_waiting", count=waiting)] if waiting else []
    reached = [found.reached for found in year.cycles]
    applied = sum(name in {"application", "acceptance", "report", "county"} for name in reached)
    lead = speech.ui("sum_villages", count=len(year.lines), applied=applied)
    return [lead, str(speech.words.AND).join(said)]


def _target(result: TargetResult, speech: Speech) -> dict[str, Any]:
    return {
        "id": result.target.id,
        "title": result.target.title[speech.lang],
        "strive": result.target.strength == "strive",
        "sign": LOOKS[result.outcome].sign,
        "outcome": speech.words.OUTCOMES[result.outcome],
        "numbers": speech.words.SEMI.join(numbers(result, speech)),
    }


def _target_bar(result: TargetResult, speech: Speech) -> dict[str, Any]:
    tally, needed = result.tally, result.target.share
    share = float(tally.have / tally.of) if tally.of else 0.0
    return bar(result.target.id, share, f"{number(tally.have)}/{number(tally.of)}", float(needed or 0))


def _duties(year: Year, speech: Speech) -> list[dict[str, Any]]:
    """Those of the phase; with their proof."""
    return [
        {
            "id": one.duty.id,
            "phrase": one.duty.phrase,
            "owner": speech.words.OWNERS[one.duty.owner],
            "due": one.due.isoformat() if one.due else "",
            "state": speech.words.DUTY_STATES[one.state],
            "sign": DUTY_LOOKS[one.state][0],
            "proof": speech.words.SEMI.join(proof(code, seen, speech) for code, seen in one.proofs.items()),
        }
        for one in year.duties
        if phase_of(one, speech.plan) == year.phase
    ]


def _chain(year: Year, speech: Speech) -> Sheet:
    rows = []
    for place, (line, found) in enumerate(zip(year.lines, year.cycles, strict=True), 1):
        cells = [step.on.isoformat() if step.on else _first(step, speech) for step in found.steps]
        rows.append((str(place), line.surveyed.village.name, *cells))
    return _sheet("chain", rows, speech, year)


def _first(step: Step, speech: Speech) -> str:
    return lack(step.lacks[0], speech) if step.lacks else ""


def _stars(year: Year, speech: Speech) -> Sheet:
    """What the town has decided: nothing is proposed here."""
    rows: list[tuple[str, ...]] = []
    for line in year.lines:
        given: Any = [star for star in line.surveyed.village.records.get("star", ()) if star.seen_on(year.as_of)]
        star = max(given, key=lambda one: one.date, default=None)
        if star is not None:
            published = star.published_on.isoformat() if star.published_on else ""
            said = f"{star.points}" if star.points is not None else ""
            rows.append((str(len(rows) + 1), line.surveyed.village.name, str(star.star), said, star.comment,
                         star.date.isoformat(), published))  # fmt: skip
    return _sheet("stars", rows, speech, year)


def _matrix(year: Year, speech: Speech) -> dict[str, Any]:
    """Villages by standards, a sign each; rows and columns in their own order, never by rank."""
    heads = [standard.id for standard in speech.catalogue.standards]
    rows = [
        {
            "name": line.surveyed.village.name,
            "cells": [{"sign": LOOKS[one.outcome].sign, "outcome": one.outcome.value} for one in found.standards],
        }
        for line in year.lines
        for found in [line.surveyed.assessment]
    ]
    return {"heads": heads, "rows": rows}


def items(entries: Sequence[Entry], speech: Speech) -> dict[str, Any]:
    """Items by state, and the share of closing."""
    found = counted([entry.one for entry in entries])
    states = [entry.one.state for entry in entries]
    return {
        "count": len(entries),
        "closed": found.closed,
        "due": found.due,
        "open": found.open,
        "overdue": found.overdue,
        "states": [
            {"word": speech.words.STATE_WORDS[state], "count": states.count(state)} for state in dict.fromkeys(states)
        ],
        "bars": [
            bar(speech.words.STATE_WORDS[state], states.count(state) / len(states), str(states.count(state)))
            for state in dict.fromkeys(states)
        ],
    }


def _sheet(key: str, rows: Iterable[tuple[str, ...]], speech: Speech, year: Year, whose: str = "") -> Sheet:
    title = str(speech.words.LISTS[key])
    columns = tuple(Column(name, text) for name, text in speech.words.COLUMNS[key].items())
    return Sheet(key, f"{title}（{whose}）" if whose else title, columns, tuple(rows), "")
