"""The schemas say what the reader says: sound files validate, typical mistakes are marked, by a validator not ours."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from branchstd.__main__ import run
from branchstd.store.reading import read_layout
from branchstd.store.schemas import editor_settings, modeline, schemas
from samples import ROOT

SCHEMAS = {one.name: one for one in schemas()}
FILES = sorted(path.relative_to(ROOT).as_posix() for kind in ("yaml", "csv") for path in ROOT.glob(f"data/**/*.{kind}"))


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core types, as editors have them: numbers and true/false, but no dates and no yes/no."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag.rpartition(":")[2] in {"int", "float", "null"}]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def validator(name: str) -> Draft7Validator:
    document = json.loads((ROOT / "schemas" / name).read_text("utf-8"))
    Draft7Validator.check_schema(document)
    return Draft7Validator(document)


def of(file: str) -> str:
    return next(one.name for one in SCHEMAS.values() if Path(file).match(one.files))


def content(file: str, text: str) -> Any:
    if file.endswith(".csv"):
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(text.splitlines())]
    return yaml.load(text, CoreLoader)  # noqa: S506


def faults(file: str, text: str) -> list[str]:
    return [error.message for error in validator(of(file)).iter_errors(content(file, text))]


@pytest.mark.parametrize("file", FILES)
def test_a_sound_file_validates(file: str) -> None:
    assert faults(file, (ROOT / file).read_text("utf-8")) == []


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".yaml")])
def test_a_shipped_file_names_its_schema(file: str) -> None:
    first = (ROOT / file).read_text("utf-8").splitlines()[0]
    assert f"{first}\n" == modeline(file)
    assert ((ROOT / file).parent / first.partition("$schema=")[2]).resolve() == ROOT / "schemas" / of(file)


V = "data/villages/baiyutan/2019"
MISTAKES = {
    "a key misspelt": (f"{V}/activities/2019-03.yaml", "discussion:", "discusion:"),
    "a word that is not on the list": (f"{V}/activities/2019-03.yaml", "kind: 主题党日", "kind: 文艺演出"),
    "a day that could be several": (f"{V}/activities/2019-03.yaml", "date: 2019-03-08", "date: 5/10/2019"),
    "a number with a guess": (f"{V}/activities/2019-03.yaml", "present: 24", "present: 24左右"),
    "a number below nothing": (f"{V}/activities/2019-03.yaml", "present: 24", "present: -1"),
    "a name where a code belongs": (f"{V}/activities/2019-03.yaml", "by: M01", "by: 书记本人"),
    "a list written as a mapping": (f"{V}/activities/2019-03.yaml", "covers: [theory]", "covers: {theory: 1}"),
    "a needed field left out": (f"{V}/activities/2019-03.yaml", "kind: 党课\n", "form: 学习日\n"),
    "a step without its day": (f"{V}/matters.yaml", "D1: 2019-03-05", "D1: 是"),
    "the top key misspelt": (f"{V}/documents.yaml", "documents:", "document:"),
    "yes as true": ("data/town/2019/villages/baiyutan.yaml", "poor_village: 是", "poor_village: true"),
    "a folder name in capitals": ("data/town.yaml", "slug: baiyutan", "slug: Baiyutan"),
    "a cadre without a role": ("data/town.yaml", "{code: T3, role: 组织员}", "{code: T3}"),
    "a column misspelt": (f"{V}/people.csv", "joined_on", "joined"),
    "years of two digits": (f"{V}/people.csv", "2019-", "19-"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_typical_mistake_is_marked(mistake: str) -> None:
    file, old, new = MISTAKES[mistake]
    text = (ROOT / file).read_text("utf-8")
    assert old in text
    assert faults(file, text.replace(old, new)) != []


OTHERWISE = {
    "a day with dots": ("activities/2019-03.yaml", "date: 2019-03-08", "date: 2019.3.8"),
    "a day in Chinese": ("activities/2019-03.yaml", "date: 2019-03-08", "date: 2019年3月8日"),
    "a day of the folder's year": ("activities/2019-03.yaml", "date: 2019-03-08", "date: 3月8日"),
    "month and day": ("activities/2019-03.yaml", "date: 2019-03-08", "date: 3.8"),
    "month and day with a slash": ("activities/2019-03.yaml", "date: 2019-03-08", "date: 3/8"),
    "a room of the venue": ("activities/2019-03.yaml", "place: 村级活动场所", "place: 村委会二楼"),
    "a list by its short name": ("activities/2019-03.yaml", "activities:\n", "活动:\n"),
    "a day in one number": ("activities/2019-03.yaml", "date: 2019-03-08", "date: 20190308"),
    "a step's day": ("matters.yaml", "D1: 2019-03-05", "D1: 2019/3/5"),
    "cells": ("people.csv", "2019-09-20", "2019/9/20"),
    "a month": ("dues.csv", "2019-05,", "May-19,"),
    "an everyday word": ("activities/2019-03.yaml", "kind: 主题党日", "kind: 党日活动"),
    "an everyday post": ("posts.csv", "村民委员会,成员", "村委会,委员"),
    "an everyday heading": ("activities/2019-03.yaml", "date: 2019-03-05", "时间: 2019-03-05"),
    "an everyday content": ("activities/2019-03.yaml", "covers: [theory]", "covers: [政治理论]"),
    "a unit": ("activities/2019-03.yaml", "present: 24", "present: 24人"),
    "yes": ("income.csv", ",是,", ",有,"),
}


@pytest.mark.parametrize("way", OTHERWISE)
def test_what_is_read_is_not_marked(way: str) -> None:
    """And it is read: no error in the village."""
    name, old, new = OTHERWISE[way]
    file = f"{V}/{name}"
    text = (ROOT / file).read_text("utf-8")
    assert old in text
    assert faults(file, text.replace(old, new)) == []
    path = ROOT / file
    read = read_layout(ROOT, path, text.replace(old, new).encode())
    assert [problem for problem in read.problems if problem.severity == "error"] == []


SETTING = "\nparameters: {{young_age: {{value: 30, was: 35, by: T2, {}basis: 纪要}}}}\n"


@pytest.mark.parametrize(("dated", "marked"), [("date: 2019-06-05, ", False), ("", True)])
def test_a_setting_needs_its_day(dated: str, marked: bool) -> None:
    text = (ROOT / "data/town.yaml").read_text("utf-8") + SETTING.format(dated)
    assert bool(faults("data/town.yaml", text)) == marked


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_chinese_label_and_a_hint(name: str) -> None:
    document = json.loads((ROOT / "schemas" / name).read_text("utf-8"))
    places = [document, document.get("items", {}), *document.get("definitions", {}).values()]
    fields = [field for place in places for field in place.get("properties", {}).values()]
    assert fields
    assert [field for field in fields if not re.search("[一-鿿]", field.get("title", ""))] == []


def test_the_command_writes_what_is_shipped(tmp_path: Path) -> None:
    assert run(["schema", "-o", str(tmp_path / "out")]) == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (ROOT / "schemas").iterdir()}


def test_the_editors_settings_are_those_shipped() -> None:
    assert (ROOT / ".vscode" / "settings.json").read_text("utf-8") == editor_settings()


def test_a_schema_for_every_file_of_the_layout() -> None:
    assert {of(file) for file in FILES} | {"manual.schema.json"} == set(SCHEMAS)


@pytest.mark.parametrize("kind", ["一季度公开", "5月村务公开", "桥上组小组会", "主题党日（学习日）"])
def test_a_kind_with_what_else_it_says(kind: str) -> None:
    """The editor marks nothing that is read."""
    record = {"activities": [{"date": "2019-04-10", "kind": kind}]}
    assert not list(validator("activities.schema.json").iter_errors(record))
