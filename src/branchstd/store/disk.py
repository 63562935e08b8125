"""Every operation by which a file is changed, one method each, so that a test can make any of them fail."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

STAGED: Final = ".~{name}.tmp"
_BYTES: Final = getattr(os, "O_BINARY", 0)


def is_staged(name: str) -> bool:
    return name.startswith(".~") and name.endswith(".tmp")


class Disk:
    """Files of one computer. Raises OSError, as the system does; handles are file descriptors."""

    def lock(self, folder: Path) -> int | None:
        """A handle while nobody else holds the folder; None where somebody does. It ends with the process."""
        if sys.platform == "win32":  # pragma: no cover
            return self._lock_beside(folder / ".~lock.tmp")
        import fcntl  # noqa: PLC0415  not on Windows

        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if isinstance(error, BlockingIOError):
                return None
            raise
        return handle

    def _lock_beside(self, path: Path) -> int | None:  # pragma: no cover
        """Windows locks no folders: a file that the system removes with its last handle."""
        import msvcrt  # noqa: PLC0415

        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_TEMPORARY", 0))
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            os.close(handle)
            return None
        return handle

    def unlock(self, handle: int) -> None:
        os.close(handle)

    def read(self, path: Path) -> bytes | None:
        """The bytes of a regular file; None where nothing is. Raises OSError for a link, a folder or a device."""
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(path.lstat().st_mode):
                raise OSError(0, "not a regular file")
            return path.read_bytes()
        return None

    def make(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def create(self, path: Path) -> int:
        """A new file; one of that name is in the way of nobody but a run that was broken off."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | _BYTES, 0o644)

    def write(self, handle: int, data: bytes) -> int:
        """How many bytes were taken: on a full disk fewer than all."""
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        os.fsync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def like(self, path: Path, model: Path) -> None:
        """Gives a file the rights of another."""
        path.chmod(stat.S_IMODE(model.stat().st_mode))

    def replace(self, staged: Path, path: Path) -> None:
        staged.replace(path)

    def sync_folder(self, folder: Path) -> None:
        """Names are on the disk only when their folder is; Windows does that by itself."""
        if sys.platform == "win32":  # pragma: no cover
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def staged(self, folder: Path) -> Iterator[Path]:
        """What runs that were broken off left at or below a folder."""
        for place, _, names in os.walk(folder):
            yield from (Path(place) / name for name in names if is_staged(name))


DISK: Final = Disk()
