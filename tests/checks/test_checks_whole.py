"""The checks as a whole: each kind of problem has its case here, and a village's own files alone never stop them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from towns import TinyTown

from branchstd import checks
from branchstd.checks.references import UNIQUE
from branchstd.checks.shapes import NEEDS
from branchstd.records.town import TOWN_KINDS
from branchstd.records.village import VILLAGE_KINDS
from branchstd.records.words import WORDS

SOURCES = sorted(Path(checks.__file__).parent.glob("*.py"))
FOLDERS = [Path(__file__).parent, Path(__file__).parents[1] / "workflow"]
CASES = [path.read_text("utf-8") for folder in FOLDERS for path in sorted(folder.glob("test_*.py"))]


def codes(path: Path) -> set[str]:
    """The codes of the problems that a module can tell: the texts within the first part of each `Problem(…)`."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    firsts = [call.args[0] for call in calls if getattr(call.func, "id", "") == "Problem"]
    texts = (node for first in firsts for node in ast.walk(first) if isinstance(node, ast.Constant))
    return {str(node.value) for node in texts}


@pytest.mark.parametrize("code", sorted({code for path in SOURCES for code in codes(path)}))
def test_every_problem_has_a_case(code: str) -> None:
    assert any(f'"{code}"' in text for text in CASES)


def test_every_kind_of_activity_says_what_it_needs() -> None:
    assert set(NEEDS) == set(WORDS["activity_kinds"])


def test_what_stands_once_are_fields_of_records() -> None:
    kinds = VILLAGE_KINDS | TOWN_KINDS
    assert [kind for kind, fields in UNIQUE.items() if not set(fields) <= set(kinds[kind].model_fields)] == []


@pytest.mark.parametrize(
    "file", ["V/people.csv", "V/posts.csv", "V/village.yaml", "V/dues.csv", "V/documents.yaml", "D/town.yaml"]
)
def test_a_missing_file_breaks_no_check(file: str, town: TinyTown) -> None:
    """Whatever is told of the others, nothing is told twice."""
    if file == "D/town.yaml":
        town.write(file, "name: 示例镇\ncounty: 示例县\nvillages:\n  - {slug: xiaoquan, name: 小泉村}\n")
    else:
        town.path(file).unlink()
    told = [(problem.code, str(problem.place), *problem.values.items()) for problem in town.problems()]
    assert len(told) == len(set(told))


def test_problems_come_in_the_order_of_the_file(town: TinyTown) -> None:
    """The day stands in the second line, who talked in the fourth, with whom in the fifth."""
    town.activities("2019-04", "date: 2019-05-10; kind: 谈心谈话; by: XYZ; people: [ABC, M01]")
    assert [place.split(":")[1] for _, place, _ in town.told()] == ["2", "4", "5"]
    assert town.codes() == ["wrong_month", "unknown_reference", "unknown_reference"]
