"""Values that other readers guess at: what can mean one thing only is read and noted, all else as typed or refused."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from threat_town import GOOD, MAY, SOURCE, YEAR, Check, program, put, told, words

from branchstd.records.base import field_types
from branchstd.store.parser import KINDS

HOSTILE_NUMBERS = (
    ".nan",
    ".inf",
    "1e400",
    "-1",
    "1_000",
    "0x1F",
    "１２万多",
    "01",
    "０１",
    "+1",
    "四",
    "1,20",
    "31人左右",
)
NUMERIC = [
    (kind, name)
    for kind, model in KINDS.items()
    for name, how in field_types(model).items()
    if how.value in (int, Decimal)
]


@pytest.mark.parametrize(
    ("code", "value", "says"),
    [
        ("bad_date_form", value, "2019-06-05 或 2019年6月5日 这样")
        for value in (
            "0", "2024", "1709164800", "24:61", "2019-05-01T08:00", "2019-5", "2019年5月", "2019-05-01到05-03",
            "2019年5月1日星期五",  # it was a Wednesday
        )
    ]
    + [
        ("bad_date", value, "写真实的日期")
        for value in ("2023-02-29", "0000-01-01", "2019-13-01", "2019-04-31", "2019.4.31", "20190431", "2019年13月1日")
    ]
    + [
        ("date_ambiguous", "19-5-1", "可以读成2019-05-01、2001-05-19"),
        ("date_ambiguous", "5-19", "可以读成5月19日、2019-05"),
        ("date_ambiguous", "May-19", "可以读成5月19日、2019-05"),
        ("date_serial", "43586", "对应 2019-05-01"),
    ],
)  # fmt: skip
def test_date(code: str, value: str, says: str, town: Path, check: Check) -> None:
    before = check(town)
    put(town, MAY, f"activities:\n  - date: {value}\n    kind: 走访慰问救助\n")
    after = check(town)
    assert told(after.problems()) == [f"activities/2019-05.yaml:2:11 {code}"]
    assert says in words(after.problems())
    assert after.code == 1
    assert after.lines[GOOD] == before.lines[GOOD]


TALK = "activities:\n  - date: {}\n    kind: 谈心谈话\n    by: M01\n    people: [M02]\n"


@pytest.mark.parametrize(
    "value",
    [
        "2019-5-1", "2019/05/01", "2019.5.1", "2019年5月1日", '"2019-05-01 "', "２０１９-05-01", "20190501", "5月1日",
        "2019/5/1 0:00", "2019年5月1日星期三",
    ],
)  # fmt: skip
def test_date_that_can_be_one_day_only(value: str, town: Path, check: Check) -> None:
    """As if it were written like all others, and told once, with what stands there."""
    put(town, MAY, TALK.format("2019-05-01"))
    before = check(town)
    assert before.problems() == []
    put(town, MAY, TALK.format(value))
    after = check(town)
    assert told(after.problems()) == ["activities/2019-05.yaml:2:11 spelt_otherwise"]
    assert f"例如“{value.strip(chr(34))}”读作 2019-05-01" in words(after.problems())
    assert {**after.village(), "problems": []} == before.village()
    assert (after.code, after.lines[GOOD]) == (before.code, before.lines[GOOD])


def test_a_day_of_another_year_is_that_day(town: Path, check: Check) -> None:
    """It is not brought into the year of its folder."""
    put(town, MAY, TALK.format("20240229"))
    after = check(town)
    assert told(after.problems()) == [
        f"activities/2019-05.yaml:2:11 {code}" for code in ("in_future", "spelt_otherwise", "wrong_month")
    ]
    assert "写了2024-02-29" in words(after.problems())


NUMBERS = TALK.format("2019-05-10") + "    present: {}\n"
INCOME = "date,source,amount,stable,basis\n2019-05-10,发包租赁,{},是,合同\n"


@pytest.mark.parametrize(
    ("whole", "amount", "plain", "sum_"),
    [
        ("１２", "１２", "12", "12"), ("12人", "12元", "12", "12"), ("12 人", '"1,200.50元"', "12", "1200.50"),
        ('"1,200"', '"1,200"', "1200", "1200"),
    ],
)  # fmt: skip
def test_number_that_can_be_one_only(  # noqa: PLR0917  how it is typed, and what it is, of each
    whole: str, amount: str, plain: str, sum_: str, town: Path, check: Check
) -> None:
    put(town, MAY, NUMBERS.format(plain))
    put(town, YEAR + "income.csv", INCOME.format(sum_))
    before = check(town)
    put(town, MAY, NUMBERS.format(whole))
    put(town, YEAR + "income.csv", INCOME.format(amount))
    after = check(town)
    assert before.problems() == []
    assert told(after.problems()) == [
        "activities/2019-05.yaml:6:14 spelt_otherwise",
        "income.csv:1:3 spelt_otherwise",
    ]
    assert f"读作 {plain}，" in words(after.problems())
    assert f"读作 {sum_}，" in words(after.problems())
    assert {**after.village(), "problems": []} == before.village()
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.parametrize("value", HOSTILE_NUMBERS)
def test_number(value: str, town: Path, check: Check) -> None:
    """A whole number and an amount in YAML, an amount in a table."""
    before = check(town)
    put(town, MAY, f"activities:\n  - date: 2019-05-10\n    kind: 党课\n    present: {value}\n    hours: {value}\n")
    put(town, YEAR + "income.csv", f'date,source,amount,stable\n2019-05-10,发包租赁,"{value}",是\n')
    after = check(town)
    assert told(after.problems()) == [
        "activities/2019-05.yaml:4:14 bad_int",
        "activities/2019-05.yaml:5:12 bad_decimal",
        "income.csv:2:3 bad_decimal",
    ]
    assert after.lines[GOOD] == before.lines[GOOD]


def test_there_are_numeric_fields() -> None:
    assert {("activity", "present"), ("dues", "total"), ("facts", "members"), ("acceptance", "score")} <= set(NUMERIC)


@pytest.mark.parametrize(("kind", "name"), NUMERIC)
def test_every_numeric_field_is_strict(kind: str, name: str) -> None:
    for value in HOSTILE_NUMBERS:
        with pytest.raises(ValidationError) as refused:
            KINDS[kind].model_validate({name: value})
        codes = {error["loc"][0]: error["type"] for error in refused.value.errors()}
        assert codes[name] in {"bad_int", "bad_decimal"}


@pytest.mark.parametrize(("kind", "name"), NUMERIC)
@pytest.mark.parametrize(("value", "number"), [("１２", 12), ("1,200", 1200)])
def test_every_numeric_field_reads_alike(kind: str, name: str, value: str, number: int) -> None:
    """No refusal of this field beside those of the others, which lack; and the number that is meant."""
    with pytest.raises(ValidationError) as refused:
        KINDS[kind].model_validate({name: value, "no_such_field": value})
    assert name not in {error["loc"][0] for error in refused.value.errors()}
    assert field_types(KINDS[kind])[name].read(value) == number


TEXTS = ("010", "1.10", "no", "12:30", "1_000", "0x1F", "1e3", "2019-05-10", "true", "0o17")


def test_texts_stay_as_typed(town: Path) -> None:
    """Read back from what `why` says of each theme day; nothing becomes a number, a date or a truth."""
    days = "".join(
        f"  - {{date: 2019-05-{day:02}, kind: 主题党日, form: 学习日, topic: {text}, expected: 4, present: 4}}\n"
        for day, text in enumerate(TEXTS, 10)
    )
    put(town, MAY, "activities:\n" + days)
    shown = program("--root", str(town), "why", "xiaoquan", "3.4", "--as-of", "2019-06-30").stdout.decode()
    for day, text in enumerate(TEXTS, 10):
        (line,) = [line for line in shown.splitlines() if f"2019-05-{day:02} " in line][:1]
        assert text in line.split()


def test_only_one_reader_of_yaml() -> None:
    """The gate and the scorer cannot disagree about a file: no second loader is imported anywhere."""
    importing = {}
    for path in sorted(SOURCE.rglob("*.py")):
        names = {
            name.partition(".")[0] for node in ast.walk(ast.parse(path.read_text("utf-8"))) for name in _names(node)
        }
        if found := names & {"yaml", "ruamel", "strictyaml"}:
            importing[path.relative_to(SOURCE / "branchstd").as_posix()] = found
    # Where entries stand; what is new; what has been read, as it is usually written, and read again.
    writing = {"text/splice.py": {"yaml"}, "text/canonical.py": {"yaml", "ruamel"}}
    assert importing == {"text/yaml.py": {"yaml"}} | writing


def _names(node: Any) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
