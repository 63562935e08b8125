"""What the page on personal data says is found and what is not, tried example by example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from branchstd.mask import mask

PAGE = (Path(__file__).parents[2] / "docs" / "personal-data.md").read_text("utf-8")


def examples(heading: str) -> list[str]:
    """The code in the last column of a section's table."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.rstrip("|").rpartition("|")[2] for line in section.splitlines() if line.startswith("| ")]
    return [text for cell in cells for text in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("text", examples("认得的"))
def test_what_is_said_to_be_found_is_masked(text: str) -> None:
    left = re.sub(r"^(ID|Tel|QQ|0086|86)\W*|[^0-9A-Za-z]", "", mask(text))
    assert left in {"", "86"}


@pytest.mark.parametrize("text", examples("不认得的"))
def test_what_is_said_not_to_be_found_is_not(text: str) -> None:
    assert mask(text) == text


def test_both_lists_are_there() -> None:
    assert len(examples("认得的")) > 25
    assert len(examples("不认得的")) > 12
