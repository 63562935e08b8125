"""The shipped town with a payload in every text that a person may write: whatever is printed of it must stay text.

Which fields are texts is asked of the record models, so that a new field is hostile on the day it is added. Each text
also gets a mark with its kind and field, by which a page tells what it prints.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.store.layout import TOWN_FILES, TOWN_ON_VILLAGE, VILLAGE_FILES, FileSpec
from samples import MANUAL, ROOT, apply, entry_of

YEAR = "2019"
PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>alert(2)</script>",
    "javascript:alert(1)", "{{7*7}}", "<!--", "]]>", "&lt;b&gt;", "${7*7}",
    "' onload='alert(3)", "--><svg/onload=alert(4)>", "[a](javascript:alert(5))", "![b](http://127.0.0.1:9/x.png)",
    "`c`", "|", "</title>", "𠮷é＜script＞ﷺ",
)  # fmt: skip
PAYLOAD = " ".join(PAYLOADS)
CHOICES = {("town", "language"), ("decision", "choice")}  # texts of which only some are known; others are refused
Data = dict[str, Any]

OWN = f"""
lists:
  three_chains:
    items: {{org: {PAYLOAD!r}, member: {PAYLOAD!r}, people: {PAYLOAD!r}}}
    by: T4
    date: "2019-06-03"
    basis: {PAYLOAD!r}
""".replace(repr(PAYLOAD), "'" + PAYLOAD.replace("'", "''") + "'")
OWN_STANDARD = f"""- id: "2.10"
  title: {{zh: {PAYLOAD!r}, en: {PAYLOAD!r}}}
  requirement: {{zh: {PAYLOAD!r}, en: {PAYLOAD!r}}}
  official_wording: {PAYLOAD!r}
  points: "2"
  responsible: director
  days: "30"
  remedy: {{zh: {PAYLOAD!r}, en: {PAYLOAD!r}}}
  rules:
  - {{id: a, kind: cadence, weight: "100", noun: {{zh: {PAYLOAD!r}, en: {PAYLOAD!r}}},
     source: {{office: {PAYLOAD!r}}}, every: quarter, record: activity, where: {{kind: check}}}}

""".replace(repr(PAYLOAD), "'" + PAYLOAD.replace("'", "''") + "'")


def mark(kind: str, field: str) -> str:
    return f"⟦{kind}.{field}⟧"


def marks(text: str) -> set[tuple[str, str]]:
    """Kind and field of every hostile text in a page."""
    return set(re.findall(r"⟦(\w+)\.(\w+)⟧", text))


def free_texts(kind: str) -> Iterator[tuple[str, bool]]:
    """Fields of a kind that hold whatever a person writes, and whether they hold several."""
    for name, how in field_types(KINDS[kind]).items():
        if how.free and (kind, name) not in CHOICES:
            yield name, how.value is tuple


def copied_town(target: Path) -> Path:
    shutil.copytree(ROOT / "data", target / "data")
    return target


def hostile_town(target: Path, payload: str = PAYLOAD) -> Path:
    """A copy of the shipped town; also people's names, and lists and standards of its own, are hostile."""
    copied_town(target)
    town = target / "data/town.yaml"
    _single(town, "town", payload)
    town.write_text(town.read_text("utf-8") + OWN.replace(PAYLOAD, payload), "utf-8")
    shutil.copytree(ROOT / "standards", target / "standards")
    first, added = entry_of("1.1"), OWN_STANDARD.replace(PAYLOAD, payload)
    apply(target, {"file": MANUAL, "replace": [first, first.replace("points: 3", "points: 1")]})
    apply(target, {"file": MANUAL, "replace": ['- id: "3.1"', f'{added}- id: "3.1"']})
    (target / "data/town" / YEAR / "manual.csv").write_text("standard,points,wording,ref\n1.1,,,\n", "utf-8")
    for said in (target / "data/town").iterdir():
        _files(said, TOWN_FILES, payload)
        for path in (said / "villages").glob("*.yaml"):
            _lists(path, TOWN_ON_VILLAGE, payload)
    for year in (target / "data/villages").glob("*/*"):
        _files(year, VILLAGE_FILES, payload)
    for village in (target / "data/villages").iterdir():
        _names(village, payload)
    return target


def _files(folder: Path, specs: tuple[FileSpec, ...], payload: str) -> None:
    for spec in specs:
        for path in folder.glob(spec.name):
            if path.suffix == ".csv":
                _table(path, spec.kind, payload)
            elif spec.key:
                _lists(path, {spec.key: spec.kind}, payload)
            else:
                _single(path, spec.kind, payload)


def _single(path: Path, kind: str, payload: str) -> None:
    data = _loaded(path)
    _spoil(kind, data, payload)
    _dump(path, data)


def _lists(path: Path, keys: dict[str, str], payload: str) -> None:
    data = _loaded(path)
    for key, records in data.items():
        kind = keys.get(key) or next(kind for kind in keys.values() if KINDS[kind].zh == key)
        for record in records or ():
            _spoil(kind, record, payload)
    _dump(path, data)


def _loaded(path: Path) -> Data:
    return yaml.load(path.read_text("utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {}  # noqa: S506


def _dump(path: Path, data: Data) -> None:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(data, Dumper=dumper, allow_unicode=True, default_style='"', width=10**6, sort_keys=False)
    path.write_text(text, "utf-8")


def _spoil(kind: str, record: Data, payload: str) -> None:
    """Behind what is written there, or alone where nothing was."""
    model = KINDS[kind]
    key = {name: str(info.title) if str(info.title) in record else name for name, info in model.model_fields.items()}
    for name, several in free_texts(kind):
        said = record.get(key[name]) or ([] if several else "")
        spoilt = f"{mark(kind, name)} {payload}"
        record[key[name]] = [*said, spoilt] if several else f"{said}{spoilt}"
    for name, inner in model.nested.items():
        for child in record.get(key[name]) or ():
            _spoil(inner, child, payload)


def _table(path: Path, kind: str, payload: str) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    if not rows:
        return
    for row in rows:
        _spoil(kind, row, payload)
    _write(path, rows)


def _names(village: Path, payload: str) -> None:
    codes = csv.DictReader(io.StringIO((village / YEAR / "people.csv").read_text("utf-8-sig")))
    rows = [{"code": row.get("code") or row["人员代码"], "name": f"{mark('names', 'name')} {payload}"} for row in codes]
    if rows:
        _write(village / "names.csv", rows)


def _write(path: Path, rows: list[Data]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
