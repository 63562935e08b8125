"""A copy of a town to try things on."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from branchstd.store.disk import DISK
from branchstd.store.files import below, plain_name, read_bytes

PARTS: Final = ("data", "standards", "templates")
PREFIX: Final = "branchstd-"


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
