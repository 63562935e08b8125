"""--lang, then BRANCHSTD_LANG, the town's setting, the locale, English."""

from __future__ import annotations

import pytest

from branchstd.cli.language import spoken


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
