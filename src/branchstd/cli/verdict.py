"""Which exit code a village's problems and results mean."""

from __future__ import annotations

from collections.abc import Iterable

from branchstd.assess import Assessment, SurveyedVillage
from branchstd.cli.exits import Exit
from branchstd.findings import Problem, Severity


def of_village(surveyed: SurveyedVillage) -> Exit:
    """What one village's problems and results mean together."""
    return max(of_problems(surveyed.problems), of_assessment(surveyed.assessment))


def of_problems(problems: Iterable[Problem]) -> Exit:
    found = Exit.CLEAN
    for problem in problems:
        if problem.unreadable:
            return Exit.UNUSABLE
        if problem.severity is Severity.ERROR:
            found = Exit.FINDINGS
    return found


def of_assessment(assessment: Assessment) -> Exit:
    """A partial or unmet rule is a finding; a rule that broke is our bug."""
    rules = [rule for standard in assessment.standards for rule in standard.rules]
    if any(rule.answer.cause == "bug" for rule in rules):
        return Exit.BUG
    return Exit.FINDINGS if any(rule.is_gap for rule in rules) else Exit.CLEAN
