"""From rules to a standard: moving weight, exact points, the order of outcomes (semantics, 3)."""

from __future__ import annotations

import pytest
from builders import day, facts, make, ruling, standards, town, village
from small import assessed, one, standard

from branchstd.assess import assess
from branchstd.findings import Outcome


@pytest.mark.parametrize(
    ("rules", "outcome", "share", "evaluated", "score", "waiting"),
    [
        # all known
        (("60:1", "40:1"), "met", "1", "3", "3", "0"),
        (("60:1", "40:0"), "partial", "3/5", "3", "9/5", "0"),
        (("60:0", "40:0"), "unmet", "0", "3", "0", "0"),
        (("60:1/2", "40:1"), "partial", "7/10", "3", "21/10", "0"),
        # weight of what is not applicable moves to the others in proportion
        (("60:1", "40:not_applicable"), "met", "1", "3", "3", "0"),
        (("50:1", "30:0", "20:not_applicable"), "partial", "5/8", "3", "15/8", "0"),
        (("60:not_applicable", "40:not_applicable"), "not_applicable", None, None, None, "0"),
        # weight that waits does not move
        (("60:1", "40:review"), "review", "1", "9/5", "9/5", "6/5"),
        (("60:1/2", "40:review"), "partial", "1/2", "9/5", "9/10", "6/5"),
        (("60:0", "40:review"), "unmet", "0", "9/5", "0", "6/5"),
        (("60:review", "40:review"), "review", None, None, None, "3"),
        # nor does weight that is not due
        (("60:1", "40:not_due"), "met", "1", "9/5", "9/5", "0"),
        (("60:0", "40:not_due"), "unmet", "0", "9/5", "0", "0"),
        (("60:not_due", "40:not_due"), "not_due", None, None, None, "0"),
        (("60:not_due", "40:not_applicable"), "not_due", None, None, None, "0"),
        (("60:review", "40:not_due"), "review", None, None, None, "9/5"),
        # an error comes first, and what is known is said all the same
        (("60:1", "40:error"), "error", "1", "9/5", "9/5", "6/5"),
        (("60:0", "40:error"), "error", "0", "9/5", "0", "6/5"),
        (("60:error", "40:not_applicable"), "error", None, None, None, "3"),
        (("60:error", "40:review"), "error", None, None, None, "3"),
        # moved weight first, then what waits: 50 and 30 of 80
        (("50:1", "30:review", "20:not_applicable"), "review", "1", "15/8", "15/8", "9/8"),
        (("50:0", "20:1", "20:review", "10:not_due"), "partial", "2/7", "21/10", "3/5", "3/5"),
    ],
)
def test_standard(
    *, rules: tuple[str, ...], outcome: str, share: str | None, evaluated: str | None, score: str | None, waiting: str
) -> None:
    found = one(3, *rules)
    exact = [None if value is None else str(value) for value in (found.share, found.evaluated, found.score)]
    assert (found.outcome.value, exact, str(found.waiting)) == (outcome, [share, evaluated, score], waiting)


def test_thirds_stay_exact() -> None:
    found = one(1, "1:1", "1:0", "1:0")
    assert (str(found.share), str(found.score)) == ("1/3", "1/3")


def test_a_rule_without_weight_decides_no_points() -> None:
    """A share of nothing is nothing: with only weightless rules answered there is no share."""
    found = one(3, "0:1", "100:review")
    assert (found.outcome, found.share, found.evaluated, found.waiting) == (Outcome.REVIEW, None, None, 3)


def test_a_waiver_of_the_standard_takes_all_its_rules() -> None:
    part, said = standard("1.1", 3, "60:0", "40:0")
    found = assessed((part, [*said, ruling("1.1", "not_applicable", "01-10", until="12-31")]))
    assert (found.standards[0].outcome, found.applicable) == (Outcome.NOT_APPLICABLE, 0)


def test_a_rule_that_breaks_is_our_error_and_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("branchstd.assess.assessment.answer", explode)
    found = one(3, "100:1")
    assert (found.outcome, found.rules[0].answer.cause) == (Outcome.ERROR, "bug")
    assert found.rules[0].answer.values["detail"] == "ZeroDivisionError: x"


def test_gaps_and_places() -> None:
    found = one(3, "60:0", "40:1")
    assert [gap.rule.id for gap in found.gaps] == ["1.1.a"]
    assert [place.file for place in found.gaps[0].places] == ["ruling.yaml"]


def test_no_quota_moves_the_weight() -> None:
    """Brief 4.5, example 5: without a quota the young member is not asked for, and the activists are all."""
    steps = {"1": "01-10", "2": "01-20", "3": "03-01"}
    trained = [make("candidate", person=f"C{n}", steps=steps) for n in (1, 2)]
    for quota, outcome, score in ((0, "met", "3"), (1, "partial", "3/2")):
        whole = assess(village(facts(quota=quota), trained), town(), *standards(), day("12-31"))
        found = next(s for s in whole.standards if s.standard.id == "5.2")
        assert (found.outcome.value, str(found.score)) == (outcome, score)
