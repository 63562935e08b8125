"""A catalogue of a few standards whose rules answer what a test wants, and the assessment of a village by it.

A rule is written `weight:answer`; the answers are `1`, `1/2`, `0`, `review`, `not_applicable`, `not_due` and `error`.
"""

from __future__ import annotations

from typing import Any

from builders import broken, day, rule, ruling, standards, town, village

from branchstd.assess import Assessment, StandardResult, assess
from branchstd.catalogue.model import Catalogue, Standard
from branchstd.catalogue.rules import Rule

VERDICTS = {"1": "conforms", "1/2": "partly", "0": "fails", "not_applicable": "not_applicable"}
LOST = broken("case")
AS_OF = "06-30"


def standard(code: str, points: int, *rules: str) -> tuple[Standard, list[Any]]:
    """A standard, and the rulings that make its rules answer."""
    parts = [said.split(":") for said in rules]
    ids = [f"{code}.{letter}" for letter, _ in zip("abcdef", parts, strict=False)]
    made = tuple(_rule(name, weight, answer) for name, (weight, answer) in zip(ids, parts, strict=True))
    said = [
        ruling(name, VERDICTS[answer], "01-10", until="12-31")
        for name, (_, answer) in zip(ids, parts, strict=True)
        if answer in VERDICTS
    ]
    shape = standards()[0].standards[0]
    return shape.model_copy(update={"id": code, "points": points, "rules": made}), said


def _rule(name: str, weight: str, answer: str) -> Rule:
    kinds = {
        "not_due": "kind: count, record: activity, due: year_end",
        "error": "kind: count, record: case, continuous: true",
    }
    line = kinds.get(answer, "kind: judgement, role: liaison, continuous: true")
    return rule(f"{line}, id: {name}, weight: {weight}")


def assessed(
    *parts: tuple[Standard, list[Any]], vetoes: tuple[Rule, ...] = (), said: tuple[Any, ...] = (), **parameters: Any
) -> Assessment:
    """The assessment of a village that has these standards, nothing recorded and one unreadable case."""
    shipped, plan = standards()
    numbers = shipped.parameters.model_copy(update=parameters)
    catalogue: Catalogue = shipped.model_copy(
        update={"standards": tuple(s for s, _ in parts), "vetoes": vetoes, "parameters": numbers}
    )
    records = [words for _, words in parts]
    return assess(village(records, said, broken=[LOST]), town(), catalogue, plan, day(AS_OF))


def one(points: int, *rules: str) -> StandardResult:
    """The result of one standard."""
    return assessed(standard("1.1", points, *rules)).standards[0]
