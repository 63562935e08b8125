"""Every operation on files below a root, one method each, so that a test can make any
of them fail.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from branchstd.text.decode import LARGEST

# In characters of a path below a folder: nobody keeps anything so deep.
DEEPEST: Final = 1_000
# How lines end in files that this computer's other programs make.
LINE_END: Final = os.linesep
STAGED: Final = ".~{name}.tmp"
_BYTES: Final = getattr(os, "O_BINARY", 0)
_REAL: Final = getattr(os, "O_NOFOLLOW", 0)
_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)
_JUNCTION: Final = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)


class NotAFileError(OSError):
    """A link, a folder, a pipe, a socket, a device: no file that has an end."""


def is_link(info: os.stat_result) -> bool:
    """A link, or a junction of Windows; what a cloud keeps elsewhere has a tag of its
    own and is neither.
    """
    return stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION


def is_staged(name: str) -> bool:
    """Whether a file of this name waits to take another's place (STAGED)."""
    return name.startswith(".~") and name.endswith(".tmp")


class Disk:
    """Files of one computer. Raises OSError, as the system does; handles are file
    descriptors.
    """

    def lock(self, folder: Path) -> int | None:
        """A handle while nobody else holds the folder; None where somebody does. It
        ends with the process.
        """
        if sys.platform == "win32":  # pragma: no cover
            return self._lock_beside(folder / ".~lock.tmp")
        import fcntl  # not on Windows

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
        """Windows locks no folders: a file that the system removes with its last
        handle.
        """
        import msvcrt

        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_TEMPORARY", 0))
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            os.close(handle)
            return None
        return handle

    def unlock(self, handle: int) -> None:
        """Lets others have the folder that `lock` gave this handle for."""
        os.close(handle)

    def takes(self, folder: Path) -> bool:
        """Whether files may be put there, as far as the system says so beforehand."""
        return os.access(folder, os.W_OK)

    def look(self, path: Path) -> os.stat_result:
        """What lies there itself, not what a link leads to."""
        return path.lstat()

    def names(self, folder: Path, most: int) -> list[str]:
        """Of what lies in a folder, at most so many."""
        with os.scandir(folder) as entries:
            return [entry.name for entry in islice(entries, most)]

    def read(self, path: Path, most: int = LARGEST + 1) -> bytes | None:
        """The bytes of a regular file, of one too large for a record its beginning;
        None where nothing is.

        Raises OSError, NotAFileError for anything else; waits for nobody, as opening a
        pipe would.
        """
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(self.look(path).st_mode):
                raise NotAFileError
            with os.fdopen(
                os.open(path, os.O_RDONLY | _REAL | _AT_ONCE | _BYTES), "rb"
            ) as file:
                # Another has come in its place.
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise NotAFileError
                return file.read(most)
        return None

    def walk(
        self, folder: Path, others: Collection[str] = ()
    ) -> Iterator[os.DirEntry[str]]:
        """All that lies below a folder, at any depth, by name; what cannot be listed is
        passed over.

        No link is followed. others: folders below it that are left out.
        """
        waiting = [str(folder)]
        while waiting:
            with suppress(OSError), os.scandir(waiting.pop()) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.path in others or entry.name == ".git":
                        continue
                    yield entry
                    real = entry.is_dir(follow_symlinks=False) and not is_link(
                        entry.stat(follow_symlinks=False)
                    )
                    if real and len(entry.path) - len(str(folder)) < DEEPEST:
                        waiting.append(entry.path)

    def make(self, folder: Path) -> None:
        """With the folders above it; one that is there is no error."""
        folder.mkdir(parents=True, exist_ok=True)

    def create(self, path: Path, rights: int = 0o644) -> int:
        """A new file; one of that name is in the way of nobody but a run that was
        broken off.
        """
        return os.open(
            path,
            os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _REAL | _AT_ONCE | _BYTES,
            rights,
        )

    def write(self, handle: int, data: bytes) -> int:
        """How many bytes were taken: on a full disk fewer than all."""
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        """What was written is on the disk once this has returned."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Of a file; nothing is made sure by it that `sync` has not."""
        os.close(handle)

    def like(self, path: Path, model: Path) -> None:
        """Gives a file the rights of another."""
        path.chmod(stat.S_IMODE(model.stat().st_mode))

    def replace(self, staged: Path, path: Path) -> None:
        """At once: whoever reads gets the old file or the new one, never a part."""
        staged.replace(path)

    def sync_folder(self, folder: Path) -> None:
        """Names are on the disk only when their folder is; Windows does that by
        itself.
        """
        if sys.platform == "win32":  # pragma: no cover
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """A file that is gone already is no error."""
        path.unlink(missing_ok=True)

    def leftovers(self, folder: Path) -> Iterator[Path]:
        """What runs that were broken off left at or below a folder."""
        left = (entry for entry in self.walk(folder) if is_staged(entry.name))
        return (
            Path(entry.path)
            for entry in left
            if not entry.is_dir(follow_symlinks=False)
        )


DISK: Final = Disk()
