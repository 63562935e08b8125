"""A village's workbook as it was sent and as it comes back, without a file between."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from branchstd.messages import table
from branchstd.records.village import PartyGroup
from branchstd.store.parser import Context
from branchstd.store.strict import everyday
from branchstd.store.village import codes_of
from branchstd.workbook.book import Base, base_of
from branchstd.workbook.drafting import Files, draft, draft_names, edits_by_file
from branchstd.workbook.grids import Grid
from branchstd.workbook.merging import Merge, VillageNow, merge
from branchstd.workbook.sheets import Names, Sheet, sheets
from branchstd.workspace import Workspace, open_workspace
from samples import ROOT

YEAR = 2019
TITLES: Mapping[str, str] = table("sheets", "zh").BOOK
Cells = list[list[str]]
QINGLANPING = Path("data/villages/qinglanping")
HEADS = "code,gender,born,joined_on,left_on,group,dues\n"
PEOPLE = f"{HEADS}M01,女,,2010-07-01,,,2\nM02,女,,2010-07-01,,,2\nM03,男,,2010-07-01,,,2.5\nM04,男,,2010-07-01,,,2\n"
NAMES = "代码,姓名\nM01,才让东智\nM02,马秀兰\nM03,李建国\nM04,扎西\n"
GROUPS = "branch: 青岚坪村党支部\ngroups:\n  - {code: G1, name: 坪上组, start: 2016-01-01}\n"


class Book:
    """Sheets of a village as texts: `rows` are changed as a clerk would, `back` tells what comes of it."""

    def __init__(self, root: Path, slug: str, names: Mapping[str, str] | None = None) -> None:
        self.root, self.slug, self.named = root, slug, names
        self.sheets = sheets(
            self.workspace.catalogue, TITLES, table("sheets", "zh").BESIDE, everyday(root), named=bool(names)
        )
        self.titles = dict(TITLES)
        self.base = self.based()
        self.rows: dict[str, Cells] = {sheet.kind: self._rows(sheet) for sheet in self.sheets}

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.root)

    @property
    def folder(self) -> str:
        return f"data/villages/{self.slug}/{YEAR}"

    def now(self) -> VillageNow:
        village = self.workspace.office.village(self.slug).village
        groups = {one.code: one.name for one in village.of(PartyGroup)}
        context = Context(everyday(self.root), YEAR, codes_of([village], resting=False))
        names = Names(by_code=self.named or {}, groups=groups)
        return VillageNow(village, names, self.folder, YEAR, context)

    def based(self) -> Base:
        now = self.now()
        return base_of(self.sheets, now.village, now.names, ("镇", self.folder, YEAR, date(YEAR, 12, 31)))

    def sheet(self, kind: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.kind == kind)

    def _rows(self, sheet: Sheet) -> Cells:
        sent = [(name, one) for name, one in self.base.rows.items() if one.kind == sheet.kind]
        head = ["id", *(column.title for column in sheet.columns)]
        return [
            ["", "题"], ["", "单位"], head,
            *([name, *(one.cells.get(column.key, "") for column in sheet.columns)] for name, one in sent),
        ]  # fmt: skip

    def at(self, kind: str, key: str) -> int:
        """The place of a column in its rows."""
        return 1 + [column.key for column in self.sheet(kind).columns].index(key)

    def add(self, kind: str, /, **cells: str) -> None:
        """A row of a clerk's own at the end of a sheet."""
        row = [""] * len(self.rows[kind][2])
        for key, text in cells.items():
            row[self.at(kind, key.replace("__", ".").replace("of_", "/").replace("called", "@name"))] = text
        self.rows[kind].append(row)

    def merged(self, *, deletions: bool = False) -> Merge:
        grids = {self.titles[kind]: Grid(self.titles[kind], rows) for kind, rows in self.rows.items()}
        return merge(grids, self.sheets, self.base, self.now(), deletions=deletions)

    def back(self, *, deletions: bool = False) -> dict[str, tuple[bytes, bytes]]:
        """Files that become others, before and after. No cell may be refused."""
        found = self.merged(deletions=deletions)
        assert not found.faults, found.faults
        files = Files(self.folder, everyday(self.root), chinese=True)
        drafts = {}
        for file, edits in edits_by_file(found, files).items():
            path = self.root / file
            before = path.read_bytes() if path.exists() else b""
            drafts[file] = before, draft(before, file, edits, files.words)
        if found.names:
            drafts["names.csv"] = b"", draft_names(b"", "names.csv", found.names)
        return {file: pair for file, pair in drafts.items() if pair[0] != pair[1]}

    def take(self, **how: bool) -> dict[str, tuple[bytes, bytes]]:
        """The same, and written."""
        drafts = self.back(**how)
        for file, (_, after) in drafts.items():
            (self.root / file).parent.mkdir(parents=True, exist_ok=True)
            (self.root / file).write_bytes(after)
        return drafts

    def codes(self, **how: bool) -> list[tuple[str, str]]:
        """What is told, each with its cell."""
        return [(one.code, str(one.place)) for one in self.merged(**how).problems]


def lines_changed(pair: tuple[bytes, bytes]) -> tuple[int, int]:
    """How many lines are gone and new, as `git diff --numstat` counts them."""
    from difflib import SequenceMatcher

    old, new = (data.splitlines() for data in pair)
    gone = came = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, came = gone + i2 - i1, came + j2 - j1
    return gone, came


def copied(folder: Path) -> Path:
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


__all__ = ["TITLES", "Book", "copied", "lines_changed", "replace"]
