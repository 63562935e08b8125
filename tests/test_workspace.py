"""A town on a day: each unit read and assessed once, its items joined once, however much is asked of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from branchstd import workspace
from branchstd.workflow import village_items
from branchstd.workspace import open_workspace
from samples import ROOT, YEAR_END


def test_each_unit_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of the year, then register, targets, duties and what is missing again."""
    done: Counter[str] = Counter()
    assess, join = workspace.assess, village_items.join_item

    def assessing(village: Any, *rest: Any) -> Any:
        done[f"assessed {village.slug}"] += 1
        return assess(village, *rest)

    def joining(view: Any, item: Any) -> Any:
        done[f"item {view.village.slug} {item.id}"] += 1
        return join(view, item)

    monkeypatch.setattr(workspace, "assess", assessing)
    monkeypatch.setattr(village_items, "join_item", joining)
    opened = open_workspace(ROOT)
    town = opened.on(YEAR_END)
    year = town.year("assess")
    assert (town.targets, list(town.duties)) == (year.targets, list(year.duties))
    assert [line for line in town.lines if line.entries]
    assert town.missing.faults == []
    assert {name for name in done if name.startswith("assessed")} == {
        f"assessed {slug}" for slug in opened.office.names
    }
    assert [name for name, times in done.items() if times > 1] == []
