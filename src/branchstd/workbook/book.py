"""The workbook itself: sheets laid out for people and for paper, and what was sent,
kept on a hidden sheet.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from branchstd.findings import Problem, letters
from branchstd.records.holdings import Village
from branchstd.render.page_setup import (
    HEAD,
    Styles,
    height,
    open_book,
    set_page,
    write_title,
)
from branchstd.workbook.contents import ROWS
from branchstd.workbook.grids import BookError, Grid
from branchstd.workbook.sheets import (
    BESIDE,
    NAME,
    Cells,
    Names,
    Sheet,
    SheetColumn,
    cells_of,
    index_by_key,
    records_of_sheet,
    shorten,
)

FORMAT: Final = "branchstd-book-v1"
BASE: Final = "_base"
LISTS: Final = "_lists"
GUIDE: Final = "填写说明"
_GUIDE_WIDTH: Final = 60
FAULTS: Final = "问题"
SPARE: Final = 20  # empty rows to fill in
_ID: Final = re.compile(r"[0-9a-f]{6}-\d{4,}")
_CHUNK: Final = 30_000  # characters in a cell
_ABREAST: Final = 16  # columns that a page takes
_LONGEST_LIST: Final = 200  # characters of a list that stands in the cell's own rule


@dataclass(frozen=True)
class Sent:
    """A row as it was sent: of which record (an empty key: of one that nobody has made
    yet), and what each cell said.
    """

    kind: str
    key: tuple[str, ...]
    cells: Cells


@dataclass(frozen=True)
class Alongside:
    """What is known beside the records. shown: by kind and what a row is about, the
    cells that only show. offered: by kind, rows for records that nobody has made yet:
    what they are about stands there, the rest is to be filled in.
    """

    shown: Mapping[str, Mapping[str, Cells]]
    offered: Mapping[str, Sequence[Cells]]


NOTHING_ALONGSIDE: Final = Alongside(MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True)
class Base:
    """What a workbook was made from. sheets: their kinds by title. rows: by id."""

    town: str
    slug: str
    year: int
    named: bool
    sheets: Mapping[str, str]
    rows: Mapping[str, Sent]


class Line(NamedTuple):
    """A row to be written. wrong: what is wrong in its cells, by column."""

    id: str
    cells: Cells
    wrong: Mapping[str, str] = MappingProxyType({})


class CellFault(NamedTuple):
    """What is wrong in a cell, for the sheet that lists it all. place: `sheet!cell`."""

    place: str
    sentence: str
    remedy: str


@dataclass(frozen=True)
class Frame:
    """What stands around the rows. guide: the lines of the first sheet, its title
    first. name: the village's, which stands before each sheet's title.
    """

    guide: Sequence[str]
    as_of: date
    name: str
    line: str
    signed: str


def _shown(sheet: Sheet, cells: Cells, beside: Alongside) -> Cells:
    """What is shown beside a row, by the field that it is about."""
    about = cells.get(BESIDE.get(sheet.kind, ("",))[0], "")
    found = beside.shown.get(sheet.kind, {}).get(about, {})
    return {key: shorten(text) for key, text in found.items()}


def base_of(
    sheets: Sequence[Sheet],
    village: Village,
    names: Names,
    where: tuple[str, str, int, date],
    beside: Alongside = NOTHING_ALONGSIDE,
) -> Base:
    """All rows of a village as they are to be sent. where: the town's name, the year's
    folder from the root, the year, the day. beside: see `Alongside`.
    """
    town, folder, year, as_of = where
    rows: dict[str, Sent] = {}
    mark = _mark(town, village.slug, year, as_of)
    for sheet in sheets:
        found = index_by_key(sheet.kind, records_of_sheet(sheet, village, folder))
        for key, record in found.items():
            cells = cells_of(sheet, record, names)
            cells |= _shown(sheet, cells, beside)
            rows[f"{mark}-{len(rows) + 1:04}"] = Sent(sheet.kind, key, cells)
        for offer in beside.offered.get(sheet.kind, ()):
            sent = Sent(sheet.kind, (), {**offer, **_shown(sheet, offer, beside)})
            rows[f"{mark}-{len(rows) + 1:04}"] = sent
    titles = {sheet.title: sheet.kind for sheet in sheets}
    named = any(column.key == NAME for one in sheets for column in one.columns)
    return Base(town, village.slug, year, named, titles, rows)


def _mark(town: str, slug: str, year: int, as_of: date) -> str:
    """How the ids of a workbook begin."""
    return sha256(f"{town} {slug} {year} {as_of}".encode()).hexdigest()[:6]


@cache
def _marks(town: str, slug: str, year: int) -> frozenset[str]:
    """Of all workbooks that a village may have had in that year."""
    first, last = date(year - 1, 1, 1).toordinal(), date(year + 1, 12, 31).toordinal()
    days = map(date.fromordinal, range(first, last + 1))
    return frozenset(_mark(town, slug, year, day) for day in days)


def is_of_another(name: str, base: Base) -> bool:
    """Whether a row's id is of a workbook of another village or year."""
    if name in base.rows or not _ID.fullmatch(name):
        return False
    return name[:6] not in _marks(base.town, base.slug, base.year)


def read_base(grids: Mapping[str, Grid]) -> Base | None:
    """What the workbook was made from; None where it carries nothing of the kind.
    Raises BookError where that is spoilt.
    """
    grid = grids.get(BASE)
    if grid is None:
        return None
    try:
        text = "".join(grid.cell(row, 0) for row in range(1, len(grid.rows)))
        if grid.cell(0, 0) != FORMAT or grid.cell(0, 1) != _digest(text):
            raise ValueError
        found = json.loads(text)
        rows = {
            name: Sent(kind, tuple(key), cells)
            for name, (kind, key, cells) in found.pop("rows").items()
        }
        return Base(**found, rows=rows)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BookError(Problem("book_base_spoilt", grid.place(0, 0))) from None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def write_book(
    sheets: Sequence[Sheet],
    base: Base,
    frame: Frame,
    lines: Mapping[str, Sequence[Line]] | None = None,
    faults: Sequence[CellFault] = (),
) -> bytes:
    """The file's bytes; the same for the same records and day. lines: by kind, of a
    workbook that goes back to whoever filled it in; else what the base has.
    """
    stream = io.BytesIO()
    with open_book(stream, frame.as_of) as book:
        style = Styles(book)
        _write_guide(book, frame, style)
        if faults:
            _write_faults(book, faults, style)
        hidden = _Lists()
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            own = lines_of(sheet, base) if lines is None else lines.get(sheet.kind, ())
            _write_sheet(page, sheet, own, frame, (style, hidden))
        _write_hidden(book, base, hidden)
    return stream.getvalue()


class _Lists:
    """Drop-downs too long for a rule of their own, each a column of a hidden sheet."""

    def __init__(self) -> None:
        self.columns: list[list[str]] = []

    def source(self, choices: list[str]) -> list[str] | str:
        """What a rule takes as its list."""
        if len(",".join(choices)) <= _LONGEST_LIST:
            return choices
        if choices not in self.columns:
            self.columns.append(choices)
        column = letters(self.columns.index(choices) + 1)
        return f"={LISTS}!${column}$1:${column}${len(choices)}"


def _write_guide(book: Any, frame: Frame, style: Styles) -> None:
    page = book.add_worksheet(GUIDE)
    page.set_column(0, 0, _GUIDE_WIDTH)
    title, *lines = frame.guide
    page.write_string(0, 0, title, style.title)
    for number, line in enumerate(lines, 1):
        # Its letters are larger than those by which columns are measured.
        page.set_row(number, 1.2 * height([line], [round(_GUIDE_WIDTH / 1.2)]))
        page.write_string(number, 0, line, style.guide)


def lines_of(sheet: Sheet, base: Base) -> list[Line]:
    """Its rows as they were sent."""
    return [
        Line(name, sent.cells)
        for name, sent in base.rows.items()
        if sent.kind == sheet.kind
    ]


def _write_faults(book: Any, faults: Sequence[CellFault], style: Styles) -> None:
    """Each with a link to its cell."""
    page = book.add_worksheet(FAULTS)
    page.activate()
    widths = (18, 50, 60)
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, title in enumerate(("位置", "问题", "怎么办")):
        page.write_string(0, at, title, style.head)
    for number, fault in enumerate(faults, 1):
        page.set_row(number, height(fault[:3], widths))
        sheet, _, cell = fault.place.rpartition("!")
        if sheet:
            link = f"internal:'{sheet}'!{cell}"
            page.write_url(number, 0, link, style.text, fault.place)
        else:
            page.write_string(number, 0, fault.place, style.text)
        page.write_string(number, 1, fault.sentence, style.text)
        page.write_string(number, 2, fault.remedy, style.text)


def _write_sheet(
    page: Any,
    sheet: Sheet,
    rows: Sequence[Line],
    frame: Frame,
    stock: tuple[Styles, _Lists],
) -> None:
    style, hidden = stock
    last = len(sheet.columns)
    shown = [column for column in sheet.columns if not _folded(sheet, column)]
    title = f"{frame.name}{sheet.title}"
    write_title(page, title, (1, min(len(shown), _ABREAST)), style)
    page.write_string(1, 1, frame.line, style.line)
    page.write_string(HEAD, 0, "id", style.id)
    page.set_column(0, 0, 0, None, {"hidden": True})
    for at, column in enumerate(sheet.columns, 1):
        folded = {"level": 1, "hidden": True} if column not in shown else {}
        page.set_column(at, at, _width(column), None, folded)
        page.write_string(HEAD, at, column.title, style.head)
        if column.own and (told := _remark(sheet, column)):
            page.write_comment(HEAD, at, told[:300], {"visible": False})
    for number, line in enumerate(rows, HEAD + 1):
        page.write_string(number, 0, line.id, style.id)
        texts = (line.cells.get(column.key, "") for column in shown)
        page.set_row(number, height(texts, map(_width, shown)))
        for at, column in enumerate(sheet.columns, 1):
            text = line.cells.get(column.key, "")
            if said := line.wrong.get(column.key):
                page.write_string(number, at, text, style.wrong)
                page.write_comment(number, at, said, {"visible": False})
            else:
                _write_cell(page, (number, at), column, text, style)
    first, end = HEAD + 1, min(HEAD + len(rows) + SPARE, ROWS - 2)
    for number in range(HEAD + 1 + len(rows), end + 1):
        for at, column in enumerate(sheet.columns, 1):
            kept = style.text if column.key[0] == "/" else _style(column, style)
            page.write_blank(number, at, None, kept)
    for at, column in enumerate(sheet.columns, 1):
        if column.own and column.choices and column.how.value is not tuple:
            rule = {"validate": "list", "source": hidden.source(column.choices)}
            # What people say for a word is read as well: the list only helps.
            page.data_validation(
                first, at, end, at, {**rule, "error_type": "information"}
            )
    page.write_string(end + 2, 1, frame.signed, style.line)
    page.autofilter(HEAD, 0, end, last)
    page.freeze_panes(HEAD + 1, 3 if last > 4 else 1)
    wide = 1 + len(shown) // _ABREAST
    set_page(page, (1, len(shown)), end + 2, wide=wide, named=2)


def _remark(sheet: Sheet, column: SheetColumn) -> str:
    """What a heading says of its cells. A code of a person's is given to who has
    none.
    """
    is_needed = column.needed and (sheet.kind, column.key) != ("person", "code")
    return "；".join(filter(None, ("必填" if is_needed else "", column.meaning)))


def _folded(sheet: Sheet, column: SheetColumn) -> bool:
    """Columns that few rows have: they open with a click, and are not printed."""
    return bool(column.step) and sheet.kind == "activity"


def _style(column: SheetColumn, style: Styles) -> Any:
    if column.is_shown:
        return style.grey
    # Text also where numbers go: 12/14 would become a day.
    return style.text


def _write_cell(
    page: Any, at: tuple[int, int], column: SheetColumn, text: str, style: Styles
) -> None:
    """Whole numbers as such, so that a table can be added up; all else as text."""
    kept = _style(column, style)
    if not text:
        page.write_blank(*at, None, kept)
    elif column.how.value is int and column.own and text.isdecimal():
        page.write_number(*at, int(text), kept)
    else:
        page.write_string(*at, text, kept)


def _width(column: SheetColumn) -> int:
    if column.key == NAME:
        return 10
    if column.how.free or column.key[0] == "=":
        return 24
    return 11 if column.step or column.how.value in {int, date} else 14


def _write_hidden(book: Any, base: Base, hidden: _Lists) -> None:
    lists = book.add_worksheet(LISTS)
    for at, choices in enumerate(hidden.columns):
        for number, choice in enumerate(choices):
            lists.write_string(number, at, choice)
    lists.hide()
    page = book.add_worksheet(BASE)
    text = json.dumps(_as_data(base), ensure_ascii=False, separators=(",", ":"))
    page.write_string(0, 0, FORMAT)
    page.write_string(0, 1, _digest(text))
    for number, part in enumerate(_chunks(text), 1):
        page.write_string(number, 0, part)
    page.hide()


def _as_data(base: Base) -> dict[str, Any]:
    rows = {
        name: [
            sent.kind,
            sent.key,
            {key: said for key, said in sent.cells.items() if said},
        ]
        for name, sent in base.rows.items()
    }
    return {**asdict(base), "rows": rows}


def _chunks(text: str) -> Iterator[str]:
    """Parts that a cell can hold, none with blanks at its ends: reading takes those
    off.
    """
    while text:
        size = _CHUNK
        while size > 1 and (
            text[size - 1 : size].isspace() or text[size : size + 1].isspace()
        ):
            size -= 1
        yield text[:size]
        text = text[size:]
