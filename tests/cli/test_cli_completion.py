"""Completion knows the villages by folder and by name, and stays silent where there is no town."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchstd.cli.support.options import complete_village

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (
            "",
            [
                ("baiyutan", "白羽滩村"),
                ("chiyangou", "赤岩沟村"),
                ("chuankouyi", "川口驿村"),
                ("dawantan", "大湾滩村"),
                ("gaoxueya", "高雪垭村"),
                ("liushao", "柳哨村"),
                ("mingjinghu", "明镜湖村"),
                ("qinglanping", "青岚坪村"),
                ("zhenzhi", "镇直机关党支部"),
            ],
        ),
        ("b", [("baiyutan", "白羽滩村")]),
        ("赤", [("赤岩沟村", "chiyangou")]),
        ("x", []),
    ],
)
def test_villages(typed: str, offered: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert complete_village(typed) == offered


def test_no_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete_village("b") == []
