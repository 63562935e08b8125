"""Lines and bars: nothing is lost, nothing is wider than the line, all signs exist on a GBK console."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from branchstd.findings import Outcome
from branchstd.render.breaks import NEVER_FIRST, breaks
from branchstd.render.places import home
from branchstd.render.style import BAR, LOOKS, bar
from samples import ROOT, workspace_of


def cut(text: str, width: int) -> list[str]:
    ends = [0, *breaks(text, width), len(text)]
    return [text[a:b] for a, b in pairwise(ends)]


@given(st.text(alphabet="汉字，。（）abc  19/-"), st.integers(4, 30))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = cut(text, width)
    assert "".join(lines) == text
    assert all(cell_len(line) <= width for line in lines)


def test_chinese_breaks_between_characters_and_never_before_a_closing_mark() -> None:
    assert cut("× 3.4.a 主题党日，缺三月", 14) == ["× 3.4.a 主题党", "日，缺三月"]
    assert all(line[0] not in NEVER_FIRST for line in cut("党员大会，支委会，党小组会，党课。", 8)[1:])


def test_words_stay_whole() -> None:
    assert cut("hold the next meeting", 10) == ["hold the ", "next ", "meeting"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert cut("data/villages/x", 6) == ["data/v", "illage", "s/x"]


@pytest.mark.parametrize(("percent", "full"), [(0, 0), (Fraction(99, 2), 9), (50, 10), (100, BAR)])
def test_bar(percent: int | Fraction, full: int) -> None:
    assert bar(Fraction(percent)).count("■") == full
    assert len(bar(Fraction(percent))) == BAR


def test_nothing_evaluated_has_no_bar() -> None:
    assert bar(None) == ""


def test_every_outcome_has_a_sign_that_a_gbk_console_can_show() -> None:
    assert set(LOOKS) == set(Outcome)
    assert all(look.sign.encode("gbk") for look in LOOKS.values())
    assert bar(Fraction(30)).encode("gbk")


@pytest.mark.parametrize(
    ("people", "file"),
    [
        ("members.full", "people.csv"),
        ("cadres.village", "posts.csv"),
        ("candidates.in_training", "candidates.yaml"),
    ],
)
def test_what_lacks_of_people_would_stand_where_they_are_recorded(people: str, file: str) -> None:
    workspace = workspace_of(ROOT)
    found = workspace.village("baiyutan", date(2019, 12, 31)).assessment
    result = next(one for standard in found.standards for one in standard.rules if one.rule.id == "5.2.a")
    asked = replace(result, rule=result.rule.model_copy(update={"set": people}))
    assert home(asked, found, workspace.plan) == f"data/villages/baiyutan/2019/{file}"
