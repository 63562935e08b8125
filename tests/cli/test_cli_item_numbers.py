"""An item has one number on every paper and in every command, and its problem stays as it was found."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from office import Office

from branchstd.__main__ import run
from branchstd.render.lists import LISTS
from samples import ROOT

TOWN = "data/town/2019/villages/liushao.yaml"
DOCUMENTS = "data/villages/liushao/2019/documents.yaml"
# Of the twelve systems of 5.1.c these three lack until 18 September.
THREE = (
    "  - {date: 2019-09-18, form: 发展党员制度, title: 补的三条, covers: [preview, ballot, accountability], "
    "record: 夹6}\n"
)
FOUND = "发展党员基本制度：应有12，已有9，缺预审、票决、责任追究"
LONG = re.compile(r"\d{4}-\w+-\d+\.\d+-\d+")  # as papers had it before: 2019-大湾滩村-5.4-02
DAY = ["--as-of", "2019-12-31"]


def told(capsys: pytest.CaptureFixture[str], root: Path, *words: str, code: int = 0) -> str:
    assert run(["--root", str(root), "--lang", "zh", *words]) == code
    shown = capsys.readouterr()
    return shown.out if code < 2 else shown.err


def closed(office: Office, text: str) -> None:
    """LS-06, opened on 5 August; what lacked is recorded in September, and it is closed."""
    assert office.run("open", "liushao", "5.1.c", on="08-05") == 0
    office.replace(TOWN, f"text: {FOUND}, ", text)
    path = office.root / DOCUMENTS
    path.write_bytes(path.read_bytes() + THREE.encode())
    plan = ["--cause", "抄漏", "--task", "补三条", "--measure", "逐条议", "--proof", "都有", "--responsible", "M02"]
    assert office.run("plan", "liushao", "LS-06", *plan, on="08-07") == 0
    assert office.run("done", "liushao", "LS-06", "--text", "登了", "--proof", "夹6", on="09-19") == 0
    assert office.run("confirm", "liushao", "LS-06", "--by", "T4", "--reason", "看了", on="09-20") == 0
    office.keep()


def closing(capsys: pytest.CaptureFixture[str], root: Path) -> dict[str, str]:
    """The row of LS-06 in the ledger of closings."""
    capsys.readouterr()
    words = ["lists", "liushao", "--list", "closing", "--format", "json", *DAY]
    found: list[dict[str, str]] = json.loads(told(capsys, root, *words))["lists"][0]["rows"]
    return next(row for row in found if row["number"] == "LS-06")


@pytest.mark.parametrize("words", [
    *(["lists", "--list", key, "--format", "json", *(["--seed", "a"] if key == "draw" else [])] for key in LISTS),
    *(["report", "--phase", phase, "-o", "OUT"] for phase in ("deploy", "advance", "assess")),
    ["rectify", "list"], ["rectify", "show", "dawantan", "DWT-02"], ["check", "dawantan"], ["explain", "DWT-02"],
    ["check", "dawantan", "--format", "json"], ["why", "dawantan", "DWT-02"], ["gaps", "dawantan"],
])  # fmt: skip
def test_no_paper_has_another_number(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = [] if words[0] in {"explain", "report"} else DAY
    assert run(["--root", str(ROOT), *(str(tmp_path) if word == "OUT" else word for word in words), *day]) in {0, 1}
    papers = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert LONG.findall("\n".join([capsys.readouterr().out, *papers])) == []
    assert bool(papers) == (words[0] == "report")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["DWT-02", "2019-大湾滩村-5.4-02"])
def test_explain_knows_both_numbers(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its rule is 5.4.c; what is wrong stands there in the words of who found it."""
    assert run(["--root", str(ROOT), "--lang", lang, "explain", name]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("DWT-02  5.4.c  大湾滩村\n")
    assert "一些党员没承诺、没认岗，多在牧点" in shown
    assert "branchstd why dawantan DWT-02" in shown


def test_explain_tells_every_village_that_has_the_number(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.replace("data/town/2019/villages/chuankouyi.yaml", "{id: CKY-10,", "{id: DWT-02,")
    shown = told(capsys, office.root, "explain", "DWT-02")
    assert [line for line in shown.splitlines() if line.startswith("DWT-02")] == [
        "DWT-02  3.2.a  川口驿村", "DWT-02  5.4.c  大湾滩村",
    ]  # fmt: skip


def test_a_slip_in_a_number_of_an_item_suggests_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """No item, duty or standard that looks a little like it; of a slip in the letters the item."""
    for words in (["explain", "DWT-29"], ["why", "dawantan", "DWT-29"]):
        assert "是不是" not in told(capsys, ROOT, *words, code=2)
    assert "是不是“DWT-02”" in told(capsys, ROOT, "why", "dawantan", "DWY-02", code=2)
    assert "[unknown_standard]" in told(capsys, ROOT / "docs", "explain", "DWT-29", code=2)  # no town there


@pytest.mark.parametrize("name", ["DWT-06", "2019-大湾滩村-4.5-06"])
def test_why_takes_the_number_of_an_item(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """DWT-06 is about reserve cadres, 4.5; first the item, then the standard as ever."""
    shown = told(capsys, ROOT, "why", "dawantan", name, *DAY, code=1)
    own = told(capsys, ROOT, "why", "dawantan", "4.5", *DAY, code=1)
    assert shown.startswith("DWT-06 4.5.a 已退回、超期31天、已延期")
    assert shown.endswith(own)


def test_a_long_number_of_two_items_is_refused(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """A-06 is of the same standard as DWT-06: older papers called both the same. Each goes by its own number."""
    second = '  - {id: A-06, standard: "4.5", origin: 督查, found_on: 2019-06-20, text: 甲, due_on: 2019-09-30}\n'
    office.replace("data/town/2019/villages/dawantan.yaml", "closures:\n", f"{second}closures:\n")
    words = ["rectify", "progress", "dawantan"]
    said = ["--text", "乙", "--on", "2019-12-30"]
    assert "[duplicate_id]" in told(capsys, office.root, *words, "2019-大湾滩村-4.5-06", *said, code=2)
    assert office.changed() == []
    told(capsys, office.root, *words, "DWT-06", *said)


def test_the_ledger_keeps_the_problem_as_it_was_found(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """All twelve are there when it is closed: that they had been nine is what was wrong."""
    closed(office, f"text: {FOUND}, ")
    assert closing(capsys, office.root)["problem"] == FOUND
    shown = told(capsys, office.root, "rectify", "show", "liushao", "LS-06", *DAY)
    assert FOUND in shown
    assert "现在核查：发展党员基本制度：应有12，已有12" in shown


def test_what_nobody_wrote_down_is_recomputed_for_its_day(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """As older items are: no words of their own. On 5 August there were nine, by the records as they are now."""
    closed(office, "")
    assert closing(capsys, office.root)["problem"] == f"{FOUND}（按现有记录回算）"
    capsys.readouterr()
    assert run(["--root", str(office.root), "--lang", "en", "rectify", "show", "liushao", "LS-06", *DAY]) == 0
    assert "(recomputed from the records as they are)" in capsys.readouterr().out.replace("\n  ", " ")


def test_what_is_written_speaks_the_language_of_the_records(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["--root", str(office.root), "--lang", "en", "rectify", "open", "liushao", "5.1.c", "--on", "2019-08-05"])
        == 0
    )
    ((_, (line,)),) = office.changed()
    assert f"text: {FOUND}, " in line


def test_no_digest_and_no_english_in_a_ledger(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The closing quoted a result: its day and its word. File names of pictures are the village's own."""
    closed(office, f"text: {FOUND}, ")
    assert closing(capsys, office.root)["rests_on"] == "2019-09-20核查：达标"
    for key in LISTS:
        seed = ["--seed", "甲"] if key == "draw" else []
        found = json.loads(told(capsys, office.root, "lists", "--list", key, "--format", "json", *seed, *DAY))
        cells = [cell for table in found["lists"] for row in table["rows"] for cell in row.values()]
        wrong = [cell for cell in cells if re.search(r"\b[a-z]{3,}\b", cell.replace(".jpg", ""))]
        assert wrong == []


def test_a_closing_whose_records_changed_says_so_in_words(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The paper gets another title: the result is the same, the record that counted is not."""
    closed(office, f"text: {FOUND}, ")
    office.replace(DOCUMENTS, "title: 补的三条", "title: 补的三条制度")
    assert closing(capsys, office.root)["rests_on"] == "记录改过：2019-09-20核查：达标 → 达标，算数的记录不一样"
    office.replace(DOCUMENTS, THREE.replace("补的三条", "补的三条制度"), "")
    assert closing(capsys, office.root)["rests_on"] == "记录改过：2019-09-20核查：达标 → 部分达标"
