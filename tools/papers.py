"""Writes the Word templates of `templates/paper/` from what is said in
`tools/papers.txt`, so that what stands in them can be read and reviewed.

uv run python tools/papers.py

A line of the text is a paragraph; how it begins says which style it has (`STYLES`).
`｜ a 20 ｜ b 30` begins a table: titles and widths in mm; each `｜` line that follows
is a row. A line in `{%p … %}` or `{%tr … %}` is for docxtpl alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from branchstd.render.word import seal

TOOLS = Path(__file__).parent
FOLDER = TOOLS.parent / "templates" / "paper"
# GB/T 9704-2012: A4; 37 mm above, 28 left, 26 right; below 35 mm less what is wanting
# to 22 lines of 29 points. 28 characters fit into a line when each is 15.75 pt wide.
TALL = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2097" w:right="1474" w:bottom="1981" w:left="1587" w:header="850" w:footer="1417" w:gutter="0"/>'  # noqa: E501
WIDE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1587" w:right="1981" w:bottom="1474" w:left="2097" w:header="850" w:footer="964" w:gutter="0"/>'  # noqa: E501
SONG, FANG, KAI, HEI, TITLE = (
    "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体",
)  # fmt: skip
# What a computer without the font may take instead.
FONTS: Final = {
    FANG: "FangSong,仿宋", KAI: "KaiTi,楷体", HEI: "SimHei", SONG: "SimSun",
    TITLE: "小标宋,宋体,SimSun", "Times New Roman": "",
}  # fmt: skip
# Name: how a line begins, font, half points, line pitch (twentieths of a point),
# indent, alignment, more.
STYLES: Final = {
    "公文标题": ("# ", TITLE, 44, 700, "", "center", ""),
    "发文字号": ("^ ", FANG, 32, 580, "", "center", ""),
    "主送机关": ("@ ", FANG, 32, 580, "", "left", ""),
    "一级标题": ("## ", HEI, 32, 580, 'w:firstLineChars="200" w:firstLine="630"', "both", "<w:keepNext/>"),  # noqa: E501
    "二级标题": ("### ", KAI, 32, 580, 'w:firstLineChars="200" w:firstLine="630"', "both", "<w:keepNext/>"),  # noqa: E501
    "公文正文": ("", FANG, 32, 580, 'w:firstLineChars="200" w:firstLine="630"', "both", ""),  # noqa: E501
    # With what follows it on one page: no page has a signature alone.
    "正文末段": ("~ ", FANG, 32, 580, 'w:firstLineChars="200" w:firstLine="630"', "both", "<w:keepNext/><w:keepLines/>"),  # noqa: E501
    "空行": ("", FANG, 32, 580, "", "left", "<w:keepNext/>"),
    "署名": ("> ", FANG, 32, 580, 'w:rightChars="400" w:right="1260"', "right", "<w:keepNext/>"),  # noqa: E501
    "成文日期": (">> ", FANG, 32, 580, 'w:rightChars="400" w:right="1260"', "right", ""),  # noqa: E501
    "签字": ("_ ", FANG, 24, 440, "", "left", ""),
    "表题": ("= ", HEI, 28, 580, "", "center", "<w:keepNext/>"),
    "表外": ("- ", FANG, 21, 360, "", "left", ""),
    "表头": ("", HEI, 21, 320, "", "center", ""),
    "表文": ("", FANG, 21, 320, "", "left", ""),
    "稿注": ("! ", KAI, 21, 320, "", "both", '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'),  # noqa: E501
    "单页页码": ("", SONG, 28, 0, 'w:rightChars="100" w:right="280"', "right", ""),
    "双页页码": ("", SONG, 28, 0, 'w:leftChars="100" w:left="280"', "left", ""),
}  # fmt: skip
BEGINS = sorted(
    ((begin, name) for name, (begin, *_) in STYLES.items() if begin), reverse=True
)
MARGINS = (
    '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
    "</w:tblCellMar>"
)
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPEN = "http://schemas.openxmlformats.org"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS: Final = ("styles", "settings", "fontTable", "footer1", "footer2")


def styles() -> str:
    """Every style in full: what a clerk sees in WPS by its Chinese name."""
    return f"<w:styles {NS}>{''.join(_styles())}</w:styles>"


def _styles() -> Iterator[str]:
    yield (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}<w:sz w:val="32"/>'
        '<w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name'
        ' w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
        '<w:snapToGrid w:val="0"/></w:pPr></w:style>'
    )
    for name, (_, font, size, line, indent, side, more) in STYLES.items():
        pitch = f'<w:spacing w:line="{line}" w:lineRule="exact"/>' if line else ""
        # Of a width that puts 28 characters into a line.
        narrow = '<w:spacing w:val="-5"/>' if size == 32 else ""
        keep, shade = (more, "") if "keepNext" in more else ("", more)
        yield (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="a"/><w:qFormat/><w:pPr>{keep}'
            f'<w:widowControl w:val="0"/>{shade}<w:snapToGrid w:val="0"/>{pitch}'
            f'<w:ind {indent}/><w:jc w:val="{side}"/></w:pPr><w:rPr>'
            f'{_fonts(font)}{narrow}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            "</w:rPr></w:style>"
        )


def _fonts(name: str) -> str:
    latin = SONG if name == SONG else "Times New Roman"
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}"'
        f' w:cs="Times New Roman"/>'
    )


def fonts() -> str:
    """The table of fonts, each with what may stand for it."""
    told = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{other}"/>' if other else "")
        + ('<w:charset w:val="86"/>' if other else "")
        + "</w:font>"
        for name, other in FONTS.items()
    )
    return f"<w:fonts {NS}>{told}</w:fonts>"


def footer(style: str) -> str:
    """— 1 —"""
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'<w:ftr {NS}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"{text.format('— ')}{field}{text.format(' —')}</w:p></w:ftr>"
    )


def paragraph(text: str, style: str = "") -> str:
    """A line of the text; what begins it says its style."""
    if not style:
        begin, style = next(
            (one for one in BEGINS if text.startswith(one[0])),
            ("", "公文正文" if text else "空行"),
        )
        text = text.removeprefix(begin)
    runs = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def table(lines: list[str]) -> str:
    """The first line has titles and widths; a title alone is no head of its own."""
    titles = [
        cell.strip().rpartition(" ") for cell in lines[0].removeprefix("｜").split("｜")
    ]
    widths = [round(float(width) * 1440 / 25.4) for _, _, width in titles]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [
        [cell.strip() for cell in line.removeprefix("｜").split("｜")]
        for line in lines[1:]
    ]
    head = [title for title, _, _ in titles]
    # A table without titles is a form: room to write in.
    high = "" if any(head) else '<w:trHeight w:val="567" w:hRule="atLeast"/>'
    told = [] if high else [row(head, widths, "表头", "<w:tblHeader/>")]
    told += [row(cells, widths, "表文", high) for cells in rows]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc'
        f' w:val="center"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout'
        f' w:type="fixed"/>{MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(told)}</w:tbl>"
    )


def row(cells: list[str], widths: list[int], style: str, more: str) -> str:
    """A row with fewer cells than columns: the last one takes the rest."""
    told = []
    for place, text in enumerate(cells):
        left = len(widths) - place if place == len(cells) - 1 else 1
        width = sum(widths[place : place + left])
        span = f'<w:gridSpan w:val="{left}"/>' if left > 1 else ""
        lines = "".join(paragraph(line, style) for line in text.split("\\"))
        told.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign'
            f' w:val="center"/></w:tcPr>{lines}</w:tc>'
        )
    return (
        f'<w:tr><w:trPr><w:cantSplit/>{more}<w:jc w:val="center"/></w:trPr>'
        f"{''.join(told)}</w:tr>"
    )


def section(page: str, number: int) -> str:
    """How the pages are up to here."""
    feet = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rId{place}"/>'
        for kind, place in (("default", 4), ("even", 5))
    )
    kind = '<w:type w:val="nextPage"/>' if number else ""
    return f"<w:sectPr>{feet}{kind}{page}</w:sectPr>"


def body(text: str) -> str:
    """`=====` begins pages on their side, `-----` pages that stand."""
    told: list[str] = []
    lines, page, number = text.strip("\n").split("\n"), TALL, 0
    while lines:
        line = lines.pop(0)
        if re.fullmatch(r"(=====|-----)", line):
            if told:
                end = section(page, number)
                told.append(f'<w:p><w:pPr><w:pStyle w:val="表外"/>{end}</w:pPr></w:p>')
                number += 1
            page = WIDE if line[0] == "=" else TALL
        elif line.startswith("｜"):
            rows = [line]
            while lines and lines[0].startswith("｜"):
                rows.append(lines.pop(0))
            told.append(table(rows))
        else:
            told.append(paragraph(line))
    return f"{''.join(told)}{section(page, number)}"


def parts(title: str, text: str) -> dict[str, str]:
    """All files of a Word document, by name."""
    names = dict(zip(PARTS, range(1, 6), strict=True))
    kinds = {name: name.rstrip("12") for name in names}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OPEN}/officeDocument/2006'
        f'/relationships/{kinds[name]}" Target="{name}.xml"/>'
        for name, number in names.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main'
        f'+xml"/><Override PartName="/docProps/core.xml" ContentType="{core}"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{OPEN}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OPEN}/officeDocument/2006/relationships'
        '/officeDocument" Target="word/document.xml"/><Relationship Id="rId2"'
        f' Type="{OPEN}/package/2006/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{OPEN}/package/2006'
        '/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>",
        "word/document.xml": f"<w:document {NS}><w:body>{body(text)}</w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{OPEN}/package/2006'
        f'/relationships">{relations}</Relationships>',
        "word/styles.xml": styles(),
        "word/settings.xml": f"<w:settings {NS}><w:evenAndOddHeaders/><w:compat>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft'
        '.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/fontTable.xml": fonts(),
        "word/footer1.xml": footer("单页页码"),
        "word/footer2.xml": footer("双页页码"),
    }


def templates() -> Iterator[tuple[Path, bytes]]:
    """Every template with its bytes."""
    text = (TOOLS / "papers.txt").read_text("utf-8")
    for title, own in re.findall(
        r"^%%% (.+)\n((?:(?!%%% ).*\n?)*)", text, re.MULTILINE
    ):
        files = {name: f"{HEAD}{part}" for name, part in parts(title, own).items()}
        yield (
            FOLDER / f"{title}.docx",
            seal({name: part.encode() for name, part in files.items()}),
        )


if __name__ == "__main__":
    for path, data in templates():
        path.write_bytes(data)
        print(path.name, len(data))
