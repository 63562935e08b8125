"""The settings shown in docs/settings.md hold, all of them together, in a copy of the shipped town."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from branchstd.workspace import load_standards
from samples import MANUAL, ROOT, Edit, copy_of, entry_of


def test_the_settings_shown_hold(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 4
    *settings, entry, withdrawn = shown
    town = tmp_path / "data" / "town.yaml"
    own = town.read_text("utf-8").partition("decisions:")[0]
    town.write_text("".join([own, *settings]), "utf-8")
    catalogue, plan = load_standards(tmp_path)
    assert [(change.what, change.id) for change in catalogue.changes] == [
        ("parameter", "young_age"),
        ("date", "M11"),
        ("list", "three_chains"),
        ("decision", "C1"),
    ]
    assert plan.days["M08"].isoformat() == "2019-12-01"
    assert plan.lists["three_chains"].items["org"].zh == "组织链"
    first = entry_of("1.1")
    edits: list[Edit] = [
        {"file": MANUAL, "replace": [first, first.replace("points: 3", "points: 1")]},
        {"file": MANUAL, "replace": ['- id: "3.1"', f'{entry}\n- id: "3.1"']},
        {"file": MANUAL, "add": withdrawn.replace('"2.4", 2.4.a, 2.4.b', "9.9.a")},
    ]
    own_catalogue, _ = load_standards(copy_of(tmp_path / "own", edits))
    assert ("2.10" in {one.id for one in own_catalogue.standards}, own_catalogue.withdrawn) == (True, ("9.9.a",))
