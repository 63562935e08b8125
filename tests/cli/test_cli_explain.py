"""`explain` knows numbers, codes and the words that people use."""

from __future__ import annotations

import pytest

from branchstd.__main__ import run
from samples import ROOT


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("主题党日", ["activity_kinds: theme_day", "3.4  党员主题党日", "3.4.c"]),
        ("theme_day", ["activity_kinds: theme_day"]),
        ("五学", ["1.1.a", "five_studies  五学"]),
        ("theory", ["政治理论"]),
        ("党费", ["5.6  党费按月足额交纳"]),
        ("members.able", ["在册党员"]),
        ("M08", ["2019-11-01"]),
        ("receipt", ["dues: receipt  收据号  收据号；文字"]),
        ("未交人", ["交纳人空着时要写：谁没交；都交了写 无"]),
        ("月应交党费", ["每月多少元，一年定一次"]),
        ("D1", ["四议两公开：D1  村党组织提议"]),
        ("推优", ["发展党员25步：3  推荐和确定入党积极分子"]),
        ("A3", ["组织生活会17项流程：A3  提前通知"]),
    ],
)
def test_told(name: str, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(ROOT), "--lang", "zh", "explain", name]) == 0
    said = capsys.readouterr().out
    assert [word for word in told if word not in said] == []


@pytest.mark.parametrize("name", ["zzz", "党", ""])
def test_nobody_knows(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(ROOT), "explain", name]) == 2
    assert "[unknown_standard]" in capsys.readouterr().err
