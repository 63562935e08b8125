"""Records that somebody in a village may write: each field with each word it takes, extremes, and the town's words.

Built from the models, so that a new field or kind is tried without a new test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from branchstd.records.base import field_types
from branchstd.records.town import KINDS, TOWN_KINDS
from branchstd.records.types import (
    read_code,
    read_date,
    read_decimal,
    read_int,
    read_list,
    read_month,
    read_period,
    read_slug,
    read_steps,
    read_texts,
    read_year_or_period,
)
from branchstd.records.words import WORDS
from branchstd.store.layout import FileSpec
from branchstd.text.csv import csv_text

Entry = dict[str, Any]
# Codes that a field may refer to, by what it refers to; the first is taken where any will do.
Known = Mapping[str, list[str]]

FITTING: Final[dict[Any, list[Any]]] = {
    read_date: ["2019-06-20", "0001-01-01", "2019-01-01", "2019-11-18", "2019-12-31", "9999-12-31"],
    read_month: ["2019-06", "2019-12"],
    read_period: ["2019-06", "2019-Q4", "2019-H2"],
    read_year_or_period: ["2019-Q4", "2018", "2019"],
    read_int: ["1", "0", "5", "999999999"],
    read_decimal: ["1", "0", "100", "999999999999.99"],
    read_code: ["X1"],
    read_slug: ["x1"],
    read_list: [["X1"], [], ["theory", "T1", "T2"]],
    read_texts: [["夹1"], []],
    read_steps: [{"1": "2019-06-20"}, {}],
}
# What only the town says, as a text that a line of a list or a ledger would print.
WISHES: Final = (
    "confirm", "销号", "已销号", "met", "达标", "uphold", "异议成立", "镇", "县", "county", "5", "五星", "T4",
    "2019-11-18", "2019-11-18 镇T4 销号：看过", "2019-12-31 met zyxwvutsrqpo",
    "验收：达标\n  - {level: 镇, conclusion: 达标}",
)  # fmt: skip


def fitting(kind: str, name: str, known: Known) -> list[Any]:
    """Values that the field takes; the first makes a record that stands."""
    how = field_types(KINDS[kind])[name]
    if how.words:
        return [word for code, (zh, _) in WORDS[how.words].items() for word in (zh, code)]
    if codes := known.get(how.refers or ""):
        return [[code] for code in codes] if how.value is tuple else codes
    return FITTING.get(how.read, ["甲"])


def plain(kind: str, known: Known) -> Entry:
    """A record of this kind with every field said."""
    model = KINDS[kind]
    return {name: fitting(kind, name, known)[0] for name in model.model_fields if name not in model.nested}


def variants(kind: str, known: Known) -> Iterator[Entry]:
    """Plain ones, then with one field after the other said otherwise, then with all that may stand inside."""
    model, whole = KINDS[kind], plain(kind, known)
    for name in whole:
        yield from (whole | {name: value} for value in (*fitting(kind, name, known), *WISHES))
    for name, inner in model.nested.items():
        yield whole | {name: list(variants(inner, known))}


def foreign(kind: str, known: Known) -> Iterator[Entry]:
    """Plain ones with all the fields of a record of the town beside their own."""
    return (plain(other, known) | plain(kind, known) for other in TOWN_KINDS)


def of_town(kind: str, known: Known) -> list[Entry]:
    """Records of the town: with each word for what was done or concluded."""
    entries = [plain(kind, known) | ({"kind": "acceptance_report"} if kind == "event" else {})]
    for name in {"action", "conclusion", "verdict", "level", "item"} & KINDS[kind].model_fields.keys():
        entries = [entry | {name: value} for entry in entries for value in fitting(kind, name, known)]
    return entries


def file_of(spec: FileSpec, entries: list[Entry]) -> bytes:
    """A whole file of the layout."""
    if spec.key is not None:
        return text_of({spec.key: entries})
    names = list(dict.fromkeys(name for entry in entries for name in entry))
    rows = [[" ".join(v) if isinstance(v, list) else str(v) for v in map(entry.get, names)] for entry in entries]
    return csv_text([names, *rows]).encode()


def text_of(whole: Mapping[str, Any]) -> bytes:
    """As YAML, which takes what JSON writes."""
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
