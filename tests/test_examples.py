"""Every standard has an example that is met and one that is unmet; each is the sample with one thing changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from samples import YEAR_END, assessed, outcome, standards

EXAMPLES = Path(__file__).parent / "examples"
CASES = sorted(EXAMPLES.glob("*/*.yaml"))
IDS = [standard.id for standard in standards()[0].standards]


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_example(case: Path, tmp_path: Path) -> None:
    said = yaml.safe_load(case.read_text("utf-8"))
    day = said.get("as_of", YEAR_END)
    assert isinstance(day, date)
    seen, share = outcome(assessed(tmp_path, said.get("edits", []), day), case.parent.name)
    assert seen == case.stem.partition("-")[0]
    assert share == said["share"]
    assert said["why"]


@pytest.mark.parametrize("standard", IDS)
@pytest.mark.parametrize("kind", ["met", "unmet"])
def test_every_standard_has_both(standard: str, kind: str) -> None:
    assert list((EXAMPLES / standard).glob(f"{kind}*.yaml")), f"no example: {standard} {kind}"


def test_examples_belong_to_standards() -> None:
    assert {case.parent.name for case in CASES} <= set(IDS)
