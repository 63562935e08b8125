"""Tables as offices keep them, by their shapes: headings in two rows, cells merged downwards, groups between rows,
blocks beside one another, ticks, days across, minutes with labels at the left; and what of them nobody can tell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from books import NAMES, PEOPLE

from branchstd.workbook.grids import read_grids

Said = Callable[..., tuple[int, str, str]]


def rows(file: Path) -> list[str]:
    return file.read_text("utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize("said", ["坪上组", "坪上党小组", "坪上", "G1"])
def test_a_group_is_called_as_in_records(said: str, take: Said, village: Path) -> None:
    code, _, err = take("花名册", f"姓名,党小组\n甲一,{said}\n")
    assert (code, err) == (0, "")
    assert rows(village / "people.csv")[4:] == ["M05,,,,,G1,"]


@pytest.mark.parametrize("name", ["=cmd|calc", "../../甲", "甲一13800000000", "达标", "<w:p>"])
def test_what_looks_like_no_name_gets_into_no_list(name: str, take: Said, village: Path) -> None:
    code, _, err = take("花名册", f"姓名,性别\n甲一,男\n{name},女\n")
    assert (code, "表!A3: 错误[not_a_name]" in err) == (2, True)
    assert (village.parent / "names.csv").read_text("utf-8-sig") == NAMES


def test_a_table_that_is_cut_within_a_quotation(take: Said, village: Path) -> None:
    """Or all rows below would be one cell of a row."""
    code, _, err = take("花名册", '姓名,性别\n甲一,男\n"乙二,女\n丙三,女\n')
    assert (code, "表:3:1: 错误[csv_quote]" in err) == (2, True)
    assert rows(village / "people.csv") == PEOPLE.splitlines()[1:]


def test_a_name_in_a_remark_of_a_table(take: Said) -> None:
    code, out, err = take(
        "收入", "到账日期,来源,金额,稳定收入,依据\n2019-05-06,发包租赁,100,是,扎西租地合同\n", "--dry-run"
    )
    assert (code, err, "表!E2: 提醒[name_in_text]" in out, "改写人员代码（M04）" in out) == (0, "", True, True)


def test_groups_and_two_of_one_name(take: Said, village: Path) -> None:
    text = (
        "序号\t姓名\t性别\t出生日期\t入党时间\n坪上组（2人）\t\t\t\t\n1\t王 军（预备）\t男\t1975-02-03\t20020701\n"
        "2\t王军\t男\t1960.11\t1987/3/12\n小计\t2人\t\t\t\n支部书记签字：\t\t\t2019年5月6日\t\n"
    )
    code, out, err = take("花名册", text, ending="txt", encoding="utf-16")
    assert (code, err) == (0, "")
    assert rows(village / "people.csv")[4:] == ["M05,男,1975-02,2002-07-01,,G1,", "M06,男,1960-11,1987-03-12,,G1,"]
    assert "M05,王军\nM06,王军\n" in (village.parent / "names.csv").read_text("utf-8-sig")
    assert "[table_remark_unread]" in out
    assert "预备" not in (village / "people.csv").read_text("utf-8-sig")


def test_remarks_on_who_came_and_left(take: Said, village: Path) -> None:
    """A whole day is read, anything less is asked; who is no member yet is none."""
    people = PEOPLE.replace("\n", ",,\n").replace("dues,,", "dues,came_on,full_on")
    (village / "people.csv").write_text(people, "utf-8-sig")
    text = (
        "姓名,入党时间,转正时间,备注\n甲一,1972.5.1,1973.5.1,2019年3月8日去世\n乙二,2016.6.1,2017.6.1,2019.4.1由外村转入\n"
        "丙三（已转出）,2008.6.1,2009.6.1,外出\n丁四,,,入党积极分子\n戊五,2018.11.2,,预备党员\n己六,2018.7.1,2019.7.1,预备\n"
    )
    code, _, err = take("花名册", text)
    told = re.findall(r"(表!\w+): 错误\[(\w+)\]", err)
    assert (code, told) == (2, [("表!A4", "person_remark"), ("表!D5", "person_candidate"), ("表!D7", "person_remark")])
    text = text.replace("（已转出）", "").replace("丁四,,,入党积极分子\n", "").replace(",预备\n", ",\n")
    code, out, err = take("花名册", text)
    assert (code, err, "表!D2: 提醒[table_title_read]" in out) == (0, "", True)
    found = [row.split(",") for row in rows(village / "people.csv")[4:]]
    head = people.splitlines()[0].split(",")
    assert [(one[head.index("left_on")], one[head.index("came_on")]) for one in found] == [
        ("2019-03-08", ""), ("", "2019-04-01"), ("", ""), ("", ""), ("", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "harmless"),
    [
        (
            "党费",
            "姓名,月应交,2月,3月,备注\n日期,,2月10日,,\n才让东智,2,2,,\n马秀兰,2,2,,{}\n李建国,2.5,2.5,,\n扎西,2,2,,\n",
            "3月未交",
        ),
        ("任职", "姓名,职务,任职起,备注\n扎西,监委会委员,2018/1/15,{}\n", "连任"),
        ("坐班", "日期,值班人员,办理事项（件）,备注\n3月4日,扎西,1,{}\n", "下雪"),
        ("三会一课", "日期,会议类型,议题,应到,实到,备注\n3月5日,支委会,研究低保,3,3,{}\n", "在村部"),
        ("花名册", "姓名,入党时间,转正时间,备注\n甲一,2018.5.1,,{}\n", "在外"),
    ],
)
def test_remarks_against_their_row(kind: str, text: str, harmless: str, take: Said) -> None:
    """Of what was not paid, who left, stood in or was made a full member, and what was not held."""
    against = {
        "党费": "2、3月未交", "任职": "2019年9月30日辞职", "坐班": "请假，由李建国代班", "三会一课": "取消",
        "花名册": "11月转正",
    }  # fmt: skip
    code, _, err = take(kind, text.format(f'"{against[kind]}"'), "--dry-run")
    cell = f"表!{'ABCDEF'[text.splitlines()[0].count(',')]}{text[: text.index('{}')].count(chr(10)) + 1}"
    wanted = "person_remark" if kind == "花名册" else "table_remark"
    assert (code, f"{cell}: 错误[{wanted}]" in err) == (2, True)
    assert take(kind, text.format(harmless), "--dry-run")[::2] == (0, "")


def test_blocks_beside_one_another(take: Said, village: Path) -> None:
    code, _, err = take(
        "花名册", "序号;姓名;入党时间;序号;姓名;入党时间\n1;柴文义;1985.7.1;3;完玛;2002.9.3\n2;万玛措;1996.3.8;;;\n"
    )
    assert (code, err) == (0, "")
    names = (village.parent / "names.csv").read_text("utf-8-sig")
    assert names.endswith("M05,柴文义\nM06,万玛措\nM07,完玛\n")


def test_posts_that_name_their_bodies(take: Said, village: Path) -> None:
    """Two posts in a cell are two records; the group of a leader stands in the post; 至今 is no end."""
    text = (
        "姓名,职务,任职起,任职止\n才让东智,村支书兼村委会主任,2017.12.20,至今\n"
        "马秀兰,坪上组组长,2018/2/1,2019-06-30\n扎西,监委会委员,2018/1/15,\n"
    )
    code, out, err = take("任职", text)
    assert "坪上组组长 → 党小组" in out
    assert (code, err) == (0, "")
    assert rows(village / "posts.csv") == [
        "M01,党支部委员会,书记,,2017-12-20,,,",
        "M01,村民委员会,主任,,2017-12-20,,,",
        "M02,党小组,组长,G1,2018-02-01,2019-06-30,,",
        "M04,村务监督委员会,成员,,2018-01-15,,,",
    ]


def test_ticks_with_a_row_of_days(take: Said, village: Path) -> None:
    """Who has left owes nothing; the table's own wrong sum is told, and an amount that is not the roster's."""
    people = PEOPLE.replace("M04,男,,2010-07-01,,,2", "M04,男,,2010-07-01,2019-01-31,,2")
    (village / "people.csv").write_text(people, "utf-8-sig")
    text = (
        "姓名,月标准,1月,2月\n收缴日期,,1月15日,2月18日\n才让东智,2,√,√\n马秀兰,2,√,×\n"
        "李建国,3,√,√\n扎西,2,√,转出\n实收（元）,,9,9\n"
    )
    code, out, err = take("党费", text)
    assert (code, err) == (0, "")
    assert rows(village / "dues.csv") == ["2019-01,2019-01-15,,无,9,,", "2019-02,2019-02-18,,M02,5,,"]
    assert "表!D7: 提醒[table_sum] 表里自己的合计是9，各格加起来是5" in out
    assert "表!B5: 提醒[dues_rate] 表里每月应交3，花名册里是2.5" in out


def test_sums_with_days_beside_them(take: Said, village: Path) -> None:
    """A quarter across, in two rows of headings: who paid on another day has a collection of his own."""
    text = (
        "姓名,月标准,一季度,,合计\n,,金额,日期,\n才让东智,2,6,2019-03-25,6\n马秀兰,2,6,2019/3/27,6\n"
        "李建国,2.5,7.5元,3月25日,7.5\n扎西,2,,,\n"
    )
    assert take("党费", text)[0] == 0
    assert rows(village / "dues.csv") == [
        "2019-Q1,2019-03-25,M01 M03,,13.5,,",
        "2019-Q1,2019-03-27,M02,,6,,",
    ]


def test_answers_for_single_cells_and_months(take: Said, village: Path) -> None:
    """M02 paid on another day, M04 for two months at once; February is left out."""
    text = "姓名,1月,2月,3月\n才让东智,2,2,2\n马秀兰,2,2,2\n李建国,2.5,2.5,2.5\n扎西,4,2,2\n"
    days = ("--paid-on", "1月=1月10日", "--paid-on", "2月=", "--paid-on", "3月=3月11日")
    code, out, err = take("党费", text, *days, "--paid-on", "3月:马秀兰=3月28日", "--paid-for", "B5=1月、4月")
    assert (code, err, "[dues_left_out]" in out) == (0, "", True)
    assert rows(village / "dues.csv") == [
        "2019-01,2019-01-10,,无,8.5,,",
        "2019-04,2019-01-10,M04,,2,,",
        "2019-03,2019-03-11,,M02,6.5,,",
        "2019-03,2019-03-28,M02,,2,,",
    ]


def test_payments_a_row_each(take: Said, village: Path) -> None:
    text = (
        "交纳日期,党员姓名,所属月份,金额（元）,收据号\n2019/1/10,才让东智,2019年1月,2.00,0101\n"
        "2019/1/10,李建国,2019年1月,2.50,0102\n2019/2/20,扎西,1月,2,0103\n合计,,,6.5,\n"
    )
    assert take("党费", text)[0] == 0
    assert rows(village / "dues.csv") == [
        "2019-01,2019-01-10,M01 M03,,4.5,0101-0102,",
        "2019-01,2019-02-20,M04,,2,0103,",
    ]


def test_duty_by_day_and_across(take: Said, village: Path) -> None:
    """Of two columns of people each counts once a day; matters are summed up; a blank month is none, a nought is."""
    text = "日期,带班领导,值班人员,办理事项（件）\n3月1日,才让东智,才让东智,2\n3月4日,扎西,,无\n4月1日,扎西,,3\n"
    assert take("坐班", text)[0] == 0
    assert rows(village / "duty.csv") == ["2019-03,M01,1,2", "2019-03,M04,1,0", "2019-04,M04,1,3"]
    text = (
        ",,5月,,6月,\n序号,姓名,到岗（次）,办件,到岗（次）,办件\n1,马秀兰,8,5,,\n2,李建国,0,0,6次,3件\n合计,,8,5,6,3\n"
    )
    code, out, _ = take("坐班", f"{text}注：马秀兰6月病假,,,,,\n")
    assert (code, "[table_row_unread]" in out) == (0, True)
    assert rows(village / "duty.csv")[3:] == ["2019-05,M02,8,5", "2019-05,M03,0,0", "2019-06,M03,6,3"]


def test_who_signed_and_how_many_matters(take: Said, village: Path) -> None:
    """Who did not sign was not there; half a day is asked; a text without its number leaves the month blank."""
    text = (
        "日期,值班干部,上午签到,下午签到,办理事项,备注\n9月2日,扎西、马秀兰,未到,×,,\n9月3日,扎西,√,8:30,开证明2份、低保咨询1人,\n"
        "9月4日,扎西,扎西,√,,\n9月5日,马秀兰,√,,登记,放假\n10月8日,扎西、马秀兰,√,√,开证明两份,马秀兰请假\n"
    )
    code, _, err = take("坐班", text)
    told = re.findall(r"(表!\w+): 错误\[(\w+)\]", err)
    assert (code, told, "1处：F6“马秀兰请假”" in err) == (2, [("表!D5", "duty_signed"), ("表!E6", "duty_shared")], True)
    text = text.replace("√,,登记", "√,算,登记").replace("两份,马秀兰请假", "两份（各人不详）,")
    code, out, err = take("坐班", text)
    assert (code, err, "表!E5: 提醒[duty_uncounted]" in out) == (0, "", True)
    assert rows(village / "duty.csv") == ["2019-09,M04,2,3", "2019-09,M02,1,", "2019-10,M04,1,", "2019-10,M02,1,"]


def test_days_of_a_month_across(take: Said, village: Path) -> None:
    days = ",".join(map(str, range(1, 32)))
    text = f"青岚坪村干部2019年5月坐班考勤表\n姓名,{days},合计\n扎西,√{',' * 15}√{',' * 15},2\n马秀兰{',' * 31},0\n"
    code, out, err = take("坐班", text)
    assert (code, err, "[table_title_read]" in out) == (0, "", True)
    assert rows(village / "duty.csv") == ["2019-05,M04,2,", "2019-05,M02,0,"]


def test_a_register_with_merged_months(say: Said, village: Path) -> None:
    """Two rows of headings, months merged downwards, reasons that stay out, the kind taken from the sheet's title."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "支委会"
    for row in (
        ["月份", "日期", "议题", "人数", "缺席人员及原因"],
        ["5月", "6日", "研究防汛", "应到3人，实到2人", "1人：扎西（有病）"],
        [None, "9日9:30", "研究磨坊", "应到3人，实到3人", "无"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    path = village.parents[3] / "会.xlsx"
    book.save(path)
    code, out, err = say("import", str(path), "--as", "三会一课", "--village", "qinglanping")
    assert (code, err) == (0, "")
    text = (village / "activities/2019-05.yaml").read_text("utf-8")
    found = re.findall(r"(date|kind|expected|present|absent): (.+)", text)
    assert [value for _, value in found] == [
        "2019-05-06", "支部委员会会议", "3", "2", "[M04]", "2019-05-09", "支部委员会会议", "3", "3", "[]",
    ]  # fmt: skip
    assert "有病" not in text + out


def test_year_month_and_day_in_columns(take: Said, village: Path) -> None:
    text = "年,月,日,会议类型,议题,应到,实到\n2019,3月份,5,支委会,研究低保,3,3\n2018,3,8日,支委会,研究磨坊,3,3\n"
    code, _, err = take("三会一课", text)
    assert (code, re.findall(r"(表!\w+): 错误\[(\w+)\]", err)) == (2, [("表!C3", "book_other_year")])
    assert take("三会一课", text.replace("2018", "2019"))[0] == 0
    found = (village / "activities/2019-03.yaml").read_text("utf-8")
    assert re.findall(r"date: (\S+)", found) == ["2019-03-05", "2019-03-08"]


def test_money_with_its_sign_and_a_name_alone(take: Said, village: Path) -> None:
    text = "姓名,1月\n才让东智,￥2.00\n马秀兰,¥2\n李建国,2.5元整\n扎西,\n"
    assert take("党费", text, "--paid-on", "1月=1月10日")[::2] == (0, "")
    assert rows(village / "dues.csv") == ["2019-01,2019-01-10,,M04,6.5,,"]


def test_minutes_with_labels_at_the_left(take: Said, village: Path) -> None:
    text = (
        "青岚坪村党支部会议记录,,,\n会议名称,支委会,会议时间,2019年3月5日9:00\n应到人数,4,实到人数,3\n"
        "缺席人员,扎西,记录人,马秀兰\n会议议题,研究低保评议,,\n"
    )
    assert take("三会一课", text)[0] == 0
    assert re.findall(r": (\S+)\n", (village / "activities/2019-03.yaml").read_text("utf-8"))[-6:] == [
        "2019-03-05", "支部委员会会议", "研究低保评议", "4", "3", "[M04]",
    ]  # fmt: skip


def test_a_topic_with_its_content_and_a_mark_of_no_meaning(take: Said, village: Path) -> None:
    text = "日期,会议类型,主题,应到,实到,主要内容\n2019.1.5,支委会,研究春耕,3,3,定下分工\n"
    assert take("三会一课", text)[::2] == (0, "")
    found = (village / "activities/2019-01.yaml").read_text("utf-8")
    assert re.findall(r"(topic|discussion): (\S+)", found) == [("topic", "研究春耕"), ("discussion", "定下分工")]
    text = "日期,会议类型,议题,扎西,马秀兰\n2019.1.6,支委会,研究防火,√,？\n"
    assert "表!E2: 错误[meeting_mark]" in take("三会一课", text)[2]


def test_what_a_plan_does_not_keep(take: Said, village: Path) -> None:
    """Neither shown as taken nor left unsaid: the town's day, and that nothing says what proves the plan done."""
    item = "{id: QLP-01, standard: '2.3', origin: 自查, found_on: 2019-06-10, text: 只有2人, due_on: 2019-12-10}"
    town = village.parents[2] / "town/2019/villages/qinglanping.yaml"
    town.write_text(f"items:\n  - {item}\n", "utf-8")
    text = "问题编号,整改措施,整改时限\nQLP-01,补记录,2019年11月底前\n"
    code, out, err = take("整改", text, "--fill", "开始日期=2019-06-12", "--dry-run")
    assert (code, err, "新的一条：QLP-01、补记录、2019-06-12" in out) == (0, "", True)
    assert "表!C1: 提醒[book_column_unread] “整改时限”" in out
    assert "没有“完成标志”这一列" in out


def test_dues_before_anybody_s_is_in_the_roster(take: Said, village: Path) -> None:
    """One fault, not one a cell; a column of the table's own says what is owed, and that it is not in the roster."""
    (village / "people.csv").write_text(PEOPLE.replace(",2.5\n", ",\n").replace(",2\n", ",\n"), "utf-8-sig")
    code, _, err = take("党费", "姓名,1月,2月\n才让东智,2,√\n扎西,2,2\n", *JANUARY)
    assert (code, re.findall(r"(表!\w+): 错误\[(\w+)\]", err)) == (2, [("表!A1", "dues_no_rates")])
    code, out, err = take("党费", "姓名,月缴标准,1月\n才让东智,2,√\n扎西,2,2\n", *JANUARY)
    assert (code, err, "表!B1: 提醒[dues_no_rates]" in out) == (0, "", True)
    assert rows(village / "dues.csv") == ["2019-01,2019-01-10,,无,4,,"]


def test_answers_ticked(take: Said, village: Path) -> None:
    text = "编号,标准,达标,未达标,差距和原因\n1.1,“五学”,√,,\n2.1,党支部设置,,√,缺组长\n2.2,工会,,,\n"
    code, _, err = take("自查", text)
    assert (code, err.count("[table_column_missing]")) == (2, 2)
    assert take("自查", text, "--fill", "轮次=自查评估", "--fill", "日期=2019-11-06")[0] == 0
    assert rows(village / "self_check.csv") == [
        "自查评估,2019-11-06,1.1,达标,",
        "自查评估,2019-11-06,2.1,未达标,缺组长",
    ]


def test_a_roster_turned_with_its_second_part_below(take: Said, village: Path) -> None:
    """Headings at the left; 1975.1 is January where 1988.10 beside it kept its nought; 预备 is no day."""
    people = PEOPLE.replace("\n", ",\n").replace("dues,", "dues,full_on")
    (village / "people.csv").write_text(people, "utf-8-sig")
    text = (
        "青岚坪村党员,,\n姓名,柴文义,万玛措\n性别,男,女\n出生年月,1975.1,1988.10\n转正时间,1995.7.1,2013.7.1\n,,\n"
        "续表,,\n姓名,完　玛,\n性别,女,\n出生年月,1990.3,\n转正时间,预备,\n填表人：扎西,,2019年5月\n"
    )
    code, out, err = take("花名册", text)
    assert (code, err, "表!B11: 提醒[table_part_unread]" in out) == (0, "", True)
    found = [row.split(",")[:3] for row in rows(village / "people.csv")[4:]]
    assert found == [["M05", "男", "1975-01"], ["M06", "女", "1988-10"], ["M07", "女", "1990-03"]]
    assert (village.parent / "names.csv").read_text("utf-8-sig").endswith("M05,柴文义\nM06,万玛措\nM07,完玛\n")


def test_a_second_block_in_another_order_and_days_as_numbers(take: Said, village: Path) -> None:
    """〃 and 同上 say what was last said above; 36514 is a spreadsheet's number for a day, which is told."""
    text = (
        "一、正式党员,,,\n序号,姓名,性别,入党时间\n1,柴文义,男,36514\n2,万玛措,女,2006.6.28\n3,完玛,〃,同上\n,,,\n"
        "二、预备党员,,,\n序号,姓名,接收为预备党员时间,性别\n1,尕藏,2018-11-20,男\n"
    )
    code, out, err = take("花名册", text)
    assert (code, err, "36514 → 1999-12-20" in out) == (0, "", True)
    assert [row.split(",")[:4] for row in rows(village / "people.csv")[4:]] == [
        ["M05", "男", "", "1999-12-20"], ["M06", "女", "", "2006-06-28"],
        ["M07", "女", "", "2006-06-28"], ["M08", "男", "", "2018-11-20"],
    ]  # fmt: skip


def test_of_an_old_roster_and_a_new_one_the_new(say: Said, village: Path) -> None:
    book = openpyxl.Workbook()
    for year, name in (("2018", "甲一"), ("2019", "乙二")):
        sheet = book.create_sheet(year)
        for row in ([f"党员花名册（{year}年）"], ["姓名", "性别"], [name, "男"]):
            sheet.append(row)
    path = village.parents[3] / "册.xlsx"
    book.save(path)
    code, out, _ = say("import", str(path), "--as", "花名册", "--village", "qinglanping")
    names = (village.parent / "names.csv").read_text("utf-8-sig")
    assert (code, "甲一" in names, "乙二" in names, "[book_sheet_unread]" in out) == (0, False, True, True)


def test_bodies_across_and_bodies_said_once(take: Said, village: Path) -> None:
    text = (
        "姓名,党支部,,村委会,\n,职务,任职时间,职务,当选时间\n扎西,书记,2018.1.6,主任,2018.1.20\n"
        "马秀兰,组织委员,〃,,\n李建国,,,委员,〃\n"
    )
    assert take("任职", text)[::2] == (0, "")
    assert rows(village / "posts.csv") == [
        "M04,党支部委员会,书记,,2018-01-06,,,",
        "M02,党支部委员会,组织委员,,2018-01-06,,,",
        "M04,村民委员会,主任,,2018-01-20,,,",
        "M03,村民委员会,成员,,2018-01-20,,,",
    ]
    text = (
        "组织,职务,换届前人选,换届后人选,当选时间\n监委会,主任,扎西,才让东智,2018-1-22\n,委员,扎西,（空缺）,\n"
        ",委员,,扎西、马秀兰,同上\n"
    )
    code, out, err = take("任职", text)
    assert (code, err, "表!D3: 提醒[table_part_unread]" in out) == (0, "", True)
    assert rows(village / "posts.csv")[4:] == [
        "M01,村务监督委员会,主任,,2018-01-22,,,",
        "M04,村务监督委员会,成员,,2018-01-22,,,",
        "M02,村务监督委员会,成员,,2018-01-22,,,",
    ]


def test_ticks_with_sums_and_what_was_paid_ahead(take: Said, village: Path) -> None:
    """Days as 1.1 could be two, and are asked; who paid in the year before has a collection of her own."""
    text = (
        "序号,姓名,上年结转,1月,2月,累计\n1,才让东智,0,√2,2,4\n2,马秀兰,2,预,2,4\n3,李建国,0,2.5,2.5（2.20）,5\n"
        "4,扎西,0,2,2,4\n收缴日期,,,1.1,2.13,\n"
    )
    code, _, err = take("党费", text)
    told = re.findall(r"(表!\w+): 错误\[(\w+)\]", err)
    assert (code, told) == (2, [("表!D3", "dues_ahead"), ("表!D1", "dues_day")])
    days = ("--paid-on", "1月=1月10日", "--paid-on", "2019-01:马秀兰=2018-12-20")
    assert take("党费", text, *days)[::2] == (0, "")
    assert rows(village / "dues.csv") == [
        "2019-01,2019-01-10,,M02,6.5,,",
        "2019-01,2018-12-20,M02,,2,,",
        "2019-02,2019-02-13,,M03,6,,",
        "2019-02,2019-02-20,M03,,2.5,,",
    ]


def test_receipts_for_several_months(take: Said, village: Path) -> None:
    """A void one is left out; whose dues they are, not who brought them; any other sum is no division."""
    text = (
        "收据号,交款人,所属期,金额,开票日期,备注\n1,扎西（马秀兰代交）,1、2月,￥4.00,2019.2.13,\n2,马秀兰,1-3月,6,43525,\n"
        "3,扎西,3月,2,2019.3.5,作废\n4,才让东智（代李建国交）,3月,2.5,2019.3.5,\n"
    )
    code, out, err = take("党费", text)
    assert (code, err, "表!F4: 提醒[dues_void]" in out) == (0, "", True)
    assert rows(village / "dues.csv") == [
        "2019-01,2019-02-13,M04,,2,1,",
        "2019-02,2019-02-13,M04,,2,1,",
        "2019-Q1,2019-03-01,M02,,6,2,",
        "2019-03,2019-03-05,M03,,2.5,4,",
    ]
    assert take("党费", "交款人,所属期,金额,日期\n扎西,4、5月,5,5月6日\n")[0] == 2


def test_a_log_of_duty_with_months_between(take: Said, village: Path) -> None:
    text = "日期,值班干部,件数\n四月份,,\n1号,扎西,２\n二日,〃,3件\n,马秀兰,\n五月份,,\n6号,扎西,0\n合计,,5\n"
    assert take("坐班", text)[::2] == (0, "")
    assert rows(village / "duty.csv") == ["2019-04,M04,2,5", "2019-04,M02,1,", "2019-05,M04,1,0"]


def test_marks_that_only_a_sum_explains(take: Said, village: Path) -> None:
    """Two months below one another, the shorter first: both are read; without a sum a mark is asked."""
    head = ",".join(map(str, range(1, 29)))
    week = ",".join("五六日一二三四" * 4)
    one = f"姓名,{head},出勤天数,办件\n,{week},,\n扎西,√,△,△,○{',' * 25}2,6\n"
    two = f"姓名,{head},29,30,31,出勤天数,办件\n扎西,√,●{',' * 30}2,\n马秀兰{',' * 32}0,\n"
    code, _, err = take("坐班", f"二月份\n{one}\n三月份\n{two}")
    assert (code, err) == (0, "")
    assert rows(village / "duty.csv") == ["2019-02,M04,2,6", "2019-03,M04,2,", "2019-03,M02,0,"]
    code, _, err = take("坐班", f"4月\n{one}".replace(",2,6", ",,6"))
    assert (code, "表!C4: 错误[table_mark]" in err) == (2, True)


def test_a_sheet_that_is_signed(take: Said, village: Path) -> None:
    """Meetings across, people down: who is marked absent is, and a stroke is of one who was not expected."""
    text = (
        "日期,4月3日,4月10日\n会议,支委会,主题党日（学习日）\n议题,研究防火,学习条例\n才让东智,√,√\n马秀兰,√,假\n"
        "李建国,×,√\n扎西,／,√\n应到,3,4\n"
    )
    assert take("三会一课", text)[::2] == (0, "")
    found = (village / "activities/2019-04.yaml").read_text("utf-8")
    assert re.findall(r"(?:kind|form|expected|present|absent): (.+)", found) == [
        "支部委员会会议", "3", "2", "[M03]", "主题党日", "学习日", "4", "3", "[M02]",
    ]  # fmt: skip
    assert "[attendance_sum]" in take("三会一课", text.replace("4月", "5月").replace("应到,3", "应到,4"))[2]


def test_what_a_meeting_says_beside_its_field(take: Said, village: Path) -> None:
    """Lines below with labels, the group or the speaker within the kind, absent people by their number."""
    text = (
        "时间,会议名称,应到,缺席人数,缺席,记录\n2019.3.4,支委,3,1人,扎西,马秀兰\n议题：,研究春耕,,,,\n决议：,同意,,,,\n"
        "43544,党课（马秀兰讲）,4,无,—,\n议题：怎样当先锋,,,,,\n2019.3.27,坪上组党小组会,2,0,无,\n议题：,分工,,,,\n"
    )
    code, out, err = take("三会一课", text)
    assert (code, err, "表!A4: 提醒[book_column_unread]" in out) == (0, "", True)
    found = (village / "activities/2019-03.yaml").read_text("utf-8")
    assert re.findall(r"(?:date|kind|topic|by|group|expected|present|absent): (.+)", found) == [
        "2019-03-04", "支部委员会会议", "研究春耕", "3", "2", "[M04]",
        "2019-03-20", "党课", "怎样当先锋", "M02", "4", "4",
        "2019-03-27", "党小组会", "分工", "G1", "2", "2", "[]",
    ]  # fmt: skip


def test_answers_by_the_sheet_s_own_legend(take: Said, village: Path) -> None:
    text = (
        "青岚坪村摸底自查（2019年6月11日）,,\n标准,结论,差距及原因\n1-1,√,\n2.1项,△（工会没建）,\n2.2,—,\n2.3,基本,登记簿空页\n"
        "图例：√达标 △基本达标 ×未达标 —未到期,,\n注：其余各项均达标。,,\n"
    )
    code, out, err = take("自查", text)
    assert (code, err, "“注：其余各项均达标。”" in out) == (0, "", True)
    assert rows(village / "self_check.csv") == [
        "摸底自查,2019-06-11,1.1,达标,",
        "摸底自查,2019-06-11,2.1,基本达标,工会没建",
        "摸底自查,2019-06-11,2.2,未到期,",
        "摸底自查,2019-06-11,2.3,基本达标,登记簿空页",
    ]


JANUARY = ("--paid-on", "1月=1月10日")
DUES = "姓名,1月\n才让东智,2\n马秀兰,2\n李建国,2.5\n扎西,2\n"


@pytest.mark.parametrize(
    ("kind", "text", "words", "told"),
    [
        ("党费", DUES.replace("扎西,2\n", ""), JANUARY, "表!A1: 错误[dues_unlisted]"),
        ("党费", DUES.replace("扎西,2", "扎西,免"), JANUARY, "表!B5: 错误[dues_excused]"),
        ("党费", DUES.replace("扎西", "扎西、马秀兰"), JANUARY, "表!A5: 错误[dues_shared]"),
        ("党费", DUES.replace("扎西,2", "扎西,3"), (*JANUARY, "--arrears"), "表!B5: 错误[dues_unclear]"),
        ("党费", DUES, (*JANUARY, "--paid-for", "B2=十五月"), "错误[bad_paid_for]"),
        ("党费", "月份,应交人数,未交人员,金额,日期\n1月,2,无,4,1月10日\n", (), "表!B2: 错误[dues_heads]"),
        ("党费", "月份,未交,金额,日期\n1月,无,8,1月9日\n1月,扎西,6,1月10日\n", (), "表!A3: 错误[dues_twice]"),
        ("党费", "二〇一八年\n2018年党费\n" + DUES, JANUARY, "表!A2: 错误[book_other_year]"),
        ("党费", DUES + "\n姓名,1月\n扎西,1\n才让东智,2\n", JANUARY, "表!B7: 错误[table_differs]"),
        ("坐班", "日期,值班人,办件\n3月1日,扎西、马秀兰,3\n", (), "表!C2: 错误[duty_shared]"),
        ("坐班", "日期,时段,值班人\n3月1日,上午,扎西\n3月1日,下午,扎西\n", (), "表!C3: 错误[duty_twice]"),
        ("坐班", "月份,姓名,到岗\n3月,扎西,3\n3月,扎西,4\n", (), "表!A3: 错误[table_row_twice]"),
        ("坐班", "日期,值班人,备注\n3月1日,扎西,请假\n", (), "表!C2: 错误[duty_signed]"),
        ("坐班", "日期,值班人,签字\n3月1日,扎西,\n3月2日,扎西,病假半天\n", (), "表!C3: 错误[duty_signed]"),
        ("三会一课", "时间,类别,应到,实到\n,,实到,应到\n3月5日,支委会,3,4\n", (), "错误[table_heading_unclear]"),
        ("三会一课", "月份,支委会,党课\n1月,7日,25日\n", (), "表!B1: 错误[table_no_headings]"),
        ("三会一课", "柳哨村会议登记\n时间,类别\n3月5日,支委会\n", (), "表!A1: 错误[table_of_another]"),
        ("花名册", "姓名,党小组\n甲一,坪下组\n乙二,坪下组\n", (), "表!B2: 错误[groups_unknown]"),
        ("花名册", "姓名,性别\n甲一,男\n甲一,男\n", (), "表!A3: 错误[table_row_twice]"),
        ("花名册", "姓名,性别\n甲一,男\n", ("--fill", "性别=女"), "表!B1: 错误[table_fill_there]"),
        ("花名册", "姓名,性别\n甲一,男\n", ("--fill", "星座=女"), "错误[bad_fill]"),
        ("花名册", "姓名,性别\n甲一,男\n", ("--sheet", "别的"), "错误[no_such_sheet]"),
        (
            "自查", "标准编号,达标,未达标\n1.1,√,√\n", ("--fill", "轮次=自查"),
            "表!C2: 错误[table_ticked_twice] 这里和表!B2都打了勾",
        ),
        ("自查", "标准编号,达标,未达标\n1.1,?,\n", ("--fill", "轮次=自查"), "表!B2: 错误[table_mark]"),
        ("整改", "问题编号,措施,制定时间\nA-1,一；,6月12日\n,二。,6月13日\n", (), "表!C3: 错误[table_line_odd]"),
    ],
)  # fmt: skip
def test_what_nobody_can_tell(  # noqa: PLR0917
    kind: str, text: str, words: tuple[str, ...], told: str, take: Said, village: Path
) -> None:
    before = {path: path.read_bytes() for path in village.rglob("*") if path.is_file()}
    code, _, err = take(kind, text, *words)
    assert (code, told in err, "dues_odd" in err) == (2, True, False), err
    assert {path: path.read_bytes() for path in village.rglob("*") if path.is_file()} == before


def test_told_and_taken(take: Said, village: Path) -> None:
    """Not refused, and not silent either: a post that nobody holds here, a row that stands alone."""
    code, out, err = take(
        "任职", "姓名,组织,职务,任职时间\n扎西,党支部,书记兼文书,2018.1.8\n注意\n马秀兰,党支部,宣传委员,2018.1.8\n"
    )
    assert (code, err) == (0, "")
    assert all(f"[{one}]" in out for one in ("table_part_unread", "table_row_unread"))
    text = "时间,类别,主题,应到,实到,备注\n3月5日,支委会,低保,3,3,扎西住院\n"
    assert "[table_health_unread]" in take("三会一课", text)[1]
    assert "住院" not in (village / "activities/2019-03.yaml").read_text("utf-8")


def test_a_tick_of_who_owes_nobody_knows_what(take: Said, village: Path) -> None:
    people = PEOPLE.replace("M04,男,,2010-07-01,,,2", "M04,男,,2010-07-01,,,")
    (village / "people.csv").write_text(people, "utf-8-sig")
    assert "表!B5: 错误[dues_tick]" in take("党费", DUES.replace("扎西,2", "扎西,√"), *JANUARY)[2]


def test_before_there_is_a_roster(say: Said, office: Path) -> None:
    path = office / "会.csv"
    path.write_text("时间,类别,缺席\n3月5日,支委会,扎西\n", "utf-8")
    code, _, err = say("import", str(path), "--as", "三会一课", "--village", "qinglanping")
    assert (code, err.count("[")) == (2, 1)
    assert "错误[roster_first]" in err


def test_of_several_sheets_the_one_that_is_meant(say: Said, village: Path) -> None:
    book = openpyxl.Workbook()
    for title, name in (("党员花名册", "甲一"), ("入党积极分子", "乙二")):
        sheet = book.create_sheet(title)
        sheet.append(["姓名", "性别"])
        sheet.append([name, "男"])
    path = village.parents[3] / "多.xlsx"
    book.save(path)
    code, out, _ = say("import", str(path), "--as", "花名册", "--village", "qinglanping")
    names = (village.parent / "names.csv").read_text("utf-8-sig")
    assert (code, "甲一" in names, "乙二" in names, "[book_sheet_unread]" in out) == (0, True, False, True)
    for sheet in book.worksheets:
        sheet.title = f"名单{sheet.title[-1]}"
    book.save(path)
    code, _, err = say("import", str(path), "--as", "花名册", "--village", "qinglanping")
    assert (code, "[table_sheets]" in err) == (2, True)


def test_cells_merged_downwards_in_an_ods() -> None:
    """The reader tells no merged cells of an .ods: they stand in its own text."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    rows_ = (
        cell.format(' table:number-rows-spanned="2"', "甲") + cell.format("", "1"),
        "<table:covered-table-cell/>" + cell.format("", "2"),
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows_)
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet><table:table table:name="表">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{space}manifest:1.0"/>')
        file.writestr("content.xml", content)
    grid = read_grids(pack.getvalue(), "表.ods")["表"]
    assert (grid.rows, grid.covered) == ([["甲", "1"], ["甲", "2"]], {(1, 0)})


@pytest.mark.parametrize(
    ("kind", "text"), [("花名册", "姓名,性别\n马秀兰,女\n"), ("三会一课", "时间,类别\n3月5日,支委会\n")]
)
def test_names_that_another_computer_has(kind: str, text: str, take: Said, village: Path) -> None:
    """Or she would be on the roster twice."""
    (village.parent / "names.csv").unlink()
    code, _, err = take(kind, text)
    assert (code, re.findall(r"错误\[(\w+)\] 花名册上已经有(\d)个人", err)) == (2, [("names_not_here", "4")])
    assert rows(village / "people.csv") == PEOPLE.splitlines()[1:]
