"""Tables with title rows or of another shape: one message that says what they look like and what should be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchstd.findings import Place, Problem, Severity, group
from branchstd.messages.phrases import Phrases
from branchstd.store.reading import Read, read_bytes_of

TITLES = "某村党支部党员花名册,,,,\n单位：某村,,,2019年5月,\n"
OFFICE = "序号,姓名,性别,入党时间,备注\n1,甲,男,2014/5/24,书记\n2,乙,女,2008年1月27日,\n合计,,,,\n"


def read(kind: str, text: str) -> Read:
    return read_bytes_of(text.encode(), "data/villages/a/2019/t.csv", {}, (kind,))


@pytest.mark.parametrize("rows", [1, 2])
def test_a_header_below_titles(rows: int) -> None:
    found = read("person", "".join(TITLES.splitlines(True)[:rows]) + OFFICE)
    (problem,) = found.problems
    assert (problem.code, problem.place.line, problem.values["above"]) == ("csv_title", rows + 1, str(rows))
    assert problem.values["seen"] == "序号、姓名、性别、入党时间、备注"
    assert problem.values["wanted"].startswith("人员代码,性别,")
    assert [broken.kind for broken in found.broken] == ["person"]  # nobody can say that there was nobody


def test_a_header_without_what_is_needed() -> None:
    found = read("person", OFFICE)
    (problem,) = found.problems
    assert (problem.code, problem.place.line, problem.values["lacking"]) == ("columns_missing", 1, "人员代码")


def test_a_misspelt_column_that_is_needed_is_told_with_its_name() -> None:
    found = read("dues", "month,paid_om,people,total\n2019-05,2019-05-10,M01,2\n")
    assert [p.code for p in found.problems] == ["columns_missing", "unknown_column"]
    assert found.problems[1].values["near"] == "paid_on"


def test_months_of_a_year_as_columns_are_another_table() -> None:
    found = read("dues", "序号,姓名,月应交,1月,2月,3月,合计\n1,甲,5,5,5,5,15\n2,乙,2,2,2,2,6\n")
    (problem,) = found.problems
    assert (problem.code, problem.values["lacking"]) == ("columns_missing", "所属月份,收缴日期")


def test_a_sound_table_is_not_taken_for_titles() -> None:
    """Its own columns first, and a row in which words stand that are headings elsewhere."""
    found = read("income", "date,source,amount,stable,basis\n2019-05-01,出租,1,否,日期 来源\n")
    assert found.problems == []


def test_equal_errors_are_one_with_their_places() -> None:
    rows = "".join(f"5-{day},2019-05-10,M01,2\n" for day in range(1, 66))
    told = group(read("dues", "month,paid_on,people,total\n" + rows).problems)
    (alike,) = told
    assert len(alike) == 65
    text = Phrases("zh").others(alike)
    assert text.startswith("同样的还有64处：第3行“5-2”、第4行“5-3”")
    assert text.endswith("第66行“5-65”")


def test_what_differs_in_file_column_or_remedy_stays_apart() -> None:
    one = Problem("bad_month", Place("a.csv", 2, 1), {"label": "月份", "field": "month", "seen": "x"})
    others = [
        Problem("bad_month", Place("b.csv", 2, 1), one.values),
        Problem("bad_month", Place("a.csv", 2, 2), one.values),
        Problem("bad_month", Place("a.csv", 2, 1), {**one.values, "near": "y"}),
        Problem("bad_month", Place("a.csv", 2, 1), one.values, Severity.WARNING),
    ]
    assert [len(alike) for alike in group([one, *others])] == [1] * 5


@pytest.mark.parametrize("said", ["Permission denied", "No space left on device", "Read-only file system"])
def test_what_the_system_says_is_said_in_chinese(said: str) -> None:
    problem = Problem("cannot_read", Place("a.csv"), {"detail": said})
    assert said not in Phrases("zh").problem(problem)[0]
    assert said in Phrases("en").problem(problem)[0]


def test_no_code_is_a_word_of_the_system(tmp_path: Path) -> None:
    """What is no word of the system stays as it is."""
    assert Phrases("zh").detail("xyz") == "xyz"
