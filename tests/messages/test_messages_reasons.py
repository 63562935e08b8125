"""Why one record did not count, by hand (reasons.yaml): one field of a record that counts is changed, the rest stands.

Every kind of rule and every sentence of both languages has its row.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from builders import facts as facts_of
from builders import make, people, rule, shipped, standards, town, view

from branchstd.catalogue.rules import KINDS
from branchstd.messages import LANGUAGES
from branchstd.messages.messages import Messages
from branchstd.messages.reasons import reason
from branchstd.records.holdings import Town
from branchstd.rules.kinds import answer
from samples import ROOT, workspace_of

Case = dict[str, Any]
CASES: list[Case] = yaml.safe_load(Path(__file__).with_name("reasons.yaml").read_text("utf-8"))


def judged(case: Case, change: dict[str, Any]) -> Any:
    """What the rule answers, and the record that is told about."""
    asked = rule(case["rule"]) if ":" in case["rule"] else shipped(case["rule"])
    given = [[kind, dict(fields) if kind != "people" else fields] for kind, fields in case["given"]]
    given[case.get("at", -1)][1].update(change)
    made: list[Any] = []
    for kind, fields in given:
        if kind == "people":
            made.append(people(fields))
        elif kind == "facts":
            made.append(facts_of(**fields))
        else:
            made.append(make(kind, made[-1] if kind == "vote" else None, **fields))
    own = [] if any(kind == "facts" for kind, _ in given) else [facts_of()]
    seen = view("12-31", own, made, of=office(case.get("liaison")))
    return asked, made[case.get("subject", -1)], answer(seen, asked, asked.id.rpartition(".")[0])


def office(liaison: str | None) -> Town:
    """A town with a second liaison; the village has one of its own where it is said."""
    staff = (*town().records["staff"], make("staff", code="T8", role="liaison"))
    entries = [make("village_entry", slug="test", name="测试村", liaison=liaison)] if liaison else []
    return Town("镇", "县", records=MappingProxyType({"staff": staff, "village_entry": tuple(entries)}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['of']}: {case['way']} ({case['rule'][:20]})")
def test_reason(case: Case) -> None:
    asked, record, before = judged(case, {})
    assert asked.kind == case["of"]
    same = [one for one in before.rejected if one.record.mark is record.mark]
    if case.get("counts", True):
        assert record in before.counted
        assert same == []
    asked, record, found = judged(case, case["change"])
    assert record not in found.counted
    (left,) = [one for one in found.rejected if one.record.mark is record.mark]
    assert (left.reason, dict(left.values)) == (case["reason"], case["values"])
    told = [reason(asked, left, Messages(lang, *standards())) for lang in ("zh", "en")]
    assert told == [case["zh"], case["en"]]


def test_every_kind_of_rule_has_its_ways() -> None:
    ways = {(case["of"], case["way"]) for case in CASES}
    assert {kind.model_fields["kind"].annotation.__args__[0] for kind in KINDS} == {kind for kind, _ in ways}  # type: ignore[union-attr]
    assert all(sum(kind == of for of, _ in ways) >= 2 for kind, _ in ways)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["REJECTED", "STEP_REASONS", "UNITS"])
def test_every_reason_has_a_row(lang: str, name: str) -> None:
    told = "\n".join(case[lang] for case in CASES)
    texts = getattr(Messages(lang, *standards()).words, name)
    wanted = {
        key: re.split(r"\{[^}]*\}", text)
        for key, text in texts.items()
        if name != "UNITS" or key in {"quarter", "half"}
    }
    assert [key for key, parts in wanted.items() if not all(part in told for part in parts)] == []


@pytest.mark.parametrize(
    "as_of", [date(2019, 3, 1), date(2019, 6, 30), date(2019, 11, 20), date(2019, 12, 31)], ids=str
)
def test_every_reason_of_the_shipped_villages_can_be_told(as_of: date) -> None:
    speeches = [Messages(lang, *standards()) for lang in LANGUAGES]
    for one in workspace_of(ROOT).villages(as_of):
        rules = [rule for standard in one.assessment.standards for rule in standard.rules]
        for result in [*rules, *(veto.result for veto in one.assessment.vetoes)]:
            assert result.answer.cause != "bug", (one.village.slug, result.rule.id, result.answer.values)
            for left in result.answer.rejected:
                assert not re.search(
                    r"[{}]|“”|^$", "".join(reason(result.rule, left, messages) for messages in speeches)
                )
