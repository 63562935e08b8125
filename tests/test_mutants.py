"""Mutated files of every kind are read, checked and told without a traceback; the whole by `--mutants 100000`.

`tests/mutants.py` makes them, prints seeds and census, and also holds them to time and memory.
"""

from __future__ import annotations

import pytest

from mutants import Census, Town, directed, mutants, run
from mutants_directed import DIRECTED


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("mutants"))


@pytest.fixture(scope="module")
def unjudged(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("directed"), judged=False)


def test_mutants_are_read_or_told(town: Town, pytestconfig: pytest.Config) -> None:
    count = int(pytestconfig.getoption("--mutants"))
    census = run(town, mutants(town, count, seed=0), Census())
    assert census.failed == []
    assert census.tried.total() == count
    assert census.share >= 0.5


def test_every_kind_of_file_is_mutated(town: Town) -> None:
    """Records of the village and of the town, its settings, standards and templates, names and the manual."""
    seldom = {"standards", "templates", "settings", "names.csv", "town.yaml", "town said", "town manual.csv"}
    assert seldom < set(town.files)
    assert all(paths for paths in town.files.values())


@pytest.mark.parametrize("part", range(4))
def test_each_code_is_raised_by_the_change_made_for_it(part: int, unjudged: Town) -> None:
    missed = {}
    for code in list(DIRECTED)[part::4]:
        census = run(unjudged, directed(unjudged, [code]), Census())
        if census.failed or code not in census.hit:
            missed[code] = census.failed or sorted(census.hit)
    assert missed == {}
