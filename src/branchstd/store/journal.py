"""What a change of several files replaces: kept before the first is touched, so that
all can be put back.

A journal lies beside `data`, where no record is looked for, and says by its name how
far its change is: `.branchstd/journal/<name>.begun.json` until all files are changed,
`.done.json` then, `.broken.json` where others changed a file before it could be put
back.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from branchstd.findings import Place, Problem
from branchstd.store.disk import DISK, Disk, NotAFileError
from branchstd.store.files import MOST, is_folder, why

FORMAT: Final = "branchstd-journal-v1"
HOUSE: Final = Path(".branchstd")
FOLDER: Final = HOUSE / "journal"
BEGUN, DONE, BROKEN = "begun", "done", "broken"
KEPT: Final = 20  # of changes that are done
LARGEST: Final = 256 * 1024 * 1024
LIMIT: Final = "256 MiB"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", re.ASCII)
_FILE: Final = re.compile(rf"({_NAME.pattern})\.({BEGUN}|{DONE}|{BROKEN})\.json")


class FileChange(NamedTuple):
    """One file of several; None stands for no file, before or after."""

    path: Path
    before: bytes | None
    after: bytes | None


class Kept(NamedTuple):
    """A changed file: the digests of its old and new bytes (None: no file), and the old
    ones.
    """

    path: Path
    old: str | None
    new: str | None
    before: bytes | None


def digest(data: bytes | None) -> str | None:
    """SHA-256 in hexadecimal; None of no file."""
    return None if data is None else sha256(data).hexdigest()


def kept(root: Path, changes: Iterable[FileChange]) -> list[Kept]:
    """What a journal keeps of them. Raises ValueError for a file outside `data`."""
    found = [Kept(c.path, digest(c.before), digest(c.after), c.before) for c in changes]
    if outside := [one.path for one in found if not _inside(root, one.path)]:
        raise ValueError(f"no files of records: {outside}")
    return found


def _inside(root: Path, path: Path) -> bool:
    if ".." in path.parts or not path.is_relative_to(root / "data"):
        return False
    return str(path.relative_to(root)).isprintable()


def journal_file(name: str, state: str) -> Path:
    """From the root. Raises ValueError for a name that is more than letters, digits and
    hyphens.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name of a change: {name!r}")
    return FOLDER / f"{name}.{state}.json"


def journals(root: Path, disk: Disk = DISK) -> Mapping[str, str]:
    """The state of each change by its name, in the order of names; none through a link.
    Raises OSError.
    """
    if not (is_folder(root / HOUSE) and is_folder(root / FOLDER)):
        return {}
    found = map(_FILE.fullmatch, sorted(disk.names(root / FOLDER, MOST)))
    return {one[1]: one[2] for one in found if one}


def written(root: Path, files: Iterable[Kept], note: str) -> bytes:
    """A journal as JSON. note: what the change is, for whoever looks at it."""
    rows = [
        {
            "file": one.path.relative_to(root).as_posix(),
            "old": one.old,
            "new": one.new,
            "bytes": None if one.before is None else b64encode(one.before).decode(),
        }
        for one in files
    ]
    found = {"format": FORMAT, "note": note, "files": rows}
    return json.dumps(found, indent=1).encode()


def read_journal(root: Path, path: Path, disk: Disk = DISK) -> list[Kept] | None:
    """The files of a journal; None of what is none of ours: another format, a file
    outside `data`, bytes that are not those of the digest. Raises OSError.
    """
    try:
        size = disk.look(path).st_size
        data = disk.read(path, size + 1) if size <= LARGEST else None
        found = json.loads(data or b"")
        files = [_kept(root, **row) for row in found["files"]]
    except (NotAFileError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return files if found["format"] == FORMAT else None


def _kept(root: Path, **row: Any) -> Kept:
    """Raises ValueError, KeyError or TypeError."""
    path, code = root.joinpath(row["file"]), row["bytes"]
    before = None if code is None else b64decode(code, validate=True)
    if not _inside(root, path) or digest(before) != row["old"]:
        raise ValueError(path)
    return Kept(path, row["old"], row["new"], before)


def unfinished(root: Path) -> Iterator[Problem]:
    """Changes that were broken off; one that is under way just now looks the same."""
    try:
        found = journals(root)
    except OSError as error:
        place = Place(FOLDER.as_posix(), 0)
        yield Problem("folder_closed", place, {"detail": why(error)})
        return
    for name, state in found.items():
        if state == BEGUN:
            place = Place(journal_file(name, state).as_posix(), 0)
            yield Problem("change_unfinished", place)
