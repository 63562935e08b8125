"""What `explain` says of a problem's code: an example, never the names of values in braces."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from branchstd.findings import Place, Problem
from branchstd.messages import LANGUAGES
from branchstd.messages.examples import VALUES, example
from branchstd.messages.phrases import Phrases


def told(lang: str, code: str) -> str:
    phrases = Phrases(lang)
    return " ".join(phrases.problem(Problem(code, Place(""), example(code, phrases.problem_texts()[code]))))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_an_example(lang: str) -> None:
    texts = Phrases(lang).problem_texts()
    needed = {name for pair in texts.values() for text in pair for _, name, _, _ in Formatter().parse(text) if name}
    assert needed - VALUES.keys() == set()
    assert [
        code for code in texts if re.search(r"\{[a-z_]+\}", told(lang, code)) and "{{" not in "".join(texts[code])
    ] == []


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("dues_sum", "合计150元，按花名册应为168元", "total 150 yuan, by the roster 168"),
        ("csv_ragged", "这一行有8格，表头有7格，这一行没有读", "8"),
        ("bad_date_form", "“日期”写成了“2019.6.5”", "“date” says “2019.6.5”"),
        ("points_total", "分值合计98，应为100", "98"),
    ],
)
def test_examples_by_hand(code: str, zh: str, en: str) -> None:
    assert told("zh", code).startswith(zh)
    assert en in told("en", code)
