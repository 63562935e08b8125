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
    answers = iter(["抄漏", "打13812345678", "补三条", "逐条议", "M99", "M02", "都有", "乱写", "制度缺失", ""])
    monkeypatch.setattr(rectify, "at_terminal", lambda: True)
    monkeypatch.setattr(questions.typer, "prompt", lambda *_, default="", **__: next(answers) or default)
    assert office.run("plan", "liushao", "LS-06", on="08-07") == 0
    out = capsys.readouterr().out
    assert [t for t in ("电话号码", "人员（people.csv）里没有“M99”", "没有“乱写”这个选项") if t not in out] == [], out
    ((_, lines),) = office.changed()
    assert [line.strip() for line in lines] == [
        "- item: LS-06", "cause: 抄漏", "cause_kind: 制度缺失", "task: 补三条", "measure: 逐条议", "responsible: M02",
        "start: 2019-08-07", "proof: 都有",
    ]  # fmt: skip


def test_a_whole_plan_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Enter keeps what stands; people by name; with nothing new the command to type is told, and nothing written."""
    (office.root / "data/villages/liushao/names.csv").write_text("code,name\nM02,旦正\nM04,周加\n", "utf-8")
    office.keep()
    plan = ["--cause", "抄漏", "--task", "补", "--measure", "议", "--proof", "都有", "--cause-kind", "制度缺失"]
    assert office.run("open", "liushao", "5.1.c", on="08-05") == 0
    assert office.run("plan", "liushao", "LS-06", *plan, "--responsible", "旦正", on="08-06") == 0
    assert "    responsible: M02" in [line for _, new in office.changed() for line in new]
    asked: dict[str, str] = {}

    def prompt(text: str, default: str = "", **_: object) -> str:
        asked[text.partition("（")[0]] = default
        return said.get(text.partition("（")[0], default)

    monkeypatch.setattr(rectify, "at_terminal", lambda: True)
    monkeypatch.setattr(questions.typer, "prompt", prompt)
    said: dict[str, str] = {}
    assert office.run("plan", "liushao", "LS-06", on="08-07") == 2
    assert "branchstd rectify plan liushao LS-06 --measure" in capsys.readouterr().err
    assert asked == {"原因": "抄漏", "整改任务": "补", "整改措施": "议", "责任人": "旦正", "完成标志": "都有",
                     "原因类别": "制度缺失", "开始日期": "2019-08-06"}  # fmt: skip
    said |= {"整改措施": "逐条议", "责任人": "周加"}
    assert office.run("plan", "liushao", "LS-06", on="08-07") == 0
    assert office.changed() == [
        ("data/villages/liushao/2019/rectify.yaml",
         ["-    measure: 议", "-    responsible: M02", "    measure: 逐条议", "    responsible: M04"])
    ]  # fmt: skip


def test_several_items_at_once(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """All in one change, or none of them where one is refused."""
    assert office.run("open", "liushao", "5.1.c", on="12-01") == 0
    office.keep()
    words = ["--text", "起了草"]
    assert office.run("object", "liushao", "LS-06", "LS-99", *words, on="12-03") == 2
    assert office.changed() == []
    assert office.run("object", "liushao", "LS-06", "LS-05", "LS-06", *words, on="12-03") == 0
    ((_, new),) = office.changed()
    assert [line.strip() for line in new].count("- {date: 2019-12-03, kind: 提出异议, text: 起了草}") == 2
