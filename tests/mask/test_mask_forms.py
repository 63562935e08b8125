"""Which numbers of persons are known by their form, and which honest numbers are left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rich.text import Text

from branchstd.cli.support.session import capture
from branchstd.mask import find_numbers, mask, mask_all
from branchstd.render.style import indent
from branchstd.render.tables import Column, Table

# Invented. The second ID has the right check character, the first the wrong one; the card passes Luhn's sum.
PHONE, WRONG_ID, RIGHT_ID, OLD_ID, CARD = (
    "13812345678", "620123199003071234", "11010119900307803X", "620123900307123", "6222021234567890128",
)  # fmt: skip
FORMS = {
    "personal_phone": [
        PHONE, "+8613812345678", "+86 138 1234 5678", "0086-138-1234-5678", "008613812345678", "86-13812345678",
        "8613812345678", "Tel13812345678", "M13812345678", "138-1234-5678", "138.1234.5678", "138/1234/5678",
        "138\u30001234\u30005678", "138\u00a01234\u00a05678", "１３８１２３４５６７８", "1 3 8 1 2 3 4 5 6 7 8",
        "(138)12345678", "（138）1234—5678", "1381234 5678", "13812 345678", "138_1234_5678", "138\u200d1234\u200d5678",
        "138 1234\n5678", "王某 13812345678 2019-03-01", "13812345678/13912345678", "0937-6123456", "（0937）6123456",
        "0937 612 3456", "010-82345678", "+86-937-6123456", "电话：6123456", "座机 612-3456", "电话09376123456",
        "09376123456", "0937-1234567", "01082345678", "[138]12345678", "【138】1234-5678", "138“1234”5678",
        "〔0937〕6123456", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "❶❸❽❶❷❸❹❺❻❼❽", "⒈⒊⒏12345678",
        "138=1234=5678", "电话138-2019-0612", "Tel: 138 2019 0612",
    ],
    "personal_id": [
        WRONG_ID, RIGHT_ID, RIGHT_ID.lower(), "11010119900307803Ｘ", "11010119900307803×", f"ID{WRONG_ID}", OLD_ID,
        "６２０１２３１９９００３０７１２３４", "620123 19900307 1234", "620123-1990-03-07-1234",
        "620123.19900307.1234",
        "620123/1990/0307/1234", "6201 2319 9003 0712 34", "620123\u300019900307\u30001234", "620123 900307 123",
        "身份证号6201231990030712", "身份证：6201231990030712345",
    ],
    "personal_card": [CARD, "6222 0212 3456 7890 128", "6222 0212 3456 7890 123",
                      "4111-1111-1111-1111", "账号 27001234567890123", "卡号：62220212"
                      "34567890"],
    "personal_contact": [
        "zhang.san@163.com", "zhang_san @ 163.com", "ｚｈａｎｇ＠ｑｑ．ｃｏｍ",
        "123456@qq.com", "QQ：123456789", "qq 12345",
        "QQ号码123456789", "扣扣123456", "微信号：zhangsan", "微信 zhang_88", "wx:abc_12345", "加V信 abc12345",
        "微信：zhangsan", "微信 zhang_san", "微信号码：zhangsan", "微信账号 zhangsan", "微信:  zhangsan",
        "微信：“zhangsan”", "微信名：zhang_88",
        "wxid_abc123",
    ],
}  # fmt: skip
# Amounts, dates, receipts, document numbers, ids, digests, files, times and tallies: a hundred of them.
HONEST = """
没有支部微信群（dangjian.01）
2019-03-01|2019-03-01 2019-06-30|2019.3.1-2019.3.31|20190301|20190301-20190331|2019年3月5日|2019/3/5 0:00|01/02/2019
1921.7.1—2019.7.1|1949-10-01|2018-12-31—2019-01-01|2019-03-01 10:15:30|20190312101530|1552355123456|08:30-11:30
12345.60元|1,234,567.89|1234567.89|99999999999.99|100000000000|120 130 140 150 160|15000 2019年|转入 15000.00 2019-03-01
1500 2000 300|¥3800000.00|13.8万元|100/200/300/400/500|1580元/户|120.50 133.00 18.20|-120.00|0.12|3.1415926
收据20190312001|收据0012345|No.0012345678|No 00456—00478|0451-0452|0000451-0000460|票号08812345|编号 150-20190301
062001900104|发票代码062001900111|缴款书201911300000123456|6201232019030100|620123201903010013|620123190301001
镇党发〔2019〕15号|甘组发〔2018〕123号|镇党发[2019]15号|中发〔2018〕1号|2019年第12期|13-2019-12345|15-2019-03-012
2019-大湾滩村-5.4-02|DWT-02|2019-Q3|M03 M04 M05|T1/T2|5.4.a|6.3.b|A-2019-0012|R20190312|P-13-2
8ac7c6997228|9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08|e3b0c44298fc1c149afbf4c8996fb924
9f86d081884c7d659a2feaa0c55ad015a3bf4f1b13812345678c15d6c15b0f00|550e8400-e29b-41d4-a716-446655440000|16ba6a8
D41D8CD98F00B204E9800998ECF8427E|terms=12345678 ground=87654321 code=1234567890|91620123MA7DXXXX0B
微信图片_20190312101530.jpg|mmexport1552355123456.jpg|IMG_20190312_101530.jpg|2019-03.yaml:13:8001|党费2019年1-12月.xlsx
应到15 实到13 请假2|90.43/100|1840/2869|14/15/16/17/18/19|13 14 15 16 17 18 19 20|2018 2019 2020 2021 2022
1.10 1.11 1.12 2.1 2.2|5/10 6/12 7/14 8/20|86户312人|3-5-7|12380|12345|电话 12380|电话会议 20190301|电话：20190301
QQ群里通知|微信群公开|微信 2019-03-01|微信 board|手机 3 部|卡 12 张|账户 3 个|身份证复印件 12 份|联系方式见公示栏
党员@镇党建办|@12|第18次|38.5度|103.85，36.06|海拔3412.5米|北纬36°03′|共1300860013元
""".replace("\n", "|").split("|")  # fmt: skip
TEXTS = [text for text in HONEST if text]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FORMS.items() for text in texts])
def test_a_form_is_found_and_masked(code: str, text: str) -> None:
    assert code in {one.code for one in find_numbers(f"联系{text}。")}
    left = "".join(sign for sign in mask(f"联系{text}。") if sign.isalnum() and sign.isascii())
    # Of a number nothing is left but what tells what it was: its word, a prefix, a second honest number beside it.
    assert left in {"", "86", "0086", "Tel", "M", "ID", "QQ", "qq", "wx", "V", "20190301"}


def test_a_hundred_honest_numbers_come_out_whole() -> None:
    assert len(TEXTS) >= 100
    assert [text for text in TEXTS if mask(text) != text] == []
    assert [text for text in TEXTS if mask(f"党支部{text}，已办") != f"党支部{text}，已办"] == []


def test_a_mask_is_as_long_as_what_it_hides() -> None:
    assert mask("电话138-1234-5678，找M03") == "电话***-****-****，找M03"
    assert mask("邮箱zhang@163.com") == "邮箱*****@***.***"
    assert mask(mask(PHONE)) == "*" * 11


def test_every_text_of_plain_data_is_masked_keys_too() -> None:
    sheet = Table("k", PHONE, (Column("a", PHONE),), ((PHONE, "3"),), PHONE)
    stars = "*" * 11
    assert mask_all({PHONE: [sheet, (PHONE, 3, None)]}) == {
        stars: [Table("k", stars, (Column("a", stars),), ((stars, "3"),), stars), (stars, 3, None)]
    }


def test_a_number_in_a_cell_is_masked_as_well() -> None:
    assert mask_all([int(PHONE), Decimal(PHONE), 84, Decimal("84.50")]) == ["*" * 11, "*" * 11, 84, Decimal("84.50")]


def test_no_break_of_a_line_lets_a_number_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrow window breaks the text in the middle of the number; it is masked before."""
    monkeypatch.setenv("COLUMNS", "24")
    text = f"请找村里的会计王某问问，号码{WRONG_ID}和{PHONE}"
    for item in (text, Text(text), indent(text), indent(text, keep=True)):
        assert not any(sign.isdigit() for sign in capture([item]))


def test_a_birthday_decides() -> None:
    """18 digits without a day in them are no ID; a late day needs the right check character.

    11010120190307001: the weighted sum is 126, which leaves 5, and of that the character is 7.
    """
    for text in ("620123199013071234", "620123190002291234", "110101201903070010"):  # 1900 was no leap year
        assert mask(text) == text
    assert mask("110101201903070017") == "*" * 18
    assert mask("110101201203070010") == "*" * 18
    assert mask("110101210003070010") == "110101210003070010"
