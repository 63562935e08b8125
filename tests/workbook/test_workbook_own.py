"""Tables as offices keep them: titles above, sums and signatures below, people's names, months across."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Said = Callable[..., tuple[int, str, str]]
V = Path("data/villages/qinglanping")
ROSTER = """石桥村党支部党员花名册,,,,,,,,
单位：石桥村党支部（盖章）        2019年5月,,,,,,,,
序号,姓名,性别,民族,出生年月,入党时间,转正时间,月应交党费（元）,备注
1,才让东智,女,藏,1992.12,2014/5/24,2015/5/24,2,
2,马秀兰,女,藏,1986.4,2008年1月27日,2009/1/27,2,
3,李建国,男,汉,195608,1978-3-4,1979-3-4,2.5,
4,扎西,男,藏,1990年7月,2012.7.18,2013.7.18,2,
合计,,,,,,,,
填表人：马秀兰      审核人：才让东智,,,,,,,,
"""
DUES = """石桥村党支部2019年度党费收缴登记表,,,,,,,
单位：石桥村党支部      单位：元,,,,,,,
序号,姓名,月应交数,1月,2月,3月,合计,签字
1,才让东智,2,2,2,2,=SUM(D4:F4),
2,马秀兰,2,2,,4,,
3,李建国,2.5,2.5,2.5,2.5,,
4,扎西,2,,,6,,
合计,,8.5,6.5,4.5,14.5,,
"""
DAYS = ("--paid-on", "1月=1月10日", "--paid-on", "2019-02=2019/2/12", "--paid-on", "3月=3/11")


@pytest.fixture
def own(office: Path) -> Callable[[str, str], Path]:
    """A table in the office's encoding."""

    def written(name: str, text: str) -> Path:
        path = office / f"{name}.csv"
        path.write_bytes(text.encode("gb18030"))
        return path

    return written


@pytest.fixture
def rostered(own: Callable[[str, str], Path], say: Said) -> Callable[[str, str], Path]:
    assert say("import", str(own("花名册", ROSTER)), "--as", "花名册", "--village", "青岚坪村")[0] == 0
    return own


def test_a_roster_of_a_village_that_has_nothing(own: Callable[[str, str], Path], say: Said, office: Path) -> None:
    path = own("花名册", ROSTER)
    code, out, err = say("import", str(path), "--as", "花名册", "--village", "qinglanping")
    assert (code, err) == (0, "")
    rows = (office / V / "2019/people.csv").read_text("utf-8-sig").splitlines()[1:]
    assert rows == [
        "M01,女,1992-12,2014-05-24,2015-05-24,,,2,",
        "M02,女,1986-04,2008-01-27,2009-01-27,,,2,",
        "M03,男,1956-08,1978-03-04,1979-03-04,,,2.5,",
        "M04,男,1990-07,2012-07-18,2013-07-18,,,2,",
    ]
    names = (office / V / "names.csv").read_text("utf-8-sig")
    assert names == "代码,姓名\nM01,才让东智\nM02,马秀兰\nM03,李建国\nM04,扎西\n"
    code, out, err = say("import", str(path), "--as", "花名册", "--village", "qinglanping")
    assert (code, "没有要收的" in out, err) == (0, True, "")


def test_many_lines_are_shown_whole_before_they_are_written(own: Callable[[str, str], Path], say: Said) -> None:
    """The head of the file and 25 people are 26 new lines, of which 20 are shown afterwards."""
    people = "".join(f"{n},张{'甲乙丙丁戊'[n // 5]}{'子丑寅卯辰'[n % 5]},女,汉,1980.3,2014/5/24\n" for n in range(25))
    line = ("import", str(own("花名册", "序号,姓名,性别,民族,出生年月,入党时间\n" + people)), "--as", "花名册")
    said = [say(*line, "--village", "qinglanping", *more)[1] for more in (("--dry-run",), ())]
    assert [text.count("1980-03,2014-05-24") for text in said] == [25, 18]  # and where in the file, and its head
    assert ["还有" in text for text in said] == [False, True]


def test_months_across_become_collections(rostered: Callable[[str, str], Path], say: Said, office: Path) -> None:
    """M02 pays February with March; M04 pays the quarter at once, and did not pay with the others."""
    path = rostered("党费", DUES)
    code, _, err = say("import", str(path), "--as", "党费", "--village", "qinglanping", *DAYS, "--arrears")
    assert (code, err) == (0, "")
    rows = (office / V / "2019/dues.csv").read_text("utf-8-sig").splitlines()[1:]
    assert rows == [
        "2019-01,2019-01-10,,M04,6.5,,",
        "2019-02,2019-02-12,,M02 M04,4.5,,",
        "2019-03,2019-03-11,,M04,6.5,,",
        "2019-02,2019-03-11,M02,,2,,",
        "2019-Q1,2019-03-11,M04,,6,,",
    ]
    code, out, _ = say("import", str(path), "--as", "党费", "--village", "qinglanping", *DAYS, "--arrears")
    assert (code, "没有要收的" in out) == (0, True)


def test_days_and_amounts_that_nobody_knows(rostered: Callable[[str, str], Path], say: Said, office: Path) -> None:
    path = rostered("党费", DUES)
    code, _, err = say("import", str(path), "--as", "党费", "--village", "qinglanping", *DAYS[:4])
    assert (code, (office / V / "2019/dues.csv").exists()) == (2, False)
    assert "党费!F5: 错误[dues_odd] 交了4，一个月应交2" in err  # what for, only people know
    assert "党费!F3: 错误[dues_day]" in err


@pytest.mark.parametrize("said", ["3月", "3月:扎西=", "三十月=2019-03-01", "2019-03=2019-02-30"])
def test_answers_that_are_none(said: str, rostered: Callable[[str, str], Path], say: Said) -> None:
    path = rostered("党费", DUES)
    code, _, err = say("import", str(path), "--as", "党费", "--village", "qinglanping", "--paid-on", said)
    assert (code, "--paid-on: 错误[bad_paid_on]" in err) == (2, True)


MEETINGS = """石桥村“三会一课”登记表,,,,,,,,,
序号,时间,类别,形式,主题,地点,应到,实到,缺席人员,主持人
1,2019/3/4,支委会,,议水渠,村委会二楼,4,3,李建国,才让东智
2,3月8日,主题党日,学习日,学习,村活动室,应到4人,3人,请假：无,才让东智
合计,,,,,,,,,
"""


def test_a_register_of_meetings(rostered: Callable[[str, str], Path], say: Said, office: Path) -> None:
    path = rostered("三会一课", MEETINGS.replace("请假：无", "扎西"))
    code, _, err = say("import", str(path), "--as", "三会一课", "--village", "qinglanping")
    assert (code, err) == (0, "")
    text = (office / V / "2019/activities/2019-03.yaml").read_text("utf-8")
    for said in ("2019-03-04", "2019-03-08", "支部委员会会议", "主题党日", "学习日", "村级活动场所", "[M03]", "[M04]"):
        assert said in text


def test_some_of_them(rostered: Callable[[str, str], Path], say: Said) -> None:
    path = rostered("三会一课", MEETINGS.replace("请假：无", "李建国等2人"))
    code, _, err = say("import", str(path), "--as", "三会一课", "--village", "qinglanping")
    assert (code, "三会一课!I4: 错误[names_cut] “李建国等2人”没有写全是哪些人" in err) == (2, True)


def test_what_is_there_already_stays(rostered: Callable[[str, str], Path], say: Said, office: Path) -> None:
    """A table that was never sent says nothing about what became of a record: it is told, and nothing is changed."""
    before = (office / V / "2019/people.csv").read_bytes()
    path = rostered("花名册", ROSTER.replace("2009/1/27,2,", "2009/1/27,3,"))
    code, out, _ = say("import", str(path), "--as", "花名册", "--village", "qinglanping")
    assert (code, (office / V / "2019/people.csv").read_bytes()) == (0, before)
    assert "花名册!H5: 提醒[book_row_there]" in out
    other = rostered("花名册", ROSTER.replace("1986.4,2008", "1976.4,2008"))
    code, _, err = say("import", str(other), "--as", "花名册", "--village", "qinglanping")
    assert (code, "花名册!B5: 错误[name_taken]" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--as", "花名册"), "--as: 错误[option_needs] 要和 --village 一起写"),
        (("--village", "qinglanping"), "--village: 错误[option_needs] 要和 --as 一起写"),
        (("--as", "账本", "--village", "qinglanping"), "--as"),
        (("--as", "花名册", "--village", "qinglanping", "--arrears"), "--arrears: 错误[option_needs]"),
        (("--as", "花名册", "--village", "qinglanping", "--deletions"), "--deletions: 错误[option_against]"),
        (("--as", "花名册", "--village", "没有的村"), "没有的村"),
    ],
)
def test_words_that_do_not_go_together(
    words: tuple[str, ...], told: str, own: Callable[[str, str], Path], say: Said
) -> None:
    code, _, err = say("import", str(own("花名册", ROSTER)), *words)
    assert (code, told in err) == (2, True)


def test_a_kind_by_its_own_name(own: Callable[[str, str], Path], say: Said) -> None:
    assert say("import", str(own("表", ROSTER)), "--as", "person", "--village", "qinglanping")[0] == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "table_no_headings"),
        ("甲\n乙\n", "table_no_headings"),
        ("姓名\n", "table_no_headings"),
        ("a,b\n" * 6000, "book_too_large"),
        ('"\n', "csv_quote"),
    ],
)
def test_what_is_no_table(text: str, told: str, own: Callable[[str, str], Path], say: Said) -> None:
    code, out, err = say("import", str(own("表", text)), "--as", "花名册", "--village", "qinglanping")
    assert (code, out) == (2, "")
    assert f"错误[{told}]" in err


def test_collected_already_and_told_otherwise(rostered: Callable[[str, str], Path], say: Said, office: Path) -> None:
    """January without M01 is told; M02 in February is no news, whose own collection stands there."""
    words = ("--as", "党费", "--village", "qinglanping")
    say("import", str(rostered("党费", DUES)), *words, *DAYS, "--arrears")
    before = (office / V / "2019/dues.csv").read_bytes()
    late = rostered(
        "党费", DUES.replace("1,才让东智,2,2,", "1,才让东智,2,,").replace("2,马秀兰,2,2,,4", "2,马秀兰,2,2,2,2")
    )
    code, out, _ = say("import", str(late), *words, *DAYS)
    assert (code, (office / V / "2019/dues.csv").read_bytes()) == (0, before)
    told = [line.split(":")[0].strip() for line in out.splitlines() if "[book_row_there]" in line]
    assert told == ["党费!D4"]


def test_a_quarter_alone_is_taken_once(rostered: Callable[[str, str], Path], say: Said, office: Path) -> None:
    """Nobody else paid in the month; the same with another day, and with another sum."""
    words = ("--as", "党费", "--village", "qinglanping")
    table = "姓名,1月,2月,3月\n扎西,,,6\n"
    assert say("import", str(rostered("党费", table)), *words, "--paid-on", "3月=3月11日")[0] == 0
    before = (office / V / "2019/dues.csv").read_bytes()
    assert before.decode("utf-8-sig").splitlines()[1:] == ["2019-Q1,2019-03-11,M04,,6,,"]
    code, out, _ = say("import", str(rostered("党费", table)), *words, "--paid-on", "3月=3月12日")
    assert (code, "没有要收的" in out, (office / V / "2019/dues.csv").read_bytes()) == (0, True, before)
    people = office / V / "2019/people.csv"
    people.write_bytes(people.read_bytes().replace(b"2013-07-18,,,2,", b"2013-07-18,,,3,"))
    code, out, _ = say("import", str(rostered("党费", table.replace("6", "9"))), *words)
    assert (code, (office / V / "2019/dues.csv").read_bytes()) == (0, before)
    assert "党费!D2: 提醒[book_row_there]" in out
