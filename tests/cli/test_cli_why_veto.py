"""`why` and `catalogue show` understand a veto as `explain` does, whether or not anything suggests it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from branchstd.__main__ import run
from samples import ROOT

Ran = Callable[..., tuple[int, str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Ran:
    def ran(*words: str) -> tuple[int, str]:
        code = run(["--root", str(ROOT), "--lang", "zh", *words])
        return code, "".join(capsys.readouterr().out.split())

    return ran


def test_a_veto_that_the_records_suggest(told: Ran) -> None:
    """No organisation-life meeting stands in the year of 青岚坪村."""
    code, text = told("why", "qinglanping", "V6", "--as-of", "2019-12-31")
    assert code == 1
    assert "×V6年内组织生活会：应有1，现有0，还差1" in text
    assert "限制等次：系统提示，待镇核实" in text


def test_a_veto_that_nothing_suggests(told: Ran) -> None:
    code, text = told("why", "qinglanping", "V4", "--as-of", "2019-12-31")
    assert (code, "V4发展党员关键程序：没有这类事项" in text) == (0, True)


def test_shown_by_the_catalogue(told: Ran) -> None:
    assert "V6年内组织生活会" in told("catalogue", "show", "V6")[1]


def test_everything_on_request(told: Ran) -> None:
    """Of 25 members' months that are missing, eight are named until all are asked for."""
    short = told("why", "chuankouyi", "5.6", "--as-of", "2019-12-20")[1]
    whole = told("why", "chuankouyi", "5.6", "--as-of", "2019-12-20", "--all")[1]
    assert "M075月等25项" in short
    assert "--all" in short
    assert "等25项" not in whole
    assert "--all" not in whole
    assert "完成90.94%，最低要95%" in whole  # 251 of 276
