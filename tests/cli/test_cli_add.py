"""`add`: one record at the end of its file, checked by the reader of files, told what it serves; never a content."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.cli import add, asking, recording
from branchstd.records.town import KINDS
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
}  # fmt: skip


@pytest.mark.parametrize("kind", EACH)
def test_one_record(kind: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file changes by one line; the line holds what was given and nothing else."""
    words, file, line = EACH[kind]
    assert run(["--root", str(town), "--lang", "zh", "add", kind, "liushao", *words]) == 0
    capsys.readouterr()
    ((name, (added,)),) = lines(town)
    assert (name, added.rstrip(",")) == (f"{YEAR}/{file}", line)


def test_every_kind_has_a_command_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    for kind, spec in recording.SPECS.items():
        assert run(["--lang", "zh", "add", kind.replace("_", "-"), "--help"]) == 0
        shown = capsys.readouterr().out
        wanted = [name for name in KINDS[spec.kind].model_fields if name not in KINDS[spec.kind].nested]
        assert [name for name in wanted if f"--{name.replace('_', '-')} TEXT" not in shown] == []


def test_what_it_serves_and_what_lacks(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody lectured in the second quarter. In August no picture was taken, and this one has none either."""
    command = ["--root", str(town), "--lang", "zh", "add", "activity", "liushao", "--kind", "党课", "--by", "M01",
               "--topic", "讲条例", "--expected", "6", "--present", "6"]  # fmt: skip
    assert run([*command, "--date", "2019-05-20"]) == 0
    assert "√ 3.3.a 党课：到期4期，4期都已做到" in capsys.readouterr().out
    assert run([*command, "--date", "2019-08-20", "--record", "手册40页"]) == 0
    assert "3.8.b “图像文件”没有填" in capsys.readouterr().out


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
    "no-such-day": (["activity", "--date", "2019-02-30", "--kind", "主题党日"], "bad_as_of"),
    "no-day": (["activity", "--kind", "主题党日"], "bad_as_of"),
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
    assert f"[{code}]" in capsys.readouterr().err
    assert lines(town) == []


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
    """Answers by what the question begins with; what is not in it is answered with Enter. Returns what was asked."""
    asked: list[tuple[str, str]] = []

    def sits(answers: dict[str, str]) -> list[tuple[str, str]]:
        def prompt(text: str, default: str = "", **_: object) -> str:
            asked.append((text, default))
            return next((answer for label, answer in answers.items() if text.startswith(label)), default)

        for module in (add, asking):
            monkeypatch.setattr(module, "at_terminal", lambda: True)
        monkeypatch.setattr(asking.typer, "prompt", prompt)
        return asked

    return sits


def test_at_a_terminal_it_asks_for_what_cannot_be_left_out(
    town: Path,
    terminal: Callable[[dict[str, str]], list[tuple[str, str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The roster's number is offered; the topic and who came are not."""
    asked = terminal({"日期": "2019-12-28", "种类": "主题党日", "形式": "议事日", "专题": "议打草场", "实到人数": "5"})
    assert run(["--root", str(town), "--lang", "zh", "add", "activity", "liushao"]) == 0
    capsys.readouterr()
    offered = {text.partition("（")[0]: default for text, default in asked}
    assert list(offered) == ["日期", "种类", "形式", "专题", "应到人数", "实到人数"]
    assert {label: default for label, default in offered.items() if default} == {"应到人数": "7"}
    ((_, (line,)),) = lines(town)
    assert "topic: 议打草场" in line
    assert "expected: 7, present: 5" in line


def test_people_and_words_are_offered(
    town: Path,
    terminal: Callable[[dict[str, str]], list[tuple[str, str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = terminal({"日期": "2019-12-28", "种类": "谈心谈话", "主讲或经办人": "M01", "对象或参加人": "M02"})
    assert run(["--root", str(town), "--lang", "zh", "add", "activity", "liushao"]) == 0
    capsys.readouterr()
    questions = [text for text, _ in asked]
    assert any("支部党员大会、" in text for text in questions)
    assert any("M01、" in text and text.startswith("主讲") for text in questions)
