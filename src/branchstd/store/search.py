"""A look into every text file below `data`, also those that nobody reads: numbers of
persons, and names astray.

Files that nobody reads are told apart from records: a misspelt name must not vanish
quietly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Final

from branchstd.findings import Place, Problem, Severity, few, nearest
from branchstd.mask import find_numbers
from branchstd.root import MARK
from branchstd.store.disk import DISK
from branchstd.store.files import below, is_folder, list_folder, path_name, plain_name
from branchstd.store.layout import OTHER_NAMES, TOWN_FILES, VILLAGE_FILES
from branchstd.store.reading import WIDE, read_names, scan
from branchstd.store.templates import git

FILES_AT_MOST: Final = 5000
BYTES_AT_MOST: Final = 1024 * 1024  # a second's work
NAMES: Final = "names.csv"
# Copies, too: `names (1).csv`, `~$names.xlsx`.
_LIKE_NAMES: Final = re.compile(r"[\W_]*names(?![a-z0-9])")
_YEAR: Final = re.compile(r"20\d\d", re.ASCII)  # git is asked of each


def search_folder(
    root: Path, folder: Path, read: Collection[Path], others: Collection[Path] = ()
) -> Iterator[Problem]:
    """What was found at and below a folder.

    read: files that are looked through when they are read. others: folders whose files
    are somebody else's.
    """
    size = 0
    for count, path in enumerate(below(folder, others=others, folders=True)):
        if count == FILES_AT_MOST or size > BYTES_AT_MOST:
            break
        place = Place(path_name(root, path), 0)
        yield from (
            Problem(code, place)
            for code in sorted({one.code for one in find_numbers(path.name)})
        )
        if is_folder(path):
            continue
        if holds_names(path.name):
            yield from _names(root, path, place)
        if path not in read:
            data = _text(path, BYTES_AT_MOST - size + 1)
            size += len(data)
            yield from few(scan(data, place.file))
    else:
        if size <= BYTES_AT_MOST:
            return
    values = {"files": str(FILES_AT_MOST), "size": f"{BYTES_AT_MOST >> 20} MiB"}
    yield Problem(
        "not_searched", Place(path_name(root, folder), 0), values, Severity.WARNING
    )


def holds_names(name: str) -> bool:
    """Whether a file of this name has names of people, or a copy of such a file may."""
    return bool(_LIKE_NAMES.match(unicodedata.normalize("NFKC", name).casefold()))


def faults_of_names(root: Path, path: Path) -> list[Problem]:
    """What is wrong with a file of names, or with where it lies."""
    return list(_names(root, path, Place(path_name(root, path), 0)))


def _text(path: Path, most: int) -> bytes:
    """So many bytes of a text; none of a picture or the like."""
    # It has gone, or nobody may look: where it should be read, that is told.
    with suppress(OSError):
        head = DISK.read(path, 4096) or b""
        return (
            (DISK.read(path, most) or b"")
            if head.startswith(WIDE) or 0 not in head
            else b""
        )
    return b""


def _names(root: Path, path: Path, place: Place) -> Iterator[Problem]:
    """Names of people belong into one file of the village's folder, or of its year's,
    that git does not keep.
    """
    where = path.parent.relative_to(root / "data").parts
    yearly = len(where) == 3 and _YEAR.fullmatch(where[2])
    if (
        path.name != NAMES
        or where[:1] != ("villages",)
        or not (len(where) == 2 or yearly)
    ):
        yield Problem("names_elsewhere", place)
        return
    if git(root, "--literal-pathspecs", "ls-files", "--", place.file):
        yield Problem("names_tracked", place)
    yield from read_names(root, path)[1]


# How like a village's folder name another has to be, so that no other village can be
# meant.
SAME: Final = 0.85
RENAMED: Final = {".yml": ".yaml"}
WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".et", ".ods", ".xlsm"})
MONTH: Final = re.compile(r"\d{4}-\d{2}")
YEAR: Final = re.compile(r"\d{4}")
# Of all that lies in a village's folder, pictures too, among which a town is looked
# for.
MOST: Final = 20_000


def in_village(root: Path, folder: Path, year: int) -> Iterator[Problem]:
    """In a village's folder, in its year, and in the months of that; at any depth
    another town.
    """
    files = sorted(
        path for path in below(folder, MOST) if path.parts[-2:] == MARK.parts
    )
    yield from (Problem("nested_root", Place(path_name(root, path))) for path in files)
    known = [spec.name for spec in VILLAGE_FILES if "*" not in spec.name]
    yield from _beside_years(root, folder, year, [*known, "activities"])
    yearly, months = folder / str(year), folder / str(year) / "activities"
    yield from _strangers(
        root,
        yearly,
        known,
        lambda name: nearest(name, [*known, "activities"]),
        ["activities"],
    )
    names = [plain_name(path.name) for path in list_folder(root, months)]
    yield from _strangers(
        root, months, [name for name in names if name.endswith(".yaml")], _month
    )


def in_town(root: Path, year: int, names: Mapping[str, str]) -> Iterator[Problem]:
    """In the town's folders down to its year: its own files, one file and one folder
    for each village.
    """
    data = root / MARK.parent
    parts = ["town", "villages"]
    near = (
        {MARK.name: MARK.name}
        | {part: part for part in parts}
        | {slug: f"villages/{slug}" for slug in names}
    )
    yield from _strangers(
        root,
        data,
        [MARK.name],
        lambda name: near.get(nearest(name, near, SAME), ""),
        parts,
    )
    for path in list_folder(root, data / "villages"):
        # In other letters it is told where it is read.
        if is_folder(path) and plain_name(path.name) not in names:
            like = nearest(path.name, names, SAME)
            yield Problem(
                "village_unregistered",
                Place(path_name(root, path)),
                {"near": like},
                Severity.WARNING,
            )
    yield from _strangers(root, data / "villages", (), lambda _: "", names)
    known = [spec.name for spec in TOWN_FILES]
    files = [f"{slug}.yaml" for slug in names]
    yield from _beside_years(root, data / "town", year, [*known, "villages"])
    yearly = data / "town" / str(year)
    yield from _strangers(
        root,
        yearly,
        known,
        lambda name: nearest(name, [*known, "villages"]),
        ["villages"],
    )
    yield from _strangers(
        root, yearly / "villages", files, lambda name: _village(name, names)
    )


def _village(name: str, slugs: Collection[str]) -> str:
    """The file of a village whose name is all but the same; never that of another
    one.
    """
    near = nearest(PurePath(name).stem, slugs, SAME)
    return f"{near}.yaml" if near else ""


def _beside_years(
    root: Path, folder: Path, year: int, known: Collection[str]
) -> Iterator[Problem]:
    """Where only years lie: records that belong into this one, and a year that is still
    to come. Past ones are kept.
    """
    years = [
        path.name
        for path in list_folder(root, folder)
        if YEAR.fullmatch(path.name) and is_folder(folder / path.name)
    ]
    for name in years:
        if int(name) > year:
            values = {"year": str(year), "seen": name}
            yield Problem(
                "other_year",
                Place(path_name(root, folder / name), 0),
                values,
                Severity.WARNING,
            )

    def meant(name: str) -> str:
        like = nearest(name, known)
        return (
            f"{year}/{like}"
            if like
            else str(year)
            if str(year) in plain_name(name)
            else ""
        )

    yield from _strangers(root, folder, years, meant)


def _month(name: str) -> str:
    """The file that a misnamed month must have meant; never another month's, which may
    be there already.
    """
    found = MONTH.match(name)
    return f"{found[0]}.yaml" if found else ""


def _strangers(
    root: Path,
    folder: Path,
    files: Collection[str],
    meant: Callable[[str], str],
    folders: Collection[str] = (),
) -> Iterator[Problem]:
    """Other folders may hold pictures and papers, unless their name is nearly that of
    one that is read.

    What differs from a known name in its letters alone is refused where that is read.
    """
    for path in list_folder(root, folder):
        if plain_name(path.name) in (*files, *folders) or path.name in OTHER_NAMES:
            continue
        near = meant(path.name)
        if path.name.startswith(("~$", ".~")) or (is_folder(path) and not near):
            continue
        if path.suffix.lower() in WORKBOOKS and f"{path.stem}.csv" in files:
            yield Problem(
                "workbook_file",
                Place(path_name(root, path)),
                {"name": f"{path.stem}.csv"},
                Severity.WARNING,
            )
            continue
        # Of another sort, a file does not become one by its name.
        suffix = path.suffix.lower()
        fits = (
            is_folder(path)
            or suffix in {"", ".txt"}
            or RENAMED.get(suffix, suffix) == PurePath(near).suffix
        )
        yield Problem(
            "unknown_file",
            Place(path_name(root, path)),
            {"near": near if fits else ""},
            Severity.WARNING,
        )
