"""Values that other readers guess at: dates, numbers and texts are taken as typed or refused, never turned."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from threat_town import GOOD, MAY, SOURCE, YEAR, Check, program, put, told, words

from branchstd.store.typing import KINDS

HOSTILE_NUMBERS = (".nan", ".inf", "1e400", "-1", "1_000", "0x1F", "１２", "01", "+1", "四")
NUMERIC = [
    (kind, name)
    for kind, model in KINDS.items()
    for name, info in model.model_fields.items()
    if any(word in repr(info.annotation) + repr(info.metadata) for word in ("read_int", "read_decimal"))
]


@pytest.mark.parametrize(
    ("code", "value", "says"),
    [
        ("bad_date_form", value, "2019-06-05 这样")
        for value in (
            "0", "2024", "1709164800", "20240229", "2019-5-1", "2019/05/01", "2019.5.1", "2019年5月1日", "24:61",
            "2019-05-01T08:00", '"2019-05-01 "', "２０１９-05-01",
        )
    ]
    + [("bad_date", value, "写真实的日期") for value in ("2023-02-29", "0000-01-01", "2019-13-01", "2019-04-31")],
)  # fmt: skip
def test_date(code: str, value: str, says: str, town: Path, check: Check) -> None:
    before = check(town)
    put(town, MAY, f"activities:\n  - date: {value}\n    kind: 走访慰问救助\n")
    after = check(town)
    assert told(after.problems()) == [f"activities/2019-05.yaml:2:11 {code}"]
    assert says in words(after.problems())
    assert after.code == 1
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.parametrize("value", HOSTILE_NUMBERS)
def test_number(value: str, town: Path, check: Check) -> None:
    """A whole number and an amount in YAML, an amount in a table."""
    before = check(town)
    put(town, MAY, f"activities:\n  - date: 2019-05-10\n    kind: 党课\n    present: {value}\n    hours: {value}\n")
    put(town, YEAR + "income.csv", f"date,source,amount,stable\n2019-05-10,发包租赁,{value},是\n")
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
    # Where entries stand, where lines begin; what is new.
    writing = {"text/splice.py": {"yaml"}, "text/emit.py": {"ruamel"}}
    writing |= {"text/canon.py": {"yaml"}, "text/indent.py": {"yaml"}}
    assert importing == {"text/yaml.py": {"yaml"}, "text/builder.py": {"yaml"}} | writing


def _names(node: Any) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
