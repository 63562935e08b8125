"""The nearest programs that other people use, in an environment of their own beside the
benchmarks: one process call each on the same records, with their C loaders.

check-jsonschema reads the YAML with our own schemas, yamllint the same files,
bean-check as many entries as there are records.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "benchmarks" / ".peers"
PACKAGES = (
    "check-jsonschema",
    "yamllint",
    "beancount",
    "ruamel.yaml.clib",  # else check-jsonschema's loader is all Python
)
# By a key that stands in no other file.
SCHEMAS = {
    "activities": "activities",
    "village": "branch",
    "town-on-village": "facts",
    "town": "villages",
}
ENTRY = """2019-{month:02}-{day:02} * "record {number}"
  Assets:Cash  {sum}.00 CNY
  Income:Dues  -{sum}.00 CNY
"""
VERSIONS = f"""
import importlib.metadata, ruamel.yaml
said = [f"{{name}} {{importlib.metadata.version(name)}}" for name in {PACKAGES}]
print(*said, f"C loader {{ruamel.yaml.__with_libyaml__}}", sep=", ")
"""


def environment() -> Path | None:
    """The folder of their programs; None where they cannot be had."""
    programs = PLACE / ("Scripts" if sys.platform == "win32" else "bin")
    if not (programs / "made").exists():
        venv.create(PLACE, with_pip=True, clear=True)
        install = [programs / "python", "-m", "pip", "install", "-q", *PACKAGES]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            return None
        (programs / "made").touch()
    return programs


def versions(programs: Path) -> str:
    said = [programs / "python", "-c", VERSIONS]
    return subprocess.run(
        said, check=True, capture_output=True, text=True
    ).stdout.strip()


def on_yaml(programs: Path, town: Path, beside: Path) -> dict[str, list[str]]:
    """By name, a command on all YAML of a town."""
    files = [str(path) for path in sorted((town / "data").rglob("*.yaml"))]
    schema = beside / "all.schema.json"
    schema.write_text(json.dumps(_one_schema()), "utf-8")
    return {
        "check-jsonschema": [
            str(programs / "check-jsonschema"), "--schemafile", str(schema), *files,
        ],
        "yamllint": [str(programs / "yamllint"), "-d", "relaxed", *files],
    }  # fmt: skip


def on_entries(programs: Path, records: int, beside: Path) -> list[str]:
    """bean-check on so many transactions."""
    book = beside / "all.beancount"
    book.write_text("".join(_book(records)), "utf-8")
    # Its own cache would answer the second time.
    return [str(programs / "bean-check"), "--no-cache", str(book)]


def _book(records: int) -> Iterator[str]:
    yield "2019-01-01 open Assets:Cash CNY\n2019-01-01 open Income:Dues CNY\n"
    for number in range(records):
        yield ENTRY.format(
            month=number % 12 + 1,
            day=number % 28 + 1,
            number=number,
            sum=number % 97 + 1,
        )


def _one_schema() -> dict[str, object]:
    """So that one process call serves all files."""
    parts = {
        name: json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        for name in SCHEMAS
    }
    return {
        "$schema": next(iter(parts.values()))["$schema"],
        "definitions": {
            name: {**part, "$id": f"urn:{name}"} for name, part in parts.items()
        },
        "allOf": [
            {"if": {"required": [key]}, "then": {"$ref": f"urn:{name}"}}
            for name, key in SCHEMAS.items()
        ],
    }
