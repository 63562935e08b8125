"""Disks on which something happens at every operation, and a town small enough to be written hundreds of times."""

from __future__ import annotations

import os
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn

from branchstd.store.disk import Disk
from branchstd.store.writing import pen

When = Literal["before", "within", "after"]
# What happens at an operation: its name and its number in the run, from 1.
Happening = Callable[[str, int, When], None]
# Where the system has done its work although it reports a failure: the handle is gone.
CLOSING = ("close", "unlock")


class Watched(Disk):
    """Tells of each operation before and after it is done, and of a write when half of it is."""

    def __init__(self, happening: Happening, most: int | None = None) -> None:
        """most: how many bytes a write takes at once."""
        self.happening, self.most = happening, most
        self.done: list[str] = []

    def _watched(self, name: str, *given: Any) -> Any:
        self.done.append(name)
        number = len(self.done)
        self.happening(name, number, "before")
        result = getattr(super(), name)(*given)
        self.happening(name, number, "after")
        return result

    def lock(self, folder: Path) -> int | None:
        return self._watched("lock", folder)  # type: ignore[no-any-return]

    def unlock(self, handle: int) -> None:
        self._watched("unlock", handle)

    def read(self, path: Path, *more: Any) -> Any:
        return self._watched("read", path, *more)

    def create(self, path: Path, *more: Any) -> int:
        return self._watched("create", path, *more)  # type: ignore[no-any-return]

    def write(self, handle: int, data: bytes) -> int:
        self.done.append("write")
        number = len(self.done)
        taken = data[: self.most]
        self.happening("write", number, "before")
        half = super().write(handle, taken[: len(taken) // 2])
        self.happening("write", number, "within")
        whole = half + super().write(handle, taken[half:])
        self.happening("write", number, "after")
        return whole

    def sync(self, handle: int) -> None:
        self._watched("sync", handle)

    def close(self, handle: int) -> None:
        self._watched("close", handle)

    def like(self, path: Path, model: Path) -> None:
        self._watched("like", path, model)

    def replace(self, staged: Path, path: Path) -> None:
        self._watched("replace", staged, path)

    def sync_folder(self, folder: Path) -> None:
        self._watched("sync_folder", folder)

    def remove(self, path: Path) -> None:
        self._watched("remove", path)

    def leftovers(self, folder: Path) -> Iterator[Path]:
        """At once, so that what happens at it happens there."""
        return iter(tuple(self._watched("leftovers", folder)))


class State(NamedTuple):
    """What is on the disk before a change, and how much of it a write takes at once."""

    before: bytes | None
    after: bytes
    most: int | None = None
    left: bool = False


OLD = "# 记\nitems:\n  - {id: A1}\n".encode()
NEW = OLD + b"  - {id: A2}\n"
LONG = OLD + b"".join(b"  - {id: B%d}\n" % number for number in range(3_000))
STATES = {
    "small": State(OLD, NEW),
    "new": State(None, NEW),
    "empty": State(b"", NEW),
    "emptied": State(OLD, b""),
    "long": State(LONG, LONG + b"  - {id: A2}\n", 8_192),
    "seven_bytes_at_a_time": State(OLD, NEW, 7),
    "one_byte_at_a_time": State(OLD, NEW, 1),
    "left_behind": State(OLD, NEW, left=True),
}
NAME = "village.yaml"


class Town(NamedTuple):
    """A root with one record file, and a neighbour that nobody touches."""

    root: Path
    state: State

    @property
    def folder(self) -> Path:
        return self.root / "data" / "villages" / "baiyutan" / "2019"

    @property
    def path(self) -> Path:
        return self.folder / NAME

    def change(self, disk: Disk) -> None:
        with pen(self.root, disk) as hand:
            hand.change(self.path, self.state.before, self.state.after)

    def now(self) -> bytes | None:
        return self.path.read_bytes() if self.path.exists() else None

    def left(self) -> list[str]:
        """Names of whatever lies in the town beside the two files."""
        known = {NAME, "people.csv"}
        return sorted(
            path.name for path in (self.root / "data").rglob("*") if path.is_file() and path.name not in known
        )


def town(root: Path, state: State) -> Town:
    """As before any change; an earlier town at the root is put back."""
    found = Town(root, state)
    found.folder.mkdir(parents=True, exist_ok=True)
    (found.folder / "people.csv").write_bytes(b"code,name\n")
    found.path.unlink(missing_ok=True)
    if state.before is not None:
        found.path.write_bytes(state.before)
        found.path.chmod(0o640)
    for path in (root / "data").rglob(".~*.tmp"):
        path.unlink()
    if state.left:
        (found.folder / ".~village.yaml.tmp").write_bytes(b"items: [")
        (root / "data" / ".~other.csv.tmp").write_bytes(b"")
    return found


def quiet(name: str, number: int, when: When) -> None:
    """Nothing happens."""


def operations(at: Town) -> list[str]:
    """The operations of a change that goes well; the town is put back."""
    disk = Watched(quiet, at.state.most)
    at.change(disk)
    town(at.root, at.state)
    return disk.done


def started(work: Callable[[], None]) -> int:
    """A child process that does the work."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if not process:
        _work(work)
    return process


def ended(process: int) -> int:
    """Its exit code once it has ended, or the signal that killed it, below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def child(work: Callable[[], None]) -> int:
    return ended(started(work))


def _work(work: Callable[[], None]) -> NoReturn:
    """Never back into the test run, whatever happens."""
    code = 1
    try:
        work()
        code = 0
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
