"""Many who write at once and some who read: every entry arrives, once, and nobody ever sees half a file."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from branchstd.store import writing
from branchstd.store.disk import DISK
from branchstd.store.files import read_bytes
from branchstd.store.writing import pen
from branchstd.text.nodes import plain
from branchstd.text.splice import append
from branchstd.text.yaml import read_yaml
from disks import STATES, Town, ended, started, town

if not hasattr(os, "fork"):
    pytest.skip("processes by fork", allow_module_level=True)

WRITERS, READERS, CHANGES = 8, 2, 100
KEY = ("items", "事项")


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes hundreds of times on end keeps others waiting longer than any clerk does."""
    monkeypatch.setattr(writing, "TRIES", 1_000_000)
    monkeypatch.setattr(writing, "PAUSE", 0.002)


def by_splice(before: bytes, entry: str) -> bytes:
    return append(before, "a.yaml", (KEY,), entry)


def by_line(before: bytes, entry: str) -> bytes:
    """For a file that grows long, where reading it three times over would be most of the time."""
    return before + f"- {entry}\n".encode()


def write(at: Town, names: list[str], writer: int) -> None:
    edit = by_line if len(names) == 1 else by_splice
    for number in range(CHANGES):
        path = at.folder / names[(number + writer) % len(names)]
        with pen(at.root) as hand:
            before = DISK.read(path)
            assert before is not None
            hand.change(path, before, edit(before, f"w{writer}-{number}"))


def entries(at: Town, name: str) -> list[str]:
    """As a program that only reads sees the file."""
    data = read_bytes(at.root, at.folder / name)
    assert isinstance(data, bytes), data
    node, problems = read_yaml(data, name)
    assert node is not None, problems
    found = plain(node)
    assert list(found) == ["items"]
    return list(found["items"])


def read(at: Town, names: list[str], stop: Path) -> None:
    """Until told to stop: what was there stays there, in its order."""
    seen: dict[str, list[str]] = {name: [] for name in names}
    while True:
        last = stop.exists()
        for name in names:
            now = entries(at, name)
            assert now[: len(seen[name])] == seen[name]
            seen[name] = now
        if last:
            return
        time.sleep(0.02)


@pytest.mark.parametrize("names", [["a.yaml"], ["a.yaml", "b.yaml"]], ids=["one_file", "two_files"])
def test_all_entries_arrive(names: list[str], tmp_path: Path) -> None:
    at = town(tmp_path, STATES["new"])
    for name in names:
        (at.folder / name).write_bytes(b"items: [first]\n" if name == "b.yaml" else b"items:\n- first\n")
    readers = [started(lambda: read(at, names, tmp_path / "stop")) for _ in range(READERS)]
    writers = [started(lambda: write(at, names, number)) for number in range(WRITERS)]  # noqa: B023  forked at once
    wrote = [ended(process) for process in writers]
    (tmp_path / "stop").touch()
    assert ([ended(process) for process in readers], wrote) == ([0] * READERS, [0] * WRITERS)
    found = Counter(entry for name in names for entry in entries(at, name)[1:])
    assert found == Counter(f"w{writer}-{number}" for writer in range(WRITERS) for number in range(CHANGES))
    assert sorted(at.left()) == names
