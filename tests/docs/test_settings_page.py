"""The settings shown in docs/settings.md hold, all of them together, in a copy of the shipped town."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from branchstd.store import load_standards
from samples import ROOT


def test_the_settings_shown_hold(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 3
    town = tmp_path / "data" / "town.yaml"
    own = town.read_text("utf-8").partition("decisions:")[0]
    town.write_text("".join([own, *shown]), "utf-8")
    catalogue, plan = load_standards(tmp_path)
    assert [(change.what, change.action, change.id) for change in catalogue.changes] == [
        ("parameter", "set", "young_age"),
        ("date", "set", "M11"),
        ("list", "set", "three_chains"),
        ("standard", "disable", "2.4"),
        ("standard", "add", "2.10"),
        ("decision", "set", "C1"),
    ]
    assert plan.days["M08"].isoformat() == "2019-12-01"
    assert plan.lists["three_chains"].items["org"].zh == "组织链"
