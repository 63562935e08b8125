"""Bytes of one file, or the problem why not: only regular files of a sane size, never through a link."""

from __future__ import annotations

import stat
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from pathlib import Path
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.text.decode import LARGEST, LIMIT

_JUNCTION: Final = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def named(root: Path, path: Path) -> str:
    """The path as messages name it: from the root, with `/`; a character that cannot be printed is `?`."""
    return "".join(c if c.isprintable() else "?" for c in path.relative_to(root).as_posix())


def lies_there(path: Path) -> bool:
    """Also a link that leads nowhere: it is told, not taken for a file that is missing."""
    return path.is_symlink() or path.exists()


def linked(root: Path, path: Path) -> Problem | None:
    """The first folder from the root down to the path that leads elsewhere: records are read and written in place.

    The root itself may be reached by a link. A junction of Windows is a link; what a cloud keeps elsewhere is none.
    """
    folders = [path.parents[n] for n in range(len(path.relative_to(root).parents) - 1)]
    link = next((folder for folder in reversed(folders) if _is_link(folder)), None)
    return Problem("linked_folder", Place(named(root, link), 0), unreadable=True) if link else None


def _is_link(folder: Path) -> bool:
    try:
        info = folder.lstat()
    except OSError:  # it is not there, or nobody may look
        return False
    return stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _JUNCTION


def size_of(path: Path) -> int:
    """In bytes; of what cannot be looked at, whoever reads it says why."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def read_bytes(root: Path, path: Path) -> bytes | Problem:
    """The file's bytes. A link, a folder, a device, an oversized or unreadable file is a problem with its place."""
    if link := linked(root, path):
        return link
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
    """A text file that the user names, in whichever encoding it was saved again; or why it is none."""
    data = read_bytes(path.parent, path)
    if isinstance(data, Problem):
        return data
    wide = ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ()
    for encoding in ("utf-8-sig", *wide, "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")
