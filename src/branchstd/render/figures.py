"""Figures as numbers for a drawing: bars, seven aspects as a radar, the year as a line. Black and white will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import cos, pi, sin
from typing import Any, Final

RADIUS: Final = 90
RINGS: Final = (0.25, 0.5, 0.75, 1.0)


def bar(label: str, share: float, said: str, needed: float = 0.0) -> dict[str, Any]:
    """share and needed: of the whole bar; needed 0: no mark."""
    return {"label": label, "share": min(max(share, 0.0), 1.0), "said": said, "needed": needed}


def radar(titles: Sequence[str], shares: Sequence[float]) -> dict[str, Any]:
    """Corners of the shape and of its rings, first corner on top, clockwise, around the origin."""
    spokes = [2 * pi * place / len(titles) - pi / 2 for place in range(len(titles))]
    labels = [
        {"text": title, "x": round(1.25 * RADIUS * cos(turn)), "y": round(1.2 * RADIUS * sin(turn) + 4)}
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
GLYPH: Final = 11.0  # of one Chinese character; of a letter in any serif hardly more than 0.6 of it
Phase = tuple[date, date, str]
Mark = tuple[date, str, str]


def year_line(year: int, phases: Iterable[Phase], marks: Iterable[Mark], as_of: date) -> dict[str, Any]:
    """Months, phases as bands, and days with a sign and a title, in as many rows as it takes to read every title."""
    first = date(year, 1, 1)

    def place(day: date) -> float:
        return round(WIDTH * min(max((day - first).days, 0), 364) / 364, 1)

    bands = [_band(place(a), max(place(b) - place(a), 2.0), title) for a, b, title in phases]
    rows: list[float] = []
    said = [_marked(place(day), day, sign, title, rows) for day, sign, title in sorted(marks)]
    return {
        "months": [{"x": place(date(year, month, 1)), "label": str(month)} for month in range(1, 13)],
        "phases": bands,
        "marks": said,
        "rows": len(rows),
        "today": place(as_of),
    }


def _band(x: float, width: float, title: str) -> dict[str, Any]:
    """With its title where it is wide enough."""
    return {"x": x, "width": width, "label": title if _length(title) < width else ""}


def _length(text: str) -> float:
    return sum(GLYPH if ord(glyph) > 0x2E80 else GLYPH * 0.62 for glyph in text)


def _marked(x: float, day: date, sign: str, title: str, rows: list[float]) -> dict[str, Any]:
    """In the first row in which the mark before has ended; near the year's end the title stands left of its day."""
    label = f"{day.month}.{day.day} {title}"
    width = _length(label) + 14
    left = x + width > WIDTH + 30
    start, end = (x - width, x + 10) if left else (x, x + width)
    row = next((number for number, taken in enumerate(rows) if taken <= start), len(rows))
    rows[row : row + 1] = [end]
    return {"x": x, "row": row, "sign": sign, "label": label, "left": left}
