"""What is made at once is what looking closely makes of the same file: records, places, problems, twins."""

from __future__ import annotations

from typing import Any

import pytest

from branchstd.store.fast_path import FastPath
from mutants import IN_VILLAGE, VILLAGE, Mutant, Town, mutants

READ = IN_VILLAGE | {"activities", "town said"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("fast"), judged=False)


def read(town: Town, mutant: Mutant) -> tuple[Any, ...]:
    found = town.workspace.office.village(VILLAGE, {mutant.path: mutant.data})
    records = {
        kind: [(repr(one), one.mark.place, dict(one.mark.fields), one.parent and one.parent.mark) for one in rows]
        for kind, rows in found.village.records.items()
    }
    broken = [(one.kind, one.place, dict(one.known), one.since, one.called) for one in found.village.broken]
    return found.problems, records, broken, [(one.record.mark, one.first.mark) for one in found.village.twins]


def test_both_ways_read_the_same(town: Town, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """Over as many mutated files as `--mutants` says."""
    count = int(pytestconfig.getoption("--mutants"))
    changed = [one for _, one in mutants(town, count // 3, seed=11) if one.kind in READ]
    fast = [read(town, one) for one in changed]
    monkeypatch.setattr(FastPath, "read", lambda *_: None)
    assert fast == [read(town, one) for one in changed]


def test_nearly_all_of_the_shipped_records_go_the_fast_way(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would compare the slow way with itself."""
    made = [0, 0]
    way = FastPath.read

    def counting(self: FastPath, nodes: Any) -> Any:
        record = way(self, nodes)
        made[record is None] += 1
        return record

    monkeypatch.setattr(FastPath, "read", counting)
    town.workspace.office.village("baiyutan")
    assert made[0] > 9 * made[1] > 0
