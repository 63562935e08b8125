"""Nothing is kept for its own sake: every bare word serves a rule or the plan, every field a paper form.

And nobody's real name stands in the files: the plan's text holds one, which is known here by its digest only.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from branchstd.catalogue import names
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.rules import Rule
from branchstd.records.base import field_types
from branchstd.records.town import TOWN_KINDS
from branchstd.records.village import VILLAGE_KINDS
from branchstd.records.words import WORDS
from branchstd.rules.sets import CODES, FACTS, PEOPLE, POSTS
from branchstd.workflow.proof import COUNTED
from branchstd.workspace import load_standards

ROOT = Path(__file__).parents[2]
KINDS = VILLAGE_KINDS | TOWN_KINDS
FIELDS = [(kind, name) for kind, record in KINDS.items() for name in record.model_fields]
NAMING = ("when", "set", "per", "person_in", "partner_in", "or_in", "seats", "times")
COMPUTED = [(record, name) for record, fields in names.DERIVED.items() for name in fields]
REAL_PLACE = "8afbb02d346c93d45975d2b136ed1fd0879c3c8c64154bf597310e3557b70364"
TEXTS = {".py", ".yaml", ".csv", ".md", ".toml", ".txt", ".json"}


@cache
def standards() -> tuple[Catalogue, Plan]:
    return load_standards(None)


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(rule for _, rule in standards()[0].every_rule())


def named(*fields: str) -> set[str]:
    """What the rules name in these fields, or would by a choice of the town."""
    chosen = [texts for point in standards()[1].open for one in point.choices for texts in one.fields.values()]
    said = {texts[field] for texts in chosen for field in fields if texts.get(field)}
    return said | {value for rule in rules() for field in fields if (value := getattr(rule, field, None))}


def read_fields(rule: Rule) -> set[str | None]:
    """The fields of its records that a rule looks at."""
    lists = ("where", "equals", "needs", "filled")
    one = ("match", "sum", "date", "done", "limit")
    return {*(getattr(rule, name, None) for name in one), *(key for name in lists for key in getattr(rule, name, ()))}


@pytest.mark.parametrize("registry", [PEOPLE, POSTS, CODES, FACTS, names.NUMBERS])
def test_every_word_of_a_registry_is_named_by_a_rule(registry: Collection[str]) -> None:
    assert set(registry) - named(*NAMING) == set()


def test_all_that_is_counted_proves_a_duty() -> None:
    assert set(COUNTED) - {proof for duty in standards()[1].duties for proof in duty.proof} == set()


def test_every_side_that_may_be_responsible_answers_for_a_standard() -> None:
    assert set(names.RESPONSIBLE) == {standard.responsible for standard in standards()[0].standards}


def test_every_part_that_may_be_a_default_is_one_somewhere() -> None:
    sources = [part.source for part in (*rules(), *standards()[0].quorums.values())]
    said = {name for source in sources for name in source.default}
    assert set(names.PARAMETERS) == {name for name in said if not name.startswith("list:")}


@pytest.mark.parametrize(("record", "name"), COMPUTED)
def test_every_computed_field_is_read_by_a_rule(record: str, name: str) -> None:
    mine = [rule for rule in rules() if getattr(rule, "record", None) == record]
    # A rule that counts people of a set looks at their rows.
    mine += [rule for rule in rules() if record == "person" and rule.kind == "count" and rule.set]
    followed = {rule.template for rule in mine if rule.kind == "steps"}
    needed = {step.needs for name in followed for step in standards()[0].templates[name].steps}
    assert name in {field for rule in mine for field in read_fields(rule)} | needed


def test_every_template_is_followed_and_every_article_cited() -> None:
    catalogue, _ = standards()
    cited = {article for rule in rules() for article in rule.source.regulation}
    steps = (step for template in catalogue.templates.values() for step in template.steps if step.source)
    cited |= {article for step in steps if step.source for article in step.source.regulation}
    cited |= {article for items in standards()[1].lists.values() for article in items.regulation}
    assert set(catalogue.templates) == named("template")
    assert set(catalogue.articles) == cited


def test_every_day_of_the_plan_is_the_day_of_something() -> None:
    _, plan = standards()
    used = named("due") | {duty.due for duty in plan.duties} | {target.due for target in plan.targets}
    assert set(plan.days) - used == set()


def test_every_closed_list_of_words_belongs_to_a_field() -> None:
    named_lists = {how.words for record in KINDS.values() for how in field_types(record).values() if how.words}
    assert set(WORDS) == named_lists


def test_every_record_kind_serves_a_rule_a_duty_or_another_record() -> None:
    proofs = {proof.partition(".")[0] for duty in standards()[1].duties for proof in duty.proof}
    proofs |= {kind for _, kinds in COUNTED.values() for kind in kinds}
    nested = {kind for record in KINDS.values() for kind in record.nested.values()}
    # What a village or the town is, who is there, what is asked of it, who is excused from what, and what was decided.
    ground = {"village", "town", "person", "facts", "standing", "decision", "manual_row"}
    assert set(KINDS) - named("record") - proofs - nested - ground == set()


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_every_field_is_printed_on_a_form_or_holds_records(kind: str, name: str) -> None:
    extra = KINDS[kind].model_fields[name].json_schema_extra
    assert isinstance(extra, dict)
    forms = extra["forms"]
    assert isinstance(forms, list)
    assert [form for form in forms if not re.fullmatch(r"F(0[1-9]|[12]\d|3[0-3])", str(form))] == []
    assert bool(forms) != (name in KINDS[kind].nested)


def pairs(path: Path) -> set[str]:
    """All neighbouring Chinese characters of a text."""
    runs = re.findall(r"[\u4e00-\u9fff]{2,}", path.read_text("utf-8", errors="ignore"))
    return {run[start : start + 2] for run in runs for start in range(len(run) - 1)}


@pytest.mark.parametrize("folder", ["standards", "src", "docs", "data", "tests"])
def test_no_real_place_is_named(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS and path.is_file()]
    assert files
    seen = {pair: path for path in files for pair in pairs(path)}
    assert [str(path) for pair, path in seen.items() if sha256(pair.encode()).hexdigest() == REAL_PLACE] == []


def test_quoted_phrases_name_places_only_as_the_plan_hides_them() -> None:
    """A county, township or village with a name of its own is written as xxx in the plan, and so in what is quoted."""
    catalogue, plan = standards()
    quoted = [rule.source.phrase for _, rule in catalogue.every_rule() if rule.source.phrase]
    quoted += [one.phrase for part in (plan.duties, plan.targets, plan.growth) for one in part]
    hidden = [phrase for phrase in quoted if "xxx" in phrase]
    assert hidden
    assert [phrase for phrase in hidden if not re.search(r"xxx[县镇乡村]", phrase)] == []
