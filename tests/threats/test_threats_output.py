"""What records say is a text in every form: pages, Markdown and the terminal; shipped templates keep it so."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from branchstd.__main__ import run
from branchstd.root import package_folder
from hostile_town import PAYLOAD, hostile_town, marks

MARKUP = "[/red] [bold red]x[/] [link=http://127.0.0.1:9/]y[/link] [[z]] \\[a] [@click=b]c[/] :smile: [not closed"
REPORTS = {
    **{phase: ("report", "--phase", phase) for phase in ("deploy", "advance", "assess")},
    "village": ("report", "--village", "dawantan"),
}
SHIPPED = sorted((package_folder("templates") / "report").glob("*.j2"))
PAGES = [path for path in SHIPPED if path.name.endswith(".html.j2")]
# Every attribute that a browser loads from, goes to or runs.
ADDRESSES = re.compile(
    r"[\s\"'](?:src|srcset|href|action|formaction|data|poster|background|ping|cite|style|on\w+)\s*=", re.IGNORECASE
)
# A tag of a template, with what Jinja puts into it taken for a sign.
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
ATTRIBUTE = re.compile(r"\s+[\w:-]+=(?:\"[^\"]*\"|'[^']*')")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_town(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def marked_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_town(tmp_path_factory.mktemp("marked"), MARKUP)


def said(capsys: pytest.CaptureFixture[str], root: Path, *words: str) -> str:
    """A command's whole output; it may find gaps, but it must not break."""
    assert run(["--root", str(root), *words, "--as-of", "2019-12-31"]) in {0, 1}
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return out


class Tags(HTMLParser):
    """All elements, attributes and comments of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.comments: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_has_the_elements_of_its_template_and_no_others(
    name: str, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "".join(path.read_text("utf-8") for path in PAGES)
    page = said(capsys, hostile, *REPORTS[name], "--format", "html")
    assert len(marks(page)) >= 3
    found = Tags(page)
    assert {one for one in found.names if f"<{one}" not in source} == set()
    assert {one for one in found.attributes if f"{one}=" not in source.lower()} == set()
    assert len(found.comments) == 1


@pytest.mark.parametrize("name", REPORTS)
def test_markdown_has_no_markup_of_the_records(name: str, hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Read with raw HTML allowed: no tag, link, picture or code of theirs; every table keeps its columns."""
    text = said(capsys, hostile, *REPORTS[name], "--format", "md")
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    every = [token for one in tokens for token in (one, *(one.children or ()))]
    active = [token.content for token in every if token.type in {"html_block", "html_inline"}]
    assert [content for content in active if not content.startswith("<!-- branchstd-report ")] == []
    assert {token.type for token in every} & {"link_open", "image", "code_inline", "fence", "code_block"} == set()
    assert PAYLOAD in "".join(token.content for token in every if token.type == "text")


@pytest.mark.parametrize("name", REPORTS)
def test_markdown_rows_have_the_columns_of_their_head(
    name: str, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, hostile, *REPORTS[name], "--format", "md")
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert tables
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in table.splitlines()}) == 1


TERMINAL = {
    "check": ("check", "dawantan"),
    "overview": ("check",),
    "why": ("why", "dawantan", "1.1"),
    "gaps": ("gaps",),
    "due": ("due", "dawantan", "--days", "3"),
    "lists": ("lists",),
    "for_a_person": ("lists", "--for", "T1"),
    "register": ("rectify", "list"),
    "town": ("town",),
}


@pytest.mark.parametrize("name", TERMINAL)
def test_markup_of_the_terminal_is_printed(
    name: str, marked_up: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100000")
    text = said(capsys, marked_up, *TERMINAL[name])
    assert text.count(MARKUP) == len(re.findall(r"⟦\w+\.\w+⟧", text)) > 0
    assert "\x1b" not in text


def test_no_name_of_a_person_moves_the_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`names.csv` is the one file that is read without telling what is wrong in it."""
    root = hostile_town(tmp_path, "x")
    sequence = "\x1b[2J\x1b]8;;http://127.0.0.1:9/\x07"
    for names in root.glob("data/villages/*/names.csv"):
        names.write_text(names.read_text("utf-8").replace("⟦names", f"{sequence}⟦names"), "utf-8")
    for words in (("check",), ("lists",), ("report", "--phase", "deploy")):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said(capsys, root, *words))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_templates_switch_no_escaping_off(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(r"\|\s*(safe|urlize|xmlattr|tojson|forceescape|e)\b|autoescape|Markup", source)
    assert not re.search(r"(?i)<\s*/?\s*(script|iframe|object|embed|link|img|base|form|a)\b|javascript:", source)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_shipped_pages_quote_their_attributes_and_have_no_address(path: Path) -> None:
    for tag in TAG.findall(JINJA.sub("X", path.read_text("utf-8"))):
        assert ATTRIBUTE.sub("", tag).rstrip("/>").strip() == re.match(r"<[\w]+", tag)[0], tag  # type: ignore[index]
        assert not ADDRESSES.search(tag), tag


def test_every_page_has_the_policy() -> None:
    base = (package_folder("templates") / "report" / "page.html.j2").read_text("utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    head, _, rest = base.partition(f'<meta http-equiv="Content-Security-Policy" content="{policy}">')
    assert rest
    assert "{{" not in head.replace("{{ lang }}", "")  # nothing of the records before it
    for path in PAGES:
        text = path.read_text("utf-8")
        assert "<html" not in text or path.name == "page.html.j2"
