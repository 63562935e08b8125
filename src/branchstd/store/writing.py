"""The one place that writes: a file is there whole or not at all, and what others wrote meanwhile is never lost.

A change of records holds the town's lock from reading to the end: re-read and compare, stage beside the target, sync,
rename, sync the folder, read back. What a broken-off run left staged is removed by the next.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.store.disk import DISK, STAGED, Disk
from branchstd.store.files import named

PAUSE: Final = 0.02
TRIES: Final = 500
# What git leaves while a merge or the like waits for somebody.
_UNDER_WAY: Final = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD", "index.lock")


class UnwrittenError(Exception):
    """Nothing was changed, or (code `unconfirmed`) it may not outlast a power cut."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Pen:
    """The right to change one town's records, for as long as its lock is held."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root, self._disk = root, disk

    def change(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Puts `after` where `before` was read (None: no file). Raises UnwrittenError."""
        place = Place(named(self._root, path), 0)
        try:
            if self._disk.read(path) != before:
                raise UnwrittenError(Problem("changed_meanwhile", place))
            replace(path, after, self._disk)
        except OSError as error:
            raise UnwrittenError(Problem("unwritten_file", place, {"detail": _why(error)})) from None
        self._confirm(path, after, place)

    def _confirm(self, path: Path, after: bytes, place: Place) -> None:
        """The name on the disk, and what stands there now."""
        try:
            self._disk.sync_folder(path.parent)
            seen = self._disk.read(path)
        except OSError as error:
            raise UnwrittenError(Problem("unconfirmed", place, {"detail": _why(error)})) from None
        if seen != after:
            raise UnwrittenError(Problem("changed_meanwhile", place))


@contextmanager
def pen(root: Path, disk: Disk = DISK) -> Iterator[Pen]:
    """Holds the town's lock. Raises UnwrittenError where another program holds it, or git waits for a decision."""
    handle = _locked(root, disk)
    try:
        for left in disk.staged(root / "data"):
            with suppress(OSError):
                disk.remove(left)
        yield Pen(root, disk)
    finally:
        with suppress(OSError):
            disk.unlock(handle)


def _locked(root: Path, disk: Disk) -> int:
    place = Place("data", 0)
    if waiting := next((name for name in _UNDER_WAY if (root / ".git" / name).exists()), None):
        raise UnwrittenError(Problem("git_under_way", Place(".git", 0), {"name": waiting}))
    try:
        for _ in range(TRIES):
            if (handle := disk.lock(root / "data")) is not None:
                return handle
            time.sleep(PAUSE)
    except OSError as error:
        raise UnwrittenError(Problem("unwritten_file", place, {"detail": _why(error)})) from None
    raise UnwrittenError(Problem("locked", place, {"seconds": f"{TRIES * PAUSE:g}"}))


def replace(path: Path, data: bytes, disk: Disk = DISK) -> None:
    """Writes beside the target and renames. Raises OSError; then the old file stands."""
    staged = path.parent / STAGED.format(name=path.name)
    try:
        _stage(staged, data, disk)
        if path.exists():
            disk.like(staged, path)
        disk.replace(staged, path)
    except BaseException:
        with suppress(OSError):
            disk.remove(staged)
        raise


def _stage(staged: Path, data: bytes, disk: Disk) -> None:
    handle = disk.create(staged)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[disk.write(handle, bytes(rest)) :]
        disk.sync(handle)
    finally:
        disk.close(handle)


def put(path: Path, text: str, disk: Disk = DISK) -> None:
    """A file that is no record of a town in use; folders are made as needed. Raises OSError, leaving no trace."""
    disk.make(path.parent)
    replace(path, text.encode("utf-8"), disk)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
