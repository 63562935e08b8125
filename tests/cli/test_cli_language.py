"""--lang, then BRANCHSTD_LANG, the town's setting, the locale, English."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchstd.cli.support.language import of_town, spoken


@pytest.mark.parametrize(
    ("wishes", "lang"),
    [
        (("en", "zh", "zh", "zh_CN.UTF-8"), "en"),
        ((None, "en", "zh", "zh_CN.UTF-8"), "en"),
        ((None, None, "zh", "en_GB.UTF-8"), "zh"),
        ((None, None, None, "zh_CN.GBK"), "zh"),
        ((None, None, None, "fr_FR.UTF-8"), "en"),
        ((None, "de", None, "zh_CN.UTF-8"), "zh"),
        ((None, None, None, "C"), "en"),
    ],
)
def test_order(monkeypatch: pytest.MonkeyPatch, wishes: tuple[str | None, ...], lang: str) -> None:
    asked, own, town, locale = wishes
    monkeypatch.setenv("LC_ALL", locale or "")
    monkeypatch.setenv("BRANCHSTD_LANG", own) if own else monkeypatch.delenv("BRANCHSTD_LANG", raising=False)
    assert spoken(asked, town) == lang


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("language: en\n", "en"),
        ("name: x\n语言: zh\n", "zh"),
        ("# language: en\n", None),
        ("language: fr\n", None),
        ("", None),
    ],
)
def test_a_glance_at_the_town(said: str, lang: str | None, tmp_path: Path) -> None:
    (tmp_path / "data" / "villages").mkdir(parents=True)
    (tmp_path / "data" / "town.yaml").write_text(said, "utf-8")
    assert of_town(tmp_path / "data" / "villages") == lang


def test_no_town_to_glance_at(tmp_path: Path) -> None:
    assert of_town(tmp_path) is None
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "town.yaml").write_bytes("语言: zh\n".encode("gbk"))
    assert of_town(tmp_path) is None
