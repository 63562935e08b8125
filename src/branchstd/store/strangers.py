"""Files that nobody reads are told apart from records: a misspelt name must not vanish quietly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from branchstd.findings import Place, Problem, Severity
from branchstd.store.files import named
from branchstd.store.layout import OTHER_NAMES, TOWN_FILES, VILLAGE_FILES
from branchstd.store.typing import nearest

MONTH: Final = re.compile(r"\d{4}-\d{2}")


def in_village(root: Path, folder: Path) -> Iterator[Problem]:
    """In a village's year: one level of files, and below it the months of activities."""
    yield from _strangers(root, folder, [spec.name for spec in VILLAGE_FILES], ["activities"])
    months = folder / "activities"
    for path in sorted(months.iterdir()) if months.is_dir() else ():
        if path.suffix != ".yaml" and path.name not in OTHER_NAMES and not path.name.startswith("~$"):
            month = MONTH.match(path.name)
            near = f"{month[0]}.yaml" if month else ""
            yield Problem("unknown_file", Place(named(root, path)), {"near": near}, Severity.WARNING)


def in_town(root: Path, folder: Path, slugs: Collection[str]) -> Iterator[Problem]:
    """In the town's year: its own files, and one file for each village."""
    yield from _strangers(root, folder, [spec.name for spec in TOWN_FILES], ["villages"])
    yield from _strangers(root, folder / "villages", [f"{slug}.yaml" for slug in slugs], ())


def _strangers(root: Path, folder: Path, files: Collection[str], folders: Collection[str]) -> Iterator[Problem]:
    """Other folders may hold pictures and papers, unless their name is nearly that of one that is read."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in files or path.name in OTHER_NAMES or path.name.startswith("~$"):
            continue
        near = nearest(path.name, (*files, *folders))
        if path.is_dir() and (path.name in folders or not near):
            continue
        yield Problem("unknown_file", Place(named(root, path)), {"near": near}, Severity.WARNING)
