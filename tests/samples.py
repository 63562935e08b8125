"""The sample town: a complete, valid village in which all that is due is met, and ways to change one thing in it.

An edit is a mapping with `file` (a path in the sample, `*` allowed) and one of:
    drop: text or list     every line that contains the text goes
    replace: [old, new]    every occurrence of the text; it must occur
    add: text              lines put at the file's end (the file may be new)
    delete: true           the file goes
An edit that changes nothing is an error: a case must never pass because its change missed.
"""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from branchstd.assess import Assessment
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.store import load_standards, open_office
from branchstd.survey import Survey, SurveyedVillage

SAMPLE = Path(__file__).parent / "sample"
VILLAGE = "sample"
YEAR_END = date(2019, 12, 31)

Edit = dict[str, Any]


@cache
def standards() -> tuple[Catalogue, Plan]:
    """The shipped catalogue and plan, loaded once."""
    return load_standards(None)


def survey_of(root: Path) -> Survey:
    return Survey(open_office(root, *standards()))


@cache
def whole() -> Survey:
    """The sample as it is."""
    return survey_of(SAMPLE)


def copy_of(target: Path, edits: list[Edit]) -> Path:
    """A copy of the sample with the edits applied."""
    root = target / "town"
    shutil.copytree(SAMPLE, root)
    for edit in edits:
        apply(root, edit)
    return root


def surveyed(target: Path, edits: list[Edit], as_of: date = YEAR_END) -> SurveyedVillage:
    return survey_of(copy_of(target, edits)).village(VILLAGE, as_of)


def assessed(target: Path, edits: list[Edit], as_of: date = YEAR_END) -> Assessment:
    return surveyed(target, edits, as_of).assessment


def apply(root: Path, edit: Edit) -> None:
    if "add" in edit:
        path = root / edit["file"]
        before = path.read_text("utf-8") if path.exists() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(before + edit["add"], "utf-8")
        return
    paths = sorted(root.glob(edit["file"]))
    assert paths, f"no such file: {edit['file']}"
    if edit.get("delete"):
        for path in paths:
            path.unlink()
        return
    changes = [_change(path, edit) for path in paths]
    assert any(changes), f"the edit changes nothing: {edit}"


def _change(path: Path, edit: Edit) -> bool:
    before = path.read_text("utf-8")
    if "replace" in edit:
        old, new = edit["replace"]
        after = before.replace(old, new)
    else:
        drop = [edit["drop"]] if isinstance(edit["drop"], str) else edit["drop"]
        after = "".join(line for line in before.splitlines(True) if not any(text in line for text in drop))
    path.write_text(after, "utf-8")
    return after != before


def outcome(assessment: Assessment, standard: str) -> tuple[str, str | None]:
    """A standard's outcome and share, as text."""
    found = next(s for s in assessment.standards if s.standard.id == standard)
    return found.outcome.value, None if found.share is None else str(found.share)


def rule(assessment: Assessment, rule_id: str) -> tuple[str, str | None]:
    """A rule's outcome and share, as text."""
    found = next(r for s in assessment.standards for r in s.rules if r.rule.id == rule_id)
    return found.outcome.value, None if found.share is None else str(found.share)
