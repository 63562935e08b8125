"""Tables of people's own on a sheet: where their headings stand, in one row or two, one
below or beside the other; which rows are theirs; what stands above and below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from branchstd.records import spelling
from branchstd.store.parser import FOOT
from branchstd.workbook.grids import Grid
from branchstd.workbook.rows import HIGHEST, UNREAD

# What each cell of a row means as a heading, by column; only those that mean something.
Reading = Callable[[Sequence[str]], Mapping[int, str]]
_SUMS: Final = re.compile(
    r"(?:本[页月季年度]+|第?[一二三四1-4]季度|[上下]半年|全年|全村|\d{1,2}月份?)?"
    r"(?:[合小总共累]计|[实应][收交缴]|总数|次数|人数|平均)"
    r"(?:[:：(（].*|[金总数]?额|[次人]?数|\d.*)?"
    r"|共\d+[人名次户].*|(?:过次|转下|承前|承上|接前)页.*"
)
_SIGNED: Final = re.compile(
    r"[^:：、，。]{0,10}(?:人|书记|委员|主任|组长|村|部|签[字名章]|盖章|公章|审核|制表|"
    r"单位|时间|日期|注|说明|备注|监督)\s*(?:[(（][^:：]{1,6}[)）])?\s*[:：]"
)
# Says again what stands above it.
_AGAIN: Final = frozenset({"〃", "〞", "″", "”", '"', "''", "同上", "同前"})
MONTH_ALONE: Final = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:1[0-2]|[1-9]|十?[一二]|[三四五六七八九十元])月份?"
)
_LABELS: Final = 3  # fewest at the left by which a sheet is known to be turned
_APART: Final = re.compile(r"(.{1,12}?组)\s*(?:[(（][^()（）]*[)）]|[:：].*|\s组长.*)?")
_BRACKET: Final = re.compile(r"\([^()]*\)")
_WITH: Final = re.compile("[及和与、/]")
_DAY: Final = re.compile(
    r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|([-./])\d{1,2}\1\d{1,2})(?!\d)", re.ASCII
)


@dataclass(frozen=True)
class OwnTable:
    """words: what stands above each column, the outermost first. rows: its own, without
    sums and signatures. sums: rows of sums. above, below: rows around it. notes: rows
    that only say something in the first column. apart: by row, the row that sets a
    group of rows apart from the others.
    """

    grid: Grid
    head: int
    words: Mapping[int, tuple[str, ...]]
    rows: Sequence[int]
    sums: Sequence[int]
    above: Sequence[int]
    below: Sequence[int]
    notes: Sequence[int]
    apart: Mapping[int, int]

    @property
    def columns(self) -> Sequence[int]:
        """From left to right."""
        return sorted(self.words)

    def text(self, row: int, column: int) -> str:
        """What a cell says, without blanks around."""
        return self.grid.cell(row, column).strip()

    def said(self, rows: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of each cell with anything in it."""
        for row in rows:
            for column, text in enumerate(self.grid.rows[row]):
                if text.strip():
                    yield row, column, text.strip()

    def days(self, rows: Sequence[int]) -> Mapping[str, tuple[int, int]]:
        """Days that are written out in these rows, each with the cell of the first."""
        found: dict[str, tuple[int, int]] = {}
        for row, column, text in self.said(rows):
            for match in _DAY.finditer(text):
                day = spelling.day(match[0])
                if spelling.DATE.fullmatch(day) and not spelling.impossible(day):
                    found.setdefault(day, (row, column))
        return found


def bare(text: str) -> str:
    """A heading without blanks, in ordinary letters."""
    return re.sub(r"\s+", "", spelling.plain(text))


def by_bare(titles: Mapping[str, str]) -> Mapping[str, str]:
    """Columns by their headings, these as `bare` has them."""
    return {bare(heading): key for heading, key in titles.items()}


def meaning(titles: Mapping[str, str], heading: str) -> str | None:
    """What a heading means, also without what stands in brackets, or of two words that
    mean the same (差距及原因). titles: by headings as `bare` has them.
    """
    said = bare(heading)
    parts = {titles.get(part) for part in _WITH.split(said)}
    same = parts.pop() if len(parts) == 1 else None
    return titles.get(said) or titles.get(_BRACKET.sub("", said)) or same


def find_tables(grid: Grid, read: Reading) -> list[OwnTable]:
    """All of a sheet, from above, with what marks of repetition stand for."""
    heads = _find_heads(grid, read)
    found: list[OwnTable] = []
    for at, (first, last) in enumerate(heads):
        end = heads[at + 1][0] if at + 1 < len(heads) else len(grid.rows)
        # What stands alone above the next headings is a title of theirs.
        if end < len(grid.rows):
            while end > last + 1 and _count(grid.rows[end - 1]) < 2:
                end -= 1
        begin = found[-1].head + 1 + _height(found[-1]) if found else 0
        words = _words(grid, first, last)
        for part in _beside(words):
            table = _fill(grid, (begin, first, last, end), part)
            found.append(table)
    return found


def upright(grid: Grid, read: Reading) -> Grid:
    """A sheet whose headings stand in the first column alone with its columns as rows,
    without titles and signatures; any other as it is.
    """
    rows = [list(row) if _count(row) > 1 else [] for row in grid.rows]
    rows = [[] if row and _SIGNED.match(row[0]) else row for row in rows]
    heads = {key for row in rows for key in read(row[:1]).values()}
    elsewhere = any(read(row[1:]) for row in rows)
    if len(heads) < _LABELS or elsewhere or max(map(_count, rows)) < _LABELS:
        return grid
    turned = [list(row) for row in zip_longest(*rows, fillvalue="")]
    return replace(grid, rows=turned, covered=frozenset(), turned=True)


def _height(table: OwnTable) -> int:
    """Rows between the headings of a table and its end."""
    ends = [*table.rows, *table.sums, *table.below, *table.notes, table.head]
    return max(ends) - table.head


def _count(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _find_heads(grid: Grid, read: Reading) -> list[tuple[int, int]]:
    """First and last row of the headings of each table."""
    counts = [len({*read(row).values()}) for row in grid.rows[:HIGHEST]]
    best = max(counts, default=0)
    if best < 2:
        return []
    heads = [_grow(grid, read, counts.index(best))]
    words = {bare(cell) for cell in grid.rows[heads[0][1]] if cell.strip()}
    for number, row in enumerate(grid.rows):
        near = any(first - 1 <= number <= last + 1 for first, last in heads)
        if near or words.isdisjoint(map(bare, row)):
            continue
        known, cells = {*read(row).values()}, _count(row)
        again = sum(bool(cell.strip()) and bare(cell) in words for cell in row)
        if (
            len(known) > 1
            and 2 * max(len(known), again) >= cells
            and not any(spelling.DATE.fullmatch(spelling.day(c.strip())) for c in row)
            and 2 * again >= min(cells, 4)
        ):
            heads.append(_grow(grid, read, number))
    return sorted(heads)


def _grow(grid: Grid, read: Reading, head: int) -> tuple[int, int]:
    """With the row above or below, where that belongs to the headings as well."""
    row = grid.rows[head]
    if head and _is_upper(grid.rows[head - 1], row, read):
        return head - 1, head
    if head + 1 < len(grid.rows) and _is_lower(row, grid.rows[head + 1], read):
        return head, head + 1
    return head, head


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _is_upper(above: Sequence[str], row: Sequence[str], read: Reading) -> bool:
    """A title is none: it stands alone, or over nothing that is known."""
    said = {at: cell.strip() for at, cell in enumerate(above) if cell.strip()}
    alike = [at for at, text in said.items() if _cell(row, at) == text]
    return len(said) > 1 and (bool(alike) or bool(read(above)))


def _is_lower(row: Sequence[str], below: Sequence[str], read: Reading) -> bool:
    said = {at: cell.strip() for at, cell in enumerate(below) if cell.strip()}
    known, new = read(below), [at for at, t in said.items() if _cell(row, at) != t]
    other = [at for at in new if at not in known and said[at] not in UNREAD]
    return (
        bool(new)
        and not other
        and not any(
            spelling.DATE.fullmatch(spelling.day(text)) for text in said.values()
        )
    )


def _words(grid: Grid, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Of a column below two rows both, of which one may say nothing; what stands over
    several is said to each.
    """
    lower = grid.rows[last]
    if first == last:
        return {at: (cell.strip(),) for at, cell in enumerate(lower) if cell.strip()}
    found: dict[int, tuple[str, ...]] = {}
    over = ""
    for at in range(max(len(grid.rows[first]), len(lower))):
        own, under = _cell(grid.rows[first], at), _cell(lower, at)
        over = own or (over if under else "")
        words = tuple(dict.fromkeys(word for word in (over, under) if word))
        if words:
            found[at] = words
    return found


def _beside(words: Mapping[int, tuple[str, ...]]) -> list[dict[int, tuple[str, ...]]]:
    """The headings of each of several tables that stand beside one another, by their
    being the same.
    """
    columns = sorted(words)
    said = [words[at] for at in columns]
    for width in range(2, len(said) // 2 + 1):
        if len(said) % width == 0 and said == said[:width] * (len(said) // width):
            return [
                {at: words[at] for at in columns[start : start + width]}
                for start in range(0, len(columns), width)
            ]
    return [dict(words)]


def _fill(
    grid: Grid, bounds: tuple[int, int, int, int], words: Mapping[int, tuple[str, ...]]
) -> OwnTable:
    begin, first, last, end = bounds
    rows, sums, below, notes, apart = [], [], [], [], dict[int, int]()
    group: int | None = None
    for number in range(last + 1, end):
        said = {at: text for at in words if (text := _cell(grid.rows[number], at))}
        texts = [*said.values()]
        if all((number, at) in grid.covered for at in said):
            continue
        lead = re.sub(r"\s+", "", texts[0])
        if _SUMS.fullmatch(lead) or (FOOT.match(lead) and ":" not in bare(lead)):
            sums.append(number)
        elif FOOT.match(lead) or _SIGNED.match(lead):
            below.append(number)
        elif len(texts) == 1 and (
            _APART.fullmatch(texts[0]) or MONTH_ALONE.fullmatch(bare(texts[0]))
        ):
            group = number
        elif len(texts) == 1 and _cell(grid.rows[number], min(words)):
            notes.append(number)
        else:
            rows.append(number)
            if group is not None:
                apart[number] = group
    above = [n for n in range(begin, first) if _count(grid.rows[n])]
    grid = _said_again(grid, rows)
    return OwnTable(grid, last, words, rows, sums, above, below, notes, apart)


def _said_again(grid: Grid, rows: Sequence[int]) -> Grid:
    """With what was last said above where a mark repeats it."""
    lines = [list(row) for row in grid.rows]
    last: dict[int, str] = {}
    for number in rows:
        for at, text in enumerate(lines[number]):
            if text.strip() in _AGAIN:
                lines[number][at] = last.get(at, text)
            elif text.strip():
                last[at] = text
    return replace(grid, rows=lines)


def group_of(text: str) -> str:
    """The name of a group in the row that sets its rows apart."""
    found = _APART.fullmatch(text)
    return found[1] if found else text
