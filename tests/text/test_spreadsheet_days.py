"""Days as a spreadsheet writes them: read in columns of days, told once a column, left alone in texts."""

from __future__ import annotations

import pytest

from branchstd.store.reading import Read, read_bytes_of


def rows(text: str, kind: str) -> Read:
    return read_bytes_of(text.encode(), "data/t.csv", {}, (kind,))


def test_a_roster_out_of_a_spreadsheet() -> None:
    found = rows("人员代码,性别,入党日期,转正日期\nM01,男,2008/7/1,2009/7/1\nM02,女,2010-06-01,2011/6/1\n", "person")
    assert [str(person.joined_on) for person in found.records["person"]] == ["2008-07-01", "2010-06-01"]  # type: ignore[attr-defined]
    assert [(p.code, p.severity, p.place.line, p.place.column, p.values["count"]) for p in found.problems] == [
        ("spelt_otherwise", "warning", 1, 3, "1"), ("spelt_otherwise", "warning", 1, 4, "2"),
    ]  # fmt: skip


def test_a_month_and_a_text() -> None:
    found = rows("month,paid_on,people,total,receipt\n2019/3,2019/3/8,M01,3.00,2019/3/8\n", "dues")
    (row,) = found.records["dues"]
    assert (row.month, str(row.paid_on), row.receipt) == ("2019-03", "2019-03-08", "2019/3/8")  # type: ignore[attr-defined]


@pytest.mark.parametrize("day", ["2019/2/30", "2019/13/1"])
def test_a_day_that_does_not_exist_is_still_refused(day: str) -> None:
    codes = {problem.code for problem in rows(f"code,joined_on\nM01,{day}\n", "person").problems}
    assert codes == {"bad_date"}
