"""CSV records to text cells: UTF-8 with or without a BOM, else GB18030 with a warning.

One bad row hides no other: it is left out and named.

What a spreadsheet does to cells: marks that force text are taken off, spoilt numbers
are recognised. And rows as CSV text that a spreadsheet shows as it is and that is read
back unchanged.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from branchstd.findings import Place, Problem, Severity, by_place
from branchstd.text.decode import (
    FORBIDDEN,
    JOINERS,
    LONGEST,
    conflict,
    decode,
    decode_gb18030,
    excerpt_key,
    name_of,
    not_a_record,
    refuse,
    spot,
)
from branchstd.text.nodes import CsvTable, Scalar

# 1.10101E+17, and the 16th digit and later turned into zeros.
_SPOILT = re.compile(r"-?\d(?:\.\d+)?[Ee]\+\d{1,3}|[1-9]\d{14}0{3,}")
_FORMULA_TEXT = re.compile(r"=\"(.*)\"", re.DOTALL)
# Openings that an apostrophe keeps a spreadsheet from computing.
COMPUTED: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")
# Without one of these a table needs no look at single cells.
UNUSUAL: Final = re.compile(r"['\t]|=\"|\d[Ee]\+\d|\d{15}000")


def unwrap(cell: str) -> tuple[str, bool]:
    """The cell without surrounding blanks and without one mark that forces text;
    whether there was one.

    `'` is such a mark unless it quotes a word (`'三会一课'制度`), `="…"` always, a tab
    when it comes first.
    """
    text = cell.strip()
    if found := _FORMULA_TEXT.fullmatch(text):
        return found.group(1).replace('""', '"').strip(), True
    if text.startswith("'") and (
        text[1:].lstrip().startswith(COMPUTED) or "'" not in text[1:]
    ):
        return text[1:].strip(), True
    return text, cell.startswith("\t")


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet took a long number for an amount and lost its last
    digits.
    """
    return _SPOILT.fullmatch(text) is not None


MOST_COLUMNS: Final = 100
# How many rows may stand above a header before nobody looks for one.
TITLES: Final = 9
# A problem with one of these codes that is not `unreadable` means: the row at its place
# is left out.
LEFT_OUT: Final = frozenset(
    {
        "csv_ragged",
        "csv_truncated",
        "csv_empty_header",
        "csv_field_too_long",
        "control_character",
        "invisible_character",
    }
)
_SEPARATORS: Final = (";", "；", "\t", "，", "、", "|")

Result = tuple[CsvTable | None, tuple[Problem, ...]]


class _Row(NamedTuple):
    line: int
    cells: list[str]


def read_csv(
    data: bytes, file: str, known: Container[str] = (), most: int | None = None
) -> Result:
    """Header and usable rows, each with one cell for each named column; None for a file
    that is of no use.

    known: headings, by which a header below title rows is recognised, and told.
    most: a table with more rows is of no use.
    """
    text, problems = _decode(data, file)
    if text is None:
        return None, problems
    if fault := _foreign(text, file):
        return None, (*problems, fault)
    rows = _rows(text, file, most)
    if isinstance(rows, Problem):
        return None, (*problems, rows)
    if faults := tuple(_header_faults(rows[: TITLES + 1], known, file)):
        return None, (*problems, *faults)
    reading = _Reading(file, rows[0], unusual=UNUSUAL.search(text) is not None)
    dirty = FORBIDDEN.search(text) is not None
    table, found = reading.take(rows[1:], dirty=dirty, cut=not text.endswith("\n"))
    return table, tuple(sorted((*problems, *found), key=by_place))


def _decode(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """A BOM or a cut in a character settles that it is UTF-8; only then is nothing else
    tried.
    """
    if fault := not_a_record(data, file):
        return None, (fault,)
    text = decode(data, file)
    if isinstance(text, str):
        return text, ()
    if text.code == "file_cut" or data.startswith(b"\xef\xbb\xbf"):
        return None, (text,)
    text = decode_gb18030(data, file)
    if isinstance(text, str):
        return text, (Problem("csv_gb18030", Place(file), severity=Severity.WARNING),)
    return None, (text,)


def _foreign(text: str, file: str) -> Problem | None:
    """NUL and merge-conflict markers, after which no row can be trusted."""
    if "\0" in text:
        return refuse("csv_nul", file, *spot(text, text.index("\0")))
    return conflict(text, file)


def _rows(text: str, file: str, most: int | None) -> list[_Row] | Problem:
    """Rows that are not blank, each with the physical line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[_Row] = []
    line = 1
    try:
        for cells in reader:
            if "".join(cells).strip():
                if most is not None and len(rows) > most:  # the header is none
                    return refuse("csv_too_many_rows", file, line, limit=str(most))
                rows.append(_Row(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        too_long = "field larger" in str(error) and text.count('"') % 2 == 0
        if too_long:
            return refuse("csv_field_too_long", file, line, limit=str(LONGEST))
        return refuse("csv_quote", file, line)
    return rows


def _header_faults(
    rows: list[_Row], known: Container[str], file: str
) -> Iterator[Problem]:
    """Why the first of these rows is no header: there is none, it stands below, or it
    has faults.
    """
    if not rows:
        yield Problem("file_empty", Place(file), severity=Severity.WARNING)
    elif (
        rows[0].cells[0].strip().lower().startswith("sep=")
        and not "".join(rows[0].cells[1:]).strip()
    ):
        yield refuse("csv_sep_line", file, rows[0].line)
    elif fault := _below_titles(rows, known, file):
        yield fault
    else:
        yield from _faults(rows[0], file)


def _below_titles(rows: list[_Row], known: Container[str], file: str) -> Problem | None:
    """A header that stands below what an office writes above a table: its title, the
    unit, the day.
    """
    counts = [sum(unwrap(cell)[0] in known for cell in row.cells) for row in rows]
    best = counts.index(max(counts))
    if best == 0 or counts[0] > 1:
        return None
    title = next(cell for cell in rows[0].cells if cell.strip())
    seen = "、".join(
        excerpt_key(cell.strip()) for cell in rows[best].cells if cell.strip()
    )
    return refuse(
        "csv_title",
        file,
        rows[best].line,
        title=excerpt_key(title.strip()),
        above=str(best),
        seen=seen,
    )


def _faults(header: _Row, file: str) -> Iterator[Problem]:
    """The fault that spoils the whole header, else every forbidden character and every
    name used twice.
    """
    line, cells = header
    joined = "".join(cells)
    mark = next(
        (mark for mark in _SEPARATORS if joined.count(mark) > len(cells) - 1), None
    )
    if mark:
        yield refuse("csv_delimiter", file, line, mark="Tab" if mark == "\t" else mark)
        return
    if sum(bool(cell.strip()) for cell in cells) > MOST_COLUMNS:
        yield refuse("csv_too_many_columns", file, line, limit=str(MOST_COLUMNS))
        return
    seen: dict[str, int] = {}
    for column, cell in enumerate(cells, 1):
        name, _ = unwrap(cell)
        if found := FORBIDDEN.search(name) or JOINERS.search(name):
            code, character = name_of(found.group())
            yield refuse(code, file, line, column, character=character)
        elif name in seen:
            yield refuse(
                "csv_duplicate_header",
                file,
                line,
                column,
                key=excerpt_key(name),
                first=str(seen[name]),
            )
        elif name:
            seen[name] = column


class _Reading:
    """Rows under one header: `_names` by place, `_used` the places that have a name."""

    def __init__(self, file: str, header: _Row, *, unusual: bool) -> None:
        self._file = file
        self._unusual = unusual
        self._names = [unwrap(cell)[0] for cell in header.cells]
        self._used = [place for place, name in enumerate(self._names) if name]
        self._nameless = [place for place, name in enumerate(self._names) if not name]
        self._width = self._used[-1] + 1 if self._used else 0
        self._header = tuple(
            Scalar(self._names[place], header.line, place + 1) for place in self._used
        )
        self._problems: list[Problem] = []
        self._wrapped: dict[int, tuple[int, int]] = {}

    def take(
        self, rows: list[_Row], *, dirty: bool, cut: bool
    ) -> tuple[CsvTable, list[Problem]]:
        """`dirty`: forbidden characters stand somewhere; `cut`: the file does not end
        with its last line.
        """
        taken = []
        for row in rows:
            fault = self._shape(row, cut=cut and row is rows[-1]) or self._length(row)
            if fault := fault or (self._characters(row) if dirty else None):
                self._problems.append(fault)
            else:
                taken.append(self._scalars(row))
        for place, (line, count) in self._wrapped.items():
            values = {"key": excerpt_key(self._names[place]), "count": str(count)}
            at = Place(self._file, line, place + 1)
            self._problems.append(
                Problem("csv_text_prefix", at, values, Severity.WARNING)
            )
        return CsvTable(self._header, tuple(taken)), self._problems

    def _shape(self, row: _Row, *, cut: bool) -> Problem | None:
        """Too few cells, cells beyond the header, or cells under no name."""
        line, cells = row
        if len(cells) < self._width:
            code = "csv_truncated" if cut else "csv_ragged"
            values = {"seen": str(len(cells)), "needed": str(self._width)}
            return Problem(code, Place(self._file, line), values)
        filled = len(cells)
        while not cells[filled - 1].strip():
            filled -= 1
        if filled > len(self._names):
            values = {"seen": str(filled), "needed": str(self._width)}
            return Problem("csv_ragged", Place(self._file, line), values)
        for place in takewhile(lambda place: place < filled, self._nameless):
            if cells[place].strip():
                at = Place(self._file, line, place + 1)
                return Problem("csv_empty_header", at, {"column": str(place + 1)})
        return None

    def _length(self, row: _Row) -> Problem | None:
        lengths = [len(cell) for cell in row.cells]
        if max(lengths) <= LONGEST:
            return None
        at = Place(self._file, row.line, lengths.index(max(lengths)) + 1)
        return Problem("csv_field_too_long", at, {"limit": str(LONGEST)})

    def _characters(self, row: _Row) -> Problem | None:
        for place, cell in enumerate(row.cells):
            if found := FORBIDDEN.search(cell):
                code, character = name_of(found.group())
                return Problem(
                    code,
                    Place(self._file, row.line, place + 1),
                    {"character": character},
                )
        return None

    def _scalars(self, row: _Row) -> tuple[Scalar, ...]:
        line, cells = row
        if self._unusual:
            texts = [self._clean(cells[place], line, place) for place in self._used]
            return tuple(
                [
                    Scalar(text, line, at + 1)
                    for text, at in zip(texts, self._used, strict=True)
                ]
            )
        return tuple(
            [Scalar(cells[place].strip(), line, place + 1) for place in self._used]
        )

    def _clean(self, cell: str, line: int, place: int) -> str:
        """Excel's marks are counted by column: one remedy serves the column, its cells
        may be thousands.
        """
        text, wrapped = unwrap(cell)
        if wrapped:
            first, count = self._wrapped.get(place, (line, 0))
            self._wrapped[place] = (first, count + 1)
        if is_spoilt(text):
            self._problems.append(
                Problem("csv_excel_number", Place(self._file, line, place + 1))
            )
        return text


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """UTF-8 text with LF; what a spreadsheet would compute is marked as text, which
    reading takes off again.
    """
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(
        [guard_cell(cell) for cell in row] for row in rows
    )
    return lines.getvalue()


def guard_cell(cell: str) -> str:
    """With a mark in front where a spreadsheet would compute it, which takes blanks of
    any kind off first.
    """
    return (
        f"'{cell}"
        if cell.lstrip().startswith(COMPUTED) or cell.startswith("\t")
        else cell
    )
