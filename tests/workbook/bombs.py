"""Small files that would unpack into more than a computer has; each is refused before anything of it is laid out."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
OPEN: Final = "urn:oasis:names:tc:opendocument:xmlns"
LONG: Final = "长" * 30_000


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name, data)
    return stream.getvalue()


def xlsx(rows: str, texts: str = "", sheet: str = "worksheets/sheet1.xml", after: str = "") -> bytes:
    """The least that is one: a sheet with these rows."""
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate({"worksheet": sheet, "sharedStrings": "sharedStrings.xml"}.items(), 1)
    )
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACK}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
                       ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                           '<sheet name="收入" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACK}">{relations}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        f"xl/{sheet}": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
    })  # fmt: skip


def ods(rows: str) -> bytes:
    names = "".join(f' xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OPEN}:manifest:1.0"/>',
        "content.xml": f"<office:document-content{names}><office:body><office:spreadsheet>"
                       f'<table:table table:name="收入">{rows}</table:table>'
                       "</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def xls(cells: bytes, texts: bytes = b"") -> bytes:
    """The least that is one: a sheet with these records, in a file of files with that one file."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    name = "收入".encode("utf-16-le")
    length = len(begin) + 4 + 8 + len(name) + len(texts) + 4
    sheet = record(0x0085, struct.pack("<IBBBB", length, 0, 0, 2, 1) + name)
    stream = begin + sheet + texts + record(0x000A, b"")
    stream += record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + cells + record(0x000A, b"")
    count = max(8, -(-len(stream) // 512))
    tables = -(-(count + 1) // 127)
    numbers = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]  # the file, its folder, this table
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, tables,
                       count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    head += struct.pack("<109I", *(count + 1 + n if n < tables else 0xFFFFFFFF for n in range(109)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        said = struct.pack("<HBBIII36xII4x", len(text) + 2 if text else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child,
                           start, size)  # fmt: skip
        return text.ljust(64, b"\0") + said

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 0, count * 512)
    table = struct.pack(f"<{len(numbers)}I", *numbers).ljust(tables * 512, b"\xff")
    return head + stream.ljust(count * 512, b"\0") + folder.ljust(512, b"\0") + table


def number(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def many_rows(cell: str, count: int) -> str:
    return "".join(f"<row>{cell * 100}</row>" for _ in range(count))


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
BLANKS = '<text:s text:c="2000000000"/>'
TEXT = record(0x00FC, struct.pack("<IIHB", 200_000, 1, 4_000, 0) + b"x" * 4_000)
BOMBS: Final[Mapping[str, Callable[[], bytes]]] = {
    "unpacked.xlsx": lambda: zipped({"xl/worksheets/sheet1.xml": b"0" * (101 * 1024 * 1024)}),
    "members.xlsx": lambda: zipped({f"m{n}": b"" for n in range(201)}),
    "far_cell.xlsx": lambda: xlsx(FIRST + FAR),
    "far_in_other_quotes.xlsx": lambda: xlsx((FIRST + FAR).replace('"', "'")),
    "far_by_row.xlsx": lambda: xlsx('<row r="1048576"><c><v>1</v></c></row>'),
    "far_in_utf16.xlsx": lambda: zipped({"xl/a.xml": f"<worksheet>{FIRST}{FAR}</worksheet>".encode("utf-16")}),
    "one_text_in_many_cells.xlsx": lambda: xlsx(many_rows('<c t="s"><v>0</v></c>', 2_000), f"<si><t>{LONG}</t></si>"),
    "cells_of_one_row.xlsx": lambda: xlsx("<row>" + "<c><v>1</v></c>" * 3_000_000 + "</row>"),
    "empty_cells.xlsx": lambda: xlsx(many_rows('<c s="1"/>', 50_000)),
    "merged.xlsx": lambda: xlsx(FIRST, after='<mergeCell ref="A1:A9999"/>' * 500_000),
    "repeated.ods": lambda: ods('<table:table-row table:number-rows-repeated="900000">' + CELL.format("", 1)
                        + "</table:table-row>"),
    "repeated_text.ods": lambda: ods('<table:table-row table:number-rows-repeated="5000">'
                             + CELL.format(' table:number-columns-repeated="200"', LONG) + "</table:table-row>"),
    "blanks.ods": lambda: ods(f"<table:table-row>{CELL.format('', BLANKS)}</table:table-row>"),
    "far_cell.xls": lambda: xls(number(0, 0) + number(65_535, 255)),
    "one_text_in_many_cells.xls": lambda: xls(b"".join(
        record(0x00FD, struct.pack("<HHHI", n // 100, n % 100, 0, 0)) for n in range(200_000)), TEXT),
    "size.xls": lambda: xls(record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)) + number(0, 0)),
}  # fmt: skip
