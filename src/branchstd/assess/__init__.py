"""The one result everything shows: what a village's records prove, standard by
standard, at the end of a day.
"""

from branchstd.assess.assessment import assess, judge
from branchstd.assess.result import (
    AssessedVillage,
    Assessment,
    RuleResult,
    StandardResult,
)

__all__ = [
    "AssessedVillage",
    "Assessment",
    "RuleResult",
    "StandardResult",
    "assess",
    "judge",
]
