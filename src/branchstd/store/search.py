"""A look into every text file below `data`, also those that nobody reads: numbers of persons, and names astray."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from branchstd.findings import Place, Problem, Severity, few
from branchstd.mask import found
from branchstd.store.disk import DISK
from branchstd.store.files import below, is_folder, named
from branchstd.store.privacy import WIDE, scan
from branchstd.store.reading import read_names
from branchstd.store.templates import git

FILES_AT_MOST: Final = 5000
BYTES_AT_MOST: Final = 1024 * 1024  # a second's work
NAMES: Final = "names.csv"
# Copies, too: `names (1).csv`, `~$names.xlsx`.
_LIKE_NAMES: Final = re.compile(r"[\W_]*names(?![a-z0-9])")
_YEAR: Final = re.compile(r"20\d\d", re.ASCII)  # git is asked of each


def searched(root: Path, folder: Path, read: Collection[Path], others: Collection[Path] = ()) -> Iterator[Problem]:
    """What was found at and below a folder.

    read: files that are looked through when they are read. others: folders whose files are somebody else's.
    """
    size = 0
    for count, path in enumerate(below(folder, others=others, folders=True)):
        if count == FILES_AT_MOST or size > BYTES_AT_MOST:
            break
        place = Place(named(root, path), 0)
        yield from (Problem(code, place) for code in sorted({one.code for one in found(path.name)}))
        if is_folder(path):
            continue
        if _LIKE_NAMES.match(unicodedata.normalize("NFKC", path.name).casefold()):
            yield from _names(root, path, place)
        if path not in read:
            data = _text(path, BYTES_AT_MOST - size + 1)
            size += len(data)
            yield from few(scan(data, place.file))
    else:
        if size <= BYTES_AT_MOST:
            return
    values = {"files": str(FILES_AT_MOST), "size": f"{BYTES_AT_MOST >> 20} MiB"}
    yield Problem("not_searched", Place(named(root, folder), 0), values, Severity.WARNING)


def _text(path: Path, most: int) -> bytes:
    """So many bytes of a text; none of a picture or the like."""
    with suppress(OSError):  # it has gone, or nobody may look: where it should be read, that is told
        head = DISK.read(path, 4096) or b""
        return (DISK.read(path, most) or b"") if head.startswith(WIDE) or 0 not in head else b""
    return b""


def _names(root: Path, path: Path, place: Place) -> Iterator[Problem]:
    """Names of people belong into one file of the village's folder, or of its year's, that git does not keep."""
    where = path.parent.relative_to(root / "data").parts
    yearly = len(where) == 3 and _YEAR.fullmatch(where[2])
    if path.name != NAMES or where[:1] != ("villages",) or not (len(where) == 2 or yearly):
        yield Problem("names_elsewhere", place)
        return
    if git(root, "--literal-pathspecs", "ls-files", "--", place.file):
        yield Problem("names_tracked", place)
    yield from read_names(root, path)[1]
