"""Papers in Word: one as a whole, worked out by hand; their form; what a record says stays text; templates in order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from branchstd.messages.messages import Messages
from branchstd.render.papers import Facts, empty, in_words, known_words, paper_facts
from branchstd.render.templates import ReportError
from branchstd.render.word import fill, numeral
from branchstd.root import package_folder
from branchstd.workflow.paper import PAPERS, Paper
from branchstd.workspace import open_workspace
from samples import ROOT, standards

DAY = date(2019, 10, 1)
STANDARDS: tuple[Any, Any] = standards()
NAMES = {key: str(Messages("zh", *STANDARDS).sheets.PAPERS[key]) for key in PAPERS}
# A paper of all that is open, so that each of them is about something.
OPEN = {key: paper._replace(about="open") if paper.about else paper for key, paper in PAPERS.items()}


@cache
def facts(paper: Paper, slugs: tuple[str, ...] = ("liushao", "dawantan", "zhenzhi")) -> Facts:
    workspace = open_workspace(ROOT)
    messages = Messages("zh", workspace.catalogue, workspace.plan, asked=DAY)
    year = workspace.on(DAY, slugs if paper.of_town else slugs[:1]).year("assess", of_one=not paper.of_town)
    return paper_facts(paper, year, frozenset(), lambda _: messages)


def template(key: str) -> bytes:
    return (package_folder("templates") / "paper" / f"{NAMES[key]}.docx").read_bytes()


def made(key: str, told: Facts, template_: bytes = b"") -> Any:
    return Document(io.BytesIO(fill(template_ or template(key), in_words(told), "甲", DAY)))


def texts(paper: Any) -> list[str]:
    """Every paragraph, those of tables as well, in the order of the paper."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paper.element.body.iter(qn("w:p"))]


def test_a_whole_notice() -> None:
    said = [text for text in texts(made("notice", facts(PAPERS["notice"]))) if text]
    assert said == [
        "〔待填：发文字号〕",
        "整改通知书",
        "柳哨村党支部：",
        "按照2019年度党支部建设标准化工作安排，现就你支部尚未整改销号的问题发出通知。截至2019年10月1日，"
        "通知所列问题共2个。",
        "一、事实和依据",
        "（一）后备干部1名，按1比2应有6名",
        "事实：问题编号LS-02，来源为自查，2019年6月8日发现，现为“整改中、已延期、别处也有”。",
        "依据：标准4.5.a（按1:2储备后备干部，交任务、参加培训）；推进计划 S3.4.3a：按照1:2的比例要求；"
        "期限为默认，待镇党委确认。",
        "时限：2019年12月15日前（首定2019年9月30日前）。完成标志：镇审定的名单。",
        "（二）八月组织生活没有图像",
        "事实：问题编号LS-04，来源为督查，2019年9月6日发现，现为“整改中”。",
        "依据：标准3.8.b（组织生活定时间、专题、人员，有记录、图像、讨论；规范使用工作手册）；"
        "推进计划 S3.3.1b：有记录、有图像、有讨论；周期为默认，待镇党委确认。",
        "时限：2019年10月10日前。完成标志：九月、十月的照片。",
        "二、整改意见",
        "〔待填：镇党委意见〕",
        "三、整改要求",
        "（一）未到期的问题，在上列时限前整改到位；做到以后申请销号。",
        "（二）由党支部书记负总责，逐项落实责任人和措施。以前没有开的会、没有做的记录不得补写，照实说明，从本次起做到。",
        "（三）整改结束后〔待填：几〕日内，将整改情况书面报告镇党建办，附佐证材料，由书记签字、支部盖章。",
        "中共澜草镇委员会",
        "〔待填：成文日期〕",
        "送达回执：本通知书于　　　　年　　月　　日收到。收到人（签字）：",
        "稿注：事实出自记录，截至2019年10月1日；〔待填〕处、意见、签字和成文日期都由人来写，程序不代填；印发前删去这几行；"
        "人员只写代码（村里的 M…、镇里的 T…），姓名不出支部；"
        "条目、编号、分值和检查方法为本软件整理，并非《手册》原文；标注“默认”的口径待镇党委确认。",
    ]


def test_its_form_is_that_of_official_papers() -> None:
    """GB/T 9704: A4 with 37, 28, 35, 26 mm; 22 lines of 29 points, 28 characters of 15.75 (16 drawn together)."""
    paper = made("notice", facts(PAPERS["notice"]))
    (section,) = paper.sections
    sizes = (section.page_width, section.page_height, section.top_margin, section.right_margin, section.left_margin)
    assert [round(size.mm) for size in sizes] == [210, 297, 37, 26, 28]
    inside = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    assert (inside / 29, round(section.bottom_margin.mm)) == (22, 35)
    line = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert int(line / 15.75) == 28
    styles = {style.name: style for style in paper.styles}

    def look(name: str) -> tuple[object, ...]:
        style = styles[name]
        fonts = style.element.rPr.find(qn("w:rFonts"))
        pitch = style.paragraph_format.line_spacing
        return fonts.get(qn("w:eastAsia")), style.font.size.pt, pitch.pt if pitch else None

    assert look("公文正文") == ("仿宋_GB2312", 16, 29)
    assert look("公文标题") == ("方正小标宋简体", 22, 35)
    assert (look("一级标题")[0], look("二级标题")[0]) == ("黑体", "楷体_GB2312")
    assert look("单页页码") == ("宋体", 14, None)
    assert "— 1 —" in "".join(section.footer.paragraphs[0]._p.itertext()).replace(" PAGE ", "")
    assert styles["成文日期"].element.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "400"
    plain = styles["Normal"].element.pPr
    assert plain.find(qn("w:snapToGrid")).get(qn("w:val")) == plain.find(qn("w:widowControl")).get(qn("w:val")) == "0"
    with zipfile.ZipFile(io.BytesIO(template("notice"))) as whole:
        others = re.findall(r'w:name="([^"]+)"><w:altName w:val="([^"]+)"', whole.read("word/fontTable.xml").decode())
    assert dict(others)["仿宋_GB2312"] == "FangSong,仿宋"


@pytest.mark.parametrize("key", PAPERS)
def test_every_paper_can_be_filled(key: str) -> None:
    """With facts and with nothing; what people say is blank in both; tables have the widths of their columns."""
    for told in (facts(OPEN[key]), empty(facts(OPEN[key]))):
        paper = made(key, told)
        said = "\n".join(texts(paper))
        assert not re.search(r"[{}]|None|False|\[\]|\d{4}-\d\d-\d\d", said)
        assert "〔待填" in said or key == "acceptance"  # which has rooms to write in
        assert re.search(r"〔待填：成文日期〕|年　　月　　日", said)
        for table in paper.element.body.iter(qn("w:tbl")):
            widths = [int(one.get(qn("w:w"))) for one in table.find(qn("w:tblGrid"))]
            assert abs(sum(widths) - int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))) < 20


def test_the_acceptance_form_has_its_rooms() -> None:
    said = "\n".join(texts(made("acceptance", facts(PAPERS["acceptance"]))))
    assert said.count("□听□查□看") == 42
    for word in ("民主测评", "抽问人", "验收组意见", "村党支部意见", "镇党委意见", "县委组织部意见"):
        assert word in said
    assert said.count("年　　月　　日") == 5  # the day of the visit, and one at each signature


PAYLOADS = (
    "{{ 村 }}{% for a in b %}", "<w:p><w:r/></w:p>", "A & B < C > D", "=cmd|' /C calc'!A0", "]]>", "&#123;&amp;",
    "{_{ 村 }_} {_% a %_}", "{%p endfor %}", "长" * 5_000,
)  # fmt: skip


def filled_with(text: str, told: Any) -> Any:
    """The same facts, every text another."""
    if isinstance(told, dict):
        return {key: filled_with(text, value) for key, value in told.items()}
    return [filled_with(text, one) for one in told] if isinstance(told, list) else text if told else told


@pytest.mark.parametrize("text", PAYLOADS, ids=lambda text: text[:12])
def test_what_a_record_says_stays_text(text: str) -> None:
    told = facts(PAPERS["notice"])
    plain, odd = made("notice", filled_with("甲", told)), made("notice", filled_with(text, told))
    assert texts(odd) == [line.replace("甲", text) for line in texts(plain)]
    assert [one.tag for one in odd.element.iter()] == [one.tag for one in plain.element.iter()]


def test_a_long_text_is_a_long_text() -> None:
    told = facts(PAPERS["notice"]) | {"村": "长" * 30_000, "支部": "长" * 30_000}
    assert texts(made("notice", told))[4] == "长" * 30_000 + "："


def test_nothing_unseen_and_no_line_of_its_own() -> None:
    """Control characters and marks of direction are no text; who breaks a line could speak in another's name."""
    odd = made("notice", filled_with("甲\u202e乙\x0b丙\x00\n\n中共\t镇\a\f委\ud800", facts(PAPERS["notice"])))
    assert "甲 乙 丙 中共 镇 委 党支部：" not in texts(odd)
    assert texts(odd)[4] == "甲 乙 丙   中共 镇  委 ："


def test_the_same_facts_are_the_same_bytes() -> None:
    told = in_words(facts(PAPERS["notice"]))
    first = fill(template("notice"), told, "甲", DAY)
    with zipfile.ZipFile(io.BytesIO(first)) as whole:
        assert {entry.date_time for entry in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2019-10-01T00:00:00Z" in whole.read("docProps/core.xml")
        names = whole.namelist()
    assert fill(template("notice"), told, "甲", DAY) == first
    assert "docProps/thumbnail.jpeg" not in names


def own(text: str) -> bytes:
    """A template with this text in its second paragraph."""
    with zipfile.ZipFile(io.BytesIO(template("remind"))) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    body = files["word/document.xml"].decode()
    files["word/document.xml"] = body.replace("整改提示单", text, 1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as whole:
        for name, data in files.items():
            whole.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("甲{{ 村名 }}", "paper_word", "村名"),
        ("甲{% for 项 in 所列问题 %}{{ 项.问题表象 }}{% endfor %}", "paper_word", "问题表象"),
        ("甲{% if 村 %}", "paper_fault", "endif"),
        ("甲{{ 村.__class__ }}", "paper_fault", "unsafe"),
        ("甲{{ 所列问题.append(1) }}", "paper_fault", "unsafe"),
        ("甲{% autoescape false %}{{ 村 }}{% endautoescape %}", "paper_fault", "escaping"),
        ("{{r 村 }}", "paper_fault", "tr"),  # text between the marks of a document, which Word would drop
    ],
)
def test_a_fault_is_told_with_its_paragraph(text: str, code: str, detail: str) -> None:
    with pytest.raises(ReportError) as caught:
        made("remind", facts(PAPERS["notice"]), own(text))
    assert caught.value.code == code
    assert detail in caught.value.detail
    assert caught.value.name.startswith("甲") or detail == "tr"


def test_what_a_clerk_types_is_found_in_pieces_too() -> None:
    """Word parts a word in braces into runs as it likes."""
    pieces = "{{ </w:t></w:r><w:r><w:t>村</w:t></w:r><w:r><w:t> }}"
    assert "柳哨村" in texts(made("remind", facts(PAPERS["notice"]), own(pieces)))[0]


def test_a_picture_with_its_place_is_no_text_astray() -> None:
    """As the line under a red head is drawn: its place stands as text in its marks."""
    drawn = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    line = f'<w:drawing><wp:anchor xmlns:wp="{drawn}"><wp:posOffset>12</wp:posOffset></wp:anchor></w:drawing>'
    assert texts(made("remind", facts(PAPERS["notice"]), own(f"甲</w:t></w:r><w:r>{line}<w:t>乙")))[0] == "甲乙"


def test_a_document_that_lacks_what_it_should_have() -> None:
    bare = own("甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:t>")
    with pytest.raises(ReportError) as caught:
        made("remind", facts(PAPERS["notice"]), bare)
    assert caught.value.code == "paper_fault"


def test_the_templates_are_what_their_text_says() -> None:
    """`tools/papers.txt` is what is reviewed; nothing else stands in the documents."""
    space: dict[str, Any] = {"__name__": "papers", "__file__": str(ROOT / "tools/papers.py")}
    exec((ROOT / "tools/papers.py").read_text("utf-8"), space)  # noqa: S102  no module, a script
    make: Callable[[], Any] = space["templates"]
    written = {path.name: unpacked(data) for path, data in make()}
    kept = {path.name: unpacked(path.read_bytes()) for path in (ROOT / "templates/paper").iterdir()}
    assert kept.keys() == {f"{name}.docx" for name in NAMES.values()}
    assert written == kept


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def test_numbers_of_headings() -> None:
    assert [numeral(number) for number in (1, 10, 11, 20, 42, 0, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "四十二",
        "0",
        "100",
    ]


def test_the_page_has_every_word() -> None:
    page = (ROOT / "docs/papers.zh.md").read_text("utf-8")
    said = set(re.findall(r"[`.]([^`.\n]+)`", page))
    for paper in (PAPERS["village_plan"], PAPERS["summary"], OPEN["notice"]):
        assert set(known_words(facts(paper))) - said == set()
