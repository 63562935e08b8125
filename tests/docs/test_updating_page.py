"""What docs/updating.md says holds now: each share and score after the arrow, and each code of a refusal."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from branchstd.messages import table
from branchstd.messages import table as texts
from branchstd.messages.messages import points
from branchstd.workspace import AssessedVillage, open_workspace
from samples import ROOT

PAGE = (ROOT / "docs" / "updating.md").read_text("utf-8")
WORDS = {"待认定": "review"}


@pytest.fixture(scope="module")
def villages() -> dict[str, AssessedVillage]:
    return {one.assessment.name: one for one in open_workspace(ROOT).villages(date(2019, 12, 31))}


def test_the_shares_after_the_update(villages: dict[str, AssessedVillage]) -> None:
    rows = re.findall(r"^\| (\d\.\d\.[a-z]) \S+ \| (.*?) \|", PAGE, re.MULTILINE)
    assert len(rows) == 16
    for code, cell in rows:
        for name, now in re.findall(r"([^；\s]+) \S+ → ([^；]+)", cell):
            standards = villages[f"{name}村"].assessment.standards
            result = next(one for standard in standards for one in standard.rules if one.rule.id == code)
            if now in WORDS:
                assert result.outcome.value == WORDS[now], (name, code)
            else:
                assert result.share == Fraction(now), (name, code)


def test_the_scores_after_the_update(villages: dict[str, AssessedVillage]) -> None:
    rows = re.findall(r"^\| (\S+村) \| \S+ \S+ \| (\S+) (\S+) \|", PAGE, re.MULTILINE)
    assert len(rows) == 8
    for name, word, score in rows:
        found = villages[name].assessment
        assert table("sentences", "zh").CONCLUSIONS[found.conclusion.proposed] == word
        assert points(found.score or Fraction(0)) == score


def test_every_code_named_is_one() -> None:
    codes = set(re.findall(r"`([a-z]+_[a-z_]+)`", PAGE)) - {"young_age"}
    assert codes - set(texts("problems", "zh").PROBLEMS) == set()
