"""Files that only spare time: each is believed with its digest alone, written whole or
not at all, and in a folder of the user's own. Loads nothing but what Python ships and
`platformdirs`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def take(path: Path, key: str) -> bytes | None:
    """What was put there by this key; None where nothing is, something else, or less
    than was written.
    """
    with suppress(OSError, ValueError):
        head, body = path.read_bytes().split(b"\n", 1)
        if head == _head(key, body):
            return body
    return None


def put(path: Path, key: str, body: bytes) -> None:
    """For nobody else to read. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_head(key, body) + b"\n" + body)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _head(key: str, body: bytes) -> bytes:
    return sha256(key.encode() + body).hexdigest().encode()


def own_folder(name: str) -> Path:
    """In the user's cache folder. Raises OSError where it is somebody else's, too."""
    from platformdirs import user_cache_path  # what ships needs none

    folder = user_cache_path("branchstd", appauthor=False) / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    info = folder.lstat()
    is_ours = not hasattr(os, "getuid") or info.st_uid == os.getuid()
    is_open = os.name == "posix" and info.st_mode & 0o077
    if is_open or not (is_ours and stat.S_ISDIR(info.st_mode)):
        raise PermissionError
    return folder


def changes(folders: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Of all files below, but what Python compiles: path, size and time of change. In a
    checkout they change, and the version does not.
    """
    for folder in folders:
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from changes([Path(entry.path)])
            else:
                info = entry.stat()
                yield entry.path, info.st_size, info.st_mtime_ns
