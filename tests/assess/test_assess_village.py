"""From standards to a village: exact sums, what is evaluated and applicable, aspects, counts (semantics, 4)."""

from __future__ import annotations

from fractions import Fraction

from builders import day, standards, town, village
from small import assessed, standard

from branchstd.assess import assess
from branchstd.findings import Outcome

PARTS = (
    standard("1.1", 3, "60:1", "40:1/2"),  # 3 points, 12/5 earned
    standard("1.2", 2, "50:0", "50:review"),  # 1 point, nothing earned, 1 waits
    standard("2.1", 4, "100:not_due"),
    standard("2.2", 5, "100:not_applicable"),
    standard("3.1", 1, "50:error", "50:1"),  # 1/2 point, all of it earned
)


def test_score_is_of_what_was_evaluated() -> None:
    """(12/5 + 0 + 1/2) ÷ (3 + 1 + 1/2) of a hundred."""
    found = assessed(*PARTS)
    assert found.score == 100 * Fraction("2.9") / Fraction("4.5")
    assert (found.evaluated, found.applicable, found.total, found.waiting) == (Fraction("4.5"), 10, 15, 2)


def test_nothing_evaluated_is_no_score() -> None:
    found = assessed(standard("1.1", 3, "100:not_due"), standard("1.2", 3, "100:review"))
    assert (found.score, found.evaluated, found.applicable, found.waiting) == (None, 0, 6, 1)


def test_aspects_sum_their_own_standards() -> None:
    first, second, third, *rest = assessed(*PARTS).aspects
    assert (first.score, first.evaluated, first.applicable) == (60, 4, 5)  # 12/5 of 4
    assert (second.score, second.evaluated, second.applicable) == (None, 0, 4)
    assert (third.score, third.evaluated, third.applicable) == (100, Fraction(1, 2), 1)
    assert all(aspect.score is None for aspect in rest)


def test_every_outcome_is_counted() -> None:
    counts = assessed(*PARTS).outcomes()
    assert set(counts) == set(Outcome)
    assert {outcome: n for outcome, n in counts.items() if n} == {
        Outcome.PARTIAL: 1,
        Outcome.UNMET: 1,
        Outcome.NOT_DUE: 1,
        Outcome.NOT_APPLICABLE: 1,
        Outcome.ERROR: 1,
    }


def test_the_same_inputs_give_the_same_result() -> None:
    inputs = (village(), town(), *standards(), day("10-30"))
    assert assess(*inputs) == assess(*inputs)


def test_the_shipped_catalogue_has_its_hundred_points() -> None:
    found = assess(village(), town(), *standards(), day("12-31"))
    assert (found.total, len(found.standards), len(found.aspects)) == (100, 42, 7)


def test_a_year_without_records_earns_nothing() -> None:
    found = assess(village(), town(), *standards(), day("12-31"))
    assert found.score == 0
    assert {veto.result.rule.id for veto in found.vetoes} == {"V2", "V5", "V6"}
    assert found.conclusion.proposed == "open"
