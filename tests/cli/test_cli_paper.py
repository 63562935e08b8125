"""`paper`: which papers are made, about which items, into which files; a town's own templates."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import typer
from docx import Document
from office import Office

from branchstd.__main__ import run
from branchstd.cli.paper import read_kind
from branchstd.root import package_folder
from samples import ROOT

ON = ("--as-of", "2019-10-01")
SHIPPED = package_folder("templates") / "paper"
NAMED = "大湾滩村提示单2019-10-01.docx"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One for all: what is made lies in folders of its own."""
    made = Office(tmp_path_factory.mktemp("town"))
    shutil.copy(ROOT / "templates/office/gitignore", made.root / ".gitignore")
    made.keep()
    return made


def paper(office: Office, folder: str, *words: str) -> int:
    return run(["--root", str(office.root), "--lang", "zh", "paper", *words, *ON, "-o", str(office.root / folder)])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("验收表", "acceptance"), ("验收申请书", "application"), ("验收报告", "acceptance_report"),
        ("通知书", "notice"), ("整改通知单", "notice"), ("提示", "remind"), ("催办函", "press"),
        ("约谈函", "interview"), ("通报", "circular"),
        ("自评报告", "self_assessment"), ("推进计划", "village_plan"), ("年度总结", "summary"), ("summary", "summary"),
    ],
)  # fmt: skip
def test_papers_by_short_names(said: str, kind: str) -> None:
    assert read_kind(said) == kind


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("验收", "考核验收申请, 考核验收表, 考核验收情况报告"),
        ("验收单", "考核验收申请, 考核验收表, 考核验收情况报告"),
        ("整改", "整改通知书, 年度总结和整改提升意见"),
        ("报告", "自查评估报告, 考核验收情况报告"),
    ],
)
def test_papers_that_could_be_several(said: str, known: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", "paper", said]) == 2
    assert f"可以写：{known}\n" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["表", "函", "验收情况通报", "述职报告", "act", ""])
def test_papers_that_are_none(said: str) -> None:
    with pytest.raises(typer.BadParameter, match="村级推进计划, 整改通知书, 提示单"):
        read_kind(said)


def rows(path: Path) -> list[list[str]]:
    """Of the first table, without its head."""
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows][1:]


def test_one_for_each_village_that_has_something_in_it(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Reminded is of what is overdue, urged of what is so for a week: DWT-02 (31 days), DWT-07 (4), DWT-06 (not)."""
    folder = office.root / "公文/a"
    assert paper(office, "公文/a", "催办单", "dawantan", "liushao") == 0
    assert capsys.readouterr().out.splitlines()[0] == "柳哨村：没有该写进这份文书的问题"
    assert [path.name for path in folder.iterdir()] == ["大湾滩村催办单2019-10-01.docx"]
    assert [row[1] for row in rows(next(folder.iterdir()))] == ["DWT-02"]
    assert paper(office, "公文/a", "remind", "dawantan") == 0
    assert [row[1] for row in rows(folder / NAMED)] == ["DWT-02", "DWT-07"]
    before = (folder / NAMED).read_bytes()
    assert paper(office, "公文/a", "提示单", "大湾滩村") == 0  # the same again
    assert paper(office, "公文/a", "提示单", "大湾滩村", "--item", "DWT-07") == 5  # another in its place
    assert (folder / NAMED).read_bytes() == before
    assert paper(office, "公文/b", "提示单", "dawantan", "--item", "DWT-07") == 0
    assert [row[1] for row in rows(office.root / "公文/b" / NAMED)] == ["DWT-07"]
    assert paper(office, "公文/b", "约谈", "liushao") == 3
    assert "错误" not in capsys.readouterr().err.replace("错误[file_there]", "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("自查评估报告", "dawantan", "--item", "DWT-02"), "paper_itemless"),
        (("提示单", "dawantan", "--item", "DWT-06"), "paper_settled"),  # not due yet
        (("整改通知书", "dawantan", "--item", "DWT-01"), "paper_settled"),  # closed
        (("提示单", "dawantan", "--item", "DWT-66"), "unknown_item"),
    ],
)
def test_refusals_write_nothing(
    words: tuple[str, ...], code: str, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert paper(office, "公文/c", *words) == 2
    assert f"错误[{code}]" in capsys.readouterr().err
    assert not (office.root / "公文/c").exists()


def test_names_stand_behind_codes_where_git_keeps_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    names = office.root / "data/villages/dawantan/names.csv"
    names.write_text("code,name\nM03,张某某\n", "utf-8")
    words = ("提示单", "dawantan", "--names")
    assert paper(office, "data/papers", *words) == 5
    assert "错误[folder_kept]" in capsys.readouterr().err
    assert paper(office, "公文/d", *words) == paper(office, "公文/e", *words[:2]) == 0
    names.unlink()
    told, bare = (office.root / f"公文/{place}" / NAMED for place in "de")
    assert {row[5] for row in rows(told)} == {"M03（张某某）"}
    assert {row[5] for row in rows(bare)} == {"M03"}
    note = "人员只写代码"
    assert note not in Document(str(told)).paragraphs[-1].text
    assert note in Document(str(bare)).paragraphs[-1].text


def changed(old: str, new: str) -> bytes:
    with zipfile.ZipFile(SHIPPED / "提示单.docx") as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    body = files["word/document.xml"].decode()
    assert old in body
    files["word/document.xml"] = body.replace(old, new).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as whole:
        for name, data in files.items():
            whole.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (changed("{{ 支部 }}：", "{{ 支布 }}："), "paper_word", "“{{ 支布 }}：”这一段写了“支布”.*\n.*是不是“支部”"),
        (changed("{{ 支部 }}：", "{{ 支部：}}"), "paper_fault", "“{{ 支部：}}”这一段填不了"),
        (b"\xd0\xcf\x11\xe0", "paper_unreadable", "BadZipFile"),
        (b"", "paper_unreadable", "BadZipFile"),
    ],
    ids=["word", "fault", "doc", "empty"],
)
def test_a_fault_of_the_towns_own(
    data: bytes, code: str, told: str, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    own = office.root / "templates/paper/提示单.docx"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(data)
    assert paper(office, "公文/f", "提示单", "dawantan", "--check") == 2
    err = capsys.readouterr().err
    own.unlink()
    assert re.match(rf"templates/paper/提示单.docx: 错误\[{code}\] .*{told}", err)


def test_the_towns_own_is_used(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    own = office.root / "templates/paper/提示单.docx"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(changed("整改提示单", "{{ 支部|upper }}的提示"))
    assert paper(office, "公文/g", "提示单", "dawantan", "--check") == 0
    assert not (office.root / "公文/g").exists()
    assert paper(office, "公文/g", "提示单", "dawantan") == 0
    own.unlink()
    assert Document(str(office.root / "公文/g" / NAMED)).paragraphs[0].text == "大湾滩村党支部的提示"
    (office.root / "templates/paper/通报.docx").symlink_to(SHIPPED / "通报.docx")
    assert paper(office, "公文/g", "通报") == 2
    assert "错误[not_a_file]" in capsys.readouterr().err
    shutil.rmtree(office.root / "templates")
