"""Rows of a sheet as they came: what stands below its headings, without sums, notes and
signatures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from branchstd.catalogue.everyday import Everyday
from branchstd.findings import Place, Problem, Severity, excerpt
from branchstd.store.parser import FOOT
from branchstd.workbook.grids import Grid, filled
from branchstd.workbook.sheets import NAME, Cells, Sheet

HIGHEST: Final = 10  # rows among which the headings are looked for
# Columns of people's own tables that say nothing by themselves.
UNREAD: Final = ("序号", "合计", "签字", "签名")
PEOPLE: Final = ("姓名", "党员姓名", "人员姓名", "名字")


@dataclass(frozen=True)
class SheetRow:
    """A row as it came. number: counted from nought. id: under which it was sent; empty
    for one that people added. columns: where in the sheet each stands. numbers: of what
    stands in another row, its row.
    """

    grid: Grid
    number: int
    id: str
    cells: Cells
    columns: Mapping[str, int]
    numbers: Mapping[str, int] = field(default_factory=dict)

    def place(self, key: str = "") -> Place:
        """Of a cell; of the row's first where the sheet has no such column."""
        at = self.columns.get(key, min(self.columns.values(), default=0))
        return self.grid.place(self.numbers.get(key, self.number), at)

    @property
    def is_note(self) -> bool:
        """Whether it only says something in its first column, as a note below a table
        does; or nothing.
        """
        said = [key for key, text in self.cells.items() if text]
        return not said or said == [next(iter(self.cells))]


def headings(sheet: Sheet, own: Everyday | None = None) -> dict[str, str]:
    """The columns of a sheet by what may stand above them. own: what people say, where
    the table is their own.
    """
    titles = {column.title: column.key for column in sheet.columns}
    if own is None:
        return titles
    said = {
        word: name
        for word, name in own.headings.get(sheet.kind, {}).items()
        if name in titles.values()
    }
    whom = (c.key for c in sheet.columns if c.needed and c.how.refers == "people")
    named = NAME if sheet.kind == "person" else next(whom, "")
    names = dict.fromkeys(PEOPLE, named) if named else {}
    return {**{key: key for key in titles.values()}, **said, **names, **titles}


def find_head(grid: Grid, titles: Mapping[str, str]) -> int | None:
    """The row of the headings: of the first ones that in which most are known."""
    counts = [
        len({titles[cell.strip()] for cell in row if cell.strip() in titles})
        for row in grid.rows[:HIGHEST]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else None


def read_rows(
    grid: Grid, titles: Mapping[str, str]
) -> tuple[list[SheetRow] | None, list[Problem]]:
    """Rows below the headings, None where there are no headings; and what is said of
    these. titles: columns by their headings.
    """
    head = find_head(grid, titles)
    if head is None:
        return None, [Problem("book_no_headings", grid.place(0, 0))]
    heads = [cell.strip() for cell in grid.rows[head]]
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    for at, cell in enumerate(heads):
        place = grid.place(head, at)
        if cell in titles and titles[cell] in columns:
            first = str(grid.place(head, columns[titles[cell]]))
            problems.append(Problem("book_heading_twice", place, {"first": first}))
        elif cell in titles:
            columns[titles[cell]] = at
        elif cell and cell not in {"id", *UNREAD}:
            problems.append(column_unread(place, cell))
    id_at = heads.index("id") if "id" in heads else len(heads)
    rows = [
        SheetRow(
            grid,
            number,
            grid.cell(number, id_at).strip(),
            {key: grid.cell(number, at).strip() for key, at in columns.items()},
            columns,
        )
        for number, cells in filled(grid)
        if number > head and not is_foot(cells)
    ]
    return rows, problems


def column_unread(place: Place, heading: str) -> Problem:
    """Of a column that says nothing to us."""
    values = {"seen": excerpt(heading)}
    return Problem("book_column_unread", place, values, Severity.WARNING)


def is_foot(cells: Sequence[str]) -> bool:
    """A line of sums or signatures."""
    first = next(cell for cell in cells if cell.strip())
    return FOOT.match(first.replace(" ", "")) is not None
