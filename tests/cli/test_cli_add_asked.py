"""`add` at a terminal: by numbers and names, one record after the other; what was confirmed is never lost."""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from test_cli_add import YEAR, lines

from branchstd.__main__ import run
from branchstd.cli import add
from branchstd.cli.support import questions
from branchstd.cli.support.roll import Signed, read_roll
from branchstd.rules.fields import read_fields_of
from branchstd.workspace import load_standards
from samples import ROOT

Sit = Callable[..., list[str]]
ADD = ["--lang", "zh", "add"]
NAMES = "code,name\nM01,扎西\nM02,旦正\nM03,李生华\nM04,周加\nM05,才旦\nM06,才旦\nM07,老仁青\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data/villages/liushao/names.csv").write_text(NAMES, "utf-8")
    return tmp_path


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Answers one after the other; None breaks off. What was asked."""

    def sits(*answers: str | None) -> list[str]:
        left: Iterator[str | None] = iter(answers)
        asked: list[str] = []

        def prompt(text: str, default: str = "", **_: object) -> str:
            asked.append(text)
            if (answer := next(left, None)) is None:
                raise KeyboardInterrupt
            return answer or default

        monkeypatch.setattr(add, "at_terminal", lambda: True)
        monkeypatch.setattr(questions.typer, "prompt", prompt)
        return asked

    return sits


def added(town: Path) -> list[str]:
    """The lines put in, of all files, without names.csv."""
    return [line for name, new in lines(town) if not name.endswith("names.csv") for line in new]


THEME = ["0928", "主题党日", "2", "甲", "", "", ""]
REST = ["", "", "", "", "", "2"]


@pytest.mark.parametrize(
    ("answers", "absent"),
    [
        (["4", "1-3"], "[M01, M02, M03]"),
        (["6", "李 生华（请假）"], "[M03]"),
        (["5", "1 周加"], "[M01, M04]"),
        (["7", "全到"], "[]"),
        # Two of one name are told apart by number and code; nobody of an unknown name is guessed.
        (["6", "才旦", "才但", "6"], "[M06]"),
        (["6", "才旦（M05）"], "[M05]"),
        # Who came, with who asked to be excused; a yes before anything is taken from it.
        (["5", "#接龙", "3.8下午", "", "1. 扎西", "2. 旦正 请假", "3、李生华到", "4. 周加", "5. 老仁青（去不了）",
          "6. 才旦（M05）", "7. 才旦（M06）", "", "1", "1"], "[M02, M07]"),
        # The same list as one of who did not come; a no asks again.
        (["5", "#接龙 1. 扎西 2. 旦正", "", "2", "1"], "[M01, M02]"),
        (["5", "#接龙 1. 扎西 2. 旦正", "", "1", "2", "1 2"], "[M01, M02]"),
        (["5", "#接龙 没有人", "", "", "1 2"], "[M01, M02]"),
    ],
)  # fmt: skip
def test_who_was_absent(
    answers: list[str], absent: str, town: Path, sit: Sit, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no list of names at all is asked for again (`roll_unread`)."""
    asked = sit(*THEME, *answers, *REST)
    assert run(["--root", str(town), *ADD, "activity", "liushao"]) == 0, asked
    told = capsys.readouterr().out
    ((*_, line),) = [added(town)]
    assert line.partition("absent: ")[2] == f"{absent}}}"
    if "才旦" in answers:
        assert "（5M05（才旦）、6M06（才旦））" in "".join(told.split())
        assert "是不是“才旦”" in told
    assert "扎西" not in "".join(p.read_text("utf-8") for p in (town / "data/villages/liushao/2019").rglob("*.*"))


def test_a_list_of_the_chat() -> None:
    """Numbers with any mark; days and hours are none; of who signed twice the last word holds."""
    text = (
        "#接龙\n4.8主题党日 3.8下午2点\n例 张三\n1. 扎西\n2．旦正 请假\n3)周加（请假，在西宁）\n"
        "4、李生华：去不了\n5. 扎西 不来"
    )
    names = [("扎西", True), ("旦正", True), ("周加", True), ("李生华", True)]
    assert read_roll(text) == [Signed(*one) for one in names]
    assert read_roll("#接龙 没有人") == []


@pytest.mark.parametrize(
    ("said", "day"),
    [("3月5日", "2019-03-05"), ("3-20", "2019-03-20"), ("3.2", "2019-03-02"), ("0305", "2019-03-05"),
     ("今天", "2019-06-15"), ("昨天", "2019-06-14")],
)  # fmt: skip
def test_a_day_without_its_year(said: str, day: str, town: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("branchstd.cli.support.session._today", lambda: date(2019, 6, 15))
    sit(said, "捐赠", "300", "2", "2")
    assert run(["--root", str(town), *ADD, "income", "liushao"]) == 0
    assert added(town) == [f"{day},捐赠,300,否,"]


def test_today_in_another_year(town: Path, sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    """They are no day of the records (`today_elsewhere`); nor is 0230."""
    sit("今天", "昨天", "0230", "12-20", "6", "300", "2", "2")
    assert run(["--root", str(town), *ADD, "income", "liushao"]) == 0
    told = capsys.readouterr().out
    assert [told.count(f"“{word}”不在2019年") for word in ("今天", "昨天")] == [1, 1]
    assert "不存在" in told
    assert added(town) == ["2019-12-20,捐赠,300,否,"]


def test_a_vote_with_its_meeting(town: Path, sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers that do not add up are told, and the vote is asked for again; then there is no other."""
    vote = ["打草场", "1", "6", "5", ""]
    sit("9-28", "1", "打草场", "", "", "", "6", "1", "", "", *vote, "4", "0", "0", "", "", "", "", "2",
        "", "", *vote, "4", "0", "1", "", "2")  # fmt: skip
    assert run(["--root", str(town), *ADD, "activity", "liushao"]) == 0
    told = capsys.readouterr().out
    assert "赞成" in told.partition("6 弃权")[0] or "弃权" in told
    (first, *rest) = added(town)
    assert "date: 2019-09-28" in first
    assert "{about: 打草场, type: 决议, entitled: 6, present: 5, agree: 4, against: 0, abstain: 1}" in "".join(
        [first, *rest]
    )


def test_one_after_the_other(town: Path, sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    """Of another kind, too; of a month's shifts the month stays. The very same is refused, changed and taken. What was
    confirmed stands when the run is broken off; what was answered after it is a line to go on with."""
    asked = sit("12-20", "捐赠", "300", "2", "", "12-20", "捐赠", "300", "2", "", "", "金额", "500", "3",
                "坐班", "12", "周加", "6", "2", "", "", "旦正", None)  # fmt: skip
    assert run(["--root", str(town), *ADD, "income", "liushao"]) == 130
    told = capsys.readouterr()
    assert "已经有一模一样的一条" in told.out
    assert [name for name, _ in lines(town) if "names" not in name] == [f"{YEAR}/duty.csv", f"{YEAR}/income.csv"]
    assert added(town) == ["2019-12,M04,6,2", "2019-12-20,捐赠,300,否,", "2019-12-20,捐赠,500,否,"]
    assert "branchstd add duty liushao --month 2019-12 --person M02" in told.out
    assert "duty.csv" in told.err
    assert sum("回车就写“2019-12”" in text for text in asked) == 1


def test_at_the_end_all_is_told_at_once(town: Path, sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    """What the records serve together; Enter where the next would begin ends it."""
    day = ["5", "1", "甲", "", "", "", "6", "无", "", "", "", "", "", ""]
    sit("2-3", *day, "8-3", *day, "")
    assert run(["--root", str(town), *ADD, "activity", "liushao"]) == 0
    told = capsys.readouterr().out
    assert told.count("这条记录算进") == 1
    assert [line.count("3.4.a") for line in told.splitlines() if "3.4.a" in line] == [1]
    assert told.count("3.8.b “图像文件”没有填") == 1
    assert sum("date: " in line for line in added(town)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals there")
def test_in_a_real_terminal(town: Path) -> None:
    """As a clerk sees it: a list is pasted with all of its lines at once; Ctrl-D ends the run, and what was confirmed
    stands."""
    import pty

    pasted = "#接龙\n主题党日\n\n1. 扎西\n2. 旦正 请假\n3. 李生华\n"
    answers = [*THEME, "2", pasted, "1", "2", "", *REST[:-1], ""]
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        words = ["--root", str(town), "--lang", "zh", "add", "activity", "liushao"]
        os.execv(sys.executable, [sys.executable, "-m", "branchstd", *words])  # noqa: S606
    told, left = b"", iter(answers)
    try:
        while select.select([terminal], [], [], 20)[0]:
            told += os.read(terminal, 65536)
            # Only where it waits: a Ctrl-D before that would be lost.
            if told.endswith(b": ") and not select.select([terminal], [], [], 0.1)[0]:
                answer = next(left, "\x04")
                os.write(terminal, (answer if answer == "\x04" else f"{answer}\n").encode())
    except OSError:  # the other side is gone
        pass
    os.kill(child, signal.SIGHUP)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert (code, [*left]) == (130, []), told.decode()
    assert "已中断；已经写好的" in told.decode()
    assert len(added(town)) == 1


def test_only_what_is_read_is_asked(town: Path, sit: Sit) -> None:
    """Everything with --all; a field that no rule reads of such a record is left to it."""
    for words, wanted in (([], False), (["--all"], True)):
        asked = sit("9-28", "5", "1", "甲", None)
        assert run(["--root", str(town), *ADD, "activity", "liushao", *words]) == 130
        assert any(text.startswith("兼作种类") for text in asked) is wanted


READ = {
    ("activity", "committee_meeting"): "covers expected hours kind place planned_on present topic",
    ("activity", "disclosure"): "checked_by covers image kind signed_by",
    ("activity", "talk"): "kind",
    ("income", "lease"): "amount basis source stable",
    ("income", "subsidy"): "fund use",
    ("income", "donation"): "",
    ("document", "aid_measures"): "form households",
    ("document", "dev_system"): "covers form",
}


@pytest.mark.parametrize(("kind", "word"), READ)
def test_what_rules_read(kind: str, word: str) -> None:
    """By the catalogue that ships: of lectures the hours, of talks none; whose a subsidy is, and of no other income."""
    field = {"activity": "kind", "income": "source", "document": "form"}[kind]
    catalogue, _ = load_standards(None)
    assert " ".join(sorted(read_fields_of(catalogue, kind, {field: word}))) == READ[kind, word]


def labels(asked: list[str]) -> list[str]:
    return [text.partition("（")[0] for text in asked]


@pytest.mark.parametrize(
    ("word", "written", "wanted"),
    [
        ("沟里党小组会", "kind: 党小组会, topic: 甲, group: G2, ", "专题 应到人数 实到人数 缺席人员"),
        ("主题党日（奉献日）", "kind: 主题党日, form: 奉献日, topic: 甲, ", "专题 应到人数 实到人数 缺席人员"),
        ("支委会（扩大）", "kind: 支部委员会会议, topic: 甲, ", "专题 应到人数 实到人数 缺席人员"),
        ("党员大会暨党课", "kind: 支部党员大会, also: 党课, topic: 甲, ", "专题 主讲或经办人 实到人数"),
    ],
)
def test_the_questions_follow_the_kind_that_was_read(
    word: str,
    written: str,
    wanted: str,
    town: Path,
    *,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A kind with its group, form, remark or second kind in one word: taken once, and all asked that it needs."""
    asked: list[str] = []

    def answer(text: str, default: str = "", **_: object) -> str:
        asked.append(text)
        given = {"日期": "11-28", "种类": word, "专题": "甲", "应到人数": "5", "实到人数": "5"}
        last = text.rpartition("\n")[2]
        return "2" if last.startswith("对不对") else given.get(text.partition("（")[0], default)

    monkeypatch.setattr(add, "at_terminal", lambda: True)
    monkeypatch.setattr(questions.typer, "prompt", answer)
    assert run(["--root", str(town), *ADD, "activity", "chiyangou"]) == 0
    assert labels(asked).count("种类") == 1
    assert [one for one in wanted.split() if one not in labels(asked)] == []
    ((line,),) = [new for name, new in lines(town) if "activities" in name]
    assert line.startswith(f"  - {{date: 2019-11-28, {written}")
    assert ("“扩大”程序不看" in capsys.readouterr().out) is ("扩大" in word)


def test_what_a_refusal_misses_can_be_given(
    town: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the questions passed over what the check asks for, Enter at the changes asks for it."""
    monkeypatch.setattr(questions.Asking, "_fields_needed", lambda _, said: {"date", "kind"} - said.keys())
    monkeypatch.setattr(questions.Asking, "_fields_wished", lambda *_: set())
    asked = sit("12-28", "谈心谈话", "", "", "", "M01", "M02", "2")
    assert run(["--root", str(town), *ADD, "activity", "liushao"]) == 0
    assert added(town) == ["  - {date: 2019-12-28, kind: 谈心谈话, by: M01, people: [M02]}"]
    assert "回车就写“3 4”" in asked[4]
    assert labels(asked)[5:7] == ["主讲或经办人", "对象或参加人"]


def test_offers_are_what_such_a_record_can_have(town: Path, sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    """Forms of the kind alone; a group by its name; the place where the branch meets, and no other; contents by
    numbers, of talks none."""
    path = town / "data/villages/chiyangou/2019/activities/2019-11.yaml"
    old = "  - {date: 2019-11-20, kind: 党小组会, group: G2, topic: 甲, place: 线上, expected: 3, present: 3}\n"
    with path.open("a", encoding="utf-8") as text:
        text.write(old)
    asked = sit("11-21", "走访", None)
    assert run(["--root", str(town), *ADD, "activity", "chiyangou"]) == 130
    assert "1 走访慰问、2 救助、3 结对帮扶；" in asked[-1].replace("）", "；")
    asked = sit("11-21", "党小组会", "甲", "", "", "", None)
    assert run(["--root", str(town), *ADD, "activity", "chiyangou"]) == 130
    told = {text.partition("（")[0]: text for text in asked}
    assert "回车就写“沟里党小组”" in told["党小组"]
    assert "回车就写" not in told["地点"]
    asked = sit("11-21", "公开", "", "三季度", "", "党务 2", *[""] * 4, "2")
    assert run(["--root", str(town), *ADD, "activity", "chiyangou"]) == 0
    (contents,) = [text for text in asked if text.startswith("内容代码")]
    assert "1 党务、2 村务、3 财务" in contents
    assert "covers: [party_affairs, village_affairs]" in path.read_text("utf-8")


def test_somebody_new_by_name(town: Path, sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    """The next code is offered, also behind one that the list of names has alone; who is there is told."""
    names = town / "data/villages/liushao/names.csv"
    names.write_text(NAMES + "M31,桑杰\n", "utf-8")
    asked = sit("周加", "132", "卓玛", "", "女", *[""] * 9, "2")
    assert run(["--root", str(town), *ADD, "person", "liushao"]) == 0
    told = capsys.readouterr().out
    assert labels(asked)[:4] == ["姓名", "姓名", "姓名", "人员代码"]
    assert "已经有叫“周加”的（M04）" in told
    assert "回车就写“M32”" in asked[3]
    assert "这一格不像人名" in told
    assert names.read_text("utf-8") == NAMES + "M31,桑杰\nM32,卓玛\n"
    words = ["person", "liushao", "--name", "桑杰", "--gender", "男"]
    assert run(["--root", str(town), *ADD, *words]) == 0
    assert [line.rstrip(",") for line in added(town)] == ["M32,女", "M31,男"]
    assert names.read_text("utf-8") == NAMES + "M31,桑杰\nM32,卓玛\n"
    assert run(["--root", str(town), *ADD, *words]) == 2
    assert "--name: 错误[name_taken]" in capsys.readouterr().err


def test_a_name_in_a_free_text_is_told(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["document", "liushao", "--date", "2019-12-27", "--form", "推进计划", "--record", "夹6", "--title"]
    assert run(["--root", str(town), *ADD, *words, "周加家的路"]) == 0
    assert "改写人员代码（M04）" in "".join(capsys.readouterr().out.split())
    assert run(["--root", str(town), *ADD, *words, "修路"]) == 0
    assert "改写人员代码" not in capsys.readouterr().out
