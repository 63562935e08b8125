"""The one result everything shows: what a village's records prove, standard by standard, at the end of a day."""

from branchstd.assess.assessment import assess, judge
from branchstd.assess.result import Assessment, RuleResult, StandardResult, SurveyedVillage

__all__ = ["Assessment", "RuleResult", "StandardResult", "SurveyedVillage", "assess", "judge"]
