"""The shipped catalogue and plan: their counts, weights and sources, and every bare word known everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from branchstd.catalogue import names
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.rules import KINDS, Rule
from branchstd.messages import LANGUAGES, table
from branchstd.records.base import Record, field_types
from branchstd.records.town import TOWN_KINDS
from branchstd.records.village import VILLAGE_KINDS
from branchstd.records.words import WORDS
from branchstd.rules import kinds
from branchstd.rules.derived import _DERIVED
from branchstd.rules.sets import CODES, FACTS, PEOPLE, POSTS, READS
from branchstd.workspace import load_standards

FOLDER = Path(__file__).parents[2] / "standards"


@cache
def standards() -> tuple[Catalogue, Plan]:
    return load_standards(None)


def rules() -> list[Rule]:
    return [rule for standard in standards()[0].standards for rule in standard.rules]


def by_id() -> list[str]:
    return [rule.id for rule in rules()]


def times(rule: Rule) -> list[str]:
    return [name for name in ("every", "due", "continuous") if getattr(rule, name, None)]


def test_seven_aspects_and_forty_two_standards_of_a_hundred_points() -> None:
    catalogue, _ = standards()
    assert [aspect.id for aspect in catalogue.aspects] == list("1234567")
    assert len(catalogue.standards) == 42
    assert sum(standard.points for standard in catalogue.standards) == 100
    assert {standard.aspect for standard in catalogue.standards} == set("1234567")


def test_standards_are_numbered_without_a_gap() -> None:
    catalogue, _ = standards()
    for aspect in catalogue.aspects:
        mine = [standard.id for standard in catalogue.standards if standard.aspect == aspect.id]
        assert mine == [f"{aspect.id}.{number}" for number in range(1, len(mine) + 1)]


def test_weights_of_a_standard_are_a_hundred() -> None:
    weights = {s.id: sum(rule.weight for rule in s.rules) for s in standards()[0].standards}
    assert set(weights.values()) == {100}


def test_rules_are_as_many_as_can_be_overseen() -> None:
    assert 90 <= len(rules()) <= 120
    assert len(set(by_id())) == len(by_id())


def test_vetoes_weigh_nothing_and_say_what_they_do() -> None:
    assert {(veto.weight, veto.effect is None) for veto in standards()[0].vetoes} == {(0, False)}
    assert {rule.effect for rule in rules()} == {None}


@pytest.mark.parametrize("rule", rules(), ids=by_id())
def test_a_rule_has_one_time(rule: Rule) -> None:
    assert len(times(rule)) == 1


@pytest.mark.parametrize("rule", rules(), ids=by_id())
def test_a_rule_says_where_it_comes_from(rule: Rule) -> None:
    assert rule.source.phrase or rule.source.regulation or rule.source.default


def test_no_standard_is_proven_by_judgement_alone() -> None:
    alone = [s.id for s in standards()[0].standards if {rule.kind for rule in s.rules} == {"judgement"}]
    assert alone == []


def test_no_text_of_the_manual_is_shipped() -> None:
    catalogue, _ = standards()
    assert {(standard.official_wording, standard.official_ref) for standard in catalogue.standards} == {("", "")}


def test_both_files_stay_small() -> None:
    """The everyday words are a file of their own: they say how records may be written, and nothing of what is asked."""
    *files, words = sorted(FOLDER.glob("*.yaml"))
    assert [file.name for file in (*files, words)] == ["manual_42.yaml", "plan_2019.yaml", "words.yaml"]
    assert sum(file.stat().st_size for file in files) <= 130 * 1024
    assert words.stat().st_size <= 32 * 1024


def test_the_plan_has_151_duties() -> None:
    """Those that a fact can prove or refute, and those that are guidance only."""
    _, plan = standards()
    assert len(plan.duties) + sum(len(group.ids) for group in plan.information) == 151


def test_at_most_twenty_duties_are_left_to_a_reason() -> None:
    _, plan = standards()
    reasons = [duty.id for duty in plan.duties if duty.why] + [code for group in plan.information for code in group.ids]
    assert len(reasons) <= 20


def test_every_rule_that_quotes_the_plan_proves_a_duty() -> None:
    asked = {proof.partition(":")[0] for duty in standards()[1].duties for proof in duty.proof}
    assert [rule.id for rule in rules() if rule.source.plan and rule.id not in asked] == []


def test_every_rule_kind_is_used_and_computed() -> None:
    words = {word for kind in KINDS for word in get_args(kind.model_fields["kind"].annotation)}
    assert words == set(kinds.KINDS)
    assert {rule.kind for rule in rules()} == words


def test_a_village_keeps_no_more_than_twenty_kinds_of_record() -> None:
    assert len(VILLAGE_KINDS) <= 20


def fields_of(kinds: Iterable[type[Record]]) -> int:
    return sum(len(kind.model_fields) for kind in {kind.__name__: kind for kind in kinds}.values())


def test_a_village_may_be_asked_for_no_more_than_154_fields() -> None:
    """Of the 16 more than the 138 before none is required: which receipt or case two like rows are (`ref`, twice), from
    whose subsidy an income came and what for (`fund`, `use`), and at most twelve that a regulation asks for."""
    assert fields_of(VILLAGE_KINDS.values()) <= 154


def test_all_records_together_have_no_more_than_279_fields() -> None:
    """Beside the village's sixteen thirteen of the town's, none of them required: how many candidates, matters, cases
    and opinions it knows of, who decided on an event and why, who moved a project and why, sample questions of a visit
    (three), which payment two like ones are, and the kind of a unit."""
    assert fields_of([*VILLAGE_KINDS.values(), *TOWN_KINDS.values()]) <= 279


def test_no_name_stands_in_two_registries() -> None:
    """A rule names a set, a fact or a number by its word alone."""
    every = [*PEOPLE, *POSTS, *CODES, *FACTS, *names.NUMBERS]
    assert len(every) == len(set(every))


def test_every_number_is_computed() -> None:
    assert set(names.NUMBERS) - set(names.FIXED) <= set(TOWN_KINDS["facts"].model_fields)


def test_every_set_fact_and_number_says_what_it_reads() -> None:
    """A record that cannot be read must reach every rule whose set rests on it."""
    said = {name for name, reads in READS.items() if reads}
    assert {*PEOPLE, *POSTS, *CODES, *FACTS, *names.NUMBERS} - said == {"list:standards"}


def test_every_derived_field_is_computed() -> None:
    assert {(kind, name) for kind, fields in names.DERIVED.items() for name in fields} <= set(_DERIVED)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kept", "known"),
    [
        ("SETS", {*PEOPLE, *POSTS, *CODES}),
        ("FACTS", set(FACTS)),
        ("RESPONSIBLE", set(names.RESPONSIBLE)),
        ("PARAMETERS", set(names.PARAMETERS)),
        ("FIELDS", {name for fields in names.DERIVED.values() for name in fields}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_bare_word_has_a_text(lang: str, kept: str, known: set[str]) -> None:
    texts = getattr(table("sentences", lang), kept)
    assert set(texts) == known
    assert all(texts.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_target_of_a_reference_has_a_text(lang: str) -> None:
    every = (*VILLAGE_KINDS.values(), *TOWN_KINDS.values())
    targets = {how.refers for kind in every for how in field_types(kind).values() if how.refers}
    assert targets == set(table("sentences", lang).TARGETS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_due_side_of_the_plan_has_a_text(lang: str) -> None:
    _, plan = standards()
    owners = {one.owner for one in plan.milestones} | {one.owner for one in plan.duties}
    assert owners == set(table("sentences", lang).OWNERS)


def test_every_role_that_judges_is_a_role_of_the_town() -> None:
    judging = {rule.role for rule in rules() if rule.kind == "judgement"}
    assert judging <= set(WORDS["roles"])


def test_every_open_point_moves_rules_and_targets_that_exist() -> None:
    catalogue, plan = standards()
    known = {rule.id for _, rule in catalogue.every_rule()} | {standard.id for standard in catalogue.standards}
    known |= {target.id for target in plan.targets} | {milestone.id for milestone in plan.milestones} | {"conclusion"}
    changed = {(point.id, name) for point in plan.open for name in point.changes if name not in known}
    assert changed == set()
    ids = {point.id for point in plan.open}
    assert {milestone.open for milestone in plan.milestones if milestone.open} <= ids
