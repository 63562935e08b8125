"""The proposed conclusion: the score with all that waits at nothing and at full, vetoes and caps first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from branchstd.assess.result import Conclusion, StandardResult, VetoResult
from branchstd.catalogue.model import Parameters
from branchstd.findings import Outcome

Word = Literal["met", "basic", "unmet"]


def conclude(
    standards: Sequence[StandardResult], vetoes: Sequence[VetoResult], numbers: Parameters, *, broken: bool = False
) -> Conclusion:
    """A confirmed veto decides; an error, a veto only proposed, or too little evaluated leaves it open (semantics, 4).

    Weight not yet due is left out of both scores. A confirmed cap lowers both words, so that what waits may not matter.
    broken: a veto's own rule could not be answered.
    """
    failed = broken or any(s.outcome is Outcome.ERROR for s in standards)
    little = _too_little(standards, numbers)
    words = _words(standards, vetoes, numbers)
    reasons = _reasons(vetoes, words, failed=failed, little=little)
    if _any(vetoes, "fail", "confirmed"):
        return Conclusion("unmet", reasons)
    if len(words) != 1 or failed or little or any(v.state == "proposed" for v in vetoes):
        return Conclusion("open", reasons)
    (word,) = words
    return Conclusion(word, reasons)


def _words(standards: Sequence[StandardResult], vetoes: Sequence[VetoResult], numbers: Parameters) -> frozenset[Word]:
    """The words that are possible: for all that waits at nothing and at full; none where nothing is there to judge."""
    evaluated, earned = _evaluated(standards), sum((s.score or Fraction(0) for s in standards), Fraction(0))
    waiting = sum((s.waiting for s in standards), Fraction(0))
    base = evaluated + waiting
    if not base:
        return frozenset()
    capped = _any(vetoes, "cap", "confirmed")
    return frozenset(_word(100 * points / base, numbers, capped=capped) for points in (earned, earned + waiting))


def _word(score: Fraction, numbers: Parameters, *, capped: bool) -> Word:
    if score >= numbers.met_from and not capped:
        return "met"
    return "basic" if score >= numbers.basic_from else "unmet"


def _evaluated(standards: Sequence[StandardResult]) -> Fraction:
    return sum((s.evaluated or Fraction(0) for s in standards), Fraction(0))


def _too_little(standards: Sequence[StandardResult], numbers: Parameters) -> bool:
    applicable = sum((s.points for s in standards if s.outcome is not Outcome.NOT_APPLICABLE), Fraction(0))
    return _evaluated(standards) < applicable * numbers.least_evaluated


def _any(vetoes: Sequence[VetoResult], effect: str, state: str) -> bool:
    return any(v.effect == effect and v.state == state for v in vetoes)


def _reasons(vetoes: Sequence[VetoResult], words: frozenset[Word], *, failed: bool, little: bool) -> tuple[str, ...]:
    """Codes in the fixed order error, veto, cap, waiting, threshold."""
    live = {v.effect for v in vetoes if v.is_live}
    holds = {
        "error": failed,
        "veto": "fail" in live,
        "cap": "cap" in live,
        "waiting": len(words) > 1,
        "too_little": little,
        "threshold": len(words) == 1,
    }
    return tuple(code for code, so in holds.items() if so)
