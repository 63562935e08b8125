"""Exit codes, the same for every format. Of several that apply, the highest holds."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from branchstd.assess import Assessment, SurveyedVillage
from branchstd.findings import Problem, Severity


class Exit(IntEnum):
    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2
    NOTHING = 3
    UNWRITTEN = 5
    BUG = 70
    INTERRUPTED = 130


class RefusalError(Exception):
    """The command cannot go on; `problems` are told on stderr."""

    def __init__(self, problems: Iterable[Problem], code: Exit = Exit.UNUSABLE) -> None:
        super().__init__()
        self.problems, self.code = tuple(problems), code


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
