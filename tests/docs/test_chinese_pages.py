"""Whoever reads Chinese alone gets everywhere: README.zh.md and every page that it leads to, and what those lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from branchstd.messages.messages import points
from branchstd.workspace import open_workspace
from samples import ROOT

START = ROOT / "README.zh.md"
# The one link that is for the others.
OTHERS = {(START, ROOT / "README.md")}
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")


def tokens(page: Path) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        yield from (token, *(token.children or ()))


def prose(page: Path) -> str:
    """What is said in sentences, headings and tables; no code, no addresses."""
    return "\n".join(token.content for token in tokens(page) if token.type == "text")


def links(page: Path) -> Iterator[Path]:
    """The pages that a page leads to; folders and other places are none."""
    for token in tokens(page):
        target = str(token.attrs.get("href", "")).partition("#")[0] if token.type == "link_open" else ""
        if target.endswith(".md") and ":" not in target:
            yield (page.parent / target).resolve()


def reached() -> list[Path]:
    found, waiting = dict[Path, None](), [START, *sorted(ROOT.glob("docs/*.zh.md"))]
    while waiting:
        page = waiting.pop()
        if page not in found:
            found[page] = None
            waiting += [to for to in links(page) if (page, to) not in OTHERS]
    return list(found)


@pytest.mark.parametrize("page", reached(), ids=lambda page: page.name)
def test_its_prose_is_chinese(page: Path) -> None:
    """Names of commands and files in it are few beside what is said; pages in two languages say all in Chinese."""
    text = prose(page)
    assert len(HAN.findall(text)) > 4 * len(WORD.findall(text)), page


@pytest.mark.parametrize("page", [START, *sorted(ROOT.glob("docs/*.zh.md"))], ids=lambda page: page.name)
def test_every_paragraph_of_a_chinese_page_is_chinese(page: Path) -> None:
    """No part was left in English: nowhere do five English words stand in a row, but for what a glossary translates."""
    if page.name == "glossary.zh.md":
        return
    row = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){4}[A-Za-z]{2,}")
    assert [found[0] for found in row.finditer(prose(page))] == []


def test_every_page_in_english_alone_has_a_sibling() -> None:
    texts = {page.name: prose(page) for page in ROOT.glob("docs/*.md")}
    english = {name for name, text in texts.items() if len(HAN.findall(text)) <= len(WORD.findall(text))}
    assert {name for name in english if name.replace(".md", ".zh.md") not in texts} == set()


def test_a_key_of_the_document_is_told_in_chinese() -> None:
    (block,) = re.findall(
        r"^```\n(.*?)^```$", (ROOT / "docs/check-json.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    told = (ROOT / "docs/check-json.zh.md").read_text("utf-8")
    keys = set(re.findall(r'"([a-z_]+)":', block))
    aside = {"id", "title", "effect", "state", "rule", "code", "severity", "file", "line", "column", "kind", "weight",
             "year", "met", "answered", "number", "overdue_days", "back_after_closing", "aspect", "version", "basic",
             "evaluated", "applicable", "total", "reasons", "proposed"}  # fmt: skip
    lacking = [key for key in keys - aside if f"`{key}`" not in told]
    assert lacking == []


@pytest.mark.parametrize("name", ["sample-town.md", "sample-town.zh.md"])
def test_what_is_said_of_each_village_is_so(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    rows = dict(re.findall(r"^\| ([a-z]+) \S+ \|(.*)$", text, re.MULTILINE))
    villages = {one.village.slug: one.assessment for one in open_workspace(ROOT).villages(date(2019, 12, 31))}
    assert set(rows) == set(villages)
    for slug, found in villages.items():
        met = sum(standard.outcome.value == "met" for standard in found.standards)
        if found.score:
            assert re.findall(r"\d+\.\d\d", rows[slug]) == [points(found.score or Fraction(0))], slug
        else:
            assert met == 0
        for number in re.findall(r"(\d+) of 42|达标(\d+)项", rows[slug]):
            assert met == int("".join(number)), slug
