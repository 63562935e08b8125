"""Rows that are new, gone, twice, moved; what others changed meanwhile; whose cells they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from books import YEAR, Book, copied, replace

from branchstd.workbook.book import base_of

NAMES = {"M01": "才让东智", "M02": "马秀兰", "M03": "李建国", "M04": "李建国"}
V = "data/villages/liushao/2019"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture
def book(town: Path) -> Book:
    return Book(town, "liushao", NAMES)


def added(pair: tuple[bytes, bytes]) -> str:
    """What stands in the file that did not stand there."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in pair)
    return "\n".join(line for line in new if line not in old)


def test_a_meeting_of_a_month_in_people_s_words(book: Book, town: Path) -> None:
    book.add(
        "activity", date="2019年11月12日", kind="党员大会", topic="议水渠", expected="应到7人", present="6人到",
        absent="李建国（M04）",
        by="马秀兰",
    )  # fmt: skip
    ((before, after),) = book.take().values()
    assert after.startswith(before)
    for said in ("2019-11-12", "支部党员大会", "议水渠", "expected: 7", "present: 6", "[M04]", "by: M02"):
        assert said in after.removeprefix(before).decode()
    assert Book(town, "liushao", NAMES).codes() == []
    assert book.back() == {}, "the same workbook once more"


def test_a_vote_goes_into_its_meeting(book: Book) -> None:
    book.add("activity", date="2019-11-12", kind="支部党员大会", topic="议水渠", expected="7", present="6")
    book.take()
    again = Book(book.root, "liushao", NAMES)
    again.add(
        "vote",
        of_date="11月12日",
        of_kind="党员大会",
        about="水渠",
        entitled="6",
        present="6",
        agree="6",
        against="0",
        abstain="0",
    )
    ((file, pair),) = again.take().items()
    assert file == f"{V}/activities/2019-11.yaml"
    assert "水渠" in added(pair)
    assert len(Book(book.root, "liushao", NAMES).rows["vote"]) == len(again.rows["vote"])


def test_a_meeting_and_its_vote_in_one_workbook(book: Book, town: Path) -> None:
    book.add("activity", date="11月12日", kind="党员大会", topic="议水渠", expected="7", present="6")
    counts = {"entitled": "6", "present": "6", "agree": "6", "against": "0", "abstain": "0"}
    book.add("vote", of_date="2019-11-12", of_kind="支部党员大会", about="水渠", **counts)
    ((file, (before, after)),) = book.take().items()
    assert file == f"{V}/activities/2019-11.yaml"
    assert after.startswith(before)
    again = Book(town, "liushao", NAMES)
    (vote,) = (row for row in again.rows["vote"] if "水渠" in row)
    assert vote[1:3] == ["2019-11-12", "支部党员大会"]
    assert (again.codes(), book.back()) == ([], {})


def test_a_day_that_is_part_of_the_key_taken_twice(book: Book) -> None:
    set_(book, "dues", "paid_on", "2019-01-10")
    set_(book, "activity", "date", "2019-01-10")
    assert len(book.take()) == 2
    assert (book.back(), book.codes()) == ({}, [])


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("马秀兰、才让东智", ["M02", "M01"]),
        ("马 秀兰", ["M02"]),
        ("才让东智书记，马秀兰（请假）", ["M01", "M02"]),
        ("李建国（M04）", ["M04"]),
        ("M03 马秀兰", ["M03", "M02"]),
    ],
)
def test_people_as_they_are_written(said: str, codes: list[str], book: Book) -> None:
    set_(book, "activity", "absent", said)
    (change,) = book.merged().changes
    assert change.values == {"absent": tuple(codes)}


def test_a_vote_of_no_meeting_is_refused(book: Book) -> None:
    book.add(
        "vote",
        of_date="2019-11-07",
        of_kind="支部党员大会",
        about="x",
        entitled="6",
        present="6",
        agree="6",
        against="0",
        abstain="0",
    )
    assert [code for code, _ in book.codes()] == ["book_no_holder"]


def test_who_joins_gets_a_code_that_was_never_used(book: Book) -> None:
    """M06 is the last of the members; the new one may be named elsewhere at once."""
    last = max(row[1] for row in book.rows["person"][3:] if row[1].startswith("M"))
    book.add("person", called="完么措", gender="女", joined_on="2019-06-01")
    book.add("member_year", person="完么措", pledge="带头清渠")
    drafts = book.take()
    code = f"M{int(last[1:]) + 1:02}"
    assert f"{code},女" in drafts[f"{V}/people.csv"][1].decode()
    assert drafts["names.csv"][1].decode("utf-8-sig") == f"代码,姓名\n{code},完么措\n"
    assert f"{code},带头清渠" in drafts[f"{V}/member_year.csv"][1].decode()


def test_the_same_name_again_is_asked_for(book: Book) -> None:
    book.add("person", called="马秀兰", gender="女")
    assert ("name_taken", f"花名册!C{len(book.rows['person'])}") in book.codes()


def test_names_in_free_texts_are_told(book: Book) -> None:
    """Whole names only, of all who are called so, with the code to write; a column of people takes names."""
    book.rows["dues"][3][book.at("dues", "receipt")] = "马 秀兰经手"
    free = {"kind": "党员大会", "absent": "马秀兰", "by": "马秀兰"}
    book.add("activity", date="2019-11-12", topic="建国初的村史，李姓人家", **free)
    book.add("activity", date="2019-11-13", topic="李建国谈水渠，才让东智补充", **free)
    last, column = len(book.rows["activity"]), "ABCDEFGH"[book.at("activity", "topic")]
    told = [(one.code, str(one.place), one.values["codes"], one.severity) for one in book.merged().problems]
    assert told == [
        ("name_in_text", f"活动!{column}{last}", "M03、M04、M01", "warning"),
        ("name_in_text", "党费收缴!G4", "M02", "warning"),
    ]


def test_numbers_that_people_make_up(book: Book) -> None:
    """Nobody has to be asked for the code of a group or the number of a matter; for a day somebody has."""
    book.add("group", name="坪上组", start="2016-01-01")
    book.add("matter", type="一事一议", title="修水渠")
    book.add("activity", kind="党员大会", topic="议水渠")
    codes = {(place.partition("!")[0], code) for code, place in book.codes()}
    assert codes >= {("党小组", "missing_number"), ("活动", "missing_field")}
    assert {code for place, code in codes if "事项" in place or "一事一议" in place} >= {"missing_number"}


def test_two_of_one_name_and_nobody_s(book: Book) -> None:
    book.add("duty", month="2019-11", person="李建国", attended="3")
    book.add("duty", month="2019-12", person="李国建", attended="3")
    rows = len(book.rows["duty"])
    told = [("name_of_several", f"坐班!C{rows - 1}"), ("name_unknown", f"坐班!C{rows}")]
    assert book.codes() == told


def set_(book: Book, kind: str, key: str, text: str, row: int = 3) -> str:
    """Sets a cell; its place."""
    at = book.at(kind, key)
    book.rows[kind][row][at] = text
    return f"{book.sheet(kind).title}!{chr(ord('A') + at)}{row + 1}"


def test_what_others_changed_meanwhile_stays(book: Book, town: Path) -> None:
    path = town / V / "dues.csv"
    path.write_bytes(path.read_bytes().replace(b"2019-01-09", b"2019-01-10"))
    set_(book, "dues", "note", "两人后补")
    (pair,) = book.back().values()
    assert "2019-01-10" in added(pair)
    assert "两人后补" in added(pair)


def test_two_who_change_one_cell_differently(book: Book, town: Path) -> None:
    path = town / V / "dues.csv"
    path.write_bytes(path.read_bytes().replace(b"2.70", b"2.60", 1))
    place = set_(book, "dues", "total", "2.80")
    (told,) = book.merged().faults
    assert (told.code, str(told.place)) == ("book_conflict", place)
    assert dict(told.values) == {"out": "2.70", "back": "2.80", "now": "2.60"}


def test_two_who_change_one_cell_alike(book: Book, town: Path) -> None:
    path = town / V / "dues.csv"
    path.write_bytes(path.read_bytes().replace(b"2.70", b"2.60", 1))
    set_(book, "dues", "total", "2.6")
    assert (book.back(), book.codes()) == ({}, [])


def test_a_record_that_went_meanwhile(book: Book, town: Path) -> None:
    path = town / V / "dues.csv"
    first, _, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([first, *rest]))
    assert (book.back(), book.codes()) == ({}, [])  # nobody touched its row
    set_(book, "dues", "note", "后补")
    assert [code for code, _ in book.codes()] == ["book_record_gone"]


def test_rows_that_are_gone(book: Book) -> None:
    gone = book.rows["income"].pop(3)
    assert [code for code, _ in book.codes()] == ["book_row_gone"]
    assert book.back() == {}
    (pair,) = book.back(deletions=True).values()
    assert len(pair[0].splitlines()) - len(pair[1].splitlines()) == 1
    assert gone[1].encode() in b"".join(set(pair[0].splitlines()) - set(pair[1].splitlines()))


def test_people_never_go(book: Book) -> None:
    book.rows["person"].pop(3)
    assert book.back(deletions=True) == {}
    assert [code for code, _ in book.codes(deletions=True)] == ["book_row_gone"]


def test_sorting_changes_nothing(book: Book) -> None:
    for rows in book.rows.values():
        rows[3:] = reversed(rows[3:])
    assert (book.back(), book.codes()) == ({}, [])


def test_columns_elsewhere_more_and_fewer(book: Book) -> None:
    for rows in book.rows.values():
        for number, row in enumerate(rows):
            row[1:] = [*reversed(row[1:]), "村里加的" if number == 2 else "x"]
        del rows[0]  # without its title, too
        assert book.back() == {}
    assert {code for code, _ in book.codes()} == {"book_column_unread"}


def test_a_column_that_is_gone_says_nothing(book: Book) -> None:
    at = book.at("dues", "total")
    for row in book.rows["dues"][2:]:
        del row[at]
    assert (book.back(), book.codes()) == ({}, [])


def test_a_heading_twice(book: Book) -> None:
    at = book.at("dues", "total")
    for row in book.rows["dues"]:
        row.append(row[at] if len(row) > at else "")
    assert book.codes() == [("book_heading_twice", f"党费收缴!{chr(ord('A') + len(book.rows['dues'][2]) - 1)}3")]


def test_ids_left_behind_by_a_sort(book: Book) -> None:
    """The hidden column stood outside what was sorted: two rows have each other's."""
    rows = book.rows["duty"]
    rows[3][0], rows[4][0] = rows[4][0], rows[3][0]
    assert {code for code, _ in book.codes()} == {"book_rows_crossed"}


def test_a_row_copied_whole(book: Book) -> None:
    rows = book.rows["duty"]
    rows.append([*rows[3]])
    assert book.codes() == [("book_row_twice", f"坐班!B{len(rows)}")]


def test_a_row_typed_again_is_the_one_that_is_there(book: Book) -> None:
    rows = book.rows["duty"]
    rows[3][0] = ""
    assert (book.back(), book.codes()) == ({}, [])


@pytest.mark.parametrize(
    ("kind", "key", "said", "code"),
    [
        ("dues", "paid_on", "2019-02-30", "bad_date"),
        ("dues", "total", "两块七", "bad_decimal"),
        ("activity", "kind", "开大会", "unknown_word"),
        ("duty", "attended", "很多", "bad_int"),
        ("post", "person", "", "missing_field"),
        ("matter", "steps.D2", "5-19", "date_ambiguous"),
    ],
)
def test_a_cell_that_cannot_be_read(kind: str, key: str, said: str, code: str, book: Book) -> None:
    place = set_(book, kind, key, said)
    assert book.codes() == [(code, place)]


def test_a_cell_that_is_only_shown(book: Book) -> None:
    place = set_(book, "vote", "/date", "2019-12-30")
    assert book.codes() == [("book_cell_computed", place)]


def test_another_year_s(book: Book) -> None:
    book.add("income", date="2018-11-06", source="发包租赁", amount="100", stable="否")
    assert [code for code, _ in book.codes()] == ["book_other_year"]


def test_a_name_that_was_written_wrong(book: Book) -> None:
    set_(book, "person", "@name", "才让东知")
    assert list(book.back()) == ["names.csv"]


def test_signatures_below_a_table_are_no_record(book: Book) -> None:
    book.rows["income"].append([])
    book.rows["income"].append(["", "填报人：马秀兰", "", "审核人：才让东智"])
    assert book.back() == {}


def test_sheets_that_are_gone_or_a_clerk_s_own(book: Book) -> None:
    del book.rows["income"]
    assert book.codes() == [("book_sheet_gone", "收入")]
    book.rows["own"] = [["村里自己的账"]]
    book.titles["own"] = "账"
    assert ("book_sheet_unread", "账") in book.codes()
    book.rows["duty"][2] = ["x"] * 5
    assert ("book_no_headings", "坐班!A1") in book.codes()


def test_names_with_blanks_in_them(town: Path) -> None:
    """扎 西 on a list of names is one person, also among others."""
    book = Book(town, "liushao", {**NAMES, "M05": "扎 西", "M06": "李　四"})
    set_(book, "activity", "absent", "扎 西、李　四、马秀兰")
    (change,) = book.merged().changes
    assert change.values == {"absent": ("M05", "M06", "M02")}
    set_(book, "activity", "absent", "扎 西、谁也不是")
    assert [code for code, _ in book.codes()] == ["name_unknown"]


def test_an_office_before_a_name(book: Book) -> None:
    set_(book, "activity", "absent", "支部书记才让东智、文书马秀兰")
    (change,) = book.merged().changes
    assert change.values == {"absent": ("M01", "M02")}
    set_(book, "activity", "absent", "支部书记")  # of whom nobody knows who it was
    assert [code for code, _ in book.codes()] == ["name_unknown"]


def test_a_name_before_a_code_that_is_another_s(book: Book) -> None:
    set_(book, "activity", "absent", "外人甲（M04）")
    assert [code for code, _ in book.codes()] == ["name_unknown"]


DUES = Path(V) / "dues.csv"


def test_two_of_one_key_are_each_its_own(book: Book, town: Path) -> None:
    """Two collections of one day: the second may be changed, and one that goes is not the other."""
    path = town / DUES
    path.write_bytes(path.read_bytes() + b"2019-12,2019-12-31,M05,,1.00,80\n2019-12,2019-12-31,M05,,2.00,81\n")
    book = Book(town, "liushao", NAMES)
    rows = book.rows["dues"]
    set_(book, "dues", "receipt", "82", len(rows) - 1)
    ((_, after),) = book.back().values()
    assert after.endswith(b"1.00,80\n2019-12,2019-12-31,M05,,2.00,82\n")
    set_(book, "dues", "receipt", "81", len(rows) - 1)
    del rows[-2]
    ((_, after),) = book.take(deletions=True).values()
    assert after.endswith(b"2019-12,2019-12-31,M05,,2.00,81\n")
    assert b"1.00,80" not in after
    assert book.back(deletions=True) == {}


def test_what_was_changed_meanwhile_does_not_go(book: Book, town: Path) -> None:
    path = town / DUES
    path.write_bytes(path.read_bytes().replace(b"1-6", b"1-5", 1))
    del book.rows["dues"][3]
    assert [code for code, _ in book.codes(deletions=True)] == ["book_gone_changed"]


def test_a_meeting_with_votes_does_not_go(book: Book) -> None:
    held = {tuple(row[1:3]) for row in book.rows["vote"][3:]}
    place = next(n for n, row in enumerate(book.rows["activity"]) if tuple(row[1:3]) in held)
    del book.rows["activity"][place]
    assert [code for code, _ in book.codes(deletions=True)] == ["book_gone_holds"]


def test_a_row_emptied_by_hand_is_gone(book: Book) -> None:
    row = book.rows["duty"][3]
    row[1:] = [""] * len(row[1:])
    assert [code for code, _ in book.codes()] == ["book_row_gone"]
    assert len(book.back(deletions=True)) == 1


def test_all_rows_of_a_sheet(book: Book) -> None:
    del book.rows["income"][3:]
    assert {code for code, _ in book.codes()} == {"book_row_gone"}


def test_names_that_were_sorted_alone(book: Book) -> None:
    at = book.at("person", "@name")
    rows = book.rows["person"]
    rows[3][at], rows[4][at] = rows[4][at], rows[3][at]
    assert [code for code, _ in book.codes()] == ["name_taken", "name_taken"]


def test_a_second_talk_on_one_day(book: Book) -> None:
    talk = next(row for row in book.rows["activity"][3:] if row[2] == "谈心谈话")
    book.rows["activity"].append(["", *talk[1:]])
    whom = book.at("activity", "people")
    book.rows["activity"][-1][whom] = "马秀兰"
    assert [change.values["people"] for change in book.merged().changes] == [("M02",)]
    book.take()
    assert book.back() == {}


def test_party_groups_go_by_their_names(town: Path) -> None:
    """M01 of the village belongs to G1; the name of another group is written as its code."""
    book = Book(town, "gaoxueya")
    at = book.at("person", "group")
    assert [row[at] for row in book.rows["person"][3:5]] == ["垭口党小组", "阴坡党小组"]
    set_(book, "person", "group", "转场流动党小组")
    (pair,) = book.back().values()
    assert added(pair) == "M01,男,1975-12,2000-06-24,2001-06-24,,G3,1.00,"


def test_party_groups_of_one_name_go_by_their_codes(town: Path) -> None:
    path = town / "data/villages/gaoxueya/2019/village.yaml"
    path.write_text(path.read_text().replace("name: 阴坡党小组", "name: 垭口党小组"))
    book = Book(town, "gaoxueya")
    at = book.at("person", "group")
    assert [row[at] for row in book.rows["person"][3:5]] == ["G1", "G2"]
    assert (book.back(), book.codes()) == ({}, [])


def test_two_new_rows_of_one_record(book: Book) -> None:
    """Of one person there is one row a month: the second says which was the first."""
    book.add("duty", month="2019-12", person="M05", attended="1")
    book.add("duty", month="12月", person="M05", attended="2")
    rows = len(book.rows["duty"])
    (told,) = book.merged().faults
    assert (told.code, str(told.place), told.values["first"]) == (
        "book_row_twice", f"坐班!B{rows}", f"坐班!B{rows - 1}",
    )  # fmt: skip


def test_two_new_rows_of_one_day_are_each_known(book: Book) -> None:
    """Two collections on one day may be: what the check finds in the second is told at the second."""
    for receipt in ("90", "91"):
        book.add("dues", month="2019-12", paid_on="2019-12-30", people="M05", total="0.50", receipt=receipt)
    last, known = len(book.rows["dues"]) - 1, book.merged().known
    key = ("2019-12", "2019-12-30", "M05")
    assert [known["dues", one].number for one in (key, (*key, "#2"))] == [last - 1, last]


def test_rows_of_another_village_s_workbook(book: Book, town: Path) -> None:
    """Both villages have a row of M02 for that month: one is not taken for the other. Rows of an older workbook of
    the village's own are what they say."""
    other = Book(town, "chuankouyi")
    row = next(row for row in other.rows["duty"][3:] if row[1] == "2019-03")
    book.rows["duty"].append([*row])
    assert book.codes() == [("book_row_foreign", f"坐班!B{len(book.rows['duty'])}")]
    book.rows["duty"].pop()
    now = book.now()
    where = "镇", book.folder, YEAR, date(YEAR, 6, 30)
    older = base_of(book.sheets, now.village, now.names, where)
    id_of_it = next(name for name, sent in older.rows.items() if sent.kind == "duty")
    assert id_of_it not in book.base.rows
    book.rows["duty"][3][0] = id_of_it
    assert (book.back(), book.codes()) == ({}, [])


def test_the_same_written_otherwise_in_cells_that_are_only_shown(town: Path) -> None:
    """Also where a code is asked for; in a clerk's own words digits are alike, and every other sign counts."""
    book = Book(town, "liushao", NAMES)
    for kind, key, out, said in (
        ("vote", "/date", "2019-01-09", "２０１９/1/9"),
        ("rectify", "=due", "2019-07-20", "2019年7月20日"),
        ("activity", "covers", "3", "３"),
    ):
        at, rows = book.at(kind, key), book.rows[kind]
        row = 3 if key == "=due" else next(n for n in range(3, len(rows)) if rows[n][at] == out)
        if key == "=due":  # shown beside it; this base has none
            name = rows[row][0]
            sent = book.base.rows[name]
            changed = replace(sent, cells={**sent.cells, "=due": out})
            book.base = replace(book.base, rows={**book.base.rows, name: changed})
        rows[row][at] = said
    assert (book.back(), book.codes()) == ({}, [])
    place = set_(book, "vote", "/date", "2019-01-10")
    assert book.codes() == [("book_cell_computed", place)]
    set_(book, "vote", "/date", "2019-01-09")
    set_(book, "income", "basis", "河滩打草场合同２０１９—2021年，每年５000元")
    assert (book.back(), book.codes()) == ({}, [])
    set_(book, "income", "basis", "河滩打草场合同2019—2021年,每年5000元")
    assert [change.texts["basis"][1][-7:] for change in book.merged().changes] == ["每年5000元"]
