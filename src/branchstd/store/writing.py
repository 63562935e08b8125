"""The one place that writes: a file is there whole or not at all, and what others wrote
meanwhile is never lost.

A change of records holds the town's lock from reading to the end: stage beside the
target, sync, re-read and compare, rename, sync the folder, read back. What a broken-off
run left staged is removed by the next.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.store.disk import DISK, STAGED, Disk
from branchstd.store.files import exists, is_folder, path_name, why

PAUSE: Final = 0.02
TRIES: Final = 500
# What git leaves while a merge or the like waits for somebody.
_UNDER_WAY: Final = (
    "MERGE_HEAD",
    "rebase-merge",
    "rebase-apply",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "index.lock",
)


class UnwrittenError(Exception):
    """Nothing was changed, or (code `write_unconfirmed`) it may not outlast a power
    cut.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Writer:
    """The right to change one town's records, for as long as its lock is held."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root, self._disk = root, disk
        self.changed: list[str] = []

    def change(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Puts `after` where `before` was read (None: no file). Raises
        UnwrittenError.
        """
        try:
            self._change(path, before, after)
        except KeyboardInterrupt:
            if not self._holds(path, after):
                raise
            self.changed.append(path_name(self._root, path))
            raise
        self.changed.append(path_name(self._root, path))

    def _change(self, path: Path, before: bytes | None, after: bytes) -> None:
        seen = exists(self._root, path)
        if isinstance(seen, Problem):
            raise UnwrittenError(seen)
        place = Place(path_name(self._root, path), 0)
        try:
            if before is None:
                self._disk.make(path.parent)  # the first record of a month
            with _beside(path, after, self._disk) as staged:
                # As late as can be: a sync may take seconds.
                if self._disk.read(path) != before:
                    raise UnwrittenError(Problem("changed_meanwhile", place))
                self._disk.replace(staged, path)
        except OSError as error:
            detail = {"detail": why(error)}
            raise UnwrittenError(
                Problem(
                    "write_unconfirmed"
                    if self._holds(path, after)
                    else "unwritten_file",
                    place,
                    detail,
                )
            ) from None
        self._confirm(path, after, place)

    def _holds(self, path: Path, data: bytes) -> bool:
        """A disk of another computer may fail to say that it has renamed."""
        with suppress(OSError):
            return self._disk.read(path) == data
        return False

    def _confirm(self, path: Path, after: bytes, place: Place) -> None:
        """The name on the disk, and what stands there now."""
        try:
            self._disk.sync_folder(path.parent)
            seen = self._disk.read(path)
        except OSError as error:
            raise UnwrittenError(
                Problem("write_unconfirmed", place, {"detail": why(error)})
            ) from None
        if seen != after:
            raise UnwrittenError(Problem("changed_meanwhile", place))


@contextmanager
def pen(root: Path, disk: Disk = DISK) -> Iterator[Writer]:
    """Holds the town's lock. Raises UnwrittenError where another program holds it, or
    git waits for a decision.
    """
    handle = _lock(root, disk)
    try:
        _sweep(root, disk)
        yield Writer(root, disk)
    finally:
        with suppress(OSError):
            disk.unlock(handle)


def _sweep(root: Path, disk: Disk) -> None:
    with suppress(OSError):
        for left in disk.leftovers(root / "data"):
            with suppress(OSError):
                disk.remove(left)


def _lock(root: Path, disk: Disk) -> int:
    place = Place("data", 0)
    try:
        if waiting := next(
            (name for name in _UNDER_WAY if (root / ".git" / name).exists()), None
        ):
            raise UnwrittenError(
                Problem("git_under_way", Place(".git", 0), {"name": waiting})
            )
        for _ in range(TRIES):
            if (handle := disk.lock(root / "data")) is not None:
                return handle
            time.sleep(PAUSE)
    except OSError as error:
        raise UnwrittenError(
            Problem("unwritten_file", place, {"detail": why(error)})
        ) from None
    raise UnwrittenError(
        Problem("town_locked", place, {"seconds": f"{TRIES * PAUSE:g}"})
    )


def replace(path: Path, data: bytes, disk: Disk = DISK) -> None:
    """Writes beside the target and renames. Raises OSError; then the old file
    stands.
    """
    with _beside(path, data, disk) as staged:
        disk.replace(staged, path)


@contextmanager
def _beside(path: Path, data: bytes, disk: Disk) -> Iterator[Path]:
    """The file whole beside its target, with the target's rights, to be renamed;
    whatever fails, it goes again.
    """
    staged = path.parent / STAGED.format(name=path.name)
    while is_folder(staged):  # put there by nobody of ours: it bars nobody's way
        staged = path.parent / STAGED.format(name=staged.name)
    try:
        _stage(staged, data, disk)
        if path.exists():
            disk.like(staged, path)
        yield staged
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
    """A file that is no record of a town in use; folders are made as needed. Raises
    OSError, leaving no trace.
    """
    disk.make(path.parent)
    replace(path, text.encode("utf-8"), disk)
