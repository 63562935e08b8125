"""`check` of one village opens with what to do now, on a screen and a half, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchstd.__main__ import run
from samples import ROOT, Edit, copy_of

VILLAGES = ["baiyutan", "chiyangou", "dawantan", "qinglanping", "zhenzhi"]
FAULT: Edit = {"file": "V/activities/2019-03.yaml", "replace": ["kind: 主题党日", "kind: 主题日党"]}


def told(capsys: pytest.CaptureFixture[str], root: Path, lang: str, *words: str) -> str:
    assert run(["--root", str(root), "--lang", lang, "check", *words]) in {0, 1}
    return capsys.readouterr().out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("village", VILLAGES)
def test_a_screen_and_a_half(
    village: str, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Result, things to do, aspects, and how to see the rest; the sentences of open points only with --full."""
    monkeypatch.setenv("COLUMNS", "80")
    for day in ("2019-06-10", "2019-12-20"):
        shown = told(capsys, ROOT, lang, village, "--as-of", day)
        assert len(shown.splitlines()) <= 45
        assert {"zh": "现在要做的", "en": "What to do now"}[lang] in shown
        assert {"zh": "暂按", "en": "so long"}[lang] not in shown
        if village != "qinglanping":
            assert f"branchstd check {village} --full" in shown


@pytest.mark.parametrize(("lang", "line"), [
    ("zh", "现在要做的5件（共"), ("en", "What to do now (5 of "),
])  # fmt: skip
def test_the_first_things_stand_before_the_scores(lang: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """DWT-02 is longest overdue; its command stands on a line of its own, to be copied."""
    shown = told(capsys, ROOT, lang, "dawantan", "--as-of", "2019-09-28")
    assert line in shown
    assert shown.index("DWT-02") < shown.index("■")
    lines = shown.splitlines()
    above = lines[lines.index("   branchstd rectify done dawantan DWT-02") - 1]
    assert len(above) - len(above.lstrip()) == 3  # what to do begins where the command does


@pytest.mark.parametrize(("lang", "word"), [("zh", "条规则因此没法判断"), ("en", "Rules that cannot be judged")])
def test_an_error_leads_to_its_place(
    lang: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The theme day of 8 March, whose kind no list has, stands on the sixth line."""
    monkeypatch.setenv("COLUMNS", "400")
    root = copy_of(tmp_path, [FAULT])
    shown = told(capsys, root, lang, "baiyutan", "--as-of", "2019-09-28").splitlines()
    (line,) = [line for line in shown if word in line]
    assert line.startswith(" 1 ")
    assert "data/villages/baiyutan/2019/activities/2019-03.yaml:6:11" in shown[shown.index(line) + 1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_village_is_told_what_comes_first(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, ROOT, lang, "qinglanping", "--as-of", "2019-12-31")
    assert "branchstd add person qinglanping" in shown
    assert "people.csv" in shown


def test_with_full_nothing_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """Gaps, what waits, faults, what is next, open points."""
    shown = told(capsys, ROOT, "zh", "dawantan", "--full", "--as-of", "2019-09-28")
    for part in ("差距（16项标准）", "待认定、待确认", "记录里的问题（", "接下来", "疑点 Q22：", "上年（2018年）："):
        assert part in shown


def test_errors_stand_before_reminders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reminders of another file and of the same stand below the error; three posts without basis are told once."""
    edits: list[Edit] = [
        {"file": "V/posts.csv", "replace": ["党员大会选举\n", "\n"]},
        {"file": "V/posts.csv", "add": "M06,支委会,炊事员,,2019-01-01,,,x\n"},
        {"file": "V/dues.csv", "replace": ["2019-01,2019", "2019年1月,2019"]},
    ]
    shown = told(capsys, copy_of(tmp_path, edits), "zh", "baiyutan", "--problems").replace("\n", "").replace(" ", "")
    assert shown.index("错误[unknown_word]") < shown.index("是提醒，不是错误") < shown.index("提醒[spelt_otherwise]")
    assert shown.count("[post_without_basis]M03") == 1
    assert "同样的还有2处：第5行“M04”、第6行“M05”" in shown
