"""Verdicts worked out by hand from records and rules (tests/verdicts): what a change of one fact must come to.

An entry: `id`, `of` (the case that it stands beside, or its list: F, L lawful, U unlawful), `village`, `day`, `given`
and `edits` (see samples), `sum` (the working, for people), and what is expected: mappings that begin with one of HEADS,
with `same` (as without the edits: every rule's outcome and share) or with `says` (a command, the words that it has and
lacks). `before` is the share without the edits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from branchstd.__main__ import run
from branchstd.assess.result import RuleResult
from branchstd.findings import Problem
from samples import ROOT, YEAR_END, copy_of, path_of, standards, workspace_of

Case = dict[str, Any]
FILES = sorted((ROOT / "tests" / "verdicts").glob("*.yaml"))
CASES: list[Case] = [case for path in FILES for case in yaml.safe_load(path.read_text("utf-8"))]


class Town:
    """A town as the village and day of a case see it."""

    def __init__(self, root: Path, village: str, day: date) -> None:
        self.root, self.slug, self.day, self.workspace = root, village, day, workspace_of(root)

    @cached_property
    def village(self) -> Any:
        return self.workspace.village(self.slug, self.day)

    @cached_property
    def rules(self) -> dict[str, RuleResult]:
        return {rule.rule.id: rule for standard in self.village.assessment.standards for rule in standard.rules}

    def states(self) -> dict[str, tuple[str, str]]:
        return {name: (rule.outcome.value, str(rule.share)) for name, rule in self.rules.items()}

    def problems(self, code: str, wanted: Case) -> Iterator[Problem]:
        """By code and, where asked, by file, severity and whether it is for the town to see (`of: town`)."""
        file = path_of(wanted["file"], self.slug) if "file" in wanted else None
        asked = self.village.questions  # for the town to answer
        for problem in (*self.workspace.problems, *self.village.problems, *asked):
            told = problem in (*self.workspace.problems, *asked) or problem.place.file.startswith("data/town/")
            fits = file in {None, problem.place.file} and wanted.get("severity") in {None, problem.severity.value}
            if problem.code == code and fits and (told or "of" not in wanted):
                yield problem


@cache
def shipped(village: str, day: date) -> Town:
    return Town(ROOT, village, day)


def _answered(result: RuleResult) -> Case:
    answer = result.answer
    numbers = {"share": answer.share, "observed": answer.observed, "expected": answer.expected}
    return {"outcome": result.outcome.value, **numbers}


def _standard(town: Town, code: str, _: Case) -> Case:
    found = next(s for s in town.village.assessment.standards if s.standard.id == code)
    return {"outcome": found.outcome.value, "share": found.share}


def _veto(town: Town, code: str, _: Case) -> Case:
    found = next((v for v in town.village.assessment.vetoes if v.result.rule.id == code), None)
    return {**_answered(found.result), "state": found.state} if found else {"state": "none"}


def _score(town: Town, _: str, __: Case) -> Case:
    exact = Decimal(town.village.assessment.score.numerator) / Decimal(town.village.assessment.score.denominator)
    return {"score": exact.quantize(Decimal("0.01"), ROUND_HALF_UP)}


def _problem(town: Town, code: str, wanted: Case) -> Case:
    found = list(town.problems(code, wanted))
    return {**wanted, "times": len(found)} if found else {"problem": None}


def _target(town: Town, code: str, _: Case) -> Case:
    results = town.workspace.targets(town.workspace.villages(town.day), town.day)
    found = next(result for result in results if result.target.id == code)
    return {"have": found.tally.have, "of": found.tally.of, "outcome": found.outcome.value}


def _duty(town: Town, code: str, _: Case) -> Case:
    results = town.workspace.duties(list(town.workspace.villages(town.day)), town.day)
    return {"state": next(result.state.value for result in results if result.duty.id == code)}


def _item(town: Town, code: str, _: Case) -> Case:
    found = next(one for one in town.workspace.desk(town.village).items() if one.item.id == code)
    return {"due": found.joined.due, "state": found.state.value}


HEADS: dict[str, Callable[[Town, str, Case], Case]] = {
    "rule": lambda town, code, _: _answered(town.rules[code]),
    "standard": _standard,
    "veto": _veto,
    "conclusion": lambda town, _, __: {"conclusion": town.village.assessment.conclusion.proposed},
    "score": _score,
    "problem": _problem,
    "no_problem": lambda town, code, wanted: {**wanted, "no_problem": [*town.problems(code, wanted)] or code},
    "duty": _duty,
    "target": _target,
    "milestone": lambda town, code, _: {"day": town.workspace.plan.days[code]},
    "item": _item,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_verdict(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    village, day, given = case["village"], case.get("day", YEAR_END), case.get("given", [])
    town = Town(copy_of(tmp_path / "after", [*given, *case["edits"]], village), village, day)

    @cache
    def before() -> Town:
        return Town(copy_of(tmp_path / "before", given, village), village, day) if given else shipped(village, day)

    for wanted in case["expect"]:
        head = next(iter(wanted))
        if head == "same":
            assert town.states() == before().states()
        elif head == "says":
            run(["--root", str(town.root), *wanted["says"], "--as-of", day.isoformat()])
            said = "".join(capsys.readouterr().out.split())  # lines break anywhere
            assert [word for word in wanted.get("has", []) if "".join(word.split()) not in said] == []
            assert [word for word in wanted.get("lacks", []) if "".join(word.split()) in said] == []
        else:
            seen = {head: wanted[head], **HEADS[head](town, str(wanted[head]), wanted)}
            if "before" in wanted:
                seen["before"] = HEADS[head](before(), str(wanted[head]), wanted)["share"]
            assert {key: str(seen.get(key)) for key in wanted} == {key: str(value) for key, value in wanted.items()}


def test_every_case_has_two_neighbours_and_a_name_of_its_own() -> None:
    for field in ("id", "name"):
        assert max(Counter(case[field] for case in CASES).values()) == 1
    kinds, ids = Counter(case["of"] for case in CASES if case["of"].startswith("V")), {case["id"] for case in CASES}
    assert [kind for kind, number in kinds.items() if kind not in ids or number < 3] == []


def test_admissions_are_lawful_and_unlawful_and_told_in_both_languages() -> None:
    """Each says what must not be concluded, too: no problem, no veto, words that a sentence lacks."""
    cases = [case for case in CASES if case["of"] in {"L", "U"}]
    assert min(Counter(case["of"] for case in cases).values()) >= 10
    for case in cases:
        told = [wanted for wanted in case["expect"] if "says" in wanted]
        assert {wanted["says"][-1] for wanted in told} == {"zh", "en"}
        assert any("rule" in wanted for wanted in case["expect"])
        assert any("no_problem" in wanted or wanted.get("state") == "none" for wanted in case["expect"]) or any(
            "lacks" in wanted for wanted in told
        )


def test_forty_changes_of_one_fact_reach_every_kind_of_rule_and_both_voices() -> None:
    forty = [case for case in CASES if case["of"] == "F"]
    assert [case["id"] for case in forty] == [f"F{number:02}" for number in range(1, 41)]
    assert [case["id"] for case in forty if len(case["edits"]) != 1] == []
    assert sum({"same": True} in case["expect"] for case in forty) >= 15
    voices = Counter(path_of(case["edits"][0]["file"]).startswith("data/town") for case in forty)
    assert voices[False]
    assert 0 < voices[True] <= 8

    named = [[wanted for wanted in case["expect"] if "rule" in wanted] for case in forty]
    assert [case["id"] for case, rules in zip(forty, named, strict=True) if not rules] == []
    assert all({"share", "before"} <= wanted.keys() for rules in named for wanted in rules)
    kinds = {rule.id: rule.kind for standard in standards()[0].standards for rule in standard.rules}
    assert {kinds[wanted["rule"]] for rules in named for wanted in rules} == set(kinds.values())
    assert len(set(kinds.values())) == 9
    codes = Counter(code for rules in named for code in {wanted["rule"].rpartition(".")[0] for wanted in rules})
    assert max(codes.values()) <= 2
