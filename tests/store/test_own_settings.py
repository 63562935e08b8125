"""An office's own settings in data/town.yaml: each refusal at its place, and what a setting changes when it holds."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.store import CatalogueError
from branchstd.workspace import load_standards
from samples import MANUAL as CATALOGUE
from samples import ROOT, Edit, copy_of, entry_of, standards

BY = "by: T2, date: 2019-06-05, basis: 镇党委会议纪要"


def town_with(tmp_path: Path, said: str) -> tuple[Path, int]:
    """A copy of the town with settings at the end, and the number of the settings' first line."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    town = tmp_path / "data" / "town.yaml"
    lines = town.read_text("utf-8").rstrip("\n")
    town.write_text(f"{lines}\n{said}\n", "utf-8")
    return tmp_path, lines.count("\n") + 2


def loaded(tmp_path: Path, said: str) -> tuple[Catalogue, Plan]:
    return load_standards(town_with(tmp_path, said)[0])


# What is said, then code, line from the first of what is said (from 0), column; the file is data/town.yaml.
REFUSED = {
    f"parameters: {{yuong_age: {{value: 30, was: 35, {BY}}}}}": ("unknown_name", 0, 25),
    f"parameters: {{young_age: {{value: 30, was: 28, {BY}}}}}": ("was_other", 0, 42),
    f"parameters: {{young_age: {{value: 30, {BY}}}}}": ("was_other", 0, 25),
    f"parameters: {{young_age: {{value: thirty, was: 35, {BY}}}}}": ("catalogue_value", 0, 33),
    f"parameters: {{late_days: {{value: 367, was: 30, {BY}}}}}": ("bad_parameter", 0, 25),
    f"parameters: {{late_share: {{value: 3/2, was: 1/2, {BY}}}}}": ("bad_parameter", 0, 26),
    f"parameters: {{met_from: {{value: 500, was: 80, {BY}}}}}": ("bad_parameter", 0, 24),
    f"parameters: {{basic_from: {{value: 81, was: 60, {BY}}}}}": ("bad_parameter", 0, 26),
    f"parameters: {{star_5_from: {{value: 79, was: 90, {BY}}}}}": ("bad_parameter", 0, 27),
    f"parameters: {{star_3_from: {{value: 59, was: 70, {BY}}}}}": ("bad_parameter", 0, 27),
    f"parameters: {{reply_days: {{value: 0, was: 7, {BY}}}}}": ("bad_parameter", 0, 26),
    f"parameters: {{winter_end: {{value: 2018-10-31, was: 2019-03-31, {BY}}}}}": ("bad_parameter", 0, 26),
    f"parameters: {{winter_end: {{value: 9999-12-31, was: 2019-03-31, {BY}}}}}": ("bad_parameter", 0, 26),
    "parameters: {young_age: {value: 30, was: 35, by: T2, date: 2019-06-05}}": ("catalogue_missing", 0, 25),
    "parameters: {young_age: {value: 30, was: 35, by: T99, date: 2019-06-05, basis: 会}}": ("unknown_reference", 0, 50),
    "parameters: {young_age: {value: 30, was: 35, by: T2, date: 2019-06-31, basis: 纪要}}": ("bad_date", 0, 60),
    f"dates: {{M11: {{value: 2019-11-12, was: 2019-11-11, {BY}}}}}": ("was_other", 0, 39),
    f"dates: {{M11: {{value: 2020-11-12, was: 2019-11-10, {BY}}}}}": ("bad_own_day", 0, 22),
    f"dates: {{M99: {{value: 2019-11-12, was: 2019-11-10, {BY}}}}}": ("unknown_name", 0, 14),
    f"lists: {{five_study: {{items: [w1, w2, w3, w4, w5], {BY}}}}}": ("unknown_list", 0, 21),
    f"lists: {{five_studies: {{items: [w1, w2], {BY}}}}}": ("list_size", 0, 23),
    f"lists: {{five_studies: {{items: [w1, w2, w3, w4, 学章程], {BY}}}}}": ("bad_code", 0, 31),
    f"lists: {{dev_systems: {{items: [w1, w2], {BY}}}}}": ("was_other", 0, 22),
    "standards:\n- {action: disable, id: '2.4'}": ("single_standards", 0, 1),
    "standards:": ("single_standards", 0, 1),
}  # fmt: skip


@pytest.mark.parametrize("said", REFUSED)
def test_a_faulty_setting_stops_the_run_at_its_place(said: str, tmp_path: Path) -> None:
    root, first = town_with(tmp_path, said)
    with pytest.raises(CatalogueError) as stopped:
        load_standards(root)
    code, line, column = REFUSED[said]
    found = [(p.code, p.place.file, p.place.line, p.place.column) for p in stopped.value.problems]
    assert (code, "data/town.yaml", first + line, column) in found


# A rule of a town's own catalogue that could not be computed, and the code with which it is refused.
UNFIT = {
    "every: quarter, record: activity, where: {kind: check}, grace_days: 367": "catalogue_value",
    "every: quarter, record: activity, where: {kind: [[check]]}": "catalogue_value",
    "every: quarter, record: activity, where: {kind: [{a: b}]}": "catalogue_value",
    "every: quarter, record: activity, where: {kind: check}, min_share: 0": "catalogue_value",
    "kind: total, record: activity, sum: topic, at_least: 5, due: M11": "field_unfit",
    "kind: total, record: activity, sum: date, at_least: 5, due: M11": "field_unfit",
    "kind: deadline, record: activity, date: topic, due: M11": "field_unfit",
    "kind: on_time, record: activity, done: date, limit: planned_on, continuous: true, EMPTY": "field_unfit",
    "kind: on_time, record: payment, done: kind, limit: due_on, continuous: true, EMPTY": "field_unfit",
    "kind: on_time, record: payment, done: paid_on, limit: due_on, grace_days: abc, continuous: true, EMPTY":
        "catalogue_value",
    "kind: cover, set: members.active, record: activity, min_share: 3/2, due: M11, EMPTY": "catalogue_value",
}  # fmt: skip


@pytest.mark.parametrize("rule", UNFIT)
def test_a_rule_that_could_not_be_computed_is_refused(rule: str, tmp_path: Path) -> None:
    kind = "" if rule.startswith("kind") else "kind: cadence, "
    whole = kind + rule.replace("EMPTY", "when_empty: unmet")
    shipped = entry_of("3.1")
    entry = (
        f"{shipped.partition('rules:')[0]}rules:\n  - {{id: a, weight: 100, noun: p, source: {{office: x}}, {whole}}}\n"
    )
    edits: list[Edit] = [{"file": CATALOGUE, "replace": [shipped, entry]}]
    with pytest.raises(CatalogueError) as stopped:
        load_standards(copy_of(tmp_path, edits))
    assert UNFIT[rule] in {problem.code for problem in stopped.value.problems}


@pytest.mark.parametrize("items", ["[[a], b, c]", "[{a: b}, c, d]", "{a: [x], b: y, c: z}"])
def test_items_are_texts(items: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        loaded(tmp_path, f"lists: {{three_chains: {{items: {items}, {BY}}}}}")


def test_nothing_said_changes_nothing(tmp_path: Path) -> None:
    """The shipped town has decided three points, each as it ships: words alone are moved."""
    catalogue, plan = loaded(tmp_path, "")
    assert catalogue.changes == ()
    assert plan.days == standards()[1].days
    assert plan.targets == standards()[1].targets
    assert catalogue.parameters == standards()[0].parameters
    assert {name for name in plan.settlements if name in {point.id for point in plan.open}} == {"C1", "C4", "C6"}
    both = (standards()[0], catalogue)
    before, after = ({rule.id: rule.source.default for _, rule in one.every_rule()} for one in both)
    assert {rule: after[rule] for rule in before if before[rule] != after[rule]} == {
        "7.4.e": (), "6.1.a": (), "6.1.b": (), "6.1.c": (), "4.5.a": ("due",),
    }  # fmt: skip


def test_a_parameter_is_no_default_any_more(tmp_path: Path) -> None:
    catalogue, plan = loaded(tmp_path, f"parameters: {{young_age: {{value: 30, was: 35, {BY}}}}}")
    assert catalogue.parameters.young_age == 30
    before = {rule.id for _, rule in standards()[0].every_rule() if "young_age" in rule.source.default}
    after = {rule.id: rule.source for _, rule in catalogue.every_rule() if rule.id in before}
    assert before
    assert {plan.settlements[f"{rule}:young_age"].basis for rule in after} == {"镇党委会议纪要"}
    assert plan.settlements["Q11"].basis == "镇党委会议纪要"
    assert not any("young_age" in source.default for source in after.values())


def test_a_day_moves_wherever_it_is_asked_for(tmp_path: Path) -> None:
    _, plan = loaded(tmp_path, f"dates: {{M11: {{value: 2019-11-12, was: 2019-11-10, {BY}}}}}")
    found = next(one for one in plan.milestones if one.id == "M11")
    assert (found.due, plan.days["M11"], found.default) == (date(2019, 11, 12), date(2019, 11, 12), False)


def test_a_list_with_titles_and_one_of_codes(tmp_path: Path) -> None:
    titled = f"lists: {{three_chains: {{items: {{org: 组织链, member: 党员链, people: 群众链}}, {BY}}},"
    _, plan = loaded(tmp_path, f"{titled} five_studies: {{items: [w1, w2, w3, w4, w5], {BY}}}}}")
    assert {code: words.zh for code, words in plan.lists["three_chains"].items.items()} == {
        "org": "组织链", "member": "党员链", "people": "群众链",
    }  # fmt: skip
    assert list(plan.lists["five_studies"].items) == ["w1", "w2", "w3", "w4", "w5"]


MANUAL = "data/town/2019/manual.csv"


def manual(tmp_path: Path, *rows: str) -> Path:
    root, _ = town_with(tmp_path, "")
    (root / MANUAL).write_text("\n".join(["standard,points,wording,ref", *rows]) + "\n", "utf-8")
    return root


def test_the_manual_s_words_and_points(tmp_path: Path) -> None:
    root = manual(tmp_path, "3.1,3.5,按季度召开支部党员大会,第三方面第1项", "3.2,2.5,,")
    catalogue, _ = load_standards(root)
    first, second = (next(s for s in catalogue.standards if s.id == code) for code in ("3.1", "3.2"))
    assert (first.points, first.official_wording, first.official_ref) == (
        Fraction(7, 2), "按季度召开支部党员大会", "第三方面第1项",
    )  # fmt: skip
    assert (second.points, second.official_wording) == (Fraction(5, 2), "")
    changed = [(change.id, change.was, change.now) for change in catalogue.changes]
    assert changed == [("3.1", "3", "3.5"), ("3.2", "3", "2.5")]


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        ("3.1,3.5,,", "points_total", 0),
        ("9.1,,原文,", "unknown_reference", 2),
        ("3.1,三分,,", "bad_decimal", 2),
        ("3.1,,甲,\n3.1,,乙,", "id_twice", 3),
    ],
)
def test_a_fault_of_the_manual_s_table(row: str, code: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as stopped:
        load_standards(manual(tmp_path, row))
    assert [(p.code, p.place.file, p.place.line) for p in stopped.value.problems] == [(code, MANUAL, line)]
