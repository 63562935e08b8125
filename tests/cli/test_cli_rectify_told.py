"""What the commands on items tell of faults that they cannot see through, and never act or count in silence upon."""

from __future__ import annotations

import shutil

import pytest
from office import Office

from branchstd.__main__ import run
from branchstd.cli import rectify
from branchstd.cli.support import questions

TOWN_FILE = "data/town.yaml"
LIUSHAO = "data/town/2019/villages/liushao.yaml"
CLOSED = "reason: 九月、十月的都有照片，八月没有补"
HIDDEN = {
    "a role": ("{code: T4, role: 党建办}", "{code: T4, role: 党建班}", "unknown_word", 2),
    "a key": ("{code: T4, role: 党建办}", "{code: T4, rolle: 党建办}", "unknown_field", 2),
    "a folder": ("slug: liushao,", "slug: liu shao,", "bad_slug", 2),
    "another folder": ("slug: liushao,", "slug: liushau,", "village_unregistered", 1),
    "a name": ("slug: liushao, name: 柳哨村", "slug: liushao, name: null", "missing_field", 2),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_the_town_file_hides_is_told(how: str, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """A cadre or a village that cannot be read takes closings and items with it: never without a word."""
    old, new, code, ends = HIDDEN[how]
    office.replace(TOWN_FILE, old, new)
    for words in (["rectify", "list"], ["lists"], ["lists", "--list", "register", "--format", "csv"]):
        assert run(["--root", str(office.root), *words, "--as-of", "2019-12-31"]) == ends
        assert f"[{code}]" in capsys.readouterr().err


def test_a_closing_by_a_cadre_who_cannot_be_read_is_not_taken_for_none(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office.root / TOWN_FILE
    path.write_bytes(
        path.read_bytes().replace("{code: T4, role: 党建办}".encode(), "{code: T4, role: 党建班}".encode())
    )
    office.keep()
    assert office.run("list", "baiyutan", "--as-of", "2019-12-31") == 2
    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("BYT-")]
    unsure = [line.split()[0] for line in lines if "有记录读不了" in line]
    assert unsure == [f"BYT-0{n}" for n in (1, 2, 3, 5, 6, 7, 8)]  # T4 closed all but the fourth, which is open
    for words in (["show", "baiyutan", "BYT-01"], ["done", "baiyutan", "BYT-01", "--text", "甲", "--proof", "乙"]):
        assert office.run(*words, **({} if words[0] == "show" else {"on": "12-30"})) == 2
        assert f"{TOWN_FILE}:10:22" in capsys.readouterr().err
    run(["--root", str(office.root), "why", "baiyutan", "7.4", "--as-of", "2019-12-31"])
    assert "无法判断，先改正 data/town.yaml 第10行" in capsys.readouterr().out
    assert run(["--root", str(office.root), "check", "baiyutan", "--problems"]) == 1
    assert "unfit_no_role" not in capsys.readouterr().out
    assert office.changed() == []


def test_a_spoilt_quote_is_told(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.replace(LIUSHAO, CLOSED, f"{CLOSED}, rests_on: 2019-09-20 met 0123")
    assert office.run("verify", "liushao") == 1
    assert "“2019-09-20 met 0123”" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["documents.yaml", "people.csv", "rectify.yaml"])
def test_what_cannot_be_verified_is_told(name: str, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    file = f"data/villages/liushao/2019/{name}"
    (office.root / file).write_bytes("乱码".encode("utf-16"))
    assert office.run("verify", "liushao") == 2
    assert f"{file}:1:1: 错误[utf16]" in capsys.readouterr().err
    assert office.run("verify", "baiyutan") == 0


def test_no_gaps_of_a_village_whose_folder_is_not_there(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """It was moved, or not copied: its records are not missing, nobody can say what they would show."""
    shutil.rmtree(office.root / "data/villages/mingjinghu")
    office.keep()
    assert office.run("open", "mingjinghu", on="09-01") == 2
    assert "data/villages/mingjinghu/2019: 错误[no_village_folder]" in capsys.readouterr().err
    assert office.run("open", "mingjinghu", "2.7", "--origin", "群众反映", "--text", "公开栏的字太小", on="09-01") == 0


def test_a_bad_answer_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was answered before it is not lost: somebody unknown, a word that is none, a telephone number."""
    assert office.run("open", "liushao", "5.1.c", on="08-05") == 0
    office.keep()
    answers = iter(["抄漏", "打13812345678", "补三条", "逐条议", "M99", "M02", "都有", "乱写", "制度缺失"])
    monkeypatch.setattr(rectify, "at_terminal", lambda: True)
    monkeypatch.setattr(questions.typer, "prompt", lambda *_, **__: next(answers))
    assert office.run("plan", "liushao", "LS-06", on="08-07") == 0
    out = capsys.readouterr().out
    assert [t for t in ("电话号码", "人员（people.csv）里没有“M99”", "没有“乱写”这个选项") if t not in out] == [], out
    ((_, lines),) = office.changed()
    assert [line.strip() for line in lines] == [
        "- item: LS-06", "cause: 抄漏", "cause_kind: 制度缺失", "task: 补三条", "measure: 逐条议", "responsible: M02",
        "start: 2019-08-07", "proof: 都有",
    ]  # fmt: skip
