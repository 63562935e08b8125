"""Both languages can tell every problem the text layer can have, with the same values."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import branchstd.text
from branchstd.messages import table

ZH, EN = (table("problems", lang).TEXT_PROBLEMS for lang in ("zh", "en"))
SOURCES = Path(branchstd.text.__file__).parent.glob("*.py")
CODES = {
    found
    for source in SOURCES
    for found in re.findall(
        r"\"((?:yaml|csv|file|not|utf|merge|control|invisible)_?[a-z0-9_]+)\"", source.read_text("utf-8")
    )
}


def placeholders(sentences: tuple[str, str]) -> set[str]:
    return {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_tables_have_every_code_and_no_other() -> None:
    assert set(ZH) == set(EN) == CODES - {"utf-8"}


@pytest.mark.parametrize("code", ZH)
def test_both_languages_use_the_same_values(code: str) -> None:
    assert placeholders(ZH[code]) == placeholders(EN[code])


@pytest.mark.parametrize("code", ZH)
def test_no_sentence_speaks_of_yaml_to_a_clerk(code: str) -> None:
    assert not any("yaml" in sentence.lower() for sentence in (*ZH[code], *EN[code]))
