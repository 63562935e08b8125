"""Every standard has an example that is met and one that is unmet: the strong village with little changed.

A case says its share and, in `short`, which rules fall short. Between them every rule of the 42 falls short once.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from samples import ROOT, YEAR_END, copy_of, results, standards

EXAMPLES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "tests/examples").glob("*.yaml")}
IDS = [standard.id for standard in standards()[0].standards]
RULES = [rule.id for standard in standards()[0].standards for rule in standard.rules]
CASES = [(standard, name) for standard in sorted(EXAMPLES) for name in EXAMPLES[standard]]


def _short(standard: str, name: str) -> list[str]:
    return [f"{standard}.{rule}" for rule in EXAMPLES[standard][name].get("short", [])]


@pytest.mark.parametrize(("standard", "name"), CASES)
def test_example(standard: str, name: str, tmp_path: Path) -> None:
    said: dict[str, Any] = EXAMPLES[standard][name]
    day = said.get("as_of", YEAR_END)
    assert isinstance(day, date)
    result = results(copy_of(tmp_path, said.get("edits", [])), day)[standard]
    assert result.outcome == name.partition(" ")[0]
    assert str(result.share) == str(said["share"])
    assert [gap.rule.id for gap in result.gaps] == _short(standard, name)
    assert said["why"]


@pytest.mark.parametrize("standard", IDS)
def test_every_standard_has_both(standard: str) -> None:
    assert {"met", "unmet"} <= set(EXAMPLES[standard])


def test_every_rule_falls_short_in_an_example() -> None:
    assert sorted(RULES) == sorted({rule for case in CASES for rule in _short(*case)})


def test_examples_belong_to_standards() -> None:
    assert sorted(EXAMPLES) == sorted(IDS)
