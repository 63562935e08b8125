"""What was answered of a table is kept in a mapping file and serves the next one; standards and items without their
numbers are known by their words alone; the year before goes where it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Said = Callable[..., tuple[int, str, str]]
DUES = "付钱的人,1月,2月,3月\n才让东智,2,2,2\n马秀兰,2,,4\n李建国,2.5,2.5,2.5\n老扎西,2,2,2\n"
ITEMS = """items:
  - {id: QL-01, standard: "2.3", origin: 自查, found_on: 2019-06-10, text: 监委会只有2人, due_on: 2019-12-10}
  - {id: QL-02, standard: "6.3", origin: 自查, found_on: 2019-06-10, text: 会议室漏雨, due_on: 2019-12-10}
  - {id: QL-03, standard: "6.3", origin: 自查, found_on: 2019-06-10, text: 会议室没有桌椅, due_on: 2019-12-10}
"""
TOWN = Path("data/town/2019/villages/qinglanping.yaml")


def rows(file: Path) -> list[str]:
    return file.read_text("utf-8-sig").splitlines()[1:]


def answer(path: Path, **answers: str) -> None:
    text = path.read_text("utf-8")
    for key, value in answers.items():
        text, count = re.subn(rf"(?m)^  {key[1:] if key[0] == '_' else key}:$", rf"\g<0> {value}", text)
        assert count == 1, (key, text)
    path.write_text(text, "utf-8")


def test_questions_are_kept_and_answers_serve_again(take: Said, village: Path, tmp_path: Path) -> None:
    """A heading, the days, the months of a sum, a name: asked, answered in the file, shown before they serve."""
    kept = tmp_path / "导出/党费.yaml"
    words = ("--map", str(kept))
    assert take("党费", DUES, *words, "--dry-run")[0] == 2
    assert not kept.exists()
    assert take("党费", DUES, *words)[0] == 2
    answer(kept, 付钱的人="交纳人")
    code, out, err = take("党费", DUES, *words, "--paid-on", "1月=1月10日")
    assert (code, "表头“付钱的人”就是“交纳人”" in out, "[map_names]" in err) == (2, True, False)
    assert "党费.yaml里有姓名" in out
    answer(kept, **{"_2019-02": "2月12日", "_2019-03": "3.11", "D3": "2月、3月", "老扎西": "扎西"})
    code, out, err = take("党费", DUES, *words)
    assert (code, err, "“老扎西”就是M04" in out) == (0, "", True)
    assert rows(village / "dues.csv") == [
        "2019-01,2019-01-10,,无,8.5,,",
        "2019-02,2019-02-12,,M02,6.5,,",
        "2019-03,2019-03-11,,无,8.5,,",
        "2019-02,2019-03-11,M02,,2,,",
    ]
    assert kept.read_text("utf-8").splitlines()[1:] == [
        "表: 党费",
        "年度: 2019", "表头:", "  付钱的人: 交纳人", "收缴日期:", "  2019-01: 2019-01-10",
        "  2019-02: 2019-02-12", "  2019-03: 2019-03-11", "交的月份:", "  D3: 2019-02、2019-03", "姓名:",
        "  老扎西: M04",
    ]  # fmt: skip
    # As Notepad may save it.
    kept.write_bytes(kept.read_text("utf-8").replace("\n", "\r\n").encode("gb18030"))
    before = kept.read_bytes()
    # The same again: nothing is asked, nothing is told, nothing is written.
    code, out, _ = take("党费", DUES, *words)
    assert (code, "没有要收的" in out, "[answer_unused]" in out, kept.read_bytes() == before) == (0, True, False, True)
    # Another table, in which nobody paid for two months and nobody is called so.
    (village / "dues.csv").unlink()
    other = DUES.replace("马秀兰,2,,4", "马秀兰,2,2,2").replace("老扎西", "扎西")
    code, out, err = take("党费", other, *words)
    assert (code, err, re.findall(r"党费.yaml:\d+", out)) == (0, "", ["党费.yaml:11"])
    assert "[answer_unused] 这张表用不着这个回答：D3" in out
    assert "第13行“老扎西”" in out


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("表: 坐班\n", (), "答.yaml:1:1: 错误[map_against]"),
        ("年度: 2018\n", (), "答.yaml:1:1: 错误[map_against]"),
        ("收缴日期: {2019-01: 1月10日}\n", ("--paid-on", "1月=1月11日"), "答.yaml:1:8: 错误[map_against]"),
        ("列名:\n  甲: 乙\n", (), "答.yaml:1:1: 错误[map_part]"),
        ("- 甲\n", (), "答.yaml:1:1: 错误[map_part]"),
        ("表头: {付钱的人: 星座}\n", (), "答.yaml:1:6: 错误[map_answer]"),
        ("姓名: {老扎西: 才旦}\n", (), "答.yaml:1:6: 错误[map_answer]"),
        ("标准: {五学: 9.9}\n", (), "答.yaml:1:6: 错误[map_answer]"),
        ("补交: 也许\n", (), "答.yaml:1:1: 错误[map_answer]"),
        ("收缴日期: [1月]\n", (), "答.yaml:1:1: 错误[map_answer]"),
        ("收缴日期: {1月: 2月30日}\n", (), "答.yaml:1:8: 错误[bad_paid_on]"),
        ("收缴日期: {1月: 1月5日\n", (), "错误[yaml_bracket]"),
    ],
)
def test_a_mapping_file_that_says_no_answer(  # noqa: PLR0917
    text: str, words: tuple[str, ...], told: str, take: Said, village: Path, tmp_path: Path
) -> None:
    path = tmp_path / "答.yaml"
    path.write_text(text, "utf-8")
    code, _, err = take("党费", DUES, "--map", str(path), *words)
    assert (code, told in err) == (2, True), err
    assert (path.read_text("utf-8"), (village / "dues.csv").exists()) == (text, False)


def test_a_mapping_file_may_have_names(take: Said, village: Path) -> None:
    """So it goes to no place where git, or a reader of records, would find it."""
    code, _, err = take("党费", DUES, "--map", str(village / "党费.yaml"))
    assert (code, "[folder_kept]" in err, (village / "党费.yaml").exists()) == (5, True, False)


CHECK = "序号,标准名称,自查结论\n1,{},达标\n"
ROUND = ("--fill", "轮次=自查评估", "--fill", "日期=2019-11-06")


@pytest.mark.parametrize(
    ("name", "standard", "told"),
    [
        ("党支部设置和支委班子健全", "2.1", ""),
        ("书记主任 一肩挑", "4.2", ""),
        ("一肩挑", "4.2", "[table_matched] “一肩挑”认作标准编号4.2"),  # a part of one title alone
        ("5.6 党费收缴", "5.6", ""),
        ("党员教育", "5.3", "[table_matched]"),
        ("党员", "", "[table_unmatched]"),  # a part of several
        ("阵地建设", "", "[table_unmatched]"),
    ],
)
def test_standards_by_their_titles(name: str, standard: str, told: str, take: Said, village: Path) -> None:
    code, out, err = take("自查", CHECK.format(name), *ROUND)
    assert (code, bool(standard)) in {(0, True), (2, False)}
    if standard:
        assert (code, err) == (0, "")
        assert rows(village / "self_check.csv") == [f"自查评估,2019-11-06,{standard},达标,"]
    assert told in out + err


def test_a_standard_that_is_answered(take: Said, village: Path, tmp_path: Path) -> None:
    """Nearest ones are named; the answer is kept."""
    kept = tmp_path / "查.yaml"
    text = CHECK.format("阵地建设") + "2,“双述双评”,未达标\n"
    code, _, err = take("自查", text, *ROUND, "--map", str(kept))
    assert (code, "6.4 阵地悬挂张贴规范" in err, "table_column_missing" in err) == (2, True, False)
    answer(kept, 阵地建设="6.4")
    assert take("自查", text, "--map", str(kept))[0] == 0
    assert rows(village / "self_check.csv") == ["自查评估,2019-11-06,6.4,达标,", "自查评估,2019-11-06,7.1,未达标,"]


PLAN = "序号,标准编号,存在问题,整改措施,责任人,制定时间\n1,{},{},补选,扎西,2019-06-12\n"


@pytest.fixture
def items(village: Path, office: Path) -> Path:
    """The town has opened three items, two of one standard."""
    (office / TOWN).write_text(ITEMS, "utf-8")
    return village


@pytest.mark.parametrize(
    ("standard", "problem", "item"),
    [
        ("2.3", "监委会只有2人。", "QL-01"),
        ("", "会议室漏雨", "QL-02"),
        ("6.3", "漏雨严重", ""),
        ("6.3", "桌椅", ""),  # two signs are a part of too much
        ("", "没有桌椅", "QL-03"),
        ("2.3", "会议室漏雨", ""),  # of another standard
        ("2.3", "", "QL-01"),  # the one item of its standard
        ("6.3", "", ""),
        ("村务监督委员会规范履职", "", "QL-01"),
    ],
)
def test_items_by_their_problems(standard: str, problem: str, item: str, take: Said, items: Path) -> None:
    code, _, err = take("整改", PLAN.format(standard, problem))
    path = items / "rectify.yaml"
    found = re.findall(r"item: (\S+)", path.read_text("utf-8")) if path.exists() else []
    assert (code, found) == ((0, [item]) if item else (2, [])), err
    assert ("[table_unmatched]" in err) != bool(item)


def test_the_year_before(take: Said, village: Path, office: Path) -> None:
    """In its own folder, days without a year in that year; what is there already is not taken twice."""
    last = village.parent / "2018"
    text = "时间,类别,议题,应到,实到,缺席\n3月5日,支委会,研究低保,3,2,扎西\n"
    assert take("三会一课", text, "--year", "2018")[0] == 0
    assert "2018-03-05" in (last / "activities/2018-03.yaml").read_text("utf-8")
    code, out, err = take("三会一课", text, "--year", "2018")
    assert (code, err, "没有要收的" in out) == (0, "", True)
    dues = "姓名,1月\n才让东智,2\n马秀兰,2\n李建国,2.5\n扎西,\n"
    assert take("党费", "2018年党费\n" + dues, "--year", "2018", "--paid-on", "1月=1月10日")[::2] == (0, "")
    assert rows(last / "dues.csv") == ["2018-01,2018-01-10,,M04,6.5,,"]
    assert take("自查", CHECK.format("党课"), *ROUND[:3], "日期=2018-11-06", "--year", "2018")[0] == 0
    assert rows(last / "self_check.csv") == ["自查评估,2018-11-06,3.3,达标,"]
    (office / "data/town/2018/villages/qinglanping.yaml").write_text(ITEMS.replace("2019", "2018"), "utf-8")
    assert take("整改", PLAN.replace("2019", "2018").format("2.3", "监委会只有2人"), "--year", "2018")[0] == 0
    assert "2018-06-12" in (last / "rectify.yaml").read_text("utf-8")
    assert not list(village.glob("activities/*"))


@pytest.mark.parametrize(
    ("kind", "year", "told"),
    [
        ("三会一课", "2017", "[year_unread]"),
        ("三会一课", "2020", "[year_unread]"),
        ("花名册", "2018", "[kind_of_this_year]"),
        ("任职", "2018", "[kind_of_this_year]"),
        ("三会一课", "2018", "[book_other_year]"),
    ],
)
def test_years_that_are_not_taken(kind: str, year: str, told: str, take: Said, village: Path) -> None:
    code, _, err = take(kind, "2019年登记\n时间,类别,议题\n3月5日,支委会,低保\n", "--year", year)
    assert (code, told in err, (village.parent / "2018").exists()) == (2, True, False), err
