"""assess(): a pure function of records, catalogue, plan and day. A rule that breaks is
our bug, shown, never a gap.

The proposed conclusion: the score with all that waits at nothing and at full, vetoes
and caps first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from branchstd.assess.result import (
    AspectResult,
    Assessment,
    Conclusion,
    RuleResult,
    StandardResult,
    VetoResult,
    open_defaults,
)
from branchstd.catalogue.model import Aspect, Catalogue, Parameters, Plan, Standard
from branchstd.catalogue.rules import Rule
from branchstd.findings import GAPS, Outcome
from branchstd.records.holdings import Town, Village
from branchstd.rules.answer import Answer, add, outcome_of
from branchstd.rules.kinds import answer
from branchstd.rules.view import View

Word = Literal["met", "basic", "unmet"]


def conclude(
    standards: Sequence[StandardResult],
    vetoes: Sequence[VetoResult],
    numbers: Parameters,
    *,
    broken: bool = False,
) -> Conclusion:
    """A confirmed veto decides; an error, a veto only proposed, or too little evaluated
    leaves it open (semantics, 4).

    Weight not yet due is left out of both scores. A confirmed cap lowers both words, so
    that what waits may not matter.
    broken: a veto's own rule could not be answered.
    """
    failed = broken or any(s.outcome is Outcome.ERROR for s in standards)
    little = _too_little(standards, numbers)
    words = _words(standards, vetoes, numbers)
    reasons = _reasons(vetoes, words, failed=failed, little=little)
    if _any(vetoes, "fail", "confirmed"):
        return Conclusion("unmet", reasons)
    if (
        len(words) != 1
        or failed
        or little
        or any(v.state == "proposed" for v in vetoes)
    ):
        return Conclusion("open", reasons)
    (word,) = words
    return Conclusion(word, reasons)


def _words(
    standards: Sequence[StandardResult],
    vetoes: Sequence[VetoResult],
    numbers: Parameters,
) -> frozenset[Word]:
    """The words that are possible: for all that waits at nothing and at full; none
    where nothing is there to judge.
    """
    evaluated = _sum_evaluated(standards)
    earned = add(s.score or Fraction(0) for s in standards)
    waiting = add(s.waiting for s in standards)
    base = evaluated + waiting
    if not base:
        return frozenset()
    capped = _any(vetoes, "cap", "confirmed")
    return frozenset(
        _word(100 * points / base, numbers, capped=capped)
        for points in (earned, earned + waiting)
    )


def _word(score: Fraction, numbers: Parameters, *, capped: bool) -> Word:
    if score >= numbers.met_from and not capped:
        return "met"
    return "basic" if score >= numbers.basic_from else "unmet"


def _sum_evaluated(standards: Sequence[StandardResult]) -> Fraction:
    return add(s.evaluated or Fraction(0) for s in standards)


def _too_little(standards: Sequence[StandardResult], numbers: Parameters) -> bool:
    applicable = sum(
        (s.points for s in standards if s.outcome is not Outcome.NOT_APPLICABLE),
        Fraction(0),
    )
    return _sum_evaluated(standards) < applicable * numbers.least_evaluated


def _any(vetoes: Sequence[VetoResult], effect: str, state: str) -> bool:
    return any(v.effect == effect and v.state == state for v in vetoes)


def _reasons(
    vetoes: Sequence[VetoResult], words: frozenset[Word], *, failed: bool, little: bool
) -> tuple[str, ...]:
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


WAITING = (Outcome.REVIEW, Outcome.ERROR)


def assess(
    village: Village, town: Town, catalogue: Catalogue, plan: Plan, as_of: date
) -> Assessment:
    """What the village's records prove at the end of `as_of`; the same inputs always
    give the same result.

    The year is judged by its last day, whatever later day is asked for. A unit of
    another kind is asked for what the catalogue asks of its kind.
    """
    asked, as_of = as_of, min(as_of, plan.last_day)
    view = View(village, town, catalogue, plan, as_of, seen_on=asked)
    catalogue = view.catalogue
    standards = tuple(_standard(view, standard) for standard in catalogue.standards)
    suspected = [judge(view, rule, None) for rule in catalogue.vetoes]
    vetoes = tuple(veto for result in suspected if (veto := _veto(view, result)))
    broken = any(result.outcome is Outcome.ERROR for result in suspected)
    evaluated = add(s.evaluated or Fraction(0) for s in standards)
    earned = add(s.score or Fraction(0) for s in standards)
    return Assessment(
        village=village.slug,
        name=village.name,
        as_of=as_of,
        standards=standards,
        aspects=tuple(_aspect(aspect, standards) for aspect in catalogue.aspects),
        vetoes=vetoes,
        conclusion=conclude(standards, vetoes, catalogue.parameters, broken=broken),
        score=100 * earned / evaluated if evaluated else None,
        evaluated=evaluated,
        applicable=add(_applicable(s) for s in standards),
        total=Fraction(sum(s.points for s in catalogue.standards)),
        waiting=sum(rule.outcome in WAITING for s in standards for rule in s.rules),
        kind=view.kind,
    )


def judge(view: View, rule: Rule, standard: str | None) -> RuleResult:
    """One rule of a standard (None: of a veto) as the view's day finds it."""
    try:
        found = answer(view, rule, standard)
    except Exception as bug:
        found = Answer(
            outcome=Outcome.ERROR,
            cause="bug",
            values={"detail": f"{type(bug).__name__}: {bug}"},
        )
    if found.share is not None:
        return RuleResult(rule, outcome_of(found.share), found)
    return RuleResult(rule, found.outcome or Outcome.ERROR, found)


def _standard(view: View, standard: Standard) -> StandardResult:
    """Weight of not applicable rules moves to the others in proportion; weight that
    waits or is not due does not.
    """
    rules = tuple(judge(view, rule, standard.id) for rule in standard.rules)
    owed = [r for r in rules if r.outcome is not Outcome.NOT_APPLICABLE]
    weight = sum(r.rule.weight for r in owed)
    points = Fraction(standard.points)
    known = [r for r in owed if r.share is not None]
    done = sum(r.rule.weight for r in known)
    if not done:
        return StandardResult(
            standard,
            rules,
            _outcome(rules, None),
            None,
            points,
            None,
            None,
            _waits(points, rules, weight),
        )
    earned = add(r.rule.weight * r.share for r in known if r.share is not None)
    share = earned / done
    return StandardResult(
        standard=standard,
        rules=rules,
        outcome=_outcome(rules, share),
        share=share,
        points=points,
        evaluated=points * done / weight,
        score=points * earned / weight,
        waiting=_waits(points, rules, weight),
    )


def _waits(points: Fraction, rules: Sequence[RuleResult], weight: int) -> Fraction:
    waiting = sum(r.rule.weight for r in rules if r.outcome in WAITING)
    return points * waiting / weight if weight else Fraction(0)


def _outcome(rules: Sequence[RuleResult], share: Fraction | None) -> Outcome:
    """Error, then a known gap, then waiting, then not due, then met."""
    outcomes = {r.outcome for r in rules}
    if outcomes == {Outcome.NOT_APPLICABLE}:
        return Outcome.NOT_APPLICABLE
    if Outcome.ERROR in outcomes:
        return Outcome.ERROR
    if share is not None and share < 1:
        return outcome_of(share)
    if Outcome.REVIEW in outcomes:
        return Outcome.REVIEW
    return Outcome.NOT_DUE if share is None else Outcome.MET


def _applicable(result: StandardResult) -> Fraction:
    return Fraction(0) if result.outcome is Outcome.NOT_APPLICABLE else result.points


def _aspect(aspect: Aspect, standards: Sequence[StandardResult]) -> AspectResult:
    own = [s for s in standards if s.standard.aspect == aspect.id]
    evaluated = add(s.evaluated or Fraction(0) for s in own)
    earned = add(s.score or Fraction(0) for s in own)
    return AspectResult(
        aspect=aspect,
        score=100 * earned / evaluated if evaluated else None,
        evaluated=evaluated,
        applicable=add(_applicable(s) for s in own),
    )


def _veto(view: View, result: RuleResult) -> VetoResult | None:
    """A veto shows only where its rule fails; the town's ruling on it (yes, no)
    confirms or dismisses it.
    """
    rule = result.rule
    if result.outcome not in GAPS or rule.effect is None:
        return None
    word = view.ruling(rule.id, lambda r: r.verdict in {"yes", "no", "fails"})
    if word is None:
        return VetoResult(
            result, rule.effect, "asked" if open_defaults(rule) else "proposed"
        )
    return VetoResult(
        result, rule.effect, "dismissed" if word.verdict == "no" else "confirmed"
    )
