"""Figures as numbers for a drawing: bars with what is needed, and seven aspects as a radar. Black and white will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
