"""The proposed conclusion: the score with all that waits at nothing and at full, vetoes and caps first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from branchstd.assess.result import Conclusion, StandardResult, VetoResult
from branchstd.catalogue.model import Parameters
from branchstd.findings import Outcome

Word = Literal["met", "basic", "unmet"]


def conclude(standards: Sequence[StandardResult], vetoes: Sequence[VetoResult], numbers: Parameters) -> Conclusion:
    """A confirmed veto decides; an error, a veto only proposed, or too little evaluated leaves it open (semantics, 4).

    Weight not yet due is left out of both scores.
    """
    reasons = [code for code, holds in _reasons(standards, vetoes, numbers) if holds]
    low, high = _range(standards)
    words = {_word(score, numbers) for score in (low, high) if score is not None}
    if _any(vetoes, "fail", "confirmed"):
        return Conclusion("unmet", tuple(reasons))
    if len(words) != 1 or _is_open(standards, vetoes, numbers):
        return Conclusion("open", tuple(reasons))
    (word,) = words
    if word == "met" and _any(vetoes, "cap", "confirmed"):
        word = "basic"
    return Conclusion(word, tuple(reasons))


def _range(standards: Sequence[StandardResult]) -> tuple[Fraction | None, Fraction | None]:
    evaluated = sum((s.evaluated or Fraction(0) for s in standards), Fraction(0))
    earned = sum((s.score or Fraction(0) for s in standards), Fraction(0))
    waiting = sum((s.waiting for s in standards), Fraction(0))
    base = evaluated + waiting
    return (100 * earned / base, 100 * (earned + waiting) / base) if base else (None, None)


def _word(score: Fraction, numbers: Parameters) -> Word:
    return "met" if score >= numbers.met_from else "basic" if score >= numbers.basic_from else "unmet"


def _is_open(standards: Sequence[StandardResult], vetoes: Sequence[VetoResult], numbers: Parameters) -> bool:
    return _has_error(standards) or any(v.state == "proposed" for v in vetoes) or _too_little(standards, numbers)


def _has_error(standards: Sequence[StandardResult]) -> bool:
    return any(s.outcome is Outcome.ERROR for s in standards)


def _too_little(standards: Sequence[StandardResult], numbers: Parameters) -> bool:
    evaluated = sum((s.evaluated or Fraction(0) for s in standards), Fraction(0))
    applicable = sum((s.points for s in standards if s.outcome is not Outcome.NOT_APPLICABLE), Fraction(0))
    return evaluated < applicable * numbers.least_evaluated


def _any(vetoes: Sequence[VetoResult], effect: str, state: str) -> bool:
    return any(v.effect == effect and v.state == state for v in vetoes)


def _reasons(
    standards: Sequence[StandardResult], vetoes: Sequence[VetoResult], numbers: Parameters
) -> Sequence[tuple[str, bool]]:
    """Codes with whether they hold, in the fixed order error, veto, cap, waiting, threshold."""
    low, high = _range(standards)
    split = low is not None and high is not None and _word(low, numbers) != _word(high, numbers)
    live = [v for v in vetoes if v.state != "dismissed"]
    return (
        ("error", _has_error(standards)),
        ("veto", any(v.effect == "fail" for v in live)),
        ("cap", any(v.effect == "cap" for v in live)),
        ("waiting", split),
        ("too_little", _too_little(standards, numbers)),
        ("threshold", low is not None and not split),
    )
