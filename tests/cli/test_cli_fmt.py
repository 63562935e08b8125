"""`fmt` on a town: which files it takes, that it writes each by itself, and what it leaves alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.findings import Place, Problem
from branchstd.store import UnwrittenError, Writer
from samples import ROOT, YEAR_END, workspace_of

CROOKED = "documents:\n- {date: 2019-06-14,\n   form: 推进计划, title: 甲, record: 乙}   # 第一条\n"
STRAIGHT = "documents:\n  - {date: 2019-06-14, form: 推进计划, title: 甲, record: 乙} # 第一条\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/villages/liushao/2019/documents.yaml"
    path.write_text(CROOKED, "utf-8")
    return tmp_path


def fmt(root: Path, *words: str) -> int:
    return run(["--root", str(root), "--lang", "zh", "fmt", *words])


def test_one_village(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town / "data/villages/liushao/2019/documents.yaml"
    assert fmt(town, "柳哨村", "--check") == 1
    assert "写法要理：data/villages/liushao/2019/documents.yaml" in capsys.readouterr().out
    assert path.read_text("utf-8") == CROOKED
    assert fmt(town, "柳哨村", "--dry-run") == 0
    assert "+  - {date: 2019-06-14, form: 推进计划, title: 甲, record: 乙} # 第一条" in capsys.readouterr().out
    assert path.read_text("utf-8") == CROOKED
    assert fmt(town, "柳哨村") == 0
    assert path.read_text("utf-8") == STRAIGHT
    assert fmt(town, "柳哨村", "--check") == 0
    assert "写法都已整齐" in capsys.readouterr().out


def test_one_file(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town)
    assert fmt(town, "data/villages/liushao/2019/documents.yaml") == 0
    assert (town / "data/villages/liushao/2019/documents.yaml").read_text("utf-8") == STRAIGHT
    before = (ROOT / "data/town/2019/events.yaml").read_bytes()
    assert (town / "data/town/2019/events.yaml").read_bytes() == before


def test_the_whole_town_says_the_same_afterwards(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every score and every problem of every village is what it was."""

    def told() -> list[object]:
        workspace = workspace_of(town)
        found = (workspace.village(slug, YEAR_END) for slug in workspace.office.names)
        return [(one.assessment.score, [problem.code for problem in one.problems]) for one in found]

    before = told()
    assert fmt(town) == 0
    assert told() == before
    assert fmt(town, "--check") == 0
    capsys.readouterr()


def test_a_file_that_cannot_be_read_hides_no_other(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = town / "data/villages/liushao/2019/feedback.yaml"
    broken.write_bytes(b"feedback: [\n")
    assert fmt(town, "liushao") == 2
    told = capsys.readouterr()
    assert told.out == "理整齐了：data/villages/liushao/2019/documents.yaml\n"
    assert "data/villages/liushao/2019/feedback.yaml:" in told.err
    assert broken.read_bytes() == b"feedback: [\n"
    assert (town / "data/villages/liushao/2019/documents.yaml").read_text("utf-8") == STRAIGHT


def test_what_it_could_not_keep_is_left_alone(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = town / "data/villages/liushao/2019/feedback.yaml"
    odd.write_text("feedback: [  # 没有\n  ]\n", "utf-8")
    assert fmt(town, "liushao") == 2
    assert "feedback.yaml: 错误[cannot_format]" in capsys.readouterr().err
    assert odd.read_text("utf-8") == "feedback: [  # 没有\n  ]\n"


def test_a_file_that_cannot_be_written_hides_no_other(
    town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has the first of two files open; the other is in order, and the exit code says what was not."""
    other = town / "data/villages/liushao/2019/activities/2019-01.yaml"
    other.write_text(other.read_text("utf-8") + "\n\n", "utf-8")
    real = Writer.change

    def change(self: Writer, path: Path, before: bytes | None, after: bytes) -> None:
        if path == other:
            raise UnwrittenError(Problem("unwritten_file", Place("x", 0), {"detail": "busy"}))
        real(self, path, before, after)

    monkeypatch.setattr(Writer, "change", change)
    assert fmt(town, "liushao") == 5
    told = capsys.readouterr()
    assert "[unwritten_file]" in told.err
    assert told.out == "理整齐了：data/villages/liushao/2019/documents.yaml\n"


def test_nothing_is_written_where_one_name_is_wrong(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fmt(town, "liushao", "nowhere") == 2
    capsys.readouterr()
    assert (town / "data/villages/liushao/2019/documents.yaml").read_text("utf-8") == CROOKED


def test_a_village_s_word_is_not_the_town_s(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever formats a village leaves the town's file about it alone, and a village is not one of its files' names."""
    about = town / "data/town/2019/villages/liushao.yaml"
    before = about.read_bytes() + b"\n\n\n"
    about.write_bytes(before)
    assert fmt(town, "liushao") == 0
    assert about.read_bytes() == before
    assert fmt(town, "posts") == 2
    assert "[unknown_village]" in capsys.readouterr().err


def test_a_table_out_of_a_spreadsheet(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town / "data/villages/liushao/2019/income.csv"
    path.write_bytes(
        "date,来源,amount,stable,basis,,\r\n2019/6/5, 发包租赁 ,'12,是,2019/6/5,,\r\n,,,,,,\r\n".encode("gb18030")
    )
    assert fmt(town, "liushao") == 0
    assert path.read_text("utf-8") == "\ufeffdate,来源,amount,stable,basis\n2019-06-05,发包租赁,12,是,2019/6/5\n"
    capsys.readouterr()


@pytest.mark.parametrize(
    ("what", "code"),
    [("nowhere", "unknown_village"), ("README.md", "no_record_file"), ("data/none.yaml", "no_record_file")],
)
def test_what_is_no_record_file(
    what: str, code: str, town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(town)
    (town / "README.md").write_text("x", "utf-8")
    assert fmt(town, what) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_days_and_months_are_written_as_records_have_them(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In lists and tables, each where it stands; texts, comments and everyday words stay."""
    folder = town / "data/villages/liushao/2019"
    head = "# 3月5日\nmatters:\n  - id: Z1    # 4月1日\n    type: 四议两公开\n    title: 4月1日的事\n"
    text = f"{head}    steps: {{D1: 4月1日, D2: 2019.4.2}}\n"
    (folder / "matters.yaml").write_text(text, "utf-8")
    (folder / "dues.csv").write_text("月份,收缴日期,交纳人,合计,收据号\nMay-19,2019/5/10,M01,1,2019/5/10\n", "utf-8")
    assert fmt(town, "柳哨村") == 0
    after = text.replace("{D1: 4月1日, D2: 2019.4.2}", "{D1: 2019-04-01, D2: 2019-04-02}")
    assert (folder / "matters.yaml").read_text("utf-8") == after
    table = (folder / "dues.csv").read_text("utf-8")
    assert table == "月份,收缴日期,交纳人,合计,收据号\n2019-05,2019-05-10,M01,1,2019/5/10\n"
    assert fmt(town, "柳哨村", "--check") == 0
    capsys.readouterr()
