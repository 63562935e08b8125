"""The shipped town as a sample: its strong village is complete and valid, and a case changes one thing in it.

An edit is a mapping with `file` and one of:
    drop: text or list     every line that contains the text goes
    replace: [old, new]    every occurrence of the text; it must occur
    add: text              lines put at the file's end
    delete: true           the file goes
    copy: name             a copy of it under that name beside it
`file` begins with `V/` (the year of the strong village, unless another is named) or `T/` (the town's year), or is a
path from the root; `*` may stand in it. Where one is below `standards/`, the town has standards of its own.
An edit that changes nothing is an error: a case must never pass because its change missed.
"""

from __future__ import annotations

import random
import re
import shutil
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from branchstd.assess.result import StandardResult
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.store import open_office
from branchstd.workspace import Workspace, load_standards

ROOT = Path(__file__).parents[1]
VILLAGE = "baiyutan"
YEAR_END = date(2019, 12, 31)
MANUAL, PLAN = "standards/manual_42.yaml", "standards/plan_2019.yaml"

Edit = dict[str, Any]
State = tuple[str, Fraction | None]
T = TypeVar("T")


@cache
def standards() -> tuple[Catalogue, Plan]:
    """The shipped catalogue and plan, loaded once."""
    return load_standards(None)


def workspace_of(root: Path) -> Workspace:
    return Workspace(open_office(root, *load_standards(root)))


def entry_of(standard: str) -> str:
    """A standard as it stands in the shipped catalogue."""
    text = (ROOT / MANUAL).read_text("utf-8")
    found = re.search(rf'^- id: "{re.escape(standard)}"\n(?:[ #].*\n)+', text, re.MULTILINE)
    assert found
    return found[0]


def copy_of(target: Path, edits: list[Edit], village: str = VILLAGE) -> Path:
    """A copy of the town with the edits applied."""
    shutil.copytree(ROOT / "data", target / "data")
    if any(edit["file"].startswith("standards/") for edit in edits):
        shutil.copytree(ROOT / "standards", target / "standards")
    for edit in edits:
        apply(target, edit, village)
    return target


def results(root: Path, day: date = YEAR_END, village: str = VILLAGE) -> dict[str, StandardResult]:
    """What each standard comes to in a village of a town."""
    found = workspace_of(root).village(village, day).assessment
    return {result.standard.id: result for result in found.standards}


def states(root: Path, day: date = YEAR_END, village: str = VILLAGE) -> dict[str, State]:
    """Each standard's outcome and share in a village of a town."""
    return {name: (result.outcome.value, result.share) for name, result in results(root, day, village).items()}


def path_of(name: str, village: str = VILLAGE) -> str:
    """A file as an edit names it, as a path from the root."""
    folders = {"V/": f"data/villages/{village}/2019/", "T/": "data/town/2019/"}
    return folders.get(name[:2], name[:2]) + name[2:]


def apply(root: Path, edit: Edit, village: str = VILLAGE) -> None:
    name = edit["file"]
    paths = sorted(root.glob(path_of(name, village)))
    assert paths, f"no such file: {name}"
    if "copy" in edit:
        for path in paths:
            shutil.copyfile(path, path.with_name(edit["copy"]))
        return
    if edit.get("delete"):
        for path in paths:
            path.unlink()
        return
    changes = [_change(path, edit) for path in paths]
    assert any(changes), f"the edit changes nothing: {edit}"


def _change(path: Path, edit: Edit) -> bool:
    before = path.read_text("utf-8")
    if "add" in edit:
        after = before + edit["add"]
    elif "replace" in edit:
        after = before.replace(*edit["replace"])
    else:
        drop = [edit["drop"]] if isinstance(edit["drop"], str) else edit["drop"]
        after = "".join(line for line in before.splitlines(True) if not any(text in line for text in drop))
    path.write_text(after, "utf-8")
    return after != before


def a_sixth(cases: list[T], config: pytest.Config) -> list[T]:
    """Of what a daily round need not try whole; `--forged all` does."""
    wish = str(config.getoption("--forged"))
    return cases if wish == "all" else random.Random(wish).sample(cases, -(-len(cases) // 6))
