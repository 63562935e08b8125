"""Parts of a report that come out of results alone: targets, duties, the chain, the
matrix, items by state.

Figures as numbers for a drawing: bars, seven aspects as a radar, the year as a line.
Black and white will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import cos, pi, sin
from typing import Final

from branchstd.assess.targets import TargetResult
from branchstd.messages.messages import Messages
from branchstd.messages.phrases import number
from branchstd.render.ledgers import conclusion_text, score
from branchstd.render.plan_text import LOOKS as DUTY_LOOKS
from branchstd.render.plan_text import proofs
from branchstd.render.style import LOOKS
from branchstd.render.tables import Block, Row, Table, as_table, exact, table
from branchstd.render.town_text import lack, numbers
from branchstd.workflow.cycle import Step
from branchstd.workflow.duties import phase_of
from branchstd.workflow.proof import DutyState
from branchstd.workflow.rectification import count_items
from branchstd.workflow.register import LedgerEntry, RegisterEntry
from branchstd.workflow.year import Year

RADIUS: Final = 90
RINGS: Final = (0.25, 0.5, 0.75, 1.0)


def bar(label: str, share: float, said: str, needed: float = 0.0) -> dict[str, object]:
    """One bar. share, needed: of the whole; needed 0: no mark."""
    return {
        "label": label,
        "share": min(max(share, 0.0), 1.0),
        "said": said,
        "needed": needed,
    }


def radar(titles: Sequence[str], shares: Sequence[float]) -> dict[str, object]:
    """Corners of the shape and of its rings, first corner on top, clockwise, around the
    origin.
    """
    spokes = [2 * pi * place / len(titles) - pi / 2 for place in range(len(titles))]
    labels = [
        {
            "text": title,
            "x": round(1.25 * RADIUS * cos(turn)),
            "y": round(1.2 * RADIUS * sin(turn) + 4),
        }
        for title, turn in zip(titles, spokes, strict=True)
    ]
    return {
        "rings": [_corners(spokes, [ring] * len(spokes)) for ring in RINGS],
        "shape": _corners(spokes, shares),
        "labels": labels,
    }


def _corners(spokes: Iterable[float], shares: Iterable[float]) -> str:
    return " ".join(
        f"{RADIUS * share * cos(turn):.1f},{RADIUS * share * sin(turn):.1f}"
        for turn, share in zip(spokes, shares, strict=True)
    )


WIDTH: Final = 640  # of the year, in units of the drawing
# of one Chinese character; of a letter in any serif hardly more than 0.6 of it
GLYPH: Final = 11.0
Phase = tuple[date, date, str]
Mark = tuple[date, str, str]


def year_line(
    year: int, phases: Iterable[Phase], marks: Iterable[Mark], as_of: date
) -> dict[str, object]:
    """Months, phases as bands, and days with a sign and a title, in as many rows as it
    takes to read every title.
    """
    first = date(year, 1, 1)

    def place(day: date) -> float:
        return round(WIDTH * min(max((day - first).days, 0), 364) / 364, 1)

    bands = [
        _band(place(a), max(place(b) - place(a), 2.0), title) for a, b, title in phases
    ]
    rows: list[float] = []
    said = [
        _mark(place(day), day, sign, title, rows) for day, sign, title in sorted(marks)
    ]
    return {
        "months": [
            {"x": place(date(year, month, 1)), "label": str(month)}
            for month in range(1, 13)
        ],
        "phases": bands,
        "marks": said,
        "rows": len(rows),
        "today": place(as_of),
    }


def _band(x: float, width: float, title: str) -> dict[str, object]:
    """With its title where it is wide enough."""
    return {"x": x, "width": width, "label": title if _length(title) < width else ""}


def _length(text: str) -> float:
    return sum(GLYPH if ord(glyph) > 0x2E80 else GLYPH * 0.62 for glyph in text)


def _mark(
    x: float, day: date, sign: str, title: str, rows: list[float]
) -> dict[str, object]:
    """In the first row in which the mark before has ended; near the year's end the
    title stands left of its day.
    """
    label = f"{day.month}.{day.day} {title}"
    width = _length(label) + 14
    left = x + width > WIDTH + 30
    start, end = (x - width, x + 10) if left else (x, x + width)
    row = next(
        (number for number, taken in enumerate(rows) if taken <= start), len(rows)
    )
    rows[row : row + 1] = [end]
    return {"x": x, "row": row, "sign": sign, "label": label, "left": left}


WORST = (
    DutyState.LACKING, DutyState.WAITING, DutyState.LATE, DutyState.NOT_DUE,
    DutyState.DONE, DutyState.NOT_APPLICABLE,
    DutyState.UNPROVEN,
)  # fmt: skip


def targets(year: Year, messages: Messages) -> dict[str, Table]:
    """What must be reached apart from what is only striven for."""
    rows: dict[str, list[Row]] = {"must": [], "strive": []}
    for one in year.targets:
        rows[one.target.strength].append(
            {
                "id": one.target.id,
                "target": one.target.title[messages.lang],
                "result": (
                    f"{LOOKS[one.outcome].sign} {messages.words.OUTCOMES[one.outcome]}"
                ),
                "numbers": messages.words.SEMI.join(numbers(one, messages)),
            }
        )
    return {
        key: table("targets", own, messages, messages.sheets.REPORT[key])
        for key, own in rows.items()
    }


def target_bars(year: Year) -> Block:
    """Only of targets that are a share."""
    return Block(
        "bars",
        [_target_bar(one) for one in year.targets if one.target.share is not None],
    )


def _target_bar(result: TargetResult) -> dict[str, object]:
    tally = result.tally
    share = float(result.tally.have / result.tally.of) if result.tally.of else 0.0
    needed = float(result.target.share or 0)
    return bar(
        result.target.id, share, f"{number(tally.have)}/{number(tally.of)}", needed
    )


@as_table("plan_duties")
def duties(year: Year, messages: Messages) -> Iterator[Row]:
    """Those of the phase; in a village's report those in which villages have a part."""
    for one in (
        one for one in year.duties if phase_of(one, messages.plan) == year.phase
    ):
        yield {
            "id": one.duty.id,
            "phrase": one.duty.phrase,
            "owner": messages.words.OWNERS[one.duty.owner],
            "due": one.due,
            "state": (
                f"{DUTY_LOOKS[one.state][0]} {messages.words.DUTY_STATES[one.state]}"
            ),
            "proof": messages.words.SEMI.join(proofs(one, messages)),
        }


def line(year: Year, messages: Messages) -> Block:
    """The year as a line: its phases, its milestones each with the worst state of its
    duties, and this day.
    """
    states: dict[str, list[DutyState]] = {}
    for one in year.duties:
        states.setdefault(one.duty.due or "", []).append(one.state)
    marks = [
        (
            one.due,
            DUTY_LOOKS[next(state for state in WORST if state in states[one.id])][0],
            one.title[messages.lang],
        )
        for one in messages.plan.milestones
        if one.id in states
    ]
    phases = [
        (one.start, one.end, one.title[messages.lang]) for one in messages.plan.phases
    ]
    return Block("year", year_line(messages.plan.year, phases, marks, year.as_of))


@as_table("chain")
def chain(year: Year, messages: Messages) -> Iterator[Row]:
    """How far each village has come; where a step is not done, the first thing that it
    lacks.
    """
    for one in year.villages:
        yield {
            "village": one.name,
            **{step.name: _step(step, messages) for step in one.cycle.steps},
        }


def _step(step: Step, messages: Messages) -> date | str | None:
    return step.on or (lack(step.lacks[0], messages) if step.lacks else None)


@as_table("units")
def units(year: Year, messages: Messages) -> Iterator[Row]:
    """A unit that is no village, by its own set of standards."""
    for one in year.others:
        found, line = one.line.assessed.assessment, one.line
        outcomes = (
            messages.ui(
                "outcome_count", word=messages.words.OUTCOMES[word], count=count
            )
            for word, count in found.outcomes().items()
            if count
        )
        yield {
            "name": one.name,
            "kind": messages.word_of("unit_kinds", one.kind),
            "standards": len(found.standards),
            "total": exact(found.total),
            "score": score(line),
            "word": conclusion_text(line, messages),
            "outcomes": messages.words.AND.join(outcomes),
            "open": sum(entry.one.is_open for entry in line.entries),
        }


@as_table("reliefs")
def reliefs(year: Year, messages: Messages) -> Iterator[Row]:
    """What the town relieved itself of, what of it, by whose word, when and on what
    ground.
    """
    for one in year.reliefs:
        yield {
            "sort": messages.sheets.RELIEFS[one.sort],
            "what": one.what,
            "change": one.change,
            "by": one.by,
            "date": one.date,
            "basis": one.basis,
        }


def matrix(lines: Sequence[LedgerEntry], messages: Messages) -> Block:
    """Units of one kind by their standards, a sign each; rows and columns in their own
    order, never by rank.
    """
    asked = lines[0].assessed.assessment.standards if lines else ()
    heads = [one.standard.id for one in asked] or [
        standard.id for standard in messages.catalogue.standards
    ]
    rows = [
        {
            "name": line.assessed.village.name,
            "cells": [
                {"sign": LOOKS[one.outcome].sign, "outcome": one.outcome.value}
                for one in found.standards
            ],
        }
        for line in lines
        for found in [line.assessed.assessment]
    ]
    return Block("matrix", {"heads": heads, "rows": rows})


def items(entries: Sequence[RegisterEntry], messages: Messages) -> Block:
    """Items by state, and the share of closing."""
    found = count_items([entry.one for entry in entries])
    states = [entry.one.state for entry in entries]
    each = [
        (messages.words.STATE_WORDS[state], states.count(state))
        for state in dict.fromkeys(states)
    ]
    return Block(
        "items",
        {
            "closed": found.closed,
            "due": found.due,
            "open": found.open,
            "overdue": found.overdue,
            "states": [{"word": word, "count": count} for word, count in each],
            "bars": [
                bar(word, count / len(states), str(count)) for word, count in each
            ],
        },
    )
