"""Numbers that no real branch reaches: just within them a file is read, one beyond it counts as unreadable.

The numbers stand here a second time, as in `docs/writing-records.md`, so that none moves unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from threat_town import GOOD, MAY, YEAR, Check, put, words

MEBIBYTE = 1024 * 1024


def rows(header: str, row: str) -> Callable[[int], str]:
    return lambda n: header + "\n" + "".join(row.format(n=i, day=i % 28 + 1) + "\n" for i in range(n))


def documents(n: int) -> str:
    paper = "  - {{date: 2019-05-10, form: 推进计划, title: 第{i}份, record: 盒{i}}}\n"
    return "documents:\n" + "".join(paper.format(i=i) for i in range(n))


def votes(n: int) -> str:
    vote = "      - {{about: 第{i}件, entitled: 3, present: 3, agree: 3, against: 0, abstain: 0}}\n"
    head = (
        "activities:\n  - date: 2019-05-10\n    kind: 支部党员大会\n    topic: 表决\n    expected: 3\n    present: 3\n"
    )
    return head + "    votes:\n" + "".join(vote.format(i=i) for i in range(n))


def named(n: int) -> str:
    people = ", ".join(f"M{i}" for i in range(n))
    return f"activities:\n  - {{date: 2019-05-10, kind: 谈心谈话, by: M01, people: [{people}]}}\n"


def keys(n: int) -> str:
    unknown = "".join(f", x{i}: 1" for i in range(n - 4))
    return f"activities:\n  - {{date: 2019-05-10, kind: 谈心谈话, by: M01, people: [M02]{unknown}}}\n"


def faults(n: int) -> str:
    return "activities:\n" + "  - {date: 2019-05-10, kind: 没有这种, topic: x}\n" * n


def columns(n: int) -> str:
    own = "".join(f",列{i}" for i in range(n - 2))
    return f"month,paid_on{own}\n"


# File, content of so many, and how many are read.
LIMITS = {
    "csv_too_many_rows": (YEAR + "dues.csv", rows("month,paid_on,people,total,receipt", "2019-05,2019-05-{day:02},M01,1.00,R{n}"), 3000),
    "csv_too_many_rows people": (YEAR + "people.csv", rows("code,joined_on", "X{n},2001-07-01"), 500),
    "csv_too_many_rows posts": (YEAR + "posts.csv", rows("person,body,post,start", "M01,村民委员会,成员,2019-05-{day:02}"), 400),
    "csv_too_many_columns": (YEAR + "dues.csv", columns, 100),
    "csv_field_too_long": (YEAR + "dues.csv", lambda n: f"month,paid_on,people,total,receipt\n2019-05,2019-05-10,M01,1.00,{'票' * n}\n", 10_000),
    "too_many_entries": (YEAR + "documents.yaml", documents, 400),
    "too_many_parts list": (MAY, named, 500),
    "too_many_parts records": (MAY, votes, 500),
    "too_many_problems": (MAY, faults, 200),
    "yaml_text_too_long": (MAY, lambda n: f"activities:\n  - {{date: 2019-05-10, kind: 谈心谈话, by: M01, people: [M02], topic: {'谈' * n}}}\n", 10_000),
    "yaml_too_many": (MAY, lambda n: f"activities: [{'[], ' * (n - 3)}]\n", 50_000),
    "file_too_large": (MAY, lambda n: f"activities: []\n{'#' * (n - 15)}", MEBIBYTE),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_one_beyond_is_unreadable(name: str, town: Path, check: Check) -> None:
    file, content, most = LIMITS[name]
    code, before = name.split(maxsplit=1)[0], check(town)
    put(town, file, content(most))
    assert code not in {problem["code"] for problem in check(town).problems()}
    put(town, file, content(most + 1))
    after = check(town)
    told = [problem for problem in after.problems() if problem["code"] == code]
    assert [problem["file"] for problem in told] == [file]
    assert f"{most:,}".replace(",", "") in words(told) or code == "file_too_large"
    assert after.lines[GOOD] == before.lines[GOOD]
    if file == MAY:  # talks: what is beyond might have been some
        assert after.rules()["3.5.a"]["outcome"] == "error"
    assert after.code == (2 if code != "csv_field_too_long" else 1)


def test_what_a_village_holds_in_all(town: Path, check: Check) -> None:
    """Three files of which each may be read alone."""
    before = check(town)
    for month in ("06", "07", "08"):
        put(town, f"{YEAR}activities/2019-{month}.yaml", "#" * (MEBIBYTE - 10) + "\n")
    after = check(town)
    assert "too_much_in_all" in {problem["code"] for problem in after.problems()}
    assert (after.lines[GOOD], after.code) == (before.lines[GOOD], 2)


def test_so_many_files_of_a_kind(town: Path, check: Check) -> None:
    before = check(town)
    for number in range(200):
        put(town, f"{YEAR}activities/2019-05-{number:03}.yaml", "activities: []\n")
    after = check(town)
    told = [problem for problem in after.problems() if problem["code"] == "too_many_files"]
    assert [problem["file"] for problem in told] == [f"{YEAR}activities"]
    assert (after.lines[GOOD], after.code) == (before.lines[GOOD], 2)


SETTINGS = """
lists:
  three_chains:
    items: {org: 组织链, member: 党员链, people: 群众链}
    by: T1
    date: "2019-06-03"
    basis: 县里通知
"""


def test_more_cadres_than_are_read_beside_settings(town: Path, check: Check) -> None:
    """Settings ask who the town's cadres are before anything else is read."""
    path = town / "data/town.yaml"
    text = path.read_text("utf-8")
    (row,) = (line for line in text.splitlines(keepends=True) if "code: T1" in line)
    path.write_text(text.replace(row, row * 4000) + SETTINGS, "utf-8")
    told = check(town)
    assert told.code == 2
    assert "data/town.yaml:6:3: 错误[too_many_parts]" in told.err


def test_faults_of_one_sort_between_records_are_told_up_to_a_number(town: Path, check: Check) -> None:
    """Two hundred, and that there are more: each names somebody who is not on the roster."""
    put(town, MAY, "activities:\n" + "".join(
        f"  - {{date: 2019-05-{n % 28 + 1:02}, kind: 谈心谈话, by: Q{n}, people: [M02], topic: 第{n}次}}\n" for n in range(250)))  # fmt: skip
    problems = check(town).problems()
    assert sum(problem["code"] == "unknown_reference" for problem in problems) == 200
    assert [problem["file"] for problem in problems if problem["code"] == "more_problems"] == [MAY]
