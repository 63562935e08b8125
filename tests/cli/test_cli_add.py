"""`add`: one record at the end of its file, checked by the reader of files, told what it serves; never a content."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.cli import add
from branchstd.cli.support import amending, questions
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS
from branchstd.store.entry import read_entry
from branchstd.store.schemas import schema_files
from samples import ROOT

YEAR = "data/villages/liushao/2019"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def lines(root: Path) -> list[tuple[str, list[str]]]:
    """Files that differ from the shipped ones, with the lines put in; a line taken out would fail."""
    found = []
    for path in sorted((root / "data").rglob("*.*")):
        name = path.relative_to(root)
        before = (ROOT / name).read_text("utf-8").splitlines() if (ROOT / name).exists() else []
        after = path.read_text("utf-8").splitlines()
        if after != before:
            added = list(after)
            for line in before:
                added.remove(line)
            found.append((name.as_posix(), added))
    return found


# Kind and options: the file, and the line it becomes.
EACH = {
    "activity": (
        ["--date", "2019-12-27", "--kind", "主题党日", "--form", "学习日", "--topic", "学第六方面", "--expected", "6",
         "--present", "6", "--place", "村级活动场所"],
        "activities/2019-12.yaml",
        "  - {date: 2019-12-27, kind: 主题党日, form: 学习日, topic: 学第六方面, place: 村级活动场所, expected: 6, "
        "present: 6}",
    ),
    "document": (
        ["--date", "2019-12-27", "--form", "发展党员制度", "--title", "补的一条", "--covers", "preview",
         "--record", "夹6"],
        "documents.yaml",
        "  - {date: 2019-12-27, form: 发展党员制度, title: 补的一条, covers: [preview], record: 夹6}",
    ),
    "feedback": (
        ["--id", "LS-F9", "--date", "2019-10-20", "--kind", "建议", "--text", "会期定在接羔以后"],
        "feedback.yaml",
        "  - {id: LS-F9, date: 2019-10-20, kind: 建议, text: 会期定在接羔以后}",
    ),
    "income": (
        ["--date", "2019-12-20", "--source", "发包租赁", "--amount", "1500", "--stable", "是", "--basis", "打草场合同"],
        "income.csv",
        "2019-12-20,发包租赁,1500,是,打草场合同",
    ),
    "member-year": (["--person", "P04", "--pledge", "修渠"], "member_year.csv", "P04,修渠"),
    "person": (["--code", "X1", "--gender", "女", "--born", "1999-02", "--background", "returnee"], "people.csv",
               "X1,女,1999-02,,,,,,返乡青年"),
    "post": (["--person", "P04", "--body", "women", "--post", "成员", "--start", "2019-11-02", "--basis", "妇代会"],
             "posts.csv", "P04,妇联,成员,,2019-11-02,,,妇代会"),
    "matter": (["--id", "LS-Y9", "--type", "一事一议", "--title", "修桥", "--steps", "Q1=2019-11-02",
                "--steps", "Q2=2019-11-05"], "matters.yaml",
               "  - id: LS-Y9\n    type: 一事一议\n    title: 修桥\n    steps: {Q1: 2019-11-02, Q2: 2019-11-05}"),
    "candidate": (["--person", "P04", "--steps", "1=2019-11-02 2=2019-11-20", "--file", "柜2"], "candidates.yaml",
                  "  - person: P04\n    steps: {'1': 2019-11-02, '2': 2019-11-20}\n    file: 柜2"),
    "dues": (["--month", "2019-12", "--paid-on", "2019-12-30", "--people", "M04", "--unpaid", "无", "--total", "0.50"],
             "dues.csv", "2019-12,2019-12-30,M04,无,0.50"),
    "duty": (["--month", "2019-12", "--person", "M05", "--attended", "0", "--handled", "0"], "duty.csv",
             "2019-12,M05,0,0"),
    "case": (["--opened-on", "2019-11-01", "--due-on", "2020-02-01"], "cases.csv", "2019-11-01,2020-02-01"),
    "self-check": (["--round", "final", "--date", "2019-11-01", "--standard", "2.1", "--answer", "met"],
                   "self_check.csv", "自查评估,2019-11-01,2.1,达标"),
}  # fmt: skip


# Where the year's self-check is not there yet.
OTHER = {"self-check": "chiyangou"}


@pytest.mark.parametrize("kind", EACH)
def test_one_record(kind: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file changes by one record; it holds what was given and nothing else. A table that was not there begins."""
    words, file, line = EACH[kind]
    village = OTHER.get(kind, "liushao")
    assert run(["--root", str(town), "--lang", "zh", "add", kind, village, *words]) == 0
    capsys.readouterr()
    ((name, added),) = lines(town)
    head = ["\ufeff开始日期,期限,办结日期,卷号"] if kind == "case" else []
    assert (name, [one.rstrip(",") for one in added]) == (
        f"data/villages/{village}/2019/{file}",
        [*head, *line.split("\n")],
    )


def test_every_kind_is_tried() -> None:
    assert set(EACH) == {kind.replace("_", "-") for kind in amending.SPECS}


def test_every_kind_has_a_command_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    for kind, spec in amending.SPECS.items():
        assert run(["--lang", "zh", "add", kind.replace("_", "-"), "--help"]) == 0
        shown = capsys.readouterr().out
        wanted = [name for name in KINDS[spec.kind].model_fields if name not in KINDS[spec.kind].nested]
        assert [name for name in wanted if f"  --{name.replace('_', '-')} " not in shown] == []


def test_what_it_serves_and_what_lacks(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody lectured in the second quarter, and of this lecture there is no picture; the third has had its own."""
    command = ["--root", str(town), "--lang", "zh", "add", "activity", "liushao", "--kind", "党课", "--by", "M01",
               "--topic", "讲条例", "--expected", "6", "--present", "6"]  # fmt: skip
    assert run([*command, "--date", "2019-05-20", "--record", "手册40页"]) == 0
    out = capsys.readouterr().out
    assert "√ 3.3.a 党课：到期4期，4期都已做到" in out
    assert "3.8.b “图像文件”没有填" in out
    assert run([*command, "--date", "2019-08-20", "--record", "手册40页"]) == 0
    assert "3.8.b" not in capsys.readouterr().out


def test_a_new_month_begins_with_the_schema_and_the_key(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--date", "2019-02-10", "--kind", "主题党日", "--form", "学习日", "--topic", "甲", "--expected", "1",
             "--present", "1"]  # fmt: skip
    assert run(["--root", str(town), "--lang", "zh", "add", "activity", "qinglanping", *words]) == 0
    capsys.readouterr()
    first, *rest = (town / "data/villages/qinglanping/2019/activities/2019-02.yaml").read_text("utf-8").splitlines()
    assert first.startswith("# yaml-language-server: $schema=")
    assert rest[1:3] == ["activities:", "  - date: 2019-02-10"]


REFUSED = {
    "nobody": (["activity", "--date", "2019-12-27", "--kind", "谈心谈话", "--by", "M99", "--people", "M01"],
               "unknown_reference"),
    "no-such-day": (["activity", "--date", "2019-02-30", "--kind", "主题党日"], "bad_date"),
    "no-day": (["activity", "--kind", "主题党日"], "missing_field"),
    "day-or-month": (["income", "--date", "12-19", "--source", "捐赠", "--amount", "1", "--stable", "否"],
                     "date_ambiguous"),
    "name-for-a-code": (["duty", "--month", "2019-12", "--person", "马某", "--attended", "1"], "bad_person"),
    "step-without-day": (["candidate", "--person", "P04", "--steps", "1 2=2019-11-20"], "bad_steps"),
    "step-twice": (["candidate", "--person", "P04", "--steps", "1=2019-11-19 1=2019-11-20"], "bad_steps"),
    "step-by-two-words": (["candidate", "--person", "P04", "--steps", "定为积极分子=2018-12-12 列积极分子=2019-01-10"],
                          "same_step"),
    "step-of-no-year": (["candidate", "--person", "P04", "--steps", "1=4/3"], "date_yearless"),
    "no-such-step": (["candidate", "--person", "P04", "--steps", "D1=2019-11-19"], "unknown_step"),
    "no-such-column": (["person", "--code", "X1", "--came-on", "2019-11-02"], "column_missing"),
    "code-twice": (["person", "--code", "M01"], "duplicate_id"),
    "paid-twice": (["dues", "--month", "2019-12", "--paid-on", "2019-12-27", "--people", "M04 M05", "--total", "1.00"],
                   "dues_there"),
    "identity-card": (["document", "--date", "2019-12-27", "--form", "推进计划", "--title", "甲",
                       "--record", "11010119900307803X"], "personal_id"),
    "control-character": (["feedback", "--id", "F8", "--date", "2019-10-20", "--kind", "问题", "--text", "a\x07"],
                          "control_character"),
    "half-a-character": (["feedback", "--id", "F8", "--date", "2019-10-20", "--kind", "问题", "--text", "a\udcff"],
                         "control_character"),
    "no-such-kind": (["activity", "--date", "2019-12-27", "--kind", "主题党员日"], "unknown_word"),
    "kind-s-fields": (["activity", "--date", "2019-12-27", "--kind", "主题党日"], "field_for_kind"),
    "more-present": (["activity", "--date", "2019-12-27", "--kind", "集中学习讨论", "--topic", "甲", "--expected", "5",
                      "--present", "6"], "present_exceeds"),
    "fields": (["document", "--date", "2019-12-27"], "missing_field"),
    "number": (["income", "--date", "2019-12-20", "--source", "发包租赁", "--amount", "一千", "--stable", "是"],
               "bad_decimal"),
    "telephone": (["feedback", "--id", "F8", "--date", "2019-10-20", "--kind", "问题", "--text", "打13812345678"],
                  "personal_phone"),
    "next-year": (["document", "--date", "2020-01-02", "--form", "推进计划", "--title", "甲", "--record", "乙"],
                  "in_future"),
    "village": (["document", "--date", "2019-12-27"], "unknown_village"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_write_nothing(name: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kind, *words), code = REFUSED[name]
    village = "nowhere" if name == "village" else "liushao"
    assert run(["--root", str(town), "--lang", "zh", "add", kind, village, *words]) == 2
    told = capsys.readouterr()
    assert f"[{code}]" in told.err
    assert told.out == ""
    assert lines(town) == []


def test_a_code_that_is_taken_is_all_that_is_told(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not every sum that would come out otherwise with one member more."""
    words = ["person", "liushao", "--code", "M03", "--full-on", "2011-01-01", "--dues", "5"]
    assert run(["--root", str(town), "add", *words]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("  ")]
    assert [line.partition("]")[0] for line in told] == ["--code: 错误[duplicate_id"]


def test_faults_are_told_at_what_was_typed(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No line of a file that was never written: the option. All that is wrong, and all that is missing, at once."""
    add_ = ["--root", str(town), "--lang", "zh", "add", "activity", "liushao", "--date", "2019-12-27"]
    assert run([*add_, "--kind", "党课", "--expected", "六", "--place", "操场上"]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("  ")]
    assert [line.partition("]")[0] for line in told] == [
        "--place: 错误[unknown_word", "--expected: 错误[bad_int", "--by: 错误[field_for_kind",
        "--topic: 错误[field_for_kind", "--present: 错误[field_for_kind",
    ]  # fmt: skip
    assert run([*add_, "--kind", "谈心谈话", "--by", "M01", "--people", "M02 M99"]) == 2
    assert "--people: 错误[unknown_reference] 人员（people.csv）里没有“M99”" in capsys.readouterr().err


def test_a_number_is_found_where_the_file_holds_one_already(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town / YEAR / "feedback.yaml"
    with path.open("a", encoding="utf-8") as text:
        text.write("  - {id: LS-F8, date: 2019-10-20, kind: 问题, text: 打13912345678}\n")
    before = path.read_bytes()
    words = ["--id", "LS-F9", "--date", "2019-10-20", "--kind", "问题", "--text", "打13812345678"]
    assert run(["--root", str(town), "--lang", "zh", "add", "feedback", "liushao", *words]) == 2
    told = capsys.readouterr()
    assert "--text: 错误[personal_phone]" in told.err
    assert "13812345678" not in told.err + told.out
    assert path.read_bytes() == before


def test_nobody_was_absent(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody is an empty list, which says more than nothing; words come in the language of the town."""
    words = ["--date", "2019-12-28", "--kind", "theme_day", "--form", "study", "--topic", "2.1", "--expected", "7",
             "--present", "7", "--absent", "none"]  # fmt: skip
    assert run(["--root", str(town), "--lang", "en", "add", "activity", "liushao", *words]) == 0
    capsys.readouterr()
    ((_, (line,)),) = lines(town)
    assert (
        line
        == '  - {date: 2019-12-28, kind: 主题党日, form: 学习日, topic: "2.1", expected: 7, present: 7, absent: []}'
    )


def test_what_has_not_come_yet(town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("branchstd.cli.support.session._today", lambda: date(2019, 6, 15))
    command = ["--root", str(town), "--lang", "zh", "add"]
    words = ["--form", "推进计划", "--title", "甲", "--record", "乙"]
    assert run([*command, "document", "liushao", "--date", "2019-06-16", *words]) == 2
    assert "--date: 错误[on_in_future] “2019-06-16”还没有到" in capsys.readouterr().err
    assert lines(town) == []
    assert run([*command, "duty", "liushao", "--month", "2019-06", "--person", "P04", "--attended", "1"]) == 0
    assert "这条记录到2019-06-30才开始算数。" in capsys.readouterr().out


def test_what_it_moves_without_counting_there(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One more applicant: the file is owed as well, and is not there."""
    words = ["--person", "P04", "--steps", "1=2019-11-02 2=2019-11-20"]
    assert run(["--root", str(town), "--lang", "zh", "add", "candidate", "liushao", *words]) == 0
    told = capsys.readouterr().out
    counting, _, moved = told.partition("别的规则也跟着变了\n")
    assert "5.1.a 发展党员流程" in counting.partition("这条记录算进\n")[2]
    assert "5.1.b 入党档案" in moved
    assert "5.1.b “档案存放处”没有填" in moved.partition("看过这条记录、没有算进的")[2]


def test_all_that_is_missing_is_told_at_once(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(town), "--lang", "zh", "add", "document", "liushao", "--record", "夹1"]) == 2
    told = capsys.readouterr().err
    assert [label for label in ("落款日期", "文件种类", "标题") if f"缺少“{label}”" not in told] == []


def test_the_very_same_twice(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, _, _ = EACH["document"]
    command = ["--root", str(town), "--lang", "zh", "add", "document", "liushao", *words]
    assert run(command) == 0
    before = lines(town)
    assert run(command) == 2
    assert "[record_there]" in capsys.readouterr().err
    assert lines(town) == before


def test_a_dry_run_writes_nothing(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words, _, _ = EACH["document"]
    assert run(["--root", str(town), "--lang", "zh", "add", "document", "liushao", *words, "--dry-run"]) == 0
    assert "补的一条" in capsys.readouterr().out
    assert lines(town) == []


def test_an_unreadable_file_is_named_and_left(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town / YEAR / "documents.yaml"
    path.write_bytes(b"documents: [\xff")
    words, _, _ = EACH["document"]
    assert run(["--root", str(town), "--lang", "zh", "add", "document", "liushao", *words]) in {2, 5}
    assert "documents.yaml" in capsys.readouterr().err
    assert path.read_bytes() == b"documents: [\xff"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], list[tuple[str, str]]]:
    """Answers by what the question begins with, of which each is one record; what is not in it is answered with Enter.
    Returns what was asked."""
    asked: list[tuple[str, str]] = []

    def sits(answers: dict[str, str]) -> list[tuple[str, str]]:
        def prompt(text: str, default: str = "", **_: object) -> str:
            label = text.rpartition("\n")[2]
            if label.startswith("对不对"):
                return answers.get("对不对", "2")
            asked.append((text, default))
            assert len(asked) < 200, asked
            return next((answer for label, answer in answers.items() if text.startswith(label)), default)

        monkeypatch.setattr(add, "at_terminal", lambda: True)
        monkeypatch.setattr(questions.typer, "prompt", prompt)
        return asked

    return sits


Terminal = Callable[[dict[str, str]], list[tuple[str, str]]]
MEETING = {"日期": "2019-12-28", "种类": "主题党日", "形式": "议事日", "专题": "议打草场", "实到人数": "5"}
ADD = ["--lang", "zh", "add", "activity", "liushao"]


def test_at_a_terminal_it_asks(town: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be left out, and what rules look at in such an activity; Enter takes what is known of the place."""
    asked = terminal(MEETING)
    assert run(["--root", str(town), *ADD]) == 0
    capsys.readouterr()
    offered = {text.partition("（")[0]: default for text, default in asked}
    assert list(offered) == [
        "日期", "种类", "形式", "专题", "预定日期", "地点", "应到人数", "实到人数", "缺席人员", "学时", "内容代码",
        "记录存放处", "图像文件", "讨论要点",
    ]  # fmt: skip
    assert {label: default for label, default in offered.items() if default} == {
        "地点": "村级活动场所",
        "应到人数": "7",
    }
    ((_, (line,)),) = lines(town)
    assert line == (
        "  - {date: 2019-12-28, kind: 主题党日, form: 议事日, topic: 议打草场, place: 村级活动场所, expected: 7, "
        "present: 5}"
    )


NEVER = ("日期", "专题", "预定日期", "实到人数", "缺席人员", "内容代码", "讨论要点", "未交人", "合计", "金额", "步骤")


@pytest.mark.parametrize("kind", EACH)
def test_contents_and_days_are_never_offered(
    kind: str, town: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is asked for any kind of record, Enter takes nothing but a place, a group, the roster's number or the
    next code."""
    words, _, _ = EACH[kind]
    given = {str(KINDS[kind.replace("-", "_")].model_fields[name.strip("-").replace("-", "_")].title): text
             for name, text in zip(words[::2], words[1::2], strict=True)}  # fmt: skip
    asked = terminal(given | ({"步骤": "Q1=2019-11-02"} if kind == "matter" else {}))
    assert run(["--root", str(town), "--lang", "zh", "add", kind, OTHER.get(kind, "liushao")]) == 0
    capsys.readouterr()
    assert asked
    assert {text.partition("（")[0] for text, default in asked if default} <= {"地点", "党小组", "应到人数", "人员代码"}
    assert not [text for text, _ in asked if text.startswith(NEVER) and "可填" in text and not text.startswith(PEOPLE)]


# Of these the codes of people, steps or contents that there are, are shown for typing; none is proposed.
PEOPLE = ("缺席人员", "未交人", "步骤", "内容代码")


def test_nothing_is_asked_where_nothing_lacks(
    town: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = terminal({})
    assert run(["--root", str(town), "--lang", "zh", "add", "document", "liushao", *EACH["document"][0]]) == 0
    assert asked == []
    capsys.readouterr()


def test_an_offer_can_be_left_out(town: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    terminal(MEETING | {"地点": "-"})
    assert run(["--root", str(town), *ADD]) == 0
    capsys.readouterr()
    assert "place" not in lines(town)[0][1][0]


def test_what_cannot_be_read_is_asked_again(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A day that is none, no answer where one is needed, somebody who is not there: each told, and asked again."""
    answers = iter(["2019-2-30", "2019-12-28", "谈天", "谈心谈话", "", "", "M98", "M01", "M02 M99", "M02 M03", "", "",
                    "", "2"])  # fmt: skip
    monkeypatch.setattr(add, "at_terminal", lambda: True)
    monkeypatch.setattr(questions.typer, "prompt", lambda *_, **__: next(answers))
    assert run(["--root", str(town), *ADD]) == 0
    told = capsys.readouterr().out
    for sentence in (
        "“日期”的日期“2019-2-30”不存在",
        "没有“谈天”这个选项",
        "人员（people.csv）里没有“M98”",
        "人员（people.csv）里没有“M99”",
    ):
        assert sentence in told
    assert lines(town)[0][1] == ["  - {date: 2019-12-28, kind: 谈心谈话, by: M01, people: [M02, M03]}"]


def test_what_was_answered_is_not_lost(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two numbers that do not fit each other: told, and only the field that is named is asked for again. Who breaks
    off has the line to go on with."""
    first = ["12-28", "5", "2", "议打草场", "", "", "", "5", "2", "", "", "", "", ""]
    answers = iter([*first, "2", "", "", "2 3", "2"])
    monkeypatch.setattr(add, "at_terminal", lambda: True)
    monkeypatch.setattr(questions.typer, "prompt", lambda *_, default="", **__: next(answers) or default)
    assert run(["--root", str(town), *ADD]) == 0
    assert "应到7、实到5，缺席却写了1人" in capsys.readouterr().out
    assert "absent: [M02, M03]" in lines(town)[0][1][0]
    shutil.rmtree(town / "data")
    shutil.copytree(ROOT / "data", town / "data")
    stop = iter([*first[:4]])

    def prompt(*_: object, **__: object) -> str:
        if (answer := next(stop, None)) is None:
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr(questions.typer, "prompt", prompt)
    assert run(["--root", str(town), *ADD]) == 130
    told = capsys.readouterr()
    assert "--date 2019-12-28 --kind theme_day --form deliberation --topic '议打草场'" in " ".join(told.out.split())
    assert lines(town) == []


def test_people_are_offered_by_name_and_the_absent_from_those_due(
    town: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    (town / "data/villages/liushao/names.csv").write_text("code,name\nM01,甲某\n", "utf-8")
    asked = terminal(MEETING)
    assert run(["--root", str(town), *ADD]) == 0
    (absent,) = [text for text, _ in asked if text.startswith("缺席人员")]
    assert "可填：1 甲某、2 M02、3 M03、4 M04、5 M05、6 M06、7 M07；" in absent
    terminal({"日期": "2019-12-28", "种类": "谈心谈话", "主讲或经办人": "甲某", "对象或参加人": "M02"})
    assert run(["--root", str(town), *ADD]) == 0
    assert " R01" in capsys.readouterr().out
    assert "甲某" not in "".join(path.read_text("utf-8") for path in (town / YEAR).rglob("*.*"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_that_is_offered_can_be_read(lang: str) -> None:
    for kind in amending.SPECS:
        for name, how in field_types(KINDS[kind]).items():
            for code, (zh, _) in WORDS[how.words].items() if how.words else ():
                found = read_entry(kind, {name: zh if lang == "zh" else code}).problems
                assert [problem.code for _, problem in found if not problem.code.startswith("missing_")] == []


def test_a_roster_grows_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The town has said how many there are: the first and the second are no fault, as the others are to come."""
    root = tmp_path / "t"
    assert run(["init", str(root), "--name", "n", "--county", "c", "--village", "石桥村=shiqiao"]) == 0
    facts = (ROOT / "data/town/2019/villages/liushao.yaml").read_text("utf-8").partition("standings:")[0]
    (root / "data/town/2019/villages/shiqiao.yaml").write_text(facts, "utf-8")
    days = ["--joined-on", "2005-07-01", "--full-on", "2006-07-01"]
    for code in ("M01", "M02"):
        words = ["person", "shiqiao", "--code", code, "--gender", "男", *days, "--dues", "2"]
        assert run(["--root", str(root), "--lang", "zh", "add", *words]) == 0
    assert "[roster" not in capsys.readouterr().err
    people = (root / "data/villages/shiqiao/2019/people.csv").read_text("utf-8-sig")
    assert [line[:3] for line in people.splitlines()[1:]] == ["M01", "M02"]


@pytest.mark.parametrize(
    ("words", "file", "number"),
    [
        (["feedback", "--date", "2019-11-20", "--kind", "建议", "--text", "甲"], "feedback.yaml", "LS-F4"),
        (["matter", "--type", "四议两公开", "--title", "甲", "--steps", "支部提议=11月20日"], "matters.yaml", "LS4"),
    ],
)
def test_the_next_number_is_made(
    words: list[str], file: str, number: str, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--root", str(town), "add", words[0], "liushao", *words[1:]]) == 0
    capsys.readouterr()
    ((changed, added),) = lines(town)
    assert (changed, f"id: {number}" in added[0]) == (f"{YEAR}/{file}", True)


def test_the_first_number_where_there_is_none(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / YEAR / "feedback.yaml").write_text("feedback: []\n", "utf-8")
    words = ["--date", "2019-11-20", "--kind", "问题", "--text", "甲"]
    assert run(["--root", str(town), "add", "feedback", "liushao", *words]) == 0
    capsys.readouterr()
    assert "id: F1" in (town / YEAR / "feedback.yaml").read_text("utf-8")


def test_on_a_list_of_one_line_a_new_record_is_no_repetition(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town / YEAR / "feedback.yaml"
    path.write_text("feedback: [{id: F1, date: 2019-06-20, kind: 建议, text: 甲}]\n", "utf-8")
    words = ["add", "feedback", "liushao", "--date", "2019-07-01", "--kind", "问题", "--text", "乙"]
    assert run(["--root", str(town), *words]) == 0
    assert "id: F2, date: 2019-07-01" in path.read_text("utf-8")
    assert run(["--root", str(town), *words]) == 2
    assert "record_there" in capsys.readouterr().err


def test_options_are_read_as_files_are(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is written is in the form of records, whatever was typed."""
    words = ["--date", "12月20日", "--kind", "谈心", "--by", "M1", "--people", "M2、M3"]
    assert run(["--root", str(town), "--lang", "zh", "add", "activity", "liushao", *words]) == 0
    capsys.readouterr()
    assert lines(town)[0][1] == ["  - {date: 2019-12-20, kind: 谈心谈话, by: M01, people: [M02, M03]}"]


def test_a_row_goes_under_the_clerks_own_headings(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town / YEAR / "income.csv"
    path.write_text("时间,收入来源,金额（元）,稳定收入,合同,备忘\n", "utf-8")
    words = ["--date", "2019.12.20", "--source", "草场流转", "--amount", "2,400元", "--stable", "有", "--basis", "合同"]
    assert run(["--root", str(town), "--lang", "zh", "add", "income", "liushao", *words]) == 0
    capsys.readouterr()
    assert path.read_text("utf-8").splitlines()[1] == "2019-12-20,发包租赁,2400,是,合同,"


def test_a_town_s_own_words_are_heard_by_who_writes(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """转转 for a theme day, 会都在这 for the list of activities."""
    shutil.copytree(ROOT / "standards", town / "standards")
    words = town / "standards" / "words.yaml"
    text = words.read_text("utf-8").replace("theme_day: [党日,", "theme_day: [转转, 党日,")
    words.write_text(text.replace("\n  activity: [活动,", "\n  activity: [会都在这, 活动,"), "utf-8")
    path = town / YEAR / "activities" / "2019-11.yaml"
    path.write_text(path.read_text("utf-8").replace("\nactivities:", "\n会都在这:"), "utf-8")
    said = [
        "--date",
        "2019-11-27",
        "--kind",
        "转转",
        "--form",
        "学习日",
        "--topic",
        "学第六方面",
        "--place",
        "村级活动场所",
    ]
    asked = run(["--root", str(town), "--lang", "zh", "add", "activity", "liushao", *said])
    told = capsys.readouterr().err
    assert (asked, "field_for_kind" in told) == (2, True), told  # as of a theme day: the number expected and present
    assert run(["--root", str(town), "add", "activity", "liushao", *said, "--expected", "7", "--present", "6"]) in {
        0,
        1,
    }
    assert path.read_text("utf-8").count("会都在这") == 1
    assert "\nactivities:" not in path.read_text("utf-8")
    assert "转转" in dict(schema_files(town))["activities.schema.json"]


def test_which_rules_wait_for_the_town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the town's facts no committee is owed: the rule on its meetings is told to wait for them."""
    root = tmp_path / "t"
    assert run(["init", str(root), "--name", "n", "--county", "c", "--village", "石桥村=shiqiao"]) == 0
    said = ["--date", "2019-02-03", "--kind", "支委会", "--topic", "x", "--expected", "3", "--present", "3"]
    assert run(["--root", str(root), "--lang", "en", "add", "activity", "shiqiao", *said]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert (
        "No rule counts this record now. 3.2.a would look at it if the town had said of the village (facts): " in told
    )
