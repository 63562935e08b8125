"""Files that nobody reads are told apart from records: a misspelt name must not vanish quietly."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePath
from typing import Final

from branchstd.findings import Place, Problem, Severity, nearest
from branchstd.root import MARK
from branchstd.store.files import named
from branchstd.store.layout import OTHER_NAMES, TOWN_FILES, VILLAGE_FILES

# How like a village's folder name another has to be, so that no other village can be meant.
SAME: Final = 0.85
RENAMED: Final = {".yml": ".yaml"}
WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".et", ".ods", ".xlsm"})
MONTH: Final = re.compile(r"\d{4}-\d{2}")


def in_village(root: Path, folder: Path) -> Iterator[Problem]:
    """In a village's year: one level of files, and below it the months of activities; at any depth another town."""
    yield from (Problem("nested_root", Place(named(root, path))) for path in sorted(folder.parent.rglob(str(MARK))))
    known = [spec.name for spec in VILLAGE_FILES]
    yield from _strangers(root, folder, known, lambda name: nearest(name, [*known, "activities"]), ["activities"])
    months = folder / "activities"
    yield from _strangers(root, months, {path.name for path in months.glob("*.yaml")}, _month)


def in_town(root: Path, folder: Path, slugs: Collection[str]) -> Iterator[Problem]:
    """In the town's year: its own files, and one file for each village."""
    known, files = [spec.name for spec in TOWN_FILES], {f"{slug}.yaml" for slug in slugs}
    yield from _strangers(root, folder, known, lambda name: nearest(name, [*known, "villages"]), ["villages"])
    yield from _strangers(root, folder / "villages", files, lambda name: _village(name, slugs))


def _village(name: str, slugs: Collection[str]) -> str:
    """The file of a village whose name is all but the same; never that of another one."""
    near = nearest(PurePath(name).stem, slugs, SAME)
    return f"{near}.yaml" if near else ""


def _month(name: str) -> str:
    """The file that a misnamed month must have meant; never another month's, which may be there already."""
    found = MONTH.match(name)
    return f"{found[0]}.yaml" if found else ""


def _strangers(
    root: Path, folder: Path, files: Collection[str], meant: Callable[[str], str], folders: Collection[str] = ()
) -> Iterator[Problem]:
    """Other folders may hold pictures and papers, unless their name is nearly that of one that is read."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in files or path.name in OTHER_NAMES or path.name.startswith(("~$", ".~")):
            continue
        near = meant(path.name)
        if path.is_dir() and (path.name in folders or not near):
            continue
        if path.suffix.lower() in WORKBOOKS and f"{path.stem}.csv" in files:
            yield Problem("workbook_file", Place(named(root, path)), {"name": f"{path.stem}.csv"}, Severity.WARNING)
            continue
        # Of another sort, a file does not become one by its name.
        suffix = path.suffix.lower()
        fits = path.is_dir() or suffix in {"", ".txt"} or RENAMED.get(suffix, suffix) == PurePath(near).suffix
        yield Problem("unknown_file", Place(named(root, path)), {"near": near if fits else ""}, Severity.WARNING)
