"""Days, months and periods as people and spreadsheets write them: one reading is taken, of several none."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from branchstd.records import spelling
from branchstd.records.types import read_date, read_int, read_list, read_month, read_period

# 5 March 2019 was a Tuesday.
FIFTH_OF_MARCH = """
2019-03-05|2019-3-5|2019.3.5|2019.03.05|2019/3/5|2019/03/05|2019/3/5 0:00|2019-03-05 00:00:00|2019-03-05T00:00:00
20190305|2019年3月5日|2019年03月05日|2019年3月5号|2019 年 3 月 5 日
2019。3。5|２０１９－３－５|２０１９年３月５日|二〇一九年三月五日
2019年3月5日星期二|2019年3月5日（周二）| 2019-3-5 |3月5日|3月5号|三月五日|03月05日
3/5|3-5|3.5|03/05|３／５|3/5 周二
2019-3-5 9:30|3月5日上午9点|3月5日晚8点|3月5日下午三点半|3.5 14:30|3月5日14：30—16：00|3月5日（周二）下午2点
3月5日（上午9点）|3月5日周二15:00|3/5 两点一刻
"""


@pytest.mark.parametrize("text", FIFTH_OF_MARCH.strip().replace("\n", "|").split("|"))
def test_the_fifth_of_march(text: str) -> None:
    assert spelling.day(text, 2019) == "2019-03-05"


@pytest.mark.parametrize(
    "text",
    ["2019-3-5 9:70", "3月5日25点", "3.514:30", "2019年3月5日星期三", "2019-3/5", "2019年3月", "13/5", "5/3/2019",
     "19-3-5", "43529", "May-19", "2019", "三月", "2019-03-05至06", "学习3月5日文件", "12019-03-05", ""],
)  # fmt: skip
def test_what_is_no_one_day_stays(text: str) -> None:
    assert spelling.day(text, 2019) == text


@pytest.mark.parametrize("text", ["3月5日", "3/5"])
def test_without_a_year_nothing_is_added(text: str) -> None:
    assert spelling.day(text) == text


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("4/17", 2019, "2019-04-17"), ("4-17", 2019, "2019-04-17"), ("12.31", 2019, "2019-12-31"),
        ("5/18", 2019, "2019-05-18"), ("5-19", 2019, "5-19"), ("5.20", 2019, "2019-05-20"),
        ("5-18", 2021, "2021-05-18"), ("3.2", 2019, "3.2"), ("3.3", 2019, "3.3"), ("3.4", 2019, "2019-03-04"),
        ("3.02", 2019, "2019-03-02"),
        ("19-5", 2019, "19-5"), ("12-5", 2019, "2019-12-05"), ("12-5", 2012, "12-5"), ("3/9", 2009, "2009-03-09"),
        ("3-09", 2009, "3-09"), ("4/31", 2019, "4/31"), ("2/29", 2019, "2/29"), ("2/29", 2020, "2020-02-29"),
    ],
)  # fmt: skip
def test_month_and_day_unless_they_may_be_a_month_or_have_lost_a_nought(text: str, year: int, day: str) -> None:
    """Between hyphens, as spreadsheets show months, neither may be the folder's year or the one before or after it.

    `3.2` may have been `3.20` before a spreadsheet took it for a number.
    """
    assert spelling.day(text, year) == day


MAY = """
2019-05|2019-5|2019.5|2019.05|2019/5|2019年5月|2019年05月|2019年5月份|201905|2019/5/1|2019-05-01|2019年5月1日
2019/5/1 0:00|May-19|may-19|May-2019|5月-19|２０１９年５月|二〇一九年五月|5月|5月份|五月
"""


@pytest.mark.parametrize("text", MAY.strip().replace("\n", "|").split("|"))
def test_may(text: str) -> None:
    assert spelling.month(text, 2019) == "2019-05"


@pytest.mark.parametrize(
    "text", ["2019.1", "19-May", "5-19", "19.5", "5/1", "5.1", "2019-05-13", "2019/5/13", "43586", "一季度", "195", ""]
)
def test_what_is_no_one_month_stays(text: str) -> None:
    assert spelling.month(text, 2019) == text


@pytest.mark.parametrize(
    ("text", "period"),
    [("一季度", "2019-Q1"), ("2019年第二季度", "2019-Q2"), ("2019Q3", "2019-Q3"),
     ("2019-q4", "2019-Q4"), ("上半年", "2019-H1"),
     ("2019年下半年", "2019-H2"), ("2019年5月", "2019-05"), ("2019年度", "2019"),
     ("2019年", "2019"), ("五季度", "五季度")],
)  # fmt: skip
def test_periods(text: str, period: str) -> None:
    assert spelling.year_or_period(text, 2019) == period


@pytest.mark.parametrize(
    ("text", "code", "context"),
    [
        ("May-19", "date_ambiguous", {"readings": "5月19日、2019-05"}),
        ("19-May", "date_ambiguous", {"readings": "5月19日、2019-05"}),
        ("5-19", "date_ambiguous", {"readings": "5月19日、2019-05"}),
        ("3.8", "date_yearless", {}),
        ("3.2", "date_ambiguous", {"readings": "3月2日、3月20日"}),
        ("4/17", "date_yearless", {}),
        ("3.08", "date_ambiguous", {"readings": "3月8日、2008-03"}),
        ("19-5", "date_ambiguous", {"readings": "2019-05"}),
        ("4/31", "bad_date", {}),
        ("4月31日", "bad_date", {}),
        ("19-3-5", "date_ambiguous", {"readings": "2019-03-05、2005-03-19"}),
        ("19年3月5日", "date_ambiguous", {"readings": "2019-03-05"}),
        ("5/10/2019", "date_ambiguous", {"readings": "2019-05-10、2019-10-05"}),
        ("43525", "date_serial", {"day": "2019-03-01"}),
        ("3月5日", "date_yearless", {}),
        ("2019年2月30日", "bad_date", {}),
        ("去年", "bad_date_form", {}),
    ],
)
def test_why_it_is_no_day(text: str, code: str, context: dict[str, str]) -> None:
    with pytest.raises(PydanticCustomError) as error:
        read_date(text)
    assert (error.value.type, error.value.context) == (code, {"seen": text, **context})


@pytest.mark.parametrize(
    ("text", "code", "context"),
    [
        ("2019.1", "date_ambiguous", {"readings": "2019-01、2019-10"}),
        ("5-19", "date_ambiguous", {"readings": "5月19日、2019-05"}),
        ("19年5月", "date_ambiguous", {"readings": "2019-05"}),
        ("54.1", "date_ambiguous", {"readings": "1954-01"}),  # of a birth, not of the next generation
        ("43586", "date_serial", {"day": "2019-05"}),
        ("5月", "date_yearless", {}),
        ("2019-13", "bad_month", {}),
    ],
)
def test_why_it_is_no_month(text: str, code: str, context: dict[str, str]) -> None:
    with pytest.raises(PydanticCustomError) as error:
        read_month(text)
    assert (error.value.type, error.value.context) == (code, {"seen": text, **context})


def test_months_and_periods_are_read_where_days_are() -> None:
    assert (read_month("2019年5月"), read_period("2019年一季度")) == ("2019-05", "2019-Q1")


@pytest.mark.parametrize(
    "text", ["M01 M02 M03", "M01、M02、M03", "M01，M02，M03", "M01,M02;M03", "M01；M02　M03", "M01、 M02 , M03、"]
)
def test_marks_between_codes(text: str) -> None:
    assert read_list(text) == ("M01", "M02", "M03")


def test_marks_between_codes_within_a_list() -> None:
    assert read_list(["M01、M02", "M03"]) == ("M01", "M02", "M03")


@pytest.mark.parametrize(("text", "number"), [("２４", 24), ("1,200", 1200), ("0", 0)])
def test_ways_to_write_a_number(text: str, number: int) -> None:
    assert read_int(text) == number


@pytest.mark.parametrize(
    ("text", "units", "told"),
    [
        ("三十一人", "人 名", "31"), ("四星", "星 星级", "4"),
        ("五星级", "星 星级", "5"), ("十", "", "十"), ("四", "星", "四"),
        ("十二次", "次", "12"),
        ("三十一户", "人", "三十一户"), ("一百二十人", "人", "一百二十人"), ("三四人", "人", "三四人"),
        ("十几人", "人", "十几人"),
        ("31人", "人 名", "31"), ("12 户", "户", "12"), ("1,200.50元", "元", "1200.50"),
        ("45分", "学时 小时", "45分"), ("5000分", "元", "5000分"), ("41户", "人 名 票", "41户"),
        ("3小时", "次", "3小时"), ("31人", "", "31人"), ("31人次", "人", "31人次"),
    ],
)  # fmt: skip
def test_a_unit_goes_with_its_own_field_alone(text: str, units: str, told: str) -> None:
    """Minutes are no hours, cents no yuan, households no persons."""
    assert spelling.number(text, units=units) == told


@pytest.mark.parametrize("text", ["0000-01", "0001-01", "0001-01-01", "Marathon-19", "decision-19", "1819-05"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_month(text)


@pytest.mark.parametrize("text", ["31左右", "3万", "1,20", "31人24人", "人", "-1", "1.5", "约31人"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_int(text)


@pytest.mark.parametrize(
    ("text", "bare"), [("M08", "M8"), ("m8", "M8"), ("M008", "M8"), ("Ｍ０８", "M8"), ("M80", "M80"), ("M0", "M0")]
)
def test_bare_codes(text: str, bare: str) -> None:
    assert spelling.bare(text) == bare


@pytest.mark.parametrize("text", ["(" * 2000, "2019年3月5日" + " " * 60, "十" * 200 + "人", "4/25" + "—" * 200 + "5/5"])
def test_what_is_longer_than_any_day_or_number_is_left(text: str) -> None:
    """A search for a day of the week among two thousand brackets took as long as a whole village."""
    assert spelling.day(text, 2019) == spelling.first_day(text, 2019) == spelling.count("present", text) == text
