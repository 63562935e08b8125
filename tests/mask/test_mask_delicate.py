"""Health, hardship and punishment: a question to whoever writes it down, and a number in the village's check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.records.persons import delicate
from samples import ROOT

ASKED = {"zh": "说的是某个人的健康、困难或处分吗", "en": "Is it somebody's health, hardship or punishment?"}


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "400")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], root: Path, *words: str, lang: str = "zh") -> str:
    assert run(["--root", str(root), "--lang", lang, *words]) in {0, 1}
    return capsys.readouterr().out.replace("\n", "")


def added(title: str) -> tuple[str, ...]:
    return ("add", "document", "liushao", "--date", "2019-06-03", "--form", "aid_measures", "--title", title,
            "--record", "存档")  # fmt: skip


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("慰问患病党员", "患病"),
        ("低保户入户", "低保"),
        ("党员受处分后谈话", "处分"),
        ("残疾和特困的名单", "残疾、特困"),
    ],
)
def test_a_word_raises_a_question_and_no_block(
    title: str, words: str, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, town, *added(title))
    assert f"写到了{words}。{ASKED['zh']}" in told
    assert title in (town / "data/villages/liushao/2019/documents.yaml").read_text("utf-8")


def test_english_asks_as_well(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ASKED["en"] in said(capsys, town, *added("低保户入户"), lang="en")


def test_other_words_ask_nothing(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ASKED["zh"] not in said(capsys, town, *added("防治病虫害、扶贫项目的措施"))
    assert delicate("病虫害 扶贫 村貌整治 处理意见 警示教育") == []


def test_check_counts_them_and_shows_none(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped village has none; two documents with three words make two texts."""
    check = ("check", "liushao", "--as-of", "2019-12-31")
    assert "健康、困难或处分" not in said(capsys, town, *check)
    said(capsys, town, *added("低保户甲某受处分"))
    said(capsys, town, *added("残疾人入户"))
    told = said(capsys, town, *check)
    assert "有2处文字写到健康、困难或处分" in told
    assert "甲某受处分" not in told
