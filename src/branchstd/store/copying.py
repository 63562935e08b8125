"""A copy of a town to try things on, and what is sent of it to be looked at on another
computer.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR
from typing import Final

from branchstd.store.disk import DISK, is_link
from branchstd.store.files import below, list_folder, plain_name, read_bytes
from branchstd.store.reading import WIDE
from branchstd.store.search import faults_of_names, holds_names

PARTS: Final = ("data", "standards", "templates")
PREFIX: Final = "branchstd-"
# Bytes by their path from the root; a folder has none.
Parcel = Mapping[str, bytes | None]
HEAVIEST: Final = 64 * 1024 * 1024
RECORDS: Final = frozenset({".yaml", ".csv"})


@contextmanager
def copy_town(root: Path) -> Iterator[Path]:
    """The town's records, standards and templates, while it lasts; no names of people,
    no history. Raises OSError.
    """
    sweep_copies()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        handle, copy = DISK.lock(Path(name)), Path(name) / "town"
        try:
            _copy(root, copy)
            yield copy
        finally:
            if handle is not None:
                DISK.unlock(handle)


def _copy(root: Path, target: Path) -> None:
    """What no record can be (links, pipes, what is too large or closed) is left out."""
    for path in (
        path
        for part in PARTS
        for path in below(root / part)
        if plain_name(path.name) != "names.csv"
    ):
        data, copy = read_bytes(root, path), target / path.relative_to(root)
        if isinstance(data, bytes):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)


def left_copies() -> Iterator[Path]:
    """Copies that killed runs left; whoever still works on one holds its folder."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if (
                not left.is_symlink()
                and (left / "town").is_dir()
                and (handle := DISK.lock(left)) is not None
            ):
                DISK.unlock(handle)
                yield left


def sweep_copies() -> None:
    """They go, as far as the system lets them."""
    for left in left_copies():
        with suppress(OSError):
            shutil.rmtree(left)


class OddError(Exception):
    """Something lies there that is not the same anywhere else."""


def pack(root: Path, slugs: Collection[str]) -> Parcel:
    """All that must be known to look at some villages: the town's own records and
    standards, what it says of them, and what lies in their folders. No names of people
    go along, and of pictures only that there are some.

    Raises OddError where anything is no plain file or folder, cannot be read, or holds
    names that are not as they should be; then it has to be looked at where it lies.
    """
    villages = root / "data" / "villages"
    homes = list_folder(root, villages)
    found: dict[str, bytes | None] = {
        home.relative_to(root).as_posix(): None for home in homes
    }
    size = 0
    for path in _needed(root, [str(one) for one in homes if one.name not in slugs]):
        name, info = path.relative_to(root).as_posix(), DISK.look(path)
        if is_link(info):
            raise OddError
        if S_ISDIR(info.st_mode):
            DISK.names(path, 1)
            found[name] = None
        elif holds_names(path.name):
            if faults_of_names(root, path):
                raise OddError
        elif path.parent.name != "villages" or path.stem in slugs:
            found[name] = data = _content(path)
            size += len(data)
        if size > HEAVIEST:
            raise OddError
    return found


def _needed(root: Path, others: Collection[str]) -> Iterator[Path]:
    for part in list_folder(root, root):
        if part.name in {"data", "standards"}:
            yield part
            yield from (Path(one.path) for one in DISK.walk(part, others))


def _content(path: Path) -> bytes:
    """Raises OSError, OddError. A picture is a single byte that no text has."""
    head = DISK.read(path, 4096) or b""
    if path.suffix not in RECORDS and 0 in head and not head.startswith(WIDE):
        return b"\0"
    data = DISK.read(path)
    if data is None:
        raise OddError
    return data


@contextmanager
def unpacked(parcel: Parcel) -> Iterator[Path]:
    """A root with what was packed, while it lasts. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        handle, root = DISK.lock(Path(name)), Path(name) / "town"
        try:
            for part, data in parcel.items():
                path = root / part
                (path if data is None else path.parent).mkdir(
                    parents=True, exist_ok=True
                )
                if data is not None:
                    path.write_bytes(data)
            yield root
        finally:
            if handle is not None:
                DISK.unlock(handle)
