"""Bytes of one file, or the problem why not: only regular files of a sane size, never through a link."""

from __future__ import annotations

import stat
from pathlib import Path

from branchstd.findings import Place, Problem
from branchstd.text.decode import LARGEST, LIMIT


def named(root: Path, path: Path) -> str:
    """The path as messages name it: from the root, with `/`; a character that cannot be printed is `?`."""
    return "".join(c if c.isprintable() else "?" for c in path.relative_to(root).as_posix())


def lies_there(path: Path) -> bool:
    """Also a link that leads nowhere: it is told, not taken for a file that is missing."""
    return path.is_symlink() or path.exists()


def read_bytes(root: Path, path: Path) -> bytes | Problem:
    """The file's bytes. A link, a folder, a device, an oversized or unreadable file is a problem with its place."""
    place = Place(named(root, path))
    try:
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode):
            return Problem("not_a_file", place, unreadable=True)
        if info.st_size > LARGEST:
            return Problem("file_too_large", place, {"limit": LIMIT}, unreadable=True)
        return path.read_bytes()
    except OSError as error:
        return Problem("cannot_read", place, {"detail": error.strerror or type(error).__name__}, unreadable=True)


def text_of(path: Path) -> str | Problem:
    """A text file that the user names, as UTF-8; or why it is none."""
    data = read_bytes(path.parent, path)
    return data if isinstance(data, Problem) else data.decode("utf-8", "replace")
