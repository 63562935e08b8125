"""Whoever sees a problem also sees that both languages can tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from branchstd.findings import Problem
from branchstd.messages import problems_en, problems_zh

TABLES = (problems_zh.TEXT_PROBLEMS, problems_en.TEXT_PROBLEMS)


@pytest.fixture
def told() -> Callable[[Iterable[Problem]], None]:
    """Formats each problem's sentence and remedy in both languages; a missing value is a KeyError."""

    def tell(problems: Iterable[Problem]) -> None:
        for problem in problems:
            for table in TABLES:
                for sentence in table[problem.code]:
                    assert sentence.format(**problem.values)

    return tell
