"""`catalogue fill`: a table goes out, comes back from a spreadsheet and is kept; nothing is kept that cannot hold."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchstd.__main__ import run
from branchstd.text.csv import csv_text, read_csv
from samples import ROOT

KEPT = "data/town/2019/manual.csv"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def saved_again(path: Path, rows: list[list[str]], encoding: str = "gb18030") -> None:
    path.write_bytes(csv_text(rows).replace("\n", "\r\n").encode(encoding))


def test_out_and_in_and_out_again(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalogue", "fill", "out", "form.csv"]) == 0
    rows = table(town / "form.csv")
    assert rows[0][:4] == ["标准编号", "手册分值", "手册原文", "手册出处"]
    assert [row[0] for row in rows[1:]][:3] == ["1.1", "1.2", "1.3"]
    assert len(rows) == 43
    rows[1][1:4] = ["3.5", "原文，第一句", "第12页"]
    rows[2][1] = "2.5"
    saved_again(town / "form.csv", rows)
    assert run(["catalogue", "fill", "in", "form.csv"]) == 0
    assert (town / KEPT).read_text("utf-8").splitlines() == [
        "standard,points,wording,ref", "1.1,3.5,原文，第一句,第12页", "1.2,2.5,,",
    ]  # fmt: skip
    assert run(["catalogue", "fill", "out", "again.csv"]) == 0
    assert [row[:4] for row in table(town / "again.csv")[1:3]] == [
        ["1.1", "3.5", "原文，第一句", "第12页"], ["1.2", "2.5", "", ""],
    ]  # fmt: skip
    capsys.readouterr()
    assert run(["catalogue", "show", "1.1", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "points: 3.5" in shown
    assert "原文，第一句 第12页" in shown


def test_a_form_may_be_called_anything(town: Path) -> None:
    assert run(["catalogue", "fill", "out", "form.csv"]) == 0
    (town / "form.csv").rename(town / "手册表")
    assert run(["catalogue", "fill", "in", "手册表"]) == 0


def test_only_shown(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "form.csv").write_text("标准编号,手册原文\n1.1,原文\n", "utf-8")
    before = (town / KEPT).read_bytes() if (town / KEPT).exists() else None
    assert run(["catalogue", "fill", "in", "form.csv", "--dry-run"]) == 0
    assert "+1.1,,原文," in capsys.readouterr().out
    assert ((town / KEPT).read_bytes() if (town / KEPT).exists() else None) == before
    assert run(["catalogue", "fill", "in", "form.csv"]) == 0
    kept = (town / KEPT).read_bytes()
    capsys.readouterr()
    assert run(["catalogue", "fill", "in", "form.csv", "--dry-run"]) == 0
    assert "不用改，已经是这样" in capsys.readouterr().out
    assert (town / KEPT).read_bytes() == kept


def test_a_link_in_the_records_place_is_refused(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "form.csv").write_text("标准编号,手册原文\n1.1,原文\n", "utf-8")
    (town / "elsewhere.csv").write_text("standard,points,wording,ref\n", "utf-8")
    (town / KEPT).unlink(missing_ok=True)
    (town / KEPT).symlink_to(town / "elsewhere.csv")
    assert run(["catalogue", "fill", "in", "form.csv"]) != 0
    assert "Traceback" not in capsys.readouterr().err
    assert (town / "elsewhere.csv").read_text("utf-8") == "standard,points,wording,ref\n"


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [(1, 1, "30", "points_total"), (1, 1, "三", "bad_decimal"), (1, 0, "1.9", "unknown_reference"),
     (0, 2, "手册愿文", "unknown_column")],
)  # fmt: skip
def test_what_cannot_hold_is_not_kept(  # noqa: PLR0917
    row: int, column: int, value: str, code: str, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["catalogue", "fill", "out", "form.csv"])
    rows = table(town / "form.csv")
    rows[row][column] = value
    saved_again(town / "form.csv", rows, "utf-8")
    assert run(["catalogue", "fill", "in", "form.csv"]) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not (town / KEPT).exists()


def test_a_file_that_is_there_is_not_written_over(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "form.csv").write_text("mine", "utf-8")
    assert run(["catalogue", "fill", "out", "form.csv"]) == 5
    assert (town / "form.csv").read_text("utf-8") == "mine"
    assert "[file_exists]" in capsys.readouterr().err


# What a spreadsheet would take for a mark of text is taken off in reading; such cells are looked at elsewhere.
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20).filter(
    lambda text: not text.startswith("'") and text.strip() == text and text not in {"=", '="'}
)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "=1", "+2", "@x", "－"]), CELLS), min_size=1, max_size=5))
def test_what_is_written_for_a_spreadsheet_is_read_back(rows: list[tuple[str, str]]) -> None:
    text = csv_text([("first", "second"), *rows])
    found, problems = read_csv(text.encode("utf-8"), "t.csv")
    assert found is not None
    assert {problem.code for problem in problems} <= {"csv_text_prefix", "csv_excel_number"}
    assert [tuple(cell.text for cell in row) for row in found.rows] == rows
