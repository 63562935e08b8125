"""Nothing is won by leaving a record out: every record of the strong village is deleted in turn, and no share rises."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from branchstd.records.base import Record
from branchstd.records.holdings import Village
from branchstd.records.village import VILLAGE_KINDS
from branchstd.survey import Survey
from samples import YEAR_END, survey_of

ROOT = Path(__file__).parents[1]
# Records that are themselves counted against the village, with the rule that they speak against.
AGAINST = {
    "candidates.yaml:7": (
        "5.1.a",
        "the talk with this applicant was held after forty days, and the procedure is scored",
    ),
}


@cache
def survey() -> Survey:
    return survey_of(ROOT)


@cache
def whole() -> Village:
    return survey().village("baiyutan", YEAR_END).village


def shares(village: Village) -> dict[str, Fraction | None]:
    found = survey().assess(village, YEAR_END)
    return {rule.rule.id: rule.share for standard in found.standards for rule in standard.rules}


def without(gone: Record) -> Village:
    """The village without one record and what stands inside it."""

    def stays(record: Any) -> bool:
        return record is not gone and record.parent is not gone

    records = {kind: tuple(filter(stays, said)) for kind, said in whole().records.items()}
    return replace(whole(), records=MappingProxyType(records))


def excepted(record: Record) -> set[str]:
    place = record.mark.place
    return {rule for spot, (rule, _) in AGAINST.items() if f"{place.file}:{place.line}".endswith(spot)}


@pytest.mark.parametrize("kind", VILLAGE_KINDS)
def test_no_share_rises(kind: str) -> None:
    before = shares(whole())
    for record in whole().records.get(kind, ()):
        after = shares(without(record))
        for rule in set(before) - excepted(record):
            first, second = before[rule], after[rule]
            assert second is None or (first is not None and second <= first), (record.mark.place, rule)
            assert second is not None or first in {None, 1}, (record.mark.place, rule)
