"""The walks of the page on architecture go through places that there are, and through none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PART = PAGE[PAGE.index("## Walks") : PAGE.index("### What to open")]
WALKS = dict(re.findall(r"^\*\*(.+?)\.\*\* (.+?)(?=^\*\*|\Z)", PART, re.MULTILINE | re.DOTALL))
PLACE = re.compile(r"`([a-z][a-z_/]*(?:\.[A-Za-z_.]+)?)`")


def places(text: str) -> Iterator[str]:
    """Of each step what leads to it: a module, with or without what is in it."""
    for step in text.split("→"):
        yield from (found for found in PLACE.findall(step)[:1] if not found.endswith(".yaml"))


def resolve(place: str) -> object:
    """Raises where there is no such thing. `a/b` is a module, `a/b.C.d` what is in it."""
    path, _, names = place.partition(".")
    module = f"branchstd.{path.replace('/', '.')}"
    found: object = import_module(module if find_spec(module) else f"branchstd.{path}")
    for name in filter(None, names.split(".")):
        found = getattr(found, name)
    return found


def test_there_are_five() -> None:
    assert len(WALKS) == 5


@pytest.mark.parametrize("walk", WALKS)
def test_every_place_is_there_and_none_twice(walk: str) -> None:
    found = list(places(WALKS[walk]))
    assert len(found) >= 6
    assert len(set(found)) == len(found)
    for place in found:
        assert resolve(place), place


def test_files_to_open_are_there() -> None:
    table = PAGE[PAGE.index("### What to open") : PAGE.index("Every text has its Chinese")]
    paths = re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.py|\.yaml)?)`", table)
    assert len(paths) > 10
    for path in paths:
        assert (ROOT / path).exists() or (ROOT / "src/branchstd" / path).exists(), path
