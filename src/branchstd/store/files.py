"""What lies below the root is looked for, listed and read here alone: real files in
real folders, by their own names.

A link or junction on the way, a folder that cannot be looked into, a name in other
letters (case, Unicode form) than the one that is asked for: each is a problem with its
place. The root itself may be reached by a link.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from branchstd.findings import Place, Problem
from branchstd.store.disk import DISK, NotAFileError, is_link
from branchstd.text.decode import LARGEST, LIMIT

# Of names in a folder that is read: no office keeps so many beside its records.
MOST: Final = 20_000


def path_name(root: Path, path: Path) -> str:
    """The path as messages name it: from the root, with `/`; a character that cannot be
    printed is `?`.
    """
    name = path.relative_to(root).as_posix()
    return (
        name
        if name.isprintable()
        else "".join(c if c.isprintable() else "?" for c in name)
    )


def why(error: OSError) -> str:
    """In the system's words, English or its user's language; else the kind of error."""
    return error.strerror or type(error).__name__


def exists(root: Path, path: Path) -> bool | Problem:
    """Whether something lies there; or the first thing from the root down because of
    which nobody can say.

    Only what stands under the very name counts: other computers take another spelling
    of it for the same file.
    """
    folder = root
    for name in path.relative_to(root).parts:
        names = _names(root, folder)
        if isinstance(names, Problem):
            return names
        spelt = names.get(plain_name(name), ())
        if other := next((one for one in spelt if one != name), None):
            return Problem(
                "other_name",
                Place(path_name(root, folder / other), 0),
                {"name": name},
                unreadable=True,
            )
        if not spelt:
            return False
        folder /= name
    return True


def shut(root: Path, folder: Path) -> Problem | None:
    """Why nobody can say what lies in a folder; None also where there is none."""
    seen = exists(root, folder / "*")
    return seen if isinstance(seen, Problem) else None


def list_folder(root: Path, folder: Path) -> tuple[Path, ...]:
    """All that lies in a folder, by name; of one that is shut nothing: whoever reads in
    it tells why.
    """
    names = _names(root, folder) if exists(root, folder) is True else {}
    spelt = {} if isinstance(names, Problem) else names
    return tuple(
        folder / name for name in sorted(one for ones in spelt.values() for one in ones)
    )


def find_files(root: Path, folder: Path, pattern: str) -> tuple[Path, ...]:
    """The files in a folder that are meant by a pattern, each by the name that it
    should bear: reading tells the rest.

    Of a folder that is shut the pattern itself, to be read with the same effect.
    """
    if shut(root, folder):
        return (folder / pattern,)
    names = {plain_name(path.name) for path in list_folder(root, folder)}
    return tuple(folder / name for name in sorted(names) if fnmatchcase(name, pattern))


def is_folder(path: Path) -> bool:
    """No link to one."""
    with suppress(OSError):
        return stat.S_ISDIR(DISK.look(path).st_mode)
    return False


def below(
    folder: Path,
    most: int | None = None,
    *,
    others: Collection[Path] = (),
    folders: bool = False,
) -> Iterator[Path]:
    """Every file at any depth, links and the like left out.

    most: of all that lies there so much is looked at. others: folders that are left
    out. folders: told as well.
    """
    for entry in islice(DISK.walk(folder, frozenset(map(str, others))), most):
        real = entry.is_file(follow_symlinks=False)
        if folders and entry.is_dir(follow_symlinks=False):
            with suppress(OSError):  # listed, but nobody may look at it
                real = not is_link(entry.stat(follow_symlinks=False))
        if real:
            yield Path(entry.path)


def meant(typed: Path, files: Iterable[Path]) -> Path | None:
    """The one of the files that somebody named, whatever way leads there."""
    with suppress(OSError, ValueError):  # too long, or no name at all
        info = typed.stat()
        for path in files:
            with suppress(OSError):
                if os.path.samestat(info, DISK.look(path)):
                    return path
    return None


def _names(root: Path, folder: Path) -> Mapping[str, list[str]] | Problem:
    """Names in a folder by their plain spelling. The way to it has been looked at."""

    def place() -> Place:
        return Place(path_name(root, folder), 0)

    try:
        info = folder.stat() if folder == root else DISK.look(folder)
        if is_link(info):
            return Problem("linked_folder", place(), unreadable=True)
        if not stat.S_ISDIR(info.st_mode):
            return Problem("no_folder", place(), unreadable=True)
        names = _spelt(folder, info.st_mtime_ns)
    except OSError as error:
        detail = {"detail": why(error)}
        return Problem("folder_closed", place(), detail, unreadable=True)
    return (
        Problem("folder_full", place(), {"limit": f"{MOST:,}"}, unreadable=True)
        if names is None
        else names
    )


@lru_cache(256)
def _spelt(folder: Path, changed: int) -> Mapping[str, list[str]] | None:
    """changed: when a name came or went last; until then the folder need not be listed
    for each file anew.
    """
    names = DISK.names(folder, MOST + 1)
    spelt: dict[str, list[str]] = {}
    for name in names:
        spelt.setdefault(plain_name(name), []).append(name)
    return spelt if len(names) <= MOST else None


def plain_name(name: str) -> str:
    """One spelling of all that some computer takes for the same name."""
    return (
        name.lower()
        if name.isascii()
        else unicodedata.normalize("NFKC", name).casefold()
    )


def size_of(path: Path) -> int:
    """In bytes; of what cannot be looked at, whoever reads it says why."""
    try:
        return DISK.look(path).st_size
    except OSError:
        return 0


def read_bytes(root: Path, path: Path) -> bytes | Problem:
    """The file's bytes. A link, a folder, a device, an oversized or unreadable file is
    a problem with its place.
    """
    seen = exists(root, path)
    return (
        seen
        if isinstance(seen, Problem)
        else _bytes(path, Place(path_name(root, path)))
    )


def bytes_of(root: Path, path: Path) -> bytes | Problem | None:
    """The same; None where nothing is."""
    return read_bytes(root, path) if exists(root, path) else None


def read_user_file(path: Path) -> bytes | Problem:
    """The same of a file anywhere, which the user names."""
    return _bytes(path, Place(path.name))


def text_of(path: Path) -> str | Problem:
    """A text file that the user names, in whichever encoding it was saved again; or why
    it is none.
    """
    data = read_user_file(path)
    if isinstance(data, Problem):
        return data
    wide = ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ()
    for encoding in ("utf-8-sig", *wide, "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")


def read_package_file(path: Path) -> bytes | Problem:
    """A file that ships with the package: installers may have made it a link."""
    try:
        return path.read_bytes()
    except OSError as error:
        return Problem(
            "cannot_read",
            Place(f"{path.parent.name}/{path.name}"),
            {"detail": why(error)},
        )


def _bytes(path: Path, place: Place) -> bytes | Problem:
    try:
        data = DISK.read(path)
    except NotAFileError:
        return Problem("not_a_file", place, unreadable=True)
    except OSError as error:
        return Problem("cannot_read", place, {"detail": why(error)}, unreadable=True)
    if data is None:
        return Problem(
            "cannot_read", place, {"detail": os.strerror(errno.ENOENT)}, unreadable=True
        )
    if len(data) > LARGEST:
        return Problem("file_too_large", place, {"limit": LIMIT}, unreadable=True)
    return data
