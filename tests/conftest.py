"""Golden files: whole outputs under tests/golden. `--update-golden` rewrites them; the diff is read like code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import pytest

import branchstd.cli.support.language  # noqa: F401  its language is that of the folder at the first import: this one
from branchstd.store import Office, reading, standards
from branchstd.workspace import Workspace
from memory import (
    remembering_files,
    remembering_own,
    remembering_standards,
    remembering_templates,
    remembering_villages,
)

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what the program says now")
    parser.addoption("--fresh", action="store_true", help="read every village anew in every test")
    parser.addoption("--writers", default="0", help="tests/writers: `all`, or another seed of the sample")
    parser.addoption("--books", default="0", help="tests/workbook/test_workbook_rounds.py: `all`, or another seed")
    parser.addoption("--masks", default="0", help="tests/mask/test_mask_everywhere.py: `all`, or another seed")
    parser.addoption("--oddities", default="0", help="tests/threats/test_threats_oddities.py: `all`, or another seed")
    parser.addoption("--mutants", default="60", help="tests/test_mutants.py: how many; 100000 is the whole")
    parser.addoption("--forged", default="0", help="tests/workflow: `all`, or another seed of the sample")
    parser.addoption("--crossings", default="0", help="`all`: of tests marked diagonal each parameter with each other")
    parser.addoption(
        "--stale", default="6", help="tests/cli/test_cli_cache.py: how many changes; 300 take half a minute"
    )
    parser.addoption("--deletions", default="0", help="tests/test_deletions.py: `all`, or another seed of the sample")


def pytest_configure(config: pytest.Config) -> None:
    """A run in the background inherits signals that are ignored; tests that send them want the usual answers.

    Hundreds of tests begin a process: none compiles the program anew.
    """
    config.addinivalue_line(
        "markers", "diagonal: its parameters have nothing to do with each other; each is tried once"
    )
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["BRANCHSTD_NO_CACHE"] = "1"  # those about what is kept have a folder of their own
    sys.dont_write_bytecode = False
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of tests marked diagonal each value of each parameter meets one of the others; `--crossings all`: every one."""
    crossed = [item for item in items if item.get_closest_marker("diagonal")]
    if crossed and config.getoption("--crossings") != "all":
        left = {item for item in crossed if not _is_on_the_diagonal(item, crossed)}
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]


def _is_on_the_diagonal(item: pytest.Item, crossed: list[pytest.Item]) -> bool:
    every = [one.callspec.params for one in crossed if one.function is item.function]  # type: ignore[attr-defined]
    own = item.callspec.params  # type: ignore[attr-defined]
    values = {name: list(dict.fromkeys(one[name] for one in every)) for name in own}
    turns = range(max(map(len, values.values())))
    return any(all(said[turn % len(said)] == own[name] for name, said in values.items()) for turn in turns)


@pytest.fixture(scope="session", autouse=True)
def garbage() -> Iterator[None]:
    """Looked for more seldom than by a command, which a test runs here, and never kept for good, as at its start."""
    gc.collect()
    gc.freeze()  # the tests themselves stay
    gc.set_threshold(200_000, 20, 100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr(gc, "set_threshold", lambda *_: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_reading(request: pytest.FixtureRequest) -> Iterator[None]:
    """See tests/memory.py."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.config.getoption("--fresh"):
            for opened in (Office, Workspace):
                patch.setattr(opened, "village", remembering_villages(opened.village))
            patch.setattr(reading, "read_bytes_of", remembering_files(reading.read_bytes_of))
            patch.setattr(standards, "base_standards", remembering_standards(standards.base_standards))
            patch.setattr(standards, "own_standards", remembering_own(standards.own_standards))
            patch.setattr(jinja2.Environment, "compile", remembering_templates(jinja2.Environment.compile))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert path.read_bytes().decode("utf-8") == text

    return compare
