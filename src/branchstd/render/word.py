"""Papers in Word: a template with words in braces, filled with plain data in the
sandbox of reports.

Loaded on its own by the process that fills a town's own template, so it needs little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from lxml import etree

from branchstd.render.templates import LARGEST, ReportError, describe, sandbox

STAMP: Final = (1980, 1, 1, 0, 0, 0)  # of every file in a paper
# Stands for `_` in what a record says: docxtpl makes braces of `{_{`, wherever it is.
_LOW: Final = "\ue05f"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS: Final = frozenset({"t", "instrText", "delText", "delInstrText"})
_NUMBERS: Final = "零一二三四五六七八九"
_UNKNOWN: Final = re.compile(r"'([^']+)' is undefined|no attribute '([^']+)'")


class _Template(DocxTemplate):  # type: ignore[misc]  # has no types
    """Whatever cannot be read again is a fault, and none is passed over."""

    def render_xml_part(
        self, src_xml: str, part: Any, context: Any, jinja_env: Any = None
    ) -> str:
        """One part of the document. Raises ReportError with the paragraph."""
        try:
            made: str = super().render_xml_part(src_xml, part, context, jinja_env)
            made = made.replace(_LOW, "_")
            tree = etree.fromstring(made.encode(), etree.XMLParser(huge_tree=True))
        except Exception as error:  # whatever it is, a template asked for it
            raise _fault(error, src_xml) from None
        if len(made) > LARGEST:
            raise ReportError("", 0, f"> {LARGEST // 10**6} MB", "template_large")
        # Between the marks of a document Word would drop it without a word.
        for one in tree.iter(f"{_W}*"):
            astray = "" if one.tag.removeprefix(_W) in _TEXTS else one.text
            if lost := f"{astray or ''}{one.tail or ''}".strip():
                raise ReportError(lost, 0, "r, p, tr, tc", "paper_fault")
        return made


def _fault(error: Exception, source: str) -> ReportError:
    """In which paragraph, by its text, and what is wrong there; of a word that there is
    none of, the word.
    """
    if isinstance(error, MemoryError):
        return ReportError("", 0, "MemoryError", "template_large")
    line, trace = getattr(error, "lineno", None), error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    # As docxtpl parts the lines: one a paragraph.
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source).split("\n")
    ends_early = str(error).startswith("Unexpected end of template")
    found_in = _unclosed(lines) if ends_early else lines[line - 1] if line else ""
    where = re.sub(r"<[^>]*>", "", found_in).strip()
    if found := _UNKNOWN.search(str(error)):
        return ReportError(where, 0, found[1] or found[2], "paper_word")
    return ReportError(where, 0, describe(error), "paper_fault")


def _unclosed(lines: list[str]) -> str:
    """The line of the last `if` or `for` that has no end."""
    begun: list[str] = []
    for line in lines:
        for word in re.findall(r"{%[-+]?\s*(if|for|end)", line):
            begun = begun[:-1] if word == "end" else [*begun, line]
    return begun[-1] if begun else ""


def fill(template: bytes, context: Mapping[str, Any], title: str, day: date) -> bytes:
    """A paper of plain data, the same bytes for the same words. day: on which it says
    to have been made. Raises ReportError, whose name is the paragraph of the fault.
    """
    paper, made = _Template(BytesIO(template)), BytesIO()
    try:
        paper.init_docx()
    except Exception as error:  # a file of any kind
        raise ReportError("", 0, type(error).__name__, "paper_unreadable") from None
    environment = sandbox(escapes=True)
    environment.filters["汉字"] = numeral
    environment.finalize = _keep
    try:
        paper.render(dict(context), environment, autoescape=True)
        noted = paper.core_properties
        noted.title, noted.author, noted.last_modified_by = title, "", ""
        noted.created = noted.modified = datetime.combine(day, time.min)
        noted.revision = 1
        paper.save(made)
    except ReportError:
        raise
    except Exception as error:  # a document may lack whatever it should have
        raise ReportError("", 0, describe(error), "paper_fault") from None
    with ZipFile(made) as whole:
        return seal({name: whole.read(name) for name in whole.namelist()})


def _keep(value: object) -> object:
    return value.replace("_", _LOW) if isinstance(value, str) else value


def seal(files: Mapping[str, bytes]) -> bytes:
    """The files as a Word document, without a trace of when and where."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as whole:
        for name, data in files.items():
            entry = ZipInfo(name, STAMP)
            entry.create_system, entry.compress_type = 0, ZIP_DEFLATED
            whole.writestr(entry, data)
    return made.getvalue()


def numeral(number: int) -> str:
    """A number below a hundred as headings count: 一, 十, 二十一."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    ten = "" if not tens else "十" if tens == 1 else f"{_NUMBERS[tens]}十"
    return ten + (_NUMBERS[ones] if ones else "")
