"""Which record file has which schema, where the schemas lie, and how a file says so to
an editor.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from branchstd.catalogue.everyday import Everyday
from branchstd.records.schema import definitions, list_schema, of_kind
from branchstd.records.town import KINDS
from branchstd.records.types import Schema
from branchstd.store.layout import TOWN_FILES, TOWN_ON_VILLAGE, VILLAGE_FILES, FileSpec
from branchstd.store.reading import SETTINGS
from branchstd.store.strict import everyday

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
FOLDER: Final = "schemas"
MODELINE: Final = "# yaml-language-server: $schema="


class Schemed(NamedTuple):
    """A schema's file name, the record files it is for (from the root, `*` for a
    village, a year or a month).
    """

    name: str
    files: str
    schema: Schema


def schemas(root: Path | None = None) -> Iterator[Schemed]:
    """Every record file's, in the order of the layout; with the everyday words of a
    root that has its own.
    """
    words = everyday(root)
    yield Schemed("town.schema.json", "data/town.yaml", _town(words))
    for spec in TOWN_FILES:
        yield _of(words, spec, "data/town/*")
    yield Schemed(
        "town-on-village.schema.json",
        "data/town/*/villages/*.yaml",
        _keys_schema(words, TOWN_ON_VILLAGE),
    )
    for spec in VILLAGE_FILES:
        yield _of(words, spec, "data/villages/*/*")


def _of(words: Everyday, spec: FileSpec, folder: str) -> Schemed:
    name = spec.name.partition("/")[0].partition(".")[0]
    if spec.key:
        schema = _keys_schema(words, {spec.key: spec.kind})
    elif spec.name.endswith(".yaml"):
        schema = of_kind(spec.kind, words) | {
            "definitions": definitions(words, *KINDS[spec.kind].nested.values())
        }
    else:
        rows = of_kind(spec.kind, words)
        # A table as a list of rows; empty cells left out.
        schema = {"title": KINDS[spec.kind].zh, "type": "array", "items": rows}
    return Schemed(f"{name}.schema.json", f"{folder}/{spec.name}", schema)


def _keys_schema(words: Everyday, keys: dict[str, str]) -> Schema:
    """A YAML file whose top keys, under any of their names, hold lists of records."""
    both = {
        name: list_schema(kind)
        for key, kind in keys.items()
        for name in words.top(key, kind)
    }
    shape = {
        "type": ["object", "null"],
        "properties": both,
        "additionalProperties": False,
    }
    return shape | {"definitions": definitions(words, *keys.values())}


def _town(words: Everyday) -> Schema:
    """The town's own record, with its settings beside it."""
    record = of_kind("town", words)
    for name in SETTINGS:
        record["properties"][name] = _SETTINGS[name]
    return record | {"definitions": definitions(words, *KINDS["town"].nested.values())}


_TEXTUAL: Final[Schema] = {"type": ["string", "number"]}
_DECIDED: Final[Schema] = {
    "was": _TEXTUAL
    | {
        "title": "原来",
        "description": "自带的值，或自带清单的指纹（branchstd explain）",
    },
    "by": _TEXTUAL | {"title": "决定人", "description": "镇干部代码"},
    "date": {"type": "string", "title": "日期", "description": "写成 2019-06-05"},
    "basis": _TEXTUAL | {"title": "依据", "description": "文件或会议"},
}


def _settings(title: str, **fields: Schema) -> Schema:
    return {
        "title": title,
        "type": "object",
        "properties": _DECIDED | fields,
        "required": ["by", "date", "basis", *fields],
        "additionalProperties": False,
    }


_VALUE: Final[Schema] = {"value": _TEXTUAL | {"title": "本镇的值"}}
_ITEMS: Final[Schema] = {
    "type": ["object", "array"],
    "title": "各项",
    "description": "代码: 名称，或者只写代码",
}
_SETTINGS: Final[dict[str, Schema]] = {
    "parameters": {
        "title": "本镇的参数",
        "type": "object",
        "additionalProperties": _settings("参数", **_VALUE),
    },
    "dates": {
        "title": "本镇的日期",
        "type": "object",
        "additionalProperties": _settings("日期", **_VALUE),
    },
    "lists": {
        "title": "本镇的清单",
        "type": "object",
        "additionalProperties": _settings("清单", items=_ITEMS),
    },
}


def schema_files(root: Path | None = None) -> Iterator[tuple[str, str]]:
    """Name and text of each."""
    for one in schemas(root):
        document: dict[str, Any] = {"$schema": DRAFT} | one.schema
        yield one.name, json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def modeline(file: str) -> str:
    """What the first line of a YAML record file (`data/…`, from the root) says of its
    schema; nothing for a table.
    """
    path = PurePosixPath(file)
    found = next((one.name for one in schemas() if path.match(one.files)), None)
    if found is None or path.suffix != ".yaml":
        return ""
    return f"{MODELINE}{'../' * (len(path.parts) - 1)}{FOLDER}/{found}\n"


def editor_settings() -> str:
    """Settings for VS Code: each schema with its files, two blanks of indentation,
    UTF-8, LF.
    """
    known = {
        f"{FOLDER}/{one.name}": one.files
        for one in schemas()
        if one.files.endswith(".yaml")
    }
    settings = {
        "yaml.schemas": known,
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
    }
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
