"""Villages in memory: records from the texts a file would hold, a rule from one line of YAML, and what it answers.

Days are written `2019-06-05` or, in the plan's year, `06-05`. An answer is its share (`7/8`) or its outcome's word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import TypeAdapter

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.parts import Words
from branchstd.catalogue.rules import Rule
from branchstd.findings import Place
from branchstd.records.base import Origin, Record
from branchstd.records.holdings import Broken, Town, Village
from branchstd.records.town import TOWN_KINDS
from branchstd.records.village import VILLAGE_KINDS
from branchstd.rules.answer import Answer
from branchstd.rules.kinds import answer
from branchstd.rules.view import View
from branchstd.workspace import load_standards

KINDS = VILLAGE_KINDS | TOWN_KINDS
NAMES = {model: kind for kind, model in KINDS.items()}
RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
COMMON = "id: x.a, weight: 100, noun: {zh: 某事, en: something}, source: {default: at_least}"
FACTS = {
    "poor_village": "no",
    "poor_households": 0,
    "members": 0,
    "full_members": 0,
    "party_groups": 0,
    "cadre_posts": 0,
    "group_posts": 0,
    "duty_shifts": 0,
    "quota": 0,
    "chain_target": "no",
    "one_person_target": "no",
}
ROLES = {"T2": "town_deputy", "T3": "organiser", "T4": "party_office", "T5": "liaison", "T6": "town_finance"}


@cache
def standards() -> tuple[Catalogue, Plan]:
    """The shipped catalogue and plan."""
    return load_standards(None)


def day(text: str) -> date:
    return date.fromisoformat(long(text))


def long(text: str) -> str:
    return f"2019-{text}" if len(text) == len("06-05") and text[2] == "-" else text


def _texts(value: Any) -> Any:
    """As a file would hold it: all leaves are texts."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_texts(item) for item in value]
    return long(str(value))


def make(kind: str, parent: Record | None = None, /, **fields: Any) -> Any:
    """A record of a kind; what is None is left out."""
    record = KINDS[kind].model_validate({name: _texts(v) for name, v in fields.items() if v is not None})
    record.put(Origin(Place(f"{kind}.yaml")), parent)
    return record


def activity(on: str, kind: str, /, **fields: Any) -> Any:
    return make("activity", date=on, kind=kind, **fields)


def monthly(kind: str, /, *months: int, on: int = 10, **fields: Any) -> list[Any]:
    """One activity in each of these months."""
    return [activity(f"{month:02}-{on:02}", kind, **fields) for month in months]


def person(code: str, joined: str | None = "2010-01-01", full: str | None = "2011-01-01", **fields: Any) -> Any:
    return make("person", code=code, joined_on=joined, full_on=full, **fields)


def people(number: int, **fields: Any) -> list[Any]:
    """M1, M2, …"""
    return [person(f"M{n}", **fields) for n in range(1, number + 1)]


def post(code: str, body: str, title: str, start: str = "2018-01-01", **fields: Any) -> Any:
    return make("post", person=code, body=body, post=title, start=start, **fields)


def standing(code: str, word: str, start: str = "2018-01-01", end: str | None = None) -> Any:
    return make("standing", person=code, standing=word, start=start, end=end)


def facts(start: str = "2019-01-01", **fields: Any) -> Any:
    return make("facts", start=start, **(FACTS | fields))


def ruling(about: str, verdict: str, on: str, by: str = "T5", until: str | None = None) -> Any:
    return make("ruling", about=about, verdict=verdict, date=on, by=by, reason="现场核查", until=until)


def broken(kind: str, since: str | None = None, /, **known: Any) -> Broken:
    """A record that could not be typed; `known` are the fields that could be read."""
    also = {"also": None} if "kind" in known and kind == "activity" else {}  # certainly left empty
    return Broken(kind, Place(f"{kind}.yaml", 7), also | known, day(since) if since else None)


def village(*records: Any, broken: Iterable[Broken] = (), before: Iterable[Any] = ()) -> Village:
    """A village of records and lists of records. before: the dues of the year before."""
    kinds: dict[str, list[Record]] = {}
    for record in _flat(records):
        kinds.setdefault(NAMES[type(record)], []).append(record)
    grouped = {kind: tuple(found) for kind, found in kinds.items()}
    return Village("test", "测试村", MappingProxyType(grouped), tuple(broken), before=tuple(before))


def _flat(records: Iterable[Any]) -> Iterable[Record]:
    for record in records:
        if isinstance(record, (list, tuple)):
            yield from _flat(record)
        else:
            yield record


def town(*, broken: Iterable[Broken] = ()) -> Town:
    """A town with one cadre for each role."""
    staff = tuple(make("staff", code=code, role=role) for code, role in ROLES.items())
    records = MappingProxyType({"staff": staff})
    return Town("镇", "县", records=records, broken=tuple(broken))


def rule(line: str) -> Rule:
    """A rule from one line of YAML; id, weight, noun and source are filled in."""
    values = yaml.load(f"{{{COMMON}}}", yaml.BaseLoader) | yaml.load(f"{{{line}}}", yaml.BaseLoader)  # noqa: S506
    return RULES.validate_python(values)


def shipped(rule_id: str) -> Rule:
    """A rule of the shipped catalogue."""
    return next(found for _, found in standards()[0].every_rule() if found.id == rule_id)


def listing(name: str, codes: Iterable[str]) -> Plan:
    """The shipped plan with one of its lists filled in by the office."""
    plan = standards()[1]
    items = {code: Words(zh=code, en=code) for code in codes}
    return plan.model_copy(update={"lists": plan.lists | {name: plan.lists[name].model_copy(update={"items": items})}})


def view(
    as_of: str,
    *records: Any,
    broken: Iterable[Broken] = (),
    before: Iterable[Any] = (),
    of: Town | None = None,
    plan: Plan | None = None,
) -> View:
    catalogue, shipped_plan = standards()
    held = village(*records, broken=broken, before=before)
    return View(held, of or town(), catalogue, plan or shipped_plan, day(as_of))


def answered(line: str | Rule, as_of: str, *records: Any, **surroundings: Any) -> Answer:
    """What a rule answers at the end of a day; surroundings as for `view`."""
    asked = rule(line) if isinstance(line, str) else line
    return answer(view(as_of, *records, **surroundings), asked, asked.id.rpartition(".")[0])


def ask(line: str | Rule, as_of: str, *records: Any, **surroundings: Any) -> str:
    """The answer in a word: its share, or why there is none."""
    return word(answered(line, as_of, *records, **surroundings))


def word(found: Answer) -> str:
    return str(found.share) if found.outcome is None else found.outcome.value
