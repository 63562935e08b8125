"""The table into which an office types the manual's words and points: written out for a
spreadsheet, read in again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from branchstd.catalogue.model import Catalogue
from branchstd.catalogue.names import Registries
from branchstd.findings import Problem, Severity
from branchstd.records.holdings import records_of
from branchstd.records.town import ManualRow
from branchstd.store.files import bytes_of, read_user_file
from branchstd.store.own import MANUAL, manual_file, own_standards, read_manual
from branchstd.store.reading import read_spec
from branchstd.store.standards import base_standards
from branchstd.store.strict import CatalogueError
from branchstd.store.writing import put
from branchstd.text.csv import csv_text

FIELDS: Final = ("standard", "points", "wording", "ref")
# For the eye only; whoever reads the table in passes over them.
HELPFUL: Final = ("标题", "本软件整理的要求", "本软件的分值")
BOM: Final = "\ufeff"


class Filled(NamedTuple):
    """How many standards have words and how many have points in a table; `problems`:
    what it was told on the way.

    file, before and after: the town's record, as it was (None: none) and as it is to
    be.
    """

    words: int
    points: int
    problems: tuple[Problem, ...]
    file: Path
    before: bytes | None
    after: bytes

    @property
    def changes(self) -> bool:
        """Whether the town's record would be another at all."""
        return self.before != self.after


def write_form(path: Path, catalogue: Catalogue) -> None:
    """One row a standard, with what is typed in so far. Raises OSError; an existing
    file is not overwritten.
    """
    if path.exists():
        raise FileExistsError(17, "File exists", str(path))
    header = [*(str(ManualRow.model_fields[name].title) for name in FIELDS), *HELPFUL]
    text = BOM + csv_text([header, *_rows(catalogue)]).replace("\n", "\r\n")
    put(path, text.encode())


def _rows(catalogue: Catalogue) -> Iterator[list[str]]:
    changed = {
        change.id: change for change in catalogue.changes if change.what == "points"
    }
    for standard in catalogue.standards:
        change = changed.get(standard.id)
        typed, before = (
            (change.now, change.was) if change else ("", f"{float(standard.points):g}")
        )
        words = [standard.official_wording, standard.official_ref]
        yield [
            standard.id,
            typed,
            *words,
            standard.title.zh,
            standard.requirement.zh,
            before,
        ]


def take_form(path: Path, root: Path, registries: Registries) -> Filled:
    """Checks a filled table against the shipped standards; whoever holds the town's pen
    writes what comes of it.

    Standards that the table leaves out keep what was typed in before. Raises
    CatalogueError where it cannot hold.
    """
    given = read_user_file(path)
    if isinstance(given, Problem):
        raise CatalogueError([given])
    read = read_spec(path.parent, path, MANUAL, given)
    rows = records_of(read.records, ManualRow)
    told = tuple(problem for problem in read.problems if not _helpful(problem))
    if wrong := [problem for problem in told if problem.severity is Severity.ERROR]:
        raise CatalogueError(wrong)
    catalogue, plan = base_standards(root, registries)
    file = manual_file(root, plan.year)
    before = bytes_of(root, file)
    if isinstance(before, Problem):
        raise CatalogueError([before])
    named = {row.standard for row in rows}
    rows = (
        *(row for row in read_manual(root, plan.year) if row.standard not in named),
        *rows,
    )
    own_standards(root, catalogue, plan, typed_in=rows, file=path.name)
    said = [row for row in rows if row.points is not None or row.wording or row.ref]
    after = csv_text([FIELDS, *(_cells(row) for row in said)]).encode("utf-8")
    words = sum(bool(row.wording) for row in said)
    points = sum(row.points is not None for row in said)
    return Filled(words, points, told, file, before, after)


def _helpful(problem: Problem) -> bool:
    """A column for the eye, and nothing that a column of ours may be misspelt in."""
    return problem.code == "unknown_column" and not problem.values.get("near")


def _cells(row: ManualRow) -> list[str]:
    values = (getattr(row, name) for name in FIELDS)
    return ["" if value is None else str(value) for value in values]
