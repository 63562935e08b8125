"""Whoever sees a problem also sees that both languages can tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from branchstd.findings import Problem
from branchstd.messages import LANGUAGES, table

TABLES = tuple(table("problems", lang).TEXT_PROBLEMS for lang in LANGUAGES)


@pytest.fixture
def told() -> Callable[[Iterable[Problem]], None]:
    """Formats each problem's sentence and remedy in both languages; a missing value is a KeyError."""

    def tell(problems: Iterable[Problem]) -> None:
        for problem in problems:
            for texts in TABLES:
                for sentence in texts[problem.code]:
                    assert sentence.format(**problem.values)

    return tell
